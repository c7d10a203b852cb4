"""What two readers found and a third kept, and how well others match it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from carto.corrections import read_table
from carto.interactions import Decision, Ecrit, Interaction, read_interactions
from carto.model import Cartographie
from tests.conftest import DONNEES
from tests.score import Score

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
    return {
        (line, i.phrase.source, i.cible.titre): i
        for i in read_interactions(cartographie, noms, decisions)
        for line in range(i.phrase.lignes.debut, i.phrase.lignes.fin + 1)
    }


def score(readings: Collection[Lecture], found: Collection[Mention]) -> Score:
    """Compare *found*, of the same métiers as *readings*, with what was kept; a doubt is neither."""
    kept = {r.mention for r in readings if r.retenu == "oui"}
    doubtful = {r.mention for r in readings if r.retenu == "doute"}
    seen = set(found)
    return Score(len(seen & kept), len(seen - kept - doubtful), len(kept - seen))
