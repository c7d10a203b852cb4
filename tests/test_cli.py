"""The command ``carto``, as its users run it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from carto import __version__
from tests.conftest import DONNEES, ROOT, run_build

MINI = DONNEES / "mini.txt"


def carto(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run ``carto`` with *arguments*."""
    return subprocess.run(
        [sys.executable, "-m", "carto", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return two builds: the mini-cartography, and the same with one word changed in a statement."""
    folder = tmp_path_factory.mktemp("deux")
    text = MINI.read_text(encoding="utf-8")
    assert text.count("Alerte l'autorité") == 1
    (folder / "mini.txt").write_text(text.replace("Alerte l'autorité", "Prévient l'autorité"), "utf-8")
    for name, source in (("avant", MINI), ("apres", folder / "mini.txt")):
        assert carto("build", "--source", source, "--out", folder / name).returncode == 0
    return folder / "avant", folder / "apres"


def test_installed_command() -> None:
    """The command is installed beside Python, and says its version."""
    command = Path(sys.executable).parent / "carto"
    done = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == __version__


@pytest.mark.parametrize("arguments", [(), ("inconnue",), ("validate",), ("diff", "un")])
def test_usage(arguments: tuple[str, ...]) -> None:
    """Without a command, or with a wrong one, the usage is shown, with exit code 2."""
    done = carto(*arguments)
    assert done.returncode == 2
    assert "usage: carto" in done.stderr
    assert "Traceback" not in done.stderr


def test_build_is_build_graph(builds: tuple[Path, Path], tmp_path: Path) -> None:
    """``carto build`` and ``build_graph.py`` write the same bytes."""
    assert run_build("--source", MINI, "--out", tmp_path / "build").returncode == 0
    for path in builds[0].iterdir():
        assert path.read_bytes() == (tmp_path / "build" / path.name).read_bytes()


def test_diff_in_words(builds: tuple[Path, Path]) -> None:
    """What changed is said of the métier, in French; exit code 1."""
    done = carto("diff", *builds)
    assert done.returncode == 1
    assert "Responsable d'unité de traitement" in done.stdout
    assert "« Alerte l'autorité sanitaire en cas de dépassement d'une norme" in done.stdout
    assert "« Prévient l'autorité sanitaire en cas de dépassement d'une norme" in done.stdout
    assert done.stderr == ""


def test_diff_as_a_patch(builds: tuple[Path, Path]) -> None:
    """The patch opens and closes a transaction, and names the old text and the new."""
    done = carto("diff", "--patch", *builds)
    rows = done.stdout.splitlines()
    assert done.returncode == 1
    assert ("TX .", "TC .") == (next(r for r in rows if r.startswith("TX")), rows[-1])
    assert any(r.startswith("D ") and "\"Alerte l'autorité" in r for r in rows)
    assert any(r.startswith("A ") and "\"Prévient l'autorité" in r for r in rows)


def test_no_difference(builds: tuple[Path, Path]) -> None:
    """A build and its own TriG say the same: exit code 0."""
    done = carto("diff", builds[0], builds[0] / "carto.trig")
    assert done.returncode == 0, done.stdout


def test_diff_of_nothing(tmp_path: Path) -> None:
    """A file that does not exist is said in one line."""
    done = carto("diff", tmp_path / "a.ttl", tmp_path / "b.ttl")
    assert done.returncode == 2
    assert f"erreur : {tmp_path / 'a.ttl'} : n'existe pas\n" == done.stderr


def test_a_reader_that_stops_early(builds: tuple[Path, Path]) -> None:
    """« carto diff --patch … | head -1 » ends without a traceback."""
    command = f"{sys.executable} -m carto diff --patch {builds[0]} {builds[1]} | head -1"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_serve(tmp_path: Path) -> None:
    """``carto serve`` is the server: without a build it says what to do."""
    env = os.environ | {"CARTO_BUILD": str(tmp_path / "rien"), "CARTO_PORT": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "carto", "serve"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "make build" in done.stderr


def test_a_byte_order_mark_says_nothing(builds: tuple[Path, Path], tmp_path: Path) -> None:
    """A file that an editor saved with a byte order mark is the same graph."""
    saved = tmp_path / "carto.ttl"
    saved.write_bytes(b"\xef\xbb\xbf" + (builds[0] / "carto.ttl").read_bytes())
    assert carto("diff", builds[0] / "carto.ttl", saved).returncode == 0
