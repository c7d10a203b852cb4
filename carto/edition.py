"""The edition at hand: a document and what was decided about it (``data/edition.toml``)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from carto.alignements.lire import load_alignements
from carto.alignements.model import Alignements
from carto.concepts import Reading
from carto.concepts.decisions import Decisions, load_decisions
from carto.concepts.naming import load_labels
from carto.corrections import Correction, load_corrections
from carto.dates import MiseAJour, load_dates
from carto.interactions import Decision, Ecrit, load_interactions, load_noms
from carto.remarks import Remarque, load_remarks
from carto.source import Document
from carto.stability import Retiree, load_names, load_retired
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
    mises_a_jour: Path
    rapprochements: Path
    libelles: Path
    noms: Path
    interactions: Path
    alignements: Path
    iris: Path
    iris_retirees: Path

    def is_printed_in(self, document: Document) -> bool:
        """Whether *document* opens with the title page of this edition.

        The corrections and remarks of an edition are about its own lines: they are meant for no
        other document, and for this one whatever its file is called.
        """
        printed = (line.texte.strip() for line in document.lignes if not line.blanche)
        return tuple(islice(printed, len(self.page_de_titre))) == self.page_de_titre

    @property
    def tables(self) -> tuple[Path, ...]:
        """The tables that say something of the document."""
        return (
            self.corrections, self.remarques, self.mises_a_jour, self.rapprochements, self.libelles,
            self.noms, self.interactions, self.iris_retirees, *sorted(self.alignements.glob("*.tsv")),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dossier:
    """What was decided about a document; of one that no edition describes, only a title."""

    notice: Notice
    corrections: Mapping[int, Correction] = field(default_factory=dict)
    remarques: tuple[Remarque, ...] = ()
    mises_a_jour: tuple[MiseAJour, ...] = ()
    lecture: Reading = field(default_factory=Reading)
    noms: tuple[Ecrit, ...] = ()
    interactions: tuple[Decision, ...] = ()
    alignements: Alignements = field(default_factory=Alignements)
    iris: frozenset[str] = frozenset()
    iris_retirees: tuple[Retiree, ...] = ()
    tables: tuple[Path, ...] = ()


def load_edition(path: Path = DATA / "edition.toml") -> Edition:
    """Read the edition at *path*; the paths in it are relative to its folder."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return Edition(
        notice=Notice(raw["titre"], raw["editeur"], raw["date"], raw["date_en_clair"]),
        source=path.parent / raw["source"],
        page_de_titre=tuple(raw["page_de_titre"]),
        corrections=path.parent / raw["corrections"],
        remarques=path.parent / raw["remarques"],
        mises_a_jour=path.parent / raw["mises_a_jour"],
        rapprochements=path.parent / raw["rapprochements"],
        libelles=path.parent / raw["libelles"],
        noms=path.parent / raw["noms"],
        interactions=path.parent / raw["interactions"],
        alignements=path.parent / raw["alignements"],
        iris=path.parent / raw["iris"],
        iris_retirees=path.parent / raw["iris_retirees"],
    )


def load_dossier(edition: Edition, document: Document) -> Dossier:
    """Read what *edition* decided about *document*, each decision checked against its text.

    Raises:
        InputError: For a decision that no longer fits the document.
    """
    return Dossier(
        notice=edition.notice,
        corrections=load_corrections(edition.corrections, document),
        remarques=load_remarks(edition.remarques, document),
        mises_a_jour=load_dates(edition.mises_a_jour, document),
        lecture=Reading(
            Decisions(load_decisions(edition.rapprochements)), load_labels(edition.libelles)
        ),
        noms=load_noms(edition.noms),
        interactions=load_interactions(edition.interactions),
        alignements=load_alignements(edition.alignements),
        iris=load_names(edition.iris),
        iris_retirees=load_retired(edition.iris_retirees),
        tables=edition.tables,
    )
