"""``python -m carto``: the same as ``carto``."""

import sys

from carto.cli import main

sys.exit(main())
