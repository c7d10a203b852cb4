"""The official correspondence between ROME and ESCO: one row per ROME title.

The table says what the ESCO occupation is to the title; it was made on ROME V3 and ESCO 1.0.9, and
is evidence, not truth.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from carto.vocabulaires.archive import Fichier
from carto.vocabulaires.tableau import rows
from carto.vocabulaires.termes import MATCHES, OGR, SKOS, Triple, named


def correspondances(files: Iterable[Fichier]) -> list[Fichier]:
    """Return those of *files* that are the correspondence, by their names."""
    return [f for f in files if "mapping" in f.nom.lower() and f.nom.lower().endswith(".csv")]


def triples(
    files: Iterable[Fichier], layout: Mapping[str, Any], base: str, announce: Callable[[str], None]
) -> Iterator[Triple]:
    """Yield each row of *files*: a ROME title, its relation, the ESCO occupation.

    Raises:
        InputError: With the file, the line and the column of what cannot be used.
    """
    occupation, title, relation = layout["colonnes"]
    for file in files:
        announce(file.lieu)
        for row in rows(file, (occupation, title, relation)):
            name = row[relation].rpartition(":")[2].rpartition("#")[2]
            if name not in MATCHES:
                raise row.error(relation, f"« {row[relation]} » n'est pas une relation de SKOS")
            subject = named(f"{base}rome/{row.code(title, OGR)}")
            yield subject, named(f"{SKOS}{name}"), named(row.iri(occupation))
