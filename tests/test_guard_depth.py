"""How deep brackets stand, what IRIs hide, and whether looking only where one must misses anything."""

from collections.abc import Callable, Iterator

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from server.errors import BadQuery, Forbidden
from server.guard import MAX_DEPTH, calls_service, check, depth, names_graphs
from server.lexer import tokens
from tests.test_guard import Listener

# A query of so many levels, by what stands in what; a parser accepts each.
NESTED: dict[str, Callable[[int], str]] = {
    "braces": lambda n: "SELECT * " + "{" * n + "}" * n,
    "parentheses": lambda n: "SELECT * { FILTER" + "(" * (n - 1) + "1" + ")" * (n - 1) + " }",
    "brackets": lambda n: "SELECT * { ?s ?p " + "[ ?p " * (n - 1) + "1" + "]" * (n - 1) + " }",
    "lists": lambda n: "SELECT * { ?s ?p " + "(" * (n - 1) + "1" + ")" * (n - 1) + " }",
    "paths": lambda n: "SELECT * { ?s " + "(" * (n - 1) + "a" + ")" * (n - 1) + " ?o }",
    "OPTIONAL": lambda n: "SELECT * { " + "OPTIONAL {" * (n - 1) + "}" * n,
    "subqueries": lambda n: "SELECT * " + "{ SELECT * " * (n - 1) + "{}" + "}" * (n - 1),
    "EXISTS": lambda n: "SELECT * { " + "FILTER EXISTS {" * (n - 1) + "}" * n,
    "functions": lambda n: "SELECT * { BIND(" + "STR(" * (n - 2) + "1" + ")" * (n - 2) + " AS ?x) }",
}


@pytest.mark.parametrize("nested", NESTED.values(), ids=NESTED)
def test_the_depth_of_a_query(nested: Callable[[int], str]) -> None:
    """Each level counts one, whatever its brackets."""
    for levels in (3, 9, MAX_DEPTH):
        assert levels == depth(nested(levels))
    ox.Store().query(nested(9))  # a query of many patterns takes long to plan


@pytest.mark.parametrize("nested", NESTED.values(), ids=NESTED)
def test_the_deepest_query(nested: Callable[[int], str]) -> None:
    """A query may be as deep as the limit, not one level more."""
    check(nested(MAX_DEPTH))
    with pytest.raises(BadQuery, match="niveaux"):
        check(nested(MAX_DEPTH + 1))


WIDE = {
    "groups": "SELECT * {" + "{}" * 5000 + "}",
    "values": "SELECT * { VALUES (?x) {" + "(1)" * 5000 + "} }",
    "strings": 'SELECT * { ?s ?p "' + "([{<<" * 5000 + '" }',
    "long strings": "SELECT * { ?s ?p '''" + "(\n[" * 5000 + "''' }",
    "comments": "SELECT * { # " + "((((" * 5000 + "\n ?s ?p ?o }",
    "IRIs": "SELECT * { ?s ?p <http://x/" + "((((" * 5000 + "> }",
    "less than": "SELECT * { FILTER(" + "1 < 2 && " * 1000 + "true) }",
}


@pytest.mark.parametrize("text", WIDE.values(), ids=WIDE)
def test_a_long_query_may_be_flat(text: str) -> None:
    """Many brackets side by side, or where they are none, are no depth."""
    ox.Store().query(text)
    check(text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (0, ""),
        (0, "?a < ?b"),
        (0, ")]}"),
        (1, "( ) [ ] { }"),
        (3, "( [ { } ] )"),
        (1, "<< ?s ?p ?o >>"),
        (2, "<<( ?s ?p ?o )>>"),
        (2, "<< << ?s ?p ?o >> ?p ?o >>"),
        (1, "( '(' \"[\" '''{''' \"\"\"(\"\"\" )"),
        (1, "( 'a\\'((' )"),
        (1, "( # ((\n)"),
        (1, "( <http://x/((> )"),
        (1, "( <http://x/\\u0041((> )"),
        (1, "( <http://x/\\U00000041((> )"),
        (1, "( a:b\\(\\( )"),
    ],
)
def test_the_depth_of_a_text(expected: int, text: str) -> None:
    """Brackets count where they are brackets."""
    assert expected == depth(text)


@pytest.mark.parametrize(
    ("iri", "text"),
    [
        (True, "<http://x/a>"),
        (True, "<>"),
        (True, "<http://x/\\u0041>"),
        (True, "<http://x/\\u00e9\\U0001F600>"),
        (False, "<http://x/\\u004>"),
        (False, "<http://x/\\x41>"),
        (False, "<http://x/\\>"),
        (False, "<a b>"),
        (False, "<a\nb>"),
        (False, '<a"b>'),
        (False, "<a{b>"),
        (False, "<a"),
    ],
)
def test_what_is_an_iri(*, iri: bool, text: str) -> None:
    """An IRI is read whole, its escapes too; what is none is not."""
    assert iri == ([("iri", text)] == list(tokens(text)))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p <http://x/\\u0053ERVICE> }",
        "SELECT * { ?s ?p <http://x/\\u0041/SERVICE> }",
        "SELECT * { <http://x/\\U00000041(SERVICE)> ?p ?o }",
    ],
)
def test_escapes_hide_nothing(text: str) -> None:
    """An escape within an IRI neither ends it nor makes a keyword."""
    ox.Store().query(text)
    check(text)
    assert not calls_service(text)


@pytest.mark.parametrize("text", ["SELECT * { \\u0053ERVICE <http://x/> {} }", "\\u0053ELECT * {}"])
def test_the_parser_knows_no_escaped_keyword(text: str) -> None:
    """The guard reads no escapes outside of IRIs because the parser does not either."""
    with pytest.raises(SyntaxError):
        ox.Store().query(text)


# The parser needs no space where a keyword ends: what looks like one word may be two.
GLUED = [
    "SELECT * { ?s ?p trueSERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "PREFIX a: <http://127.0.0.1:PORT/> SELECT * { SERVICEa:b { ?s ?p ?o } }",
    "PREFIX : <http://127.0.0.1:PORT/> SELECT * { service:b { ?s ?p ?o } }",
    "SELECT * { SERVICESILENT <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "PREFIX : <http://127.0.0.1:PORT/> SELECT * { ?s ?p trueserviceSilent:b { ?s ?p ?o } }",
]


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    """Return a local address that counts its callers."""
    found = Listener()
    yield found
    found.close()


@pytest.mark.parametrize("text", GLUED)
def test_glued_words_are_found(text: str, listener: Listener) -> None:
    """A call whose keyword touches the word beside it is a call, and refused."""
    assert listener.is_called_by(text)
    with pytest.raises(Forbidden):
        check(text)


@pytest.mark.parametrize(
    ("graphs", "text"),
    [
        (True, "SELECT * { GRAPH <a:b> { ?s ?p ?o } }"),
        (True, "SELECT * { GRAPH?g{ ?s ?p ?o } }"),
        (True, "PREFIX : <a:> SELECT * { GRAPH:b { ?s ?p ?o } }"),
        (True, "SELECT * { ?s ?p trueGRAPH <a:b> { ?s ?p ?o } }"),
        (True, "PREFIX : <a:> SELECT * FROM:b { ?s ?p ?o }"),
        (True, "SELECT * FROMNAMED<a:b> { ?s ?p ?o }"),
        (False, "SELECT * { ?s <a:GRAPH> 'FROM' } # GRAPH"),
    ],
)
def test_which_graphs_are_asked(*, graphs: bool, text: str) -> None:
    """Keywords that concern graphs are found wherever the parser finds them."""
    ox.Store().query(text)

    assert graphs == names_graphs(text)


def passes(guard: Callable[[str], None], text: str) -> bool:
    """Whether *guard* lets *text* pass."""
    try:
        guard(text)
    except Forbidden:
        return False
    return True


PIECES = [
    "SELECT", "select", "ASK{}", "CONSTRUCT", "DESCRIBE", "INSERT", "delete", "LOAD", "WITH", "DATA",
    "SERVICE", "service", "sErViCe", "ſERVICE", "SERVıCE", "serviceable", "SERVICE1", "_SERVICE",
    "1SERVICE", "1.5e3SERVICE", "true.SERVICE", "a:SERVICE", "?SERVICE", "'SERVICE'", "'a'@SERVICE",
    "'a'@en", "<a:SERVICE>", "#SERVICE\n", "PREFIX a: <a:>", "PREFIX SERVICE: <a:>",
    "BASE <a:>", "BASE<", "PREFIX :", "#", "\n", "'", '"""', "<", ">", "{", "}", "(", ")", "?v", "*",
    ".", "1", "\\", "ß", "\u0390", "\u0301", "-",
]  # fmt: skip
soups = st.tuples(st.sampled_from(["", " ", "\n"]), st.lists(st.sampled_from(PIECES), max_size=12)).map(
    lambda found: found[0].join(found[1])
)


@settings(max_examples=600, deadline=None)
@given(soups | st.text(st.characters(exclude_characters="\0"), max_size=20))
@example("ASK { ?s ?p 'a'@enſERVICE }")
def test_looking_closer_finds_nothing_else(text: str) -> None:
    """What passes without a closer look passes with one too."""
    assert not (passes(check, text) and calls_service(text))


@st.composite
def trees(draw: st.DrawFn) -> tuple[int, str]:
    """Draw a text with brackets in it, and how deep they stand."""
    inner = draw(st.lists(trees(), max_size=3)) if draw(st.booleans()) else []
    opening, closing = draw(st.sampled_from([("(", ")"), ("[", "]"), ("{", "}"), ("<< ", " >>")]))
    noise = draw(
        st.sampled_from(
            [" ", " '(' ", ' "[{" ', "\n#((\n", " <a:((> ", " ?a ", " a:b ", " 1 ", " < ", " > "]
        )
    )
    body = noise.join(["", *(text for _, text in inner), ""])
    return 1 + max((level for level, _ in inner), default=0), f"{opening}{body}{closing}"


@given(trees())
def test_the_depth_of_any_tree(tree: tuple[int, str]) -> None:
    """The depth is that of the tree, whatever stands between its brackets."""
    level, text = tree

    assert level == depth(text)
