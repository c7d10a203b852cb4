"""Compare the SPARQL endpoint of this server with three others, and write the page that says so.

    python -m outils.banc_sparql [--rapide] [--triplets N…] [--out FICHIER] [--json FICHIER]

Every server has the same quads and is asked the same texts over the loopback, in turn within each
round. What a server cannot do, or is not installed, is said on the page and left out of its tables.
"""

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from random import Random

from rich.console import Console

from outils.banc_sparql_debit import WRK, LoadFailed, charges, throughput
from outils.banc_sparql_mesures import Epreuve, measure
from outils.banc_sparql_page import REEL, Banc, Conditions, Poids, page, raw
from outils.banc_sparql_plancher import floor
from outils.banc_sparql_questions import named_kinds, questions, resources
from outils.banc_sparql_serveurs import (
    CARTO,
    OXIGRAPH,
    RDFLIB,
    VIRTUOSO,
    Chantier,
    Launcher,
    Serveur,
    carto,
    missing,
    oxigraph,
    rdflib_endpoint,
    version_said,
)
from outils.banc_sparql_virtuoso import SERVER, SQL, virtuoso
from outils.bancs import ROOT, NoBench, environment
from outils.quads_engendres import generate
from outils.service import NotServed

LAUNCHERS: dict[str, Launcher] = {
    CARTO: carto,
    OXIGRAPH: oxigraph,
    RDFLIB: rdflib_endpoint,
    VIRTUOSO: virtuoso,
}
RDFLIB_MOST = 150_000  # triples; it reads some 20 000 of them a second

_QUICK = {"tours": 8, "secondes": 1.0, "reprises": 1}
Progress = Callable[[str], None]


def main() -> int:
    """Run the bench, print its page and write it."""
    options = _parser().parse_args()
    if options.rapide:
        vars(options).update(_QUICK)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the servers are stopped then too
    progress = Console(stderr=True, highlight=False)
    try:
        conditions, benches = _measured(options, progress.print)
    except (NoBench, NotServed, LoadFailed) as error:
        sys.stderr.write(f"erreur : {error}\n")
        return 2
    except KeyboardInterrupt:
        return 130
    text = page(conditions, benches, questions())
    sys.stdout.write(text)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    if options.json:
        options.json.write_text(raw(conditions, benches), encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Compare le point d'accès SPARQL à trois autres.")
    add = parser.add_argument
    add("--rapide", action="store_true", help="une minute environ : peu de tours, charges brèves")
    add("--triplets", type=int, nargs="+", default=[], metavar="N", help="aussi des graphes engendrés")
    add("--sans-reel", action="store_true", help="rien que les graphes engendrés")
    add("--serveurs", nargs="+", choices=list(LAUNCHERS), default=list(LAUNCHERS), metavar="NOM")
    add("--tours", type=int, default=40, help="fois que chaque question est posée (défaut : 40)")
    add("--secondes", type=float, default=4.0, help="durée de chaque charge (défaut : 4)")
    add("--reprises", type=int, default=3, help="fois que chaque charge est mise (défaut : 3)")
    add("--graine", type=int, default=1, help="celle des tirages et des graphes (défaut : 1)")
    add("--build", type=Path, default=ROOT / "build", metavar="DOSSIER", help="le build à servir")
    add(
        "--bancs",
        type=Path,
        metavar="DOSSIER",
        help="l'environnement Python qui a déjà les autres serveurs",
    )
    add("--out", type=Path, metavar="FICHIER", help="où écrire la page")
    add("--json", type=Path, metavar="FICHIER", help="où écrire toutes les mesures")
    return parser


def _measured(options: argparse.Namespace, progress: Progress) -> tuple[Conditions, list[Banc]]:
    programs = environment(options.bancs)
    numbers = count(1)
    with tempfile.TemporaryDirectory(prefix="banc-sparql-") as temporary:
        folder = Path(temporary)
        conditions = Conditions(
            tours=options.tours,
            secondes=options.secondes,
            reprises=options.reprises,
            graine=options.graine,
            plancher=1000 * floor(folder),
            wrk="" if missing(WRK) else version_said([WRK, "--version"]),
            reglages={n: v for n, v in sorted(os.environ.items()) if n.startswith("CARTO_")},
        )
        benches = []
        for name, build, triples in _graphs(options, folder, progress):
            place = Path(tempfile.mkdtemp(dir=folder))
            with ExitStack() as stack:
                site = Chantier(build, place, programs, triples, stack)
                benches.append(_bench(name, site, options, numbers, progress))
    return conditions, benches


def _graphs(
    options: argparse.Namespace, folder: Path, progress: Progress
) -> Iterator[tuple[str, Path, int]]:
    """Yield the real graph, then the generated ones, each made when its turn has come."""
    real = options.build.resolve()
    if not (real / "carto.nq").exists():
        raise NoBench(f"pas de build dans « {options.build} » ; lancez « make build »")
    if not options.sans_reel:
        with (real / "carto.nq").open("rb") as lines:
            yield REEL, real, sum(1 for _ in lines)
    for wanted in options.triplets:
        with tempfile.TemporaryDirectory(dir=folder) as made:
            progress(f"graphe engendré de {wanted} triplets")
            yield (
                f"graphe engendré de {wanted}",
                Path(made),
                generate(real, Path(made), wanted, options.graine),
            )


def _bench(
    name: str, site: Chantier, options: argparse.Namespace, numbers: Iterator[int], progress: Progress
) -> Banc:
    """Start the servers on one graph and measure them."""
    servers, absent = _started(site, options.serveurs, progress)
    rest = {server.nom: server.service.memory() for server in servers}
    asked, draw = questions(), Random(options.graine)  # noqa: S311  # nothing here is a secret
    things = resources(site.quads, named_kinds(asked), draw)
    trial = Epreuve(asked, things, options.tours, draw, numbers)
    found = measure(servers, trial, progress)
    loads = () if missing(WRK) else charges(asked, found, options.secondes, options.reprises)
    speeds = throughput(servers, loads, trial, site.dossier, progress)
    weights = [
        Poids(s.nom, s.version, s.chargement, s.demarrage, rest[s.nom], s.service.memory())
        for s in servers
    ]
    return Banc(name, site.triplets, weights, absent, found, speeds)


def _started(
    site: Chantier, wanted: list[str], progress: Progress
) -> tuple[list[Serveur], dict[str, str]]:
    """Start the servers; return them, and why the others are not there.

    Raises:
        NotServed: If this one does not start.
    """
    servers, absent = [], {}
    for name in [CARTO, *(n for n in wanted if n != CARTO)]:
        if reason := _unfit(name, site):
            absent[name] = reason
            continue
        progress(f"démarrage de {name}")
        try:
            servers.append(LAUNCHERS[name](site))
        except NotServed as error:
            if name == CARTO:
                raise
            absent[name] = f"n'a pas démarré : {error}"
    return servers, absent


def _unfit(name: str, site: Chantier) -> str:
    """Return why a server is not even started, if so."""
    if name == VIRTUOSO and (missing(SERVER) or missing(SQL)):
        return "n'est pas installé"
    if name == RDFLIB and site.triplets > RDFLIB_MOST:
        return "serait trop lent à charger"
    return ""


if __name__ == "__main__":
    sys.exit(main())
