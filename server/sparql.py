"""The page of the endpoint, for a browser; programs are answered by :mod:`server.endpoint`."""

from http import HTTPStatus

from flask import Blueprint, Response, render_template, request

from server.engine import Results
from server.errors import BadQuery, VisitorError
from server.negotiation import GRAPHS, RESULTS
from server.protocol import Question
from server.site import example_names, example_query, site

blueprint = Blueprint("sparql", __name__)

# How many rows the page shows; the downloads give them all.
ROWS_SHOWN = 500


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Show a query and its results."""
    question = request.environ["asgi.scope"]["carto.question"]
    assert isinstance(question, Question)
    if question.text is None:
        return _page(example_query("competences-partagees"), None)
    try:
        results = site().engine.query(
            question.text,
            default_graphs=question.default_graphs,
            named_graphs=question.named_graphs,
            max_rows=ROWS_SHOWN,
            seconds=question.seconds,
        )
    except VisitorError as error:
        return _page(question.text, None, error=error)
    return _page(question.text, results)


def _page(text: str, results: Results | None, error: VisitorError | None = None) -> Response:
    kind = results.kind if results else None
    rows = list(results.rows()) if results and kind == "solutions" else []
    found_little = results is not None and kind != "graph" and len(rows) <= 1
    hint = site().advisor.hint(text) if found_little else None
    body = render_template(
        "sparql.html",
        text=text,
        error=error,
        unreadable=isinstance(error, BadQuery),
        kind=kind,
        columns=results.columns() if results and kind == "solutions" else (),
        rows=rows,
        hint=hint,
        cut=results.capped if results else False,
        truth=results.truth() if results and kind == "boolean" else None,
        turtle=results.data.decode() if results and kind == "graph" else None,
        formats=(GRAPHS if kind == "graph" else RESULTS).values() if results else (),
        examples=example_names(),
    )
    status = error.status if error else HTTPStatus.OK
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"} | (error.headers if error else {})
    if results and results.capped:
        headers["Carto-Capped"] = f"rows={ROWS_SHOWN}"
    if hint:
        headers["Carto-Hint"] = hint.header()
    return Response(body, status, headers, content_type="text/html; charset=utf-8")
