"""Who works with whom: each ``carto:Interaction`` with its words, their place, and how it is known."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from rdflib import RDF, RDFS, XSD, Graph, Literal, URIRef

from carto.graph_fusions import METHODS
from carto.interactions import Cible, Interaction, Phrase, Place, TypeInteraction
from carto.interactions.links import links
from carto.iris import CARTO, Iris, local_of_title
from carto.model import Nature, Niveau
from carto.terms import french
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
        source = iris.resource(Niveau.METIER, slug(interaction.phrase.source))
        cible, kind = _target(interaction.cible, iris), TYPES[interaction.type]
        iri = _name(interaction, iris)
        said = next(o for o in ontology.objects(kind, RDFS.label) if getattr(o, "language", "") == "fr")
        label = f"{interaction.phrase.source} {said} {interaction.cible.titre}"
        confidence = str(Decimal(str(interaction.confiance)))
        for predicate, value in (
            (RDF.type, CARTO.Interaction),
            (RDFS.label, french(label)),
            (CARTO.source, source),
            (CARTO.cible, cible),
            (CARTO.typeInteraction, kind),
            (CARTO.texte, french(interaction.mots)),
            (CARTO.lueDans, _printed(interaction.phrase, iris)),
            (CARTO.positionDebut, Literal(interaction.debut)),
            (CARTO.positionFin, Literal(interaction.fin)),
            (CARTO.ligneDebut, Literal(interaction.phrase.lignes.debut)),
            (CARTO.ligneFin, Literal(interaction.phrase.lignes.fin)),
            (CARTO.methode, METHODS[interaction.methode]),
            (CARTO.regle, Literal(interaction.regle)),
            (CARTO.raison, french(interaction.raison or links().phrases[interaction.regle])),
            (CARTO.confiance, Literal(confidence, datatype=XSD.decimal, normalize=False)),
        ):
            graph.add((iri, predicate, value))
        graph.add((source, kind, cible))
        graph.add((source, CARTO.interagitAvec, cible))


def _name(interaction: Interaction, iris: Iris) -> URIRef:
    phrase, cible = interaction.phrase, interaction.cible
    place = f"{slug(phrase.source)}-{phrase.place}-{phrase.rang}"
    return iris.resource("interaction", f"{place}-{local_of_title(cible.niveau, cible.titre)}")


def _target(cible: Cible, iris: Iris) -> URIRef:
    return iris.resource(cible.niveau, local_of_title(cible.niveau, cible.titre))


def _printed(phrase: Phrase, iris: Iris) -> URIRef:
    """Return the IRI of the printed text of *phrase*."""
    metier = iris.resource(Niveau.METIER, slug(phrase.source))
    match phrase.place:
        case Place.TENDANCE:
            return iris.tendance(Niveau.METIER, phrase.source, phrase.rang)
        case Place.MISSION | Place.INTERACTIONS:
            return iris.passage(metier, phrase.place, phrase.rang)
        case _:
            nature = Nature(phrase.place)
            return iris.resource("enonce", f"{slug(phrase.source)}-{nature}-{phrase.rang}")
