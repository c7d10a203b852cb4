"""The vocabulary of interactions, as plain values."""

from dataclasses import dataclass
from enum import StrEnum

from carto.concepts.model import Methode
from carto.model import Lignes, Niveau


class TypeInteraction(StrEnum):
    """What a métier does with another, said from its own side."""

    COLLABORE_AVEC = "collabore-avec"
    REND_COMPTE_A = "rend-compte-a"
    RECOIT_DE = "recoit-de"
    TRANSFERE_A = "transfere-a"
    SOUTIENT = "soutient"
    PILOTE = "pilote"
    EST_PILOTE_PAR = "est-pilote-par"


class Place(StrEnum):
    """Where in its fiche a sentence stands; the values are those that IRIs use."""

    MISSION = "mission"
    ACTIVITE = "activite"
    COMPETENCE = "competence"
    CONNAISSANCE = "connaissance"
    TENDANCE = "tendance"
    INTERACTIONS = "interactions"


@dataclass(frozen=True, slots=True)
class Cible:
    """Who is worked with: a title of the taxonomy."""

    niveau: Niveau
    titre: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A printed text of a fiche: whose, where, its rank there, its words and lines.

    *rubriques*: the titles that *source* stands under, from the nearest.
    """

    source: str
    place: Place
    rang: int
    texte: str
    lignes: Lignes
    rubriques: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Interaction:
    """A métier works with *cible*, says *phrase* by its characters from *debut* to *fin*."""

    phrase: Phrase
    debut: int
    fin: int
    cible: Cible
    type: TypeInteraction
    methode: Methode
    regle: str
    confiance: float
    raison: str = ""

    @property
    def mots(self) -> str:
        """The printed words that name the target."""
        return self.phrase.texte[self.debut : self.fin]
