"""docs/vingt-questions.md: its commands can be typed as they are printed."""

import re
import shlex

import pyoxigraph as ox
import pytest

from carto.cli_query import options_of, values_of
from carto.iris import BASE
from carto.requetes import bind, load_requetes
from tests.conftest import ROOT

DOC = (ROOT / "docs" / "vingt-questions.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    carto query (.+)$", DOC, re.MULTILINE)
KNOWN = load_requetes()


def test_twenty_questions() -> None:
    """Each has its part, and those that are not answered are listed with what is lacking."""
    assert [int(n) for n in re.findall(r"^### (\d+)\. ", DOC, re.MULTILINE)] == list(range(1, 21))
    assert "\n## Ce qui manque\n" in DOC or "\n### Ce qui manque\n" in DOC


@pytest.mark.parametrize("command", dict.fromkeys(COMMANDS))
def test_a_command_can_be_typed(command: str, store: ox.Store) -> None:
    """It names a query, its parameters and things that exist, and the query answers."""
    nom, *arguments = shlex.split(command)
    requete = KNOWN[nom]
    given = options_of(requete).parse_args(arguments)
    found = store.query(bind(requete, values_of(requete, given, store, BASE)))
    assert isinstance(found, ox.QuerySolutions)
    assert [v.value for v in found.variables] == list(requete.colonnes)
