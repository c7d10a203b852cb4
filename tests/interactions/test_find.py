"""Who is named in a sentence, and what is done with them: sentences that no document has."""

# ruff: noqa: E501  a case stands on one line

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carto.concepts.model import Methode
from carto.errors import InputError
from carto.interactions import (
    Cible,
    Decisions,
    Interaction,
    Noms,
    Phrase,
    Place,
    TypeInteraction,
    find_interactions,
    load_interactions,
    load_noms,
    names,
)
from carto.interactions.phrases import tokens
from carto.model import Lignes, Niveau

TITLES = {
    cible.titre: cible
    for cible in (
        Cible(Niveau.DOMAINE, "Domaine bois"),
        Cible(Niveau.FAMILLE, "Sciage"),
        Cible(Niveau.FAMILLE, "Achats"),
        Cible(Niveau.METIER, "Chef d'atelier"),
        Cible(Niveau.METIER, "Affûteur"),
        Cible(Niveau.METIER, "Chef de scierie (manager)"),
        Cible(Niveau.METIER, "Acheteur"),
    )
}
TABLE = """nom	sorte	cible	dans	raison
sciage	activite	Sciage	-	Le titre est ce que l'on fait.
chef	rien	-	-	Seul, il ne nomme personne.
patron	personne	Chef de scierie (manager)	-	Un autre titre.
patron	personne	Chef d'atelier	Achats	Aux achats, celui de l'atelier.
CDA	personne	Chef d'atelier	-	Son abréviation.
"""


@pytest.fixture(scope="module")
def noms(tmp_path_factory: pytest.TempPathFactory) -> Noms:
    """Return the names of a sawmill."""
    path = tmp_path_factory.mktemp("noms") / "noms.tsv"
    path.write_text(TABLE, encoding="utf-8")
    return names(load_noms(path), TITLES)


def phrase(text: str, source: str = "Affûteur", place: Place = Place.ACTIVITE) -> Phrase:
    """Return a sentence of a fiche."""
    above = ("Achats",) if source == "Acheteur" else ("Sciage",)
    return Phrase(source, place, 1, text, Lignes(7, 7), (*above, "Domaine bois"))


def found_in(noms: Noms, said: Phrase) -> list[Interaction]:
    """Return what is found in one sentence."""
    return list(find_interactions([said], noms, Decisions()))


@pytest.mark.parametrize(
    ("text", "mots", "cible", "kind"),
    [
        ("Travaille sous la responsabilité du chef d'atelier.", "chef d'atelier", "Chef d'atelier", "rend-compte-a"),
        ("Rend compte de son activité auprès du chef d'atelier.", "chef d'atelier", "Chef d'atelier", "rend-compte-a"),
        ("Règle les lames demandées par les chefs d'atelier", "chefs d'atelier", "Chef d'atelier", "recoit-de"),
        ("Transmet les lames usées au Chef de scierie", "Chef de scierie", "Chef de scierie (manager)", "transfere-a"),
        ("Conseille l'acheteur", "acheteur", "Acheteur", "soutient"),
        ("Anime le travail des acheteurs", "acheteurs", "Acheteur", "pilote"),
        ("Choisit les lames en relation avec les achats", "achats", "Achats", "collabore-avec"),
        ("Prévient les équipes de sciage", "sciage", "Sciage", "collabore-avec"),
        ("Choisit les lames avec CDA", "CDA", "Chef d'atelier", "collabore-avec"),
        ("Choisit les lames avec le(s) patron(s)", "patron(s)", "Chef de scierie (manager)", "collabore-avec"),
        ("Choisit, avec les achats (et les équipes du sciage)", "sciage", "Sciage", "collabore-avec"),
    ],
)  # fmt: skip
def test_who_is_named(noms: Noms, text: str, mots: str, cible: str, kind: str) -> None:
    """A name, by its title or another one, singular or plural, and the link before it."""
    found = found_in(noms, phrase(text))[-1]
    assert (mots, cible, kind) == (found.mots, found.cible.titre, found.type)


@pytest.mark.parametrize(
    "text",
    [
        "Rédige le plan achats de la scierie",
        "Améliore le sciage avec de nouvelles lames",
        "Suit la politique achats",
        "Travaille avec un chef",
        "Forme l'affûteur qui le remplacera",
        "Achète des lames",
        "",
    ],
)
def test_who_is_not(noms: Noms, text: str) -> None:
    """What a document is about, what one does, a part of a name, the métier itself: nobody else."""
    assert [] == found_in(noms, phrase(text))


def test_what_one_must_know_is_not_done(noms: Noms) -> None:
    """A connaissance of others is no work with them."""
    said = phrase("Organisation du travail avec le chef d'atelier", place=Place.CONNAISSANCE)
    assert [] == found_in(noms, said)


def test_a_name_means_another_elsewhere(noms: Noms) -> None:
    """The row for the nearest title wins."""
    (found,) = found_in(noms, phrase("Commande avec le patron", source="Acheteur"))
    assert found.cible.titre == "Chef d'atelier"


def test_each_target_once(noms: Noms) -> None:
    """A sentence that names somebody twice is one interaction, by the first of the two."""
    (found,) = found_in(noms, phrase("Avec le chef d'atelier, ou par CDA"))
    assert (8, 22) == (found.debut, found.fin)


@given(st.text("aàé œ.,()/'-chefs d'atelier", max_size=80))
def test_tokens_stand_where_they_say(text: str) -> None:
    """Each token is a piece of the text, in order, and none overlaps another."""
    end = 0
    for token in tokens(text):
        assert end <= token.debut < token.fin <= len(text)
        end = token.fin


def decided(tmp_path: Path, *rows: str) -> Decisions:
    """Return the decisions of a table of those rows."""
    path = tmp_path / "interactions.tsv"
    head = "ligne\tmots\tcible\ttype\tcertitude\traison"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    return Decisions(load_interactions(path), TITLES)


def test_a_decision_wins(noms: Noms, tmp_path: Path) -> None:
    """It adds, takes away, and says another type; its reason and method are its own."""
    said = phrase("Demande les lames au magasin et au chef d'atelier, et prévient les achats")
    decisions = decided(
        tmp_path,
        "7\tmagasin\tAcheteur\trecoit-de\tmoyenne\tLe magasin est tenu par l'acheteur.",
        "7\tchef d'atelier\tChef d'atelier\tnon\tsure\tPour voir.",
        "7\tachats\tAchats\ttransfere-a\tsure\tIl les prévient.",
    )
    one, other = find_interactions([said], noms, decisions)
    assert ("magasin", "Acheteur", TypeInteraction.RECOIT_DE) == (one.mots, one.cible.titre, one.type)
    assert (Methode.DECISION, 0.8) == (one.methode, one.confiance)
    assert ("Achats", TypeInteraction.TRANSFERE_A) == (other.cible.titre, other.type)
    assert other.raison == "Il les prévient."


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("sept\tmagasin\tAcheteur\tpilote\tsure\tr", "n'est pas une ligne du document"),
        ("7\tmagasin\tMagasinier\tpilote\tsure\tr", "n'est pas un titre de la cartographie"),
        ("7\tmagasin\tAcheteur\tdirige\tsure\tr", "n'est pas un type"),
        ("7\tmagasin\tAcheteur\tpilote\tcertaine\tr", "n'est pas une certitude"),
        ("7\tmagasin\tAcheteur\tpilote\tsure\tr\n7\tmagasin\tAcheteur\tnon\tsure\tr", "déjà décidé, ligne 2"),
        ("7\tentrepôt\tAcheteur\tpilote\tsure\tr", "n'est pas dans une phrase de la ligne 7"),
        ("8\tmagasin\tAcheteur\tpilote\tsure\tr", "n'est pas dans une phrase de la ligne 8"),
    ],
)  # fmt: skip
def test_a_wrong_decision_is_refused(noms: Noms, tmp_path: Path, row: str, message: str) -> None:
    """With its line in the table, and what is wrong with it."""
    with pytest.raises(InputError, match=message):
        find_interactions([phrase("Va au magasin")], noms, decided(tmp_path, row))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("chefs\tgens\tAcheteur\t-\tr", "n'est pas une sorte de nom"),
        ("chefs\tpersonne\tMagasinier\t-\tr", "« Magasinier » n'est pas un titre de la cartographie"),
        ("chefs\tpersonne\tAcheteur\tMagasin\tr", "« Magasin » n'est pas un titre de la cartographie"),
        ("chefs\tpersonne\t-\t-\tr", "un nom de rien n'a pas de cible"),
        ("chefs\trien\tAcheteur\t-\tr", "un nom de rien n'a pas de cible"),
        ("chefs\trien\t-\t-\tr\nChef\trien\t-\t-\tr", "« Chef » est déjà dit"),
    ],
)
def test_a_wrong_name_is_refused(tmp_path: Path, row: str, message: str) -> None:
    """With its line in the table: a title that changes stops the build."""
    path = tmp_path / "noms.tsv"
    path.write_text(f"nom\tsorte\tcible\tdans\traison\n{row}", encoding="utf-8")
    with pytest.raises(InputError, match=message):
        names(load_noms(path), TITLES)
