"""Queries that cost much: time, memory, depth. Each is answered in time, and the server lives on."""

# ruff: noqa: E501  a case stands on one line

from tests.hostile.case import BROKEN, Case
from tests.hostile.requests import CSV, accepting, form

# What will do: past its time; out of memory or of luck; refused; or done after all.
LATE = frozenset({504})
SPENT = frozenset({503, 504})
COSTLY = frozenset({200, 503, 504})
ANY = frozenset({200, 400, 503, 504})
STREAMED = ANY | {BROKEN}

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_PAIRS = "?a ?b ?c . ?d ?e ?f"
_SECONDS = 0.5


def _doubled(function: str, times: int, start: str = '"abcdefgh"') -> str:
    """Return a query that doubles a string *times* times."""
    steps = " ".join(f"BIND({function.format(n)} AS ?x{n + 1})" for n in range(times))
    return f"SELECT (STRLEN(?x{times}) AS ?n) {{ BIND({start} AS ?x0) {steps} }}"


TIME = {
    "a product of three": ENDLESS,
    "an ASK that is never true": f"ASK {{ {_PAIRS} . ?g ?h ?i FILTER(CONCAT(STR(?a), STR(?d), STR(?g)) = 'x') }}",
    "a product behind UNION": f"SELECT (COUNT(*) AS ?n) {{ {{ {_PAIRS} . ?g ?h ?i }} UNION {{ ?a ?b ?c }} }}",
    "a product behind EXISTS": f"SELECT (COUNT(*) AS ?n) {{ ?x ?y ?z FILTER NOT EXISTS {{ {_PAIRS} FILTER(?c = ?x && ?f = ?z) }} }}",
    "a product in a subquery": f"SELECT (COUNT(*) AS ?n) {{ {{ SELECT * {{ {_PAIRS} }} }} {{ SELECT * {{ ?g ?h ?i }} }} }}",
    "a product with RAND": f"SELECT (COUNT(*) AS ?n) {{ {_PAIRS} . ?g ?h ?i FILTER(RAND() + STRLEN(CONCAT(STR(?a), STR(?d), STR(?g))) < 0) }}",
    "a product of VALUES": "SELECT (COUNT(*) AS ?n) { " + " ".join(f"VALUES ?v{n} {{ {'1 ' * 500} }}" for n in range(8)) + "}",
    "a product of graphs": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f } GRAPH ?i { ?j ?k ?l } }",
    "an OFFSET behind it": f"SELECT ?a {{ {_PAIRS} . ?g ?h ?i }} OFFSET 1000000000000",
    "a product of digests": f"SELECT (COUNT(?x) AS ?n) {{ {_PAIRS} BIND(SHA512(CONCAT(STR(?a), STR(?f))) AS ?x) }}",
}  # fmt: skip
SPACE = {
    "a product of ten": f"SELECT (COUNT(*) AS ?n) {{ {' . '.join(f'?a{n} ?b{n} ?c{n}' for n in range(10))} }}",
    "a product behind OPTIONAL": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c OPTIONAL { ?d ?e ?f OPTIONAL { ?g ?h ?i } } }",
    "ORDER BY of a product": f"SELECT ?a {{ {_PAIRS} }} ORDER BY ?c ?f LIMIT 1",
    "ORDER BY of a product, OFFSET": f"SELECT * {{ {_PAIRS} }} ORDER BY ?c DESC(?f) OFFSET 1000000 LIMIT 1",
    "DISTINCT of a product": f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {_PAIRS} BIND(CONCAT(STR(?a), STR(?c), STR(?f)) AS ?x) }}",
    "GROUP BY of a product": f"SELECT (COUNT(*) AS ?m) {{ SELECT ?a ?c ?f (COUNT(*) AS ?n) {{ {_PAIRS} }} GROUP BY ?a ?c ?f }}",
    "GROUP_CONCAT of a product": f"SELECT (STRLEN(GROUP_CONCAT(?x)) AS ?n) {{ {_PAIRS} BIND(CONCAT(STR(?a), STR(?f)) AS ?x) }}",
    "GROUP_CONCAT with a long separator": f"SELECT (STRLEN(GROUP_CONCAT(STR(?a); separator='{'s' * 50_000}')) AS ?n) {{ {_PAIRS} }}",
    "GROUP_CONCAT DISTINCT": f"SELECT (STRLEN(GROUP_CONCAT(DISTINCT ?x)) AS ?n) {{ {_PAIRS} BIND(CONCAT(STR(?a), STR(?f)) AS ?x) }}",
    "a path over everything": "SELECT (COUNT(*) AS ?n) { ?a (<urn:x>|!<urn:x>)* ?b }",
    "a path over everything, both ways": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^(!<urn:x>))+ ?b . ?b (!<urn:x>)* ?c }",
    "nested closures": "SELECT (COUNT(*) AS ?n) { ?a ((((!<urn:x>)*)*/((!<urn:x>)+)*)*)* ?b }",
    "MINUS of products": f"SELECT (COUNT(*) AS ?n) {{ {_PAIRS} MINUS {{ ?a ?y ?z . ?u ?v ?f }} }}",
}  # fmt: skip
GROWTH = {
    "CONCAT": _doubled("CONCAT(?x{0}, ?x{0})", 40),
    "CONCAT, by ten": _doubled(f"CONCAT({', '.join(['?x{0}'] * 10)})", 20),
    "REPLACE": _doubled("REPLACE(?x{0}, '.', '$0$0$0$0$0$0$0$0$0$0')", 20),
    "REPLACE of nothing": _doubled("REPLACE(?x{0}, '', ?x{0})", 12),
    "ENCODE_FOR_URI": _doubled("ENCODE_FOR_URI(CONCAT(?x{0}, '%%', ?x{0}))", 40, "'é'"),
    "STRDT": _doubled("STR(STRDT(CONCAT(?x{0}, ?x{0}), <urn:t>))", 40),
    "in every row": "SELECT (MAX(STRLEN(?x9)) AS ?n) { ?s ?p ?o BIND(STR(?s) AS ?x0) "
    + " ".join(f"BIND(CONCAT({', '.join([f'?x{n}'] * 8)}) AS ?x{n + 1})" for n in range(9))
    + " }",
}
_REGEX = "SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o FILTER(REGEX(STR(?o), {0})) }}"
REGEX = {
    "(a+)+$": _REGEX.format("'(a+)+$'"),
    "(.*)*x": _REGEX.format("'(.*)*(.*)*(.*)*(.*)*\\\\p{Lo}$'"),
    "counted repetitions": _REGEX.format("'((((a{1000}){1000}){1000}){1000}){1000}'"),
    "a large repetition": _REGEX.format("'(?:.{0,900}x){1,900}'"),
    "a pattern for each row": _REGEX.format("CONCAT('(', STR(?s), '|.*){50}', STR(?p))"),
    "90000 alternatives": _REGEX.format("'" + "a|" * 45_000 + "b'"),
    "4000 groups": _REGEX.format("'" + "(.?)" * 4000 + "$'"),
    "a broken pattern": _REGEX.format("'((('"),
    "against a long string": f"SELECT (REGEX('{'a' * 80_000}', '^(a|a|aa)*(a|a|aa)*b$') AS ?x) {{}}",
    "a product of patterns": f"SELECT (COUNT(*) AS ?n) {{ {_PAIRS} FILTER(REGEX(STR(?c), STR(?f))) }}",
}
CHAINS = {
    "1+1+1… × 5000": "SELECT (1" + "+1" * 5000 + " AS ?x) {}",
    "1+1+1… × 45000": "SELECT (1" + "+1" * 45_000 + " AS ?x) {}",
    "1-1/1*1… × 20000": "SELECT (1" + "-1/1*1" * 15_000 + " AS ?x) {}",
    "1=1=1… × 20000": "SELECT (1" + "=1" * 20_000 + " AS ?x) {}",
    "&& × 15000": "ASK { FILTER(1" + "&&1" * 15_000 + ") }",
    "|| and && × 10000": "ASK { FILTER(0" + "||1&&0" * 10_000 + ") }",
    "!!!! × 90000": "SELECT (" + "!" * 90_000 + "true AS ?x) {}",
    "---- × 90000": "SELECT (" + "- " * 45_000 + "1 AS ?x) {}",
    "^^^^ × 90000": "SELECT * { ?s " + "^" * 90_000 + "<a:b> ?o }",
    "a/a/a… × 5000": "SELECT * { ?s a" + "/a" * 5000 + " ?o }",
    "a/a/a… × 40000": "SELECT * { ?s a" + "/a" * 40_000 + " ?o }",
    "a|a|a… × 40000": "SELECT (COUNT(*) AS ?n) { ?s a" + "|a" * 40_000 + " ?o }",
    "a?/a?… × 500": "SELECT (COUNT(*) AS ?n) { ?s (a|!a)?" + "/(a|!a)?" * 500 + " ?o }",
    "!(a|a…) × 40000": "SELECT (COUNT(*) AS ?n) { ?s !(a" + "|a" * 40_000 + ") ?o }",
    "a**** × 150": "SELECT (COUNT(*) AS ?n) { ?s " + "(" * 150 + "!a" + ")*" * 150 + " ?o }",
    "OPTIONAL × 9000": "SELECT * { " + "OPTIONAL{}" * 9000 + " }",
    "OPTIONAL of all × 4000": "SELECT (COUNT(*) AS ?n) { " + "OPTIONAL{?s ?p ?o}" * 4000 + " }",
    "UNION × 10000": "SELECT * { {}" + "UNION{}" * 10_000 + " }",
    "UNION of all × 4000": "SELECT (COUNT(*) AS ?n) { {?s ?p ?o}" + "UNION{?s ?p ?o}" * 4000 + " }",
    "FILTER × 10000": "SELECT * { " + "FILTER(1)" * 10_000 + " }",
    "MINUS × 10000": "SELECT * { ?s a <urn:rien> " + "MINUS{}" * 10_000 + " }",
    "BIND × 5000": "SELECT * { " + "".join(f"BIND(1 AS ?v{n})" for n in range(5000)) + " }",
    "triples × 10000": "SELECT (COUNT(*) AS ?n) { " + "?a?b?c." * 10_000 + " }",
    "unlike triples × 3000": "SELECT (COUNT(*) AS ?n) { " + "".join(f"?a{n} ?b{n} ?c{n}." for n in range(3000)) + " }",
    "objects × 20000": "ASK { ?s ?p 1" + ",?o" * 20_000 + " }",
    "PREFIX × 5000": "".join(f"PREFIX a{n}: <a:>" for n in range(5000)) + "ASK {}",
    "FROM × 5000": "SELECT * " + "".join(f"FROM <u:{n}>" for n in range(5000)) + "{ ?s ?p ?o }",
    "variables × 9000": "SELECT " + "".join(f"?v{n} " for n in range(9000)) + "{}",
    "aggregates × 3000": "SELECT " + "".join(f"(SUM(?s) AS ?v{n})" for n in range(3000)) + "{ ?s ?p ?o }",
    "GROUP BY × 5000": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY " + "".join(f"?v{n} " for n in range(5000)),
    "ORDER BY × 5000": "SELECT ?s { ?s ?p ?o } ORDER BY " + "".join(f"?v{n} " for n in range(5000)) + "LIMIT 1",
    "subqueries × 3000": "SELECT * { " + "{SELECT ?s{?s a <urn:r>}}" * 3000 + " }",
    "EXISTS × 3000": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o " + "FILTER EXISTS{?s ?p ?x}" * 3000 + " }",
    "VALUES of 45000": "SELECT (COUNT(*) AS ?n) { ?s ?p ?x VALUES ?x { " + "1 " * 45_000 + "} }",
    "VALUES of 9000 columns": "SELECT * { VALUES (" + "".join(f"?v{n} " for n in range(9000)) + ") { (" + "1 " * 9000 + ") } }",
    "IN of 45000": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?o IN (1" + ",2" * 45_000 + ")) }",
    "COALESCE of 45000": "SELECT (COALESCE(?x" + ",?x" * 30_000 + ") AS ?y) {}",
    "a string of 95000": "SELECT (STRLEN('" + "x" * 95_000 + "') AS ?n) {}",
    "an IRI of 95000": "ASK { <urn:" + "x" * 95_000 + "> ?p ?o }",
    "a variable of 90000": "SELECT (1 AS ?" + "x" * 90_000 + ") {}",
    "a number of 90000": "SELECT (" + "9" * 90_000 + " AS ?x) {}",
    "a language of 90000": "ASK { ?s ?p 'x'@" + "a" * 90_000 + " }",
    "blank lines × 90000": "ASK {" + "\n" * 90_000 + "}",
    "comments × 45000": "ASK {" + "#\n" * 45_000 + "}",
    "an unclosed string": "ASK { ?s ?p '''" + "'" * 2 + "\\'" * 45_000,
    "quotes × 90000": "ASK { ?s ?p " + '"' * 90_000 + " }",
    "« < » × 90000": "ASK { FILTER(1" + "<" * 90_000 + " }",
    "« a:a:a: » × 30000": "ASK { ?s " + "a:" * 30_000 + " ?o }",
}  # fmt: skip
EDGES = {
    "SUBSTR": "SELECT (SUBSTR('abc', -9223372036854775808, 9223372036854775807) AS ?x) {}",
    "SUBSTR with doubles": "SELECT (SUBSTR('abc', 1e308, -1e308) AS ?x) {}",
    "integers": "SELECT (9223372036854775807 + 1 AS ?x) (-9223372036854775808 * -1 AS ?y) (-9223372036854775808 / -1 AS ?z) {}",
    "division": "SELECT (1/0 AS ?x) (1.0/0.0 AS ?y) (0e0/0e0 AS ?z) (ROUND(1e400) AS ?w) {}",
    "decimals": "SELECT (170141183460469231731.687303715884105727 * 9.9 AS ?x) (CEIL(-0.0) AS ?y) {}",
    "ABS": "SELECT (ABS(-9223372036854775808) AS ?x) (ABS(-170141183460469231731.687303715884105728) AS ?y) {}",
    "dates": 'SELECT (YEAR("999999999999-12-31T24:00:00Z"^^xsd:dateTime) AS ?x) ("-9999999999999-01-01"^^xsd:date - "9999999999999-01-01"^^xsd:date AS ?y) {}',
    "durations": 'SELECT ("P999999999999999999Y"^^xsd:duration + "P999999999999999999Y"^^xsd:duration AS ?x) ("-P1Y"^^xsd:yearMonthDuration * 9223372036854775807 AS ?y) {}',
    "LIMIT beyond 64 bits": "SELECT * { ?s ?p ?o } LIMIT 99999999999999999999999999",
    "OFFSET of 64 bits": "SELECT * { ?s ?p ?o } OFFSET 18446744073709551615 LIMIT 18446744073709551615",
    "STRLANG": "SELECT (STRLANG('a', ' \" ') AS ?x) (STRDT('a', IRI('a b')) AS ?y) (IRI('<>') AS ?z) {}",
    "BNODE": "SELECT (BNODE('a b\"\\n') AS ?x) (BNODE() AS ?y) (UUID() AS ?z) {}",
    "STRBEFORE in the midst of a letter": "SELECT (STRBEFORE('é', '') AS ?x) (STRAFTER('é😀', '😀') AS ?y) (SUBSTR('é😀', 2, 1) AS ?z) {}",
    "REPLACE with a broken reference": "SELECT (REPLACE('abc', '(b)', '$9$$\\\\') AS ?x) (REPLACE('é', '', 'x') AS ?y) {}",
    "triple terms": "SELECT (TRIPLE(1, 1, 1) AS ?x) (SUBJECT(1) AS ?y) (TRIPLE(<a:b>, <a:b>, TRIPLE(<a:b>, <a:b>, 1)) AS ?z) {}",
}  # fmt: skip
WIDE = {
    "9000 columns of all": "SELECT " + "".join(f"?v{n} " for n in range(9000)) + "{ ?s ?p ?o }",
    "CONSTRUCT of a product": f"CONSTRUCT {{ ?a <urn:p> ?f . ?d <urn:p> ?c }} WHERE {{ {_PAIRS} }}",
    "CONSTRUCT of 3000 triples a row": "CONSTRUCT { " + "".join(f"?s <u:{n}> ?o." for n in range(3000)) + "} WHERE { ?s ?p ?o }",
    "DESCRIBE of everything": "DESCRIBE ?s ?o { ?s ?p ?o }",
    "a long text in every row": f"SELECT ?s ?p ?o ('{'x' * 50_000}' AS ?x) {{ ?s ?p ?o }}",
}  # fmt: skip


def _cases(
    title: str, why: str, texts: dict[str, str], expect: frozenset[int], kind: str = CSV
) -> list[Case]:
    return [
        Case(
            f"{title}: {name}", why, form(text, {"timeout": str(_SECONDS)}, accepting(kind)), expect,
            within=_SECONDS + 3,
        )
        for name, text in texts.items()
    ]  # fmt: skip


CASES = [
    *_cases("time", "Stopped at its deadline.", TIME, LATE),
    *_cases("space", "Stopped at its deadline, or by its memory.", SPACE, SPENT),
    *_cases("growth", "Stopped by its memory, or at its deadline.", GROWTH, COSTLY),
    *_cases("regex", "Stopped at its deadline, if it is not done.", REGEX, ANY),
    *_cases("chain", "Refused, done or stopped; a stack that overflows costs one worker.", CHAINS, ANY),
    *_cases("edge", "An error of arithmetic binds nothing.", EDGES, ANY),
    *_cases("wide", "Done, refused, stopped, or broken off.", WIDE, STREAMED, "*/*"),
    Case("memory: CONCAT × 40", "Its memory is spent in less than its time, and it may be tried again.",
         form(GROWTH["CONCAT"]), {503}, within=12),
    Case("timeout=3600", "No client has more than the default time.",
         form(ENDLESS, {"timeout": "3600"}), {400, 504}, within=13),
]  # fmt: skip
