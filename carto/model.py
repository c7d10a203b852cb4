"""What a cartographie is made of, as plain values.

Every value keeps the lines of the document it was read from. Texts are as printed, without
bullets and bold or italic marks; nothing is corrected here.
"""

from dataclasses import dataclass
from enum import StrEnum


class Nature(StrEnum):
    """What a bullet of a fiche states; the value is the type segment of its IRI."""

    ACTIVITE = "activite"
    COMPETENCE = "competence"
    CONNAISSANCE = "connaissance"


class Niveau(StrEnum):
    """The level of a title in the taxonomy; the value is the type segment of its IRI."""

    DOMAINE = "domaine"
    FAMILLE = "famille"
    SOUS_FAMILLE = "sous-famille"
    METIER = "metier"


class Forme(StrEnum):
    """How a fiche is laid out."""

    STANDARD = "standard"
    INNOVATION = "innovation"
    A_COMPLETER = "a-completer"


@dataclass(frozen=True, slots=True)
class Lignes:
    """The first and last line that a thing occupies in the document."""

    debut: int
    fin: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A printed text that is not a bullet of a fiche: a mission, a paragraph, a note."""

    texte: str
    lignes: Lignes


@dataclass(frozen=True, slots=True)
class Repere:
    """A line that only structures the page (a heading, an announcement), and its role."""

    role: str
    lignes: Lignes


@dataclass(frozen=True, slots=True)
class Reparation:
    """How the place of a bullet was repaired: by which rule, or by a correction, and why."""

    regle: str
    raison: str


@dataclass(frozen=True, slots=True)
class Enonce:
    """One bullet at its true place in its list.

    *rang* is 1-based in the section; *profondeur* is 0-based; *parent* is the rang of the
    bullet above, or None at the top.
    """

    texte: str
    lignes: Lignes
    rang: int
    profondeur: int = 0
    parent: int | None = None
    groupe: str | None = None
    reparation: Reparation | None = None


@dataclass(frozen=True, slots=True)
class Metier:
    """A métier and its fiche."""

    titre: str
    lignes: Lignes
    forme: Forme
    mission: Passage
    enonces: dict[Nature, tuple[Enonce, ...]]
    tendances: tuple[Enonce, ...] = ()
    intitules: tuple[Passage, ...] = ()
    interactions: tuple[Passage, ...] = ()
    notes: tuple[Passage, ...] = ()
    reperes: tuple[Repere, ...] = ()
    intitule_savoirs: Passage | None = None  # Innovation: the printed heading of the groups


@dataclass(frozen=True, slots=True)
class Annonce:
    """The sentence that says how many families or sub-families follow, and their names as announced."""

    niveau: Niveau
    phrase: Passage
    noms: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Rubrique:
    """A domaine, famille or sous-famille: its own texts, then what it holds, in printed order."""

    niveau: Niveau
    titre: str
    lignes: Lignes
    presentation: tuple[Passage, ...] = ()
    tendances: tuple[Enonce, ...] = ()
    annonces: tuple[Annonce, ...] = ()
    notes: tuple[Passage, ...] = ()
    reperes: tuple[Repere, ...] = ()
    rubriques: tuple["Rubrique", ...] = ()
    metiers: tuple[Metier, ...] = ()


@dataclass(frozen=True, slots=True)
class Cartographie:
    """The whole document."""

    page_de_titre: tuple[Passage, ...]
    sommaire: tuple[Passage, ...]
    introduction: tuple[Passage, ...]
    domaines: tuple[Rubrique, ...]
    artefacts: tuple[Passage, ...] = ()
