"""The cartographie as RDF: graph ``fiches`` says what is printed, ``concepts`` what it expresses."""

from collections.abc import Iterable, Iterator, Sequence

from rdflib import DCTERMS, RDF, SKOS, XSD, Dataset, Graph, Literal, URIRef

from carto.concepts import Concept
from carto.edition import Notice
from carto.iris import CARTO, Iris
from carto.model import Cartographie, Enonce, Forme, Lignes, Metier, Nature, Niveau, Passage, Rubrique
from carto.read import all_metiers, all_rubriques
from carto.remarks import Remarque
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
_CONCEPTS = {
    Nature.ACTIVITE: (CARTO.Activite, CARTO.exerceActivite),
    Nature.COMPETENCE: (CARTO.Competence, CARTO.requiertCompetence),
    Nature.CONNAISSANCE: (CARTO.Connaissance, CARTO.requiertConnaissance),
}
_FORMES = {Forme.STANDARD: CARTO.FormeStandard, Forme.INNOVATION: CARTO.FormeInnovation}


def build_dataset(
    cartographie: Cartographie,
    concepts: Sequence[Concept],
    remarks: Iterable[Remarque],
    iris: Iris,
    notice: Notice,
    ontology: Graph,
) -> Dataset:
    """Return the whole dataset, one named graph per kind of knowledge."""
    dataset = Dataset()
    dataset.bind("carto", CARTO)
    dataset.bind("skos", SKOS)
    for kind in (*Niveau, *Nature, "enonce", "tendance"):
        dataset.bind(kind, iris.resource(kind, ""))
    dataset.bind("graphe", iris.graph(""))
    fiches = dataset.graph(iris.graph("fiches"))
    _FichesGraph(fiches, iris).add(cartographie, notice)
    _add_remarks(fiches, cartographie, remarks, iris)
    _add_concepts(dataset.graph(iris.graph("concepts")), concepts, iris)
    vocabulary = dataset.graph(iris.graph("ontologie"))
    for triple in ontology:
        vocabulary.add(triple)
    return dataset


def french(text: str) -> Literal:
    """Return *text* as a French literal."""
    return Literal(text, lang="fr")


class _FichesGraph:
    """Writes what is printed into one graph."""

    def __init__(self, graph: Graph, iris: Iris) -> None:
        self._graph = graph
        self._iris = iris

    def add(self, cartographie: Cartographie, notice: Notice) -> None:
        scheme = self._iris.scheme
        self._say(scheme, RDF.type, SKOS.ConceptScheme)
        self._say(scheme, SKOS.prefLabel, french(notice.titre))
        if notice.editeur:
            self._say(scheme, DCTERMS.publisher, french(notice.editeur))
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
        self._say(iri, CARTO.mission, french(metier.mission.texte))
        self._say(iri, CARTO.missionLigneDebut, Literal(metier.mission.lignes.debut))
        self._say(iri, CARTO.missionLigneFin, Literal(metier.mission.lignes.fin))
        stub = metier.forme == Forme.A_COMPLETER
        self._say(iri, CARTO.etatFiche, CARTO.FicheACompleter if stub else CARTO.FicheComplete)
        if not stub:
            self._say(iri, CARTO.formeFiche, _FORMES[metier.forme])
        if metier.intitule_savoirs:
            self._say(iri, CARTO.intituleSavoirs, french(metier.intitule_savoirs))
        for intitule in metier.intitules:
            self._say(iri, CARTO.exempleIntitule, french(intitule.texte))
        self._running_text(iri, CARTO.texteInteractions, metier.interactions)
        self._notes(iri, metier.notes)
        self._tendances(iri, Niveau.METIER, metier.titre, metier.tendances)
        for nature, enonces in metier.enonces.items():
            self._enonces(iri, metier, nature, enonces)

    def _enonces(
        self, metier_iri: URIRef, metier: Metier, nature: Nature, enonces: Sequence[Enonce]
    ) -> None:
        for enonce in enonces:
            iri = self._iris.enonce(metier, nature, enonce.rang)
            self._say(iri, RDF.type, CARTO.Enonce)
            self._say(iri, RDF.type, _ENONCES[nature])
            self._say(iri, CARTO.enonceDe, metier_iri)
            self._bullet(iri, enonce)
            if enonce.parent is not None:
                parent = self._iris.enonce(metier, nature, enonce.parent)
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


def _add_concepts(graph: Graph, concepts: Sequence[Concept], iris: Iris) -> None:
    names = iris.concepts(concepts)
    for concept in concepts:
        iri = names[concept.nature, concept.cle]
        kind, required_by = _CONCEPTS[concept.nature]
        graph.add((iri, RDF.type, kind))
        graph.add((iri, RDF.type, SKOS.Concept))
        graph.add((iri, SKOS.prefLabel, french(concept.libelle)))
        for other in concept.autres_libelles:
            graph.add((iri, SKOS.altLabel, french(other)))
        graph.add((iri, CARTO.nombreMetiers, Literal(len(concept.metiers))))
        for o in concept.occurrences:
            graph.add((iris.metier(o.metier), required_by, iri))
            graph.add((iris.enonce(o.metier, o.nature, o.enonce.rang), CARTO.exprime, iri))


def _add_remarks(
    graph: Graph, cartographie: Cartographie, remarks: Iterable[Remarque], iris: Iris
) -> None:
    """Say each remark of the thing that is printed at its line; of the whole, where it is no thing."""
    owners = _owners(cartographie, iris)
    for remark in remarks:
        owner = owners.get(remark.ligne, iris.scheme)
        sentence = f"Ligne {remark.ligne} : « {remark.citation} ». {remark.texte}"
        graph.add((owner, CARTO.remarque, french(sentence)))


def _owners(cartographie: Cartographie, iris: Iris) -> dict[int, URIRef]:
    """Return the thing printed at each line: the most specific that has it."""
    owners: dict[int, URIRef] = {}
    for iri, lines in _claims(cartographie, iris):
        owners.update(dict.fromkeys(range(lines.debut, lines.fin + 1), iri))
    return owners


def _claims(cartographie: Cartographie, iris: Iris) -> Iterator[tuple[URIRef, Lignes]]:
    """Yield each thing with its lines, the wider before the more specific."""
    titles: dict[str, URIRef] = {}
    for rubrique in all_rubriques(cartographie):
        iri, kind, title = iris.rubrique(rubrique), rubrique.niveau, rubrique.titre
        titles[key(title)] = iri
        yield iri, rubrique.lignes
        yield from ((iris.tendance(kind, title, t.rang), t.lignes) for t in rubrique.tendances)
    for metier in all_metiers(cartographie):
        iri, kind, title = iris.metier(metier), Niveau.METIER, metier.titre
        titles[key(title)] = iri
        yield iri, metier.lignes
        yield from ((iris.tendance(kind, title, t.rang), t.lignes) for t in metier.tendances)
        for nature, enonces in metier.enonces.items():
            yield from ((iris.enonce(metier, nature, e.rang), e.lignes) for e in enonces)
        yield from ((iri, note.lignes) for note in metier.notes)
    for rubrique in all_rubriques(cartographie):  # those that its famille prints for it
        own = (*rubrique.presentation, *rubrique.notes)
        yield from ((iris.rubrique(rubrique), passage.lignes) for passage in own)
    entries = (e for e in cartographie.sommaire if key(e.texte) in titles)
    yield from ((titles[key(entry.texte)], entry.lignes) for entry in entries)
