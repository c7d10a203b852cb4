"""All of ESCO and of ROME beside the real build, where their downloads are: from files to answers."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest

from carto.alignements.entrees import official
from carto.alignements.lire import load_alignements
from carto.alignements.officiel import extract
from carto.alignements.revue import review
from carto.edition import Edition
from carto.iris import BASE, CARTO, Iris
from carto.requetes import load_requetes
from carto.store import disk_place
from tests.conftest import Client, serving
from tests.decisions import decisions
from tests.requetes.lecture import Lecture
from tests.vocabulaires import officiel
from tests.vocabulaires.attendus import DIGITAL, Attendus, Esco, Rome
from tests.vocabulaires.test_avec_le_build import table, text_of

pytestmark = pytest.mark.lent

KNOWN = load_requetes()
ESCO, SKOS = "http://data.europa.eu/esco/model#", "http://www.w3.org/2004/02/skos/core#"
Pairs = set[tuple[str, str]]


# What the files say ----------------------------------------------------------------------------------


def esco_rows(name: str) -> Iterator[Mapping[str, str]]:
    """Yield the rows of a table of ESCO in the folder."""
    text = officiel._bytes(f"esco/{name}").decode("utf-8-sig")
    delimiter = "\t" if ".tsv" in name else ","
    yield from csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)


def rome_rows(name: str) -> Iterator[Mapping[str, str]]:
    """Yield the rows of a table of ROME in the folder, without the spaces around its cells."""
    (path,) = (officiel.SHARED / "rome").glob(f"unix_{name}_v*_utf8.csv*")
    text = officiel._bytes(f"rome/{path.name}").decode("utf-8-sig")
    for row in csv.DictReader(io.StringIO(text, newline="")):
        yield {column: cell.strip() for column, cell in row.items()}


def joined() -> Iterator[Mapping[str, str]]:
    """Yield the rows of the official correspondence, below its description."""
    text = officiel._bytes("rome/FR_20230607_mapping_esco_rome.csv.gz").decode("utf-8-sig")
    yield from csv.DictReader(io.StringIO(text[text.index("classification 1 ID") :], newline=""))


def pairs(rows: Iterator[Mapping[str, str]], one: str, other: str) -> Pairs:
    """Return two columns of *rows*."""
    return {(row[one], row[other]) for row in rows}


def of_skills(kind: str) -> Pairs:
    """Return the pairs of a concept and a skill that is essential, or optional, to it."""
    found: Pairs = set()
    for name, one, other in (
        ("occupationSkillRelations.csv.gz", "occupationUri", "skillUri"),
        ("skillSkillRelations_en.csv.gz", "originalSkillUri", "relatedSkillUri"),
    ):
        found |= pairs((row for row in esco_rows(name) if row["relationType"] == kind), one, other)
    return found


# What the graph says ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def store(avec_tout: Path) -> ox.Store:
    """Return the store on disk that loading made."""
    return ox.Store.read_only(str(disk_place(avec_tout, BASE)))


class Graphe:
    """A named graph, to be read."""

    def __init__(self, store: ox.Store, name: str) -> None:
        self._store = store
        self._iri = f"{BASE}graphe/{name}"

    def pairs(self, predicate: str, language: str = "") -> Pairs:
        """Return the subjects and objects of *predicate*; if it is given, those in one *language*."""
        kept = f'FILTER (LANG(?o) = "{language}")' if language else ""
        text = f"SELECT ?s ?o {{ GRAPH <{self._iri}> {{ ?s <{predicate}> ?o {kept} }} }}"
        rows = self._store.query(text)
        assert isinstance(rows, ox.QuerySolutions)
        return {(row["s"].value, row["o"].value) for row in rows}

    def of_class(self, iri: str) -> set[str]:
        """Return the members of a class."""
        rows = self._store.query(f"SELECT ?s {{ GRAPH <{self._iri}> {{ ?s a <{iri}> }} }}")
        assert isinstance(rows, ox.QuerySolutions)
        return {row["s"].value for row in rows}


@pytest.fixture(scope="module")
def esco(store: ox.Store) -> Graphe:
    """Return the graph of ESCO."""
    return Graphe(store, "esco")


@pytest.fixture(scope="module")
def rome(store: ox.Store) -> Graphe:
    """Return the graph of ROME."""
    return Graphe(store, "rome")


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("Occupation", "occupations_fr.csv.gz"),
        ("Occupation", "occupations_en.csv.gz"),
        ("Skill", "skills_fr_en.tsv.gz"),
        ("SkillGroup", "skillGroups_fr_en.tsv"),
        ("ISCOGroup", "ISCOGroups_fr_en.tsv.gz"),
    ],
)
def test_concepts_of_esco(kind: str, name: str, esco: Graphe) -> None:
    """Each row of a table is a concept of its class, and there is no other."""
    iris = [row["conceptUri"] for row in esco_rows(name)]
    assert len(iris) == len(set(iris)) > 500
    assert esco.of_class(f"{ESCO}{kind}") == set(iris)
    assert set(iris) <= esco.of_class(f"{SKOS}Concept")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_labels_of_esco(language: str, esco: Graphe) -> None:
    """Each label, each other label and each description of a language is there, and no other."""
    labels, others, texts = set[tuple[str, str]](), set[tuple[str, str]](), set[tuple[str, str]]()
    for row in esco_rows(f"occupations_{language}.csv.gz"):
        labels.add((row["conceptUri"], row["preferredLabel"].strip()))
        others |= {(row["conceptUri"], other.strip()) for other in row["altLabels"].split("\n")}
        texts.add((row["conceptUri"], row["description"].strip()))
    for name in ("skills_fr_en.tsv.gz", "skillGroups_fr_en.tsv", "ISCOGroups_fr_en.tsv.gz"):
        for row in esco_rows(name):
            labels.add((row["conceptUri"], row[f"preferredLabel_{language}"].strip()))
            found = row.get(f"altLabels_{language}", "").split("|")
            others |= {(row["conceptUri"], other.strip()) for other in found}
            if language == "en":
                text = row["description_en"] or row.get("fulltext_en", "")
                texts.add((row["conceptUri"], text.strip()))
    for predicate, expected in (
        (f"{SKOS}prefLabel", labels),
        (f"{SKOS}altLabel", others),
        ("http://purl.org/dc/terms/description", texts),
    ):
        assert esco.pairs(predicate, language) == {(iri, said) for iri, said in expected if said}


def test_relations_of_esco(esco: Graphe) -> None:
    """Each relation is there once, whatever the number of languages, and no other."""
    assert esco.pairs(f"{ESCO}relatedEssentialSkill") == of_skills("essential")
    assert esco.pairs(f"{ESCO}relatedOptionalSkill") == of_skills("optional")
    broader: Pairs = set()
    for pillar in ("Occ", "Skill"):
        rows = esco_rows(f"broaderRelations{pillar}Pillar_en.csv.gz")
        broader |= pairs(rows, "conceptUri", "broaderUri")
    assert esco.pairs(f"{SKOS}broader") == broader


def test_concepts_of_rome(rome: Graphe) -> None:
    """Each row of a table is a concept of its class, and there is no other."""
    skills = list(rome_rows("referentiel_competence"))
    expected = {
        "FicheRome": {row["code_rome"] for row in rome_rows("referentiel_code_rome")},
        "AppellationRome": {row["code_ogr"] for row in rome_rows("referentiel_appellation")},
        "SavoirRome": {row["code_ogr_savoir"] for row in rome_rows("referentiel_savoir")},
        "MacroCompetenceRome": {r["code_ogr"] for r in skills if r["nature"].startswith("Macro")},
        "CompetenceRome": {r["code_ogr"] for r in skills if not r["nature"].startswith("Macro")},
        "DomaineRome": {
            row[column]
            for row in rome_rows("cr_gd_dp")
            for column in ("code_grand_domaine", "code_domaine_professionel")
            if row[column]
        },
        "MobiliteRome": {
            f"mobilite/{row['code_rome']}-{row['code_rome_cible']}"
            for row in rome_rows("rubrique_mobilite")
        },
    }
    for kind, codes in expected.items():
        assert rome.of_class(str(CARTO[kind])) == {f"{BASE}rome/{code}" for code in codes}, kind
    assert len(expected["FicheRome"]) > 1000


def test_items_of_rome(rome: Graphe) -> None:
    """What each fiche calls for, what is at its heart, what emerges, is there, and no other."""

    def named(rows: Iterator[Mapping[str, str]]) -> Pairs:
        return {(f"{BASE}rome/{r['code_rome']}", f"{BASE}rome/{r['code_ogr']}") for r in rows}

    items = (r for r in rome_rows("liens_rome_referentiels") if r["code_compo_bloc"] == "5")
    assert rome.pairs(str(CARTO.mobilise)) == named(items)
    for predicate, word in ((CARTO.coeurDeMetier, "Principale"), (CARTO.emergent, "Emergente")):
        said = {r["coeur_metier"] for r in rome_rows("coherence_item")} - {""}
        assert word in {one.replace("É", "E") for one in said}
        rows = (r for r in rome_rows("coherence_item") if r["coeur_metier"].replace("É", "E") == word)
        assert rome.pairs(str(predicate)) == named(rows)
    moves = pairs(rome_rows("rubrique_mobilite"), "code_rome", "code_rome_cible")
    assert len(rome.pairs(str(CARTO.mobilite))) == len(moves)


def test_correspondence(rome: Graphe) -> None:
    """Each row of the official correspondence is a mapping, and there is no other."""
    expected = {
        (
            row["mapping relation"].partition(":")[2],
            row["classification 2 ID"],
            row["classification 1 ID"],
        )
        for row in joined()
    }
    found = {
        (relation, title.removeprefix(f"{BASE}rome/"), occupation)
        for relation in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
        for title, occupation in rome.pairs(f"{SKOS}{relation}")
    }
    assert found == expected


# What is asked ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def service(avec_tout: Path) -> Iterator[Client]:
    """Return a client of a real server over all of it, with the settings that it has by itself."""
    with serving(avec_tout) as address:
        yield Client(address)


@pytest.mark.parametrize("nom", KNOWN)
def test_every_query_is_answered(nom: str, service: Client) -> None:
    """Each query is answered within the service's own limits, with as many rows as without ESCO and ROME."""
    requete = KNOWN[nom]
    found = table(service.sparql(requete.texte))
    assert found
    if not requete.charge:
        assert len(found) == requete.lignes


@pytest.fixture(scope="module")
def attendus(lecture: Lecture) -> Attendus:
    """Return what the queries must give, counted from the files."""
    skills = list(esco_rows("skills_fr_en.tsv.gz"))
    esco = Esco.of(
        esco_rows("occupationSkillRelations.csv.gz"),
        esco_rows("broaderRelationsSkillPillar_en.csv.gz"),
        ((r["conceptUri"], r["preferredLabel_fr"], r["preferredLabel_en"]) for r in skills),
        (r["conceptUri"] for r in skills if "digital" in r["collections"].split("|")),
    )
    names = ("referentiel_code_rome", "texte", "cr_gd_dp", "rubrique_mobilite")
    return Attendus(lecture, esco, Rome.of(*(rome_rows(name) for name in names)))


@pytest.mark.parametrize(
    ("nom", "values"),
    [
        ("essentielles-absentes", {"metier": f"{BASE}id/metier/architecte-reseaux"}),
        ("exigences-hors-esco", {"metier": f"{BASE}id/metier/architecte-reseaux"}),
        ("mobilites-rome", {"metier": f"{BASE}id/metier/architecte-reseaux", "minimum": "0.1"}),
        ("angles-morts-rome", {"domaine": "M18"}),
    ],
)
def test_query(nom: str, values: Mapping[str, str], service: Client, attendus: Attendus) -> None:
    """A query that needs a vocabulary gives what was counted from the files."""
    assert sorted(table(service.sparql(KNOWN[nom].texte))) == attendus.of(nom, **values)


def test_digital_skills(service: Client, esco: Graphe, attendus: Attendus) -> None:
    """The blind spots of ESCO are those that were counted, those of most métiers first."""
    scheme = {subject for subject, value in esco.pairs(f"{SKOS}inScheme") if value == DIGITAL}
    assert scheme == attendus.esco.numeriques
    found, rows = table(service.sparql(KNOWN["angles-morts-esco"].texte)), attendus.angles_morts_esco()
    assert set(found) <= set(rows)
    counts = [int(row[2]) for row in found]
    assert counts == sorted((int(row[2]) for row in rows), reverse=True)[: len(counts)]


def test_pages(service: Client) -> None:
    """The pages say what ESCO and ROME say, and search finds a métier by a title of ROME."""
    page = text_of(service, "/rome/M1804")
    assert "Réalise et développe les architectures" in page
    assert "Network planner" in page
    occupation = "http://data.europa.eu/esco/occupation/02eb0ae6-ecdd-4602-9c8e-60ffe6dbe1e2"
    assert "autres noms" in text_of(service, "/esco", iri=occupation)
    assert "Ce qu'en dit le ROME" in text_of(service, "/page/metier/architecte-reseaux")
    assert "Planificateur réseaux et PFS" in text_of(service, "/recherche", q="network planner")
    assert "Les triangles" in text_of(service, "/alignements")


# What was decided, held against what is loaded -------------------------------------------------------


def test_targets_are_those_of_the_version(esco: Graphe, rome: Graphe) -> None:
    """Each target, accepted or refused, is a concept that is in use; its label is the one given."""
    deprecated = "http://www.w3.org/2002/07/owl#deprecated"
    for graph, is_rome in ((esco, False), (rome, True)):
        known = graph.of_class(f"{SKOS}Concept")
        known -= {subject for subject, _ in graph.pairs(deprecated)}
        targets = {
            d for d in decisions() if d.est_rome == is_rome and not d.cible.endswith("NoTermFound")
        }
        assert targets
        assert {d.cible for d in targets} - known == set()
        for language in ("fr", "en"):
            labels = graph.pairs(f"{SKOS}prefLabel", language)
            given = {(d.cible, d.libelle) for d in targets if d.langue == language}
            assert given - labels == set()
        codes = {(d.cible, d.code) for d in targets if d.code}
        assert codes == {pair for pair in graph.pairs(f"{SKOS}notation") if pair[0] in dict(codes)}


@pytest.mark.parametrize("name", ["esco", "rome"])
def test_triples_are_counted(name: str, store: ox.Store) -> None:
    """What is said of a graph is how many triples it has: what two tables say is one."""
    graph = ox.NamedNode(f"{BASE}graphe/{name}")
    about = ox.NamedNode(f"{BASE}graphe/metadonnees")
    (said,) = store.quads_for_pattern(
        graph, ox.NamedNode("http://rdfs.org/ns/void#triples"), None, about
    )
    assert isinstance(said.object, ox.Literal)
    found = store.quads_for_pattern(None, None, None, graph)
    assert int(said.object.value) == sum(1 for _ in found) > 300_000


def test_review(store: ox.Store, edition: Edition) -> None:
    """« carto align review » finds nothing that is stale."""
    found = review(load_alignements(edition.alignements), store, Iris())
    assert found["périmés"] == found["renommés"] == []


def test_kept_correspondence(store: ox.Store, edition: Edition) -> None:
    """The table kept of the correspondence is what is drawn from the loaded one, and from the file."""
    found = load_alignements(edition.alignements)
    assert found.officiel == extract(found, official(store), Iris())
    fiche = {row["code_ogr"]: row["code_rome"] for row in rome_rows("referentiel_appellation")}
    near = {"skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch"}
    titles = {
        (fiche[row["classification 2 ID"]], row["classification 1 ID"], row["classification 2 ID"])
        for row in joined()
        if row["mapping relation"] in near and row["classification 2 ID"] in fiche
    }
    counts = Counter((rome, esco) for rome, esco, _ in titles)
    kept = {(o.rome, f"http://data.europa.eu/esco/{o.esco}"): o.appellations for o in found.officiel}
    assert {pair: n for pair, n in kept.items() if n} == {p: counts[p] for p, n in kept.items() if n}
    linked = {
        d.cible.removeprefix(f"{BASE}rome/") for d in decisions() if d.est_lien and "/metier/" in d.sujet
    }
    assert {p for p in counts if set(p) <= linked} == {p for p, n in kept.items() if n}
