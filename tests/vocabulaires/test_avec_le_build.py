"""Vocabularies beside the real build: in its graphs, on its pages, in its search, in its queries."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from bs4 import BeautifulSoup
from rdflib import SKOS, Graph, Literal, URIRef

from carto.catalogue import apart
from carto.iris import BASE
from carto.replace import replacing
from carto.requetes import bind, load_requetes, read_value
from carto.store import prepare
from carto.vocabulaires.depot import ABOUT, GRAPH, place
from tests.conftest import ROOT, Answer, Client, serving
from tests.requetes.lecture import Lecture
from tests.vocabulaires import telechargements as dl
from tests.vocabulaires.attendus import Attendus, Esco, Rangees, Rome

KNOWN = load_requetes()
# Where the service keeps the graphs, and their union.
MODES: Mapping[str, Mapping[str, str]] = {
    "memory": {},
    "disk, union in memory": {"CARTO_MEMORY_TRIPLES": "1"},
    "disk": {"CARTO_MEMORY_TRIPLES": "1", "CARTO_UNION_TRIPLES": "1"},
}
METIERS = (
    "architecte-reseaux",
    "architecte-pfs",
    "architecte-solution",
    "manager-de-services",
    "responsable-d-enseigne",
    "ergonome",
)
CASES: Sequence[tuple[str, Mapping[str, str]]] = (
    *(("essentielles-absentes", {"metier": m}) for m in METIERS),
    *(("exigences-hors-esco", {"metier": m}) for m in METIERS),
    *(("mobilites-rome", {"metier": m, "minimum": "0.1"}) for m in METIERS),
    *(("mobilites-rome", {"metier": "architecte-pfs", "minimum": n}) for n in ("0", "0,25", "1")),
    ("angles-morts-rome", {"domaine": "M18"}),
    ("angles-morts-rome", {"domaine": "D14"}),
    ("angles-morts-rome", {"domaine": "m18"}),
    ("angles-morts-rome", {"domaine": "Z99"}),
    ("angles-morts-esco", {"limite": "20"}),
    ("angles-morts-esco", {"limite": "1"}),
)


@pytest.fixture(scope="module", params=list(MODES.values()), ids=list(MODES))
def serveur(request: pytest.FixtureRequest, avec_peu: Path) -> Iterator[Client]:
    """Return a client of a real server over the build and its vocabularies, however it keeps them."""
    with serving(avec_peu, **request.param) as address:
        yield Client(address)


only_memory = pytest.mark.parametrize("serveur", [MODES["memory"]], indirect=True, ids=["memory"])


@pytest.fixture(scope="module")
def store(avec_peu: Path) -> ox.Store:
    """Return the store on disk of the build and its vocabularies."""
    return ox.Store.read_only(str(prepare(avec_peu, BASE)))


def rows_of(table: dl.Table) -> Iterator[Mapping[str, str]]:
    """Yield the rows of *table* by column."""
    header, *rows = table
    return (dict(zip(header, row, strict=True)) for row in rows)


@pytest.fixture(scope="module")
def attendus(lecture: Lecture) -> Attendus:
    """Return what the queries must give, counted from the made-up tables."""
    english = {row["conceptUri"]: row["preferredLabel"] for row in rows_of(dl.ENGLISH["skills_en.csv"])}
    skills = list(rows_of(dl.FRENCH["skills_fr.csv"]))
    esco = Esco.of(
        rows_of(dl.FRENCH["occupationSkillRelations_fr.csv"]),
        rows_of(dl.FRENCH["broaderRelationsSkillPillar_fr.csv"]),
        ((r["conceptUri"], r["preferredLabel"], english.get(r["conceptUri"], "")) for r in skills),
        (r["conceptUri"] for r in skills if dl.DIGITAL in r["inScheme"]),
    )
    rome = Rome.of(
        *(
            rows_of(dl.ROME[f"unix_{name}_v460_utf8.csv"])
            for name in ("referentiel_code_rome", "texte", "cr_gd_dp", "rubrique_mobilite")
        )
    )
    return Attendus(lecture, esco, rome)


def table(answer: Answer) -> Rangees:
    """Return the rows of a result."""
    assert answer.status == 200, answer.text
    found = json.loads(answer.body)
    names = found["head"]["vars"]
    return [
        tuple(row.get(name, {}).get("value", "") for name in names)
        for row in found["results"]["bindings"]
    ]


def number(client: Client, pattern: str) -> int:
    """Return how many solutions *pattern* has."""
    ((count,),) = table(client.sparql(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"))
    return int(count)


def true(client: Client, pattern: str) -> bool:
    """Whether *pattern* is found."""
    return bool(json.loads(client.sparql(f"ASK {{ {pattern} }}").body)["boolean"])


def text_of(client: Client, path: str, **parameters: str) -> str:
    """Return the words of the page at *path*, which must be there."""
    answer = client.get(path, "text/html", **parameters)
    assert (200, "text/html") == (answer.status, answer.kind), path
    page = BeautifulSoup(answer.body, "html.parser").find("main")
    assert page is not None
    return " ".join(page.get_text(" ").split())


def triples_of(path: Path) -> set[tuple[Any, Any, Any]]:
    """Return the triples of a file of N-Triples."""
    return {(t.subject, t.predicate, t.object) for t in ox.parse(path=str(path))}


# In the graphs ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "licence", "version"),
    [
        ("esco", "https://creativecommons.org/licenses/by/4.0/", "1.2.0"),
        ("rome", "https://www.etalab.gouv.fr/licence-ouverte-open-licence", "4.60"),
    ],
)
def test_metadata(name: str, licence: str, version: str, serveur: Client, avec_peu: Path) -> None:
    """« metadonnees » gives the licence, the version and the size of each; so does the union."""
    size = len(triples_of(place(avec_peu, name) / GRAPH))
    said = (
        f'graphe:{name} dcterms:license <{licence}> ; owl:versionInfo "{version}" ; void:triples {size} ; '
        'dcterms:title ?titre FILTER (LANG(?titre) = "fr")'
    )
    assert true(serveur, f"GRAPH graphe:metadonnees {{ {said} }}")
    assert true(serveur, said)
    assert not true(serveur, f"GRAPH graphe:{name} {{ graphe:{name} ?p ?o }}")


def test_named_graphs(serveur: Client, avec_peu: Path) -> None:
    """A GRAPH pattern, and a named default graph, see the triples of each file and nothing else."""
    for name in ("esco", "rome"):
        size = len(triples_of(place(avec_peu, name) / GRAPH))
        assert size == number(serveur, f"GRAPH graphe:{name} {{ ?s ?p ?o }}")
        count = f"SELECT (COUNT(*) AS ?n) FROM <{BASE}graphe/{name}> {{ ?s ?p ?o }}"
        assert [(str(size),)] == table(serveur.sparql(count))
    where = table(serveur.sparql(f"SELECT ?g {{ GRAPH ?g {{ <{dl.OCCUPATION}> a esco:Occupation }} }}"))
    assert [(f"{BASE}graphe/esco",)] == where


def test_union(serveur: Client, avec_peu: Path) -> None:
    """The union has each triple of the build and of the vocabularies once."""
    kept_apart = {f"{BASE}graphe/{name}" for name in apart()}
    expected = {
        (q.subject, q.predicate, q.object)
        for q in ox.parse(path=str(avec_peu / "carto.nq"))
        if str(q.graph_name).strip("<>") not in kept_apart
    }
    for name in ("esco", "rome"):
        expected |= triples_of(place(avec_peu, name) / GRAPH)
        expected |= triples_of(place(avec_peu, name) / ABOUT)
    assert len(expected) == number(serveur, "?s ?p ?o")
    assert true(serveur, "metier:architecte-reseaux skos:closeMatch ?o . ?o a esco:Occupation")


def test_other_queries_are_not_disturbed(serveur: Client, server: Client) -> None:
    """A query that needs no vocabulary answers as it does without any."""
    for nom, requete in KNOWN.items():
        if not requete.charge:
            alone, beside = (table(client.sparql(requete.texte)) for client in (server, serveur))
            assert alone == beside, nom


def test_another_code_doubles_nothing(serveur: Client, server: Client) -> None:
    """Where the loaded version has another code for a target, each link is there once all the same."""
    text = bind(KNOWN["metiers-d-une-cible"], {"cible": ox.Literal(dl.OTHER)})
    alone, beside = (table(client.sparql(text)) for client in (server, serveur))
    assert alone
    assert alone == beside
    page = "/page/metier/architecte-reseaux"
    items, more = (
        BeautifulSoup(client.get(page, "text/html").body, "html.parser").select(
            "#rome-esco ul.puces > li"
        )
        for client in (server, serveur)
    )
    assert len(items) == len(more) > 0


# On the pages ----------------------------------------------------------------------------------------


def test_fiche_page(serveur: Client) -> None:
    """The page of a fiche has its definition and its other names beside what is linked to it."""
    page = text_of(serveur, "/rome/M1804")
    assert "Réalise les architectures de l'entreprise. Peut coordonner une équipe." in page
    assert "2 autres noms Architecte réseaux de télécoms Arpenteur / Arpenteuse d'ondes" in page
    assert "Architecte réseaux" in page.partition("Ce qui lui est lié dans la cartographie")[2]


def test_page_of_what_nothing_is_linked_to(serveur: Client) -> None:
    """What is only in a vocabulary has its page, which says that nothing is linked to it."""
    for code, words in (("M1899", "Dompteur d'ondes"), ("300606", "Construire un plan")):
        page = text_of(serveur, f"/rome/{code}")
        assert words in page
        assert "Aucun métier, aucune compétence ni connaissance de 2010 n'y est lié." in page
    answer = serveur.get("/rome/Z9999", "text/html")
    assert answer.status == 404
    assert "aucun référentiel chargé ici ne le connaît" in answer.text


def test_ogr_page(serveur: Client) -> None:
    """The page of a skill of ROME has its definition, and the compétences linked to it."""
    page = text_of(serveur, "/rome/300188")
    assert page.startswith("300188 Rédiger un cahier des charges, des spécifications techniques")
    assert "Dire ce qu'il faut." in page
    assert "Rédiger des spécifications de type cahier des charges" in page


def test_esco_page(serveur: Client) -> None:
    """The page of an occupation has its description, its other names, and what is linked to it."""
    page = text_of(serveur, "/esco", iri=dl.OCCUPATION)
    assert "Il conçoit, dit-on, des « réseaux »." in page
    assert "2 autres noms" in page
    assert "ingénieure télécoms" in page
    assert "Architecte réseaux" in page.partition("Ce qui lui est lié dans la cartographie")[2]


def test_esco_page_of_a_skill(serveur: Client) -> None:
    """A skill that has no French label is shown by its English one; one without label, by its IRI."""
    assert text_of(serveur, "/esco", iri=dl.NEW).startswith("slice a network")
    assert "Cut it." in text_of(serveur, "/esco", iri=dl.NEW)
    page = text_of(serveur, "/esco", iri=dl.NAMELESS)
    assert page.startswith(dl.NAMELESS)
    assert "1 autre nom sans nom" in page


def test_metier_page(serveur: Client) -> None:
    """The page of a métier says what ROME and ESCO say of what it is linked to."""
    page = text_of(serveur, "/page/metier/architecte-reseaux").partition("Dans le ROME et dans ESCO")[2]
    assert "Ce qu'en dit le ROME Réalise les architectures de l'entreprise." in page
    assert "Ce qu'en dit ESCO Il conçoit, dit-on, des « réseaux »." in page


def test_turtle_of_a_target(serveur: Client) -> None:
    """The data of a target hold what the vocabulary says of it, and the mappings."""
    answer = serveur.get("/rome/M1804", "text/turtle")
    assert answer.kind == "text/turtle"
    found, fiche = Graph().parse(data=answer.body, format="turtle"), URIRef(f"{BASE}rome/M1804")
    assert (fiche, SKOS.altLabel, Literal("Arpenteur / Arpenteuse d'ondes", lang="fr")) in found
    owl = "http://www.w3.org/2002/07/owl#"
    assert set(found.objects(None, URIRef(f"{owl}annotatedTarget"))) == {fiche}


def test_search_by_what_is_loaded(serveur: Client, server: Client) -> None:
    """A title that only the loaded ROME has, another name that only ESCO has, find the métiers."""
    for question, other in (
        ("arpenteuse ondes", "Arpenteur / Arpenteuse d'ondes"),
        ("radio ingenieur", "radio"),
    ):
        assert "0 métier" in text_of(server, "/recherche", q=question)
        page = text_of(serveur, "/recherche", q=question)
        assert "Architecte réseaux autre nom de ce à quoi il est lié" in page
        assert other in page


# In the queries --------------------------------------------------------------------------------------


def ask(client: Client, store: ox.Store, nom: str, values: Mapping[str, str]) -> Rangees:
    """Return the rows of the query *nom* with *values* for its parameters."""
    requete = KNOWN[nom]
    by_name = {p.nom: p for p in requete.parametres}
    terms = {name: read_value(by_name[name], said, store) for name, said in values.items()}
    return table(client.sparql(bind(requete, terms)))


def expected(attendus: Attendus, nom: str, values: Mapping[str, str]) -> Rangees:
    """Return the rows that the query *nom* must give without its limit."""
    arguments = {name: said.replace(",", ".") for name, said in values.items() if name != "limite"}
    if "metier" in arguments:
        arguments["metier"] = f"{BASE}id/metier/{arguments['metier']}"
    return attendus.of(nom, **arguments)


@pytest.mark.parametrize(("nom", "values"), CASES)
def test_query(
    nom: str, values: Mapping[str, str], serveur: Client, store: ox.Store, attendus: Attendus
) -> None:
    """A query that needs a vocabulary gives exactly what was counted from the tables."""
    found, rows = ask(serveur, store, nom, values), expected(attendus, nom, values)
    if "limite" in values:
        assert len(found) == min(int(values["limite"]), len(rows))
        assert set(found) <= set(rows)
        counts = [int(row[-1]) for row in found]
        assert counts == sorted((int(row[-1]) for row in rows), reverse=True)[: len(found)]
    else:
        assert sorted(found) == rows


def test_default_values(serveur: Client, attendus: Attendus) -> None:
    """A query asked as its file stands is that of its first case, and finds something."""
    firsts: dict[str, Mapping[str, str]] = {}
    for nom, values in CASES:
        firsts.setdefault(nom, values)
    assert set(firsts) == {nom for nom, requete in KNOWN.items() if requete.charge}
    for nom, values in firsts.items():
        found = table(serveur.sparql(KNOWN[nom].texte))
        assert found, nom
        assert sorted(found) == expected(attendus, nom, values), nom


@only_memory
@pytest.mark.lent
@pytest.mark.parametrize("nom", ["essentielles-absentes", "exigences-hors-esco", "mobilites-rome"])
def test_query_of_every_metier(nom: str, serveur: Client, store: ox.Store, attendus: Attendus) -> None:
    """The rows are those that were counted, whatever the métier."""
    minimum = {"minimum": "0.1"} if nom == "mobilites-rome" else {}
    for iri in attendus.metiers:
        values = {"metier": iri.rpartition("/")[2]} | minimum
        assert sorted(ask(serveur, store, nom, values)) == expected(attendus, nom, values), iri


def test_what_the_made_up_tables_are_for(attendus: Attendus) -> None:
    """The counts tell apart what they should: what is stated, a part of it, a false friend, an akin link."""
    metier = f"{BASE}id/metier/architecte-reseaux"
    absent = {skill for _, skill, _ in attendus.essentielles_absentes(metier)}
    assert absent == {dl.SKILL, dl.PART_OF_PART, dl.PLANS, dl.INDUSTRY, dl.NEW}
    service = f"{BASE}id/metier/manager-de-services"
    assert {skill for _, skill, _ in attendus.essentielles_absentes(service)} == {dl.NEW}
    assert "communiquer avec des cadres" not in {row[2] for row in attendus.exigences_hors_esco(service)}
    required = {row[2] for row in attendus.exigences_hors_esco(metier)}
    assert "telecom regulations" not in required
    assert "prendre des décisions" in required
    assert [row[0] for row in attendus.angles_morts_rome("M18")] == ["M1806", "M1899"]
    assert {row[0]: row[2] for row in attendus.angles_morts_esco()} == {
        dl.SKILL: "8", dl.PART: "8", dl.PLANS: "8", dl.NEW: "9",
    }  # fmt: skip
    iris = [f"{BASE}id/metier/{name}" for name in METIERS]
    verdicts = {row[2] for iri in iris for row in attendus.mobilites_rome(iri, 0.1)}
    assert verdicts == {"le ROME seul", "même fiche du ROME", "ce graphe seul", "confirmé par le ROME"}


def test_queries_on_a_build_alone(server: Client) -> None:
    """Without its vocabulary such a query is answered, and gives nothing, as its file says."""
    for nom, requete in KNOWN.items():
        if requete.charge:
            assert len(table(server.sparql(requete.texte))) == requete.lignes == 0, nom


def query(build: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``carto query`` on *build* as its user does."""
    command = [sys.executable, "-m", "carto", "query", *arguments, "--build", str(build)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def test_command(avec_peu: Path, attendus: Attendus) -> None:
    """« carto query » answers it too."""
    done = query(avec_peu, "angles-morts-rome", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)["results"]["bindings"]
    assert [row["code"]["value"] for row in found] == [
        row[0] for row in attendus.angles_morts_rome("M18")
    ]


@pytest.mark.parametrize(
    ("nom", "vocabulary"), [("essentielles-absentes", "esco"), ("mobilites-rome", "rome")]
)
def test_command_without_the_vocabulary(nom: str, vocabulary: str, build: Path) -> None:
    """On a build alone « carto query » says in one line what to load, with exit code 2."""
    done = query(build, nom)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("erreur : ")
    assert f"« carto import {vocabulary} CHEMIN »" in line


# Building again --------------------------------------------------------------------------------------


def test_building_again_keeps_the_vocabularies(avec_peu: Path, tmp_path: Path) -> None:
    """A build that replaces another finds the vocabularies that were loaded beside it."""
    folder = tmp_path / "build"
    shutil.copytree(place(avec_peu, "rome").parent, tmp_path / "build.vocabulaires")
    with replacing(folder) as fresh:
        _write_build(fresh, "one")
    before = prepare(folder, BASE)
    assert prepare(folder, BASE) == before
    with replacing(folder) as fresh:
        _write_build(fresh, "two")
    after = prepare(folder, BASE)
    assert after != before
    for path, said in ((before, "one"), (after, "two")):
        store = ox.Store.read_only(str(path))
        for name in ("esco", "rome"):
            graph = ox.NamedNode(f"{BASE}graphe/{name}")
            size = len(triples_of(place(avec_peu, name) / GRAPH))
            assert size == len(list(store.quads_for_pattern(None, None, None, graph)))
        labels = store.quads_for_pattern(
            ox.NamedNode(f"{BASE}id/metier/x"), None, None, ox.DefaultGraph()
        )
        assert [q.object for q in labels] == [ox.Literal(said)]


def test_loading_again_makes_another_store(avec_peu: Path, tmp_path: Path) -> None:
    """The store is of the build and of its vocabularies: one without, or with others, is not taken."""
    folder = tmp_path / "build"
    with replacing(folder) as fresh:
        _write_build(fresh, "one")
    alone = prepare(folder, BASE)
    shutil.copytree(place(avec_peu, "rome"), place(folder, "rome"))
    beside = prepare(folder, BASE)
    assert alone != beside
    shutil.rmtree(place(folder, "rome"))
    assert prepare(folder, BASE) == alone


def _write_build(folder: Path, label: str) -> None:
    """Write the smallest build: one triple, told apart by *label*."""
    triple = f'<{BASE}id/metier/x> <{SKOS.prefLabel}> "{label}" <{BASE}graphe/fiches> .\n'
    (folder / "carto.nq").write_text(triple, encoding="utf-8")
    said = {"base": BASE, "empreinte_jeu": f"sha256:{label}"}
    (folder / "build.json").write_text(json.dumps(said), encoding="utf-8")
