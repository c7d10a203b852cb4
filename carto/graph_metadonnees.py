"""Where the dataset comes from and what it holds: graph ``metadonnees`` (PROV-O, VoID, DCAT)."""

from collections.abc import Iterable, Mapping
from typing import Any

from rdflib import (
    DC,
    DCAT,
    DCTERMS,
    FOAF,
    OWL,
    PROV,
    RDF,
    RDFS,
    VOID,
    XSD,
    Dataset,
    Graph,
    Literal,
    Namespace,
    URIRef,
)  # fmt: skip

from carto.catalogue import Fichier, apart, fichiers, textes
from carto.edition import Notice
from carto.iris import CARTO, Iris
from carto.provenance import Entree, Provenance
from carto.stability import Retiree
from carto.terms import french
from carto.text import slug

_MEDIA_TYPES = Namespace("https://www.iana.org/assignments/media-types/")
_ONTOLOGY = URIRef(str(CARTO).rstrip("#"))
_VOCABULARIES = (
    CARTO, "http://www.w3.org/2004/02/skos/core#", PROV, DCTERMS, DCAT, VOID,
)  # fmt: skip


def add_metadata(
    dataset: Dataset, notice: Notice, provenance: Provenance, retired: Iterable[Retiree], iris: Iris
) -> None:
    """Describe *dataset*, whose other graphs are finished, in its graph ``metadonnees``."""
    metadata = _Metadata(dataset.graph(iris.graph("metadonnees")), iris, provenance)
    metadata.activity()
    metadata.document(notice)
    metadata.agents(notice)
    metadata.retired(retired)
    metadata.dataset(dataset, notice)


class _Metadata:
    """Writes the description of a dataset into one of its graphs."""

    def __init__(self, graph: Graph, iris: Iris, provenance: Provenance) -> None:
        self._graph = graph
        self._iris = iris
        self._provenance = provenance

    def _say(self, subject: URIRef, predicate: URIRef, *values: URIRef | Literal) -> None:
        for value in values:
            self._graph.add((subject, predicate, value))

    def activity(self) -> None:
        """Say what the build used, and when, if that is known."""
        build, software = self._iris.single("construction"), self._iris.single("logiciel")
        self._say(build, RDF.type, PROV.Activity)
        self._say(build, RDFS.label, french("construction du graphe"), _english("build of the graph"))
        self._say(build, PROV.wasAssociatedWith, software)
        self._say(build, PROV.used, self._iris.document)
        if date := self._provenance.date:
            moment = Literal(
                date.isoformat().replace("+00:00", "Z"), datatype=XSD.dateTime, normalize=False
            )
            self._say(build, PROV.startedAtTime, moment)
            self._say(build, PROV.endedAtTime, moment)
        for entry in self._provenance.entrees:
            iri = self._iris.resource("entree", slug(entry.nom))
            self._say(build, PROV.used, iri)
            self._entry(iri, entry)

    def document(self, notice: Notice) -> None:
        """Describe the document, which all printed texts are quoted from."""
        document = self._iris.document
        self._say(document, CARTO.nombreLignes, Literal(self._provenance.lignes))
        self._entry(document, self._provenance.source)
        self._say(document, DCTERMS.title, french(notice.titre))
        self._say(document, DCTERMS.language, URIRef(textes()["jeu"]["langue"]))
        if notice.editeur:
            self._say(document, DCTERMS.publisher, self._iris.single("editeur"))
        if notice.date:
            self._say(document, DCTERMS.issued, Literal(notice.date, datatype=XSD.gYearMonth))

    def agents(self, notice: Notice) -> None:
        """Name the software, those who write it, and the publisher of the document."""
        software = self._iris.single("logiciel")
        self._say(software, RDF.type, PROV.SoftwareAgent)
        self._say(software, RDFS.label, Literal("carto-telecoms"))
        self._say(software, OWL.versionInfo, Literal(self._provenance.version))
        project = self._iris.single("projet")
        self._say(project, RDF.type, PROV.Agent, FOAF.Agent)
        self._say(project, RDFS.label, Literal("carto-telecoms"))
        self._say(software, PROV.actedOnBehalfOf, project)
        if notice.editeur:
            publisher = self._iris.single("editeur")
            self._say(publisher, RDF.type, PROV.Organization, FOAF.Organization)
            self._say(publisher, RDFS.label, french(notice.editeur))

    def retired(self, names: Iterable[Retiree]) -> None:
        """Say which names are no longer used, and what replaces them."""
        for name in names:
            iri = URIRef(f"{self._iris.base}id/{name.nom}")
            self._say(iri, OWL.deprecated, Literal(lexical_or_value=True))
            self._say(iri, RDFS.comment, french(name.raison))
            if name.remplacement:
                replacement = URIRef(f"{self._iris.base}id/{name.remplacement}")
                self._say(iri, DCTERMS.isReplacedBy, replacement)

    def dataset(self, dataset: Dataset, notice: Notice) -> None:
        """Describe the dataset and its graphs, with counts; last, for the counts are of all the rest."""
        whole = self._iris.single("jeu-de-donnees")
        self._describe(whole, textes()["jeu"], notice)
        self._say(whole, DCTERMS.creator, self._iris.single("projet"))
        self._say(whole, DCTERMS.publisher, self._iris.single("projet"))
        self._say(whole, DCTERMS.conformsTo, _ONTOLOGY)
        self._say(whole, VOID.vocabulary, *(URIRef(str(v)) for v in _VOCABULARIES))
        self._say(whole, VOID.uriSpace, Literal(f"{self._iris.base}id/"))
        self._say(whole, VOID.rootResource, self._iris.scheme)
        self._say(whole, VOID.sparqlEndpoint, URIRef(f"{self._iris.base}sparql"))
        self._say(whole, PROV.wasDerivedFrom, self._iris.document)
        for file in fichiers():
            if file.distribution:
                self._distribution(whole, file)
        self._named_graphs(whole, dataset, notice)
        outside = {self._graph.identifier, *(self._iris.graph(name) for name in apart())}
        others = [g for g in dataset.graphs() if len(g) and g.identifier not in outside]
        self._counts(whole, {triple for graph in others for triple in graph})
        self._triples(whole, others)

    def _named_graphs(self, whole: URIRef, dataset: Dataset, notice: Notice) -> None:
        for name, said in textes()["graphes"].items():
            iri = self._iris.graph(name)
            if not len(dataset.graph(iri)):
                continue
            self._say(whole, VOID.subset, iri)
            self._describe(iri, said, notice)
            derived = [self._iris.graph(other) for other in said.get("de", ())]
            if derived:
                self._say(iri, PROV.wasDerivedFrom, *derived)
            elif not said.get("licence"):
                self._say(iri, PROV.wasDerivedFrom, self._iris.document)
            if iri != self._graph.identifier:
                self._say(iri, VOID.triples, Literal(len(dataset.graph(iri))))
                self._counts(iri, dataset.graph(iri))
                self._classes(iri, dataset.graph(iri))

    def _describe(self, iri: URIRef, said: Mapping[str, Any], notice: Notice) -> None:
        """Say what *said* says of the dataset or the graph *iri*."""
        self._say(iri, RDF.type, VOID.Dataset, DCAT.Dataset, PROV.Entity)
        for predicate, word in ((DCTERMS.title, "titre"), (DCTERMS.description, "description")):
            for lang in ("fr", "en"):
                text = said[f"{word}_{lang}"].format(titre=notice.titre)
                self._say(iri, predicate, Literal(text, lang=lang))
        self._say(iri, PROV.wasGeneratedBy, self._iris.single("construction"))
        if self._provenance.date:
            modified = Literal(self._provenance.date.date().isoformat(), datatype=XSD.date)
            self._say(iri, DCTERMS.modified, modified)
        common = textes()["jeu"]
        if said.get("licence") is True:
            self._say(iri, DCTERMS.license, URIRef(common["licence"]))
        else:
            self._say(iri, DC.rights, french(common["droits_fr"]), _english(common["droits_en"]))
        self._say(iri, DCTERMS.language, URIRef(common["langue"]))

    def _distribution(self, whole: URIRef, file: Fichier) -> None:
        iri, rights = URIRef(f"{self._iris.base}dumps/{file.nom}"), textes()["jeu"]
        self._say(whole, DCAT.distribution, iri)
        self._say(whole, VOID.dataDump, iri)
        self._say(iri, RDF.type, DCAT.Distribution)
        self._say(iri, DCTERMS.title, french(file.titre_fr), _english(file.titre_en))
        self._say(iri, DC.rights, french(rights["droits_fr"]), _english(rights["droits_en"]))
        self._say(iri, DCAT.downloadURL, iri)
        self._say(iri, DCAT.mediaType, _MEDIA_TYPES[file.type])

    def _entry(self, iri: URIRef, entry: Entree) -> None:
        self._say(iri, RDF.type, PROV.Entity)
        self._say(iri, RDFS.label, Literal(entry.nom))
        self._say(iri, CARTO.empreinte, Literal(f"sha256:{entry.empreinte}"))

    def _counts(self, iri: URIRef, triples: Iterable[tuple[Any, Any, Any]]) -> None:
        """Say how many things of each kind *triples* hold (VoID, 4.6)."""
        found = list(triples)
        subjects = {s for s, _, _ in found}
        within = {s for s in subjects if str(s).startswith(f"{self._iris.base}id/")}
        for predicate, things in (
            (VOID.distinctSubjects, subjects),
            (VOID.distinctObjects, {o for _, _, o in found}),
            (VOID.entities, within),
            (VOID.properties, {p for _, p, _ in found}),
            (VOID["classes"], {o for _, p, o in found if p == RDF.type}),
        ):
            self._say(iri, predicate, Literal(len(things)))

    def _classes(self, iri: URIRef, graph: Graph) -> None:
        """Say how many instances each class of the vocabulary has in *graph*."""
        for kind in sorted(_classes_used(graph)):
            part = URIRef(f"{iri}#{kind.removeprefix(str(CARTO))}")
            self._say(iri, VOID.classPartition, part)
            self._say(part, VOID["class"], kind)
            self._say(part, VOID.entities, Literal(len(set(graph.subjects(RDF.type, kind)))))

    def _triples(self, whole: URIRef, others: Iterable[Graph]) -> None:
        """Say the number of triples of the dataset and of this graph, these two statements included."""
        own = len(self._graph) + 2
        union = len({triple for graph in others for triple in graph}) + own
        self._say(URIRef(str(self._graph.identifier)), VOID.triples, Literal(own))
        self._say(whole, VOID.triples, Literal(union))


def _classes_used(graph: Graph) -> set[URIRef]:
    """Return the classes of the vocabulary that have instances in *graph*."""
    used = {o for o in graph.objects(None, RDF.type) if isinstance(o, URIRef)}
    return {kind for kind in used if kind.startswith(str(CARTO))}


def _english(text: str) -> Literal:
    return Literal(text, lang="en")
