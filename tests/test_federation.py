"""docs/federation.md tells the truth: its blocks, run against two real endpoints, print what it says."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

import pyoxigraph as ox
import pytest
from rdflib import Graph, URIRef, Variable

from tests.clients.test_comunica import REASON
from tests.conftest import ROOT, Client

DOC = (ROOT / "docs" / "federation.md").read_text(encoding="utf-8")
BLOCKS: dict[str, str] = dict(re.findall(r"^```(\w+)\n(.*?)^```$", DOC, re.DOTALL | re.MULTILINE))
HERE, THERE = "http://127.0.0.1:8000/sparql", "https://esco.example/sparql"
CLIENTS = ROOT / "tests" / "clients"
OCCUPATION = "http://data.europa.eu/esco/occupation/"
LINKED = (
    f"<{OCCUPATION}02eb0ae6-ecdd-4602-9c8e-60ffe6dbe1e2>",
    f"<{OCCUPATION}e0b544dd-b621-4126-a55e-054af25c6ea0>",
)
# Two occupations that the métier is linked to, one that it is not, one skill without a French label.
FACTS = """
PREFIX esco: <http://data.europa.eu/esco/model#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX o: <http://data.europa.eu/esco/occupation/>
PREFIX s: <http://data.europa.eu/esco/skill/>

o:02eb0ae6-ecdd-4602-9c8e-60ffe6dbe1e2 esco:relatedEssentialSkill s:reseau, s:ondes ;
    skos:prefLabel "ingénieur de télécommunications"@fr, "telecommunications engineer"@en .
o:e0b544dd-b621-4126-a55e-054af25c6ea0 esco:relatedEssentialSkill s:reseau, s:politiques, s:autre ;
    skos:prefLabel "architecte de réseau"@fr, "ICT network architect"@en .
o:ailleurs esco:relatedEssentialSkill s:reseau ; skos:prefLabel "autre profession"@fr .
s:reseau skos:prefLabel "concevoir un réseau informatique"@fr, "design computer network"@en .
s:ondes skos:prefLabel "principes des micro-ondes"@fr .
s:politiques skos:prefLabel "définir des politiques de conception de réseau TIC"@fr .
s:autre skos:prefLabel "cloud technologies"@en .
"""


class Esco(ThreadingHTTPServer):
    """A SPARQL endpoint over a few facts of ESCO, which remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server_port}/sparql"
        self.asked: list[str] = []
        self.store = ox.Store()
        self.store.load(FACTS.encode(), format=ox.RdfFormat.TURTLE)


class Handler(BaseHTTPRequestHandler):
    """Answers a query of the SPARQL protocol, in JSON."""

    def do_GET(self) -> None:
        """Answer a query in the address."""
        self._answer(urlsplit(self.path).query)

    def do_POST(self) -> None:
        """Answer a query in a form, or which is the body."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        direct = self.headers.get_content_type() == "application/sparql-query"
        self._answer(urlencode({"query": body}) if direct else body)

    def _answer(self, form: str) -> None:
        assert isinstance(self.server, Esco)
        query = "".join(parse_qs(form).get("query", ()))
        if not query:
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        self.server.asked.append(query)
        found = self.server.store.query(query)
        assert not isinstance(found, ox.QueryTriples)
        body = found.serialize(format=ox.QueryResultsFormat.JSON)
        assert body is not None
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def esco() -> Iterator[Esco]:
    """Return the other endpoint."""
    with Esco() as found:
        thread = Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield found
        found.shutdown()
        thread.join()


def block(kind: str, server: Client, esco: Esco) -> str:
    """Return a block of the page, with the addresses of the two endpoints at hand."""
    text = BLOCKS[kind]
    assert HERE in text
    assert THERE in text
    return text.replace(HERE, f"{server.base}/sparql").replace(THERE, esco.address)


def printed(command: list[str], folder: Path, **env: str) -> list[str]:
    """Return the lines that *command* prints."""
    done = subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
        env=os.environ | env,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_blocks() -> None:
    """The page has one block of each kind, and there is nothing else in it that nobody runs."""
    assert ["csv", "python", "sh", "sparql"] == sorted(BLOCKS)
    assert 2 * len(BLOCKS) == DOC.count("```")


@pytest.mark.skipif(bool(REASON), reason=REASON)
def test_comunica(server: Client, esco: Esco, tmp_path: Path) -> None:
    """Comunica prints the table; it asks the smaller side first, and sends on what that found."""
    (tmp_path / "esco.rq").write_text(block("sparql", server, esco), encoding="utf-8")
    path = f"{CLIENTS / 'node_modules' / '.bin'}{os.pathsep}{os.environ['PATH']}"
    found = printed(["sh", "-c", block("sh", server, esco)], tmp_path, PATH=path)
    assert BLOCKS["csv"].splitlines() == found
    first, *_, last = esco.asked
    assert "COUNT" in first
    assert "VALUES" not in first
    assert "VALUES" in last
    assert all(iri in last for iri in LINKED)


@pytest.mark.skipif(bool(REASON), reason=REASON)
def test_comunica_with_one_source(server: Client, esco: Esco, tmp_path: Path) -> None:
    """With one source, Comunica sends it the whole query, which is refused."""
    (tmp_path / "esco.rq").write_text(block("sparql", server, esco), encoding="utf-8")
    command = ["node_modules/.bin/comunica-sparql", f"sparql@{server.base}/sparql"]
    done = subprocess.run(
        [*command, "-f", tmp_path / "esco.rq"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=CLIENTS,
        timeout=60,
    )
    assert "HTTP status 403" in done.stderr
    assert [] == esco.asked


def test_comunica_version() -> None:
    """The version that the page installs is the one that the tests run."""
    wanted = json.loads((CLIENTS / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert f"`npm install -g @comunica/query-sparql@{wanted['@comunica/query-sparql']}`" in DOC


def test_python(server: Client, esco: Esco, tmp_path: Path) -> None:
    """Python prints the same table, and asks the other endpoint one thing, about what it needs."""
    (tmp_path / "esco.py").write_text(block("python", server, esco), encoding="utf-8")
    found = printed([sys.executable, "-X", "utf8", "esco.py"], tmp_path)
    assert BLOCKS["csv"].splitlines() == found
    (asked,) = esco.asked
    assert all(iri in asked for iri in LINKED)


def test_rdflib_knows_one_service(server: Client, esco: Esco) -> None:
    """Rdflib sends the first SERVICE for each: when it no longer does, the page has to say so."""
    found = Graph().query(block("sparql", server, esco)).bindings
    assert len(LINKED) == len(found)
    assert {Variable("titre"), Variable("lien")} == {name for row in found for name in row}
    assert [] == esco.asked


def test_rdflib_asks_row_by_row(esco: Esco) -> None:
    """A single SERVICE over a local graph is joined, at the price of a request for each row."""
    own = Graph()
    for iri in LINKED:
        own.add((URIRef("urn:moi"), URIRef("urn:exerce"), URIRef(iri[1:-1])))
    query = f"""PREFIX esco: <http://data.europa.eu/esco/model#>
    SELECT ?skill {{
        ?moi <urn:exerce> ?occupation
        SERVICE <{esco.address}> {{ ?occupation esco:relatedEssentialSkill ?skill }}
    }}"""
    assert 5 == len(list(own.query(query)))
    assert len(LINKED) == len(esco.asked)


def test_service_is_refused(server: Client, esco: Esco) -> None:
    """The endpoint refuses SERVICE in the words that the page quotes, and calls nobody."""
    answer = server.sparql(block("sparql", server, esco))
    assert HTTPStatus.FORBIDDEN == answer.status
    assert f"« {answer.text.splitlines()[0]} »" in DOC
    assert [] == esco.asked


@pytest.mark.parametrize("clause", ["FROM <{}>", "FROM NAMED <{}>"])
def test_nothing_is_fetched(clause: str, server: Client, esco: Esco) -> None:
    """A graph that is not served is empty, be its name an address."""
    pattern = "{ { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    answer = server.sparql(f"SELECT * {clause.format(esco.address)} {pattern}")
    assert [] == json.loads(answer.text)["results"]["bindings"]
    assert [] == esco.asked


def test_a_thousand_values(server: Client) -> None:
    """A thousand IRIs of ESCO go in a VALUES; half as many again do not."""
    for number, status in ((1000, HTTPStatus.OK), (1500, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)):
        values = " ".join(f"<{OCCUPATION}02eb0ae6-ecdd-4602-9c8e-{i:012x}>" for i in range(number))
        query = f"SELECT (COUNT(*) AS ?n) {{ VALUES ?occupation {{ {values} }} }}"
        answer = server.post("/sparql", query.encode(), "application/sparql-query")
        assert status == answer.status


def test_version_of_esco(server: Client) -> None:
    """The version of ESCO that the page names is that of the links."""
    query = f"""PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX sssom: <https://w3id.org/sssom/>
    SELECT DISTINCT ?version {{
        ?link sssom:object_source_version ?version ; owl:annotatedTarget ?target
        FILTER (STRSTARTS(STR(?target), "{OCCUPATION}"))
    }}"""
    answer = server.sparql(query, "text/csv")
    _, version = answer.text.splitlines()
    assert f"ESCO {version} " in DOC


def test_named_files_exist() -> None:
    """Every file that the page links to is there."""
    links = re.findall(r"\]\(([^)#:]+)\)", DOC)
    assert links
    assert [] == [link for link in links if not (ROOT / "docs" / link).exists()]
