"""The queries of ``queries/``: read from their files, bound to values, evaluated over a build.

A new ``.rq`` file needs no code: its header says all that a command or a form needs to know.
"""

from carto.requetes.lier import Term, bind
from carto.requetes.lire import QUERIES, load_requete, load_requetes
from carto.requetes.model import Parametre, Requete
from carto.requetes.valeurs import read_value

__all__ = [
    "QUERIES",
    "Parametre",
    "Requete",
    "Term",
    "bind",
    "load_requete",
    "load_requetes",
    "read_value",
]
