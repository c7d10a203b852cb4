"""Decisions that no rule can take: one line of ``data/corrections.tsv`` each."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from carto.errors import InputError
from carto.source import Document


@dataclass(frozen=True, slots=True)
class Correction:
    """The true parent of the bullet printed at *ligne* (None: top of its list), and why."""

    ligne: int
    texte: str
    parent: int | None
    raison: str
    entry: "Entry"


def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a tab-separated table with exactly *columns*, each with its line there.

    ``#`` opens a comment line.

    Raises:
        InputError: If the file or its header is not as expected, or a cell is missing.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"table illisible ({error})", file=str(path)) from error
    numbered = [(n, t) for n, t in enumerate(text.splitlines(), 1) if t and not t.startswith("#")]
    reader = csv.reader((t for _, t in numbered), delimiter="\t", quoting=csv.QUOTE_NONE)
    for (number, _), cells in zip(numbered, reader, strict=True):
        if number == numbered[0][0]:
            if tuple(cells) != columns:
                expected = ", ".join(columns)
                raise InputError(f"colonnes attendues : {expected}", line=number, file=str(path))
            continue
        if len(cells) != len(columns) or not all(cell.strip() for cell in cells):
            raise InputError(f"{len(columns)} cellules non vides attendues", line=number, file=str(path))
        yield number, dict(zip(columns, cells, strict=True))


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a table about *document*, that knows where it stands to say what is wrong with it."""

    cells: Mapping[str, str]
    document: Document
    path: Path
    row: int

    def line(self, column: str) -> int:
        """Read the cell of *column* as the number of a line of the document.

        Raises:
            InputError: If it is no number, or the document has no such line.
        """
        cell, last = self.cells[column], len(self.document.lignes)
        if not cell.isdecimal() or not 1 <= int(cell) <= last:
            raise self.error(f"« {cell} » n'est pas une ligne du document (1 à {last})")
        return int(cell)

    def quoted_line(self, column: str) -> int:
        """Read the number in « ligne », and check that the words of *column* still stand there.

        Raises:
            InputError: If they do not.
        """
        line, quote = self.line("ligne"), self.cells[column]
        printed = self.document.lignes[line - 1].texte
        if quote not in printed:
            raise self.error(
                f"le texte de la ligne {line} du document a changé : "
                f"« {quote} » attendu, « {printed.strip()} » trouvé"
            )
        return line

    def error(self, message: str) -> InputError:
        """Return *message* as an error at this row."""
        return InputError(message, line=self.row, file=str(self.path))


def read_entries(path: Path, columns: tuple[str, ...], document: Document) -> Iterator[Entry]:
    """Yield the rows of a table about *document*."""
    return (Entry(cells, document, path, row) for row, cells in read_table(path, columns))


def load_corrections(path: Path, document: Document) -> Mapping[int, Correction]:
    """Read the corrections at *path* and check each against the text it is about.

    Raises:
        InputError: If a line does not exist, if its text is no longer the one that was
            decided on, or if one line is decided twice.
    """
    found: dict[int, Correction] = {}
    for entry in read_entries(path, ("ligne", "texte", "parent", "raison"), document):
        line = entry.quoted_line("texte")
        parent = None if entry.cells["parent"] == "-" else entry.line("parent")
        if line in found:
            raise entry.error(f"la ligne {line} du document est corrigée deux fois")
        found[line] = Correction(line, entry.cells["texte"], parent, entry.cells["raison"], entry)
    return found
