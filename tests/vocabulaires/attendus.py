"""What the queries that need a vocabulary must give, counted from tables of CSV without the graph."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from carto.iris import Iris
from carto.model import Nature
from tests.decisions import decisions, liens_de
from tests.requetes.attendus_partage import metiers_proches
from tests.requetes.lecture import Lecture

Rangees = list[tuple[str, ...]]
Rows = Iterable[Mapping[str, str]]

DIGITAL = "http://data.europa.eu/esco/concept-scheme/6c930acd-c104-4ece-acf7-f44fd7333036"


@dataclass(frozen=True)
class Esco:
    """What ESCO says of occupations (pairs with a skill) and of skills."""

    essentielles: frozenset[tuple[str, str]]
    facultatives: frozenset[tuple[str, str]]
    larges: Mapping[str, frozenset[str]]
    libelles: Mapping[str, str]
    numeriques: frozenset[str]

    @classmethod
    def of(
        cls,
        relations: Rows,
        broader: Rows,
        labels: Iterable[tuple[str, str, str]],
        digital: Iterable[str],
    ) -> "Esco":
        """Return what the rows say; *labels*: an IRI, the French label and the English one."""
        pairs: dict[str, set[tuple[str, str]]] = {"essential": set(), "optional": set()}
        for row in relations:
            pairs[row["relationType"]].add((row["occupationUri"], row["skillUri"]))
        above: dict[str, set[str]] = {}
        for row in broader:
            above.setdefault(row["conceptUri"], set()).add(row["broaderUri"])
        return cls(
            frozenset(pairs["essential"]),
            frozenset(pairs["optional"]),
            {iri: frozenset(found) for iri, found in above.items()},
            {iri: french or english for iri, french, english in labels},
            frozenset(digital),
        )

    @cached_property
    def par_profession(self) -> Mapping[str, frozenset[str]]:
        """The essential skills of each occupation."""
        found: dict[str, set[str]] = {}
        for occupation, skill in self.essentielles:
            found.setdefault(occupation, set()).add(skill)
        return {occupation: frozenset(skills) for occupation, skills in found.items()}

    @cached_property
    def attendues(self) -> Mapping[str, frozenset[str]]:
        """The skills of each occupation, essential or optional."""
        found: dict[str, set[str]] = {}
        for occupation, skill in self.essentielles | self.facultatives:
            found.setdefault(occupation, set()).add(skill)
        return {occupation: frozenset(skills) for occupation, skills in found.items()}


@dataclass(frozen=True)
class Rome:
    """What ROME says of fiches: titles, definitions, domains, and moves with their rank."""

    titres: Mapping[str, str]
    definitions: Mapping[str, str]
    domaines: Mapping[str, str]
    mobilites: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, fiches: Rows, texts: Rows, domains: Rows, moves: Rows) -> "Rome":
        """Return what the rows of the tables say."""
        sentences: dict[str, list[tuple[int, str]]] = {}
        for row in texts:
            if row["libelle_type_texte"] == "definition":
                one = int(row["position_phrase"] or 0), row["libelle_texte"].strip()
                sentences.setdefault(row["code_rome"], []).append(one)
        return cls(
            {row["code_rome"]: _plain(row["libelle_rome"]) for row in fiches},
            {code: _plain(" ".join(t for _, t in sorted(said))) for code, said in sentences.items()},
            {row["code_rome"]: row["code_domaine_professionel"] for row in domains},
            {(row["code_rome"], row["code_rome_cible"]): int(row["numero_ordre"]) for row in moves},
        )


def _plain(text: str) -> str:
    """Return a text of ROME as it is meant: its export doubles apostrophes."""
    return text.replace("''", "'")


@dataclass(frozen=True)
class Attendus:
    """The rows that each query must give, whatever their order."""

    lecture: Lecture
    esco: Esco
    rome: Rome

    @cached_property
    def metiers(self) -> Mapping[str, str]:
        """The titles of the métiers by IRI."""
        return {str(Iris().metier(m)): titre for titre, m in self.lecture.metiers.items()}

    @cached_property
    def exigences(self) -> Mapping[str, Mapping[str, str]]:
        """What each métier, by IRI, requires: labels by IRI."""
        names = Iris().concepts(self.lecture.concepts)
        found: dict[str, dict[str, str]] = {iri: {} for iri in self.metiers}
        iris = {titre: iri for iri, titre in self.metiers.items()}
        for concept in self.lecture.concepts:
            if concept.nature != Nature.ACTIVITE:
                for titre in concept.metiers:
                    found[iris[titre]][str(names[concept.nature, concept.cle])] = concept.libelle
        return found

    def _professions(self, metier: str) -> Mapping[str, str]:
        """Return the labels of the targets of a métier, by IRI."""
        return {d.cible: d.libelle for d in liens_de(metier)}

    def essentielles_absentes(self, metier: str) -> Rangees:
        """Return what is essential to an occupation, and neither stated nor a part of what is.

        Nothing of a sheet that states nothing.
        """
        if not self.exigences[metier]:
            return []
        stated = {d.cible for exigence in self.exigences[metier] for d in liens_de(exigence)}
        return [
            (profession, skill, self.esco.libelles.get(skill, ""))
            for occupation, profession in self._professions(metier).items()
            for skill in self.esco.par_profession.get(occupation, ())
            if not {skill, *self.esco.larges.get(skill, ())} & stated
        ]

    def exigences_hors_esco(self, metier: str) -> Rangees:
        """Return what is required and linked to nothing that an occupation of the métier asks for.

        Nothing where no occupation is linked to the métier.
        """
        if not any("/esco/occupation/" in iri for iri in self._professions(metier)):
            return []
        wanted = {
            skill
            for occupation in self._professions(metier)
            for skill in self.esco.attendues.get(occupation, ())
        }
        rows: Rangees = []
        for exigence, titre in self.exigences[metier].items():
            linked = [d for d in liens_de(exigence) if not d.est_rome]
            if not wanted & {d.cible for d in linked}:
                rows += [(exigence, titre, libelle) for libelle in {d.libelle for d in linked} or {""}]
        return rows

    def mobilites_rome(self, metier: str, minimum: float) -> Rangees:
        """Return the métiers that ROME's moves lead to, or that are near, and what both say."""
        near = {row[0]: row[1] for row in metiers_proches(self.lecture, self.metiers[metier])}
        near = {titre: score for titre, score in near.items() if float(score) >= minimum}
        rows: Rangees = []
        for other, titre in self.metiers.items():
            rank, score = self._rang(metier, other), near.get(titre, "")
            if other != metier and (rank or score):
                together = self._fiches(metier) & self._fiches(other)
                alone = "même fiche du ROME" if together else "ce graphe seul"
                both = "confirmé par le ROME" if rank else alone
                rows.append((other, titre, both if score else "le ROME seul", rank, score))
        return rows

    def _fiches(self, metier: str) -> set[str]:
        """Return the fiches of ROME, as loaded, that a métier is linked to."""
        return {lien.code for lien in liens_de(metier)} & set(self.rome.titres)

    def _rang(self, metier: str, other: str) -> str:
        """Return the best rank of a move from a fiche of one métier to one of the other."""
        ranks = [
            self.rome.mobilites.get((depart.code, arrivee.code))
            for depart in liens_de(metier)
            for arrivee in liens_de(other)
        ]
        return str(min((rank for rank in ranks if rank is not None), default=""))

    def angles_morts_rome(self, domaine: str) -> Rangees:
        """Return the fiches of a domain to which no métier is linked."""
        reached = {d.code for d in decisions() if d.est_lien}
        return [
            (code, self.rome.titres[code], self.rome.definitions.get(code, ""))
            for code, one in self.rome.domaines.items()
            if one == domaine.upper() and code not in reached
        ]

    def angles_morts_esco(self) -> Rangees:
        """Return the digital skills that are essential to a métier's occupation and linked to nothing."""
        reached = {d.cible for d in decisions() if d.est_lien}
        wanted: dict[str, set[str]] = {}
        for metier in self.metiers:
            for occupation in self._professions(metier):
                for skill in self.esco.par_profession.get(occupation, ()):
                    wanted.setdefault(skill, set()).add(metier)
        return [
            (skill, self.esco.libelles.get(skill, ""), str(len(who)))
            for skill, who in wanted.items()
            if skill in self.esco.numeriques - reached
        ]

    def of(self, requete: str, **values: str) -> Rangees:
        """Return the rows of the query *requete*; *values* are those of its parameters but « limite »."""
        counts: Mapping[str, Callable[..., Rangees]] = {
            "essentielles-absentes": self.essentielles_absentes,
            "exigences-hors-esco": self.exigences_hors_esco,
            "mobilites-rome": lambda metier, minimum: self.mobilites_rome(metier, float(minimum)),
            "angles-morts-rome": self.angles_morts_rome,
            "angles-morts-esco": self.angles_morts_esco,
        }
        return sorted(counts[requete](**values))
