"""Linked data: an IRI leads to its page or to its data, by Accept."""

from collections.abc import Mapping

from flask import Blueprint, Response, redirect, url_for
from flask import request as http_request
from werkzeug.wrappers import Response as BaseResponse

from server.errors import NotFound, negotiate
from server.negotiation import GRAPHS, with_charset
from server.site import page_query, require, require_single, site

blueprint = Blueprint("data", __name__)


@blueprint.get("/id/<name>")
def identify_single(name: str) -> BaseResponse:
    """Redirect from a thing that is the only one of its kind, such as the cartographie."""
    target = {"html": site().link(require_single(name))}
    files = {e: url_for("data.describe_single", name=name, extension=e) for e in GRAPHS.values()}
    return _see_other(target | files)


@blueprint.get("/id/<kind>/<local>")
def identify(kind: str, local: str) -> BaseResponse:
    """Redirect from a thing to what describes it."""
    require(kind, local)
    target = {"html": url_for("pages.page", kind=kind, local=local)}
    for extension in GRAPHS.values():
        target[extension] = url_for("data.describe", kind=kind, local=local, extension=extension)
    return _see_other(target)


@blueprint.get("/data/<name>.<extension>")
def describe_single(name: str, extension: str) -> Response:
    """Return what the dataset says of a thing that is the only one of its kind."""
    return description(require_single(name), extension)


@blueprint.get("/data/<kind>/<local>.<extension>")
def describe(kind: str, local: str, extension: str) -> Response:
    """Return what the dataset says of a thing, in the format of *extension*."""
    return description(require(kind, local), extension)


def _see_other(targets: Mapping[str, str]) -> BaseResponse:
    """Answer 303 to the target of the format that the client likes best.

    See « Cool URIs for the Semantic Web », 4.2.
    """
    accept = http_request.headers.get("Accept", "")
    chosen = negotiate(accept, ("text/html", *GRAPHS))
    response = redirect(targets[GRAPHS.get(chosen, "html")], code=303)
    response.headers["Vary"] = "Accept"
    return response


def description(iri: str, extension: str, query: str = "description") -> Response:
    """Return what the query *query* of the pages says of *iri*, in the format of *extension*.

    Raises:
        NotFound: If there is no such format.
    """
    types = {ext: media for media, ext in GRAPHS.items()}
    if extension not in types:
        raise NotFound(
            f"Il n'y a pas de format « .{extension} ».",
            remedy="Formats offerts : " + ", ".join(f".{ext}" for ext in types),
        )
    results = site().engine.query(page_query(query), bindings={"this": iri}, graph=extension)
    return Response(results.data, content_type=with_charset(types[extension]))
