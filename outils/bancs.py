"""The environment of what the benches compare with: ``.bancs/``, apart from the project's own."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

_PACKAGES = Path(__file__).with_suffix(".txt")
_FOLDER = ROOT / ".bancs"


class NoBench(Exception):
    """Something that the bench cannot do without is missing."""


def environment(given: Path | None = None) -> Path:
    """Return the folder of the programs of the environment *given*, or of ours, made when needed.

    Raises:
        NoBench: If it cannot be made, or if the one given is none.
    """
    if given:
        if not (given / "bin" / "python").exists():
            raise NoBench(f"pas d'environnement Python dans « {given} »")
        return given.resolve() / "bin"
    _make(_FOLDER)
    return _FOLDER / "bin"


def _make(folder: Path) -> None:
    """Install what is listed; a list that has changed is installed anew."""
    wanted = _PACKAGES.read_text(encoding="utf-8")
    stamp = folder / _PACKAGES.name
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    python = str(folder / "bin" / "python")
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    try:
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)  # noqa: S603  # our own
        subprocess.run([*install, "--upgrade", "-r", str(_PACKAGES)], check=True)  # noqa: S603
    except subprocess.CalledProcessError as error:
        raise NoBench(f"« {folder.name} » ne s'installe pas : {error}") from error
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    stamp.write_text(wanted, encoding="utf-8")
