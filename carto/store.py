"""A build, loaded where SPARQL can be asked of it."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox

from carto.catalogue import apart
from carto.dump import OF_A_BUILD
from carto.errors import InputError
from carto.replace import MANIFEST
from carto.vocabulaires.depot import ABOUT, GRAPH, fingerprint, loaded

# How the name of a store that is being made begins.
_UNFINISHED = ".en-cours-"


def base_of(folder: Path) -> str:
    """Return the base of the IRIs of the build in *folder*.

    Raises:
        InputError: If there is no build, or its manifest is not one.
    """
    return _said(folder, "base")


def fill(store: ox.Store, folder: Path, base: str) -> None:
    """Load the graphs of the build in *folder* into *store*, and their union as its default graph.

    The vocabularies loaded beside it are part of both; the graphs that are kept apart, of no union.

    Raises:
        OSError: If there is no build, or it cannot be read.
        InputError: If a vocabulary is for another base.
    """
    store.bulk_load(path=str(folder / OF_A_BUILD), format=ox.RdfFormat.N_QUADS)
    store.bulk_extend(_union(store, base))
    _add_vocabularies(store, folder, base, named=True)


def fill_union(store: ox.Store, folder: Path, base: str) -> None:
    """Load the union alone, as the default graph of *store*: half of what :func:`fill` takes.

    Raises:
        OSError, InputError: See :func:`fill`.
    """
    whole = ox.Store()
    whole.bulk_load(path=str(folder / OF_A_BUILD), format=ox.RdfFormat.N_QUADS)
    store.bulk_extend(_union(whole, base))
    _add_vocabularies(store, folder, base, named=False)


def _union(store: ox.Store, base: str) -> Iterator[ox.Quad]:
    """Yield the triples of the named graphs of *store*, but for those that are kept apart."""
    kept_apart = {f"{base}graphe/{name}" for name in apart()}
    for graph in sorted(store.named_graphs(), key=str):  # theirs is another order each time
        if graph.value not in kept_apart:
            for quad in store.quads_for_pattern(None, None, None, graph):
                yield ox.Quad(quad.subject, quad.predicate, quad.object)


def _add_vocabularies(store: ox.Store, folder: Path, base: str, *, named: bool) -> None:
    for one, beside in loaded(folder, base):
        for file, name in ((GRAPH, one.nom), (ABOUT, "metadonnees")):
            graphs: list[ox.NamedNode | ox.DefaultGraph] = [ox.DefaultGraph()]
            graphs += [ox.NamedNode(f"{base}graphe/{name}")] if named else []
            for graph in graphs:
                path = str(beside / file)
                store.bulk_load(path=path, format=ox.RdfFormat.N_TRIPLES, to_graph=graph)


def disk_place(folder: Path, base: str) -> Path:
    """Return where the store on disk of the build in *folder* and of its vocabularies is, or will be.

    Raises:
        InputError: If there is no build, or a vocabulary is for another base.
    """
    name = sha256(fingerprint(folder, base, _said(folder, "empreinte_jeu")).encode()).hexdigest()[:16]
    return folder.with_name(f"{folder.name}.store") / name


def prepare(folder: Path, base: str) -> Path:
    """Make the store on disk of the build in *folder*, unless it is there; return where it is.

    Raises:
        InputError: If there is no build, or a vocabulary is for another base.
        OSError: If it cannot be written.
    """
    place = disk_place(folder, base)
    if place.exists():
        return place
    place.parent.mkdir(exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=place.parent))
    try:
        store = ox.Store(str(unfinished))
        fill(store, folder, base)
        store.optimize()
        del store  # closes its files
        with suppress(OSError):  # another process has just put the same there
            unfinished.rename(place)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    if not place.exists():
        raise OSError(f"la base sur disque n'a pu être mise à sa place : {place}")
    _remove_older(place)
    return place


def open_store(folder: Path, base: str) -> ox.Store:
    """Open the build in *folder* and the vocabularies beside it: on disk if it is there, or in memory.

    Raises:
        OSError, InputError: See :func:`fill`.
    """
    place = disk_place(folder, base)
    if place.exists():
        return ox.Store.read_only(str(place))
    store = ox.Store()
    fill(store, folder, base)
    return store


def _remove_older(place: Path) -> None:
    """Remove the stores made before *place*, but for the last: a server may still be reading it."""
    others = [
        folder
        for folder in place.parent.iterdir()
        if folder != place and not folder.name.startswith(_UNFINISHED)
    ]
    for folder in sorted(others, key=lambda folder: folder.stat().st_mtime)[:-1]:
        shutil.rmtree(folder, ignore_errors=True)


def _said(folder: Path, name: str) -> str:
    """Return what the manifest of the build in *folder* says under *name*."""
    try:
        return str(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))[name])
    except (OSError, ValueError, KeyError) as error:
        message = "pas de build ici : « carto build » en fait un, --build en désigne un autre"
        raise InputError(message, file=str(folder)) from error
