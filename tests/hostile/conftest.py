"""The server under attack: a process of its own with default settings, or ``CARTO_HOSTILE_URL``."""

import fcntl
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.conftest import ROOT
from tests.hostile.target import Listener, Target


@pytest.fixture(scope="session")
def listener() -> Iterator[Listener]:
    """Return a local address that nothing should ever call."""
    found = Listener()
    yield found
    found.close()


@pytest.fixture(scope="session")
def target(
    request: pytest.FixtureRequest, listener: Listener, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Target]:
    """Return the server, which has answered the control query once."""
    if url := os.environ.get("CARTO_HOSTILE_URL", ""):
        yield _target(url, listener)
        return
    journal = tmp_path_factory.mktemp("journal") / "sortie.txt"
    with _started(request.getfixturevalue("build"), journal) as (url, process):
        found = _target(url, listener)
        found.process, found.journal = process, journal
        yield found


def _target(url: str, listener: Listener) -> Target:
    parts = urlsplit(url)
    found = Target((parts.hostname or "127.0.0.1", parts.port or 80), listener.port)
    found.remember()
    return found


@pytest.fixture(autouse=True)
def _turn(request: pytest.FixtureRequest) -> Iterator[None]:
    """Wait for a turn: while a flood is on (marked ``seul``), no other test is under way beside it."""
    alone = request.node.get_closest_marker("seul") is not None
    with (Path(tempfile.gettempdir()) / "carto-hostile.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield


@contextmanager
def _started(build: Path, journal: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve *build*; what the server prints goes to *journal*, since a pipe that nobody reads fills."""
    env = os.environ | {"CARTO_BUILD": str(build), "CARTO_PORT": "0"}
    with journal.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "server"], stdout=out, stderr=subprocess.STDOUT, cwd=ROOT, env=env
        )
    try:
        yield _address(journal, process), process
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise


def _address(journal: Path, process: subprocess.Popen[bytes]) -> str:
    end = time.monotonic() + 30
    while time.monotonic() < end and process.poll() is None:
        words = journal.read_text(encoding="utf-8").split()
        if found := [word for word in words if word.startswith("http://")]:
            return found[0].rstrip("/")
        time.sleep(0.05)
    raise ConnectionError(f"the server does not start: {journal.read_text(encoding='utf-8')}")
