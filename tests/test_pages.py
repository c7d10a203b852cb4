"""Every page of the real server: what it shows, and where its links lead."""

import re
from pathlib import Path
from urllib.parse import quote, urldefrag, urljoin

import pytest
from bs4 import BeautifulSoup
from rdflib import OWL, Dataset, Graph, URIRef

from carto.iris import BASE
from tests.conftest import Client, union_of

DATA = {
    "ttl": ("text/turtle", "turtle"),
    "nt": ("application/n-triples", "nt"),
    "rdf": ("application/rdf+xml", "xml"),
    "jsonld": ("application/ld+json", "json-ld"),
}


def soup(client: Client, path: str) -> BeautifulSoup:
    """Return the page at *path*, which must be there."""
    answer = client.get(path, "text/html")
    assert (200, "text/html") == (answer.status, answer.kind), path
    return BeautifulSoup(answer.body, "html.parser")


def text_of(page: BeautifulSoup) -> str:
    """Return the words that *page* shows, with single spaces."""
    return " ".join(page.get_text(" ").split())


# What is known of how, or computed, too many to ask for each.
RECORDS = (
    "fusion/", "rapprochement/", "interaction/",
    "proximite/", "couverture/", "charniere/", "communaute/", "alignement/", "bande/", "triangle/",
)  # fmt: skip


@pytest.mark.lent
def test_every_resource_has_its_page(dataset: Dataset, server: Client) -> None:
    """Each thing of the graph leads to a page that shows its text or title."""
    resources = {
        str(s).removeprefix(f"{BASE}id/")
        for s, *_ in union_of(dataset)
        if isinstance(s, URIRef) and str(s).startswith(f"{BASE}id/")
    }
    single = {
        "cartographie",
        "document",
        "jeu-de-donnees",
        "construction",
        "logiciel",
        "projet",
        "editeur",
    }
    assert single == {r for r in resources if "/" not in r}
    inputs = sum(r.startswith("entree/") for r in resources)
    passages = sum(r.startswith("passage/") for r in resources)
    # A concept for each of the 1 764 texts, or a name that leads to the one that it was joined to.
    records = {r for r in resources if r.startswith(RECORDS)}
    others = len(resources) - inputs - passages - len(records)
    assert others == 4 + 15 + 16 + 85 + 2381 + 109 + 1764 + 375 + 7
    joined = {
        str(s).removeprefix(f"{BASE}id/") for s, *_ in dataset.quads((None, OWL.deprecated, None, None))
    }
    shown = sorted(resources - records - joined) + sorted(records)[::25]
    failing = [r for r in shown if server.get(f"/page/{r}", "text/html").status != 200]
    assert not failing
    assert {301} == {server.get(f"/page/{r}", "text/html").status for r in joined}


@pytest.mark.lent
def test_links_lead_somewhere(server: Client) -> None:
    """From the home page, three steps away, no link of a page is broken."""
    seen: dict[str, int] = {}
    frontier = {"/"}
    for _ in range(3):
        following: set[str] = set()
        for path in sorted(frontier):
            answer = server.get(path, "text/html")
            seen[path] = answer.status
            if answer.kind == "text/html" and len(seen) < 400:
                page = BeautifulSoup(answer.body, "html.parser")
                links = (urljoin(path, str(a["href"])) for a in page.find_all(["a", "link"], href=True))
                following |= {urldefrag(link)[0] for link in links if link.startswith("/")}
        frontier = following - set(seen)
    assert len(seen) > 300
    assert {path: status for path, status in seen.items() if status != 200} == {}


def test_home_names_every_metier(server: Client) -> None:
    """The home page is the whole taxonomy."""
    links = {str(a["href"]) for a in soup(server, "/").find_all("a")}
    assert 85 == len([link for link in links if link.startswith("/page/metier/")])
    assert 35 == len(
        [link for link in links if re.match(r"/page/(domaine|famille|sous-famille)/", link)]
    )


def test_metier_page_is_complete(server: Client) -> None:
    """The page of a métier has all its énoncés, nested as they truly are, each with its line."""
    page = soup(server, "/page/metier/category-manager")
    text = text_of(page)
    assert "développer des relations de partenariat" in text
    assert [f"l. {n}" in text for n in (1827, 1831, 1850, 1854, 1877, 1891)] == [True] * 6
    third = page.find("a", string=re.compile("^analyse des forces et des faiblesses"))
    assert third is not None
    assert 3 == len(third.find_parents("ul"))
    above = third.find_parents("li")[1].find("a")
    assert above is not None
    assert above.get_text().startswith("Procède à l'audit de la valeur ajoutée")


def test_innovation_page_keeps_the_order_of_groups(server: Client) -> None:
    """The groups of an Innovation fiche stand in printed order."""
    headings = [
        h.get_text()
        for h in soup(server, "/page/metier/normalisation").select("section:not(#rome-esco) h3")
    ]
    assert [
        "Savoir-faire relationnels",
        "Savoir-faire méthodologiques",
        "Connaissances associées",
    ] == headings


def test_stub_page(server: Client) -> None:
    """A stub says that it is one."""
    assert "Profil métier à compléter" in text_of(soup(server, "/page/metier/graphiste"))


def test_presentation_is_in_printed_order(server: Client) -> None:
    """The paragraphs and bullets that present a domaine come as the document prints them."""
    text = text_of(soup(server, "/page/domaine/contenus"))
    places = [
        text.index(t) for t in ("Sont décrits ici", "définition d'une", "valorisation des espaces.")
    ]
    assert places == sorted(places)


def test_competence_page(server: Client) -> None:
    """The page of a compétence names the métiers that share it, and where each says so."""
    page = soup(server, "/page/competence/travailler-en-autonomie")
    assert "20 métiers" in text_of(page)
    metiers = {str(a["href"]) for a in page.select(".puces a[href^='/page/metier/']")}
    assert 20 == len(metiers)


def test_concept_page_says_why(server: Client) -> None:
    """The page of a concept says how its énoncés were joined, its ties, its count at each level."""
    page = text_of(soup(server, "/page/competence/argumenter-et-effectuer-des-choix"))
    assert "Compétence de 7 métiers ; 4 si seul un texte identique compte" in page
    assert "Pourquoi sont-elles réunies ?" in page
    assert (
        "« Effectuer et argumenter ses choix. » 1 énoncé, 1 métier Les mêmes mots, dans un autre" in page
    )
    assert "(règle « ordre », confiance 0,94)" in page
    assert "Plus générales" in page
    assert "Argumenter ses choix 1 métier" in page
    assert "(décision d'un lecteur)" in page


def test_block_page_says_what_it_gathers(server: Client) -> None:
    """The page of a block lists its parts; that of a part leads to its block."""
    block = soup(server, "/page/competence/comprendre-son-environnement")
    assert "Bloc de compétences de 10 métiers" in text_of(block)
    part = "/page/competence/etre-a-l-ecoute-des-bouleversements-des-process-achats"
    assert part in {str(a["href"]) for a in block.select(".puces a")}
    above = soup(server, part).select(".fil a[href='/page/competence/comprendre-son-environnement']")
    assert len(above) == 1


def test_level_is_shown(server: Client) -> None:
    """The level at which a fiche requires a connaissance stands beside its énoncé."""
    page = soup(server, "/page/metier/chef-de-marche")
    assert "connaissance de plus haut niveau" in {s.get_text() for s in page.select(".niveau")}


def test_joined_wording_leads_to_its_concept(server: Client) -> None:
    """The name that a wording had while only the same text made a concept still works."""
    answer = server.get("/id/competence/effectuer-et-argumenter-ses-choix", "text/html")
    assert answer.status in {301, 303}


def test_repaired_enonce_says_why(server: Client) -> None:
    """The page of a repaired énoncé gives the rule and the reason."""
    page = text_of(soup(server, "/page/enonce/category-manager-activite-5"))
    assert "règle deux-points : La puce de la ligne 1834" in page


def test_remarks_are_shown(server: Client) -> None:
    """A page shows the remarks on what it is about."""
    for path in ("enonce/superviseur-services-activite-3", "metier/superviseur-services"):
        assert "l. 827 « infrastructures et / ou... »" in text_of(soup(server, f"/page/{path}"))


def test_source_has_every_line(server: Client) -> None:
    """The document is there, each printed line with its anchor."""
    page = soup(server, "/source")
    assert 3232 == len(page.select(".source p[id]"))
    line = page.find(id="l1492")
    assert line is not None
    assert "Evaluer et provoquer des analyses" in line.get_text()


@pytest.mark.parametrize(
    ("accept", "target"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "/page/metier/architecte-reseaux"),
        ("", "/page/metier/architecte-reseaux"),
        ("text/turtle; charset=utf-8", "/data/metier/architecte-reseaux.ttl"),
        ('application/ld+json;profile="a,b";q=0.9', "/data/metier/architecte-reseaux.jsonld"),
        *((media, f"/data/metier/architecte-reseaux.{ext}") for ext, (media, _) in DATA.items()),
    ],
)
def test_iri_redirects_by_accept(accept: str, target: str, server: Client) -> None:
    """An IRI leads with 303 to the page or to the data."""
    answer = server.get("/id/metier/architecte-reseaux", accept)
    assert (303, target, "Accept") == (
        answer.status,
        answer.headers["Location"],
        answer.headers["Vary"],
    )


def test_the_cartographie_itself(server: Client) -> None:
    """The scheme of the taxonomy is described too, by the home page and as data."""
    assert server.get("/id/cartographie", "text/html").headers["Location"] == "/"
    answer = server.get("/id/cartographie", "text/turtle")
    assert (303, "/data/cartographie.ttl") == (answer.status, answer.headers["Location"])
    assert 4 == server.get("/data/cartographie.nt").text.count("hasTopConcept")
    home = text_of(soup(server, "/"))
    assert "Principes d'élaboration" in home
    assert "l. 154 « 5 grands domaines »" in home


@pytest.mark.parametrize("extension", DATA)
def test_data_describes_the_thing(extension: str, server: Client) -> None:
    """The four formats say the same of a métier, its énoncés included."""
    media, name = DATA[extension]
    answer = server.get(f"/data/metier/developpeur-pfs.{extension}")
    assert (200, media) == (answer.status, answer.kind)
    found = Graph().parse(data=answer.body, format=name)
    turtle = server.get("/data/metier/developpeur-pfs.ttl").body
    assert set(Graph().parse(data=turtle, format="turtle")) == set(found)
    enonces = {s for s in found.subjects() if "/enonce/developpeur-pfs-" in str(s)}
    assert 8 == len(enonces)


@pytest.mark.parametrize(
    "path",
    [
        "/id/metier/astronaute",
        "/page/metier/astronaute",
        "/data/metier/astronaute.ttl",
        "/data/metier/architecte-reseaux.pdf",
        "/page/planete/mars",
        f"/page/metier/{quote('x> ?y ?z } #')}",
        "/dumps/absent.ttl",
        "/dumps/../pyproject.toml",
        "/dumps/%2e%2e%2fpyproject.toml",
        "/rien",
    ],
)
def test_unknown_name(path: str, server: Client) -> None:
    """What is not there is answered with 404, for people as for programs."""
    assert server.get(path, "text/html").status == 404
    problem = server.get(path, "application/json")
    assert (404, "application/problem+json") == (problem.status, problem.kind)


def test_dumps(server: Client, build: Path) -> None:
    """Each listed file is there, and is that of the build."""
    links = [str(a["href"]) for a in soup(server, "/telechargements").select("a[href^='/dumps/']")]
    assert "/dumps/carto.ttl" in links
    for link in links:
        answer = server.get(link)
        assert answer.status == 200
        assert answer.body == (build / link.rpartition("/")[2]).read_bytes(), link
    assert server.get("/dumps/carto.ttl").kind == "text/turtle"


def test_health(server: Client) -> None:
    """The service says that it answers."""
    assert '"etat":"ok"' in server.get("/healthz").text.replace(" ", "")


def test_sparql_page(server: Client) -> None:
    """A browser gets the editor, then the results as a table, links and all."""
    assert soup(server, "/sparql").find("textarea")
    query = "PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#> SELECT ?m { ?m a carto:Domaine }"
    page = soup(server, f"/sparql?query={quote(query)}")
    assert 4 == len(page.select("td a[href^='/page/domaine/']"))


@pytest.mark.parametrize(
    ("query", "shown"), [("ASK { ?s ?p ?o }", "vrai"), ("ASK { <a:b> ?p ?o }", "faux")]
)
def test_ask_page(query: str, shown: str, server: Client) -> None:
    """A browser is told whether an ASK is true, and whether it is false."""
    assert f"Réponse : {shown}" in text_of(soup(server, f"/sparql?query={quote(query)}"))


def test_nothing_is_reflected_unescaped(server: Client) -> None:
    """A query with markup comes back as text."""
    query = "SELECT ('<script>alert(1)</script>' AS ?x) {}"
    assert "<script>" not in server.get("/sparql", "text/html", query=query).text
    assert "<script>" not in server.get("/sparql", "text/html", query="<script>").text
    assert "<script>" not in server.get("/id/metier/%3Cscript%3E", "text/html").text
    query = 'SELECT (IRI("javascript:alert(1)") AS ?x) {}'
    assert 'href="javascript:' not in server.get("/sparql", "text/html", query=query).text


def test_near_metiers_are_shown(server: Client) -> None:
    """The page of a métier shows those near it, the nearest first, and what each covers."""
    text = text_of(soup(server, "/page/metier/architecte-reseaux"))
    near = text.partition("Métiers proches")[2]
    assert "Architecte PFS proximité 0,26 , 5 exigences en commun" in near
    assert "ce métier couvre 46 % de ses exigences ; dans l'autre sens, 38 %" in near
    assert near.index("Architecte PFS") < near.index("Planificateur réseaux et PFS")
    assert "4 de plus" in near
    assert "dépend beaucoup" not in near


def test_what_is_not_compared_says_so(server: Client) -> None:
    """A sheet to complete has no near métiers, and says why; one whose order is frail says that."""
    assert "elle ne peut être comparée à d'autres" in text_of(soup(server, "/page/metier/ergonome"))
    frail = text_of(soup(server, "/page/metier/technicien-de-configuration-client"))
    assert "l'ordre dépend beaucoup de la façon de mesurer" in frail
