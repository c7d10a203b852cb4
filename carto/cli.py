"""The commands: « carto build », « carto query » and the others.

Exit code 0 when all is well; 1 when a graph does not conform, or two dumps differ; 2 when the input
cannot be used. What goes wrong is said in one line, without a traceback.
"""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from carto import __version__
from carto.cli_align import add_align_options
from carto.cli_concept import add_concept_options
from carto.cli_import import add_import_options
from carto.cli_query import add_query_options
from carto.diff import compare, describe, patch
from carto.dump import read_dump
from carto.errors import InputError, NotConforming
from carto.iris import BASE, CARTO

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that *arguments* name (default: those of the process); return its exit code."""
    return run(_parser().parse_args(arguments))


def run(options: argparse.Namespace) -> int:
    """Run ``options.command``, and say in one line what stops it."""
    command: Command = options.command
    try:
        return command(options)
    except InputError as error:
        print(f"erreur : {error}", file=sys.stderr)
    except BrokenPipeError:  # whoever reads has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        print(f"erreur : écriture ou lecture impossible ({error})", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="carto", description="Une cartographie de métiers : construire, vérifier, comparer, servir."
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMANDE")
    add_build_options(commands.add_parser("build", help="construire le graphe à partir du document"))
    check = commands.add_parser("validate", help="vérifier un graphe, ou une copie modifiée")
    check.add_argument("fichier", type=Path, help="Turtle, TriG, N-Triples, N-Quads, JSON-LD, RDF/XML")
    check.set_defaults(command=validate_command)
    concept = commands.add_parser("concept", help="expliquer un concept, relire les paires proches")
    add_concept_options(concept)
    query = commands.add_parser("query", help="poser une question de queries/ au graphe")
    add_query_options(query)
    importer = commands.add_parser("import", help="charger ESCO ou ROME à côté d'un build")
    add_import_options(importer)
    aligner = commands.add_parser("align", help="proposer et relire des liens avec ROME et ESCO")
    add_align_options(aligner)
    differ = commands.add_parser("diff", help="dire ce qui a changé d'un graphe à un autre")
    differ.add_argument("avant", type=Path, help="un fichier, ou le dossier d'un build")
    differ.add_argument("apres", type=Path, help="de même")
    differ.add_argument("--patch", action="store_true", help="en RDF Patch, plutôt qu'en français")
    differ.set_defaults(command=diff_command)
    server = commands.add_parser("serve", help="servir un build (réglages : variables CARTO_*)")
    server.set_defaults(command=serve_command)
    return parser


def add_build_options(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Give *parser* the options of a build."""
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
    parser.set_defaults(command=build_command)
    return parser


def build_command(options: argparse.Namespace) -> int:
    """Build, and print what was built from what."""
    from carto.build import build
    from carto.store import prepare
    from carto.vocabulaires.depot import loaded

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
    except NotConforming as error:
        print(f"le graphe ne respecte pas les formes :\n{error}", file=sys.stderr)
        return 1
    console = Console(width=None if sys.stdout.isatty() else 100)
    table = Table(title=f"{report.source} → {options.out}", show_header=False, title_justify="left")
    for title, text in report.rows():
        table.add_row(title, text)
    console.print(table)
    if not report.edition_connue:
        console.print("Document inconnu de data/edition.toml : ni correction ni remarque appliquée.")
    if loaded(options.out, options.base):
        prepare(options.out, options.base)  # so that the service starts at once
    for warning in report.avertissements:
        print(f"avertissement : {warning}")
    return 0


def validate_command(options: argparse.Namespace) -> int:
    """Check a file against the shapes: one line per problem, where, on what, and why."""
    from rdflib import RDF

    from carto.constraints import constraints
    from carto.quads import to_graph
    from carto.validate import load_shapes, validate

    try:
        graph = to_graph(read_dump(options.fichier).union.quads)
    except InputError as error:
        if error.file is None:
            raise InputError(str(error), file=str(options.fichier)) from error
        raise
    if not any(str(kind).startswith(str(CARTO)) for kind in graph.objects(None, RDF.type)):
        raise InputError("rien de ce vocabulaire n'y est dit", file=str(options.fichier))
    shapes = load_shapes()
    problems = validate(graph, shapes)
    for problem in problems:
        print(f"{'violation' if problem.violation else 'avertissement'} : {problem}")
    violations = sum(problem.violation for problem in problems)
    verdict = f"{violations} violation(s)" if violations else "le graphe respecte les formes"
    print(f"{options.fichier} : {verdict} ({len(constraints(shapes))} contraintes vérifiées)")
    return 1 if violations else 0


def diff_command(options: argparse.Namespace) -> int:
    """Say what changed between two dumps."""
    changes = compare(read_dump(options.avant), read_dump(options.apres))
    if options.patch:
        for row in patch(changes):
            print(row)
    else:
        print(describe(changes), end="")
    return 1 if changes else 0


def serve_command(_: argparse.Namespace) -> int:
    """Serve a build."""
    from server.__main__ import main as serve

    return serve()


if __name__ == "__main__":
    sys.exit(main())
