"""Which énoncés are one concept."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carto.concepts import Concept, Reading, group, occurrences
from carto.concepts.decisions import Decisions, load_decisions
from carto.concepts.merge import name, same_verdicts
from carto.edition import Dossier
from carto.errors import InputError
from carto.model import Cartographie, Nature
from tests.concepts.conftest import fiches, texts

COMPETENCE = Nature.COMPETENCE


def decided(folder: Path, *rows: tuple[str, str, str]) -> Reading:
    """Return the reading of a table with *rows*: two texts, and what the first is to the second."""
    path = folder / "rapprochements.tsv"
    body = "".join(f"competence\t{a}\t{relation}\t{b}\tParce que.\n" for a, relation, b in rows)
    path.write_text(f"nature\ttexte_a\trelation\ttexte_b\traison\n{body}", encoding="utf-8")
    return Reading(Decisions(load_decisions(path)))


def test_every_enonce_expresses_one_concept(cartographie: Cartographie, dossier: Dossier) -> None:
    """The concepts share out the énoncés: none is lost, none is twice."""
    found = list(occurrences(cartographie))
    concepts = group(found, dossier.lecture)
    assert 2381 == len(found)
    shared_out = [o for c in concepts for o in c.occurrences]
    assert 2381 == len(shared_out)
    assert {id(o) for o in found} == {id(o) for o in shared_out}


def test_the_order_of_the_input_makes_no_difference(
    cartographie: Cartographie, dossier: Dossier
) -> None:
    """Shuffled énoncés make the same concepts, with the same names and labels."""
    found = list(occurrences(cartographie))

    def said(concepts: tuple[Concept, ...]) -> set[tuple[object, ...]]:
        return {
            (c.nature, c.cle, c.libelle, c.autres_libelles, *(f.verdict for f in c.fusions))
            for c in concepts
        }

    expected = said(group(found, dossier.lecture))
    for seed in range(3):
        Random(seed).shuffle(found)
        assert expected == said(group(found, dossier.lecture))


def test_no_chain(cartographie: Cartographie, dossier: Dossier) -> None:
    """Any two wordings of one concept are the same by themselves, not through a third."""
    concepts = group(occurrences(cartographie), dossier.lecture)
    wordings = [f for c in concepts for f in c.formulations]
    verdicts = same_verdicts(wordings, dossier.lecture.decisions)
    for concept in concepts:
        for a in concept.formulations:
            for b in concept.formulations:
                assert a is b or (name(a), name(b)) in verdicts


def test_a_chain_is_cut() -> None:
    """« signalisation » is a slip away from two misprints that are not a slip away from each other."""
    concepts = group(
        fiches(
            Nature.CONNAISSANCE,
            ["De la signalisation"] * 2,
            ["De la signalisaton"],
            ["De la signalsation"],
        )
    )
    assert {2, 1} == {len(c.formulations) for c in concepts}


def test_a_leaning_bullet_keeps_to_its_parent() -> None:
    """« savoir conclure » says something else below « Négocier » than « conclure » below « Vendre »."""
    apart = fiches(COMPETENCE, [("Négocier :", ["savoir conclure."])], [("Vendre :", ["conclure,"])])
    assert {frozenset({"savoir conclure."}), frozenset({"conclure,"})} <= texts(group(apart))
    alike = fiches(
        COMPETENCE, [("Négocier :", ["savoir conclure."])], [("Négocier les accords :", ["conclure,"])]
    )
    assert frozenset({"savoir conclure.", "conclure,"}) in texts(group(alike))


def test_a_decision_wins_over_a_rule(tmp_path: Path) -> None:
    """What a rule would join stays apart, and what no rule sees is joined."""
    found = fiches(COMPETENCE, ["Savoir vendre"], ["Vendre."], ["Suivre"], ["Accompagner"])
    assert frozenset({"Savoir vendre", "Vendre."}) in texts(group(found))
    reading = decided(
        tmp_path, ("Savoir vendre", "distinct", "Vendre"), ("Suivre", "même", "Accompagner")
    )
    apart = {frozenset({"Savoir vendre"}), frozenset({"Vendre."})}
    assert apart | {frozenset({"Suivre", "Accompagner"})} == texts(group(found, reading))


def test_a_decision_holds_for_its_inflections(tmp_path: Path) -> None:
    """What is decided of « un plan » is decided of « des plans »."""
    found = fiches(COMPETENCE, ["Tenir un plan", "Suivre la carte"], ["Tenir des plans"])
    reading = decided(tmp_path, ("Tenir un plan", "même", "Suivre la carte"))
    assert {frozenset({"Tenir un plan", "Tenir des plans", "Suivre la carte"})} == texts(
        group(found, reading)
    )


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("Vendre", "même", "Acheter")], "n'est plus imprimé"),
        (
            [("Vendre", "même", "Conseiller"), ("Conseiller", "même", "Suivre")],
            "il faudrait aussi décider",
        ),
        ([("Vendre", "variante", "Conseiller"), ("Conseiller", "même", "Vendre")], "déjà décidée"),
        ([("Vendre", "pareil", "Conseiller")], "pareil"),
        ([("Vendre.", "même", "VENDRE")], "n'en font qu'un"),
        ([("Vendre", "même", "Suivre"), ("Savoir vendre", "voisin", "Suivre")], "à l'accord près"),
    ],
)
def test_a_decision_that_cannot_be_kept(
    tmp_path: Path, rows: list[tuple[str, str, str]], message: str
) -> None:
    """It stops the build, with its line."""
    found = fiches(COMPETENCE, ["Vendre", "Conseiller"], ["Savoir vendre", "Suivre"])
    with pytest.raises(InputError, match=message) as caught:
        group(found, decided(tmp_path, *rows))
    assert caught.value.line in (2, 3)


def test_known_concept(cartographie: Cartographie, dossier: Dossier) -> None:
    """« Travailler en autonomie » is printed in 21 bullets of 20 fiches (counted with grep)."""
    concepts = group(occurrences(cartographie), dossier.lecture)
    concept = next(c for c in concepts if c.libelle == "Travailler en autonomie")
    assert (21, 20) == (len(concept.occurrences), len(concept.metiers))


TEXTS = st.lists(
    st.sampled_from(
        ["Vendre un plan", "Vendre des plans", "Savoir vendre un plan", "vendre (un plan)", "Suivre",
         "Vendre et suivre", "Suivre et vendre", "Signalisation", "Signalisaton", "Signalsation"]
    ),
    min_size=1,
    max_size=8,
)  # fmt: skip


@given(TEXTS, st.randoms())
def test_any_order_of_any_texts(found: list[str], random: Random) -> None:
    """However énoncés come, the concepts are the same."""
    in_order = fiches(COMPETENCE, *([text] for text in found))
    shuffled = in_order.copy()
    random.shuffle(shuffled)
    assert texts(group(in_order)) == texts(group(shuffled))
