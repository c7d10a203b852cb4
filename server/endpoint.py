"""The SPARQL endpoint for programs (SPARQL 1.1 Protocol, 2.1): short, because it is the hot path.

A page for a browser is Flask's affair (:mod:`server.sparql`); this answers what is not one.
"""

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass

from server import failures
from server.advice import Advisor
from server.cache import Answer, Cache, Headers
from server.compression import WORTH, compress
from server.errors import BadQuery
from server.guard import check
from server.job import End, Failure, Head, Job, Part, Whole
from server.negotiation import MEDIA_TYPES, choose_encoding, choose_formats, with_charset
from server.pool import Pool
from server.protocol import QUERY, Question
from server.run import Run

# What may give another answer each time cannot be kept; the word alone is enough not to keep it.
_VOLATILE = re.compile(r"\b(?:RAND|NOW|UUID|STRUUID|BNODE)\b")
_PARTS = ("RAND", "NOW", "UUID", "BNODE")
# How much of an answer, and how long, is waited for before it leaves in parts.
_GATHER_BYTES, _GATHER_SECONDS = 1 << 20, 0.1
_FRESH = "public, max-age=60"


@dataclass(frozen=True, slots=True)
class Streamed:
    """An answer of which not all is there yet; closing *run* stops its query."""

    answer: Answer
    parts: AsyncIterator[bytes]
    run: Run


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may be."""

    seconds: float
    rows: int
    bytes: int


class Endpoint:
    """Answers questions by the pool, and keeps the answers."""

    def __init__(self, pool: Pool, advisor: Advisor, fingerprint: str, limits: Limits) -> None:
        self.cache = Cache()
        self._pool = pool
        self._advisor = advisor
        self._fingerprint = fingerprint
        self._limits = limits

    async def answer(
        self, question: Question, headers: Mapping[str, str], on_slow: Callable[[Run], None]
    ) -> Answer | Streamed:
        """Return the answer to *question*, or its beginning; *on_slow* is given a run that takes long.

        Raises:
            VisitorError: If it cannot be answered.
            ClientGone: If there is nobody to answer.
        """
        if question.text is None:
            raise BadQuery(
                "Le paramètre « query » manque.",
                remedy=f"GET /sparql?query=…, POST d'un formulaire, ou POST d'un corps {QUERY}.",
            )
        check(question.text)
        job = self._job(question, headers.get("accept", ""))
        etag = "" if _is_volatile(question.text) else self._etag(job)
        encoding = choose_encoding(headers.get("accept-encoding", ""))
        if etag and _matches(headers.get("if-none-match", ""), etag):
            tag = _tag(etag, encoding).encode()
            return Answer(304, [(b"etag", tag), (b"cache-control", _FRESH.encode())], b"", tag)
        seconds = min(question.seconds or self._limits.seconds, self._limits.seconds)
        run = await self._pool.run(job, seconds, on_slow)
        try:
            return await self._gather(run, question, etag, encoding, seconds)
        except BaseException:
            run.close()
            raise

    def _job(self, question: Question, accept: str) -> Job:
        choice = choose_formats(accept, question.format)
        return Job(
            question.text or "",
            "tableur" if question.tableur else choice.table,
            choice.graph,
            question.default_graphs,
            question.named_graphs,
            self._limits.rows,
            self._limits.bytes,
        )

    def _etag(self, job: Job) -> str:
        parts = (self._fingerprint, job.text, job.table, job.graph)
        said = repr((*parts, job.default_graphs, job.named_graphs))
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    async def _gather(
        self, run: Run, question: Question, etag: str, encoding: str | None, seconds: float
    ) -> Answer | Streamed:
        text = question.text or ""
        first = await run.next()
        if isinstance(first, Failure):
            raise self._error(first, text, seconds)
        if isinstance(first, Whole):
            head, end = Head(first.kind, first.extension), End(first.rows, first.capped)
            return self._whole(head, first.data, end, question, etag, encoding)
        assert isinstance(first, Head)
        held: list[bytes] = []
        until = asyncio.get_running_loop().time() + _GATHER_SECONDS
        while sum(map(len, held)) < _GATHER_BYTES:
            try:
                async with asyncio.timeout_at(until):
                    message = await run.next()
            except TimeoutError:
                break
            if isinstance(message, Failure):
                raise self._error(message, text, seconds)
            if isinstance(message, End):
                return self._whole(first, b"".join(held), message, question, etag, encoding)
            assert isinstance(message, Part)
            held.append(message.data)
        headers = self._headers(first, question, _tag(etag, encoding) if etag else "", encoding)
        answer = Answer(200, headers, b"", query=text, format=first.extension)
        return Streamed(answer, _rest(run, held), run)

    def _whole(
        self, head: Head, data: bytes, end: End, question: Question, etag: str, encoding: str | None
    ) -> Answer:
        if len(data) < WORTH:
            encoding = None
        tag = _tag(etag, encoding) if etag else ""
        headers = self._headers(head, question, tag, encoding)
        body = compress(data, encoding) if encoding else data
        headers.append((b"content-length", str(len(body)).encode()))
        headers.append((b"carto-rows", str(end.rows).encode()))
        if _found_nothing(data, end.rows) and (hint := self._advisor.hint(question.text or "")):
            headers.append((b"carto-hint", hint.header().encode("ascii")))
        return Answer(200, headers, body, tag.encode(), end.rows, question.text or "", head.extension)

    def _headers(self, head: Head, question: Question, tag: str, encoding: str | None) -> Headers:
        kind = with_charset(MEDIA_TYPES[head.extension])
        headers = [
            (b"content-type", kind.encode()),
            (b"vary", b"Accept, Accept-Encoding"),
            (b"cache-control", _FRESH.encode() if tag else b"no-store"),
        ]
        if tag:
            headers.append((b"etag", tag.encode()))
        if encoding:
            headers.append((b"content-encoding", encoding.encode()))
        if question.format or question.tableur or head.extension == "xlsx":
            ending = "csv" if head.extension == "tableur" else head.extension
            name = f'attachment; filename="resultats.{ending}"'
            headers.append((b"content-disposition", name.encode()))
        return headers

    def _error(self, failure: Failure, text: str, seconds: float) -> Exception:
        if failure.code == "gone":
            return failures.ClientGone()
        return failures.explain(failure, text, seconds, self._advisor)


async def _rest(run: Run, held: list[bytes]) -> AsyncIterator[bytes]:
    """Yield the parts of an answer; fail where the query fails.

    Raises:
        BrokenAnswer: If there will be no more, and this is not the end.
    """
    for part in held:
        yield part
    while True:
        message = await run.next()
        if isinstance(message, End):
            return
        if isinstance(message, Failure):
            raise failures.BrokenAnswer(message.code)
        assert isinstance(message, Part)
        yield message.data


def _is_volatile(text: str) -> bool:
    upper = text.upper()
    return any(part in upper for part in _PARTS) and _VOLATILE.search(upper) is not None


def _found_nothing(data: bytes, rows: int) -> bool:
    """Whether an answer is empty, or one number that is zero, or false, in any of the formats."""
    if rows != 1 or len(data) > 500:
        return rows == 0
    return b'"0"' in data or b">0<" in data or b"false" in data or data.rstrip().endswith(b"\n0")


def _tag(etag: str, encoding: str | None) -> str:
    """Return the strong ETag of these bytes: another encoding, other bytes (RFC 9110, 8.8.3)."""
    return f'"{etag}-{encoding}"' if encoding else f'"{etag}"'


def _matches(header: str, etag: str) -> bool:
    """Whether If-None-Match names the answer, in any encoding."""
    if not header:
        return False
    names = {name.strip().removeprefix("W/").strip('"') for name in header.split(",")}
    return any(name.partition("-")[0] == etag for name in names)
