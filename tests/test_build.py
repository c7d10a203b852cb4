"""The build as its user runs it: exit codes, messages, what it leaves behind."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from carto.build import build
from carto.corrections import load_corrections
from carto.coverage import coverage
from carto.edition import Edition, load_edition
from carto.errors import InputError
from carto.model import Cartographie
from carto.read import place_bullets, read_draft
from carto.remarks import load_remarks
from carto.source import Document, Ligne
from carto.template import load_template
from tests.conftest import DONNEES, ROOT, run_build

MINI = DONNEES / "mini.txt"


def replace(old: str, new: str) -> Callable[[str], str]:
    """Return an edit that replaces the first *old*, which must be there, by *new*."""

    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return edit


BAD_DOCUMENTS = {
    "no mission": (
        replace("Mission : Concevoir et faire évoluer les architectures réseaux\n", ""),
        "ligne 242 : la fiche « Architecte réseaux » n'a pas de mission",
    ),
    "empty mission": (
        replace("Mission : Concevoir et faire évoluer les architectures réseaux", "Mission :"),
        "ligne 244 : la mission est vide",
    ),
    "unknown heading": (
        replace(
            "Connaissances\n\n- Connaissances des réseaux", "Savoirs\n\n- Connaissances des réseaux"
        ),
        "ligne 269 : intitulé de section inconnu : « Savoirs »",
    ),
    "section twice": (
        replace(
            "Connaissances\n\n- Connaissances des réseaux", "Activités\n\n- Connaissances des réseaux"
        ),
        "ligne 269 : la section « Activités » est en double",
    ),
    "métier twice in the body": (
        lambda text: text + "\nArchitecte PFS\n\nMission : Tester\n",
        "ligne 4101 : le titre « Architecte PFS » est en double",
    ),
    "métier twice everywhere": (
        lambda text: replace("Ergonome _____\t107\n", "Ergonome _____\t107\nErgonome _____\t107\n")(
            text
        ).replace("\nGraphiste\n\nMission", "\nErgonome\n\nMission : Tester\n\nGraphiste\n\nMission"),
        "le métier « Ergonome » est en double (déjà ligne 3342)",
    ),
    "fiche that the table of contents does not know": (
        lambda text: text + "\nFontainier\n\nMission : Capter les sources\n",
        "ligne 4101 : la fiche « Fontainier » n'est pas dans la table des matières",
    ),
    "title that the body does not have": (
        replace("Architecte PFS\t10", "Architecte PFX\t10"),
        "ligne 20 : la table des matières annonce « Architecte PFX », mais le texte n'a pas ce titre",
    ),
    "titles in another order": (
        lambda text: (
            text.replace("Superviseur services\t26", "@")
            .replace("Technicien support\t31", "Superviseur services\t31")
            .replace("@", "Technicien support\t26")
        ),
        "mais le texte ne suit pas cet ordre",
    ),
    "no table of contents": (
        lambda text: re.sub(r"^(.*?)[ _\t]+\d+$", r"\1", text, flags=re.MULTILINE),
        "aucune table des matières",
    ),
    "no fiche": (lambda _: "Domaine eau\t1\n\nDomaine eau\n", "« Domaine eau » n'a aucun métier"),
    "stray line": (
        replace("\nMarketing\n\nLes métiers", "\nMarketing\n\nPage suivante\n\nLes métiers"),
        "ligne inconnue : « Page suivante »",
    ),
    "section glued to a list": (
        replace("\n\nConnaissances\n\n- Connaissances des réseaux", "\nConnaissances\n\n- Des réseaux"),
        "ligne 268 : pas de ligne blanche avant « Connaissances »",
    ),
    "heading glued to a list": (
        replace("\n\nCe qu'il faut retenir des grands", "\n- Puce.\nCe qu'il faut retenir des grands"),
        "pas de ligne blanche avant « Ce qu'il faut retenir des grands changements",
    ),
    "text that a correction quotes": (
        replace("- Effectue une veille métier", "- Effectue une veille"),
        "corrections.tsv, ligne 5 : le texte de la ligne 1701 du document a changé",
    ),
    "text that a remark quotes": (
        replace("5 grands domaines", "4 grands domaines"),
        "le texte de la ligne 154 du document a changé",
    ),
}


@pytest.mark.parametrize(("edit", "message"), BAD_DOCUMENTS.values(), ids=BAD_DOCUMENTS)
def test_bad_document(
    edit: Callable[[str], str], message: str, tmp_path: Path, edition: Edition
) -> None:
    """A document that cannot be read gives one message, which names the line."""
    source = tmp_path / "document.txt"
    source.write_text(edit(edition.source.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(message)):
        build(source, tmp_path / "build", "https://example.org/", lambda _: None)
    assert not (tmp_path / "build").exists()


BAD_FILES = {
    "not UTF-8": ("Titre\nMétier".encode("latin-1"), "ligne 2 : le fichier n'est pas en UTF-8"),
    "empty": (b"", "le fichier est vide"),
    "blank": (b"\n \n\n", "le fichier est vide"),
    "no such file": (None, "fichier illisible"),
}


@pytest.mark.parametrize(("content", "message"), BAD_FILES.values(), ids=BAD_FILES)
def test_bad_file(content: bytes | None, message: str, tmp_path: Path) -> None:
    """The command says in one line what is wrong, with exit code 2 and no traceback."""
    source = tmp_path / "document.txt"
    if content is not None:
        source.write_bytes(content)
    done = run_build("--source", source, "--out", tmp_path / "build")
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "build").exists()


BAD_TABLES = {
    "no such line": ("9999\tx\t-\traison", "« 9999 » n'est pas une ligne du document"),
    "no number": ("douze\tx\t-\traison", "« douze » n'est pas une ligne du document"),
    "parent that does not exist": ("1701\tveille\t9999\traison", "« 9999 » n'est pas une ligne"),
    "changed text": (
        "1701\tautre texte\t-\traison",
        "ligne 2 : le texte de la ligne 1701 du document a changé",
    ),
    "parent that is not open": ("1701\tveille\t1690\traison", "n'est ni la puce au-dessus"),
    "no bullet": ("1680\tMission\t-\traison", "la ligne 1680 du document n'est pas une puce"),
    "empty cell": ("1701\tveille\t-\t", "4 cellules non vides attendues"),
    "missing cell": ("1701\tveille\t-", "4 cellules non vides attendues"),
    "twice": (
        "1701\tveille\t-\ta\n1701\tveille\t-\tb",
        "ligne 3 : la ligne 1701 du document est corrigée deux fois",
    ),
}


@pytest.mark.parametrize(("rows", "message"), BAD_TABLES.values(), ids=BAD_TABLES)
def test_bad_correction(rows: str, message: str, tmp_path: Path, document: Document) -> None:
    """A correction that no longer fits the document is an error that names it."""
    table = tmp_path / "corrections.tsv"
    table.write_text(f"ligne\ttexte\tparent\traison\n{rows}\n", encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(message)):
        place_bullets(read_draft(document, load_template()), load_corrections(table, document))


def test_bad_header(tmp_path: Path, document: Document) -> None:
    """A table with other columns is refused."""
    table = tmp_path / "remarques.tsv"
    table.write_text("ligne\ttexte\n", encoding="utf-8")
    with pytest.raises(InputError, match="colonnes attendues : ligne, citation, genre, remarque"):
        load_remarks(table, document)


def test_remark_twice(tmp_path: Path, document: Document) -> None:
    """The same remark is not made twice."""
    row = "154\t5 grands domaines\tincoherence\tQuatre.\n"
    table = tmp_path / "remarques.tsv"
    table.write_text(f"ligne\tcitation\tgenre\tremarque\n{row}{row}", encoding="utf-8")
    with pytest.raises(InputError, match="ligne 3 : remarque en double"):
        load_remarks(table, document)


def test_bad_template(tmp_path: Path) -> None:
    """A template that cannot be read is an error that names the file and the entry."""
    for text, message in (("[[", "gabarit illisible"), ("[rubriques]", "n'a pas d'entrée 'fiche'")):
        path = tmp_path / "gabarit.toml"
        path.write_text(text)
        with pytest.raises(InputError, match=re.escape(message)):
            load_template(path)


def test_enough_remarks(document: Document, edition: Edition) -> None:
    """At least sixty oddities of the source are recorded, the ones that readers know among them."""
    lines = {remark.ligne for remark in load_remarks(edition.remarques, document)}
    assert len(load_remarks(edition.remarques, document)) >= 60
    assert {154, 827, 1308, 3637} <= lines


def test_success(build: Path) -> None:
    """A build leaves its dumps, its coverage, its source and a manifest."""
    names = {path.name for path in build.iterdir()}
    assert {"carto.ttl", "carto.trig", "carto.nq", "carto.nt", "couverture.tsv", "source.txt"} <= names
    manifest = json.loads((build / "build.json").read_text(encoding="utf-8"))
    assert manifest["base"] == "https://w3id.org/carto-telecoms/"
    sums = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=build, capture_output=True, check=False)
    assert sums.returncode == 0


def test_quiet_in_a_pipe(tmp_path: Path) -> None:
    """Without a terminal there is no progress, only the closing table."""
    done = run_build("--source", MINI, "--out", tmp_path / "build")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "triplets par graphe" in done.stdout
    assert "\x1b" not in done.stdout


def test_failing_build_keeps_the_one_before(mini_build: Path, tmp_path: Path) -> None:
    """A build that fails leaves the former as it was, and nothing beside it."""
    out = tmp_path / "build"
    shutil.copytree(mini_build, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    bad = tmp_path / "vide.txt"
    bad.write_text("")
    assert run_build("--source", bad, "--out", out).returncode == 2
    assert before == {path.name: path.read_bytes() for path in out.iterdir()}
    assert {"build", "vide.txt"} == {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("signal_", [signal.SIGINT, signal.SIGTERM])
def test_build_interrupted_while_it_writes(
    signal_: signal.Signals, mini_build: Path, tmp_path: Path
) -> None:
    """Ctrl-C while the dumps are written leaves the former build whole, and nothing beside it."""
    out = tmp_path / "build"
    shutil.copytree(mini_build, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    source = DONNEES / "rail.txt"
    command: list[str | Path] = [
        sys.executable, ROOT / "build_graph.py", "--source", source, "--out", out
    ]  # fmt: skip
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd=ROOT)
    while process.poll() is None and len(list(tmp_path.iterdir())) == 1:
        time.sleep(0.01)
    process.send_signal(signal_)
    process.wait(timeout=60)
    assert process.returncode != 0
    assert [out] == list(tmp_path.iterdir())
    assert before == {path.name: path.read_bytes() for path in out.iterdir()}


@pytest.mark.parametrize("base", ["telecoms", "https://é.fr/", "https://example.org", "ftp://a/"])
def test_bad_base(base: str, tmp_path: Path) -> None:
    """A base must be an absolute ASCII IRI that ends with a separator."""
    done = run_build("--source", MINI, "--out", tmp_path / "build", "--base", base)
    assert done.returncode == 2
    assert "ne peut servir de base" in done.stderr


def test_base(tmp_path: Path) -> None:
    """Resources and graphs take the base given; the vocabulary stays what it is."""
    out = tmp_path / "build"
    done = run_build("--source", MINI, "--out", out, "--base", "https://example.org/eau/")
    assert done.returncode == 0, done.stderr
    text = (out / "carto.nq").read_text(encoding="utf-8")
    assert "<https://example.org/eau/id/metier/" in text
    assert "<https://example.org/eau/graphe/fiches>" in text
    # The vocabulary names its authors and its source where they are, whatever the base.
    others = [line for line in text.splitlines() if not line.endswith("graphe/ontologie> .")]
    assert not [line for line in others if "carto-telecoms/id/" in line]
    assert "<https://w3id.org/carto-telecoms/ontologie#Metier>" in text


def test_page_numbers_are_no_text(document: Document, cartographie: Cartographie) -> None:
    """A line that is only a page number is left out, with its reason, and changes nothing else."""
    lines = [*document.lignes[:1696], Ligne(1697, "54"), *document.lignes[1697:]]
    numbered = Document(document.chemin, document.empreinte, tuple(lines))
    corrections = load_corrections(load_edition().corrections, numbered)
    found = place_bullets(read_draft(numbered, load_template()), corrections)
    assert coverage(numbered, found)[1697] == "artefact de page"
    assert found.domaines == cartographie.domaines


def test_corrections_go_with_their_edition(tmp_path: Path) -> None:
    """Another document is read without the corrections and remarks of this edition, and it is said."""
    done = run_build("--source", MINI, "--out", tmp_path / "build")
    assert "ni correction ni remarque" in done.stdout


def test_violation_stops_the_build(tmp_path: Path) -> None:
    """A graph that breaks a shape gives exit code 1, the thing and its line, and no build."""
    project = tmp_path / "projet"
    shutil.copytree(ROOT, project, ignore=shutil.ignore_patterns(".*", "build", "tests"))
    shape = project / "shapes" / "metiers.ttl"
    text = shape.read_text(encoding="utf-8")
    broken = text.replace("sh:path carto:mission ;", "sh:path carto:mission ; sh:minLength 600 ;")
    assert text != broken
    shape.write_text(broken, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "build_graph.py", "--source", MINI],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ,
    )
    assert done.returncode == 1
    assert "Un métier a une mission" in done.stderr
    assert re.search(r"ligne \d+ : « ", done.stderr)
    assert not (project / "build").exists()
