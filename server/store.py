"""The dataset that queries are evaluated over: in memory, or on disk what is too large for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from carto.store import fill, fill_union
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
    the union alone, and answers what asks for no named graph, some tenths faster. Of a large dataset
    *full* is on disk, and *union* in memory; of a very large one, there is no *union*.
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


def open_dataset(folder: Path, base: str, prefixes: Mapping[str, str]) -> Dataset:
    """Load the build in *folder*, and the vocabularies beside it, in memory.

    Raises:
        OSError: If there is no build, or it cannot be read.
        InputError: If a vocabulary is for another base.
    """
    full, union = ox.Store(), ox.Store()
    fill(full, folder, base)
    union.bulk_extend(full.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    return Dataset(full, union, prefixes)


def open_union(folder: Path, base: str) -> ox.Store:
    """Load the union alone in memory.

    Raises:
        OSError, InputError: See :func:`open_dataset`.
    """
    union = ox.Store()
    fill_union(union, folder, base)
    return union


def open_on_disk(disk: Path, union: ox.Store | None, prefixes: Mapping[str, str]) -> Dataset:
    """Open the store in *disk* read-only; *union* is in memory, if there is one.

    Raises:
        OSError: If it cannot be read.
    """
    return Dataset(ox.Store.read_only(str(disk)), union, prefixes)
