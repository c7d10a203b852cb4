"""The knowledge of words that comparing énoncés takes (``data/concepts.toml``)."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from carto.model import Nature
from carto.template import DATA

_FILE = DATA / "concepts.toml"

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Niveau:
    """A level of a connaissance: its name in the ontology, and the words that say it."""

    nom: str
    mots: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Lexique:
    """See ``data/concepts.toml`` for each field."""

    outils: frozenset[str]
    equivalents: Mapping[Words, str]
    liens: frozenset[str]
    cadres: Mapping[Nature, tuple[Words, ...]]
    cadres_faibles: Mapping[Nature, tuple[Words, ...]]
    ouvrants: tuple[Words, ...]
    portees: frozenset[Words]
    seuls: frozenset[str]
    publics: frozenset[str]
    negations: frozenset[str]
    niveaux: tuple[Niveau, ...]
    typographie: tuple[tuple[str, str], ...]
    infinitifs: Words


def split(text: str) -> Words:
    """Return the words of an entry, which is written without accents."""
    return tuple(re.findall(r"[^\W_]+|[,;/]", text))


@cache
def lexicon() -> Lexique:
    """Read ``data/concepts.toml``, once."""
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return Lexique(
        outils=frozenset(raw["mots"]["outils"]),
        equivalents={split(printed): compared for printed, compared in raw["mots"]["equivalents"]},
        liens=frozenset(raw["mots"]["liens"]),
        cadres={n: _longest_first(raw["cadres"][n]) for n in Nature},
        cadres_faibles={n: _longest_first(raw["cadres_faibles"][n]) for n in Nature},
        ouvrants=_longest_first(raw["qualificatifs"]["ouvrants"]),
        portees=frozenset(map(split, raw["qualificatifs"]["portees"])),
        seuls=frozenset(raw["qualificatifs"]["seuls"]),
        publics=frozenset(raw["qualificatifs"]["publics"]),
        negations=frozenset(raw["qualificatifs"]["negations"]),
        niveaux=tuple(Niveau(n["nom"], _longest_first(n["mots"])) for n in raw["niveaux"]),
        typographie=tuple((printed, read) for printed, read in raw["typographie"]["remplacements"]),
        infinitifs=tuple(raw["typographie"]["infinitifs"]),
    )


def _longest_first(entries: list[str]) -> tuple[Words, ...]:
    return tuple(sorted(map(split, entries), key=lambda words: (-len(words), words)))
