"""The rules' own words, and how sure each is (``data/regles-concepts.toml``)."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from carto.template import DATA


@cache
def _rules() -> Mapping[str, Any]:
    return tomllib.loads((DATA / "regles-concepts.toml").read_text(encoding="utf-8"))


def sentences() -> Mapping[str, str]:
    """Return, for each rule, the sentence that says why it joins or ties."""
    return {rule: said["raison"] for rule, said in _rules().items()}


def confidence(rule: str) -> float:
    """Return how sure *rule* is, estimated from how often independent readers upheld it."""
    return float(_rules()[rule]["confiance"])
