"""``carto import``: load ESCO or ROME beside a build."""

import argparse
import time
from pathlib import Path

from rich.console import Console

from carto.iris import BASE
from carto.replace import MANIFEST
from carto.vocabulaires.charger import NAMES, load


def add_import_options(parser: argparse.ArgumentParser) -> None:
    """Give *parser* the options of ``carto import``."""
    parser.add_argument("vocabulaire", choices=NAMES, help="lequel")
    parser.add_argument(
        "chemin", type=Path, nargs="+",
        help="le téléchargement officiel, zip, dossier ou fichier ; plusieurs pour plusieurs langues, "
        "ou pour ROME et sa correspondance avec ESCO",
    )  # fmt: skip
    parser.add_argument(
        "--build", type=Path, default=Path("build"), metavar="DOSSIER", help="à côté de quel build"
    )
    parser.set_defaults(command=import_command)


def import_command(options: argparse.Namespace) -> int:
    """Load the vocabulary, and print what was loaded."""
    from carto.store import base_of, prepare

    built = (options.build / MANIFEST).exists()
    base = base_of(options.build) if built else BASE
    console, start = Console(stderr=True), time.perf_counter()
    with console.status("") as status:

        def announce(place: str) -> None:
            status.update(place)
            console.print(f"  {place}", highlight=False)

        found = load(options.vocabulaire, options.chemin, options.build, base, announce)
        if built:
            announce("base sur disque")
            prepare(options.build, base)
    version = f"version {found.version}" if found.version else "version inconnue"
    seconds = time.perf_counter() - start
    print(
        f"{found.nom} {version} : {found.triplets} triplets, graphe « {found.nom} », en {seconds:.0f} s"
    )
    return 0
