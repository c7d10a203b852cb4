"""The endpoint as programs meet it: conditional, compressed, described, measured, stopped."""

import gzip
import json
import re
import threading
import time
import zlib
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request

import brotli
import pytest
import zstandard
from rdflib import RDF, VOID, Graph, Namespace

from server.settings import Settings
from tests.conftest import ROOT, Client, serving

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
METIERS = "SELECT ?m ?l { ?m a carto:Metier ; skos:prefLabel ?l } ORDER BY ?m"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def ask(server: Client, query: str, **headers: str) -> Request:
    """Return a request for *query* with *headers*."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request(f"{server.base}/sparql?query={quote(query)}", headers=given)


DECODERS = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda data: zstandard.ZstdDecompressor().decompressobj().decompress(data),
}


@pytest.mark.parametrize("encoding", DECODERS)
def test_encodings(encoding: str, server: Client) -> None:
    """Compressed or not, an answer is the same, and each encoding has its own strong ETag."""
    plain = server.send(ask(server, METIERS))
    packed = server.send(ask(server, METIERS, Accept_Encoding=encoding))

    assert packed.headers["Content-Encoding"] == encoding
    assert len(packed.body) < len(plain.body) / 3
    assert plain.body == DECODERS[encoding](packed.body)
    assert plain.headers["ETag"] != packed.headers["ETag"]


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_conditional(encoding: str, server: Client) -> None:
    """Who has the answer is told so; who has another one is given it."""
    first = server.send(ask(server, METIERS, Accept_Encoding=encoding))
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")

    same = server.send(ask(server, METIERS, Accept_Encoding=encoding, If_None_Match=tag))
    assert (304, b"", tag) == (same.status, same.body, same.headers["ETag"])
    never = server.send(ask(server, f"{METIERS} # {time.time()}", If_None_Match=tag))
    assert never.status == 200


def test_etag_depends_on_what_is_asked(server: Client) -> None:
    """Another query, format or graph is another answer."""
    tags = {
        server.send(ask(server, query, Accept=accept)).headers["ETag"]
        for query in (METIERS, METIERS + " LIMIT 1")
        for accept in ("text/csv", "application/json")
    }
    assert len(tags) == 4


@pytest.mark.parametrize("call", ["RAND()", "NOW()", "UUID()", "STRUUID()", "BNODE()"])
def test_chance_is_not_kept(call: str, server: Client) -> None:
    """What differs each time has no ETag, and is not kept."""
    query = f"SELECT ({call} AS ?x) {{}}"
    one, two = (server.sparql(query) for _ in range(2))

    assert one.headers["ETag"] is None
    assert "no-store" in one.headers["Cache-Control"]
    assert one.body != two.body


def test_description(server: Client) -> None:
    """The endpoint describes itself: language, features, formats, graphs with their figures."""
    answer = server.get("/sparql", "text/turtle")
    found = Graph().parse(data=answer.body, format="turtle")
    (service,) = found.subjects(RDF.type, SD.Service)
    (dataset,) = found.objects(service, SD.defaultDataset)
    (default,) = found.objects(dataset, SD.defaultGraph)
    named = {
        str(found.value(place, SD.name)).rpartition("/")[2]: int(
            str(found.value(found.value(place, SD.graph), VOID.triples))
        )
        for place in found.objects(dataset, SD.namedGraph)
    }

    assert str(service) == f"{server.base}/sparql"
    assert len(set(found.objects(service, SD.resultFormat))) == 8
    assert SD.UnionDefaultGraph in set(found.objects(service, SD.feature))
    for name, triples in named.items():
        asked = f"SELECT (COUNT(*) AS ?n) {{ GRAPH graphe:{name} {{ ?s ?p ?o }} }}"
        counted = int(server.sparql(asked, "text/csv").text.split()[1])
        # The metadata cannot count the triples that say how many they are.
        assert counted == triples or name == "metadonnees"
    apart = {"partage-texte", "partage-variantes"}
    assert set(named) == apart | {
        "alignements", "concepts", "fiches", "interactions", "metadonnees", "ontologie", "proximites",
        "remarques",
    }  # fmt: skip
    total = int(server.sparql("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "text/csv").text.split()[1])
    assert total == int(str(found.value(default, VOID.triples)))


def test_cors(server: Client) -> None:
    """A page of any site may ask, and read what it needs; no credentials."""
    request = Request(f"{server.base}/sparql", method="OPTIONS", headers={"Origin": "https://a.example"})
    before = server.send(request)
    assert before.status == 204
    assert "POST" in before.headers["Access-Control-Allow-Methods"]
    answer = server.sparql("ASK {}")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
    assert answer.headers["Access-Control-Allow-Credentials"] is None


def test_a_timeout_teaches(server: Client) -> None:
    """Past its time, a query is answered with the pattern at fault, a query that works, an example."""
    answer = server.get("/sparql", "application/problem+json", query=ENDLESS, timeout="0.5")
    problem = json.loads(answer.body)
    assert (504, "?d ?e ?f") == (answer.status, problem["pattern"])
    assert "0.5 s" in problem["detail"]
    assert "produit cartésien" in problem["remedy"]
    assert (ROOT / "queries" / f"{problem['example']}.rq").exists()
    assert server.sparql(problem["suggestion"]).status == 200
    assert server.get(f"/sparql{problem['exampleLink']}", "text/csv").status == 200

    page = server.get("/sparql", "text/html", query=ENDLESS, timeout="0.5")
    assert (504, "text/html") == (page.status, page.kind)
    assert "produit cartésien" in page.text


def test_hint(server: Client) -> None:
    """A name that does not exist gives an empty answer, and the name that does in a header."""
    answer = server.sparql("SELECT * { ?m a carto:Metiers }")
    assert json.loads(answer.body)["results"]["bindings"] == []
    assert "carto:Metier ?" in answer.headers["Carto-Hint"]
    assert (
        "Vouliez-vous dire"
        in server.get("/sparql", "text/html", query="ASK { ?m a carto:Metiers }").text
    )
    assert server.sparql("SELECT * { ?m a carto:Metier }").headers["Carto-Hint"] is None


def test_limits_are_settings(build: Path) -> None:
    """Rows, bytes and time have their limit, which is said; a page is cut, and says so."""
    settings = {"CARTO_MAX_ROWS": "10", "CARTO_QUERY_SECONDS": "0.5"}
    with serving(build, **settings) as address:
        client = Client(address)
        assert client.sparql("SELECT * { ?s ?p ?o } LIMIT 10").status == 200
        refused = client.sparql("SELECT * { ?s ?p ?o } LIMIT 11", "application/json")
        assert (400, "Le résultat dépasse 10 lignes.") == (
            refused.status,
            json.loads(refused.body)["detail"],
        )
        assert client.get("/sparql", query=ENDLESS, timeout="60").status == 504


def test_a_page_says_that_it_is_cut(server: Client) -> None:
    """A page shows so many rows, and says in a header and in itself that there are more."""
    answer = server.get("/sparql", "text/html", query="SELECT * { ?s ?p ?o }")
    assert answer.headers["Carto-Capped"] == "rows=500"
    assert "Les 500 premières lignes" in answer.text


def test_disk_answers_as_memory_does(build: Path, server: Client, tmp_path: Path) -> None:
    """A dataset that stays on disk gives the same answers."""
    folder = tmp_path / "build"
    folder.symlink_to(build)
    with serving(folder, CARTO_MEMORY_TRIPLES="1") as address:
        client = Client(address)
        assert list(tmp_path.glob("build.store/*"))
        for path in sorted((ROOT / "queries").glob("*.rq")):
            text = path.read_text(encoding="utf-8")
            assert server.sparql(text, "text/csv").body == client.sparql(text, "text/csv").body
        graphs = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
        in_memory, on_disk = (one.sparql(graphs, "text/csv").text for one in (server, client))
        assert sorted(in_memory.splitlines()) == sorted(on_disk.splitlines())


def test_a_running_query_may_finish(build: Path) -> None:
    """Asked to stop, the service takes no more connections, and answers what it has begun."""
    statuses: list[int] = []
    with serving(build) as address:
        client = Client(address)

        def wait() -> None:
            statuses.append(client.get("/sparql", query=ENDLESS, timeout="1.5").status)

        thread = threading.Thread(target=wait)
        thread.start()
        time.sleep(0.5)
    thread.join()  # « serving » has ended the process meanwhile
    assert statuses == [504]


def test_metrics(server: Client) -> None:
    """Prometheus is told what runs, what waits, what was answered, and whether workers are fenced in."""
    answer = server.get("/metrics")
    assert answer.kind == "text/plain"
    names = set(re.findall(r"^(carto_\w+)", answer.text, re.MULTILINE))
    assert {
        "carto_queries_running", "carto_queries_waiting", "carto_requests_total", "carto_cache_bytes",
        "carto_query_seconds_bucket", "carto_workers_isolated",
    } <= names  # fmt: skip


def test_settings_are_documented() -> None:
    """Every setting is in the documentation, with its default, and nothing else is."""
    text = (ROOT / "docs" / "service-sparql.md").read_text(encoding="utf-8")
    known = {f"CARTO_{name.upper()}" for name in Settings.__dataclass_fields__}
    assert known == set(re.findall(r"CARTO_[A-Z_]+", text))


def test_zlib_reads_gzip_as_it_comes(server: Client) -> None:
    """A large answer leaves in parts, each of which can be read at once."""
    request = ask(server, "SELECT * { ?s ?p ?o }", Accept_Encoding="gzip", Accept="text/csv")
    answer = server.send(request)
    reader = zlib.decompressobj(wbits=31)
    rows = reader.decompress(answer.body).count(b"\r\n")

    assert reader.eof
    assert rows > 48_000
