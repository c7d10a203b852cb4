"""Control characters and foreign names in headers and parameters: no header, link or page is made of them."""

# ruff: noqa: E501  a case stands on one line

import gzip
import zlib
from collections.abc import Callable
from urllib.parse import quote

from tests.hostile.case import HUNG_UP, SILENT, Case
from tests.hostile.requests import FORM, HTML, JSON, QUERY, get, request
from tests.hostile.wire import Exchange

_COUNT = "SELECT (COUNT(*) AS ?n) { ?m a carto:Metier }"
_ASK = "/sparql?query=ASK%7B%7D"
_ENDS = {
    "CRLF": "\r\nInjected: yes",
    "LF": "\nInjected: yes",
    "CR": "\rInjected: yes",
    "CRLF CRLF": "\r\n\r\n<html>Injected: yes",
    "U+010A": "\u010aInjected: yes",  # its last byte is a line feed, for who cuts it
    "U+2028": "\u2028Injected: yes",
    "U+0085": "\u0085Injected: yes",
}
_PARAMETERS = (
    "query",
    "format",
    "timeout",
    "default-graph-uri",
    "named-graph-uri",
    "tableur",
    "inconnu",
)
_PATHS = (
    "/%s", "/id/metier/a%s", "/id/%s/a", "/page/metier/%s", "/data/metier/architecte-reseaux.%s", "/dumps/%s",
    "/static/%s", "/id/metier/architecte-reseaux?x=%s", "/ontologie%s", "/graphe/%s", "/metiers/%s",
)  # fmt: skip
_HEADERS = (
    "Accept", "Accept-Encoding", "Accept-Language", "Origin", "X-Forwarded-For", "X-Forwarded-Host",
    "X-Forwarded-Proto", "X-Forwarded-Prefix", "Forwarded", "If-None-Match", "If-Modified-Since", "If-Range", "Range",
    "Host", "User-Agent", "Referer", "Cookie", "X-Request-Id", "Traceparent", "Access-Control-Request-Headers",
)  # fmt: skip
# Bare control characters: a server refuses them, or reads them as part of the value.
_CONTROLS = {
    "CR": b"a\rInjected: yes",
    "NUL": b"a\x00b",
    "ESC": b"a\x1b[31mb",
    "VT": b"\x0ba",
    "DEL": b"\x7f",
}
_READ = {200, 206, 304, 400, 403, 404, 406, 412, 415, 416, 421, HUNG_UP}


_READERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "identity": bytes,
    "gzip": gzip.decompress,
    "deflate": zlib.decompress,
}


def _no_second_head(exchange: Exchange) -> str:
    heads = exchange.received.count(b"HTTP/1.1 ") + exchange.received.count(b"HTTP/1.0 ")
    return f"{heads} heads" if heads > 1 else ""


def _is_same_count(exchange: Exchange) -> str:
    reply = exchange.replies[0]
    if reply.status != 200:
        return ""
    coding = reply.get("Content-Encoding")
    if coding not in _READERS:
        return f"an unknown coding, {coding}"
    text = _READERS[coding](reply.body)
    if coding and "accept-encoding" not in reply.get("Vary").lower():
        return "compressed, and no Vary: Accept-Encoding"
    return "" if b"85" in text else f"reads {text[:100]!r}"


def _is_plain(exchange: Exchange) -> str:
    coding = exchange.replies[0].get("Content-Encoding")
    return f"compressed by {coding}" if coding not in {"", "identity"} else _is_same_count(exchange)


def _no_allowance(exchange: Exchange) -> str:
    reply = exchange.replies[0]
    allowed = reply.get("Access-Control-Allow-Origin")
    return "" if allowed in {"", "*"} or "origin" in reply.get("Vary").lower() else f"allows {allowed}"


def _encoded(coding: str, data: bytes, kind: str = QUERY) -> bytes:
    return request("POST", "/sparql", {"Content-Type": kind, "Content-Encoding": coding}, data)


_PLAIN = {"q=0": "gzip;q=0", "*;q=0 but identity": "identity, *;q=0", "nothing": "", "deflate;q=0, gzip;q=0.0": "deflate;q=0, gzip;q=0.0", "unknown": "zut", "gzip;q=0.000": "GZIP;q=0.000"}  # fmt: skip
_ODD = {"gzip": "gzip", "X-GZIP": "X-GZIP", "identity;q=0": "identity;q=0", "*;q=0": "*;q=0", "identity;q=0, gzip;q=0": "identity;q=0, gzip;q=0", "gzip;q=zut": "gzip;q=zut", "gzip;q=-1": "gzip;q=-1", "commas": ",,;;,=,", "gzip × 5000": "gzip," * 5000, "*": "*", "br, zstd": "br, zstd"}  # fmt: skip
_HOSTS = {
    "evil.example": "evil.example", "with a port": "evil.example:99999999", "with a path": "evil.example/a?b#c",
    "with an account": "localhost@evil.example", "a space": "a b", "quotes": '"><script>alert(1)</script>',
    "empty": "", "a slash": "/", "brackets": "[::1", "an address": "[::ffff:127.0.0.1]:80", "long": "a" * 60_000,
    "a template": "{{7*7}}.evil.example", "a NUL escape": "localhost%00.evil.example", "IDN": "é.example",
}  # fmt: skip
_HTML: dict[str, str | bytes | None] = {"Accept": HTML}

CASES = [
    *(
        Case(f"{name} in {parameter}= for {kind}", "No header is made of it.", request("GET", f"{_ASK if parameter != 'query' else '/sparql'}{'&' if parameter != 'query' else '?'}{parameter}={quote('a' + end)}", {"Accept": kind}),
             {200, 400, 406}, check=_no_second_head)
        for parameter in _PARAMETERS for name, end in _ENDS.items() for kind in ([JSON, HTML] if name == "CRLF" else [JSON])
    ),
    *(
        Case(f"{name} in the path {path}", "No header is made of it.", request("GET", path.replace("%s", quote(end, safe=""))),
             {200, 303, 400, 404, 406, 410}, check=_no_second_head)
        for path in _PATHS for name, end in _ENDS.items() if name in {"CRLF", "LF", "U+2028"}
    ),
    *(
        Case(f"{name} in the header {header}", "No header is made of it.", get(_COUNT, headers={header: value}), _READ, check=_no_second_head)
        for header in _HEADERS for name, value in _CONTROLS.items()
    ),
    *(
        Case(f"Origin: {origin[:30]}", "No site is trusted by name.", get(_COUNT, headers={"Origin": origin}), {200, 400}, check=_no_allowance)
        for origin in ("https://evil.example", "null", "http://localhost.evil.example", "file://", "a, b", "*")
    ),
    *(
        Case(f"Host: {name} of {target}", "Nothing leads there.", request("GET", target, _HTML | {"Host": host}), {200, 303, 400, 404, 414, 421, 431},
             never=('="http://evil.example', '="//evil.example', "Location: http://evil", "<script>alert(1)", "49.evil"))
        for name, host in _HOSTS.items() for target in ("/", "/id/metier/architecte-reseaux")
    ),
    *(Case(f"Accept-Encoding: {name}", "Not compressed.", get(_COUNT, headers={"Accept-Encoding": value}), {200}, check=_is_plain) for name, value in _PLAIN.items()),
    *(Case(f"Accept-Encoding: {name}", "Whatever is sent can be read.", get(_COUNT, headers={"Accept-Encoding": value}), {200, 400, 406, 431}, check=_is_same_count) for name, value in _ODD.items()),
    Case("a query in gzip", "Not read.", _encoded("gzip", gzip.compress(b"ASK {}")), {415}),
    Case("a form in gzip", "Not read.", _encoded("gzip", gzip.compress(b"query=ASK%7B%7D"), FORM), {415}),
    Case("a query in deflate", "Not read.", _encoded("deflate", zlib.compress(b"ASK {}")), {415}),
    Case("a query in two codings", "Not read.", _encoded("gzip, br", b"zut"), {415}),
    Case("a gzip bomb", "Not opened.", lambda: _encoded("gzip", gzip.compress(bytes(100_000_000))), {413, 415}, within=2),
    Case("Content-Encoding: identity", "Says nothing.", _encoded("identity", b"ASK {}"), {200, 415}),
    *(
        Case(f"format={value[:30]}", "No file, no code: an unknown name.", get(_COUNT, {"format": value}), {200, 400, 406}, never=("root:", "[build-system]", "__main__"))
        for value in ("autre", "../../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "/etc/passwd", "__class__", "csv\x00", "{{7*7}}", "${7*7}", "a" * 50_000, "<script>", "rows", "-1", "CSV ", "é")
    ),
    *(
        Case(f"Range: {value[:30]}", "A part, the whole, or 416.", request("GET", "/dumps/metiers.csv", {"Accept": "*/*", "Range": value}), {200, 206, 400, 416})
        for value in ("bytes=0-0", "bytes=-1", "bytes=9999999999-", "bytes=5-1", "bytes=" + "0-1," * 2000 + "0-1", "zut", "bytes=0-99999999999999999999999", "bytes=--1")
    ),
    *(
        Case(f"If-None-Match: {value[:20]!r}", "Another version, the same, or nothing said.", request("GET", "/dumps/metiers.csv", {"Accept": "*/*", "If-None-Match": value}), {200, 304, 400, 431})
        for value in ("*", '"', '"a", ' * 3000, "W/", "\\", '"%0d%0aInjected: yes"')
    ),
    *(
        Case(f"If-Modified-Since: {value[:30]}", "No date.", request("GET", "/dumps/metiers.csv", {"Accept": "*/*", "If-Modified-Since": value}), {200, 304, 400})
        for value in ("zut", "Fri, 99 Foo 99999 99:99:99 GMT", "-1", "Thu, 01 Jan 0000 00:00:00 GMT", "9" * 1000)
    ),
    *(Case(f"{header}: a template or a shell", "Only text.", request("GET", "/", _HTML | {header: value}), {200, 400, 406}, never=("49</", "root:"))
      for header in ("User-Agent", "Referer", "Accept-Language") for value in ("{{7*7}} ${jndi:ldap://127.0.0.1:PORT0/a} $(cat /etc/passwd)",)),
    Case("a cookie", "No cookie is used, nor set.", request("GET", "/", _HTML | {"Cookie": "session=a; b=" + "c" * 3000}), {200}, never=("Set-Cookie",)),
    Case("If-Match of a dump", "Another version.", request("GET", "/dumps/metiers.csv", {"Accept": "*/*", "If-Match": '"a"'}), {200, 412, SILENT}),
]  # fmt: skip
