"""Queries that would write, or make the server call another address or open a file: 403, or nothing."""

# ruff: noqa: E501  a case stands on one line

import json
from urllib.parse import quote

from tests.hostile.case import Case
from tests.hostile.requests import CSV, FORM, LOCAL, UPDATE, accepting, body, form, get, request
from tests.hostile.wire import Exchange

_OTHER = f"<{LOCAL}>"
_CALL = f"SERVICE {_OTHER} {{ ?s ?p ?o }}"

HIDDEN = {
    "plain": f"SELECT * {{ {_CALL} }}",
    "mixed case": f"SELECT * {{ sErViCe {_OTHER} {{ ?s ?p ?o }} }}",
    "a comment after": f"SELECT * {{ SERVICE# <urn:a>\n{_OTHER} {{ ?s ?p ?o }} }}",
    "a comment before": f"SELECT * {{ # rien ' \" <\n{_CALL} }}",
    "a comment ended by CR": f"SELECT * {{ # rien\r{_CALL} }}",
    "SILENT": f"SELECT * {{ SERVICE SILENT {_OTHER} {{ ?s ?p ?o }} }}",
    "no space": f"SELECT*{{SERVICE{_OTHER}{{?s ?p ?o}}}}",
    "tabs and lines": f"SELECT * {{\tSERVICE\t\n\r\n{_OTHER}\n{{ ?s ?p ?o }} }}",
    "in a subquery": f"SELECT * {{ {{ SELECT * {{ {{ SELECT * {{ {_CALL} }} }} }} }} }}",
    "in EXISTS": f"SELECT * {{ ?s ?p ?o FILTER EXISTS {{ {_CALL} }} }}",
    "in NOT EXISTS in a BIND": f"SELECT * {{ BIND(NOT EXISTS {{ {_CALL} }} AS ?x) }}",
    "in HAVING": f"SELECT ?s {{ ?s ?p ?o }} GROUP BY ?s HAVING(EXISTS {{ {_CALL} }})",
    "in ORDER BY": f"SELECT ?s {{ ?s ?p ?o }} ORDER BY (EXISTS {{ {_CALL} }})",
    "in a projection": f"SELECT (EXISTS {{ {_CALL} }} AS ?x) {{}}",
    "in OPTIONAL": f"SELECT * {{ OPTIONAL {{ {_CALL} }} }}",
    "in MINUS": f"SELECT * {{ ?a ?b ?c MINUS {{ {_CALL} }} }}",
    "in UNION": f"SELECT * {{ {{}} UNION {{ {_CALL} }} }}",
    "in GRAPH": f"SELECT * {{ GRAPH ?g {{ {_CALL} }} }}",
    "in LATERAL": f"SELECT * {{ ?s ?p ?o LATERAL {{ {_CALL} }} }}",
    "in CONSTRUCT": f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {_CALL} }}",
    "in DESCRIBE": f"DESCRIBE ?s WHERE {{ {_CALL} }}",
    "in ASK": f"ASK {{ {_CALL} }}",
    "by a variable": f"SELECT * {{ VALUES ?v {{ {_OTHER} }} SERVICE ?v {{ ?s ?p ?o }} }}",
    "by a prefixed name": f"PREFIX a: {_OTHER} SELECT * {{ SERVICE a: {{ ?s ?p ?o }} }}",
    "by a relative IRI": f"BASE {_OTHER} SELECT * {{ SERVICE <x> {{ ?s ?p ?o }} }}",
    "of a file": "SELECT * { SERVICE <file:///etc/passwd> { ?s ?p ?o } }",
    "behind « ?v<?b »": f"SELECT * {{ VALUES ?v {{ {_OTHER} }} FILTER(?v<?b)SERVICE?v#>\n{{ ?s ?p ?o }} }}",
    "behind « (1)<2 »": f"SELECT * {{ VALUES ?v {{ {_OTHER} }} FILTER((1)<2)SERVICE?v#>\n{{ ?s ?p ?o }} }}",
    "behind a string « < »": f'SELECT * {{ VALUES ?v {{ {_OTHER} }} FILTER("a"<"b")SERVICE?v#>\n{{ ?s ?p ?o }} }}',
    "behind « 1<1 »": f"SELECT * {{ VALUES ?v {{ {_OTHER} }} FILTER(1<1)SERVICE?v#>\n{{ ?s ?p ?o }} }}",
    "behind « true. »": f"SELECT * {{ ?s ?p true.{_CALL} }}",
    "behind a number": f"SELECT * {{ ?s ?p 1.{_CALL} }}",
    "behind an escaped quote": f"SELECT * {{ BIND('it\\'s' AS ?x) {_CALL} }}",
    "behind an escaped backslash": f'SELECT * {{ BIND("a\\\\" AS ?x) {_CALL} BIND("" AS ?y) }}',
    "behind a long string": f'SELECT * {{ BIND("""a"b""" AS ?x) {_CALL} }}',
    "behind a long string with quotes": f"SELECT * {{ BIND('''a''b''' AS ?x) {_CALL} BIND('' AS ?y) }}",
    "behind an empty string": f'SELECT * {{ BIND("" AS ?x) {_CALL} BIND("" AS ?y) }}',
    "behind a language": f"SELECT * {{ ?s ?p 'x'@fr. {_CALL} }}",
    "behind a blank node": f"SELECT * {{ ?s ?p _:b. {_CALL} }}",
    "behind an escaped name": f"PREFIX a: <a:> SELECT * {{ ?s ?p a:b\\#. {_CALL} }}",
    "behind « [] »": f"SELECT * {{ [] ?p []. {_CALL} }}",
    "behind a quoted triple": f"SELECT * {{ << ?s ?p ?o >> ?q ?r . {_CALL} }}",
    "behind 90000 bytes": "SELECT * { #" + "x" * 90_000 + f"\n{_CALL} }}",
}
# pyoxigraph knows no escape of a keyword: what is no SERVICE for it may be a syntax error as well.
ESCAPED = {
    "written with an escape": f"SELECT * {{ \\u0053ERVICE {_OTHER} {{ ?s ?p ?o }} }}",
    "a quote written with an escape": f'SELECT * {{ BIND("\\u0022 AS ?x) {_CALL} #" AS ?y) }}',
    "a comment ended by U+2028": f"SELECT * {{ ?s ?p ?o # \u2028 {_CALL}\n }}",
    "a comment ended by U+0085": f"SELECT * {{ ?s ?p ?o # \u0085 {_CALL}\n }}",
    "long s": f"SELECT * {{ \u017fERVICE {_OTHER} {{ ?s ?p ?o }} }}",
    "full-width letters": f"SELECT * {{ \uff33ERVICE {_OTHER} {{ ?s ?p ?o }} }}",
    "a no-break space": f"SELECT * {{ SERVICE\u00a0{_OTHER} {{ ?s ?p ?o }} }}",
    "a zero-width space": f"SELECT * {{ SERV\u200bICE {_OTHER} {{ ?s ?p ?o }} }}",
    "a dotless i": f"SELECT * {{ SERV\u0131CE {_OTHER} {{ ?s ?p ?o }} }}",
}
LEGAL = {
    "a string": 'SELECT * { ?s ?p "SERVICE <http://x/>" }',
    "a long string": "SELECT * { ?s ?p '''un ' SERVICE <http://x/> ''' }",
    "a comment": "SELECT * # SERVICE <http://x/>\n{ ?s a <urn:rien> }",
    "an IRI": "SELECT * { ?s <http://exemple.fr/SERVICE/a> ?o }",
    "an IRI without space": "SELECT * { ?s<http://exemple.fr/SERVICE>?o }",
    "an IRI with an escape": r"SELECT * { ?s <http://exemple.fr/\u0061/SERVICE> ?o }",
    "a relative IRI": "BASE <http://x/> SELECT * { ?s <api/service> ?o }",
    "a variable": "SELECT ?SERVICE { ?SERVICE a <urn:rien> }",
    "a variable with $": "SELECT * { $service a <urn:rien> }",
    "a prefix": "PREFIX service: <http://x/> SELECT * { ?s service:SERVICE ?o }",
    "the empty prefix": "PREFIX : <http://x/> SELECT * { ?s :SERVICE ?o }",
    "a blank node": "SELECT * { _:SERVICE a <urn:rien> }",
    "a language": 'SELECT * { ?s ?p "x"@SERVICE }',
    "INSERT in a string": 'SELECT * { ?s ?p "INSERT DATA { <a:b> <a:b> <a:b> }" }',
    "INSERT as a prefix": "PREFIX INSERT: <http://x/> SELECT * { ?s INSERT:DATA ?o }",
    "DROP as a variable": "SELECT ?DROP { ?DROP a <urn:rien> }",
    "LOAD in a comment": "# LOAD <file:///etc/passwd>\nASK {}",
}
UPDATES = {
    "INSERT DATA": "INSERT DATA { <a:b> <a:b> <a:b> }",
    "INSERT WHERE": "insert { ?s <a:b> ?o } where { ?s ?p ?o }",
    "DELETE DATA": "DELETE DATA { <a:b> <a:b> <a:b> }",
    "delete where": "delete where { ?s ?p ?o }",
    "WITH": "WITH <a:b> DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "LOAD from an address": f"LOAD {_OTHER}",
    "LOAD SILENT from a file": "LOAD SILENT <file:///etc/passwd> INTO GRAPH <a:b>",
    "CLEAR": "CLEAR DEFAULT",
    "DROP": "# commentaire\nPREFIX a: <a:> DROP ALL",
    "CREATE": "BASE <a:b> CREATE GRAPH <a:c>",
    "COPY": "COPY DEFAULT TO <a:b>",
    "MOVE": "MOVE <a:c> TO DEFAULT",
    "ADD": "ADD DEFAULT TO <a:b>",
    "two at once": "CLEAR DEFAULT ; INSERT DATA { <a:b> <a:b> <a:b> }",
}


def _is_empty(exchange: Exchange) -> str:
    rows = json.loads(exchange.replies[0].body)["results"]["bindings"]
    return f"something was read from elsewhere: {rows[:3]}" if rows else ""


def _all_routes(text: str) -> dict[str, bytes]:
    return {"GET": get(text), "form": form(text), "body": body(text)}


_FAR = (
    LOCAL,
    "file:///etc/passwd",
    "http://169.254.169.254/latest/meta-data/",
    "ftp://127.0.0.1/",
    "data:,a",
)
_READ = "SELECT * {0} {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"

CASES = [
    *(Case(f"SERVICE {name}", "Nothing but this dataset is asked.", body(text), {403}) for name, text in HIDDEN.items()),
    *(Case(f"SERVICE {route}", "By every route.", image, {403}) for route, image in _all_routes(HIDDEN["plain"]).items()),
    Case("SERVICE as a page", "By every format.", get(HIDDEN["plain"], headers=accepting("text/html")), {403}),
    Case("SERVICE for a spreadsheet", "By every format.", get(HIDDEN["plain"], {"tableur": "1"}, accepting(CSV)), {403}),
    *(Case(f"SERVICE {name}", "Nobody is called, whatever it means.", body(text), {200, 400, 403}) for name, text in ESCAPED.items()),
    *(Case(f"the word in {name}", "A word alone is no call and no update.", body(text), {200}) for name, text in LEGAL.items()),
    *(Case(f"update {name} as a query", "Nothing is written.", body(text), {403}) for name, text in UPDATES.items()),
    *(
        Case(f"update by {route}", "Nothing is written, by any route.", image, {403})
        for route, image in {
            "GET update=": request("GET", "/sparql?update=" + quote(UPDATES["DROP"])),
            "GET query= and update=": get("ASK {}", {"update": "DROP ALL"}),
            "form update=": request("POST", "/sparql", {"Content-Type": FORM}, b"update=DROP+ALL"),
            "form query= and update=": form("ASK {}", {"update": "DROP ALL"}),
            "form, update= in the URL": request("POST", "/sparql?update=DROP+ALL", {"Content-Type": FORM}, b"x=y"),
            "body": body("DROP ALL", {"Content-Type": UPDATE}),
            "body, in capitals": body("DROP ALL", {"Content-Type": UPDATE.upper()}),
            "body, query in the URL": body("DROP ALL", {"Content-Type": UPDATE}, "/sparql?query=ASK%7B%7D"),
            "GET query=": get(UPDATES["LOAD from an address"]),
            "form query=": form(UPDATES["LOAD from an address"]),
        }.items()
    ),
    Case("a query, then an update", "Nothing is written.", body("ASK {} ; DROP ALL"), {400, 403}),
    *(
        Case(f"{clause} <{far}>", "A graph that is not here is empty, and is not fetched.",
             body(_READ.format(f"{clause} <{far}>")), {200}, check=_is_empty)
        for clause in ("FROM", "FROM NAMED") for far in _FAR
    ),
    *(
        Case(f"{parameter}={far}", "A graph that is not here is empty, and is not fetched.",
             get(_READ.format(""), {parameter: far}), {200}, check=_is_empty)
        for parameter in ("default-graph-uri", "named-graph-uri") for far in _FAR
    ),
    Case("GRAPH <address>", "Not fetched.", body(f"SELECT * {{ GRAPH {_OTHER} {{ ?s ?p ?o }} }}"), {200}, check=_is_empty),
    Case("DESCRIBE <address>", "Not fetched.", body(f"DESCRIBE {_OTHER}", accepting("application/n-triples")), {200}, never=("127.0.0.1",)),
]  # fmt: skip
