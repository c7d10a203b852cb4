"""Three levels of « shared », counted by hand on small cartographies."""

from pathlib import Path

import pytest

from carto.concepts import group
from carto.concepts.decisions import Decisions
from carto.concepts.sharing import Partage, same_or_variant, same_text
from carto.concepts.ties import compared
from carto.errors import InputError
from carto.model import Nature
from tests.concepts.conftest import fiches
from tests.concepts.test_group import decided


def counts(shared: tuple[Partage, ...]) -> dict[str, int]:
    """Return the number of métiers of each of *shared*, by its label."""
    return {one.libelle: len(one.metiers) for one in shared}


def wider(*lists: list[str]) -> dict[str, int]:
    """Return what the fiches with *lists* share if variants count as one."""
    concepts = group(fiches(Nature.COMPETENCE, *lists))
    return counts(same_or_variant(concepts, compared(concepts, Decisions())))


def test_three_levels() -> None:
    """Two texts of one concept, and a variant: 1 and 1, then 2, then 3 métiers."""
    concepts = group(
        fiches(
            Nature.COMPETENCE,
            ["Savoir lire une carte"],
            ["Lire des cartes"],
            ["Lire une carte (murale)"],
        )
    )
    strict = same_text(concepts, {})
    assert [1, 1, 1] == [len(one.metiers) for one in strict]
    assert [2, 1] == [len(c.metiers) for c in concepts]
    wide = same_or_variant(concepts, compared(concepts, Decisions()))
    assert [3] == [len(one.metiers) for one in wide]


def test_a_second_act_counts_for_both() -> None:
    """It is one of two, and counts for each; it makes no chain of the two."""
    expected = {"Marcher en plaine": 2, "Marcher en montagne": 2}
    assert expected == wider(
        ["Marcher en plaine"], ["Marcher en montagne"], ["Marcher en plaine et en montagne"]
    )


def test_the_most_general_has_the_name() -> None:
    """Above the above counts too."""
    found = wider(["Lire une carte"], ["Lire une carte (murale)"], ["Lire une carte avec soin (murale)"])
    assert {"Lire une carte": 3} == found


def test_variants_without_a_general_one() -> None:
    """They count as one if all are variants of one another, under the most shared name."""
    found = wider(
        ["Du fret (sur la cible nord)"],
        ["Du fret (sur la cible sud)"],
        ["Du fret (sur la cible sud)", "Du fret (sur la cible est)"],
    )
    assert {"Du fret (sur la cible sud)": 3} == found


def test_each_above_the_other(tmp_path: Path) -> None:
    """Decisions that make a circle stop the build, and are named."""
    reading = decided(
        tmp_path,
        ("Vendre", "plus générique", "Conseiller"),
        ("Conseiller", "plus générique", "Suivre"),
        ("Suivre", "plus générique", "Vendre"),
    )
    concepts = group(fiches(Nature.COMPETENCE, ["Vendre", "Conseiller", "Suivre"]), reading)
    with pytest.raises(InputError, match="« Vendre » < « "):
        same_or_variant(concepts, compared(concepts, reading.decisions))
