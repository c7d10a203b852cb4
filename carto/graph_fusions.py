"""How it is known which énoncés are one concept, and what two concepts are to each other.

A ``carto:Fusion`` is a wording that was joined to a concept, a ``carto:Rapprochement`` the comparison
of two concepts that were not: each with its method, its rule and how sure it is.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from rdflib import RDF, RDFS, Graph, Literal, URIRef

from carto.concepts import Concept, Rapprochement
from carto.concepts.model import Methode, Verdict
from carto.concepts.rules import sentences
from carto.graph_concepts import TIES
from carto.iris import CARTO, Iris, Names
from carto.terms import decimal, french

METHODS: Mapping[Methode, URIRef] = {
    Methode.TEXTE: CARTO.MethodeTexte,
    Methode.REGLE: CARTO.MethodeRegle,
    Methode.DECISION: CARTO.MethodeDecision,
}


def add_fusions(graph: Graph, concepts: Iterable[Concept], names: Names, iris: Iris) -> None:
    """Say of each concept that many énoncés express how each of its wordings was joined to it."""
    for concept in concepts:
        if len(concept.occurrences) < 2:
            continue
        for fusion in concept.fusions:
            wording = fusion.formulation
            local = names[wording.nature, wording.cle].rpartition("/")[2]
            iri = iris.resource("fusion", f"{wording.nature}-{local}")
            graph.add((names[concept.nature, concept.cle], CARTO.fusion, iri))
            graph.add((iri, RDF.type, CARTO.Fusion))
            graph.add((iri, CARTO.formulation, french(wording.texte)))
            graph.add((iri, RDFS.label, french(f"« {wording.texte} »")))
            for o in wording.occurrences:
                graph.add((iri, CARTO.reunit, iris.enonce(o.metier.titre, o.nature, o.enonce.rang)))
            _add_verdict(graph, iri, fusion.verdict)


def add_rapprochements(
    graph: Graph, compared: Iterable[Rapprochement], names: Names, iris: Iris
) -> None:
    """Say how each tie between two concepts is known."""
    for tie in compared:
        a, b = names[tie.a.nature, tie.a.cle], names[tie.b.nature, tie.b.cle]
        mark = sha256(f"{tie.a.cle}\t{tie.b.cle}".encode()).hexdigest()[:12]
        iri = iris.resource("rapprochement", f"{tie.a.nature}-{mark}")
        graph.add((iri, RDF.type, CARTO.Rapprochement))
        graph.add((iri, RDFS.label, french(f"« {tie.a.libelle} » et « {tie.b.libelle} »")))
        graph.add((iri, CARTO.rapprochementDe, a))
        graph.add((iri, CARTO.rapprochementAvec, b))
        graph.add((iri, CARTO.resultat, TIES[tie.verdict.relation][0]))
        _add_verdict(graph, iri, tie.verdict)


def _add_verdict(graph: Graph, iri: URIRef, verdict: Verdict) -> None:
    """Say how *verdict* is known."""
    reason = verdict.raison or sentences()[verdict.regle]
    add_evidence(graph, iri, verdict.methode, verdict.regle, reason, verdict.confiance)


def add_evidence(
    graph: Graph, iri: URIRef, methode: Methode, regle: str, raison: str, confiance: float
) -> None:
    """Say how the thing *iri* is known, and how sure it is."""
    graph.add((iri, CARTO.methode, METHODS[methode]))
    graph.add((iri, CARTO.regle, Literal(regle)))
    graph.add((iri, CARTO.raison, french(raison)))
    graph.add((iri, CARTO.confiance, decimal(confiance)))
