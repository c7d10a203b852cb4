"""The interactions as they are published."""

# ruff: noqa: E501  a case stands on one line

import pytest
from rdflib import RDF, Dataset, Literal, URIRef

from carto.iris import BASE, CARTO
from tests.conftest import ROOT

ID = f"{BASE}id/"
READ_BY_HAND = [
    ("integrateur-de-pfs", "rendCompteA", "ingenieur-concepteur-pfs", "l'ingénieur concepteur de PFS"),
    (
        "technicien-support-exploitation-reseaux-et-pfs",
        "transfereA",
        "ingenieur-soutien-reseaux-et-pfs",
        "ingénieurs de soutien",
    ),
    ("chef-de-projet-client", "recoitDe", "pilote-d-intervention-client", "pilotes d'intervention client"),
    ("charge-d-acquisition", "collaboreAvec", "juriste-pla-propriete-litteraire-et-artistique", "juriste PLA"),
    ("charge-d-acquisition", "collaboreAvec", "directeur-de-l-offre", "directeur des offres"),
    ("ingenieur-commercial", "collaboreAvec", "ingenieur-technico-commercial", "ITC"),
    (
        "commercial-grand-compte",
        "collaboreAvec",
        "ingenieur-clientele-service-manager",
        "Manager(s) Service Client",
    ),
    ("consultant-avant-vente", "soutient", "commercial-grand-compte", "commercial"),
    ("charge-de-compte-account-manager", "transfereA", "chef-de-publicite", "commercial"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "kind", "cible", "mots"), READ_BY_HAND)
def test_read_by_hand(dataset: Dataset, source: str, kind: str, cible: str, mots: str) -> None:
    """What a reader of the document finds: who, what, with whom, and the words."""
    triple = (URIRef(f"{ID}metier/{source}"), CARTO[kind], URIRef(f"{ID}metier/{cible}"))
    graph = dataset.graph(URIRef(f"{BASE}graphe/interactions"))
    said = [
        str(graph.value(i, CARTO.texte))
        for i in graph.subjects(CARTO.source, triple[0])
        if (i, CARTO.cible, triple[2]) in graph and (i, CARTO.typeInteraction, triple[1]) in graph
    ]
    assert triple in graph
    assert any(words in mots for words in said), said


def test_manager_de_services_is_not_the_service_manager(dataset: Dataset) -> None:
    """« Manager Service Client » is the Ingénieur clientèle, never the Manager de services."""
    graph = dataset.graph(URIRef(f"{BASE}graphe/interactions"))
    metier = URIRef(f"{ID}metier/manager-de-services")
    assert [] == [
        i for i in graph.subjects(CARTO.cible, metier) if "lient" in str(graph.value(i, CARTO.texte))
    ]


def test_how_many(dataset: Dataset) -> None:
    """As many as the change log says, and about the 150 pairs that a careful reader finds."""
    graph = dataset.graph(URIRef(f"{BASE}graphe/interactions"))
    found = set(graph.subjects(RDF.type, CARTO.Interaction))
    pairs = {(graph.value(i, CARTO.source), graph.value(i, CARTO.cible)) for i in found}
    assert 140 <= len(pairs) <= 165
    assert pairs == set(graph.subject_objects(CARTO.interagitAvec))
    change_log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"{len(found)} interactions ({len(pairs)} paires)" in change_log


def test_each_is_on_its_line(dataset: Dataset) -> None:
    """The words that name the target are printed on the lines that are said."""
    lines = (ROOT / "data/source/cartographie-metiers-telecoms-2010.txt").read_text("utf-8").split("\n")
    graph = dataset.graph(URIRef(f"{BASE}graphe/interactions"))
    for i in graph.subjects(RDF.type, CARTO.Interaction):
        first, last, words = (graph.value(i, CARTO[p]) for p in ("ligneDebut", "ligneFin", "texte"))
        assert isinstance(first, Literal)
        assert isinstance(last, Literal)
        printed = " ".join(lines[int(first) - 1 : int(last)]).replace("**", "")
        assert str(words) in printed
