"""The application that the HTTP server calls (ASGI): the endpoint itself, and Flask for the pages.

An answer that is ready, and a query from a program, never enter Flask. Headers that every answer
carries, the access log and the figures are added here, once.
"""

import hashlib
import traceback
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from http import HTTPStatus
from time import perf_counter
from urllib.parse import quote

from server import protocol
from server.access_log import AccessLog
from server.cache import Answer, Headers
from server.endpoint import Endpoint, Streamed
from server.errors import MethodNotAllowed, VisitorError, kind_of
from server.exchange import Exchange, Receive, Scope, Send, error_answer
from server.failures import ClientGone
from server.metrics import CONTENT_TYPE, Metrics
from server.negotiation import GRAPHS, choose, choose_encoding, choose_formats
from server.protocol import Question, Request
from server.proxy import is_host, seen_from_outside
from server.security import SECURITY
from server.settings import Network

Application = Callable[[Scope, Receive, Send], Awaitable[None]]

_ALLOWED = ", ".join(protocol.METHODS).encode()
_PREFLIGHT: Headers = [
    (b"allow", _ALLOWED),
    (b"access-control-allow-methods", _ALLOWED),
    (b"access-control-allow-headers", b"Accept, Accept-Language, Content-Type, If-None-Match"),
    (b"access-control-max-age", b"86400"),
]
_ENDPOINT = "/sparql"
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
        try:
            await self._answer(exchange, headers, path)
        except Exception:  # a bug: noted, and told without details
            traceback.print_exc()
            exchange.broken = "bug"
            if exchange.status:  # too late to say it: the connection shows it
                raise
            await exchange.reply(error_answer(_bug(), headers.get("accept", "")))
        finally:
            self._note(exchange, path)

    async def _answer(self, exchange: Exchange, headers: Mapping[str, str], path: str) -> None:
        if unclear := _unclear(headers):
            await exchange.reply(error_answer(unclear, headers.get("accept", "")))
        elif path == _ENDPOINT:
            await self._sparql(exchange, headers)
        elif path == "/metrics" and exchange.scope["method"] in {"GET", "HEAD"}:
            said = [(b"content-type", CONTENT_TYPE.encode()), (b"cache-control", b"no-store")]
            await exchange.reply(Answer(200, said, self._metrics.text()))
        else:
            await self._page(exchange)

    async def _sparql(self, exchange: Exchange, headers: Mapping[str, str]) -> None:
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
                await exchange.reply(error_answer(error, headers.get("accept", "")))

    async def _ask(self, exchange: Exchange, headers: Mapping[str, str], key: object) -> None:
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
        if question.text is None:  # the answer names the host, which is no part of the key
            question, key = self._description(exchange.scope, headers, accept), None
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
        return Question(self._describe(address))

    async def _page(self, exchange: Exchange) -> None:
        # A query string may hold bytes that a WSGI environment may not.
        exchange.scope["query_string"] = quote(exchange.scope["query_string"], safe=_ASCII).encode()
        await self._pages(exchange.scope, exchange.replay, exchange.pass_on)

    def _note(self, exchange: Exchange, path: str) -> None:
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
            line["rows"] = exchange.rows or answer.rows
            line["format"] = answer.format
        if exchange.broken:
            line["broken"] = exchange.broken
        self._log.add(line)


def _headers(pairs: list[tuple[bytes, bytes]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in pairs:
        key, text = name.decode("latin-1"), value.decode("latin-1")
        found[key] = f"{found[key]}, {text}" if key in found else text
    return found


def _bug() -> VisitorError:
    error = VisitorError("Le service a rencontré une erreur ; elle est notée.")
    error.status = HTTPStatus.INTERNAL_SERVER_ERROR
    return error


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
