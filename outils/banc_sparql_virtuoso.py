"""Virtuoso for the time of a bench: in a folder of its own, on the loopback."""

import os
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from outils.banc_sparql_client import Adresse
from outils.banc_sparql_serveurs import (
    LIMIT,
    LOOPBACK,
    VIRTUOSO,
    Chantier,
    Serveur,
    answered,
    version_said,
)
from outils.processus import run
from outils.service import NotServed, Service, free_port

SERVER, SQL = "virtuoso-t", "isql-vt"

_MODELES = Path(__file__).parent / "modeles"
_THREADS = 60  # more than the clients of the bench
_TRIPLES_A_BUFFER, _FEWEST = 50, 10_000  # a buffer is 8 KiB: all the data, and room to spare
_LOADED = "charge=2"


def virtuoso(site: Chantier) -> Serveur:
    """Load the quads by the bulk loader, stop, start again, and serve."""
    folder = site.dossier / "virtuoso"
    folder.mkdir()
    sql, http = free_port(), free_port()
    _configure(site, folder, sql, http)
    address = Adresse(LOOPBACK, http, "/sparql")
    with _started(site, folder) as service:
        answered(service, address)
        loaded = run([SQL, f"{LOOPBACK}:{sql}", "dba", "dba", f"EXEC={_load(site)}"], LIMIT)
    if loaded.code or _LOADED not in loaded.sortie:
        raise NotServed(loaded.sortie + loaded.erreurs)
    service = site.stack.enter_context(_started(site, folder))
    seconds = answered(service, address)
    said = version_said([SERVER, "+version"])
    return Serveur(VIRTUOSO, said, address, service, seconds, loaded.secondes)


def _started(site: Chantier, folder: Path) -> Service:
    command = [SERVER, "+configfile", "virtuoso.ini", "+foreground"]
    return Service(command, site.dossier / f"{VIRTUOSO}.log", cwd=folder)


def _configure(site: Chantier, folder: Path, sql: int, http: int) -> None:
    environment = Environment(loader=FileSystemLoader(_MODELES), undefined=StrictUndefined)  # noqa: S701
    text = environment.get_template("virtuoso.ini").render(
        port_sql=sql,
        port_http=http,
        fils=_THREADS,
        tampons=max(_FEWEST, site.triplets // _TRIPLES_A_BUFFER),
        dossier=site.build,
        coeurs=os.cpu_count() or 1,
    )
    (folder / "virtuoso.ini").write_text(text, encoding="utf-8")


def _load(site: Chantier) -> str:
    """Return the statements that load the file and say how that ended."""
    name = f"'{site.build}', '{site.quads.name}'"
    return (
        f"ld_dir({name}, 'urn:carto:sans-graphe'); rdf_loader_run(); checkpoint; "  # noqa: S608  # a path of ours
        "SELECT CONCAT('charge=', CAST(ll_state AS VARCHAR), ' ', COALESCE(ll_error, ''))"
        " FROM DB.DBA.LOAD_LIST;"
    )
