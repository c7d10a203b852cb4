"""The few ways in which the graphs write a literal."""

from rdflib import Literal


def french(text: str) -> Literal:
    """Return *text* as a French literal."""
    return Literal(text, lang="fr")
