"""Loading ESCO and ROME from downloads in the official layouts, and refusing everything else."""

import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carto.cli import main
from carto.errors import InputError
from carto.iris import BASE
from carto.vocabulaires import tableau
from carto.vocabulaires.archive import Fichier, files
from carto.vocabulaires.charger import load
from carto.vocabulaires.depot import ABOUT, GRAPH, Vocabulaire, fingerprint, loaded, place
from tests.vocabulaires import telechargements as dl

PREFIXES = {
    "carto": f"{BASE}ontologie#", "rome": f"{BASE}rome/", "graphe": f"{BASE}graphe/",
    "skos": "http://www.w3.org/2004/02/skos/core#", "esco": "http://data.europa.eu/esco/model#",
    "dcterms": "http://purl.org/dc/terms/", "owl": "http://www.w3.org/2002/07/owl#",
    "void": "http://rdfs.org/ns/void#",
}  # fmt: skip


class Loaded:
    """A vocabulary that was loaded from *paths*, to be asked."""

    def __init__(self, name: str, folder: Path, *paths: Path) -> None:
        self.build = folder / "build"
        self.told: list[str] = []
        self.said: Vocabulaire = load(name, paths, self.build, BASE, self.told.append)
        self.store = ox.Store()
        folder = place(self.build, name)
        self.lines = (folder / GRAPH).read_text(encoding="utf-8").splitlines()
        for file in (GRAPH, ABOUT):
            self.store.load(path=str(folder / file), format=ox.RdfFormat.N_TRIPLES)

    def ask(self, pattern: str) -> bool:
        """Whether *pattern* is found in the graphs."""
        return bool(
            self.store.query(f"ASK {{ {pattern} }}", prefixes=PREFIXES, use_default_graph_as_union=True)
        )


@pytest.fixture
def esco(tmp_path: Path) -> Loaded:
    """Return a small ESCO, loaded in two languages."""
    return Loaded(
        "esco", tmp_path, dl.esco(tmp_path, "fr", dl.FRENCH), dl.esco(tmp_path, "en", dl.ENGLISH)
    )


@pytest.fixture
def rome(tmp_path: Path) -> Loaded:
    """Return a small ROME, loaded with the official correspondence."""
    (tmp_path / "FR_mapping_esco_rome.csv").write_text(dl.CORRESPONDANCE, encoding="utf-8")
    archive = dl.zipped(tmp_path / "RefRomeCsv.zip", dl.ROME)
    return Loaded("rome", tmp_path, archive, tmp_path / "FR_mapping_esco_rome.csv")


ESCO = {
    "class": f"<{dl.OCCUPATION}> a esco:Occupation, skos:Concept",
    "label": f'<{dl.OCCUPATION}> skos:prefLabel "ingénieur de télécommunications"@fr, "telecommunications engineer"@en',
    "other labels": f'<{dl.OCCUPATION}> skos:altLabel "ingénieure télécoms"@fr, "ingénieur radio"@fr',
    "description": f'<{dl.OCCUPATION}> dcterms:description "Il conçoit, dit-on, des « réseaux »."@fr',
    "code": f'<{dl.OCCUPATION}> skos:notation "2153.1"',
    "group": f"<{dl.OCCUPATION}> esco:memberOfISCOGroup <http://data.europa.eu/esco/isco/C2153>",
    "broader": f"<{dl.KNOWLEDGE}> skos:broader <{dl.GROUP}>",
    "essential": f"<{dl.OCCUPATION}> esco:relatedEssentialSkill <{dl.SKILL}>",
    "optional": f"<{dl.OCCUPATION}> esco:relatedOptionalSkill <{dl.KNOWLEDGE}>",
    "skill of a skill": f"<{dl.SKILL}> esco:relatedEssentialSkill <{dl.KNOWLEDGE}>",
    "type": f"<{dl.SKILL}> esco:skillType <http://data.europa.eu/esco/skill-type/skill>",
    "reuse": f"<{dl.SKILL}> esco:skillReuseLevel <http://data.europa.eu/esco/skill-reuse-level/cross-sector>",
    "collection": f"<{dl.SKILL}> skos:inScheme <{dl.DIGITAL}>",
    "deprecated": f"<{dl.OTHER}> owl:deprecated true",
    "version": 'graphe:esco owl:versionInfo "1.2.0" ; dcterms:license <https://creativecommons.org/licenses/by/4.0/>',
    "attribution": "graphe:esco dcterms:description ?d FILTER (CONTAINS(?d, 'Commission européenne'))",
}  # fmt: skip
ROME = {
    "fiche": 'rome:M1804 a carto:FicheRome ; skos:prefLabel "Ingénieur / Ingénieure télécoms"@fr ; skos:notation "M1804"',
    "managerial": "rome:M1804 carto:emploiCadre true",
    "title": "rome:11126 a carto:AppellationRome ; skos:broader rome:M1804",
    "title as other label": 'rome:M1804 skos:altLabel "Architecte réseaux de télécoms"@fr',
    "skill": "rome:300606 a carto:CompetenceRome ; skos:broader rome:300196",
    "macro-skill": "rome:300488 a carto:MacroCompetenceRome",
    "knowledge": "rome:109827 a carto:SavoirRome",
    "apostrophes": """rome:495672 skos:prefLabel "Intégration de l'IA dans des dispositifs mobiles"@fr""",
    "calls for": "rome:M1804 carto:mobilise rome:300606, rome:109827",
    "heart": "rome:M1804 carto:coeurDeMetier rome:300606",
    "emerging": "rome:M1873 carto:emergent rome:495672",
    "definition": """rome:M1804 skos:definition "Réalise les architectures de l'entreprise. Peut coordonner une équipe."@fr""",
    "move": "rome:M1804 carto:mobilite ?m . ?m a carto:MobiliteRome ; carto:versFiche rome:M1806 ; carto:rang 1",
    "domain": "rome:M1804 skos:broader rome:M18 . rome:M18 a carto:DomaineRome ; skos:broader rome:M",
    "correspondence": f"rome:11126 skos:broadMatch <{dl.OCCUPATION}>",
    "version": 'graphe:rome owl:versionInfo "4.60"',
}  # fmt: skip


@pytest.mark.parametrize("pattern", ESCO.values(), ids=ESCO.keys())
def test_esco_says_it(esco: Loaded, pattern: str) -> None:
    """What the tables say is said with the official IRIs and relations."""
    assert esco.ask(pattern)


@pytest.mark.parametrize("pattern", ROME.values(), ids=ROME.keys())
def test_rome_says_it(rome: Loaded, pattern: str) -> None:
    """What the tables say is said under the project's IRIs."""
    assert rome.ask(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        f"<{dl.KNOWLEDGE}> skos:prefLabel ''@fr",
        "rome:M1804 carto:coeurDeMetier rome:109827",
        "rome:M1804 carto:mobilise rome:500",
        "rome:M1806 carto:emploiCadre ?x",
        'rome:M1804 skos:altLabel "Ingénieur / Ingénieure télécoms"@fr',
    ],
)
def test_what_is_not_said(rome: Loaded, pattern: str) -> None:
    """An empty cell, a « non », another block say nothing; the label is no other label."""
    assert not rome.ask(pattern)


@pytest.mark.parametrize("name", ["esco", "rome"])
def test_counts_are_those_of_the_file(request: pytest.FixtureRequest, name: str) -> None:
    """The number of triples said in « metadonnees » is that of distinct triples of the graph."""
    found: Loaded = request.getfixturevalue(name)
    assert len(set(found.lines)) == found.said.triplets
    assert found.ask(f"graphe:{name} void:triples {len(set(found.lines))}")


def test_progress_is_told(esco: Loaded) -> None:
    """Each file is named as its reading starts, and what is left aside too."""
    assert any("occupations_en.csv" in said for said in esco.told)
    assert any("dictionary_fr.csv" in said for said in esco.told)


def test_turtle_says_the_same(tmp_path: Path) -> None:
    """ESCO in Turtle gives the same facts, in the languages kept, wherever a description stands."""
    found = Loaded(
        "esco", tmp_path, dl.zipped(tmp_path / "esco-v1.2.0.zip", {"esco-v1.2.0.ttl": dl.TURTLE})
    )
    for name in ("class", "label", "code", "essential", "type", "version"):
        assert found.ask(ESCO[name]), name
    assert found.ask(f'<{dl.OCCUPATION}> dcterms:description "Il conçoit."@fr, "He designs."@en')
    assert found.ask(f"<{dl.SKILL}> owl:deprecated true")
    assert not found.ask("?x ?p ?o FILTER (LANG(?o) = 'de')")
    assert not found.ask(
        "?x ?p ?o FILTER (CONTAINS(STR(?o), 'node-literal') || CONTAINS(STR(?o), '/label/'))"
    )


@pytest.mark.parametrize(
    ("separator", "encoding"),
    [(";", "utf-8"), ("\t", "utf-8-sig"), (",", "cp1252"), ("|", "utf-16")],
)
def test_any_encoding_and_separator(tmp_path: Path, separator: str, encoding: str) -> None:
    """Columns are found by name, whatever separates them and however they are encoded."""
    tables = {name: dl.written(table, separator).encode(encoding) for name, table in dl.ROME.items()}
    found = Loaded("rome", tmp_path, dl.zipped(tmp_path / "RefRomeCsv.zip", tables))
    for name in ("fiche", "title", "apostrophes", "definition", "move"):
        assert found.ask(ROME[name]), name


def test_any_order_of_columns(tmp_path: Path) -> None:
    """Columns in another order, in other letters, with more beside them, are found all the same."""
    fiches = (
        ("libelle_rome", "nouveau", "CODE_ROME"),
        ("Ingénieur / Ingénieure télécoms", "x", "M1804"),
    )
    tables = {**dl.ROME, "unix_referentiel_code_rome_v460_utf8.csv": fiches}
    assert Loaded("rome", tmp_path, dl.zipped(tmp_path / "R.zip", tables)).ask(ROME["fiche"])


def test_folder_of_files(tmp_path: Path) -> None:
    """An archive that was unpacked is read as well."""
    folder = tmp_path / "RefRome"
    folder.mkdir()
    for name, table in dl.ROME.items():
        (folder / name).write_text(dl.written(table), encoding="utf-8")
    assert Loaded("rome", tmp_path, folder).ask(ROME["fiche"])


# What is refused -----------------------------------------------------------------------------------


def bad(name: str, table: dl.Table | str | bytes) -> Callable[[Path], Path]:
    """Return how to make a ROME download of which one table is *table*."""
    return lambda folder: dl.zipped(folder / "R.zip", {**dl.ROME, f"unix_{name}_v460_utf8.csv": table})


FICHES, TITLES = "referentiel_code_rome", "referentiel_appellation"
WRONG: dict[str, tuple[Callable[[Path], Path], str]] = {
    "missing column": (bad(FICHES, (("code", "libelle_rome"), ("M1804", "x"))), "ligne 1 : colonne absente : code_rome"),
    "wrong code": (bad(FICHES, (("code_rome", "libelle_rome"), ("M1804", "x"), ("1804", "y"))),
                   "ligne 3 : colonne « code_rome » : « 1804 »"),
    "empty label": (bad(FICHES, (("code_rome", "libelle_rome"), ("M1804", ""))),
                    "ligne 2 : colonne « libelle_rome » : cellule vide"),
    "short row": (bad(TITLES, "code_ogr,libelle_appellation_long,code_rome\n1,a,M1804\n2,b\n"), "ligne 3 : 2 cellules, 3 attendues"),
    "cut in a quotation": (bad(TITLES, 'code_ogr,libelle_appellation_long,code_rome\n1,"a'), "tronqué"),
    "after a quoted line feed": (
        bad(TITLES, 'code_ogr,libelle_appellation_long,code_rome\n1,"a\nb",M1804\nx,c,M1804\n'),
        "ligne 4 : colonne « code_ogr » : « x »"),
    "cut in a character": (bad(TITLES, "code_ogr,libelle_appellation_long,code_rome\n1,é,M1804\n2,é".encode()[:-1]), "ligne 3"),
    "empty table": (bad(TITLES, ""), "trouvées : aucune"),
    "no ROME": (lambda folder: dl.zipped(folder / "R.zip", {"lisez-moi.txt": "rien"}), "les tables de ROME n'y sont pas"),
    "no titles": (lambda folder: dl.zipped(folder / "R.zip", {FICHES + ".csv": dl.ROME["unix_referentiel_code_rome_v460_utf8.csv"]}),
                  "il manque unix_referentiel_appellation"),
    "nothing there": (lambda folder: folder / "absent.zip", "rien à cet endroit"),
}  # fmt: skip


@pytest.mark.parametrize(("make", "message"), WRONG.values(), ids=WRONG.keys())
def test_wrong_download_is_refused(tmp_path: Path, make: Callable[[Path], Path], message: str) -> None:
    """What cannot be used is named by file, line and column, and nothing is left behind."""
    with pytest.raises(InputError) as caught:
        Loaded("rome", tmp_path, make(tmp_path))
    assert message in str(caught.value)
    assert not list((tmp_path / "build.vocabulaires").glob("*"))


def test_wrong_iri_and_relation(tmp_path: Path) -> None:
    """An IRI that is none, and a relation that is neither essential nor optional, are refused."""
    for column, cell, message in (
        (0, "pas une iri", "n'est pas une IRI"),
        (1, "perhaps", "ni « essential »"),
    ):
        row = [dl.OCCUPATION, "essential", "", dl.SKILL]
        row[column] = cell
        relations = (dl.FRENCH["occupationSkillRelations_fr.csv"][0], row)
        archive = dl.esco(tmp_path, "fr", {**dl.FRENCH, "occupationSkillRelations_fr.csv": relations})
        with pytest.raises(InputError, match=message):
            Loaded("esco", tmp_path, archive)


def test_truncated_archive(tmp_path: Path) -> None:
    """An archive that was cut is refused."""
    archive = dl.zipped(tmp_path / "R.zip", dl.ROME)
    archive.write_bytes(archive.read_bytes()[:-200])
    with pytest.raises(InputError, match="tronqu"):
        Loaded("rome", tmp_path, archive)


def test_damaged_member(tmp_path: Path) -> None:
    """A file whose bytes are not those that were packed is refused."""
    archive = tmp_path / "R.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for name, table in dl.ROME.items():
            made.writestr(name, dl.written(table))
    archive.write_bytes(archive.read_bytes().replace(b"Chef de produit", b"Chef de PRODUIT"))
    with pytest.raises(InputError, match="abîmée"):
        Loaded("rome", tmp_path, archive)


def test_truncated_turtle(tmp_path: Path) -> None:
    """Turtle that was cut is refused, with its line."""
    path = tmp_path / "esco.ttl"
    path.write_text(dl.TURTLE[:-100], encoding="utf-8")
    with pytest.raises(InputError, match=r"esco\.ttl, ligne \d+"):
        Loaded("esco", tmp_path, path)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a\\..\\..\\b", "C:/x"])
def test_path_traversal(tmp_path: Path, name: str) -> None:
    """A name that leads out of the archive makes it refused whole, though nothing is extracted."""
    with pytest.raises(InputError, match="hors de l'archive"):
        list(files(dl.zipped(tmp_path / "R.zip", {**dl.ROME, name: "x"})))


def test_zip_bomb(tmp_path: Path) -> None:
    """A file far larger than its archive is refused before it is read."""
    with pytest.raises(InputError, match="fois plus grand"):
        list(files(dl.zipped(tmp_path / "R.zip", {**dl.ROME, "bombe.csv": b"0" * (1 << 25)})))


def test_lying_archive(tmp_path: Path) -> None:
    """An archive that understates a size is read no further than it says, and found damaged."""
    path = dl.zipped(tmp_path / "R.zip", {"a.csv": b"0" * 1000})
    data = path.read_bytes()
    path.write_bytes(data.replace((1000).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    (file,) = files(path)
    with pytest.raises(InputError, match="abîmée"):
        file.read()


# All or nothing, and what is kept -------------------------------------------------------------------


def test_failure_leaves_what_was_loaded(rome: Loaded, tmp_path: Path) -> None:
    """A second load that fails leaves the first as it was; one that succeeds replaces it."""
    before = fingerprint(rome.build, BASE, "x")
    with pytest.raises(InputError):
        Loaded("rome", tmp_path, bad(FICHES, "rien")(tmp_path))
    assert fingerprint(rome.build, BASE, "x") == before
    Loaded("rome", tmp_path, dl.zipped(tmp_path / "RefRomeCsv.zip", dl.ROME))
    assert fingerprint(rome.build, BASE, "x") != before


def test_another_base_is_refused(rome: Loaded) -> None:
    """ROME's IRIs are below the base: loaded for one, it is of no use to a build with another."""
    assert [one.nom for one, _ in loaded(rome.build, BASE)] == ["rome"]
    with pytest.raises(InputError, match="chargez-le de nouveau"):
        loaded(rome.build, "https://exemple.org/")


def test_damaged_folder(rome: Loaded) -> None:
    """A folder whose description cannot be read is refused."""
    (place(rome.build, "rome") / "vocabulaire.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="vocabulaire illisible"):
        loaded(rome.build, BASE)


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """« carto import » says what it loaded; exit code 2 and one line for what it cannot."""
    archive = dl.zipped(tmp_path / "RefRomeCsv.zip", dl.ROME)
    build = str(tmp_path / "build")
    assert main(["import", "rome", str(archive), "--build", build]) == 0
    assert "rome version 4.60" in capsys.readouterr().out
    said = json.loads((tmp_path / "build.vocabulaires" / "rome" / "vocabulaire.json").read_text())
    assert said["version"] == "4.60"
    assert main(["import", "esco", str(archive), "--build", build]) == 2
    assert "ni les tables d'ESCO" in capsys.readouterr().err


# The reader of tables -------------------------------------------------------------------------------

CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20)


def _rows(data: bytes, tmp: Path, columns: tuple[str, ...]) -> Iterator[list[str]]:
    path = tmp / "t.csv"
    path.write_bytes(data)
    for row in tableau.rows(Fichier("t.csv", "t.csv", None, str(path)), columns):
        yield [row[name] for name in columns]


@given(
    table=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5),
    separator=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(("utf-8", "utf-8-sig", "utf-16")),
)
def test_rows_come_back(
    tmp_path_factory: pytest.TempPathFactory, table: list[tuple[str, str]], separator: str, encoding: str
) -> None:
    """Whatever is written as CSV is read again, trimmed, whatever the separator and the encoding."""
    text = dl.written((("code", "libellé"), *table), separator)
    found = _rows(text.encode(encoding), tmp_path_factory.mktemp("t"), ("code", "libellé"))
    assert list(found) == [[a.strip(), b.strip()] for a, b in table]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Bytes that are no table are refused as all wrong input is, never otherwise."""
    with suppress(InputError):
        for (cell,) in _rows(data, tmp_path_factory.mktemp("t"), ("code",)):
            assert cell == cell.strip()
