"""Build one document and print how long each step took, as JSON: what the bench runs in a process."""

import argparse
import json
import sys
from pathlib import Path

from carto.build import build
from carto.iris import BASE


def main() -> None:
    """Build the document of the command line; without ``--source``, that of the edition."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    report = build(options.source, options.out, BASE, lambda _step: None)
    measured = {
        "fiches": report.fiches,
        "enonces": sum(report.enonces.values()),
        "concepts": sum(report.concepts.values()),
        "triplets": sum(report.triples.values()),
        "durees": report.durees,
    }
    json.dump(measured, sys.stdout)


if __name__ == "__main__":
    main()
