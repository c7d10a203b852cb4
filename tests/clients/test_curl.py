"""curl: every way to ask, and the parts of HTTP that a client may count on."""

import gzip
import os
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import brotli
import pytest
import zstandard

from tests.clients.curl import CURL, Curl, Said
from tests.clients.questions import (
    ACCENTS,
    CONSTRUCT,
    COUNT,
    METIER,
    NUMBERS,
    ROWS,
    TEXTE,
    TITRE,
    long_query,
)
from tests.conftest import Client

pytestmark = pytest.mark.skipif(CURL is None, reason="curl manque : sudo apt-get install curl")

TABLE = ["-H", "Accept: text/csv"]
BODY = ["-H", "Content-Type: application/sparql-query", "--data-binary"]
KIB = 1024
DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda data: zstandard.ZstdDecompressor().decompressobj().decompress(data),
}
ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
COUNTLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture
def curl(server: Client, tmp_path: Path) -> Curl:
    """Return a curl that asks the endpoint."""
    return Curl(f"{server.base}/sparql", tmp_path)


def by_get(curl: Curl, query: str) -> Said:
    """Ask by GET."""
    return curl.get(query, *TABLE)


def by_form(curl: Curl, query: str) -> Said:
    """Ask by a form."""
    return curl("--data-urlencode", f"query{curl.file(query)}", *TABLE)


def by_body(curl: Curl, query: str) -> Said:
    """Ask by a body that is the query."""
    return curl(*BODY, curl.file(query), *TABLE)


def by_patient_body(curl: Curl, query: str) -> Said:
    """Ask by a body that is sent when the server says « 100 Continue »."""
    return curl(*BODY, curl.file(query), "-H", "Expect: 100-continue", *TABLE)


def by_chunks(curl: Curl, query: str) -> Said:
    """Ask by a body whose length is not said before."""
    return curl(*BODY, curl.file(query), "-H", "Transfer-Encoding: chunked", *TABLE)


Way = Callable[[Curl, str], Said]
WAYS: list[Way] = [by_get, by_form, by_body, by_patient_body, by_chunks]


@pytest.mark.parametrize("way", WAYS)
def test_accents(way: Way, curl: Curl) -> None:
    """Accents and signs go there and come back, in whichever way a query is sent."""
    said = way(curl, ACCENTS)
    assert (0, 200) == (said.code, said.status)
    assert [[METIER, TITRE, TEXTE]] == said.rows


@pytest.mark.parametrize("way", WAYS)
def test_long_query(way: Way, curl: Curl) -> None:
    """A query of 50 kB is answered, in whichever way it is sent; its address is longer than 64 KiB."""
    query = long_query(50_000)
    said = way(curl, query)
    assert way is not by_get or 64 * KIB < len(said.figures["url_effective"]) < 128 * KIB
    assert (200, [[str(query.count("valeur"))]]) == (said.status, said.rows)


def test_too_long_query(curl: Curl) -> None:
    """What is too long is refused with the status that says so: the address, or the query."""
    query = long_query(99_000)
    assert 414 == by_get(curl, query).status
    assert 200 == by_body(curl, query).status
    query = long_query(110_000)
    assert 413 == by_body(curl, query).status
    assert 413 == by_chunks(curl, query).status


def test_much_too_long_query(curl: Curl) -> None:
    """A body of many megabytes is refused before it is sent, if the client waits to be asked for it."""
    said = by_patient_body(curl, long_query(5_000_000))
    assert (0, 413) == (said.code, said.status)
    assert said.figures["size_upload"] < KIB * KIB


@pytest.mark.parametrize("query", [COUNT, NUMBERS, CONSTRUCT], ids=["small", "large", "graph"])
def test_compressed(query: str, curl: Curl) -> None:
    """With --compressed, curl gets the same answer in no more bytes."""
    plain, packed = curl.get(query), curl.get(query, "--compressed")
    assert plain.body == packed.body
    assert packed.figures["size_download"] <= plain.figures["size_download"]
    assert "Content-Encoding" not in plain.headers
    assert query != COUNT or "Content-Encoding" not in packed.headers  # so small is not worth it
    assert query != NUMBERS or "Content-Encoding" in packed.headers


@pytest.mark.parametrize("encoding", DECODERS)
@pytest.mark.parametrize("query", [NUMBERS, f"DESCRIBE <{METIER}>"], ids=["large", "small"])
def test_encoding(query: str, encoding: str, curl: Curl) -> None:
    """The encoding that curl asks for is the one that comes, and another ETag with it."""
    said = curl.get(query, "-H", f"Accept-Encoding: {encoding}")
    plain = curl.get(query)
    assert encoding == said.headers["Content-Encoding"]
    assert plain.body == DECODERS[encoding](said.body)
    assert plain.headers["ETag"] != said.headers["ETag"]


@pytest.mark.parametrize("query", [COUNT, NUMBERS], ids=["small", "large"])
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_head(query: str, encoding: str, curl: Curl) -> None:
    """HEAD has the headers of GET and no body, even where the answer leaves in parts."""
    accept = ["-H", f"Accept-Encoding: {encoding}"]
    got, asked = curl.get(query, *accept), curl.get(query, *accept, "-I")
    assert (0, 200) == (asked.code, asked.status)
    assert asked.figures["size_download"] == 0
    # « Transfer-Encoding » is of the transfer, which there is none of (RFC 9110, 9.3.2).
    others = {"date", "transfer-encoding"}
    kept = {name: value for name, value in got.headers.items() if name not in others}
    assert kept == {name: value for name, value in asked.headers.items() if name not in others}


@pytest.mark.parametrize("way", [by_get, by_form])
def test_preflight(way: Way, curl: Curl) -> None:
    """A page of another site may ask, and reads the headers that matter."""
    said = curl(
        *("-X", "OPTIONS", "-H", "Origin: https://exemple.fr"),
        *("-H", "Access-Control-Request-Method: POST"),
        *("-H", "Access-Control-Request-Headers: content-type"),
    )
    assert 204 == said.status
    assert "*" == said.headers["Access-Control-Allow-Origin"]
    assert {"GET", "POST"} <= set(said.headers["Access-Control-Allow-Methods"].split(", "))
    assert "content-type" in said.headers["Access-Control-Allow-Headers"].lower()
    answer = way(curl, COUNT)
    assert "*" == answer.headers["Access-Control-Allow-Origin"]
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]


@pytest.mark.parametrize("query", [COUNT, NUMBERS], ids=["small", "large"])
@pytest.mark.parametrize("arguments", [[], ["--compressed"]], ids=["plain", "compressed"])
def test_etag(query: str, arguments: list[str], curl: Curl) -> None:
    """What curl keeps of an answer, its ETag, it shows again, and is told that nothing has changed."""
    first = curl.get(query, *arguments, "--etag-save", "etag")
    again = curl.get(query, *arguments, "--etag-compare", "etag")
    assert (200, 304) == (first.status, again.status)
    assert again.figures["size_download"] == 0
    assert first.headers["ETag"] == again.headers["ETag"]
    assert 200 == curl.get(query.replace("?n", "?m"), *arguments, "--etag-compare", "etag").status


@pytest.mark.parametrize("name", ["csv", "tsv", "json", "xml", "xlsx"])
def test_download(name: str, curl: Curl) -> None:
    """-OJ names the file for its format."""
    said = curl.get(COUNT, "-d", f"format={name}", "-O", "-J")
    assert f"resultats.{name}" == Path(said.figures["filename_effective"]).name
    assert (curl.folder / f"resultats.{name}").stat().st_size == said.figures["size_download"]


@pytest.mark.parametrize("version", ["--http1.1", "--http1.0", "--http2"])
@pytest.mark.parametrize("method", ["-G", "--post301"], ids=["GET", "POST"])
def test_many_rows(version: str, method: str, curl: Curl) -> None:
    """50 000 rows come whole, by any version of HTTP that curl offers."""
    said = curl(version, method, "--data-urlencode", f"query{curl.file(NUMBERS)}", *TABLE)
    assert (0, 200) == (said.code, said.status)
    assert list(range(ROWS)) == sorted(int(row[0]) for row in said.rows)


def test_range(curl: Curl) -> None:
    """A part of an answer cannot be had: the whole comes, and says so."""
    said = curl.get(COUNT, "-r", "0-4", *TABLE)
    assert (200, [["85"]]) == (said.status, said.rows)
    assert "Content-Range" not in said.headers


def test_one_connection(curl: Curl) -> None:
    """The answers to several requests come by one connection, large ones and errors included."""
    large = ["-G", "--data-urlencode", f"query{curl.file(NUMBERS)}"]
    said = curl(*large, curl.address, "--next", "-sS", "-d", "query=SELECT", curl.address, "--next",
                "-sS", "-w", "\n%{stderr}%{json}\n", "-d", f"query={COUNT}", *TABLE)  # fmt: skip
    assert 0 == said.figures["num_connects"]
    assert b"85" in said.body


def test_broken_answer(curl: Curl) -> None:
    """An answer that its time cuts short in the middle is no whole answer to curl (code 18)."""
    said = curl.get(ENDLESS, "-d", "timeout=2", "-o", os.devnull, *TABLE)
    assert (18, 200) == (said.code, said.status)


def test_late_answer(curl: Curl) -> None:
    """A query that has no answer in its time is a 504."""
    assert 504 == curl.get(COUNTLESS, "-d", "timeout=0.3", *TABLE).status


def running(server: Client) -> int:
    """Return how many queries the server evaluates, or keeps waiting."""
    lines = server.get("/metrics").text.splitlines()
    counts = [
        line for line in lines if line.startswith(("carto_queries_running{", "carto_queries_waiting "))
    ]
    assert len(counts) > 1
    return sum(int(float(line.split()[-1])) for line in counts)


@pytest.mark.parametrize("query", [COUNTLESS, ENDLESS], ids=["silent", "endless"])
def test_impatient_clients(query: str, curl: Curl, server: Client) -> None:
    """The queries of clients that go away end long before their time."""
    crowd = Curl(f"{curl.address}?place=[1-12]", curl.folder)
    assert 28 == crowd.get(query, "-Z", "--parallel-immediate", "-m", "0.5", "-o", os.devnull).code
    until = monotonic() + 5
    while running(server) and monotonic() < until:
        pass
    assert 0 == running(server)
