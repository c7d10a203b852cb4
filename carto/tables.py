"""The CSV tables of a build, and what their columns say (CSV on the Web).

Each table is a query of ``data/tables``: a new ``.rq`` file there and its description in
``csv-metadata.json`` make a new table.
"""

import csv
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
        with (folder / f"{path.stem}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)  # ends lines with CR LF, as RFC 4180 and CSVW want
            writer.writerow(variable.value for variable in rows.variables)
            writer.writerows([_cell(value) for value in row] for row in rows)
    (folder / METADATA).write_bytes((TABLES / METADATA).read_bytes())


def _cell(value: object) -> str:
    return value.value if isinstance(value, ox.NamedNode | ox.Literal) else ""
