"""The terms in which the vocabularies are said."""

from functools import lru_cache

import pyoxigraph as ox

from carto.iris import CARTO

Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]

SKOS = "http://www.w3.org/2004/02/skos/core#"
ESCO = "http://data.europa.eu/esco/model#"
# How ROME writes the code of a fiche, and of all else.
FICHE = r"[A-Z][0-9]{4}"
OGR = r"[0-9]{1,9}"
# The local names of what SKOS says from one vocabulary to another.
MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")


@lru_cache(maxsize=100_000)
def named(iri: str) -> ox.NamedNode:
    """Return the node of *iri*."""
    return ox.NamedNode(iri)


def text(value: str, language: str) -> ox.Literal:
    """Return a text in *language*."""
    return ox.Literal(value, language=language)


def carto(name: str) -> ox.NamedNode:
    """Return a term of the project."""
    return named(f"{CARTO}{name}")


A = named("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
CONCEPT = named(f"{SKOS}Concept")
PREF_LABEL = named(f"{SKOS}prefLabel")
ALT_LABEL = named(f"{SKOS}altLabel")
BROADER = named(f"{SKOS}broader")
NOTATION = named(f"{SKOS}notation")
DEFINITION = named(f"{SKOS}definition")
SCOPE_NOTE = named(f"{SKOS}scopeNote")
IN_SCHEME = named(f"{SKOS}inScheme")
DESCRIPTION = named("http://purl.org/dc/terms/description")
MODIFIED = named("http://purl.org/dc/terms/modified")
DEPRECATED = named("http://www.w3.org/2002/07/owl#deprecated")
