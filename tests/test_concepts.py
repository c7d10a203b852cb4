"""Which énoncés are one concept."""

from collections import Counter
from random import Random

import pytest

from carto.concepts import group, occurrences
from carto.labels import label
from carto.model import Cartographie, Nature
from carto.text import key


def test_every_enonce_expresses_one_concept(cartographie: Cartographie) -> None:
    """The concepts share out the énoncés: none is lost, none is twice."""
    found = list(occurrences(cartographie))
    concepts = group(found)
    assert len(found) == 2381
    assert len(found) == sum(len(c.occurrences) for c in concepts)
    assert len(concepts) == len({(o.nature, key(o.enonce.texte)) for o in found})


def test_grouping_does_not_depend_on_the_order(cartographie: Cartographie) -> None:
    """Shuffled énoncés make the same groups."""
    found = list(occurrences(cartographie))
    shuffled = found.copy()
    Random(1).shuffle(shuffled)

    def sizes(of: list[object]) -> Counter[tuple[Nature, str, int]]:
        return Counter((c.nature, c.cle, len(c.occurrences)) for c in group(of))  # type: ignore[arg-type]

    assert sizes(found) == sizes(shuffled)  # type: ignore[arg-type]


def test_known_concept(cartographie: Cartographie) -> None:
    """« Travailler en autonomie » is printed in 21 bullets of 20 fiches (counted with grep)."""
    concept = next(c for c in group(occurrences(cartographie)) if c.libelle == "Travailler en autonomie")
    assert (Nature.COMPETENCE, 21, 20) == (
        concept.nature,
        len(concept.occurrences),
        len(concept.metiers),
    )


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("Négocier", "Négocier :"),
        ("savoir conclure", "savoir conclure."),
        ("mobiles, etc.", "mobiles, etc."),
        ("tenir un budget", "tenir un budget,"),
    ],
)
def test_label(expected: str, text: str) -> None:
    """The punctuation that ends a bullet is no part of a label."""
    assert expected == label(text)
