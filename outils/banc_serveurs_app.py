"""The application of the servers' bench, for WSGI and for ASGI: the same answers to the same addresses.

Run by the environment of the peers: it imports nothing of this project. What happens to an answer is
written, a line each, to the file that ``BANC_JOURNAL`` names.
"""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import Any

HELLO = b"bonjour"
PIECE, PIECES = b"x" * (16 << 10), 64  # a streamed answer of 1 MiB
LARGE, LARGE_PIECES = b"x" * (64 << 10), 4_096  # 256 MiB, for who reads slowly
SLOW, SLOW_PIECES, PAUSE = b"x" * 100, 200, 0.05
SILENT_PIECES, SILENCE = 2, 4.0
BROKEN, BEFORE_BREAKING = b"x" * 1_000, 0.1

_HEADERS = [("Content-Type", "text/plain")]
_TELL_EVERY = 8

Start = Callable[[str, list[tuple[str, str]]], object]
Message = MutableMapping[str, Any]


class Broken(Exception):
    """What the application raises in the middle of an answer, on purpose."""


def told(event: str) -> None:
    """Write what has happened."""
    with Path(os.environ["BANC_JOURNAL"]).open("a", encoding="utf-8") as journal:
        journal.write(f"{event}\n")


class Flux:
    """The pieces of an answer, *pause* seconds apart, told as they are asked for."""

    def __init__(self, name: str, piece: bytes, pieces: int, pause: float = 0.0) -> None:
        self.name, self.piece, self.pieces, self.pause = name, piece, pieces, pause
        self.given = 0

    def next(self) -> bytes | None:
        """Return the next piece, None behind the last."""
        if self.given == self.pieces:
            return None
        self.given += 1
        if self.given % _TELL_EVERY == 0:
            told(f"{self.name} {self.given * len(self.piece)}")
        return self.piece

    def closed(self) -> None:
        """Tell that the server has closed the answer."""
        told(f"{self.name} fermé")

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        time.sleep(self.pause if self.given else 0)
        if (piece := self.next()) is None:
            raise StopIteration
        return piece

    def close(self) -> None:
        """Tell the end, as WSGI asks: of the answer, or because the client has gone."""
        self.closed()


def _watched(path: str) -> Flux | None:
    if path == "/gros":
        return Flux("gros", LARGE, LARGE_PIECES)
    if path == "/lent":
        return Flux("lent", SLOW, SLOW_PIECES, PAUSE)
    if path == "/muet":
        return Flux("muet", SLOW, SILENT_PIECES, SILENCE)
    return None


def _breaking() -> Iterator[bytes]:
    yield BROKEN
    time.sleep(BEFORE_BREAKING)
    raise Broken


def wsgi(environ: MutableMapping[str, Any], start: Start) -> Iterable[bytes]:
    """Answer by WSGI."""
    path = environ["PATH_INFO"]
    if path == "/bonjour":
        start("200 OK", [*_HEADERS, ("Content-Length", str(len(HELLO)))])
        return [HELLO]
    start("200 OK", _HEADERS)
    if path == "/erreur":
        return _breaking()
    return _watched(path) or (PIECE for _ in range(PIECES))


async def asgi(
    scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    """Answer by ASGI."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
        return
    path = scope["path"]
    if path == "/bonjour":
        await _begin(send, [(b"content-length", str(len(HELLO)).encode())])
        await send({"type": "http.response.body", "body": HELLO})
        return
    await _begin(send, [])
    if path == "/erreur":
        await _piece(send, BROKEN)
        await asyncio.sleep(BEFORE_BREAKING)
        raise Broken
    if flux := _watched(path):
        await _until_gone(flux, receive, send)
        return
    for _ in range(PIECES):
        await _piece(send, PIECE)
    await _piece(send, b"", more=False)


async def _live(
    receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    while True:
        event = (await receive())["type"]
        await send({"type": f"{event}.complete"})
        if event == "lifespan.shutdown":
            return


async def _begin(send: Callable[[Message], Awaitable[None]], headers: list[tuple[bytes, bytes]]) -> None:
    headers = [(name.lower().encode(), value.encode()) for name, value in _HEADERS] + headers
    await send({"type": "http.response.start", "status": 200, "headers": headers})


async def _piece(send: Callable[[Message], Awaitable[None]], body: bytes, *, more: bool = True) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": more})


async def _until_gone(
    flux: Flux, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    """Send the pieces until the last, or until the server says that the client has gone."""
    gone = asyncio.ensure_future(_gone(receive))
    try:
        while not gone.done() and (body := flux.next()) is not None:
            await _piece(send, body)
            await asyncio.wait({gone}, timeout=flux.pause)
        with suppress(OSError):
            await _piece(send, b"", more=False)
    finally:
        gone.cancel()
        flux.closed()


async def _gone(receive: Callable[[], Awaitable[Message]]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
