"""ROME as its CSV files say it, in SKOS, under the project's IRIs: France Travail publishes none.

A fiche is ``rome/M1804``; a title, a skill or a knowledge item ``rome/`` and its OGR code, which is
one numbering for them all.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from carto.errors import InputError
from carto.vocabulaires.archive import Fichier
from carto.vocabulaires.tableau import Ligne, rows
from carto.vocabulaires.termes import (
    ALT_LABEL,
    BROADER,
    CONCEPT,
    DEFINITION,
    FICHE,
    NOTATION,
    OGR,
    PREF_LABEL,
    A,
    Triple,
    carto,
    named,
    text,
)  # fmt: skip

_TABLE = re.compile(r"(?:unix_)?(?P<nom>[a-z_]+?)(?:_v\d+)?(?:_utf8|_iso8859_\d+)?\.csv", re.IGNORECASE)
# The blocks of a fiche that name the skills and knowledge it calls for.
_ITEMS = "5"
_KNOWN: Mapping[str, tuple[str, ...]] = {
    "referentiel_code_rome": ("emploi_cadre",),
    "referentiel_competence": ("nature", "definition", "code_ogr_macro_comp"),
    "texte": ("position_phrase",),
    "rubrique_mobilite": ("numero_ordre",),
    "cr_gd_dp": ("code_domaine_professionel", "libelle_domaine_professionel"),
}


def is_rome(files: Iterable[Fichier]) -> bool:
    """Whether one of *files* is the table of the fiches, by its name."""
    return any(_kind(file) == "referentiel_code_rome" for file in files)


def _kind(file: Fichier) -> str:
    found = _TABLE.fullmatch(file.nom)
    return found["nom"].lower() if found else ""


def triples(
    files: Iterable[Fichier], layout: Mapping[str, Any], base: str, announce: Callable[[str], None]
) -> Iterator[Triple]:
    """Yield what the CSV *files* say, under *base*; *layout* is « rome » of data/vocabulaires.toml.

    Raises:
        InputError: With the file, the line and the column of what cannot be used.
    """
    tables: dict[str, Fichier] = {}
    for file in files:
        if _kind(file) in layout["tables"] and _kind(file) in tables:
            raise InputError(f"deux fois la même table, avec {tables[_kind(file)].lieu}", file=file.lieu)
        tables[_kind(file)] = file
    for name in ("referentiel_code_rome", "referentiel_appellation"):
        if name not in tables:
            raise InputError(f"ROME est incomplet : il manque unix_{name}_vNNN_utf8.csv")
    rome = _Rome(base)
    readers: Mapping[str, Callable[[Iterable[Ligne]], Iterator[Triple]]] = {
        "referentiel_code_rome": rome.fiches,
        "referentiel_appellation": rome.appellations,
        "referentiel_competence": rome.competences,
        "referentiel_savoir": rome.savoirs,
        "liens_rome_referentiels": rome.items,
        "coherence_item": rome.coeur,
        "texte": rome.textes,
        "rubrique_mobilite": rome.mobilites,
        "cr_gd_dp": rome.domaines,
    }
    for name, reader in readers.items():
        if name in tables:
            announce(tables[name].lieu)
            yield from reader(rows(tables[name], layout["tables"][name], _KNOWN.get(name, ())))


def _plain(value: str) -> str:
    """Return *value* without the doubled apostrophes that the export leaves in its texts."""
    return value.replace("''", "'")


class _Rome:
    """Says each table of ROME."""

    def __init__(self, base: str) -> None:
        self._base = f"{base}rome/"
        self._label: dict[str, str] = {}

    def _node(self, row: Ligne, column: str, pattern: str) -> ox.NamedNode:
        return named(self._base + row.code(column, pattern))

    def _concept(self, iri: ox.NamedNode, kind: str, label: str, code: str) -> Iterator[Triple]:
        yield iri, A, carto(kind)
        yield iri, A, CONCEPT
        yield iri, PREF_LABEL, text(_plain(label), "fr")
        yield iri, NOTATION, ox.Literal(code)

    def fiches(self, table: Iterable[Ligne]) -> Iterator[Triple]:
        """Say the fiches."""
        for row in table:
            iri = self._node(row, "code_rome", FICHE)
            code = row["code_rome"]
            self._label[code] = _plain(row.require("libelle_rome"))
            yield from self._concept(iri, "FicheRome", row["libelle_rome"], code)
            if row["emploi_cadre"] == "O":
                yield iri, carto("emploiCadre"), ox.Literal(value=True)

    def appellations(self, table: Iterable[Ligne]) -> Iterator[Triple]:
        """Say the titles, each of them one of its fiche's other labels too."""
        for row in table:
            iri, fiche = self._node(row, "code_ogr", OGR), self._node(row, "code_rome", FICHE)
            label = row.require("libelle_appellation_long")
            yield from self._concept(iri, "AppellationRome", label, row["code_ogr"])
            yield iri, BROADER, fiche
            if _plain(label) != self._label.get(row["code_rome"]):
                yield fiche, ALT_LABEL, text(_plain(label), "fr")

    def competences(self, table: Iterable[Ligne]) -> Iterator[Triple]:
        """Say the skills, and the macro-skill that each belongs to."""
        for row in table:
            iri = self._node(row, "code_ogr", OGR)
            macro = row["nature"].lower().startswith("macro")
            kind = "MacroCompetenceRome" if macro else "CompetenceRome"
            yield from self._concept(iri, kind, row.require("libelle_competence"), row["code_ogr"])
            if row["definition"]:
                yield iri, DEFINITION, text(_plain(row["definition"]), "fr")
            if row["code_ogr_macro_comp"] and row["code_ogr_macro_comp"] != row["code_ogr"]:
                yield iri, BROADER, self._node(row, "code_ogr_macro_comp", OGR)

    def savoirs(self, table: Iterable[Ligne]) -> Iterator[Triple]:
        """Say the knowledge items."""
        for row in table:
            iri = self._node(row, "code_ogr_savoir", OGR)
            label = row.require("libelle_savoir")
            yield from self._concept(iri, "SavoirRome", label, row["code_ogr_savoir"])

    def items(self, table: Iterable[Ligne]) -> Iterator[Triple]:
        """Say which skills and knowledge each fiche calls for."""
        for row in table:
            if row["code_compo_bloc"] == _ITEMS:
                fiche = self._node(row, "code_rome", FICHE)
                yield fiche, carto("mobilise"), self._node(row, "code_ogr", OGR)

    def coeur(self, table: Iterable[Ligne]) -> Iterator[Triple]:
        """Say which of them are at the heart of the fiche, which are emerging."""
        names = {"principale": carto("coeurDeMetier"), "émergente": carto("emergent")}
        for row in table:
            if predicate := names.get(row["coeur_metier"].lower()):
                yield self._node(row, "code_rome", FICHE), predicate, self._node(row, "code_ogr", OGR)

    def textes(self, table: Iterable[Ligne]) -> Iterator[Triple]:
        """Say the definition of each fiche, its sentences in their order."""
        found: dict[ox.NamedNode, list[tuple[int, str]]] = {}
        for row in table:
            if row["libelle_type_texte"] == "definition":
                fiche = self._node(row, "code_rome", FICHE)
                place = int(row.code("position_phrase", r"\d*") or 0)
                found.setdefault(fiche, []).append((place, _plain(row["libelle_texte"])))
        for fiche, sentences in found.items():
            yield fiche, DEFINITION, text(" ".join(t for _, t in sorted(sentences)), "fr")

    def mobilites(self, table: Iterable[Ligne]) -> Iterator[Triple]:
        """Say the moves that ROME proposes, each with its rank."""
        for row in table:
            fiche, target = (
                self._node(row, "code_rome", FICHE),
                self._node(row, "code_rome_cible", FICHE),
            )
            move = named(f"{self._base}mobilite/{row['code_rome']}-{row['code_rome_cible']}")
            yield fiche, carto("mobilite"), move
            yield move, A, carto("MobiliteRome")
            yield move, carto("versFiche"), target
            if row["numero_ordre"]:
                yield move, carto("rang"), ox.Literal(int(row.code("numero_ordre", r"\d+")))

    def domaines(self, table: Iterable[Ligne]) -> Iterator[Triple]:
        """Say the professional domain of each fiche, and the great domain of each domain."""
        seen: set[str] = set()
        for row in table:
            great = self._node(row, "code_grand_domaine", "[A-Z]")
            domain = great
            if code := row["code_domaine_professionel"]:
                domain = self._node(row, "code_domaine_professionel", r"[A-Z]\d\d")
                if code not in seen:
                    seen.add(code)
                    yield from self._concept(
                        domain, "DomaineRome", row["libelle_domaine_professionel"], code
                    )
                    yield domain, BROADER, great
            if row["code_grand_domaine"] not in seen:
                seen.add(row["code_grand_domaine"])
                code = row["code_grand_domaine"]
                yield from self._concept(great, "DomaineRome", row["libelle_grand_domaine"], code)
            yield self._node(row, "code_rome", FICHE), BROADER, domain
