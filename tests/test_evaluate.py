"""What a query gives, over a small dataset: each format, the graphs asked for, what goes wrong."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from server.evaluate import evaluate
from server.job import Job, Message, Whole
from server.store import Dataset, open_dataset
from tests.conftest import ROOT

BASE = "http://x/"
TEXTE = f"{BASE}graphe/partage-texte"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SHARED = f"""
<{BASE}s1> <{BASE}p> "un" <{BASE}graphe/a> .
<{BASE}s1> <{RDF_TYPE}> <{BASE}Chose> <{BASE}graphe/a> .
<{BASE}s1> <{BASE}a> "avant" <{BASE}graphe/a> .
<{BASE}s2> <{BASE}p> "é, \\"\\n" <{BASE}graphe/b> .
"""
TWICE = f'<{BASE}s1> <{BASE}p> "un" <{BASE}graphe/b> .\n'
APART = f'<{BASE}s3> <{BASE}p> "à part" <{TEXTE}> .\n'
PREFIXES = {"ex": BASE, "inutile": "http://inutile/"}
EVERYTHING = "SELECT * { ?s ?p ?o }"
TABLES = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
GRAPHS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


def load(folder: Path, quads: str) -> Dataset:
    """Return the dataset of *quads*."""
    (folder / "carto.nq").write_text(quads, encoding="utf-8")
    return open_dataset(folder, BASE, PREFIXES)


@pytest.fixture(params=["two stores", "on disk"])
def dataset(request: pytest.FixtureRequest, tmp_path: Path) -> Dataset:
    """Return a dataset with a graph that is kept apart; with a store for the union, or without."""
    found = load(tmp_path, SHARED + APART)
    if request.param == "on disk":
        found = Dataset(found.full, None, found.prefixes)
    return found


@pytest.fixture
def plain(tmp_path: Path) -> Dataset:
    """Return a dataset without any graph that is kept apart."""
    return load(tmp_path, SHARED)


def messages(job: Job, dataset: Dataset) -> list[Message]:
    """Return what the evaluation of *job* sends."""
    sent: list[Message] = []
    evaluate(job, dataset, sent.append)
    return sent


def whole(job: Job, dataset: Dataset) -> Whole:
    """Return the answer to *job*, which is short."""
    (found,) = messages(job, dataset)
    assert isinstance(found, Whole), found
    return found


def values(text: str, dataset: Dataset, *default: str, named: tuple[str, ...] = ()) -> list[str]:
    """Return the values of ?o that *text* finds, in the order of the alphabet."""
    found = json.loads(whole(Job(text, "json", None, default, named), dataset).data)
    return sorted(row["o"]["value"] for row in found["results"]["bindings"])


@pytest.mark.parametrize("extension", TABLES)
def test_a_table(extension: str, dataset: Dataset) -> None:
    """A table is what the engine writes by itself, with its rows counted."""
    direct = dataset.query(EVERYTHING)
    assert isinstance(direct, ox.QuerySolutions)

    expected = Whole(
        "solutions", extension, direct.serialize(format=TABLES[extension]) or b"", 4, capped=False
    )
    assert expected == whole(Job(EVERYTHING, extension), dataset)


@pytest.mark.parametrize(
    ("expected", "extension"),
    [
        ('{"head":{},"boolean":true}', "json"),
        ("<boolean>true</boolean>", "xml"),
        ("true", "csv"),
        ("true", "tsv"),
        ('"boolean":true', "tableur"),
        ('"boolean":true', "xlsx"),
        ('"boolean":true', "rows"),
    ],
)
def test_an_ask(expected: str, extension: str, plain: Dataset) -> None:
    """Yes or no is said in each format; what is no format for it gets JSON."""
    found = whole(Job("ASK { ?s ?p ?o }", extension), plain)

    assert expected in found.data.decode()
    assert ("boolean", extension if extension in TABLES else "json", 1) == (
        found.kind,
        found.extension,
        found.rows,
    )


@pytest.mark.parametrize(
    ("start", "extension"),
    [(b"\xef\xbb\xbfs;s_libelle;o\r\n", "tableur"), (b"PK", "xlsx"), (b'{"columns"', "rows")],
)
def test_a_table_of_cells(start: bytes, extension: str, plain: Dataset) -> None:
    """The tables that Python writes are counted like the others."""
    found = whole(Job("SELECT ?s ?o { ?s ex:p ?o }", extension), plain)

    assert ("solutions", extension, 2) == (found.kind, found.extension, found.rows)
    assert found.data.startswith(start)


@pytest.mark.parametrize("extension", GRAPHS)
def test_a_graph(extension: str, dataset: Dataset) -> None:
    """A graph holds what the default graph does, and reads back as it is."""
    found = whole(Job("CONSTRUCT WHERE { ?s ?p ?o }", graph=extension), dataset)
    triples = [quad.triple for quad in ox.parse(found.data, format=GRAPHS[extension])]

    assert ("graph", extension, 4) == (found.kind, found.extension, found.rows)
    assert len(triples) == 4
    assert set(triples) == {quad.triple for quad in dataset.full if BASE + "s3" not in str(quad)}


def test_a_triple_of_two_graphs_is_one_triple(tmp_path: Path) -> None:
    """In a graph that is answered, what two graphs of the dataset say stands once."""
    found = load(tmp_path, SHARED + TWICE)

    assert 4 == whole(Job("CONSTRUCT WHERE { ?s ?p ?o }", graph="nt"), found).rows


def test_a_triple_of_two_graphs_is_one_row(tmp_path: Path) -> None:
    """The default graph is a graph: what two graphs of the dataset say is there once."""
    assert ["un", 'é, "\n'] == values("SELECT ?o { ?s ex:p ?o }", load(tmp_path, SHARED + TWICE))


def test_a_graph_is_in_order(plain: Dataset) -> None:
    """Subjects follow each other, and say first what they are."""
    lines = whole(Job("CONSTRUCT WHERE { ?s ?p ?o }", graph="nt"), plain).data.decode().splitlines()

    assert [
        f"<{BASE}s1> <{RDF_TYPE}> <{BASE}Chose> .",
        f'<{BASE}s1> <{BASE}a> "avant" .',
        f'<{BASE}s1> <{BASE}p> "un" .',
        f'<{BASE}s2> <{BASE}p> "é, \\"\\n" .',
    ] == lines


def test_prefixes_that_are_of_use(plain: Dataset) -> None:
    """The prefixes of the dataset shorten a graph; those that shorten nothing are left out."""
    data = whole(Job("CONSTRUCT WHERE { ?s ?p ?o }", graph="ttl"), plain).data.decode()

    assert "@prefix ex: <http://x/> ." in data
    assert "inutile" not in data


def test_a_description(dataset: Dataset) -> None:
    """DESCRIBE gives what the default graph says of a thing."""
    assert 3 == whole(Job("DESCRIBE ex:s1", graph="nt"), dataset).rows
    assert 0 == whole(Job("DESCRIBE ex:s3", graph="nt"), dataset).rows


BLANK = {
    "new": "CONSTRUCT { [ ex:of ?s ; ex:what [ ex:is ?o ] ] } { ?s ex:p ?o }",
    "in groups": "CONSTRUCT { [] ex:n ?n } { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s }",
    "in triples": "CONSTRUCT { [] ex:says <<( _:x ex:p ?o )>> } { ?s ex:p ?o }",
}


@pytest.mark.parametrize("text", BLANK.values(), ids=BLANK)
@pytest.mark.parametrize("extension", ["ttl", "nt"])
def test_blank_nodes_have_the_same_names(text: str, extension: str, plain: Dataset) -> None:
    """The same query gives the same bytes, again and again."""
    job = Job(text, graph=extension)

    assert b"_:b0" in whole(job, plain).data
    assert whole(job, plain) == whole(job, plain)


SCRIPT = """
import sys, hashlib
from pathlib import Path
from server.evaluate import evaluate
from server.job import Job
from server.store import open_dataset
dataset = open_dataset(Path(sys.argv[1]), "http://x/", {"ex": "http://x/"})
for text in sys.argv[2:]:
    evaluate(Job(text, None, "nt"), dataset, lambda found: print(hashlib.sha256(found.data).hexdigest()))
"""


WHOLE = ["CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE ex:s1 ex:s8"]
MANY = "".join(f"<{BASE}s{i}> <{BASE}p> <{BASE}s{i % 7}> <{BASE}graphe/a> .\n" for i in range(200))


@pytest.mark.parametrize(
    ("quads", "queries"),
    [
        (MANY, list(BLANK.values())),
        (re.sub(r"p> <\S+?(\d)>", r"p> _:n\1", MANY), WHOLE),
    ],
    ids=["blank nodes of the query", "blank nodes of the dataset"],
)
def test_two_processes_give_the_same_bytes(tmp_path: Path, quads: str, queries: list[str]) -> None:
    """Whichever worker answers, a graph is the same, its blank nodes too."""
    (tmp_path / "carto.nq").write_text(quads, encoding="utf-8")

    def run(seed: str) -> str:
        command = [sys.executable, "-c", SCRIPT, str(tmp_path), *queries]
        env = os.environ | {"PYTHONHASHSEED": seed}
        return subprocess.run(
            command, check=True, capture_output=True, text=True, cwd=ROOT, env=env
        ).stdout

    first = run("1")
    assert first == run("2")
    assert len(queries) == len(first.split())


def test_the_default_graph_is_the_union(dataset: Dataset) -> None:
    """A query without a dataset of its own sees what all graphs say, but those kept apart."""
    assert ["un", 'é, "\n'] == values("SELECT ?o { ?s ex:p ?o }", dataset)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (["un"], f"SELECT ?o FROM <{BASE}graphe/a> {{ ?s ex:p ?o }}"),
        (["à part"], f"SELECT ?o FROM <{TEXTE}> {{ ?s ex:p ?o }}"),
        (["un", "à part"], f"SELECT ?o FROM <{BASE}graphe/a> FROM <{TEXTE}> {{ ?s ex:p ?o }}"),
        (["à part"], f"SELECT ?o {{ GRAPH <{TEXTE}> {{ ?s ex:p ?o }} }}"),
        (["un", "à part", 'é, "\n'], "SELECT ?o { GRAPH ?g { ?s ex:p ?o } }"),
        (["à part"], f"SELECT ?o FROM NAMED <{TEXTE}> {{ GRAPH ?g {{ ?s ex:p ?o }} }}"),
        ([], f"SELECT ?o FROM NAMED <{TEXTE}> {{ ?s ex:p ?o }}"),
        (["un"], f"SELECT ?o {{ ?s ex:p ?o . GRAPH <{BASE}graphe/a> {{ ?s ex:a ?x }} }}"),
        ([], "SELECT ?o FROM <http://127.0.0.1:9/nulle-part> { ?s ex:p ?o }"),
        ([], "SELECT ?o { GRAPH <http://127.0.0.1:9/nulle-part> { ?s ex:p ?o } }"),
    ],
)
def test_graphs_by_the_query(expected: list[str], text: str, dataset: Dataset) -> None:
    """FROM and GRAPH reach each graph, that which is kept apart too; nothing is ever fetched."""
    assert expected == values(text, dataset)


def test_graphs_by_the_request(dataset: Dataset) -> None:
    """The graphs of a request win over those of the query (SPARQL 1.1 Protocol, 2.1.4)."""
    text, inside = "SELECT ?o { ?s ex:p ?o }", "SELECT ?o { GRAPH ?g { ?s ex:p ?o } }"

    assert ["à part"] == values(text, dataset, TEXTE)
    assert ["à part"] == values(f"SELECT ?o FROM <{BASE}graphe/a> {{ ?s ex:p ?o }}", dataset, TEXTE)
    assert ["un", 'é, "\n'] == values(text, dataset, f"{BASE}graphe/a", f"{BASE}graphe/b")
    assert ["à part"] == values(inside, dataset, named=(TEXTE,))
    assert [] == values(text, dataset, named=(TEXTE,))
    assert [] == values(text, dataset, "http://127.0.0.1:9/nulle-part")


def test_without_a_graph_apart_all_is_there(plain: Dataset) -> None:
    """Where no graph is kept apart, the answers are the same, GRAPH included."""
    assert ["un", 'é, "\n'] == values("SELECT ?o { ?s ex:p ?o }", plain)
    assert ["un", 'é, "\n'] == values("SELECT ?o { GRAPH ?g { ?s ex:p ?o } }", plain)
