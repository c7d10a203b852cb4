"""What is compared: things of the cartography, and those of a loaded vocabulary, as bags of texts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from carto.errors import InputError

QUERIES = Path(__file__).parent / "requetes"
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
    """Return what things of *genre* may be linked to in *vocabulary*, by IRI.

    Raises:
        InputError: If it is not loaded.
    """
    found = _entries(store, f"cibles-{vocabulary}-{genre}")
    if not found:
        raise InputError(f"« {vocabulary} » n'est pas chargé : « carto import {vocabulary} CHEMIN »")
    return found


def official(store: ox.Store) -> Mapping[tuple[str, str], int]:
    """Return how many titles the official correspondence joins, by ROME fiche and ESCO occupation."""
    rows = _solutions(store, "correspondance")
    return {(fiche, occupation): int(count) for fiche, occupation, count in rows}


def _entries(store: ox.Store, query: str) -> Mapping[str, Entree]:
    found: dict[str, Entree] = {}
    for iri, kind, value in sorted(_solutions(store, query)):
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


def _solutions(store: ox.Store, query: str) -> Iterator[tuple[str, str, str]]:
    text = (QUERIES / f"{query}.rq").read_text(encoding="utf-8")
    solutions = store.query(text)
    assert isinstance(solutions, ox.QuerySolutions)
    for row in solutions:
        a, b, c = (term.value for term in row if isinstance(term, ox.NamedNode | ox.Literal))
        yield a, b, c
