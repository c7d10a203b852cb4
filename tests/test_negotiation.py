"""Which format, and which encoding: what the client likes best of what is offered, and nothing else."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.negotiation import (
    ENCODINGS,
    GRAPHS,
    MEDIA_TYPES,
    NAMES,
    RESULTS,
    SYNONYMS,
    Choice,
    choose,
    choose_encoding,
    choose_formats,
    with_charset,
)

OFFERED = (*RESULTS, *GRAPHS, "text/html")
BROWSERS = {
    "Firefox": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Chrome": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7",
    "only": "text/html",
    "equal": "*/*, text/html",
}
spelling = pytest.mark.parametrize(
    "spelt", [str, str.upper, "  {} ; q=0.7 ".format], ids=["", "upper", "q"]
)


@pytest.mark.parametrize("media", RESULTS)
@spelling
def test_each_table(media: str, spelt: Callable[[str], str]) -> None:
    """Each format of a table has its type, and its type alone accepts no graph."""
    assert Choice(RESULTS[media], None, page=False) == choose_formats(spelt(media))


@pytest.mark.parametrize("media", GRAPHS)
@spelling
def test_each_graph(media: str, spelt: Callable[[str], str]) -> None:
    """Each format of a graph has its type, and its type alone accepts no table."""
    assert Choice(None, GRAPHS[media], page=False) == choose_formats(spelt(media))


@pytest.mark.parametrize(
    ("expected", "synonym"),
    [
        ("json", "application/json"),
        ("xml", "application/xml"),
        ("xml", "text/xml"),
        ("ttl", "application/x-turtle"),
        ("nt", "text/plain"),
    ],
)
@spelling
def test_each_synonym(expected: str, synonym: str, spelt: Callable[[str], str]) -> None:
    """Other names of a type are that type."""
    found = choose_formats(spelt(synonym))

    assert expected == (found.table or found.graph)


def test_the_tables_are_consistent() -> None:
    """Every synonym leads to what is offered, every format has its type, no two share an extension."""
    extensions = [*RESULTS.values(), *GRAPHS.values()]

    assert set(SYNONYMS.values()) <= set(OFFERED)
    assert not set(SYNONYMS) & set(OFFERED)
    assert set(NAMES.values()) <= set(extensions)
    assert len(extensions) == len(set(extensions))
    assert {*extensions, "tableur"} == set(MEDIA_TYPES)


@pytest.mark.parametrize("accept", ["", " ", "*/*", "*/*;q=0.1", "image/webp,*/*;q=0.8"])
def test_anything(accept: str) -> None:
    """Who takes anything gets the first format offered of each kind, and no page."""
    assert Choice("json", "ttl", page=False) == choose_formats(accept)


@pytest.mark.parametrize(
    ("expected", "accept"),
    [
        (("csv", None), "text/csv, image/png"),
        (("csv", "ttl"), "text/csv, text/turtle"),
        (("csv", "ttl"), "text/csv, */*"),
        (("csv", "ttl"), "text/*"),
        (("json", "nt"), "application/*"),
        (("csv", None), "text/csv;q=0.9, text/tab-separated-values;q=0.8"),
        (("tsv", None), "text/csv;q=0.8, text/tab-separated-values;q=0.9"),
        (("json", None), "text/csv;q=0.9, application/json"),
        (("csv", None), "text/csv, application/json;q=0.9"),
        (("xml", None), "application/sparql-results+json;q=0, application/xml"),
        (("xml", "ttl"), "application/sparql-results+json;q=0, */*"),
        (("json", "nt"), "text/*;q=0, */*"),
        (("json", "ttl"), "text/csv;q=0.8, */*;q=0.9"),
        (("json", None), "application/sparql-results+json, text/csv"),
        (("json", None), "text/csv, application/sparql-results+json"),
        ((None, "rdf"), "application/rdf+xml, text/html;q=0.1"),
        ((None, "ttl"), "text/turtle;q=1.000, application/rdf+xml;q=0.999"),
    ],
)
def test_what_the_client_likes_best(expected: tuple[str | None, str | None], accept: str) -> None:
    """The highest weight wins; on equal weights what is named before what is not, then our order."""
    found = choose_formats(accept)

    assert expected == (found.table, found.graph)


@pytest.mark.parametrize("media", [*RESULTS, *GRAPHS])
def test_an_answer_can_be_asked_for_by_its_own_type(media: str) -> None:
    """A client may send back, as Accept, the Content-Type that it was given."""
    found = choose_formats(with_charset(media))

    assert (RESULTS | GRAPHS)[media] == (found.table or found.graph)


@pytest.mark.parametrize(
    ("expected", "accept"),
    [
        ("json", "application/sparql-results+json;charset=utf-8"),
        ("json", "application/json; charset=UTF-8"),
        ("csv", "text/csv; header=present"),
        ("jsonld", 'application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"'),
        ("ttl", "text/turtle;version=1.2;q=0.9"),
    ],
)
def test_parameters_of_a_type_are_no_obstacle(expected: str, accept: str) -> None:
    """What a client says more of a type does not make it another one."""
    found = choose_formats(accept)

    assert expected == (found.table or found.graph)


@pytest.mark.parametrize(
    "accept",
    [
        "image/png",
        "text/csv;q=0",
        "*/*;q=0",
        ",",
        ";",
        "text",
        "/",
        "q=1",
        "text/csv;q=2",
        "text/csvv",
        "é",
    ],
)
def test_nothing_will_do(accept: str) -> None:
    """Where nothing offered is accepted, nothing is chosen."""
    assert Choice(None, None, page=False) == choose_formats(accept)


@pytest.mark.parametrize("accept", BROWSERS.values(), ids=BROWSERS)
def test_a_browser_gets_a_page(accept: str) -> None:
    """Who likes HTML as well as anything gets the page."""
    assert choose_formats(accept).page


@pytest.mark.parametrize(
    "accept",
    [
        "text/csv, text/html;q=0.9",
        "text/turtle, text/html;q=0.9",
        "text/html;q=0, */*",
        "*/*",
        "application/json, text/plain, */*",
        "application/json, text/html;q=0.9",
        "text/xml, text/html;q=0.9",
    ],
)
def test_a_program_gets_no_page(accept: str) -> None:
    """Who likes another format better than HTML gets that one, by whichever of its names."""
    assert not choose_formats(accept).page


@pytest.mark.parametrize(
    ("expected", "name"),
    [
        (("csv", "ttl"), "csv"), (("json", "ttl"), "JSON"), (("xlsx", "ttl"), "xlsx"),
        (("json", "rdf"), "rdf"), (("json", "rdf"), "rdf+xml"), (("json", "ttl"), "turtle"),
        (("json", "nt"), "n-triples"), (("json", "jsonld"), "json-ld"),
        (("json", "ttl"), "perroquet"), (("json", "ttl"), "text/csv"),
    ],
)  # fmt: skip
def test_the_name_of_a_format(expected: tuple[str, str], name: str) -> None:
    """A name of a format goes before Accept, for results of its kind; an unknown one says nothing."""
    found = choose_formats("*/*", name)

    assert expected == (found.table, found.graph)


@pytest.mark.parametrize("name", ["csv", "ttl", "turtle", "tableur"])
@pytest.mark.parametrize("accept", BROWSERS.values(), ids=BROWSERS)
def test_a_browser_that_names_a_format_gets_it(accept: str, name: str) -> None:
    """A link to a format gives that format in a browser too."""
    assert not choose_formats(accept, name).page


@pytest.mark.parametrize(
    ("expected", "accept"),
    [
        (None, ""), (None, "identity"), (None, "deflate, compress"),
        ("gzip", "gzip"), ("gzip", "GZip"), ("br", "br"), ("zstd", "zstd"),
        ("br", "gzip, deflate, br"), ("zstd", "gzip, deflate, br, zstd"), ("zstd", "*"),
        ("gzip", "gzip;q=1.0, br;q=0.5, zstd;q=0.1"), ("gzip", "br;q=0, zstd;q=0, *"),
        ("br", "*;q=0.5, zstd;q=0.1, gzip;q=0.2"), ("gzip", "gzip;q=0.001"),
        ("gzip", "identity;q=0, gzip;q=0.5"), ("gzip", "gzip, *;q=0"), (None, "gzip;q=0"),
        (None, "*;q=0"), (None, "identity, gzip;q=0.5"), (None, "identity;q=0"), (None, ",;=q"),
    ],
)  # fmt: skip
def test_the_encoding(expected: str | None, accept: str) -> None:
    """The encoding that the client likes best, the strongest of equals; none if it likes none better."""
    assert expected == choose_encoding(accept)


@pytest.mark.parametrize(
    ("expected", "kind"),
    [("text/csv; charset=utf-8", "text/csv"), ("application/ld+json", "application/ld+json")],
)
def test_text_says_its_charset(expected: str, kind: str) -> None:
    """Text, and only text, says that it is in UTF-8."""
    assert expected == with_charset(kind)


RANGES = [*OFFERED, "*/*", "text/*", "application/*"]
weights = st.dictionaries(st.sampled_from(RANGES), st.sampled_from([0, 0.1, 0.5, 0.999, 1]), min_size=1)
subsets = st.lists(st.sampled_from(OFFERED), min_size=1, unique=True)


def weight(ranges: dict[str, float], media: str) -> float:
    """Return the weight of *media*: that of the range which says most of it (RFC 9110, 12.5.1)."""
    names = (media, media.partition("/")[0] + "/*", "*/*")
    return next((ranges[name] for name in names if name in ranges), 0)


@given(weights, subsets)
def test_no_offered_type_is_liked_better(ranges: dict[str, float], offered: list[str]) -> None:
    """The type chosen has the highest weight of all; if that is zero, none is chosen."""
    found = choose(", ".join(f"{name};q={q}" for name, q in ranges.items()), offered)
    best = max(weight(ranges, media) for media in offered)

    assert (found is None) == (best == 0)
    assert found is None or (found in offered and weight(ranges, found) == best)


PIECES = [
    *RANGES,
    *SYNONYMS,
    *ENCODINGS,
    "*",
    "identity",
    ",",
    ";",
    "q=",
    "Q=",
    "0",
    "1",
    ".5",
    "=",
    '"',
    " ",
    "/",
]
headers = st.lists(st.sampled_from(PIECES), max_size=9).map("".join) | st.text(max_size=30)


@given(headers, headers)
def test_any_header_chooses_what_is_offered(accept: str, name: str) -> None:
    """Whatever a header says, nothing fails, and nothing is chosen that is not offered."""
    found = choose_formats(accept, name)

    assert found.table in {None, *RESULTS.values()}
    assert found.graph in {None, *GRAPHS.values()}
    assert choose(accept, OFFERED) in {None, *OFFERED}
    assert choose_encoding(accept) in {None, *ENCODINGS}


@given(headers)
def test_no_encoding_is_imagined(accept: str) -> None:
    """An encoding is chosen only if the header names it, or takes any."""
    found = choose_encoding(accept)

    assert found is None or found in accept.lower() or "*" in accept
