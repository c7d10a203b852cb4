"""An alignment: what a target of ROME or ESCO is to a thing of the cartography, by whose judgement."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from carto.alignements.reglages import reglages

# What SSSOM calls it when nothing was found.
NO_TERM = "sssom:NoTermFound"
# What the IRI of a concept of ESCO starts with.
ESCO = "http://data.europa.eu/esco/"
# And how it ends.
UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


class Referentiel(StrEnum):
    """The two references."""

    ROME = "rome"
    ESCO = "esco"


@dataclass(frozen=True, slots=True)
class Cible:
    """A concept of a reference: its code (ROME), or the end of its IRI (ESCO: ``occupation/…``).

    *langue*: of its label; some skills of ESCO have no French one. *notation*: the code that people
    know it by; a skill of ESCO has none.
    """

    referentiel: Referentiel
    code: str
    libelle: str
    langue: str = "fr"
    notation: str = ""


@dataclass(frozen=True, slots=True)
class Alignement:
    """A decision, and where it is written.

    *sujet*: type and local name (``metier/architecte-reseaux``). *cible* None: nothing was found in
    *referentiel*. *refuse*: the target is tempting, and is no match. *confiance*: from 0 to 1.
    """

    sujet: str
    libelle: str
    relation: str
    refuse: bool
    referentiel: Referentiel
    cible: Cible | None
    justification: str
    confiance: float
    auteur: str
    date: str
    version: str
    raison: str
    table: str
    ligne: int

    @property
    def genre(self) -> str:
        """The type of the subject: metier, competence or connaissance."""
        return self.sujet.partition("/")[0]

    @property
    def lie(self) -> bool:
        """Whether it is a link: not refused, and not without a target."""
        return self.cible is not None and not self.refuse


@dataclass(frozen=True, slots=True)
class Relecture:
    """What a second reader, who knew nothing of the first, found the target to be.

    *premiere*, *confiance*: what the first reading said then; where the two disagreed, the tables may
    say otherwise since. *cible*: ``rome:M1804``, ``esco:occupation/…``.
    """

    sujet: str
    cible: str
    premiere: str
    confiance: float
    relation: str
    raison: str

    @property
    def juste(self) -> bool:
        """Whether the second reader found what the first had: a link, or a false friend."""
        known = reglages()
        if self.premiere == known.refus:
            return self.relation not in known.justes
        return self.relation in known.justes or self.premiere == self.relation


@dataclass(frozen=True, slots=True)
class Officiel:
    """What the official correspondence says of a ROME fiche and an ESCO occupation.

    *appellations*: how many titles of the fiche it joins to the occupation. « - » on one side, and 0:
    it knows the other, and joins it to nothing that is linked here.
    """

    rome: str
    esco: str
    appellations: int


@dataclass(frozen=True, slots=True)
class Alignements:
    """All that was decided, read again, and is known of the official correspondence."""

    decisions: tuple[Alignement, ...] = ()
    relectures: tuple[Relecture, ...] = ()
    officiel: tuple[Officiel, ...] = ()
    raisons: tuple[tuple[str, str, str, str], ...] = ()

    def renamed(self, names: Mapping[str, str]) -> "Alignements":
        """Return the same, said of what replaces each subject that *names* has."""
        return replace(
            self,
            decisions=tuple(replace(d, sujet=names.get(d.sujet, d.sujet)) for d in self.decisions),
            relectures=tuple(replace(r, sujet=names.get(r.sujet, r.sujet)) for r in self.relectures),
            raisons=tuple((names.get(m, m), rome, esco, why) for m, rome, esco, why in self.raisons),
        )
