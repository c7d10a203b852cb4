"""The whole dataset: one named graph per kind of knowledge, never mixed.

``fiches`` says what is printed, ``concepts`` what is inferred from it, ``remarques`` what readers
found odd in it, ``interactions`` who works with whom, ``proximites`` which métiers are near,
``alignements`` what they are in ROME and ESCO, ``ontologie`` what the terms mean, ``metadonnees``
where all of it comes from. What is said of sharing at the middle level in ``concepts``,
``partage-texte`` and ``partage-variantes`` say at the two others.
"""

from collections.abc import Sequence

from rdflib import Dataset, Graph, URIRef

from carto.concepts import Concept, Rapprochement
from carto.concepts.sharing import same_or_variant, same_text
from carto.concepts.ties import blocks, compared
from carto.edition import Dossier
from carto.graph_alignements import add_alignements
from carto.graph_concepts import add_concepts, add_labels, add_ties
from carto.graph_fiches import FichesGraph
from carto.graph_fusions import add_fusions, add_rapprochements
from carto.graph_interactions import add_interactions
from carto.graph_metadonnees import add_metadata
from carto.graph_partage import add_sharing
from carto.graph_passages import add_passage_labels, add_passages
from carto.graph_proximites import add_proximities
from carto.graph_remarques import add_remarks
from carto.interactions import read_interactions
from carto.iris import Iris, Names
from carto.model import Cartographie
from carto.provenance import Provenance
from carto.proximites.besoins import read_besoins
from carto.stability import joined_names
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
    names = iris.concepts(concepts)
    inferred = dataset.graph(iris.graph("concepts"))
    add_labels(inferred, cartographie, iris)
    add_passage_labels(inferred, fiches, ontology)
    ties = compared(concepts, dossier.lecture.decisions)
    _add_shared(dataset, concepts, ties, dossier, names, iris)
    near = dataset.graph(iris.graph("proximites"))
    add_proximities(near, cartographie, read_besoins(concepts, ties), names, iris)
    found = read_interactions(cartographie, dossier.noms, dossier.interactions)
    add_interactions(dataset.graph(iris.graph("interactions")), found, ontology, iris)
    described = {s for s in (*fiches.subjects(), *inferred.subjects()) if isinstance(s, URIRef)}
    retired = (*dossier.iris_retirees, *joined_names(concepts, names, iris))
    aligned = dataset.graph(iris.graph("alignements"))
    replaced = {one.nom: one.remplacement for one in retired if one.remplacement}
    decided = dossier.alignements.renamed(replaced)
    add_alignements(aligned, decided, described, dossier.iris, iris)
    vocabulary = dataset.graph(iris.graph("ontologie"))
    for triple in ontology:
        vocabulary.add(triple)
    add_metadata(dataset, dossier.notice, provenance, retired, iris)
    return dataset


def _add_shared(
    dataset: Dataset,
    concepts: Sequence[Concept],
    ties: Sequence[Rapprochement],
    dossier: Dossier,
    names: Names,
    iris: Iris,
) -> None:
    """Say the concepts, how they are tied and known, and what métiers share at each level."""
    inferred = dataset.graph(iris.graph("concepts"))
    add_concepts(inferred, concepts, names, iris)
    add_ties(inferred, ties, blocks(concepts), names)
    add_fusions(inferred, concepts, names, iris)
    add_rapprochements(inferred, ties, names, iris)
    texts = same_text(concepts, dossier.lecture.libelles)
    add_sharing(dataset.graph(iris.graph("partage-texte")), texts, names, iris)
    wider = same_or_variant(concepts, ties)
    add_sharing(dataset.graph(iris.graph("partage-variantes")), wider, names, iris)
