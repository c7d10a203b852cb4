"""The CSV tables of a build, and what their columns say (CSV on the Web).

Each table is a query of ``data/tables``: a new ``.rq`` file there and its description in
``csv-metadata.json`` make a new table.
"""

from pathlib import Path

import pyoxigraph as ox

from carto.quads import Quads
from carto.template import DATA

TABLES = DATA / "tables"
METADATA = "csv-metadata.json"


def write_tables(folder: Path, triples: Quads) -> None:
    """Write every table over *triples* (RFC 4180, UTF-8), and their description."""
    store = ox.Store()
    store.bulk_extend(triples)
    for path in sorted(TABLES.glob("*.rq")):
        rows = store.query(path.read_text(encoding="utf-8"))
        assert isinstance(rows, ox.QuerySolutions)
        text = rows.serialize(format=ox.QueryResultsFormat.CSV)
        (folder / f"{path.stem}.csv").write_bytes(text or b"")
    (folder / METADATA).write_bytes((TABLES / METADATA).read_bytes())
