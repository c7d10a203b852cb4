"""What is proposed for made-up things: the evidence, its weight, and the order that it gives."""

import os
import random
import subprocess
import sys
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carto.alignements.entrees import Entree
from carto.alignements.indices import Index, stems
from carto.alignements.proposer import Candidat, propose
from carto.alignements.reglages import reglages
from tests.conftest import ROOT


def things(*entries: Entree) -> Mapping[str, Entree]:
    """Return *entries* by IRI."""
    return {entry.iri: entry for entry in entries}


def titled(**labels: str) -> Mapping[str, Entree]:
    """Return things with labels alone."""
    return things(*(Entree(iri, label) for iri, label in labels.items()))


def proposed(
    subject: Entree, targets: Mapping[str, Entree], joined: Mapping[tuple[str, str], int] | None = None,
    witnesses: Mapping[str, Entree] | None = None,
) -> Sequence[Candidat]:  # fmt: skip
    """Return the candidates of one subject."""
    return propose(things(subject), targets, witnesses or {}, joined or {})[subject.iri]


def iris(found: Sequence[Candidat]) -> list[str]:
    """Return the IRIs of candidates, in their order."""
    return [one.cible.iri for one in found]


# Stems --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ingénieure télécoms", "ingénieurs télécom"),
        ("Techniciennes", "technicien"),
        ("Administratrice de réseau", "administrateurs réseaux"),
        ("Chargée d'affaires", "chargés d’affaire"),
        ("Mise en œuvre", "mises en OEUVRE"),
        ("Le pilotage et l'exploitation des réseaux", "pilotage, exploitation : réseau"),
    ],
)
def test_same_stems(one: str, other: str) -> None:
    """Plural, feminine, ligature, accents, punctuation and empty words make no difference."""
    assert stems(one) == stems(other) != ()


def test_other_stems() -> None:
    """Another word has another stem, and empty words have none."""
    assert set(stems("vendeur")).isdisjoint(stems("acheteur"))
    assert stems("de la, et du") == ()


# Titles and texts ---------------------------------------------------------------------------------


def test_the_same_title_is_all_the_evidence_there_is() -> None:
    """The same words in other forms are worth 1; what has no word in common is no candidate."""
    found = proposed(Entree("s", "Ingénieures réseaux"), titled(a="Boulanger", b="Ingénieur réseau"))
    (best,) = found
    assert ("b", 1.0, "Ingénieur réseau", 1.0) == (
        best.cible.iri,
        best.intitule,
        best.titre,
        best.texte,
    )
    assert (0, 0) == (best.officiel, best.coherence)


def test_nothing_in_common_is_nothing_proposed() -> None:
    """A subject with no word of any target has no candidate, and one without words neither."""
    assert [] == list(proposed(Entree("s", "Boulanger"), titled(a="Ingénieur")))
    assert [] == list(proposed(Entree("s"), titled(a="Ingénieur")))
    assert [] == list(proposed(Entree("s", "Boulanger"), {}))


def test_a_title_beats_a_text() -> None:
    """A target that says the words in its title is before one that says them in its text."""
    targets = things(
        Entree("a", "Formateur", textes=["Il forme le technicien radio."]),
        Entree("b", "Technicien radio", textes=["Il règle des antennes de toutes sortes."]),
    )
    found = proposed(Entree("s", "Technicien radio"), targets)
    assert ["b", "a"] == iris(found)
    assert (1.0, 0.0) == (found[0].intitule, found[1].intitule)
    assert found[1].titre == ""
    assert found[1].texte > 0


def test_likeness_of_titles_by_hand() -> None:
    """Twice the weight of the stems that two titles share, of the weight of both."""
    index = Index(titled(a="Vendeur conseil", b="Vendeur", c="Acheteur"))
    vendeur, conseil = (index.rarity(stem) for stem in stems("Vendeur conseil"))
    found = index.by_title(["Vendeur"])
    assert {"a", "b"} == set(found)
    likeness, title = found["a"]
    assert likeness == pytest.approx(2 * vendeur / (2 * vendeur + conseil))
    assert title == "Vendeur conseil"
    assert found["b"] == (1.0, "Vendeur")


def test_the_rare_tells_more() -> None:
    """The fewer targets have a stem, the more it weighs: the rarer shared word wins."""
    targets = titled(a="Technicien radio", b="Technicien vente", c="Technicien achat", d="Monteur vente")
    index = Index(targets)
    weights = [index.rarity(stem) for stem in stems("radio vente technicien")]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 3
    found = proposed(Entree("s", "Technicien monteur"), targets)
    assert iris(found)[0] == "d"


def test_the_best_of_several_titles() -> None:
    """Any title of the subject against any of the target: the best pair counts, and is named."""
    subject = Entree("s", "Vendeur", intitules=["Chef de rayon"])
    target = Entree("a", "Responsable de magasin", intitules=["Gérant", "Chef de rayon", "Adjoint"])
    (best,) = proposed(subject, things(target))
    assert (1.0, "Chef de rayon") == (best.intitule, best.titre)


def test_of_titles_equally_like_the_first() -> None:
    """Titles with the same stems are one evidence; the one that comes first is named, each time."""
    forms = ["vendeur", "vendeurs", "le vendeur", "les vendeurs", "Vendeur", "Vendeurs", "de vendeur"]
    targets = things(*(Entree(f"t{n}", f"Autre {n}", intitules=list(forms)) for n in range(10)))
    found = Index(targets).by_title(["Vendeur"])
    assert dict.fromkeys(targets, (1.0, forms[0])) == found


def test_texts_are_compared_with_the_best() -> None:
    """The target whose texts are most alike is at 1; another is in proportion, and above 0."""
    targets = things(
        Entree("a", "Un", textes=["régler des antennes"]),
        Entree("b", "Deux", textes=["régler des antennes hertziennes sur un pylône"]),
        Entree("c", "Trois", textes=["régler des factures"]),
    )
    found = Index(targets).by_text(["Régler une antenne sur un pylône."])
    assert ["b", "a", "c"] == sorted(found, key=lambda iri: -found[iri])
    assert found["b"] == 1.0
    assert 0 < found["c"] < found["a"] < 1


# The official correspondence, and coherence ----------------------------------------------------------

TWINS = titled(a="Technicien réseau", b="Technicien réseau")


def test_the_official_correspondence_lifts() -> None:
    """Of two targets alike, that which is joined to the subject's candidate elsewhere comes first."""
    subject, witnesses = Entree("s", "Technicien réseau"), titled(w="Technicien réseau", x="Boulanger")
    assert ["a", "b"] == iris(proposed(subject, TWINS))
    found = proposed(subject, TWINS, {("b", "w"): 3, ("a", "x"): 9}, witnesses)
    assert ["b", "a"] == iris(found)
    assert [1.0, 0.0] == [one.officiel for one in found]
    assert found[0].score - found[1].score == pytest.approx(reglages().poids["officiel"])


def test_a_lesser_witness_vouches_for_less() -> None:
    """What a witness is worth is its score beside the best one's; of several, the best counts."""
    subject = Entree("s", "Technicien réseau")
    witnesses = titled(w="Technicien réseau", x="Technicien radio")
    found = proposed(subject, TWINS, {("a", "x"): 1, ("b", "w"): 1, ("b", "x"): 1}, witnesses)
    officiel = {one.cible.iri: one.officiel for one in found}
    assert officiel["b"] == 1.0
    first, second = proposed(subject, witnesses)
    assert officiel["a"] == pytest.approx(second.score / first.score)
    assert 0 < officiel["a"] < 1


def test_the_correspondence_proposes_nothing_by_itself() -> None:
    """A target with no word of the subject's is not proposed, whoever vouches for it."""
    targets, witnesses = titled(a="Technicien", z="Boulanger"), titled(w="Technicien")
    found = proposed(Entree("s", "Technicien"), targets, {("z", "w"): 1}, witnesses)
    assert ["a"] == iris(found)


def test_coherence_lifts() -> None:
    """Of two targets alike, that of the group where the family's other métiers are comes first."""
    targets = things(
        Entree("a", "Technicien", groupes=["boulange"]),
        Entree("b", "Technicien", groupes=["reseau"]),
        Entree("c", "Monteur", groupes=["reseau"]),
        Entree("d", "Câbleur", groupes=["reseau"]),
    )
    subject = Entree("s", "Technicien", groupes=["famille"])
    alone = propose(things(subject), targets, {}, {})["s"]
    assert ["a", "b"] == iris(alone)
    assert [1.0, 1.0] == [one.coherence for one in alone]
    family = [Entree("t", "Monteur", groupes=["famille"]), Entree("u", "Câbleur", groupes=["famille"])]
    found = propose(things(subject, *family), targets, {}, {})["s"]
    assert ["b", "a"] == iris(found)
    assert found[0].coherence == 1.0
    assert 0 < found[1].coherence < 1
    elsewhere = [Entree(one.iri, one.libelle, groupes=["autre"]) for one in family]
    assert ["a", "b"] == iris(propose(things(subject, *elsewhere), targets, {}, {})["s"])


def test_without_groups_no_coherence() -> None:
    """A thing of no family, or a target of no group, has none of that evidence."""
    grouped = things(Entree("a", "Technicien", groupes=["g"]))
    assert [0.0] == [one.coherence for one in proposed(Entree("s", "Technicien"), grouped)]
    subject = Entree("s", "Technicien", groupes=["famille"])
    assert [0.0] == [one.coherence for one in proposed(subject, titled(a="Technicien"))]


# The score, and the order ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["intitule", "texte", "officiel", "coherence"])
def test_weights_are_those_of_the_settings(name: str) -> None:
    """Each kind of evidence weighs what the settings say, and nothing else counts."""
    evidence = {"intitule": 0.0, "texte": 0.0, "officiel": 0.0, "coherence": 0.0}
    one = Candidat(Entree("a"), titre="", **(evidence | {name: 0.5}))
    assert one.score == 0.5 * reglages().poids[name] > 0
    assert set(evidence) == set(reglages().poids)


def test_no_more_than_sixty() -> None:
    """The list of a subject ends: what has so few words in common is of no use to a reader."""
    targets = titled(**{f"t{n:03}": f"Technicien {n}" for n in range(100)})
    assert 60 == len(proposed(Entree("s", "Technicien"), targets))


WORDS = st.lists(st.sampled_from(["radio", "réseau", "vente", "achat", "antenne", "client"]), max_size=4)
ENTRIES = st.lists(st.tuples(WORDS, WORDS, st.sampled_from(["g", "h"])), max_size=6)


def made(prefix: str, parts: Sequence[tuple[list[str], list[str], str]]) -> list[Entree]:
    """Return a thing of each of *parts*: the words of its label, those of its text, its group."""
    return [
        Entree(f"{prefix}{n}", " ".join(label), textes=[" ".join(text)], groupes=[group])
        for n, (label, text, group) in enumerate(parts)
    ]


@given(ENTRIES, ENTRIES, ENTRIES, st.randoms(use_true_random=False))
def test_evidence_is_bounded_and_the_order_is_total(
    subjects: list[tuple[list[str], list[str], str]],
    targets: list[tuple[list[str], list[str], str]],
    witnesses: list[tuple[list[str], list[str], str]],
    chance: random.Random,
) -> None:
    """Evidence is from 0 to 1, the best is first, each target is once, whatever order they come in."""
    ours, theirs, others = made("s", subjects), made("t", targets), made("w", witnesses)
    joined = {(t.iri, w.iri): 1 for t in theirs for w in others if chance.random() < 0.5}
    found = propose(things(*ours), things(*theirs), things(*others), joined)
    assert set(found) == {one.iri for one in ours}
    for candidates in found.values():
        assert len(set(iris(candidates))) == len(candidates) <= len(theirs)
        for one in candidates:
            evidence = (one.intitule, one.texte, one.officiel, one.coherence)
            assert all(0 <= value <= 1 + 1e-12 for value in evidence)
            assert one.intitule + one.texte > 0
        keys = [(-one.score, one.cible.iri) for one in candidates]
        assert keys == sorted(keys)
    mixed = chance.sample(theirs, len(theirs))
    assert found == propose(things(*ours), things(*mixed), things(*others), joined)


_SCRIPT = """
from itertools import combinations
from carto.alignements.entrees import Entree
from carto.alignements.proposer import propose

words = "antenne radio réseau vente achat client fibre câble pylône service contrat énergie".split()
labels = [" ".join(chosen) for chosen in combinations(words, 5)][::7]
targets = {f"t{n}": Entree(f"t{n}", label) for n, label in enumerate(labels)}
asked = [" ".join(chosen) for chosen in combinations(words, 6)][::90]
subjects = {f"s{n}": Entree(f"s{n}", label) for n, label in enumerate(asked)}
for iri, candidates in propose(subjects, targets, {}, {}).items():
    print(iri, [(one.cible.iri, one.titre, one.score) for one in candidates])
"""


def test_the_same_in_every_process() -> None:
    """The order in which a process keeps sets, which is another each time, changes no score."""
    said = [
        subprocess.run(
            [sys.executable, "-c", _SCRIPT],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1] != ""
