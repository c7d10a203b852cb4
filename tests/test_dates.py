"""When each domaine was last updated, as the document says it."""

from pathlib import Path

import pytest
from rdflib import Dataset, URIRef

from carto.dates import check_domaines, load_dates
from carto.edition import Edition
from carto.errors import InputError
from carto.iris import BASE, CARTO
from carto.source import Document


@pytest.mark.parametrize(
    ("domaine", "metier", "date", "year"),
    [
        ("technique", "architecte-reseaux", "2007-2008", "2008"),
        ("client", "chef-de-marche", "2008", "2008"),
        ("contenus", "graphiste", "2009", "2009"),
        ("innovation-et-prospective", "normalisation", "2005", "2005"),
    ],
)
def test_dates(domaine: str, metier: str, date: str, year: str, dataset: Dataset) -> None:
    """Each domaine has the date that the document gives (lines 150 and 3722), and its métiers too."""
    for iri in (f"domaine/{domaine}", f"metier/{metier}"):
        said = {
            p: [str(o) for *_, o, _ in dataset.quads((URIRef(f"{BASE}id/{iri}"), p, None, None))]
            for p in (CARTO.dateMiseAJour, CARTO.anneeMiseAJour)
        }
        assert {CARTO.dateMiseAJour: [date], CARTO.anneeMiseAJour: [year]} == said


TWO_DATES = """150	domaine Client (deuxième semestre 2008)	Domaine client	2008
3722	date de 2005	Domaine client	2005"""
BAD = {
    "no year": ("150\tdomaine Client\tDomaine client\tdemain", "« demain » n'est ni une année"),
    "year that is not quoted": (
        "150\tdomaine Client (deuxième semestre 2008)\tDomaine client\t2009",
        "les mots cités ne disent pas 2009",
    ),
    "words that are not there": ("151\tdomaine Client\tDomaine client\t2008", "a changé"),
    "two dates": (
        TWO_DATES,
        "« Domaine client » a déjà la date 2008",
    ),
}


@pytest.mark.parametrize(("rows", "message"), BAD.values(), ids=BAD)
def test_bad_date(rows: str, message: str, tmp_path: Path, document: Document) -> None:
    """A date that the document does not say is an error."""
    table = tmp_path / "mises-a-jour.tsv"
    table.write_text(f"ligne\tcitation\tdomaine\tdate\n{rows}\n", encoding="utf-8")
    with pytest.raises(InputError, match=message):
        load_dates(table, document)


def test_domaine_that_does_not_exist(document: Document, edition: Edition) -> None:
    """A date of a domaine that the document does not have is an error."""
    dates = load_dates(edition.mises_a_jour, document)
    with pytest.raises(InputError, match="aucun domaine ne s'appelle « Domaine technique »"):
        check_domaines(dates, ["Domaine client"])
