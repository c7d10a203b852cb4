"""Reads what people give as the value of a parameter: a name, a title, an IRI, a number, a word."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache

import pyoxigraph as ox

from carto.errors import InputError
from carto.iris import BASE, CARTO, Iris
from carto.quads import prefixes
from carto.requetes.lier import Term
from carto.requetes.model import Genre, Parametre
from carto.template import DATA
from carto.text import fold

_XSD = "http://www.w3.org/2001/XMLSchema#"
_LONGEST = 200  # of a text: longer is no word
_BIGGEST = 9  # digits
_FEW = 6  # things: all of them are proposed, where none is near


def read_value(parametre: Parametre, given: str, store: ox.Store, base: str = BASE) -> Term:
    """Return the term that *given* stands for, as a value of *parametre*.

    Raises:
        InputError: If it stands for nothing that *parametre* may be, or for several things.
    """
    given = given.strip()
    match parametre.type.genre:
        case Genre.ENTIER if given.isascii() and given.isdecimal() and len(given) <= _BIGGEST:
            return ox.Literal(int(given))
        case Genre.LIMITE if re.fullmatch(rf"[1-9][0-9]{{0,{_BIGGEST - 1}}}", given):
            return ox.Literal(int(given))
        case Genre.PART if re.fullmatch(r"0|1|0?[.,][0-9]{1,9}|1[.,]0{1,9}", given):
            decimal = ox.NamedNode(f"{_XSD}decimal")
            return ox.Literal(given.replace(",", "."), datatype=decimal)
        case Genre.TEXTE if given.isprintable() and 0 < len(given) <= _LONGEST:
            return ox.Literal(given)
        case Genre.CHOIX:
            return _chosen(parametre, given, base)
        case Genre.CHOSE:
            return _thing(parametre, given, choices(store, parametre), base)
    raise _refused(parametre, given, [])


def _chosen(parametre: Parametre, given: str, base: str) -> Term:
    """Return the choice named *given*, by its own name or by that of its graph."""
    bare = _expanded(given, base).removeprefix(f"{base}graphe/")
    for choix in parametre.type.choix:
        if choix.graphe and bare in (choix.nom, choix.graphe):
            return ox.NamedNode(f"{base}graphe/{choix.graphe}")
        if bare == choix.nom:
            return ox.Literal(choix.nom)
    raise _refused(parametre, given, [choix.nom for choix in parametre.type.choix])


def _expanded(given: str, base: str) -> str:
    """Return the IRI that *given* writes, between brackets or with a prefix; else *given*."""
    bare = given.removeprefix("<").removesuffix(">")
    prefix, colon, local = bare.partition(":")
    known = prefixes(Iris(base))
    return f"{known[prefix]}{local}" if colon and prefix in known else bare


def choices(store: ox.Store, parametre: Parametre) -> Mapping[str, str]:
    """Return the things that *parametre* may be: their label by IRI, in the order of labels."""
    classes = " ".join(str(ox.NamedNode(CARTO[name])) for name in parametre.type.classes)
    rows = store.query(_choices().replace("carto:Metier", classes))
    assert isinstance(rows, ox.QuerySolutions)
    return {row["chose"].value: row["libelle"].value for row in rows}


@cache
def _choices() -> str:
    """Return the query for the things of a class; it runs as it is, for métiers."""
    return (DATA / "choix.rq").read_text(encoding="utf-8")


def _thing(parametre: Parametre, given: str, known: Mapping[str, str], base: str) -> ox.NamedNode:
    """Return what is named *given*: by its IRI, the end of it, or its label, accents or not."""
    bare, folded = _expanded(given, base), fold(given)
    found = [
        iri
        for iri, label in known.items()
        if iri == bare or iri.endswith((f"/{bare}", f"#{bare}")) or fold(label) == folded
    ]
    if len(found) == 1:
        return ox.NamedNode(found[0])
    if found:
        raise _refused(parametre, given, found)
    by_folded = {fold(label): label for label in known.values()}
    near = get_close_matches(folded, by_folded, n=3, cutoff=0.5)
    if not near and len(by_folded) <= _FEW:
        near = list(by_folded)
    raise _refused(parametre, given, [by_folded[name] for name in near])


def _refused(parametre: Parametre, given: str, proposed: Iterable[str]) -> InputError:
    said = f"« {given} » n'est pas {parametre.type.fr} (paramètre « {parametre.nom} »)"
    listing = ", ".join(f"« {one} »" for one in proposed)
    return InputError(f"{said} ; peut-être {listing}" if listing else said)
