"""From numbered lines to paragraphs and lists of bullets, as printed.

A page break of the PDF is a blank line inside a list; a footnote is printed where its page
ended. Both may cut a list, or one bullet, in two: what belongs together is put together here,
but no bullet is moved (that is :mod:`carto.nesting`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from carto.errors import InputError
from carto.model import Lignes, Passage
from carto.source import Ligne
from carto.text import FOOTNOTE_MARKS, strip_marks

_BULLET = re.compile(r"^(?P<retrait>[^\S\n]*)[-–•‑][^\S\n]*(?P<texte>[^\s-].*)$")
_FOOTNOTE = re.compile(rf"^[{FOOTNOTE_MARKS}]+\s*\S")
_SENTENCE_END = (".", "!", "?", ":")


@dataclass(frozen=True, slots=True)
class Puce:
    """One bullet as printed.

    *retrait* is the printed indentation (0, 1, …); *apres_coupure* says that a blank line,
    that is a page break, stands between it and the bullet before; *defaut* names what the
    extraction did to it (``tiret-perdu``, ``enonce-coupe``), if anything; *suite* is the line
    where a text cut in two goes on.
    """

    texte: str
    lignes: Lignes
    retrait: int
    apres_coupure: bool = False
    defaut: str | None = None
    suite: int | None = None


@dataclass(frozen=True, slots=True)
class Liste:
    """Bullets that follow one another, page breaks included."""

    puces: tuple[Puce, ...]


Bloc = Passage | Liste


def is_bullet(line: Ligne) -> bool:
    """Whether *line* opens with a dash."""
    return _BULLET.match(line.texte) is not None


def printed(bloc: Passage | Puce) -> Passage:
    """Return a paragraph or a bullet of running text; the bullet keeps its dash."""
    text = strip_marks(bloc.texte)
    return Passage(f"- {text}" if isinstance(bloc, Puce) else text, bloc.lignes)


def split_footnotes(lines: Iterable[Ligne]) -> tuple[tuple[Ligne, ...], tuple[Passage, ...]]:
    """Return the lines without the footnotes, and the footnotes."""
    kept: list[Ligne] = []
    notes: list[Passage] = []
    within = False  # a footnote goes on to the next blank line or bullet
    for line in lines:
        text = line.texte.strip()
        if _FOOTNOTE.match(text):
            notes.append(Passage(text, Lignes(line.numero, line.numero)))
            within = True
        elif within and text and not is_bullet(line):
            first = notes[-1]
            notes[-1] = Passage(f"{first.texte} {text}", Lignes(first.lignes.debut, line.numero))
        else:
            kept.append(line)
            within = False
    return tuple(kept), tuple(notes)


def blocks(lines: Iterable[Ligne]) -> tuple[Bloc, ...]:
    """Group *lines* (without footnotes) into paragraphs and lists, in order."""
    found: list[Bloc] = []
    blank_before = True
    for line in lines:
        if line.blanche:
            blank_before = True
            continue
        last = found[-1] if found else None
        if match := _BULLET.match(line.texte):
            puce = Puce(
                match["texte"].rstrip(),
                Lignes(line.numero, line.numero),
                len(match["retrait"].expandtabs(1)),
                apres_coupure=blank_before and isinstance(last, Liste),
            )
            _append(found, puce)
        elif isinstance(last, Liste) and _continues(last.puces[-1], line, blank_before=blank_before):
            found[-1] = Liste(
                (*last.puces[:-1], _joined(last.puces[-1], line, blank_before=blank_before))
            )
        elif isinstance(last, Liste) and not blank_before:
            _append(found, _without_dash(last.puces[-1], line))
        elif isinstance(last, Passage) and not blank_before:
            text = f"{last.texte}\n{line.texte.strip()}"
            found[-1] = Passage(text, Lignes(last.lignes.debut, line.numero))
        else:
            found.append(Passage(line.texte.strip(), Lignes(line.numero, line.numero)))
        blank_before = False
    return tuple(_settled(bloc) if isinstance(bloc, Liste) else bloc for bloc in found)


def _append(found: list[Bloc], puce: Puce) -> None:
    if found and isinstance(found[-1], Liste):
        found[-1] = Liste((*found[-1].puces, puce))
    else:
        found.append(Liste((puce,)))


def _continues(puce: Puce, line: Ligne, *, blank_before: bool) -> bool:
    """Whether *line*, which has no dash, goes on with the sentence of *puce*."""
    text = line.texte.strip()
    ended = puce.texte.endswith(_SENTENCE_END)
    if text[0].isdigit():
        return not blank_before and not ended
    if not (text[0].islower() or text[0] in ")],;"):
        return False
    return not blank_before or not ended


def _joined(puce: Puce, line: Ligne, *, blank_before: bool) -> Puce:
    joined = replace(
        puce,
        texte=f"{puce.texte} {line.texte.strip()}",
        lignes=Lignes(puce.lignes.debut, line.numero),
    )
    if not blank_before:
        return joined
    return replace(joined, defaut="enonce-coupe", suite=line.numero)


def _settled(liste: Liste) -> Liste:
    """Return *liste* from its own margin, each bullet that lost its dash beside its true neighbour.

    That is the bullet above; but below a heading, the one that follows.
    """
    margin = min(puce.retrait for puce in liste.puces)
    puces = [replace(puce, retrait=puce.retrait - margin) for puce in liste.puces]
    for i, puce in enumerate(puces[:-1]):
        if puce.defaut == "tiret-perdu" and puces[i - 1].texte.rstrip(" ").endswith((":", "**")):
            puces[i] = replace(puce, retrait=puces[i + 1].retrait)
    return Liste(tuple(puces))


def _without_dash(puce: Puce, line: Ligne) -> Puce:
    """Return *line* as a bullet at the place of *puce*, its neighbour above.

    Raises:
        InputError: If *line* opens with neither a capital letter nor a quotation mark.
    """
    opening = line.texte.strip()[0]
    if not (opening.isupper() or opening in '«“"('):
        raise InputError(f"ligne inconnue dans une liste : « {line.texte.strip()} »", line=line.numero)
    lines = Lignes(line.numero, line.numero)
    return Puce(line.texte.strip(), lines, puce.retrait, defaut="tiret-perdu")
