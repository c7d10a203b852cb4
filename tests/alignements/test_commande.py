"""``carto align``: on a part of the real build, with a small ROME and a small ESCO beside it."""

import csv
import io
import json
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from carto.alignements.entrees import GENRES, official, subjects, targets
from carto.alignements.lire import load_alignements
from carto.alignements.model import Officiel
from carto.alignements.reglages import reglages
from carto.cli import main
from carto.edition import Edition
from carto.iris import BASE
from carto.store import open_store, prepare
from carto.vocabulaires.charger import load
from tests.alignements.conftest import ESCO, LIGNE, PREMIERE, ROME, written
from tests.conftest import ROOT
from tests.decisions import decisions
from tests.vocabulaires import telechargements as dl

# The library of SSSOM calls pandas in ways that a later one will not know.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:sssom.*")

METIER = "metier:architecte-reseaux"
NOTHING = {"object_id": "sssom:NoTermFound", "object_label": ""}
# Of an occupation of ESCO; which one matters not.
CODE = {"other": "object_code=2153.1"}
Run = Callable[..., str]


def of_esco(iri: str) -> str:
    """Return an IRI of ESCO as tables write it."""
    kind, _, uuid = iri.removeprefix("http://data.europa.eu/esco/").partition("/")
    return f"esco.{kind}:{uuid}"


@pytest.fixture(scope="module")
def copie(build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the fiches and concepts of the build, with vocabularies, in a store on disk."""
    folder = tmp_path_factory.mktemp("align")
    copy = folder / "build"
    copy.mkdir()
    shutil.copy(build / "build.json", copy)
    ends = tuple(f"<{BASE}graphe/{name}> .\n" for name in ("fiches", "concepts"))
    with (
        (build / "carto.nq").open(encoding="utf-8") as whole,
        (copy / "carto.nq").open("w", encoding="utf-8") as part,
    ):
        part.writelines(line for line in whole if line.endswith(ends))
    pairs = folder / "FR_mapping_esco_rome.csv"
    pairs.write_text(dl.CORRESPONDANCE, encoding="utf-8")
    rome = dl.zipped(folder / "RefRomeCsv.zip", dl.ROME)
    languages = [dl.esco(folder, "fr", dl.FRENCH), dl.esco(folder, "en", dl.ENGLISH)]
    load("rome", [rome, pairs], copy, BASE, lambda _: None)
    load("esco", languages, copy, BASE, lambda _: None)
    prepare(copy, BASE)
    return copy


@pytest.fixture
def tables_at(tmp_path: Path, edition: Edition, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of tables that the command is made to read, in place of the real ones."""
    folder = tmp_path / "alignements"
    folder.mkdir()
    monkeypatch.setattr("carto.cli_align.load_edition", lambda: replace(edition, alignements=folder))
    return folder


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], copie: Path) -> Run:
    """Return what runs ``carto align`` on the copy, and gives what it prints."""

    def done(*arguments: str, code: int = 0) -> str:
        assert code == main(["align", *arguments, "--build", str(copie)])
        return capsys.readouterr().out

    return done


def proposals(text: str) -> Mapping[str, Sequence[Mapping[str, str]]]:
    """Return the rows of a table of proposals, by subject."""
    found = defaultdict(list)
    for row in csv.DictReader(io.StringIO(text), delimiter="\t"):
        found[row["sujet"]].append(row)
    return found


# Propose ------------------------------------------------------------------------------------------


def test_propose_prints_a_table(run: Run) -> None:
    """Ranked candidates of each métier, with the evidence, of which the score is the weighed sum."""
    found, weights = proposals(run("propose", "--vocabulary", "esco")), reglages().poids
    assert len(found) > 40
    for subject, rows in found.items():
        assert subject.startswith("metier:")
        assert [str(n) for n in range(1, len(rows) + 1)] == [row["rang"] for row in rows]
        assert len(rows) <= reglages().nombre
        scores = [float(row["score"]) for row in rows]
        assert scores == sorted(scores, reverse=True)
        for row in rows:
            total = sum(weight * float(row[name]) for name, weight in weights.items())
            assert float(row["score"]) == pytest.approx(total, abs=2e-3)
    first = found[METIER][0]
    assert ("Architecte réseaux", dl.OTHER, "architecte de réseau", "1.000") == (
        first["libelle"], first["cible"], first["libelle_cible"], first["intitule"]
    )  # fmt: skip
    assert first["par"] == "architecte de réseau"
    # What is decided already is said, so that a reader looks at the rest.
    decided = {(d.sujet, d.cible): "Not" if d.refuse else d.relation for d in decisions()}
    said = {
        (row["sujet"].replace("metier:", f"{BASE}id/metier/"), row["cible"]): row["decision"]
        for rows in found.values()
        for row in rows
    }
    assert {pair: decided.get(pair, "") for pair in said} == said
    assert {"", "Not", "closeMatch"} <= set(said.values())


@pytest.mark.parametrize(
    ("vocabulary", "target"), [("esco", dl.OCCUPATION), ("rome", f"{BASE}rome/M1804")]
)
def test_the_official_correspondence_vouches(run: Run, vocabulary: str, target: str) -> None:
    """What it joins to a candidate of the other reference is lifted, either way; nothing else is."""
    rows = {row["cible"]: row for row in proposals(run("propose", "--vocabulary", vocabulary))[METIER]}
    assert float(rows[target]["officiel"]) > 0
    assert {"0.000"} == {row["officiel"] for iri, row in rows.items() if iri != target}


def test_propose_to_a_file(run: Run, tmp_path: Path) -> None:
    """With --out the same table goes to a file, and nothing is printed."""
    out = tmp_path / "propositions.tsv"
    printed = run("propose", "--vocabulary", "rome", "--subjects", "competences")
    assert "" == run("propose", "--vocabulary", "rome", "--subjects", "competences", "--out", str(out))
    assert printed == out.read_text(encoding="utf-8")
    rows = [row for rows in proposals(printed).values() for row in rows]
    assert f"{BASE}rome/300606" in {row["cible"] for row in rows}
    assert {"0.000"} == {row["officiel"] for row in rows}
    assert all(row["sujet"].startswith("competence:") for row in rows)


def test_as_many_as_the_settings_say(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A subject has no more candidates than the settings ask for: the first ones."""
    whole = proposals(run("propose", "--vocabulary", "rome"))
    monkeypatch.setattr("carto.cli_align.reglages", lambda: replace(reglages(), nombre=2))
    found = proposals(run("propose", "--vocabulary", "rome"))
    assert {subject: rows[:2] for subject, rows in whole.items()} == found
    assert any(len(rows) > 2 for rows in whole.values())


def test_a_reader_who_has_seen_enough(copie: Path) -> None:
    """Where the output ends early there is no traceback."""
    command = [sys.executable, "-m", "carto", "align", "propose", "--vocabulary", "esco"]
    with subprocess.Popen(
        [*command, "--build", copie], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert "" == process.stderr.read()


# Review -------------------------------------------------------------------------------------------


def place(row: int) -> str:
    """Return how a line says where a row of the table of ROME stands, the first being 0."""
    return f"{ROME}, ligne {PREMIERE + row}"


def test_review(run: Run, tables_at: Path, copie: Path) -> None:
    """What is undecided, contradictory and stale is counted and named; the exit code is 1."""
    fiche = {"subject_id": METIER}
    written(
        tables_at,
        fiche,
        fiche
        | {"object_id": "rome:M1806", "object_label": "Chef de produit", "predicate_modifier": "Not"},
        fiche | {"object_id": "rome:M9999"},
    )
    occupation = {
        "subject_id": METIER,
        "object_id": of_esco(dl.OTHER),
        "object_label": "architecte",
    } | CODE
    written(tables_at, occupation, name=ESCO)
    esco = f"occupation/{dl.OTHER.rpartition('/')[2]}"
    (tables_at / "correspondance.tsv").write_text(
        f"rome\tesco\tappellations\nM1804\t-\t0\n-\t{esco}\t0\n", encoding="utf-8"
    )
    lines = run("review", code=1).splitlines()
    # Two of the métiers' are decided; of compétences and connaissances, none.
    concepts = sum(len(subjects(open_store(copie, BASE), genre)) for genre in GENRES[1:])
    assert f"indécis : {2 * 85 - 2 + 2 * concepts}" in lines
    assert not any(METIER.replace(":", "/") in line and "ni lien" in line for line in lines)
    assert "contradictoires : 1" in lines
    assert any("ne joint pas M1804" in line and "« architecte »" in line for line in lines)
    assert [
        "périmés : 2",
        f"  {place(2)} : M9999 « {LIGNE['object_label']} » n'est plus dans la version chargée",
        f"  {ESCO}, ligne {PREMIERE} : {esco} « architecte » n'y sert plus",
        "renommés : 1",
        f"  {place(1)} : M1806 « Chef de produit » s'y appelle « Chef de produit télécoms »",
    ] == lines[-5:]


def test_review_of_tables_that_need_none(run: Run, tables_at: Path, copie: Path) -> None:
    """Where each thing is decided and nothing is stale, the exit code is 0."""
    store = open_store(copie, BASE)
    things = [iri.removeprefix(f"{BASE}id/") for genre in GENRES for iri in subjects(store, genre)]
    assert 85 == len([one for one in things if one.startswith("metier/")])
    rows = [{**NOTHING, "subject_id": one.replace("/", ":")} for one in things]
    for name in (ROME, ESCO):
        written(tables_at, *rows, name=name)
    assert "indécis : 0\ncontradictoires : 0\npérimés : 0\nrenommés : 0\n" == run("review")


def test_review_refuses_a_wrong_table(
    tables_at: Path, copie: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table that is no table ends it with exit code 2, and one line that says where."""
    path = written(tables_at, {"confidence": "2"})
    assert 2 == main(["align", "review", "--build", str(copie)])
    assert capsys.readouterr().err == (
        f"erreur : {path}, ligne {PREMIERE} : « 2 » n'est pas une confiance de 0 à 1\n"
    )


# The official correspondence --------------------------------------------------------------------------


def test_correspondance(run: Run, tables_at: Path) -> None:
    """The table is made again from what is loaded: what joins the links of the tables."""
    written(tables_at, {"subject_id": METIER})
    occupation = {
        "subject_id": METIER,
        "object_id": of_esco(dl.OCCUPATION),
        "object_label": "ingénieur",
    } | CODE
    written(tables_at, occupation, name=ESCO)
    path = tables_at / "correspondance.tsv"
    path.write_text("# Un mot.\nrome\tesco\tappellations\nM9999\t-\t0\n", encoding="utf-8")
    assert f"{path} : 1 lignes\n" == run("correspondance")
    esco = f"occupation/{dl.OCCUPATION.rpartition('/')[2]}"
    assert (Officiel("M1804", esco, 1),) == load_alignements(tables_at).officiel
    assert path.read_text(encoding="utf-8").startswith("# Un mot.\n")


# What is compared, and what is refused -----------------------------------------------------------------


def test_what_is_compared(copie: Path) -> None:
    """Things of the build and of the vocabularies come with their labels, titles, texts and groups."""
    store = open_store(copie, BASE)
    metier = subjects(store, "metiers")[f"{BASE}id/metier/architecte-reseaux"]
    assert "Architecte réseaux" == metier.libelle == next(metier.titres)
    assert metier.textes
    assert all("/famille/" in group for group in metier.groupes)
    assert metier.groupes
    fiche = targets(store, "rome", "metiers")[f"{BASE}rome/M1804"]
    assert "Ingénieur / Ingénieure télécoms" == fiche.libelle
    assert "Architecte réseaux de télécoms" in fiche.intitules
    assert any("Construire un plan de développement réseau" in text for text in fiche.textes)
    assert [f"{BASE}rome/M18"] == fiche.groupes
    occupation = targets(store, "esco", "metiers")[dl.OCCUPATION]
    assert {"ingénieure télécoms", "ingénieur radio"} == set(occupation.intitules)
    assert "concevoir un réseau" in occupation.textes
    assert dl.KNOWLEDGE in targets(store, "esco", "connaissances")
    assert dl.KNOWLEDGE not in targets(store, "esco", "competences")
    assert {(f"{BASE}rome/M1804", dl.OCCUPATION): 1} == official(store)


def test_a_vocabulary_that_is_not_loaded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a build, or without the vocabulary in question, exit code 2 and what to do about it."""
    command = ["align", "propose", "--vocabulary", "rome", "--build", str(tmp_path)]
    assert 2 == main(command)
    assert "pas de build ici" in capsys.readouterr().err
    (tmp_path / "build.json").write_text(
        json.dumps({"base": BASE, "empreinte_jeu": "x"}), encoding="utf-8"
    )
    (tmp_path / "carto.nq").write_text("", encoding="utf-8")
    assert 2 == main(command)
    captured = capsys.readouterr()
    assert "« rome » n'est pas chargé : « carto import rome" in captured.err
    assert "" == captured.out
