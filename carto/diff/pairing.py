"""Which thing of a dump is which of another, whatever their IRIs.

A bullet's IRI ends in its rank: one more above, and all that follow bear the name of their neighbour.
So the parts of a thing are paired by their texts, in sequence, and what else changed its name, by its
title or by what it holds. Nothing is paired that has less than half in common.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from functools import cache
from typing import TypeVar

from carto.diff.facts import (
    BROADER,
    CITATION,
    CONCEPTS,
    EXPLICATION,
    GENRES,
    PARTS,
    TAXONS,
    TEXTE,
    Facts,
    Genre,
    carto,
)
from carto.text import fold, key, words

# A part that is gone, whose IRI another part bears now, is told apart by this prefix.
GONE = "urn:x-avant:"

# How alike two texts are at least to be one that changed: in the same place, and anywhere.
_ALIKE = 0.5
_VERY_ALIKE = 0.75

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


def pair(before: Facts, after: Facts) -> dict[str, str]:
    """Return the name in *after* of what bears another in *before*, and of every part that it holds too.

    Of a part that *after* no longer holds but whose name it uses, that is :data:`GONE` and the name.
    """
    pairing = _Pairing(before, after)
    for genre in (*reversed(TAXONS), *CONCEPTS):
        pairing.by_title(genre)
        pairing.by_content(genre)
    for genre in PARTS:
        pairing.parts(genre)
    return pairing.names


def _text(facts: Facts, iri: str) -> str:
    return "\n".join(
        (*facts.values(iri, CITATION), *facts.values(iri, TEXTE), *facts.values(iri, EXPLICATION))
    )


def _none(_facts: Facts, _iri: str) -> str:
    """Return no text: all that is left in a section is paired in order."""
    return ""


class _Pairing:
    def __init__(self, before: Facts, after: Facts) -> None:
        self.names: dict[str, str] = {}
        self._before = before
        self._after = after
        self._taken: set[str] = set()
        self._texts_before, self._texts_after = _texts(before), _texts(after)

    def _pair(self, found: Iterable[tuple[str, str]]) -> None:
        for old, new in found:
            self.names[old] = new
            self._taken.add(new)

    def _free(self, genre: Genre) -> tuple[list[str], list[str]]:
        """Return the parts of this kind that are not paired yet, of each side, by rank."""
        return (
            sorted(self._before.things(genre) - self.names.keys(), key=_by_rank(self._before)),
            sorted(self._after.things(genre) - self._taken, key=_by_rank(self._after)),
        )

    def _renamed(self, genre: Genre) -> tuple[list[str], list[str]]:
        """Return the things whose name only one side knows, those already paired left out."""
        old, new = self._before.things(genre), self._after.things(genre)
        return (
            sorted(iri for iri in old - self.names.keys() if iri not in self._after),
            sorted(iri for iri in new - self._taken if iri not in self._before),
        )

    def by_title(self, genre: Genre) -> None:
        """Pair what bears the same title, if nothing else of its kind does."""
        gone, come = self._renamed(genre)
        old = _grouped(gone, lambda iri: key(self._before.label(iri)))
        new = _grouped(come, lambda iri: key(self._after.label(iri)))
        found = ((old[title], new[title]) for title in old if title in new)
        self._pair((a[0], b[0]) for a, b in found if len(a) == len(b) == 1)

    def by_content(self, genre: Genre) -> None:
        """Pair what holds the same things for more than half."""
        gone, come = self._renamed(genre)
        old = [self._texts_before[iri] | self._below(iri) for iri in gone]
        new = [self._texts_after[iri] | self._after.pointing(BROADER, iri) for iri in come]
        scores = ((dice(a, b), i, j) for i, a in enumerate(old) for j, b in enumerate(new))
        self._pair((gone[i], come[j]) for i, j in _best(scores, _ALIKE).items())

    def _below(self, iri: str) -> set[str]:
        return {self.names.get(child, child) for child in self._before.pointing(BROADER, iri)}

    def parts(self, genre: Genre) -> None:
        """Pair the parts of each section, then those that went to another section of the same thing.

        A remark is the same if it quotes the same words; and it may say of another thing what it said.
        """
        self._sections(genre, lambda facts, iri: (facts.owner(iri), *facts.kinds(iri)), alike=True)
        self._sections(genre, lambda facts, iri: (facts.owner(iri),))
        if genre.nom == "Remarque":
            self._sections(
                genre, lambda facts, iri: (facts.owner(iri), facts.value(iri, CITATION)), _none
            )
            self._sections(genre, lambda _facts, _iri: ("",))
        for iri in self._free(genre)[0]:
            if iri in self._after:
                self.names[iri] = f"{GONE}{iri}"

    def _sections(
        self,
        genre: Genre,
        section: Callable[[Facts, str], tuple[str, ...]],
        text: Callable[[Facts, str], str] = _text,
        *,
        alike: bool = False,
    ) -> None:
        def named(iri: str) -> tuple[str, ...]:
            owner, *kinds = section(self._before, iri)
            return (self.names.get(owner, owner), *kinds)

        free_before, free_after = self._free(genre)
        old = _grouped(free_before, named)
        new = _grouped(free_after, lambda iri: section(self._after, iri))
        for place in old.keys() & new.keys():
            a, b = old[place], new[place]
            texts = [text(self._before, iri) for iri in a], [text(self._after, iri) for iri in b]
            self._pair((a[i], b[j]) for i, j in align(*texts, alike=alike))


def align(before: Sequence[str], after: Sequence[str], *, alike: bool) -> list[tuple[int, int]]:
    """Return which text of *before* is which of *after*, by their places.

    First those in sequence, then those that only moved; *alike*: then those that changed, in the same
    place between the same neighbours, and last those that did both and have most words in common.
    """
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    pairs = {i + n: j + n for tag, i, end, j, _ in codes if tag == "equal" for n in range(end - i)}
    pairs |= _same(before, after, *_left(before, after, pairs))
    if alike:
        for tag, i1, i2, j1, j2 in codes:
            if tag == "replace":
                gone, come = _left(before, after, pairs)
                within = [i for i in gone if i1 <= i < i2], [j for j in come if j1 <= j < j2]
                pairs |= _alike(before, after, within, _ALIKE)
        pairs |= _alike(before, after, _left(before, after, pairs), _VERY_ALIKE)
    return list(pairs.items())


def _left(
    before: Sequence[str], after: Sequence[str], pairs: Mapping[int, int]
) -> tuple[list[int], list[int]]:
    """Return the places that are not paired, of each side."""
    taken = set(pairs.values())
    return (
        [i for i in range(len(before)) if i not in pairs],
        [j for j in range(len(after)) if j not in taken],
    )


def _same(
    before: Sequence[str], after: Sequence[str], gone: Iterable[int], come: Iterable[int]
) -> dict[int, int]:
    places = _grouped(come, lambda j: after[j])
    return {i: places[before[i]].pop(0) for i in gone if places.get(before[i])}


def _alike(
    before: Sequence[str], after: Sequence[str], left: tuple[list[int], list[int]], least: float
) -> dict[int, int]:
    gone, come = left
    return _best(((similarity(before[i], after[j]), i, j) for i in gone for j in come), least)


def _best(scores: Iterable[tuple[float, int, int]], least: float) -> dict[int, int]:
    """Return which place goes with which, the most alike first; none less alike than *least*."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for score, i, j in sorted(scores, key=lambda s: (-s[0], abs(s[1] - s[2]), s[1])):
        if score >= least and i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found


def similarity(a: str, b: str) -> float:
    """Return how alike two texts are, from 0 to 1: by their words, or, for a slip in one, by letters."""
    return max(dice(set(words(a)), set(words(b))), dice(_trigrams(a), _trigrams(b)))


def dice(a: AbstractSet[str], b: AbstractSet[str]) -> float:
    """Return the part that *a* and *b* have in common, from 0 to 1."""
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


@cache
def _trigrams(text: str) -> frozenset[str]:
    plain = fold(text)
    return frozenset(plain[i : i + 3] for i in range(len(plain) - 2))


def _texts(facts: Facts) -> Mapping[str, set[str]]:
    """Return the texts by which a thing is known without its title: its mission, its énoncés."""
    found: dict[str, set[str]] = defaultdict(set)
    for part in facts.things(GENRES["Enonce"]):
        found[facts.owner(part)].add(facts.value(part, TEXTE))
    for thing in facts.things(GENRES["Metier"]):
        found[thing] |= set(facts.values(thing, *carto("mission")))
    return found


def _by_rank(facts: Facts) -> Callable[[str], tuple[int, str]]:
    return lambda iri: (facts.rank(iri), iri)


def _grouped(items: Iterable[T], group: Callable[[T], K]) -> dict[K, list[T]]:
    found: dict[K, list[T]] = defaultdict(list)
    for item in items:
        found[group(item)].append(item)
    return dict(found)
