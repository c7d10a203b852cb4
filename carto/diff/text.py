"""Changes in French, grouped by what they are about, for whoever edits or reads the cartographie."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from jinja2 import Environment, PackageLoader

from carto.diff.changes import Change, Changes, Sorte
from carto.diff.facts import CONCEPTS, GENRES, TAXONS
from carto.diff.lines import count, lines, named, short, word
from carto.text import fold

# Of what one dump knows nothing at all, more changes than these are counted, not listed.
_MANY = 10

_TEMPLATES = Environment(
    loader=PackageLoader("carto"),
    autoescape=False,  # noqa: S701 (plain text)
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_RUBRIQUES = {genre.nom for genre in TAXONS} - {"Metier"}
_CONCEPTS = {genre.nom for genre in CONCEPTS}
_SECTIONS = {
    "Domaines, familles et sous-familles": _RUBRIQUES,
    "Métiers": {"Metier"},
    "Activités, compétences et connaissances": _CONCEPTS,
    "Le reste": {*GENRES, ""} - _RUBRIQUES - _CONCEPTS - {"Metier"},
}

Kind = tuple[Sorte, str, str]
Parts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Groupe:
    """What changed about one thing and its parts."""

    nom: str
    lignes: list[str]


@dataclass(frozen=True, slots=True)
class Section:
    """What changed about some kinds of things: *lignes*: what came or went; then each that changed."""

    titre: str
    lignes: list[str]
    groupes: list[Groupe]


def describe(changes: Changes) -> str:
    """Return *changes* as French text; each line ends with a line feed."""
    told = [change for change in changes.told if not change.redite]
    counted = _counted(changes, told)
    listed = [change for change in told if _kind(change) not in counted]
    parts = _parts(changes.told)
    sections = [_section(title, listed, genres, parts) for title, genres in _SECTIONS.items()]
    return _TEMPLATES.get_template("changements.txt").render(
        changes=changes,
        sections=[section for section in sections if section.lignes or section.groupes],
        comptes=[_count_sentence(kind, number, changes) for kind, number in counted.items()],
        numeros=", ".join(count(n, genre) for genre, n in sorted(changes.renamed.items())),
        triplets=_triples,
    )


def _kind(change: Change) -> Kind:
    return change.sorte, change.genre, change.propriete


def _counted(changes: Changes, told: Iterable[Change]) -> Mapping[Kind, int]:
    """Return the kinds of changes that are not listed one by one, and how many there are of each.

    Two dumps of different models would else be told apart property by property, for every métier.
    """
    unknown = changes.only_before | changes.only_after
    counts = Counter(_kind(change) for change in told)
    return {kind: n for kind, n in counts.items() if n > _MANY and kind[1:] in unknown}


def _count_sentence(kind: Kind, number: int, changes: Changes) -> str:
    _, genre, predicate = kind
    sign, silent = ("+", "premier") if kind[1:] in changes.only_after else ("−", "second")
    what = f"{word(predicate)} de {count(number, genre)}" if predicate else count(number, genre)
    return f"{sign} {what} (le {silent} n'en dit rien)"


def _section(title: str, told: Iterable[Change], genres: set[str], parts: Parts) -> Section:
    own = [change for change in told if (change.de_genre if change.de else change.genre) in genres]
    whole = sorted((change for change in own if _is_whole(change)), key=_whole_order)
    groups = groupby((c for c in own if not _is_whole(c)), key=lambda c: c.de or c.chose)
    return Section(
        title,
        [line for change in whole for line in lines(change, parts.get(change.chose, {}))],
        [_group(list(found)) for _, found in groups],
    )


def _group(found: Sequence[Change]) -> Groupe:
    """Return what changed about one thing; a single line about itself stands beside its name."""
    first = found[0]
    name = (first.de_nom if first.de else named(first)).replace("\n", " ")
    rows = [line for change in found for line in lines(change, {})]
    return Groupe(name, rows) if first.de or len(rows) > 1 else Groupe(f"{name}, {rows[0]}", [])


def _is_whole(change: Change) -> bool:
    """Whether a thing came or went that is a part of no other."""
    return change.sorte in {Sorte.AJOUT, Sorte.RETRAIT} and not change.de


def _whole_order(change: Change) -> tuple[str, int, str, str]:
    return change.sorte, list(GENRES).index(change.genre), fold(change.nom), change.chose


def _parts(told: Iterable[Change]) -> Parts:
    """Return how many parts of each class came or went with a thing."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for change in told:
        if change.redite and change.sorte in {Sorte.AJOUT, Sorte.RETRAIT}:
            found[change.de][change.nature] += 1
    return found


def _triples(counts: Mapping[str, int]) -> str:
    """Return « 15 triplets (carto:ligneDebut 12, carto:ligneFin 3) »: the most frequent first."""
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    total = sum(counts.values())
    found = ", ".join(f"{short(iri)} {number}" for iri, number in ordered)
    return f"{total} triplet{'s' if total > 1 else ''} ({found})"
