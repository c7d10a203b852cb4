"""What the reading of énoncés makes: wordings, the concepts that they express, and how it is known."""

from dataclasses import dataclass, replace
from enum import StrEnum

from carto.model import Enonce, Metier, Nature


class Relation(StrEnum):
    """What two wordings are to each other; the value is the word of ``data/rapprochements.tsv``."""

    MEME = "même"
    PLUS_GENERIQUE = "plus générique"
    PLUS_SPECIFIQUE = "plus spécifique"
    VARIANTE = "variante"
    VOISIN = "voisin"
    DISTINCT = "distinct"

    @property
    def inverse(self) -> "Relation":
        """The same relation, read from the other wording."""
        turned = {
            Relation.PLUS_GENERIQUE: Relation.PLUS_SPECIFIQUE,
            Relation.PLUS_SPECIFIQUE: Relation.PLUS_GENERIQUE,
        }
        return turned.get(self, self)

    @property
    def ties(self) -> bool:
        """Whether it makes variants of two concepts."""
        return self in (Relation.PLUS_GENERIQUE, Relation.PLUS_SPECIFIQUE, Relation.VARIANTE)


class Methode(StrEnum):
    """How it is known: the texts are the same, a rule says so, or readers decided it."""

    TEXTE = "texte"
    REGLE = "règle"
    DECISION = "décision"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two wordings are to each other, and how it is known.

    *regle* is the name of a rule of ``data/regles-concepts.toml``; *raison* is only that of a decision,
    and speaks of a first and a second text: they are *retournes* when it is read from the second.
    """

    relation: Relation
    methode: Methode
    regle: str
    confiance: float
    raison: str = ""
    retournes: bool = False

    @property
    def inverse(self) -> "Verdict":
        """The same verdict, read from the other wording."""
        turned = bool(self.raison) and not self.retournes
        return replace(self, relation=self.relation.inverse, retournes=turned)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An énoncé in the fiche where it is printed."""

    metier: Metier
    nature: Nature
    enonce: Enonce

    @property
    def parent(self) -> Enonce | None:
        """The bullet above it in its fiche."""
        above = self.enonce.parent
        return None if above is None else self.metier.enonces[self.nature][above - 1]


@dataclass(frozen=True, slots=True, eq=False)  # one by its name: compared by identity
class Formulation:
    """One text, whatever its case and typography, and the énoncés where it is printed."""

    nature: Nature
    cle: str
    texte: str
    occurrences: tuple[Occurrence, ...]

    @property
    def metiers(self) -> frozenset[str]:
        """The titles of the métiers that print it."""
        return frozenset(o.metier.titre for o in self.occurrences)

    @property
    def parents(self) -> frozenset[str]:
        """The texts below which it is printed."""
        return frozenset(o.parent.texte for o in self.occurrences if o.parent is not None)

    @property
    def is_block(self) -> bool:
        """Whether it ends in a colon and gathers others, in one fiche at least."""
        return any(
            o.enonce.texte.rstrip().endswith(":")
            and any(e.parent == o.enonce.rang for e in o.metier.enonces[o.nature])
            for o in self.occurrences
        )


@dataclass(frozen=True, slots=True)
class Fusion:
    """A wording that was joined to a concept, and the verdict of it with the concept's own wording."""

    formulation: Formulation
    verdict: Verdict


@dataclass(frozen=True, slots=True, eq=False)  # one by its name: compared by identity
class Concept:
    """What one or many énoncés express. *cle* is the key of the wording that it is named after."""

    nature: Nature
    cle: str
    libelle: str
    autres_libelles: tuple[str, ...]
    fusions: tuple[Fusion, ...]

    @property
    def formulations(self) -> tuple[Formulation, ...]:
        """Its wordings, that it is named after first."""
        return tuple(fusion.formulation for fusion in self.fusions)

    @property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """Every énoncé that expresses it, wording by wording."""
        return tuple(o for f in self.formulations for o in f.occurrences)

    @property
    def metiers(self) -> frozenset[str]:
        """The titles of the métiers that share it."""
        return frozenset(o.metier.titre for o in self.occurrences)

    @property
    def is_block(self) -> bool:
        """Whether it gathers others (« Négocier : »)."""
        return any(formulation.is_block for formulation in self.formulations)


@dataclass(frozen=True, slots=True)
class Rapprochement:
    """Two concepts that were compared, and what came of it; *verdict* is read from *a* to *b*."""

    a: Concept
    b: Concept
    verdict: Verdict
