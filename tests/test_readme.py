"""The README tells the truth: its queries, run through SPARQLWrapper, give the results it prints."""

import json
import re
from typing import Any

import pytest
from SPARQLWrapper import JSON, SPARQLWrapper

from tests.conftest import ROOT, Client

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sparql\n(.*?)```\n\n((?:\|[^\n]*\n)+)", README, re.DOTALL)
BASE = "https://w3id.org/carto-telecoms/id/"


def cells(row: str) -> list[str]:
    """Return the cells of a row of a Markdown table."""
    return [cell.strip() for cell in row.strip("|").split("|")]


def test_six_queries() -> None:
    """The README opens on six queries with their results."""
    assert len(BLOCKS) == 6


@pytest.mark.parametrize(("query", "table"), BLOCKS, ids=range(1, 7))
def test_printed_result(query: str, table: str, server: Client) -> None:
    """A query of the README gives the printed table, column by column, row by row."""
    client = SPARQLWrapper(f"{server.base}/sparql")
    client.setQuery(query)
    client.setReturnFormat(JSON)
    found: Any = client.query().convert()
    columns = found["head"]["vars"]
    rows = [
        [binding[name]["value"].removeprefix(BASE) for name in columns]
        for binding in found["results"]["bindings"]
    ]
    header, _, *printed = table.splitlines()
    assert cells(header) == columns
    assert [cells(row) for row in printed] == rows


@pytest.mark.parametrize("query", [query for query, _ in BLOCKS])
def test_query_is_one_of_the_folder(query: str) -> None:
    """Each is a file of queries/, without its header."""
    files = (path.read_text(encoding="utf-8") for path in (ROOT / "queries").glob("*.rq"))
    assert query in {re.sub(r"\A(?:# .*\n)+", "", text) for text in files}


def test_figures(server: Client) -> None:
    """The figures of the text are those of the graph and of its coverage."""
    manifest = server.get("/dumps/build.json").text
    lines = sum(json.loads(manifest)["couverture"].values())
    assert f"{lines // 1000} {lines % 1000} lignes imprimées" in README
    remarks = (ROOT / "data" / "remarques.tsv").read_text(encoding="utf-8").count("\n") - 2
    assert f"Les {remarks} étrangetés" in README


def test_named_files_exist() -> None:
    """Every file that the README links to is there."""
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
