"""The dataset that queries are evaluated over: in memory, or on disk if it is large."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from carto.store import fill
from server.guard import names_graphs

Found = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_LABELS = (
    ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"),
    ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"),
    ox.NamedNode("http://purl.org/dc/terms/title"),
)
_LANGUAGES = ("fr", "en")


@dataclass(frozen=True, slots=True)
class Dataset:
    """The default graph is the union of the named graphs, without those that are kept apart.

    *full* holds every graph, and the union as its default graph: a set, as a graph is. *union* holds
    the union alone, and answers what asks for no named graph, some tenths faster; on disk there is none.
    """

    full: ox.Store
    union: ox.Store | None
    prefixes: Mapping[str, str]
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
        if self.union is None or names_graphs(text):
            return self.full.query(text, prefixes=prefixes)
        return self.union.query(text, prefixes=prefixes)

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
    if disk:
        return Dataset(ox.Store.read_only(str(disk)), None, prefixes)
    full, union = ox.Store(), ox.Store()
    fill(full, folder, base)
    union.bulk_extend(full.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    return Dataset(full, union, prefixes)


def disk_place(folder: Path, fingerprint: str) -> Path:
    """Return where the store on disk of the build in *folder* is, or will be."""
    return folder.with_name(f"{folder.name}.store") / fingerprint.rpartition(":")[2][:16]


def prepare_disk(folder: Path, base: str, fingerprint: str) -> None:
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
    fill(store, folder, base)
    store.optimize()
    del store  # closes its files
    unfinished.rename(place)
