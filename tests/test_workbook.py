"""Workbooks, unzipped and read back: numbers are numbers, all else is the text that it was."""

import io
import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.spreadsheet import MAX_CELL, Term, warm_up, write_xlsx
from tests.test_spreadsheet import METIER, hostile, label, typed

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def xlsx(names: Sequence[str], rows: Sequence[Sequence[Term]]) -> bytes:
    """Return the table as a workbook."""
    out = io.BytesIO()
    write_xlsx(names, rows, label, out)
    return out.getvalue()


def sheet(data: bytes) -> dict[str, str | float]:
    """Return the cells of the sheet of *data* by their place; a formula is an error."""
    with ZipFile(io.BytesIO(data)) as archive:
        found = ET.fromstring(archive.read("xl/worksheets/sheet1.xml"))
        texts: list[str] = []
        if "xl/sharedStrings.xml" in archive.namelist():
            shared = ET.fromstring(archive.read("xl/sharedStrings.xml"))
            texts = ["".join(item.itertext()) for item in shared]
    assert not list(found.iter(f"{_SHEET}f"))
    cells: dict[str, str | float] = {}
    for cell in found.iter(f"{_SHEET}c"):
        value = cell.findtext(f"{_SHEET}v")
        if value is not None:
            cells[cell.attrib["r"]] = texts[int(value)] if cell.get("t") == "s" else float(value)
    return cells


def plain(text: str) -> str:
    """Return *text* without the escapes of a workbook (ECMA-376, 22.9.2.19)."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def test_a_workbook() -> None:
    """Titles, values and labels stand in their places; numbers are numbers, all else is text."""
    rows: list[list[Term]] = [
        [METIER, typed("1.5", "decimal"), ox.Literal("=1+1")],
        [None, typed("12", "integer"), ox.Literal("12")],
        [ox.NamedNode("urn:x"), typed(str(10**15), "integer"), ox.Literal("été", language="fr")],
    ]
    expected = {
        "A1": "m", "B1": "m_libelle", "C1": "n", "D1": "t",
        "A2": METIER.value, "B2": "Architecte réseau", "C2": 1.5, "D2": "=1+1",
        "C3": 12.0, "D3": "12",
        "A4": "urn:x", "C4": "1" + 15 * "0", "D4": "été",
    }  # fmt: skip

    assert expected == sheet(xlsx(["m", "n", "t"], rows))


@settings(deadline=None)
@given(st.lists(hostile.filter(bool), min_size=1, max_size=6))
def test_a_workbook_says_what_was_said(texts: list[str]) -> None:
    """Whatever the values, the workbook can be read, holds them, and no formula."""
    found = sheet(xlsx(["x"], [[ox.Literal(text)] for text in texts]))

    assert texts == [plain(str(found[f"A{line}"])) for line in range(2, len(texts) + 2)]


@pytest.mark.parametrize("text", ["<r><t>caché</t></r>", "<r>&</r>", "_x0041_", "<si>", "&amp;", "]]>"])
def test_a_value_is_no_markup(text: str) -> None:
    """A value that looks like the insides of a workbook is text like others, behind a space at most."""
    assert text == plain(str(sheet(xlsx(["x"], [[ox.Literal(text)]]))["A2"])).lstrip()


def test_a_text_too_long_is_cut_visibly() -> None:
    """A cell holds so many characters; what is cut ends in « […] », and nothing else is cut."""
    found = sheet(xlsx(["x"], [[ox.Literal("é" * MAX_CELL)], [ox.Literal("é" * (MAX_CELL + 1))]]))

    assert "é" * MAX_CELL == found["A2"]
    assert "é" * (MAX_CELL - 4) + " […]" == found["A3"]


def test_the_same_bytes_always() -> None:
    """No date of today, no name of a machine goes into a file."""
    rows: list[list[Term]] = [[METIER, ox.Literal("é")], [None, typed("1.5", "decimal")]]
    book = xlsx(["a", "b"], rows)
    with ZipFile(io.BytesIO(book)) as archive:
        dates = {entry.date_time for entry in archive.infolist()}
        said = re.findall(r">(\d{4}-[^<]*)<", archive.read("docProps/core.xml").decode())

    assert book == xlsx(["a", "b"], rows)
    assert dates == {(1980, 1, 1, 0, 0, 0)}
    assert said == ["2010-01-01T00:00:00Z"] * 2


@pytest.mark.parametrize("names", [[], ["x"], ["x", "y"]], ids=len)
def test_no_row(names: list[str]) -> None:
    """A workbook without rows has its titles."""
    assert names == list(sheet(xlsx(names, [])).values())


def test_the_first_table_is_like_the_next() -> None:
    """What is loaded beforehand changes no table."""
    before = xlsx(["x"], [[METIER]])
    warm_up()

    assert before == xlsx(["x"], [[METIER]])
