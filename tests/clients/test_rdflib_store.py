"""rdflib: the endpoint as a store, as a service of a federated query, and as a document."""

from collections.abc import Iterator
from typing import Any, Literal
from urllib.parse import urlencode

import pytest
from rdflib import RDF, Dataset, Graph, Namespace, URIRef, Variable
from rdflib import Literal as Text
from rdflib.compare import isomorphic
from rdflib.namespace import SKOS
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import ResultRow

from tests.clients.questions import (
    ACCENTS,
    ASK,
    CONSTRUCT,
    COUNT,
    GRAPHE,
    METIER,
    PREFIXES,
    TEXTE,
    TITRE,
    long_query,
)
from tests.conftest import Client, union_of

CARTO = Namespace("https://w3id.org/carto-telecoms/ontologie#")
METIERS = 85
TITLE = Text(TITRE, lang="fr")
FORMATS = ["xml", "json", "csv", "tsv"]


@pytest.fixture(params=["GET", "POST", "POST_FORM"])
def method(request: pytest.FixtureRequest) -> Literal["GET", "POST", "POST_FORM"]:
    """Return each of the ways in which the store sends a query."""
    found: Literal["GET", "POST", "POST_FORM"] = request.param
    return found


@pytest.fixture
def store(method: Literal["GET", "POST", "POST_FORM"], server: Client) -> SPARQLStore:
    """Return a store over the endpoint."""
    return SPARQLStore(f"{server.base}/sparql", method=method)


@pytest.fixture
def graph(store: SPARQLStore) -> Graph:
    """Return the default graph of the endpoint."""
    return Graph(store)


def rows(result: Any) -> Iterator[ResultRow]:
    """Yield the rows of the result of a SELECT."""
    for row in result:
        assert isinstance(row, ResultRow)
        yield row


@pytest.mark.parametrize("name", FORMATS)
def test_select(name: str, store: SPARQLStore) -> None:
    """A SELECT gives its terms back, in every format that the store reads."""
    store.returnFormat = name
    (row,) = rows(Graph(store).query(ACCENTS))
    assert (METIER, TITRE, TEXTE) == tuple(str(term) for term in row)
    if name in {"xml", "json"}:  # rdflib reads no language in TSV, and CSV has none
        assert (URIRef(METIER), TITLE, Text(TEXTE)) == tuple(row)


@pytest.mark.parametrize("name", ["xml", "json"])
@pytest.mark.parametrize("truth", [True, False])
def test_ask(name: str, truth: bool, store: SPARQLStore) -> None:
    """An ASK gives a truth value."""
    store.returnFormat = name
    result = Graph(store).query(ASK if truth else ASK.replace("étude", "etude"))
    assert truth is result.askAnswer


def test_construct(graph: Graph) -> None:
    """A CONSTRUCT gives a graph."""
    found = graph.query(CONSTRUCT).graph
    assert found is not None
    metier = URIRef(METIER)
    assert {(metier, SKOS.prefLabel, TITLE), (metier, SKOS.note, Text(TEXTE))} == set(found)


def test_describe(graph: Graph) -> None:
    """A DESCRIBE gives what the graph says of a thing."""
    found = graph.query(f"DESCRIBE <{METIER}>").graph
    assert found is not None
    assert set(graph.triples((URIRef(METIER), None, None))) <= set(found)


def test_triples(graph: Graph) -> None:
    """A pattern of a graph is a query: any part of it may be given."""
    metier = URIRef(METIER)
    assert [(metier, RDF.type, CARTO.Metier)] == list(graph.triples((metier, RDF.type, CARTO.Metier)))
    assert [metier] == list(graph.subjects(SKOS.prefLabel, TITLE))
    assert len(set(graph.subjects(RDF.type, CARTO.Metier))) == METIERS
    assert TITLE in set(graph.objects(metier))
    assert (metier, RDF.type, CARTO.Metier) in graph
    assert (metier, RDF.type, CARTO.Famille) not in graph


def test_order_and_limit(graph: Graph) -> None:
    """The store's own LIMIT and OFFSET go through a list page by page, each member once."""
    paged: Any = graph
    paged.LIMIT, found = 20, []
    for offset in range(0, METIERS, 20):
        paged.OFFSET = offset
        found += list(graph.subjects(RDF.type, CARTO.Metier))
    assert len(found) == len(set(found)) == METIERS


def test_length(graph: Graph, dataset: Dataset) -> None:
    """The length of the default graph is that of the union of the graphs."""
    assert len({(s, p, o) for s, p, o, _ in union_of(dataset)}) == len(graph)


@pytest.mark.parametrize(
    "name",
    [
        "ontologie", "fiches", "concepts", "remarques", "metadonnees", "partage-texte",
        "partage-variantes",
    ],
)  # fmt: skip
def test_named_graph(name: str, store: SPARQLStore, dataset: Dataset) -> None:
    """A named graph is asked by its name, and holds what the published file says."""
    iri = URIRef(GRAPHE + name)
    expected = dataset.graph(iri)
    found = Graph(store, identifier=iri)
    assert len(expected) == len(found)
    assert set(expected.triples((None, RDF.type, None))) == set(found.triples((None, RDF.type, None)))


def test_unknown_graph(store: SPARQLStore) -> None:
    """A graph that is not there is empty, and nothing is fetched."""
    assert len(Graph(store, identifier=URIRef("http://127.0.0.1:9/absent"))) == 0


def test_contexts(store: SPARQLStore, dataset: Dataset) -> None:
    """The names of the graphs are found, all of them or those that hold a triple."""
    names = {graph.identifier for graph in dataset.graphs()} - {dataset.default_graph.identifier}
    assert names == set(store.contexts())
    assert {URIRef(f"{GRAPHE}fiches")} == set(store.contexts((URIRef(METIER), RDF.type, CARTO.Metier)))


def test_namespaces(graph: Graph) -> None:
    """Prefixes bound on the graph, or given with the query, are those of the query."""
    graph.bind("autre", CARTO)
    (row,) = rows(graph.query("SELECT (COUNT(*) AS ?n) { ?m a autre:Metier }"))
    assert Text(METIERS) == row.n
    assert CARTO == URIRef(dict(graph.namespaces())["autre"])
    (row,) = rows(graph.query("SELECT (COUNT(*) AS ?n) { ?m a c:Metier }", initNs={"c": CARTO}))
    assert Text(METIERS) == row.n


def test_bindings(graph: Graph) -> None:
    """Values given beside the query, accents and all, are values of its variables."""
    query = PREFIXES + "SELECT ?metier { ?metier skos:prefLabel ?titre ; a carto:Metier }"
    found = rows(graph.query(query, initBindings={"titre": TITLE}))
    assert [URIRef(METIER)] == [row.metier for row in found]
    assert Variable("metier") in (graph.query(query).vars or [])


def test_long_query(store: SPARQLStore) -> None:
    """A query of 35 kB is answered, whichever way it is sent."""
    query = long_query(35_000)
    (row,) = rows(Graph(store).query(query))
    assert Text(query.count("valeur")) == row.n


def test_bad_query(server: Client) -> None:
    """A query that is no SPARQL is an error of the store, not an empty result."""
    url = f"{server.base}/sparql"
    with pytest.raises(ValueError, match="something wrong"):
        SPARQLStore(url).query("SELECT * {")
    refused: Any = SPARQLStore(url, method="POST").query("SELECT * {")
    assert refused[0] == 400  # what the store makes of it


def test_federated_query(server: Client) -> None:
    """A query over a graph in memory asks the endpoint for the rest, by SERVICE."""
    own = Graph()
    own.add((URIRef("urn:moi"), URIRef("urn:exerce"), URIRef(METIER)))
    query = f"""{PREFIXES}
    SELECT ?titre {{
        ?moi <urn:exerce> ?metier SERVICE <{server.base}/sparql> {{ ?metier skos:prefLabel ?titre }}
    }}"""
    assert [TITLE] == [row.titre for row in rows(own.query(query))]


def test_query_as_a_document(server: Client, dataset: Dataset) -> None:
    """The address of a CONSTRUCT is that of a document, which rdflib reads as any other."""
    query = "CONSTRUCT { ?s ?p ?o } { GRAPH ?g { ?s ?p ?o } }"
    name = f"{GRAPHE}ontologie"
    found = Graph().parse(f"{server.base}/sparql?{urlencode({'query': query, 'named-graph-uri': name})}")
    assert isomorphic(dataset.graph(URIRef(name)), found)


def test_count_is_the_same_by_every_format(store: SPARQLStore) -> None:
    """A number is a number, in the formats that say so."""
    for name in ("xml", "json", "tsv"):
        store.returnFormat = name
        (row,) = rows(Graph(store).query(COUNT))
        assert Text(METIERS) == row.n, name
