"""Combien de temps prend chaque requête de ``queries/``, par le service : ``make bench-requetes``.

À côté, le même texte posé au moteur seul (pyoxigraph, dans ce processus), aux mêmes tours : ce que le
service ajoute. Il a de plus un magasin de l'union seule, plus rapide quand rien n'y nomme de graphe.
« Pire » est le temps le plus long pour tous les métiers ou familles qu'un paramètre peut être. Chaque
texte porte un commentaire nouveau : rien ne répond de mémoire. Le code de sortie est 1 si une requête
dépasse la limite.
"""

import argparse
import http.client
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from carto.requetes import Requete, bind, load_requetes
from carto.requetes.model import Genre
from carto.requetes.valeurs import choices
from carto.store import base_of, fill
from outils.service import Service

ROOT = Path(__file__).parent.parent
_LISTED = 150  # things: a form lists the métiers, not the compétences
_ADDRESS = re.compile(r"http://([\d.]+):(\d+)/")


def main() -> int:
    """Measure, print a table, and return the exit code."""
    options = _options()
    store = ox.Store()
    base = base_of(options.build)
    fill(store, options.build, base)
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"CARTO_PORT": "0", "CARTO_BUILD": str(options.build.resolve())}
        command = [sys.executable, "-m", "server"]
        with Service(command, Path(folder) / "journal", env=env, cwd=ROOT) as service:
            found = service.wait(lambda: _ADDRESS.search(service.said()), 120)
            return _measure(found[1], int(found[2]), store, base, options)


def _measure(host: str, port: int, store: ox.Store, base: str, options: argparse.Namespace) -> int:
    connection, slowest, ratios = http.client.HTTPConnection(host, port), 0.0, []
    print(f"{'requête':30} {'service':>9} {'moteur':>9} {'pire':>9}   (ms, médianes de {options.tours})")
    for nom, requete in load_requetes().items():
        served, alone = [], []
        for _ in range(options.tours):
            served.append(_asked(connection, bind(requete, base=base)))
            alone.append(_evaluated(store, bind(requete, base=base)))
        mine, peer = statistics.median(served), statistics.median(alone)
        worst = max((_twice(connection, text) for text in _others(requete, store, base)), default=mine)
        slowest = max(slowest, mine, worst)
        ratios.append(mine / peer)
        print(f"{nom:30} {mine:9.1f} {peer:9.1f} {worst:9.1f}", flush=True)
    mean = statistics.geometric_mean(ratios)
    print(f"la plus lente : {slowest:.1f} ms ; le service prend {mean:.2f} fois le temps du moteur seul")
    return int(slowest > options.limite)


def _others(requete: Requete, store: ox.Store, base: str) -> Iterator[str]:
    """Yield the query with each thing that a parameter may be, if these can be listed in a form."""
    for parametre in requete.parametres:
        known = choices(store, parametre) if parametre.type.genre == Genre.CHOSE else ()
        for iri in known if len(known) <= _LISTED else ():
            yield bind(requete, {parametre.nom: ox.NamedNode(iri)}, base)


def _twice(connection: http.client.HTTPConnection, text: str) -> float:
    """Return the better of two times: one is enough to be late by accident."""
    return min(_asked(connection, text), _asked(connection, text))


def _asked(connection: http.client.HTTPConnection, text: str) -> float:
    """Return how many milliseconds the service takes to answer *text*, never seen before."""
    url = f"/sparql?query={quote(f'{text}# {time.time_ns()}')}"
    started = time.perf_counter()
    connection.request("GET", url, headers={"Accept": "application/sparql-results+json"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != http.client.OK:
        raise SystemExit(f"{answer.status} : {body.decode('utf-8', 'replace')}")
    return (time.perf_counter() - started) * 1000


def _evaluated(store: ox.Store, text: str) -> float:
    """Return how many milliseconds the engine alone takes for the same."""
    started = time.perf_counter()
    found = store.query(text)
    assert isinstance(found, ox.QuerySolutions)
    found.serialize(format=ox.QueryResultsFormat.JSON)
    return (time.perf_counter() - started) * 1000


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Chaque requête de queries/, par le service.")
    parser.add_argument("--build", type=Path, default=Path("build"))
    parser.add_argument("--tours", type=int, default=9)
    parser.add_argument("--limite", type=float, default=50.0, help="ms")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
