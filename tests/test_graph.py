"""The graph: four whole fiches against files written by hand, and what holds for all of it."""

from pathlib import Path

import pytest
from rdflib import RDF, SKOS, BNode, Dataset, Graph, Literal, URIRef

from carto.iris import BASE, CARTO
from tests.conftest import ROOT

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.ttl"))
# What the golden files leave out: they say where a bullet is, not how it got there.
LEFT_OUT = {CARTO.reparation, CARTO.regleReparation, CARTO.remarque}


@pytest.fixture(scope="session")
def fiches(dataset: Dataset) -> Graph:
    """Return the graph of what is printed."""
    return dataset.graph(URIRef(f"{BASE}graphe/fiches"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_fiche(path: Path, fiches: Graph) -> None:
    """The triples of a whole fiche are those that a reader of the document wrote down."""
    expected = set(Graph().parse(path))
    ours = (f"{BASE}id/metier/{path.stem}",)
    below = (f"{BASE}id/enonce/{path.stem}-", f"{BASE}id/tendance/metier-{path.stem}-")
    found = {
        (s, p, o)
        for s, p, o in fiches
        if (str(s) in ours or str(s).startswith(below)) and p not in LEFT_OUT
    }
    assert set() == found - expected
    assert set() == expected - found


def test_four_golden_files() -> None:
    """A technique, a client with a third level, an Innovation and a stub fiche are compared."""
    assert len(GOLDEN) == 4


def test_no_blank_node(dataset: Dataset) -> None:
    """Everything has a name."""
    assert not [t for s, p, o, _ in dataset.quads() for t in (s, o) if isinstance(t, BNode)]


def test_iris_are_ascii(dataset: Dataset) -> None:
    """Accents live in labels."""
    terms = {t for s, p, o, _ in dataset.quads() for t in (s, p, o) if isinstance(t, URIRef)}
    assert not [t for t in terms if not str(t).isascii()]


def test_every_term_is_declared(dataset: Dataset) -> None:
    """Each class and property of the data is in the ontology, with a label and a definition twice."""
    ontology = Graph().parse(ROOT / "ontology" / "carto.ttl")
    used = {
        t
        for s, p, o, _ in dataset.quads()
        for t in (p, o)
        if isinstance(t, URIRef) and str(t).startswith(str(CARTO))
    }
    for term in used:
        for said in (SKOS.definition, URIRef("http://www.w3.org/2000/01/rdf-schema#label")):
            languages = {o.language for o in ontology.objects(term, said) if isinstance(o, Literal)}
            assert {"fr", "en"} == languages, term


def test_every_declared_term_is_used(dataset: Dataset) -> None:
    """The ontology declares nothing that the data does not use (the two value classes aside)."""
    ontology = Graph().parse(ROOT / "ontology" / "carto.ttl")
    declared = {s for s in ontology.subjects(RDF.type) if str(s).startswith(str(CARTO))}
    data = (q for q in dataset.quads() if str(q[3]) != f"{BASE}graphe/ontologie")
    used = {t for s, p, o, _ in data for t in (p, o)}
    assert {CARTO.EtatFiche, CARTO.FormeFiche} == declared - used


def test_printed_and_inferred_stay_apart(dataset: Dataset) -> None:
    """What énoncés express is said in graph « concepts » only, what is printed in « fiches » only."""
    graphs = {
        p: {str(q[3]) for q in dataset.quads((None, p, None, None))}
        for p in (CARTO.texte, CARTO.exprime)
    }
    assert {
        CARTO.texte: {f"{BASE}graphe/fiches"},
        CARTO.exprime: {f"{BASE}graphe/concepts"},
    } == graphs


def test_remarks_hang_on_what_they_are_about(fiches: Graph) -> None:
    """A remark on a bullet is of its énoncé, one on a title of its métier."""

    def about(iri: str) -> str:
        return " ".join(map(str, fiches.objects(URIRef(f"{BASE}id/{iri}"), CARTO.remarque)))

    assert "Ligne 827 : « " in about("enonce/superviseur-services-activite-3")
    assert "Ligne 3637 : « " in about("metier/charge-de-compte-account-manager")
    assert "Ligne 1308 : « " in about("domaine/client")
    assert "Ligne 154 : « 5 grands domaines »" in about("cartographie")


def test_repairs_say_how_and_why(fiches: Graph) -> None:
    """Each repaired énoncé names its rule, or a correction, and the reason."""
    repaired = dict(fiches.subject_objects(CARTO.reparation))
    rules = {s: str(o) for s, o in fiches.subject_objects(CARTO.regleReparation)}
    assert set(repaired) == set(rules)
    for subject, sentence in repaired.items():
        start = "correction : " if rules[subject] == "correction" else f"règle {rules[subject]} : "
        assert str(sentence).startswith(start)
        assert "{" not in str(sentence)
