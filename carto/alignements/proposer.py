"""Propose targets: rank those of a loaded vocabulary for each thing, with the evidence.

Four kinds of it, each from 0 to 1, weighed by data/alignements.toml: the best pair of titles; the
texts together; the official correspondence, by which the candidates of the other reference vouch for
those of this one; and coherence, the share of a target's group among the candidates of the family.
A proposal is no decision: readers decide.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox

from carto.alignements.entrees import Entree, official, subjects, targets
from carto.alignements.indices import Index
from carto.alignements.reglages import reglages
from carto.errors import InputError

# How many of the best candidates vouch for those of the other reference, or say what a family is near.
_WITNESSES = 8
# Below this many ranks nothing is proposed: the two later kinds of evidence only reorder these.
_DEPTH = 60


@dataclass(frozen=True, slots=True)
class Candidat:
    """A target proposed for a thing: what each kind of evidence gives, and the title it is known by."""

    cible: Entree
    intitule: float
    titre: str
    texte: float
    officiel: float = 0.0
    coherence: float = 0.0

    @property
    def score(self) -> float:
        """The weighed sum of the evidence."""
        weights = reglages().poids
        found = {
            "intitule": self.intitule,
            "texte": self.texte,
            "officiel": self.officiel,
            "coherence": self.coherence,
        }
        return sum(weights[name] * value for name, value in found.items())


def propose_in(store: ox.Store, vocabulary: str, genre: str) -> Mapping[str, Sequence[Candidat]]:
    """Return the candidates in *vocabulary* of each thing of *genre*, the best first.

    The other vocabulary, if it is there, vouches for métiers alone: the official correspondence is of
    occupations.

    Raises:
        InputError: If *vocabulary* is not loaded in *store*.
    """
    candidates = targets(store, vocabulary, genre)
    if not candidates:
        raise InputError(f"« {vocabulary} » n'est pas chargé : « carto import {vocabulary} CHEMIN »")
    joined = official(store) if genre == "metiers" else {}
    if vocabulary == "esco":
        joined = {(esco, rome): count for (rome, esco), count in joined.items()}
    other = "rome" if vocabulary == "esco" else "esco"
    witnesses = targets(store, other, genre) if joined else {}
    return propose(subjects(store, genre), candidates, witnesses, joined)


def propose(
    subjects: Mapping[str, Entree],
    targets: Mapping[str, Entree],
    witnesses: Mapping[str, Entree],
    joined: Mapping[tuple[str, str], int],
) -> Mapping[str, Sequence[Candidat]]:
    """Return the candidates of each of *subjects* among *targets*, the best first.

    *witnesses*: the targets of the other reference, and *joined*: the pairs of a target and of a
    witness that the official correspondence joins; both may be empty.
    """
    first = _lexical(subjects, targets)
    vouched = _vouched(_lexical(subjects, witnesses), joined) if joined else {}
    near = _near(subjects, first)
    return {iri: _ranked(found, vouched.get(iri, {}), near.get(iri, {})) for iri, found in first.items()}


def _lexical(
    subjects: Mapping[str, Entree], targets: Mapping[str, Entree]
) -> Mapping[str, Sequence[Candidat]]:
    """Return what titles and texts alone propose."""
    index = Index(targets)
    found = {}
    for iri, subject in subjects.items():
        titles, texts = index.by_title(subject.titres), index.by_text((*subject.titres, *subject.textes))
        candidates = [
            Candidat(targets[other], *titles.get(other, (0.0, "")), texts.get(other, 0.0))
            for other in {*titles, *texts}
        ]
        found[iri] = _best(candidates)[:_DEPTH]
    return found


def _best(candidates: Sequence[Candidat]) -> list[Candidat]:
    return sorted(candidates, key=lambda c: (-c.score, c.cible.iri))


def _vouched(
    others: Mapping[str, Sequence[Candidat]], joined: Mapping[tuple[str, str], int]
) -> Mapping[str, Mapping[str, float]]:
    """Return how far the candidates of the other reference vouch for each target, by subject."""
    targets: dict[str, list[str]] = defaultdict(list)
    for target, witness in joined:
        targets[witness].append(target)
    found: dict[str, dict[str, float]] = {}
    for iri, candidates in others.items():
        best = candidates[:_WITNESSES]
        for vouching in best:
            share = vouching.score / best[0].score if best[0].score else 0.0
            for target in targets.get(vouching.cible.iri, ()):
                said = found.setdefault(iri, {})
                said[target] = max(said.get(target, 0.0), share)
    return found


def _near(
    subjects: Mapping[str, Entree], first: Mapping[str, Sequence[Candidat]]
) -> Mapping[str, Mapping[str, float]]:
    """Return how near each group of targets is to the groups of a subject, by subject."""
    weight: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for iri, candidates in first.items():
        for group in subjects[iri].groupes:
            for candidate in candidates[:_WITNESSES]:
                for other in candidate.cible.groupes:
                    weight[group][other] += candidate.score
    share = {group: _scaled(found) for group, found in weight.items()}
    return {
        iri: _together([share.get(g, {}) for g in subject.groupes]) for iri, subject in subjects.items()
    }


def _scaled(found: Mapping[str, float]) -> Mapping[str, float]:
    most = max(found.values(), default=1.0)
    return {group: value / most for group, value in found.items()}


def _together(found: Sequence[Mapping[str, float]]) -> Mapping[str, float]:
    groups = {group for one in found for group in one}
    return {group: max(one.get(group, 0.0) for one in found) for group in groups}


def _ranked(
    candidates: Sequence[Candidat], vouched: Mapping[str, float], near: Mapping[str, float]
) -> Sequence[Candidat]:
    return _best(
        [
            replace(
                c,
                officiel=vouched.get(c.cible.iri, 0.0),
                coherence=max((near.get(group, 0.0) for group in c.cible.groupes), default=0.0),
            )
            for c in candidates
        ]
    )
