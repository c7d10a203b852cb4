"""When each domaine was last updated, as the document says it (``data/mises-a-jour.tsv``)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from carto.corrections import read_entries
from carto.errors import InputError
from carto.model import Lignes, Passage
from carto.source import Document
from carto.text import key


@dataclass(frozen=True, slots=True)
class MiseAJour:
    """The date of the *domaine* of that title: ``2008``, or ``2007-2008``; and the words that say so."""

    domaine: str
    date: str
    passage: Passage


def load_dates(path: Path, document: Document) -> tuple[MiseAJour, ...]:
    """Read the dates at *path*, and check each against the words it quotes.

    Raises:
        InputError: If the quoted words are not there, if a year of the date is not among them,
            or if a domaine has two dates.
    """
    found: list[MiseAJour] = []
    dates: dict[str, str] = {}
    for entry in read_entries(path, ("ligne", "citation", "domaine", "date"), document):
        line, cells = entry.quoted_line("citation"), entry.cells
        if not re.fullmatch(r"\d{4}(-\d{4})?", cells["date"]):
            raise entry.error(f"« {cells['date']} » n'est ni une année ni deux (2007-2008)")
        missing = [year for year in cells["date"].split("-") if year not in cells["citation"]]
        if missing:
            raise entry.error(f"les mots cités ne disent pas {missing[0]}")
        if dates.setdefault(cells["domaine"], cells["date"]) != cells["date"]:
            raise entry.error(f"« {cells['domaine']} » a déjà la date {dates[cells['domaine']]}")
        passage = Passage(cells["citation"], Lignes(line, line))
        found.append(MiseAJour(cells["domaine"], cells["date"], passage))
    return tuple(found)


def check_domaines(mentions: Iterable[MiseAJour], titles: Iterable[str]) -> None:
    """Check that each of *mentions* dates a domaine whose title is among *titles*.

    Raises:
        InputError: For a domaine that the document does not have.
    """
    known = {key(title) for title in titles}
    for mention in mentions:
        if key(mention.domaine) not in known:
            raise InputError(
                f"aucun domaine ne s'appelle « {mention.domaine} »", line=mention.passage.lignes.debut
            )
