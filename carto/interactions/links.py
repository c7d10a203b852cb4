"""The words that say what one does with another (``data/liens.toml``), and what they come to."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from carto.interactions.model import TypeInteraction
from carto.interactions.phrases import Token
from carto.template import DATA

_FILE = DATA / "liens.toml"
_STOPS = frozenset(".;:")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lien:
    """Words, as lemmas, that say *type* of who is named after them, within *portee* words.

    *faible*: any other link before it in the same proposition says more.
    """

    mots: Words
    type: TypeInteraction
    portee: int
    faible: bool


@dataclass(frozen=True, slots=True)
class Liens:
    """See ``data/liens.toml`` for each field."""

    liens: tuple[Lien, ...]
    documents: frozenset[str]
    groupes: frozenset[str]
    outils: frozenset[str]
    enumeration: frozenset[str]
    confiances: Mapping[str, float]
    phrases: Mapping[str, str]


@cache
def links() -> Liens:
    """Read ``data/liens.toml``, once."""
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    found = [
        Lien(tuple(words.split()), TypeInteraction(kind), entry["portee"], entry["faible"])
        for kind, entries in raw["liens"].items()
        for entry in entries
        for words in entry["mots"]
    ]
    return Liens(
        liens=tuple(sorted(found, key=lambda lien: -len(lien.mots))),
        documents=frozenset(raw["documents"]),
        groupes=frozenset(raw["groupes"]),
        outils=frozenset(raw["outils"]),
        enumeration=frozenset(raw["enumeration"]),
        confiances={name: rule["confiance"] for name, rule in raw["regles"].items()},
        phrases={name: rule["phrase"] for name, rule in raw["regles"].items()},
    )


def link_before(found: Sequence[Token], start: int) -> Lien | None:
    """Return the nearest link that ends before the word at *start*, in the same proposition."""
    lemmas: list[str] = []
    for token in reversed(found[:start]):
        if token.forme in _STOPS:
            break
        if token.lemme not in links().outils:
            lemmas.insert(0, token.lemme)
    weak = None
    for end in range(len(lemmas), 0, -1):
        for lien in links().liens:
            first = end - len(lien.mots)
            near = len(lemmas) - end <= lien.portee
            if first >= 0 and tuple(lemmas[first:end]) == lien.mots and near:
                if not lien.faible:
                    return lien
                weak = weak or lien
    return weak
