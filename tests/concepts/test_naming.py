"""One clean wording per concept."""

from pathlib import Path

import pytest

from carto.concepts import group, occurrences
from carto.concepts.naming import accented, label_by_rule, load_labels
from carto.edition import Dossier
from carto.errors import InputError
from carto.labels import label
from carto.model import Cartographie, Nature
from carto.text import fold
from tests.concepts.conftest import wording


@pytest.mark.parametrize(
    ("expected", "nature", "text", "above"),
    [
        ("Présenter un plan", Nature.COMPETENCE, "savoir présenter un plan,", None),
        (
            "Acquérir des connaissances",
            Nature.COMPETENCE,
            "Être capable d'acquérir des connaissances",
            None,
        ),
        ("Être capable de leadership", Nature.COMPETENCE, "Être capable de leadership", None),
        ("Établir un diagnostic", Nature.COMPETENCE, "Etablir un diagnostic.", None),
        ("Être tenace", Nature.COMPETENCE, "Etre tenace", None),
        ("Exploiter l'outil", Nature.COMPETENCE, "Exploiter l'outil", None),
        ("Négocier", Nature.COMPETENCE, "Négocier :", None),
        ("Mettre en œuvre (un plan…)", Nature.COMPETENCE, "Mettre en oeuvre (un plan...)", None),
        ("Négocier : conclure", Nature.COMPETENCE, "savoir conclure.", "Négocier :"),
        ("Savoir", Nature.COMPETENCE, "Savoir", None),
        ("De la", Nature.CONNAISSANCE, "De la", None),
        ("Anglais", Nature.CONNAISSANCE, "De l'anglais.", None),
        ("Réseaux d'accès", Nature.CONNAISSANCE, "Connaissance des réseaux d'accès", None),
        ("Techniques de vente", Nature.CONNAISSANCE, "Des techniques de vente", None),
        ("Gère les contenus", Nature.ACTIVITE, "Gère les contenus :", None),
    ],
)
def test_label_by_rule(expected: str, nature: Nature, text: str, above: str | None) -> None:
    """The frame, the article and the final punctuation fall; what leans on its parent names it."""
    assert expected == label_by_rule(wording(text, nature, above))


@pytest.mark.parametrize(
    ("expected", "text"), [("Éditer", "Editer"), ("Examen", "Examen"), ("Évaluer", "Evaluer")]
)
def test_accent_of_a_capital(expected: str, text: str) -> None:
    """A capital gets its accent where only the accented word is French."""
    assert expected == accented(text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("Négocier", "Négocier :"),
        ("savoir conclure", "savoir conclure."),
        ("mobiles, etc.", "mobiles, etc."),
        ("tenir un budget", "tenir un budget,"),
    ],
)
def test_final_punctuation(expected: str, text: str) -> None:
    """The punctuation that ends a bullet is no part of a label."""
    assert expected == label(text)


def test_labels_of_this_edition(cartographie: Cartographie, dossier: Dossier) -> None:
    """Each is said once, begins with a capital, and ends in no punctuation but « … » and « etc. »."""
    concepts = group(occurrences(cartographie), dossier.lecture)
    named = [(c.nature, c.libelle) for c in concepts]
    assert len(named) == len(set(named))
    for nature, libelle in named:
        first = next(c for c in libelle if c.isalnum())
        assert first.isupper() or first.isdecimal(), libelle
        assert libelle.endswith(("etc.", "…")) or libelle[-1] not in ".,;:!? ", libelle
        assert libelle.count("(") == libelle.count(")"), libelle
        assert not any(slip in libelle for slip in ("oeuvre", "...", "  ", " ,", "Opérateur")), libelle
        if nature == Nature.COMPETENCE:
            assert not fold(libelle).startswith(("savoir ", "etre capable")), libelle


def test_other_wordings_are_kept(cartographie: Cartographie, dossier: Dossier) -> None:
    """Every printed text is the label of its concept, or another label of it."""
    for concept in group(occurrences(cartographie), dossier.lecture):
        known = {concept.libelle, *concept.autres_libelles}
        assert {label(o.enonce.texte) for o in concept.occurrences} <= known


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("competence\tVendre\tVendre\ncompetence\tvendre.\tVendre\n", "nommé deux fois"),
        ("savoir\tVendre\tVendre\n", "savoir"),
    ],
)
def test_a_table_that_is_wrong(tmp_path: Path, rows: str, message: str) -> None:
    """It is refused with its line."""
    path = tmp_path / "libelles.tsv"
    path.write_text(f"nature\ttexte\tlibelle\n{rows}", encoding="utf-8")
    with pytest.raises(InputError, match=message):
        load_labels(path)


def test_no_row_says_what_the_rule_says(cartographie: Cartographie, dossier: Dossier) -> None:
    """The table holds only what the rules cannot name."""
    wordings = [f for c in group(occurrences(cartographie), dossier.lecture) for f in c.formulations]
    labels = dossier.lecture.libelles
    idle = [f.texte for f in wordings if labels.get((f.nature, f.cle)) == label_by_rule(f)]
    assert [] == idle
