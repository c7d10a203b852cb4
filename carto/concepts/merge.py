"""Which wordings are one concept: complete-linkage clustering of the verdicts « même ».

Two clusters become one only if every wording of the one is the same as every wording of the other:
there is no chain whose ends would not be merged themselves. Verdicts are taken in the order of
their confidence, then of the texts, so that the order of the input makes no difference.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from carto.concepts.analysis import analyse, lemma
from carto.concepts.compare import same
from carto.concepts.decisions import Decisions
from carto.concepts.model import Formulation, Relation, Verdict
from carto.labels import capitalised, stands_alone
from carto.model import Nature
from carto.text import words

Name = tuple[str, str]
Verdicts = Mapping[tuple[Name, Name], Verdict]


def clusters(
    wordings: Sequence[Formulation], decisions: Decisions
) -> tuple[tuple[Formulation, ...], ...]:
    """Return the wordings that are one concept together, in the order of their keys.

    Raises:
        InputError: If a decision that two wordings are one cannot be kept, because others of
            the same concept are not: they must be decided too.
    """
    verdicts = same_verdicts(wordings, decisions)
    cluster_of = {name(f): [f] for f in wordings}
    for a, b in sorted(verdicts, key=lambda pair: (-verdicts[pair].confiance, pair)):
        one, other = cluster_of[a], cluster_of[b]
        if one is other or not all((name(x), name(y)) in verdicts for x, y in product(one, other)):
            continue
        one.extend(other)
        for wording in other:
            cluster_of[name(wording)] = one
    _check_kept(cluster_of, decisions, verdicts)
    unique = {id(cluster): cluster for cluster in cluster_of.values()}
    return tuple(tuple(sorted(c, key=lambda f: f.cle)) for c in unique.values())


def same_verdicts(wordings: Sequence[Formulation], decisions: Decisions) -> Verdicts:
    """Return the verdict « même » of each pair that has one, in both directions."""
    found: dict[tuple[Name, Name], Verdict] = {}
    for a, b in _candidates(wordings, decisions):
        verdict = decisions.between(a, b) or _by_rule(a, b)
        if verdict is not None and verdict.relation == Relation.MEME:
            found[name(a), name(b)] = found[name(b), name(a)] = verdict
    return found


def name(wording: Formulation) -> Name:
    """Return what a wording is known by: its nature and its key."""
    return wording.nature, wording.cle


def _by_rule(a: Formulation, b: Formulation) -> Verdict | None:
    if not same_context(a, b):
        return None
    return same(analyse(a.nature, a.texte), analyse(b.nature, b.texte))


def same_context(a: Formulation, b: Formulation) -> bool:
    """Whether two wordings, if either goes on with the bullet above it, go on with the like of it."""
    if not (_leans(a) or _leans(b)):
        return True
    above = [{lemma(w) for text in f.parents for w in words(text)} for f in (a, b)]
    return bool(above[0] & above[1])


def _leans(wording: Formulation) -> bool:
    """Whether it is a few words that go on with the sentence above: « savoir conclure »."""
    begins = next((c for c in wording.texte if c.isalnum()), "")
    short = begins.islower() and not stands_alone(capitalised(wording.texte))
    return short and all(o.parent for o in wording.occurrences)


def _candidates(
    wordings: Sequence[Formulation], decisions: Decisions
) -> Iterator[tuple[Formulation, Formulation]]:
    """Yield the pairs that some rule, or some decision, might make one concept."""
    buckets: dict[tuple[object, ...], list[Formulation]] = defaultdict(list)
    for wording in wordings:
        for bucket in _buckets(wording):
            buckets[bucket].append(wording)
    for row in decisions.rows:
        if row.relation == Relation.MEME:
            keys = (_bag(row.nature, text) for text in (row.texte_a, row.texte_b))
            buckets["décision", row.row] = [f for key in keys for f in buckets.get(key, ())]
    seen: set[tuple[Name, Name]] = set()
    for together in buckets.values():
        for a, b in combinations(sorted(together, key=name), 2):
            if (name(a), name(b)) not in seen and a is not b:
                seen.add((name(a), name(b)))
                yield a, b


def _buckets(wording: Formulation) -> Iterator[tuple[object, ...]]:
    """Yield keys such that two wordings that a rule makes one have a key in common."""
    read = analyse(wording.nature, wording.texte)
    yield _bag(wording.nature, wording.texte)
    yield "faible", wording.nature, *read.faible
    for i in range(len(read.lemmes)):
        yield "coquille", wording.nature, i, *read.lemmes[:i], *read.lemmes[i + 1 :]


def _bag(nature: Nature, text: str) -> tuple[object, ...]:
    return "mots", nature, *sorted(analyse(nature, text).lemmes)


def _check_kept(
    cluster_of: Mapping[Name, Sequence[Formulation]], decisions: Decisions, verdicts: Verdicts
) -> None:
    for row in decisions.rows:
        if row.relation != Relation.MEME:
            continue
        one, other = cluster_of[row.nature, row.a], cluster_of[row.nature, row.b]
        if one is other:
            continue
        x, y = next((x, y) for x, y in product(one, other) if (name(x), name(y)) not in verdicts)
        raise row.error(
            f"« {row.texte_a} » et « {row.texte_b} » ne peuvent être réunis : il faudrait aussi "
            f"décider que « {x.texte} » et « {y.texte} » le sont"
        )
