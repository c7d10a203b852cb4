"""The dumps: the same bytes everywhere, the same dataset in every format, and readable."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from csvw import TableGroup
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld as pyld
from rdflib import Dataset, Graph

from carto.alignements.lire import check_tables
from carto.catalogue import fichier, fichiers
from carto.iris import BASE, Iris
from carto.jsonld import jsonld, load_context
from carto.publish import write_mappings
from carto.quads import Quads, canonical, canonical_hash, iri_of, prefixes, subject_key
from carto.turtle import trig, turtle
from tests.alignements.conftest import written
from tests.conftest import DONNEES, ROOT, run_build

MINI = DONNEES / "mini.txt"
FORMATS = {
    "carto.nq": ox.RdfFormat.N_QUADS,
    "carto.trig": ox.RdfFormat.TRIG,
    "carto.jsonld": ox.RdfFormat.JSON_LD,
    "carto.nt": ox.RdfFormat.N_TRIPLES,
    "carto.ttl": ox.RdfFormat.TURTLE,
    "carto.rdf": ox.RdfFormat.RDF_XML,
}
WITH_GRAPHS = {"carto.nq", "carto.trig", "carto.jsonld"}


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file of *folder*."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def manifest(build: Path) -> dict[str, Any]:
    """Return what the real build says of itself."""
    found: dict[str, Any] = json.loads((build / "build.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.lent
def test_same_bytes_under_other_seed_locale_time_zone_and_folder(build: Path, tmp_path: Path) -> None:
    """The hash seed, the locale, the time zone, the folder one stands in: nothing shows in the bytes."""
    elsewhere = {
        "PYTHONHASHSEED": "4217",
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C",
        "LANG": "tr_TR.UTF-8",
        "COLUMNS": "40",
    }
    subprocess.run(
        [sys.executable, ROOT / "build_graph.py", "--out", "autre"],
        cwd=tmp_path,
        env=os.environ | elsewhere,
        check=True,
        capture_output=True,
    )
    assert contents(build) == contents(tmp_path / "autre")


def test_the_date_is_that_of_source_date_epoch(mini_build: Path, tmp_path: Path) -> None:
    """Without SOURCE_DATE_EPOCH a build has no date; with it, that one, and only the metadata change."""
    out = tmp_path / "build"
    done = run_build("--source", MINI, "--out", out, env={"SOURCE_DATE_EPOCH": "1262304000"})
    assert done.returncode == 0, done.stderr
    dated, undated = ((f / "graphe-metadonnees.ttl").read_text("utf-8") for f in (out, mini_build))
    assert 'prov:endedAtTime "2010-01-01T00:00:00Z"^^xsd:dateTime' in dated
    assert 'dcterms:modified "2010-01-01"^^xsd:date' in dated
    assert "prov:endedAtTime" not in undated
    assert (out / "graphe-fiches.ttl").read_bytes() == (mini_build / "graphe-fiches.ttl").read_bytes()


def test_bad_source_date_epoch(tmp_path: Path) -> None:
    """A SOURCE_DATE_EPOCH that is no number is said in one line."""
    done = run_build("--source", MINI, "--out", tmp_path / "b", env={"SOURCE_DATE_EPOCH": "hier"})
    assert done.returncode == 2
    assert "SOURCE_DATE_EPOCH=hier n'est pas un nombre de secondes" in done.stderr


@pytest.mark.parametrize("of", ["mini_build", pytest.param("build", marks=pytest.mark.lent)])
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_the_same(name: str, of: str, request: pytest.FixtureRequest) -> None:
    """Read back, each format has the canonical hash of the dataset, or of its union."""
    folder: Path = request.getfixturevalue(of)
    quads = list(ox.parse(path=str(folder / name), format=FORMATS[name]))
    manifest = json.loads((folder / "build.json").read_text(encoding="utf-8"))
    expected = manifest["empreinte_jeu" if name in WITH_GRAPHS else "empreinte_union"]
    assert expected == f"rdfc-1.0 sha256:{canonical_hash(quads)}"


def test_the_canonical_forms_are_the_lines_of_the_dumps(build: Path, manifest: dict[str, Any]) -> None:
    """« sha256sum carto.nq » gives the hash of the dataset, « sha256sum carto.nt » that of the union."""
    for name, key in (("carto.nq", "empreinte_jeu"), ("carto.nt", "empreinte_union")):
        done = subprocess.run(["sha256sum", build / name], capture_output=True, text=True, check=True)
        assert manifest[key] == f"rdfc-1.0 sha256:{done.stdout.split()[0]}"


def test_canonical_form_of_the_recommendation() -> None:
    """Blank nodes get the names that RDFC-1.0 gives them (W3C test rdfc10/test003)."""
    source = "_:x <http://example.org/vocab#p> _:y .\n_:y <http://example.org/vocab#p> _:x .\n"
    quads = list(ox.parse(source, format=ox.RdfFormat.N_QUADS))
    first, second = canonical(quads).splitlines()
    assert first == "_:c14n0 <http://example.org/vocab#p> _:c14n1 ."
    assert second == "_:c14n1 <http://example.org/vocab#p> _:c14n0 ."


def test_the_build_prints_the_canonical_hash(tmp_path: Path) -> None:
    """Who builds sees at once whether it is the same dataset."""
    done = run_build("--source", MINI, "--out", tmp_path / "build")
    manifest = json.loads((tmp_path / "build" / "build.json").read_text(encoding="utf-8"))
    assert manifest["empreinte_jeu"].rpartition(":")[2] in done.stdout


def test_other_readers_agree(mini_build: Path) -> None:
    """Rdflib and PyLD read in TriG, JSON-LD and RDF/XML what pyoxigraph reads in N-Quads."""
    expected = (mini_build / "carto.nq").read_text(encoding="utf-8")

    def by_rdflib(name: str, kind: str) -> str:
        dataset = Dataset()
        dataset.parse(mini_build / name, format=kind)
        return canonical(ox.parse(dataset.serialize(format="nquads"), format=ox.RdfFormat.N_QUADS))

    assert expected == by_rdflib("carto.trig", "trig")
    assert expected == by_rdflib("carto.jsonld", "json-ld")
    document = json.loads((mini_build / "carto.jsonld").read_text(encoding="utf-8"))
    written = pyld.to_rdf(document, {"format": "application/n-quads"})
    assert expected == canonical(ox.parse(written, format=ox.RdfFormat.N_QUADS))
    triples = Graph().parse(mini_build / "carto.rdf").serialize(format="nt")
    union = (mini_build / "carto.nt").read_text(encoding="utf-8")
    assert union == canonical(ox.parse(triples, format=ox.RdfFormat.N_TRIPLES))


def test_graphs_by_themselves_are_those_of_the_dataset(build: Path) -> None:
    """Each named graph is also a Turtle file, and together they are the dataset."""
    found: set[ox.Quad] = set()
    for path in build.glob("graphe-*.ttl"):
        graph = ox.NamedNode(f"{BASE}graphe/{path.stem.removeprefix('graphe-')}")
        triples = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        found |= {ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples}
    assert found == set(ox.parse(path=str(build / "carto.nq"), format=ox.RdfFormat.N_QUADS))


def test_turtle_reads_from_the_taxonomy_down(build: Path) -> None:
    """The cartographie first, then the domaines, and so on; numbers in their order; nothing twice."""
    text = (build / "carto.ttl").read_text(encoding="utf-8")
    subjects = re.findall(r"^([a-z-]+:\S+|<\S+>) ", text, re.MULTILINE)
    assert subjects[0] == "id:cartographie"
    assert len(subjects) == len(set(subjects))
    kinds = list(dict.fromkeys(s.partition(":")[0] for s in subjects if not s.startswith("<")))
    assert ["id", "domaine", "famille", "sous-famille", "metier", "passage", "enonce"] == kinds[:7]
    nine, ten = (text.index(f"\nenonce:charge-de-marketing-operationnel-activite-{n} ") for n in (9, 10))
    assert nine < ten


def test_turtle_changes_little_when_little_changes(tmp_path: Path, mini_build: Path) -> None:
    """Between two editions that differ in one word, few lines of the Turtle differ."""
    source = tmp_path / "mini.txt"
    text = MINI.read_text(encoding="utf-8")
    assert text.count("Alerte l'autorité sanitaire") == 1
    source.write_text(
        text.replace("Alerte l'autorité sanitaire", "Prévient l'autorité sanitaire"), "utf-8"
    )
    assert run_build("--source", source, "--out", tmp_path / "build").returncode == 0
    before = (mini_build / "carto.ttl").read_text("utf-8").splitlines()
    after = (tmp_path / "build" / "carto.ttl").read_text("utf-8").splitlines()
    assert len(set(before) ^ set(after)) < 20


def test_context_has_a_term_for_every_property_of_the_model(build: Path) -> None:
    """The keys of the JSON-LD are words, prefixed names only where a vocabulary is not ours to name."""
    document = json.loads((build / "carto.jsonld").read_text(encoding="utf-8"))
    keys = {key for graph in document["@graph"] for node in graph["@graph"] for key in node}
    assert not {key for key in keys if key.startswith(("carto:", "skos:"))}
    alone = json.loads((build / "contexte.jsonld").read_text(encoding="utf-8"))
    assert alone["@context"] == document["@context"]


def test_csv_tables_fit_their_description(build: Path) -> None:
    """The CSVW description reads the tables: types, required cells, unique and foreign keys."""
    group = TableGroup.from_file(build / "csv-metadata.json")
    assert ["metiers.csv", "enonces.csv", "concepts.csv", "autres-libelles.csv", "liens.csv"] == [
        str(table.url) for table in group.tables
    ]
    group.check_referential_integrity()
    rows = {str(table.url): list(table) for table in group.tables}
    assert 85 == len(rows["metiers.csv"])
    assert 2381 == len(rows["enonces.csv"])
    union = (build / "carto.nt").read_text(encoding="utf-8")
    assert union.count('#nombreMetiers> "') == len(rows["concepts.csv"])
    first = rows["metiers.csv"][0]
    assert ("Architecte solution", 204, "2007-2008") == (
        first["titre"],
        first["ligne"],
        first["mise_a_jour"],
    )
    for table in group.tables:
        header = (build / str(table.url)).read_bytes().split(b"\r\n", 1)[0].decode().split(",")
        assert header == [column.name for column in table.tableSchema.columns]


def test_every_file_is_described(build: Path) -> None:
    """What is written is what data/telechargements.toml presents, and nothing else."""
    names = {path.name for path in build.iterdir()}
    assert not [name for name in names if fichier(name) is None]
    assert not [f.nom for f in fichiers() if not any(f.describes(name) for name in names)]


NAMES = st.sampled_from(["metier/a", "metier/b-10", "metier/b-9", "enonce/a-1", "ailleurs", "domaine/d"])
IRIS = st.builds(lambda name: ox.NamedNode(f"{BASE}id/{name}"), NAMES)
PREDICATES = st.sampled_from(
    [
        ox.NamedNode(iri)
        for iri in (f"{BASE}ontologie#texte", f"{BASE}ontologie#rang", "http://purl.org/dc/terms/title")
    ]
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
LITERALS = st.one_of(
    st.builds(lambda t: ox.Literal(t, language="fr"), TEXTS),
    st.builds(lambda t: ox.Literal(t, language="en"), TEXTS),
    st.builds(ox.Literal, TEXTS),
    st.builds(ox.Literal, st.integers()),
    st.builds(ox.Literal, st.booleans()),
)
GRAPHS = st.sampled_from([ox.NamedNode(f"{BASE}graphe/{name}") for name in ("fiches", "concepts")])
DATASETS = st.lists(st.builds(ox.Quad, IRIS, PREDICATES, st.one_of(IRIS, LITERALS), GRAPHS), max_size=12)


def place(triple: ox.Triple) -> tuple[Any, ...]:
    """Return where *triple* stands in the reading order."""
    return subject_key(iri_of(triple.subject), Iris()), str(triple)


def in_order(quads: Iterable[ox.Quad]) -> Quads:
    """Return *quads* grouped by graph, subject and property, as a build gives them."""
    return sorted(set(quads), key=lambda quad: (str(quad.graph_name), *place(quad.triple)))


@given(DATASETS)
def test_any_dataset_survives_turtle_trig_and_jsonld(found: list[ox.Quad]) -> None:
    """Whatever the literals, what is written reads back as it was."""
    iris, quads = Iris(), in_order(found)
    expected = canonical(quads)
    names = prefixes(iris)
    written = trig(quads, iris, names, "Titre\nen deux lignes")
    assert expected == canonical(ox.parse(written, format=ox.RdfFormat.TRIG))
    written = jsonld(quads, load_context(iris))
    assert expected == canonical(ox.parse(written, format=ox.RdfFormat.JSON_LD))
    triples = sorted({q.triple for q in quads}, key=place)
    plain = [ox.Quad(t.subject, t.predicate, t.object) for t in triples]
    written = turtle(plain, iris, names, "Titre")
    assert canonical(plain) == canonical(ox.parse(written, format=ox.RdfFormat.TURTLE))


@pytest.mark.filterwarnings("ignore::DeprecationWarning:sssom.*")
@pytest.mark.parametrize("base", [BASE, "https://example.org/eau/"])
def test_mappings_have_the_base_of_the_build(base: str, tmp_path: Path) -> None:
    """The tables of alignments are published as they are, with the IRIs that this build gives things."""
    source = written(tmp_path, {"predicate_modifier": "Not"})
    folder = tmp_path / "build"
    folder.mkdir()
    write_mappings(folder, check_tables(tmp_path), Iris(base))
    table = (folder / f"alignements-{source.name}").read_text(encoding="utf-8")
    assert source.read_text(encoding="utf-8") == table.replace(base, BASE)
    assert f"#  metier: {base}id/metier/\n" in table
    found = json.loads((folder / f"alignements-{source.stem}.json").read_text(encoding="utf-8"))
    assert f"{base}rome/" == found["@context"]["rome"]
    (mapping,) = found["mappings"]
    assert ("metier:lecteur", "Not", "rome:M1804") == (
        mapping["subject_id"], mapping["predicate_modifier"], mapping["object_id"]
    )  # fmt: skip
