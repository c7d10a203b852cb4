"""The fiches and what was read from them, as Python objects: expected results are counted from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from carto.concepts import Concept, Rapprochement, group, occurrences
from carto.concepts.sharing import Partage, same_or_variant, same_text
from carto.concepts.ties import compared
from carto.edition import Dossier
from carto.interactions import Interaction, read_interactions
from carto.model import Cartographie, Metier, Rubrique
from carto.read import all_metiers, all_rubriques, metiers_of


@dataclass(frozen=True)
class Lecture:
    """A document read: its fiches, the concepts that they express, and what was decided of them."""

    cartographie: Cartographie
    dossier: Dossier
    concepts: Sequence[Concept]
    rapprochements: Sequence[Rapprochement]
    interactions: Sequence[Interaction]

    @property
    def metiers(self) -> Mapping[str, Metier]:
        """The métiers by title, in the order of the document."""
        return {m.titre: m for m in all_metiers(self.cartographie)}

    @property
    def rubriques(self) -> Sequence[Rubrique]:
        """Domaines, familles and sous-familles, each before those below it."""
        return tuple(all_rubriques(self.cartographie))

    def metiers_de(self, rubrique: Rubrique) -> frozenset[str]:
        """Return the titles of the métiers of *rubrique*, at any depth."""
        return frozenset(m.titre for m in metiers_of(rubrique))

    def partages(self, niveau: str) -> Sequence[Partage]:
        """Return what métiers share at the level ``partage-texte`` or ``partage-variantes``."""
        if niveau == "partage-texte":
            return same_text(self.concepts, self.dossier.lecture.libelles)
        return same_or_variant(self.concepts, self.rapprochements)


def read(cartographie: Cartographie, dossier: Dossier) -> Lecture:
    """Read *cartographie* as the build does."""
    concepts = group(occurrences(cartographie), dossier.lecture)
    ties = compared(concepts, dossier.lecture.decisions)
    found = read_interactions(cartographie, dossier.noms, dossier.interactions)
    return Lecture(cartographie, dossier, concepts, ties, found)
