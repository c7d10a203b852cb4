"""Read the tables of ``data/alignements``: SSSOM, checked by the library of that name.

SSSOM (Simple Standard for Sharing Ontological Mappings) 1.1: one row per decision, in a file that
opens with its prefixes and licence.
"""

import csv
import datetime as dt
import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from carto.alignements.model import (
    NO_TERM,
    UUID,
    Alignement,
    Alignements,
    Cible,
    Officiel,
    Referentiel,
    Relecture,
)  # fmt: skip
from carto.alignements.reglages import reglages
from carto.corrections import read_table
from carto.errors import InputError
from carto.vocabulaires.termes import FICHE, MATCHES, OGR

if TYPE_CHECKING:
    from sssom.util import MappingSetDataFrame

PATTERN = "*.sssom.tsv"
_COLUMNS = (
    "subject_id", "subject_label", "predicate_id", "object_id", "mapping_justification", "confidence",
    "author_label", "mapping_date", "object_source_version", "comment",
)  # fmt: skip
_REFUSED = "Not"
_ROME = re.compile(f"{FICHE}|{OGR}")
_ESCO_CODE = re.compile(r"[0-9]{4}(\.[0-9]+)+")
_UUID = re.compile(UUID)


def load_alignements(folder: Path) -> Alignements:
    """Read all that *folder* holds.

    Raises:
        InputError: With the file and the line of what is no table, or no decision that can be used.
    """
    decisions = tuple(a for path in sorted(folder.glob(PATTERN)) for a in _decisions(path))
    _check(decisions, folder)
    return Alignements(
        decisions,
        tuple(_relectures(folder / "relectures.tsv")),
        tuple(_officiel(folder / "correspondance.tsv")),
        tuple(_raisons(folder / "triangles.tsv")),
    )


def check_tables(folder: Path) -> "Mapping[Path, MappingSetDataFrame]":
    """Check the tables of *folder* against the schema of SSSOM, in some seconds; return them.

    Raises:
        InputError: With the file that does not conform.
    """
    from jsonschema import ValidationError
    from sssom.validators import validate

    tables = {path: _parsed(path) for path in sorted(folder.glob(PATTERN))}
    for path, found in tables.items():
        written = len(tuple(_decisions(path)))
        # What the library cannot use it leaves out, and says so in its log alone.
        if missing := written - len(found.df):
            raise InputError(
                f"lignes qui ne sont pas des correspondances SSSOM : {missing}", file=str(path)
            )
        try:
            validate(found)
        except (ValidationError, ValueError) as error:
            raise InputError(f"ce n'est pas une table SSSOM ({error})", file=str(path)) from error
    return tables


def _decisions(path: Path) -> Iterator[Alignement]:
    for line, row in _rows(path):
        yield _Row(path, line, row).alignement()


def _parsed(path: Path) -> "MappingSetDataFrame":
    from sssom.parsers import parse_sssom_table
    from yaml import YAMLError  # type: ignore[import-untyped]

    try:
        return parse_sssom_table(path)
    except (ValueError, KeyError, TypeError, AttributeError, OSError, YAMLError) as error:
        raise InputError(f"ce n'est pas une table SSSOM ({error})", file=str(path)) from error


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the rows of a table, each with its line, which the library of SSSOM does not know."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            lines = stream.readlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"table illisible ({error})", file=str(path)) from error
    first = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    table = csv.DictReader(lines[first:], delimiter="\t", strict=True)
    try:
        columns = table.fieldnames or ()
        if missing := [name for name in _COLUMNS if name not in columns]:
            raise InputError(f"colonnes absentes : {', '.join(missing)}", file=str(path))
        for row in table:
            line = first + table.line_num
            if None in row or None in row.values():
                raise InputError(f"{len(columns)} cellules attendues", line=line, file=str(path))
            yield line, row
    except csv.Error as error:
        line = first + table.reader.line_num
        raise InputError(f"table illisible ({error})", line=line, file=str(path)) from error


def _confidence(said: str, line: int, path: Path) -> float:
    try:
        found = float(said)
    except ValueError:
        found = math.nan
    if not 0 <= found <= 1:
        raise InputError(f"« {said} » n'est pas une confiance de 0 à 1", line=line, file=str(path))
    return found


class _Row:
    """A row of an SSSOM table, which knows where it stands."""

    def __init__(self, path: Path, line: int, row: Mapping[str, str]) -> None:
        self._path = path
        self._line = line
        self._row = row

    def _error(self, message: str) -> InputError:
        return InputError(message, line=self._line, file=str(self._path))

    def _text(self, column: str) -> str:
        if found := self._row.get(column, "").strip():
            return found
        raise self._error(f"« {column} » est vide")

    def alignement(self) -> Alignement:
        """Return the decision.

        Raises:
            InputError: If it is none.
        """
        prefix, _, relation = self._text("predicate_id").partition(":")
        if prefix != "skos" or relation not in MATCHES:
            raise self._error(
                f"« {self._row['predicate_id']} » n'est pas une relation d'alignement de SKOS"
            )
        return Alignement(
            sujet=self._subject(),
            libelle=self._text("subject_label"),
            relation=relation,
            refuse=self._refused(),
            referentiel=self._reference(),
            cible=self._target(),
            justification=self._text("mapping_justification").removeprefix("semapv:"),
            confiance=_confidence(self._text("confidence"), self._line, self._path),
            auteur=self._text("author_label"),
            date=self._date(),
            version=self._text("object_source_version"),
            raison=self._text("comment"),
            table=self._path.name,
            ligne=self._line,
        )

    def _subject(self) -> str:
        kind, _, local = self._text("subject_id").partition(":")
        if kind not in ("metier", "competence", "connaissance") or not local:
            raise self._error(
                f"« {self._row['subject_id']} » n'est ni métier, ni compétence, ni connaissance"
            )
        return f"{kind}/{local}"

    def _refused(self) -> bool:
        found = self._row.get("predicate_modifier", "").strip()
        if found not in ("", _REFUSED):
            raise self._error(f"« {found} » : {_REFUSED}, ou rien, attendu")
        return found == _REFUSED

    def _reference(self) -> Referentiel:
        """Return the reference that the table is about, which its name says."""
        name = self._path.name.partition(".")[0].rpartition("-")[2]
        if name not in list(Referentiel):
            known = ", ".join(f"…-{one}{PATTERN[1:]}" for one in Referentiel)
            raise self._error(f"le nom de la table ne dit pas vers quel référentiel : {known} attendus")
        return Referentiel(name)

    def _date(self) -> str:
        found = self._text("mapping_date")
        try:
            return dt.date.fromisoformat(found).isoformat()
        except ValueError as error:
            raise self._error(f"« {found} » n'est pas une date (AAAA-MM-JJ)") from error

    def _target(self) -> Cible | None:
        found = self._text("object_id")
        if found == NO_TERM:
            return None
        prefix, _, local = found.partition(":")
        label, reference = self._text("object_label"), self._reference()
        if reference == Referentiel.ROME:
            if prefix == "rome" and _ROME.fullmatch(local):
                return Cible(reference, local, label, notation=local)
            raise self._error(f"« {found} » n'est pas un code du ROME")
        if prefix in ("esco.occupation", "esco.skill") and _UUID.fullmatch(local):
            code = f"{prefix.removeprefix('esco.')}/{local}"
            return Cible(reference, code, label, self._language(), self._notation(code))
        raise self._error(f"« {found} » n'est pas une IRI d'ESCO")

    def _other(self, key: str) -> str:
        """Return what is said of the target that SSSOM has no column of its own for."""
        pairs = (pair.partition("=") for pair in self._row.get("other", "").split("|"))
        return next((value for name, _, value in pairs if name == key), "")

    def _language(self) -> str:
        return self._other("object_label_language") or "fr"

    def _notation(self, code: str) -> str:
        """Return the code of an occupation of ESCO (``2511.13``, in « other »); its skills have none."""
        found = self._other("object_code")
        if code.startswith("skill/"):
            return ""
        if not _ESCO_CODE.fullmatch(found):
            raise self._error(f"« {found} » n'est pas le code d'une profession d'ESCO (2511.13)")
        return found


def _check(decisions: tuple[Alignement, ...], folder: Path) -> None:
    """Refuse two decisions on one subject and one target."""
    seen: dict[tuple[str, Referentiel, str], Alignement] = {}
    for one in decisions:
        code = one.cible.code if one.cible else NO_TERM
        before = seen.setdefault((one.sujet, one.referentiel, code), one)
        if before is not one:
            message = (
                f"« {one.sujet} » et {code} : déjà décidé à la ligne {before.ligne} de {before.table}"
            )
            raise InputError(message, line=one.ligne, file=str(folder / one.table))


def _relectures(path: Path) -> Iterator[Relecture]:
    if not path.exists():
        return
    known = reglages().relations_relues
    columns = ("sujet", "cible", "premiere", "confiance", "relation", "raison")
    for line, cells in read_table(path, columns):
        if cells["relation"] not in known:
            message = f"« {cells['relation']} » : {', '.join(known)} attendus"
            raise InputError(message, line=line, file=str(path))
        confidence = _confidence(cells["confiance"], line, path)
        yield Relecture(
            cells["sujet"], cells["cible"], cells["premiere"], confidence, cells["relation"],
            cells["raison"],
        )  # fmt: skip


def _officiel(path: Path) -> Iterator[Officiel]:
    if path.exists():
        for line, cells in read_table(path, ("rome", "esco", "appellations")):
            count = cells["appellations"]
            if not count.isdecimal():
                raise InputError(f"« {count} » n'est pas un nombre", line=line, file=str(path))
            yield Officiel(cells["rome"], cells["esco"], int(count))


def _raisons(path: Path) -> Iterator[tuple[str, str, str, str]]:
    if path.exists():
        for _, cells in read_table(path, ("metier", "rome", "esco", "raison")):
            yield cells["metier"], cells["rome"], cells["esco"], cells["raison"]
