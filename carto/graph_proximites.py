"""What is computed from what métiers share: graph ``proximites``.

How near two métiers are, what each covers of the other, which compétences open the most, which
métiers belong together. ``docs/proximites.md`` gives the formulas.
"""

from collections.abc import Iterable, Mapping, Sequence

from rdflib import RDF, RDFS, Graph, Literal, URIRef

from carto.concepts import Concept
from carto.iris import CARTO, Iris, Names
from carto.model import Cartographie, Niveau, Rubrique
from carto.proximites.besoins import Besoins
from carto.proximites.charnieres import Charniere, Trajet, charnieres, ouvertures
from carto.proximites.communautes import Communaute, communautes
from carto.proximites.mesures import Couverture, Proximite, proximites
from carto.proximites.reglages import reglages
from carto.proximites.stabilite import stabilites
from carto.read import all_metiers, all_rubriques, metiers_of
from carto.terms import decimal, french
from carto.text import slug


def add_proximities(
    graph: Graph, cartographie: Cartographie, found: Besoins, names: Names, iris: Iris
) -> None:
    """Say all that is computed from what the métiers of *cartographie* require."""
    near, add = proximites(found), _Proximites(graph, names, iris)
    add.concepts(found.variantes)
    for one in near:
        add.proximite(one)
    for title, agreement in stabilites(near).items():
        graph.add((iris.titled(Niveau.METIER, title), CARTO.stabilite, decimal(agreement)))
    for metier in all_metiers(cartographie):
        if metier.titre not in found.exigences:
            graph.add((iris.metier(metier), CARTO.sansProximite, _text("sans_exigence")))
    for communaute in communautes(near):
        add.communaute(communaute)
    opened = ouvertures(found, near)
    for title in found.metiers:
        add.charnieres(Niveau.METIER, title, charnieres(opened, [title], 1))
    for rubrique in all_rubriques(cartographie):
        if rubrique.niveau == Niveau.FAMILLE:
            add.charnieres(Niveau.FAMILLE, rubrique.titre, _to_train(opened, rubrique))


def _to_train(opened: Mapping[Concept, frozenset[Trajet]], famille: Rubrique) -> tuple[Charniere, ...]:
    titles = [metier.titre for metier in metiers_of(famille)]
    return charnieres(opened, titles, reglages().formations_par_famille)


class _Proximites:
    """Writes into one graph what was computed."""

    def __init__(self, graph: Graph, names: Names, iris: Iris) -> None:
        self._graph = graph
        self._names = names
        self._iris = iris

    def _say(self, subject: URIRef, said: Iterable[tuple[URIRef, URIRef | Literal]]) -> None:
        for predicate, value in said:
            self._graph.add((subject, predicate, value))

    def _metier(self, title: str) -> URIRef:
        return self._iris.titled(Niveau.METIER, title)

    def concepts(self, variantes: Mapping[Concept, Iterable[Concept]]) -> None:
        """Say which requirements are near to which."""
        for concept, others in variantes.items():
            iri = self._names[concept.nature, concept.cle]
            self._say(iri, ((CARTO.procheDe, self._names[o.nature, o.cle]) for o in others))

    def proximite(self, one: Proximite) -> None:
        """Say how near two métiers are, and what each covers of the other."""
        a, b = sorted((slug(one.a), slug(one.b)))
        iri = self._iris.resource("proximite", f"{a}--{b}")
        self._say(
            iri,
            (
                (RDF.type, CARTO.Proximite),
                (RDFS.label, _text("proximite", a=one.a, b=one.b)),
                (CARTO.entre, self._metier(one.a)),
                (CARTO.entre, self._metier(one.b)),
                (CARTO.score, decimal(one.score)),
                (CARTO.jaccard, decimal(one.jaccard)),
                (CARTO.inclusion, decimal(one.inclusion)),
                (CARTO.nombrePartage, Literal(one.nombre_partage)),
            ),
        )
        for way in one.couvertures:
            self._graph.add((iri, CARTO.couverture, self._couverture(way)))

    def _couverture(self, way: Couverture) -> URIRef:
        local = f"{slug(way.depart)}--{slug(way.arrivee)}"
        iri = self._iris.resource("couverture", local)
        self._say(
            iri,
            (
                (RDF.type, CARTO.Couverture),
                (RDFS.label, _text("couverture", a=way.depart, b=way.arrivee)),
                (CARTO.depart, self._metier(way.depart)),
                (CARTO.arrivee, self._metier(way.arrivee)),
                (CARTO.nombreExigences, Literal(way.exigences)),
                (CARTO.partTexte, decimal(way.part_texte)),
                (CARTO.partConcept, decimal(way.part_concept)),
                (CARTO.partVariantes, decimal(way.part_variantes)),
            ),
        )
        return iri

    def communaute(self, found: Communaute) -> None:
        """Say which métiers belong together."""
        iri = self._iris.resource("communaute", slug(found.centre))
        label = _text("communaute", centre=found.centre)
        self._say(iri, ((RDF.type, CARTO.Communaute), (RDFS.label, label)))
        self._say(iri, ((CARTO.membre, self._metier(title)) for title in found.metiers))

    def charnieres(self, niveau: Niveau, title: str, found: Sequence[Charniere]) -> None:
        """Say which compétences open the most to those of *title*, a métier or a famille."""
        whose = self._iris.titled(niveau, title)
        for rang, one in enumerate(found, start=1):
            iri = self._iris.charniere(whose, rang)
            competence = self._names[one.competence.nature, one.competence.cle]
            label = _text("charniere", competence=one.competence.libelle, pour=title)
            self._say(
                iri,
                (
                    (RDF.type, CARTO.Charniere),
                    (RDFS.label, label),
                    (CARTO.charnierePour, whose),
                    (CARTO.rang, Literal(rang)),
                    (CARTO.competenceCharniere, competence),
                    (CARTO.nombreOuvertures, Literal(len(one.passages))),
                ),
            )
            self._say(iri, ((CARTO.ouvre, self._metier(b)) for _, b in sorted(one.passages)))


def _text(name: str, **values: str) -> Literal:
    return french(reglages().textes[name].format(**values))
