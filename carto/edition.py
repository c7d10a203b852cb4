"""The edition at hand: a document and what was decided about it (``data/edition.toml``)."""

import tomllib
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from carto.source import Document
from carto.template import DATA


@dataclass(frozen=True, slots=True)
class Notice:
    """What is known of a document: its title; its publisher and date, if an edition says them.

    *date* is a year and month, ``2010-01``; *date_en_clair* is the same in words.
    """

    titre: str
    editeur: str | None = None
    date: str | None = None
    date_en_clair: str | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """Where an edition's document and tables are, and the first printed lines it is known by."""

    notice: Notice
    source: Path
    page_de_titre: tuple[str, ...]
    corrections: Path
    remarques: Path

    def is_printed_in(self, document: Document) -> bool:
        """Whether *document* opens with the title page of this edition.

        The corrections and remarks of an edition are about its own lines: they are meant for no
        other document, and for this one whatever its file is called.
        """
        printed = (line.texte.strip() for line in document.lignes if not line.blanche)
        return tuple(islice(printed, len(self.page_de_titre))) == self.page_de_titre


def load_edition(path: Path = DATA / "edition.toml") -> Edition:
    """Read the edition at *path*; the paths in it are relative to its folder."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return Edition(
        notice=Notice(raw["titre"], raw["editeur"], raw["date"], raw["date_en_clair"]),
        source=path.parent / raw["source"],
        page_de_titre=tuple(raw["page_de_titre"]),
        corrections=path.parent / raw["corrections"],
        remarques=path.parent / raw["remarques"],
    )
