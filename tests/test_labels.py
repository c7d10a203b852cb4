"""Labels that make sense alone."""

import pytest

from carto.labels import in_context, label, labels, stands_alone, without_last_parenthesis
from carto.model import Cartographie, Enonce, Lignes, Nature
from carto.read import all_metiers


def bullets(*found: tuple[str, int | None]) -> tuple[Enonce, ...]:
    """Return a section of bullets, each with the rank of the one above it."""
    return tuple(
        Enonce(text, Lignes(n, n), n, 0 if parent is None else 1, parent)
        for n, (text, parent) in enumerate(found, 1)
    )


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (False, "savoir conclure,"),
        (False, "les GSS (grandes surfaces spécialisées),"),
        (False, "Consolide les ressources."),
        (False, "« savoir » conclure une vente avec tact"),
        (True, "Analyse l'évolution du parc clients et des placements."),
        (True, "Être à l'écoute du client, être force de proposition"),
    ],
)
def test_what_stands_alone(expected: bool, text: str) -> None:
    """A text that opens in lower case goes on with the one above; a very short one leans on it."""
    assert expected == stands_alone(text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("Vendre", "Vendre (diriger et encadrer l'entretien (de vente))"),
        ("Des techniques (avancées) de projet", "Des techniques (avancées) de projet"),
        ("(Tout entre parenthèses)", "(Tout entre parenthèses)"),
        ("Sans parenthèse", "Sans parenthèse"),
        ("a)", "a)"),
    ],
)
def test_last_parenthesis(expected: str, text: str) -> None:
    """What is said in passing at the end of the text above is left out of the context."""
    assert expected == without_last_parenthesis(text)


def test_context() -> None:
    """The text above comes first, without its colon."""
    assert "Négocier : savoir conclure" == in_context("savoir conclure,", "Négocier :")


def test_labels_of_a_section() -> None:
    """Only what does not stand alone says what it is part of; at depth two, all the way up."""
    section = bullets(
        ("Négocier :", None),
        ("savoir conclure.", 1),
        ("Analyser l'offre des concurrents du marché.", 1),
        ("leurs prix,", 2),
    )
    assert (
        "Négocier",
        "Négocier : savoir conclure",
        "Analyser l'offre des concurrents du marché",
        "Négocier : savoir conclure : leurs prix",
    ) == labels(section)


def test_etc_keeps_its_point() -> None:
    """A final point is taken off, unless it is that of « etc. »."""
    assert ("mobiles, etc.", "Fin") == (label("mobiles, etc."), label("Fin."))


def test_no_label_of_the_cartographie_opens_in_lower_case_without_context(
    cartographie: Cartographie,
) -> None:
    """Every bullet below another that goes on with its sentence is labelled with it."""
    continued = 0
    for metier in all_metiers(cartographie):
        for nature in Nature:
            enonces = metier.enonces[nature]
            for enonce, text in zip(enonces, labels(enonces), strict=True):
                if enonce.parent is not None and enonce.texte[:1].islower():
                    continued += 1
                    assert " : " in text
    assert continued > 200
