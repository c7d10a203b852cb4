"""Titles and levels, on the smallest documents that show them."""

import pytest

from carto.contents import read_contents
from carto.errors import InputError
from carto.model import Niveau
from carto.outline import outline
from carto.source import Ligne
from carto.template import load_template

GABARIT = load_template()
FICHE = "Mission : Servir\n\nActivités\n\n- Sert."


def levels(contents: str, body: str) -> list[tuple[str, Niveau]]:
    """Return the titles of a document and their levels; « * » in *body* stands for a fiche."""
    table = "\n".join(f"{title}\t{page}" for page, title in enumerate(contents.split(", "), 1))
    text = f"{table}\n\n{body.replace('*', FICHE)}"
    lines = tuple(Ligne(n, t) for n, t in enumerate(text.split("\n"), 1))
    plan = outline(lines, read_contents(lines, GABARIT), GABARIT)
    return [(part.titre, level) for level, part in plan.parties]


CASES = {
    "no sub-families": (
        "Domaine A, F, M",
        "Domaine A\n\nF\n\nM\n\n*",
        [Niveau.DOMAINE, Niveau.FAMILLE, Niveau.METIER],
    ),
    "a title right after a famille is its sous-famille": (
        "Domaine A, F, S, M, T, N",
        "Domaine A\n\nF\n\nUn texte.\n\nS\n\nM\n\n*\n\nT\n\nN\n\n*",
        [
            Niveau.DOMAINE,
            Niveau.FAMILLE,
            Niveau.SOUS_FAMILLE,
            Niveau.METIER,
            Niveau.SOUS_FAMILLE,
            Niveau.METIER,
        ],
    ),
    "a title with its own text is the next famille": (
        "Domaine A, F, S, M, G, N",
        "Domaine A\n\nF\n\nS\n\nM\n\n*\n\nG\n\nUn texte.\n\nN\n\n*",
        [
            Niveau.DOMAINE,
            Niveau.FAMILLE,
            Niveau.SOUS_FAMILLE,
            Niveau.METIER,
            Niveau.FAMILLE,
            Niveau.METIER,
        ],
    ),
    "what is announced wins": (
        "Domaine A, Eaux, Eaux usées, M, Eaux pures, N",
        """Domaine A\n\nEaux\n\nElle a deux sous-familles\n\n- eaux usées\n- eau pure

Eaux usées\n\nUn texte.\n\nM\n\n*\n\nEaux pures\n\nUn texte.\n\nN\n\n*""",
        [
            Niveau.DOMAINE,
            Niveau.FAMILLE,
            Niveau.SOUS_FAMILLE,
            Niveau.METIER,
            Niveau.SOUS_FAMILLE,
            Niveau.METIER,
        ],
    ),
    "familles announced in a sentence": (
        "Domaine A, Eaux, M, Airs, N",
        "Domaine A\n\nIl a deux familles : Eaux et Airs.\n\nEaux\n\nM\n\n*\n\nAirs\n\nN\n\n*",
        [Niveau.DOMAINE, Niveau.FAMILLE, Niveau.METIER, Niveau.FAMILLE, Niveau.METIER],
    ),
}


@pytest.mark.parametrize(("contents", "body", "expected"), CASES.values(), ids=CASES)
def test_levels(contents: str, body: str, expected: list[Niveau]) -> None:
    """The level of a title follows from what announces it and what stands below it."""
    assert list(zip(contents.split(", "), expected, strict=True)) == levels(contents, body)


def test_a_word_is_whole() -> None:
    """« Domaines transverses » is no domaine, and « Notez » opens no note."""
    assert "Domaines transverses" not in GABARIT.domaine
    assert "Domaine eau" in GABARIT.domaine
    assert "Notez que tout change." not in GABARIT.notes
    assert "Note: tout change." in GABARIT.notes


def test_metier_outside_any_famille_is_an_empty_domaine() -> None:
    """A domaine with no famille is an error, with its line."""
    with pytest.raises(InputError, match="« Domaine A » n'a aucun métier"):
        levels("Domaine A, Domaine B, F, M", "Domaine A\n\nDomaine B\n\nF\n\nM\n\n*")
