"""What is inferred from the printed texts: graph ``concepts``.

The concepts that énoncés express, what métiers share by them, and a label that makes sense alone
for each printed bullet.
"""

from collections.abc import Sequence

from rdflib import RDF, RDFS, SKOS, Graph, Literal

from carto.concepts import Concept
from carto.iris import CARTO, Iris
from carto.labels import labels
from carto.model import Cartographie, Enonce, Nature, Niveau
from carto.read import all_metiers, all_rubriques
from carto.terms import french

_CONCEPTS = {
    Nature.ACTIVITE: (CARTO.Activite, CARTO.exerceActivite),
    Nature.COMPETENCE: (CARTO.Competence, CARTO.requiertCompetence),
    Nature.CONNAISSANCE: (CARTO.Connaissance, CARTO.requiertConnaissance),
}


def add_concepts(graph: Graph, concepts: Sequence[Concept], iris: Iris) -> None:
    """Say each concept, the énoncés that express it, and the métiers that share it."""
    names = iris.concepts(concepts)
    for concept in concepts:
        iri = names[concept.nature, concept.cle]
        kind, required_by = _CONCEPTS[concept.nature]
        graph.add((iri, RDF.type, kind))
        graph.add((iri, RDF.type, SKOS.Concept))
        graph.add((iri, SKOS.inScheme, iris.scheme))
        graph.add((iri, SKOS.prefLabel, french(concept.libelle)))
        for other in concept.autres_libelles:
            graph.add((iri, SKOS.altLabel, french(other)))
        graph.add((iri, CARTO.nombreMetiers, Literal(len(concept.metiers))))
        for o in concept.occurrences:
            graph.add((iris.metier(o.metier), required_by, iri))
            graph.add((iris.enonce(o.metier, o.nature, o.enonce.rang), CARTO.exprime, iri))


def add_labels(graph: Graph, cartographie: Cartographie, iris: Iris) -> None:
    """Say of each printed bullet a label that makes sense alone."""
    for rubrique in all_rubriques(cartographie):
        _label_tendances(graph, rubrique.niveau, rubrique.titre, rubrique.tendances, iris)
    for metier in all_metiers(cartographie):
        _label_tendances(graph, Niveau.METIER, metier.titre, metier.tendances, iris)
        for nature, enonces in metier.enonces.items():
            for enonce, text in zip(enonces, labels(enonces), strict=True):
                graph.add((iris.enonce(metier, nature, enonce.rang), RDFS.label, french(text)))


def _label_tendances(
    graph: Graph, niveau: Niveau, title: str, tendances: Sequence[Enonce], iris: Iris
) -> None:
    for tendance, text in zip(tendances, labels(tendances), strict=True):
        graph.add((iris.tendance(niveau, title, tendance.rang), RDFS.label, french(text)))
