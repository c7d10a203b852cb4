"""Evaluate one job, in a worker process: messages out, as soon as there is something to send."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import IO, cast

import pyoxigraph as ox

from carto.names import namespace
from server import spreadsheet
from server.job import ROWS, SPREADSHEETS, Failure, Head, Job, Message
from server.parts import MAX_ROW, Parts, Refusal
from server.rows import counter
from server.store import Dataset, Found

Send = Callable[[Message], None]

_RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPHS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
# A graph of so many triples is put in order for its readers, each triple once; a larger one leaves as
# it comes. Blank nodes are named by their order, so that the same query gives the same bytes.
_ORDERED = 20_000
_PLACE = re.compile(r"error at (\d+):(\d+)")


def evaluate(job: Job, dataset: Dataset, send: Send) -> None:
    """Evaluate *job* over *dataset*, and give the messages to *send*.

    What goes wrong is a :class:`Failure`, before or after the first part of an answer.
    """
    try:
        found = dataset.query(job.text, job.default_graphs, job.named_graphs)
        _write(found, job, dataset, send)
    except Refusal as refusal:
        send(refusal.failure)
    except MemoryError:
        send(Failure("memory"))
    except (SyntaxError, ValueError) as error:
        place = _PLACE.search(str(error))
        line, column = (int(place[1]), int(place[2])) if place else (0, 0)
        send(Failure("syntax", str(error), line, column))
    except OSError:  # what is forbidden to this process, or a server that has gone
        send(Failure("crash"))
    except RuntimeError as error:  # a function that is not there, for one
        send(Failure("evaluation", str(error)))


def _write(found: Found, job: Job, dataset: Dataset, send: Send) -> None:
    if isinstance(found, ox.QueryTriples):
        _write_graph(found, job, dataset.prefixes, send)
        return
    kind = "boolean" if isinstance(found, ox.QueryBoolean) else "solutions"
    if job.table is None:
        raise Refusal("format", kind)
    tabular = job.table == ROWS or job.table in SPREADSHEETS
    if kind == "solutions" and tabular:
        assert isinstance(found, ox.QuerySolutions)
        _write_cells(found, job, dataset, send)
        return
    extension = "json" if tabular else job.table
    out = Parts(job, Head(kind, extension), send)
    if kind == "solutions":
        out.count_with(counter(extension))
    else:
        out.rows = 1
    found.serialize(cast("IO[bytes]", out), format=_RESULTS[extension])
    out.close()


def _write_cells(found: ox.QuerySolutions, job: Job, dataset: Dataset, send: Send) -> None:
    """Write a table whose cells Python sees: for the pages and the spreadsheets."""
    assert job.table is not None
    out = Parts(job, Head("solutions", job.table), send)
    names = [variable.value for variable in found.variables]
    limit = job.max_rows if job.cut else min(job.max_rows, spreadsheet.MAX_ROWS)
    rows = [list(row) for row in islice(found, limit + 1)]
    if any(len(str(cell)) > MAX_ROW for row in rows for cell in row if isinstance(cell, ox.Literal)):
        raise Refusal("row", str(MAX_ROW))
    out.rows = min(len(rows), limit)
    if len(rows) > limit and not job.cut:
        raise Refusal("rows", str(limit))
    out.capped = len(rows) > limit
    spreadsheet.WRITERS[job.table](names, rows[:limit], dataset.label, out)
    out.close()


def _write_graph(found: ox.QueryTriples, job: Job, prefixes: Mapping[str, str], send: Send) -> None:
    if job.graph is None:
        raise Refusal("format", "graph")
    out = Parts(job, Head("graph", job.graph), send)
    seen: dict[str, ox.BlankNode] = {}
    renamed = (_rename(triple, seen) for triple in found)
    first = list(islice(renamed, _ORDERED + 1))
    if len(first) <= _ORDERED:
        first = sorted(set(first), key=_by_subject)
        prefixes = _used(prefixes, first)
    triples = _limited(chain(first, renamed), job, out)
    namespaces = None if job.graph == "nt" else dict(prefixes)
    try:
        ox.serialize(triples, cast("IO[bytes]", out), format=_GRAPHS[job.graph], prefixes=namespaces)
    except OSError as error:  # RDF 1.2 in a format that does not have it yet
        raise Refusal("evaluation", f"ce résultat ne s'écrit pas dans ce format : {error}") from error
    out.close()


def _limited(triples: Iterable[ox.Triple], job: Job, out: Parts) -> Iterator[ox.Triple]:
    """Yield *triples* up to the limits of *job*, and count them in *out*."""
    for triple in triples:
        out.rows += 1
        if out.rows > job.max_rows:
            if job.cut:
                out.capped, out.rows = True, job.max_rows
                return
            raise Refusal("rows", str(job.max_rows))
        value = triple.object
        if isinstance(value, ox.Literal) and len(value.value) > MAX_ROW:
            raise Refusal("row", str(MAX_ROW))
        yield triple


def _used(prefixes: Mapping[str, str], triples: Iterable[ox.Triple]) -> dict[str, str]:
    """Return the prefixes that *triples* have a use for."""
    terms = (term for triple in triples for term in (triple.subject, triple.predicate, triple.object))
    names = {term.value for term in terms if isinstance(term, ox.NamedNode)}
    spaces = {namespace(name) for name in names}
    return {prefix: space for prefix, space in prefixes.items() if space in spaces}


def _rename(triple: ox.Triple, seen: dict[str, ox.BlankNode]) -> ox.Triple:
    subject, value = triple.subject, triple.object
    if not isinstance(subject, ox.BlankNode) and not isinstance(value, ox.BlankNode | ox.Triple):
        return triple
    return ox.Triple(_stable(subject, seen), triple.predicate, _stable(value, seen))  # type: ignore[arg-type]


def _stable(term: object, seen: dict[str, ox.BlankNode]) -> object:
    if isinstance(term, ox.BlankNode):
        return seen.setdefault(term.value, ox.BlankNode(f"b{len(seen)}"))
    return _rename(term, seen) if isinstance(term, ox.Triple) else term


def _by_subject(triple: ox.Triple) -> tuple[str, bool, str]:
    """Return where *triple* stands in a graph that people read: what a thing is comes first."""
    return str(triple.subject), triple.predicate != _TYPE, str(triple)
