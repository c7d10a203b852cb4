"""The files of queries/ are read with all that a command or a form needs; a wrong one is refused."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from SPARQLWrapper import SPARQLWrapper

from carto.errors import InputError
from carto.requetes import QUERIES, load_requete, load_requetes
from carto.requetes.model import Genre, types

KNOWN = load_requetes()

GOOD = """# titre: Un titre
# title: A title
# question: Une question ?
# question-en: A question?
# parametre: metier metier : le métier ; the job
# parametre: limite limite : combien ; how many
# colonnes: x
# attendu: 2
PREFIX metier: <https://w3id.org/carto-telecoms/id/metier/>

SELECT ?x WHERE {
    VALUES ?metier { metier:a }
    ?metier ?p ?x .
}
LIMIT 2
"""


def test_twenty_five_at_least() -> None:
    """The folder has the queries that the project promises."""
    assert len(KNOWN) >= 25


def test_a_query_says_all(tmp_path: Path) -> None:
    """Titles and questions in two languages, columns, rows, and each parameter with its default."""
    (tmp_path / "a.rq").write_text(GOOD, encoding="utf-8")
    requete = load_requete(tmp_path / "a.rq")
    assert (requete.nom, requete.titre, requete.title) == ("a", "Un titre", "A title")
    assert (requete.question, requete.question_en) == ("Une question ?", "A question?")
    assert (requete.colonnes, requete.lignes) == (("x",), 2)
    said = [(p.nom, p.type.nom, p.fr, p.en, p.defaut) for p in requete.parametres]
    assert said == [
        ("metier", "metier", "le métier", "the job", "metier:a"),
        ("limite", "limite", "combien", "how many", "2"),
    ]


WRONG = {
    "no title": ("# titre: Un titre\n", "", "titre"),
    "no English question": ("# question-en: A question?\n", "", "question-en"),
    "an unknown key": ("# attendu: 2", "# auteur: X\n# attendu: 2", "inconnu"),
    "a space before the colon": ("# question: Une", "# question : Une", "« # clé: texte » est attendu"),
    "a comment in the header": ("# attendu: 2", "#attendu: 2", "« # clé: texte » est attendu"),
    "the name of an option": ("metier metier :", "format metier :", "déjà une option"),
    "a key twice": ("# attendu: 2", "# attendu: 2\n# attendu: 3", "deux fois"),
    "rows that are no number": ("# attendu: 2", "# attendu: deux", "un nombre attendu"),
    "a parameter of no known type": ("metier metier :", "metier couleur :", "d'un type parmi"),
    "a parameter without English": (" ; the job", "", "en français ; in English"),
    "a parameter without a place": ("VALUES ?metier { metier:a }", "", "0 places"),
    "a parameter with two places": ("?metier ?p ?x .", "VALUES ?metier { metier:b }", "2 places"),
    "a limit without LIMIT": ("LIMIT 2\n", "", "0 places"),
    "a parameter twice": (
        "# colonnes: x",
        "# parametre: metier metier : le métier ; the job\n# colonnes: x",
        "même nom",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused(old: str, new: str, message: str, tmp_path: Path) -> None:
    """What is missing, unknown or twice is said, with the file."""
    (tmp_path / "a.rq").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError, match=message) as error:
        load_requete(tmp_path / "a.rq")
    assert "a.rq" in str(error.value)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """Nor is one in another encoding."""
    (tmp_path / "a.rq").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="illisible"):
        load_requete(tmp_path / "a.rq")


@pytest.mark.parametrize("nom", KNOWN)
def test_columns_are_those_of_the_query(nom: str) -> None:
    """The columns that the header says are those that SPARQL gives, in their order."""
    found = ox.Store().query(KNOWN[nom].texte)
    assert isinstance(found, ox.QuerySolutions)
    assert tuple(v.value for v in found.variables) == tuple(KNOWN[nom].colonnes)


@pytest.mark.parametrize("nom", KNOWN)
def test_text_is_for_readers(nom: str) -> None:
    """A question is one; the query has a comment, no long line, no prefix in vain."""
    requete = KNOWN[nom]
    assert requete.question.endswith(" ?")
    assert requete.question_en.endswith("?")
    body = requete.texte.split("\n\n", 1)[1]
    assert "\t" not in body
    assert re.search(r"^ *# ", body, re.MULTILINE)
    assert max(map(len, body.splitlines())) <= 160
    declared = re.findall(r"^PREFIX ([\w-]+): <", requete.texte, re.MULTILINE)
    assert [prefix for prefix in declared if not re.search(rf"(?<![\w-]){prefix}:", body)] == []


@pytest.mark.parametrize("nom", KNOWN)
def test_sparqlwrapper_reads_a_question(nom: str) -> None:
    """SPARQLWrapper takes the file for a SELECT: it guesses from words, comments included."""
    client = SPARQLWrapper("http://127.0.0.1:9/")
    client.setQuery(KNOWN[nom].texte)
    assert client.queryType == "SELECT"


def test_a_form_can_offer_choices() -> None:
    """Each type says what it is in both languages, and what there is to choose from."""
    for kind in types().values():
        assert kind.fr
        assert kind.en
        assert bool(kind.classes) == (kind.genre == Genre.CHOSE)
        assert bool(kind.choix) == (kind.genre == Genre.CHOIX)
    used = {p.type.nom for requete in KNOWN.values() for p in requete.parametres}
    assert used == set(types())


def test_the_folder_is_the_one_of_the_project() -> None:
    """Every file of the folder is a query."""
    assert {path.name for path in QUERIES.iterdir()} == {f"{nom}.rq" for nom in KNOWN}
