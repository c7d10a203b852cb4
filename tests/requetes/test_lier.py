"""Values are put in their place, and nothing that they hold gets out of it."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carto.requetes import Requete, bind, load_requete

TEXT = """# titre: Un titre
# title: A title
# question: Une question ?
# question-en: A question?
# parametre: mot texte : un mot ; a word
# parametre: chose metier : une chose ; a thing
# parametre: limite limite : combien ; how many
# colonnes: mot chose
# attendu: 1
PREFIX metier: <https://w3id.org/carto-telecoms/id/metier/>

SELECT ?mot ?chose WHERE {
    VALUES ?mot { "rien" }
    VALUES ?chose { metier:a }
}
LIMIT 7
"""
ATTACKS = (
    '" } ?s ?p ?o . VALUES ?x { "',
    '" } } ; DROP ALL #',
    "VALUES ?chose { <urn:autre> } LIMIT 9",
    "\\",
    "\\u0022 } ?s ?p ?o . VALUES ?x { \\u0022",
    '\\" }',
    "\n}\nLIMIT 0",
    "'''",
    "{ } $1 \\1 \\g<0>",
)


@pytest.fixture(scope="module")
def requete(tmp_path_factory: pytest.TempPathFactory) -> Requete:
    """Return a query with a parameter of each kind."""
    path: Path = tmp_path_factory.mktemp("requetes") / "a.rq"
    path.write_text(TEXT, encoding="utf-8")
    return load_requete(path)


def solutions(text: str) -> list[tuple[str, str]]:
    """Return the rows that *text* gives over nothing: what its VALUES hold."""
    found = ox.Store().query(text)
    assert isinstance(found, ox.QuerySolutions)
    return [(row["mot"].value, row["chose"].value) for row in found]


def test_without_values_the_file_is_the_query(requete: Requete) -> None:
    """A file runs as it is."""
    assert bind(requete) == requete.texte


def test_values_take_their_place(requete: Requete) -> None:
    """One or all of the parameters; the others keep the value of the file."""
    thing = ox.NamedNode("urn:b")
    assert solutions(bind(requete, {"chose": thing})) == [("rien", "urn:b")]
    assert "LIMIT 3" in bind(requete, {"limite": ox.Literal(3)})
    bound = bind(requete, {"mot": ox.Literal("été"), "chose": thing, "limite": ox.Literal(1)})
    assert solutions(bound) == [("été", "urn:b")]


def test_a_value_for_nothing_is_an_error(requete: Requete) -> None:
    """A name that is no parameter is not ignored."""
    with pytest.raises(KeyError):
        bind(requete, {"autre": ox.Literal("x")})


def test_another_base(requete: Requete) -> None:
    """Over a build with another base, the names of resources are below it."""
    bound = bind(requete, {}, "https://example.org/carto/")
    assert solutions(bound) == [("rien", "https://example.org/carto/id/metier/a")]


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_injection_stays_a_word(attack: str, requete: Requete) -> None:
    """What tries to end its place is only a word that nothing prints."""
    text = bind(requete, {"mot": ox.Literal(attack), "chose": ox.NamedNode("urn:b")})
    assert solutions(text) == [(attack, "urn:b")]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_comes_back(requete: Requete, word: str) -> None:
    """Whatever a text holds, the query reads it as that text, and everything else as before."""
    text = bind(requete, {"mot": ox.Literal(word), "limite": ox.Literal(5)})
    (row,) = solutions(text)
    assert row == (word, "https://w3id.org/carto-telecoms/id/metier/a")
