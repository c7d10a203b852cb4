"""What is printed, at its true place: graph ``fiches``."""

from collections.abc import Mapping, Sequence

from rdflib import DCTERMS, PROV, RDF, SKOS, XSD, Graph, Literal, URIRef

from carto.edition import Notice
from carto.iris import CARTO, Iris
from carto.model import Cartographie, Enonce, Forme, Lignes, Metier, Nature, Niveau, Passage, Rubrique
from carto.terms import french
from carto.text import key

_CLASSES = {
    Niveau.DOMAINE: CARTO.Domaine,
    Niveau.FAMILLE: CARTO.Famille,
    Niveau.SOUS_FAMILLE: CARTO.SousFamille,
    Niveau.METIER: CARTO.Metier,
}
_ABOVE = {
    Niveau.DOMAINE: CARTO.domaine,
    Niveau.FAMILLE: CARTO.famille,
    Niveau.SOUS_FAMILLE: CARTO.sousFamille,
}
_ENONCES = {
    Nature.ACTIVITE: CARTO.EnonceActivite,
    Nature.COMPETENCE: CARTO.EnonceCompetence,
    Nature.CONNAISSANCE: CARTO.EnonceConnaissance,
}
_FORMES = {Forme.STANDARD: CARTO.FormeStandard, Forme.INNOVATION: CARTO.FormeInnovation}


class FichesGraph:
    """Writes what is printed into one graph."""

    def __init__(self, graph: Graph, iris: Iris, dates: Mapping[str, str]) -> None:
        """*dates*: that of the last update of each domaine, by its title."""
        self._graph = graph
        self._iris = iris
        self._dates = dates

    def add(self, cartographie: Cartographie, notice: Notice) -> None:
        """Say all of *cartographie* but its passages (see :mod:`carto.graph_passages`)."""
        scheme = self._iris.scheme
        self._say(scheme, RDF.type, SKOS.ConceptScheme)
        self._say(scheme, SKOS.prefLabel, french(notice.titre))
        if notice.editeur:
            self._say(scheme, DCTERMS.publisher, self._iris.single("editeur"))
        if notice.date:
            self._say(scheme, DCTERMS.issued, Literal(notice.date, datatype=XSD.gYearMonth))
        self._running_text(scheme, CARTO.presentation, cartographie.introduction)
        orders = dict.fromkeys(Niveau, 0)
        for domaine in cartographie.domaines:
            self._say(scheme, SKOS.hasTopConcept, self._iris.rubrique(domaine))
            self._say(self._iris.rubrique(domaine), SKOS.topConceptOf, scheme)
            self._rubrique(domaine, (), orders)

    def _say(self, subject: URIRef, predicate: URIRef, value: URIRef | Literal) -> None:
        self._graph.add((subject, predicate, value))

    def _rubrique(
        self, rubrique: Rubrique, above: tuple[Rubrique, ...], orders: dict[Niveau, int]
    ) -> None:
        iri = self._iris.rubrique(rubrique)
        self._taxon(iri, rubrique.niveau, rubrique.titre, rubrique.lignes, above, orders)
        self._running_text(iri, CARTO.presentation, rubrique.presentation)
        self._notes(iri, rubrique.notes)
        self._tendances(iri, rubrique.niveau, rubrique.titre, rubrique.tendances)
        if rubrique.niveau == Niveau.DOMAINE:
            self._date(iri, rubrique)
        for below in rubrique.rubriques:
            self._rubrique(below, (*above, rubrique), orders)
        for metier in rubrique.metiers:
            self._metier(metier, (*above, rubrique), orders)

    def _taxon(
        self,
        iri: URIRef,
        niveau: Niveau,
        title: str,
        lines: Lignes,
        above: tuple[Rubrique, ...],
        orders: dict[Niveau, int],
    ) -> None:
        orders[niveau] += 1
        self._say(iri, RDF.type, _CLASSES[niveau])
        self._say(iri, RDF.type, SKOS.Concept)
        self._say(iri, SKOS.prefLabel, french(title))
        self._say(iri, SKOS.inScheme, self._iris.scheme)
        self._say(iri, CARTO.ordre, Literal(orders[niveau]))
        self._say(iri, CARTO.ligneSource, Literal(lines.debut))
        self._lines(iri, lines)
        for rubrique in above:
            self._say(iri, _ABOVE[rubrique.niveau], self._iris.rubrique(rubrique))
        if above:
            parent = self._iris.rubrique(above[-1])
            self._say(iri, SKOS.broader, parent)
            self._say(parent, SKOS.narrower, iri)

    def _metier(self, metier: Metier, above: tuple[Rubrique, ...], orders: dict[Niveau, int]) -> None:
        iri = self._iris.metier(metier)
        self._taxon(iri, Niveau.METIER, metier.titre, metier.lignes, above, orders)
        self._date(iri, above[0])
        self._say(iri, CARTO.mission, french(metier.mission.texte))
        stub = metier.forme == Forme.A_COMPLETER
        self._say(iri, CARTO.etatFiche, CARTO.FicheACompleter if stub else CARTO.FicheComplete)
        if not stub:
            self._say(iri, CARTO.formeFiche, _FORMES[metier.forme])
        if metier.intitule_savoirs:
            self._say(iri, CARTO.intituleSavoirs, french(metier.intitule_savoirs.texte))
        for intitule in metier.intitules:
            self._say(iri, CARTO.exempleIntitule, french(intitule.texte))
        self._running_text(iri, CARTO.texteInteractions, metier.interactions)
        self._notes(iri, metier.notes)
        self._tendances(iri, Niveau.METIER, metier.titre, metier.tendances)
        for nature, enonces in metier.enonces.items():
            self._enonces(iri, metier, nature, enonces)

    def _date(self, iri: URIRef, domaine: Rubrique) -> None:
        """Say when *domaine* was last updated, of itself and of each of its métiers."""
        date = self._dates.get(key(domaine.titre))
        if date:
            self._say(iri, CARTO.dateMiseAJour, Literal(date))
            self._say(iri, CARTO.anneeMiseAJour, Literal(date[-4:], datatype=XSD.gYear))

    def _enonces(
        self, metier_iri: URIRef, metier: Metier, nature: Nature, enonces: Sequence[Enonce]
    ) -> None:
        for enonce in enonces:
            iri = self._iris.enonce(metier.titre, nature, enonce.rang)
            self._say(iri, RDF.type, CARTO.Enonce)
            self._say(iri, RDF.type, _ENONCES[nature])
            self._say(iri, CARTO.enonceDe, metier_iri)
            self._bullet(iri, enonce)
            if enonce.parent is not None:
                parent = self._iris.enonce(metier.titre, nature, enonce.parent)
                self._say(iri, CARTO.enonceParent, parent)
            if enonce.groupe is not None:
                self._say(iri, CARTO.groupe, french(enonce.groupe))

    def _tendances(self, owner: URIRef, kind: str, title: str, tendances: Sequence[Enonce]) -> None:
        for tendance in tendances:
            iri = self._iris.tendance(kind, title, tendance.rang)
            self._say(owner, CARTO.aPourTendance, iri)
            self._say(iri, RDF.type, CARTO.Tendance)
            self._bullet(iri, tendance)
            if tendance.parent is not None:
                parent = self._iris.tendance(kind, title, tendance.parent)
                self._say(iri, CARTO.tendanceParent, parent)

    def _bullet(self, iri: URIRef, enonce: Enonce) -> None:
        self._say(iri, CARTO.texte, french(enonce.texte))
        self._say(iri, CARTO.rang, Literal(enonce.rang))
        self._say(iri, CARTO.profondeur, Literal(enonce.profondeur))
        self._lines(iri, enonce.lignes)
        self._say(iri, PROV.wasQuotedFrom, self._iris.document)
        if enonce.reparation:
            self._say(iri, CARTO.regleReparation, Literal(enonce.reparation.regle))
            self._say(iri, CARTO.reparation, french(repair_sentence(enonce)))

    def _lines(self, iri: URIRef, lines: Lignes) -> None:
        self._say(iri, CARTO.ligneDebut, Literal(lines.debut))
        self._say(iri, CARTO.ligneFin, Literal(lines.fin))

    def _running_text(self, iri: URIRef, predicate: URIRef, passages: Sequence[Passage]) -> None:
        """Say *passages* as one text, a line each: apart, they would lose their order."""
        if passages:
            self._say(iri, predicate, french("\n".join(p.texte for p in passages)))

    def _notes(self, iri: URIRef, notes: Sequence[Passage]) -> None:
        for note in notes:
            self._say(iri, CARTO.note, french(note.texte))


def repair_sentence(enonce: Enonce) -> str:
    """Return how and why *enonce* was given its place: « règle deux-points : … »."""
    repair = enonce.reparation
    if repair is None:
        return ""
    method = repair.regle if repair.regle == "correction" else f"règle {repair.regle}"
    return f"{method} : {repair.raison}"
