"""Merging and tying against what two readers said of 518 pairs, half of which tuned nothing."""

from collections import Counter
from collections.abc import Callable

import pytest
from rapidfuzz import fuzz
from rdflib import Dataset

from carto.concepts import Concept, Reading, group, occurrences
from carto.concepts.analysis import analyse
from carto.concepts.compare import compare
from carto.concepts.model import Relation
from carto.concepts.rules import confidence
from carto.concepts.ties import compared
from carto.corrections import read_table
from carto.edition import Dossier
from carto.iris import CARTO, Iris
from carto.model import Cartographie, Nature
from carto.text import key
from tests.concepts.paires import Paire, kappa, load_pairs, score
from tests.conftest import DONNEES, ROOT
from tests.score import row

PAIRS = load_pairs()
HELD_OUT = [pair for pair in PAIRS if pair.moitie == "reserve"]
DOCS = (ROOT / "docs" / "concepts.md").read_text(encoding="utf-8")
_RATIO = 95


def reader(cartographie: Cartographie, reading: Reading) -> Callable[[Paire], str]:
    """Return what the concepts made with *reading* say of a pair."""
    concepts = group(occurrences(cartographie), reading)
    of: dict[tuple[Nature, str], Concept] = {
        (f.nature, f.cle): concept for concept in concepts for f in concept.formulations
    }
    tied = {
        frozenset((t.a, t.b)) for t in compared(concepts, reading.decisions) if t.verdict.relation.ties
    }

    def said(pair: Paire) -> str:
        a, b = (of[nature, key(text)] for nature, text in (pair.a, pair.b))
        if a is b:
            return "même"
        return "variante" if frozenset((a, b)) in tied else "ni l'un ni l'autre"

    return said


def naive(pair: Paire) -> str:
    """Return what a likeness of strings says."""
    same = pair.a[0] == pair.b[0] and fuzz.ratio(key(pair.a[1]), key(pair.b[1])) >= _RATIO
    return "même" if same else "ni l'un ni l'autre"


def test_the_pairs() -> None:
    """At least 300, in two halves, each labelled twice, and decided where the readers differ."""
    assert len(PAIRS) == 518
    assert {"reglage", "reserve"} == {pair.moitie for pair in PAIRS}
    assert len(HELD_OUT) >= 250
    for pair in PAIRS:
        assert (pair.arbitrage == "-") == (pair.lectures[0] == pair.lectures[1])


def test_agreement() -> None:
    """How far the two readers agree is what the documentation says."""
    four = kappa(pair.lectures for pair in PAIRS)
    tying = {"voisin": "autre", "distinct": "autre"}
    three = kappa((tying.get(a, a), tying.get(b, b)) for a, b in (p.lectures for p in PAIRS))
    for value in (four, three):
        assert f"{value:.2f}".replace(".", ",") in DOCS


@pytest.mark.parametrize(
    ("label", "precision", "recall"), [("même", 0.98, 0.95), ("variante", 0.90, 0.85)]
)
def test_held_out(
    label: str, precision: float, recall: float, cartographie: Cartographie, dossier: Dossier
) -> None:
    """The half that tuned nothing: the goals, and the figures of the documentation."""
    found = score(HELD_OUT, label, reader(cartographie, dossier.lecture))
    assert found.precision >= precision
    assert found.rappel >= recall
    assert row(f"« {label} », règles et décisions", found) in DOCS


def test_rules_alone(cartographie: Cartographie) -> None:
    """Without the decisions, and by likeness of strings, for comparison: as the documentation says."""
    by_rules = reader(cartographie, Reading())
    for label in ("même", "variante"):
        assert row(f"« {label} », règles seules", score(HELD_OUT, label, by_rules)) in DOCS
    alike = score(HELD_OUT, "même", naive)
    assert row(f"« même », ressemblance ≥ {_RATIO} %", alike) in DOCS


MERGING = {"accord", "cadre", "niveau", "parenthèses", "ordre"}
ESTIMATED = {"coquille", "cadre-faible"}


def test_confidences_are_measured() -> None:
    """A confidence is (k + 1) / (n + 2) on the half that tunes; rules that merge count together."""
    upheld: dict[str, list[bool]] = {}
    for pair in PAIRS:
        if pair.moitie == "reglage":
            verdict = compare(analyse(*pair.a), analyse(*pair.b))
            if verdict is not None:
                label = "même" if verdict.relation == Relation.MEME else "variante"
                rule = "même" if label == "même" else verdict.regle
                upheld.setdefault(rule, []).append(label == pair.etiquette)
    for rule, found in upheld.items():
        expected = round((sum(found) + 1) / (len(found) + 2), 2)
        for name in MERGING if rule == "même" else {rule}:
            assert expected == confidence(name), name
    assert all(confidence(name) <= confidence("accord") for name in ESTIMATED)


GRAPHS = ("partage-texte", "concepts", "partage-variantes")
KINDS = {
    "compétence": "requiertCompetence",
    "connaissance": "requiertConnaissance",
    "activité": "exerceActivite",
}


@pytest.mark.parametrize(("kind", "required_by"), KINDS.items(), ids=KINDS)
def test_counts_of_the_documentation(kind: str, required_by: str, dataset: Dataset) -> None:
    """What métiers share at each level, counted in each graph from the ties alone."""
    shared, ties = [], []
    for name in GRAPHS:
        graph = dataset.graph(Iris().graph(name))
        counts = Counter(concept for _, concept in graph.subject_objects(CARTO[required_by]))
        shared.append(sum(n > 1 for n in counts.values()))
        ties.append(sum(n for n in counts.values() if n > 1))
        assert counts == {
            concept: int(str(n))
            for concept, n in graph.subject_objects(CARTO.nombreMetiers)
            if concept in counts
        }
    for title, figures in ((f"{kind}s", shared), (f"liens vers une {kind} partagée", ties)):
        assert f"| {title} | {' | '.join(map(str, figures))} |" in DOCS


def test_invented_cases() -> None:
    """On pairs of other branches the rules alone hardly ever err, and miss few."""
    words = {"meme": "même", "variante": "variante", "autre": "ni l'un ni l'autre"}
    found: Counter[tuple[str, str]] = Counter()
    columns = ("nature", "texte_a", "texte_b", "attendu", "pourquoi")
    for _, c in read_table(DONNEES / "cas-inventes.tsv", columns):
        a, b = (analyse(Nature(c["nature"]), c[text]) for text in ("texte_a", "texte_b"))
        verdict = compare(a, b)
        said = "même" if key(c["texte_a"]) == key(c["texte_b"]) else "ni l'un ni l'autre"
        if verdict is not None and said != "même":
            said = "même" if verdict.relation == Relation.MEME else "variante"
        found[words[c["attendu"]], said] += 1
    assert 140 == sum(found.values())
    for label, least in (("même", 49), ("variante", 42)):
        assert found[label, label] >= least
        assert found[label, label] == sum(n for (_, said), n in found.items() if said == label)
