"""What each métier requires, how rare each requirement is, and which are variants of one another."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from carto.concepts import Concept, Rapprochement
from carto.model import Nature


@dataclass(frozen=True, slots=True)
class Besoins:
    """The requirements of the métiers of a cartography, by their titles.

    *exigences*: the compétences and connaissances of each métier that has any; a fiche to complete has
    none, and is not here. *variantes*: those of which a concept is a variant, more generic or more
    specific. *poids*: the rarity of each, ln(N / n), for n of N métiers.
    """

    exigences: Mapping[str, frozenset[Concept]]
    variantes: Mapping[Concept, frozenset[Concept]]
    poids: Mapping[Concept, float]

    @property
    def metiers(self) -> tuple[str, ...]:
        """The métiers that take part, in the order of the document."""
        return tuple(self.exigences)

    def partages(self, a: str, b: str) -> frozenset[Concept]:
        """Return what both require."""
        return self.exigences[a] & self.exigences[b]

    def proches(self, a: str, b: str) -> frozenset[Concept]:
        """Return what *b* requires and *a* only has a variant of."""
        held = self.exigences[a]
        return frozenset(c for c in self.exigences[b] - held if self.variantes[c] & held)

    def manquants(self, a: str, b: str) -> frozenset[Concept]:
        """Return what *b* requires and *a* has nothing near."""
        return self.exigences[b] - self.exigences[a] - self.proches(a, b)

    def poids_de(self, concepts: Iterable[Concept]) -> float:
        """Return the sum of the weights of *concepts*, whatever their order."""
        return math.fsum(self.poids[c] for c in concepts)


def read_besoins(concepts: Iterable[Concept], compared: Iterable[Rapprochement]) -> Besoins:
    """Return what métiers require, given the *concepts* and what they are to each other."""
    required = [c for c in concepts if c.nature != Nature.ACTIVITE]
    lines = {o.metier.titre: o.metier.lignes.debut for c in required for o in c.occurrences}
    held: dict[str, set[Concept]] = {title: set() for title in sorted(lines, key=lambda t: lines[t])}
    for concept in required:
        for title in concept.metiers:
            held[title].add(concept)
    near: dict[Concept, set[Concept]] = defaultdict(set)
    for tie in compared:
        if tie.verdict.relation.ties:
            near[tie.a].add(tie.b)
            near[tie.b].add(tie.a)
    return Besoins(
        {title: frozenset(found) for title, found in held.items()},
        {c: frozenset(near[c]) for c in required},
        {c: math.log(len(held) / len(c.metiers)) for c in required},
    )
