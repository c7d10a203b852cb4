"""The servers that the SPARQL bench compares: this one, and its peers, on the same file of quads."""

import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from carto import __version__
from outils.banc_sparql_client import Adresse, AskFailed, Client
from outils.processus import run
from outils.service import NotServed, Service, free_port

ROOT = Path(__file__).parent.parent
CARTO, OXIGRAPH, RDFLIB, VIRTUOSO = "carto", "oxigraph", "rdflib-endpoint", "virtuoso"
LOOPBACK = "127.0.0.1"
LIMIT = 1800.0  # seconds that loading may take

_VERSION = re.compile(r"\d+(?:\.\d+)+")
_ADDRESS = re.compile(r"http://([\d.]+):(\d+)/")


@dataclass(frozen=True, slots=True)
class Serveur:
    """A server that answers. *chargement*: what it took before; *demarrage*: to the first answer."""

    nom: str
    version: str
    adresse: Adresse
    service: Service
    demarrage: float
    chargement: float | None = None


@dataclass(frozen=True, slots=True)
class Chantier:
    """What a server is started with: the build to serve, a folder of its own, the peers' programs."""

    build: Path
    dossier: Path
    programmes: Path
    triplets: int
    stack: ExitStack

    @property
    def quads(self) -> Path:
        """The file that every server loads."""
        return self.build / "carto.nq"

    def start(
        self,
        name: str,
        command: list[str],
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> Service:
        """Start a server, which the end of the bench stops."""
        journal = self.dossier / f"{name}.log"
        return self.stack.enter_context(Service(command, journal, env=env, cwd=cwd))


def carto(site: Chantier) -> Serveur:
    """Start this server, as ``make run`` does."""
    settings = {"CARTO_BUILD": str(site.build), "CARTO_HOST": LOOPBACK, "CARTO_PORT": "0"}
    service = site.start(
        CARTO, [sys.executable, "-m", "server"], env={**os.environ, **settings}, cwd=ROOT
    )
    found = service.wait(lambda: _ADDRESS.search(service.said()), LIMIT)
    address = Adresse(found[1], int(found[2]), "/sparql")
    said = f"{__version__} (pyoxigraph {version('pyoxigraph')})"
    return Serveur(CARTO, said, address, service, answered(service, address))


def oxigraph(site: Chantier) -> Serveur:
    """Load the quads in a store on disk, compact it, serve it with the union as its default graph.

    Left as loaded, it takes half as long again for the analyses of a million triples.
    """
    program, store, port = str(site.programmes / "oxigraph"), str(site.dossier / "oxigraph"), free_port()
    steps = (["load", "--location", store, "--file", str(site.quads)], ["optimize", "--location", store])
    seconds = 0.0
    for step in steps:
        done = run([program, *step], LIMIT)
        if done.code:
            raise NotServed(done.erreurs)
        seconds += done.secondes
    bind = f"{LOOPBACK}:{port}"
    service = site.start(
        OXIGRAPH,
        [program, "serve-read-only", "--location", store, "--bind", bind, "--union-default-graph"],
    )
    address = Adresse(LOOPBACK, port, "/query")
    said = version_said([program, "--version"])
    return Serveur(OXIGRAPH, said, address, service, answered(service, address), seconds)


def rdflib_endpoint(site: Chantier) -> Serveur:
    """Start rdflib-endpoint by its own command: a Dataset in memory, the union as its default graph."""
    program, port = str(site.programmes / "rdflib-endpoint"), free_port()
    command = [program, "serve", "--host", LOOPBACK, "--port", str(port), str(site.quads)]
    service = site.start(RDFLIB, command)
    address = Adresse(LOOPBACK, port, "/")
    script = "from importlib.metadata import version as v; print(v('rdflib-endpoint'), v('rdflib'))"
    said = run([str(site.programmes / "python"), "-c", script], LIMIT).sortie.split()
    return Serveur(RDFLIB, f"{said[0]} (rdflib {said[1]})", address, service, answered(service, address))


def answered(service: Service, address: Adresse) -> float:
    """Wait for the first answer; return how many seconds after its start it came."""
    client = Client(address)

    def answer() -> float | None:
        try:
            client.ask("ASK {}")
        except AskFailed:
            return None
        return time.perf_counter() - service.started

    try:
        return service.wait(answer, LIMIT)
    finally:
        client.close()


def version_said(command: list[str]) -> str:
    """Return the first version number that a command tells."""
    done = run(command, LIMIT)
    found = _VERSION.search(done.sortie + done.erreurs)
    return found[0] if found else ""


def missing(program: str) -> bool:
    """Say whether a program of the system is not installed."""
    return shutil.which(program) is None


Launcher = Callable[[Chantier], Serveur]
