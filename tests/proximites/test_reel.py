"""The proximities of the real document: what is published, and what docs/proximites.md says of it."""

import re
from itertools import combinations

import pytest
from rdflib import RDF, Dataset, Graph, Literal, URIRef

from carto.edition import Dossier
from carto.iris import BASE, CARTO
from carto.model import Cartographie
from carto.proximites.besoins import read_besoins
from carto.proximites.mesures import proximite
from tests.conftest import ROOT
from tests.requetes.lecture import read

DOC = (ROOT / "docs" / "proximites.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def graph(dataset: Dataset) -> Graph:
    """Return the graph ``proximites``."""
    return dataset.graph(URIRef(f"{BASE}graphe/proximites"))


def figure(pattern: str) -> str:
    """Return the figure that the documentation gives where *pattern* has its group."""
    match = re.search(pattern, DOC)
    assert match is not None, pattern
    return match[1].replace(" ", "").replace(",", ".")


def test_only_pairs_above_the_threshold(graph: Graph) -> None:
    """Each published score reaches the threshold; the documentation says how many there are."""
    scores = [s.toPython() for s in graph.objects(None, CARTO.score) if isinstance(s, Literal)]
    assert float(min(scores)) >= 0.05
    assert str(len(scores)) == figure(r"([\d ]+) proximités")


def test_threshold_is_justified(cartographie: Cartographie, dossier: Dossier) -> None:
    """What a higher and a lower threshold would do is what the documentation says."""
    lecture = read(cartographie, dossier)
    found = read_besoins(lecture.concepts, lecture.rapprochements)
    pairs = [proximite(found, a, b) for a, b in combinations(found.metiers, 2)]
    assert str(len(pairs)) == figure(r"sur ([\d ]+) paires")
    high = {m for p in pairs if p.score >= 0.08 for m in (p.a, p.b)}
    assert len(found.metiers) - len(high) == 4
    between = [p for p in pairs if 0.03 <= p.score < 0.05]
    assert str(len(between)) == figure(r"il y\s+en aurait (\d+) de plus")
    alone = sum(p.nombre_partage == 0 for p in between)
    assert round(3 * alone / len(between)) == 2
    published = [p for p in pairs if p.score >= 0.05]
    assert str(sum(p.nombre_partage == 0 for p in published)) == figure(r"le cas de (\d+) des")


def test_stubs_say_that_they_take_no_part(graph: Graph) -> None:
    """The eight sheets to complete say why they are compared with none, and no proximity is theirs."""
    stubs = set(graph.subjects(CARTO.sansProximite, None))
    assert len(stubs) == 8
    assert stubs.isdisjoint(graph.objects(None, CARTO.entre))
    assert len(set(graph.objects(None, CARTO.entre))) == 77


def test_every_metier_has_a_hinge_and_every_famille_three(graph: Graph) -> None:
    """Each métier that takes part has one, each famille with enough to learn three."""
    kinds = [str(o).split("/id/")[1].split("/")[0] for o in graph.objects(None, CARTO.charnierePour)]
    assert str(kinds.count("metier")) == figure(r"(\d+) métiers ont une charnière")
    assert str(kinds.count("famille")) == figure(r"(\d+) charnières de familles")


def test_unstable_metiers_are_named(graph: Graph, dataset: Dataset) -> None:
    """The documentation names every métier whose neighbours depend on the measure, and no other."""
    section = DOC.partition("### Les métiers dont l'ordre des voisins ne tient pas")[2].partition("\n#")[
        0
    ]
    named = {cell.strip() for cell in re.findall(r"^\| ([^|-][^|]*) \|", section, re.MULTILINE)} - {
        "métier"
    }
    label = URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
    fiches = dataset.graph(URIRef(f"{BASE}graphe/fiches"))
    low = [s for s, o in graph.subject_objects(CARTO.stabilite) if float(str(o)) < 0.7]
    assert named == {str(next(fiches.objects(s, label))) for s in low}


def test_communities_share_out_the_metiers(graph: Graph) -> None:
    """Each métier is in one; the documentation says how many they are."""
    groups = list(graph.subjects(RDF.type, CARTO.Communaute))
    assert str(len(groups)) == figure(r"(\d+) communautés")
    members = list(graph.objects(None, CARTO.membre))
    assert len(members) == len(set(members)) == 77
