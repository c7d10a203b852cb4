"""Hinge compétences: those that open the most other métiers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from carto.concepts import Concept
from carto.model import Nature
from carto.proximites.besoins import Besoins
from carto.proximites.mesures import Proximite, voisins

Trajet = tuple[str, str]  # from a métier to another


@dataclass(frozen=True, slots=True)
class Charniere:
    """A compétence to train for, and the passages (from a métier to another) that it opens."""

    competence: Concept
    passages: frozenset[Trajet]


def ouvertures(found: Besoins, near: Iterable[Proximite]) -> Mapping[Concept, frozenset[Trajet]]:
    """Return the passages that each compétence opens.

    It opens the passage from a métier to a neighbour (of a published proximity) when the neighbour
    requires it, and the métier has neither it nor a variant of it.
    """
    opened: dict[Concept, set[Trajet]] = defaultdict(set)
    for a, others in voisins(near).items():
        for b, _ in others:
            for concept in found.manquants(a, b):
                if concept.nature == Nature.COMPETENCE:
                    opened[concept].add((a, b))
    return {concept: frozenset(passages) for concept, passages in opened.items()}


def charnieres(
    opened: Mapping[Concept, frozenset[Trajet]], departs: Iterable[str], longest: int
) -> tuple[Charniere, ...]:
    """Return the compétences to train first for whoever is at one of *departs*, at most *longest*.

    Each is the one that opens most of the passages that those before it did not open; of two that
    open as many, the one that more métiers require, then the first by its label.
    """
    starts = frozenset(departs)
    left = {c: frozenset(p for p in found if p[0] in starts) for c, found in opened.items()}
    chosen: list[Charniere] = []
    while len(chosen) < longest:
        best = min(left, key=lambda c: (-len(left[c]), -len(c.metiers), c.libelle), default=None)
        if best is None or not left[best]:
            break
        chosen.append(Charniere(best, left[best]))
        left = {c: passages - left[best] for c, passages in left.items() if c is not best}
    return tuple(chosen)
