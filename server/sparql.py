"""The SPARQL endpoint (SPARQL 1.1 Protocol, section 2.1), and its page for a browser."""

from collections.abc import Mapping
from http import HTTPStatus
from itertools import islice

from flask import Blueprint, Response, render_template, request

from server.engine import Results
from server.errors import BadQuery, Forbidden, UnsupportedMediaType, negotiate
from server.negotiation import GRAPHS, RESULTS, SYNONYMS, choose, with_charset
from server.site import example_names, example_query, site

blueprint = Blueprint("sparql", __name__)

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
# Names of formats that clients send, SPARQLWrapper above all.
FORMATS = {"turtle": "ttl", "n3": "ttl", "n-triples": "nt", "rdf+xml": "rdf", "json-ld": "jsonld"}
DATASET = ("default-graph-uri", "named-graph-uri")
# How many rows the page shows; the formats for programs give them all.
ROWS_SHOWN = 500


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer a query by GET, by a form, or as the body of a POST."""
    text = _query_text()
    accept = request.headers.get("Accept", "")
    if text is None:
        if _wants_page(accept):
            return _page(example_query("competences-partagees"), None)
        raise BadQuery(
            "Le paramètre « query » manque.",
            remedy=f"GET /sparql?query=…, POST d'un formulaire, ou POST d'un corps {QUERY}.",
        )
    default, named = (_graphs(name) for name in DATASET)
    try:
        results = site().engine.query(text, default_graphs=default, named_graphs=named)
    except BadQuery as error:
        if _wants_page(accept):
            return _page(text, None, error=error)
        raise
    table = GRAPHS if results.kind == "graph" else RESULTS
    chosen = _by_name(table) or negotiate(_canonical(accept, results.kind), (*table, "text/html"))
    if chosen == "text/html":
        return _page(text, results)
    body = results.serialize(table[chosen])
    return Response(body, content_type=with_charset(chosen), headers={"Vary": "Accept"})


def _wants_page(accept: str) -> bool:
    return choose(accept, ("application/json", "text/html")) == "text/html"


def _by_name(table: Mapping[str, str]) -> str | None:
    """Return the media type that ``?format=`` names, for people and for clients that send it.

    A name that is not known here says nothing, and leaves the choice to Accept.
    """
    name = request.values.get("format", "").lower()
    extension = FORMATS.get(name, name)
    return next((media for media, ext in table.items() if ext == extension), None)


def _query_text() -> str | None:
    """Return the text of the query, or None if the request has none.

    Raises:
        BadQuery: If there are several, or bytes that are no UTF-8.
        Forbidden: For an update.
        UnsupportedMediaType: For a body of another kind.
    """
    parameters = list(request.args.lists())
    body: str | None = None
    if request.method == "POST":
        kind = request.mimetype
        if kind == FORM:
            parameters += list(request.form.lists())
        elif kind == QUERY:
            try:
                body = request.get_data().decode("utf-8")
            except UnicodeDecodeError as error:
                raise BadQuery(f"La requête n'est pas en UTF-8 (octet {error.start}).") from error
        elif kind == UPDATE:
            _refuse_update()
        else:
            raise UnsupportedMediaType(
                f"« {kind} » ne se lit pas ici.", remedy=f"Envoyez {QUERY} ou {FORM}."
            )
    if any(name == "update" for name, _ in parameters):
        _refuse_update()
    queries = [v for name, values in parameters if name == "query" for v in values]
    queries += [body] if body is not None else []
    if len(queries) > 1:
        raise BadQuery("Une seule requête à la fois : « query » est donné plusieurs fois.")
    return queries[0] if queries else None


def _refuse_update() -> None:
    raise Forbidden(
        "Les mises à jour sont refusées : ce service se lit et ne s'écrit pas.",
        remedy="Posez une requête SELECT, ASK, CONSTRUCT ou DESCRIBE.",
    )


def _graphs(name: str) -> list[str]:
    return request.args.getlist(name) + request.form.getlist(name)


def _canonical(accept: str, kind: str) -> str:
    """Return *accept* with the synonyms of media types replaced by the names offered."""
    if kind == "graph":
        synonyms = {s: t for s, t in SYNONYMS.items() if t in GRAPHS}
    else:
        synonyms = {s: t for s, t in SYNONYMS.items() if t in RESULTS}
    ranges = []
    for part in accept.split(","):
        name, semicolon, parameters = part.strip().partition(";")
        ranges.append(synonyms.get(name.strip().lower(), name.strip()) + semicolon + parameters)
    return ", ".join(ranges)


def _page(text: str, results: Results | None, error: BadQuery | None = None) -> Response:
    kind = results.kind if results else None
    rows = list(islice(results.rows(), ROWS_SHOWN + 1)) if results and kind == "solutions" else []
    table = GRAPHS if kind == "graph" else RESULTS
    body = render_template(
        "sparql.html",
        text=text,
        error=error,
        kind=kind,
        columns=results.columns() if results and kind == "solutions" else (),
        rows=rows[:ROWS_SHOWN],
        cut=len(rows) > ROWS_SHOWN,
        truth=results.truth() if results and kind == "boolean" else None,
        turtle=results.serialize("ttl").decode() if results and kind == "graph" else None,
        formats=table.values() if results else (),
        examples=example_names(),
    )
    status = error.status if error else HTTPStatus.OK
    headers = {"Vary": "Accept"}
    return Response(body, status, headers, content_type="text/html; charset=utf-8")
