"""The few ways in which the graphs write a literal."""

from rdflib import RDFS, Graph, Literal
from rdflib.term import Node


def french(text: str) -> Literal:
    """Return *text* as a French literal."""
    return Literal(text, lang="fr")


def french_name(ontology: Graph, term: Node) -> str:
    """Return the French label that *ontology* gives *term*."""
    return next(str(o) for o in ontology.objects(term, RDFS.label) if getattr(o, "language", "") == "fr")
