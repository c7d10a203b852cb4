"""What two readers found and a third kept, and how well others match it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from carto.corrections import read_table
from carto.interactions import (
    Decision,
    Decisions,
    Ecrit,
    Interaction,
    find_interactions,
    names,
    phrases,
    targets,
)
from carto.model import Cartographie
from tests.conftest import DONNEES

_COLUMNS = (
    "moitie", "ligne", "source", "mots", "cible", "type", "retenu", "lecteur_a", "lecteur_b", "note",
)  # fmt: skip

# A line, the métier whose fiche it is in, and whom it names.
Mention = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Lecture:
    """A mention that a reader found: whether it is one, of which type, and who found it."""

    moitie: str
    mention: Mention
    type: str
    retenu: str
    lecteurs: tuple[str, str]


def load_readings() -> tuple[Lecture, ...]:
    """Read what was found."""
    return tuple(
        Lecture(
            c["moitie"],
            (int(c["ligne"]), c["source"], c["cible"]),
            c["type"],
            c["retenu"],
            (c["lecteur_a"], c["lecteur_b"]),
        )
        for _, c in read_table(DONNEES / "interactions.tsv", _COLUMNS)
    )


def found_in(
    cartographie: Cartographie, noms: Iterable[Ecrit], decisions: Iterable[Decision]
) -> dict[Mention, Interaction]:
    """Return what is found with those names and decisions, by each line that its sentence stands on."""
    titles = targets(cartographie)
    found = find_interactions(phrases(cartographie), names(noms, titles), Decisions(decisions, titles))
    return {
        (line, i.phrase.source, i.cible.titre): i
        for i in found
        for line in range(i.phrase.lignes.debut, i.phrase.lignes.fin + 1)
    }


@dataclass(frozen=True, slots=True)
class Score:
    """How many of the mentions were found, how many things found are none, how many were missed."""

    trouvees: int
    fausses: int
    manquees: int

    @property
    def precision(self) -> float:
        """The share of what is found that is right; a doubt is neither."""
        return self.trouvees / (self.trouvees + self.fausses)

    @property
    def rappel(self) -> float:
        """The share of what is there that is found."""
        return self.trouvees / (self.trouvees + self.manquees)


def score(readings: Collection[Lecture], found: Collection[Mention]) -> Score:
    """Compare *found*, of the same métiers as *readings*, with what the readers kept."""
    kept = {r.mention for r in readings if r.retenu == "oui"}
    doubtful = {r.mention for r in readings if r.retenu == "doute"}
    seen = set(found)
    return Score(len(seen & kept), len(seen - kept - doubtful), len(kept - seen))
