"""Many heavy queries at once, results that break off, and clients that leave in their midst."""

# ruff: noqa: E501  a case stands on one line

import collections
import http.client
import re
import socket
import struct
import threading
import time
from collections.abc import Callable
from urllib.parse import urlencode

from tests.hostile import bombs, requests
from tests.hostile.case import Scenario, inspect, outcome
from tests.hostile.target import Target
from tests.hostile.wire import CLOSED, BadReply, connect, converse

_PRODUCT = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
_TRIPLES = "CONSTRUCT { ?a <urn:p> ?f . ?d <urn:p> ?c } WHERE { ?a ?b ?c . ?d ?e ?f }"
_SPACE = list(bombs.SPACE.values())
_GROWTH = list(bombs.GROWTH.values())


def _flood(
    images: list[bytes], allowed: set[int], seconds: float = 30.0, needed: frozenset[int] = frozenset()
) -> Callable[[Target], list[str]]:
    """Send all *images* at once: each is answered in *seconds*, and light queries meanwhile."""

    def act(target: Target) -> list[str]:
        with target.watched(every=0.3) as found:
            exchanges = converse(target.address, images, seconds=seconds)
        counts: collections.Counter[int] = collections.Counter()
        wrong = []
        for exchange in exchanges:
            try:
                replies = exchange.replies
            except BadReply as error:
                wrong.append(f"no HTTP: {error}\n{exchange}")
                continue
            status = outcome(exchange, replies)
            counts[status] += 1
            complaints = [c for reply in replies for c in inspect(reply)]
            if status not in allowed or complaints:
                wrong.append(f"answered {status}: {'; '.join(complaints)}\n{exchange}")
        if wrong:
            found.append(
                f"{len(wrong)} of {len(images)} (statuses {dict(counts)}); the first:\n{wrong[0]}"
            )
        if missing := needed - set(counts):
            found.append(f"no answer is {sorted(missing)}: {dict(counts)}")
        return found

    return act


def _heavy(count: int, seconds: str) -> list[bytes]:
    """Return *count* heavy queries, no two alike."""
    return [requests.form(f"{bombs.ENDLESS} # {n}", {"timeout": seconds}) for n in range(count)]


def _mixed(count: int) -> list[bytes]:
    texts = [*bombs.TIME.values(), *_SPACE, *_GROWTH]
    return [
        requests.form(f"{texts[n % len(texts)]} # {n}", {"timeout": "1"}, requests.accepting("text/csv"))
        for n in range(count)
    ]


def _broken(query: str, accept: str, coding: str = "identity") -> Callable[[Target], list[str]]:
    """Read a result that cannot be finished: it must not look whole."""

    def act(target: Target) -> list[str]:
        connection = http.client.HTTPConnection(*target.address, timeout=15)
        size = 0
        try:
            headers = {"Accept": accept, "Accept-Encoding": coding}
            connection.request(
                "GET", "/sparql?" + urlencode({"query": query, "timeout": "1"}), headers=headers
            )
            response = connection.getresponse()
            status = response.status
            while data := response.read(1 << 18):
                size += len(data)
        except (http.client.IncompleteRead, ConnectionResetError):
            return []
        finally:
            connection.close()
        if status != 200:
            return [f"answered {status}, before any row: {data!r}"] if status not in {503, 504} else []
        return [f"{size} bytes of a result that was cut after 1 s came as a whole answer, 200"]

    return act


def _old_client(target: Target) -> list[str]:
    """Read the same by HTTP/1.0: only a reset can tell that it was cut."""
    path = "/sparql?" + urlencode({"query": _PRODUCT, "timeout": "1"})
    headers = {"Connection": None, **requests.accepting("text/csv")}
    exchange = target.ask(requests.request("GET", path, headers, version="HTTP/1.0"))
    first = re.match(rb"HTTP/1\.\d (\d+)", exchange.received)
    if exchange.ended == CLOSED and first and first[1] == b"200":
        shown = f"{exchange.received[:300]!r} … {exchange.received[-100:]!r}"
        return [f"{len(exchange.received)} bytes, then closed as if whole: {shown}"]
    return [] if first else [f"no answer:\n{exchange}"]


def _gone(image: bytes, *, abrupt: bool, after: int) -> Callable[[Target], list[str]]:
    """Leave after *after* bytes of an answer: the query is stopped."""

    def act(target: Target) -> list[str]:
        complaint = target.comes_to_rest(5)
        if complaint:
            return [f"before the case: {complaint}"]
        with connect(target.address) as sock:
            sock.settimeout(10)
            sock.sendall(image)
            got = 0
            while got < after and (data := sock.recv(65536)):
                got += len(data)
            if not after:
                time.sleep(0.5)
            running = target.running()
            if abrupt:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        if not running:
            return [f"/metrics says that no query runs while one does ({got} bytes came)"]
        complaint = target.comes_to_rest(2)
        return [complaint] if complaint else []

    return act


def _crowd(target: Target) -> list[str]:
    """Ask the control query by 40 threads, 5 times each, while heavy queries run."""
    found: list[str] = []

    def ask() -> None:
        for _ in range(5):
            found.extend(target.control())

    def press() -> None:
        converse(target.address, _heavy(20, "2"), seconds=15)

    threads = [threading.Thread(target=ask) for _ in range(40)] + [threading.Thread(target=press)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found[:2]


_CSV = requests.accepting(requests.CSV)
_STREAM = requests.get(_PRODUCT, headers=_CSV)
_COUNT = requests.form(bombs.ENDLESS)
_DONE = {200, 503, 504}
_LIGHT = [requests.get(f"ASK {{}} # {n}") for n in range(400)]
_WRONG = [requests.get(f"zut {n}") for n in range(400)]

SCENARIOS = [
    Scenario("200 heavy queries", "All answered in 30 s, some turned away; a light one in 5 s.",
             _flood(_heavy(200, "1"), _DONE, needed=frozenset({503}))),
    Scenario("24 heavy queries of 4 s", "All answered in 30 s.",
             _flood(_heavy(24, "4"), _DONE)),
    Scenario("60 times one heavy query", "The same text is no cheaper.",
             _flood([requests.form(bombs.ENDLESS, {"timeout": "1"})] * 60, _DONE)),
    Scenario("100 unlike bombs", "Of time, space and growth.", _flood(_mixed(100), _DONE)),
    Scenario("10 that grow", "Each spends its memory.",
             _flood([requests.form(f"{_GROWTH[n % 4]} # {n}", {"timeout": "3"}) for n in range(10)], _DONE)),
    Scenario("12 results without end", "Read as they come, and broken off.",
             _flood([requests.get(f"{_PRODUCT} # {n}", {"timeout": "1"}, _CSV) for n in range(12)],
                    {-200, 503, 504})),
    Scenario("400 light queries at once", "Answered, or turned away.", _flood(_LIGHT, {200, 503}, 15)),
    Scenario("400 errors at once", "Answered, or turned away.", _flood(_WRONG, {400, 503}, 15)),
    Scenario("40 chains at once", "Each may cost its worker.",
             _flood([requests.form(f"{bombs.CHAINS['!!!! × 90000']} # {n}") for n in range(40)],
                    {200, 400, 503, 504})),
    Scenario("a crowd", "40 light clients beside 20 heavy ones.", _crowd),
    *(
        Scenario(f"cut {name}", "A result that is cut never looks whole.", act)
        for name, act in {
            "CSV": _broken(_PRODUCT, "text/csv"),
            "JSON": _broken(_PRODUCT, requests.JSON),
            "XML": _broken(_PRODUCT, "application/sparql-results+xml"),
            "TSV": _broken(_PRODUCT, "text/tab-separated-values"),
            "CSV in gzip": _broken(_PRODUCT, "text/csv", "gzip"),
            "N-Triples": _broken(_TRIPLES, "application/n-triples"),
            "Turtle": _broken(_TRIPLES, "text/turtle"),
            "RDF/XML in gzip": _broken(_TRIPLES, "application/rdf+xml", "gzip"),
            "CSV by HTTP/1.0": _old_client,
        }.items()
    ),
    Scenario("gone in mid-stream", "Its query stops.", _gone(_STREAM, abrupt=False, after=100_000)),
    Scenario("reset in mid-stream", "Its query stops.", _gone(_STREAM, abrupt=True, after=100_000)),
    Scenario("gone before the first row", "Its query stops.", _gone(_COUNT, abrupt=False, after=0)),
    Scenario("reset before the first row", "Its query stops.", _gone(_COUNT, abrupt=True, after=0)),
]  # fmt: skip
