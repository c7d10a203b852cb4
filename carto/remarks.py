"""Oddities of the document, kept beside it (``data/remarques.tsv``) and never corrected in it."""

from dataclasses import dataclass
from pathlib import Path

from carto.corrections import read_entries
from carto.source import Document


@dataclass(frozen=True, slots=True)
class Remarque:
    """What is odd at *ligne*, with the words it quotes."""

    ligne: int
    citation: str
    genre: str
    texte: str


def load_remarks(path: Path, document: Document) -> tuple[Remarque, ...]:
    """Read the remarks at *path*, and check each against the words it quotes.

    Raises:
        InputError: If a line does not exist, if the quoted words are not there, or if the
            same remark stands twice.
    """
    found: list[Remarque] = []
    for entry in read_entries(path, ("ligne", "citation", "genre", "remarque"), document):
        cells = entry.cells
        line = entry.quoted_line("citation")
        remark = Remarque(line, cells["citation"], cells["genre"], cells["remarque"])
        if remark in found:
            raise entry.error("remarque en double")
        found.append(remark)
    return tuple(found)
