"""Three levels of « shared »: the same text, the same concept, the same or a variant."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from carto.concepts.model import Concept, Formulation, Rapprochement, Relation
from carto.concepts.naming import Libelles, clean_label
from carto.errors import InputError
from carto.model import Metier, Nature


@dataclass(frozen=True, slots=True)
class Partage:
    """Something that métiers share at one level: its name (a key), its label, and its métiers."""

    nature: Nature
    cle: str
    libelle: str
    metiers: tuple[Metier, ...]


def same_text(concepts: Iterable[Concept], labels: Libelles) -> tuple[Partage, ...]:
    """Return what métiers share if only the same text counts: each wording for itself."""
    return tuple(
        Partage(f.nature, f.cle, clean_label(f, labels), _metiers([f]))
        for concept in concepts
        for f in concept.formulations
    )


def same_or_variant(
    concepts: Sequence[Concept], compared: Iterable[Rapprochement]
) -> tuple[Partage, ...]:
    """Return what métiers share if variants count as one, under the name of the most general.

    A concept counts for each most general one above it: « travailler en équipe et en autonomie »
    for two. Of variants none of which is more general, those count as one that are all variants of
    one another, under the name of the most shared.
    """
    ties = [r for r in compared if r.verdict.relation.ties]
    tops = _tops(concepts, ties)
    names = _names({top for found in tops.values() for top in found}, ties)
    below: dict[Concept, list[Concept]] = defaultdict(list)
    for concept in concepts:
        for top in dict.fromkeys(names[top] for top in tops[concept]):
            below[top].append(concept)
    return tuple(
        Partage(top.nature, top.cle, top.libelle, _metiers(f for c in own for f in c.formulations))
        for top, own in below.items()
    )


def _metiers(wordings: Iterable[Formulation]) -> tuple[Metier, ...]:
    """Return the métiers that print one of *wordings*, in the order of the document."""
    found = {o.metier.titre: o.metier for f in wordings for o in f.occurrences}
    return tuple(sorted(found.values(), key=lambda m: m.lignes.debut))


def _tops(
    concepts: Iterable[Concept], ties: Iterable[Rapprochement]
) -> Mapping[Concept, tuple[Concept, ...]]:
    """Return the most general concepts above each; itself, if none is.

    Raises:
        InputError: If two concepts are each above the other.
    """
    above: dict[Concept, list[Concept]] = defaultdict(list)
    for tie in ties:
        if tie.verdict.relation == Relation.PLUS_SPECIFIQUE:
            above[tie.a].append(tie.b)
        elif tie.verdict.relation == Relation.PLUS_GENERIQUE:
            above[tie.b].append(tie.a)
    found: dict[Concept, tuple[Concept, ...]] = {}

    def climb(concept: Concept, path: tuple[Concept, ...]) -> tuple[Concept, ...]:
        if concept in path:
            circle = " < ".join(f"« {c.libelle} »" for c in (*path, concept))
            raise InputError(f"chacun serait plus spécifique que l'autre : {circle}")
        if concept not in found:
            up = [top for one in above[concept] for top in climb(one, (*path, concept))]
            found[concept] = tuple(dict.fromkeys(up)) or (concept,)
        return found[concept]

    for concept in concepts:
        climb(concept, ())
    return found


def _names(tops: Iterable[Concept], ties: Iterable[Rapprochement]) -> Mapping[Concept, Concept]:
    """Return the concept that each of *tops* counts as: complete linkage of the variants."""
    clusters = {top: [top] for top in tops}
    variants = {
        frozenset((t.a, t.b)): t.verdict.confiance
        for t in ties
        if t.verdict.relation == Relation.VARIANTE and t.a in clusters and t.b in clusters
    }
    for pair in sorted(variants, key=lambda p: (-variants[p], sorted((c.nature, c.cle) for c in p))):
        a, b = sorted(pair, key=lambda c: c.cle)
        one, other = clusters[a], clusters[b]
        if one is not other and all(frozenset(p) in variants for p in product(one, other)):
            one.extend(other)
            for concept in other:
                clusters[concept] = one
    return {top: _most_shared(cluster) for top, cluster in clusters.items()}


def _most_shared(concepts: Sequence[Concept]) -> Concept:
    return min(concepts, key=lambda c: (-len(c.metiers), len(c.libelle), c.cle))
