"""Which énoncés say the same thing: the concepts that métiers share.

So far two énoncés are one concept only where their texts are the same but for case, accents,
typography and final punctuation. A finer reading goes into :func:`group` and nowhere else.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from carto.labels import (
    capitalised,
    in_context,
    label,
    parent_of,
    stands_alone,
    without_last_parenthesis,
)
from carto.model import Cartographie, Enonce, Metier, Nature
from carto.read import all_metiers
from carto.text import core, key, words


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


def _concept(nature: Nature, cle: str, same: list[Occurrence]) -> Concept:
    """Label the group with its most frequent wording; the first printed wins a tie."""
    wordings = Counter(label(o.enonce.texte) for o in same)
    preferred, *others = sorted(wordings, key=lambda w: -wordings[w])
    context = _context(same)
    if context is not None and not stands_alone(preferred):
        preferred, others = in_context(preferred, context), [preferred, *others]
    libelle = capitalised(preferred)
    others = [wording for wording in others if wording != libelle]
    return Concept(nature, cle, libelle, tuple(others), tuple(same))


def _context(same: Sequence[Occurrence]) -> str | None:
    """Return the text that *same* are most often printed below; None if one is below nothing.

    Printed below texts that share no word, a wording says the same under each, and needs none.
    """
    above = [parent_of(o.enonce, o.metier.enonces[o.nature]) for o in same]
    texts = [parent.texte for parent in above if parent is not None]
    if len(texts) < len(same) or not set.intersection(*(set(words(core(t))) for t in texts)):
        return None
    wordings = Counter(without_last_parenthesis(label(text)) for text in texts)
    return max(wordings, key=lambda w: wordings[w])
