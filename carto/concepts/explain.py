"""The sentences that say why énoncés are one concept, and why others are not."""

from collections.abc import Iterable, Iterator, Sequence

from carto.concepts.model import Concept, Formulation, Methode, Rapprochement, Relation, Verdict
from carto.concepts.near import Proche
from carto.concepts.rules import sentences

_MOST_SHOWN = 90
# What the other concept is, read from the one that is explained.
_THE_OTHER = {
    Relation.PLUS_GENERIQUE: "plus précis",
    Relation.PLUS_SPECIFIQUE: "plus générique",
    Relation.VARIANTE: "variante",
    Relation.VOISIN: "voisin",
    Relation.DISTINCT: "distinct",
    Relation.MEME: "même",
}


def explain(
    concept: Concept,
    iri: str,
    ties: Iterable[Rapprochement],
    blocks: Sequence[tuple[Concept, Concept]],
    near: Iterable[Proche],
) -> Iterator[str]:
    """Yield the lines that explain *concept*: its énoncés, its ties, and what was not joined."""
    yield f"« {concept.libelle} »"
    yield iri
    yield f"{_many(len(concept.metiers), 'métier')}, {_many(len(concept.occurrences), 'énoncé')}"
    yield from _joined(concept)
    tied = list(_ties(concept, ties))
    yield from ("", "Liens", *tied) if tied else ()
    parts = [part for block, part in blocks if block is concept]
    yield from ("", "Rassemble", *(f"  « {part.libelle} »" for part in parts)) if parts else ()
    above = [block for block, part in blocks if part is concept]
    yield from ("", "Fait partie de", *(f"  « {block.libelle} »" for block in above)) if above else ()
    known = {id(other) for tie in ties for other in (tie.a, tie.b) if concept in (tie.a, tie.b)}
    missed = [_missed(p) for p in near if id(p.b) not in known]
    yield from ("", "Les plus proches, non réunis", *missed) if missed else ()


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' if count > 1 else ''}"


def _joined(concept: Concept) -> Iterator[str]:
    yield from ("", "Énoncés")
    for fusion in concept.fusions:
        yield f"  « {fusion.formulation.texte} »"
        if len(concept.occurrences) > 1:
            yield f"    réuni par {_method(fusion.verdict)}"
        yield from _lines(fusion.formulation)


def _lines(wording: Formulation) -> Iterator[str]:
    for o in wording.occurrences:
        yield f"    ligne {o.enonce.lignes.debut}, {o.metier.titre}"


def _method(verdict: Verdict) -> str:
    """Return how a verdict is known: « règle accord (0,99) : … »."""
    why = verdict.raison or sentences()[verdict.regle]
    if verdict.methode == Methode.REGLE:
        return f"règle {verdict.regle} ({verdict.confiance:g}) : {why}".replace(".", ",", 1)
    return f"{verdict.methode} : {why}"


def _ties(concept: Concept, ties: Iterable[Rapprochement]) -> Iterator[str]:
    for tie in ties:
        if concept not in (tie.a, tie.b):
            continue
        other = tie.b if tie.a is concept else tie.a
        verdict = tie.verdict if tie.a is concept else tie.verdict.inverse
        yield f"  {_THE_OTHER[verdict.relation]} : « {other.libelle} »"
        yield f"    {_method(verdict)}{_which_is_first(verdict)}"


def _which_is_first(verdict: Verdict) -> str:
    """Return which text the reason of a decision speaks of first, if it says so."""
    if not any(word in verdict.raison.lower() for word in ("premier", "second")):
        return ""
    return " (le premier : l'autre)" if verdict.retournes else " (le premier : celui-ci)"


def _missed(near: Proche) -> str:
    """Return why the nearest that nothing ties is another concept: the words that differ."""
    mine, theirs = (", ".join(words) or "rien" for words in near.differences)
    return (
        f"  {near.ressemblance:.0f} % : « {short(near.b.libelle)} »\n"
        f"    seul ici : {mine} ; seul là : {theirs}"
    )


def short(text: str) -> str:
    """Return *text*, cut at a word if it is long."""
    return text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN].rpartition(" ")[0] + "…"


def review_lines(pairs: Iterable[Proche]) -> Iterator[str]:
    """Yield what a reader needs to decide each of *pairs*: a row to complete, and the rule's verdict."""
    for pair in pairs:
        said = pair.verdict.relation if pair.verdict else "rien"
        rule = f"règle {pair.verdict.regle}" if pair.verdict else "aucune règle"
        yield f"# doute {pair.doute:.2f}, ressemblance {pair.ressemblance:.0f} : {said} ({rule})"
        texts = (c.formulations[0].texte for c in (pair.a, pair.b))
        yield "\t".join((pair.a.nature, next(texts), said, next(texts), ""))
