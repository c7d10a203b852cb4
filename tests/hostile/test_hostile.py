"""What strangers may send to a server on the open internet, and what must come back.

Every case runs against a real server with default settings; after each, the control query must be
answered as before, and nobody may have been called.
"""

import json
import time
import unicodedata
from itertools import chain

import pytest

from tests.hostile import (
    answers,
    bombs,
    flood,
    forwarded,
    framing,
    injection,
    paths,
    protocol,
    slow,
    writes,
)
from tests.hostile.case import Case, Scenario, judge
from tests.hostile.target import Listener, Target
from tests.hostile.wire import converse

CASES = {
    f"{module.__name__.rpartition('.')[2]}-{case.name}": case
    for module in (protocol, writes, bombs, framing, injection, paths, answers)
    for case in module.CASES
}
SCENARIOS = [
    pytest.param(
        scenario,
        id=f"{module.__name__.rpartition('.')[2]}-{scenario.name}",
        marks=[pytest.mark.lent, *([pytest.mark.seul] if module is flood else [])],
    )
    for module in (forwarded, slow, flood)
    for scenario in module.SCENARIOS
]


def test_names_are_unique() -> None:
    """No case hides another, and there are at least a hundred."""
    modules = (protocol, writes, bombs, framing, injection, paths, answers)
    named = [c.name for c in chain.from_iterable(m.CASES for m in modules)]
    assert len(CASES) == len(named)
    assert len(CASES) >= 100


def _aftermath(target: Target, listener: Listener) -> list[str]:
    """Return what a case left behind."""
    found = target.control()
    if listener.calls:
        found.append(f"the server called another address, {listener.calls} times")
        listener.calls = 0
    return found


@pytest.mark.parametrize("case", CASES.values(), ids=[name[:110] for name in CASES])
def test_case(case: Case, target: Target, listener: Listener) -> None:
    """What is sent is answered as it must be, and nothing is left of it."""
    image = case.image(listener.port)
    (exchange,) = converse(
        target.address,
        [image],
        seconds=case.within + 1,
        half_close=case.half_close,
        expected=case.replies,
    )
    complaints = judge(case, exchange)
    after = _aftermath(target, listener)
    if complaints or after:
        lines = [f"{case.name}: {case.why}", *(f"- {line}" for line in complaints), str(exchange)]
        lines += [f"- afterwards: {line}" for line in after]
        pytest.fail("\n".join(lines), pytrace=False)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_scenario(scenario: Scenario, target: Target, listener: Listener) -> None:
    """What clients do together harms nobody else, and nothing is left of it."""
    try:
        complaints = scenario.act(target)
    except (OSError, LookupError, ValueError) as error:
        complaints = [f"{type(error).__name__}: {error}"]
    complaints += [f"afterwards: {line}" for line in _aftermath(target, listener)]
    if complaints:
        lines = [f"{scenario.name}: {scenario.why}", *(f"- {line}" for line in complaints)]
        pytest.fail("\n".join(lines), pytrace=False)


def test_journal(target: Target) -> None:
    """What the server prints is a line for each request, that no request forges; no traceback."""
    if target.journal is None:
        pytest.skip("the server is elsewhere")
    time.sleep(0.5)
    lines = target.journal.read_bytes().decode("utf-8").split("\n")[:-1]
    odd = [line for line in lines if not _is_plain(line)]
    if odd:
        shown = "\n".join(repr(line[:300]) for line in odd[:20])
        pytest.fail(f"{len(odd)} lines of {len(lines)} are odd, the first:\n{shown}", pytrace=False)


def _is_plain(line: str) -> bool:
    """Whether *line* is JSON, or a French sentence of the start; a control character is never raw."""
    if any(unicodedata.category(letter) == "Cc" for letter in line):
        return False
    if line.startswith("{"):
        return isinstance(json.loads(line), dict)
    return line.startswith(("La cartographie", "Les requêtes"))
