"""The few ways in which the graphs write a literal."""

from decimal import Decimal

from rdflib import RDFS, XSD, Graph, Literal
from rdflib.term import Node


def french(text: str) -> Literal:
    """Return *text* as a French literal."""
    return Literal(text, lang="fr")


def french_name(ontology: Graph, term: Node) -> str:
    """Return the French label that *ontology* gives *term*."""
    return next(str(o) for o in ontology.objects(term, RDFS.label) if getattr(o, "language", "") == "fr")


def decimal(value: float) -> Literal:
    """Return *value*, as it is written, as an exact decimal."""
    return Literal(str(Decimal(str(value))), datatype=XSD.decimal, normalize=False)
