"""Who works with whom: each ``carto:Interaction`` with its words, their place, and how it is known."""

from collections.abc import Iterable, Mapping

from rdflib import RDF, RDFS, Graph, Literal, URIRef

from carto.graph_fusions import add_evidence
from carto.interactions import Interaction, Phrase, Place, TypeInteraction
from carto.interactions.links import links
from carto.iris import CARTO, Iris, local_of_title
from carto.model import Nature, Niveau
from carto.terms import french, french_name
from carto.text import slug

TYPES: Mapping[TypeInteraction, URIRef] = {
    TypeInteraction.COLLABORE_AVEC: CARTO.collaboreAvec,
    TypeInteraction.REND_COMPTE_A: CARTO.rendCompteA,
    TypeInteraction.RECOIT_DE: CARTO.recoitDe,
    TypeInteraction.TRANSFERE_A: CARTO.transfereA,
    TypeInteraction.SOUTIENT: CARTO.soutient,
    TypeInteraction.PILOTE: CARTO.pilote,
    TypeInteraction.EST_PILOTE_PAR: CARTO.estPilotePar,
}


def add_interactions(graph: Graph, found: Iterable[Interaction], ontology: Graph, iris: Iris) -> None:
    """Say each interaction, and what its source does with its target in one triple."""
    for interaction in found:
        phrase, kind = interaction.phrase, TYPES[interaction.type]
        source = iris.titled(Niveau.METIER, phrase.source)
        cible = iris.titled(interaction.cible.niveau, interaction.cible.titre)
        iri = _name(interaction, iris)
        label = f"{phrase.source} {french_name(ontology, kind)} {interaction.cible.titre}"
        for predicate, value in (
            (RDF.type, CARTO.Interaction),
            (RDFS.label, french(label)),
            (CARTO.source, source),
            (CARTO.cible, cible),
            (CARTO.typeInteraction, kind),
            (CARTO.texte, french(interaction.mots)),
            (CARTO.lueDans, _printed(phrase, iris)),
            (CARTO.positionDebut, Literal(interaction.debut)),
            (CARTO.positionFin, Literal(interaction.fin)),
            (CARTO.ligneDebut, Literal(phrase.lignes.debut)),
            (CARTO.ligneFin, Literal(phrase.lignes.fin)),
        ):
            graph.add((iri, predicate, value))
        rule = interaction.regle
        reason = interaction.raison or links().phrases[rule]
        add_evidence(graph, iri, interaction.methode, rule, reason, interaction.confiance)
        graph.add((source, kind, cible))
        graph.add((source, CARTO.interagitAvec, cible))


def _name(interaction: Interaction, iris: Iris) -> URIRef:
    phrase, cible = interaction.phrase, interaction.cible
    place = f"{slug(phrase.source)}-{phrase.place}-{phrase.rang}"
    return iris.resource("interaction", f"{place}-{local_of_title(cible.niveau, cible.titre)}")


def _printed(phrase: Phrase, iris: Iris) -> URIRef:
    """Return the IRI of the printed text of *phrase*."""
    match phrase.place:
        case Place.TENDANCE:
            return iris.tendance(Niveau.METIER, phrase.source, phrase.rang)
        case Place.MISSION | Place.INTERACTIONS:
            metier = iris.titled(Niveau.METIER, phrase.source)
            return iris.passage(metier, phrase.place, phrase.rang)
        case _:
            return iris.enonce(phrase.source, Nature(phrase.place), phrase.rang)
