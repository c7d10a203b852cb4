"""What readers decided of who works with whom, where rules cannot: ``data/interactions.tsv``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from carto.concepts.model import Methode
from carto.corrections import read_table
from carto.errors import InputError
from carto.interactions.model import Cible, Interaction, Phrase, TypeInteraction

_COLUMNS = ("ligne", "mots", "cible", "type", "certitude", "raison")
_NOT, _RULE = "non", "lecture"


class Certitude(StrEnum):
    """How sure the reader is."""

    SURE = "sure"
    MOYENNE = "moyenne"
    DOUTEUSE = "douteuse"


CONFIDENCE: Mapping[Certitude, float] = {
    Certitude.SURE: 0.95,
    Certitude.MOYENNE: 0.8,
    Certitude.DOUTEUSE: 0.5,
}


@dataclass(frozen=True, slots=True)
class Decision:
    """A row: the words of a line that name *cible*, and what is done with it (None: nothing)."""

    ligne: int
    mots: str
    cible: str
    type: TypeInteraction | None
    certitude: Certitude
    raison: str
    row: int
    path: Path

    def error(self, message: str) -> InputError:
        """Return *message* as an error at this row."""
        return InputError(message, line=self.row, file=str(self.path))


class Decisions:
    """All decisions, found by the line that they are about; *titles* are those of the taxonomy."""

    def __init__(self, rows: Iterable[Decision] = (), titles: Mapping[str, Cible] = {}) -> None:
        """Index *rows*.

        Raises:
            InputError: If one is about a title that there is none of.
        """
        self._titles = titles
        for row in rows:
            if row.cible not in titles:
                raise row.error(f"« {row.cible} » n'est pas un titre de la cartographie")
        self._by_line: dict[int, list[Decision]] = {}
        for row in rows:
            self._by_line.setdefault(row.ligne, []).append(row)
        self._used: set[int] = set()

    def apply(self, phrase: Phrase, by_rule: Mapping[Cible, Interaction]) -> dict[Cible, Interaction]:
        """Return what *phrase* says, given what the rules found in it."""
        found = dict(by_rule)
        for line in range(phrase.lignes.debut, phrase.lignes.fin + 1):
            for row in self._by_line.get(line, ()):
                start = phrase.texte.find(row.mots)
                if start < 0:
                    continue
                self._used.add(row.row)
                cible = self._titles[row.cible]
                found.pop(cible, None)
                if row.type is not None:
                    found[cible] = _interaction(row, cible, phrase, start)
        return found

    def check_used(self) -> None:
        """Check that every decision was about words that are printed.

        Raises:
            InputError: With the first one that was not.
        """
        for row in (row for rows in self._by_line.values() for row in rows):
            if row.row not in self._used:
                raise row.error(f"« {row.mots} » n'est pas dans une phrase de la ligne {row.ligne}")


def _interaction(row: Decision, cible: Cible, phrase: Phrase, start: int) -> Interaction:
    assert row.type is not None
    end, confidence = start + len(row.mots), CONFIDENCE[row.certitude]
    method = Methode.DECISION
    return Interaction(phrase, start, end, cible, row.type, method, _RULE, confidence, row.raison)


def load_interactions(path: Path) -> tuple[Decision, ...]:
    """Read the decisions at *path*.

    Raises:
        InputError: If a row is not as expected.
    """
    found: dict[tuple[int, str, str], Decision] = {}
    for row, cells in read_table(path, _COLUMNS):

        def refuse(message: str, row: int = row) -> InputError:
            return InputError(message, line=row, file=str(path))

        if not cells["ligne"].isdecimal():
            raise refuse(f"« {cells['ligne']} » n'est pas une ligne du document")
        if cells["type"] not in {*TypeInteraction, _NOT}:
            raise refuse(f"« {cells['type']} » n'est pas un type ({', '.join(TypeInteraction)}, {_NOT})")
        if cells["certitude"] not in set(Certitude):
            raise refuse(f"« {cells['certitude']} » n'est pas une certitude ({', '.join(Certitude)})")
        kind = None if cells["type"] == _NOT else TypeInteraction(cells["type"])
        line, mots, cible = int(cells["ligne"]), cells["mots"], cells["cible"]
        key = (line, mots, cible)
        if key in found:
            raise refuse(f"déjà décidé, ligne {found[key].row}")
        certitude = Certitude(cells["certitude"])
        found[key] = Decision(line, mots, cible, kind, certitude, cells["raison"], row, path)
    return tuple(found.values())
