"""How concepts are tied, and what a block gathers."""

from pathlib import Path

import pytest

from carto.concepts import Concept, group, occurrences
from carto.concepts.decisions import Decisions
from carto.concepts.model import Methode, Rapprochement, Relation
from carto.concepts.ties import blocks, compared
from carto.model import Cartographie, Nature
from tests.concepts.conftest import fiches
from tests.concepts.test_group import decided

COMPETENCE = Nature.COMPETENCE


def said(ties: tuple[Rapprochement, ...]) -> dict[frozenset[str], Relation]:
    """Return the relation between each pair of labels."""
    return {frozenset((t.a.libelle, t.b.libelle)): t.verdict.relation for t in ties}


def by_label(concepts: tuple[Concept, ...]) -> dict[str, Concept]:
    """Return the concepts by their labels."""
    return {c.libelle: c for c in concepts}


def test_a_second_act_ties_to_both() -> None:
    """« Travailler en équipe et en autonomie » is below each of the two that it joins."""
    concepts = group(
        fiches(
            COMPETENCE,
            ["Marcher en plaine", "Marcher en montagne", "Marcher en plaine et en montagne"],
        )
    )
    ties = compared(concepts, Decisions())
    narrower = "Marcher en plaine et en montagne"
    for tie in ties:
        below = tie.b if tie.verdict.relation == Relation.PLUS_GENERIQUE else tie.a
        assert narrower == below.libelle
    assert 2 == len(ties)


def test_a_decision_unties(tmp_path: Path) -> None:
    """What a rule would tie is said to be distinct, and why."""
    found = fiches(COMPETENCE, ["Lire une carte"], ["Lire une carte (murale)"])
    pair = frozenset({"Lire une carte", "Lire une carte (murale)"})
    assert {pair: Relation.PLUS_GENERIQUE} == said(compared(group(found), Decisions()))
    reading = decided(tmp_path, ("Lire une carte", "distinct", "Lire une carte (murale)"))
    ties = compared(group(found, reading), reading.decisions)
    assert {pair: Relation.DISTINCT} == said(ties)
    assert {(Methode.DECISION, "Parce que.")} == {(t.verdict.methode, t.verdict.raison) for t in ties}


def test_a_decision_is_read_from_its_first_text(tmp_path: Path) -> None:
    """« A plus spécifique B » makes A the narrower one, in whichever order the two are compared."""
    for a, b in (("Alpha", "Zeta"), ("Zeta", "Alpha")):
        found = fiches(COMPETENCE, ["Alpha"], ["Zeta"])
        reading = decided(tmp_path, (a, "plus spécifique", b))
        (tie,) = compared(group(found, reading), reading.decisions)
        narrower = tie.a if tie.verdict.relation == Relation.PLUS_SPECIFIQUE else tie.b
        assert a == narrower.libelle


@pytest.mark.parametrize(
    ("parts", "lists"),
    [
        (
            {"Dépanner les trains de nuit"},
            [
                [("Réparer :", ["Dépanner les trains de nuit"])],
                [("Réparer :", ["Dépanner les trains de nuit"])],
            ],
        ),
        (set(), [[("Réparer :", ["Dépanner les trains de nuit"])], ["Dépanner les trains de nuit"]]),
        (
            set(),
            [
                [("Réparer :", ["Dépanner les trains de nuit"])],
                [("Conduire :", ["Dépanner les trains de nuit"])],
            ],
        ),
        (set(), [[("Réparer", ["Dépanner les trains de nuit"])]]),
    ],
)
def test_what_a_block_gathers(parts: set[str], lists: list[list[str]]) -> None:
    """A part is printed below the same block wherever it is printed; a block ends in a colon."""
    found = blocks(group(fiches(COMPETENCE, *lists)))
    assert parts == {part.libelle for _, part in found}
    assert {"Réparer"} >= {block.libelle for block, _ in found}


def test_a_rule_says_nothing_against_a_block(cartographie: Cartographie) -> None:
    """Of a block and its part a rule may say that the block is the more general, and nothing else."""
    concepts = group(occurrences(cartographie))
    gathered = {frozenset(pair): pair[0] for pair in blocks(concepts)}
    for tie in compared(concepts, Decisions()):
        block = gathered.get(frozenset((tie.a, tie.b)))
        if block is not None:
            broader = tie.a if tie.verdict.relation == Relation.PLUS_GENERIQUE else tie.b
            assert tie.verdict.relation != Relation.VARIANTE
            assert block is broader
