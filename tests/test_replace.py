"""A build takes the place of the one before whole or not at all, whatever happens to it."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from carto.errors import InputError
from carto.replace import MANIFEST, replacing
from tests.conftest import DONNEES, ROOT, Client, run_build, serving

MINI, RAIL = DONNEES / "mini.txt", DONNEES / "rail.txt"
Process = subprocess.Popen[str]


def start(source: Path, out: Path) -> Process:
    """Start a build of *source* into *out*."""
    command: list[str | Path] = [
        sys.executable,
        ROOT / "build_graph.py",
        "--source",
        source,
        "--out",
        out,
    ]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=ROOT
    )


def is_whole(folder: Path) -> bool:
    """Whether every file of the build in *folder* is there, with the bytes that it was given."""
    done = subprocess.run(
        ["sha256sum", "--strict", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, check=False
    )
    listed = (folder / "SHA256SUMS").read_text(encoding="utf-8").count("\n")
    return done.returncode == 0 and listed + 1 == len(list(folder.iterdir()))


def source_of(folder: Path) -> str:
    """Return the name of the document that the build in *folder* was made from."""
    found: str = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["source"]
    return found


def unfinished(out: Path) -> list[Path]:
    """Return the folders that builds into *out* left unfinished."""
    return list(out.parent.glob(f".{out.name}.en-cours-*"))


def written(out: Path) -> int:
    """Return how many things builds into *out* have written so far, their folders included."""
    return sum(1 + len(list(folder.glob("*"))) for folder in unfinished(out))


@pytest.fixture(scope="module")
def mini(mini_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a build of the mini-cartography, in a folder of its own."""
    out = tmp_path_factory.mktemp("tue") / "build"
    shutil.copytree(mini_build, out)
    return out


# A moment of the build: how many things it has written (its folder is one), or how long it has run.
MOMENTS = [("things", n) for n in (1, 2, 5, 9, 14, 19, 23)] + [("tenths", n) for n in (2, 8, 14)]


@pytest.mark.lent
@pytest.mark.parametrize(("unit", "amount"), MOMENTS, ids=[f"{n} {u}" for u, n in MOMENTS])
def test_killed_at_any_moment(unit: str, amount: int, mini: Path) -> None:
    """Kill -9 leaves a whole build: the former, or the new one if it was already in its place."""
    process = start(RAIL, mini)
    if unit == "tenths":
        time.sleep(amount / 10)
    else:
        while process.poll() is None and written(mini) < amount:
            time.sleep(0.001)
    process.kill()
    process.communicate(timeout=30)
    assert process.returncode == -signal.SIGKILL
    assert is_whole(mini)
    assert source_of(mini) == "mini.txt"


@pytest.mark.lent
def test_a_server_goes_on_while_builds_are_killed(mini: Path) -> None:
    """The build that is served stays so, files and answers, when the next one is killed."""
    with serving(mini) as address:
        client = Client(address)
        before = client.get("/dumps/SHA256SUMS").body
        process = start(RAIL, mini)
        while process.poll() is None and written(mini) < 2:
            time.sleep(0.001)
        process.kill()
        process.communicate(timeout=30)
        assert before == client.get("/dumps/SHA256SUMS").body
        assert client.get("/healthz").status == 200
        assert client.get("/dumps/carto.nq").body == (mini / "carto.nq").read_bytes()


@pytest.mark.lent
def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path: Path) -> None:
    """An abandoned folder goes; one that another build is writing to stays."""
    out = tmp_path / "build"
    abandoned, young = (tmp_path / f".build.en-cours-{name}" for name in ("vieux", "jeune"))
    for folder in (abandoned, young):
        folder.mkdir()
        (folder / "carto.nq").write_text("moitié")
    os.utime(abandoned, (0, 0))
    with replacing(out) as being_written:
        os.utime(being_written, (0, 0))
        assert run_build("--source", MINI, "--out", out).returncode == 0
        assert being_written.exists()
        (being_written / MANIFEST).write_text("{}")
    assert [young] == unfinished(out)
    assert (out / MANIFEST).read_text() == "{}"


@pytest.mark.lent
def test_two_builds_at_once(tmp_path: Path) -> None:
    """Two builds into one folder both succeed, and what stays is one of them, whole."""
    for out in (tmp_path / "neuf", tmp_path / "neuf"):  # once without a former build, once with
        processes = [start(source, out) for source in (MINI, RAIL)]
        for process in processes:
            _, errors = process.communicate(timeout=120)
            assert (0, "") == (process.returncode, errors)
        assert is_whole(out)
        assert source_of(out) in {"mini.txt", "rail.txt"}
        assert [] == unfinished(out)


def test_full_disk(mini: Path) -> None:
    """When no more can be written, it is said in one line, and the former build stays."""
    before = {path.name: path.read_bytes() for path in mini.iterdir()}
    command = f"ulimit -f 100; exec {sys.executable} build_graph.py --source {RAIL} --out {mini}"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert re.fullmatch(r"erreur : écriture ou lecture impossible \(.+\)\n", done.stderr)
    assert before == {path.name: path.read_bytes() for path in mini.iterdir()}
    assert [] == unfinished(mini)


@pytest.mark.parametrize("out", ["/dev/null/build", "/proc/build"])
def test_folder_that_cannot_be_written(out: str) -> None:
    """A folder where nothing can be written is said in one line, with exit code 2."""
    done = run_build("--source", MINI, "--out", out)
    assert done.returncode == 2
    assert re.fullmatch(r"erreur : écriture ou lecture impossible \(.+\)\n", done.stderr)


@contextmanager
def tiny_disk(folder: Path) -> Iterator[bool]:
    """Mount a file system of 300 KiB on *folder*; give False where that is not allowed."""
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", folder], capture_output=True, check=False
    )
    try:
        yield done.returncode == 0
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", folder], check=True)


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("mount") is None, reason="il faut être root")
def test_really_full_disk(tmp_path: Path) -> None:
    """On a disk that is really too small, nothing is left but the message."""
    with tiny_disk(tmp_path / "disque") as mounted:
        if not mounted:
            pytest.skip("cette machine ne laisse pas monter un petit disque")
        done = run_build("--source", MINI, "--out", tmp_path / "disque" / "build")
        assert done.returncode == 2
        assert "No space left on device" in done.stderr
        assert [] == list((tmp_path / "disque").iterdir())


def write_half(folder: Path) -> None:
    """Write the start of a build, then fail as a full disk does."""
    (folder / MANIFEST).write_text("moitié")
    raise OSError("disque plein")


def test_failure_while_writing_changes_nothing(tmp_path: Path) -> None:
    """What goes wrong within the writing leaves no trace; what goes well takes the former's place."""
    out = tmp_path / "build"
    with replacing(out) as folder:
        (folder / MANIFEST).write_text("ancien")
    with pytest.raises(OSError, match="disque plein"), replacing(out) as folder:
        write_half(folder)
    assert [out] == list(tmp_path.iterdir())
    assert (out / MANIFEST).read_text() == "ancien"
    link = tmp_path / "lien"
    link.symlink_to(out)
    with replacing(link) as folder:
        (folder / MANIFEST).write_text("nouveau")
    assert link.is_symlink()
    assert (out / MANIFEST).read_text() == "nouveau"


def test_out_is_no_build(tmp_path: Path) -> None:
    """A folder that holds something else is never replaced."""
    (tmp_path / "precieux.txt").write_text("à garder")
    with pytest.raises(InputError, match="n'est pas un build"), replacing(tmp_path):
        pass
    done = run_build("--source", MINI, "--out", tmp_path)
    assert done.returncode == 2
    assert "n'est pas un build" in done.stderr
    assert (tmp_path / "precieux.txt").read_text() == "à garder"
