"""Search: a métier by its title, by a job title, by a ROME code, or by what ROME and ESCO call it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from flask import Blueprint, render_template, request

from carto.text import fold
from carto.vocabulaires.rome import FICHE
from server.engine import Value
from server.site import site

blueprint = Blueprint("search", __name__)

# The nearer to the métier itself, the earlier it is shown.
_KINDS = ("titre", "intitule", "code", "cible", "appellation")
_LONGEST_QUESTION = 200
_CODE = re.compile(rf"\b{FICHE}\b")
Row = Mapping[str, Value]


@dataclass(slots=True)
class Trouve:
    """A métier that was found: how well, and by which of its names.

    *rang*: the kind of the nearest name, how many other words it has, and how little its link is sure.
    """

    metier: str
    titre: str
    rang: tuple[int, int, float]
    noms: list[Row] = field(default_factory=list)


def find(question: str, rows: Sequence[Row]) -> list[Trouve]:
    """Return the métiers of which a name in *rows* has every word of *question*, the best first.

    Last come those of which the names of one target have them together: its code and its title. A word
    may be the beginning of one; case and accents make no difference.
    """
    words = _words(question)
    found: dict[str, Trouve] = {}
    if not words:
        return []
    for row in rows:
        name = _name(row["nom"].text)
        if _has(name, words):
            _add(found, row, (_KINDS.index(row["sorte"].text), len(name) - len(words)))
    for together in _by_target(rows):
        of_all = [word for row in together for word in _name(row["nom"].text)]
        reference = "rome" if "/rome/" in together[0]["cible"].text else "esco"
        if together[0]["metier"].text not in found and _has([*of_all, reference], words):
            for row in together:
                if row["sorte"].text != "appellation":
                    _add(found, row, (len(_KINDS), 0))
    for one in found.values():
        one.noms.sort(key=lambda row: (_KINDS.index(row["sorte"].text), row["nom"].text))
    return sorted(found.values(), key=lambda one: (one.rang, fold(one.titre)))


def _add(found: dict[str, Trouve], row: Row, how: tuple[int, int]) -> None:
    rank = (*how, -float(row["confiance"].text) if "confiance" in row else 0.0)
    one = found.setdefault(row["metier"].text, Trouve(row["metier"].text, row["titre"].text, rank))
    one.rang = min(one.rang, rank)
    one.noms.append(row)


def _by_target(rows: Sequence[Row]) -> Iterable[list[Row]]:
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if "cible" in row:
            found[row["metier"].text, row["cible"].text].append(row)
    return found.values()


def _has(name: Iterable[str], words: Iterable[str]) -> bool:
    return all(any(other.startswith(word) for other in name) for word in words)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))


# The names are those of the dataset: so many, and no more.
_name = cache(_words)


@blueprint.get("/recherche")
def search() -> str:
    """Show the métiers that a question finds."""
    question = request.args.get("q", "").strip()[:_LONGEST_QUESTION]
    found = find(question, site().select("recherche")) if question else []
    codes = [] if found else sorted(set(_CODE.findall(question.upper())))
    known = [code for code in codes if site().select("cible-dite", this=f"{site().base}rome/{code}")]
    return render_template("recherche.html", question=question, found=found, codes=known)
