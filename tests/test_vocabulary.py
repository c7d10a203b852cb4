"""The documents behind the vocabulary, the metadata, the graphs and the things of which there is one."""

import json

import pyoxigraph as ox
import pytest
from bs4 import BeautifulSoup
from rdflib import DCAT, OWL, PROV, RDF, VOID, Graph, URIRef

from carto.iris import BASE, CARTO
from server.negotiation import GRAPHS
from tests.conftest import ROOT, Client

FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}


def triples(body: bytes, media: str) -> set[ox.Triple]:
    """Return the triples of *body*."""
    return {quad.triple for quad in ox.parse(body, format=FORMATS[media])}


@pytest.mark.parametrize("media", GRAPHS)
def test_ontology_as_rdf(media: str, server: Client) -> None:
    """/ontologie gives the ontology of the repository in each format, by Accept and by extension."""
    expected = triples((ROOT / "ontology" / "carto.ttl").read_bytes(), "text/turtle")
    answer = server.get("/ontologie", media)
    assert (media, "Accept") == (answer.kind, answer.headers["Vary"])
    assert expected == triples(answer.body, media)
    assert answer.body == server.get(f"/ontologie.{GRAPHS[media]}").body


def test_ontology_as_a_page(server: Client) -> None:
    """For a browser it documents every term, at the anchor that its IRI names, in both languages."""
    answer = server.get("/ontologie", "text/html,*/*;q=0.8")
    assert answer.kind == "text/html"
    page = BeautifulSoup(answer.body, "html.parser")
    ontology = Graph().parse(ROOT / "ontology" / "carto.ttl")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual)
    terms = {s for kind in kinds for s in ontology.subjects(RDF.type, kind) if str(s).startswith(CARTO)}
    anchors = {str(article["id"]) for article in page.find_all("article")}
    assert {str(term).removeprefix(str(CARTO)) for term in terms} == anchors
    metier = page.find(id="Metier")
    assert metier is not None
    for said in ("métier", "job", "décrit par une fiche", "described by a profile"):
        assert said in metier.get_text()


def test_version_of_the_ontology(server: Client) -> None:
    """The version IRI leads to the ontology; another version is not found, with a remedy."""
    ontology = Graph().parse(ROOT / "ontology" / "carto.ttl")
    iri = ontology.value(URIRef(f"{BASE}ontologie"), OWL.versionIRI)
    path = "/" + str(iri).removeprefix(BASE)
    answer = server.get(path)
    assert (303, "/ontologie") == (answer.status, answer.headers["Location"])
    other = server.get("/ontologie/9.9", "application/json")
    assert other.status == 404
    assert path.rpartition("/")[2] in json.loads(other.body)["remedy"]


@pytest.mark.parametrize(
    "path", ["/ontologie.xls", "/graphe/inconnu", "/id/inconnu", "/data/inconnu.ttl"]
)
def test_not_found(path: str, server: Client) -> None:
    """What does not exist is said to be so, with a remedy."""
    answer = server.get(path, "application/json")
    assert answer.status == 404
    assert json.loads(answer.body)["remedy"]


def test_void(server: Client) -> None:
    """/.well-known/void describes the dataset, its graphs with counts, its files and its making."""
    answer = server.get("/.well-known/void", "*/*")
    assert answer.kind == "text/turtle"
    found = Graph().parse(data=answer.body, format="turtle")
    dataset = URIRef(f"{BASE}id/jeu-de-donnees")
    assert {VOID.Dataset, DCAT.Dataset} <= set(found.objects(dataset, RDF.type))
    graphs = set(found.objects(dataset, VOID.subset))
    assert {URIRef(f"{BASE}graphe/{n}") for n in manifest(server)["triples"]} == graphs
    files = [str(f).removeprefix(BASE) for f in found.objects(dataset, VOID.dataDump)]
    assert {200} == {server.get(f"/{file}").status for file in files}
    assert (URIRef(f"{BASE}id/construction"), RDF.type, PROV.Activity) in found


def manifest(server: Client) -> dict[str, dict[str, int]]:
    """Return what the build says of itself."""
    found: dict[str, dict[str, int]] = json.loads(server.get("/dumps/build.json").body)
    return found


def test_counts_of_void_are_those_of_the_store(server: Client) -> None:
    """The number of triples of each graph, and of the whole, is what a query counts."""
    found = Graph().parse(data=server.get("/.well-known/void").body, format="turtle")

    def counted(pattern: str) -> int:
        query = f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"
        return int(server.get("/sparql", "text/csv", query=query).text.split()[1])

    for name in manifest(server)["triples"]:
        iri = f"{BASE}graphe/{name}"
        assert counted(f"GRAPH <{iri}> {{ ?s ?p ?o }}") == int(
            str(found.value(URIRef(iri), VOID.triples))
        )
    whole = found.value(URIRef(f"{BASE}id/jeu-de-donnees"), VOID.triples)
    assert counted("?s ?p ?o") == int(str(whole))
    metiers = found.value(URIRef(f"{BASE}graphe/fiches#Metier"), VOID.entities)
    assert 85 == int(str(metiers))


@pytest.mark.parametrize("media", GRAPHS)
def test_named_graph(media: str, server: Client) -> None:
    """The IRI of a named graph gives its triples, and nothing of another graph."""
    answer = server.get("/graphe/remarques", media)
    assert media == answer.kind
    expected = triples(server.get("/dumps/graphe-remarques.ttl").body, "text/turtle")
    assert expected == triples(answer.body, media)


def test_named_graph_for_a_browser(server: Client) -> None:
    """A browser is led to the files."""
    answer = server.get("/graphe/fiches", "text/html")
    assert (303, "/telechargements") == (answer.status, answer.headers["Location"])


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("cartographie", "/"),
        ("document", "/source"),
        ("jeu-de-donnees", "/telechargements"),
        ("construction", "/page/construction"),
        ("logiciel", "/page/logiciel"),
    ],
)
def test_things_of_which_there_is_one(name: str, page: str, server: Client) -> None:
    """Their IRI leads to a page for people, and to data for programs."""
    answer = server.get(f"/id/{name}", "text/html")
    assert (303, page) == (answer.status, answer.headers["Location"])
    assert server.get(page, "text/html").status == 200
    answer = server.get(f"/id/{name}", "text/turtle")
    assert (303, f"/data/{name}.ttl") == (answer.status, answer.headers["Location"])
    assert f"id:{name} " in server.get(f"/data/{name}.ttl").text


def test_types_of_the_downloads(server: Client) -> None:
    """Each file is sent with the type under which it is described, and listed with what it is."""
    page = server.get("/telechargements", "text/html").text
    for name, media in (
        ("carto.jsonld", "application/ld+json"),
        ("carto.rdf", "application/rdf+xml"),
        ("graphe-fiches.ttl", "text/turtle"),
        ("metiers.csv", "text/csv"),
        ("csv-metadata.json", "application/csvm+json"),
        ("rapport.html", "text/html"),
    ):
        assert media == server.get(f"/dumps/{name}").kind
        assert f'href="/dumps/{name}"' in page
    assert "Les métiers : une ligne par fiche" in page
