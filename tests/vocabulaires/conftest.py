"""What the tests of vocabularies share: real builds, with vocabularies loaded beside them."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from carto.cli import main
from carto.edition import Dossier
from carto.model import Cartographie
from tests.requetes.lecture import Lecture, read
from tests.vocabulaires import officiel
from tests.vocabulaires import telechargements as dl


def once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return the folder *name* that *make* fills; the processes of one run share it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, done = shared / name, shared / f"{name}.fait"
    with (shared / f"{name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


def imported(name: str, build: Path, *paths: Path) -> None:
    """Load the vocabulary *name* beside *build*, as its user does."""
    assert main(["import", name, *map(str, paths), "--build", str(build)]) == 0


@pytest.fixture(scope="session")
def lecture(cartographie: Cartographie, dossier: Dossier) -> Lecture:
    """Return the real document, read."""
    return read(cartographie, dossier)


@pytest.fixture(scope="session")
def avec_peu(build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the real build, beside which a small ESCO and a small ROME are loaded."""

    def make(folder: Path) -> None:
        shutil.copytree(build, folder / "build")
        downloads = [dl.esco(folder, "fr", dl.FRENCH), dl.esco(folder, "en", dl.ENGLISH)]
        imported("esco", folder / "build", *downloads)
        (folder / "FR_mapping_esco_rome.csv").write_text(dl.CORRESPONDANCE, encoding="utf-8")
        archive = dl.zipped(folder / "RefRomeCsv.zip", dl.ROME)
        imported("rome", folder / "build", archive, folder / "FR_mapping_esco_rome.csv")

    return once(tmp_path_factory, "avec-peu", make) / "build"


@pytest.fixture(scope="session")
def avec_tout(build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the real build, beside which all of ESCO and of ROME are loaded."""
    if not officiel.SHARED.is_dir():
        pytest.skip(f"ESCO et ROME ne sont pas là : {officiel.SHARED} est absent")

    def make(folder: Path) -> None:
        shutil.copytree(build, folder / "build")
        downloads = [officiel.esco(language, folder) for language in ("fr", "en")]
        imported("esco", folder / "build", *downloads)
        imported("rome", folder / "build", officiel.rome(folder), officiel.correspondance(folder))

    return once(tmp_path_factory, "avec-tout", make) / "build"
