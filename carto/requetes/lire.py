"""Reads the files of ``queries/``: a header of comments, then the query.

Each line of the header is ``# key: text`` (``charge``: the vocabularies that it needs, if any);
``# parametre: name type : en français ; in English`` once a parameter. The default value of a
parameter is that in the query, so that a file runs as it is.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

from carto.errors import InputError
from carto.requetes.model import Parametre, Requete, types

QUERIES = Path(__file__).parent.parent.parent / "queries"

_KEYS = ("titre", "title", "question", "question-en", "colonnes", "attendu")
_OPTIONAL = ("charge",)
_PARAMETER = "parametre"
_OPTIONS = frozenset({"help", "format", "build"})
_HEADER = re.compile(r"# ([a-z-]+): (.+)")
_DECLARED = re.compile(r"([a-z][A-Za-z]*) ([a-z-]+) : (.+) ; (.+)")


def load_requetes(folder: Path = QUERIES) -> dict[str, Requete]:
    """Read every query of *folder*, by name.

    Raises:
        InputError: If one is not written as it should be.
    """
    return {path.stem: load_requete(path) for path in sorted(folder.glob("*.rq"))}


def load_requete(path: Path) -> Requete:
    """Read the query at *path*.

    Raises:
        InputError: If it cannot be read, its header misses a key or has one too many, or a parameter is
            of no known type, or has no single place in the query.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"requête illisible ({error})", file=str(path)) from error
    found, declared = _header(text, path)
    parametres = tuple(_parameter(text, line, value, path) for line, value in declared)
    _check_names(parametres, path)
    return Requete(
        nom=path.stem,
        titre=found["titre"],
        title=found["title"],
        question=found["question"],
        question_en=found["question-en"],
        parametres=parametres,
        colonnes=tuple(found["colonnes"].split()),
        lignes=int(found["attendu"]),
        texte=text,
        charge=tuple(found.get("charge", "").split()),
    )


def _header(text: str, path: Path) -> tuple[dict[str, str], list[tuple[int, str]]]:
    """Return what the header says by key, and the lines and texts of the parameters that it declares."""
    found: dict[str, str] = {}
    declared: list[tuple[int, str]] = []
    for line, written in enumerate(takewhile(lambda one: one.startswith("#"), text.splitlines()), 1):
        match = _HEADER.fullmatch(written.rstrip())
        key = match[1] if match else ""
        if match and key == _PARAMETER:
            declared.append((line, match[2]))
        elif match and key in (*_KEYS, *_OPTIONAL) and key not in found:
            found[key] = match[2]
        else:
            wrong = f"« {key} » est {'deux fois' if key in found else 'inconnu'}"
            said = wrong if match else "« # clé: texte » est attendu"
            raise InputError(f"{said} dans l'en-tête", line=line, file=str(path))
    missing = [key for key in _KEYS if key not in found]
    if missing or not found["attendu"].isdecimal():
        lacking = ", ".join(missing) or "un nombre attendu"
        raise InputError(f"l'en-tête ne dit pas {lacking}", file=str(path))
    return found, declared


def _parameter(text: str, line: int, value: str, path: Path) -> Parametre:
    match = _DECLARED.fullmatch(value)
    if match is None or match[2] not in types():
        known = ", ".join(types())
        raise InputError(
            f"un paramètre s'écrit « nom type : en français ; in English », d'un type parmi {known}",
            line=line,
            file=str(path),
        )
    if match[1] in _OPTIONS:
        taken = f"« {match[1]} » est déjà une option de « carto query »"
        raise InputError(taken, line=line, file=str(path))
    found = Parametre(match[1], types()[match[2]], match[3], match[4], "")
    places = found.place.findall(text)
    if len(places) != 1:
        raise InputError(
            f"le paramètre « {match[1]} » a {len(places)} places dans la requête, il en faut une : "
            f"« VALUES ?{match[1]} {{ … }} », ou LIMIT à la fin",
            line=line,
            file=str(path),
        )
    return replace(found, defaut=places[0].strip())


def _check_names(parametres: Iterable[Parametre], path: Path) -> None:
    names = [parametre.nom for parametre in parametres]
    if len(names) != len(set(names)):
        raise InputError("deux paramètres portent le même nom", file=str(path))
