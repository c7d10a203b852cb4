"""What answers look like: errors in the form that the client reads, and no input that comes to life."""

# ruff: noqa: E501  a case stands on one line

import csv
import io
import re
import zipfile
from collections.abc import Callable
from urllib.parse import quote

from tests.hostile.bombs import ENDLESS
from tests.hostile.case import Case, Check, is_guarded
from tests.hostile.requests import CSV, HTML, PROBLEM, accepting, body, form, get, request
from tests.hostile.wire import Exchange

_CALL = "SELECT * { SERVICE <http://127.0.0.1:PORT0/> { ?s ?p ?o } }"
_XSS = "<script>alert(1)</script>"
_IMG = '"><img src=x onerror=alert(1)>'
_ERRORS: dict[int, Callable[[str], bytes]] = {
    400: lambda accept: body("zut", accepting(accept)),
    403: lambda accept: body(_CALL, accepting(accept)),
    404: lambda accept: request("GET", "/nulle-part", accepting(accept)),
    405: lambda accept: request("DELETE", "/sparql", accepting(accept)),
    413: lambda accept: body("x" * 100_001, accepting(accept)),
    414: lambda accept: get("ASK {} #" + "x" * 100_001, headers=accepting(accept)),
    415: lambda accept: body("ASK {}", {"Content-Type": "text/plain"} | accepting(accept)),
    504: lambda accept: form(ENDLESS, {"timeout": "1"}, accepting(accept)),
}
_KINDS = {
    "text/plain": "text/plain",
    HTML: HTML,
    PROBLEM: PROBLEM,
    "application/json": PROBLEM,
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8": HTML,
    "text/plain;q=0.5, text/html": HTML,
}


def _is(kind: str) -> Check:
    def check(exchange: Exchange) -> str:
        found = exchange.replies[0]
        if found.kind != kind:
            return f"an error as {found.kind}, not {kind}"
        varies = "accept" in found.get("Vary").lower()
        return is_guarded(exchange) if varies else "without Vary: Accept"

    return check


# In HTML these would come to life; as text or JSON they do not.
_ALIVE = (
    r"<script>alert", r"<img src=x", r"<svg", r"""(?:href|src|action)\s*=\s*["']?\s*javascript:""",
    r"""["'] ?onerror\s*=""", r"<iframe",
)  # fmt: skip


def _is_dead(exchange: Exchange) -> str:
    for reply in exchange.replies:
        if reply.kind in {"text/html", "image/svg+xml", ""}:
            found = [p for p in _ALIVE if re.search(p, reply.text, re.IGNORECASE)]
            if found:
                return f"input comes to life in {reply.kind or 'an unnamed type'}: {found}"
    return ""


_REFLECTED = {
    "in a query that is none": get(_XSS, headers=accepting(HTML)),
    "in a query": get(f"SELECT ('{_XSS}' AS ?x) {{}}", headers=accepting(HTML)),
    "in a comment of a query": get(f"ASK {{}} # </textarea></pre>{_XSS}", headers=accepting(HTML)),
    "in a syntax error": get(f"SELECT * {{\n ?s ?p {_IMG}{_XSS}\n}}", headers=accepting(HTML)),
    "in a literal": get(f"SELECT ('''{_IMG}''' AS ?x) {{}}", headers=accepting(HTML)),
    "in a form": form(f"SELECT ('''{_IMG}''' AS ?x) {{}}", headers=accepting(HTML)),
    "in a literal of HTML": get(
        f"SELECT ('''{_XSS}'''^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML> AS ?x) {{}}",
        headers=accepting(HTML),
    ),
    "in a datatype": get(f"SELECT (STRDT('a', IRI('urn:{_XSS}')) AS ?x) {{}}", headers=accepting(HTML)),
    "in an IRI": get("SELECT (IRI('javascript:alert(1)') AS ?x) {}", headers=accepting(HTML)),
    "in an IRI in capitals": get(
        "SELECT (IRI('JaVaScRiPt:alert(1)') AS ?x) {}", headers=accepting(HTML)
    ),
    "in an IRI of data": get(
        "SELECT (IRI('data:text/html,%3Cscript%3Ealert(1)%3C/script%3E') AS ?x) {}",
        headers=accepting(HTML),
    ),
    "in a graph": get(
        f"CONSTRUCT {{ <javascript:alert(1)> <urn:p> '''{_IMG}''' }} WHERE {{}}", headers=accepting(HTML)
    ),
    "in format=": get("ASK {}", {"format": _XSS}, accepting(HTML)),
    "in format=, with an error": get("zut", {"format": _XSS}, accepting(HTML)),
    "in timeout=": get("ASK {}", {"timeout": _XSS}, accepting(HTML)),
    "in default-graph-uri=": get("ASK {}", {"default-graph-uri": _IMG}, accepting(HTML)),
    "in a parameter's name": get("zut", {_IMG: "1"}, accepting(HTML)),
    "in a path": request("GET", "/" + quote(_XSS), accepting(HTML)),
    "in a raw path": request("GET", "/<script>alert(1)</script>", accepting(HTML)),
    "in a page": request("GET", "/page/metier/" + quote(_XSS, safe=""), accepting(HTML)),
    "in an extension": request(
        "GET", "/data/metier/architecte-reseaux." + quote(_XSS, safe=""), accepting(HTML)
    ),
    "in a dump": request("GET", "/dumps/" + quote(_IMG, safe=""), accepting(HTML)),
    "in a graph's name": request("GET", "/graphe/" + quote(_XSS, safe=""), accepting(HTML)),
    "in Accept": get("ASK {}", headers={"Accept": f"{HTML};q=0, a/{_XSS}"}),
    "in Content-Type": body("ASK {}", {"Content-Type": f"text/{_XSS}"} | accepting(HTML)),
    "in a method": request("<script>alert(1)</script>", "/sparql", accepting(HTML)),
    "in Referer": request("GET", "/nulle-part", {"Referer": _IMG} | accepting(HTML)),
    "in Host": request("GET", "/nulle-part", {"Host": _IMG} | accepting(HTML)),
    "in X-Forwarded-Prefix": request("GET", "/", {"X-Forwarded-Prefix": _IMG} | accepting(HTML)),
    "in UTF-7": get("zut +ADw-script+AD4-alert(1)+ADw-/script+AD4-", headers=accepting(HTML)),
    "in a callback": get("ASK {}", {"callback": _XSS}, accepting("application/javascript, */*")),
}
_TRAPS = (
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "=cmd|' /C calc'!A0",
    "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff201", "%=1", "|calc", "a,=1+1", "a;=1+1", 'a"\n=1+1', "a\r=1+1",
    "'=1+1", '"=1+1', "\u200b=1", "\ufeff=1", "\x0b=1", "-", "=", "+33 1 02 03 04 05", "@nom",
)  # fmt: skip
# A cell that starts so is read as a formula by one spreadsheet or another.
_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def _quoted(text: str) -> str:
    pairs = (
        ("\\", "\\\\"),
        ('"', '\\"'),
        ("\n", "\\n"),
        ("\r", "\\r"),
        ("\t", "\\t"),
        ("\v", "\\u000B"),
    )
    for letter, escape in pairs:
        text = text.replace(letter, escape)
    return f'"{text}"'


_CELLS = (
    "SELECT ?x ?y { VALUES (?x ?y) { "
    + " ".join(f"({_quoted(t)} {_quoted(t)})" for t in _TRAPS)
    + " } }"
)
_KEPT = f"SELECT ?x ?y {{ VALUES (?x ?y) {{ ({_quoted('=1+1')}@fr <urn:=1>) (<a:=1> {_quoted('-x')}@en) }} }}"


def _no_formula(exchange: Exchange) -> str:
    text = exchange.replies[0].text.removeprefix("\ufeff").removeprefix("sep=;\r\n")
    delimiter = (
        ";" if ";" in text.partition("\n")[0] else "\t" if "\t" in text.partition("\n")[0] else ","
    )
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    if len(rows) < 2:
        return f"no table: {text[:200]!r}"
    found = [cell for row in rows for cell in row if cell.startswith(_FORMULA)]
    return f"cells that are formulas: {found}" if found else ""


def _no_formula_in_book(exchange: Exchange) -> str:
    reply = exchange.replies[0]
    if not reply.body.startswith(b"PK"):
        return ""
    with zipfile.ZipFile(io.BytesIO(reply.body)) as book:
        sheets = [book.read(name) for name in book.namelist() if "worksheets/" in name]
    return "a formula in the workbook" if any(b"<f" in sheet for sheet in sheets) else ""


CASES = [
    *(
        Case(f"{status} as {accept[:30]}", "An error is in the form that the client reads.",
             lambda make=make, accept=accept: make(accept),  # type: ignore[misc]
             {status}, check=_is(kind))
        for status, make in _ERRORS.items() for accept, kind in _KINDS.items()
    ),
    *(
        Case(f"{status} as Accept: image/png", "An error is told to who accepts nothing.", make("image/png"), {status})
        for status, make in _ERRORS.items() if status in {400, 403, 404, 405, 415}
    ),
    *(
        Case(f"XSS {name}", "What is sent comes back as text only.", image,
             {200, 303, 400, 404, 405, 406, 415, 421, 501}, check=_is_dead)
        for name, image in _REFLECTED.items()
    ),
    *(
        Case(f"a spreadsheet {name}", "No cell is a formula for who opens it.", image, {200}, check=_no_formula)
        for name, image in {
            "by GET": get(_CELLS, {"tableur": "1"}, accepting(CSV)),
            "by form": form(_CELLS, {"tableur": "1"}, accepting(CSV)),
            "as format=csv": get(_CELLS, {"tableur": "1", "format": "csv"}, accepting("*/*")),
            "of languages and IRIs": get(_KEPT, {"tableur": "1"}, accepting(CSV)),
        }.items()
    ),
    Case("a workbook", "No cell is a formula.", get(_CELLS, {"format": "xlsx"}, accepting("*/*")),
         {200, 400, 406}, check=_no_formula_in_book),
    Case("tableur= of something else", "On or off.", get(_CELLS, {"tableur": "=1+1\r\n"}, accepting(CSV)), {200, 400}),
    Case("a jsonp callback", "No script is made.", get("ASK {}", {"callback": "alert"}, accepting("*/*")),
         {200, 400}, never=("alert",)),
]  # fmt: skip
