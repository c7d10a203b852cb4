"""Make a document of the same layout as a real one, as many times as large as one likes.

Each copy is the whole body of the document, « à Barville » here, « à Cormont » there: every title is
new, and so are the texts that only one thing has. A statement of a fiche is drawn among variants as
words are in a language: the first is in many copies, so that many métiers share it, the last in few.
"""

import re
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from random import Random

from carto.coverage import coverage, type_of_nature
from carto.read import place_bullets, read_draft
from carto.source import Ligne, read_document
from carto.template import Gabarit, load_template
from carto.text import FOOTNOTE_MARKS, key

# Combined, they name 91 places that no document knows.
_OPENINGS = ("Bar", "Cor", "Dam", "Fol", "Gim", "Lan", "Mer", "Nou", "Pel", "Ros", "Sal", "Tul", "Vir")
_ENDINGS = ("ville", "mont", "bourg", "val", "nac", "lieu", "court")
_PLACES = len(_OPENINGS) * len(_ENDINGS)

# The variant of rank r is r times rarer than the first, which is the printed text (Zipf's law).
_VARIANTS = 90
_WEIGHTS = tuple(accumulate(1 / rank for rank in range(1, _VARIANTS + 1)))

_LAST_WORD = re.compile(rf"[^\W{FOOTNOTE_MARKS}](?=(?:[\W{FOOTNOTE_MARKS}])*$)")
_SHARED = frozenset(type_of_nature.values())  # the roles of the lines whose texts copies share
_OWN = frozenset(
    {"titre", "annonce", "mission", "présentation", "tendance", "intitulé", "interactions"}
)  # those of the lines that are new in each copy


def generate(source: Path, copies: int, seed: int) -> str:
    """Return the document *source* made *copies* times as large.

    The first copy is the body as printed; copy *n* is the same whatever their number. The title page
    says that the document is made up: the corrections of the real one do not fit it.

    Raises:
        InputError: If *source* cannot be read.
    """
    gabarit = load_template()
    document = read_document(source)
    cartographie = place_bullets(read_draft(document, gabarit), {})
    roles = coverage(document, cartographie)
    start = cartographie.domaines[0].lignes.debut
    front = [line for line in document.lignes if line.numero < start]
    body = [line for line in document.lignes if line.numero >= start]
    written = [
        *_front(front, roles, gabarit, copies),
        *(text for n in range(copies) for text in _copy(body, roles, n, seed)),
    ]
    return "\n".join(written) + "\n"


def place(rank: int) -> str:
    """Return the name of place *rank*; no two have the same."""
    name = _OPENINGS[rank % len(_OPENINGS)] + _ENDINGS[rank % len(_ENDINGS)]
    return name if rank < _PLACES else f"{name} {rank // _PLACES + 1}"


def _front(lines: list[Ligne], roles: dict[int, str], gabarit: Gabarit, copies: int) -> Iterator[str]:
    """Yield the title page, the table of contents of all copies, and the introduction."""
    titles = [line for line in lines if roles.get(line.numero) == "table des matières"]
    first = next(n for n, line in enumerate(titles) if _title(line, gabarit) in gabarit.domaine)
    opening = next(line for line in lines if not line.blanche)
    for line in lines:
        if line is opening:
            yield _at(line.texte, place(copies))
        elif line is titles[-1]:
            yield line.texte
            for n in range(1, copies):
                yield from (_entry(entry, gabarit, place(n)) for entry in titles[first:])
        else:
            yield line.texte


def _title(line: Ligne, gabarit: Gabarit) -> str:
    match = gabarit.entree.match(line.texte)
    assert match  # the reader has found it in the table of contents
    return match["titre"]


def _entry(line: Ligne, gabarit: Gabarit, where: str) -> str:
    title = _title(line, gabarit)
    return line.texte.replace(title, _at(title, where), 1)


def _copy(lines: list[Ligne], roles: dict[int, str], n: int, seed: int) -> Iterator[str]:
    """Yield the lines of copy *n*; the first is as printed."""
    for line in lines:
        role = roles.get(line.numero)
        if n and role in _OWN:
            yield _at(line.texte, place(n))
        elif n and role in _SHARED and (variant := _variant(line.texte, n, seed)):
            yield _at(line.texte, place(variant))
        else:
            yield line.texte


def _variant(text: str, n: int, seed: int) -> int:
    """Return which variant of *text* copy *n* has, the same wherever it prints that text."""
    draw = Random(f"{seed} {n} {key(text)}")  # noqa: S311  # nothing here is a secret
    return draw.choices(range(_VARIANTS), cum_weights=_WEIGHTS)[0]


def _at(text: str, where: str) -> str:
    """Return *text* with a place behind its last word, before the punctuation that ends it."""
    return _LAST_WORD.sub(lambda found: f"{found[0]} à {where}", text, count=1)
