"""« Vouliez-vous dire … » : only for a name that the dataset could use, does not, and nearly does."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from server.advice import Advisor, Hint
from tests.test_advice import CARTO, PREFIXES, SKOS, THINGS, advisor

METIERS = Hint("carto:Metiers", "carto:Metier")
FAMILLES = Hint("carto:familles", "carto:famille")


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (METIERS, "SELECT * { ?s a carto:Metiers }"),
        (METIERS, f"SELECT * {{ ?s a <{CARTO}Metiers> }}"),
        (METIERS, f"PREFIX c: <{CARTO}> SELECT * {{ ?s a c:Metiers }}"),
        (METIERS, f"prefix\n:\n<{CARTO}> SELECT * {{ ?s a :Metiers }}"),
        (Hint("carto:Métier", "carto:Metier"), "SELECT * { ?s a carto:Métier }"),
        (Hint("carto:metier", "carto:Metier"), "SELECT * { ?s a carto:metier }"),
        (FAMILLES, "SELECT * { ?s carto:familles ?o }"),
        (FAMILLES, "SELECT * { ?s carto:exprime/^carto:familles+ ?o }"),
        (FAMILLES, "SELECT * { ?s a carto:Metier ; carto:familles ?o , 'a' }"),
        (Hint("skos:prefLabell", "skos:prefLabel"), "SELECT * { ?s skos:prefLabell ?o }"),
        (METIERS, "SELECT * { ?s a carto:Metiers ; carto:familles ?f }"),
        (METIERS, "ASK { ?s a carto:Metiers }"),
    ],
)
def test_a_name_that_is_nearly_right(expected: Hint, text: str) -> None:
    """The first wrong name is named, with the nearest that is right, however it is written."""
    assert expected == advisor().hint(text)


NONE = {
    "right": "SELECT * { ?s a carto:Metier ; carto:famille ?f ; skos:prefLabel ?l }",
    "right, in full": f"SELECT * {{ ?s a <{CARTO}Metier> }}",
    "string": "SELECT * { ?s a carto:Metier FILTER(STR(?s) = 'carto:Metiers') }",
    "long string": 'SELECT * { ?s a """carto:Metiers""" }',
    "comment": "SELECT * { ?s a carto:Metier } # carto:Metiers",
    "variable": "SELECT ?Metiers { ?Metiers a carto:Metier }",
    "thing": "SELECT * { metier:m-1 a carto:Metier }",
    "thing, in full": f"SELECT * {{ <{THINGS}m-1> ?p ?o }}",
    "declaration": f"PREFIX c: <{CARTO}> SELECT * {{ ?s a c:Metier }}",
    "the vocabulary itself": f"SELECT * {{ <{CARTO}> ?p ?o }}",
    "another vocabulary": "SELECT * { ?s a <http://schema.org/Metiers> }",
    "unknown prefix": "SELECT * { ?s a inconnu:Metiers }",
    "own meaning of a prefix": "PREFIX carto: <http://autre/> SELECT * { ?s a carto:Metiers }",
    "blank node": "SELECT * { _:Metiers ?p ?o }",
    "language": "SELECT * { ?s ?p 'a'@carto }",
    "not near": "SELECT * { ?s a carto:Zxqvw }",
    "not near, of the same length": "SELECT * { ?s a carto:Bonbon }",
    "no name": "SELECT * { ?s ?p ?o }",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_no_hint(text: str) -> None:
    """What is right, is no name of a vocabulary, or is near to nothing, gives no hint."""
    assert None is advisor().hint(text)


@pytest.mark.parametrize(
    "text",
    [
        "# PREFIX carto: <http://autre/>\nSELECT * { ?s a carto:Metiers }",
        "SELECT * { ?s a carto:Metiers ; ?p 'PREFIX carto: <http://autre/>' }",
    ],
    ids=["comment", "string"],
)
def test_what_is_not_declared(text: str) -> None:
    """A declaration in a comment or a string declares nothing."""
    assert advisor().hint(text) == METIERS


def test_each_name_of_a_namespace_is_known() -> None:
    """Names of one namespace are known, those too that others stand between in the alphabet."""
    found = Advisor({}, {})
    found.learn(["http://x/abricot", "http://x/banane/pelure", "http://x/cerise"])

    for name in ("abricot", "cerise", "banane/pelure"):
        assert Hint(f"http://x/{name}s", f"http://x/{name}") == found.hint(
            f"ASK {{ ?s <http://x/{name}s> 1 }}"
        )


def test_nothing_is_known_at_first() -> None:
    """Before the dataset's names are learnt there are no hints."""
    assert None is Advisor(PREFIXES, {}).hint("SELECT * { ?s a carto:Metiers }")


def test_what_is_learnt_replaces_what_was() -> None:
    """The names are those of the dataset at hand."""
    found = advisor()
    found.learn([SKOS + "prefLabel"])

    assert None is found.hint("SELECT * { ?s a carto:Metiers }")
    assert Hint("skos:preflabel", "skos:prefLabel") == found.hint("SELECT * { ?s skos:preflabel ?l }")


def safe(value: str) -> bool:
    """Whether *value* can be the value of a header as it is (RFC 9110, 5.5)."""
    return all(" " <= character <= "~" for character in value)


def test_the_header_says_accents() -> None:
    """What is not ASCII is told by its number."""
    assert (
        r"carto:M\xe9tier ; vouliez-vous dire carto:Metier ?"
        == Hint("carto:Métier", "carto:Metier").header()
    )


@given(st.text(), st.text())
def test_a_header_is_a_header(asked: str, nearest: str) -> None:
    """Whatever the names, the header is of ASCII that can be seen, on one line."""
    assert safe(Hint(asked, nearest).header())


PIECES = [
    "carto:Met", "carto:famill", f"<{CARTO}Metie", ">", "iers", "\\", "\n", "\r\n", "X: y", "é",
    "\u2028",
    "%0A", "\\u000A", "\x7f", "-", ".", " ", "'", "#", "PREFIX carto: ",
]  # fmt: skip
queries = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


@given(queries | st.text(max_size=20).map("carto:Metier".__add__))
@example("ASK { ?s a carto:Meti\\\ners }")
@example("ASK { ?s a carto:Meti\\\r\nX-Y:z }")
def test_any_query_has_a_header_or_none(text: str) -> None:
    """Whatever the query, its hint can be sent."""
    found = advisor().hint(text)

    assert found is None or safe(found.header())
