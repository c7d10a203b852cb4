"""One request, and the answer to it, as the HTTP server takes and gives them (ASGI)."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from server import protocol
from server.cache import Answer, Headers
from server.compression import stream
from server.endpoint import Streamed
from server.errors import TooLarge, TooSlow, VisitorError, kind_of, plain, problem
from server.failures import BrokenAnswer
from server.negotiation import with_charset
from server.run import Run
from server.security import SECURITY

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

# The HTTP server says the date; which software it is, nobody says.
_OURS = {b"server", b"date"}
# How long a client may take for its body.
_BODY_SECONDS = 20.0


class Exchange:
    """One request and its answer, whoever makes it."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, started: float) -> None:
        self.scope = scope
        self.started = started
        self.status = 0
        self.sent = 0
        self.rows = 0
        self.cached = self.complete = False
        self.broken = ""
        self.query = ""
        self.answer: Answer | None = None
        self._watching: asyncio.Future[None] | None = None
        self._receive = receive
        self._send = send
        self._body: bytes | None = None

    async def body(self, headers: Mapping[str, str]) -> bytes:
        """Return the body of the request.

        Raises:
            TooLarge: As soon as it is longer than the service reads.
            TooSlow: If it does not come.
        """
        length = headers.get("content-length", "0")
        received = int(length) if length.isascii() and length.isdigit() else 0
        parts: list[bytes] = []
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                while received <= protocol.MAX_BODY:
                    message = await self._receive()
                    parts.append(message.get("body", b""))
                    received = sum(map(len, parts))
                    if not message.get("more_body", False):
                        self._body = b"".join(parts)
                        return self._body
        except TimeoutError:
            raise TooSlow("Le corps de la requête n'est pas arrivé à temps.") from None
        self._body = b""
        raise TooLarge(
            f"Le corps de la requête dépasse {protocol.MAX_BODY >> 10} Kio.",
            remedy="Envoyez une requête plus courte.",
            Connection="close",
        )

    async def replay(self) -> MutableMapping[str, Any]:
        """Give the body again to whoever answers after it was read."""
        if self._body is None:
            return await self._receive()
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}

    def watch(self, run: Run) -> None:
        """Stop *run* when the client goes away. Most answers are there before anybody need watch."""

        async def leave() -> None:
            await self._gone()
            run.fail("gone")

        self._watching = asyncio.ensure_future(leave())

    def stop_watching(self) -> None:
        """Let the next request of the connection be read."""
        if self._watching is not None:
            self._watching.cancel()

    async def _gone(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass

    async def reply(self, answer: Answer) -> None:
        """Send a whole answer."""
        self.answer = answer
        self.status = answer.status
        self.sent = len(answer.body)
        headers = answer.headers if self.complete else self._complete(answer)
        await self._send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await self._send({"type": "http.response.body", "body": answer.body})

    def _complete(self, answer: Answer) -> Headers:
        headers = answer.headers + SECURITY
        if answer.status not in {204, 304} and not any(n == b"content-length" for n, _ in headers):
            headers.append((b"content-length", str(len(answer.body)).encode()))
        return headers

    async def stream(self, found: Streamed, encoding: str | None) -> None:
        """Send an answer in parts; leave it visibly unfinished if it breaks."""
        self.answer, self.status = found.answer, 200
        packed = stream(encoding) if encoding else None
        gone = asyncio.ensure_future(self._gone())
        try:
            headers = found.answer.headers + SECURITY
            await self._send({"type": "http.response.start", "status": 200, "headers": headers})
            if self.scope["method"] == "HEAD":
                await self._part(b"", more=False)
                return
            async for part in found.parts:
                if gone.done():
                    self.broken = "client"
                    return
                await self._part(packed.add(part) if packed else part, more=True)
            await self._part(packed.end() if packed else b"", more=False)
        except BrokenAnswer as error:
            self.broken = str(error)
        finally:
            gone.cancel()
            found.run.close()
            self.rows = found.run.rows

    async def _part(self, data: bytes, *, more: bool) -> None:
        self.sent += len(data)
        if data or not more:
            await self._send({"type": "http.response.body", "body": data, "more_body": more})

    async def pass_on(self, message: MutableMapping[str, Any]) -> None:
        """Send what Flask says, with the headers of every answer."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            kept = [(n, v) for n, v in message["headers"] if n.lower() not in _OURS]
            given = {name for name, _ in kept}
            message["headers"] = kept + [(n, v) for n, v in SECURITY if n not in given]
        else:
            self.sent += len(message.get("body", b""))
        await self._send(message)


def error_answer(error: VisitorError, accept: str) -> Answer:
    """Return *error* as an answer; the page of an error is Flask's affair, and is plain text here."""
    kind = kind_of(accept)
    kind = "text/plain" if kind == "text/html" else kind
    body = plain(error) if kind == "text/plain" else problem(error)
    headers = [(b"content-type", with_charset(kind).encode()), (b"vary", b"Accept")]
    headers += [(name.lower().encode(), value.encode("ascii")) for name, value in error.headers.items()]
    return Answer(int(error.status), headers, body.encode())
