"""The SPARQL 1.1 Protocol, section 2.1: from an HTTP request to a question, without input or output."""

import binascii
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from server.errors import BadQuery, Forbidden, TooLarge, UnsupportedMediaType, UriTooLong

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
# What one request may send. A query of 50 kB is large; a parser is quick with twice as much.
MAX_QUERY = 100_000
MAX_BODY = 1 << 20
_MAX_PARAMETERS = 100
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?|\.[0-9]{1,9}")
_LONE_PERCENT = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_CHARSET = re.compile(r'charset="?([^";\s]+)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Request:
    """What the protocol needs of an HTTP request; the names of headers are in lower case."""

    method: str
    query_string: bytes
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a query or none, its dataset, and how to answer."""

    text: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str = ""
    tableur: bool = False
    seconds: float | None = None


def read_question(request: Request) -> Question:
    """Return what *request* asks.

    Raises:
        BadQuery: If a parameter is wrong, given twice, or no UTF-8.
        Forbidden: For an update.
        UnsupportedMediaType: For a body of another kind.
        TooLarge, UriTooLong: For a query that is longer than any is.
    """
    parameters = _parameters(request.query_string)
    queries = [value for name, value in parameters if name == "query"]
    if request.method == "POST":
        kind = _media_type(request.headers)
        if kind == FORM:
            sent = _parameters(request.body)
            parameters += sent
            queries += [value for name, value in sent if name == "query"]
        elif kind == QUERY:
            queries.append(_decode(request.body))
        else:
            _refuse_body(kind)
    if any(name == "update" for name, _ in parameters):
        _refuse_update()
    text = _single(queries, "query")
    if text is not None and len(text) * 4 > MAX_QUERY and len(text.encode()) > MAX_QUERY:
        _refuse_length(request.method)
    formats = [value for name, value in parameters if name == "format"]
    tableur = [value for name, value in parameters if name == "tableur"]
    timeout = _single([value for name, value in parameters if name == "timeout"], "timeout")
    return Question(
        text,
        tuple(value for name, value in parameters if name == "default-graph-uri"),
        tuple(value for name, value in parameters if name == "named-graph-uri"),
        formats[0] if formats else "",  # some clients say it under several names, and twice
        bool(tableur) and tableur[0].lower() not in {"0", "non", "false"},
        _seconds(timeout),
    )


def _parameters(text: bytes) -> list[tuple[str, str]]:
    """Read ``application/x-www-form-urlencoded`` (URL Standard, section 5.1)."""
    if b"%00" in text or b"\0" in text:
        raise BadQuery("La requête contient un caractère nul (U+0000).")
    if text.count(b"&") >= _MAX_PARAMETERS:
        raise BadQuery(f"Il y a plus de {_MAX_PARAMETERS} paramètres.")
    pairs = (piece.partition(b"=") for piece in text.split(b"&") if piece)
    return [(_decode(_unquote(name)), _decode(_unquote(value))) for name, _, value in pairs]


def _unquote(text: bytes) -> bytes:
    """Undo the encoding of a name or a value; what is no escape stays.

    A body may be nothing but escapes, and all clients wait while it is read: by the standard library,
    one after another in Python, a mebibyte takes 0.3 s. But for the sign it is the encoding of RFC 2045,
    section 6.7, which Python decodes in C.
    """
    if b"%" in text:
        escaped = _LONE_PERCENT.sub(b"%25", text)
        text = escaped.replace(b"+", b"%20").replace(b"=", b"%3D").replace(b"%", b"=")
        return binascii.a2b_qp(text)
    return text.replace(b"+", b" ")


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadQuery(f"La requête n'est pas en UTF-8 (octet {error.start}).") from error


def _single(values: list[str], name: str) -> str | None:
    if len(values) > 1:
        raise BadQuery(f"Une seule à la fois : « {name} » est donné plusieurs fois.")
    return values[0] if values else None


def _seconds(text: str | None) -> float | None:
    if text is None:
        return None
    seconds = float(text) if _NUMBER.fullmatch(text) else 0.0
    if not 0 < seconds < math.inf:
        raise BadQuery("« timeout » est un nombre de secondes, plus grand que zéro.")
    return seconds


def _media_type(headers: Mapping[str, str]) -> str:
    """Return the media type of the body; another encoding than UTF-8 is another kind of body."""
    if headers.get("content-encoding", "identity") != "identity":
        raise UnsupportedMediaType("Le corps de la requête est compressé : envoyez-le tel quel.")
    header = headers.get("content-type", "")
    for charset in _CHARSET.findall(header):
        if charset.lower() not in {"utf-8", "utf8", "us-ascii"}:
            raise UnsupportedMediaType(
                f"« {charset} » ne se lit pas ici.", remedy="Envoyez la requête en UTF-8."
            )
    return header.partition(";")[0].strip().lower()


def _refuse_body(kind: str) -> None:
    if kind == UPDATE:
        _refuse_update()
    raise UnsupportedMediaType(f"« {kind} » ne se lit pas ici.", remedy=f"Envoyez {QUERY} ou {FORM}.")


def _refuse_update() -> None:
    raise Forbidden(
        "Les mises à jour sont refusées : ce service se lit et ne s'écrit pas.",
        remedy="Posez une requête SELECT, ASK, CONSTRUCT ou DESCRIBE.",
    )


def _refuse_length(method: str) -> None:
    kind = TooLarge if method == "POST" else UriTooLong
    raise kind(
        f"La requête dépasse {MAX_QUERY} octets.",
        remedy="Raccourcissez-la, ou posez-la en plusieurs fois.",
    )
