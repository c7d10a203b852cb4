"""How near two métiers are, and what share of what one requires the other covers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from carto.concepts import Concept
from carto.proximites.besoins import Besoins
from carto.proximites.reglages import reglages

_PLACES = 4  # decimals of a published measure


@dataclass(frozen=True, slots=True)
class Couverture:
    """What share of the requirements of *arrivee* whoever is at *depart* covers, at three levels.

    *exigences*: how many *arrivee* has. The levels: the same text is printed in both fiches; both
    require the same concept; or *depart* requires a variant of it.
    """

    depart: str
    arrivee: str
    exigences: int
    part_texte: float
    part_concept: float
    part_variantes: float


@dataclass(frozen=True, slots=True)
class Proximite:
    """How near the métiers *a* and *b* are, by three measures from 0 to 1, and how much they share."""

    a: str
    b: str
    score: float
    jaccard: float
    inclusion: float
    nombre_partage: int
    couvertures: tuple[Couverture, Couverture]


def proximites(found: Besoins) -> tuple[Proximite, ...]:
    """Return the proximities that reach the threshold, the nearest first; each pair once."""
    pairs = (proximite(found, a, b) for a, b in combinations(sorted(found.metiers), 2))
    near = (pair for pair in pairs if pair.score >= reglages().seuil)
    return tuple(sorted(near, key=lambda p: (-p.score, p.a, p.b)))


def proximite(found: Besoins, a: str, b: str) -> Proximite:
    """Return how near *a* and *b* are."""
    shared, one, other = len(found.partages(a, b)), len(found.exigences[a]), len(found.exigences[b])
    return Proximite(
        a,
        b,
        score(found, a, b),
        round(shared / (one + other - shared), _PLACES),
        round(shared / min(one, other), _PLACES),
        shared,
        (couverture(found, a, b), couverture(found, b, a)),
    )


def score(found: Besoins, a: str, b: str) -> float:
    """Return twice the weight of what both require over the sum of the weights of what each requires.

    Dice's measure, where a requirement weighs as much as it is rare, and counts in part if the other
    has only a variant of it (``docs/proximites.md``). 0 if nothing weighs anything.
    """
    part = reglages().part_des_variantes
    common = 2 * found.poids_de(found.partages(a, b))
    near = found.poids_de(found.proches(a, b)) + found.poids_de(found.proches(b, a))
    whole = found.poids_de(found.exigences[a]) + found.poids_de(found.exigences[b])
    return round((common + part * near) / whole, _PLACES) if whole else 0.0


def couverture(found: Besoins, depart: str, arrivee: str) -> Couverture:
    """Return what share of what *arrivee* requires *depart* covers."""
    shared = found.partages(depart, arrivee)
    word_for_word = sum(_same_text(concept, depart, arrivee) for concept in shared)
    near = len(found.proches(depart, arrivee))
    n = len(found.exigences[arrivee])
    counts = (word_for_word, len(shared), len(shared) + near)
    return Couverture(depart, arrivee, n, *(round(count / n, _PLACES) for count in counts))


def voisins(found: Iterable[Proximite]) -> Mapping[str, tuple[tuple[str, Proximite], ...]]:
    """Return the neighbours of each métier with their proximity, in the order of *found*."""
    near: dict[str, list[tuple[str, Proximite]]] = {}
    for one in found:
        near.setdefault(one.a, []).append((one.b, one))
        near.setdefault(one.b, []).append((one.a, one))
    return {title: tuple(pairs) for title, pairs in near.items()}


def _same_text(concept: Concept, a: str, b: str) -> bool:
    """Whether both fiches print one wording of *concept*."""
    return any({a, b} <= wording.metiers for wording in concept.formulations)
