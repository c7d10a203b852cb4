"""What the graphs and files of a build are, said for people: two tables of ``data``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from carto.template import DATA


@dataclass(frozen=True, slots=True)
class Fichier:
    """A file of a build. *distribution*: whether it holds the whole dataset."""

    nom: str
    type: str
    titre_fr: str
    titre_en: str
    distribution: bool = False

    def describes(self, name: str) -> bool:
        """Whether this is the description of the file *name*; « {nom} » stands for any word."""
        before, hole, after = self.nom.partition("{nom}")
        if not hole:
            return name == self.nom
        return name.startswith(before) and name.endswith(after)


@cache
def fichiers() -> tuple[Fichier, ...]:
    """Return the files of a build, in the order in which people are shown them."""
    raw = tomllib.loads((DATA / "telechargements.toml").read_text(encoding="utf-8"))
    return tuple(Fichier(**entry) for entry in raw["fichier"])


def fichier(name: str) -> Fichier | None:
    """Return the description of the file *name* of a build, if there is one."""
    return next((f for f in fichiers() if f.describes(name)), None)


@cache
def apart() -> tuple[str, ...]:
    """Return the names of the graphs that stay out of the union: they say otherwise what it says."""
    return tuple(name for name, said in textes()["graphes"].items() if said.get("apart"))


@cache
def textes() -> Mapping[str, Any]:
    """Return what is said of the dataset (« jeu ») and of each graph (« graphes »)."""
    return tomllib.loads((DATA / "graphes.toml").read_text(encoding="utf-8"))
