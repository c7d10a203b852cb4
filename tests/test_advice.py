"""What to ask instead of a query that costs too much, and what was meant by a name that is not used."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.advice import Advice, Advisor, Hint
from server.patterns import patterns

CARTO = "https://w3id.org/carto-telecoms/ontologie#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
THINGS = "https://w3id.org/carto-telecoms/id/metier/"
PREFIXES = {"carto": CARTO, "skos": SKOS, "metier": THINGS}
EXAMPLES = {
    "competences-partagees": "SELECT * { ?c a carto:Competence ; carto:nombreMetiers ?n }",
    "metiers-par-famille": "SELECT * { ?m a carto:Metier ; carto:famille ?f }",
}
CLASSES = ["Metier", "Competence", "EnonceActivite", "Connaissance"]
PROPERTIES = ["famille", "nombreMetiers", "exprime", "ligneDebut"]


def advisor() -> Advisor:
    """Return an advisor that knows a small vocabulary."""
    found = Advisor(PREFIXES, EXAMPLES)
    found.learn([CARTO + name for name in CLASSES + PROPERTIES] + [SKOS + "prefLabel", SKOS + "broader"])
    return found


def advise(text: str) -> Advice:
    """Return the advice on *text*, a query that a parser accepts."""
    ox.Store().query(text, prefixes=PREFIXES)
    return advisor().advise(text)


HEAVY = {
    "everything": "SELECT * { ?s ?p ?o }",
    "everything, counted": "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o . ?a ?b ?c }",
    "everything, in order": "SELECT ?s { ?s ?p ?o } ORDER BY ?p ?o ?s",
    "product of three": "SELECT * { ?a a carto:Metier . ?b a carto:Metier . ?c a carto:Metier }",
    "product with an ASK": "ASK { ?a skos:broader ?b . ?c skos:broader ?d }",
    "product below OPTIONAL": "SELECT * { ?s a carto:Metier OPTIONAL { ?a ?b ?c . ?d ?e ?f } }",
    "product below UNION": "SELECT * { { ?s a carto:Metier } UNION { ?a ?b ?c . ?d ?e ?f } }",
    "product by constants": "SELECT * { metier:m-1 ?p ?o . metier:m-2 ?q ?r }",
    "property lists": "SELECT * { ?s a carto:Metier ; carto:famille ?f, ?g ; . ?t ?p ?o ; ?q ?r . }",
    "closure": "SELECT * { ?a skos:broader* ?b }",
    "closure of a group": "SELECT * { ?a (skos:broader|^carto:famille)+ ?b . ?b ?p ?o }",
    "closure without spaces": "SELECT*{?a skos:broader*?b}",
    "closure in a sequence": "SELECT * { ?a a/skos:broader*/^skos:broader+ ?b }",
    "closures nested": "SELECT * { ?a (skos:broader/carto:famille*)* ?b }",
    "closure of what is not": "SELECT * { ?a !(skos:broader|^a)* ?b }",
    "closure of an IRI": f"SELECT * {{ ?a <{SKOS}broader>+ ?b }}",
    "filter by a function": "SELECT * { ?s a carto:Metier ; ?p ?l . FILTER regex(?l, '^a') }",
    "filter by functions": "SELECT * { ?s skos:prefLabel ?l FILTER CONTAINS(LCASE(STR(?l)), ')') }",
    "filter by a bracket": "SELECT * { ?s ?p ?o FILTER(STR(?o) = '(' || ?o = ')') . ?a ?b ?c }",
    "filter by a pattern": "SELECT * { ?s a carto:Metier FILTER NOT EXISTS { ?x ?y ?z } }",
    "GROUP_CONCAT": "SELECT (GROUP_CONCAT(?o; separator=' . ') AS ?all) { ?s ?p ?o }",
    "subquery": "SELECT * { { SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s } ?s ?q ?r }",
    "subquery of constants": "SELECT * { ?s a carto:A { SELECT (COUNT(*) AS ?n) { carto:a a 1 } } }",
    "subquery in order": "SELECT * { { SELECT ?s { ?s a carto:Metier } ORDER BY DESC(STR(?s)) } }",
    "VALUES": "SELECT * { VALUES (?s ?p) { (metier:a carto:exprime) (UNDEF UNDEF) } ?s ?p ?o }",
    "VALUES apart": "SELECT * { VALUES (?a ?b) { (1 2) } ?s a carto:Metier }",
    "CONSTRUCT": "CONSTRUCT { ?s a carto:A . ?t a carto:B } WHERE { ?s ?p ?t }",
    "CONSTRUCT of blanks": "CONSTRUCT { [] carto:a ?s ; carto:b [ a ?t ] } { ?s ?p ?t . ?x ?y ?z }",
    "DESCRIBE": "DESCRIBE ?s { ?s ?p ?o }",
    "GRAPH": "SELECT * { GRAPH ?g { ?s ?p ?o } GRAPH ?h { ?s ?p ?o } }",
    "own prefixes": "BASE <http://x/>\nPREFIX skos: <y#>PREFIX :<#>#fin\nASK { ?a skos:b* ?c ; :d <e> }",
    "strings": "SELECT * { ?s ?p \"\"\"a\n. } ?x ?y ?z {\"\"\"@fr ; ?q 'a* b+' . ?t ?u '\\'' }",
    "brackets": "SELECT * { [ a carto:Metier ] ?p [ ?q ?o ] . ?x ?y (1 [] ?z) }",
    "whole numbers": "SELECT * { ?s carto:ligneDebut 1. ?t carto:ligneDebut 2. }",
    "blank nodes": "SELECT * { _:a ?p ?o . _:a ?q ?r }",
    "reified": "SELECT * { ?s ?p <<( ?a ?b ?c )>> . << ?d ?e ?f >> ?g ?h }",
    "comments": "SELECT * # { ?a ?b ?c }\n{ ?s ?p # .\n ?o . ?x ?y ?z # }\n}",
    "LATERAL": "SELECT * { ?s a carto:Metier LATERAL { SELECT * { ?s ?p ?o } LIMIT 3 } }",
}  # fmt: skip


@pytest.mark.parametrize("text", HEAVY.values(), ids=HEAVY)
def test_what_is_suggested_runs(text: str) -> None:
    """A suggestion is a query for a few rows, over what the query itself asked."""
    suggestion = advise(text).suggestion

    found = ox.Store().query(suggestion, prefixes=PREFIXES)
    assert isinstance(found, ox.QuerySolutions)
    assert [] == list(found)
    assert suggestion.endswith("\nLIMIT 100")
    asked = {name for pattern in patterns(text) for name in pattern.variables}
    assert asked >= {f"?{variable.value}" for variable in found.variables}


@pytest.mark.parametrize("name", [name for name in HEAVY if name.startswith("closure")])
def test_what_is_suggested_goes_one_step(name: str) -> None:
    """A suggestion follows no path of any length."""
    body = advise(HEAVY[name]).suggestion.partition("{")[2]

    assert not {"*", "+"} & set(body)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (("?c a carto:B", "?a a carto:A"), "SELECT * { ?a a carto:A . ?c a carto:B }"),
        (("?c ?d 2", "?a ?b 1"), "SELECT * { ?s ?p ?o OPTIONAL { ?a ?b 1 . ?c ?d 2 } }"),
        (("?c ?d 2", "?a ?b 1"), "SELECT * { ?a ?b 1 FILTER(?b = ') . (') ?c ?d 2 }"),
        (("?c ?d 2", "?a ?b 1"), "SELECT * { ?a ?b 1 FILTER STRSTARTS(STR(?b), ' . (') ?c ?d 2 }"),
        (("?c ?d 2 ; ?e ?f", "?a ?b 1, 3"), "SELECT * { ?a ?b 1, 3 . ?c ?d 2 ; ?e ?f }"),
        (("?c ?d 2", "?a ?b 1"), "SELECT * { ?a ?b 1. ?c ?d 2. }"),
    ],
)
def test_a_product_is_named(expected: tuple[str, str], text: str) -> None:
    """Two patterns of a group that share nothing are at fault; the first of them alone is suggested."""
    found = advise(text)

    assert "produit cartésien" in found.reason
    assert expected[0] == found.pattern
    assert expected[0] in found.reason
    assert expected[1] in found.reason
    assert expected[1] in found.suggestion
    assert expected[0] not in found.suggestion


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?a ?b ?c . ?c ?d ?e }",
        "SELECT * { { ?a ?b ?c } UNION { ?d ?e ?f } }",
        "SELECT * { ?a ?b ?c OPTIONAL { ?d ?e ?f } }",
        "SELECT * { ?a ?b ?c MINUS { ?d ?e ?f } }",
        "SELECT * { ?a ?b ?c FILTER EXISTS { ?d ?e ?f } }",
        "SELECT * { _:x ?b ?c . _:x ?d ?e }",
        "SELECT * { ?a ?b ?c BIND(IRI(?c) AS ?d) ?d ?e ?f }",
        "SELECT * { VALUES (?a ?d) { (1 2) } ?a ?b ?c . ?d ?e ?f }",
        "SELECT * { ?a ?b ?c { ?c ?x ?d } ?d ?e ?f }",
        "CONSTRUCT { ?a a 1 . ?c a 2 } { ?a ?b ?c }",
    ],
)
def test_no_product_is_imagined(text: str) -> None:
    """What is joined, by whatever means, or not joined at all, is no product."""
    assert "produit" not in advise(text).reason


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("?s ?p ?o", "SELECT * { ?s a carto:Metier . ?s ?p ?o . ?o skos:prefLabel ?l }"),
        ("?s ?p ?o", "SELECT * { ?s a carto:Metier OPTIONAL { ?s ?p ?o } }"),
        ("?s ?p ?o", "SELECT * { { SELECT ?s { ?s ?p ?o } } ?s a carto:Metier }"),
        ("?s ?p ?o", "SELECT * { { ?s a carto:Metier } UNION { ?s ?p ?o } }"),
        ("?s skos:broader* ?o", "SELECT * { ?s skos:broader* ?o . ?s ?p ?q }"),
        ("?s ?p ?l", "SELECT * { ?s ?p ?l FILTER regex(?l, 'a') }"),
        ("?s a carto:Metier", "SELECT * { ?s a carto:Metier FILTER ISIRI(?s) }"),
    ],
)
def test_the_widest_pattern_is_at_fault(expected: str, text: str) -> None:
    """Of patterns that are joined, a path of any length costs most, then what names least."""
    found = advise(text)

    assert expected == found.pattern
    assert f"« {expected} »" in found.reason == found.sentence()


@pytest.mark.parametrize("text", ["SELECT * {}", "DESCRIBE metier:m-1", "ASK {}", "SELECT (1 AS ?x) {}"])
def test_without_a_pattern_there_is_a_sentence(text: str) -> None:
    """Where no pattern is at fault, the advice is general, and nothing is suggested."""
    found = advise(text)

    assert ("", "") == (found.reason, found.suggestion)
    assert found.sentence()


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("metiers-par-famille", "SELECT * { ?x carto:famille ?y }"),
        ("competences-partagees", f"SELECT * {{ ?x <{CARTO}nombreMetiers> ?y }}"),
        ("competences-partagees", "SELECT * { ?a a carto:Competence . ?b a carto:Competence }"),
    ],
)
def test_the_nearest_example(expected: str, text: str) -> None:
    """The example that uses the same names is shown."""
    assert expected == advise(text).members()["example"]


def test_without_examples() -> None:
    """A service without examples shows none."""
    assert "" == Advisor({}, {}).advise("SELECT * { ?s ?p ?o }").example


@given(
    st.text(max_size=40)
    | st.lists(st.sampled_from([*" .;{}()*+?'\"#<>:\n\\1", "?a", "SELECT", "a:b"])).map("".join)
)
def test_any_text_has_advice(text: str) -> None:
    """What is no query at all has a sentence too."""
    assert advisor().advise(text).sentence()


def test_a_hint_is_read_by_people() -> None:
    """A hint says what was asked, and what is near."""
    assert (
        "carto:Metiers ; vouliez-vous dire carto:Metier ?"
        == Hint("carto:Metiers", "carto:Metier").header()
    )
