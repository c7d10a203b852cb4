"""Paragraphs and lists, as printed."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carto.blocks import Liste, Puce, blocks, split_footnotes
from carto.errors import InputError
from carto.model import Passage
from carto.source import Ligne


def lignes(text: str) -> tuple[Ligne, ...]:
    """Return *text* as numbered lines."""
    return tuple(Ligne(n, t) for n, t in enumerate(text.split("\n"), 1))


def puces(text: str) -> Sequence[Puce]:
    """Return the bullets of *text*, which is one list."""
    (liste,) = blocks(split_footnotes(lignes(text))[0])
    assert isinstance(liste, Liste)
    return liste.puces


def test_page_break_does_not_end_a_list() -> None:
    """A blank line within a list is a page break, and the bullet after it says so."""
    assert [False, False, True] == [p.apres_coupure for p in puces("- a\n - b\n\n- c")]


def test_indentation() -> None:
    """The printed indentation is the number of spaces before the dash."""
    assert [0, 1, 0] == [p.retrait for p in puces("- a\n - b\n- c")]


def test_paragraph_ends_a_list() -> None:
    """A heading stands between blank lines."""
    kinds = [type(b) for b in blocks(lignes("Activités\n\n- a\n\nConnaissances\n\n- b"))]
    assert [Passage, Liste, Passage, Liste] == kinds


def test_lost_dash() -> None:
    """A line without dash, in a list and not continuing a sentence, is a bullet like its neighbour."""
    second = puces("- Aa :\n - Analyser\n« Recouper » les informations\n - Jouer")[2]
    assert ("« Recouper » les informations", 1, "tiret-perdu") == (
        second.texte,
        second.retrait,
        second.defaut,
    )


def test_wrapped_line() -> None:
    """A line without dash that opens in lower case goes on with the bullet above."""
    assert ["un texte qui continue ici", "b"] == [
        p.texte for p in puces("- un texte\nqui continue ici\n- b")
    ]


def test_bullet_cut_by_a_footnote() -> None:
    """A footnote printed within a bullet does not end it."""
    text = (
        " - effectue (sur le point de vente,\n\n¹ Une note.\n\nd'animation des magasins).\n\n- Participe"
    )
    first, second = puces(text)
    assert "effectue (sur le point de vente, d'animation des magasins)." == first.texte
    assert (1, 5, "enonce-coupe", 5) == (
        first.lignes.debut,
        first.lignes.fin,
        first.defaut,
        first.suite,
    )
    assert second.apres_coupure


def test_footnote_over_two_lines() -> None:
    """A footnote goes on to the next blank line, and gives nothing to the bullet around it."""
    kept, notes = split_footnotes(
        lignes("- effectue (sur place,\n\n¹ Une note qui\ncontinue ici.\n\net loin).")
    )
    assert ["¹ Une note qui continue ici."] == [note.texte for note in notes]
    (liste,) = blocks(kept)
    assert isinstance(liste, Liste)
    assert "effectue (sur place, et loin)." == liste.puces[0].texte


def test_dash_without_space() -> None:
    """A dash is a bullet with or without a space, a no-break space or bold marks behind it."""
    assert ["Aa", "Bb", "**Cc**"] == [p.texte for p in puces("-Aa\n-\u00a0Bb\n-**Cc**")]


def test_a_list_has_its_own_margin() -> None:
    """A list that is printed further right is read as one at the margin."""
    assert [0, 1, 0] == [p.retrait for p in puces("  - a\n   - b\n  - c")]


@pytest.mark.parametrize("stray", ["****", "-", "= 3"])
def test_stray_line_in_a_list(stray: str) -> None:
    """A line that is neither bullet nor text is an error with its line, not a bullet."""
    with pytest.raises(InputError, match="ligne 2 : ligne inconnue dans une liste"):
        blocks(lignes(f"- Aa.\n{stray}\n- Bb."))


def test_footnotes_are_set_apart() -> None:
    """A line that opens with a superscript number is a footnote."""
    kept, notes = split_footnotes(lignes("Titre²\n\n² Mise à jour en 2005"))
    assert ["Titre²", ""] == [line.texte for line in kept]
    assert ["² Mise à jour en 2005"] == [note.texte for note in notes]


def test_paragraph_over_two_lines() -> None:
    """Lines that follow one another without blank line are one paragraph."""
    (passage,) = blocks(lignes("**Mission : fixer\nla valeur**"))
    assert isinstance(passage, Passage)
    assert ("**Mission : fixer\nla valeur**", 1, 2) == (
        passage.texte,
        passage.lignes.debut,
        passage.lignes.fin,
    )


line = st.sampled_from(["", "- Puce", " - puce,", "Texte.", "suite", "« Cité »", "¹ Note"])


@given(st.lists(line, max_size=30))
def test_no_line_is_lost(texts: list[str]) -> None:
    """Every printed line is in a block, a footnote, or the end of a cut bullet; none is twice."""
    kept, notes = split_footnotes(lignes("\n".join(texts)))
    spans = [note.lignes for note in notes]
    for bloc in blocks(kept):
        spans += [bloc.lignes] if isinstance(bloc, Passage) else [p.lignes for p in bloc.puces]
    ends = {n for s in spans for n in (s.debut, s.fin)}
    inside = {n for s in spans for n in range(s.debut, s.fin + 1)}
    printed = {n for n, t in enumerate(texts, 1) if t.strip()}
    assert ends <= printed <= inside
