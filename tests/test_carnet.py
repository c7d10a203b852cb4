"""The notebook runs against a real service, and its figures are those that docs/ shows."""

import re
from html import unescape
from pathlib import Path

import nbformat
import pytest

from outils.carnet import CARNET, executed
from tests.conftest import ROOT, Client

FIGURES = ("familles", "communautes", "passage")


def texts(figure: Path) -> list[str]:
    """Return what is written in a figure, in its order."""
    svg = figure.read_text(encoding="utf-8")
    return [unescape(text) for text in re.findall(r"<text[^>]*>([^<]+)</text>", svg)]


@pytest.fixture(scope="module")
def run(server: Client, tmp_path_factory: pytest.TempPathFactory) -> tuple[nbformat.NotebookNode, Path]:
    """Return the notebook, executed, and the folder of its figures."""
    folder = tmp_path_factory.mktemp("figures")
    return executed(CARNET, server.base, folder), folder


def written() -> nbformat.NotebookNode:
    """Return the notebook of the folder."""
    found: nbformat.NotebookNode = nbformat.read(CARNET, 4)  # type: ignore[no-untyped-call]
    return found


def outputs(notebook: nbformat.NotebookNode) -> list[str]:
    """Return what the cells of *notebook* give, as text."""
    kept = ("text/html", "text/plain")
    return [
        output["data"][kind]
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        for kind in kept
        if kind in output.get("data", {}) and "<IPython" not in output["data"][kind]
    ]


def test_the_notebook_is_as_it_runs(run: tuple[nbformat.NotebookNode, Path]) -> None:
    """Every cell runs, and gives what the notebook of the folder shows."""
    notebook, _ = run
    given = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert [output for output in given if output.output_type == "error"] == []
    shown = outputs(written())
    assert len(shown) >= 6
    assert outputs(notebook) == shown


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_the_one_of_the_folder(name: str, run: tuple[nbformat.NotebookNode, Path]) -> None:
    """It says the same, word for word and number for number."""
    assert texts(run[1] / f"{name}.svg") == texts(ROOT / "docs" / f"{name}.svg")


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_shown_and_said(name: str) -> None:
    """The README shows each figure, with a text for those who do not see it."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"!\[[^\]]{{40,}}\]\(docs/{name}\.svg\)", readme)


def test_each_part_says_what_is_seen() -> None:
    """After each figure and table of results, at least two sentences."""
    cells = written().cells
    figures = [n for n, cell in enumerate(cells) if "enregistre(figure" in cell.source and n > 1]
    assert len(figures) == len(FIGURES)
    for n in figures:
        assert len(re.findall(r"[.)](?:\s|$)", cells[n + 1].source)) >= 2
