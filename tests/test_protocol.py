"""What a request asks, read by the SPARQL 1.1 Protocol: one question, or one error that says why."""

import math
from collections.abc import Mapping
from urllib.parse import quote, unquote_to_bytes, urlencode

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from server.errors import (
    BadQuery,
    Forbidden,
    TooLarge,
    UnsupportedMediaType,
    UriTooLong,
    VisitorError,
)
from server.protocol import FORM, MAX_QUERY, QUERY, UPDATE, Question, Request, read_question

TEXT = 'SELECT * { ?s ?p "é+&=%;#\n𝄞" }'
ASK = "ASK {}"


def get(**parameters: str) -> Request:
    """Return a GET with *parameters*."""
    return Request("GET", urlencode(parameters).encode(), {})


def raw(query_string: bytes) -> Request:
    """Return a GET with *query_string* as it is."""
    return Request("GET", query_string, {})


def form(body: bytes, query_string: bytes = b"", kind: str = FORM) -> Request:
    """Return a POST of a form."""
    return Request("POST", query_string, {"content-type": kind}, body)


def direct(body: bytes, query_string: bytes = b"", kind: str = QUERY) -> Request:
    """Return a POST whose body is the query."""
    return Request("POST", query_string, {"content-type": kind}, body)


RAW = TEXT.replace("%", "%25").replace("+", "%2B").replace("&", "%26")
ENCODED = urlencode({"query": TEXT}).encode()
THREE_WAYS = {
    "GET": raw(ENCODED),
    "GET with spaces as %20": raw(b"query=" + quote(TEXT, safe="").encode()),
    "HEAD": Request("HEAD", ENCODED, {}),
    "form": form(ENCODED),
    "form in UTF-8, said": form(ENCODED, kind=f"{FORM}; charset=UTF-8"),
    "form in capitals": form(ENCODED, kind=FORM.upper()),
    "form, query in the address": form(b"", ENCODED),
    "form, raw UTF-8": form(f"query={RAW}".encode()),
    "body": direct(TEXT.encode()),
    "body in UTF-8, said": direct(TEXT.encode(), kind=f'{QUERY};charset="utf-8"'),
    "body with parameters": direct(TEXT.encode(), kind=f" {QUERY} ; version=1.1"),
    "GET with a body, which says nothing": Request("GET", ENCODED, {"content-type": UPDATE}, b"x"),
}


@pytest.mark.parametrize("request_", THREE_WAYS.values(), ids=THREE_WAYS)
def test_the_query(request_: Request) -> None:
    """A query arrives as it was written, whichever way it is sent."""
    assert Question(TEXT) == read_question(request_)


@pytest.mark.parametrize("request_", [raw(b""), raw(b"format=csv"), raw(b"Query=ASK"), form(b"")])
def test_no_query(request_: Request) -> None:
    """No query is not an error here: the endpoint then describes itself."""
    assert read_question(request_).text is None


@pytest.mark.parametrize("request_", [raw(b"query="), raw(b"query"), direct(b"")])
def test_an_empty_query(request_: Request) -> None:
    """An empty query is a query, and wrong; it is not the lack of one."""
    assert "" == read_question(request_).text


@pytest.mark.parametrize(
    "request_",
    [
        raw(b"query=ASK{}&query=ASK{}"),
        raw(b"query=&query="),
        form(b"query=ASK{}&query=SELECT"),
        form(b"query=ASK{}", b"query=ASK{}"),
        direct(b"ASK{}", b"query=ASK{}"),
        raw(b"query=ASK{}&timeout=1&timeout=2"),
    ],
    ids=["address", "both empty", "form", "form and address", "body and address", "timeout"],
)
def test_once_only(request_: Request) -> None:
    """What may be said once only is refused when it is said twice, wherever."""
    with pytest.raises(BadQuery, match="plusieurs fois"):
        read_question(request_)


DATASET = b"default-graph-uri=urn:a&named-graph-uri=urn:c&default-graph-uri=urn:b"


@pytest.mark.parametrize(
    "request_",
    [
        raw(b"query=ASK {}&" + DATASET),
        form(b"query=ASK+{}&" + DATASET),
        form(b"query=ASK+{}", DATASET),
        direct(ASK.encode(), DATASET),
        form(b"query=ASK+{}&default-graph-uri=urn:b", b"default-graph-uri=urn:a&named-graph-uri=urn:c"),
    ],
    ids=["GET", "form", "form, address", "body, address", "form and address"],
)
def test_the_dataset(request_: Request) -> None:
    """Graphs are named as often as one likes, in the address of a POST too."""
    assert Question(ASK, ("urn:a", "urn:b"), ("urn:c",)) == read_question(request_)


@pytest.mark.parametrize(
    ("expected", "query_string"),
    [
        ("", b""),
        ("csv", b"format=csv"),
        ("csv", b"format=csv&format=json"),
        ("", b"format="),
        ("application/json", b"format=application%2Fjson"),
    ],
)
def test_the_format(expected: str, query_string: bytes) -> None:
    """The first name of a format counts: some clients send two."""
    assert expected == read_question(raw(query_string)).format


@pytest.mark.parametrize(
    ("expected", "query_string"),
    [
        (False, b""),
        (True, b"tableur=1"),
        (True, b"tableur"),
        (True, b"tableur=oui"),
        (False, b"tableur=0"),
        (False, b"tableur=Non"),
        (False, b"tableur=false"),
    ],
)
def test_for_a_spreadsheet(*, expected: bool, query_string: bytes) -> None:
    """A spreadsheet is wanted if its name is there, and does not say no."""
    assert expected == read_question(raw(query_string)).tableur


@pytest.mark.parametrize(
    ("expected", "text"),
    [(5.0, "5"), (0.25, "0.25"), (1000.0, "1000"), (0.5, ".5"), (None, None)],
    ids=str,
)
def test_the_timeout(expected: float | None, text: str | None) -> None:
    """A timeout is a number of seconds."""
    assert expected == read_question(get(timeout=text) if text else raw(b"")).seconds


@pytest.mark.parametrize(
    "text",
    ["", "0", "-1", "nan", "inf", "-inf", "1e999", "cinq", "1,5", "5 s", "9" * 9999, "1_000", "１"],
)
def test_no_timeout(text: str) -> None:
    """What is no number of seconds is refused."""
    with pytest.raises(BadQuery, match="timeout"):
        read_question(get(timeout=text))


NOT_UTF_8 = {
    "percent": raw(b"query=%FF"),
    "raw": raw(b"query=\xff"),
    "half a character": raw(b"query=%C3"),
    "too long a form of a slash": raw(b"query=%C0%AF"),
    "half a pair": raw(b"query=%ED%A0%80"),
    "name": raw(b"%FF=1"),
    "form": form(b"query=%FF"),
    "form, raw": form(b"query=caf\xe9"),
    "body": direct(b"caf\xe9"),
    "body in UTF-16": direct("ASK {}".encode("utf-16")),
}


@pytest.mark.parametrize("request_", NOT_UTF_8.values(), ids=NOT_UTF_8)
def test_it_is_utf_8(request_: Request) -> None:
    """Bytes that are no UTF-8 are refused, never replaced."""
    with pytest.raises(BadQuery, match="UTF-8"):
        read_question(request_)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"content-type": ""},
        {"content-type": "text/plain"},
        {"content-type": "application/json"},
        {"content-type": "multipart/form-data; boundary=x"},
        {"content-type": f"{QUERY}x"},
        {"content-type": f"{QUERY}; charset=iso-8859-1"},
        {"content-type": f'{FORM}; charset="UTF-16"'},
        {"content-type": QUERY, "content-encoding": "gzip"},
        {"content-type": FORM, "content-encoding": "br"},
    ],
    ids=str,
)
def test_a_body_of_another_kind(headers: Mapping[str, str]) -> None:
    """A body that is no query or form in UTF-8, as it is, is refused with 415."""
    with pytest.raises(UnsupportedMediaType):
        read_question(Request("POST", b"", headers, ASK.encode()))


UPDATES = {
    "body": direct(b"DROP ALL", kind=UPDATE),
    "body, in capitals": direct(b"DROP ALL", kind=f"{UPDATE.upper()}; charset=utf-8"),
    "form": form(b"update=DROP+ALL"),
    "form, empty": form(b"update="),
    "address": raw(b"update=DROP+ALL"),
    "beside a query": form(b"query=ASK+{}&update=DROP+ALL"),
    "beside a body": direct(b"ASK {}", b"update=DROP+ALL"),
}


@pytest.mark.parametrize("request_", UPDATES.values(), ids=UPDATES)
def test_nothing_is_written(request_: Request) -> None:
    """An update is refused with 403, however it is sent."""
    with pytest.raises(Forbidden, match="mises à jour"):
        read_question(request_)


LONGEST = {"ASCII": "a" * MAX_QUERY, "two bytes": "é" * (MAX_QUERY // 2), "four": "𝄞" * (MAX_QUERY // 4)}


@pytest.mark.parametrize("text", LONGEST.values(), ids=LONGEST)
def test_the_longest_query(text: str) -> None:
    """A query may have as many bytes in UTF-8 as the limit says, not one more."""
    assert text == read_question(get(query=text)).text == read_question(direct(text.encode())).text
    with pytest.raises(UriTooLong):
        read_question(get(query=text + "a"))
    with pytest.raises(TooLarge):
        read_question(direct(text.encode() + b"a"))
    with pytest.raises(TooLarge):
        read_question(form(urlencode({"query": text + "a"}).encode()))


@pytest.mark.parametrize("request_", [raw(b"query=%00"), raw(b"format=\0"), form(b"query=ASK%00")])
def test_no_parameter_holds_a_nul(request_: Request) -> None:
    """A NUL, which no query holds, is refused in a parameter."""
    with pytest.raises(BadQuery, match="nul"):
        read_question(request_)


@pytest.mark.parametrize("separator", [b"&a=1", b"&"], ids=["parameters", "separators"])
def test_too_many_parameters(separator: bytes) -> None:
    """A thousand parameters, or the marks of as many, are refused."""
    with pytest.raises(BadQuery, match="paramètres"):
        read_question(raw(b"query=ASK" + separator * 1000))


PIECES = [
    b"query=", b"update=", b"timeout=", b"format=", b"tableur", b"default-graph-uri=", b"&", b"=", b";",
    b"+", b"%", b"%C3%A9", b"%FF", b"\xff", b"\0", b"1", b"-1", b"nan", b"1e999", b"ASK {}", b"\xc3\xa9",
    b"&" * 99,
]  # fmt: skip
bytes_ = st.lists(st.sampled_from(PIECES), max_size=8).map(b"".join) | st.binary(max_size=40)
kinds = st.sampled_from([FORM, QUERY, UPDATE, "", "text/plain"]) | st.text(max_size=20)
charsets = st.sampled_from(["", ";", "; charset=utf-8", "; charset=", '; charset="', "; charset=utf-7"])
headers_ = st.fixed_dictionaries(
    {},
    optional={
        "content-type": st.builds(lambda kind, charset: kind + charset, kinds, charsets),
        "content-encoding": st.sampled_from(["identity", "gzip", ""]),
    },
)
methods = st.sampled_from(["GET", "HEAD", "POST", "OPTIONS", "PUT", ""])


def asked(request_: Request) -> Question | VisitorError:
    """Return the question, or the error that is shown instead of an answer."""
    try:
        return read_question(request_)
    except VisitorError as error:
        return error


@settings(deadline=None)
@given(st.builds(Request, methods, bytes_, headers_, bytes_))
@example(form(b"query=" + b"\x00" * MAX_QUERY))
def test_any_bytes_are_a_question_or_an_error(request_: Request) -> None:
    """Whatever comes gives a question that can be asked, or an error that can be shown."""
    found = asked(request_)

    if isinstance(found, VisitorError):
        assert found.detail
        assert 400 <= found.status < 500
    else:
        assert len((found.text or "").encode()) <= MAX_QUERY
        assert found.seconds is None or 0 < found.seconds < math.inf
        "".join([*found.default_graphs, *found.named_graphs, found.format]).encode()


@given(st.text("%=+23é\r\n _.aAfF", max_size=60).filter(lambda text: "%00" not in text))
@example("%")
@example("%C3%A9")
@example("==%3d=%\r\n=\r\n%0")
def test_a_value_is_read_as_urllib_reads_it(value: str) -> None:
    """What is no escape stays as it is; what is no UTF-8 is an error."""
    found = asked(form(b"query=" + value.encode()))

    try:
        expected = unquote_to_bytes(value.replace("+", " ")).decode()
    except UnicodeDecodeError:
        assert isinstance(found, BadQuery)
    else:
        assert isinstance(found, Question)
        assert found.text == expected
