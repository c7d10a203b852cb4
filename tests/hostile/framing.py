"""Bytes that are no HTTP, or HTTP that two readers may read in two ways (request smuggling)."""

# ruff: noqa: E501  a case stands on one line

from tests.hostile.case import HUNG_UP, SILENT, Case, hangs_up, is_guarded
from tests.hostile.requests import CSV, FORM, QUERY, body, get, request
from tests.hostile.wire import Exchange

_ASK = "/sparql?query=ASK%7B%7D"
_BYE = {HUNG_UP, SILENT}
_REFUSED = {400, HUNG_UP}
_SMUGGLED = b"GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
# A TLS 1.2 ClientHello, up to its first cipher suites.
_TLS = bytes.fromhex("16030100c8010000c40303") + bytes(range(32)) + bytes.fromhex("20") + bytes(200)


def raw(*lines: bytes, end: bytes = b"") -> bytes:
    """Return a request of *lines* as they are."""
    return b"\r\n".join(lines) + b"\r\n\r\n" + end


def _post(*headers: bytes, end: bytes = b"ASK {}") -> bytes:
    usual = (b"POST /sparql HTTP/1.1", b"Host: localhost", b"Content-Type: application/sparql-query")
    return raw(*usual, *headers, end=end)


GARBAGE = {
    "NUL bytes": b"\x00" * 1000 + b"\r\n\r\n",
    "all the bytes": bytes(range(256)) * 4 + b"\r\n\r\n",
    "high bytes": b"\xff\xfe\xfd" * 300 + b"\r\n\r\n",
    "a word": b"bonjour\r\n\r\n",
    "only spaces": b"   \r\n\r\n",
    "an SSH banner": b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
    "SMTP": b"EHLO localhost\r\nMAIL FROM:<a@b>\r\n\r\n",
    "SOCKS": b"\x05\x01\x00\r\n\r\n",
    "the preface of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "four words": b"GET / HTTP/1.1 zut\r\nHost: localhost\r\n\r\n",
    "a status line": b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    "a format string": b"%s%s%n%n {0.__class__} HTTP/1.1\r\n\r\n",
    "a shell": b"() { :;}; /bin/cat /etc/passwd\r\n\r\n",
}
# They never end a head: the server may wait for more, for a while.
ENDLESS = {
    "a TLS hello": _TLS,
    "nothing but CRLF": b"\r\n" * 500,
    "a head without end": b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: b",
    "a first line without end": b"GET /aaaaaaaa",
    "one byte": b"G",
    "a body that never comes": _post(b"Content-Length: 100", end=b"ASK"),
    "chunks that never come": _post(b"Transfer-Encoding: chunked", end=b"5\r\nASK"),
}
MALFORMED = {
    "HTTP/9.9": raw(b"GET / HTTP/9.9", b"Host: localhost"),
    "HTTP/1.1.1": raw(b"GET / HTTP/1.1.1", b"Host: localhost"),
    "http in small letters": raw(b"GET / http/1.1", b"Host: localhost"),
    "a header without colon": raw(b"GET / HTTP/1.1", b"Host: localhost", b"zut"),
    "a header without name": raw(b"GET / HTTP/1.1", b"Host: localhost", b": zut"),
    "a space in a header name": raw(b"GET / HTTP/1.1", b"Host: localhost", b"X A: b"),
    "a space before the colon": raw(b"GET / HTTP/1.1", b"Host: localhost", b"X-A : b"),
    "a bracket in a header name": raw(b"GET / HTTP/1.1", b"Host: localhost", b"X(A): b"),
    "a NUL in a header name": raw(b"GET / HTTP/1.1", b"Host: localhost", b"X\x00A: b"),
    "a NUL in a header": raw(b"GET / HTTP/1.1", b"Host: localhost", b"X-A: b\x00c"),
    "a space before the first header": raw(b"GET / HTTP/1.1", b" Host: localhost"),
    "two hosts": raw(b"GET / HTTP/1.1", b"Host: localhost", b"Host: evil.example"),
    "a space in the target": raw(b"GET /a b HTTP/1.1", b"Host: localhost"),
    "a control character in the target": raw(b"GET /a\x01b HTTP/1.1", b"Host: localhost"),
}
LENIENT = {
    "two spaces": raw(b"GET  /  HTTP/1.1", b"Host: localhost", b"Connection: close"),
    "a tab in the first line": raw(b"GET\t/\tHTTP/1.1", b"Host: localhost", b"Connection: close"),
    "no host": raw(b"GET / HTTP/1.1", b"Connection: close"),
    "a folded header": raw(b"GET / HTTP/1.1", b"Host: localhost", b"Connection: close", b"X-A: b", b" c"),
    "a bare LF": b"GET / HTTP/1.1\nHost: localhost\nConnection: close\n\n",
    "a bare CR in a header": raw(b"GET / HTTP/1.1", b"Host: localhost", b"Connection: close", b"X-A: b\rInjected: c"),
    "a fragment": raw(b"GET /#a HTTP/1.1", b"Host: localhost", b"Connection: close"),
    "high bytes in a header": raw(b"GET / HTTP/1.1", b"Host: localhost", b"Connection: close", b"X-A: \xff\xfe"),
    "high bytes in the target": raw(b"GET /\xff\xfe HTTP/1.1", b"Host: localhost", b"Connection: close"),
    "an empty line first": b"\r\n\r\n" + raw(b"GET / HTTP/1.1", b"Host: localhost", b"Connection: close"),
    "HTTP/1.2": raw(b"GET / HTTP/1.2", b"Host: localhost", b"Connection: close"),
    "HTTP/2.0 in text": raw(b"GET / HTTP/2.0", b"Host: localhost", b"Connection: close"),
    "HTTP/0.9": b"GET /\r\n",
    "HTTP/0.9 with an empty line": b"GET /\r\n\r\n",
    "RTSP": b"OPTIONS rtsp://localhost/ RTSP/1.0\r\nCSeq: 1\r\n\r\n",
    "HTTP/0.9 with a length": b"POST /sparql\r\nContent-Length: 6\r\n\r\nASK {}",
    "Upgrade: h2c": raw(b"GET / HTTP/1.1", b"Host: localhost", b"Connection: Upgrade, HTTP2-Settings", b"Upgrade: h2c", b"HTTP2-Settings: AAAA"),
    "Upgrade: websocket": raw(b"GET / HTTP/1.1", b"Host: localhost", b"Connection: Upgrade", b"Upgrade: websocket", b"Sec-WebSocket-Key: eA==", b"Sec-WebSocket-Version: 13"),
}  # fmt: skip
LENGTHS = {
    "two that differ": (b"Content-Length: 6", b"Content-Length: 7"),
    "a list that differs": (b"Content-Length: 6, 7",),
    "+6": (b"Content-Length: +6",),
    "-6": (b"Content-Length: -6",),
    "0x6": (b"Content-Length: 0x6",),
    "6.0": (b"Content-Length: 6.0",),
    "6 6": (b"Content-Length: 6 6",),
    "1_0": (b"Content-Length: 1_0",),
    "six": (b"Content-Length: six",),
    "Arabic digits": ("Content-Length: ٦".encode(),),
    "a space before the colon": (b"Content-Length : 6",),
    "with a NUL": (b"Content-Length: 6\x00",),
    "with a vertical tab": (b"Content-Length: \x0b6",),
}
CODINGS = {
    "and a length": (b"Content-Length: 6", b"Transfer-Encoding: chunked"),
    "and a length, the other way": (b"Transfer-Encoding: chunked", b"Content-Length: 6"),
    "in capitals, and a length": (b"Content-Length: 6", b"TRANSFER-ENCODING: Chunked"),
    "xchunked": (b"Content-Length: 6", b"Transfer-Encoding: xchunked"),
    "chunked, identity": (b"Content-Length: 6", b"Transfer-Encoding: chunked, identity"),
    "identity": (b"Content-Length: 6", b"Transfer-Encoding: identity"),
    "chunked twice": (b"Transfer-Encoding: chunked", b"Transfer-Encoding: chunked"),
    "with a vertical tab": (b"Content-Length: 6", b"Transfer-Encoding: \x0bchunked"),
    "with a space before the colon": (b"Content-Length: 6", b"Transfer-Encoding : chunked"),
    "in quotes": (b"Content-Length: 6", b'Transfer-Encoding: "chunked"'),
    "folded": (b"Content-Length: 6", b"Transfer-Encoding:", b" chunked"),
    "behind a bare CR": (b"Content-Length: 6", b"X-A: b\rTransfer-Encoding: chunked"),
    "behind a bare LF": (b"Content-Length: 6", b"X-A: b\nTransfer-Encoding: chunked"),
    "empty": (b"Content-Length: 6", b"Transfer-Encoding:"),
}
_CHUNKED = b"Transfer-Encoding: chunked"
CHUNKS = {
    "zz": b"zz\r\nASK {}\r\n0\r\n\r\n",
    "-6": b"-6\r\nASK {}\r\n0\r\n\r\n",
    "0x6": b"0x6\r\nASK {}\r\n0\r\n\r\n",
    "of 2^68": b"FFFFFFFFFFFFFFFFF\r\nASK {}\r\n0\r\n\r\n",
    "empty": b"\r\nASK {}\r\n0\r\n\r\n",
    "too short": b"3\r\nASK {}\r\n0\r\n\r\n",
    "too long": b"8\r\nASK {}\r\n0\r\n\r\n",
}


def _one_and_close(exchange: Exchange) -> str:
    """Complain unless a doubtful request is refused, or is the last of its connection."""
    replies = exchange.replies
    if any(reply.status == 404 for reply in replies[1:]):
        return "the smuggled request is answered"
    return hangs_up(exchange) if replies and replies[0].status != 400 else ""


def _in_order(exchange: Exchange) -> str:
    texts = [reply.text for reply in exchange.replies if reply.status == 200]
    numbers = [text.split()[-1] for text in texts]
    return "" if numbers == [str(n) for n in range(len(numbers))] and numbers else f"order: {numbers}"


def _pipeline(count: int) -> bytes:
    asked = [
        get(f"SELECT ({n} AS ?n) {{}}", headers={"Accept": CSV, "Connection": "keep-alive"})
        for n in range(count)
    ]
    return b"".join(asked)


_SHAPE = "Two readers may read it in two ways."
_ANY = {200, 400, 404, 405, 411, 413, 415, 426, 501, 505, *_BYE}

CASES = [
    Case("the door: no HTTP", "Every answer has the headers that protect its reader.", GARBAGE["a word"], {400}, check=is_guarded),
    Case("the door: too long", "Every answer has the headers that protect its reader.", lambda: request("GET", "/" + "a" * 200_000), {414}, check=is_guarded),
    *(Case(f"garbage: {name}", "Refused without harm.", image, {400, 404, 405, 414, 501, 505, *_BYE}, replies=2) for name, image in GARBAGE.items()),
    *(Case(f"unfinished: {name}", "Waited for, or refused; let go when the client goes.", image, {400, 408, 501, *_BYE}, half_close=True) for name, image in ENDLESS.items()),
    *(Case(f"malformed: {name}", "Refused.", image, {400, 505} if "HTTP/" in name else _REFUSED) for name, image in MALFORMED.items()),
    *(Case(f"lenient: {name}", "Refused, or read in the one way that it can be.", image, _ANY, never=("Switching",), half_close=True, replies=2) for name, image in LENIENT.items()),
    *(Case(f"Content-Length: {name}", _SHAPE, _post(*lines) + _SMUGGLED, _REFUSED, check=_one_and_close, replies=2) for name, lines in LENGTHS.items()),
    Case("Transfer-Encoding: gzip, chunked", "Its end is clear, its coding is not read.", _post(b"Transfer-Encoding: gzip, chunked", b"Connection: close", end=b"6\r\nASK {}\r\n0\r\n\r\n"), {400, 415, 501}),
    Case("Content-Length: twice the same", _SHAPE, _post(b"Content-Length: 6", b"Content-Length: 6", b"Connection: close"), {200, 400}),
    Case("Content-Length: 10^30", "Larger than any body.", _post(b"Content-Length: 1" + b"0" * 30), {400, 413, HUNG_UP}),
    Case("Content-Length: 1 TB", "Refused before the body comes.", _post(b"Content-Length: 1000000000000"), {413}),
    Case("Content-Length: too short", "The rest is no part of the query.", _post(b"Content-Length: 3") + b"\r\n\r\n", {400}, replies=2),
    Case("Content_Length", "A header that only looks like it.", _post(b"Content_Length: 3", b"Content-Length: 6", b"Connection: close"), {200, 400}),
    *(Case(f"Transfer-Encoding: {name}", _SHAPE, _post(*lines, end=b"0\r\n\r\n") + _SMUGGLED, {400, 415, 501, HUNG_UP}, check=_one_and_close, replies=2) for name, lines in CODINGS.items()),
    *(Case(f"chunk {name}", _SHAPE, _post(_CHUNKED, end=end), _REFUSED | {411, 413}, replies=2, half_close=True) for name, end in CHUNKS.items()),
    Case("chunk of 100000 digits", "Zeros before a size are read in one way, or refused.", _post(_CHUNKED, end=b"0" * 100_000 + b"6\r\nASK {}\r\n0\r\n\r\n"), _REFUSED | {200, 411, 413}, replies=2, half_close=True),
    Case("chunked body", "Chunks are read.", _post(_CHUNKED, b"Connection: close", end=b"3\r\nASK\r\n3\r\n {}\r\n0\r\n\r\n"), {200, 411}),
    Case("chunked body, with extensions and a trailer", "Read, or refused.", _post(_CHUNKED, b"Connection: close", end=b"6;a=b\r\nASK {}\r\n0\r\nInjected: yes\r\n\r\n"), {200, 400, 411}),
    Case("chunked body of 2 MB", "Refused by its size.", lambda: _post(_CHUNKED, end=(b"10000\r\n" + b"x" * 65536 + b"\r\n") * 32 + b"0\r\n\r\n"), {411, 413}),
    Case("chunked body in 100000 chunks", "Read in no time, or refused.", lambda: _post(_CHUNKED, b"Connection: close", end=b"6\r\nASK {}\r\n" + b"1\r\n \r\n" * 100_000 + b"0\r\n\r\n"), {200, 400, 411, 413}),
    Case("a chunk extension of 1 MB", "Refused.", lambda: _post(_CHUNKED, end=b"6;" + b"a" * 1_000_000 + b"\r\nASK {}\r\n0\r\n\r\n"), {400, 411, 413, 431, HUNG_UP}, half_close=True, replies=2),
    Case("trailers of 1 MB", "Refused, or dropped.", lambda: _post(_CHUNKED, b"Connection: close", end=b"6\r\nASK {}\r\n0\r\n" + b"X-A: b\r\n" * 120_000 + b"\r\n"), {200, 400, 411, 413, 431, HUNG_UP}, half_close=True, replies=2),
    Case("a chunked body with HTTP/1.0", "No chunks before 1.1.", raw(b"POST /sparql HTTP/1.0", b"Content-Type: application/sparql-query", _CHUNKED, end=b"6\r\nASK {}\r\n0\r\n\r\n"), {200, 400, 411, HUNG_UP}, replies=2),
    Case("Expect: 100-continue", "The body is read.", body("ASK {}", {"Expect": "100-continue"}), {200, 417}),
    Case("Expect: 100-continue, of a large body", "Refused before it comes.", _post(b"Content-Length: 20000000", b"Expect: 100-continue", end=b""), {413, 417}),
    Case("Expect: something else", "Refused, or ignored.", body("ASK {}", {"Expect": "200-ok"}), {200, 417}),
    Case("HTTP/1.0", "Answered.", request("GET", _ASK, {"Host": None, "Connection": None}, version="HTTP/1.0"), {200}, check=hangs_up),
    Case("HTTP/1.0 with keep-alive", "Answered.", request("GET", _ASK, {"Connection": "keep-alive"}, version="HTTP/1.0"), {200}),
    Case("absolute-form", "Names the same resource.", request("GET", "http://localhost" + _ASK), {200}),
    Case("absolute-form of another host", "This is no proxy.", request("GET", "http://127.0.0.1:PORT0/"), {200, 400, 403, 404, 421}),
    Case("absolute-form of a file", "This is no proxy.", request("GET", "file:///etc/passwd"), {400, 403, 404, 421}, never=("root:",)),
    Case("absolute-form of https", "This is no proxy.", request("GET", "https://127.0.0.1:PORT0/"), {200, 400, 403, 404, 421}),
    Case("authority-form", "This is no proxy.", request("GET", "127.0.0.1:PORT0"), {400, 404}),
    Case("OPTIONS *", "For the server as a whole.", request("OPTIONS", "*"), {200, 204, 400, 404, 405, 501}),
    Case("GET *", "No target.", request("GET", "*"), {400, 404}),
    Case("10 requests pipelined", "Answered in their order.", _pipeline(10), {200}, check=_in_order, replies=10),
    Case("200 requests pipelined", "Answered in their order, as far as they are.", lambda: _pipeline(200), {200}, check=_in_order, replies=200, within=10),
    Case("a request, then garbage", "Answered, or refused with the rest.", get("ASK {}", headers={"Connection": None}) + b"\x00\xff\r\n\r\n", {200, 400}, replies=2),
    Case("a body after a refusal", "It is no request.", request("POST", "/sparql", {"Content-Type": "text/plain", "Connection": None}, _SMUGGLED), {415}, check=lambda e: "the body is read as a request" if len(e.replies) > 1 else ""),
    Case("a body with DELETE", "It is no request.", request("DELETE", "/sparql", {"Content-Length": str(len(_SMUGGLED)), "Connection": None}, _SMUGGLED), {405}, check=lambda e: "the body is read as a request" if len(e.replies) > 1 else ""),
    Case("a body with GET, kept alive", "It is no request.", request("GET", _ASK, {"Content-Length": str(len(_SMUGGLED)), "Connection": None}, _SMUGGLED), {200, 400}, check=lambda e: "the body is read as a request" if len(e.replies) > 1 else ""),
    Case("a form without end", "Waited for, or refused.", raw(b"POST /sparql HTTP/1.1", b"Host: localhost", b"Content-Type: " + FORM.encode(), b"Content-Length: 1000", end=b"query=ASK"), {400, 408, *_BYE}, half_close=True),
    Case("Connection: names Content-Type", "Hop by hop.", body("ASK {}", {"Connection": "close, Content-Type, Host"}), {200, 400, 415}),
    Case("a type in two headers", "Which one?", _post(b"Content-Type: text/plain", b"Content-Length: 6", b"Connection: close"), {200, 400, 415}),
    Case("a type with CR", "Not a type.", raw(b"POST /sparql HTTP/1.1", b"Host: localhost", b"Content-Type: " + QUERY.encode() + b"\rInjected: yes", b"Content-Length: 6", b"Connection: close", end=b"ASK {}"), {400, 415, HUNG_UP}),
]  # fmt: skip
