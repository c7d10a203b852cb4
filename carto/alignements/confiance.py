"""What a confidence is worth: the share of the links of its band that a second reader found right.

The second reader had the subject and the target, accepted and refused ones mixed, and nothing of the
first reading. The interval is Wilson's, at 95 % (E. B. Wilson, 1927), for a share of a sample.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from carto.alignements.model import Alignement, Relecture
from carto.alignements.reglages import Bande, reglages


@dataclass(frozen=True, slots=True)
class Mesure:
    """What a second reading found of the decisions of one band: of metiers, or of concepts.

    *liens*: how many links it has today; *relus*, *justes*: of the links that were read again, before
    disagreements were settled.
    """

    genre: str
    bande: Bande
    liens: int
    relus: int
    justes: int

    @property
    def part(self) -> float | None:
        """The share that was found right; None if nothing was read again."""
        return self.justes / self.relus if self.relus else None

    @property
    def intervalle(self) -> tuple[float, float] | None:
        """The interval of that share; None if nothing was read again."""
        return wilson(self.justes, self.relus, reglages().quantile) if self.relus else None


def wilson(right: int, read: int, quantile: float) -> tuple[float, float]:
    """Return Wilson's interval of the share *right* of *read*, which is not 0."""
    share, square = right / read, quantile * quantile
    middle = share + square / (2 * read)
    spread = quantile * sqrt(share * (1 - share) / read + square / (4 * read * read))
    scale = 1 + square / read
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def bande_of(confidence: float) -> Bande:
    """Return the band of *confidence*."""
    return next(band for band in reglages().bandes if confidence >= band.minimum)


def genre_of(sujet: str) -> str:
    """Return with what decisions one about *sujet* is measured: of « metiers » or « concepts »."""
    return "metiers" if sujet.startswith("metier/") else "concepts"


def key_of(one: Alignement) -> tuple[str, str]:
    """Return how the table of second readings names the subject and the target of *one*."""
    assert one.cible is not None
    return one.sujet, f"{one.cible.referentiel}:{one.cible.code}"


def mesures(decisions: Iterable[Alignement], reread: Iterable[Relecture]) -> tuple[Mesure, ...]:
    """Return what each band of confidence is worth, for those that hold a link."""
    links = Counter((genre_of(one.sujet), bande_of(one.confiance)) for one in decisions if one.lie)
    read, right = Counter[tuple[str, Bande]](), Counter[tuple[str, Bande]]()
    for one in reread:
        if one.premiere != reglages().refus:
            place = genre_of(one.sujet), bande_of(one.confiance)
            read[place] += 1
            right[place] += one.juste
    return tuple(
        Mesure(genre, band, links[genre, band], read[genre, band], right[genre, band])
        for genre in ("metiers", "concepts")
        for band in reglages().bandes
        if links[genre, band]
    )
