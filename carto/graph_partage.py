"""What métiers share at the stricter and at the wider level: graphs ``partage-…``.

They say of « shared » what graph ``concepts`` says at the middle level, with the same properties, and
therefore stay out of the union.
"""

from collections.abc import Iterable

from rdflib import RDF, SKOS, Graph, Literal

from carto.concepts.sharing import Partage
from carto.graph_concepts import CLASSES
from carto.iris import CARTO, Iris, Names
from carto.terms import french


def add_sharing(graph: Graph, shared: Iterable[Partage], names: Names, iris: Iris) -> None:
    """Say of each of *shared* what it is, its label, and the métiers that share it."""
    for one in shared:
        iri = names[one.nature, one.cle]
        kind, required_by = CLASSES[one.nature]
        graph.add((iri, RDF.type, kind))
        graph.add((iri, SKOS.prefLabel, french(one.libelle)))
        graph.add((iri, CARTO.nombreMetiers, Literal(len(one.metiers))))
        for metier in one.metiers:
            graph.add((iris.metier(metier), required_by, iri))
