"""The changes that people have words for, found between two dumps that name the same things alike."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

import pyoxigraph as ox

from carto.diff.changes import Change, Sorte
from carto.diff.facts import (
    ALT_LABEL,
    BROADER,
    CONCEPTS,
    EXPLICATION,
    EXPRIME,
    GENRES,
    PARTS,
    PREF_LABEL,
    TAXONS,
    TEXTE,
    TYPE,
    Facts,
    Genre,
    Term,
    carto,
    name_of,
)
from carto.diff.pairing import GONE
from carto.text import fold, key

_PARENTS = carto("enonceParent", "tendanceParent")
_DEPTH, _REPAIR, _JOBS = carto("profondeur", "reparation", "nombreMetiers")
_ORDER = {genre: n for n, genre in enumerate(GENRES)}


def detect(before: Facts, after: Facts, names: Mapping[str, str]) -> tuple[Change, ...]:
    """Return every change of the things that have a genre, in reading order.

    *names*: the name in *after*, which *before* uses too, of what bears another in the first dump.
    """
    found = [*_came_or_went(before, after), *_renamed(after, names)]
    for iri, genre in after.genres.items():
        if before.genres.get(iri) == genre:
            found += _values(iri, genre, before, after)
    found += _moved(before, after)
    return tuple(sorted(_with_repeats(found), key=_reading_order))


def _came_or_went(before: Facts, after: Facts) -> Iterator[Change]:
    for facts, other, sorte in ((after, before, Sorte.AJOUT), (before, after, Sorte.RETRAIT)):
        for iri, genre in facts.genres.items():
            if other.genres.get(iri) != genre:
                change = _change(sorte, iri, genre, facts, after)
                owner = facts.genres.get(change.de)
                within = owner is not None and owner != other.genres.get(change.de)
                yield replace(change, details=tuple(_details(iri, genre, facts, after)), redite=within)


def _change(sorte: Sorte, iri: str, genre: Genre, facts: Facts, after: Facts) -> Change:
    root = facts.root(iri)
    knows_root = after if root in after else facts
    of_root = knows_root.genres.get(root)
    return Change(
        sorte,
        genre.nom,
        next((kind for kind in facts.kinds(iri) if kind != genre.nom), genre.nom),
        iri,
        facts.label(iri),
        facts.rank(iri),
        root,
        of_root.nom if of_root else "",
        knows_root.label(root) if root else "",
    )


def _details(iri: str, genre: Genre, facts: Facts, after: Facts) -> Sequence[str]:
    """Return what helps to know a thing that came or went.

    Where a rubrique is; what a remark says; how many métiers share a concept, or, of one that went,
    what its énoncés express now.
    """
    if genre in TAXONS:
        return _words(facts, iri, BROADER)
    if genre.nom == "Remarque":
        return facts.values(iri, EXPLICATION)
    if genre not in CONCEPTS:
        return ()
    if facts is after:
        return facts.values(iri, _JOBS)
    now = (after.terms(enonce, EXPRIME) for enonce in facts.pointing(EXPRIME, iri))
    return _labels(after, {concept for concepts in now for concept in concepts})


def _renamed(after: Facts, names: Mapping[str, str]) -> Iterator[Change]:
    for old, new in names.items():
        genre = after.genres.get(new)
        if old != new and genre is not None and genre not in PARTS:
            yield replace(_change(Sorte.IRI, new, genre, after, after), perdus=(old,), gagnes=(new,))


def _values(iri: str, genre: Genre, before: Facts, after: Facts) -> Iterator[Change]:
    """Yield a change for each property that has other values.

    That of a depth only repeats that of a parent; another label, that of the one label; what an énoncé
    expresses, that of its text.
    """
    base = _change(Sorte.VALEUR, iri, genre, after, after)
    said: dict[str, set[str]] = {}
    for name in genre.proprietes:
        old, new = before.terms(iri, name), after.terms(iri, name)
        if old == new:
            continue
        lost, gained = _differing(_words(before, iri, name), _words(after, iri, name))
        if not lost and not gained:  # the same words, but another language, or another concept
            lost, gained = _differing(_terms(old), _terms(new))
        if name == _REPAIR and _numberless(lost) == _numberless(gained):
            continue  # it names lines, which shift; counted with them
        said[name] = {*lost, *gained}
        yield replace(base, propriete=name, perdus=lost, gagnes=gained, redite=_says_again(name, said))


def _numberless(texts: Iterable[str]) -> set[str]:
    return {re.sub(r"\d+", "", text) for text in texts}


def _says_again(name: str, said: Mapping[str, set[str]]) -> bool:
    """Whether what is *said* of a property was said by those before it."""
    if name == ALT_LABEL:
        return said[name] <= said.get(PREF_LABEL, set())
    if name == EXPRIME:
        return {key(text) for text in said[name]} <= {key(text) for text in said.get(TEXTE, ())}
    return name == _DEPTH and not said.keys().isdisjoint(_PARENTS)


def _differing(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(word for word in old if word not in new), tuple(word for word in new if word not in old)


def _words(facts: Facts, iri: str, name: str) -> Sequence[str]:
    """Return the values of a property as people know them; of a type, the names of the classes."""
    return facts.kinds(iri) if name == TYPE else _labels(facts, facts.terms(iri, name))


def _labels(facts: Facts, terms: set[Term]) -> tuple[str, ...]:
    """Return *terms* as people know them; of a text, its lines, in their order."""
    found: list[str] = []
    for term in sorted(terms, key=lambda term: (fold(name_of(term)), str(term))):
        name = name_of(term)
        found += [facts.label(name)] if isinstance(term, ox.NamedNode) else name.split("\n")
    return tuple(dict.fromkeys(found))


def _terms(terms: set[Term]) -> list[str]:
    return sorted(str(term).replace(GONE, "") for term in terms)


def _moved(before: Facts, after: Facts) -> Iterator[Change]:
    """Yield the parts that stand elsewhere among those of their section that both dumps have."""
    old, new = _sections(before), _sections(after)
    for place in old.keys() & new.keys():
        both = set(old[place]) & set(new[place])
        a, b = ([iri for iri in side[place] if iri in both] for side in (old, new))
        blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
        kept = {iri for block in blocks for iri in a[block.a : block.a + block.size]}
        for iri in (iri for iri in b if iri not in kept):
            change = _change(Sorte.ORDRE, iri, after.genres[iri], after, after)
            yield replace(change, perdus=(str(before.rank(iri)),), gagnes=(str(after.rank(iri)),))


def _sections(facts: Facts) -> Mapping[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for iri, genre in facts.genres.items():
        if genre in PARTS and genre.nom != "Remarque":
            found[facts.owner(iri), *facts.kinds(iri)].append(iri)
    return {place: sorted(own, key=lambda iri: (facts.rank(iri), iri)) for place, own in found.items()}


def _with_repeats(changes: list[Change]) -> Iterator[Change]:
    """Yield *changes*, those of a passage marked that a property of its owner tells already."""
    told: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        if not change.de:
            told[change.chose] |= {*change.perdus, *change.gagnes}
    for change in changes:
        texts = {*change.perdus, *change.gagnes} or set(change.nom.split("\n"))
        textual = change.propriete == TEXTE or change.sorte in {Sorte.AJOUT, Sorte.RETRAIT}
        repeats = change.genre == "Passage" and textual and texts <= told[change.de]
        yield replace(change, redite=True) if repeats else change


def _reading_order(change: Change) -> tuple[str | int, ...]:
    """Return where *change* is read: with its métier or rubrique, by what it is about, by rank."""
    properties = GENRES[change.genre].proprietes
    place = properties.index(change.propriete) if change.propriete in properties else -1
    return (
        fold(change.de_nom or change.nom),
        change.de or change.chose,
        bool(change.de),
        _ORDER[change.genre],
        change.nature,
        change.rang,
        len(properties) if change.sorte == Sorte.IRI else place,
        change.sorte,
        change.chose,
    )
