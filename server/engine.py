"""Queries of the pages: one small interface, and the pool behind it.

The pages know :class:`Engine` and :class:`Results`, never a library or a process: a remote SPARQL
service can stand in the place of :class:`PoolEngine`.
"""

import asyncio
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from server.advice import Advisor
from server.failures import explain
from server.guard import check
from server.job import End, Failure, Head, Job, Part, Whole
from server.pool import Pool


@dataclass(frozen=True, slots=True)
class Value:
    """An RDF term of a result: an IRI, or a literal with its language or datatype."""

    text: str
    is_iri: bool = False
    language: str | None = None
    datatype: str | None = None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Results:
    """What a query gave. *kind* is ``boolean``, ``solutions`` or ``graph``; *data* is a graph as asked.

    *capped*: there was more than was asked for at most.
    """

    kind: str
    data: bytes
    capped: bool = False

    def columns(self) -> tuple[str, ...]:
        """Return the variables of the solutions."""
        return tuple(self._read()["columns"])

    def rows(self) -> Iterator[Mapping[str, Value]]:
        """Yield the solutions; unbound variables are left out."""
        found = self._read()
        names = found["columns"]
        for cells in found["rows"]:
            yield {name: Value(*cell) for name, cell in zip(names, cells, strict=True) if cell}

    def truth(self) -> bool:
        """Return the answer of an ASK."""
        return bool(json.loads(self.data)["boolean"])

    def _read(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.data)
        return found


class Engine(Protocol):
    """Answers queries over one dataset, whose default graph is the union of its named graphs."""

    def query(
        self,
        text: str,
        *,
        bindings: Mapping[str, str] = {},
        graph: str = "ttl",
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        max_rows: int | None = None,
        seconds: float | None = None,
    ) -> Results:
        """Evaluate *text*, with each variable of *bindings* standing for an IRI (see :func:`bind`).

        A graph is written in the format *graph*; of more than *max_rows* the first are given. It may
        take *seconds*, if that is less than what any query may.

        Raises:
            VisitorError: If *text* is no query that this service answers, or not now.
        """
        ...


def bind(text: str, bindings: Mapping[str, str]) -> str:
    """Return *text* with ``VALUES ?name { UNDEF }`` filled with the IRI of each name of *bindings*.

    The query stays valid SPARQL by itself, for any engine.

    Raises:
        ValueError: If a value is no IRI, or *text* has no place for it.
    """
    for name, iri in bindings.items():
        place = f"VALUES ?{name} {{ UNDEF }}"
        if not re.fullmatch(r"[a-z]+:[^\x00-\x20<>\"{}|^`\\]+", iri) or place not in text:
            raise ValueError(f"cannot bind ?{name} to {iri!r}")
        text = text.replace(place, f"VALUES ?{name} {{ <{iri}> }}")
    return text


class PoolEngine:
    """The pool, for threads: a page waits for its answer while the loop goes on."""

    # Larger than any page: what the pages ask for is never cut without their knowing.
    _MAX_ROWS = 1_000_000

    def __init__(self, pool: Pool, loop: asyncio.AbstractEventLoop, advisor: Advisor) -> None:
        self._pool = pool
        self._loop = loop
        self._advisor = advisor

    def query(
        self,
        text: str,
        *,
        bindings: Mapping[str, str] = {},
        graph: str = "ttl",
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        max_rows: int | None = None,
        seconds: float | None = None,
    ) -> Results:
        """See :meth:`Engine.query`."""
        bound = bind(text, bindings)
        check(bound)
        job = Job(
            bound,
            "rows",
            graph,
            tuple(default_graphs),
            tuple(named_graphs),
            self._MAX_ROWS if max_rows is None else max_rows,
            cut=max_rows is not None,
        )
        most = min(seconds or self._pool.seconds, self._pool.seconds)
        return asyncio.run_coroutine_threadsafe(self._answer(job, most), self._loop).result()

    async def _answer(self, job: Job, seconds: float) -> Results:
        run = await self._pool.run(job, seconds)
        head, held = None, []
        try:
            while True:
                message = await run.next()
                match message:
                    case Whole():
                        return Results(message.kind, message.data, message.capped)
                    case Head():
                        head = message
                    case Part():
                        held.append(message.data)
                    case End():
                        assert head is not None
                        return Results(head.kind, b"".join(held), message.capped)
                    case Failure():
                        raise explain(message, job.text, seconds, self._advisor)
        finally:
            run.close()
