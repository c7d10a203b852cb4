"""Where an evaluation stops: at a limit, before or after its first part; at what is no query."""

from typing import cast

import pyoxigraph as ox
import pytest

from server.evaluate import evaluate
from server.job import CHUNK, End, Failure, Head, Job, Message, Part, Whole
from server.parts import MAX_ROW
from server.store import Dataset

TABLES = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
CELLS = ["rows", "tableur", "xlsx"]
TEN = "VALUES ?{0} {{ 0 1 2 3 4 5 6 7 8 9 }}"
# Ten thousand rows, and as many triples; a few hundred kilobytes.
MANY = "{ " + " ".join(map(TEN.format, "abcd")) + " }"
SELECT = f"SELECT * {MANY}"
CONSTRUCT = f"CONSTRUCT {{ ?s ?p ?o }} {{ {MANY} BIND(IRI(CONCAT('urn:', STR(?a), STR(?b))) AS ?s) "
CONSTRUCT += "BIND(IRI(CONCAT('urn:', STR(?c))) AS ?p) BIND(CONCAT('valeur ', STR(?d)) AS ?o) }"


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing leave because it took long: how busy the machine is changes no test."""
    monkeypatch.setattr("server.parts._PATIENCE", 60)


def dataset(*texts: str) -> Dataset:
    """Return a dataset of one graph, with a thing that has each of *texts*."""
    store = ox.Store()
    graph, name = ox.NamedNode("urn:g"), ox.NamedNode("urn:s")
    for text in texts:
        store.add(ox.Quad(name, ox.NamedNode("urn:p"), ox.Literal(text), graph))
        store.add(ox.Quad(name, ox.NamedNode("urn:p"), ox.Literal(text)))
    return Dataset(store, store, {})


def messages(job: Job, *texts: str) -> list[Message]:
    """Return what the evaluation of *job* sends, over *texts*."""
    sent: list[Message] = []
    evaluate(job, dataset(*texts), sent.append)
    return sent


def joined(sent: list[Message]) -> bytes:
    """Return the bytes of an answer in parts, which are in order and not too long."""
    assert isinstance(sent[0], Head)
    parts = [message for message in sent[1:-1] if isinstance(message, Part)]
    assert len(parts) == len(sent) - 2
    assert all(0 < len(part.data) <= CHUNK for part in parts)
    return b"".join(part.data for part in parts)


@pytest.mark.parametrize("extension", TABLES)
def test_the_parts_are_the_whole(extension: str) -> None:
    """A long table leaves in parts, which together are what the engine writes by itself."""
    sent = messages(Job(SELECT, extension))
    direct = ox.Store().query(SELECT)
    assert isinstance(direct, ox.QuerySolutions)

    assert Head("solutions", extension) == sent[0]
    assert End(10_000, capped=False) == sent[-1]
    assert direct.serialize(format=TABLES[extension]) == joined(sent)


@pytest.mark.parametrize("extension", ["ttl", "nt", "rdf", "jsonld"])
def test_the_parts_of_a_graph(extension: str) -> None:
    """A long graph leaves in parts, each of its triples once."""
    sent = messages(Job(CONSTRUCT, graph=extension))
    formats = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "rdf": ox.RdfFormat.RDF_XML}
    read = ox.parse(joined(sent), format=formats.get(extension, ox.RdfFormat.JSON_LD))

    assert Head("graph", extension) == sent[0]
    assert End(10_000, capped=False) == sent[-1]
    assert 10_000 == len(set(read))


@pytest.mark.parametrize("extension", [*TABLES, *CELLS])
def test_as_many_rows_as_are_allowed(extension: str) -> None:
    """A table may have as many rows as the limit."""
    assert isinstance(messages(Job(SELECT, extension, max_rows=10_000))[-1], End | Whole)
    assert isinstance(messages(Job("SELECT * {}", extension, max_rows=1))[-1], Whole)


@pytest.mark.parametrize("extension", [*TABLES, *CELLS])
def test_one_row_too_many(extension: str) -> None:
    """One row more, and the answer is a failure, even where its beginning has left."""
    sent = messages(Job(SELECT, extension, max_rows=9_999))

    assert Failure("rows", "9999") == sent[-1]
    assert extension in CELLS or isinstance(sent[0], Head)
    assert not any(isinstance(message, End | Whole) for message in sent)


@pytest.mark.parametrize("extension", [*TABLES, *CELLS])
def test_rows_are_limited_before_anything_leaves(extension: str) -> None:
    """A small limit is reached before the first part: the failure is all that is sent."""
    assert [Failure("rows", "5")] == messages(Job(SELECT, extension, max_rows=5))


@pytest.mark.parametrize("extension", ["ttl", "nt", "rdf", "jsonld"])
def test_triples_are_limited(extension: str) -> None:
    """A graph has rows too: its triples."""
    assert isinstance(messages(Job(CONSTRUCT, graph=extension, max_rows=10_000))[-1], End | Whole)
    assert Failure("rows", "9999") == messages(Job(CONSTRUCT, graph=extension, max_rows=9_999))[-1]
    assert [Failure("rows", "3")] == messages(Job(CONSTRUCT, graph=extension, max_rows=3))


JOBS = {extension: Job(SELECT, extension) for extension in [*TABLES, *CELLS]} | {"nt": Job(CONSTRUCT)}


@pytest.mark.parametrize("job", JOBS.values(), ids=JOBS)
def test_bytes_are_limited(job: Job) -> None:
    """Whatever the format, an answer has so many bytes at most, before and after its first part."""
    longest = sum(len(m.data) for m in messages(job) if isinstance(m, Part | Whole))

    assert isinstance(messages(job._replace(max_bytes=longest))[-1], End | Whole)
    assert Failure("bytes", str(longest - 1)) == messages(job._replace(max_bytes=longest - 1))[-1]
    assert [Failure("bytes", "20")] == messages(job._replace(max_bytes=20))


LONG = "x" * (MAX_ROW + 10_000)


@pytest.mark.parametrize(
    "texts", [(LONG,), ("court", LONG), (LONG, "court")], ids=["alone", "last", "first"]
)
@pytest.mark.parametrize("extension", [*TABLES, "nt"])
def test_one_row_is_limited(extension: str, texts: tuple[str, ...]) -> None:
    """No row is longer than a process can hold without harm, whatever the format."""
    graph = extension == "nt"
    text = "CONSTRUCT WHERE { ?s ?p ?o }" if graph else "SELECT ?o { ?s ?p ?o }"
    job = Job(text, None if graph else extension, "nt" if graph else None)

    assert Failure("row", str(MAX_ROW)) == messages(job, *texts)[-1]


@pytest.mark.parametrize("extension", CELLS)
def test_a_page_is_cut_and_says_so(extension: str) -> None:
    """What a page asks for is cut at its limit, which is no failure."""
    few = messages(Job(SELECT, extension, max_rows=3, cut=True))
    enough = messages(Job("SELECT * { VALUES ?a { 1 2 3 } }", extension, max_rows=3, cut=True))

    assert [(3, True), (3, False)] == [(m.rows, m.capped) for m in few + enough if isinstance(m, Whole)]


def test_a_graph_for_a_page_is_cut_and_says_so() -> None:
    """A graph is cut like a table, and what is left of it can be read."""
    (found,) = messages(Job(CONSTRUCT, graph="ttl", max_rows=3, cut=True))

    assert isinstance(found, Whole)
    assert (3, True) == (found.rows, found.capped)
    assert 3 == len(list(ox.parse(found.data, format=ox.RdfFormat.TURTLE)))


@pytest.mark.parametrize(
    ("line", "column", "text"),
    [
        (1, 19, "SELECT * { ?s ?p }"),
        (2, 20, "SELECT *\n{ ?s ?p ?o } LIMIT x"),
        (2, 7, "SELECT * # é\n{ ?s }"),
        (1, 19, "SELECT * { ?é ?p }"),
        (1, 1, ""),
        (1, 7, "SELECT"),
    ],
)
def test_the_place_of_a_mistake(line: int, column: int, text: str) -> None:
    """What is no SPARQL is a failure that says where reading ended."""
    (found,) = messages(Job(text))

    assert isinstance(found, Failure)
    assert ("syntax", line, column) == (found.code, found.line, found.column)
    assert found.detail


@pytest.mark.parametrize(
    ("code", "job"),
    [
        ("syntax", Job("SELECT ?s { ?s inconnu:p ?o }")),
        ("syntax", Job("INSERT DATA { <a:b> <a:b> <a:b> }")),
        ("syntax", Job("SELECT * { ?s ?p <relatif> }")),
        ("syntax", Job("SELECT * {}", default_graphs=("pas un IRI",))),
        ("syntax", Job("SELECT * {}", named_graphs=("",))),
        ("evaluation", Job("SELECT (<urn:f>(1) AS ?x) {}")),
        ("evaluation", Job("CONSTRUCT { <a:b> <a:b> <<( <a:b> <a:b> 1 )>> } {}", graph="jsonld")),
        ("crash", Job("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")),
        ("format", Job("SELECT * {}", None)),
        ("format", Job("ASK {}", None)),
        ("format", Job("CONSTRUCT {} {}", graph=None)),
    ],
    ids=lambda value: value.text if isinstance(value, Job) else value,
)
def test_what_goes_wrong_is_a_failure(code: str, job: Job) -> None:
    """Whatever goes wrong is sent as a failure of its kind, and is no exception."""
    (found,) = messages(job)

    assert isinstance(found, Failure)
    assert code == found.code


def test_the_kind_without_a_format() -> None:
    """Where the client accepts no format, the failure says of which kind the result is."""
    assert [Failure("format", "solutions")] == messages(Job("SELECT * {}", None))
    assert [Failure("format", "boolean")] == messages(Job("ASK {}", None))
    assert [Failure("format", "graph")] == messages(Job("DESCRIBE <a:b>", graph=None))


class Exhausted:
    """A dataset that there is no memory for."""

    def query(self, *_: object) -> None:
        """Fail as the engine does."""
        raise MemoryError


def test_no_memory() -> None:
    """What memory does not suffice for is a failure too."""
    sent: list[Message] = []
    evaluate(Job("ASK {}"), cast("Dataset", Exhausted()), sent.append)

    assert [Failure("memory")] == sent
