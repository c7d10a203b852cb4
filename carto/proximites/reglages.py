"""The numbers that the proximities depend on, and what is said of them (``data/proximites.toml``)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from carto.template import DATA


@dataclass(frozen=True, slots=True)
class Reglages:
    """What each means, ``data/proximites.toml`` says."""

    part_des_variantes: float
    seuil: float
    voisins_pour_juger: int
    accord_suffisant: float
    formations_par_famille: int
    textes: Mapping[str, str]


@cache
def reglages() -> Reglages:
    """Return the settings of this project."""
    return Reglages(**tomllib.loads((DATA / "proximites.toml").read_text(encoding="utf-8")))
