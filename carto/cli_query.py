"""The command ``carto query``: a query of ``queries/``, by its name, with values for its parameters."""

import argparse
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyoxigraph as ox
from rich.console import Console
from rich.table import Table

from carto.errors import InputError
from carto.iris import Iris
from carto.names import prefixed
from carto.quads import prefixes
from carto.requetes import Parametre, Requete, Term, bind, load_requetes, read_value
from carto.store import base_of, open_store
from carto.vocabulaires.depot import loaded

_FORMATS = {"csv": ox.QueryResultsFormat.CSV, "json": ox.QueryResultsFormat.JSON}


def add_query_options(parser: argparse.ArgumentParser) -> None:
    """Give *parser* what comes before the options of the query that is named."""
    parser.add_argument("nom", nargs="?", help="le nom d'une requête ; sans lui, la liste")
    parser.add_argument("valeurs", nargs=argparse.REMAINDER, help="--format, --build, et ses paramètres")
    parser.set_defaults(command=query_command)


def query_command(options: argparse.Namespace) -> int:
    """List the queries, or run the one that is named and print its results."""
    known = load_requetes()
    if options.nom is None:
        _list(known.values())
        return 0
    if options.nom not in known:
        raise InputError(f"« {options.nom} » n'est pas une requête : « carto query » en donne la liste")
    requete = known[options.nom]
    given = options_of(requete).parse_args(options.valeurs)
    base = base_of(given.build)
    _require(requete, given.build, base)
    store = open_store(given.build, base)
    found = store.query(bind(requete, values_of(requete, given, store, base), base))
    assert isinstance(found, ox.QuerySolutions)
    if given.format == "table":
        _print_table(requete, found, Iris(base))
    else:
        found.serialize(sys.stdout.buffer, format=_FORMATS[given.format])
        sys.stdout.buffer.flush()
    return 0


def _require(requete: Requete, build: Path, base: str) -> None:
    """Check that the vocabularies that *requete* needs are loaded beside *build*."""
    known = {one.nom for one, _ in loaded(build, base)}
    if missing := [name for name in requete.charge if name not in known]:
        how = " ; ".join(f"« carto import {name} CHEMIN »" for name in missing)
        raise InputError(f"cette requête demande un vocabulaire qui n'est pas chargé : {how}")


def _list(known: Iterable[Requete]) -> None:
    for requete in known:
        parametres = " ".join(f"--{p.nom}" for p in requete.parametres)
        print(f"{requete.nom:28} {requete.titre}{f'   [{parametres}]' if parametres else ''}")


def options_of(requete: Requete) -> argparse.ArgumentParser:
    """Return the parser of the options of *requete*, one for each of its parameters."""
    parser = argparse.ArgumentParser(
        prog=f"carto query {requete.nom}", description=f"{requete.titre}. {requete.question}"
    )
    for p in requete.parametres:
        chosen = " ".join(choix.nom for choix in p.type.choix) or p.type.fr
        said = f"{p.fr} ({chosen} ; défaut : {_shown_default(p)})".replace("%", "%%")
        parser.add_argument(f"--{p.nom}", metavar=p.type.nom.upper(), help=said)
    parser.add_argument(
        "--format", choices=("table", *_FORMATS), default="table", help="(défaut : table)"
    )
    parser.add_argument(
        "--build", type=Path, default=Path("build"), metavar="DOSSIER", help="le build (défaut : build)"
    )
    return parser


def values_of(
    requete: Requete, given: argparse.Namespace, store: ox.Store, base: str
) -> dict[str, Term]:
    """Return the terms of those parameters of *requete* that *given* has a value for.

    Raises:
        InputError: If one of them is no value of its parameter.
    """
    return {
        p.nom: read_value(p, said, store, base)
        for p in requete.parametres
        if (said := getattr(given, p.nom)) is not None
    }


def _shown_default(parametre: Parametre) -> str:
    """Return the default value as it may be given."""
    shown = re.sub(r"^[\w-]*:", "", parametre.defaut).strip('"')
    return next((c.nom for c in parametre.type.choix if c.graphe == shown), shown)


def _print_table(requete: Requete, found: ox.QuerySolutions, iris: Iris) -> None:
    """Print the rows for people: the title above, IRIs by their prefix, the number below."""
    console = Console(width=None if sys.stdout.isatty() else 160)
    table = Table(title=requete.titre, title_justify="left")
    for variable in found.variables:
        table.add_column(variable.value, overflow="fold")
    known = prefixes(iris)
    rows = [[_cell(value, known) for value in row] for row in found]
    for row in rows:
        table.add_row(*row)
    console.print(table, markup=False)
    console.print(f"{len(rows)} ligne{'s' if len(rows) > 1 else ''}")


def _cell(value: object, known: Mapping[str, str]) -> str:
    match value:
        case ox.NamedNode():
            return prefixed(value.value, known) or value.value
        case ox.Literal():
            return value.value
    return ""
