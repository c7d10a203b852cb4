"""A build, loaded where SPARQL can be asked of it."""

import json
from pathlib import Path

import pyoxigraph as ox

from carto.catalogue import apart
from carto.dump import OF_A_BUILD
from carto.errors import InputError
from carto.replace import MANIFEST


def base_of(folder: Path) -> str:
    """Return the base of the IRIs of the build in *folder*.

    Raises:
        InputError: If there is no build, or its manifest is not one.
    """
    try:
        return str(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["base"])
    except (OSError, ValueError, KeyError) as error:
        message = "pas de build ici : « carto build » en fait un, --build en désigne un autre"
        raise InputError(message, file=str(folder)) from error


def fill(store: ox.Store, folder: Path, base: str) -> None:
    """Load the graphs of the build in *folder* into *store*, and their union as its default graph.

    The graphs that are kept apart are no part of the union.

    Raises:
        OSError: If there is no build, or it cannot be read.
    """
    store.bulk_load(path=str(folder / OF_A_BUILD), format=ox.RdfFormat.N_QUADS)
    kept_apart = {f"{base}graphe/{name}" for name in apart()}
    for graph in sorted(store.named_graphs(), key=str):  # theirs is another order each time
        if graph.value not in kept_apart:
            quads = store.quads_for_pattern(None, None, None, graph)
            store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
