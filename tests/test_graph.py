"""The graph: four whole fiches against files written by hand, and what holds for all of it."""

from pathlib import Path

import pytest
from rdflib import PROV, BNode, Dataset, Graph, URIRef

from carto.iris import BASE, CARTO

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.ttl"))
# What the golden files leave out: they say where a bullet is, not how it got there; and the document
# that all is quoted from.
LEFT_OUT = {CARTO.reparation, CARTO.regleReparation, PROV.wasQuotedFrom}


@pytest.fixture(scope="session")
def fiches(dataset: Dataset) -> Graph:
    """Return the graph of what is printed."""
    return dataset.graph(URIRef(f"{BASE}graphe/fiches"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_fiche(path: Path, fiches: Graph) -> None:
    """The triples of a whole fiche are those that a reader of the document wrote down."""
    expected = set(Graph().parse(path))
    ours = (f"{BASE}id/metier/{path.stem}",)
    below = (
        f"{BASE}id/enonce/{path.stem}-",
        f"{BASE}id/tendance/metier-{path.stem}-",
        f"{BASE}id/passage/metier-{path.stem}-",
    )
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


def test_printed_and_inferred_stay_apart(dataset: Dataset) -> None:
    """What énoncés express is said in graph « concepts » only, what is printed in « fiches » only.

    Who works with whom quotes the words that say so.
    """
    graphs = {
        p: {str(q[3]) for q in dataset.quads((None, p, None, None))}
        for p in (CARTO.texte, CARTO.exprime)
    }
    assert {
        CARTO.texte: {f"{BASE}graphe/fiches", f"{BASE}graphe/interactions"},
        CARTO.exprime: {f"{BASE}graphe/concepts"},
    } == graphs


def test_remarks_hang_on_what_they_are_about(dataset: Dataset) -> None:
    """A remark on a bullet is of its énoncé, one on a title of its métier."""
    remarks = dataset.graph(URIRef(f"{BASE}graphe/remarques"))

    def about(iri: str) -> str:
        return " ".join(map(str, remarks.objects(URIRef(f"{BASE}id/{iri}"), CARTO.remarque)))

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
