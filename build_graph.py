#!/usr/bin/env python3
"""Build the knowledge graph: source → fiches → graph → SHACL → build/. The same as ``carto build``.

Exit code 0 if the graph conforms to the shapes, 1 if it does not, 2 if the input cannot be used.
"""

import argparse
import sys

from carto.cli import add_build_options, run

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Construit le graphe à partir du document.")
    sys.exit(run(add_build_options(parser).parse_args()))
