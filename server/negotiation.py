"""Which media type to answer with."""

from collections.abc import Sequence

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

RESULTS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPHS = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
}
# Other names under which clients ask for the same.
SYNONYMS = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
    "application/x-turtle": "text/turtle",
    "text/plain": "application/n-triples",
}


def choose(accept: str, offered: Sequence[str]) -> str | None:
    """Return the type of *offered* that *accept*, an Accept header, likes best; None if none will do.

    No header means « anything ». On equal weights the first offered type wins.
    """
    if not accept.strip():
        return offered[0]
    return parse_accept_header(accept, MIMEAccept).best_match(offered)


def with_charset(kind: str) -> str:
    """Return the Content-Type of *kind*: text is in UTF-8, and says so."""
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
