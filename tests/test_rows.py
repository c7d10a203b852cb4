"""The rows of a result are counted while it is written, whatever its values say, wherever it is cut."""

from collections.abc import Sequence
from itertools import pairwise

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.rows import Counter, counter

FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
XSD = "http://www.w3.org/2001/XMLSchema#"
Cell = ox.NamedNode | ox.Literal | ox.Triple | None
Row = Sequence[Cell]
# What stands between two rows of one format or another, or ends a value.
HOSTILE = [
    '},{"', '"bindings":[{"', "<result>", "</result><result>", '"', '""', "'", "\n", "\r\n", "\r", "\\",
    ",", ";", "\t", "{}", "]]>", "<!--", "&lt;result&gt;", "\\n", "é", "𝄞", "\u2028", "a",
]  # fmt: skip
LONG = "x" * 5000

texts = st.lists(st.sampled_from(HOSTILE), max_size=5).map("".join) | st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), max_size=8
)
literals = st.one_of(
    texts.map(ox.Literal),
    texts.map(lambda text: ox.Literal(text, language="fr-be")),
    st.builds(
        lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(XSD + kind)),
        texts | st.sampled_from(["1", "-2.5", "1e3", "true"]),
        st.sampled_from(["integer", "decimal", "double", "boolean", "string"]),
    ),
)
iris = st.sampled_from(["urn:a", "http://x/?a,b;c=%22#d", "http://x/é'"]).map(ox.NamedNode)
triples = st.builds(lambda term: ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), term), literals)
cells = st.none() | literals | iris | triples


@st.composite
def tables(draw: st.DrawFn) -> list[Row]:
    """Draw the rows of a table of one to three columns."""
    width = draw(st.integers(1, 3))
    row = st.lists(cells, min_size=width, max_size=width)
    return draw(st.lists(row, max_size=6))


def in_sparql(cell: Cell) -> str:
    """Return *cell* as a VALUES clause says it."""
    if cell is None:
        return "UNDEF"
    return f"<<( {cell} )>>" if isinstance(cell, ox.Triple) else str(cell)


def written(rows: Sequence[Row], extension: str) -> bytes:
    """Return the table of *rows* as the engine writes it."""
    width = len(rows[0]) if rows else 1
    names = " ".join(f"?c{i}" for i in range(width))
    values = " ".join(f"({' '.join(map(in_sparql, row))})" for row in rows)
    found = ox.Store().query(f"SELECT {names} {{ VALUES ({names}) {{ {values} }} }}")
    assert isinstance(found, ox.QuerySolutions)
    data = found.serialize(format=FORMATS[extension])
    assert data is not None
    return data


def fed(data: bytes, sizes: Sequence[int], extension: str) -> Counter:
    """Return a counter that was fed *data* in pieces of *sizes*, again and again."""
    found = counter(extension)
    start = turn = 0
    while start < len(data):
        size = sizes[turn % len(sizes)]
        found.feed(data[start : start + size])
        start, turn = start + size, turn + 1
    return found


sizes = st.lists(st.integers(1, 40), min_size=1, max_size=8) | st.just([10**6])


@pytest.mark.parametrize("extension", ["xml", "csv", "tsv"])
@settings(deadline=None)
@given(rows=tables(), sizes=sizes)
def test_every_row_is_counted(extension: str, rows: list[Row], sizes: list[int]) -> None:
    """The count is the number of rows: no value is taken for a row, no cut hides one."""
    assert len(rows) == fed(written(rows, extension), sizes, extension).rows


@settings(deadline=None)
@given(rows=tables(), sizes=sizes)
def test_every_row_that_says_something_is_counted_in_json(rows: list[Row], sizes: list[int]) -> None:
    """In JSON the count is the number of rows that bind a variable: the others are not seen."""
    expected = sum(any(cell is not None for cell in row) for row in rows)

    assert expected == fed(written(rows, "json"), sizes, "json").rows


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
def test_each_cut_in_two(extension: str, hostile: str) -> None:
    """Three rows are three, wherever the one cut falls."""
    rows: list[Row] = [[ox.Literal(hostile), ox.NamedNode("urn:a")]] * 3
    data = written(rows, extension)
    for cut in range(len(data) + 1):
        found = counter(extension)
        found.feed(data[:cut])
        found.feed(data[cut:])
        assert found.rows == 3, cut


@pytest.mark.parametrize("extension", FORMATS)
def test_no_row_yet(extension: str) -> None:
    """Nothing, a head alone, or a result without rows are no row."""
    assert counter(extension).rows == 0
    assert fed(written([], extension), [1], extension).rows == 0


@pytest.mark.parametrize(("expected", "extension"), [(0, "json"), (3, "xml"), (3, "csv"), (3, "tsv")])
def test_a_row_that_binds_nothing(expected: int, extension: str) -> None:
    """A row that binds nothing counts, but in JSON, where it is « {} »."""
    rows: list[Row] = [[None], [None], [None]]

    assert expected == fed(written(rows, extension), [7], extension).rows


@pytest.mark.parametrize("extension", FORMATS)
def test_rows_never_decrease(extension: str) -> None:
    """The count only grows, by one row at most for each byte."""
    found, seen = counter(extension), [0]
    for byte in written([[ox.Literal('},{"<result>\n')]] * 4, extension):
        found.feed(bytes([byte]))
        seen.append(found.rows)

    assert sorted(seen) == seen
    assert {0, 1} >= {after - before for before, after in pairwise(seen)}


@pytest.mark.parametrize("size", [1, 13, 100, 4096, 10**6])
@pytest.mark.parametrize("extension", FORMATS)
def test_many_short_rows_leave_nothing_long(extension: str, size: int) -> None:
    """However many short rows there are, none is long, or longer than what was fed at once."""
    found = counter(extension)
    data = written([[ox.Literal(f"valeur {i}")] for i in range(2000)], extension)
    for start in range(0, len(data), size):
        found.feed(data[start : start + size])
        assert found.longest < 1000 + size, start


@pytest.mark.parametrize("size", [1, 100, 4000])
@pytest.mark.parametrize("extension", FORMATS)
def test_a_long_row_is_seen_growing(extension: str, size: int) -> None:
    """A row that does not end is as long as what was fed of it."""
    data = written([[ox.Literal("court")], [ox.Literal(LONG)]], extension)
    found = fed(data[: data.rindex(b"x") + 1], [size], extension)

    assert len(LONG) <= found.longest < len(LONG) + 200 + size
