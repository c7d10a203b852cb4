"""The evidence that a text gives for another: stems in common, the rare ones counting for more."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

import snowballstemmer

from carto.alignements.entrees import Entree
from carto.concepts.lexicon import lexicon
from carto.text import fold

# The two constants of BM25, at their usual values (Robertson and Zaragoza, 2009).
_SATURATION, _LENGTH = 1.2, 0.75


@cache
def _stem(word: str) -> str:
    return fold(str(_STEMMER.stemWord(word)))


_STEMMER = snowballstemmer.stemmer("french")


@cache
def stems(text: str) -> tuple[str, ...]:
    """Return the stems of the words of *text* (Snowball, French), without the empty words."""
    words = re.findall(r"[^\W_]+", text.lower().replace("œ", "oe"))
    return tuple(_stem(word) for word in words if fold(word) not in lexicon().outils)


class Index:
    """The titles and texts of many things, to be asked which are most like another."""

    def __init__(self, entries: Mapping[str, Entree]) -> None:
        self._titles: dict[str, set[tuple[str, int]]] = defaultdict(set)
        self._title: dict[tuple[str, int], tuple[str, frozenset[str]]] = {}
        self._texts: dict[str, dict[str, int]] = defaultdict(dict)
        self._length: dict[str, int] = {}
        known: Counter[str] = Counter()
        for iri, entry in entries.items():
            for rank, title in enumerate(entry.titres):
                found = frozenset(stems(title))
                self._title[iri, rank] = title, found
                for stem in found:
                    self._titles[stem].add((iri, rank))
            bag = Counter(stem for text in (*entry.titres, *entry.textes) for stem in stems(text))
            self._length[iri] = bag.total()
            known.update(bag.keys())
            for stem, count in bag.items():
                self._texts[stem][iri] = count
        self._size = len(entries)
        self._known = known
        self._mean = sum(self._length.values()) / max(1, self._size)

    def rarity(self, stem: str) -> float:
        """Return how much *stem* tells: the fewer things have it, the more."""
        count = self._known.get(stem, 0)
        return math.log(1 + (self._size - count + 0.5) / (count + 0.5))

    def by_title(self, titles: Iterable[str]) -> Mapping[str, tuple[float, str]]:
        """Return the likeness of the best pair of titles, from 0 to 1, and that title, by IRI."""
        best: dict[str, tuple[float, int, str]] = {}
        for title in titles:
            own = frozenset(stems(title))
            weight = self._weight(own)
            for key in {key for stem in own for key in self._titles.get(stem, ())}:
                (iri, rank), (other, found) = key, self._title[key]
                score = 2 * self._weight(own & found) / (weight + self._weight(found))
                # Of titles equally like, the first: a set has no order of its own.
                if (score, -rank) > best.get(iri, (0.0, 0))[:2]:
                    best[iri] = score, -rank, other
        return {iri: (score, other) for iri, (score, _, other) in best.items()}

    def _weight(self, found: Iterable[str]) -> float:
        """Return how much stems tell together, whatever their order (a plain sum rounds by it)."""
        return math.fsum(map(self.rarity, found))

    def by_text(self, texts: Iterable[str]) -> Mapping[str, float]:
        """Return the likeness of all texts together (BM25), the most alike at 1, by IRI."""
        bag = Counter(stem for text in texts for stem in stems(text))
        scores: dict[str, float] = defaultdict(float)
        for stem, times in bag.items():
            rarity = self.rarity(stem) * (1 + math.log(times))
            for iri, count in self._texts.get(stem, {}).items():
                length = 1 - _LENGTH + _LENGTH * self._length[iri] / self._mean
                scores[iri] += rarity * count * (_SATURATION + 1) / (count + _SATURATION * length)
        most = max(scores.values(), default=1.0)
        return {iri: score / most for iri, score in scores.items()}
