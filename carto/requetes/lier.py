"""Puts values in the place of the parameters of a query.

A value is a term, written by the library that reads terms: whatever it holds, it cannot end the place
where it stands. All places are found in the text of the file before any is filled.
"""

from collections.abc import Mapping

import pyoxigraph as ox

from carto.iris import BASE
from carto.requetes.model import Requete

Term = ox.NamedNode | ox.Literal


def bind(requete: Requete, values: Mapping[str, Term] = {}, base: str = BASE) -> str:
    """Return the text of *requete* with *values* for the parameters they name, and *base* for IRIs.

    The other parameters keep the value of the file.

    Raises:
        KeyError: If a value is for no parameter of the query.
    """
    by_name = {parametre.nom: parametre for parametre in requete.parametres}
    text = _at(requete.texte, base)
    found = [(by_name[name].place.search(text), term) for name, term in values.items()]
    places = [(match.span(1), _written(term)) for match, term in found if match]
    for (start, end), written in sorted(places, reverse=True):
        text = text[:start] + written + text[end:]
    return text


def _at(text: str, base: str) -> str:
    """Return *text* whose prefixes of resources and graphs are below *base*."""
    for part in ("id/", "graphe/"):
        text = text.replace(f": <{BASE}{part}", f": <{base}{part}")
    return text


def _written(term: Term) -> str:
    """Return *term* in SPARQL; a whole number as its digits alone, which LIMIT wants."""
    if isinstance(term, ox.Literal) and term.datatype.value.endswith("#integer"):
        return str(int(term.value))
    return str(term)
