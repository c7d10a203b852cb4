"""What two wordings are to each other by rules; texts of no edition, so that none is fitted to one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carto.concepts.analysis import analyse
from carto.concepts.compare import compare
from carto.concepts.model import Relation, Verdict
from carto.concepts.rules import sentences
from carto.model import Nature

C, K = Nature.COMPETENCE, Nature.CONNAISSANCE
CASES = [
    # the same
    (C, "Savoir souder un rail", "Souder des rails,", "même", "cadre"),
    (C, "Ranger et compter ses outils", "Compter et ranger des outils", "même", "ordre"),
    (C, "Ranger / compter ses outils", "Ranger et compter ses outils", "même", "accord"),
    (C, "Mettre en œuvre un plan", "Mettre en oeuvre des plans", "même", "accord"),
    (C, "Suivre le plan (de voie)", "Suivre le plan de voie", "même", "parenthèses"),
    (C, "Maîtriser les techniques de soudure", "Soudure", "même", "cadre-faible"),
    (K, "Connaissance des aiguillages", "Des aiguillages.", "même", "cadre"),
    (K, "Connaissance générale du fret", "(De pointe) du fret", "même", "niveau"),
    (K, "Des process du fret", "Des processus du fret", "même", "accord"),
    (K, "De la signalisation des gares", "De la signalisaton des gares", "même", "coquille"),
    # variants
    (C, "Lire une carte", "Lire une carte (murale)", "plus générique", "parenthèse"),
    (C, "Lire un plan avec soin", "Lire un plan", "plus spécifique", "qualificatif"),
    (C, "Marcher en forêt", "Marcher en forêt et en montagne", "plus générique", "second-acte"),
    (C, "Marcher en montagne", "Marcher en forêt et en montagne", "plus générique", "second-acte"),
    (C, "Lire un plan pour les clients", "Lire un plan pour les collègues", "variante",
     "circonstance"),
    (C, "Accueillir le client avec soin", "Accueillir le prospect avec soin", "variante",
     "circonstance"),
    (K, "Du fret (sur la cible nord)", "Du fret (sur la cible sud)", "variante", "circonstance"),
    # neither
    (K, "Des règles du fret", "Des règles des gares", None, None),
    (K, "Des règles applicables au fret", "Des règles applicables aux gares", None, None),
    (C, "Négocier :", "Négocier les contrats de fret", None, None),
    (C, "Conseille :", "Accueille et conseille le voyageur", None, None),
    (C, "Charger les wagons", "Ne pas charger les wagons", None, None),
    (C, "Ouvrir la voie", "Fermer la voie", None, None),
    (C, "Gérer les opérations", "Gérer les opérateurs", None, None),
    (C, "Réduire un délai et améliorer un coût", "Améliorer un délai et réduire un coût", None, None),
    (C, "Gérer la dépense du service", "Gérer la défense du service", None, None),
    (C, "Travailler avec un plan écrit", "Travailler sans plan écrit", None, None),
    (K, "Du langage C", "Du langage C++", None, None),
    (K, "Des techniques de soudure", "Des méthodes de soudure", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("nature", "one", "other", "relation", "rule"), CASES)
def test_verdict(nature: Nature, one: str, other: str, relation: str | None, rule: str | None) -> None:
    """Which words differ, and where they stand, makes the verdict."""
    verdict = compare(analyse(nature, one), analyse(nature, other))
    assert (relation, rule) == (verdict and verdict.relation.value, verdict and verdict.regle)


@pytest.mark.parametrize(("nature", "one", "other"), [case[:3] for case in CASES])
def test_a_verdict_reads_both_ways(nature: Nature, one: str, other: str) -> None:
    """What B is to A is the inverse of what A is to B."""
    there = compare(analyse(nature, one), analyse(nature, other))
    back = compare(analyse(nature, other), analyse(nature, one))
    assert there == (back and back.inverse)


def test_natures_never_meet() -> None:
    """A skill and a knowledge of the same words are two things."""
    one, other = analyse(Nature.COMPETENCE, "Le fret"), analyse(Nature.CONNAISSANCE, "Le fret")
    assert compare(one, other) is None


def test_every_rule_has_its_sentence_and_its_case() -> None:
    """A rule that no case shows, or that says nothing, is no rule."""
    shown = {case[4] for case in CASES} - {None}
    assert shown | {"texte"} == set(sentences())


TEXTS = st.sampled_from([case[1] for case in CASES] + [case[2] for case in CASES])


@given(st.sampled_from(list(Nature)), TEXTS, TEXTS)
def test_any_two_texts(nature: Nature, one: str, other: str) -> None:
    """Symmetry holds for any pair, and a text is the same as itself."""
    a, b = analyse(nature, one), analyse(nature, other)
    there, back = compare(a, b), compare(b, a)
    assert there == (back.inverse if isinstance(back, Verdict) else back)
    itself = compare(a, a)
    assert itself is not None
    assert itself.relation == Relation.MEME
