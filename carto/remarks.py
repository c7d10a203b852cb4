"""Oddities of the document, kept beside it (``data/remarques.tsv``) and never corrected in it."""

from dataclasses import dataclass
from pathlib import Path

from carto.corrections import check_quote, line_number, read_table
from carto.errors import InputError
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
    for row in read_table(path, ("ligne", "citation", "genre", "remarque")):
        line = line_number(row["ligne"], document, file=path)
        check_quote(row["citation"], line, document, file=path)
        remark = Remarque(line, row["citation"], row["genre"], row["remarque"])
        if remark in found:
            raise InputError("remarque en double", line=line, file=str(path))
        found.append(remark)
    return tuple(found)
