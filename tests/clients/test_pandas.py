"""pandas: the address of a query is that of a table."""

from typing import Any
from urllib.parse import urlencode

import pandas as pd
import pytest

from tests.clients.questions import ACCENTS, METIER, NUMBERS, PREFIXES, ROWS, TEXTE, TITRE
from tests.conftest import Client

DATES = 'SELECT ("2010-01-31"^^xsd:date AS ?jour) ("2010-01-31T08:00:00Z"^^xsd:dateTime AS ?heure) {}'
FORMULA = 'SELECT ("=1+1" AS ?formule) ("-3,5 %" AS ?signe) (-3.5 AS ?nombre) {}'


def read(server: Client, query: str, options: dict[str, Any] | None = None, **parameters: str) -> Any:
    """Return the table that pandas reads at the address of *query*; *options* are those of pandas."""
    address = f"{server.base}/sparql?{urlencode({'query': query} | parameters)}"
    return pd.read_csv(address, **(options or {}))


@pytest.fixture(scope="module")
def numbers(server: Client) -> Any:
    """Return the 50 000 rows."""
    return read(server, NUMBERS, format="csv")


def test_accents(server: Client) -> None:
    """Accents, quotes and signs come as they are."""
    frame = read(server, ACCENTS, format="csv")
    assert ["metier", "titre", "texte"] == list(frame.columns)
    assert [METIER, TITRE, TEXTE] == list(frame.iloc[0])


@pytest.mark.parametrize("encoding", ["gzip", "zstd", "identity"])
def test_format_and_encoding_by_headers(encoding: str, server: Client, numbers: Any) -> None:
    """The format may be said by Accept, and a compressed answer is read as it is sent."""
    headers = {"Accept": "text/csv", "Accept-Encoding": encoding}
    compression = "zstd" if encoding == "zstd" else "infer"  # by itself, pandas knows gzip alone
    frame = read(server, NUMBERS, {"storage_options": headers, "compression": compression})
    assert numbers.equals(frame)


def test_many_rows(numbers: Any) -> None:
    """50 000 rows come whole, each once."""
    assert (ROWS, 5) == numbers.shape
    assert list(range(ROWS)) == sorted(numbers["n"])
    assert numbers["nom"].is_unique


def test_types(numbers: Any) -> None:
    """Whole numbers are whole, decimals and doubles are numbers, text is text, an empty cell is none."""
    kinds = {name: numbers[name].dtype.kind for name in ("n", "quart", "flottant", "vide")}
    assert {"n": "i", "quart": "f", "flottant": "f", "vide": "f"} == kinds
    assert pd.api.types.is_string_dtype(numbers["nom"])
    assert (numbers["quart"] * 4 == numbers["n"]).all()
    assert (numbers["flottant"] == numbers["quart"]).all()
    assert (numbers["nom"] == "n° " + numbers["n"].astype(str) + " é").all()
    assert (numbers["vide"].isna() == (numbers["n"] % 10 == 0)).all()


def test_rows_in_pieces(server: Client, numbers: Any) -> None:
    """A table may be read piece by piece, from the same answer."""
    pieces = read(server, NUMBERS, {"chunksize": 7000}, format="csv")
    assert numbers.equals(pd.concat(pieces))


def test_tsv(server: Client) -> None:
    """Tabs separate as well as commas; there the terms are written as in SPARQL."""
    frame = read(server, ACCENTS, {"sep": "\t", "quoting": 3}, format="tsv")
    assert ["?metier", "?titre", "?texte"] == list(frame.columns)
    assert [f"<{METIER}>", f'"{TITRE}"@fr'] == list(frame.iloc[0])[:2]


def test_no_rows(server: Client) -> None:
    """No result is a table with its columns and no rows."""
    frame = read(server, "SELECT ?a ?b { ?a <urn:absent> ?b }", format="csv")
    assert (0, ["a", "b"]) == (len(frame), list(frame.columns))


def test_dates(server: Client) -> None:
    """Dates are read as dates."""
    frame = read(server, PREFIXES + DATES, {"parse_dates": ["jour", "heure"]}, format="csv")
    assert pd.Timestamp("2010-01-31") == frame.loc[0, "jour"]
    assert pd.Timestamp("2010-01-31T08:00:00Z") == frame.loc[0, "heure"]


def test_french_table(server: Client, numbers: Any) -> None:
    """What a French Excel reads, pandas reads with semicolons and decimal commas, to the same values."""
    frame = read(server, NUMBERS, {"sep": ";", "decimal": ","}, tableur="1")
    assert numbers.equals(frame)


def test_french_table_has_labels(server: Client) -> None:
    """Beside a column of IRIs stands that of their labels; the byte order mark is no part of a name."""
    frame = read(server, ACCENTS, {"sep": ";", "decimal": ","}, tableur="1")
    assert ["metier", "metier_libelle", "titre", "texte"] == list(frame.columns)
    assert [METIER, TITRE, TITRE, TEXTE] == list(frame.iloc[0])


def test_french_table_holds_no_formula(server: Client) -> None:
    """Text that a spreadsheet would run is marked as text; a negative number stays a number."""
    frame = read(server, FORMULA, {"sep": ";", "decimal": ","}, tableur="1")
    assert ["'=1+1", "'-3,5 %", -3.5] == list(frame.iloc[0])


def test_error(server: Client) -> None:
    """A query that fails raises, and is no empty table."""
    with pytest.raises(OSError, match="400"):
        read(server, "SELECT * {", format="csv")
