"""The data of ``../shared/vocab`` in the layout of the official downloads, for the end-to-end test.

The skills, skill groups and ISCO groups are one table in two languages there; the download has one a
language, and says the collections as schemes.
"""

import csv
import gzip
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

SHARED = Path(__file__).parent.parent.parent.parent / "shared" / "vocab"
_DIGITAL = "http://data.europa.eu/esco/concept-scheme/6c930acd-c104-4ece-acf7-f44fd7333036"
_RELATIONS = {
    "occupationSkillRelations": "occupationSkillRelations.csv.gz",
    "skillSkillRelations": "skillSkillRelations_en.csv.gz",
    "broaderRelationsOccPillar": "broaderRelationsOccPillar_en.csv.gz",
    "broaderRelationsSkillPillar": "broaderRelationsSkillPillar_en.csv.gz",
}


def esco(language: str, folder: Path) -> Path:
    """Write the ESCO download in *language* to *folder*; return its path."""
    path = folder / f"ESCO dataset - v1.2.0 - classification - {language} - csv.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(f"occupations_{language}.csv", _bytes(f"esco/occupations_{language}.csv.gz"))
        archive.writestr(f"skills_{language}.csv", _skills(language))
        for name, source in (
            ("skillGroups", "esco/skillGroups_fr_en.tsv"),
            ("ISCOGroups", "esco/ISCOGroups_fr_en.tsv.gz"),
        ):
            archive.writestr(f"{name}_{language}.csv", _groups(source, language))
        for name, source in _RELATIONS.items():
            archive.writestr(f"{name}_{language}.csv", _bytes(f"esco/{source}"))
    return path


def rome(folder: Path) -> Path:
    """Write the ROME download to *folder*; return its path."""
    path = folder / "RefRomeCsv.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for source in sorted((SHARED / "rome").glob("unix_*")):
            archive.writestr(source.name.removesuffix(".gz"), _bytes(f"rome/{source.name}"))
    return path


def correspondance(folder: Path) -> Path:
    """Write the official correspondence to *folder*; return its path."""
    path = folder / "FR_20230607_mapping_esco_rome.csv"
    path.write_bytes(_bytes("rome/FR_20230607_mapping_esco_rome.csv.gz"))
    return path


def _bytes(name: str) -> bytes:
    data = (SHARED / name).read_bytes()
    return gzip.decompress(data) if name.endswith(".gz") else data


def _rows(name: str) -> Iterator[Mapping[str, str]]:
    yield from csv.DictReader(io.StringIO(_bytes(name).decode("utf-8"), newline=""), delimiter="\t")


def _csv(columns: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def _skills(language: str) -> str:
    def rows() -> Iterator[Sequence[str]]:
        for row in _rows("esco/skills_fr_en.tsv.gz"):
            schemes = ["http://data.europa.eu/esco/concept-scheme/skills"]
            schemes += [_DIGITAL] if "digital" in row["collections"].split("|") else []
            description = row["description_en"] or row["fulltext_en"] if language == "en" else ""
            alternatives = row[f"altLabels_{language}"].replace("|", "\n")
            yield (
                "KnowledgeSkillCompetence", row["conceptUri"], row["skillType"], row["reuseLevel"],
                row[f"preferredLabel_{language}"], alternatives, "", "released", ", ".join(schemes),
                description,
            )  # fmt: skip

    columns = (
        "conceptType", "conceptUri", "skillType", "reuseLevel", "preferredLabel", "altLabels",
        "hiddenLabels", "status", "inScheme", "description",
    )  # fmt: skip
    return _csv(columns, rows())


def _groups(source: str, language: str) -> str:
    def rows() -> Iterator[Sequence[str]]:
        for row in _rows(source):
            description = row["description_en"] if language == "en" else ""
            yield row["conceptUri"], row["code"], row[f"preferredLabel_{language}"], description

    return _csv(("conceptUri", "code", "preferredLabel", "description"), rows())
