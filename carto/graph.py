"""The whole dataset: one named graph per kind of knowledge, never mixed.

``fiches`` says what is printed, ``concepts`` what is inferred from it, ``remarques`` what readers
found odd in it, ``ontologie`` what the terms mean, ``metadonnees`` where all of it comes from.
"""

from collections.abc import Sequence

from rdflib import Dataset, Graph

from carto.concepts import Concept
from carto.edition import Dossier
from carto.graph_concepts import add_concepts, add_labels
from carto.graph_fiches import FichesGraph
from carto.graph_metadonnees import add_metadata
from carto.graph_passages import add_passage_labels, add_passages
from carto.graph_remarques import add_remarks
from carto.iris import Iris
from carto.model import Cartographie
from carto.provenance import Provenance
from carto.text import key


def build_dataset(
    cartographie: Cartographie,
    concepts: Sequence[Concept],
    dossier: Dossier,
    provenance: Provenance,
    iris: Iris,
    ontology: Graph,
) -> Dataset:
    """Return the whole dataset, one named graph per kind of knowledge."""
    dataset = Dataset()
    fiches = dataset.graph(iris.graph("fiches"))
    dates = {key(mention.domaine): mention.date for mention in dossier.mises_a_jour}
    FichesGraph(fiches, iris, dates).add(cartographie, dossier.notice)
    add_passages(fiches, cartographie, dossier.mises_a_jour, iris)
    add_remarks(dataset.graph(iris.graph("remarques")), cartographie, dossier.remarques, iris)
    inferred = dataset.graph(iris.graph("concepts"))
    add_concepts(inferred, concepts, iris)
    add_labels(inferred, cartographie, iris)
    add_passage_labels(inferred, fiches, ontology)
    vocabulary = dataset.graph(iris.graph("ontologie"))
    for triple in ontology:
        vocabulary.add(triple)
    add_metadata(dataset, dossier.notice, provenance, dossier.iris_retirees, iris)
    return dataset
