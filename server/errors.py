"""What goes wrong and is shown to the visitor: a status, a sentence, a remedy.

One handler answers them all, as HTML, ``application/problem+json`` or text by Accept. Anything
else is a bug: logged, and answered with 500 without details.
"""

import json
from collections.abc import Sequence
from http import HTTPStatus

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from server.negotiation import choose, with_charset


class VisitorError(Exception):
    """Shown to the visitor as it is, never with a traceback."""

    status = HTTPStatus.BAD_REQUEST

    def __init__(self, detail: str, *, remedy: str = "", **headers: str) -> None:
        super().__init__(detail)
        self.detail = detail
        self.remedy = remedy
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


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
        raise NotAcceptable(
            f"Aucun format offert ne convient à « {accept} ».",
            remedy="Formats offerts : " + ", ".join(offered),
        )
    return chosen


def register(app: Flask) -> None:
    """Make *app* answer every error through one page."""

    @app.errorhandler(VisitorError)
    def visitor_error(error: VisitorError) -> Response:
        return _answer(error.status, error.detail, error.remedy, error.headers)

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        status = HTTPStatus(error.code or 500)
        headers = {n: v for n, v in error.get_headers() if n in {"Allow", "Location", "Retry-After"}}
        return _answer(status, app.config["MESSAGES"].get(status, status.phrase), "", headers)


def _answer(status: HTTPStatus, detail: str, remedy: str, headers: dict[str, str]) -> Response:
    offered = ("application/problem+json", "application/json", "text/html", "text/plain")
    kind = choose(request.headers.get("Accept", ""), offered) or "text/plain"
    kind = "application/problem+json" if kind == "application/json" else kind  # RFC 9457, 3
    if kind == "text/html":
        body = render_template("erreur.html", status=status, detail=detail, remedy=remedy)
    elif kind == "text/plain":
        body = f"{detail}\n{remedy}\n" if remedy else f"{detail}\n"
    else:
        problem = {
            "type": "about:blank",
            "status": int(status),
            "title": status.phrase,
            "detail": detail,
        }
        body = json.dumps(problem | ({"remedy": remedy} if remedy else {}), ensure_ascii=False)
    response = Response(body, status=status, content_type=with_charset(kind))
    response.headers.update(headers)
    response.headers["Vary"] = "Accept"
    return response
