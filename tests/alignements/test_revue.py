"""What needs a reader: undecided, contradictory, or stale in the vocabulary that is loaded."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pyoxigraph as ox
import pytest

from carto.alignements.model import Alignement, Alignements, Officiel, Referentiel
from carto.alignements.revue import missing, review
from carto.iris import BASE, Iris
from tests.alignements.conftest import PREMIERE, decision

IRIS = Iris()
SKOS, ESCO = "http://www.w3.org/2004/02/skos/core#", "http://data.europa.eu/esco/"
A, LABEL = (
    ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
    ox.NamedNode(f"{SKOS}prefLabel"),
)
DEPRECATED = ox.NamedNode("http://www.w3.org/2002/07/owl#deprecated")
PROFESSION = "occupation/a"


def concept(
    graph: str, iri: str, label: str = "", language: str = "fr", *, deprecated: bool = False
) -> Iterator[ox.Quad]:
    """Yield what a loaded vocabulary says of a concept."""
    subject, name = ox.NamedNode(iri), ox.NamedNode(f"{BASE}graphe/{graph}")
    yield ox.Quad(subject, A, ox.NamedNode(f"{SKOS}Concept"), name)
    if label:
        yield ox.Quad(subject, LABEL, ox.Literal(label, language=language), name)
    if deprecated:
        yield ox.Quad(subject, DEPRECATED, ox.Literal(value=True), name)


def fiche(code: str, label: str, *, deprecated: bool = False) -> Iterator[ox.Quad]:
    """Yield what a loaded ROME says of a fiche."""
    return concept("rome", f"{BASE}rome/{code}", label, deprecated=deprecated)


def stored(*said: Iterable[ox.Quad], metiers: Iterable[str] = ()) -> ox.Store:
    """Return a store of *said*, and of these *metiers*."""
    store = ox.Store()
    for quads in said:
        store.extend(quads)
    for name in metiers:
        iri = ox.NamedNode(f"{BASE}id/metier/{name}")
        store.add(ox.Quad(iri, A, ox.NamedNode(f"{BASE}ontologie#Metier")))
        store.add(ox.Quad(iri, LABEL, ox.Literal(name.capitalize(), language="fr")))
    return store


def absent(sujet: str, reference: Referentiel) -> Alignement:
    """Return the decision that nothing in *reference* is like *sujet*."""
    return replace(decision(sujet, None), referentiel=reference)


# Undecided ----------------------------------------------------------------------------------------


def test_undecided() -> None:
    """A métier has a link or the word that there is none, for each reference; a refusal is neither."""
    found = Alignements((
        decision("metier/a"), absent("metier/a", Referentiel.ESCO),
        decision("metier/b", refuse=True), decision("metier/b", PROFESSION),
    ))  # fmt: skip
    said = review(found, stored(metiers=("c", "b", "a")), IRIS)
    assert [
        "metier/b « B » : ni lien ni absence de lien avec rome",
        "metier/c « C » : ni lien ni absence de lien avec rome",
        "metier/c « C » : ni lien ni absence de lien avec esco",
    ] == said["indécis"]


def test_nothing_to_review() -> None:
    """Where all is decided, and no vocabulary is loaded, no line is left."""
    found = Alignements((decision("metier/a"), absent("metier/a", Referentiel.ESCO)))
    said = review(found, stored(metiers=("a",)), IRIS)
    assert {"indécis": [], "contradictoires": [], "périmés": [], "renommés": []} == said
    assert [Referentiel.ROME, Referentiel.ESCO] == missing(stored(), IRIS)
    assert [Referentiel.ESCO] == missing(stored(fiche("M1804", "Ingénieur")), IRIS)


def test_undecided_concepts() -> None:
    """Of a compétence or a connaissance something is decided in each reference, be it a refusal."""
    name = "competence/a"
    store = stored()
    iri = ox.NamedNode(f"{BASE}id/{name}")
    store.add(ox.Quad(iri, A, ox.NamedNode(f"{BASE}ontologie#Competence")))
    store.add(ox.Quad(iri, LABEL, ox.Literal("Savoir", language="fr")))
    refused = Alignements((decision(name, "300606", refuse=True),))
    (line,) = review(refused, store, IRIS)["indécis"]
    assert "competence/a « Savoir » : ni lien ni absence de lien avec esco" == line


# Contradictory ------------------------------------------------------------------------------------


def test_contradictory() -> None:
    """An open triangle without a reason is named by its métier and its two targets."""
    links = (decision(libelle="Ingénieur"), decision(code=PROFESSION, libelle="ingénieure"))
    known = (Officiel("M1804", "-", 0), Officiel("-", PROFESSION, 0))
    (line,) = review(Alignements(links, officiel=known), stored(), IRIS)["contradictoires"]
    assert line.startswith(
        "metier/lecteur : la correspondance officielle ne joint pas M1804 « Ingénieur »"
    )
    assert "« ingénieure »" in line


@pytest.mark.parametrize(
    ("officiel", "raisons"),
    [
        ((Officiel("M1804", PROFESSION, 1),), ()),
        ((Officiel("M1804", "-", 0),), ()),
        (
            (Officiel("M1804", "-", 0), Officiel("-", PROFESSION, 0)),
            (("metier/lecteur", "M1804", PROFESSION, "Parce que."),),
        ),
    ],
    ids=["closed", "impossible", "explained"],
)
def test_not_contradictory(
    officiel: tuple[Officiel, ...], raisons: tuple[tuple[str, str, str, str], ...]
) -> None:
    """A triangle that is closed, that nothing could close, or that a reader has explained, is not."""
    links = (decision(), decision(code=PROFESSION))
    found = Alignements(links, officiel=officiel, raisons=raisons)
    assert [] == review(found, stored(), IRIS)["contradictoires"]


# Stale --------------------------------------------------------------------------------------------


def stale(one: Alignement, *said: Iterable[ox.Quad], kind: str = "périmés") -> list[str]:
    """Return what is stale, or renamed, of one decision, given what the loaded vocabularies say."""
    found = review(Alignements((one,)), stored(*said), IRIS)
    others = {"périmés", "renommés"} - {kind}
    assert not any(found[other] for other in others)
    return found[kind]


PLACE = f"metiers-rome.sssom.tsv, ligne {PREMIERE} : M1804 « Ingénieur »"


def test_absent() -> None:
    """A target that the loaded version has no more is named, with the line of its decision."""
    assert [f"{PLACE} n'est plus dans la version chargée"] == stale(decision(), fiche("M1806", "Autre"))


def test_deprecated() -> None:
    """A target that it has and does not use is named, whatever its label is now."""
    for label in ("Ingénieur", "Autre"):
        found = stale(decision(), fiche("M1804", label, deprecated=True))
        assert [f"{PLACE} n'y sert plus"] == found


def test_renamed() -> None:
    """A target whose French label is another is named, with its new one."""
    found = stale(decision(), fiche("M1804", "Ingénieure"), kind="renommés")
    assert [f"{PLACE} s'y appelle « Ingénieure »"] == found


def test_a_refusal_may_be_stale() -> None:
    """A refused target is looked at as well: what was refused may be another thing since."""
    assert 1 == len(stale(decision(refuse=True), fiche("M1806", "Autre")))
    assert 1 == len(stale(decision(refuse=True), fiche("M1804", "Ingénieure"), kind="renommés"))


def test_not_stale() -> None:
    """The same label is no news; neither is an absence, nor a vocabulary that is not loaded."""
    here = fiche("M1804", "Ingénieur")
    assert [] == stale(decision(), here)
    assert [] == stale(decision())
    assert [] == stale(absent("metier/a", Referentiel.ROME), fiche("M1806", "Autre"))
    assert [] == stale(decision(code=PROFESSION), fiche("M1806", "Autre"))


def test_one_vocabulary_says_nothing_of_the_other() -> None:
    """What stands in the graph of ESCO is not a fiche of ROME, though its IRI be one."""
    wrong = concept("esco", f"{BASE}rome/M1804", "Ingénieur")
    assert [f"{PLACE} n'est plus dans la version chargée"] == stale(
        decision(), fiche("M1806", "Autre"), wrong
    )


def test_a_concept_of_esco() -> None:
    """A target of ESCO is known by its IRI; a label in English is compared with no French one."""
    skill = decision("competence/a", "skill/b", libelle="radio", langue="en")
    assert [] == stale(skill, concept("esco", f"{ESCO}skill/b", "radio électrique"))
    assert 1 == len(stale(skill, concept("esco", f"{ESCO}skill/c", "radio")))
    french = replace(skill, cible=decision(code="skill/b", libelle="radio").cible)
    other = concept("esco", f"{ESCO}skill/b", "radio électrique")
    assert 1 == len(stale(french, other, kind="renommés"))
    assert [] == stale(french, concept("esco", f"{ESCO}skill/b", "wireless", "en"))
    assert [] == stale(french, concept("esco", f"{ESCO}skill/b"))
