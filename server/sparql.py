"""The SPARQL endpoint (SPARQL 1.1 Protocol, section 2.1), and its page for a browser."""

from flask import Blueprint, Response, render_template, request

from server.engine import Results
from server.errors import BadQuery, Forbidden, NotAcceptable, UnsupportedMediaType
from server.negotiation import GRAPHS, RESULTS, SYNONYMS, choose
from server.site import example_query, site

blueprint = Blueprint("sparql", __name__)

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
DATASET = ("default-graph-uri", "named-graph-uri")
# How many rows the page shows; the formats for programs give them all.
ROWS_SHOWN = 500


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer a query by GET, by a form, or as the body of a POST."""
    text = _query_text()
    accept = request.headers.get("Accept", "")
    if text is None:
        if choose(accept, ("application/json", "text/html")) == "text/html":
            return _page(example_query("competences-partagees"), None)
        raise BadQuery(
            "Le paramètre « query » manque.",
            remedy=f"GET /sparql?query=…, POST d'un formulaire, ou POST d'un corps {QUERY}.",
        )
    default, named = (_graphs(name) for name in DATASET)
    results = site().engine.query(text, default_graphs=default, named_graphs=named)
    table = GRAPHS if results.kind == "graph" else RESULTS
    asked = _canonical(accept, results.kind)
    chosen = choose(asked, (*table, "text/html"))
    if chosen is None:
        raise NotAcceptable(
            f"Aucun format offert ne convient à « {accept} ».",
            remedy="Formats offerts : " + ", ".join((*table, "text/html")),
        )
    if chosen == "text/html":
        return _page(text, results)
    body = results.serialize(table[chosen])
    charset = "; charset=utf-8" if chosen.startswith("text/") else ""
    return Response(body, content_type=chosen + charset, headers={"Vary": "Accept"})


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


def _page(text: str, results: Results | None) -> Response:
    rows: list[object] = []
    cut = False
    if results and results.kind == "solutions":
        for row in results.rows():
            if len(rows) == ROWS_SHOWN:
                cut = True
                break
            rows.append(row)
    body = render_template(
        "sparql.html",
        text=text,
        kind=results.kind if results else None,
        columns=results.columns() if results and results.kind == "solutions" else (),
        rows=rows,
        cut=cut,
        truth=bool(results) if results and results.kind == "boolean" else None,
        turtle=results.serialize("ttl").decode() if results and results.kind == "graph" else None,
    )
    return Response(body, content_type="text/html; charset=utf-8", headers={"Vary": "Accept"})
