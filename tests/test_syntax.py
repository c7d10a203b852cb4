"""The form in which a bullet opens."""

import pytest

from carto.syntax import Forme, opening, opens_low


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (Forme.SAVOIR, "Savoir rédiger des briefs."),
        (Forme.INFINITIF, "Négocier :"),
        (Forme.INFINITIF, "Être capable d'écouter"),
        (Forme.INFINITIF, "mettre en œuvre"),
        (Forme.GROUPE_NOMINAL, "Des produits et services"),
        (Forme.GROUPE_NOMINAL, "l'organisation de l'activité"),
        (Forme.AUTRE, "Assure la veille"),
        (Forme.AUTRE, "Dossier de conception"),
        (Forme.AUTRE, "« »"),
    ],
)
def test_opening(expected: Forme, text: str) -> None:
    """The first word shows the form, as far as it can without a dictionary."""
    assert expected == opening(text)


@pytest.mark.parametrize(
    ("expected", "text"), [(True, "« trucs »"), (True, "**de** plus"), (False, "« Trucs »"), (False, "")]
)
def test_opens_low(expected: bool, text: str) -> None:
    """Quotation marks and bold marks are looked through."""
    assert expected == opens_low(text)
