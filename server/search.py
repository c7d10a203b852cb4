"""Search: a métier by its title, by a job title, by a code, or by what ROME and ESCO call it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from flask import Blueprint, render_template, request

from carto.text import fold
from carto.vocabulaires.termes import FICHE
from server.engine import Value
from server.site import site

blueprint = Blueprint("search", __name__)

# The nearer to the métier itself, the earlier it is shown.
_KINDS = ("titre", "intitule", "code", "cible", "appellation")
_LONGEST_QUESTION = 200
_MOST_CODES = 3
_CODE = re.compile(rf"\b{FICHE}\b")
Row = Mapping[str, Value]


@dataclass(slots=True)
class Trouve:
    """A métier that was found: how well, and by which of its names.

    *rang*: the kind of the nearest name, how many other words it has, and how unsure its link is.
    """

    metier: str
    titre: str
    rang: tuple[int, int, float]
    noms: list[Row] = field(default_factory=list)


def find(question: str, rows: Sequence[Row]) -> list[Trouve]:
    """Return the métiers of which a name in *rows* has every word of *question*, the best first.

    Last come those of which one target has them together: its code, its title, the name of its
    reference. A word may be the beginning of one; case and accents make no difference.
    """
    words = _words(question)
    found: dict[str, Trouve] = {}
    if not words:
        return []
    for row in rows:
        name = _name(row["nom"].text)
        if _has(name, words):
            _add(found, row, (_KINDS.index(row["sorte"].text), len(name) - len(words)))
    direct = frozenset(found)
    for together in _by_target(rows):
        reference = "rome" if "/rome/" in together[0]["cible"].text else "esco"
        asked = [word for word in words if word != reference]
        of_both = [word for row in together for word in _name(row["nom"].text)]
        if asked and together[0]["metier"].text not in direct and _has(of_both, asked):
            for row in together:
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
    """Return the code and the title of each target of each métier, without its other names."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["sorte"].text in ("code", "cible") and "cible" in row:
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
    codes = [] if found else sorted(set(_CODE.findall(question.upper())))[:_MOST_CODES]
    known = [code for code in codes if site().select("cible-dite", this=f"{site().base}rome/{code}")]
    return render_template("recherche.html", question=question, found=found, codes=known)
