"""The printed texts that are no bullets of a fiche, each with its lines: graph ``fiches``.

A mission, an introduction, an announced list, a note: what the plain properties say of a métier
or a rubrique (``carto:mission``, ``carto:presentation``…), said here passage by passage.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rdflib import PROV, RDF, RDFS, SKOS, Graph, Literal, URIRef

from carto.dates import MiseAJour
from carto.iris import CARTO, Iris
from carto.model import Cartographie, Metier, Passage, Rubrique
from carto.read import all_metiers, all_rubriques
from carto.terms import french, french_name
from carto.text import key


class Role(StrEnum):
    """What a passage is to the thing it is printed for; the value is part of its IRI."""

    MISSION = "mission"
    PRESENTATION = "presentation"
    ENUMERATION = "enumeration"
    ELEMENT = "element"
    NOTE = "note"
    INTERACTIONS = "interactions"
    INTITULE = "intitule"
    INTITULE_SAVOIRS = "intitule-savoirs"
    MISE_A_JOUR = "mise-a-jour"


_CLASSES: Mapping[Role, URIRef] = {
    Role.MISSION: CARTO.Mission,
    Role.PRESENTATION: CARTO.Presentation,
    Role.ENUMERATION: CARTO.Enumeration,
    Role.ELEMENT: CARTO.ElementEnumere,
    Role.NOTE: CARTO.Note,
    Role.INTERACTIONS: CARTO.PassageInteractions,
    Role.INTITULE: CARTO.Intitule,
    Role.INTITULE_SAVOIRS: CARTO.IntituleSavoirs,
    Role.MISE_A_JOUR: CARTO.MentionMiseAJour,
}


@dataclass(frozen=True, slots=True)
class Place:
    """A passage, its role, and its rank among those of that role; *dans*: that of its enumeration."""

    role: Role
    rang: int
    passage: Passage
    dans: int | None = None


def add_passages(
    graph: Graph, cartographie: Cartographie, mises_a_jour: Iterable[MiseAJour], iris: Iris
) -> None:
    """Say every passage of *cartographie*, and those that date its domaines."""
    _add(graph, iris, iris.scheme, _ranked({Role.PRESENTATION: cartographie.introduction}))
    dated: dict[str, list[Passage]] = {}
    for mention in mises_a_jour:
        dated.setdefault(key(mention.domaine), []).append(mention.passage)
    for rubrique in all_rubriques(cartographie):
        places = _of_rubrique(rubrique, dated.get(key(rubrique.titre), ()))
        _add(graph, iris, iris.rubrique(rubrique), places)
    for metier in all_metiers(cartographie):
        _add(graph, iris, iris.metier(metier), _of_metier(metier))


def _of_metier(metier: Metier) -> Iterator[Place]:
    heading = metier.intitule_savoirs
    return _ranked(
        {
            Role.MISSION: (metier.mission,),
            Role.INTITULE_SAVOIRS: (heading,) if heading else (),
            Role.INTERACTIONS: metier.interactions,
            Role.INTITULE: metier.intitules,
            Role.NOTE: metier.notes,
        }
    )


def _of_rubrique(rubrique: Rubrique, dated: Sequence[Passage]) -> Iterator[Place]:
    """Yield the passages of *rubrique*: a list that it announces is no presentation."""
    listed = {a.phrase.lignes for a in rubrique.annonces}
    listed |= {name.lignes for a in rubrique.annonces for name in a.noms}
    prose = tuple(p for p in rubrique.presentation if p.lignes not in listed)
    yield from _ranked(
        {Role.PRESENTATION: prose, Role.NOTE: rubrique.notes, Role.MISE_A_JOUR: tuple(dated)}
    )
    element = 0
    for n, annonce in enumerate(rubrique.annonces, 1):
        yield Place(Role.ENUMERATION, n, annonce.phrase)
        for name in annonce.noms:
            element += 1
            yield Place(Role.ELEMENT, element, name, dans=n)


def _ranked(passages: Mapping[Role, Sequence[Passage]]) -> Iterator[Place]:
    for role, found in passages.items():
        yield from (Place(role, n, passage) for n, passage in enumerate(found, 1))


def _add(graph: Graph, iris: Iris, owner: URIRef, places: Iterable[Place]) -> None:
    for place in places:
        iri = iris.passage(owner, place.role, place.rang)
        graph.add((iri, RDF.type, CARTO.Passage))
        graph.add((iri, RDF.type, _CLASSES[place.role]))
        graph.add((iri, CARTO.passageDe, owner))
        graph.add((iri, CARTO.texte, french(place.passage.texte)))
        graph.add((iri, CARTO.rang, Literal(place.rang)))
        graph.add((iri, CARTO.ligneDebut, Literal(place.passage.lignes.debut)))
        graph.add((iri, CARTO.ligneFin, Literal(place.passage.lignes.fin)))
        graph.add((iri, PROV.wasQuotedFrom, iris.document))
        if place.dans is not None:
            graph.add((iri, CARTO.elementDe, iris.passage(owner, Role.ENUMERATION, place.dans)))


def add_passage_labels(graph: Graph, fiches: Graph, ontology: Graph) -> None:
    """Say of each passage of *fiches* what it is, and of what: « Architecte réseaux : mission »."""
    for iri, owner in fiches.subject_objects(CARTO.passageDe):
        (role,) = set(fiches.objects(iri, RDF.type)) - {CARTO.Passage}
        title = fiches.value(owner, SKOS.prefLabel)
        name = french_name(ontology, role)
        graph.add((iri, RDFS.label, french(f"{title} : {name} {fiches.value(iri, CARTO.rang)}")))
