"""What passing from a métier to another asks for: what is shared, what is near, what is missing.

For programs; ``queries/ecart.rq`` asks the same of the graph.
"""

from dataclasses import dataclass

from carto.concepts import Concept
from carto.proximites.besoins import Besoins


@dataclass(frozen=True, slots=True)
class Ecart:
    """What *arrivee* requires, in three parts, each by label.

    *proches*: each with those of *depart* that are near it. Together the three are all that *arrivee*
    requires, and each requirement is in one of them.
    """

    depart: str
    arrivee: str
    partages: tuple[Concept, ...]
    proches: tuple[tuple[Concept, tuple[Concept, ...]], ...]
    manquants: tuple[Concept, ...]


def compare(found: Besoins, depart: str, arrivee: str) -> Ecart:
    """Return what passing from *depart* to *arrivee* asks for.

    Raises:
        KeyError: If one of them takes no part: it is not known, or its fiche is to complete.
    """
    held = found.exigences[depart]
    return Ecart(
        depart,
        arrivee,
        _by_label(found.partages(depart, arrivee)),
        tuple(
            (c, _by_label(found.variantes[c] & held)) for c in _by_label(found.proches(depart, arrivee))
        ),
        _by_label(found.manquants(depart, arrivee)),
    )


def _by_label(concepts: frozenset[Concept]) -> tuple[Concept, ...]:
    return tuple(sorted(concepts, key=lambda c: (c.nature, c.libelle, c.cle)))
