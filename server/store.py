"""The dataset that queries are evaluated over: in memory, or on disk if it is large."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from server.guard import names_graphs

Found = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

# Kept apart from the union: in them the same properties hold at another level of « shared ».
APART = ("partage-texte", "partage-variantes")
_LABELS = (
    ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"),
    ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"),
    ox.NamedNode("http://purl.org/dc/terms/title"),
)
_LANGUAGES = ("fr", "en")


@dataclass(frozen=True, slots=True)
class Dataset:
    """The default graph is the union of the named graphs, without those that are kept apart.

    *full* holds every graph; *union* holds what the default graph holds, and answers for it, because a
    union over all graphs of a store is several times faster than one over a list of graphs. They are
    the same store where no graph is kept apart; on disk there is no second store, hence no *union*.
    """

    full: ox.Store
    union: ox.Store | None
    prefixes: Mapping[str, str]
    graphs: Sequence[ox.NamedNode]
    marks: tuple[tuple[str, str, str], ...] = field(init=False)

    def __post_init__(self) -> None:
        marks = tuple((name, iri, f"{name}:") for name, iri in self.prefixes.items())
        object.__setattr__(self, "marks", marks)

    def query(
        self, text: str, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> Found:
        """Evaluate *text*. Nothing is ever fetched: a graph that is not here is empty.

        Raises:
            SyntaxError, ValueError: If *text* is no query, or a name no IRI.
            RuntimeError: If it cannot be evaluated.
        """
        # Each costs a microsecond: only those that may be used without being declared.
        prefixes = {name: iri for name, iri, used in self.marks if used in text}
        if default_graphs or named_graphs:  # SPARQL 1.1 Protocol, 2.1.4: these win over FROM
            return self.full.query(
                text,
                prefixes=prefixes,
                default_graph=[ox.NamedNode(name) for name in default_graphs],
                named_graphs=[ox.NamedNode(name) for name in named_graphs],
            )
        asked = names_graphs(text)
        if asked.dataset:
            return self.full.query(text, prefixes=prefixes)
        if self.union is None or (asked.graph and self.union is not self.full):
            return self.full.query(text, prefixes=prefixes, default_graph=list(self.graphs))
        return self.union.query(text, prefixes=prefixes, use_default_graph_as_union=True)

    def label(self, iri: str) -> str:
        """Return the label of *iri*: French, then English, then any; else nothing."""
        node = ox.NamedNode(iri)
        for property_ in _LABELS:
            found = [quad.object for quad in self.full.quads_for_pattern(node, property_, None)]
            labels = {term.language: term.value for term in found if isinstance(term, ox.Literal)}
            for language in (*_LANGUAGES, *sorted(labels, key=str)):
                if language in labels:
                    return labels[language]
        return ""


def open_dataset(folder: Path, base: str, prefixes: Mapping[str, str], disk: Path | None) -> Dataset:
    """Load the build in *folder*: in memory, or read-only from the store in *disk*.

    Raises:
        OSError: If there is no build, or it cannot be read.
    """
    full = ox.Store.read_only(str(disk)) if disk else _load(folder)
    apart = {f"{base}graphe/{name}" for name in APART}
    graphs = [graph for graph in full.named_graphs() if isinstance(graph, ox.NamedNode)]
    graphs = [graph for graph in graphs if graph.value not in apart]
    if all(not full.contains_named_graph(ox.NamedNode(name)) for name in apart):
        return Dataset(full, full, prefixes, graphs)
    if disk:
        return Dataset(full, None, prefixes, graphs)
    union = ox.Store()
    for graph in graphs:
        union.bulk_extend(full.quads_for_pattern(None, None, None, graph))
    return Dataset(full, union, prefixes, graphs)


def _load(folder: Path) -> ox.Store:
    store = ox.Store()
    store.bulk_load(path=str(folder / "carto.nq"), format=ox.RdfFormat.N_QUADS)
    return store


def disk_place(folder: Path, fingerprint: str) -> Path:
    """Return where the store on disk of the build in *folder* is, or will be."""
    return folder.with_name(f"{folder.name}.store") / fingerprint.rpartition(":")[2][:16]


def prepare_disk(folder: Path, fingerprint: str) -> None:
    """Make the store on disk of the build in *folder*, if there is none of that *fingerprint*.

    Raises:
        OSError: If it cannot be written.
    """
    place = disk_place(folder, fingerprint)
    if place.exists():
        return
    place.parent.mkdir(exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(dir=place.parent))
    store = ox.Store(str(unfinished))
    store.bulk_load(path=str(folder / "carto.nq"), format=ox.RdfFormat.N_QUADS)
    store.optimize()
    del store  # closes its files
    unfinished.rename(place)
