"""The triple patterns of a query, read as a parser reads them, and which of them share nothing."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.patterns import Pattern, components, patterns, prologue

HEAD = "PREFIX : <http://x/> "


def texts(query: str) -> list[str]:
    """Return the patterns of *query*, a query that a parser accepts, as written."""
    ox.Store().query(HEAD + query)
    return [pattern.text for pattern in patterns(HEAD + query)]


def variables(text: str) -> set[str]:
    """Return the variables of the one pattern *text*."""
    (pattern,) = patterns(f"SELECT * {{ {text} }}")
    return set(pattern.variables)


def groups(query: str) -> list[list[str]]:
    """Return the patterns of *query* that share variables, together."""
    return sorted(sorted(p.text for p in found) for found in components(patterns(HEAD + query)))


ONE_BY_ONE = {
    "one": ("SELECT * { ?s ?p ?o }", ["?s ?p ?o"]),
    "without spaces": ("SELECT*{?s:p<urn:o>.?s:q'r'}", ["?s:p<urn:o>", "?s:q'r'"]),
    "WHERE": ("SELECT ?s WHERE { ?s a :A . }", ["?s a :A"]),
    "ASK": ("ASK { ?s :p 1 }", ["?s :p 1"]),
    "DESCRIBE": ("DESCRIBE ?s { ?s :p ?o }", ["?s :p ?o"]),
    "DESCRIBE without pattern": ("DESCRIBE :a", []),
    "nothing": ("SELECT * { }", []),
    "CONSTRUCT WHERE": ("CONSTRUCT WHERE { ?s :p ?o }", ["?s :p ?o"]),
    "FROM": ("SELECT * FROM :g FROM NAMED :h { ?s :p ?o }", ["?s :p ?o"]),
    "semicolons": ("SELECT * { ?s a :A ; :p ?o ; :q ?r }", ["?s a :A ; :p ?o ; :q ?r"]),
    "commas": ("SELECT * { ?s :p ?a , ?b, ?c . ?b :q 1 }", ["?s :p ?a , ?b, ?c", "?b :q 1"]),
    "brackets": (
        "SELECT * { ?s :p [ :q ?o ; :r [] ] . ?o a :A }",
        ["?s :p [ :q ?o ; :r [] ]", "?o a :A"],
    ),
    "list": ("SELECT * { ?s :p (1 ?o :a) }", ["?s :p (1 ?o :a)"]),
    "dot in an IRI": ("SELECT * { ?s <http://x.y/z.w> ?o }", ["?s <http://x.y/z.w> ?o"]),
    "dot in a name": ("SELECT * { ?s :p.q :r.s. ?o a :A }", ["?s :p.q :r.s", "?o a :A"]),
    "dot in a number": ("SELECT * { ?s :p 1.5 . ?s :q -2.5e3 }", ["?s :p 1.5", "?s :q -2.5e3"]),
    "dot behind a number": ("SELECT * { ?s :p 1. ?o a :A }", ["?s :p 1", "?o a :A"]),
    "dot behind true": ("SELECT * { ?s :p true. ?o a :A }", ["?s :p true", "?o a :A"]),
    "language, datatype": (
        "SELECT * { ?s :p 'a.'@fr-be . ?o :q '.'^^:t }",
        ["?s :p 'a.'@fr-be", "?o :q '.'^^:t"],
    ),
    "braces in strings": ('SELECT * { ?s :p \'} . {\' ; :q """a\n} " .""" }', 1),
    "comments": ("SELECT * { ?s # . } {\n :p ?o . # ?a ?b ?c .\n}", ["?s :p ?o"]),
    "OPTIONAL": ("SELECT * { ?s a :A OPTIONAL { ?s :p ?o } }", ["?s a :A", "?s :p ?o"]),
    "UNION": ("SELECT * { { ?s a :A } UNION { ?s a :B } }", ["?s a :A", "?s a :B"]),
    "MINUS": ("SELECT * { ?s a :A MINUS { ?s a :B } }", ["?s a :A", "?s a :B"]),
    "GRAPH": ("SELECT * { GRAPH ?g { ?s a :A } ?g :p ?o }", ["?s a :A", "?g :p ?o"]),
    "FILTER": ("SELECT * { ?s :p ?o FILTER(?o > 1 && (?o < 3)) ?s :q ?r }", ["?s :p ?o", "?s :q ?r"]),
    "bracket in a string": (
        "SELECT * { ?s :p ?o FILTER(?o = ')(' || ?o = ')') ?s :q 1 }",
        ["?s :p ?o", "?s :q 1"],
    ),
    "function": ("SELECT * { ?s :p ?o FILTER regex(?o, 'a. b') ?s :q 1 }", ["?s :p ?o", "?s :q 1"]),
    "function of functions": (
        "SELECT * { ?s :p ?o . FILTER CONTAINS(LCASE(STR(?o)), 'a') }",
        ["?s :p ?o"],
    ),
    "FILTER EXISTS": ("SELECT * { ?s a :A FILTER EXISTS { ?s :p 1 } }", ["?s a :A", "?s :p 1"]),
    "FILTER NOT EXISTS": ("SELECT * { ?s a :A FILTER NOT EXISTS { ?s :p 1 } }", ["?s a :A", "?s :p 1"]),
    "BIND": ("SELECT * { ?s :p ?o BIND(STR(?o) AS ?t) ?s :q ?t }", ["?s :p ?o", "?s :q ?t"]),
    "VALUES": ("SELECT * { VALUES ?s { :a :b :c } ?s :p ?o }", ["?s :p ?o"]),
    "VALUES of several": ("SELECT * { VALUES (?s ?p) { (:a :b) (:c UNDEF) } ?s ?p ?o }", ["?s ?p ?o"]),
    "VALUES at the end": ("SELECT * { ?s :p ?o } VALUES ?s { :a :b :c }", ["?s :p ?o"]),
    "subquery of columns": ("SELECT * { { SELECT ?s ?o ?p { ?s ?p ?o } } }", ["?s ?p ?o"]),
    "subquery that counts": (
        "SELECT * { { SELECT ?s (COUNT(*) AS ?n) { ?s :p ?o } GROUP BY ?s ORDER BY DESC(?n) LIMIT 9 } }",
        ["?s :p ?o"],
    ),
    "subquery of groups": (
        "SELECT * { { SELECT ?s { ?s :p ?o ; :q ?r } GROUP BY ?s ?o ?r HAVING(COUNT(*) > 1) } }",
        ["?s :p ?o ; :q ?r"],
    ),
    "a template is none": ("CONSTRUCT { ?s :p 1 . ?o :q 2 } WHERE { ?s :r ?o }", ["?s :r ?o"]),
    "reified": ("SELECT * { ?s :p <<( ?a :b ?c )>> }", ["?s :p <<( ?a :b ?c )>>"]),
}


@pytest.mark.parametrize(("query", "expected"), ONE_BY_ONE.values(), ids=ONE_BY_ONE)
def test_the_patterns_of_a_query(query: str, expected: list[str] | int) -> None:
    """Each pattern is found once, whole, in order; nothing else is one."""
    found = texts(query)

    assert expected == (len(found) if isinstance(expected, int) else found)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ({"?a", "?b"}, "?a :p ?b"),
        ({"?a", "?b"}, "$a :p ?b"),
        ({"?a"}, "?a :p '?b'"),
        ({"?a"}, "?a :p <http://x/?b>"),
        ({"?a", "?b", "?c", "?d"}, "?a :p ?b ; ?c ?d"),
        ({"?a", "?é"}, "?a :p [ :q ?é ]"),
    ],
)
def test_the_variables(expected: set[str], text: str) -> None:
    """Variables are what a parser takes for one, by either of their marks."""
    assert expected == variables(text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (0, "?a ?b ?c"),
        (1, "?a :p ?c"),
        (2, "?a a :A"),
        (2, "?a :p 'x'"),
        (2, "?a <p:p> 3"),
        (3, ":a :b :c"),
    ],
)
def test_the_constants(expected: int, text: str) -> None:
    """Constants are what is named, and narrows the search."""
    (pattern,) = patterns(f"SELECT * {{ {text} }}")

    assert expected == pattern.constants


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (True, "?a :p* ?b"),
        (True, "?a :p+ ?b"),
        (True, "?a :p*?b"),
        (True, "?a <p:p>+ ?b"),
        (True, "?a (:p|^:q)* ?b"),
        (True, "?a :p/(:q/:r)+/:s ?b"),
        (True, "?a a/:p* ?b"),
        (False, "?a :p? ?b"),
        (False, "?a :p/:q|^:r ?b"),
        (False, "?a :p ?b"),
        (False, "?a :p +1"),
        (False, "?a :p '*a* b+'"),
        (False, "?a <http://x/a+b> ?b"),
        (False, "?a <http://x/a*> ?b"),
    ],
)
def test_closures(*, expected: bool, text: str) -> None:
    """A path of any length is known by its operator, not by a sign in a number, a string or an IRI."""
    (pattern,) = patterns(f"SELECT * {{ {text} }}")

    assert expected == pattern.closure


def test_groups() -> None:
    """Patterns of the same braces have the same group; each pair of braces is another."""
    found = patterns("SELECT * { ?a :p 1 . ?b :p 2 { ?c :p 3 } { ?d :p 4 } ?e :p 5 }")
    places = [pattern.group for pattern in found]

    assert places[0] == places[1] == places[4]
    assert len(set(places)) == 3
    assert all(place[: len(places[0])] == places[0] for place in places)


@pytest.mark.parametrize(
    ("expected", "query"),
    [
        ([["?a :p ?b", "?b :q ?c"]], "SELECT * { ?a :p ?b . ?b :q ?c }"),
        ([["?a :p ?b"], ["?c :q ?d"]], "SELECT * { ?a :p ?b . ?c :q ?d }"),
        ([["?a :p ?b", "?b :r ?c", "?c :q ?d"]], "SELECT * { ?a :p ?b . ?c :q ?d . ?b :r ?c }"),
        ([["$a :p ?b", "?a :q ?c"]], "SELECT * { $a :p ?b . ?a :q ?c }"),
        ([["_:x :p ?a", "_:x :q ?b"]], "SELECT * { _:x :p ?a . _:x :q ?b }"),
        ([[":a :p :b"], [":c :q :d"]], "SELECT * { :a :p :b . :c :q :d }"),
        ([], "SELECT * {}"),
    ],
    ids=["chain", "apart", "joined last", "two marks", "blank node", "constants", "none"],
)
def test_components(expected: list[list[str]], query: str) -> None:
    """Patterns are together if a chain of shared variables leads from one to the other."""
    assert expected == groups(query)


@given(st.lists(st.frozensets(st.sampled_from("abcdefgh"), max_size=3), max_size=12))
def test_components_are_a_partition(sets: list[frozenset[str]]) -> None:
    """Each pattern is in one set; no two sets share a variable; none could be split."""
    given_ = [Pattern(str(i), str(i), names, 0, ()) for i, names in enumerate(sets)]
    found = components(given_)

    assert sorted(p.text for p in given_) == sorted(p.text for members in found for p in members)
    names = [frozenset[str]().union(*(p.variables for p in members)) for members in found]
    assert sum(map(len, names)) == len(frozenset[str]().union(*names))
    for members in found:
        reached, rest = set(members[0].variables), members[1:]
        while near := [p for p in rest if p.variables & reached]:
            reached.update(*(p.variables for p in near))
            rest = [p for p in rest if p not in near]
        assert not rest


@pytest.mark.parametrize(
    ("expected", "query"),
    [
        ("", "SELECT * {}"),
        ("PREFIX a: <a:>\n", "PREFIX a: <a:>\nSELECT * {}"),
        ("base <http://x/> prefix select: <a:>", "base <http://x/> prefix select: <a:>ask {}"),
        ("# SELECT\nPREFIX a: <http://ASK/>  ", "# SELECT\nPREFIX a: <http://ASK/>  DESCRIBE <a>"),
    ],
)
def test_the_prologue(expected: str, query: str) -> None:
    """The declarations end where the keyword of the query stands, not where its letters do."""
    assert expected == prologue(query)


PIECES = [
    "SELECT", "CONSTRUCT", "FILTER", "BIND", "VALUES", "{", "}", "(", ")", "[", "]", ".", ";", "?a",
    ":b", "'", '"', "<", ">", "#", "\n", " ", "1.", "*", "\\", "é",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=30))
def test_any_text_has_patterns_or_none(text: str) -> None:
    """What is no query fails nowhere, and each of its patterns has something that stands in it."""
    assert text.startswith(prologue(text))
    squeezed = "".join(text.split())
    for pattern in patterns(text):
        assert pattern.text
        assert all(
            f"?{name[1:]}" in squeezed or f"${name[1:]}" in squeezed for name in pattern.variables
        )
