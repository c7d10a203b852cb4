"""Talk to a server in raw bytes, to many sockets at once, and read strictly what comes back."""

import re
import selectors
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

Address = tuple[str, int]

# The ends of a conversation.
CLOSED, RESET, OPEN = "closed", "reset", "left open"
# After a whole answer on a connection that stays open, so long is waited for what should not come.
_QUIET = 0.15
# A longer answer is not looked at before its connection ends.
_PARSED = 200_000
_STATUS_LINE = re.compile(rb"HTTP/(1\.[01]) ([1-5]\d\d)(?: ([\t\x20-\x7e\x80-\xff]*))?")
_HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*?)[ \t]*")


class BadReply(ValueError):
    """What came back is no HTTP."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer; *whole* says whether its body came to the announced end."""

    status: int
    version: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    whole: bool

    def all(self, name: str) -> list[str]:
        """Return the values of each header *name*."""
        return [value for given, value in self.headers if given.lower() == name.lower()]

    def get(self, name: str) -> str:
        """Return the value of the header *name*, or nothing."""
        return ", ".join(self.all(name))

    @property
    def kind(self) -> str:
        """The media type, without parameters."""
        return self.get("Content-Type").partition(";")[0].strip().lower()

    @property
    def text(self) -> str:
        """The body, as far as it is text."""
        return self.body.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was sent on one connection, what came back, how long it took, how it ended."""

    sent: bytes
    received: bytes
    seconds: float
    ended: str

    @property
    def replies(self) -> list[Reply]:
        """The answers in what came back, without the interim ones (1xx).

        Raises:
            BadReply: If it is no HTTP.
        """
        found = read_replies(self.received, head=self.sent[:5] == b"HEAD ", ended=self.ended)
        return [reply for reply in found if reply.status >= 200]

    def __str__(self) -> str:
        return (
            f"  sent ({len(self.sent)} bytes): {_short(self.sent, 700)}\n"
            f"  received ({len(self.received)} bytes in {self.seconds:.2f} s, then {self.ended}): "
            f"{_short(self.received, 1600)}"
        )


def _short(data: bytes, size: int) -> str:
    if len(data) <= size:
        return repr(data)
    return f"{data[: size * 2 // 3]!r} … {data[-size // 3 :]!r}"


def read_replies(data: bytes, *, head: bool, ended: str) -> list[Reply]:
    """Return the answers in *data*; the last one may be cut.

    Raises:
        BadReply: If *data* is no sequence of answers.
    """
    found: list[Reply] = []
    while data:
        top, mark, rest = data.partition(b"\r\n\r\n")
        if not mark:
            raise BadReply(f"a head without end: {top[:200]!r}")
        status, version, headers = _read_head(top)
        first = Reply(status, version, headers, b"", whole=True)
        reply, data = _read_body(first, rest, head=head, ended=ended)
        found.append(reply)
        head = head and reply.status < 200
    return found


def _read_head(top: bytes) -> tuple[int, str, tuple[tuple[str, str], ...]]:
    first, *lines = top.split(b"\r\n")
    status = _STATUS_LINE.fullmatch(first)
    if not status:
        raise BadReply(f"no status line: {first[:200]!r}")
    headers = []
    for line in lines:
        match = _HEADER.fullmatch(line)
        if not match:
            raise BadReply(f"no header: {line[:200]!r}")
        headers.append((match[1].decode("ascii"), match[2].decode("latin-1")))
    return int(status[2]), status[1].decode(), tuple(headers)


def _read_body(top: Reply, rest: bytes, *, head: bool, ended: str) -> tuple[Reply, bytes]:
    lengths = set(top.all("Content-Length"))
    chunked = "chunked" in top.get("Transfer-Encoding").lower()
    if len(lengths) > 1 or (lengths and chunked) or any(not n.isdecimal() for n in lengths):
        raise BadReply(f"contradictory lengths: {sorted(lengths)}, chunked: {chunked}")
    if head or top.status < 200 or top.status in {204, 304}:
        return top, rest
    if chunked:
        body, whole, rest = _read_chunks(rest)
    elif lengths:
        size = int(lengths.pop())
        body, whole, rest = rest[:size], len(rest) >= size, rest[size:]
    else:
        body, whole, rest = rest, ended == CLOSED, b""
    return replace(top, body=body, whole=whole), rest


def _read_chunks(data: bytes) -> tuple[bytes, bool, bytes]:
    body: list[bytes] = []
    at = 0
    while (end := data.find(b"\r\n", at)) >= 0:
        size = data[at:end].partition(b";")[0].strip()
        if not re.fullmatch(rb"[0-9A-Fa-f]+", size):
            raise BadReply(f"no size of a chunk: {data[at:end][:100]!r}")
        start, length = end + 2, int(size, 16)
        if length == 0:
            if data[start : start + 2] == b"\r\n":
                return b"".join(body), True, data[start + 2 :]
            break
        body.append(data[start : start + length])
        at = start + length + 2
    return b"".join(body), False, b""


@dataclass(slots=True)
class _Talk:
    """One connection of :func:`converse`."""

    sock: socket.socket
    image: bytes
    half_close: bool
    expected: int
    began: float = field(default_factory=time.monotonic)
    written: int = 0
    received: bytearray = field(default_factory=bytearray)
    last: float = 0.0
    settled: bool = False
    ended: str = ""

    def write(self) -> bool:
        """Send a piece; return whether there is no more to send."""
        try:
            self.written += self.sock.send(self.image[self.written : self.written + 65536])
            if self.written < len(self.image):
                return False
            if self.half_close:
                self.sock.shutdown(socket.SHUT_WR)
        except BlockingIOError:
            return False
        except OSError:  # the server does not want the rest; what it says of it is still to be read
            return True
        return True

    def read(self) -> None:
        """Take what has come."""
        try:
            data = self.sock.recv(1 << 18)
        except BlockingIOError:
            return
        except OSError:
            self.ended = RESET
            return
        if not data:
            self.ended = CLOSED
            return
        self.received += data
        self.last = time.monotonic()
        self.settled = len(self.received) < _PARSED and self._is_answered()

    def _is_answered(self) -> bool:
        try:
            found = self.exchange(OPEN).replies
        except BadReply:
            return False
        return len(found) >= self.expected and all(reply.whole for reply in found)

    def exchange(self, ended: str) -> Exchange:
        """Return what happened so far."""
        seconds = (self.last or time.monotonic()) - self.began
        return Exchange(self.image, bytes(self.received), seconds, ended)


def connect(address: Address, *, receive_buffer: int = 0) -> socket.socket:
    """Return a connection to *address*."""
    sock = socket.socket(socket.AF_INET6 if ":" in address[0] else socket.AF_INET)
    if receive_buffer:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    try:
        sock.settimeout(5)
        sock.connect(address)
    except OSError:
        sock.close()
        raise
    return sock


def converse(
    address: Address,
    images: Sequence[bytes],
    *,
    seconds: float = 10.0,
    half_close: bool = False,
    expected: int = 1,
) -> list[Exchange]:
    """Send each of *images* on a connection of its own, all at once, and return what came back.

    A conversation ends when the server closes it, when *expected* answers have come whole, or after
    *seconds*.
    """
    talks: list[_Talk] = []
    selector = selectors.DefaultSelector()
    try:
        for image in images:
            sock = connect(address)
            sock.settimeout(0)
            talks.append(_Talk(sock, image, half_close=half_close, expected=expected))
            selector.register(sock, selectors.EVENT_READ | selectors.EVENT_WRITE, talks[-1])
        deadline = time.monotonic() + seconds
        while selector.get_map() and time.monotonic() < deadline:
            _step(selector)
        return [talk.exchange(talk.ended or OPEN) for talk in talks]
    finally:
        selector.close()
        for talk in talks:
            talk.sock.close()


def _step(selector: selectors.BaseSelector) -> None:
    for key, events in selector.select(0.03):
        talk: _Talk = key.data
        if events & selectors.EVENT_READ:
            talk.read()
        elif events & selectors.EVENT_WRITE and talk.write():
            selector.modify(talk.sock, selectors.EVENT_READ, talk)
    now = time.monotonic()
    for key in list(selector.get_map().values()):
        talk = key.data
        if talk.ended or (talk.settled and now > talk.last + _QUIET):
            selector.unregister(talk.sock)
