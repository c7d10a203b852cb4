"""What the things of the cartography are to ROME and ESCO: graph ``alignements``.

Each link is said twice: by its SKOS property, for whoever asks, and as an SSSOM mapping that says
whose judgement it is, how sure, and why. A refused target, or none, is a mapping alone.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef

from carto.alignements.confiance import Mesure, bande_of, genre_of, key_of, mesures
from carto.alignements.model import ESCO, Alignement, Alignements, Cible, Referentiel
from carto.alignements.reglages import reglages
from carto.alignements.triangles import Triangle, triangle_key, triangles
from carto.errors import InputError
from carto.iris import CARTO, Iris
from carto.terms import decimal, french

SSSOM = Namespace("https://w3id.org/sssom/")
_SEMAPV = Namespace("https://w3id.org/semapv/vocab/")
_ETATS = {
    "ferme": CARTO.TriangleFerme,
    "ouvert": CARTO.TriangleOuvert,
    "impossible": CARTO.TriangleImpossible,
}
# What a second reader found the target to be, in the words of SKOS; nothing at all is NoTermFound.
_RELU = {
    "exact": SKOS.exactMatch, "close": SKOS.closeMatch, "broad": SKOS.broadMatch,
    "narrow": SKOS.narrowMatch, "related": SKOS.relatedMatch, "none": SSSOM.NoTermFound,
}  # fmt: skip
_DIGITS = 4


def add_alignements(
    graph: Graph, found: Alignements, known: Iterable[URIRef], published: Collection[str], iris: Iris
) -> None:
    """Say what *found* decides of the things *known*, which the rest of the dataset describes.

    What is decided of a *published* name that is not known is left out: the build is refused for that
    name (see :mod:`carto.stability`).

    Raises:
        InputError: If a decision is about a thing that never was.
    """
    there, decisions = frozenset(known), []
    for one in found.decisions:
        if subject(one, iris) in there:
            decisions.append(one)
        elif one.sujet not in published:
            message = f"« {one.sujet} » n'existe pas dans ce graphe"
            raise InputError(message, line=one.ligne, file=one.table)
    found = replace(found, decisions=tuple(decisions))
    add = _Alignements(graph, found, iris)
    for one in found.decisions:
        add.alignement(one)
    for band in mesures(found.decisions, found.relectures):
        add.mesure(band)
    for triangle in triangles(found):
        add.triangle(triangle)


def target(cible: Cible, iris: Iris) -> URIRef:
    """Return the IRI of a concept of ROME or ESCO."""
    if cible.referentiel == Referentiel.ROME:
        return URIRef(f"{iris.base}rome/{cible.code}")
    return URIRef(f"{ESCO}{cible.code}")


def subject(one: Alignement, iris: Iris) -> URIRef:
    """Return the IRI of what a decision is about."""
    return URIRef(f"{iris.base}id/{one.sujet}")


class _Alignements:
    """Writes into one graph what was decided."""

    def __init__(self, graph: Graph, found: Alignements, iris: Iris) -> None:
        self._graph = graph
        self._iris = iris
        self._reread = {(r.sujet, r.cible): r.relation for r in found.relectures}

    def _say(self, subject: URIRef, said: Iterable[tuple[URIRef, URIRef | Literal]]) -> None:
        for predicate, value in said:
            self._graph.add((subject, predicate, value))

    def name(self, one: Alignement) -> URIRef:
        """Return the IRI of a mapping: its subject, its reference, its target."""
        code = one.cible.code.rpartition("/")[2].lower() if one.cible else "rien"
        local = f"{one.sujet.replace('/', '-')}--{one.referentiel}-{code}"
        return self._iris.resource("alignement", local)

    def alignement(self, one: Alignement) -> None:
        """Say one decision."""
        iri = self.name(one)
        self._say(iri, self._mapping(one))
        if one.cible is None:
            return
        cible = target(one.cible, self._iris)
        self._graph.add((cible, RDFS.label, _label(one.cible)))
        if one.cible.notation:
            self._graph.add((cible, SKOS.notation, Literal(one.cible.notation)))
        if one.lie:
            self._graph.add((subject(one, self._iris), SKOS[one.relation], cible))
            self._graph.add(
                (iri, CARTO.bande, self._band(genre_of(one.sujet), bande_of(one.confiance).nom))
            )
        if reading := self._reread.get(key_of(one)):
            self._graph.add((iri, CARTO.relu, _RELU[reading]))

    def _mapping(self, one: Alignement) -> Iterator[tuple[URIRef, URIRef | Literal]]:
        texts = reglages().textes
        yield RDF.type, SSSOM.Mapping
        if one.cible is None:
            name = {"rome": "le ROME", "esco": "ESCO"}[one.referentiel]
            label = texts["rien"].format(sujet=one.libelle, referentiel=name)
            yield OWL.annotatedTarget, SSSOM.NoTermFound
        else:
            text = texts["refus" if one.refuse else "alignement"]
            label = text.format(sujet=one.libelle, cible=one.cible.libelle)
            yield OWL.annotatedTarget, target(one.cible, self._iris)
            yield SSSOM.object_label, _label(one.cible)
        yield RDFS.label, french(label)
        yield OWL.annotatedSource, subject(one, self._iris)
        yield OWL.annotatedProperty, SKOS[one.relation]
        if one.refuse:
            yield SSSOM.predicate_modifier, SSSOM.NegatedPredicate
        yield SSSOM.mapping_justification, _SEMAPV[one.justification]
        yield SSSOM.confidence, decimal(one.confiance)
        yield SSSOM.author_label, french(one.auteur)
        yield SSSOM.object_source_version, Literal(one.version)
        yield DCTERMS.created, Literal(one.date, datatype=XSD.date)
        yield RDFS.comment, french(one.raison)

    def _band(self, genre: str, band: str) -> URIRef:
        return self._iris.resource("bande", f"{genre}-{band}")

    def mesure(self, one: Mesure) -> None:
        """Say what a band of confidence is worth."""
        texts = reglages().textes
        label = texts["bande_metier" if one.genre == "metiers" else "bande_concept"]
        self._say(
            iri := self._band(one.genre, one.bande.nom),
            (
                (RDF.type, CARTO.Bande),
                (RDFS.label, french(label.format(bande=one.bande.fr))),
                (CARTO.nombreLiens, Literal(one.liens)),
                (CARTO.nombreRelus, Literal(one.relus)),
                (CARTO.nombreJustes, Literal(one.justes)),
            ),
        )
        if one.part is not None and one.intervalle is not None:
            low, high = one.intervalle
            self._graph.add((iri, CARTO.partJuste, decimal(round(one.part, _DIGITS))))
            self._graph.add((iri, CARTO.partJusteMin, decimal(round(low, _DIGITS))))
            self._graph.add((iri, CARTO.partJusteMax, decimal(round(high, _DIGITS))))

    def triangle(self, one: Triangle) -> None:
        """Say whether the official correspondence closes a triangle, and if not, why."""
        local, rome, esco = (part.rpartition("/")[2] for part in triangle_key(one))
        iri = self._iris.resource("triangle", f"{local}--{rome.lower()}--{esco}")
        assert one.rome.cible is not None
        assert one.esco.cible is not None
        names = {"rome": one.rome.cible.libelle, "esco": one.esco.cible.libelle}
        label = reglages().textes["triangle"].format(metier=one.rome.libelle, **names)
        self._say(
            iri,
            (
                (RDF.type, CARTO.Triangle),
                (RDFS.label, french(label)),
                (CARTO.triangleDe, subject(one.rome, self._iris)),
                (CARTO.cote, self.name(one.rome)),
                (CARTO.cote, self.name(one.esco)),
                (CARTO.etatTriangle, _ETATS[one.etat]),
            ),
        )
        if one.appellations:
            self._graph.add((iri, CARTO.nombreAppellations, Literal(one.appellations)))
        if one.raison:
            self._graph.add((iri, RDFS.comment, french(one.raison)))


def _label(cible: Cible) -> Literal:
    return Literal(cible.libelle, lang=cible.langue)
