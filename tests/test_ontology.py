"""The ontology: two known lists of pitfalls, its terms and examples in the data, what a reasoner infers.

``tests/ontologie`` holds one query per check (it returns what is wrong), in ``casse`` the smallest
change that each must see, in ``*.ttl`` what other vocabularies say of their own terms, and in
``faux`` the smallest false data that each test of inference must see.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from pyoxigraph import QuerySolutions, RdfFormat, Store
from rdflib import (
    DC,
    DCAT,
    DCTERMS,
    FOAF,
    OWL,
    PROV,
    RDF,
    RDFS,
    SDO,
    SKOS,
    VANN,
    VOID,
    XSD,
    Dataset,
    Graph,
    Literal,
    Namespace,
    URIRef,
)  # fmt: skip
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from carto.alignements.model import ESCO
from carto.iris import BASE, CARTO, Iris
from carto.quads import prefixes
from carto.vocabulaires.charger import load
from carto.vocabulaires.depot import GRAPH, place
from tests.conftest import ROOT, union_of
from tests.vocabulaires import telechargements

ONTOLOGY = ROOT / "ontology" / "carto.ttl"
CHECKS = Path(__file__).parent / "ontologie"
QUERIES = sorted(CHECKS.glob("*.rq"))
FALSE_DATA = sorted((CHECKS / "faux").glob("*.ttl"))
OTHERS = sorted(CHECKS.glob("*.ttl"))

OOPS = {f"OOPS! P{number:02}" for number in range(1, 42)}
FOOPS = {
    f"FOOPS! {name}"
    for name in (
        "CN1", "DOC1", "FIND1", "FIND2", "FIND3", "FIND_3_BIS", "HTTP1", "OM1", "OM2", "OM3",
        "OM4.1", "OM4.2", "OM5.1", "OM5.2", "PURL1", "RDF1", "URI1", "URI2", "VER1", "VER2",
        "VOC1", "VOC2", "VOC3", "VOC4",
    )
}  # fmt: skip
DECLARATIONS = {
    OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual,
}  # fmt: skip
KNOWN = (DC, DCAT, DCTERMS, FOAF, OWL, PROV, RDF, RDFS, SDO, SKOS, VANN, VOID, XSD)
# Where what the links go to lives: ROME, ESCO.
ELSEWHERE = (f"{BASE}rome/", ESCO)
ERROR = Namespace("http://www.daml.org/2002/03/agents/agent-ont#")

Triple = tuple[Node, Node, Node]
Row = tuple[str, ...]


# The checks -----------------------------------------------------------------------------------


def header(path: Path, name: str) -> str:
    """Return what the header of the file at *path* says of *name*."""
    found = re.search(rf"^# {name}: *(.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert found, f"{path} : pas de « # {name}: »"
    return found[1]


def offenders(query: str, *, update: str = "") -> set[Row]:
    """Return what *query* finds wrong in the ontology, after *update*."""
    store = Store()
    store.load(path=ONTOLOGY, format=RdfFormat.TURTLE)
    store.update(update)
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    return {tuple("" if term is None else str(term) for term in row) for row in found}


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_check_passes(path: Path) -> None:
    """The ontology has nothing of what the check looks for."""
    found = offenders(path.read_text(encoding="utf-8"))

    assert set() == found, header(path, "titre")


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_check_can_fail(path: Path) -> None:
    """Broken in the smallest way, the ontology no longer passes: each thing broken is one more row."""
    query, broken = path.read_text(encoding="utf-8"), CHECKS / "casse" / f"{path.stem}.ru"

    seen = offenders(query, update=broken.read_text(encoding="utf-8")) - offenders(query)

    assert int(header(broken, "attendu")) == len(seen), seen


def test_both_lists_are_covered() -> None:
    """Each check of OOPS! and FOOPS! is a query, or is said not to be one, and why; never both."""
    said = tomllib.loads((CHECKS / "sans-objet.toml").read_text(encoding="utf-8"))
    names = [header(path, "liste") for path in QUERIES]
    listed = [name for name in names if name != "carto"]

    assert sorted(OOPS | FOOPS) == sorted([*listed, *said["sans_objet"]])
    assert set(said["partiel"]) <= set(listed)
    assert all(entry["titre"] and entry["raison"] for part in said.values() for entry in part.values())


def test_checks_are_named_for_their_list() -> None:
    """A file is named as its check; no broken case is without its query."""
    for path in QUERIES:
        assert header(path, "liste") in {f"OOPS! {path.stem}", f"FOOPS! {path.stem}", "carto"}
    assert {path.stem for path in QUERIES} == {path.stem for path in (CHECKS / "casse").iterdir()}


# The terms and their examples, against the data -----------------------------------------------


@cache
def ontology() -> Graph:
    """Return the ontology."""
    return Graph().parse(ONTOLOGY)


def declared() -> set[Node]:
    """Return the terms that the ontology declares."""
    return {s for s, o in ontology().subject_objects(RDF.type) if o in DECLARATIONS and is_ours(s)}


@pytest.fixture(scope="module")
def data(dataset: Dataset) -> Graph:
    """Return all that the real dataset says, but the ontology itself."""
    return data_of(dataset)


def is_ours(term: Node) -> bool:
    """Tell whether *term* is of the ontology's namespace."""
    return isinstance(term, URIRef) and term.startswith(str(CARTO)) and str(term) != str(CARTO)


def data_of(dataset: Dataset) -> Graph:
    """Return the union of the graphs of *dataset*, but the ontology."""
    found = Graph()
    for s, p, o, name in union_of(dataset):
        if str(name) != f"{BASE}graphe/ontologie":
            found.add((s, p, o))
    return found


def used_terms(data: Graph) -> set[Node]:
    """Return the terms of the ontology that *data* uses."""
    return {term for triple in data for term in triple if is_ours(term)}


def test_every_term_used_is_declared(data: Graph) -> None:
    """The data uses no term that the ontology does not declare."""
    assert set() == used_terms(data) - declared()


def test_every_declared_term_is_used_or_says_why(data: Graph) -> None:
    """A term that the data does not use has the reason written beside it, in both languages."""
    for term in declared() - used_terms(data):
        notes = ontology().objects(term, SKOS.editorialNote)
        assert {"fr", "en"} == {note.language for note in notes if isinstance(note, Literal)}, term


def test_examples_are_in_the_data(dataset: Dataset, tmp_path: Path) -> None:
    """Each example is Turtle, speaks of its term, and says only what the real dataset says.

    Those of the terms for ROME say what the small ROME of the tests does, with its real codes.
    """
    published: set[Triple] = {(s, p, o) for s, p, o, _ in dataset.quads()}
    archive = telechargements.zipped(tmp_path / "RefRomeCsv.zip", telechargements.ROME)
    load("rome", [archive], tmp_path / "build", BASE, lambda _: None)
    published |= set(Graph().parse(place(tmp_path / "build", "rome") / GRAPH, format="nt"))
    said = ((term, str(text)) for term, text in ontology().subject_objects(SKOS.example))
    found = ((term, text, example_problem(term, text, published)) for term, text in said)

    assert [] == [problem for problem in found if problem[2]]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("domaine:technique a ", "pas du Turtle"),
        ("inconnu:technique a carto:Domaine .", "pas du Turtle"),
        ("famille:marketing a carto:Famille .", "n'en parle pas"),
        ("domaine:technique a carto:Domaine .", "pas dans les données"),
    ],
)
def test_wrong_example_is_seen(text: str, problem: str) -> None:
    """An example that is no Turtle, of another term, or of nothing published is not one."""
    assert example_problem(CARTO.Domaine, text, set()).startswith(problem)


def example_problem(term: Node, text: str, published: set[Triple]) -> str:
    """Return what is wrong with *text* as an example of *term* in what is *published*."""
    try:
        example = Graph().parse(data=f"{example_prefixes()}{text}", format="turtle")
    except BadSyntax as error:
        return f"pas du Turtle : {error.message}"
    if term not in above({x for triple in example for x in triple}, RDFS.subClassOf):
        return "n'en parle pas"
    missing = set(example) - published
    return f"pas dans les données : {missing}" if missing else ""


@cache
def example_prefixes() -> str:
    """Return the prefixes that examples are written with, as Turtle: those of the dumps."""
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes(Iris()).items())


def test_terms_of_others_exist() -> None:
    """No term is borrowed from a vocabulary that does not have it, neither here nor in ``ontologie``."""
    assert set() == unknown_terms(ontology()) | unknown_terms(others())


@pytest.mark.parametrize(
    "text",
    [
        "carto:Metier rdfs:subClassOf skos:Metier .",
        "carto:Metier rdfs:seeAlso esco:Metier .",
        "carto:famille rdfs:subPropertyOf <https://exemple.org/inconnue> .",
    ],
)
def test_unknown_term_is_seen(text: str) -> None:
    """A term is sought in its vocabulary, and a vocabulary must be one that we know."""
    assert 1 == len(unknown_terms(Graph().parse(data=f"{example_prefixes()}{text}", format="turtle")))


def unknown_terms(graph: Graph) -> set[Node]:
    """Return the terms of *graph* that their vocabulary does not have."""
    terms = {term for triple in graph for term in triple if isinstance(term, URIRef)}
    vocabulary = {o for _, p, o in graph if p in (RDF.type, RDFS.subClassOf, RDFS.subPropertyOf)}
    vocabulary |= set(graph.predicates())
    return {
        term
        for term in terms
        if not term.startswith(BASE) and not is_known(term, strict=term in vocabulary)
    }


def is_known(term: URIRef, *, strict: bool) -> bool:
    """Tell whether *term* exists in its vocabulary; if *strict*, that vocabulary must be known."""
    for namespace in KNOWN:
        if term.startswith(str(namespace)) and str(term) != str(namespace):
            return term in namespace
    described = {str(subject) for subject in others().subjects()}
    space = f"{term}".rpartition("#")[0]
    strict = strict or any(space and iri.startswith(f"{space}#") for iri in described)
    return str(term) in described or not strict


# What a reasoner infers -----------------------------------------------------------------------


@cache
def others() -> Graph:
    """Return what other vocabularies say of their own terms."""
    found = Graph()
    for path in OTHERS:
        found.parse(path)
    return found


@cache
def schema() -> Graph:
    """Return the ontology and the vocabularies that it is tied to."""
    return ontology() + others()


def closure(data: Graph) -> Graph:
    """Return *data* and all that follows from it by OWL 2 RL."""
    found = schema() + data
    DeductiveClosure(OWLRL_Semantics).expand(found)
    return found


def problems(data: Graph, closed: Graph) -> dict[str, set[object]]:
    """Return what is wrong with *data*, whose closure is *closed*, by kind."""
    found: dict[str, set[object]] = {
        "incohérence": {str(o) for o in closed.objects(None, ERROR.error)},
        "identité": {(s, o) for s, o in closed.subject_objects(OWL.sameAs) if s != o},
        "type": set(false_types(data, closed)),
        "valeur": set(wrong_values(data)),
        "inverse": set(unanswered(data)),
    }
    return {kind: wrong for kind, wrong in found.items() if wrong}


def above(terms: Iterable[Node], *axioms: Node) -> set[Node]:
    """Return *terms* and all that the schema puts above them by *axioms*."""
    found, left = set(), list(terms)
    while left:
        term = left.pop()
        if term not in found:
            found.add(term)
            left.extend(o for axiom in axioms for o in schema().objects(term, axiom))
    return found


def false_types(data: Graph, closed: Graph) -> Iterator[tuple[Node, Node]]:
    """Yield each thing with the types inferred that none of those it is said to have implies.

    Of a thing that is said to have no type at all, only our own classes count: a stranger (a file, a
    licence) may well be what its vocabulary makes of it.
    """
    for thing in {x for s, _, o in data for x in (s, o) if isinstance(x, URIRef)}:
        said = {*data.objects(thing, RDF.type), *schema().objects(thing, RDF.type)}
        expected = above(said, RDFS.subClassOf, OWL.equivalentClass) | {OWL.Thing}
        for inferred in set(closed.objects(thing, RDF.type)) - expected:
            if said or is_ours(inferred):
                yield thing, inferred


def wrong_values(data: Graph) -> Iterator[Triple]:
    """Yield the triples whose object is not what the range, or the kind, of their property says."""
    for s, p, o in data:
        kinds, ranges = expected_values(p)
        other_kind = OWL.ObjectProperty if isinstance(o, Literal) else OWL.DatatypeProperty
        if other_kind in kinds or not all(fits(o, r) for r in ranges):
            yield s, p, o


@cache
def expected_values(p: Node) -> tuple[set[Node], set[Node]]:
    """Return the kinds of the property *p*, and its ranges, those of wider properties included."""
    wider = above({p}, RDFS.subPropertyOf)
    ranges = {r for q in wider for r in schema().objects(q, RDFS.range)}
    return set(schema().objects(p, RDF.type)), ranges


def fits(value: Node, kind: Node) -> bool:
    """Tell whether *value* may be a *kind*: a thing, or a literal of that datatype or a part of it."""
    of_literals = str(kind).startswith(str(XSD)) or kind in (RDFS.Literal, RDF.langString)
    if not isinstance(value, Literal):
        return not of_literals
    if kind == XSD.nonNegativeInteger and value.datatype == XSD.integer:
        return not value.ill_typed and int(value) >= 0
    datatype = RDF.langString if value.language else value.datatype or XSD.string
    return of_literals and not value.ill_typed and kind in (RDFS.Literal, datatype)


def unanswered(data: Graph) -> Iterator[Triple]:
    """Yield the triples whose inverse is missing, where the data says both ways.

    But for who works with whom, which is said from the side whose fiche says it; and of what is linked
    to ROME or ESCO, which are not ours to describe.
    """
    one_sided = {CARTO.interagitAvec, *schema().subjects(RDFS.subPropertyOf, CARTO.interagitAvec)}
    used = set(data.predicates()) - one_sided
    pairs = {(p, q) for p, q in schema().subject_objects(OWL.inverseOf) if {p, q} <= used}
    symmetric = set(schema().subjects(RDF.type, OWL.SymmetricProperty)) - one_sided
    pairs |= {(p, p) for p in symmetric}
    for p, q in pairs | {(q, p) for p, q in pairs}:
        found = ((s, o) for s, o in data.subject_objects(p) if not str(o).startswith(ELSEWHERE))
        yield from ((s, p, o) for s, o in found if (o, q, s) not in data)


@pytest.fixture(scope="module")
def mini(mini_build: Path) -> Graph:
    """Return the data of the mini-cartography, really built."""
    found = Dataset()
    found.parse(mini_build / "carto.nq", format="nquads")
    return data_of(found)


def test_ontology_is_consistent() -> None:
    """A reasoner finds nothing wrong with the ontology and the vocabularies it is tied to."""
    nothing = Graph()

    assert {} == problems(nothing, closure(nothing))


def test_nothing_false_is_inferred(mini: Graph) -> None:
    """From the data of the mini-cartography a reasoner infers no contradiction and no false type."""
    assert {} == problems(mini, closure(mini))


@pytest.mark.lent
def test_nothing_false_is_inferred_from_the_real_data(data: Graph) -> None:
    """Nor from the real data; its texts, which no rule reads, are left out of what is inferred from."""
    assert {} == problems(data, closure(without_texts(data)))


def without_texts(data: Graph) -> Graph:
    """Return *data* without its texts, but the labels of concepts: a third of a reasoner's work."""
    found = Graph()
    for s, p, o in data:
        if not isinstance(o, Literal) or o.datatype or p in (SKOS.prefLabel, SKOS.altLabel):
            found.add((s, p, o))
    return found


@pytest.mark.parametrize("path", FALSE_DATA, ids=lambda path: path.stem)
def test_false_data_is_seen(path: Path) -> None:
    """Data false in one way is seen to be, in that way and no other."""
    false = Graph().parse(path)

    assert set(header(path, "attendu").split()) == set(problems(false, closure(false)))
