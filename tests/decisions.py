"""The tables of alignments as the tests read them: with csv, apart from the code that they test."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from carto.iris import BASE
from tests.conftest import ROOT

DOSSIER = ROOT / "data" / "alignements"
RIEN = "https://w3id.org/sssom/NoTermFound"


@dataclass(frozen=True)
class Decision:
    """A row of a table of alignments: what a target, or none, is to a thing. Both are IRIs."""

    sujet: str
    referentiel: str
    cible: str
    libelle: str
    langue: str
    relation: str
    refuse: bool
    confiance: str
    raison: str
    code: str
    """As people know the target: none for a skill of ESCO."""

    @property
    def est_lien(self) -> bool:
        """Whether there is a target, and it is not refused."""
        return self.cible != RIEN and not self.refuse

    @property
    def est_rome(self) -> bool:
        """Whether the target is of ROME."""
        return self.cible.startswith(f"{BASE}rome/")


@cache
def decisions() -> tuple[Decision, ...]:
    """Return the rows of all tables of alignments; ``competences-rome.sssom.tsv`` is about ROME."""
    return tuple(_read())


def _read() -> Iterator[Decision]:
    for path in sorted(DOSSIER.glob("*.sssom.tsv")):
        text = path.read_text(encoding="utf-8")
        prefixes = dict(re.findall(r"^#  ([\w.]+): (\S+)$", text, re.MULTILINE))
        lines = [line for line in text.split("\n") if not line.startswith("#")]
        for row in csv.DictReader(lines, delimiter="\t"):
            (sujet, _, own), (cible, _, local) = (
                row[name].partition(":") for name in ("subject_id", "object_id")
            )
            other = dict(pair.split("=") for pair in row["other"].split("|") if pair)
            yield Decision(
                prefixes[sujet] + own,
                path.name.removesuffix(".sssom.tsv").rpartition("-")[2].upper(),
                prefixes[cible] + local,
                row["object_label"],
                other.get("object_label_language", "fr"),
                row["predicate_id"].removeprefix("skos:"),
                row["predicate_modifier"] == "Not",
                row["confidence"],
                row["comment"],
                local if cible == "rome" else other.get("object_code", ""),
            )


def liens_de(sujet: str) -> list[Decision]:
    """Return the links of the thing whose IRI is *sujet*."""
    return [d for d in _par_sujet().get(sujet, ()) if d.est_lien]


@cache
def _par_sujet() -> Mapping[str, list[Decision]]:
    found: dict[str, list[Decision]] = {}
    for d in decisions():
        found.setdefault(d.sujet, []).append(d)
    return found
