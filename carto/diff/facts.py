"""What a dump says, asked thing by thing: its kind, its owner, its words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import RDF, RDFS, SKOS

from carto.iris import CARTO

TYPE, LABEL, PREF_LABEL, ALT_LABEL = map(str, (RDF.type, RDFS.label, SKOS.prefLabel, SKOS.altLabel))
BROADER, NARROWER = str(SKOS.broader), str(SKOS.narrower)

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def carto(*names: str) -> tuple[str, ...]:
    """Return the IRIs of these terms of the vocabulary."""
    return tuple(f"{CARTO}{name}" for name in names)


TEXTE, CITATION, EXPLICATION = carto("texte", "citation", "explication")
RANG, EXPRIME = carto("rang", "exprime")
(APOURTENDANCE,) = carto("aPourTendance")


@dataclass(frozen=True, slots=True)
class Genre:
    """A kind of thing; *proprietes*: those of which each change is told, in this order.

    *de*: the property that leads from a part to what it is a part of.
    """

    nom: str
    proprietes: tuple[str, ...]
    de: str = ""


_OF_TAXON = (
    PREF_LABEL,
    BROADER,
    *carto("etatFiche", "formeFiche", "dateMiseAJour", "mission", "presentation", "note"),
    *carto("exempleIntitule", "intituleSavoirs", "texteInteractions"),
    *carto("exerceActivite", "requiertCompetence", "requiertConnaissance"),
)
_OF_CONCEPT = (PREF_LABEL, ALT_LABEL)

TAXONS = tuple(Genre(nom, _OF_TAXON) for nom in ("Domaine", "Famille", "SousFamille", "Metier"))
PARTS = (
    Genre(
        "Enonce",
        (TYPE, TEXTE, *carto("enonceParent", "profondeur", "groupe", "exprime", "reparation")),
        *carto("enonceDe"),
    ),
    Genre("Tendance", (TEXTE, *carto("tendanceParent", "profondeur", "reparation")), APOURTENDANCE),
    Genre("Passage", (TYPE, TEXTE, *carto("elementDe")), *carto("passageDe")),
    Genre(
        "Remarque",
        (CITATION, EXPLICATION, *carto("genreRemarque", "remarqueSur")),
        *carto("remarqueSur"),
    ),
)
CONCEPTS = tuple(Genre(nom, _OF_CONCEPT) for nom in ("Activite", "Competence", "Connaissance"))
GENRES = {genre.nom: genre for genre in (*TAXONS, *PARTS, *CONCEPTS)}


class Facts:
    """Triples by subject and property, and the kinds of things that they tell of."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._said: dict[str, dict[str, set[Term]]] = defaultdict(lambda: defaultdict(set))
        self._pointing: dict[tuple[str, str], set[str]] = defaultdict(set)
        for triple in triples:
            subject, predicate = name_of(triple.subject), triple.predicate.value
            self._said[subject][predicate].add(triple.object)
            if predicate in {APOURTENDANCE, BROADER, EXPRIME}:
                self._pointing[predicate, name_of(triple.object)].add(subject)
        self.genres = dict(self._find_genres())

    def _find_genres(self) -> Iterator[tuple[str, Genre]]:
        for subject in self._said:
            kinds = set(self.kinds(subject))
            genre = next((genre for nom, genre in GENRES.items() if nom in kinds), None)
            if genre and not subject.startswith("_:"):
                yield subject, genre

    def __contains__(self, iri: str) -> bool:
        """Whether anything is said of *iri*."""
        return iri in self._said

    def things(self, genre: Genre) -> set[str]:
        """Return the things of this kind."""
        return {iri for iri, own in self.genres.items() if own == genre}

    def terms(self, iri: str, predicate: str) -> set[Term]:
        """Return the values of a property."""
        return self._said[iri].get(predicate, set()) if iri in self._said else set()

    def values(self, iri: str, predicate: str) -> list[str]:
        """Return the values of a property as text, French first, then English, then any, sorted."""
        return [name_of(term) for term in sorted(self.terms(iri, predicate), key=_french_first)]

    def value(self, iri: str, predicate: str) -> str:
        """Return the first value of a property, or nothing."""
        return next(iter(self.values(iri, predicate)), "")

    def pointing(self, predicate: str, iri: str) -> set[str]:
        """Return what points to *iri* by *predicate*, one of those that are read backwards."""
        return self._pointing.get((predicate, iri), set())

    def kinds(self, iri: str) -> list[str]:
        """Return the names of the classes of the vocabulary that *iri* is in, sorted."""
        own = (name_of(term) for term in self.terms(iri, TYPE))
        return sorted(kind.removeprefix(str(CARTO)) for kind in own if kind.startswith(str(CARTO)))

    def owner(self, iri: str) -> str:
        """Return what *iri* is a part of, or nothing."""
        genre = self.genres.get(iri)
        if genre is None or not genre.de:
            return ""
        if genre.de == APOURTENDANCE:
            return min(self.pointing(APOURTENDANCE, iri), default="")
        return self.value(iri, genre.de)

    def root(self, iri: str) -> str:
        """Return what *iri* is in the end a part of: of a remark on an énoncé, the métier."""
        seen: list[str] = []
        while iri and iri not in seen:
            seen.append(iri)
            iri = self.owner(iri)
        return seen[-1] if len(seen) > 1 else ""

    def rank(self, iri: str) -> int:
        """Return the rank of a part in its section; without one, the line where it starts."""
        found = self.value(iri, RANG) or self.value(iri, *carto("ligneDebut"))
        return int(found) if found.isdecimal() else 0

    def label(self, iri: str) -> str:
        """Return the words by which people know *iri*; without any, the end of its name."""
        for predicate in (PREF_LABEL, CITATION, TEXTE, LABEL):
            if found := self.value(iri, predicate):
                return found
        return iri.rpartition("#")[2] if "#" in iri else iri.rpartition("/")[2] or iri


def name_of(term: Term) -> str:
    """Return *term* as text: an IRI, what a literal says, or the N-Triples form of another."""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _french_first(term: Term) -> tuple[str, str]:
    language = term.language or "" if isinstance(term, ox.Literal) else ""
    return {"fr": "0", "en": "1"}.get(language, f"2{language}"), str(term)
