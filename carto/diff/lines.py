"""One change as lines of French text. The words are in ``data/changements.toml``."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from carto.diff.changes import Change, Sorte
from carto.diff.facts import CONCEPTS, PREF_LABEL, TAXONS, TEXTE, TYPE, carto
from carto.quads import vocabularies
from carto.template import DATA

# What a métier gains and loses.
_GAINS = carto("exerceActivite", "requiertCompetence", "requiertConnaissance")
_PARENTS = carto("enonceParent", "tendanceParent")
_TITLED = {genre.nom for genre in TAXONS}
_CONCEPTS = {genre.nom for genre in CONCEPTS}

# Two values whose length does not exceed this one together stand on one line.
_SHORT = 70


def lines(change: Change, parts: Mapping[str, int]) -> list[str]:
    """Return *change* in words; *parts*: how many parts of each class came or went with the thing."""
    return [row.replace("\n", " ") for row in _rows(change, parts)]


def _rows(change: Change, parts: Mapping[str, int]) -> list[str]:
    match change.sorte:
        case Sorte.AJOUT:
            return [f"+ {_what(change)} « {change.nom} »{_details(change, parts)}"]
        case Sorte.RETRAIT:
            return [f"− {_what(change)} « {change.nom} »{_details(change, parts)}"]
        case Sorte.IRI:
            old, new = change.perdus[0], change.gagnes[0]
            return [f"sans doute la même chose sous une autre IRI : {old} → {new}"]
        case Sorte.ORDRE:
            return [f"{named(change)} : {_way(change.perdus[0], change.gagnes[0])}"]
        case Sorte.VALEUR:
            return _gains(change) if change.propriete in _GAINS else _values(change)


def _way(old: str, new: str) -> str:
    return f"du rang {old} au rang {new}" if old != new else "plus au même endroit parmi les autres"


def count(number: int, kind: str) -> str:
    """Return « 3 métiers »."""
    return f"{number} {_words()['classes'].get(kind, [kind, kind])[number > 1]}"


def word(predicate: str) -> str:
    """Return how a property is said."""
    return str(_words()["proprietes"].get(short(predicate), short(predicate)))


def short(iri: str) -> str:
    """Return *iri* with the prefix of its vocabulary, if that is known."""
    for prefix, namespace in vocabularies().items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri}>"


@cache
def _words() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads((DATA / "changements.toml").read_text(encoding="utf-8"))


def _what(change: Change) -> str:
    """Return « compétence 3 »; a remark has no rank."""
    noun = _noun(change.nature)
    return f"{noun} {change.rang}" if change.rang and change.genre != "Remarque" else noun


def _noun(kind: str) -> str:
    return str(_words()["classes"].get(kind, [kind])[0])


def named(change: Change) -> str:
    """Return « compétence 3 « négocier » » of a part, and so of all that is no métier or rubrique."""
    if change.genre in _TITLED:
        return change.nom
    return f"{_what(change)} « {change.nom} »"


def _details(change: Change, parts: Mapping[str, int]) -> str:
    if change.genre == "Remarque":
        return f" : {' '.join(change.details)}"
    found = [count(parts[kind], kind) for kind in _words()["classes"] if kind in parts]
    if change.genre in _CONCEPTS and change.sorte == Sorte.AJOUT:
        found += [count(int(jobs), "Metier") for jobs in change.details if jobs.isdecimal()]
    elif change.details:
        what = "ses énoncés expriment maintenant" if change.genre in _CONCEPTS else "dans"
        found.insert(0, f"{what} {_quoted(change.details)}")
    return f" ({' ; '.join(found)})" if found else ""


def _gains(change: Change) -> list[str]:
    both = (("gagnées", change.gagnes), ("perdues", change.perdus))
    return [f"{word(change.propriete)} {way} : {_quoted(found)}" for way, found in both if found]


def _values(change: Change) -> list[str]:
    title = word(change.propriete)
    if change.de:  # a text that changed is not said twice
        title = f"{_what(change) if change.propriete == TEXTE else named(change)}, {title}"
    elif change.propriete == PREF_LABEL and change.perdus and change.gagnes == (change.nom,):
        return [f"auparavant {_quoted(change.perdus)}"]
    if change.propriete in _PARENTS:
        return [f"{title} {_place(change.gagnes)} (auparavant {_place(change.perdus)})"]
    was, now = change.perdus, change.gagnes
    if change.propriete == TYPE:
        was, now = tuple(map(_noun, was)), tuple(map(_noun, now))
    rows = [*(f"− « {value} »" for value in was), *(f"+ « {value} »" for value in now)]
    if len(rows) == 1:
        return [f"{title} : {rows[0]}"]
    if len(was) == len(now) == 1 and sum(map(len, rows)) <= _SHORT:
        return [f"{title} : {_quoted(was)} → {_quoted(now)}"]
    return [f"{title} :", *(f"  {row}" for row in rows)]


def _place(parents: Sequence[str]) -> str:
    return f"sous {_quoted(parents)}" if parents else "en tête de liste"


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"« {word} »" for word in words)
