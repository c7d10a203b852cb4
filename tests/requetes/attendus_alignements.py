"""What the queries about ROME and ESCO must give, counted from the tables of alignments and fiches."""

import csv
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from itertools import product
from math import floor, sqrt
from pathlib import Path
from statistics import NormalDist
from typing import Any

from carto.iris import BASE, Iris
from carto.model import Nature, Niveau
from tests.conftest import ROOT
from tests.decisions import DOSSIER, RIEN, Decision, decisions
from tests.requetes.lecture import Lecture

Rangees = list[tuple[str, ...]]

_METIERS, _ROME, _ESCO = f"{BASE}id/metier/", f"{BASE}rome/", "http://data.europa.eu/esco/"


# The tables


@cache
def _reglages() -> Mapping[str, Any]:
    """Return the settings of alignments."""
    return tomllib.loads((ROOT / "data" / "alignements.toml").read_text(encoding="utf-8"))


@cache
def _lignes(path: Path) -> tuple[Mapping[str, str], ...]:
    """Return the rows of a table by column, without its comments."""
    with path.open(encoding="utf-8", newline="") as stream:
        written = (line for line in stream if not line.startswith("#"))
        return tuple(csv.DictReader(written, delimiter="\t", quoting=csv.QUOTE_NONE))


def _genre(d: Decision) -> str:
    """Return with what a decision is measured: links of métiers, or of concepts."""
    return "metier" if d.sujet.startswith(_METIERS) else "concept"


def _code(d: Decision) -> str:
    """Return the code of the target, as the other tables write it."""
    return d.cible.removeprefix(_ROME).removeprefix(_ESCO)


def _liens() -> list[Decision]:
    """Return the rows that are links."""
    return [d for d in decisions() if d.est_lien]


def _titres(lecture: Lecture) -> Mapping[str, str]:
    """Return the titles of the métiers by IRI."""
    return {str(Iris().metier(m)): titre for titre, m in lecture.metiers.items()}


def _du_metier(lecture: Lecture, titre: str) -> list[Decision]:
    """Return the rows about the métier *titre*."""
    iri = str(Iris().metier(lecture.metiers[titre]))
    return [d for d in decisions() if d.sujet == iri]


# What a confidence is worth


def _bande(confiance: float) -> str:
    """Return the name of the band of a confidence: of those that begin below it, the last."""
    begun = [band for band in _reglages()["bande"] if band["minimum"] <= confiance]
    return str(max(begun, key=lambda band: band["minimum"])["nom"])


def _relectures(genre: str, bande: str) -> list[bool]:
    """Return of each link of a band that was read again, whether it was found right."""
    return [
        row["relation"] in ("exact", "close", "broad", "narrow", row["premiere"])
        for row in _lignes(DOSSIER / "relectures.tsv")
        if row["premiere"] != "not"
        and row["sujet"].startswith("metier/") == (genre == "metier")
        and _bande(float(row["confiance"])) == bande
    ]


def _tenus(genre: str, bande: str) -> list[bool]:
    """Return of each link of today in a band that was read again, whether the second reader holds it."""
    prefixes = {_ROME: "rome:", _ESCO: "esco:"}
    said = {(row["sujet"], row["cible"]): row["relation"] for row in _lignes(DOSSIER / "relectures.tsv")}
    found = []
    for d in _liens():
        if (_genre(d), _bande(float(d.confiance))) == (genre, bande):
            (start,) = (start for start in prefixes if d.cible.startswith(start))
            target = prefixes[start] + d.cible.removeprefix(start)
            relation = said.get((d.sujet.removeprefix(f"{BASE}id/"), target))
            if relation:
                found.append(relation in ("exact", "close", "broad", "narrow", d.relation[:-5]))
    return found


def _parts(genre: str, bande: str) -> tuple[str, str, str]:
    """Return the share of right links of a band, and Wilson's interval; nothing if none was read again.

    Its bounds are the shares that are as far from what was observed as 95 % of samples are at most:
    the solutions of (part - x)² = z² x (1 - x) / n.
    """
    right = _relectures(genre, bande)
    if not right:
        return "", "", ""
    part, squared = sum(right) / len(right), NormalDist().inv_cdf(0.975) ** 2 / len(right)
    a, b, c = 1 + squared, 2 * part + squared, part * part
    root = sqrt(max(b * b - 4 * a * c, 0))
    low, high = max((b - root) / (2 * a), 0), min((b + root) / (2 * a), 1)
    return str(round(part, 4)), str(round(low, 4)), str(round(high, 4))


def ce_que_valent_les_liens(_: Lecture) -> Rangees:
    """Return the bands that hold a link: how many, read again and held; then what was measured."""
    counted = Counter((_genre(d), _bande(float(d.confiance))) for d in _liens())
    texts = _reglages()["textes"]
    rows: Rangees = []
    for genre, band in product(("metier", "concept"), _reglages()["bande"]):
        if number := counted[genre, band["nom"]]:
            right = _relectures(genre, band["nom"])
            label = texts[f"bande_{genre}"].format(bande=band["fr"])
            held = _tenus(genre, band["nom"])
            counts = tuple(map(str, (number, len(held), sum(held), len(right), sum(right))))
            rows.append((label, *counts, *_parts(genre, band["nom"])))
    return rows


# Métiers


def rome_et_esco(lecture: Lecture, metier: str) -> Rangees:
    """Return the links of a métier: target, label, relation, confidence, share of right ones, why."""
    return [
        (
            d.cible,
            d.libelle,
            d.relation,
            d.confiance,
            _parts("metier", _bande(float(d.confiance)))[0],
            d.raison,
        )
        for d in _du_metier(lecture, metier)
        if d.est_lien
    ]


def metiers_d_une_cible(lecture: Lecture, cible: str) -> Rangees:
    """Return the métiers that are linked to a target, named by its code, its IRI or its label."""
    asked = cible.lower()
    titres = _titres(lecture)
    return [
        (d.sujet, titres[d.sujet], d.relation, d.confiance, d.raison)
        for d in _liens()
        if _genre(d) == "metier" and asked in (d.cible.lower(), d.libelle.lower(), d.code.lower())
    ]


def faux_amis(lecture: Lecture, metier: str) -> Rangees:
    """Return what was refused to a métier: target, label, why."""
    return [(d.cible, d.libelle, d.raison) for d in _du_metier(lecture, metier) if d.refuse]


def metiers_sans_lien(lecture: Lecture) -> Rangees:
    """Return the métiers to which nothing fits: IRI, title, in which reference, why."""
    return [
        (d.sujet, _titres(lecture)[d.sujet], d.referentiel, d.raison)
        for d in decisions()
        if d.cible == RIEN and _genre(d) == "metier"
    ]


def _etat(rome: Decision, esco: Decision) -> tuple[str, str]:
    """Return how the triangle of two links of a métier stands, and why."""
    official = _lignes(DOSSIER / "correspondance.tsv")
    joined = {(row["rome"], row["esco"]): int(row["appellations"]) for row in official}
    texts = _reglages()["textes"]
    if number := joined.get((_code(rome), _code(esco))):
        return "TriangleFerme", texts["ferme"].format(nombre=number)
    if _code(rome) not in {row["rome"] for row in official}:
        return "TriangleImpossible", texts["impossible_rome"]
    if _code(esco) not in {row["esco"] for row in official}:
        return "TriangleImpossible", texts["impossible_esco"]
    named = (rome.sujet.removeprefix(f"{BASE}id/"), _code(rome), _code(esco))
    reasons = _lignes(DOSSIER / "triangles.tsv")
    said = [row["raison"] for row in reasons if (row["metier"], row["rome"], row["esco"]) == named]
    return "TriangleOuvert", "".join(said)


def triangles(lecture: Lecture, etat: str) -> Rangees:
    """Return the pairs of links of one métier in that state: it, ROME, ESCO, and why."""
    rows: Rangees = []
    for iri, titre in _titres(lecture).items():
        liens = [d for d in _liens() if d.sujet == iri]
        for rome, esco in product(liens, liens):
            if (rome.referentiel, esco.referentiel) == ("ROME", "ESCO"):
                found, raison = _etat(rome, esco)
                if found == etat:
                    labels = rome.libelle, esco.cible, esco.libelle
                    rows.append((iri, titre, _code(rome), *labels, raison))
    return rows


# Compétences and connaissances


def sans_equivalent(lecture: Lecture) -> Rangees:
    """Return the connaissances to which nothing fits: IRI, label, by how many asked, why in each."""
    names = Iris().concepts(lecture.concepts)
    why = {(d.sujet, d.referentiel): d.raison for d in decisions() if d.cible == RIEN}
    rows = []
    for c in lecture.concepts:
        iri = str(names[c.nature, c.cle])
        rome, esco = why.get((iri, "ROME")), why.get((iri, "ESCO"))
        if c.nature == Nature.CONNAISSANCE and rome and esco:
            rows.append((iri, c.libelle, len(c.metiers), rome, esco))
    rows.sort(key=lambda row: (-row[2], row[1]))
    return [(iri, libelle, str(number), *reasons) for iri, libelle, number, *reasons in rows]


def alignees_par_famille(lecture: Lecture) -> Rangees:
    """Return how many exigences each famille has, and how many, which share, with a link to each."""
    names = Iris().concepts(lecture.concepts)
    asked = {
        str(names[c.nature, c.cle]): c.metiers for c in lecture.concepts if c.nature != Nature.ACTIVITE
    }
    rows: Rangees = []
    for famille in lecture.rubriques:
        metiers = lecture.metiers_de(famille)
        exigences = {iri for iri, who in asked.items() if who & metiers}
        if famille.niveau == Niveau.FAMILLE and exigences:
            linked = [
                len(exigences & {d.sujet for d in _liens() if d.referentiel == referentiel})
                for referentiel in ("ROME", "ESCO")
            ]
            shares = [floor(Fraction(100 * n, len(exigences)) + Fraction(1, 2)) / 100 for n in linked]
            rows.append((famille.titre, str(len(exigences)), *map(str, linked), *map(str, shares)))
    return rows


ATTENDUS: dict[str, Callable[..., Rangees]] = {
    "rome-et-esco": rome_et_esco,
    "metiers-d-une-cible": metiers_d_une_cible,
    "faux-amis": faux_amis,
    "triangles": triangles,
    "ce-que-valent-les-liens": ce_que_valent_les_liens,
    "sans-equivalent": sans_equivalent,
    "alignees-par-famille": alignees_par_famille,
    "metiers-sans-lien": metiers_sans_lien,
}
