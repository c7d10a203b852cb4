"""Small tables of alignments, made of the rows that a test is about, and the real ones."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from carto.alignements.lire import load_alignements
from carto.alignements.model import Alignement, Alignements, Cible, Referentiel, Relecture
from carto.edition import Edition

ENTETE = """\
#curie_map:
#  competence: https://w3id.org/carto-telecoms/id/competence/
#  connaissance: https://w3id.org/carto-telecoms/id/connaissance/
#  esco.occupation: http://data.europa.eu/esco/occupation/
#  esco.skill: http://data.europa.eu/esco/skill/
#  metier: https://w3id.org/carto-telecoms/id/metier/
#  rome: https://w3id.org/carto-telecoms/rome/
#  semapv: https://w3id.org/semapv/vocab/
#  skos: http://www.w3.org/2004/02/skos/core#
#  sssom: https://w3id.org/sssom/
#license: https://creativecommons.org/licenses/by/4.0/
#mapping_set_id: https://w3id.org/carto-telecoms/dumps/essai.sssom.tsv
"""
# The line of the first row of a table that opens so: the columns have one too.
PREMIERE = ENTETE.count("\n") + 2
ROME, ESCO = "metiers-rome.sssom.tsv", "metiers-esco.sssom.tsv"
LIGNE: Mapping[str, str] = {
    "subject_id": "metier:lecteur",
    "subject_label": "Lecteur",
    "predicate_id": "skos:closeMatch",
    "predicate_modifier": "",
    "object_id": "rome:M1804",
    "object_label": "Ingénieur / Ingénieure télécoms",
    "mapping_justification": "semapv:CompositeMatching",
    "confidence": "0.7",
    "author_label": "essai",
    "mapping_date": "2026-11-28",
    "object_source_version": "4.60",
    "comment": "Une raison.",
    "other": "",
}


def written(
    folder: Path,
    *rows: Mapping[str, str],
    name: str = ROME,
    entete: str = ENTETE,
    columns: Sequence[str] = tuple(LIGNE),
) -> Path:
    """Write a table of *rows*, each what it has that ``LIGNE`` has not, to *folder*; return its path."""
    lines = [list(columns), *([{**LIGNE, **row}[column] for column in columns] for row in rows)]
    path = folder / name
    path.write_text(entete + "".join("\t".join(line) + "\n" for line in lines), encoding="utf-8")
    return path


def decision(
    sujet: str = "metier/lecteur",
    code: str | None = "M1804",
    *,
    relation: str = "closeMatch",
    refuse: bool = False,
    confiance: float = 0.7,
    libelle: str = "Ingénieur",
    langue: str = "fr",
) -> Alignement:
    """Return a decision about *sujet* and *code*, of ESCO if it has a slash; None: nothing in ROME."""
    reference = Referentiel.ESCO if "/" in (code or "") else Referentiel.ROME
    return Alignement(
        sujet=sujet,
        libelle=sujet.partition("/")[2].capitalize(),
        relation=relation,
        refuse=refuse,
        referentiel=reference,
        cible=None if code is None else Cible(reference, code, libelle, langue),
        justification="CompositeMatching",
        confiance=confiance,
        auteur="essai",
        date="2026-11-28",
        version="4.60",
        raison="Une raison.",
        table=f"metiers-{reference}.sssom.tsv",
        ligne=PREMIERE,
    )


def relecture(
    premiere: str, relation: str, confiance: float = 0.7, sujet: str = "metier/lecteur"
) -> Relecture:
    """Return a second reading that found *relation* where the first had found *premiere*."""
    return Relecture(sujet, "rome:M1804", premiere, confiance, relation, "Une raison.")


@pytest.fixture(scope="session")
def tables(edition: Edition) -> Alignements:
    """Return the real tables, read."""
    return load_alignements(edition.alignements)
