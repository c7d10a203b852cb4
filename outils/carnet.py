"""Refait le carnet ``docs/analyse.ipynb`` et ses figures : ``make carnet``.

Le service est lancé pour l'occasion, sur le build ; le carnet l'interroge par ``SPARQLWrapper``.
"""

import os
import re
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from outils.service import Service

ROOT = Path(__file__).parent.parent
CARNET = ROOT / "docs" / "analyse.ipynb"
_ADDRESS = re.compile(r"(http://[\d.]+:\d+)/")
_LONGEST = 300  # seconds for a cell


def executed(notebook: Path, address: str, figures: Path) -> nbformat.NotebookNode:
    """Return *notebook*, executed against the service at *address*; its figures go to *figures*.

    Raises:
        nbclient.exceptions.CellExecutionError: If one of its cells fails.
    """
    found: nbformat.NotebookNode = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    env = os.environ | {"CARTO_SPARQL": f"{address}/sparql", "CARTO_FIGURES": str(figures)}
    client = NotebookClient(found, timeout=_LONGEST, record_timing=False)
    client.execute(cwd=str(notebook.parent), env=env)
    return found


def main() -> int:
    """Execute the notebook in its place."""
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"CARTO_PORT": "0"}
        command = [sys.executable, "-m", "server"]
        with Service(command, Path(folder) / "journal", env=env, cwd=ROOT) as service:
            found = service.wait(lambda: _ADDRESS.search(service.said()), 120)
            done = executed(CARNET, found[1], CARNET.parent)
            nbformat.write(done, CARNET)  # type: ignore[no-untyped-call]
    return 0


if __name__ == "__main__":
    sys.exit(main())
