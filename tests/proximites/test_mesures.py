"""Proximities of small cartographies, whose values are worked out by hand."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carto.concepts import group
from carto.concepts.decisions import Decisions
from carto.concepts.ties import compared
from carto.model import Nature
from carto.proximites.besoins import Besoins, read_besoins
from carto.proximites.charnieres import charnieres, ouvertures
from carto.proximites.communautes import communautes
from carto.proximites.ecart import compare
from carto.proximites.mesures import couverture, proximite, proximites, score
from carto.proximites.reglages import reglages
from carto.proximites.stabilite import spearman, stabilites
from tests.concepts.conftest import fiches

A, B, C, D = "Métier 1", "Métier 2", "Métier 3", "Métier 4"
LIRE, ECRIRE, COMPTER, VENDRE, CHANTER = (
    "Lire une carte", "Écrire une lettre", "Compter la caisse", "Vendre un abonnement", "Chanter juste",
)  # fmt: skip


def reading(*lists: list[str], nature: Nature = Nature.COMPETENCE) -> Besoins:
    """Return what the fiches with *lists* require."""
    concepts = group(fiches(nature, *lists))
    return read_besoins(concepts, compared(concepts, Decisions()))


def test_score_by_hand() -> None:
    """Of three métiers, what two share weighs ln(3/2), what one has alone ln 3."""
    found = reading([LIRE, ECRIRE], [LIRE, COMPTER], [VENDRE])
    shared, alone = math.log(3 / 2), math.log(3)
    assert score(found, A, B) == round(2 * shared / (2 * (shared + alone)), 4)
    assert score(found, A, C) == 0
    assert score(found, A, A) == 1


def test_a_variant_counts_for_half() -> None:
    """A variant of what the other requires is half of it, on either side."""
    found = reading([LIRE], [f"{LIRE} (murale)"], [VENDRE])
    assert found.variantes[next(iter(found.exigences[A]))] == found.exigences[B]
    assert score(found, A, B) == reglages().part_des_variantes == 0.5
    assert couverture(found, A, B).part_concept == 0
    assert couverture(found, A, B).part_variantes == 1


def test_what_all_require_says_nothing() -> None:
    """A requirement of every métier weighs nothing, and métiers with nothing else are not near."""
    found = reading([LIRE], [LIRE])
    assert score(found, A, B) == 0
    assert proximites(found) == ()


def test_coverage_is_not_the_same_both_ways() -> None:
    """One of two requirements here is one of four there."""
    found = reading([LIRE, ECRIRE], [LIRE, COMPTER, VENDRE, CHANTER])
    one = proximite(found, A, B)
    there, back = one.couvertures
    assert (there.depart, there.arrivee, there.exigences, there.part_concept) == (A, B, 4, 0.25)
    assert (back.depart, back.arrivee, back.exigences, back.part_concept) == (B, A, 2, 0.5)
    assert (one.nombre_partage, one.jaccard, one.inclusion) == (1, 0.2, 0.5)


def test_three_levels_of_coverage() -> None:
    """The same text, another text of the same concept, a variant."""
    printed = ["Savoir lire des cartes", ECRIRE, f"{COMPTER} (du soir)", VENDRE]
    found = reading([LIRE, ECRIRE, COMPTER], printed)
    way = couverture(found, A, B)
    assert (way.part_texte, way.part_concept, way.part_variantes) == (0.25, 0.5, 0.75)


def test_gap_by_hand() -> None:
    """What is required is shared, near or missing, each once."""
    found = reading([LIRE, COMPTER], [LIRE, f"{COMPTER} (du soir)", VENDRE])
    gap = compare(found, A, B)
    assert [c.libelle for c in gap.partages] == [LIRE]
    assert [(c.libelle, [n.libelle for n in near]) for c, near in gap.proches] == [
        (f"{COMPTER} (du soir)", [COMPTER])
    ]
    assert [c.libelle for c in gap.manquants] == [VENDRE]


def test_a_stub_takes_no_part() -> None:
    """A métier that states activities only is compared with none."""
    concepts = group(
        [*fiches(Nature.COMPETENCE, [LIRE], [LIRE]), *fiches(Nature.ACTIVITE, [], [], [LIRE])]
    )
    found = read_besoins(concepts, ())
    assert found.metiers == (A, B)
    with pytest.raises(KeyError):
        compare(found, A, C)


def test_hinges_by_hand() -> None:
    """The hinge is what most near métiers require and one lacks; the next opens what is left."""
    found = reading([LIRE], [LIRE, ECRIRE], [LIRE, ECRIRE, COMPTER], [LIRE, COMPTER], [CHANTER])
    near = tuple(proximite(found, A, other) for other in (B, C, D))
    opened = ouvertures(found, near)
    first, second = charnieres(opened, [A], 3)
    assert (first.competence.libelle, sorted(b for _, b in first.passages)) == (COMPTER, [C, D])
    assert (second.competence.libelle, sorted(b for _, b in second.passages)) == (ECRIRE, [B])
    assert charnieres(opened, [A], 1) == (first,)
    assert charnieres(opened, [], 3) == ()


def test_a_variant_held_opens_nothing() -> None:
    """Who has a variant of it does not lack a compétence."""
    found = reading([LIRE, f"{COMPTER} (du soir)"], [LIRE, COMPTER], [VENDRE])
    near = (proximite(found, A, B),)
    assert {c.libelle for c in ouvertures(found, near)} == set()


def test_communities_by_hand() -> None:
    """Two pairs that share nothing with one another are two communities, and the centre comes first."""
    found = reading([LIRE], [LIRE, ECRIRE], [VENDRE], [VENDRE, CHANTER])
    groups = communautes(proximites(found))
    assert [g.metiers for g in groups] == [(A, B), (C, D)]
    assert communautes(()) == ()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ([1, 2, 3], [10, 20, 30], 1),
        ([1, 2, 3], [3, 2, 1], -1),
        ([1, 2, 3, 4], [1, 3, 2, 4], 0.8),
        # Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 / sqrt(4.5 * 5).
        ([1, 2, 2, 4], [1, 2, 3, 4], 4.5 / math.sqrt(4.5 * 5)),
        ([1, 1, 1], [1, 2, 3], 0),
    ],
)
def test_spearman(one: list[float], other: list[float], expected: float) -> None:
    """The correlation of ranks, ties at their mean rank; a constant orders nothing."""
    assert spearman(one, other) == pytest.approx(expected)


def test_few_neighbours_are_not_judged() -> None:
    """Below the number of neighbours that the settings say, no stability is given."""
    found = reading([LIRE], [LIRE, ECRIRE], [VENDRE])
    assert stabilites(proximites(found)) == {}


CARTOGRAPHIES = st.lists(
    st.sets(st.sampled_from([LIRE, f"{LIRE} (murale)", ECRIRE, COMPTER, VENDRE, CHANTER]), min_size=1),
    min_size=2,
    max_size=5,
)


@given(CARTOGRAPHIES, st.randoms(use_true_random=False))
def test_symmetric_bounded_and_without_order(lists: list[set[str]], chance: random.Random) -> None:
    """Whatever the cartography: the same both ways, from 0 to 1, whatever the order of the bullets."""
    ordered = [sorted(one) for one in lists]
    shuffled = [chance.sample(one, len(one)) for one in ordered]
    found, again = reading(*ordered), reading(*shuffled)
    for a in found.metiers:
        for b in found.metiers:
            assert 0 <= score(found, a, b) == score(found, b, a) == score(again, a, b) <= 1
            way = couverture(found, a, b)
            assert 0 <= way.part_texte <= way.part_concept <= way.part_variantes <= 1
            gap = compare(found, a, b)
            parts = [*gap.partages, *(c for c, _ in gap.proches), *gap.manquants]
            assert len(parts) == len(set(parts)) == len(found.exigences[b])
            assert set(parts) == found.exigences[b]
