"""What is compared: things of the cartography, and those of a loaded vocabulary, as bags of texts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

_QUERIES = Path(__file__).parent / "requetes"
GENRES = ("metiers", "competences", "connaissances")


@dataclass(slots=True)
class Entree:
    """A thing: its label, its other titles, the texts that describe it, and the groups it is in."""

    iri: str
    libelle: str = ""
    intitules: list[str] = field(default_factory=list)
    textes: list[str] = field(default_factory=list)
    groupes: list[str] = field(default_factory=list)

    @property
    def titres(self) -> Iterator[str]:
        """All its titles, the label first."""
        if self.libelle:
            yield self.libelle
        yield from self.intitules


def subjects(store: ox.Store, genre: str) -> Mapping[str, Entree]:
    """Return the things of the cartography of one *genre*, by IRI."""
    return _entries(store, f"sujets-{genre}")


def targets(store: ox.Store, vocabulary: str, genre: str) -> Mapping[str, Entree]:
    """Return what things of *genre* may be linked to in *vocabulary*, by IRI: nothing, if not loaded."""
    return _entries(store, f"cibles-{vocabulary}-{genre}")


def official(store: ox.Store) -> Mapping[tuple[str, str], int]:
    """Return how many titles the official correspondence joins, by ROME fiche and ESCO occupation."""
    rows = _values(store, "correspondance")
    return {(fiche, occupation): int(count) for fiche, occupation, count in rows}


def _entries(store: ox.Store, query: str) -> Mapping[str, Entree]:
    found: dict[str, Entree] = {}
    for iri, kind, value in sorted(_values(store, query)):
        entry = found.setdefault(iri, Entree(iri))
        match kind:
            case "libelle":
                entry.libelle = entry.libelle or value
            case "intitule":
                entry.intitules.append(value)
            case "texte":
                entry.textes.append(value)
            case "groupe":
                entry.groupes.append(value)
    return found


def solutions(store: ox.Store, query: str, graph: str | None = None) -> ox.QuerySolutions:
    """Return the solutions of a query of ``requetes``: over *graph*, or by default the union."""
    text = (_QUERIES / f"{query}.rq").read_text(encoding="utf-8")
    found = store.query(text, default_graph=ox.NamedNode(graph) if graph else None)
    assert isinstance(found, ox.QuerySolutions)
    return found


def _values(store: ox.Store, query: str) -> Iterator[tuple[str, str, str]]:
    """Yield the values of the solutions of a query of three variables, all of them bound."""
    for row in solutions(store, query):
        a, b, c = (term.value for term in row if isinstance(term, ox.NamedNode | ox.Literal))
        yield a, b, c
