"""Which énoncés say the same thing: the concepts that métiers share.

So far two énoncés are one concept only where their texts are the same but for case, accents,
typography and final punctuation. A finer reading goes into :func:`group` and nowhere else.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from carto.model import Cartographie, Enonce, Metier, Nature
from carto.read import all_metiers
from carto.text import key


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An énoncé in the fiche where it is printed."""

    metier: Metier
    nature: Nature
    enonce: Enonce


@dataclass(frozen=True, slots=True)
class Concept:
    """What one or many énoncés express. *cle* is the key that they share."""

    nature: Nature
    cle: str
    libelle: str
    autres_libelles: tuple[str, ...]
    occurrences: tuple[Occurrence, ...]

    @property
    def metiers(self) -> frozenset[str]:
        """The titles of the métiers that share this concept."""
        return frozenset(o.metier.titre for o in self.occurrences)


def occurrences(cartographie: Cartographie) -> Iterable[Occurrence]:
    """Yield every énoncé of every fiche, in printed order."""
    for metier in all_metiers(cartographie):
        for nature, enonces in metier.enonces.items():
            for enonce in enonces:
                yield Occurrence(metier, nature, enonce)


def group(found: Iterable[Occurrence]) -> tuple[Concept, ...]:
    """Return the concepts that *found* express, in the order of their first énoncé."""
    groups: dict[tuple[Nature, str], list[Occurrence]] = {}
    for occurrence in found:
        groups.setdefault((occurrence.nature, key(occurrence.enonce.texte)), []).append(occurrence)
    return tuple(_concept(nature, cle, same) for (nature, cle), same in groups.items())


def label(text: str) -> str:
    """Return *text* without the punctuation that ends a printed bullet."""
    bare = text.rstrip(" .,;:")
    return f"{bare}." if bare.endswith("etc") else bare


def _concept(nature: Nature, cle: str, same: list[Occurrence]) -> Concept:
    """Label the group with its most frequent wording; the first printed wins a tie."""
    wordings = Counter(label(o.enonce.texte) for o in same)
    preferred, *others = sorted(wordings, key=lambda w: -wordings[w])
    return Concept(nature, cle, preferred, tuple(others), tuple(same))
