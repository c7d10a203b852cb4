"""Requests that break the SPARQL protocol or the limits of this service: 400, 405, 406, 413, 414, 415."""

# ruff: noqa: E501  a case stands on one line

from urllib.parse import quote

from tests.hostile.case import Case
from tests.hostile.requests import CSV, FORM, JSON, QUERY, accepting, body, form, get, request

ASK = "ASK {}"
_SYNTAX = "SELECT * {\n  ?s ?p ?o .\n  zut! zut\n}"
_LIMIT = 100_000


def _padded(size: int) -> str:
    """Return a valid query of *size* bytes."""
    start = f"{ASK} #"
    return start + "x" * (size - len(start))


SYNTAX = [
    Case(
        f"syntax error by {name}",
        "The answer says where, and shows the line.",
        image,
        {400},
        says=(r"(?i)\b3\s*:\s*\d+|ligne\D{0,3}3\b", "  zut! zut"),
    )
    for name, image in {
        "GET": get(_SYNTAX),
        "form": form(_SYNTAX),
        "body": body(_SYNTAX),
        "GET, as a page": get(_SYNTAX, headers=accepting("text/html")),
        "GET, with CRLF": get(_SYNTAX.replace("\n", "\r\n")),
    }.items()
]

MISSING = [
    Case(f"no query: {name}", "There is nothing to evaluate.", image, {400})
    for name, image in {
        "GET": request("GET", "/sparql?default-graph-uri=urn:a"),
        "empty parameter": request("GET", "/sparql?query="),
        "only spaces": get("   "),
        "empty form": request("POST", "/sparql", {"Content-Type": FORM}),
        "empty body": request("POST", "/sparql", {"Content-Type": QUERY}),
        "only a comment": body("# rien"),
        "only a prologue": body("PREFIX a: <a:>"),
        "Query with a capital": request("GET", "/sparql?Query=ASK%7B%7D"),
    }.items()
]

TWICE = [
    Case(f"two queries: {name}", "One query at a time, and it is not guessed which.", image, {400})
    for name, image in {
        "in the URL": get(ASK, {"query": ASK}),
        "in the form": form(ASK, {"query": ASK}),
        "URL and form": request(
            "POST", "/sparql?query=ASK%7B%7D", {"Content-Type": FORM}, b"query=ASK%7B%7D"
        ),
        "URL and body": body(ASK, target="/sparql?query=ASK%7B%7D"),
        "in the body, one after the other": body(f"{ASK} {ASK}"),
        "a thousand": request("GET", "/sparql?" + "&".join(["query=ASK%7B%7D"] * 1000)),
    }.items()
]

_BAD_BYTES = {
    "FF": b"\xff",
    "overlong slash": b"\xc0\xaf",
    "surrogate": b"\xed\xa0\x80",
    "cut sequence": b"\xe2\x82",
    "above U+10FFFF": b"\xf4\x90\x80\x80",
    "NUL": b"\x00",
}
BYTES = [
    case
    for name, bad in _BAD_BYTES.items()
    for query in [b"ASK { ?s ?p '" + bad + b"' }"]
    for case in (
        Case(f"{name} in the URL", "Not text.", get(query), {400}),
        Case(f"{name} in a form", "Not text.", form(query), {400}),
        Case(f"{name} in a body", "Not text.", body(query), {400}),
    )
]
_ASKED = "/sparql?query=ASK%7B%7D&"
BYTES += [
    Case("raw FF in the URL", "A URL is ASCII.", request("GET", b"/sparql?query=\xff"), {400}),
    Case("raw NUL in the URL", "A URL is printable.", request("GET", b"/sparql?query=\x00"), {400}),
    Case("raw FF in a form", "Not text.", request("POST", "/sparql", {"Content-Type": FORM}, b"query=\xff"), {400}),
    *(
        Case(f"{name} in {parameter}=", "Not text.", request("GET", f"{_ASKED}{parameter}={bad}"), {400})
        for parameter in ("format", "timeout", "default-graph-uri", "named-graph-uri")
        for name, bad in {"NUL": "%00", "FF": "%FF"}.items()
    ),
    Case("UTF-16 in a body", "Only UTF-8 is read.", body(ASK.encode("utf-16")), {400}),
    Case("a byte order mark", "It says nothing, or is refused.", body(b"\xef\xbb\xbfASK {}"), {200, 400}),
    Case("broken percent escapes", "« %zz » is no escape.", request("GET", "/sparql?query=%zz%"), {400}),
    Case("an escaped surrogate in a string", "Not a character.", body(r'ASK { ?s ?p "\uD800" }'), {400}),
    Case("an escaped NUL in a string", "Legal in SPARQL.", body(r'ASK { ?s ?p "\u0000" }'), {200, 400}),
]  # fmt: skip

TIMEOUTS = [
    Case(f"timeout={value!r}", "Not a positive number.", get(ASK, {"timeout": value}), {400})
    for value in (
        "abc",
        "",
        "0",
        "-1",
        "-0.0",
        "nan",
        "NaN",
        "1;2",
        "1,5",
        "0x10",
        "1 s",
        "1_0",
        "٣",
        "[]",
    )
]
TIMEOUTS += [
    Case("timeout=inf", "No number of seconds.", get(ASK, {"timeout": "inf"}), {200, 400}),
    Case("timeout=1e999", "No number of seconds.", get(ASK, {"timeout": "1e999"}), {200, 400}),
    Case("timeout= twice", "Which one?", get(ASK, [("timeout", "1"), ("timeout", "2")]), {200, 400}),
    Case("timeout= of a million digits", "413 or 414 by its size.", lambda: get(ASK, {"timeout": "9" * 1_000_000}), {400, 413, 414}),
    Case("timeout=0.5", "A positive number.", get(ASK, {"timeout": "0.5"}), {200}),
]  # fmt: skip

NESTED = [
    Case(
        f"{count} nested « {opening} » in {start}",
        "Deeper than 200 brackets is refused before a parser recurses into it.",
        body(start + opening * count + inner + closing * count + end),
        {400},
    )
    for count in (201, 250, 10_000)
    for start, opening, inner, closing, end in (
        ("SELECT * ", "{", "", "}", ""),
        ("SELECT (", "(", "1", ")", " AS ?x) {}"),
        ("SELECT * { ?s ?p ", "[", "?p ?o", "]", " }"),
        ("SELECT * { ?s ?p ", "(", "1", ")", " }"),
        ("SELECT * { ", "<< ", "?s ?p ?o", " ?q ?r >>", " }"),
    )
    if count * len(opening + closing) < _LIMIT
]
NESTED += [
    Case("10000 nested « << » without end", "Refused before it is parsed.", body("ASK { " + "<<" * 10_000), {400}),
    Case("250 nested subqueries", "Refused.", body("SELECT * {" * 250 + "}" * 250), {400}),
    Case("250 nested EXISTS", "Refused.", body("ASK { " + "FILTER EXISTS { " * 250 + "}" * 251), {400}),
    Case("250 nested OPTIONAL", "Refused.", body("ASK { " + "OPTIONAL { " * 250 + "}" * 251), {400}),
    Case("250 nested IF", "Refused.", body("ASK { FILTER(" + "IF(true, " * 250 + "1" + ", 2)" * 250 + ") }"), {400}),
    Case("250 brackets of all kinds", "Refused.", body("ASK { ?s ?p " + "([" * 125 + "?p" + "])" * 125 + " }"), {400}),
    Case("10000 « { » never closed", "Refused.", body("ASK " + "{" * 10_000), {400}),
    Case("10000 « ) » never opened", "No syntax.", body("ASK { FILTER(1" + ")" * 10_000), {400}),
    Case("150 nested « ( »", "Not too deep.", body("SELECT (" + "(" * 150 + "1" + ")" * 150 + " AS ?x) {}"), {200}),
    Case("1000 brackets in a string", "A string has no depth.", body("ASK { ?s ?p '" + "([{<<" * 1000 + "' }"), {200}),
    Case("1000 brackets in a comment", "A comment has no depth.", body("ASK {} #" + "([{<<" * 1000), {200}),
    Case("1000 brackets side by side", "Next to each other is not deep.", body("ASK { " + "{} " * 1000 + "}"), {200}),
]  # fmt: skip

MEANING = [
    Case(f"unsupported: {query}", "A function that is not there.", body(query), {400})
    for query in (
        "SELECT (<http://exemple.fr/f>(1) AS ?x) {}",
        "SELECT * { ?s ?p ?o FILTER(<http://exemple.fr/f>(?s)) }",
        "SELECT (PASUNEFONCTION(1) AS ?x) {}",
        "SELECT (COUNT(1, 2) AS ?x) {}",
    )
]
MEANING += [
    Case(f"{parameter}={value!r}", "A graph has an absolute IRI.", get(ASK, {parameter: value}), {400})
    for parameter in ("default-graph-uri", "named-graph-uri")
    for value in (
        "fiches",
        "",
        "//exemple.fr/a",
        "../graphe",
        "http://a b/",
        "<urn:a>",
        "urn:a\r\nb",
        "?x",
    )
]

METHODS = [
    Case(f"{method} /sparql", "Only GET, HEAD, POST (and OPTIONS).", request(method, "/sparql?query=ASK%7B%7D"), {405},
         check=lambda e: "" if "POST" in e.replies[0].get("Allow") else "Allow without POST")
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "LOCK")
]  # fmt: skip
METHODS += [
    Case(f"{method} /", "The pages are read only.", request(method, "/"), {405})
    for method in ("POST", "PUT", "DELETE", "TRACE")
]
METHODS += [
    Case("TRACE does not echo", "A secret header is not sent back.", request("TRACE", "/", {"Cookie": "secret=s3kr3t"}), {405, 501}, never=("s3kr3t",)),
    Case("CONNECT", "This is no proxy.", request("CONNECT", "127.0.0.1:PORT0"), {400, 404, 405, 501}),
    Case("get in small letters", "Methods have a case.", request("get", "/sparql?query=ASK%7B%7D"), {200, 400, 405, 501}),
    Case("a method of 10000 letters", "Refused.", request("A" * 10_000, "/"), {400, 405, 414, 431, 501}),
    Case("X-HTTP-Method-Override", "Has no effect.", get(ASK, headers={"X-HTTP-Method-Override": "DELETE"}), {200}),
    Case("HEAD /sparql", "Headers only.", request("HEAD", "/sparql?query=ASK%7B%7D"), {200, 405}),
    Case("HEAD of an error", "Headers only.", request("HEAD", "/sparql?query=zut"), {400, 405}),
    Case("OPTIONS /sparql", "For a browser that asks first.", request("OPTIONS", "/sparql", {"Origin": "https://exemple.fr", "Access-Control-Request-Method": "POST"}), {200, 204}),
]  # fmt: skip

ACCEPTS = [
    Case(f"Accept: {accept[:40]}", "Nothing that is offered will do.", get(ASK, headers=accepting(accept)), {406})
    for accept in ("image/png", "image/*", "*/*;q=0", "application/sparql-results+json;q=0", "video/mp4, image/png;q=1")
]  # fmt: skip
ACCEPTS += [
    Case(f"Accept: {accept[:40]!r}", "Garbage is refused or means nothing.", get(ASK, headers=accepting(accept)), {200, 400, 406})
    for accept in ("*", "/", ";;;,,,", "text", "a/b/c", "text/csv;q=zut", "text/csv;q=1e999", "\x7f", '"' * 1000)
]  # fmt: skip
ACCEPTS += [
    Case("Accept: of 5000 types", "Read in no time, or refused.", get(ASK, headers=accepting(",".join(f"a/b{n};q=0.{n}" for n in range(5000)))), {200, 400, 406, 431}, within=2),
    Case("20 Accept headers", "Read as one.", request("GET", "/sparql?query=ASK%7B%7D", {"Accept": ("image/png\r\nAccept: " * 20 + JSON).encode()}), {200, 406}),
]  # fmt: skip

SIZES = [
    Case("a query of 100000 bytes by POST", "The longest that is read.", lambda: body(_padded(_LIMIT)), {200}),
    Case("a query of 100000 bytes by GET", "The longest that is read.", lambda: get(_padded(_LIMIT)), {200}),
    Case("a query of 100001 bytes by POST", "Too long.", lambda: body(_padded(_LIMIT + 1)), {413}),
    Case("a query of 100001 bytes by form", "Too long.", lambda: form(_padded(_LIMIT + 1)), {413}),
    Case("a query of 100001 bytes by GET", "Too long.", lambda: get(_padded(_LIMIT + 1)), {414}),
    Case("a query of 100002 bytes, in two-byte letters", "Bytes are counted.", lambda: body(ASK + " #" + "é" * 49_997), {413}),
    Case("a URL of 200 KB", "Over 128 KiB.", lambda: request("GET", "/sparql?query=ASK%7B%7D&x=" + "a" * 200_000), {414}),
    Case("a URL of 200 KB elsewhere", "Over 128 KiB.", lambda: request("GET", "/" + "a" * 200_000), {414}),
    Case("a URL of 5 MB", "Over any limit.", lambda: request("GET", "/sparql?query=" + "a" * 5_000_000), {414, 431, 400}),
    Case("a body of 1 MiB and a byte", "Too long.", lambda: body("x" * (1 << 20 | 1)), {413}),
    Case("a form of 2 MB, with a short query", "The body is too long.", lambda: form(ASK, {"x": "y" * 2_000_000}), {413}),
    Case("a body of 20 MB", "Not read to its end.", lambda: body("x" * 20_000_000), {413}),
    Case("a form of 100000 parameters", "Too many, or read in no time.", lambda: form(ASK, [("a", "")] * 100_000), {200, 400, 413}, within=3),
    Case("a header of 1 MB", "Over the limit.", lambda: get(ASK, headers={"X-Long": "a" * 1_000_000}), {400, 431}),
    Case("a header name of 1 MB", "Over the limit.", lambda: get(ASK, headers={"a" * 1_000_000: "x"}), {400, 431}),
    Case("50000 headers", "Over the limit.", lambda: get(ASK, headers={f"X-{n}": "abcdefghij" for n in range(50_000)}), {400, 431}),
    Case("5000 headers", "Over the limit, or read in no time.", lambda: get(ASK, headers={f"X-{n}": "a" for n in range(5000)}), {200, 400, 431}, within=2),
    Case("a cookie of 300 KB", "Over the limit.", lambda: get(ASK, headers={"Cookie": "a=" + "b" * 300_000}), {400, 431}),
]  # fmt: skip

KINDS = [
    Case(f"Content-Type: {kind}", "Not read here.", body(ASK, {"Content-Type": kind}), {415})
    for kind in (
        "text/plain", "application/json", "multipart/form-data; boundary=x", "application/xml", "*/*",
        "application/sparql-results+json", f"{QUERY}x", f"{QUERY}; charset=iso-8859-1", f"{QUERY}; charset=utf-16",
        f"{FORM}; charset=utf-7", f'{QUERY}; charset="latin1"', f"{QUERY};charset=utf-8;charset=utf-16",
    )
]  # fmt: skip
KINDS += [
    Case("no Content-Type", "Not guessed.", body(ASK, {"Content-Type": None}), {415}),
    Case("Content-Type: nothing", "Not guessed.", body(ASK, {"Content-Type": ""}), {400, 415}),
    Case("charset=UTF-8 in capitals", "Is UTF-8.", body(ASK, {"Content-Type": f"{QUERY}; charset=UTF-8"}), {200}),
    Case("charset in quotes", "Is UTF-8.", form(ASK, headers={"Content-Type": f'{FORM}; charset="utf-8"'}), {200}),
    Case("a Content-Type in capitals", "Types have no case.", body(ASK, {"Content-Type": QUERY.upper()}), {200}),
    Case("a body with GET", "Has no meaning.", request("GET", "/sparql?query=" + quote(ASK), {"Content-Type": QUERY, "Content-Length": "6"}, b"ASK {}"), {200, 400}),
    Case("a form whose query is in the URL", "Read where the protocol says.", request("POST", "/sparql?query=ASK%7B%7D", {"Content-Type": FORM}, b"x=y"), {200, 400}),
    Case("?format=csv&format=json", "One of them.", get(ASK, [("format", "csv"), ("format", "json")], accepting(CSV)), {200, 400}),
]  # fmt: skip

CASES = [
    *SYNTAX, *MISSING, *TWICE, *BYTES, *TIMEOUTS, *NESTED, *MEANING, *METHODS, *ACCEPTS, *SIZES, *KINDS,
]  # fmt: skip
