"""What changed between two dumps of the graph, in the words of its domain.

The second dump names the things: what only bears another name in the first is renamed before they are
compared, so that a bullet put in at the top of a list is one change, and not one of every bullet below.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

import pyoxigraph as ox

from carto.diff.changes import Change, Changes, Sorte
from carto.diff.detect import detect
from carto.diff.facts import BROADER, LABEL, NARROWER, RANG, TEXTE, Facts, carto, name_of
from carto.diff.pairing import GONE, pair
from carto.dump import Dump, comparable

# What only says again, of the same thing, what the property before says: told with it.
_FOLLOWERS = {
    TEXTE: (LABEL,),
    BROADER: carto("domaine", "famille", "sousFamille"),
    **dict.fromkeys(carto("citation"), (LABEL,)),
    **dict.fromkeys(carto("enonceParent", "tendanceParent"), carto("profondeur")),
    **dict.fromkeys(carto("dateMiseAJour"), carto("anneeMiseAJour")),
    **dict.fromkeys(carto("reparation"), carto("regleReparation")),
}
# What says of a whole, in one text, what its parts say one by one.
_SUMMARIES = set(carto("remarque", "presentation"))


def compare(before: Dump, after: Dump) -> Changes:
    """Return what differs between two dumps; their graphs count only if both have them."""
    before, after = comparable(before, after)
    if before == after:
        return Changes(before, after)
    new = Facts(quad.triple for quad in after.quads)
    names = pair(Facts(quad.triple for quad in before.quads), new)
    old_quads = {quad: _renamed(quad, names) for quad in before.quads}
    old = Facts(quad.triple for quad in old_quads.values())
    found = detect(old, new, names)
    count = _Count(_Told(found, names, old, new))
    count.of_side(old_quads, before.quads - after.quads, after.quads)
    count.of_side({}, after.quads - before.quads, frozenset(old_quads.values()))
    return Changes(
        before,
        after,
        tuple(_named_before(change) for change in found),
        Counter(new.genres[iri].nom for was, iri in names.items() if was != iri and iri in new.genres),
        count.renamed,
        count.regraphed,
        count.others,
        _only_in(old, new),
        _only_in(new, old),
    )


def _named_before(change: Change) -> Change:
    return replace(change, chose=change.chose.removeprefix(GONE), de=change.de.removeprefix(GONE))


def _renamed(quad: ox.Quad, names: Mapping[str, str]) -> ox.Quad:
    """Return *quad* with the names of the second dump."""
    ends = (quad.subject, quad.object)
    if not any(isinstance(term, ox.NamedNode) and term.value in names for term in ends):
        return quad
    subject, value = (
        ox.NamedNode(names.get(term.value, term.value)) if isinstance(term, ox.NamedNode) else term
        for term in ends
    )
    assert not isinstance(subject, ox.Literal | ox.Triple)
    return ox.Quad(subject, quad.predicate, value, quad.graph_name)


class _Told:
    """What the changes in words account for."""

    def __init__(
        self, changes: Iterable[Change], names: Mapping[str, str], before: Facts, after: Facts
    ) -> None:
        self._whole: set[str] = set()
        self._properties: set[tuple[str, str]] = set()
        self._texts: dict[str, set[str]] = defaultdict(set)
        for old, new in names.items():
            if old != new:  # its rank is part of its name
                self._properties.add((new, RANG))
        for change in changes:
            self._add(change)
            for owner in (before.owner(change.chose), after.owner(change.chose)):
                self._texts[owner] |= {change.nom, *change.perdus, *change.gagnes, *change.details}

    def _add(self, change: Change) -> None:
        if change.sorte in {Sorte.AJOUT, Sorte.RETRAIT}:
            self._whole.add(change.chose)
        elif change.sorte == Sorte.ORDRE:
            self._properties.add((change.chose, RANG))
        elif change.sorte == Sorte.VALEUR:
            names = (change.propriete, *_FOLLOWERS.get(change.propriete, ()))
            self._properties |= {(change.chose, name) for name in names}

    def __contains__(self, triple: ox.Triple) -> bool:
        subject, predicate, value = (
            name_of(triple.subject),
            triple.predicate.value,
            name_of(triple.object),
        )
        return (
            not self._whole.isdisjoint((subject, value))
            or (subject, predicate) in self._properties
            or (predicate == NARROWER and (value, BROADER) in self._properties)
            or (predicate in _SUMMARIES and any(text in value for text in self._texts[subject] if text))
        )


class _Count:
    """Counts the changed quads, each of them once: renamed, in another graph, told, or else."""

    def __init__(self, told: _Told) -> None:
        self._told = told
        self.renamed = 0
        self.regraphed: Counter[str] = Counter()
        self.others: Counter[str] = Counter()

    def of_side(
        self,
        images: Mapping[ox.Quad, ox.Quad],
        changed: AbstractSet[ox.Quad],
        others: AbstractSet[ox.Quad],
    ) -> None:
        """Count the quads that only one side has; *others*: those of the other side, renamed."""
        triples = {quad.triple for quad in others}
        for quad in changed:
            image = images.get(quad, quad)
            if image in others:
                self.renamed += 1
            elif image.triple in triples:
                self.regraphed[quad.predicate.value] += 1
            elif image.triple not in self._told:
                self.others[quad.predicate.value] += 1


def _only_in(facts: Facts, other: Facts) -> frozenset[tuple[str, str]]:
    """Return the classes, and the properties of a class, that *facts* uses and *other* does not."""
    return frozenset(_used(facts) - _used(other))


def _used(facts: Facts) -> set[tuple[str, str]]:
    used = {(genre.nom, "") for genre in facts.genres.values()}
    for iri, genre in facts.genres.items():
        used |= {(genre.nom, name) for name in genre.proprietes if facts.terms(iri, name)}
    return used
