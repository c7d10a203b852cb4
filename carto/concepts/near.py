"""Which concepts look alike: what to review, and the near misses of one concept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from rapidfuzz import fuzz

from carto.concepts.analysis import analyse
from carto.concepts.decisions import Decisions
from carto.concepts.model import Concept, Methode, Verdict
from carto.concepts.ties import verdict

# Under these, two texts have too little in common for a reader to hesitate.
_CLOSE = 70
_INCLUDED = 88
_INCLUDED_WORTH = 12


@dataclass(frozen=True, slots=True)
class Proche:
    """Two concepts that look alike, how much (0 to 100), and what they are to each other."""

    a: Concept
    b: Concept
    ressemblance: float
    verdict: Verdict | None

    @property
    def doute(self) -> float:
        """How doubtful it is, from 0 (decided) to 1: what no rule sees, then the least sure rules."""
        if self.verdict is None:
            return self.ressemblance / 100
        return 0.0 if self.verdict.methode == Methode.DECISION else 1 - self.verdict.confiance

    @property
    def differences(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The words that only one of the two has."""
        a, b = (set(analyse(c.nature, c.formulations[0].texte).lemmes) for c in (self.a, self.b))
        return tuple(sorted(a - b)), tuple(sorted(b - a))


def likeness(a: Concept, b: Concept) -> float:
    """Return how much two concepts look alike by their words, whatever their order: 0 to 100."""
    return max(
        max(_ratio(one, other), fuzz.token_sort_ratio(one, other))
        for one, other in product(_said(a), _said(b))
    )


def _said(concept: Concept) -> tuple[str, ...]:
    """Return the words of each wording of *concept*."""
    return tuple(" ".join(analyse(f.nature, f.texte).lemmes) for f in concept.formulations)


def _ratio(one: str, other: str) -> float:
    """Return the likeness of two texts one of which may be a part of the other."""
    if min(one.count(" "), other.count(" ")) < 1:
        return 0.0
    included = fuzz.token_set_ratio(one, other)
    return included - _INCLUDED_WORTH if included >= _INCLUDED else 0.0


def close_pairs(concepts: Sequence[Concept], decisions: Decisions) -> Iterator[Proche]:
    """Yield the pairs of one nature that look alike, in the order of the document."""
    for a, b in combinations(concepts, 2):
        if a.nature == b.nature and (alike := likeness(a, b)) >= _CLOSE:
            yield Proche(a, b, alike, verdict(a, b, decisions))


def to_review(concepts: Sequence[Concept], decisions: Decisions) -> list[Proche]:
    """Return the pairs that look alike and that no decision covers, the most doubtful first."""
    open_pairs = (p for p in close_pairs(concepts, decisions) if p.doute)
    return sorted(open_pairs, key=lambda p: (-p.doute, -p.ressemblance, p.a.cle, p.b.cle))


def near_misses(
    concept: Concept, concepts: Sequence[Concept], decisions: Decisions, most: int = 6
) -> list[Proche]:
    """Return the concepts that look most like *concept*, of its nature, and were not joined to it."""
    others = (c for c in concepts if c is not concept and c.nature == concept.nature)
    found = sorted(((likeness(concept, c), c) for c in others), key=lambda p: (-p[0], p[1].cle))
    return [Proche(concept, c, alike, verdict(concept, c, decisions)) for alike, c in found[:most]]
