"""The endpoint, by a real server process and real clients."""

import csv
import io
import json
import threading
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from rdflib import Graph
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

from tests.conftest import ROOT, Client, serving

PREFIX = "PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#> "
COUNT = PREFIX + "SELECT (COUNT(*) AS ?n) { ?m a carto:Metier }"
CONSTRUCT = PREFIX + "CONSTRUCT { ?m a carto:Metier } WHERE { ?m a carto:Metier }"
RESULTS = [
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
]
GRAPHS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
}
FORM = "application/x-www-form-urlencoded"


def number(server: Client, query: str) -> int:
    """Return the one number that *query* counts."""
    (binding,) = json.loads(server.sparql(PREFIX + query).body)["results"]["bindings"]
    (cell,) = binding.values()
    return int(cell["value"])


COUNTS = {
    "domaines": ("SELECT (COUNT(*) AS ?n) { ?x a carto:Domaine }", 4),
    "familles": ("SELECT (COUNT(*) AS ?n) { ?x a carto:Famille }", 15),
    "sous-familles": ("SELECT (COUNT(*) AS ?n) { ?x a carto:SousFamille }", 16),
    "métiers": ("SELECT (COUNT(*) AS ?n) { ?x a carto:Metier }", 85),
    "fiches standard": ("SELECT (COUNT(*) AS ?n) { ?x carto:formeFiche carto:FormeStandard }", 69),
    "fiches Innovation": ("SELECT (COUNT(*) AS ?n) { ?x carto:formeFiche carto:FormeInnovation }", 8),
    "à compléter": ("SELECT (COUNT(*) AS ?n) { ?x carto:etatFiche carto:FicheACompleter }", 8),
    "énoncés": ("SELECT (COUNT(*) AS ?n) { ?x a carto:Enonce }", 2381),
    "activités": ("SELECT (COUNT(*) AS ?n) { ?x a carto:EnonceActivite }", 839),
    "compétences": ("SELECT (COUNT(*) AS ?n) { ?x a carto:EnonceCompetence }", 1003),
    "connaissances": ("SELECT (COUNT(*) AS ?n) { ?x a carto:EnonceConnaissance }", 539),
    "tendances de métiers": (
        "SELECT (COUNT(*) AS ?n) { ?m a carto:Metier ; carto:aPourTendance ?x }",
        32,
    ),
    "tendances": ("SELECT (COUNT(*) AS ?n) { ?x a carto:Tendance }", 109),
    "intitulés": ("SELECT (COUNT(*) AS ?n) { ?m carto:exempleIntitule ?x }", 26),
}


@pytest.mark.parametrize(("query", "expected"), COUNTS.values(), ids=COUNTS)
def test_counts_by_sparql(query: str, expected: int, server: Client) -> None:
    """The counts of the document come out of the graph."""
    assert expected == number(server, query)


@pytest.mark.parametrize("kind", RESULTS)
def test_select_by_accept(kind: str, server: Client) -> None:
    """SELECT answers in the format asked for."""
    answer = server.sparql(COUNT, kind)
    assert (200, kind) == (answer.status, answer.kind)
    assert "85" in answer.text
    assert answer.headers["Vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize("kind", RESULTS)
def test_ask_by_accept(kind: str, server: Client) -> None:
    """ASK answers in the same formats."""
    answer = server.sparql("ASK { ?s ?p ?o }", kind)
    assert (200, kind) == (answer.status, answer.kind)
    assert "true" in answer.text


@pytest.mark.parametrize(("kind", "name"), GRAPHS.items())
@pytest.mark.parametrize("query", [CONSTRUCT, f"{PREFIX} DESCRIBE ?m {{ ?m a carto:Metier }}"])
def test_graph_by_accept(query: str, kind: str, name: str, server: Client) -> None:
    """CONSTRUCT and DESCRIBE answer in the format asked for, and it reads back."""
    answer = server.sparql(query, kind)
    assert (200, kind) == (answer.status, answer.kind)
    assert len(set(Graph().parse(data=answer.body, format=name).subjects())) >= 85


def test_quality_values(server: Client) -> None:
    """The format that the client likes best wins, and wildcards are taken."""
    accept = "text/csv;q=0.5, application/sparql-results+xml;q=0.9, */*;q=0.1"
    assert server.sparql(COUNT, accept).kind == "application/sparql-results+xml"
    assert server.sparql(COUNT, "*/*").kind == "application/sparql-results+json"
    assert server.sparql(COUNT, "application/json").kind == "application/sparql-results+json"
    assert server.sparql(COUNT, "image/png").status == 406


def test_post(server: Client) -> None:
    """A query comes by a form or as the body."""
    form = urlencode({"query": COUNT}).encode()
    assert "85" in server.post("/sparql", form, FORM, "text/csv").text
    assert "85" in server.post("/sparql", COUNT.encode(), "application/sparql-query", "text/csv").text


ERRORS = {
    "syntax": ("SELECT * {", 400),
    "service": ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403),
    "update": ("INSERT DATA { <a:b> <a:b> <a:b> }", 403),
    "empty": ("", 400),
    "relative IRI": ("SELECT * { <a> ?p ?o }", 400),
}


@pytest.mark.parametrize(("query", "status"), ERRORS.values(), ids=ERRORS)
def test_bad_query(query: str, status: int, server: Client) -> None:
    """A query that cannot run is answered with its reason, in the form that the client reads."""
    problem = server.sparql(query, "application/problem+json")
    assert (status, "application/problem+json") == (problem.status, problem.kind)
    assert json.loads(problem.body)["detail"]
    assert server.sparql(query, "text/html").kind == "text/html"
    assert server.sparql(query, "text/plain").kind == "text/plain"


def test_syntax_error_says_where(server: Client) -> None:
    """Line, column, and the line itself with a mark below the place."""
    text = server.sparql("SELECT *\n{ ?s ?p }", "text/plain").text
    assert "ligne 2, colonne 10" in text
    assert "{ ?s ?p }\n         ^" in text


def test_bad_requests(server: Client) -> None:
    """What is no query by the protocol is refused with the right status."""
    assert server.get("/sparql", "application/json").status == 400
    assert server.post("/sparql", b"query=a&query=b", FORM).status == 400
    assert server.post("/sparql", b"\xff", "application/sparql-query").status == 400
    assert server.post("/sparql", b"x", "text/plain").status == 415
    assert server.post("/sparql", b"update=DROP+ALL", FORM).status == 403
    assert server.post("/sparql", b"DROP ALL", "application/sparql-update").status == 403
    assert server.get("/sparql", query="ASK {}", update="DROP ALL").status == 403


def test_default_graph_is_the_union(server: Client) -> None:
    """Without GRAPH, all named graphs answer; FROM and the protocol choose among them."""
    base = "https://w3id.org/carto-telecoms/graphe"
    assert number(server, "SELECT (COUNT(*) AS ?n) { ?x carto:exprime/carto:nombreMetiers ?y }") == 2381
    one = f"SELECT (COUNT(*) AS ?n) FROM <{base}/fiches> {{ ?x carto:exprime ?y }}"
    assert number(server, one) == 0
    asked = PREFIX + "ASK { ?x carto:exprime ?y }"
    for graph, expected in (("concepts", "true"), ("fiches", "false"), ("absent", "false")):
        parameters = {"query": asked, "default-graph-uri": f"{base}/{graph}"}
        assert expected in server.get("/sparql", "application/json", **parameters).text


def test_named_graphs(server: Client) -> None:
    """GRAPH reaches each named graph; FROM NAMED and the protocol choose which."""
    base = "https://w3id.org/carto-telecoms/graphe"
    graphs = "SELECT (COUNT(DISTINCT ?g) AS ?n) {0} {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    assert number(server, graphs.format("")) == 10
    assert number(server, graphs.format(f"FROM NAMED <{base}/fiches>")) == 1
    asked = PREFIX + "ASK { GRAPH ?g { ?x carto:exprime ?y } }"
    for graph, expected in (("concepts", "true"), ("fiches", "false")):
        parameters = {"query": asked, "named-graph-uri": f"{base}/{graph}"}
        assert expected in server.get("/sparql", "application/json", **parameters).text


@pytest.mark.parametrize(
    ("parameters", "accept"),
    [
        ({"query": "ASK {}", "default-graph-uri": "foo"}, "application/json"),
        ({"query": "ASK {}", "named-graph-uri": ""}, "application/json"),
        ({"query": "SELECT (<urn:f>(1) AS ?x) {}"}, "application/json"),
        (
            {"query": "CONSTRUCT { <a:b> <a:b> <<( <a:b> <a:b> <a:b> )>> } {}"},
            "application/ld+json",
        ),
    ],
)
def test_client_mistakes_are_no_bugs(parameters: dict[str, str], accept: str, server: Client) -> None:
    """What the client got wrong is 400, with a reason."""
    answer = server.get("/sparql", accept, **parameters)
    assert answer.status == 400
    assert answer.text


def test_format_by_name(server: Client) -> None:
    """``?format=`` is for people and for clients that send it; an unknown name leaves it to Accept."""
    assert server.get("/sparql", "text/html", query=COUNT, format="csv").kind == "text/csv"
    assert server.get("/sparql", "text/html", query=CONSTRUCT, format="ttl").kind == "text/turtle"
    assert server.get("/sparql", "text/csv", query=COUNT, format="autre").kind == "text/csv"


def test_prefixes_may_be_left_out(server: Client) -> None:
    """The prefixes of the service need no declaration."""
    query = "SELECT (COUNT(*) AS ?n) { metier:architecte-reseaux carto:requiertCompetence ?c }"
    assert "10" in server.sparql(query, "text/csv").text


def test_an_iri_with_a_keyword_does_not_change_the_dataset(server: Client) -> None:
    """« from » in an IRI is no FROM."""
    query = "SELECT (COUNT(*) AS ?n) { ?x a carto:Metier OPTIONAL { ?x <urn:a/from/b> ?y } }"
    assert number(server, query) == 85


@pytest.mark.parametrize("name", [JSON, XML, CSV, TSV])
def test_sparqlwrapper_results(name: str, server: Client) -> None:
    """SPARQLWrapper reads every format of results."""
    client = SPARQLWrapper(f"{server.base}/sparql")
    client.setQuery(COUNT)
    client.setReturnFormat(name)
    found: Any = client.query().convert()
    text = found.toxml() if name == XML else found.decode() if isinstance(found, bytes) else str(found)
    assert "85" in text


@pytest.mark.parametrize("name", [TURTLE, N3, RDFXML, JSONLD])
def test_sparqlwrapper_graphs(name: str, server: Client) -> None:
    """SPARQLWrapper reads every format of graphs, by POST too."""
    client = SPARQLWrapper(f"{server.base}/sparql")
    client.setQuery(CONSTRUCT)
    client.setMethod(POST)
    client.setReturnFormat(name)
    found: Any = client.query().convert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
    assert len(graph) == 85


def expected_rows(path: Path) -> int:
    """Return the number of rows that the header of a query announces."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(int(line.partition(":")[2]) for line in lines if line.startswith("# attendu:"))


@pytest.mark.parametrize("path", sorted((ROOT / "queries").glob("*.rq")), ids=lambda path: path.stem)
def test_example_keeps_its_promise(path: Path, server: Client) -> None:
    """A query of the folder returns the number of rows that it announces."""
    answer = server.sparql(path.read_text(encoding="utf-8"), "text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert expected_rows(path) == len(rows)


def test_two_first_queries_at_once(build: Path) -> None:
    """A cold server answers two simultaneous first queries."""
    with serving(build) as address:
        client = Client(address)
        found: list[str] = []
        threads = [
            threading.Thread(target=lambda: found.append(client.sparql(COUNT, "text/csv").text))
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert ["85"] * 8 == [text.split()[1] for text in found]
