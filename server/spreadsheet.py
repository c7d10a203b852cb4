"""Tables for people who open them in a spreadsheet, and the cells that the pages show.

``tableur`` is CSV as a French Excel expects it: semicolons, a byte order mark, decimal commas. Beside
each column of IRIs stands one of their labels. No cell is ever run as a formula (CWE-1236): text that
a spreadsheet would take for one starts with an apostrophe.
"""

import csv
import io
import json
import math
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Protocol

import pyoxigraph as ox
import xlsxwriter

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None
Label = Callable[[str], str]
Rows = Sequence[Sequence[Term]]

# What Excel has room for, without the line of titles.
MAX_ROWS = 1_048_575
MAX_CELL = 32_767
_XSD = "http://www.w3.org/2001/XMLSchema#"
_DECIMALS = {f"{_XSD}{name}" for name in ("decimal", "double", "float")}
_INTEGERS = {
    f"{_XSD}{name}"
    for name in (
        "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger",
        "negativeInteger", "nonPositiveInteger", "unsignedInt", "unsignedLong", "unsignedShort",
        "unsignedByte",
    )
}  # fmt: skip
# As XML Schema writes them: Python would take more.
_INTEGER = re.compile(r"[+-]?[0-9]{1,300}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
# What starts a formula in one spreadsheet or another, wide forms included.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# The date that a file of this kind must have; always the same, so that the bytes are too.
_CREATED = datetime(2010, 1, 1, tzinfo=UTC)


class Out(Protocol):
    """Where a table is written."""

    def write(self, data: bytes) -> int:
        """Take the next bytes."""
        ...


def number(term: Term) -> float | int | None:
    """Return the number that *term* is, or None."""
    if not isinstance(term, ox.Literal):
        return None
    kind, text = term.datatype.value, term.value
    if kind in _INTEGERS and _INTEGER.fullmatch(text):
        return int(text)
    if kind in _DECIMALS and _DECIMAL.fullmatch(text):
        found = float(text)
        return found if abs(found) < math.inf else None
    return None


def harmless(text: str) -> str:
    """Return *text* so that no spreadsheet takes it for a formula."""
    start = text.lstrip(" \u00a0")
    return f"'{text}" if start.startswith(_FORMULA) else text


def with_labels(names: Sequence[str], rows: Rows, label: Label) -> tuple[list[str], list[list[Term]]]:
    """Return the table with a column of labels beside each column that holds an IRI."""
    labelled = {i for row in rows for i, term in enumerate(row) if isinstance(term, ox.NamedNode)}
    known: dict[str, Term] = {}
    titles: list[str] = []
    for i, name in enumerate(names):
        titles += [name, f"{name}_libelle"] if i in labelled else [name]
    wide: list[list[Term]] = []
    for row in rows:
        cells: list[Term] = []
        for i, term in enumerate(row):
            cells.append(term)
            if i in labelled:
                cells.append(_label(term, label, known))
        wide.append(cells)
    return titles, wide


def _label(term: Term, label: Label, known: dict[str, Term]) -> Term:
    if not isinstance(term, ox.NamedNode):
        return None
    if term.value not in known:
        text = label(term.value)
        known[term.value] = ox.Literal(text) if text else None
    return known[term.value]


def _text(term: Term) -> str:
    if term is None:
        return ""
    return str(term) if isinstance(term, ox.Triple | ox.BlankNode) else term.value


def write_tableur(names: Sequence[str], rows: Rows, label: Label, out: Out) -> None:
    """Write a table as CSV for a French Excel."""
    titles, wide = with_labels(names, rows, label)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    out.write(b"\xef\xbb\xbf")
    writer.writerow(map(harmless, titles))
    for row in wide:
        writer.writerow([_french(term) for term in row])
        if text.tell() > 1 << 16:
            out.write(text.getvalue().encode())
            text.seek(0)
            text.truncate()
    out.write(text.getvalue().encode())


def _french(term: Term) -> str:
    text = _text(term)
    return text.replace(".", ",") if number(term) is not None else harmless(text)


def write_xlsx(names: Sequence[str], rows: Rows, label: Label, out: Out) -> None:
    """Write a table as an Excel workbook; what no cell can hold is cut and ends in « […] »."""
    titles, wide = with_labels(names, rows, label)
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"created": _CREATED})
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(titles):
        sheet.write_string(0, column, title, book.add_format({"bold": True}) if not column else None)
    for line, row in enumerate(wide, start=1):
        for column, term in enumerate(row):
            value = number(term)
            if value is not None and abs(value) < 10**15:  # what Excel keeps exactly
                sheet.write_number(line, column, value)
            elif term is not None:
                sheet.write_string(line, column, _fitting(_text(term)))
    book.close()
    out.write(target.getvalue())


def warm_up() -> None:
    """Load what writing a table loads on its first use: a worker opens no file, not even its own."""
    rows: Rows = [[ox.NamedNode("urn:é"), ox.Literal("é"), ox.Literal(1), ox.Literal(1.5), None]]
    for write in WRITERS.values():
        write("abcde", rows, str, io.BytesIO())


def _fitting(text: str) -> str:
    # What begins and ends so is taken as markup by the library.
    text = f" {text}" if text.startswith("<r>") and text.endswith("</r>") else text
    return text if len(text) <= MAX_CELL else f"{text[: MAX_CELL - 4]} […]"


def write_cells(names: Sequence[str], rows: Rows, label: Label, out: Out) -> None:  # noqa: ARG001
    """Write a table as the pages read it: see :func:`server.engine.read_cells`."""
    cells = [[_cell(term) for term in row] for row in rows]
    out.write(json.dumps({"columns": list(names), "rows": cells}, ensure_ascii=False).encode())


def _cell(term: Term) -> list[object] | None:
    match term:
        case None:
            return None
        case ox.NamedNode():
            return [term.value, True, None, None]
        case ox.Literal():
            return [term.value, False, term.language, term.datatype.value]
        case _:
            return [str(term), False, None, None]


WRITERS = {"tableur": write_tableur, "xlsx": write_xlsx, "rows": write_cells}
