"""The grammatical form in which a bullet opens, as far as its first word shows it."""

import re
import tomllib
from enum import StrEnum
from functools import cache

from carto.template import DATA
from carto.text import fold, strip_marks, words


class Forme(StrEnum):
    """How a bullet opens."""

    SAVOIR = "savoir"
    INFINITIF = "infinitif"
    GROUPE_NOMINAL = "groupe nominal"
    AUTRE = "autre"  # a verb in the third person, or a noun without article


@cache
def _lexicon() -> dict[str, frozenset[str]]:
    raw = tomllib.loads((DATA / "syntaxe.toml").read_text(encoding="utf-8"))
    return {name: frozenset(entries) for name, entries in raw.items()}


@cache
def opening(text: str) -> Forme:
    """Return the form of the first word of *text*."""
    match = re.search(r"[a-z]+", fold(strip_marks(text)))
    word = match[0] if match else ""
    lexicon = _lexicon()
    if word == "savoir":
        return Forme.SAVOIR
    if word in lexicon["determinants"]:
        return Forme.GROUPE_NOMINAL
    regular = word.endswith(("er", "ir", "dre")) and word not in lexicon["faux_infinitifs"]
    return Forme.INFINITIF if regular or word in lexicon["infinitifs"] else Forme.AUTRE


@cache
def subjects(text: str) -> frozenset[str]:
    """Return the content words of *text*, before its first parenthesis, cut to their stem."""
    found = words(text.split("(", 1)[0])
    return frozenset(w[:7] for w in found if len(w) > 1 and w not in _lexicon()["mots_vides"])


def opens_low(text: str) -> bool:
    """Whether *text* opens with a small letter."""
    return strip_marks(text).lstrip('(«" ')[:1].islower()
