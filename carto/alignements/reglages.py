"""The settings of alignments (``data/alignements.toml``)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from carto.template import DATA


@dataclass(frozen=True, slots=True)
class Bande:
    """A band of confidence: from which confidence on, and its names."""

    nom: str
    minimum: float
    fr: str
    en: str


@dataclass(frozen=True, slots=True)
class Reglages:
    """See ``data/alignements.toml`` for each field."""

    bandes: tuple[Bande, ...]
    relations_relues: tuple[str, ...]
    justes: frozenset[str]
    refus: str
    quantile: float
    textes: Mapping[str, str]
    nombre: int
    poids: Mapping[str, float]


@cache
def reglages() -> Reglages:
    """Read ``data/alignements.toml``, once."""
    raw = tomllib.loads((DATA / "alignements.toml").read_text(encoding="utf-8"))
    return Reglages(
        bandes=tuple(Bande(**band) for band in raw["bande"]),
        relations_relues=tuple(raw["relecture"]["relations"]),
        justes=frozenset(raw["relecture"]["justes"]),
        refus=raw["relecture"]["refus"],
        quantile=raw["relecture"]["quantile"],
        textes=raw["textes"],
        nombre=raw["proposition"]["nombre"],
        poids=raw["proposition"]["poids"],
    )
