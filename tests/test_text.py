"""Keys, cores, words and slugs of French texts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carto.text import core, italics, key, slug, strip_marks, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Travailler en autonomie.", "travailler en autonomie"),
        ("Être à l'écoute", "Etre à l’écoute"),
        ("mettre en œuvre", "Mettre en oeuvre"),
        ("l'outil de « Trouble Ticketing »", 'l\'outil de "Trouble Ticketing"'),
        ("conduite et animation de réunion / comité", "conduite et animation de réunion /comité"),
        ("analyse des objectifs :", "analyse des objectifs,"),
        ("clients – analyse systémique", "clients - analyse systémique"),
        ("données, projets...", "données, projets…"),
        ("les **grands** comptes", "les grands comptes"),
        ("Chargé de marketing opérationnel¹", "Chargé de marketing opérationnel"),
        ("de ces actions(et établir)", "de ces actions (et établir)"),
    ],
)
def test_same_key(one: str, other: str) -> None:
    """Case, accents, typography and final punctuation do not make another text."""
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Effectuer et argumenter ses choix", "Argumenter et effectuer des choix"),
        ("la gestion des risques", "la gestion du risque"),
        ("les outils (et méthodes)", "les outils et méthodes"),
        ("R&D", "R et D"),
    ],
)
def test_other_key(one: str, other: str) -> None:
    """Words, their order and inner punctuation do."""
    assert key(one) != key(other)


@given(st.text())
def test_key_is_stable(text: str) -> None:
    """The key of a key is that key."""
    assert key(key(text)) == key(text)


@given(st.text())
def test_slug_is_ascii(text: str) -> None:
    """A slug is made of lower-case letters, digits and single hyphens."""
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug(text))


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("charge-d-etude", "Chargé d'étude"),
        ("mise-en-oeuvre", "Mise en œuvre"),
        ("developpement-experimentation", "Développement/Expérimentation"),
        ("domaine-innovation-et-prospective", "Domaine Innovation et Prospective²"),
    ],
)
def test_slug(expected: str, text: str) -> None:
    """Accents, œ, footnote marks and punctuation leave no trace in a slug."""
    assert expected == slug(text)


def test_core_stops_at_the_parenthesis() -> None:
    """What a parenthesis adds does not count, unless the text opens with it."""
    assert core("Argumenter (posséder une forte capacité).") == core("Argumenter :")
    assert core("(De pointe) des matériels") == key("(De pointe) des matériels")


def test_words_lose_the_plural() -> None:
    """« réseaux » and « réseau » are the same word."""
    assert words("Réseaux et PFS") == words("réseau et PFS")


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("La convergence (le fait…)", "La **convergence** (le fait…)"),
        ("Tout en gras.", "**Tout en gras.**"),
        ("décrites. Non intégrées.", "décrites. *Non intégrées.*"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("hôtels 3*, 4* et 5*", "hôtels 3*, 4* et 5*"),
    ],
)
def test_strip_marks(expected: str, text: str) -> None:
    """Bold and italic marks go, and nothing else."""
    assert expected == strip_marks(text)


def test_italics() -> None:
    """The passages in italics are found, bold ones are not."""
    assert italics("**Gras**, puis *un mot* et *deux mots*.") == ("un mot", "deux mots")
