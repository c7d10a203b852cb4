#!/usr/bin/env python3
"""Build the knowledge graph: source → fiches → graph → SHACL → build/.

Exit code 0 if the graph conforms to the shapes, 1 if it does not, 2 if the input cannot be used.
"""

import argparse
import signal
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from carto.build import Report, build
from carto.errors import InputError, NotConforming
from carto.iris import BASE


def main(arguments: list[str] | None = None) -> int:
    """Run the build and return its exit code."""
    options = _parser().parse_args(arguments)
    # Ended politely, the build still tidies up behind it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    progress = Console(stderr=True)
    try:
        with progress.status("") as status:  # shown on a terminal only
            report = build(
                options.source,
                options.out,
                options.base,
                lambda step: status.update(f"{step}…"),
            )
    except InputError as error:
        print(f"erreur : {error}", file=sys.stderr)
        return 2
    except NotConforming as error:
        print(f"le graphe ne respecte pas les formes :\n{error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"erreur : écriture impossible ({error})", file=sys.stderr)
        return 2
    _show(report, options.out)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Construit le graphe à partir du document.")
    parser.add_argument(
        "--source",
        type=Path,
        metavar="FICHIER",
        help="le document (défaut : celui de data/edition.toml)",
    )
    parser.add_argument(
        "--out", type=Path, default=Path("build"), metavar="DOSSIER", help="où écrire (défaut : build)"
    )
    parser.add_argument("--base", default=BASE, metavar="IRI", help=f"la base des IRI (défaut : {BASE})")
    return parser


def _show(report: Report, out: Path) -> None:
    console = Console(width=None if sys.stdout.isatty() else 100)
    table = Table(title=f"{report.source} → {out}", show_header=False, title_justify="left")
    table.add_row("fiches", str(report.fiches))
    for title, counts in (
        ("taxonomie", report.taxonomie),
        ("énoncés", report.enonces),
        ("concepts", report.concepts),
        ("triplets par graphe", report.triples),
        ("réparations", report.reparations),
        ("lignes du document", report.couverture),
    ):
        total = f"{sum(counts.values())}   " if counts else "0"
        table.add_row(title, total + ", ".join(f"{name} {n}" for name, n in counts.items()))
    table.add_row("tendances, intitulés", f"{report.tendances}, {report.intitules}")
    table.add_row("remarques", str(report.remarques))
    seconds = ", ".join(f"{step} {t:.1f} s" for step, t in report.durees.items())
    table.add_row("durée", f"{sum(report.durees.values()):.1f} s   {seconds}")
    console.print(table)
    if not report.edition_connue:
        console.print("Document inconnu de data/edition.toml : ni correction ni remarque appliquée.")
    for warning in report.avertissements:
        console.print(f"avertissement : {warning}")


if __name__ == "__main__":
    sys.exit(main())
