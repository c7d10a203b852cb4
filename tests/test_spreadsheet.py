"""Tables for a French Excel, read back: every value is there, and none is a formula."""

import csv
import io
import json
import re
from collections.abc import Sequence
from typing import cast

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.engine import Results, Value
from server.spreadsheet import Term, harmless, number, write_cells, write_tableur

XSD = "http://www.w3.org/2001/XMLSchema#"
METIER = ox.NamedNode("http://exemple.fr/id/metier/m-1")
LABELS = {METIER.value: "Architecte réseau"}
NUMBER = re.compile(r"[ \t\r\n]*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[ \t\r\n]*")
FORMULAS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0", "＝1", " =1",
    "\u00a0=1",
]  # fmt: skip
marks = st.sampled_from([*"=+-@\t\r\n\";,' \u00a0＝1a"])
hostile = st.lists(marks, max_size=5).map("".join) | st.text(st.characters(codec="utf-8"), max_size=10)


def typed(text: str, kind: str) -> ox.Literal:
    """Return a literal of one of the datatypes of XML Schema."""
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))


def label(iri: str) -> str:
    """Return the label of *iri*, or nothing."""
    return LABELS.get(iri, "")


def tableur(names: Sequence[str], rows: Sequence[Sequence[Term]]) -> bytes:
    """Return the table as CSV for a spreadsheet."""
    out = io.BytesIO()
    write_tableur(names, rows, label, out)
    return out.getvalue()


def lines(data: bytes) -> list[list[str]]:
    """Return the cells of *data* as a spreadsheet reads them."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def column(*terms: Term) -> list[str]:
    """Return what stands under the title, in a table of one column of *terms*."""
    return [line[0] for line in lines(tableur(["x"], [[term] for term in terms]))[1:]]


def test_a_table_as_a_french_excel_expects_it() -> None:
    """A mark, semicolons, CRLF, labels beside IRIs, decimal commas; quotes where they are needed."""
    rows: list[list[Term]] = [
        [METIER, typed("1.5", "decimal"), ox.Literal("a;b")],
        [ox.NamedNode("urn:x"), None, ox.Literal('dit "é"\nfin')],
    ]
    expected = (
        "\ufeffmetier;metier_libelle;part;texte\r\n"
        'http://exemple.fr/id/metier/m-1;Architecte réseau;1,5;"a;b"\r\n'
        'urn:x;;;"dit ""é""\nfin"\r\n'
    )

    assert expected.encode() == tableur(["metier", "part", "texte"], rows)


def test_labels_stand_beside_iris_only() -> None:
    """A column without IRIs has none beside it; in a mixed one, what is no IRI has an empty one."""
    rows: list[list[Term]] = [
        [ox.Literal("a"), ox.Literal("b")],
        [ox.Literal("c"), METIER],
        [None, None],
    ]
    found = lines(tableur(["x", "y"], rows))

    assert found[0] == ["x", "y", "y_libelle"]
    assert [line[2] for line in found[1:]] == ["", "Architecte réseau", ""]


def test_each_label_is_looked_up_once() -> None:
    """A name that stands in many rows costs one look-up."""
    asked: list[str] = []

    def look_up(iri: str) -> str:
        asked.append(iri)
        return "é"

    write_tableur(["a", "b"], [[METIER, METIER]] * 50, look_up, io.BytesIO())

    assert [METIER.value] == asked


@pytest.mark.parametrize(
    ("expected", "term"),
    [
        ("1,5", typed("1.5", "decimal")),
        ("-1,5", typed("-1.5", "decimal")),
        ("1,0E3", typed("1.0E3", "double")),
        ("0,25", typed("0.25", "float")),
        ("12", typed("12", "integer")),
        ("-12", typed("-12", "integer")),
        ("1.5", ox.Literal("1.5")),
        ("1.5", ox.Literal("1.5", language="fr")),
        ("1.5.2", typed("1.5.2", "decimal")),
        ("2010-01-01", typed("2010-01-01", "date")),
        ("true", typed("true", "boolean")),
        ("INF", typed("INF", "double")),
        ("http://x/1.5", ox.NamedNode("http://x/1.5")),
        ("_:a", ox.BlankNode("a")),
        ("", None),
    ],
    ids=str,
)
def test_the_text_of_a_cell(expected: str, term: Term) -> None:
    """Numbers have decimal commas; whatever else is there as it is."""
    assert [expected] == column(term)


@pytest.mark.parametrize("text", FORMULAS, ids=ascii)
def test_no_formula(text: str) -> None:
    """What a spreadsheet would take for a formula becomes text, and says all that it said."""
    assert [f"'{text}"] == column(ox.Literal(text))
    assert f"'{text}" == harmless(text)


@pytest.mark.parametrize(
    ("expected", "term"),
    [
        ("'-INF", typed("-INF", "double")),
        ("'-1-1", typed("-1-1", "integer")),
        ("'+é", typed("+é", "decimal")),
    ],
    ids=str,
)
def test_what_is_typed_as_a_number_must_be_one(expected: str, term: Term) -> None:
    """A datatype alone lets no formula pass."""
    assert [expected] == column(term)


@given(
    st.lists(hostile, min_size=1, max_size=6),
    st.sampled_from(["string", "integer", "decimal", "double"]),
)
def test_no_cell_is_a_formula(texts: list[str], kind: str) -> None:
    """Whatever the values, no cell starts as a formula does, and each says what it said."""
    cells = column(*(typed(text, kind) for text in texts))

    assert len(texts) == len(cells)
    for text, cell in zip(texts, cells, strict=True):
        if kind == "string" or not NUMBER.fullmatch(text):
            assert cell in {text, f"'{text}"}
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_a_long_table_is_whole() -> None:
    """A table larger than what is written at a time has each row once, in order."""
    found = lines(tableur(["n", "t"], [[ox.Literal(i), ox.Literal("é" * 50)] for i in range(3000)]))

    assert [["n", "t"], *([str(i), "é" * 50] for i in range(3000))] == found


@pytest.mark.parametrize("names", [[], ["x"], ["x", "y"]], ids=len)
def test_no_row(names: list[str]) -> None:
    """A table without rows has its titles."""
    assert [names] == lines(tableur(names, []))


@pytest.mark.parametrize(
    ("expected", "text", "kind"),
    [
        (12, "12", "integer"),
        (-3, "-3", "int"),
        (7, "+7", "nonNegativeInteger"),
        (1.5, "1.5", "decimal"),
        (1000.0, "1e3", "double"),
        (None, "INF", "double"),
        (None, "NaN", "double"),
        (None, "1e999", "double"),
        (None, "1.5", "integer"),
        (None, "", "integer"),
        (None, "douze", "integer"),
        (None, "0x10", "integer"),
        (None, "1_000", "integer"),
        (None, "1_000.5", "decimal"),
        (None, "１２", "integer"),
        (None, "9" * 5000, "integer"),
        (None, "12", "string"),
        (None, "2010", "gYear"),
    ],
)
def test_numbers(expected: float | None, text: str, kind: str) -> None:
    """A number is what XML Schema calls one, and a spreadsheet can hold."""
    assert expected == number(typed(text, kind))
    assert expected is None or type(expected) is type(number(typed(text, kind)))


def test_the_same_bytes_always() -> None:
    """A table is a function of its rows."""
    rows: list[list[Term]] = [[METIER, ox.Literal("é")], [None, typed("1.5", "decimal")]]

    assert tableur(["a", "b"], rows) == tableur(["a", "b"], rows)


def test_cells_for_the_pages() -> None:
    """The pages read back the terms: IRIs, languages, datatypes, what is not bound."""
    out = io.BytesIO()
    terms: list[Term] = [METIER, ox.Literal("é", language="fr"), typed("1", "integer"), None]
    terms += [ox.BlankNode("a"), ox.Literal("<b>\u2028")]
    write_cells("abcdef", [terms], label, out)
    found = Results("solutions", out.getvalue())

    assert tuple("abcdef") == found.columns()
    assert list(found.rows()) == [
        {
            "a": Value(METIER.value, is_iri=True),
            "b": Value(
                "é", language="fr", datatype="http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
            ),
            "c": Value("1", datatype=f"{XSD}integer"),
            "e": Value("_:a"),
            "f": Value("<b>\u2028", datatype=f"{XSD}string"),
        }
    ]
    assert cast("object", json.loads(out.getvalue())["rows"][0][3]) is None
