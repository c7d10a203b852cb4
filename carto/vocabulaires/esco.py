"""ESCO as its CSV files say it: SKOS, with the official IRIs and relations.

The layout is that of the portal's « classification » download: one file per kind of concept and per
language (``occupations_fr.csv``), and files of relations, the same in every language.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox

from carto.errors import InputError
from carto.vocabulaires.archive import Fichier
from carto.vocabulaires.tableau import Ligne, rows
from carto.vocabulaires.termes import (
    BROADER,
    CONCEPT,
    DEFINITION,
    DEPRECATED,
    DESCRIPTION,
    ESCO,
    IN_SCHEME,
    MODIFIED,
    NOTATION,
    PREF_LABEL,
    SCOPE_NOTE,
    SKOS,
    A,
    Triple,
    named,
    text,
)  # fmt: skip

_TABLE = re.compile(r"(?P<nom>[A-Za-z]+?)(?:_(?P<langue>[a-z]{2}(?:-[A-Za-z]+)?))?\.csv", re.IGNORECASE)
_KNOWN = (
    "altLabels", "hiddenLabels", "description", "definition", "scopeNote", "code", "status",
    "modifiedDate", "inScheme", "skillType", "reuseLevel", "iscoGroup",
)  # fmt: skip


@dataclass(slots=True)
class _Tables:
    """The files of one or more downloads, by what they hold."""

    concepts: list[tuple[str, str, Fichier]] = field(default_factory=list)
    relations: dict[str, Fichier] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)


def is_csv(files: Iterable[Fichier]) -> bool:
    """Whether one of *files* is a table of ESCO concepts, by its name."""
    return any(
        (found := _TABLE.fullmatch(f.nom)) and found["nom"] in ("occupations", "skills") for f in files
    )


def triples(
    files: Iterable[Fichier], layout: Mapping[str, Any], announce: Callable[[str], None]
) -> Iterator[Triple]:
    """Yield what the CSV *files* say, laid out as *layout* (« esco » of data/vocabulaires.toml) tells.

    Raises:
        InputError: With the file, the line and the column of what cannot be used.
    """
    tables, seen = _sort(files, layout), set[str]()
    for kind, language, file in tables.concepts:
        announce(file.lieu)
        for row in rows(file, ("conceptUri", "preferredLabel"), _KNOWN):
            iri = named(row.iri("conceptUri"))
            if iri.value not in seen:  # said once, in whatever languages the rest is
                seen.add(iri.value)
                yield from _classified(row, iri, named(layout["concepts"][kind]))
            yield from _worded(row, iri, language)
    for name, file in tables.relations.items():
        announce(file.lieu)
        yield from _relations(file, layout["relations"][name])
    if tables.ignored:
        announce(f"laissés de côté : {', '.join(tables.ignored)}")


def _sort(files: Iterable[Fichier], layout: Mapping[str, Any]) -> _Tables:
    tables = _Tables()
    for file in files:
        found = _TABLE.fullmatch(file.nom)
        name, language = (found["nom"], found["langue"]) if found else ("", None)
        if name in layout["concepts"]:
            if not language:
                message = "la langue d'une table se lit dans son nom, comme « occupations_fr.csv »"
                raise InputError(message, file=file.lieu)
            tables.concepts.append((name, language.lower(), file))
        elif name in layout["relations"]:  # the same in each language: one is enough
            tables.relations.setdefault(name, file)
        else:
            tables.ignored.append(file.nom)
    kinds = {kind for kind, _, _ in tables.concepts}
    if missing := {"occupations", "skills"} - kinds:
        names = ", ".join(sorted(f"{name}_xx.csv" for name in missing))
        raise InputError(f"ESCO est incomplet : il manque {names}")
    return tables


def _worded(row: Ligne, iri: ox.NamedNode, language: str) -> Iterator[Triple]:
    """Yield the labels and texts of a concept, in one language."""
    if label := row["preferredLabel"]:  # some concepts are not translated into every language
        yield iri, PREF_LABEL, text(label, language)
    for column, name in (("altLabels", "altLabel"), ("hiddenLabels", "hiddenLabel")):
        for other in dict.fromkeys(part.strip() for part in row[column].split("\n")):
            if other:
                yield iri, named(f"{SKOS}{name}"), text(other, language)
    for column, predicate in (
        ("description", DESCRIPTION), ("definition", DEFINITION), ("scopeNote", SCOPE_NOTE),
    ):  # fmt: skip
        if row[column]:
            yield iri, predicate, text(row[column], language)


def _classified(row: Ligne, iri: ox.NamedNode, kind: ox.NamedNode) -> Iterator[Triple]:
    """Yield what no language changes: class, code, status, date, schemes, type, reuse."""
    yield iri, A, kind
    yield iri, A, CONCEPT
    if row["code"]:
        yield iri, NOTATION, ox.Literal(row["code"])
    if row["status"] and row["status"] != "released":
        yield iri, DEPRECATED, ox.Literal(value=True)
    if row["modifiedDate"]:
        yield iri, MODIFIED, ox.Literal(row["modifiedDate"])
    for scheme in dict.fromkeys(re.split(r"[,\s|]+", row["inScheme"])):
        if scheme:
            yield iri, IN_SCHEME, named(row.checked_iri("inScheme", scheme))
    if row["skillType"]:
        # « skill/competence », « knowledge », or an IRI that ends so.
        kind_of = row.code("skillType", r"([A-Za-z:/.-]+/)?(skill|skill/competence|knowledge)")
        name = "knowledge" if kind_of.endswith("knowledge") else "skill"
        yield iri, named(f"{ESCO}skillType"), named(f"http://data.europa.eu/esco/skill-type/{name}")
    if row["reuseLevel"]:
        level = row.code("reuseLevel", r"([a-z:/.]+/)?[a-z-]+").rpartition("/")[2]
        reuse = named(f"http://data.europa.eu/esco/skill-reuse-level/{level}")
        yield iri, named(f"{ESCO}skillReuseLevel"), reuse
    if row["iscoGroup"]:
        group = row.code("iscoGroup", r"C?\d{1,4}").removeprefix("C")
        yield iri, named(f"{ESCO}memberOfISCOGroup"), named(f"http://data.europa.eu/esco/isco/C{group}")


def _relations(file: Fichier, layout: Mapping[str, str]) -> Iterator[Triple]:
    source, target, which = layout["sujet"], layout["objet"], layout.get("selon")
    for row in rows(file, (source, target, *((which,) if which else ()))):
        predicate = BROADER if which is None else _related(row, which)
        yield named(row.iri(source)), predicate, named(row.iri(target))


def _related(row: Ligne, column: str) -> ox.NamedNode:
    """Return the property that « essential » or « optional » stands for; some editions give its IRI."""
    kind = row[column].rpartition("#")[2].removeprefix("related").removesuffix("Skill").lower()
    if kind not in ("essential", "optional"):
        raise row.error(column, f"« {row[column]} » n'est ni « essential » ni « optional »")
    return named(f"{ESCO}related{kind.capitalize()}Skill")
