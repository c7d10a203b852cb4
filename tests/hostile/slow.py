"""Clients that are slow, idle, or gone: the others do not notice."""

# ruff: noqa: E501  a case stands on one line

import contextlib
import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.hostile import bombs, requests
from tests.hostile.case import Scenario
from tests.hostile.target import Target, control_query
from tests.hostile.wire import CLOSED, Exchange, connect, read_replies

_HEAD = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\n"
_POST = (
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
    b"Content-Length: 1000\r\n\r\nASK {} #"
)
_CHUNKS = (
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n"
)
_ALL = requests.get("SELECT * { ?s ?p ?o }", headers=requests.accepting(requests.CSV))
_PRODUCT = requests.get("SELECT * { ?a ?b ?c . ?d ?e ?f }", headers=requests.accepting(requests.CSV))
_HEAVY = requests.form(bombs.ENDLESS, {"timeout": "3"})


@contextmanager
def _many(target: Target, count: int, *, receive_buffer: int = 0) -> Iterator[list[socket.socket]]:
    """Give *count* connections."""
    with contextlib.ExitStack() as stack:
        yield [
            stack.enter_context(connect(target.address, receive_buffer=receive_buffer))
            for _ in range(count)
        ]


def _drip(sockets: list[socket.socket], pieces: list[bytes], seconds: float) -> None:
    """Send the *pieces* one by one on all of *sockets*; a server may refuse that at any time."""
    pause = seconds / len(pieces)
    for piece in pieces:
        for sock in sockets:
            with contextlib.suppress(OSError):
                sock.send(piece)
        time.sleep(pause)


def _dripping(start: bytes, rest: bytes, count: int) -> Callable[[Target], list[str]]:
    def act(target: Target) -> list[str]:
        with _many(target, count) as sockets, target.watched() as found:
            _drip(sockets, [start, *(bytes([letter]) for letter in rest)], 3)
        return found

    return act


def _idle(image: bytes, count: int, seconds: float) -> Callable[[Target], list[str]]:
    def act(target: Target) -> list[str]:
        with _many(target, count) as sockets, target.watched() as found:
            _drip(sockets, [image], seconds)
        return found

    return act


def _leaving(image: bytes, count: int, *, abrupt: bool) -> Callable[[Target], list[str]]:
    """Send *image* on *count* connections one after another, and close each at once."""

    def act(target: Target) -> list[str]:
        with target.watched(every=0.2) as found:
            for _ in range(count):
                with connect(target.address) as sock:
                    if abrupt:  # no farewell: the connection is reset
                        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    sock.sendall(image)
            time.sleep(1)
        return found

    return act


def _half_closed(target: Target) -> list[str]:
    with connect(target.address) as sock:
        image = control_query()
        sock.sendall(image)
        sock.shutdown(socket.SHUT_WR)
        exchange = _drain(sock, image)
    if not exchange.received:
        return []  # as for a client that is gone
    if [200] != [reply.status for reply in exchange.replies] or not exchange.replies[0].whole:
        return [f"a client that has said all it has to say gets no whole answer:\n{exchange}"]
    return []


def _drain(sock: socket.socket, sent: bytes) -> Exchange:
    """Read all that comes."""
    sock.settimeout(10)
    began, pieces, ended = time.monotonic(), [], CLOSED
    try:
        while data := sock.recv(1 << 18):
            pieces.append(data)
    except OSError as error:
        ended = repr(error)
    return Exchange(sent, b"".join(pieces), time.monotonic() - began, ended)


def _slow_readers(target: Target) -> list[str]:
    """Ask for everything, read nothing for three seconds, then all."""
    whole = target.reply(_ALL, seconds=30)
    with _many(target, 20, receive_buffer=4096) as sockets:
        with target.watched() as found:
            _drip(sockets, [_ALL], 3)
        first = _drain(sockets[0], _ALL)
    replies = read_replies(first.received, head=False, ended=first.ended)
    reply = replies[0] if replies else None
    if reply is None or reply.status == 503:
        return found
    if reply.whole and (reply.status, len(reply.body)) != (whole.status, len(whole.body)):
        found.append(
            f"a slow reader gets {len(reply.body)} bytes as a whole answer, not {len(whole.body)}"
        )
    return found


def _never_readers(target: Target) -> list[str]:
    """Ask for a result without end on 30 connections, and read none of it."""
    with _many(target, 30, receive_buffer=4096) as sockets, target.watched() as found:
        _drip(sockets, [_PRODUCT], 4)
    return found


def _byte_readers(target: Target) -> list[str]:
    """Read a large result a byte at a time on 20 connections."""
    with _many(target, 20, receive_buffer=4096) as sockets, target.watched() as found:
        _drip(sockets, [_ALL], 0.5)
        for _ in range(20):
            for sock in sockets:
                with contextlib.suppress(OSError):
                    sock.recv(1)
            time.sleep(0.1)
    return found


def _reused(target: Target) -> list[str]:
    """Ask 200 queries one after the other on one connection, half of them errors."""
    image = {
        0: control_query().replace(b"Connection: close\r\n", b""),
        1: requests.get("zut", headers={"Connection": None}),
    }
    with connect(target.address) as sock:
        for turn in range(200):
            data = bytearray()
            try:
                sock.sendall(image[turn % 2])
                while (
                    b"\r\n\r\n" not in data
                    or not read_replies(bytes(data), head=False, ended="")[0].whole
                ):
                    piece = sock.recv(1 << 16)
                    if not piece:
                        return [f"the connection is closed after {turn} requests: {bytes(data)[:500]!r}"]
                    data += piece
            except OSError as error:
                return [f"request {turn} of one connection: {error!r}, after {bytes(data)[:500]!r}"]
            reply = read_replies(bytes(data), head=False, ended="")[0]
            assert target.before is not None
            if reply.status != (200, 400)[turn % 2] or (
                not turn % 2 and reply.body != target.before.body
            ):
                return [f"request {turn} of one connection is answered {bytes(data)[:500]!r}"]
    return []


_HEADERS = b"X-Lent: " + b"a" * 90
SCENARIOS = [
    Scenario("slowloris", "100 heads, a byte at a time.", _dripping(_HEAD, _HEADERS, 100)),
    Scenario("slow first line", "100 first lines, a byte at a time.", _dripping(b"", _HEAD[:40], 100)),
    Scenario("slow bodies", "50 bodies, a byte at a time.", _dripping(_POST, b"x" * 30, 50)),
    Scenario("slow chunks", "50 bodies in chunks of a byte.", _dripping(_CHUNKS, b"1\r\n \r\n" * 6, 50)),
    Scenario("bodies that never come", "Promised, and not sent.", _idle(_POST, 50, 3)),
    Scenario("300 idle connections", "Nothing is sent.", _idle(b"", 300, 3)),
    Scenario("300 half heads", "A piece of a head, and no more.", _idle(_HEAD, 300, 3)),
    Scenario("100 TLS clients", "They wait for a hello.", _idle(b"\x16\x03\x01\x00\xc8\x01\x00\x00\xc4", 100, 2)),
    Scenario("slow readers", "20 of a large result: nothing for 3 s, then all of it.", _slow_readers),
    Scenario("clients that never read", "30 of a result without end.", _never_readers),
    Scenario("a byte at a time", "20 readers of a large result.", _byte_readers),
    Scenario("gone after asking", "50 that close at once.", _leaving(_ALL, 50, abrupt=False)),
    Scenario("reset after asking", "50 that reset at once.", _leaving(_ALL, 50, abrupt=True)),
    Scenario("gone after a heavy query", "30 heavy queries of nobody.", _leaving(_HEAVY, 30, abrupt=False)),
    Scenario("reset after a heavy query", "30 heavy queries of nobody.", _leaving(_HEAVY, 30, abrupt=True)),
    Scenario("reset in the midst of a head", "500 that reset.", _leaving(_HEAD, 500, abrupt=True)),
    Scenario("connects and leaves", "500 that say nothing.", _leaving(b"", 500, abrupt=False)),
    Scenario("half-close", "A client that has no more to say still reads.", _half_closed),
    Scenario("one connection, 200 queries", "Errors do not spoil it.", _reused),
]  # fmt: skip
