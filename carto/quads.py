"""The finished dataset as pyoxigraph quads, in the order in which people read it.

From here on nothing depends on rdflib: its N-Triples, RDF/XML and JSON-LD change with the hash
seed. Whatever order the triples come in, these are sorted: the taxonomy first, then the fiches.
"""

import json
import logging
import re
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256

import pyoxigraph as ox
from rdflib import XSD, BNode, Dataset, Graph, Literal, URIRef
from rdflib.term import Identifier, Node

from carto.catalogue import apart
from carto.errors import InputError
from carto.iris import CARTO, TYPES, Iris
from carto.template import DATA

_FIRST_PREDICATES = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2000/01/rdf-schema#label",
    "https://w3id.org/carto-telecoms/ontologie#texte",
)
# Graphs are read in this order; one that is not named here comes after them, by its name.
_GRAPHS = (
    "ontologie",
    "metadonnees",
    "fiches",
    "concepts",
    "partage-texte",
    "partage-variantes",
    "interactions",
    "proximites",
    "alignements",
    "remarques",
)

Quads = list[ox.Quad]
Key = tuple[int | str, ...]


def reading_order(dataset: Dataset, iris: Iris) -> Quads:
    """Return the quads of *dataset*, none of them with a blank node, sorted for reading."""
    orders = {str(s): int(str(o)) for s, _, o, _ in dataset.quads((None, CARTO.ordre, None, None))}
    subject = cache(lambda iri: subject_key(iri, iris, orders))
    found: list[tuple[tuple[Key, Key, str, Key], ox.Quad]] = []
    for s, p, o, g in dataset.quads():
        value = term_of(o)
        quad = ox.Quad(_named(s), _named(p), value, _named(g))
        predicate = _FIRST_PREDICATES.index(str(p)) if str(p) in _FIRST_PREDICATES else 9
        order = (_graph_key(str(g), iris), subject(str(s)), f"{predicate}{p}", _value_key(value))
        found.append((order, quad))
    return [quad for _, quad in sorted(found, key=lambda pair: pair[0])]


def union(quads: Quads, iris: Iris) -> Quads:
    """Return the triples of *quads* in the default graph, sorted for reading, each of them once.

    The graphs that are kept apart are no part of it.
    """
    kept_apart = {str(iris.graph(name)) for name in apart()}
    orders = {
        iri_of(q.subject): int(q.object.value)
        for q in quads
        if q.predicate.value == str(CARTO.ordre) and isinstance(q.object, ox.Literal)
    }
    subject = cache(lambda iri: subject_key(iri, iris, orders))
    triples = dict.fromkeys(q.triple for q in quads if iri_of(q.graph_name) not in kept_apart)

    def order(triple: ox.Triple) -> tuple[Key, str, Key]:
        name = triple.predicate.value
        predicate = _FIRST_PREDICATES.index(name) if name in _FIRST_PREDICATES else 9
        return subject(iri_of(triple.subject)), f"{predicate}{name}", _value_key(triple.object)

    return [ox.Quad(t.subject, t.predicate, t.object) for t in sorted(triples, key=order)]


def subject_key(iri: str, iris: Iris, orders: Mapping[str, int] = {}) -> Key:
    """Return where *iri* stands among subjects: by its type, its order, then its name.

    *orders*: the ``carto:ordre`` of those that have one. The cartographie itself comes first; what
    is no resource of a known type comes last, and the vocabulary after it.
    """
    if iri == str(iris.scheme):
        return (0,)
    kind, slash, local = iri.removeprefix(f"{iris.base}id/").partition("/")
    if not (iri.startswith(f"{iris.base}id/") and slash and kind in TYPES):
        return (len(TYPES) + 1, int(iri.startswith(str(CARTO).rstrip("#"))), *natural(iri))
    return (TYPES.index(kind) + 1, orders.get(iri, 0), *natural(local))


def natural(text: str) -> Key:
    """Return the key under which a text stands where people look for it: its numbers as numbers."""
    return tuple(int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", text))


def canonical(quads: Iterable[ox.Quad]) -> str:
    """Return the canonical N-Quads document of *quads* (RDF Dataset Canonicalization 1.0)."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    text = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS)
    assert text is not None
    # Python compares strings by code point, as RDFC-1.0 does; and a line feed only ends a quad.
    lines = sorted(text.decode("utf-8").split("\n"))
    return "\n".join(line for line in lines if line) + "\n"


def canonical_hash(quads: Iterable[ox.Quad]) -> str:
    """Return the SHA-256 of the canonical form: the same for the same dataset, whatever the file."""
    return sha256(canonical(quads).encode("utf-8")).hexdigest()


@cache
def vocabularies() -> dict[str, str]:
    """Return the prefixes of the vocabularies that the dataset uses."""
    found: dict[str, str] = json.loads((DATA / "prefixes.json").read_text(encoding="utf-8"))
    return found


def prefixes(iris: Iris) -> dict[str, str]:
    """Return all prefixes: vocabularies, one per type of resource, single things, graphs."""
    known = vocabularies() | {kind: f"{iris.base}id/{kind}/" for kind in TYPES}
    return known | {"graphe": f"{iris.base}graphe/", "id": f"{iris.base}id/"}


def _graph_key(graph: str, iris: Iris) -> Key:
    name = graph.removeprefix(f"{iris.base}graphe/")
    return (_GRAPHS.index(name),) if name in _GRAPHS else (len(_GRAPHS), name)


def to_graph(quads: Iterable[ox.Quad]) -> Graph:
    """Return the triples of *quads*, whoever wrote them, as an rdflib graph."""
    graph = Graph()
    for quad in quads:
        graph.add((node_of(quad.subject), node_of(quad.predicate), node_of(quad.object)))
    return graph


def node_of(term: object) -> Identifier:
    """Return an Oxigraph term as one of rdflib.

    Raises:
        InputError: For a literal that is no value of its datatype, and for what RDF 1.1 has not.
    """
    match term:
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.BlankNode():
            return BNode(term.value)
        case ox.Literal() if term.language:
            return Literal(term.value, lang=term.language)
        case ox.Literal() if term.datatype.value.startswith(str(XSD)) and _ill_typed(term):
            raise InputError(
                f"« {term.value} » n'est pas un {term.datatype.value.removeprefix(str(XSD))}"
            )
        case ox.Literal():
            plain = term.datatype.value == str(XSD.string)
            return Literal(term.value, datatype=None if plain else URIRef(term.datatype.value))
    raise InputError(f"« {term} » n'est pas un terme de RDF 1.1")


def _ill_typed(term: ox.Literal) -> bool:
    """Whether *term* is no value of its datatype; no constraint could compare it with another."""
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # it is said to the user, once
    return bool(Literal(term.value, datatype=URIRef(term.datatype.value)).ill_typed)


def iri_of(node: object) -> str:
    """Return the IRI of a node that is known to have one: nothing published is a blank node."""
    assert isinstance(node, ox.NamedNode)
    return node.value


def _named(node: Node | None) -> ox.NamedNode:
    if not isinstance(node, URIRef):
        raise TypeError(f"{node!r} has no name: nothing published is a blank node")
    return ox.NamedNode(str(node))


def term_of(node: Node) -> ox.NamedNode | ox.Literal:
    """Return an rdflib term, which must not be a blank node, as one of Oxigraph."""
    if not isinstance(node, Literal):
        return _named(node)
    if node.language:
        return ox.Literal(str(node), language=node.language)
    datatype = ox.NamedNode(str(node.datatype)) if node.datatype else None
    return ox.Literal(str(node), datatype=datatype)


def _value_key(term: object) -> Key:
    """Return where a value stands among those of one property.

    French before English, then by text; of two classes, the project's own says more.
    """
    if isinstance(term, ox.Literal):
        language = {"fr": 0, "en": 1, None: 2}.get(term.language, 3)
        return (1, language, term.language or "", term.value, term.datatype.value)
    iri = iri_of(term)
    return (0, int(not iri.startswith(str(CARTO))), *natural(iri))
