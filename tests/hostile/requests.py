"""Write requests as bytes."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

JSON = "application/sparql-results+json"
CSV = "text/csv"
HTML = "text/html"
PROBLEM = "application/problem+json"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

# In a request, five digits in the place of these five letters: the port of a local address that
# counts its callers. The length stays the same, so that Content-Length stays right.
PORT = "PORT0"
LOCAL = f"http://127.0.0.1:{PORT}/"

Parameters = Mapping[str, str] | Sequence[tuple[str, str]]


def request(
    method: str = "GET",
    target: str | bytes = "/sparql",
    headers: Mapping[str, str | bytes | None] = {},
    body: bytes = b"",
    version: str = "HTTP/1.1",
) -> bytes:
    """Return a request; a header given as None is left out."""
    path = target if isinstance(target, bytes) else target.encode()
    lines = [method.encode() + b" " + path + b" " + version.encode()]
    usual: dict[str, str | bytes | None] = {"Host": "localhost", "Accept": JSON, "Connection": "close"}
    if body or method == "POST":
        usual["Content-Length"] = str(len(body))
    for name, value in (usual | dict(headers)).items():
        if value is not None:
            raw = value if isinstance(value, bytes) else value.encode()
            lines.append(name.encode() + b": " + raw)
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def get(
    query: str | bytes, more: Parameters = (), headers: Mapping[str, str | bytes | None] = {}
) -> bytes:
    """Ask *query* by GET, with *more* parameters."""
    pairs = list(more.items()) if isinstance(more, Mapping) else list(more)
    return request("GET", "/sparql?" + urlencode([("query", query), *pairs]), headers)


def form(
    query: str | bytes, more: Parameters = (), headers: Mapping[str, str | bytes | None] = {}
) -> bytes:
    """Ask *query* by a form."""
    pairs = list(more.items()) if isinstance(more, Mapping) else list(more)
    body = urlencode([("query", query), *pairs]).encode()
    return request("POST", "/sparql", {"Content-Type": FORM} | dict(headers), body)


def body(
    query: str | bytes,
    headers: Mapping[str, str | bytes | None] = {},
    target: str = "/sparql",
) -> bytes:
    """Ask *query* as the body of a POST."""
    raw = query if isinstance(query, bytes) else query.encode()
    return request("POST", target, {"Content-Type": QUERY} | dict(headers), raw)


def accepting(kind: str) -> dict[str, str | bytes | None]:
    """Return the headers of a client that reads *kind*."""
    return {"Accept": kind}
