"""What an énoncé says once its frame, its level and its inflections are set aside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carto.concepts import occurrences
from carto.concepts.analysis import analyse, lemma, niveau
from carto.corrections import read_table
from carto.model import Cartographie, Nature
from carto.text import key
from tests.conftest import DONNEES


@pytest.mark.parametrize(
    ("nature", "one", "other"),
    [
        (Nature.COMPETENCE, "Savoir présenter un plan.", "présenter des plans,"),
        (Nature.COMPETENCE, "Être capable de suggérer des besoins", "Suggérer un besoin"),
        (Nature.COMPETENCE, "Etablir un diagnostic", "établir le diagnostic."),
        (Nature.COMPETENCE, "Vulgariser, savoir simplifier", "Vulgariser et simplifier"),
        (Nature.CONNAISSANCE, "Connaissance des prestataires.", "Des prestataires"),
        (Nature.CONNAISSANCE, "Connaissances du marché", "De la marché"),
        (Nature.CONNAISSANCE, "Des process de l'entreprise", "Du processus de l'entreprise"),
        (Nature.ACTIVITE, "Transfère les cas supérieurs", "Transfert d'un cas supérieur"),
    ],
)
def test_what_does_not_count(nature: Nature, one: str, other: str) -> None:
    """Frames, articles, number, person, the missing accent of a capital: the words are the same."""
    if nature == Nature.ACTIVITE:  # a noun is no form of the verb
        assert analyse(nature, one).lemmes != analyse(nature, other).lemmes
    else:
        assert analyse(nature, one).lemmes == analyse(nature, other).lemmes


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gérer les opérations", "Gérer les opérateurs"),
        ("Conduire un projet", "Ne pas conduire un projet"),
        ("Vendre avec un partenaire", "Vendre sans un partenaire"),
        ("Vérifier la facturation", "Vérifier la facture"),
    ],
)
def test_what_counts(one: str, other: str) -> None:
    """A stem is not a word, and a negation is one."""
    assert analyse(Nature.COMPETENCE, one).lemmes != analyse(Nature.COMPETENCE, other).lemmes


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("NiveauGeneral", "Connaissance générale des réseaux de télécommunications."),
        ("NiveauGeneral", "(Générale) des réseaux de télécommunications"),
        ("NiveauGeneral", "Générale de l'univers de programme concerné"),
        ("NiveauGeneral", "Connaissances globales et transverses à l'ensemble du domaine"),
        ("NiveauDePointe", "Connaissance de pointe, soit d'un domaine réseau, soit d'une catégorie"),
        ("NiveauDePointe", "Connaissance très pointue du ou des matériels"),
        ("NiveauDePointe", "Suivant la spécialité, connaissances techniques de pointe des équipements"),
        ("NiveauLePlusHaut", "(De plus haut niveau) du droit français"),
        ("NiveauApprofondi", "Connaissance précise et approfondie du droit français"),
        ("NiveauDePointe", "Connaissances générales et de pointe du droit français"),
        ("NiveauApprofondi", "Connaissance très approfondie du droit français"),
        ("NiveauApprofondi", "(Approfondies) de l'organisation de l'entreprise"),
        ("NiveauApprofondi", "Connaissance fine des règles d'usage"),
        ("NiveauDeBase", "Des bases fondamentales (du fonctionnement du réseau) pour dialoguer"),
        ("NiveauDeBase", "Des fondamentaux de l'écriture multimédia"),
        (None, "Des bases de données du marché"),
        (None, "Des bases de connaissance, applicatifs"),
        (None, "Des réseaux et de leurs caractéristiques techniques globales"),
        (None, "De la finesse des réglages"),
    ],
)
def test_level_of_a_connaissance(expected: str | None, text: str) -> None:
    """A level is said at the start, or after « connaissance »; elsewhere it is content."""
    assert expected == niveau(text)


def test_the_same_at_another_level() -> None:
    """The level is no part of what is known."""
    general, advanced = (
        analyse(Nature.CONNAISSANCE, text)
        for text in ("Connaissance générale des réseaux", "(De pointe) des réseaux")
    )
    assert general.lemmes == advanced.lemmes
    assert general.niveau != advanced.niveau


def test_a_competence_has_no_level() -> None:
    """Only what is known is known generally or in depth."""
    assert analyse(Nature.COMPETENCE, "De pointe des réseaux").niveau is None


def test_where_words_stand() -> None:
    """A parenthesis, a qualifier and a conjunction are noticed."""
    mots = {
        m.lemme: m for m in analyse(Nature.COMPETENCE, "Vendre et suivre (vite) avec un client").mots
    }
    assert mots["suivre"].lien
    assert mots["vite"].parenthese
    assert mots["client"].qualificatif
    assert not mots["vendre"].qualificatif


@pytest.mark.parametrize(
    ("expected", "word"), [("etablir", "Etablit"), ("reseau", "réseaux"), ("client", "cliente")]
)
def test_lemma(expected: str, word: str) -> None:
    """A lemma has no accent, no number, no gender, no person."""
    assert expected == lemma(word.lower())


@given(st.sampled_from(list(Nature)), st.text(max_size=80))
def test_any_text_is_read(nature: Nature, text: str) -> None:
    """Nothing that can be printed stops the reading, and the case of a text makes no difference."""
    assert isinstance(analyse(nature, text).lemmes, tuple)


@given(
    st.lists(
        st.sampled_from(["vendre", "conseiller", "réseau", "client", "plan", "métier", "offre"]),
        min_size=1,
    )
)
def test_case_and_final_punctuation_make_no_difference(words: list[str]) -> None:
    """« VENDRE UN PLAN. » is « vendre un plan »."""
    text = " ".join(words)
    assert analyse(Nature.ACTIVITE, text).lemmes == analyse(Nature.ACTIVITE, f"{text.upper()}.").lemmes


# What the words that a reader noted mean, said here apart from data/concepts.toml.
DEGREES = {
    "NiveauDeBase": ("base", "fondament"),
    "NiveauGeneral": ("générale", "globales"),
    "NiveauApprofondi": ("approfondies", "précises", "fine"),
    "NiveauDePointe": ("de pointe", "pointue"),
    "NiveauLePlusHaut": ("plus haut niveau",),
}


def test_levels_of_this_edition(cartographie: Cartographie) -> None:
    """Levels are found where a reader noted their words, and nowhere else."""
    noted = {
        key(cells["texte"]): cells["mots"]
        for _, cells in read_table(DONNEES / "niveaux.tsv", ("texte", "mots", "retenu"))
        if cells["retenu"] == "oui"
    }
    for o in occurrences(cartographie):
        if o.nature == Nature.CONNAISSANCE:
            words = noted.get(key(o.enonce.texte), "")
            expected = {name for name, said in DEGREES.items() if any(s in words for s in said)}
            assert expected == {niveau(o.enonce.texte)} - {None}, o.enonce.texte
