"""IRIs that were published stay: the list that guards them, and the names that are retired."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from carto.edition import load_edition
from carto.errors import InputError
from carto.iris import BASE, Iris
from carto.stability import Retiree, check_stable, load_names, load_retired, names
from tests.conftest import ROOT, Client, serving


def test_the_committed_list_is_that_of_the_build(build: Path) -> None:
    """Every IRI is in data/iris.txt (cp build/iris.txt data/iris.txt adds the new ones)."""
    listed = (ROOT / "data" / "iris.txt").read_text(encoding="utf-8").split()
    retired = {r.nom for r in load_retired(load_edition().iris_retirees)}
    assert (build / "iris.txt").read_text(encoding="utf-8").split() == [
        name for name in listed if name not in retired
    ]


def test_all_iris_are_ascii_and_readable(build: Path) -> None:
    """A name is a type and a slug; nothing but lower case, digits and hyphens."""
    for name in (build / "iris.txt").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"[a-z0-9-]+(/[a-z0-9-]+)?", name), name


PUBLISHED = frozenset({"metier/a", "metier/b"})
CASES = {
    "renamed": (["metier/a", "metier/c"], (), "« metier/b » disparaît"),
    "dropped": (["metier/a"], (), "« metier/b » disparaît"),
    "retired though in use": (
        ["metier/a", "metier/b"],
        (Retiree("metier/b", None, "x"),),
        "« metier/b » est retirée, mais elle sert encore",
    ),
    "replaced by nothing that exists": (
        ["metier/a"],
        (Retiree("metier/b", "metier/z", "x"),),
        "« metier/b » est remplacée par « metier/z », qui n'existe pas",
    ),
}


@pytest.mark.parametrize(("current", "retired", "message"), CASES.values(), ids=CASES)
def test_unstable(current: list[str], retired: tuple[Retiree, ...], message: str) -> None:
    """A name that is lost, or retired wrongly, is said."""
    with pytest.raises(InputError, match=message):
        check_stable(current, PUBLISHED, retired)


@pytest.mark.parametrize("replacement", ["metier/a", None])
def test_retired(replacement: str | None) -> None:
    """A retired name may go, whether something replaces it or not; a new one may come."""
    check_stable(["metier/a", "metier/n"], PUBLISHED, (Retiree("metier/b", replacement, "x"),))


def test_a_retired_name_is_no_resource_any_more() -> None:
    """The names of a dataset are those it describes, without those it says are deprecated."""
    deprecated = ox.NamedNode("http://www.w3.org/2002/07/owl#deprecated")
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    quads = [
        ox.Quad(ox.NamedNode(f"{BASE}id/metier/b"), deprecated, ox.Literal(value=True)),
        ox.Quad(ox.NamedNode(f"{BASE}id/metier/b"), label, ox.Literal("B")),
        ox.Quad(ox.NamedNode(f"{BASE}id/metier/a"), label, ox.Literal("A")),
        ox.Quad(ox.NamedNode(f"{BASE}graphe/fiches"), label, ox.Literal("fiches")),
    ]
    assert ("metier/a",) == names(quads, Iris())


def test_bad_tables(tmp_path: Path) -> None:
    """A list or a table that cannot be used is said, with its file."""
    with pytest.raises(InputError, match="liste des IRI illisible"):
        load_names(tmp_path / "absente.txt")
    table = tmp_path / "iris-retirees.tsv"
    table.write_text("iri\tremplacee_par\traison\na/b\t-\tx\na/b\t-\ty\n", encoding="utf-8")
    with pytest.raises(InputError, match="ligne 3 : « a/b » est retirée deux fois"):
        load_retired(table)


def renaming_project(folder: Path) -> Path:
    """Return a copy of the project in which the document renames a métier."""
    project = folder / "projet"
    shutil.copytree(ROOT, project, ignore=shutil.ignore_patterns(".*", "build", "tests", "docs"))
    source = next((project / "data" / "source").glob("*.txt"))
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("Graphiste", "Dessinateur"), encoding="utf-8")
    remarks = project / "data" / "remarques.tsv"
    kept = [row for row in remarks.read_text(encoding="utf-8").splitlines() if "Graphiste" not in row]
    remarks.write_text("\n".join(kept) + "\n", encoding="utf-8")
    return project


def build_in(project: Path) -> subprocess.CompletedProcess[str]:
    """Run the build of *project*."""
    command = [sys.executable, "build_graph.py"]
    env = os.environ | {"PYTHONPATH": str(project)}
    return subprocess.run(command, cwd=project, env=env, capture_output=True, text=True, check=False)


@pytest.mark.lent
def test_a_renamed_metier_stops_the_build_until_it_is_retired(tmp_path: Path) -> None:
    """A title that changes would rename a métier: the build says which, until a line allows it."""
    project = renaming_project(tmp_path)
    done = build_in(project)
    assert done.returncode == 2
    assert "« metier/graphiste » disparaît" in done.stderr
    assert "« passage/metier-graphiste-mission-1 » disparaît" in done.stderr
    assert "data/iris-retirees.tsv" in done.stderr
    assert not (project / "build").exists()
    with (project / "data" / "iris-retirees.tsv").open("a", encoding="utf-8") as table:
        table.write("metier/graphiste\tmetier/dessinateur\tLe métier a changé de nom.\n")
        table.write("passage/metier-graphiste-mission-1\t-\tLe métier a changé de nom.\n")
        table.write("interaction/redacteur-competence-3-graphiste\t-\tLe métier a changé de nom.\n")
    done = build_in(project)
    assert done.returncode == 0, done.stderr
    said = (project / "build" / "graphe-metadonnees.ttl").read_text(encoding="utf-8")
    assert "metier:graphiste dcterms:isReplacedBy metier:dessinateur ;" in said
    with serving(project / "build") as address:
        client = Client(address)
        for path in ("/id/metier/{}", "/page/metier/{}", "/data/metier/{}.ttl"):
            answer = client.get(path.format("graphiste"))
            assert (301, path.format("dessinateur")) == (answer.status, answer.headers["Location"])
        answer = client.get("/page/passage/metier-graphiste-mission-1", "application/json")
        assert answer.status == 410
        assert "Le métier a changé de nom." in answer.text
