"""The table of contents: which titles the document has, and in which order."""

from collections.abc import Sequence
from dataclasses import dataclass

from carto.errors import InputError
from carto.source import Ligne
from carto.template import Gabarit


@dataclass(frozen=True, slots=True)
class Entree:
    """One line of the table of contents."""

    titre: str
    page: int
    ligne: int


def read_contents(lines: Sequence[Ligne], gabarit: Gabarit) -> tuple[Entree, ...]:
    """Return the entries of the table of contents, in order.

    The table is the run of lines that look like an entry (title, leader, page number); blank
    lines do not end it.

    Raises:
        InputError: If the document has no table of contents.
    """
    entries: list[Entree] = []
    for line in lines:
        match = gabarit.entree.match(line.texte)
        if match:
            entries.append(Entree(match["titre"].strip(), int(match["page"]), line.numero))
        elif entries and not line.blanche:
            break
    if not entries:
        raise InputError(
            "aucune table des matières (un titre, une tabulation ou « _____ », un numéro de page) : "
            "sans elle, aucune fiche ne se reconnaît"
        )
    return tuple(entries)
