"""Which media type, and which encoding, to answer with."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from werkzeug.datastructures import Accept, MIMEAccept
from werkzeug.http import parse_accept_header

RESULTS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
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
# Names of formats that clients send as « format= », SPARQLWrapper above all.
NAMES = {
    "turtle": "ttl", "n3": "ttl", "n-triples": "nt", "rdf+xml": "rdf", "json-ld": "jsonld",
}  # fmt: skip
MEDIA_TYPES = {extension: media for media, extension in (RESULTS | GRAPHS).items()} | {
    "tableur": "text/csv"
}
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_WEIGHT = re.compile(r";\s*q\s*=\s*([0-9]*\.?[0-9]*)", re.IGNORECASE)
# The best first, where the client does not mind.
ENCODINGS = ("zstd", "br", "gzip")


@dataclass(frozen=True, slots=True)
class Choice:
    """The extensions of the formats for a table and for a graph; None where the client takes none.

    *page*: the client likes HTML better than any of them.
    """

    table: str | None
    graph: str | None
    page: bool


def choose(accept: str, offered: Sequence[str]) -> str | None:
    """Return the type of *offered* that *accept*, an Accept header, likes best; None if none will do.

    No header means « anything ». On equal weights the first offered type wins.
    """
    if not accept.strip():
        return offered[0]
    return parse_accept_header(_plain(accept, {}), MIMEAccept).best_match(offered)


@lru_cache(maxsize=1024)
def choose_formats(accept: str, name: str = "") -> Choice:
    """Return the formats that *accept* likes best; *name*, from « format= », goes before.

    A name that is not known here says nothing, and leaves the choice to Accept.
    """
    extension = NAMES.get(name.lower(), name.lower())
    named_table = extension if extension in RESULTS.values() else None
    named_graph = extension if extension in GRAPHS.values() else None
    offered = RESULTS | GRAPHS
    page = choose(_plain(accept, _synonyms(offered)), (*offered, "text/html")) == "text/html"
    return Choice(
        named_table or _best(accept, RESULTS),
        named_graph or _best(accept, GRAPHS),
        page=page and not (named_table or named_graph) and extension != "tableur",
    )


def _best(accept: str, table: Mapping[str, str]) -> str | None:
    chosen = choose(_plain(accept, _synonyms(table)), tuple(table))
    return table[chosen] if chosen else None


def _synonyms(table: Mapping[str, str]) -> dict[str, str]:
    return {synonym: media for synonym, media in SYNONYMS.items() if media in table}


def _plain(accept: str, synonyms: Mapping[str, str]) -> str:
    """Return *accept* with *synonyms* replaced by what they stand for.

    Of parameters only the weight is kept: a format is the same whatever its charset or profile.
    """
    if not accept.strip():
        return accept
    ranges = []
    for part in _QUOTED.sub("", accept).split(","):
        name = part.partition(";")[0].strip().lower()
        name = {"*": "*/*", "": "-/-"}.get(name, name)
        weight = _WEIGHT.search(part)
        ranges.append(synonyms.get(name, name) + (f";q={weight[1]}" if weight else ""))
    return ", ".join(ranges)


@lru_cache(maxsize=256)
def choose_encoding(accept: str) -> str | None:
    """Return the encoding of *accept*, an Accept-Encoding header, to use; None for none."""
    wanted = parse_accept_header(accept, Accept)
    best = max(ENCODINGS, key=lambda name: _quality(wanted, name))
    quality = _quality(wanted, best)
    return best if quality > 0 and quality >= wanted.quality("identity") else None


def _quality(wanted: Accept, name: str) -> float:
    named = {value.lower(): quality for value, quality in wanted}
    return named.get(name, named.get("*", 0.0))


def with_charset(kind: str) -> str:
    """Return the Content-Type of *kind*: text is in UTF-8, and says so."""
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
