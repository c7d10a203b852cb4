"""Each query, asked of a real server, gives what was counted in Python from the fiches."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pyoxigraph as ox
import pytest

from carto.edition import Dossier
from carto.iris import BASE
from carto.model import Cartographie
from carto.requetes import Parametre, bind, load_requetes, read_value
from carto.requetes.model import Genre
from tests.conftest import Client
from tests.requetes import attendus_alignements, attendus_fiches, attendus_partage
from tests.requetes.lecture import Lecture, read

KNOWN = load_requetes()
ATTENDUS = attendus_fiches.ATTENDUS | attendus_partage.ATTENDUS | attendus_alignements.ATTENDUS

# What the expected rows do not say: names of resources, and words that the data do not print.
DROPPED = {
    "activites-partagees": "activite", "charnieres": "competence ouverts",
    "competences-partagees": "competence", "competences-ponts": "competence",
    "competences-propres": "propre",
    "competences-specifiques": "competence", "competences-transversales": "competence",
    "communautes": "communaute", "connaissances-partagees": "connaissance",
    "derriere-une-ligne": "chose libelle", "ecart": "exigence", "fiches-d-une-annee": "exigence",
    "formations-d-une-famille": "vers", "interactions": "lien confiance",
    "interactions-entre-domaines": "sortes", "metiers-a-deux-pas": "etapes",
    "metiers-partageant": "autre",
    "metiers-proches": "autre", "niveaux-d-une-connaissance": "niveau",
    "niveaux-de-connaissance": "niveau",
    "ou-est-imprime": "quoi", "pourquoi-reunies": "regle confiance", "recouvrement-familles": "commun",
    "reparations": "reparation", "tendances": "niveau",
}  # fmt: skip

PFS, PROJET = "Architecte PFS", "Chef de projet client"
CHOIX, COMPLEXE = "Argumenter et effectuer des choix", "Traiter une information complexe"
PANORAMA = (
    "Produits et services télécoms (vision panoramique du marché, des produits et de la concurrence)"
)
RESEAUX = (
    "Réseaux de télécommunications et leurs caractéristiques "
    "(fonctionnalités, normes, standards et capacités)"
)
LEVELS = ("concept", "texte", "variantes")
STUBS = ("Chargé des partenariats contenus", "Ergonome")  # fiches with nothing in their lists
OCCUPATION = "http://data.europa.eu/esco/occupation/02eb0ae6-ecdd-4602-9c8e-60ffe6dbe1e2"
OCCUPATION_NAMED = "ingénieur de télécommunications/ingénieure de télécommunications"

# The first case of each is that of the file.
CASES: dict[str, list[dict[str, str]]] = {
    "activites-partagees": [{"niveau": n, "limite": "10"} for n in LEVELS],
    "alignees-par-famille": [{}],
    "ce-que-valent-les-liens": [{}],
    "chaine-de-transfert": [
        {"metier": "Technicien support exploitation réseaux et PFS"},
        {"metier": "Conseiller clientèle"},
        {"metier": "Ergonome"},
    ],
    "charnieres": [
        {"metier": "Conseiller clientèle", "limite": "3"},
        {"metier": "Architecte réseaux", "limite": "40"},
    ],
    "communautes": [{}],
    "competences-partagees": [
        {"niveau": "concept", "limite": "5"},
        {"niveau": "texte", "limite": "40"},
        {"niveau": "variantes", "limite": "40"},
    ],
    "competences-ponts": [{"limite": "10"}, {"limite": "25"}],
    "competences-propres": [{"metier": "Architecte réseaux"}, {"metier": "Chef de produit"}],
    "competences-specifiques": [
        {"perimetre": "Vente", "minimum": "2"},
        {"perimetre": "Domaine contenus", "minimum": "2"},
        {"perimetre": PROJET, "minimum": "1"},
    ],
    "competences-transversales": [
        {"perimetre": "Domaine technique", "limite": "10"},
        {"perimetre": "Relation client", "limite": "10"},
        {"perimetre": PFS, "limite": "5"},
    ],
    "comptes": [{}],
    "connaissances-partagees": [{"niveau": n, "limite": "10"} for n in LEVELS],
    "couvertures": [
        {"depart": "Conseiller clientèle", "minimum": "0.2"},
        {"depart": "Chef de produit", "minimum": "0,5"},
        {"depart": "Ergonome", "minimum": "0"},
    ],
    "derriere-une-ligne": [{"ligne": "2597"}, {"ligne": "248"}, {"ligne": "1492"}],
    "ecart": [
        {"depart": "Architecte réseaux", "arrivee": PFS},
        {"depart": "Conseiller clientèle", "arrivee": "Chargé de compte (Account Manager)"},
        {"depart": "Chef de produit", "arrivee": "Chargé d'acquisition"},
        {"depart": "Chargé d'acquisition", "arrivee": "Chef de produit"},
        {"depart": "Ergonome", "arrivee": PFS},
        {"depart": PFS, "arrivee": "Ergonome"},
        {"depart": PFS, "arrivee": PFS},
    ],
    "familles-deux-a-deux": [{}],
    "familles-en-commun": [{"limite": "5"}, {"limite": "30"}],
    "faux-amis": [{"metier": m} for m in ("Architecte réseaux", "Directeur de programme", *STUBS)],
    "fiche": [{"metier": PFS}, {"metier": "Normalisation"}, {"metier": "Ergonome"}],
    "fiches-a-completer": [{}],
    "fiches-d-une-annee": [{"annee": "2005"}, {"annee": "2007-2008"}, {"annee": "1999"}],
    "formations-d-une-famille": [{"famille": f} for f in ("Relation client", "Marketing", "Vente")],
    "formulations": [{"concept": COMPLEXE}, {"concept": CHOIX}, {"concept": PANORAMA}],
    "interactions": [{"metier": PROJET}, {"metier": "Ergonome"}],
    "interactions-entre-domaines": [{}],
    "intitules": [{}],
    "metiers-a-deux-pas": [
        {"depart": "Superviseur services", "minimum": "0.2"},
        {"depart": "Conseiller clientèle", "minimum": "0.4"},
    ],
    "metiers-d-une-cible": [
        {"cible": c}
        for c in (
            "M1804", "m1804", "2153.1", OCCUPATION, OCCUPATION_NAMED, "Ingénieur / Ingénieure télécoms"
        )
    ],
    "metiers-d-une-competence": [{"concept": CHOIX}, {"concept": "Anglais"}],
    "metiers-isoles": [{"limite": "10"}, {"limite": "77"}],
    "metiers-partageant": [
        {"metier": "Architecte solution client", "minimum": "3", "niveau": n}
        for n in LEVELS
    ],
    "metiers-proches": [
        {"metier": "Architecte réseaux", "limite": "5"},
        {"metier": "Chef de produit", "limite": "80"},
        {"metier": "Ergonome", "limite": "5"},
    ],
    "metiers-sans-lien": [{}],
    "niveaux-d-une-connaissance": [{"connaissance": c} for c in (RESEAUX, PANORAMA, "Anglais")],
    "niveaux-de-connaissance": [{"minimum": n} for n in ("NiveauApprofondi", "NiveauDeBase")],
    "ou-est-imprime": [{"mot": "anglais"}, {"mot": "back-office"}, {"mot": "Développement durable"}],
    "pourquoi-reunies": [{"concept": CHOIX}, {"concept": COMPLEXE}],
    "qui-transfere-a-qui": [{}],
    "recouvrement-familles": [
        {"famille": "Marketing", "autre": "Partenariat contenus", "niveau": n}
        for n in LEVELS
    ],
    "remarques": [{"genre": "incohérence"}, {"genre": "doublon"}],
    "reparations": [{}],
    "rome-et-esco": [{"metier": m} for m in ("Architecte réseaux", PFS, *STUBS)],
    "sans-equivalent": [{"limite": "20"}, {"limite": "200"}],
    "stabilite-des-voisins": [{"plafond": "0.7"}, {"plafond": "1"}],
    "statistiques-par-domaine": [{}],
    "tendances": [{"metier": "Planneur stratégique"}, {"metier": PFS}],
    "triangles": [{"etat": f"Triangle{e}"} for e in ("Ouvert", "Ferme", "Impossible")],
}  # fmt: skip


@pytest.fixture(scope="module")
def lecture(cartographie: Cartographie, dossier: Dossier) -> Lecture:
    """Return the real document, read."""
    return read(cartographie, dossier)


def argument(parametre: Parametre, given: str) -> tuple[str, Any]:
    """Return the keyword and the value that the count in Python takes for *given*."""
    readers: Mapping[Genre, Callable[[str], Any]] = {
        Genre.ENTIER: int,
        Genre.PART: lambda text: float(text.replace(",", ".")),
        Genre.CHOIX: lambda text: next(c.graphe or c.nom for c in parametre.type.choix if c.nom == text),
    }
    if parametre.type.nom == "niveau-de-connaissance":
        return "degre", attendus_fiches.DEGRES[given]
    return parametre.nom, readers.get(parametre.type.genre, str)(given)


def cell(text: str) -> str:
    """Return *text* as it compares: no base, numbers at four places, listings in order."""
    text = text.removeprefix(f"{BASE}ontologie#")
    if re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", text):
        return f"{float(text):.4f}"
    for mark in (" | ", ", "):
        if mark in text:
            return mark.join(sorted(text.split(mark)))
    return text


def rows_of(answer: bytes, dropped: Iterable[str]) -> list[tuple[str, ...]]:
    """Return the rows of a SPARQL result in JSON, without the columns *dropped*."""
    found = json.loads(answer)
    names = [name for name in found["head"]["vars"] if name not in set(dropped)]
    return [
        tuple(cell(row.get(name, {}).get("value", "")) for name in names)
        for row in found["results"]["bindings"]
    ]


@pytest.mark.parametrize(
    ("nom", "number"),
    [(nom, number) for nom, cases in CASES.items() for number in range(len(cases))],
)
def test_result_is_what_the_fiches_give(
    nom: str, number: int, server: Client, store: ox.Store, lecture: Lecture
) -> None:
    """The rows are those of the independent count; those of the file are as many as it says."""
    requete, given = KNOWN[nom], CASES[nom][number]
    by_name = {p.nom: p for p in requete.parametres}
    assert set(given) == set(by_name)
    values = {name: read_value(by_name[name], said, store) for name, said in given.items()}
    arguments = dict(argument(by_name[name], said) for name, said in given.items())
    limite = arguments.pop("limite", None)
    expected = [tuple(map(cell, row)) for row in ATTENDUS[nom](lecture, **arguments)]
    expected = expected[: int(limite)] if limite else expected

    answer = server.sparql(bind(requete, values))

    assert answer.status == 200, answer.text
    found = rows_of(answer.body, DROPPED.get(nom, "").split())
    if nom == "familles-deux-a-deux":
        found = [(*one, *two, n) for *pair, n in found for one, two in [sorted((pair[:2], pair[2:]))]]
    assert sorted(found) == sorted(expected)
    if number == 0:
        assert len(found) == requete.lignes
        default = server.sparql(requete.texte)
        assert default.body == answer.body


def test_every_query_is_counted() -> None:
    """No query is without a count, and no count without a query.

    Those that need a vocabulary give nothing on a build alone: they are counted with the vocabularies.
    """
    alone = {nom for nom, requete in KNOWN.items() if not requete.charge}
    assert alone == set(ATTENDUS) == set(CASES)
