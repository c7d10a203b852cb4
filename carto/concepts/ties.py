"""How concepts are tied: variants, blocks, neighbours."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import product

from carto.concepts.analysis import analyse
from carto.concepts.compare import compare
from carto.concepts.decisions import Decisions
from carto.concepts.merge import same_context
from carto.concepts.model import Concept, Methode, Rapprochement, Relation, Verdict
from carto.errors import InputError
from carto.model import Nature
from carto.text import key


def compared(concepts: Sequence[Concept], decisions: Decisions) -> tuple[Rapprochement, ...]:
    """Return what pairs of *concepts* are to each other, where a decision or a rule says it."""
    by_cle = {(f.nature, f.cle): c for c in concepts for f in c.formulations}
    pairs = dict.fromkeys(_close(concepts))
    for row in decisions.rows:
        a, b = by_cle[row.nature, row.a], by_cle[row.nature, row.b]
        if a is not b:
            pairs.setdefault((a, b) if a.cle < b.cle else (b, a))
    gathered = {frozenset(pair): pair[0] for pair in blocks(concepts)}
    found = ((a, b, verdict(a, b, decisions)) for a, b in pairs)
    return tuple(
        _in_order(a, b, v)
        for a, b, v in found
        if v is not None and not _against_block(a, b, v, gathered.get(frozenset((a, b))))
    )


def _against_block(a: Concept, b: Concept, said: Verdict, block: Concept | None) -> bool:
    """Whether a rule says of a block and its part other than that the block is the more general."""
    if block is None or said.methode == Methode.DECISION:
        return False
    general = {Relation.PLUS_GENERIQUE: a, Relation.PLUS_SPECIFIQUE: b}.get(said.relation)
    return general is not block


def _in_order(a: Concept, b: Concept, said: Verdict) -> Rapprochement:
    """Return the two in the order in which the reason of a decision speaks of them."""
    return Rapprochement(b, a, said.inverse) if said.retournes else Rapprochement(a, b, said)


def verdict(a: Concept, b: Concept, decisions: Decisions) -> Verdict | None:
    """Return what *a* is to *b*: what was decided, else the surest verdict of a rule.

    Raises:
        InputError: If decisions about their wordings contradict each other.
    """
    pairs = list(product(a.formulations, b.formulations))
    decided = [d for x, y in pairs if (d := decisions.between(x, y)) is not None]
    if len({d.relation for d in decided}) > 1:
        raise InputError(
            f"des décisions se contredisent sur « {a.libelle} » et « {b.libelle} », dont les "
            "formulations sont réunies"
        )
    if decided:
        return min(decided, key=lambda d: d.raison)
    ruled = (
        compare(analyse(x.nature, x.texte), analyse(y.nature, y.texte))
        for x, y in pairs
        if same_context(x, y)
    )
    tied = [v for v in ruled if v is not None and v.relation.ties]
    return max(tied, key=lambda v: (v.confiance, v.relation, v.regle), default=None)


def _close(concepts: Sequence[Concept]) -> Iterator[tuple[Concept, Concept]]:
    """Yield the pairs of one nature that share half the words of the shorter one, at least."""
    words = {
        (c.nature, c.cle, f.cle): set(analyse(f.nature, f.texte).lemmes)
        for c in concepts
        for f in c.formulations
    }
    by_name = {(c.nature, c.cle): c for c in concepts}
    printed: dict[tuple[Nature, str], list[tuple[Nature, str, str]]] = defaultdict(list)
    for wording, lemmas in words.items():
        for lemma in lemmas:
            printed[wording[0], lemma].append(wording)
    for wording, lemmas in sorted(words.items()):
        shared = Counter(other for lemma in lemmas for other in printed[wording[0], lemma])
        for other, n in sorted(shared.items()):
            if wording[1] < other[1] and 2 * n >= min(len(lemmas), len(words[other])):
                yield by_name[wording[:2]], by_name[other[:2]]


def blocks(concepts: Sequence[Concept]) -> tuple[tuple[Concept, Concept], ...]:
    """Return each block with each concept that is printed below it, wherever it is printed.

    What is printed elsewhere too, below another block or below none, is not a part of this one.
    """
    by_cle = {(f.nature, f.cle): c for c in concepts for f in c.formulations}
    found = []
    for concept in concepts:
        above = {
            by_cle[o.nature, key(o.parent.texte)] if o.parent is not None else None
            for o in concept.occurrences
        }
        (block,) = above if len(above) == 1 else (None,)
        if block is not None and block is not concept and block.is_block:
            found.append((block, concept))
    return tuple(found)
