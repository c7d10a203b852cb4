"""What two wordings are to each other, by rules: which words differ, and where they stand.

A likeness of strings would not do: « règles d'ingénierie » of networks and of fibre differ by one
word, which changes what is worked on; « (sur la cible entreprise) » differs by four that do not.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import DamerauLevenshtein

from carto.concepts.analysis import Analyse, Mot
from carto.concepts.lexicon import lexicon
from carto.concepts.model import Methode, Relation, Verdict
from carto.concepts.rules import confidence
from carto.model import Nature

_SHORTEST_SLIP = 5
_SHARED = 0.6
_TWO_SIDED = 2
_FEW = 2
_ALIKE = 0.6
_PARTLY = 0.4


def compare(a: Analyse, b: Analyse) -> Verdict | None:
    """Return what *a* is to *b*, or None if the rules see nothing in common."""
    if a.nature != b.nature or not a.mots or not b.mots:
        return None
    return _same(a, b) or _tied(a, b)


def same(a: Analyse, b: Analyse) -> Verdict | None:
    """Return the verdict that *a* and *b* are one concept, or None."""
    return _same(a, b) if a.nature == b.nature and a.mots and b.mots else None


def _verdict(relation: Relation, rule: str) -> Verdict:
    return Verdict(relation, Methode.REGLE, rule, confidence(rule))


def _same(a: Analyse, b: Analyse) -> Verdict | None:
    rule = None
    if a.lemmes == b.lemmes:
        rule = _what_differs(a, b)
    elif sorted(a.lemmes) == sorted(b.lemmes) and _swapped(a.mots, b.mots):
        rule = "ordre"
    elif a.faible and a.faible == b.faible and _one_frame(a, b):
        rule = "cadre-faible"
    elif _slip(a.mots, b.mots):
        rule = "coquille"
    return (rule and _verdict(Relation.MEME, rule)) or None


def _what_differs(a: Analyse, b: Analyse) -> str:
    if a.niveau != b.niveau:
        return "niveau"
    if a.cadre != b.cadre:
        return "cadre"
    if [m.parenthese for m in a.mots] != [m.parenthese for m in b.mots]:
        return "parenthèses"
    return "accord"


def _one_frame(a: Analyse, b: Analyse) -> bool:
    """Whether one of two has no weak frame, or both the like: two frames are two acts."""
    return not (a.ouverture and b.ouverture) or a.ouverture == b.ouverture


def _swapped(a: Sequence[Mot], b: Sequence[Mot]) -> bool:
    """Whether the same parts, cut at conjunctions, only stand in another order."""
    moved = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x.lemme != y.lemme]
    parts = [_parts(mots[moved[0] : moved[-1] + 1]) for mots in (a, b)]
    return len(parts[0]) > 1 and sorted(parts[0]) == sorted(parts[1])


def _parts(mots: Sequence[Mot]) -> list[tuple[str, ...]]:
    """Return the lemmas of *mots*, cut before each word that a conjunction precedes."""
    cuts = [0, *(i for i, m in enumerate(mots) if i and m.lien), len(mots)]
    return [tuple(m.lemme for m in mots[i:j]) for i, j in pairwise(cuts)]


def _slip(a: Sequence[Mot], b: Sequence[Mot]) -> bool:
    """Whether one word differs by one letter, and one of the two is no French word."""
    if len(a) != len(b):
        return False
    differing = [(x, y) for x, y in zip(a, b, strict=True) if x.lemme != y.lemme]
    if len(differing) != 1:
        return False
    ((x, y),) = differing
    return (
        min(len(x.lemme), len(y.lemme)) >= _SHORTEST_SLIP
        and not (x.connu and y.connu)
        and x.lemme.isalpha()
        and y.lemme.isalpha()
        and DamerauLevenshtein.distance(x.lemme, y.lemme) == 1
    )


@dataclass(frozen=True, slots=True)
class _Difference:
    """A run of words that one énoncé has and the other has not: where it stands among its words."""

    mots: Sequence[Mot]
    start: int
    end: int

    def kind(self, *, two_sided: bool) -> str:
        """Return what it adds: a parenthesis, a second act, a qualifier, or another object.

        *two_sided*: the other énoncé has words of its own as well, so that one stands for the other.
        """
        run = self.mots[self.start : self.end]
        if two_sided and any(m.lemme in lexicon().negations for m in run):
            return "objet"
        if all(m.parenthese for m in run):
            return "parenthèse"
        opened = run[0].qualificatif or run[0].parenthese
        alone = len(self.mots) - len(run) == 1
        applied = two_sided and any(m.portee and not m.parenthese and not _known(m) for m in run)
        qualifies = (opened or not alone) and not applied and all(map(_qualifies, run))
        if self._linked() and not (qualifies and two_sided):
            return "second-acte"
        return "qualificatif" if qualifies else "objet"

    def _linked(self) -> bool:
        """Whether a conjunction ties the run to the rest."""
        before, follows = self.mots[self.start].lien, self.end < len(self.mots)
        after = follows and self.mots[self.end].lien
        if self.start == 0:
            # « règles d'ingénierie des matériels et équipements » is not about équipements first.
            lone_rest = len(self.mots) - self.end == 1 and self.end > 1
            return after and not lone_rest
        if not follows:
            return before
        # In the middle, a word or two: « analyser [et anticiper] les risques », « réseaux [et PFS] (…) »
        return (before and after) or ((before or after) and self.end - self.start <= _FEW)


def _qualifies(mot: Mot) -> bool:
    return mot.qualificatif or mot.parenthese or _known(mot)


def _known(mot: Mot) -> bool:
    """Whether *mot*, wherever it stands, only says for whom or how well."""
    return mot.lemme in lexicon().seuls or mot.lemme in lexicon().publics


def _differences(mots: Sequence[Mot], others: Sequence[Mot]) -> list[_Difference]:
    """Return the runs of *mots* that *others* has not, wherever it has its words."""
    left = Counter(m.lemme for m in others)
    runs: list[_Difference] = []
    for i, mot in enumerate(mots):
        if left[mot.lemme]:
            left[mot.lemme] -= 1
        elif runs and runs[-1].end == i:
            runs[-1] = _Difference(mots, runs[-1].start, i + 1)
        else:
            runs.append(_Difference(mots, i, i + 1))
    return runs


def _tied(a: Analyse, b: Analyse) -> Verdict | None:
    """Return how two énoncés with one core are tied, or None if another object is worked on."""
    mine, theirs = _differences(a.mots, b.mots), _differences(b.mots, a.mots)
    both = bool(mine and theirs)
    kinds = [d.kind(two_sided=both) for d in (*mine, *theirs)]
    shared = _shared_core(a.mots, b.mots)
    if "objet" in kinds or not shared:
        return None
    if both:
        # A word alone, as « négocier », is no core: with two different complements it says two things.
        overlap = _overlap(a.mots, b.mots)
        enough = overlap >= _PARTLY if "second-acte" in kinds else shared >= _TWO_SIDED
        return _verdict(Relation.VARIANTE, "circonstance") if enough or overlap >= _ALIKE else None
    if "second-acte" in kinds and _bare_verb(a, b):
        return None
    if kinds.count("second-acte") > 1 and not _contiguous(mine or theirs):
        return None
    relation = Relation.PLUS_GENERIQUE if theirs else Relation.PLUS_SPECIFIQUE
    rule = next((r for r in ("second-acte", "qualificatif", "parenthèse") if r in kinds), None)
    return (rule and _verdict(relation, rule)) or None


def _bare_verb(a: Analyse, b: Analyse) -> bool:
    """Whether one is a verb alone, as a heading is: « Conseille : » is no part of all that advises."""
    return a.nature != Nature.CONNAISSANCE and min(len(a.mots), len(b.mots)) == 1


def _contiguous(differences: Sequence[_Difference]) -> bool:
    """Whether what is shared stands in one piece, between a beginning and an end of the other."""
    first, last = differences[0], differences[-1]
    return len(differences) == 2 and first.start == 0 and last.end == len(last.mots)


def _shared_core(a: Sequence[Mot], b: Sequence[Mot]) -> int:
    """Return how many words of their cores are shared; 0 if they are too few."""
    cores = [_core(mots) for mots in (a, b)]
    shared = len(cores[0] & cores[1])
    return shared if shared >= _SHARED * min(map(len, cores)) else 0


def _core(mots: Sequence[Mot]) -> set[str]:
    """Return the words outside parentheses and qualifiers, but for those with or for whom one works."""
    outside = {m.lemme for m in mots if not (m.parenthese or m.qualificatif)}
    return outside - lexicon().publics or outside


def _overlap(a: Sequence[Mot], b: Sequence[Mot]) -> float:
    """Return the share of all their words that both have."""
    one, other = ({m.lemme for m in mots} for mots in (a, b))
    return len(one & other) / len(one | other)
