"""What the real tables decide: of what, how fully, and never two ways at once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import pytest

from carto.alignements.confiance import bande_of, key_of, mesures
from carto.alignements.lire import PATTERN
from carto.alignements.model import Alignement, Alignements, Referentiel
from carto.alignements.reglages import reglages
from carto.concepts import group, occurrences
from carto.edition import Dossier, Edition
from carto.iris import BASE, Iris
from carto.model import Cartographie
from carto.read import all_metiers

GENRES = ("metier", "competence", "connaissance")


@pytest.fixture(scope="module")
def libelles(cartographie: Cartographie, dossier: Dossier) -> Mapping[str, str]:
    """Return the label of each métier, compétence and connaissance, by its name."""
    iris, concepts = Iris(), group(occurrences(cartographie), dossier.lecture)
    names = iris.concepts(concepts)
    found = {iris.metier(one): one.titre for one in all_metiers(cartographie)}
    found |= {names[one.nature, one.cle]: one.libelle for one in concepts}
    named = {iri.removeprefix(f"{BASE}id/"): label for iri, label in found.items()}
    return {name: label for name, label in named.items() if name.startswith(GENRES)}


def subjects(decisions: Iterable[Alignement], genre: str, reference: Referentiel) -> set[str]:
    """Return of what *genre* these decisions say something, in *reference*."""
    return {one.sujet for one in decisions if (one.genre, one.referentiel) == (genre, reference)}


# How fully ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("reference", Referentiel)
@pytest.mark.parametrize("genre", GENRES)
def test_each_thing_is_decided(
    tables: Alignements, libelles: Mapping[str, str], genre: str, reference: Referentiel
) -> None:
    """Each métier, each shared compétence and connaissance is looked up in each reference."""
    known = {name for name in libelles if name.startswith(f"{genre}/")}
    assert known == subjects(tables.decisions, genre, reference) != set()


@pytest.mark.parametrize("reference", Referentiel)
def test_each_metier_has_a_link_or_none_at_all(tables: Alignements, reference: Referentiel) -> None:
    """Of each of the 85 métiers it is said what it is linked to, or that nothing is like it."""
    said = [one for one in tables.decisions if not one.refuse]
    assert 85 == len(subjects(said, "metier", reference))


@pytest.mark.parametrize(
    ("genre", "reference", "least"),
    [
        ("metier", Referentiel.ROME, 85),
        ("metier", Referentiel.ESCO, 80),
        ("competence", Referentiel.ESCO, 300),
        ("competence", Referentiel.ROME, 300),
        ("connaissance", Referentiel.ESCO, 200),
        ("connaissance", Referentiel.ROME, 200),
    ],
)
def test_enough_are_linked(tables: Alignements, genre: str, reference: Referentiel, least: int) -> None:
    """A reader of either reference finds most things from there."""
    linked = subjects((one for one in tables.decisions if one.lie), genre, reference)
    assert len(linked) >= least


def test_subjects_are_called_as_they_are(tables: Alignements, libelles: Mapping[str, str]) -> None:
    """The label of a subject is that of the thing in the build."""
    other = {one.sujet for one in tables.decisions if one.libelle != libelles[one.sujet]}
    assert set() == other


# Never two ways at once ---------------------------------------------------------------------------


def test_no_target_is_kept_and_refused(edition: Edition) -> None:
    """A subject and a target are in one row of all tables, however it is read."""
    pairs = Counter[tuple[str, str, str]]()
    for path in edition.alignements.glob(PATTERN):
        reference = path.name.partition(".")[0].rpartition("-")[2]
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith(("#", "subject_id")):
                cells = line.split("\t")
                pairs[cells[0], cells[4], reference] += 1
    assert pairs.total() > 3000
    assert [] == [pair for pair, times in pairs.items() if times > 1]


def test_nothing_found_is_no_link(tables: Alignements) -> None:
    """Where it is said that nothing was found, nothing is linked; it is said of no refusal."""
    nothing = {(one.sujet, one.referentiel) for one in tables.decisions if one.cible is None}
    linked = {(one.sujet, one.referentiel) for one in tables.decisions if one.lie}
    assert set() == nothing & linked
    assert [] == [one for one in tables.decisions if one.cible is None and one.refuse]


def test_at_most_one_exact_match(tables: Alignements) -> None:
    """A thing is exactly one concept of a reference, at most, and has few links there."""
    exact, links = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for one in tables.decisions:
        if one.lie:
            links[one.sujet, one.referentiel] += 1
            exact[one.sujet, one.referentiel] += one.relation == "exactMatch"
    assert set(exact.values()) == {0, 1}
    assert max(links.values()) <= 4


def test_a_target_has_one_name(tables: Alignements) -> None:
    """A target has one label, in one language, and one code, of one version of its reference."""
    names, versions = defaultdict(set), defaultdict(set)
    for one in tables.decisions:
        versions[one.referentiel].add(one.version)
        if one.cible is not None:
            said = one.cible.libelle, one.cible.langue, one.cible.notation
            names[one.referentiel, one.cible.code].add(said)
    assert [] == [key for key, found in names.items() if len(found) > 1]
    assert {Referentiel.ROME: {"4.60"}, Referentiel.ESCO: {"1.2.0"}} == versions


def test_likes_are_linked_with_likes(tables: Alignements) -> None:
    """A métier is a fiche or an occupation; a compétence or a connaissance is an item or a skill."""
    for one in tables.decisions:
        if one.cible is not None:
            is_work = one.cible.code.startswith("occupation/") or one.cible.code[0].isupper()
            assert is_work == (one.genre == "metier"), one


# Reasons ------------------------------------------------------------------------------------------


def test_each_decision_says_why(tables: Alignements) -> None:
    """No reason is a mere word."""
    assert [] == [one for one in tables.decisions if len(one.raison) < 40]


def test_reasons_are_about_their_target(tables: Alignements) -> None:
    """A reason is of one target, and of one métier; two concepts that are akin may share it."""
    uses = defaultdict(list)
    for one in tables.decisions:
        uses[one.referentiel, one.raison].append(one)
    for shared in uses.values():
        assert len({one.cible for one in shared}) == 1, shared
        assert len({one.sujet for one in shared}) == len(shared) <= 2, shared
        assert len(shared) == 1 or shared[0].genre != "metier", shared


# Second readings ----------------------------------------------------------------------------------


def test_second_readings_are_independent_samples(tables: Alignements) -> None:
    """A pair was read again once; links and false friends were mixed, of métiers and of concepts."""
    pairs = [(one.sujet, one.cible) for one in tables.relectures]
    assert len(pairs) == len(set(pairs))
    subjects_known = {one.sujet for one in tables.decisions}
    assert {sujet for sujet, _ in pairs} <= subjects_known
    mixed = Counter((one.sujet[:6], one.premiere == reglages().refus) for one in tables.relectures)
    assert len({sujet for sujet, _ in pairs if sujet.startswith("metier/")}) == 85
    for genre in ("metier", "compet", "connai"):
        assert min(mixed[genre, True], mixed[genre, False]) >= 30


def test_what_was_read_again_is_mostly_still_decided(tables: Alignements) -> None:
    """A pair that is no longer in the tables is one whose case was settled since: a few of them."""
    decided = {key_of(one) for one in tables.decisions if one.cible is not None}
    gone = [one for one in tables.relectures if (one.sujet, one.cible) not in decided]
    assert len(gone) < len(tables.relectures) / 20
    assert any(not one.juste for one in gone)


def test_a_link_that_the_second_reader_would_not_make_is_of_low_confidence(
    tables: Alignements,
) -> None:
    """What is linked all the same is said to be little sure: in the lowest band."""
    said = {(one.sujet, one.cible): one.relation for one in tables.relectures}
    held = {*reglages().justes}
    against = [
        one
        for one in tables.decisions
        if one.lie and said.get(key_of(one), "exact") not in held | {one.relation.removesuffix("Match")}
    ]
    assert against
    assert {reglages().bandes[-1]} == {bande_of(one.confiance) for one in against}


def test_a_higher_band_is_more_often_right(tables: Alignements) -> None:
    """The share found right rises with the confidence, and is above half but in the lowest band."""
    found = mesures(tables.decisions, tables.relectures)
    for genre in ("metiers", "concepts"):
        shares = [one.part for one in found if one.genre == genre and one.part is not None]
        assert len(shares) >= 2
        assert shares == sorted(shares, reverse=True)
    for one in found:
        if one.bande.nom != "basse":
            assert one.relus >= 60
            assert one.intervalle is not None
            assert one.intervalle[0] > 0.5
