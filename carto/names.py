"""IRIs as people read them: a prefix and a local name."""

from collections.abc import Mapping


def namespace(iri: str) -> str:
    """Return what stands before the local name of *iri*: up to its last « # » or « / »."""
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]


def prefixed(iri: str, prefixes: Mapping[str, str]) -> str | None:
    """Return *iri* with the first prefix of *prefixes* that it starts with; None if there is none."""
    found = ((prefix, space) for prefix, space in prefixes.items() if iri.startswith(space))
    return next((f"{prefix}:{iri.removeprefix(space)}" for prefix, space in found), None)
