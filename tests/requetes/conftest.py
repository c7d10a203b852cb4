"""What the tests of queries share."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from carto.iris import BASE
from carto.store import fill


@pytest.fixture(scope="session")
def store(build: Path) -> ox.Store:
    """Return a store with the real build; nothing is ever added to it."""
    found = ox.Store()
    fill(found, build, BASE)
    return found
