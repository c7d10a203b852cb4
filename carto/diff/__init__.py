"""What changed between two dumps of the graph: in the words of its domain, and as an RDF patch."""

from carto.diff.changes import Change, Changes, Sorte
from carto.diff.compare import compare
from carto.diff.patch import patch
from carto.diff.text import describe

__all__ = ["Change", "Changes", "Sorte", "compare", "describe", "patch"]
