"""What goes wrong and is shown to the visitor: a status, a sentence, a remedy.

One handler answers them all, as HTML, ``application/problem+json`` or text by Accept. Anything
else is a bug: logged, and answered with 500 without details.
"""

import json
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Self

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from server.negotiation import choose, with_charset


class VisitorError(Exception):
    """Shown to the visitor as it is, never with a traceback.

    *members* are what a program reads beside the sentences (RFC 9457, 3.2); a name with a capital
    letter is that of a header.
    """

    status = HTTPStatus.BAD_REQUEST

    def __init__(self, detail: str, *, remedy: str = "", **members: str) -> None:
        super().__init__(detail)
        self.detail = detail
        self.remedy = remedy
        self.headers = {n.replace("_", "-"): v for n, v in members.items() if n[0].isupper()}
        self.members = {n: v for n, v in members.items() if v and not n[0].isupper()}


class BadQuery(VisitorError):
    """The query is missing, given twice, or is no SPARQL."""


class Forbidden(VisitorError):
    """The query asks for something that this endpoint never does."""

    status = HTTPStatus.FORBIDDEN


class NotFound(VisitorError):
    """There is nothing of that name."""

    status = HTTPStatus.NOT_FOUND


class Moved(VisitorError):
    """What had that name has another one now; the header Location says which."""

    status = HTTPStatus.MOVED_PERMANENTLY


class Gone(VisitorError):
    """Something had that name, and nothing replaces it."""

    status = HTTPStatus.GONE


class NotAcceptable(VisitorError):
    """None of the formats that the client accepts is offered."""

    status = HTTPStatus.NOT_ACCEPTABLE

    @classmethod
    def of(cls, accept: str, offered: Iterable[str]) -> Self:
        """Return the error of a client that accepts *accept* only."""
        return cls(
            f"Aucun format offert ne convient à « {accept[:200]} ».",
            remedy="Formats offerts : " + ", ".join(dict.fromkeys(offered)),
        )


class MethodNotAllowed(VisitorError):
    """The method is not one of this address; the header Allow names those that are."""

    status = HTTPStatus.METHOD_NOT_ALLOWED


class TooSlow(VisitorError):
    """The body of the request did not come in time."""

    status = HTTPStatus.REQUEST_TIMEOUT


class PreconditionFailed(VisitorError):
    """The client has another version of this than the service."""

    status = HTTPStatus.PRECONDITION_FAILED


class TooLarge(VisitorError):
    """The body of the request is longer than the service reads."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class UriTooLong(VisitorError):
    """The address, with the query in it, is longer than the service reads."""

    status = HTTPStatus.REQUEST_URI_TOO_LONG


class TimedOut(VisitorError):
    """The query did not end in its time."""

    status = HTTPStatus.GATEWAY_TIMEOUT


class Busy(VisitorError):
    """The service does not answer this now, for want of room or memory."""

    status = HTTPStatus.SERVICE_UNAVAILABLE

    @classmethod
    def waiting(cls) -> Self:
        """Return the error of a service that has too much to do."""
        return cls(
            "Trop de requêtes sont en cours.",
            remedy="Revenez dans quelques secondes.",
            Retry_After="5",
        )


class ResultTooLarge(VisitorError):
    """The query asks for more than one answer holds."""


class UnsupportedMediaType(VisitorError):
    """The body of the request is of a kind that is not read here."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE


def negotiate(accept: str, offered: Sequence[str]) -> str:
    """Return the type of *offered* that *accept* likes best.

    Raises:
        NotAcceptable: If none will do.
    """
    chosen = choose(accept, offered)
    if chosen is None:
        raise NotAcceptable.of(accept, offered)
    return chosen


# What http says in one English word, said in French; the rest keep their standard phrase.
_MESSAGES = {
    400: "La requête HTTP est mal formée.",
    404: "Il n'y a rien à cette adresse.",
    405: "Cette méthode n'est pas permise à cette adresse.",
    413: "La requête est trop longue.",
    500: "Le service a rencontré une erreur ; elle est notée.",
}
_KINDS = ("application/problem+json", "application/json", "text/html", "text/plain")
_HEADERS = {"Allow", "Location", "Retry-After"}


def register(app: Flask) -> None:
    """Make *app* answer every error through one page."""

    @app.errorhandler(VisitorError)
    def visitor_error(error: VisitorError) -> Response:
        return answer(error, request.headers.get("Accept", ""))

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        said = VisitorError(_MESSAGES.get(error.code or 500, HTTPStatus(error.code or 500).phrase))
        said.status = HTTPStatus(error.code or 500)
        said.headers = {name: v for name, v in error.get_headers() if name in _HEADERS}
        return answer(said, request.headers.get("Accept", ""))


def kind_of(accept: str) -> str:
    """Return the media type in which a client that sends *accept* reads an error."""
    kind = choose(accept, _KINDS) or "text/plain"
    return "application/problem+json" if kind == "application/json" else kind  # RFC 9457, 3


def answer(error: VisitorError, accept: str) -> Response:
    """Return the answer that *error* is, in a format that *accept* allows."""
    kind = kind_of(accept)
    if kind == "text/html":
        body = render_template("erreur.html", error=error)
    else:
        body = plain(error) if kind == "text/plain" else problem(error)
    response = Response(body, status=error.status, content_type=with_charset(kind))
    response.headers.update(error.headers)
    response.headers["Vary"] = "Accept"
    return response


def plain(error: VisitorError) -> str:
    """Return *error* as text."""
    lines = [error.detail]
    if "extract" in error.members:
        lines += [error.members["extract"], " " * (int(error.members["caret"]) - 1) + "^"]
    lines += [error.remedy] if error.remedy else []
    lines += [error.members[name] for name in ("suggestion", "exampleLink") if name in error.members]
    return "\n".join(lines) + "\n"


def problem(error: VisitorError) -> str:
    """Return *error* as ``application/problem+json`` (RFC 9457)."""
    said = {
        "type": "about:blank",
        "status": int(error.status),
        "title": error.status.phrase,
        "detail": error.detail,
    }
    said |= {"remedy": error.remedy} if error.remedy else {}
    return json.dumps(said | error.members, ensure_ascii=False)
