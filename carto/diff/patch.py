"""Changes as an RDF Patch: what turns the first dump into the second (https://afs.github.io/rdf-patch/)."""

from collections.abc import Iterable, Iterator
from uuid import NAMESPACE_URL, uuid5

import pyoxigraph as ox

from carto.diff.changes import Changes
from carto.quads import canonical_hash


def patch(changes: Changes) -> Iterator[str]:
    """Yield the lines of the patch: its headers, then one transaction, deletions before additions.

    Rows are sorted, and the identifier depends on both dumps only. The headers ``avant`` and ``apres``
    hold the canonical hash (RDFC-1.0) of the dataset to patch, and of the result.
    """
    before, after = (canonical_hash(dump.quads) for dump in (changes.before, changes.after))
    yield f"H id <{uuid5(NAMESPACE_URL, f'sha256:{before} sha256:{after}').urn}> ."
    yield f'H avant "sha256:{before}" .'
    yield f'H apres "sha256:{after}" .'
    yield "TX ."
    yield from (f"D {row}" for row in _rows(changes.removed))
    yield from (f"A {row}" for row in _rows(changes.added))
    yield "TC ."


def _rows(quads: Iterable[ox.Quad]) -> list[str]:
    """Return *quads* as N-Quads, sorted by code point; no term has a line feed in it."""
    text = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    return sorted(row for row in text.decode("utf-8").split("\n") if row)
