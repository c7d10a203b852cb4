"""Small made-up downloads in the official layouts: a few concepts, every kind of relation."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

OCCUPATION = "http://data.europa.eu/esco/occupation/02eb0ae6-ecdd-4602-9c8e-60ffe6dbe1e2"
OTHER = "http://data.europa.eu/esco/occupation/e0b544dd-b621-4126-a55e-054af25c6ea0"
SKILL = "http://data.europa.eu/esco/skill/0005c151-5b5a-4a66-8aac-60e734beb1ab"
KNOWLEDGE = "http://data.europa.eu/esco/skill/00064735-8fad-454b-90c7-ed858cc993f2"
GROUP = "http://data.europa.eu/esco/skill/c46fcb45-5c14-4ffa-abed-5a43f104bb22"
SCHEME = "http://data.europa.eu/esco/concept-scheme/skills"
DIGITAL = "http://data.europa.eu/esco/concept-scheme/6c930acd-c104-4ece-acf7-f44fd7333036"
_SKILL = "http://data.europa.eu/esco/skill/"
# Related to the service manager; linked to what he must do.
QUALITY = "http://data.europa.eu/esco/occupation/109e0a5d-203d-4af6-8f70-692111335ec3"
EXECUTIVES = f"{_SKILL}f14ff4b7-be1e-4b55-b39b-520005f8a97e"
# Linked to what the network architect must do or know; the third has no French label.
AUTONOMY = f"{_SKILL}c29aa9d2-4da8-4bdd-831c-8d4a2fb51730"
CONCEPTS = f"{_SKILL}f1a56786-e6d7-4b2e-a39c-23e09024d473"
REGULATIONS = f"{_SKILL}7f2afce6-e98b-4bbe-8441-d52b45e28ab8"
# A false friend of what he must do; linked to what others must know.
PLANS = f"{_SKILL}d1072655-88ce-4445-8803-e6273da273e7"
INDUSTRY = f"{_SKILL}60b44dab-03f1-46de-be08-0e5ba8662b3d"
# In no table of alignments.
PART = f"{_SKILL}00000000-0000-4000-8000-000000000001"
PART_OF_PART = f"{_SKILL}00000000-0000-4000-8000-000000000002"
NEW = f"{_SKILL}00000000-0000-4000-8000-000000000003"
NAMELESS = f"{_SKILL}00000000-0000-4000-8000-000000000004"

Table = Sequence[Sequence[str]]

FRENCH: Mapping[str, Table] = {
    "occupations_fr.csv": (
        ("conceptType", "conceptUri", "iscoGroup", "preferredLabel", "altLabels", "status", "description", "code"),
        ("Occupation", OCCUPATION, "2153", "ingénieur de télécommunications", "ingénieure télécoms\ningénieur radio",
         "released", "Il conçoit, dit-on, des « réseaux ».", "2153.1"),
        ("Occupation", OTHER, "2523", "architecte de réseau", "", "obsolete", "", "2523.1"),
        ("Occupation", QUALITY, "1219", "responsable qualité services", "", "released", "", "1219.6"),
    ),
    "skills_fr.csv": (
        ("conceptType", "conceptUri", "skillType", "reuseLevel", "preferredLabel", "altLabels", "status", "inScheme"),
        ("KnowledgeSkillCompetence", SKILL, "skill/competence", "cross-sector", "concevoir un réseau", "", "released",
         f"{SCHEME}, {DIGITAL}"),
        ("KnowledgeSkillCompetence", KNOWLEDGE, "knowledge", "sector-specific", "", "", "released", SCHEME),
        ("KnowledgeSkillCompetence", EXECUTIVES, "skill/competence", "", "communiquer avec des cadres", "", "released", SCHEME),
        ("KnowledgeSkillCompetence", AUTONOMY, "skill/competence", "transversal", "travailler seul", "", "released", SCHEME),
        ("KnowledgeSkillCompetence", CONCEPTS, "knowledge", "", "concepts des télécommunications", "", "released", SCHEME),
        ("KnowledgeSkillCompetence", PLANS, "knowledge", "", "plans directeurs", "", "released", f"{SCHEME}, {DIGITAL}"),
        ("KnowledgeSkillCompetence", INDUSTRY, "knowledge", "", "industrie des télécommunications", "", "released",
         f"{SCHEME}, {DIGITAL}"),
        ("KnowledgeSkillCompetence", PART, "knowledge", "", "fibre optique", "", "released", f"{SCHEME}, {DIGITAL}"),
        ("KnowledgeSkillCompetence", PART_OF_PART, "knowledge", "", "connecteurs", "", "released", SCHEME),
        ("KnowledgeSkillCompetence", NEW, "skill/competence", "", "", "", "released", f"{SCHEME}, {DIGITAL}"),
        ("KnowledgeSkillCompetence", NAMELESS, "skill/competence", "", "", "sans nom", "released", SCHEME),
    ),
    "skillGroups_fr.csv": (
        ("conceptType", "conceptUri", "preferredLabel", "code"), ("SkillGroup", GROUP, "connaissances", "K"),
    ),
    "ISCOGroups_fr.csv": (
        ("conceptType", "conceptUri", "code", "preferredLabel"),
        ("ISCOGroup", "http://data.europa.eu/esco/isco/C2153", "2153", "Spécialistes des télécommunications"),
    ),
    "occupationSkillRelations_fr.csv": (
        ("occupationUri", "relationType", "skillType", "skillUri"),
        (OCCUPATION, "essential", "skill/competence", SKILL), (OCCUPATION, "optional", "knowledge", KNOWLEDGE),
        (OCCUPATION, "essential", "skill/competence", AUTONOMY), (OCCUPATION, "essential", "knowledge", PART),
        (OCCUPATION, "essential", "knowledge", PART_OF_PART), (OCCUPATION, "essential", "knowledge", PLANS),
        (OCCUPATION, "essential", "knowledge", INDUSTRY), (OCCUPATION, "essential", "skill/competence", NEW),
        (OTHER, "essential", "skill/competence", NEW), (OTHER, "essential", "knowledge", CONCEPTS),
        (OTHER, "optional", "knowledge", REGULATIONS), (OTHER, "essential", "skill/competence", SKILL),
        (QUALITY, "essential", "skill/competence", EXECUTIVES), (QUALITY, "essential", "skill/competence", NEW),
    ),
    "skillSkillRelations_fr.csv": (
        ("originalSkillUri", "originalSkillType", "relationType", "relatedSkillType", "relatedSkillUri"),
        (SKILL, "skill/competence", "essential", "knowledge", KNOWLEDGE),
    ),
    "broaderRelationsSkillPillar_fr.csv": (
        ("conceptType", "conceptUri", "broaderType", "broaderUri"),
        ("KnowledgeSkillCompetence", KNOWLEDGE, "SkillGroup", GROUP),
        ("KnowledgeSkillCompetence", PART, "KnowledgeSkillCompetence", CONCEPTS),
        ("KnowledgeSkillCompetence", PART_OF_PART, "KnowledgeSkillCompetence", PART),
    ),
    "broaderRelationsOccPillar_fr.csv": (
        ("conceptType", "conceptUri", "broaderType", "broaderUri"),
        ("Occupation", OCCUPATION, "ISCOGroup", "http://data.europa.eu/esco/isco/C2153"),
    ),
    "dictionary_fr.csv": (("filename", "data header"), ("occupations_fr.csv", "conceptUri")),
}  # fmt: skip

ENGLISH: Mapping[str, Table] = {
    "occupations_en.csv": (
        ("conceptUri", "conceptType", "preferredLabel"), (OCCUPATION, "Occupation", "telecommunications engineer"),
        (OTHER, "Occupation", "ICT network architect"),
    ),
    "skills_en.csv": (
        ("conceptUri", "skillType", "preferredLabel", "description"),
        (SKILL, "skill/competence", "design a network", "Draw it."), (KNOWLEDGE, "knowledge", "radio", ""),
        (REGULATIONS, "knowledge", "telecom regulations", ""), (NEW, "skill/competence", "slice a network", "Cut it."),
    ),
    "occupationSkillRelations_en.csv": FRENCH["occupationSkillRelations_fr.csv"],
}  # fmt: skip

TURTLE = f"""
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix esco: <http://data.europa.eu/esco/model#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix thes: <http://purl.org/iso25964/skos-thes#> .

<http://data.europa.eu/esco/node-literal/1> a esco:NodeLiteral ; esco:language "fr" ; esco:nodeLiteral "Il conçoit." .
<{OCCUPATION}> a esco:Occupation , skos:Concept ;
    skos:prefLabel "ingénieur de télécommunications"@fr , "telecommunications engineer"@en , "Fernmeldeingenieur"@de ;
    skosxl:prefLabel <http://data.europa.eu/esco/label/1> ; skos:notation "2153.1" ; thes:status "released" ;
    dct:description <http://data.europa.eu/esco/node-literal/1> , <http://data.europa.eu/esco/node-literal/2> ,
        <http://data.europa.eu/esco/node-literal/3> ;
    esco:relatedEssentialSkill <{SKILL}> ; skos:broader <http://data.europa.eu/esco/isco/C2153> .
<{SKILL}> a esco:Skill , skos:Concept ; skos:prefLabel "concevoir un réseau"@fr ;
    esco:skillType <http://data.europa.eu/esco/skill-type/skill> ; skos:inScheme <{SCHEME}> ; thes:status "obsolete" .
<http://data.europa.eu/esco/node-literal/2> a esco:NodeLiteral ; esco:nodeLiteral "He designs." ; esco:language "en" .
<http://data.europa.eu/esco/node-literal/3> a esco:NodeLiteral ; esco:language "de" ; esco:nodeLiteral "Er entwirft." .
"""

ROME: Mapping[str, Table] = {
    "unix_referentiel_code_rome_v460_utf8.csv": (
        ("code_rome", "code_ogr", "libelle_rome", "emploi_cadre"),
        ("M1804", "500", "Ingénieur / Ingénieure télécoms", "O"), ("M1806", "501", "Chef de produit télécoms", ""),
        ("M1873", "502", "Développeur mobile", ""),
        ("D1406", "503", "Responsable de l''animation commerciale", "O"), ("M1816", "504", "Technicien réseaux", ""),
        ("M1839", "505", "Architecte systèmes et réseaux", ""), ("M1885", "506", "Responsable télécoms", "O"),
        ("M1899", "507", "Dompteur d''ondes", ""),
    ),
    "unix_referentiel_appellation_v460_utf8.csv": (
        ("code_ogr", "libelle_appellation_long", "libelle_appellation_court", "code_rome"),
        ("11126", "Architecte réseaux de télécoms", "Architecte réseaux", "M1804"),
        ("15903", "Ingénieur / Ingénieure télécoms", "Ingénieur", "M1804"),
        ("99001", "Arpenteur / Arpenteuse d''ondes", "Arpenteur", "M1804"),
    ),
    "unix_referentiel_competence_v460_utf8.csv": (
        ("code_ogr", "nature", "libelle_competence", "definition", "code_ogr_macro_comp"),
        ("300606", "Compétence", "Construire un plan de développement réseau", "", "300196"),
        ("300488", "Macro-compétence", "Concevoir et gérer un projet", "", ""),
        ("495672", "Compétence", "Intégration de l''IA dans des dispositifs mobiles", "", ""),
        ("300188", "Compétence", "Rédiger un cahier des charges, des spécifications techniques", "Dire ce qu''il faut.", ""),
    ),
    "unix_referentiel_savoir_v460_utf8.csv": (
        ("code_ogr_savoir", "libelle_savoir", "categorie_savoir"), ("109827", "Techniques de multiplexage", "Techniques"),
    ),
    "unix_liens_rome_referentiels_v460_utf8.csv": (
        ("code_rome", "code_compo_bloc", "code_rubrique", "code_ogr"),
        ("M1804", "1", "", "500"), ("M1804", "5", "1", "300606"), ("M1804", "5", "3", "109827"),
    ),
    "unix_coherence_item_v460_utf8.csv": (
        ("code_rome", "code_ogr", "coeur_metier"),
        ("M1804", "300606", "Principale"), ("M1804", "109827", ""), ("M1873", "495672", "Émergente"),
    ),
    "unix_texte_v460_utf8.csv": (
        ("code_rome", "code_compo_bloc", "libelle_type_texte", "position_phrase", "libelle_texte"),
        ("M1804", "3", "definition", "2", "Peut coordonner une équipe."),
        ("M1804", "3", "definition", "1", "Réalise les architectures de l''entreprise."),
        ("M1804", "3", "acces_metier", "1", "Un diplôme."),
        ("M1899", "3", "definition", "", "Apprivoise l''éther."),
    ),
    "unix_rubrique_mobilite_v460_utf8.csv": (
        ("code_rome", "code_rome_cible", "numero_ordre"), ("M1804", "M1806", "1"),
        ("M1804", "M1816", "3"), ("M1804", "M1839", "2"), ("M1804", "D1406", "4"), ("M1839", "M1804", "1"),
        ("M1839", "M1816", "1"), ("M1816", "M1885", "2"), ("M1885", "M1899", "1"),
    ),
    "unix_cr_gd_dp_v460_utf8.csv": (
        ("code_rome", "code_grand_domaine", "libelle_grand_domaine", "code_domaine_professionel", "libelle_domaine_professionel"),
        ("M1804", "M", "Support à l'entreprise", "M18", "Systèmes d'information"),
        ("M1806", "M", "Support à l'entreprise", "M18", "Systèmes d'information"),
        ("M1816", "M", "Support à l'entreprise", "M18", "Systèmes d'information"),
        ("M1839", "M", "Support à l'entreprise", "M18", "Systèmes d'information"),
        ("M1885", "M", "Support à l'entreprise", "M18", "Systèmes d'information"),
        ("M1899", "M", "Support à l'entreprise", "M18", "Systèmes d'information"),
        ("D1406", "D", "Commerce", "D14", "Force de vente"),
    ),
    "unix_domaine_professionnel_v460_utf8.csv": (("code_domaine_professionnel",), ("M18",)),
}  # fmt: skip

CORRESPONDANCE = f"""Mapping project name,ESCO - ROME
Mapping project version,V1.4

classification 1 ID,classification 1 prefered label,classification 2 ID,classification 2 prefered label,mapping relation
{OCCUPATION},ingénieur de télécommunications,11126,Architecte réseaux de télécoms,skos:broadMatch
"""


def written(table: Table, separator: str = ",") -> str:
    """Return *table* as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(table)
    return out.getvalue()


def zipped(path: Path, tables: Mapping[str, Table | str | bytes]) -> Path:
    """Write *tables* to a zip archive at *path*; return it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in tables.items():
            archive.writestr(name, table if isinstance(table, str | bytes) else written(table))
    return path


def esco(folder: Path, language: str, tables: Mapping[str, Table | str | bytes]) -> Path:
    """Write an ESCO download as the portal names it."""
    return zipped(folder / f"ESCO dataset - v1.2.0 - classification - {language} - csv.zip", tables)
