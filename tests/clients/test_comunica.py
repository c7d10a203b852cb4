"""Comunica, a query engine in JavaScript for which the endpoint is one source among others."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.clients.questions import (
    ACCENTS,
    ASK,
    CONSTRUCT,
    GRAPHE,
    METIER,
    NUMBERS,
    PREFIXES,
    ROWS,
    TEXTE,
    TITRE,
    long_query,
)
from tests.conftest import Client

HERE = Path(__file__).parent
SKOS = "http://www.w3.org/2004/02/skos/core#"
LANGUAGE = {"type": "Literal", "value": TITRE, "language": "fr"}
PLAIN = {"type": "Literal", "value": TEXTE, "datatype": "http://www.w3.org/2001/XMLSchema#string"}


def missing() -> str:
    """Return what is not there to run Comunica with, and the command that installs it."""
    node = shutil.which("node")
    if node is None or tuple(map(int, _version(node).split("."))) < (20, 18, 1):
        return "Node 20.18.1 ou plus récent manque : sudo apt-get install nodejs npm"
    if not (HERE / "node_modules" / "@comunica" / "query-sparql").exists():
        return "Comunica manque : npm ci --ignore-scripts --prefix tests/clients"
    return ""


def _version(node: str) -> str:
    done = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
    return done.stdout.strip().removeprefix("v")


REASON = missing()
pytestmark = pytest.mark.skipif(bool(REASON), reason=REASON)


def run(query: str, source: str) -> subprocess.CompletedProcess[str]:
    """Let Comunica answer *query* from *source*."""
    return subprocess.run(
        ["node", "comunica.mjs", source],
        input=query,
        capture_output=True,
        text=True,
        check=False,
        cwd=HERE,
        timeout=60,
    )


def ask(query: str, source: str) -> list[Any]:
    """Return what Comunica finds."""
    done = run(query, source)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(params=["sparql@", ""], ids=["said", "found out"])
def source(request: pytest.FixtureRequest, server: Client) -> str:
    """Return the endpoint, said to be one, or left to Comunica to read its description."""
    return f"{request.param}{server.base}/sparql"


def test_select(source: str) -> None:
    """A SELECT comes with its accents, its languages and its types."""
    (row,) = ask(ACCENTS, source)
    assert {"metier": {"type": "NamedNode", "value": METIER}, "titre": LANGUAGE, "texte": PLAIN} == row


def test_ask(source: str) -> None:
    """An ASK comes as a truth value."""
    assert [True] == ask(ASK, source)
    assert [False] == ask(ASK.replace("étude", "etude"), source)


def test_construct(source: str) -> None:
    """A CONSTRUCT comes as triples."""
    metier = {"type": "NamedNode", "value": METIER}
    expected = [
        [metier, {"type": "NamedNode", "value": f"{SKOS}note"}, PLAIN],
        [metier, {"type": "NamedNode", "value": f"{SKOS}prefLabel"}, LANGUAGE],
    ]
    assert expected == sorted(ask(CONSTRUCT, source), key=lambda triple: str(triple[1]["value"]))


def test_describe(source: str) -> None:
    """A DESCRIBE comes as triples."""
    found = ask(f"DESCRIBE <{METIER}>", source)
    assert LANGUAGE in [value for _, _, value in found]


def test_named_graph(source: str) -> None:
    """GRAPH finds what is in a graph, and in which."""
    query = f"{PREFIXES} SELECT DISTINCT ?g {{ GRAPH ?g {{ <{METIER}> a carto:Metier }} }}"
    assert [{"g": {"type": "NamedNode", "value": f"{GRAPHE}fiches"}}] == ask(query, source)


def test_many_rows(server: Client) -> None:
    """50 000 rows come whole."""
    found = ask(NUMBERS, f"sparql@{server.base}/sparql")
    assert list(range(ROWS)) == sorted(int(row["n"]["value"]) for row in found)


def test_long_query(server: Client) -> None:
    """A query of 30 kB is answered."""
    query = long_query(30_000)
    (row,) = ask(query, f"sparql@{server.base}/sparql")
    assert str(query.count("valeur")) == row["n"]["value"]


def test_error(server: Client) -> None:
    """What the endpoint says of a query that it cannot answer reaches the user."""
    done = run(long_query(110_000), f"sparql@{server.base}/sparql")
    assert done.returncode == 1
    assert "HTTP status 413" in done.stderr
    assert "La requête dépasse 100000 octets." in done.stderr


def test_document_is_no_endpoint(server: Client) -> None:
    """A published file, too, is a source, read as what it is."""
    query = f"{PREFIXES} SELECT (COUNT(*) AS ?n) {{ ?c a <http://www.w3.org/2002/07/owl#Ontology> }}"
    (row,) = ask(query, f"{server.base}/dumps/graphe-ontologie.ttl")
    assert row["n"]["value"] == "1"
