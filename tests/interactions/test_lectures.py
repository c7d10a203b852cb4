"""Who works with whom against what two readers read, in two halves of which one tuned nothing."""

from collections import Counter
from hashlib import sha256

import pytest

from carto.edition import Dossier
from carto.interactions import Interaction
from carto.interactions.links import links
from carto.model import Cartographie
from tests.conftest import ROOT
from tests.interactions.lectures import Mention, found_in, load_readings, score
from tests.score import row

READINGS = load_readings()
HALVES = {half: [r for r in READINGS if r.moitie == half] for half in ("reglage", "reserve")}
DOCS = (ROOT / "docs" / "interactions.md").read_text(encoding="utf-8")


def half_of(source: str) -> str:
    """Return the half that the mentions of a fiche are in."""
    return "reserve" if sha256(source.encode()).digest()[0] % 2 else "reglage"


def of_half(found: dict[Mention, Interaction], half: str) -> dict[Mention, Interaction]:
    """Return the part of *found* that is in *half*."""
    return {mention: i for mention, i in found.items() if half_of(mention[1]) == half}


@pytest.fixture(scope="module")
def whole(cartographie: Cartographie, dossier: Dossier) -> dict[Mention, Interaction]:
    """Return what rules and decisions find."""
    return found_in(cartographie, dossier.noms, dossier.interactions)


@pytest.fixture(scope="module")
def by_rule(cartographie: Cartographie, dossier: Dossier) -> dict[Mention, Interaction]:
    """Return what the rules find by themselves."""
    return found_in(cartographie, dossier.noms, ())


def test_the_readings() -> None:
    """At least 120 mentions, each in the half of its métier, half of them held out."""
    assert len([r for r in READINGS if r.retenu == "oui"]) >= 220
    assert len([r for r in HALVES["reserve"] if r.retenu == "oui"]) >= 100
    for reading in READINGS:
        assert reading.moitie == half_of(reading.mention[1])


def test_the_held_out_half(whole: dict[Mention, Interaction]) -> None:
    """On what nobody looked at while writing rules and decisions, the aims are reached."""
    found = score(HALVES["reserve"], of_half(whole, "reserve"))
    assert found.precision >= 0.95
    assert found.rappel >= 0.92
    assert row("règles et décisions", found) in DOCS


def test_the_rules_alone(by_rule: dict[Mention, Interaction]) -> None:
    """What the rules reach without the table is what the documentation says."""
    assert row("règles seules", score(HALVES["reserve"], of_half(by_rule, "reserve"))) in DOCS


def test_titles_alone(cartographie: Cartographie) -> None:
    """So is what the titles alone reach, without any other name."""
    found = of_half(found_in(cartographie, (), ()), "reserve")
    assert row("titres seuls", score(HALVES["reserve"], found)) in DOCS


def test_types(whole: dict[Mention, Interaction]) -> None:
    """Of what is rightly found, the type is that which the third reader kept, as often as is said."""
    found = of_half(whole, "reserve")
    kept = {r.mention: r.type for r in HALVES["reserve"] if r.retenu == "oui" and r.mention in found}
    right = sum(found[mention].type == kind for mention, kind in kept.items())
    assert f"{right} types sur {len(kept)}" in DOCS


def test_confidence_of_rules(by_rule: dict[Mention, Interaction]) -> None:
    """How sure a rule is comes from the half that tuned it."""
    kept = {r.mention: r.retenu for r in HALVES["reglage"]}
    right, wrong = Counter[str](), Counter[str]()
    for mention, interaction in of_half(by_rule, "reglage").items():
        verdict = kept.get(mention, "non")
        (right if verdict == "oui" else wrong)[interaction.regle] += verdict != "doute"
    for rule, confidence in links().confiances.items():
        expected = (right[rule] + 1) / (right[rule] + wrong[rule] + 2)
        assert round(expected, 2) == confidence, rule


def test_agreement() -> None:
    """How far the two readers agree on the pairs is what the documentation says."""
    pairs = [
        {(r.mention[1], r.mention[2]) for r in READINGS if r.lecteurs[n] in {"sure", "moyenne"}}
        for n in (0, 1)
    ]
    both, either = len(pairs[0] & pairs[1]), len(pairs[0] | pairs[1])
    assert f"{both} paires sur {either}" in DOCS
