"""HTTP/1.1 as uvicorn speaks it, with limits to what a client may send and how slowly."""

import asyncio
import re
import socket
import struct
from http import HTTPStatus
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from server.security import SECURITY

# An address with a query of 100 kB in it, every byte escaped, is longer: such a query is for POST.
MAX_URL = 128 * 1024
MAX_HEADERS = 64 * 1024
_MAX_PATH = 32 * 1024
# How long a client may take for the head of a request, or to take any part of an answer.
HEAD_SECONDS, STALLED_SECONDS = 20.0, 30.0
# How many connections may be open; the rest is turned away at once.
MAX_CONNECTIONS = 1000

# How long a client that was refused may go on sending.
_LINGER_SECONDS = 2.0
_UPGRADE = re.compile(rb"\A[A-Z]+ [^\r\n]+ HTTP/1\.1\r\n(?:[^\r\n]+\r\n)*?Upgrade:", re.IGNORECASE)

_SENTENCES = {
    400: "La requête HTTP est mal formée.",
    408: "La requête n'est pas arrivée à temps.",
    414: "L'adresse est trop longue ; envoyez la requête par POST.",
    431: "Les en-têtes sont trop longs.",
    503: "Trop de connexions sont ouvertes ; revenez dans quelques secondes.",
}


def _without_upgrade(found: re.Match[bytes]) -> bytes:
    """Return the head with a name that nobody reads in the place of « Upgrade », as long as it."""
    return found[0][: -len(b"Upgrade:")] + b"Ignored:"


class Corked:
    """A transport that sends what is written to it in one turn of the loop at once.

    The head and the body of an answer are written apart; to send them apart wakes the client twice,
    which costs more than all the rest of a small answer.
    """

    def __init__(self, transport: asyncio.Transport, protocol: "LimitedProtocol") -> None:
        self._transport = transport
        self._protocol = protocol
        self._held: list[bytes] = []

    def __getattr__(self, name: str) -> Any:
        """Do as the transport does."""
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Take *data*, to be sent before the loop waits."""
        if not self._held:
            self._protocol.loop.call_soon(self.flush)
        self._held.append(data)

    def flush(self) -> None:
        """Send what was taken."""
        held, self._held = self._held, []
        if held and not self._transport.is_closing():
            self._transport.write(held[0] if len(held) == 1 else b"".join(held))

    def close(self) -> None:
        """Send what was taken, and close.

        An answer of HTTP/1.0 ends with its connection: if it is not whole, the connection is reset, or
        nobody would know.
        """
        self.flush()
        if self._protocol.is_being_sent_to():
            self._protocol.linger()
            return
        cycle = self._protocol.cycle
        cut = cycle is not None and cycle.response_started and not cycle.response_complete
        if cut and cycle.scope["http_version"] == "1.0":
            connection = self._transport.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self._transport.abort()
        self._transport.close()


class LimitedProtocol(HttpToolsProtocol):
    """One connection. What it refuses here never reaches the application."""

    _head_timer: asyncio.TimerHandle | None = None
    _stall_timer: asyncio.TimerHandle | None = None
    _received = 0
    _lingers = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Count the connection, and start its clock."""
        super().connection_made(cast("asyncio.Transport", Corked(transport, self)))
        if len(self.connections) > MAX_CONNECTIONS:
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE)
            return
        self._start_head_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clocks."""
        self._stop_timers()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes, unless the connection is on its way to be closed."""
        if self.transport.is_closing() or self._lingers:
            return
        # Java's client offers HTTP/2 with every request; the parser would then not read its body.
        super().data_received(_UPGRADE.sub(_without_upgrade, data, count=1))

    def is_being_sent_to(self) -> bool:
        """Whether an answer is whole though the request is not: the client still sends its body."""
        cycle = self.cycle
        return cycle is not None and cycle.response_complete and cycle.more_body and not self._lingers

    def linger(self) -> None:
        """Close, but let the client send what it is sending, or it would not read the answer."""
        self._lingers = True
        self.transport.write_eof()
        self.flow.resume_reading()
        self.loop.call_later(_LINGER_SECONDS, self.transport.abort)

    def on_message_begin(self) -> None:
        """Start to count what the head of a request holds."""
        super().on_message_begin()
        self._received = 0
        if self._head_timer is None:
            self._start_head_timer()

    def on_url(self, url: bytes) -> None:
        """Take a part of the address.

        Raises:
            ValueError: If it is too long: the parser stops.
        """
        super().on_url(url)
        if len(self.url) > MAX_URL:
            self._refuse(HTTPStatus.REQUEST_URI_TOO_LONG)
            raise ValueError("URI too long")

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header.

        Raises:
            ValueError: If the headers are too long: the parser stops.
        """
        self._received += len(name) + len(value)
        if self._received > MAX_HEADERS:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
            raise ValueError("headers too large")
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Start the application: the head is there."""
        self._stop_head_timer()
        # The parser of addresses stops at 64 KiB; what stands behind « ? » is not its affair.
        self.url, _, query = self.url.partition(b"?")
        if len(self.url) > _MAX_PATH:
            self._refuse(HTTPStatus.REQUEST_URI_TOO_LONG)
            raise ValueError("URI too long")
        super().on_headers_complete()
        self.scope["query_string"] = query.partition(b"#")[0]

    def pause_writing(self) -> None:
        """Wait for a client that reads slowly, but not for one that does not read."""
        super().pause_writing()
        self._stall_timer = self.loop.call_later(STALLED_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on."""
        if self._stall_timer is not None:
            self._stall_timer.cancel()
            self._stall_timer = None
        super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        """Close a connection on which nothing comes; one that takes nothing is cut."""
        if self.transport.get_write_buffer_size():
            self.transport.abort()
        super().timeout_keep_alive_handler()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP."""
        del msg  # the parser's English
        self._refuse(HTTPStatus.BAD_REQUEST)

    def _refuse(self, status: HTTPStatus) -> None:
        if self.transport.is_closing() or self._lingers:
            return
        body = _SENTENCES[status].encode() + b"\n"
        lines = [
            b"content-type: text/plain; charset=utf-8",
            b"content-length: " + str(len(body)).encode(),
            b"connection: close",
            *(name + b": " + value for name, value in SECURITY),
            *([b"retry-after: 5"] if status == HTTPStatus.SERVICE_UNAVAILABLE else []),
        ]
        self.transport.write(STATUS_LINE[status] + b"\r\n".join(lines) + b"\r\n\r\n" + body)
        cast("Corked", self.transport).flush()
        self.linger()

    def _start_head_timer(self) -> None:
        self._head_timer = self.loop.call_later(HEAD_SECONDS, self._too_slow)

    def _stop_head_timer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _stop_timers(self) -> None:
        self._stop_head_timer()
        if self._stall_timer is not None:
            self._stall_timer.cancel()

    def _too_slow(self) -> None:
        self._head_timer = None
        if self.cycle is None or self.cycle.response_complete:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT)
