"""What the tests share: the real document, a real build of it, a real server."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from email.message import Message
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from rdflib import Dataset
from rdflib.term import Node

from carto.corrections import load_corrections
from carto.edition import Dossier, Edition, load_dossier, load_edition
from carto.model import Cartographie
from carto.read import place_bullets, read_draft
from carto.source import Document, read_document
from carto.template import load_template

ROOT = Path(__file__).parent.parent
DONNEES = Path(__file__).parent / "donnees"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put first what needs no real build: one process makes it while the other has enough to do."""
    items.sort(key=lambda item: "build" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def edition() -> Edition:
    """Return the edition at hand."""
    return load_edition()


@pytest.fixture(scope="session")
def document(edition: Edition) -> Document:
    """Return the real document."""
    return read_document(edition.source)


@pytest.fixture(scope="session")
def cartographie(document: Document, edition: Edition) -> Cartographie:
    """Return the real document, read."""
    corrections = load_corrections(edition.corrections, document)
    return place_bullets(read_draft(document, load_template()), corrections)


def union_of(dataset: Dataset) -> Iterator[tuple[Node, Node, Node, Node | None]]:
    """Yield the quads of *dataset* whose triples are in its union: all but what is kept apart."""
    kept_apart = tuple(f"graphe/{name}" for name in ("partage-texte", "partage-variantes"))
    return (quad for quad in dataset.quads() if not str(quad[3]).endswith(kept_apart))


@pytest.fixture(scope="session")
def dossier(document: Document, edition: Edition) -> Dossier:
    """Return what was decided of the real document."""
    return load_dossier(edition, document)


def run_build(*arguments: str | Path, env: Mapping[str, str] = {}) -> subprocess.CompletedProcess[str]:
    """Run ``build_graph.py`` as its user does."""
    return subprocess.run(
        [sys.executable, ROOT / "build_graph.py", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | dict(env),
    )


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """Return the folder of a build of the real document; the processes of one run share it."""
    return shared_build("reel", (), tmp_path_factory, pytestconfig)


@pytest.fixture(scope="session")
def mini_build(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """Return the folder of a build of the mini-cartography; the processes of one run share it."""
    return shared_build("mini", ("--source", DONNEES / "mini.txt"), tmp_path_factory, pytestconfig)


def shared_build(
    name: str,
    arguments: Sequence[str | Path],
    tmp_path_factory: pytest.TempPathFactory,
    config: pytest.Config,
) -> Path:
    """Return a build that the processes of one run share, made again when what makes it has changed.

    What a test does to it is seen by the other tests of the run, and by no later run.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / name / "build"
    folder.parent.mkdir(exist_ok=True)
    with (shared / f"{name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            shutil.copytree(_kept_build(name, arguments, config), folder)
    return folder


def _kept_build(name: str, arguments: Sequence[str | Path], config: pytest.Config) -> Path:
    """Return the build that a run before this kept, if what makes it is the same; else a new one."""
    assert config.cache is not None
    kept = config.cache.mkdir(f"build-{name}")
    wanted = kept / _fingerprint() / "build"
    with kept.with_suffix(".lock").open("a") as lock:  # another run may want it too
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (wanted / "SHA256SUMS").exists():
            for old in kept.iterdir():
                shutil.rmtree(old)
            done = run_build(*arguments, "--out", wanted)
            assert done.returncode == 0, done.stderr
    return wanted


@cache
def _fingerprint() -> str:
    """Return a hash of all that decides what a build is: the code, its data, the libraries."""
    folders = ("carto", "data", "ontology", "shapes", "tests/donnees")
    files = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    whole = sha256(f"{sys.version} {os.environ.get('SOURCE_DATE_EPOCH')}".encode())
    for path in sorted((*files, ROOT / "build_graph.py", ROOT / "requirements.lock")):
        if "__pycache__" not in path.parts:
            whole.update(f"{path.relative_to(ROOT)} {sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()[:16]


@pytest.fixture(scope="session")
def dataset(build: Path) -> Dataset:
    """Return the published dataset, read back."""
    found = Dataset()
    found.parse(build / "carto.nq", format="nquads")
    return found


class Answer:
    """An answer of the server: status, headers, body."""

    def __init__(self, status: int, headers: Message, body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def text(self) -> str:
        """The body, decoded."""
        return self.body.decode("utf-8")

    @property
    def kind(self) -> str:
        """The media type, without parameters."""
        return self.headers.get("Content-Type", "").partition(";")[0]


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Leave the redirect to the test."""


class Client:
    """Talks to a server, and follows no redirect."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._opener = build_opener(_NoRedirect)

    def get(self, path: str, accept: str = "*/*", **parameters: str) -> Answer:
        """GET *path* with *parameters*."""
        query = f"?{urlencode(parameters)}" if parameters else ""
        return self.send(Request(self.base + path + query, headers={"Accept": accept}))

    def post(self, path: str, body: bytes, kind: str, accept: str = "*/*") -> Answer:
        """POST *body* to *path*."""
        headers = {"Accept": accept, "Content-Type": kind}
        return self.send(Request(self.base + path, data=body, headers=headers))

    def sparql(self, query: str, accept: str = "application/sparql-results+json") -> Answer:
        """Ask *query* by GET."""
        return self.get("/sparql", accept, query=query)

    def send(self, request: Request) -> Answer:
        """Send *request* and return the answer, whatever its status."""
        try:
            with self._opener.open(request, timeout=30) as response:
                return Answer(response.status, response.headers, response.read())
        except HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[str]:
    """Serve the build in *folder* by a process of its own, with *settings*, and give its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "server"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"CARTO_BUILD": str(folder), "CARTO_PORT": "0"} | settings,
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        yield next(word for word in line.split() if word.startswith("http")).rstrip("/")
    finally:
        process.terminate()
        process.wait(timeout=10)
        process.stdout.close()


@pytest.fixture(scope="session")
def server(build: Path) -> Iterator[Client]:
    """Return a client of a real server over the real build."""
    with serving(build) as address:
        yield Client(address)
