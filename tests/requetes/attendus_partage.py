"""What the queries about sharing and proximity must give, counted from the fiches without the graph."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import fsum, log

import networkx as nx
import pandas as pd

from carto.concepts import Concept
from carto.model import Nature, Niveau
from tests.requetes.lecture import Lecture

Rangees = list[tuple[str, ...]]

_SEUIL_PUBLIE = 0.05
_VOISINS_POUR_UN_ORDRE = 5
_FORMATIONS = 3


@dataclass(frozen=True)
class _Exigence:
    """What métiers require, at one level of « shared »."""

    nature: Nature
    libelle: str
    metiers: frozenset[str]

    @property
    def est_competence(self) -> bool:
        """Whether it is a compétence, not a connaissance."""
        return self.nature == Nature.COMPETENCE


def _exigences(lecture: Lecture, niveau: str = "concepts") -> list[_Exigence]:
    """Return what is required at *niveau*."""
    if niveau == "concepts":
        found = [_Exigence(c.nature, c.libelle, c.metiers) for c in lecture.concepts]
    else:
        found = [
            _Exigence(p.nature, p.libelle, frozenset(m.titre for m in p.metiers))
            for p in lecture.partages(niveau)
        ]
    return [e for e in found if e.nature != Nature.ACTIVITE]


def _competences(lecture: Lecture, niveau: str = "concepts") -> list[_Exigence]:
    """Return the compétences required at *niveau*."""
    return [e for e in _exigences(lecture, niveau) if e.est_competence]


def _rangement(lecture: Lecture, niveau: Niveau) -> Mapping[str, str]:
    """Return, by title of métier, the title of the rubrique of *niveau* that holds it."""
    return {
        metier: rubrique.titre
        for rubrique in lecture.rubriques
        if rubrique.niveau == niveau
        for metier in lecture.metiers_de(rubrique)
    }


def _familles(lecture: Lecture) -> Mapping[str, str]:
    """Return the title of the famille of each métier."""
    return _rangement(lecture, Niveau.FAMILLE)


def _perimetre(lecture: Lecture, titre: str) -> frozenset[str]:
    """Return the métiers of the métier or rubrique *titre*."""
    if titre in lecture.metiers:
        return frozenset({titre})
    (rubrique,) = (r for r in lecture.rubriques if r.titre == titre)
    return lecture.metiers_de(rubrique)


def _distincts(metiers: Iterable[str], rangement: Mapping[str, str]) -> int:
    """Return in how many places of *rangement* the *metiers* are."""
    return len({rangement[metier] for metier in metiers})


def _ranges(rows: Iterable[tuple[tuple[float, ...], str, tuple[str, ...]]]) -> Rangees:
    """Return the rows of triples (numbers, label, row): greatest numbers first, then by label."""
    ordered = sorted(rows, key=lambda row: ([-number for number in row[0]], row[1]))
    return [row for _, _, row in ordered]


def _classees(rows: Iterable[tuple[str, *tuple[int, ...]]]) -> Rangees:
    """Return the rows (label, counts) as text: greatest counts first, from the left, then by label."""
    split = ((label, tuple(counts)) for label, *counts in rows)
    return _ranges((counts, label, (label, *map(str, counts))) for label, counts in split)


def _decimal(value: float) -> str:
    """Return *value* as rows print it."""
    return str(round(value, 4))


# What métiers share


def competences_partagees(lecture: Lecture, niveau: str) -> Rangees:
    """Return the compétences that two métiers or more require: by how many, familles, domaines."""
    return _partagees(lecture, [e for e in _exigences(lecture, niveau) if e.est_competence])


def connaissances_partagees(lecture: Lecture, niveau: str) -> Rangees:
    """Return the connaissances that two métiers or more require: by how many, familles, domaines."""
    return _partagees(lecture, [e for e in _exigences(lecture, niveau) if not e.est_competence])


def _partagees(lecture: Lecture, exigences: Iterable[_Exigence]) -> Rangees:
    """Return those of *exigences* that two métiers or more have, the most shared first."""
    familles, domaines = _familles(lecture), _rangement(lecture, Niveau.DOMAINE)
    rows = []
    for e in exigences:
        shared, where = len(e.metiers), _distincts(e.metiers, familles)
        row = (e.libelle, str(shared), str(where), str(_distincts(e.metiers, domaines)))
        if shared > 1:
            rows.append(((shared, where), e.libelle, row))
    return _ranges(rows)


def familles_en_commun(lecture: Lecture) -> Rangees:
    """Return the compétences that two familles or more require: how many familles, métiers."""
    familles = _familles(lecture)
    counted = (
        (e.libelle, _distincts(e.metiers, familles), len(e.metiers)) for e in _competences(lecture)
    )
    return _classees(row for row in counted if row[1] > 1)


def metiers_partageant(lecture: Lecture, metier: str, minimum: int, niveau: str) -> Rangees:
    """Return the métiers that have *minimum* exigences or more in common with *metier*, and how many."""
    common = Counter(
        autre
        for e in _exigences(lecture, niveau)
        if metier in e.metiers
        for autre in e.metiers - {metier}
    )
    familles = _familles(lecture)
    return [(autre, familles[autre], str(n)) for autre, n in sorted(common.items()) if n >= minimum]


def recouvrement_familles(lecture: Lecture, famille: str, autre: str, niveau: str) -> Rangees:
    """Return what is required in both familles, and by how many métiers of each."""
    une, deux = _perimetre(lecture, famille), _perimetre(lecture, autre)
    return _classees(
        (e.libelle, len(e.metiers & une), len(e.metiers & deux))
        for e in _exigences(lecture, niveau)
        if e.metiers & une and e.metiers & deux
    )


def familles_deux_a_deux(lecture: Lecture) -> Rangees:
    """Return the pairs of familles with something in common: what each requires, what both do."""
    familles = _familles(lecture)
    common = Counter(
        pair
        for e in _exigences(lecture)
        for pair in combinations(sorted({familles[m] for m in e.metiers}), 2)
    )
    asked = Counter(f for e in _exigences(lecture) for f in {familles[m] for m in e.metiers})
    return [
        (une, str(asked[une]), deux, str(asked[deux]), str(count))
        for (une, deux), count in sorted(common.items())
    ]


def competences_propres(lecture: Lecture, metier: str) -> Rangees:
    """Return what *metier* alone requires, and how many others require something near to it."""
    savoirs = _Savoirs(lecture)
    return _classees(
        (c.libelle, len(savoirs.qui_a_proche(c) - {metier}))
        for c in savoirs.de[metier]
        if savoirs.metiers[c] == {metier}
    )


def competences_transversales(lecture: Lecture, perimetre: str) -> Rangees:
    """Return the compétences required in *perimetre*: how many familles and métiers of the whole do."""
    familles, metiers = _familles(lecture), _perimetre(lecture, perimetre)
    return _classees(
        (e.libelle, _distincts(e.metiers, familles), len(e.metiers))
        for e in _competences(lecture)
        if e.metiers & metiers
    )


def competences_specifiques(lecture: Lecture, perimetre: str, minimum: int) -> Rangees:
    """Return the compétences that *minimum* métiers of *perimetre* require and none outside."""
    metiers = _perimetre(lecture, perimetre)
    return _classees(
        (e.libelle, len(e.metiers))
        for e in _competences(lecture)
        if len(e.metiers) >= minimum and e.metiers <= metiers
    )


def ecart(lecture: Lecture, depart: str, arrivee: str) -> Rangees:
    """Return what *arrivee* requires: whether *depart* has it, something near to it, or nothing."""
    savoirs = _Savoirs(lecture)
    acquis = savoirs.de[depart]
    rows: Rangees = []
    for concept in savoirs.de[arrivee]:
        near = sorted(c.libelle for c in savoirs.proches[concept] & acquis)
        if concept in acquis:
            rows.append(("partagée", concept.libelle, ""))
        elif near:
            rows.append(("proche", concept.libelle, " | ".join(near)))
        else:
            rows.append(("manquante", concept.libelle, ""))
    return sorted(rows)


# How near métiers are


@dataclass(frozen=True)
class _Savoirs:
    """What each métier requires, what is near to it, and how near the métiers are."""

    lecture: Lecture

    @cached_property
    def metiers(self) -> Mapping[Concept, frozenset[str]]:
        """Who requires each exigence."""
        return {c: c.metiers for c in self.lecture.concepts if c.nature != Nature.ACTIVITE}

    @cached_property
    def de(self) -> Mapping[str, frozenset[Concept]]:
        """The exigences of each métier, none for those whose fiche is empty."""
        found: dict[str, set[Concept]] = {titre: set() for titre in self.lecture.metiers}
        for concept, metiers in self.metiers.items():
            for metier in metiers:
                found[metier].add(concept)
        return {metier: frozenset(own) for metier, own in found.items()}

    @cached_property
    def exigeants(self) -> Sequence[str]:
        """The métiers that have exigences, sorted."""
        return sorted(metier for metier, own in self.de.items() if own)

    @cached_property
    def proches(self) -> Mapping[Concept, frozenset[Concept]]:
        """What is near to each exigence."""
        found: dict[Concept, set[Concept]] = {concept: set() for concept in self.metiers}
        for r in self.lecture.rapprochements:
            if r.verdict.relation.ties and r.a in found and r.b in found:
                found[r.a].add(r.b)
                found[r.b].add(r.a)
        return {concept: frozenset(near) for concept, near in found.items()}

    @cached_property
    def autour(self) -> Mapping[str, frozenset[Concept]]:
        """What each métier has or has something near to."""
        return {
            metier: own.union(*(self.proches[concept] for concept in own))
            for metier, own in self.de.items()
        }

    def qui_a_proche(self, concept: Concept) -> frozenset[str]:
        """Return the métiers that require something near to *concept*."""
        return frozenset(m for near in self.proches[concept] for m in self.metiers[near])

    def poids(self, concepts: Iterable[Concept]) -> float:
        """Return the sum of the weights of *concepts*."""
        return fsum(log(len(self.exigeants) / len(self.metiers[c])) for c in concepts)

    def communes(self, a: str, b: str) -> frozenset[Concept]:
        """Return what both métiers require."""
        return self.de[a] & self.de[b]

    def score(self, a: str, b: str) -> float:
        """Return how near two métiers are."""
        une, deux = self.de[a], self.de[b]
        near = self.poids(deux & self.autour[a] - une) + self.poids(une & self.autour[b] - deux)
        return round(
            (2 * self.poids(une & deux) + near / 2) / (self.poids(une) + self.poids(deux)),
            4,
        )

    @cached_property
    def paires(self) -> Mapping[tuple[str, str], float]:
        """The scores of the published pairs (a, b), a before b, sorted."""
        scores = {(a, b): self.score(a, b) for a, b in combinations(self.exigeants, 2)}
        return {pair: score for pair, score in scores.items() if score >= _SEUIL_PUBLIE}

    @cached_property
    def voisins(self) -> Mapping[str, Mapping[str, float]]:
        """The published neighbours of each métier, and their scores."""
        found: dict[str, dict[str, float]] = {metier: {} for metier in self.de}
        for (a, b), score in self.paires.items():
            found[a][b] = found[b][a] = score
        return found

    def part(self, covered: Collection[Concept], arrivee: str) -> float:
        """Return the part of the exigences of *arrivee* that *covered* is."""
        return round(len(covered) / len(self.de[arrivee]), 4)

    def couverture(self, depart: str, arrivee: str) -> float:
        """Return the part of what *arrivee* requires that *depart* has or has something near to."""
        return self.part(self.de[arrivee] & self.autour[depart], arrivee)

    def pas(self, depart: str, minimum: float) -> Mapping[str, float]:
        """Return the métiers that one step leads to from *depart*, and their coverages."""
        found = {autre: self.couverture(depart, autre) for autre in self.voisins[depart]}
        return {autre: part for autre, part in found.items() if part >= minimum}

    def a_acquerir(self, depart: str, arrivee: str) -> frozenset[Concept]:
        """Return the compétences of *arrivee* that *depart* has not, nor anything near to them."""
        missing = self.de[arrivee] - self.autour[depart]
        return frozenset(c for c in missing if c.nature == Nature.COMPETENCE)


def metiers_proches(lecture: Lecture, metier: str) -> Rangees:
    """Return the published neighbours of *metier*, the nearest first, and how each covers the other."""
    savoirs = _Savoirs(lecture)
    return _ranges(
        (
            (score,),
            autre,
            (
                autre,
                _decimal(score),
                str(len(savoirs.communes(metier, autre))),
                _decimal(savoirs.couverture(metier, autre)),
                _decimal(savoirs.couverture(autre, metier)),
            ),
        )
        for autre, score in savoirs.voisins[metier].items()
    )


def couvertures(lecture: Lecture, depart: str, minimum: float) -> Rangees:
    """Return the neighbours that *depart* covers by *minimum*, and how much at each level."""
    savoirs = _Savoirs(lecture)
    rows: Rangees = []
    for autre, part in sorted(savoirs.pas(depart, minimum).items()):
        common = savoirs.communes(depart, autre)
        same = [c for c in common if any({depart, autre} <= f.metiers for f in c.formulations)]
        parts = (
            savoirs.part(same, autre),
            savoirs.part(common, autre),
            part,
            savoirs.couverture(autre, depart),
        )
        rows.append((autre, str(len(savoirs.de[autre])), *map(_decimal, parts)))
    return rows


def metiers_a_deux_pas(lecture: Lecture, depart: str, minimum: float) -> Rangees:
    """Return the métiers that two steps lead to and one does not, with the best of the weaker steps."""
    savoirs = _Savoirs(lecture)
    first = savoirs.pas(depart, minimum)
    best: dict[str, float] = defaultdict(float)
    for between, part in first.items():
        for autre, then in savoirs.pas(between, minimum).items():
            if autre != depart and autre not in first:
                best[autre] = max(best[autre], min(part, then))
    return [(autre, str(len(savoirs.de[autre])), _decimal(part)) for autre, part in sorted(best.items())]


def metiers_isoles(lecture: Lecture) -> Rangees:
    """Return every métier, the lowest best score first: exigences, neighbours, score, nearest."""
    savoirs = _Savoirs(lecture)
    best = {m: max(savoirs.voisins[m].values(), default=0.0) for m in savoirs.exigeants}
    rows: Rangees = []
    for metier in sorted(best, key=lambda m: (best[m], m)):
        near = savoirs.voisins[metier]
        nearest = min((autre for autre, s in near.items() if s == best[metier]), default="")
        sizes = str(len(savoirs.de[metier])), str(len(near))
        rows.append((metier, *sizes, _decimal(best[metier]), nearest))
    return rows


def charnieres(lecture: Lecture, metier: str) -> Rangees:
    """Return the compétences that *metier* lacks and its neighbours require, and how many of them do."""
    savoirs = _Savoirs(lecture)
    found = Counter(c for autre in savoirs.voisins[metier] for c in savoirs.a_acquerir(metier, autre))
    return _ranges(
        ((count, len(savoirs.metiers[c])), c.libelle, (c.libelle, str(count)))
        for c, count in found.items()
    )


def formations_d_une_famille(lecture: Lecture, famille: str) -> Rangees:
    """Return the three compétences that open the most passages from *famille*, one after the other."""
    savoirs = _Savoirs(lecture)
    closed = {
        (depart, arrivee): savoirs.a_acquerir(depart, arrivee)
        for depart in _perimetre(lecture, famille)
        for arrivee in savoirs.voisins[depart]
    }
    rows: Rangees = []
    while len(rows) < _FORMATIONS:
        opened = Counter(c for missing in closed.values() for c in missing)
        if not opened:
            break
        best = min(opened, key=lambda c: (-opened[c], -len(savoirs.metiers[c]), c.libelle))
        rows.append((str(len(rows) + 1), best.libelle, str(opened[best])))
        closed = {passage: missing for passage, missing in closed.items() if best not in missing}
    return rows


# What the proximities are worth


def stabilite_des_voisins(lecture: Lecture, plafond: float) -> Rangees:
    """Return the métiers whose neighbours change order from one measure to another."""
    savoirs = _Savoirs(lecture)
    rows: Rangees = []
    for metier in savoirs.exigeants:
        neighbours = savoirs.voisins[metier]
        if len(neighbours) >= _VOISINS_POUR_UN_ORDRE:
            stability = _stabilite(_mesures(savoirs, metier))
            if stability < plafond:
                rows.append((metier, _decimal(stability), str(len(neighbours))))
    return rows


def _mesures(savoirs: _Savoirs, metier: str) -> Sequence[Sequence[float]]:
    """Return how near *metier* its neighbours are, by score, by Jaccard and by overlap."""
    own, scores = savoirs.de[metier], savoirs.voisins[metier]
    others = [(savoirs.de[autre], savoirs.communes(metier, autre)) for autre in scores]
    return (
        list(scores.values()),
        [round(len(common) / len(own | other), 4) for other, common in others],
        [round(len(common) / min(len(own), len(other)), 4) for other, common in others],
    )


def _stabilite(measures: Sequence[Sequence[float]]) -> float:
    """Return the least of the correlations of the orders of *measures*, 0 if one orders nothing."""
    if any(len(set(measure)) == 1 for measure in measures):
        return 0.0
    ranks = [pd.Series(measure).rank() for measure in measures]
    return round(min(float(one.corr(other)) for one, other in combinations(ranks, 2)), 4)


def _communautes(savoirs: _Savoirs) -> Sequence[frozenset[str]]:
    """Return the groups of métiers that are nearer to one another than to others."""
    graph = nx.Graph()
    graph.add_weighted_edges_from((a, b, score) for (a, b), score in sorted(savoirs.paires.items()))
    return [frozenset(c) for c in nx.community.greedy_modularity_communities(graph, weight="weight")]


def communautes(lecture: Lecture) -> Rangees:
    """Return the communities: how many métiers, how many familles, and which métiers."""
    familles = _familles(lecture)
    return [
        (str(len(metiers)), str(_distincts(metiers, familles)), ", ".join(sorted(metiers)))
        for metiers in _communautes(_Savoirs(lecture))
    ]


def competences_ponts(lecture: Lecture) -> Rangees:
    """Return the compétences of two communities or more: how many, and how many pairs across them."""
    found = _communautes(_Savoirs(lecture))
    rows = []
    for e in _competences(lecture):
        sizes = [len(e.metiers & metiers) for metiers in found if e.metiers & metiers]
        if len(sizes) > 1:
            rows.append((e.libelle, len(sizes), sum(a * b for a, b in combinations(sizes, 2))))
    return _classees(rows)


ATTENDUS: dict[str, Callable[..., Rangees]] = {
    "competences-partagees": competences_partagees,
    "connaissances-partagees": connaissances_partagees,
    "familles-en-commun": familles_en_commun,
    "metiers-partageant": metiers_partageant,
    "recouvrement-familles": recouvrement_familles,
    "familles-deux-a-deux": familles_deux_a_deux,
    "competences-propres": competences_propres,
    "competences-transversales": competences_transversales,
    "competences-specifiques": competences_specifiques,
    "ecart": ecart,
    "metiers-proches": metiers_proches,
    "couvertures": couvertures,
    "metiers-a-deux-pas": metiers_a_deux_pas,
    "metiers-isoles": metiers_isoles,
    "charnieres": charnieres,
    "formations-d-une-famille": formations_d_une_famille,
    "stabilite-des-voisins": stabilite_des_voisins,
    "communautes": communautes,
    "competences-ponts": competences_ponts,
}
