"""Ask a SPARQL server over one connection kept open, and time it; the client costs next to nothing."""

import json
import re
import socket
import time
from dataclasses import dataclass
from urllib.parse import quote

RESULTATS = "application/sparql-results+json"

_CHUNK = 1 << 18
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
_OK = b"200"
_LIMIT = 60.0  # seconds an answer may take


class AskFailed(Exception):
    """A server did not answer, or answered something else than results."""


@dataclass(frozen=True, slots=True)
class Adresse:
    """Where a server answers queries."""

    hote: str
    port: int
    chemin: str

    def request(self, text: str, keep: str = "") -> bytes:
        """Return the whole request that asks *text*; the characters *keep* stay as they are."""
        query = quote(text, safe=keep)
        return (
            f"GET {self.chemin}?query={query} HTTP/1.1\r\n"
            f"Host: {self.hote}:{self.port}\r\nAccept: {RESULTATS}\r\n\r\n"
        ).encode()


class Client:
    """One connection to a server, opened anew when the server closes it."""

    def __init__(self, adresse: Adresse, limit: float = _LIMIT) -> None:
        self._adresse = adresse
        self._limit = limit
        self._socket: socket.socket | None = None

    def ask(self, text: str) -> tuple[float, bytes]:
        """Return how many seconds the answer to *text* took, to its last byte, and the answer.

        Raises:
            AskFailed: If there is none.
        """
        request = self._adresse.request(text)
        try:
            connection = self._connected()
            start = time.perf_counter()
            connection.sendall(request)
            answer = _received(connection)
            seconds = time.perf_counter() - start
        except OSError as error:
            self.close()
            raise AskFailed(str(error) or type(error).__name__) from error
        head, _, body = answer.partition(b"\r\n\r\n")
        if b"\r\nconnection: close" in head.lower():
            self.close()
        if _CHUNKED.search(head):
            body = _joined(body)
        if head.split(maxsplit=2)[1:2] != [_OK]:
            raise AskFailed((head.partition(b"\r\n")[0] + b" " + body[:200]).decode(errors="replace"))
        return seconds, body

    def close(self) -> None:
        """Close the connection, if it is open."""
        if self._socket:
            self._socket.close()
        self._socket = None

    def _connected(self) -> socket.socket:
        if self._socket is None:
            place = (self._adresse.hote, self._adresse.port)
            self._socket = socket.create_connection(place, self._limit)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._socket


def rows(body: bytes) -> int:
    """Return how many solutions a JSON answer has; an ASK has one."""
    answer = json.loads(body)
    return len(answer["results"]["bindings"]) if "results" in answer else 1


def _received(connection: socket.socket) -> bytes:
    """Read one answer, head and body."""
    answer = bytearray()
    while (end := answer.find(b"\r\n\r\n")) < 0:
        answer += _some(connection)
    head = bytes(answer[:end])
    if found := _LENGTH.search(head):
        size = end + 4 + int(found[1])
        while len(answer) < size:
            answer += _some(connection)
    elif _CHUNKED.search(head):
        while not answer.endswith(b"\r\n0\r\n\r\n"):
            answer += _some(connection)
    else:
        while some := connection.recv(_CHUNK):
            answer += some
    return bytes(answer)


def _some(connection: socket.socket) -> bytes:
    # Else a server that writes its answer piece by piece waits 40 ms for us to acknowledge the first.
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
    some = connection.recv(_CHUNK)
    if not some:
        raise ConnectionResetError("la connexion s'est fermée avant la fin de la réponse")
    return some


def _joined(body: bytes) -> bytes:
    """Return the content of a chunked body."""
    content, position = bytearray(), 0
    while position < len(body):
        size, _, _ = body[position : position + 20].partition(b"\r\n")
        start = position + len(size) + 2
        length = int(size.partition(b";")[0], 16)
        content += body[start : start + length]
        position = start + length + 2
    return bytes(content)
