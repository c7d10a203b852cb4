"""Bytes that nobody thought of: whatever comes, the server answers or hangs up, and lives on."""

# ruff: noqa: E501  a case stands on one line

import time

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.hostile import requests
from tests.hostile.case import inspect
from tests.hostile.target import Listener, Target, control_query
from tests.hostile.wire import BadReply, Exchange, converse

BUDGET = 10.0  # seconds for each fuzz
_PIECES = [
    b"GET ", b"POST ", b"HEAD ", b"OPTIONS ", b"PUT ", b"/", b"/sparql", b"?query=ASK%7B%7D", b"?query=", b"*", b"//",
    b" HTTP/1.1\r\n", b" HTTP/1.0\r\n", b" HTTP/2.0\r\n", b"Host: localhost\r\n", b"Host: \r\n", b"Host:\xff\r\n",
    b"Content-Length: 6\r\n", b"Content-Length: 0\r\n", b"Content-Length: -1\r\n", b"Content-Length: 99999999\r\n",
    b"Transfer-Encoding: chunked\r\n", b"Transfer-Encoding: zut\r\n", b"Connection: close\r\n", b"Connection: keep-alive\r\n",
    b"Content-Type: application/sparql-query\r\n", b"Content-Type: application/x-www-form-urlencoded\r\n",
    b"Content-Type: multipart/form-data; boundary=a\r\n", b"Accept: text/html\r\n", b"Accept: \xff/\x00\r\n",
    b"Accept-Encoding: gzip\r\n", b"Expect: 100-continue\r\n", b"Upgrade: h2c\r\n", b"X-Forwarded-Proto: https\r\n",
    b"If-None-Match: *\r\n", b"Range: bytes=0-\r\n", b"\r\n", b"\n", b"\r", b"\r\n\r\n", b"ASK {}", b"query=ASK%7B%7D",
    b"6\r\nASK {}\r\n0\r\n\r\n", b"0\r\n\r\n", b"\x00", b"\xff", b" ", b"\t", b":", b"%00", b"%0d%0a", b"\x16\x03\x01",
]  # fmt: skip
_STARTS = [
    control_query(),
    requests.form("ASK {}"),
    requests.body("SELECT * { ?s a carto:Domaine }"),
    requests.get("zut", headers=requests.accepting("text/html")),
    requests.request("GET", "/page/metier/architecte-reseaux", requests.accepting("text/html")),
    requests.request("GET", "/dumps/metiers.csv", {"Accept": "*/*", "Range": "bytes=0-9"}),
    requests.request("GET", "/id/metier/architecte-reseaux", requests.accepting("text/turtle")),
]
# A part of the query that a mutation hits, and what stands in its place.
_WORDS = """
SELECT
ASK
CONSTRUCT
DESCRIBE
WHERE
{
}
(
)
[
]
<<
>>
<
>
?s
?p
?o
*
a
carto:Metier
<urn:a>
"x"
'''
@fr
^^
1
-1e9
.
;
,
|
/
^
!
FILTER
EXISTS
OPTIONAL
UNION
MINUS
GRAPH
LATERAL
VALUES
BIND
AS
GROUP BY
ORDER BY
LIMIT 3
OFFSET
COUNT(*)
REGEX
CONCAT
SERVICE
<http://127.0.0.1:PORT0/>
INSERT DATA
FROM
#
\\u0041
é
"""
pieces = st.lists(st.one_of(st.sampled_from(_PIECES), st.binary(max_size=12)), min_size=1, max_size=14)
mutations = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 8), st.binary(max_size=6)),
    min_size=1,
    max_size=4,
)
bounded = settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],  # what fails is told as it was sent
    suppress_health_check=list(HealthCheck),
)


class _Clock:
    """How long a fuzz has run; hypothesis goes on after that with examples that do nothing."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    def is_over(self) -> bool:
        """Whether the budget is spent."""
        return time.monotonic() - self._start > BUDGET


@pytest.fixture
def clock() -> _Clock:
    """Return a clock that has just started."""
    return _Clock()


def _mutated(image: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for place, cut, new in changes:
        at = int(place * len(image))
        image = image[:at] + new + image[at + cut :]
    return image


def _send(target: Target, images: list[bytes]) -> None:
    """Send *images*, each on a connection of its own; none may be answered by a bug."""
    port = b"%d" % target.port
    sent = [image.replace(b"PORT0", port) for image in images]
    for exchange in converse(target.address, sent, seconds=2, half_close=True, expected=20):
        if complaints := _complaints(exchange):
            raise AssertionError("\n".join([*complaints, str(exchange)]))


def _complaints(exchange: Exchange) -> list[str]:
    """Return what is wrong with the answers. « HEAD » may stand anywhere, so that bodies are not read."""
    try:
        replies = exchange.replies
    except BadReply as error:
        return [] if b"HEAD" in exchange.sent or exchange.ended == "reset" else [f"no HTTP: {error}"]
    if b"HEAD" in exchange.sent:
        return [f"status {reply.status}" for reply in replies if reply.status == 500]
    return [complaint for reply in replies if reply.whole for complaint in inspect(reply)]


def _check(target: Target, listener: Listener) -> None:
    assert [] == target.control()
    assert listener.calls == 0


@bounded
@given(images=st.lists(pieces.map(b"".join), min_size=20, max_size=20))
def _fuzz_bytes(target: Target, clock: _Clock, images: list[bytes]) -> None:
    if not clock.is_over():
        _send(target, images)


@bounded
@given(
    images=st.lists(
        st.tuples(st.sampled_from(_STARTS), mutations).map(lambda pair: _mutated(*pair)),
        min_size=20,
        max_size=20,
    )
)
def _fuzz_requests(target: Target, clock: _Clock, images: list[bytes]) -> None:
    if not clock.is_over():
        _send(target, images)


@bounded
@given(
    texts=st.lists(
        st.lists(st.sampled_from(_WORDS.strip().split("\n")), max_size=25).map(" ".join),
        min_size=20,
        max_size=20,
    )
)
def _fuzz_queries(target: Target, clock: _Clock, texts: list[str]) -> None:
    if not clock.is_over():
        wrapped = [text if n % 2 else f"SELECT * {{ {text} }}" for n, text in enumerate(texts)]
        _send(target, [requests.form(text, {"timeout": "1"}) for text in wrapped])


@pytest.mark.lent
def test_bytes(target: Target, listener: Listener, clock: _Clock) -> None:
    """Pieces of HTTP and noise in any order harm nothing."""
    _fuzz_bytes(target, clock)
    _check(target, listener)


@pytest.mark.lent
def test_requests(target: Target, listener: Listener, clock: _Clock) -> None:
    """Good requests with a few bytes changed harm nothing."""
    _fuzz_requests(target, clock)
    _check(target, listener)


@pytest.mark.lent
def test_queries(target: Target, listener: Listener, clock: _Clock) -> None:
    """Words of SPARQL in any order harm nothing, and call nobody."""
    _fuzz_queries(target, clock)
    _check(target, listener)
