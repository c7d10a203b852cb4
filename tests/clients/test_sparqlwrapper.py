"""SPARQLWrapper: each of its formats by each of its ways to ask, and what it makes of an error."""

import json
import warnings
import xml.dom.minidom
from typing import Any
from urllib.error import HTTPError

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SKOS
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDF,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
    SPARQLWrapper2,
)
from SPARQLWrapper.SPARQLExceptions import EndPointNotFound, QueryBadFormed, URITooLong

from tests.clients.questions import (
    ACCENTS,
    ASK,
    CONSTRUCT,
    COUNT,
    GRAPHE,
    METIER,
    NUMBERS,
    PREFIXES,
    TEXTE,
    TITRE,
    long_query,
)
from tests.conftest import Client

# How a query is sent; the last says its format by Accept alone.
WAYS = {
    "GET": (GET, URLENCODED, False),
    "form": (POST, URLENCODED, False),
    "body": (POST, POSTDIRECTLY, False),
    "GET, Accept only": (GET, URLENCODED, True),
    "body, Accept only": (POST, POSTDIRECTLY, True),
}
TABLES = {
    JSON: "application/sparql-results+json",
    XML: "application/sparql-results+xml",
    CSV: "text/csv",
    TSV: "text/tab-separated-values",
}
GRAPHS = {
    TURTLE: ("text/turtle", "turtle"),
    N3: ("text/turtle", "turtle"),
    XML: ("application/rdf+xml", "xml"),
    RDFXML: ("application/rdf+xml", "xml"),
    JSONLD: ("application/ld+json", "json-ld"),
}


@pytest.fixture(params=list(WAYS.values()), ids=list(WAYS))
def client(request: pytest.FixtureRequest, server: Client) -> SPARQLWrapper:
    """Return a client that sends its queries in one of the ways."""
    method, body, conneg = request.param
    found = SPARQLWrapper(f"{server.base}/sparql")
    found.setMethod(method)
    found.setRequestMethod(body)
    found.setOnlyConneg(conneg)
    return found


def ask(client: SPARQLWrapper, query: str, name: str) -> Any:
    """Ask *query* in the format *name*; return the answer before the client converts it."""
    client.setQuery(query)
    client.setReturnFormat(name)
    return client.query()


def media_type(result: Any) -> str:
    """Return the media type of a result, without parameters."""
    kind: str = result.info()["content-type"]
    return kind.partition(";")[0]


def cells(name: str, found: Any) -> list[str]:
    """Return the cells of the one row that the client has made of an answer in the format *name*."""
    match name:
        case "json":
            (row,) = found["results"]["bindings"]
            return [row[variable]["value"] for variable in found["head"]["vars"]]
        case "xml":
            assert isinstance(found, xml.dom.minidom.Document)
            values = found.getElementsByTagName("uri") + found.getElementsByTagName("literal")
            return ["".join(part.nodeValue or "" for part in value.childNodes) for value in values]
        case _:
            _, line = found.decode("utf-8").splitlines()
            found = line.split("," if name == CSV else "\t")
            return [cell.strip('<>"').partition('"@')[0] for cell in found]


@pytest.mark.parametrize("name", TABLES)
def test_select(name: str, client: SPARQLWrapper) -> None:
    """Accents and signs go there and come back, in every format of tables."""
    result = ask(client, ACCENTS, name)
    assert TABLES[name] == media_type(result)
    assert [METIER, TITRE, TEXTE] == cells(name, result.convert())


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("truth", [True, False])
def test_ask(name: str, truth: bool, client: SPARQLWrapper) -> None:
    """ASK answers true or false, in every format of tables."""
    result = ask(client, ASK if truth else ASK.replace("étude", "etude"), name)
    assert TABLES[name] == media_type(result)
    found = result.convert()
    if name == JSON:
        assert truth is found["boolean"]
    else:
        text = found.toxml() if name == XML else found.decode()
        assert str(truth).lower() in text
        assert str(not truth).lower() not in text


@pytest.mark.parametrize("name", GRAPHS)
@pytest.mark.parametrize("form", ["CONSTRUCT", "DESCRIBE"])
def test_graph(name: str, form: str, client: SPARQLWrapper) -> None:
    """A graph reads back with its accents, in every format of graphs."""
    result = ask(client, CONSTRUCT if form == "CONSTRUCT" else f"DESCRIBE <{METIER}>", name)
    kind, parser = GRAPHS[name]
    assert kind == media_type(result)
    found = result.convert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format=parser)
    assert Literal(TITRE, lang="fr") in set(graph.objects(URIRef(METIER), SKOS.prefLabel))
    assert form == "DESCRIBE" or (URIRef(METIER), SKOS.note, Literal(TEXTE)) in graph


@pytest.mark.parametrize("name", [TURTLE, N3, RDF, RDFXML, JSONLD])
def test_format_of_graphs_for_a_table(name: str, client: SPARQLWrapper) -> None:
    """A table asked for as a graph comes as a table that the client reads; the client warns of it."""
    with pytest.warns(RuntimeWarning, match="Sending Accept header"):
        result = ask(client, ACCENTS, name)
    with pytest.warns(RuntimeWarning, match="but JSON .* has been returned"):
        found = result.convert()
    assert [METIER, TITRE, TEXTE] == cells(JSON, found)


@pytest.mark.parametrize("name", [JSON, CSV, TSV, RDF])
def test_format_of_tables_for_a_graph(name: str, client: SPARQLWrapper) -> None:
    """A graph asked for as a table comes as a graph that the client reads; the client warns of it."""
    with pytest.warns(RuntimeWarning, match="Sending Accept header"):
        result = ask(client, CONSTRUCT, name)
    with warnings.catch_warnings(action="ignore"):
        found = result.convert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
    assert (URIRef(METIER), SKOS.note, Literal(TEXTE)) in graph


def test_dataset(client: SPARQLWrapper) -> None:
    """The graphs that the client names are the dataset of the query, in whichever way they are sent."""
    client.addParameter("default-graph-uri", f"{GRAPHE}ontologie")
    client.addParameter("named-graph-uri", f"{GRAPHE}fiches")
    query = "SELECT (COUNT(*) AS ?n) { ?m a carto:Metier }"
    assert ["0"] == cells(JSON, ask(client, PREFIXES + query, JSON).convert())
    query = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?m a carto:Metier } }"
    assert ["85"] == cells(JSON, ask(client, PREFIXES + query, JSON).convert())


def test_many_rows(client: SPARQLWrapper) -> None:
    """A large answer, which comes in parts, comes whole."""
    rows = ask(client, NUMBERS, JSON).convert()["results"]["bindings"]
    assert list(range(50_000)) == sorted(int(row["n"]["value"]) for row in rows)


def test_bad_query(client: SPARQLWrapper) -> None:
    """A query that is no SPARQL is « badly formed » to the client, which shows where."""
    with pytest.raises(QueryBadFormed, match="colonne 11"):
        ask(client, "SELECT * {", JSON)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "INSERT DATA { <urn:a> <urn:a> <urn:a> }",
        "DROP ALL",
    ],
)
def test_forbidden_query(query: str, client: SPARQLWrapper) -> None:
    """What the service never does is a 403, for which the client has no name of its own."""
    client.setMethod(POST)  # the client refuses an update by GET
    with pytest.raises(HTTPError) as caught:
        ask(client, query, JSON)
    assert caught.value.code == 403
    assert json.loads(caught.value.read())["detail"]


def test_unknown_address(server: Client) -> None:
    """An address where there is no service is « not found » to the client."""
    with pytest.raises(EndPointNotFound):
        ask(SPARQLWrapper(f"{server.base}/absent/sparql"), COUNT, JSON)


def test_long_query(server: Client) -> None:
    """A query too long for an address is answered by POST, and to the client is « too long » by GET."""
    client = SPARQLWrapper(f"{server.base}/sparql")
    query = long_query(90_000)
    with pytest.raises(URITooLong, match="POST"):
        ask(client, query, JSON)
    client.setMethod(POST)
    found = ask(client, query, JSON).convert()
    assert [str(query.count("valeur"))] == cells(JSON, found)


def test_too_long_query(server: Client) -> None:
    """A query longer than any is refused by POST too."""
    client = SPARQLWrapper(f"{server.base}/sparql")
    client.setMethod(POST)
    with pytest.raises(HTTPError, match="413"):
        ask(client, long_query(120_000), JSON)


def test_time_limit(server: Client) -> None:
    """A query that takes longer than it may is a 504 to the client."""
    client = SPARQLWrapper(f"{server.base}/sparql")
    client.addParameter("timeout", "0.2")
    with pytest.raises(HTTPError, match="504"):
        ask(client, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", JSON)


def test_bindings(server: Client) -> None:
    """SPARQLWrapper2, which gives values with their types, reads the answers too."""
    client = SPARQLWrapper2(f"{server.base}/sparql")
    (row,) = ask(client, ACCENTS, JSON).bindings
    assert (METIER, TITRE, TEXTE) == (row["metier"].value, row["titre"].value, row["texte"].value)
    assert ("uri", "fr") == (row["metier"].type, row["titre"].lang)
