"""A dump read for comparison, whoever wrote it."""

from codecs import BOM_UTF8
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from carto.catalogue import apart
from carto.errors import InputError

# The dump that stands for a whole build: the only one that holds everything, graphs included.
OF_A_BUILD = "carto.nq"

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}


@dataclass(frozen=True, slots=True)
class Dump:
    """The quads of a dump; its blank nodes, if any, have canonical names."""

    quads: frozenset[ox.Quad]

    @property
    def has_graphs(self) -> bool:
        """Whether anything is said in a named graph."""
        return any(quad.graph_name != ox.DefaultGraph() for quad in self.quads)

    @property
    def union(self) -> "Dump":
        """The same dump without its graphs; those that are kept apart are no part of it."""
        kept_apart = tuple(f"/graphe/{name}" for name in apart())
        quads = (
            q for q in self.quads if not str(getattr(q.graph_name, "value", "")).endswith(kept_apart)
        )
        return Dump(frozenset(ox.Quad(q.subject, q.predicate, q.object) for q in quads))


def read_dump(path: Path) -> Dump:
    """Return what the file at *path* says, or the build in that folder.

    Raises:
        InputError: If there is no such file, its name ends as that of no format, or it breaks the
            rules of its format.
    """
    file = path / OF_A_BUILD if path.is_dir() else path
    kind = _FORMATS.get(file.suffix.lower())
    if kind is None:
        raise InputError(f"son nom ne dit pas son format, parmi {', '.join(_FORMATS)}", file=str(file))
    try:
        content = file.read_bytes().removeprefix(BOM_UTF8)  # as some editors write it
        return dump_of(ox.Dataset(ox.parse(content, format=kind)))
    except SyntaxError as error:
        raise InputError(f"ne se lit pas ({error.msg})", line=error.lineno, file=str(file)) from error
    except FileNotFoundError as error:
        what = "n'est pas un build : ce fichier y manque" if path.is_dir() else "n'existe pas"
        raise InputError(what, file=str(file)) from error
    except OSError as error:
        raise InputError(f"ne peut être lu ({error})", file=str(file)) from error


def dump_of(dataset: ox.Dataset) -> Dump:
    """Return *dataset* as a dump: its blank nodes are renamed, for a file names them as it likes."""
    if any(isinstance(term, ox.BlankNode) for q in dataset for term in (q.subject, q.object)):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return Dump(frozenset(dataset))


def comparable(before: Dump, after: Dump) -> tuple[Dump, Dump]:
    """Return both dumps, without their graphs if one of the two tells no graphs apart.

    An empty one is comparable with any.
    """
    if before.quads and after.quads and before.has_graphs != after.has_graphs:
        return before.union, after.union
    return before, after
