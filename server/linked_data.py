"""Linked data: an IRI leads to its page or to its data, by Accept."""

from flask import Blueprint, Response, redirect, url_for
from flask import request as http_request
from werkzeug.wrappers import Response as BaseResponse

from server.errors import NotAcceptable, NotFound
from server.negotiation import GRAPHS, choose
from server.site import page_query, require, site

blueprint = Blueprint("data", __name__)


@blueprint.get("/id/<kind>/<local>")
def identify(kind: str, local: str) -> BaseResponse:
    """Redirect (303) from a thing to what describes it (Cool URIs for the Semantic Web, 4.2)."""
    require(kind, local)
    accept = http_request.headers.get("Accept", "")
    chosen = choose(accept, ("text/html", *GRAPHS))
    if chosen is None:
        raise NotAcceptable(
            f"Aucun format offert ne convient à « {accept} ».",
            remedy="Formats offerts : " + ", ".join(("text/html", *GRAPHS)),
        )
    if chosen == "text/html":
        target = url_for("pages.page", kind=kind, local=local)
    else:
        target = url_for("data.describe", kind=kind, local=local, extension=GRAPHS[chosen])
    response = redirect(target, code=303)
    response.headers["Vary"] = "Accept"
    return response


@blueprint.get("/data/<kind>/<local>.<extension>")
def describe(kind: str, local: str, extension: str) -> Response:
    """Return what the dataset says of a thing, in the format of *extension*."""
    types = {ext: media for media, ext in GRAPHS.items()}
    if extension not in types:
        raise NotFound(
            f"Il n'y a pas de format « .{extension} ».",
            remedy="Formats offerts : " + ", ".join(f".{ext}" for ext in types),
        )
    iri = require(kind, local)
    body = site().engine.query(page_query("description"), bindings={"this": iri}).serialize(extension)
    media = types[extension]
    charset = "; charset=utf-8" if media.startswith("text/") else ""
    return Response(body, content_type=media + charset)
