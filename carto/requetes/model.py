"""A documented query, and its typed parameters."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from carto.template import DATA


class Genre(StrEnum):
    """How the value of a parameter is read; ``data/parametres.toml`` says what each is."""

    CHOSE = "chose"
    CHOIX = "choix"
    ENTIER = "entier"
    PART = "part"
    TEXTE = "texte"
    LIMITE = "limite"


@dataclass(frozen=True, slots=True)
class Choix:
    """A value that may be chosen, and what it means: a named graph, or else the name itself."""

    nom: str
    fr: str
    en: str
    graphe: str = ""


@dataclass(frozen=True, slots=True)
class TypeParametre:
    """A type of parameter: what it is in words, and what there is to choose from."""

    nom: str
    fr: str
    en: str
    genre: Genre
    classes: Sequence[str] = ()
    choix: Sequence[Choix] = ()


@dataclass(frozen=True, slots=True)
class Parametre:
    """A parameter of a query. *defaut* is its value as the file writes it: a SPARQL term."""

    nom: str
    type: TypeParametre
    fr: str
    en: str
    defaut: str

    @property
    def place(self) -> re.Pattern[str]:
        """Where its value stands in the text of the query, as the only group.

        The only ``VALUES`` block of its variable; of a limit, the number of the last ``LIMIT``.
        """
        if self.type.genre == Genre.LIMITE:
            return re.compile(r"\bLIMIT (\d+)\s*\Z")
        return re.compile(rf"\bVALUES \?{re.escape(self.nom)} \{{ ([^{{}}]+) \}}")


@dataclass(frozen=True, slots=True)
class Requete:
    """A query of the folder: what it asks, in two languages, its parameters, columns and rows.

    *lignes* is the number of rows that it gives on this edition with the values of its file.
    *charge*: the vocabularies that must be loaded for it to give any.
    """

    nom: str
    titre: str
    title: str
    question: str
    question_en: str
    parametres: Sequence[Parametre]
    colonnes: Sequence[str]
    lignes: int
    texte: str
    charge: Sequence[str] = ()


@cache
def types() -> Mapping[str, TypeParametre]:
    """Return the types of parameters, by name."""
    raw = tomllib.loads((DATA / "parametres.toml").read_text(encoding="utf-8"))
    return {
        nom: TypeParametre(
            nom,
            said["fr"],
            said["en"],
            Genre(said["genre"]),
            tuple(said.get("classes", ())),
            tuple(Choix(**one) for one in said.get("choix", ())),
        )
        for nom, said in raw.items()
    }
