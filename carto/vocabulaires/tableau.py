"""A table as people download it: whatever its encoding and its separator, columns found by name."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

import pyoxigraph as ox

from carto.errors import InputError
from carto.text import fold
from carto.vocabulaires.archive import Fichier

_SEPARATORS = ",;\t|"
# The header is looked for in these first lines: a correspondence table opens with its metadata.
_LINES_BEFORE_HEADER = 50
# The longest cell seen in ESCO holds some 10 000 characters.
_LONGEST_CELL = 1_000_000
_ABSOLUTE = re.compile(r"https?://[^\x00-\x20<>\"{}|^`\\]+")


@dataclass(frozen=True, slots=True)
class Ligne:
    """A row of a table, which knows where it stands."""

    cellules: Sequence[str]
    places: "dict[str, int]"
    numero: int
    lieu: str

    def __getitem__(self, column: str) -> str:
        """Return the cell of *column*, trimmed; nothing where the table has no such column."""
        place = self.places.get(column)
        return "" if place is None else self.cellules[place].strip()

    def require(self, column: str) -> str:
        """Return the cell of *column*.

        Raises:
            InputError: If it is empty.
        """
        if found := self[column]:
            return found
        raise self.error(column, "cellule vide")

    def iri(self, column: str) -> str:
        """Return the cell of *column*, an IRI.

        Raises:
            InputError: If it is none.
        """
        found = self[column]
        return self.checked_iri(column, found)

    def checked_iri(self, column: str, iri: str) -> str:
        """Return *iri*, found in the cell of *column*.

        Raises:
            InputError: If it is no IRI.
        """
        if _ABSOLUTE.fullmatch(iri):
            with suppress(ValueError):
                return ox.NamedNode(iri).value
        raise self.error(column, f"« {iri[:80]} » n'est pas une IRI")

    def code(self, column: str, pattern: str) -> str:
        """Return the cell of *column*, a code of that *pattern*.

        Raises:
            InputError: If it is none.
        """
        found = self[column]
        if not re.fullmatch(pattern, found):
            raise self.error(column, f"« {found[:80]} » n'est pas un code attendu ici ({pattern})")
        return found

    def error(self, column: str, message: str) -> InputError:
        """Return what is wrong with the cell of *column*."""
        return InputError(f"colonne « {column} » : {message}", line=self.numero, file=self.lieu)


def rows(file: Fichier, needed: Sequence[str], known: Sequence[str] = ()) -> Iterator[Ligne]:
    """Yield the rows of *file*, whose columns *needed* must be there; those *known* may be.

    Raises:
        InputError: With the file, the line and the column.
    """
    text = re.sub(r"\r\n?", "\n", decode(file.read(), file.lieu))
    first, separator, header = _header(text, needed, file.lieu)
    places = {name: header.index(_name(name)) for name in (*needed, *known) if _name(name) in header}
    body = io.StringIO(text, newline="")
    for _ in range(first):
        body.readline()
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(body, delimiter=separator, strict=True)
    start = first
    try:
        for cells in reader:
            number, start = first + 1 if start == first else start + 1, first + reader.line_num
            if number == first + 1 or not cells:
                continue
            if len(cells) != len(header):
                message = f"{len(cells)} cellules, {len(header)} attendues"
                raise InputError(message, line=number, file=file.lieu)
            yield Ligne(cells, places, number, file.lieu)
    except csv.Error as error:
        message = f"tableau mal formé ou tronqué ({error})"
        raise InputError(message, line=first + reader.line_num, file=file.lieu) from error


def decode(data: bytes, lieu: str) -> str:
    """Return the text of *data*: UTF-8, UTF-16 with its mark, else Windows-1252.

    Raises:
        InputError: If it is none of them; or was UTF-8, and is damaged.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16", lieu)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        if not before.isascii():  # what reads as UTF-8 so far is UTF-8, and damaged here
            line = before.count("\n") + 1
            column = len(before) - before.rfind("\n")
            message = f"UTF-8 abîmé ou tronqué, caractère {column}"
            raise InputError(message, line=line, file=lieu) from error
    return _decoded(data, "cp1252", lieu)


def _decoded(data: bytes, encoding: str, lieu: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(f"encodage inconnu ({error})", line=line, file=lieu) from error


def _name(column: str) -> str:
    """Return how a column is recognised: whatever the case, spaces and underscores."""
    return fold(column).replace("_", " ")


def _header(text: str, needed: Sequence[str], lieu: str) -> tuple[int, str, list[str]]:
    """Return how many lines come before the header, the separator, and the names of the columns."""
    best: tuple[int, int, str, list[str]] = (-1, 0, ",", [])
    wanted = {_name(name) for name in needed}
    for number, line in enumerate(io.StringIO(text[:100_000])):
        if number >= _LINES_BEFORE_HEADER:
            break
        for separator in _SEPARATORS:
            header = [_name(cell.strip('"')) for cell in line.rstrip("\n").split(separator)]
            found = len(wanted & set(header))
            if found > best[0]:
                best = found, number, separator, header
    found, number, separator, header = best
    if found < len(wanted):
        missing = [name for name in needed if _name(name) not in header]
        raise InputError(
            f"colonne absente : {', '.join(missing)} (trouvées : {', '.join(header[:20]) or 'aucune'})",
            line=number + 1,
            file=lieu,
        )
    return number, separator, header
