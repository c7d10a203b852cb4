"""Where bullets belong: every rule on the smallest list that shows it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carto.nesting import Temoins, nest, witnesses
from tests.test_blocks import puces

# Its line numbers must not be those of the list beside it.
SISTER = (
    "\n" * 100
    + """\
- Faire preuve de leadership :
 - Argumenter.
 - Faire preuve de ténacité.
- Travailler seul.
- Comprendre son environnement :
 - Être curieux."""
)


def tree(text: str, *sisters: str) -> str:
    """Return the bullets of *text* with two spaces a level, as *nest* places them."""
    found = puces(text)
    places = nest(found, witnesses([found, *map(puces, sisters)]))
    depths: list[int] = []
    for place in places:
        depths.append(0 if place.parent is None else depths[place.parent] + 1)
    return "\n".join("  " * d + p.texte for d, p in zip(depths, found, strict=True))


CASES = {
    "the page is believed": (
        "- Aa :\n - Bb.\n- Cc.\n- Dd :\n - Ee.",
        "Aa :\n  Bb.\nCc.\nDd :\n  Ee.",
    ),
    "parent in waiting at a page break": (
        "- Synthétiser :\n\n- Collecter.\n- Analyser.\n- Communiquer :\n - Présenter.",
        "Synthétiser :\n  Collecter.\n  Analyser.\nCommuniquer :\n  Présenter.",
    ),
    "parent in waiting without page break": (
        "- Des méthodes, en particulier :\n- la planification,\n - le suivi.\n- Des outils.",
        "Des méthodes, en particulier :\n  la planification,\n  le suivi.\nDes outils.",
    ),
    "third level printed like the second": (
        "- Analyse :\n - Procède à l'audit :\n - des places,\n - des forces.\n - Intègre.",
        "Analyse :\n  Procède à l'audit :\n    des places,\n    des forces.\n  Intègre.",
    ),
    "third level across a page break": (
        "- Comprendre :\n - Savoir lire un contrat :\n\n- Mesurer.\n- Adopter :\n - Écouter.",
        "Comprendre :\n  Savoir lire un contrat :\n    Mesurer.\nAdopter :\n  Écouter.",
    ),
    "comma before the page break": (
        "- Lance :\n - Garantit les prix,\n\n- Assure l'interface.",
        "Lance :\n  Garantit les prix,\n  Assure l'interface.",
    ),
    "lower case after the page break, then upper case": (
        "- Suit :\n - tient les tableaux,\n\n- rentre les données.\n- Vérifie.",
        "Suit :\n  tient les tableaux,\n  rentre les données.\nVérifie.",
    ),
    "upper case after lower case is a new elder": (
        "- Vendre :\n - argumenter,\n - conclure.\n\n- Travailler en réseau.",
        "Vendre :\n  argumenter,\n  conclure.\nTravailler en réseau.",
    ),
    "a heading after the page break is a new elder": (
        "- Aa :\n - Bb.\n\n- Cc :\n - Dd.",
        "Aa :\n  Bb.\nCc :\n  Dd.",
    ),
    "one form for children, another for elders": (
        "- Communiquer :\n - Savoir rédiger.\n - Savoir parler.\n\n- Savoir écrire.\n- Négocier.",
        "Communiquer :\n  Savoir rédiger.\n  Savoir parler.\n  Savoir écrire.\nNégocier.",
    ),
    "one form, where style says nothing": (
        "- Négocier.\n- Communiquer :\n - Savoir rédiger.\n - Savoir parler.\n\n- Savoir écrire.",
        "Négocier.\nCommuniquer :\n  Savoir rédiger.\n  Savoir parler.\n  Savoir écrire.",
    ),
    "style: every elder is a heading": (
        "- Vérifie :\n - Détermine.\n\n- Calcule.\n- Évalue :\n - Assure.",
        "Vérifie :\n  Détermine.\n  Calcule.\nÉvalue :\n  Assure.",
    ),
    "a full stop closes a list of commas": (
        "- Assure :\n - Suit les coûts,\n - Suit les délais,\n\n- Suit les gens.\n- Participe.",
        "Assure :\n  Suit les coûts,\n  Suit les délais,\n  Suit les gens.\nParticipe.",
    ),
    "third level, then its elder across the break": (
        "- Aa :\n - Bb :\n - cc,\n - dd.\n\n- Ee.\n- Ff :\n - Gg.",
        "Aa :\n  Bb :\n    cc,\n    dd.\n  Ee.\nFf :\n  Gg.",
    ),
    "third level lost at the break, then its elder": (
        "- Aa :\n - Bb :\n\n- cc,\n- dd.\n- Ee.\n- Ff :\n - Gg.",
        "Aa :\n  Bb :\n    cc,\n    dd.\n  Ee.\nFf :\n  Gg.",
    ),
    "a comma and lower case without page break": (
        "- Aa :\n - bb,\n- cc.\n- Dd.",
        "Aa :\n  bb,\n  cc.\nDd.",
    ),
    "a bullet without dash, below a heading": (
        "- Aa :\n« Bb » et plus.\n - Cc.",
        "Aa :\n  « Bb » et plus.\n  Cc.",
    ),
    "a bullet with printed children has kept its place": (
        "- Aa :\n - Bb.\n\n- Cc.\n - Dd.",
        "Aa :\n  Bb.\nCc.\n  Dd.",
    ),
    "a comma goes on, whatever the letter": (
        "- Des méthodes :\n\n- la conduite,\n- La planification,\n- le suivi.\n- Des outils.",
        "Des méthodes :\n  la conduite,\n  La planification,\n  le suivi.\nDes outils.",
    ),
    "a bullet that echoes the open parent": (
        "- Aa.\n- Soutient les entités commerciales :\n - Forme.\n\n- Aide les entités commerciales.",
        "Aa.\nSoutient les entités commerciales :\n  Forme.\n  Aide les entités commerciales.",
    ),
    "no evidence: the page is believed": (
        "- Tient.\n- Assure :\n - Saisit.\n\n- Participe.",
        "Tient.\nAssure :\n  Saisit.\nParticipe.",
    ),
    "a flat list has nothing to lose": ("- Aa.\n\n- Bb.\n- Cc.", "Aa.\nBb.\nCc."),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_rule(text: str, expected: str) -> None:
    """A list alone shows the true place of its bullets."""
    assert expected == tree(text)


def test_witness_nests() -> None:
    """After a page break, what a sister fiche prints below a heading is below it here too."""
    text = "- Faire preuve de leadership :\n - Décider.\n\n- Argumenter (beaucoup).\n- Travailler seul."
    expected = "Faire preuve de leadership :\n  Décider.\n  Argumenter (beaucoup).\nTravailler seul."
    assert expected == tree(text, SISTER)


def test_what_stands_between_certain_children_is_a_child() -> None:
    """A bullet without colon cannot be the parent of the certain child that follows it."""
    text = "- Faire preuve de leadership :\n - Décider.\n\n- Piloter.\n- Argumenter.\n- Travailler seul."
    expected = "Faire preuve de leadership :\n  Décider.\n  Piloter.\n  Argumenter.\nTravailler seul."
    assert expected == tree(text, SISTER)


def test_witness_ends_the_children() -> None:
    """A parent in waiting takes no bullet that a sister fiche prints at the margin."""
    text = "- Faire preuve de leadership :\n\n- Décider.\n- Travailler seul."
    assert "Faire preuve de leadership :\n  Décider.\nTravailler seul." == tree(text, SISTER)


def test_witness_below_another_heading() -> None:
    """A text that others only print in retreat is in retreat here, whatever the heading."""
    text = "- Décider.\n- Vendre :\n - Convaincre.\n\n- Être curieux."
    assert "Décider.\nVendre :\n  Convaincre.\n  Être curieux." == tree(text, SISTER)


def test_lost_alone() -> None:
    """With no page break, only the same text below the same heading moves a bullet."""
    text = (
        "- Faire preuve de leadership :\n - Décider.\n- Faire preuve de ténacité.\n- Faire autre chose."
    )
    expected = (
        "Faire preuve de leadership :\n  Décider.\n  Faire preuve de ténacité.\nFaire autre chose."
    )
    assert expected == tree(text, SISTER)


def test_a_bullet_is_no_witness_of_itself() -> None:
    """A text that only one list has proves nothing."""
    found = puces("- Aa :\n - Bb.\n- Cc.")
    temoins = witnesses([found])
    assert not any(temoins.nested_only(p) or temoins.top_only(p) for p in found)


def test_what_follows_a_page_break_is_no_witness() -> None:
    """A bullet that may have lost its indentation does not say where others belong."""
    temoins = witnesses([puces("- Aa :\n - Bb.\n\n- Cc.\n- Dd :\n - Ee.")])
    assert "cc" not in temoins.au_bord
    assert "dd" in temoins.au_bord


line = st.tuples(
    st.sampled_from(["\n", ""]),
    st.sampled_from(["- ", " - "]),
    st.sampled_from(["Aa :", "Aa.", "bb,", "bb.", "Savoir cc.", "Dd"]),
)


@given(st.lists(line, min_size=1, max_size=15))
def test_every_bullet_has_one_place(lines: list[tuple[str, str, str]]) -> None:
    """Whatever is printed: each bullet has a place, its parent is above it, and nothing moves up."""
    text = "- Tête :\n" + "\n".join(f"{gap}{dash}{words}" for gap, dash, words in lines)
    found = puces(text)
    places = nest(found, Temoins())
    assert len(found) == len(places)
    for i, (puce, place) in enumerate(zip(found, places, strict=True)):
        assert place.parent is None or place.parent < i
        assert puce.retrait == 0 or place.parent is not None
