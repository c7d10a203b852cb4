"""What is inferred from the printed texts: graph ``concepts``.

The concepts that énoncés express, what métiers share by them, the level of a connaissance, and a
label that makes sense alone for each printed bullet.
"""

from collections.abc import Iterable, Mapping, Sequence

from rdflib import RDF, RDFS, SKOS, Graph, Literal, URIRef

from carto.concepts import Concept, Rapprochement
from carto.concepts.analysis import niveau
from carto.concepts.model import Relation
from carto.iris import CARTO, Iris, Names
from carto.labels import labels
from carto.model import Cartographie, Enonce, Nature, Niveau
from carto.read import all_metiers, all_rubriques
from carto.terms import french

CLASSES = {
    Nature.ACTIVITE: (CARTO.Activite, CARTO.exerceActivite),
    Nature.COMPETENCE: (CARTO.Competence, CARTO.requiertCompetence),
    Nature.CONNAISSANCE: (CARTO.Connaissance, CARTO.requiertConnaissance),
}
# What two concepts are to each other, as one triple from the first to the second, and back.
TIES: Mapping[Relation, tuple[URIRef, URIRef]] = {
    Relation.PLUS_GENERIQUE: (SKOS.narrower, SKOS.broader),
    Relation.PLUS_SPECIFIQUE: (SKOS.broader, SKOS.narrower),
    Relation.VARIANTE: (CARTO.varianteDe, CARTO.varianteDe),
    Relation.VOISIN: (SKOS.related, SKOS.related),
    Relation.DISTINCT: (CARTO.distinctDe, CARTO.distinctDe),
}


def add_concepts(graph: Graph, concepts: Sequence[Concept], names: Names, iris: Iris) -> None:
    """Say each concept, the énoncés that express it, and the métiers that share it."""
    for concept in concepts:
        iri = names[concept.nature, concept.cle]
        kind, required_by = CLASSES[concept.nature]
        graph.add((iri, RDF.type, kind))
        graph.add((iri, RDF.type, SKOS.Concept))
        if concept.nature == Nature.COMPETENCE and concept.is_block:
            graph.add((iri, RDF.type, CARTO.BlocCompetences))
        graph.add((iri, SKOS.inScheme, iris.scheme))
        graph.add((iri, SKOS.prefLabel, french(concept.libelle)))
        for other in concept.autres_libelles:
            graph.add((iri, SKOS.altLabel, french(other)))
        graph.add((iri, CARTO.nombreMetiers, Literal(len(concept.metiers))))
        for o in concept.occurrences:
            enonce = iris.enonce(o.metier.titre, o.nature, o.enonce.rang)
            graph.add((iris.metier(o.metier), required_by, iri))
            graph.add((enonce, CARTO.exprime, iri))
            level = niveau(o.enonce.texte) if o.nature == Nature.CONNAISSANCE else None
            if level is not None:
                graph.add((enonce, CARTO.niveau, CARTO[level]))


def add_ties(
    graph: Graph,
    compared: Iterable[Rapprochement],
    blocks: Iterable[tuple[Concept, Concept]],
    names: Names,
) -> None:
    """Say which concepts are variants of one another, which neighbours, and what a block gathers."""
    for tie in compared:
        a, b = names[tie.a.nature, tie.a.cle], names[tie.b.nature, tie.b.cle]
        there, back = TIES[tie.verdict.relation]
        graph.add((a, there, b))
        graph.add((b, back, a))
    for block, part in blocks:
        a, b = names[block.nature, block.cle], names[part.nature, part.cle]
        graph.add((b, CARTO.bloc, a))
        graph.add((b, SKOS.broader, a))
        graph.add((a, SKOS.narrower, b))


def add_labels(graph: Graph, cartographie: Cartographie, iris: Iris) -> None:
    """Say of each printed bullet a label that makes sense alone."""
    for rubrique in all_rubriques(cartographie):
        _label_tendances(graph, rubrique.niveau, rubrique.titre, rubrique.tendances, iris)
    for metier in all_metiers(cartographie):
        _label_tendances(graph, Niveau.METIER, metier.titre, metier.tendances, iris)
        for nature, enonces in metier.enonces.items():
            for enonce, text in zip(enonces, labels(enonces), strict=True):
                graph.add((iris.enonce(metier.titre, nature, enonce.rang), RDFS.label, french(text)))


def _label_tendances(
    graph: Graph, niveau: Niveau, title: str, tendances: Sequence[Enonce], iris: Iris
) -> None:
    for tendance, text in zip(tendances, labels(tendances), strict=True):
        graph.add((iris.tendance(niveau, title, tendance.rang), RDFS.label, french(text)))
