"""Put a finished folder in the place of the one before, at once, whatever happens meanwhile."""

import ctypes
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from carto.errors import InputError

MANIFEST = "build.json"

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
# A folder this young may belong to a build that has not had the time to lock it.
_SECONDS_BEFORE_LOCK = 10


@contextmanager
def replacing(out: Path, manifest: str = MANIFEST) -> Iterator[Path]:
    """Give a folder to write to; when all went well, put it in the place of *out*.

    *manifest*: the file by which a folder of that kind is known.

    Whatever goes wrong before, *out* stays as it was; killed outright, a build leaves its unfinished
    folder behind, which the next one removes. Of two builds at once, the last to finish stays.

    Raises:
        InputError: If *out* exists and is no build, for it would be deleted.
        OSError: If it cannot be written.
    """
    out = out.resolve()
    if out.exists() and not (out.is_dir() and ((out / manifest).exists() or not any(out.iterdir()))):
        message = f"existe et n'est pas un build : il serait effacé (il y manque {manifest})"
        raise InputError(message, file=str(out))
    out.parent.mkdir(parents=True, exist_ok=True)
    _remove_abandoned(out)
    fresh = Path(tempfile.mkdtemp(prefix=_prefix(out), dir=out.parent))
    lock = _lock(fresh)
    try:
        yield fresh
        fresh.chmod(0o755)
        _put(fresh, out)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def _prefix(out: Path) -> str:
    return f".{out.name}.en-cours-"


def _lock(folder: Path) -> int | None:
    """Lock *folder*; None if another process has it. The system lets go of it when this one ends."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def _remove_abandoned(out: Path) -> None:
    """Remove the unfinished folders of builds that were killed: those that nobody locks."""
    for folder in out.parent.glob(f"{_prefix(out)}*"):
        try:
            young = time.time() - folder.stat().st_mtime < _SECONDS_BEFORE_LOCK
            lock = None if young else _lock(folder)
        except FileNotFoundError:  # another build has just removed it
            continue
        if lock is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)


def _put(fresh: Path, out: Path) -> None:
    if not out.exists():
        try:
            fresh.rename(out)
        except OSError:
            if not out.exists():  # else another build has just put its own there
                raise
        else:
            return
    if not _exchange(fresh, out):
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
