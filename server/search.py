"""Search: a métier by its title, by a job title, by a ROME code, or by what ROME and ESCO call it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask import Blueprint, render_template, request

from carto.text import fold
from server.engine import Value
from server.site import site

blueprint = Blueprint("search", __name__)

# The nearer to the métier itself, the earlier it is shown.
_KINDS = ("titre", "intitule", "code", "cible", "appellation")
_LONGEST_QUESTION = 200


@dataclass(slots=True)
class Trouve:
    """A métier that was found: how well, and by which of its names."""

    metier: str
    titre: str
    rang: tuple[int, int]
    noms: list[Mapping[str, Value]] = field(default_factory=list)


def find(question: str, rows: Sequence[Mapping[str, Value]]) -> list[Trouve]:
    """Return the métiers of which a name in *rows* has every word of *question*, the best first.

    A word may be the beginning of one; case and accents make no difference.
    """
    words = _words(question)
    found: dict[str, Trouve] = {}
    if not words:
        return []
    for row in rows:
        name = _words(row["nom"].text)
        if not all(any(other.startswith(word) for other in name) for word in words):
            continue
        rank = _KINDS.index(row["sorte"].text), len(name) - len(words)
        one = found.setdefault(row["metier"].text, Trouve(row["metier"].text, row["titre"].text, rank))
        one.rang = min(one.rang, rank)
        one.noms.append(row)
    for one in found.values():
        one.noms.sort(key=lambda row: (_KINDS.index(row["sorte"].text), row["nom"].text))
    return sorted(found.values(), key=lambda one: (one.rang, fold(one.titre)))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))


@blueprint.get("/recherche")
def search() -> str:
    """Show the métiers that a question finds."""
    question = request.args.get("q", "").strip()[:_LONGEST_QUESTION]
    found = find(question, site().select("recherche")) if question else []
    return render_template("recherche.html", question=question, found=found)
