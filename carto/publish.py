"""Write a build: into a temporary folder first, then in the place of the one before, at once."""

import ctypes
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from rdflib import Dataset, Graph

from carto.errors import InputError

MANIFEST = "build.json"

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """Give a folder to write to; when all went well, put it in the place of *out*.

    Whatever goes wrong before, *out* stays as it was.

    Raises:
        InputError: If *out* exists and is no build, for it would be deleted.
    """
    out = out.resolve()
    if out.exists() and not (out.is_dir() and ((out / MANIFEST).exists() or not any(out.iterdir()))):
        raise InputError("existe et n'est pas un build : il serait effacé", file=str(out))
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f"{out.name}.", dir=out.parent))
    try:
        yield fresh
        fresh.chmod(0o755)
        _put(fresh, out)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def write_dumps(folder: Path, dataset: Dataset, merged: Graph) -> None:
    """Write the dataset (TriG, N-Quads) and its union (Turtle, N-Triples)."""
    dataset.serialize(folder / "carto.trig", format="trig")
    merged.serialize(folder / "carto.ttl", format="turtle")
    _write_sorted(folder / "carto.nq", dataset.serialize(format="nquads"))
    _write_sorted(folder / "carto.nt", merged.serialize(format="nt"))


def write_coverage(folder: Path, roles: Mapping[int, str]) -> None:
    """Write what became of each printed line."""
    rows = (f"{line}\t{role}\n" for line, role in sorted(roles.items()))
    (folder / "couverture.tsv").write_text("ligne\trôle\n" + "".join(rows), encoding="utf-8")


def write_manifest(folder: Path, manifest: Mapping[str, object]) -> None:
    """Write what the build is made of, and the hashes of its files."""
    text = json.dumps(manifest, ensure_ascii=False, indent=2)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    files = sorted(path for path in folder.iterdir() if path.is_file())
    sums = (f"{sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


def _write_sorted(path: Path, statements: str) -> None:
    """Write *statements*, one a line, in an order that does not depend on the run."""
    lines = sorted(line for line in statements.splitlines() if line)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _put(fresh: Path, out: Path) -> None:
    if not out.exists():
        fresh.rename(out)
    elif not _exchange(fresh, out):
        aside = fresh.with_name(f"{fresh.name}.precedent")
        out.rename(aside)
        fresh.rename(out)
        shutil.rmtree(aside)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step, where the system can (Linux ``renameat2``)."""
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "renameat2"):
        return False
    done: int = libc.renameat2(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE
    )
    return done == 0
