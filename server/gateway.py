"""The application that the HTTP server calls (ASGI): the endpoint itself, and Flask for the pages.

An answer that is ready, and a query from a program, never enter Flask. Headers that every answer
carries, the access log and the figures are added here, once.
"""

import asyncio
import hashlib
import traceback
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import replace
from http import HTTPStatus
from time import perf_counter
from typing import Any
from urllib.parse import quote

from server import protocol
from server.access_log import AccessLog
from server.cache import Answer, Headers
from server.compression import stream
from server.endpoint import Endpoint, Streamed
from server.errors import BadQuery, MethodNotAllowed, TooLarge, VisitorError, kind_of, plain, problem
from server.failures import BrokenAnswer, ClientGone
from server.metrics import CONTENT_TYPE, Metrics
from server.negotiation import GRAPHS, choose, choose_encoding, choose_formats, with_charset
from server.protocol import Question, Request
from server.proxy import is_host, seen_from_outside
from server.run import Run
from server.security import SECURITY
from server.settings import Network

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

_ALLOWED = ", ".join(protocol.METHODS).encode()
_PREFLIGHT: Headers = [
    (b"allow", _ALLOWED),
    (b"access-control-allow-methods", _ALLOWED),
    (b"access-control-allow-headers", b"Accept, Accept-Language, Content-Type, If-None-Match"),
    (b"access-control-max-age", b"86400"),
]
_ENDPOINT = "/sparql"
# The HTTP server says the date; which software it is, nobody says.
_OURS = {b"server", b"date"}
_ASCII = "".join(map(chr, range(0x21, 0x7F)))


class Gateway:
    """One application for every request."""

    def __init__(
        self,
        endpoint: Endpoint,
        describe: Callable[[str], str],
        pages: Application,
        metrics: Metrics,
        log: AccessLog,
        trusted: tuple[Network, ...],
    ) -> None:
        self._endpoint = endpoint
        self._describe = describe
        self._pages = pages
        self._metrics = metrics
        self._log = log
        self._trusted = trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        started = perf_counter()
        headers = _headers(scope["headers"])
        if self._trusted:
            _look_from_outside(scope, headers, self._trusted)
        exchange = Exchange(scope, receive, send, started)
        path = _path(scope)
        if unclear := _unclear(headers):
            await exchange.reply(_error(unclear, headers.get("accept", "")))
        elif path == _ENDPOINT:
            await self._sparql(exchange, headers)
        elif path == "/metrics" and scope["method"] in {"GET", "HEAD"}:
            body = self._metrics.text()
            said = [(b"content-type", CONTENT_TYPE.encode()), (b"cache-control", b"no-store")]
            await exchange.reply(Answer(200, said, body))
        else:
            await self._page(exchange)
        self._note(exchange, path)

    async def _sparql(self, exchange: "Exchange", headers: Mapping[str, str]) -> None:
        method = exchange.scope["method"]
        key = _key(exchange.scope, headers) if method in {"GET", "HEAD"} else None
        ready = self._endpoint.cache.get(key) if key else None
        if ready is not None:
            self._metrics.cached.inc()
            exchange.complete = exchange.cached = True
            await exchange.reply(_fresh(ready, headers.get("if-none-match", "")))
            return
        try:
            await self._ask(exchange, headers, key)
        except VisitorError as error:
            if kind_of(headers.get("accept", "")) == "text/html":
                exchange.scope["carto.error"] = error
                await self._page(exchange)
            else:
                await exchange.reply(_error(error, headers.get("accept", "")))

    async def _ask(self, exchange: "Exchange", headers: Mapping[str, str], key: object) -> None:
        method = exchange.scope["method"]
        if method == "OPTIONS":
            await exchange.reply(Answer(204, _PREFLIGHT, b""))
            return
        if method not in protocol.METHODS:
            raise MethodNotAllowed(
                f"« {method} » n'est pas permis ici.", Allow=", ".join(protocol.METHODS)
            )
        body = await exchange.body(headers) if method == "POST" else b""
        request = Request(method, exchange.scope["query_string"], headers, body)
        question = protocol.read_question(request)
        exchange.query = question.text or ""
        accept = headers.get("accept", "")
        if choose_formats(accept, question.format).page and not question.tableur:
            exchange.scope["carto.question"] = question
            await self._page(exchange)
            return
        if question.text is None:
            question = self._description(exchange.scope, headers, accept)
        try:
            found = await self._endpoint.answer(question, headers, exchange.watch)
        except ClientGone:
            exchange.status, exchange.broken = 499, "client"
            return
        finally:
            exchange.stop_watching()
        self._metrics.seconds.observe(perf_counter() - exchange.started)
        if isinstance(found, Streamed):
            await exchange.stream(found, choose_encoding(headers.get("accept-encoding", "")))
            return
        if found.status == 200:
            found.headers.extend(SECURITY)
            exchange.complete = True
            if key is not None and found.etag:
                self._endpoint.cache.put(key, found)
        await exchange.reply(found)

    def _description(self, scope: Scope, headers: Mapping[str, str], accept: str) -> Question:
        """Return the question whose answer describes the service, for a client that asks for RDF."""
        explicit = accept and choose(accept, ("application/json", *GRAPHS)) in GRAPHS
        if not explicit or "*/*" in accept.split(",", maxsplit=1)[0]:
            return Question(None)
        address = (
            f"{scope['scheme']}://{headers.get('host', 'localhost')}{scope['root_path']}{_ENDPOINT}"
        )
        try:
            return Question(self._describe(address))
        except ValueError as error:  # a Host header that makes no IRI
            raise BadQuery("L'en-tête Host n'est pas un nom.") from error

    async def _page(self, exchange: "Exchange") -> None:
        # A query string may hold bytes that a WSGI environment may not.
        exchange.scope["query_string"] = quote(exchange.scope["query_string"], safe=_ASCII).encode()
        try:
            await self._pages(exchange.scope, exchange.replay, exchange.pass_on)
        except Exception:  # a bug: noted, and told without details
            traceback.print_exc()
            if exchange.status:
                raise
            error = VisitorError("Le service a rencontré une erreur ; elle est notée.")
            error.status = HTTPStatus.INTERNAL_SERVER_ERROR
            await exchange.reply(_error(error, "text/plain"))

    def _note(self, exchange: "Exchange", path: str) -> None:
        route = path if path in {_ENDPOINT, "/metrics", "/healthz"} else "page"
        self._metrics.requests.labels(route, str(exchange.status)).inc()
        line: dict[str, object] = {
            "route": path if len(path) < 200 else path[:200],
            "method": exchange.scope["method"],
            "status": exchange.status,
            "ms": round((perf_counter() - exchange.started) * 1000, 2),
            "bytes": exchange.sent,
        }
        answer = exchange.answer
        query = exchange.query or (answer.query if answer else "")
        if query:
            line["query"] = hashlib.sha256(query.encode("utf-8", "replace")).hexdigest()[:16]
            line["cached"] = exchange.cached
        if answer is not None and answer.format:
            line["rows"] = answer.rows
            line["format"] = answer.format
        if exchange.broken:
            line["broken"] = exchange.broken
        self._log.add(line)


class Exchange:
    """One request and its answer, whoever makes it."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, started: float) -> None:
        self.scope = scope
        self.started = started
        self.status = 0
        self.sent = 0
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
        """
        length = headers.get("content-length", "0")
        received = int(length) if length.isascii() and length.isdigit() else 0
        parts: list[bytes] = []
        while received <= protocol.MAX_BODY:
            message = await self._receive()
            parts.append(message.get("body", b""))
            received = max(sum(map(len, parts)), 0)
            if not message.get("more_body", False):
                self._body = b"".join(parts)
                return self._body
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


def _headers(pairs: list[tuple[bytes, bytes]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in pairs:
        key, text = name.decode("latin-1"), value.decode("latin-1")
        found[key] = f"{found[key]}, {text}" if key in found else text
    return found


def _unclear(headers: Mapping[str, str]) -> VisitorError | None:
    """Return what makes it unclear where a request is for, or where it ends (RFC 9112, 3.2 and 6.1)."""
    if (host := headers.get("host")) is not None and not is_host(host):
        return VisitorError("L'en-tête Host n'est pas un nom.")
    if headers.get("transfer-encoding", "chunked").lower() != "chunked":
        return VisitorError("Ce Transfer-Encoding ne se lit pas ici.")
    return None


def _key(scope: Scope, headers: Mapping[str, str]) -> tuple[bytes | str, ...]:
    return (
        scope["query_string"],
        headers.get("accept", ""),
        headers.get("accept-encoding", ""),
    )


def _fresh(answer: Answer, if_none_match: str) -> Answer:
    if not if_none_match or answer.etag.decode() not in if_none_match:
        return answer
    kept = [(n, v) for n, v in answer.headers if n in {b"etag", b"cache-control", b"vary"}]
    return replace(answer, status=304, headers=kept + SECURITY, body=b"")


def _error(error: VisitorError, accept: str) -> Answer:
    """Return *error* as an answer; the page of an error is Flask's affair, and is plain text here."""
    kind = kind_of(accept)
    kind = "text/plain" if kind == "text/html" else kind
    body = plain(error) if kind == "text/plain" else problem(error)
    headers = [(b"content-type", with_charset(kind).encode()), (b"vary", b"Accept")]
    headers += [(name.lower().encode(), value.encode("ascii")) for name, value in error.headers.items()]
    return Answer(int(error.status), headers, body.encode())


def _path(scope: Scope) -> str:
    path: str = scope["path"]
    return path.removeprefix(scope["root_path"]) or "/"


def _look_from_outside(scope: Scope, headers: dict[str, str], trusted: tuple[Network, ...]) -> None:
    """Write into *scope* what a trusted proxy says of the address that the visitor sees."""
    client = scope["client"][0] if scope.get("client") else ""
    outside = seen_from_outside(client, headers, trusted, scope["scheme"])
    scope["scheme"] = outside.scheme
    if outside.host:
        headers["host"] = outside.host
        others = [(name, value) for name, value in scope["headers"] if name != b"host"]
        scope["headers"] = [*others, (b"host", outside.host.encode())]
    if outside.prefix:
        path = scope["path"].removeprefix(outside.prefix)
        scope["root_path"] = outside.prefix
        scope["path"] = outside.prefix + (path if path.startswith("/") else f"/{path}")
