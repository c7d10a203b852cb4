"""The triangle of a métier, a ROME fiche and an ESCO occupation: closed, open, or impossible."""

import pytest

from carto.alignements.model import Alignement, Alignements, Officiel
from carto.alignements.reglages import reglages
from carto.alignements.triangles import Etat, Triangle, triangle_key, triangles, without_reason
from tests.alignements.conftest import decision

FICHE, PROFESSION = "M1804", "occupation/a"
ROME, ESCO = decision(code=FICHE), decision(code=PROFESSION)
CLE = ("metier/lecteur", FICHE, PROFESSION)


def drawn(*officiel: Officiel, raison: str | None = None) -> Triangle:
    """Return the triangle of one fiche and one occupation, given what the correspondence says."""
    raisons = () if raison is None else ((*CLE, raison),)
    (found,) = triangles(Alignements((ROME, ESCO), officiel=officiel, raisons=raisons))
    return found


def test_closed() -> None:
    """The correspondence joins the two: it says by how many titles."""
    found = drawn(Officiel(FICHE, PROFESSION, 3))
    assert (Etat.FERME, 3) == (found.etat, found.appellations)
    assert "3" in found.raison
    assert (ROME, ESCO, "metier/lecteur") == (found.rome, found.esco, found.metier)
    assert triangle_key(found) == CLE


@pytest.mark.parametrize(
    "officiel",
    [
        (Officiel(FICHE, "-", 0), Officiel("-", PROFESSION, 0)),
        (Officiel(FICHE, "occupation/b", 2), Officiel("M1806", PROFESSION, 1)),
    ],
)
def test_open(officiel: tuple[Officiel, ...]) -> None:
    """It knows both and does not join them: that is for a reader to explain."""
    found = drawn(*officiel)
    assert (Etat.OUVERT, 0, "") == (found.etat, found.appellations, found.raison)
    assert [found] == without_reason([found])
    explained = drawn(*officiel, raison="Parce que.")
    assert (Etat.OUVERT, "Parce que.") == (explained.etat, explained.raison)
    assert [] == without_reason([explained])


@pytest.mark.parametrize(
    ("text", "officiel"),
    [
        ("impossible_rome", ()),
        ("impossible_rome", (Officiel("-", PROFESSION, 0),)),
        ("impossible_esco", (Officiel(FICHE, "-", 0),)),
        ("impossible_esco", (Officiel(FICHE, "occupation/b", 2),)),
    ],
)
def test_impossible(text: str, officiel: tuple[Officiel, ...]) -> None:
    """It says nothing of one of them: which one is said, and no reader has to say more."""
    found = drawn(*officiel)
    assert (Etat.IMPOSSIBLE, reglages().textes[text]) == (found.etat, found.raison)
    assert [] == without_reason([found])


def test_a_reason_is_of_an_open_triangle() -> None:
    """What a reader says of a triangle that is closed, or of another one, is not shown."""
    closed = Officiel(FICHE, PROFESSION, 1)
    assert drawn(closed) == drawn(closed, raison="Parce que.")
    opened = (Officiel(FICHE, "-", 0), Officiel("-", PROFESSION, 0))
    other = ("metier/autre", FICHE, PROFESSION, "Parce que.")
    (found,) = triangles(Alignements((ROME, ESCO), officiel=opened, raisons=(other,)))
    assert found.raison == ""


def test_every_pair_of_a_metier_and_no_other() -> None:
    """Two fiches and two occupations of a métier are four triangles; another métier has its own."""
    decisions = (
        ROME, decision(code="M1806"), ESCO, decision(code="occupation/b"),
        decision("metier/autre", "M1900"), decision("metier/seul", "occupation/c"),
    )  # fmt: skip
    assert [
        ("metier/lecteur", rome, esco)
        for rome in (FICHE, "M1806")
        for esco in (PROFESSION, "occupation/b")
    ] == [triangle_key(one) for one in triangles(Alignements(decisions))]


@pytest.mark.parametrize(
    "decisions",
    [
        (decision(code=FICHE, refuse=True), ESCO),
        (ROME, decision(code=PROFESSION, refuse=True)),
        (decision(code=None), ESCO),
        (decision("competence/a", "300606"), decision("competence/a", "skill/a")),
        (ROME, decision("metier/autre", PROFESSION)),
        (),
    ],
)
def test_no_triangle(decisions: tuple[Alignement, ...]) -> None:
    """A refusal, an absence, a compétence, or links of two métiers make none."""
    assert triangles(Alignements(decisions)) == ()


# The real tables ----------------------------------------------------------------------------------


def test_reasons_are_of_the_open_triangles(tables: Alignements) -> None:
    """Every open triangle has a reason, every reason is of an open triangle, and said once."""
    opened = [triangle_key(one) for one in triangles(tables) if one.etat == Etat.OUVERT]
    assert sorted(opened) == sorted(reason[:3] for reason in tables.raisons)
    assert [] == without_reason(triangles(tables))
    texts = [text for *_, text in tables.raisons]
    assert len(texts) == len(set(texts))
    assert [] == [text for text in texts if len(text) < 100]


def test_every_state_occurs(tables: Alignements) -> None:
    """There are triangles of each state: what joins the two is not the same as who decided."""
    states = [one.etat for one in triangles(tables)]
    assert set(Etat) == set(states)
    assert states.count(Etat.FERME) > 50
