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
    fichier: str


def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Yield the rows of a tab-separated table with exactly *columns*; ``#`` opens a comment line.

    Raises:
        InputError: If the file or its header is not as expected, or a cell is missing.
    """
    try:
        text = path.read_text(encoding="utf-8")
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
        yield dict(zip(columns, cells, strict=True))


def line_number(cell: str, document: Document, *, file: Path) -> int:
    """Read *cell* as the number of a printed line of *document*.

    Raises:
        InputError: If it is no number, or the document has no such line.
    """
    if not cell.isdecimal() or not 1 <= int(cell) <= len(document.lignes):
        raise InputError(
            f"« {cell} » n'est pas une ligne du document (1 à {len(document.lignes)})",
            file=str(file),
        )
    return int(cell)


def load_corrections(path: Path, document: Document) -> Mapping[int, Correction]:
    """Read the corrections at *path* and check each against the text it is about.

    Raises:
        InputError: If a line does not exist, if its text is no longer the one that was
            decided on, or if one line is decided twice.
    """
    found: dict[int, Correction] = {}
    for row in read_table(path, ("ligne", "texte", "parent", "raison")):
        line = line_number(row["ligne"], document, file=path)
        parent = None if row["parent"] == "-" else line_number(row["parent"], document, file=path)
        check_quote(row["texte"], line, document, file=path)
        if line in found:
            raise InputError("ligne corrigée deux fois", line=line, file=str(path))
        found[line] = Correction(line, row["texte"], parent, row["raison"], str(path))
    return found


def check_quote(quote: str, line: int, document: Document, *, file: Path) -> None:
    """Check that *quote* still stands at *line*.

    Raises:
        InputError: If it does not.
    """
    printed = document.lignes[line - 1].texte
    if quote not in printed:
        raise InputError(
            f"le texte a changé : « {quote} » attendu, « {printed.strip()} » trouvé",
            line=line,
            file=str(file),
        )
