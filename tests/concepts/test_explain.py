"""``carto concept explain`` and ``carto concept review``, as their users run them."""

import subprocess
import sys
from pathlib import Path

import pytest

from carto.concepts import group, occurrences
from carto.concepts.near import near_misses, to_review
from carto.edition import Dossier, Edition
from carto.iris import Iris
from carto.model import Cartographie, Nature
from tests.concepts.conftest import fiches
from tests.concepts.test_group import decided


def carto(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``carto concept`` with *arguments*."""
    return subprocess.run(
        [sys.executable, "-m", "carto.cli", "concept", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def test_explain() -> None:
    """It says the énoncés with their lines, the rule that joined each, the ties, the near misses."""
    found = carto("explain", "competence/argumenter-et-effectuer-des-choix")
    assert (0, "") == (found.returncode, found.stderr)
    for said in (
        "https://w3id.org/carto-telecoms/id/competence/argumenter-et-effectuer-des-choix",
        "7 métiers, 7 énoncés",
        "« Effectuer et argumenter ses choix. »",
        "réuni par règle ordre (0,94) : Les mêmes mots, dans un autre ordre",
        "ligne 266, Architecte réseaux",
        "plus précis : « Argumenter et effectuer des choix (dans le respect",
        "Les plus proches, non réunis",
        "seul ici :",
    ):
        assert said in found.stdout


@pytest.mark.parametrize(
    "name",
    [
        "https://w3id.org/carto-telecoms/id/competence/effectuer-et-argumenter-ses-choix",
        "competence/effectuer-et-argumenter-ses-choix",
        "<https://w3id.org/carto-telecoms/id/competence/effectuer-et-argumenter-ses-choix>",
        "competence:effectuer-et-argumenter-ses-choix",
        "http://127.0.0.1:8000/page/competence/effectuer-et-argumenter-ses-choix/",
    ],
)
def test_explain_a_wording(name: str) -> None:
    """The IRI of a wording that was joined to a concept explains that concept."""
    assert "id/competence/argumenter-et-effectuer-des-choix\n" in carto("explain", name).stdout


def test_explain_what_is_not() -> None:
    """It is said in one line."""
    found = carto("explain", "competence/rien")
    assert (2, "erreur : « competence/rien » ne nomme aucun concept\n") == (
        found.returncode,
        found.stderr,
    )


@pytest.mark.lent
def test_explain_works_for_each(cartographie: Cartographie, dossier: Dossier) -> None:
    """Every énoncé is said, with the rule that joined it, for every concept that many express."""
    from carto.concepts.explain import explain
    from carto.concepts.ties import blocks, compared

    decisions = dossier.lecture.decisions
    concepts = group(occurrences(cartographie), dossier.lecture)
    ties, found_blocks = compared(concepts, decisions), blocks(concepts)
    names = Iris().concepts(concepts)
    for concept in concepts:
        iri = str(names[concept.nature, concept.cle])
        text = "\n".join(explain(concept, iri, ties, found_blocks, ()))
        for o in concept.occurrences:
            assert f"ligne {o.enonce.lignes.debut}, {o.metier.titre}" in text
        many = len(concept.occurrences) > 1
        assert len(concept.formulations) * many == text.count("réuni par")


def test_every_close_pair_is_decided() -> None:
    """A reader decided each pair that looks alike: nothing is left to review."""
    found = carto("review")
    assert (0, "# 0 paires à décider\n") == (found.returncode, found.stdout)


def test_review_of_no_number() -> None:
    """It is refused in one line."""
    found = carto("review", "--nombre", "-3")
    assert found.returncode == 2
    assert "« -3 » n'est pas un nombre de paires" in found.stderr


def test_review_of_another_document(tmp_path: Path, edition: Edition) -> None:
    """What no decision covers is listed as rows to complete, the most doubtful first."""
    source = tmp_path / "autre.txt"
    source.write_text("Autre édition\n\n" + edition.source.read_text(encoding="utf-8"), encoding="utf-8")
    found = carto("review", "--source", str(source), "--nombre", "2")
    rows = [line for line in found.stdout.splitlines() if not line.startswith("#")]
    assert 2 == len(rows)
    assert {5} == {len(row.split("\t")) for row in rows}


def test_doubt(tmp_path: Path) -> None:
    """A pair that looks alike and that nothing ties comes before one that a rule ties."""
    found = fiches(
        Nature.COMPETENCE,
        ["Poser les rails de la ligne nord", "Poser les câbles de la ligne nord"],
        ["Poser les rails de la ligne nord (vite)"],
    )
    concepts = group(found)
    pairs = to_review(concepts, decided(tmp_path).decisions)
    assert [None] == [p.verdict for p in pairs[:1]]
    assert all(p.verdict for p in pairs if "câbles" not in p.a.libelle + p.b.libelle)
    settled = decided(
        tmp_path,
        ("Poser les rails de la ligne nord", "voisin", "Poser les câbles de la ligne nord"),
    )
    left = to_review(concepts, settled.decisions)
    assert len(pairs) - 1 == len(left)


def test_near_misses(tmp_path: Path) -> None:
    """The nearest come first, with the words that differ."""
    found = fiches(Nature.COMPETENCE, ["Poser les rails", "Poser les rampes", "Conduire un train"])
    concepts = group(found)
    near = near_misses(concepts[0], concepts, decided(tmp_path).decisions)
    assert ["Poser les rampes", "Conduire un train"] == [p.b.libelle for p in near]
    assert (("rail",), ("rampe",)) == near[0].differences
