"""Evaluate queries: one small interface, and the embedded store behind it.

The rest of the server knows :class:`Engine` and :class:`Results`, never a library: a pool of
worker processes or a remote SPARQL service can stand in the place of :class:`Oxigraph`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol

import pyoxigraph as ox

from server.errors import BadQuery
from server.guard import check


@dataclass(frozen=True, slots=True)
class Value:
    """An RDF term of a result: an IRI, or a literal with its language or datatype."""

    text: str
    is_iri: bool = False
    language: str | None = None
    datatype: str | None = None

    def __str__(self) -> str:
        return self.text


class Results(Protocol):
    """What a query gave. *kind* is ``boolean``, ``solutions`` or ``graph``."""

    kind: str

    def serialize(self, extension: str) -> bytes:
        """Return the results in the format of *extension* (json, csv…; ttl, nt…)."""
        ...

    def columns(self) -> tuple[str, ...]:
        """Return the variables of the solutions."""
        ...

    def rows(self) -> Iterator[Mapping[str, Value]]:
        """Yield the solutions; unbound variables are left out."""
        ...

    def truth(self) -> bool:
        """Return the answer of an ASK."""
        ...


class Engine(Protocol):
    """Answers queries over one dataset, whose default graph is the union of its named graphs."""

    def query(
        self,
        text: str,
        *,
        bindings: Mapping[str, str] = {},
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Results:
        """Evaluate *text*, with each variable of *bindings* standing for an IRI (see :func:`bind`).

        Raises:
            BadQuery: If *text* is no SPARQL query.
            Forbidden: If it asks for an update or another service.
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


_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph


class Oxigraph:
    """The dataset in memory, in this process."""

    # Kept apart from the union: in them the same properties hold at another level of « shared ».
    _APART = ("partage-texte", "partage-variantes")

    def __init__(self, dump: Path, base: str, prefixes: Mapping[str, str]) -> None:
        self._store = ox.Store()
        self._store.bulk_load(path=dump, format=ox.RdfFormat.N_QUADS)
        self._prefixes = dict(prefixes)
        apart = {f"{base}graphe/{name}" for name in self._APART}
        graphs = [g for g in self._store.named_graphs() if g.value not in apart]
        self._union = [g for g in graphs if isinstance(g, ox.NamedNode)]

    def query(
        self,
        text: str,
        *,
        bindings: Mapping[str, str] = {},
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Results:
        """See :meth:`Engine.query`. Nothing is ever fetched: a graph that is not here is empty."""
        checked = check(bind(text, bindings))
        default: list[_Graph] | None = None if checked.has_dataset else [*self._union]
        named: list[ox.NamedNode | ox.BlankNode] | None = None
        try:
            if default_graphs or named_graphs:  # SPARQL 1.1 Protocol, 2.1.4: these win over FROM
                default = [ox.NamedNode(g) for g in default_graphs]
                named = [ox.NamedNode(g) for g in named_graphs]
            found = self._store.query(
                checked.text, prefixes=self._prefixes, default_graph=default, named_graphs=named
            )
        except (SyntaxError, ValueError) as error:
            raise BadQuery(f"La requête n'est pas du SPARQL : {error}") from error
        except RuntimeError as error:  # a function that is not there, for one
            raise BadQuery(f"La requête ne peut être évaluée : {error}") from error
        return _OxigraphResults(found, self._prefixes)


class _OxigraphResults:
    _RESULTS: ClassVar = {
        "json": ox.QueryResultsFormat.JSON,
        "xml": ox.QueryResultsFormat.XML,
        "csv": ox.QueryResultsFormat.CSV,
        "tsv": ox.QueryResultsFormat.TSV,
    }
    _GRAPHS: ClassVar = {
        "ttl": ox.RdfFormat.TURTLE,
        "nt": ox.RdfFormat.N_TRIPLES,
        "rdf": ox.RdfFormat.RDF_XML,
        "jsonld": ox.RdfFormat.JSON_LD,
    }

    def __init__(
        self,
        found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples,
        prefixes: Mapping[str, str],
    ) -> None:
        self._found = found
        self._prefixes = dict(prefixes)
        kinds = {ox.QueryBoolean: "boolean", ox.QuerySolutions: "solutions", ox.QueryTriples: "graph"}
        self.kind = kinds[type(found)]

    def serialize(self, extension: str) -> bytes:
        if isinstance(self._found, ox.QueryTriples):
            # DESCRIBE and CONSTRUCT may find a triple more than once; a graph has it once.
            # One subject after another, for people who read it.
            triples = sorted(set(self._found), key=_by_subject)
            turtle = extension in {"ttl", "rdf", "jsonld"}
            prefixes = self._prefixes if turtle else None
            try:
                written = ox.serialize(triples, format=self._GRAPHS[extension], prefixes=prefixes)
            except OSError as error:  # RDF 1.2 in a format that does not have it yet
                raise BadQuery(f"Ce résultat ne s'écrit pas dans ce format : {error}") from error
            return written or b""
        return self._found.serialize(format=self._RESULTS[extension]) or b""

    def columns(self) -> tuple[str, ...]:
        assert isinstance(self._found, ox.QuerySolutions)
        return tuple(variable.value for variable in self._found.variables)

    def rows(self) -> Iterator[Mapping[str, Value]]:
        assert isinstance(self._found, ox.QuerySolutions)
        names = self.columns()
        for solution in self._found:
            cells = ((name, solution[name]) for name in names)
            yield {name: _value(term) for name, term in cells if term is not None}

    def truth(self) -> bool:
        assert isinstance(self._found, ox.QueryBoolean)
        return bool(self._found)


def _by_subject(triple: ox.Triple) -> tuple[str, bool, str]:
    """Return where *triple* stands in a graph that people read: what a thing is comes first."""
    return str(triple.subject), triple.predicate != _TYPE, str(triple)


def _value(term: object) -> Value:
    match term:
        case ox.NamedNode():
            return Value(term.value, is_iri=True)
        case ox.Literal():
            return Value(term.value, language=term.language, datatype=term.datatype.value)
        case _:
            return Value(str(term))
