"""JSON-LD with the keys of ``data/contexte.jsonld``: French words, nothing to fetch.

A term of the context is used where it says exactly what the value is; any other value is written
whole, under the prefixed name of its property, so that nothing is lost.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pyoxigraph as ox

from carto.iris import Iris
from carto.quads import Quads, iri_of, vocabularies
from carto.template import DATA

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_XSD = "http://www.w3.org/2001/XMLSchema#"
Json = dict[str, Any]
_LONGEST_INTEGER = 15


@dataclass(frozen=True, slots=True)
class Terme:
    """What the context says of a property (JSON-LD 1.1, 4.2 and 9.15)."""

    nom: str
    type: str | None = None
    langue: str | None = None
    contenant: str | None = None


@dataclass(frozen=True, slots=True)
class Contexte:
    """The context of the project over the prefixes of one dataset."""

    json: Json
    prefixes: Mapping[str, str]
    proprietes: Mapping[str, Terme]
    noms: Mapping[str, str]

    def shorten(self, iri: str) -> str:
        """Return *iri* with its prefix, the longest that fits."""
        fitting = [(n, p) for p, n in self.prefixes.items() if iri.startswith(n)]
        if not fitting:
            return iri
        namespace, prefix = max(fitting, key=lambda pair: len(pair[0]))
        return f"{prefix}:{iri.removeprefix(namespace)}"


def load_context(iris: Iris) -> Contexte:
    """Read the context, and complete it with the prefixes of vocabularies, resources and graphs."""
    prefixes = vocabularies() | {"ressource": f"{iris.base}id/", "graphe": iris.graph("")}
    terms: Json = json.loads((DATA / "contexte.jsonld").read_text(encoding="utf-8"))["@context"]

    def expand(name: str) -> str:
        prefix, _, local = name.partition(":")
        return prefixes[prefix] + local

    properties: dict[str, Terme] = {}
    names: dict[str, str] = {}
    for name, said in terms.items():
        if isinstance(said, dict):
            kind = said.get("@type")
            kind = expand(kind) if kind and not kind.startswith("@") else kind
            term = Terme(name, kind, said.get("@language"), said.get("@container"))
            properties[expand(said["@id"])] = term
        elif isinstance(said, str) and not said.startswith("@"):
            names[expand(said)] = name
    return Contexte(dict(sorted(prefixes.items())) | terms, prefixes, properties, names)


def jsonld(quads: Quads, context: Contexte) -> str:
    """Return *quads*, in reading order, as one JSON-LD document with its context within it."""
    graphs: list[Json] = []
    for graph, own in groupby(quads, key=lambda quad: quad.graph_name):
        assert isinstance(graph, ox.NamedNode)
        graphs.append({"id": context.shorten(graph.value), "@graph": list(_nodes(own, context))})
    document = {"@context": context.json, "@graph": graphs}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _nodes(quads: Iterable[ox.Quad], context: Contexte) -> Iterator[Json]:
    for subject, own in groupby(quads, key=lambda quad: quad.subject):
        assert isinstance(subject, ox.NamedNode)
        node: Json = {"id": context.shorten(subject.value)}
        for predicate, same in groupby(own, key=lambda quad: quad.predicate.value):
            values = [quad.object for quad in same]
            if predicate == _TYPE:
                node["type"] = _single([_vocab(iri_of(v), context) for v in values])
            else:
                _say(node, predicate, values, context)
        yield node


def _say(node: Json, predicate: str, values: list[Any], context: Contexte) -> None:
    """Put *values* into *node*: those that the term of *predicate* fits under it, the rest whole."""
    term = context.proprietes.get(predicate)
    fitting = [v for v in values if term and _fits(v, term)]
    if term and fitting:
        written = _by_language(fitting) if term.contenant == "@language" else None
        listed = [_value(v, term, context) for v in fitting]
        node[term.nom] = written or (listed if term.contenant == "@set" else _single(listed))
    if others := [_whole(v, context) for v in values if v not in fitting]:
        node[context.shorten(predicate)] = _single(others)


def _fits(value: ox.NamedNode | ox.Literal, term: Terme) -> bool:
    if isinstance(value, ox.NamedNode):
        return term.type in {"@id", "@vocab"}
    if term.contenant == "@language":
        return value.language is not None
    if value.language:
        return value.language == term.langue
    return value.datatype.value == (term.type or f"{_XSD}string") and not term.langue


def _value(value: ox.NamedNode | ox.Literal, term: Terme, context: Contexte) -> str | int:
    if isinstance(value, ox.NamedNode):
        return _vocab(value.value, context) if term.type == "@vocab" else context.shorten(value.value)
    # Larger ones are no JSON numbers: a reader of JSON-LD makes « 1.0E20 » of them.
    exact = len(value.value) <= _LONGEST_INTEGER
    whole = term.type == f"{_XSD}integer" and exact and str(int(value.value)) == value.value
    return int(value.value) if whole else value.value


def _by_language(values: Iterable[ox.Literal]) -> dict[str, str | list[str]]:
    found: dict[str, list[str]] = {}
    for value in values:
        found.setdefault(value.language or "", []).append(value.value)
    return {language: _single(texts) for language, texts in found.items()}


def _whole(value: ox.NamedNode | ox.Literal, context: Contexte) -> Json:
    if isinstance(value, ox.NamedNode):
        return {"id": context.shorten(value.value)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    return {"@value": value.value, "type": context.shorten(value.datatype.value)}


def _vocab(iri: str, context: Contexte) -> str:
    return context.noms.get(iri) or context.shorten(iri)


def _single(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
