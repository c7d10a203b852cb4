"""What a build is made from: the software, the document, the tables, and when.

A build never reads the clock: two people who build the same input get the same bytes. Its date
is the one of ``SOURCE_DATE_EPOCH`` (reproducible-builds.org), or none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from carto import __version__
from carto.errors import InputError
from carto.source import Document

EPOCH = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True, slots=True)
class Entree:
    """A file that the build reads: its name in the repository and the SHA-256 of its bytes."""

    nom: str
    empreinte: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a build is made from.

    *lignes*: how many the document has. *date*: when, if ``SOURCE_DATE_EPOCH`` says it.
    """

    source: Entree
    lignes: int
    entrees: tuple[Entree, ...]
    date: datetime | None = None
    version: str = __version__


def provenance(
    document: Document, files: Iterable[Path], root: Path, environ: Mapping[str, str]
) -> Provenance:
    """Return the provenance of a build from *document* and *files*, which are below *root*.

    Raises:
        InputError: If ``SOURCE_DATE_EPOCH`` is no number of seconds.
    """
    entries = tuple(
        Entree(path.relative_to(root).as_posix(), sha256(path.read_bytes()).hexdigest())
        for path in sorted(files)
    )
    source = Entree(document.chemin.name, document.empreinte)
    return Provenance(source, len(document.lignes), entries, _date(environ))


def _date(environ: Mapping[str, str]) -> datetime | None:
    seconds = environ.get(EPOCH)
    if not seconds:
        return None
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise InputError(f"{EPOCH}={seconds} n'est pas un nombre de secondes") from error
