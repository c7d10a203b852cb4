"""Behind a reverse proxy that is trusted, under a prefix: every address is the one that visitors see."""

from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request

import pytest
from bs4 import BeautifulSoup
from rdflib import Graph, Namespace

from tests.conftest import Client, serving

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORWARDED = {
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "metiers.example.org",
    "X-Forwarded-Prefix": "/carto",
}


@pytest.fixture(scope="module")
def proxied(build: Path) -> Iterator[Client]:
    """Return a client of a server that trusts this machine as a proxy."""
    with serving(build, CARTO_TRUSTED_PROXIES="127.0.0.0/8") as address:
        yield Client(address)


def forwarded(path: str, accept: str = "text/html", **headers: str) -> Request:
    """Return a request as a proxy passes it on."""
    return Request(path, headers={"Accept": accept, **FORWARDED, **headers})


@pytest.mark.parametrize("path", ["/metiers", "/carto/metiers"], ids=["prefix cut", "prefix kept"])
def test_links_keep_the_prefix(path: str, proxied: Client) -> None:
    """Every link of a page leads below the prefix, whether the proxy cuts it off or not."""
    answer = proxied.send(forwarded(proxied.base + path))
    page = BeautifulSoup(answer.body, "html.parser")
    links = [str(tag["href"]) for tag in page.find_all(["a", "link"], href=True)]

    assert answer.status == 200
    assert len(links) > 85
    assert [] == [link for link in links if link.startswith("/") and not link.startswith("/carto/")]


def test_redirections_keep_the_prefix(proxied: Client) -> None:
    """A thing leads to its page, below the prefix."""
    answer = proxied.send(forwarded(f"{proxied.base}/id/metier/architecte-reseaux"))

    assert (303, "/carto/page/metier/architecte-reseaux") == (answer.status, answer.headers["Location"])


@pytest.mark.parametrize("path", ["/sparql", "/carto/sparql"])
def test_the_endpoint_knows_its_address(path: str, proxied: Client) -> None:
    """The service describes itself at the address that its clients use, and answers there."""
    answer = proxied.send(forwarded(proxied.base + path, "text/turtle"))
    (endpoint,) = Graph().parse(data=answer.body, format="turtle").objects(None, SD.endpoint)
    assert str(endpoint) == "https://metiers.example.org/carto/sparql"

    query = f"{proxied.base}{path}?query=ASK%7B%7D"
    assert "true" in proxied.send(forwarded(query, "application/json")).text


def test_what_is_no_prefix_is_left_out(proxied: Client) -> None:
    """A header that a visitor forged through the proxy changes no link."""
    forged = {"X-Forwarded-Prefix": '//evil.example/"><script>', "X-Forwarded-Host": "a b"}
    answer = proxied.send(forwarded(f"{proxied.base}/metiers", **forged))

    assert answer.status == 200
    assert "evil" not in answer.text


def test_nobody_is_trusted_by_default(server: Client) -> None:
    """Without the setting the headers are those of a stranger."""
    answer = server.send(forwarded(f"{server.base}/metiers"))

    assert "/carto/" not in answer.text
