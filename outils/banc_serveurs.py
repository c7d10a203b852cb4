"""Compare HTTP servers for Python: how fast they are, and what they do when something goes wrong.

    python -m outils.banc_serveurs [--secondes S] [--bancs DOSSIER] [--out FICHIER]

Each runs one process, with sixteen threads where it has threads, and serves the same application
(``outils/banc_serveurs_app.py``) by the interface that it is made for.
"""

import argparse
import os
import signal
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from rich.console import Console

from outils.banc_page import Machine, number
from outils.banc_serveurs_epreuves import WRK, Conduite, Place, behaviour, rate
from outils.bancs import NoBench, environment
from outils.processus import run
from outils.service import Memoire, NotServed, Service, free_port

_TOOLS = Path(__file__).parent
_LOOPBACK = "127.0.0.1"
_APP = "banc_serveurs_app"
_START = 15.0  # seconds that a server may take to answer

# Name → how it is started; in braces, where it listens, how many threads it has, which application.
COMMANDS = {
    "uvicorn (ASGI, httptools, uvloop)": (
        "uvicorn --http httptools --loop uvloop --no-access-log --host {hote} --port {port} {asgi}"
    ),
    "granian (ASGI)": "granian --interface asgi --no-ws --host {hote} --port {port} {asgi}",
    "granian (WSGI)": (
        "granian --interface wsgi --no-ws --blocking-threads {fils} --host {hote} --port {port} {wsgi}"
    ),
    "gunicorn gthread": "gunicorn --worker-class gthread --threads {fils} --bind {hote}:{port} {wsgi}",
    "gunicorn gevent": "gunicorn --worker-class gevent --bind {hote}:{port} {wsgi}",
    "waitress": "waitress-serve --threads {fils} --listen {hote}:{port} {wsgi}",
    "cheroot": "cheroot --threads {fils} --bind {hote}:{port} {wsgi}",
}
THREADS = 16
CHARGES = (("/bonjour", 1), ("/bonjour", 32), ("/flux", 1), ("/flux", 32))


@dataclass(slots=True)
class Essai:
    """A server that runs, and what was found."""

    nom: str
    version: str
    place: Place
    service: Service
    debits: dict[tuple[str, int], list[float | None]] = field(default_factory=dict)
    conduite: Conduite | None = None
    memoire: Memoire | None = None

    def rate(self, path: str, clients: int) -> float | None:
        """Return the answers a second of the run in the middle, None if one was not clean."""
        rates = [found for found in self.debits[path, clients] if found is not None]
        return median(rates) if len(rates) == len(self.debits[path, clients]) else None


def main() -> int:
    """Run the bench, print its page and write it."""
    options = _parser().parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    progress = Console(stderr=True, highlight=False)
    try:
        programs = environment(options.bancs)
        with tempfile.TemporaryDirectory(prefix="banc-serveurs-") as temporary, ExitStack() as stack:
            trials, absent = _started(programs, Path(temporary), stack)
            _measure(trials, options, progress)
            text = _page(trials, absent, options)
    except NoBench as error:
        sys.stderr.write(f"erreur : {error}\n")
        return 2
    except KeyboardInterrupt:
        return 130
    sys.stdout.write(text)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Compare des serveurs HTTP pour Python.")
    add = parser.add_argument
    add("--secondes", type=float, default=2.0, help="durée de chaque charge (défaut : 2)")
    add("--reprises", type=int, default=1, help="fois que chaque charge est mise (défaut : 1)")
    add("--bancs", type=Path, metavar="DOSSIER", help="un environnement Python qui a déjà ces serveurs")
    add("--out", type=Path, metavar="FICHIER", help="où écrire la page")
    return parser


def _started(programs: Path, folder: Path, stack: ExitStack) -> tuple[list[Essai], dict[str, str]]:
    """Start every server; return them, and why some are not there."""
    trials, absent = [], {}
    for rank, (name, command) in enumerate(COMMANDS.items()):
        port = free_port()
        program, *arguments = command.format(
            hote=_LOOPBACK, port=port, fils=THREADS, asgi=f"{_APP}:asgi", wsgi=f"{_APP}:wsgi"
        ).split()
        if not (programs / program).exists():
            absent[name] = "n'est pas installé"
            continue
        place = Place(_LOOPBACK, port, folder / f"{rank}.journal")
        env = {**os.environ, "PYTHONPATH": str(_TOOLS), "BANC_JOURNAL": str(place.journal)}
        journal = folder / f"{rank}.log"
        service = stack.enter_context(
            Service([str(programs / program), *arguments], journal, env=env, cwd=folder)
        )
        try:
            service.wait(partial(rate, place, "/bonjour", 1, 1.0), _START)
        except NotServed as error:
            absent[name] = f"n'a pas démarré : {error}"
            continue
        trials.append(Essai(name, _version(programs, program), place, service))
    return trials, absent


def _measure(trials: list[Essai], options: argparse.Namespace, progress: Console) -> None:
    """Put each load on each server in turn, then try how they behave."""
    for path, clients in CHARGES:
        for _ in range(options.reprises):
            for trial in trials:
                found = rate(trial.place, path, clients, options.secondes)
                trial.debits.setdefault((path, clients), []).append(found)
                progress.print(f"{trial.nom}, {path}, {clients} clients : {found}")
    for trial in trials:
        trial.memoire = trial.service.memory()
        trial.conduite = behaviour(trial.place)
        progress.print(f"{trial.nom} : {trial.conduite}")


def _version(programs: Path, program: str) -> str:
    package = program.removesuffix("-serve")
    script = f"from importlib.metadata import version; print(version({package!r}))"
    return run([str(programs / "python"), "-c", script], _START).sortie.strip()


def _page(trials: list[Essai], absent: dict[str, str], options: argparse.Namespace) -> str:
    environment = Environment(  # noqa: S701  # Markdown, not HTML
        loader=FileSystemLoader(_TOOLS / "modeles"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["nombre"] = number
    return environment.get_template("banc-serveurs.md").render(
        machine=Machine.here(),
        essais=trials,
        absents=absent,
        charges=CHARGES,
        options=options,
        fils=THREADS,
        wrk=WRK,
    )


if __name__ == "__main__":
    sys.exit(main())
