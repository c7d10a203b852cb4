"""What readers found odd in the document: graph ``remarques``."""

from collections.abc import Iterable, Iterator

from rdflib import RDF, RDFS, Graph, Literal, URIRef

from carto.iris import CARTO, Iris
from carto.model import Cartographie, Lignes, Niveau
from carto.read import all_metiers, all_rubriques
from carto.remarks import Remarque
from carto.terms import french
from carto.text import key


def add_remarks(
    graph: Graph, cartographie: Cartographie, remarks: Iterable[Remarque], iris: Iris
) -> None:
    """Say each remark of the thing that is printed at its line; of the whole, where it is no thing.

    It is said twice: as a thing of its own, with its line and quote, and in one sentence.
    """
    owners = _owners(cartographie, iris)
    for remark in remarks:
        owner = owners.get(remark.ligne, iris.scheme)
        sentence = f"Ligne {remark.ligne} : « {remark.citation} ». {remark.texte}"
        graph.add((owner, CARTO.remarque, french(sentence)))
        iri = iris.remarque(remark)
        graph.add((iri, RDF.type, CARTO.Remarque))
        graph.add((iri, RDFS.label, french(f"Ligne {remark.ligne} : « {remark.citation} »")))
        graph.add((iri, CARTO.remarqueSur, owner))
        graph.add((iri, CARTO.explication, french(remark.texte)))
        graph.add((iri, CARTO.citation, french(remark.citation)))
        graph.add((iri, CARTO.genreRemarque, Literal(remark.genre)))
        graph.add((iri, CARTO.ligneDebut, Literal(remark.ligne)))
        graph.add((iri, CARTO.ligneFin, Literal(remark.ligne)))


def _owners(cartographie: Cartographie, iris: Iris) -> dict[int, URIRef]:
    """Return the thing printed at each line: the most specific that has it."""
    owners: dict[int, URIRef] = {}
    for iri, lines in _claims(cartographie, iris):
        owners.update(dict.fromkeys(range(lines.debut, lines.fin + 1), iri))
    return owners


def _claims(cartographie: Cartographie, iris: Iris) -> Iterator[tuple[URIRef, Lignes]]:
    """Yield each thing with its lines, the wider before the more specific."""
    titles: dict[str, URIRef] = {}
    for rubrique in all_rubriques(cartographie):
        iri, kind, title = iris.rubrique(rubrique), rubrique.niveau, rubrique.titre
        titles[key(title)] = iri
        yield iri, rubrique.lignes
        yield from ((iris.tendance(kind, title, t.rang), t.lignes) for t in rubrique.tendances)
    for metier in all_metiers(cartographie):
        iri, kind, title = iris.metier(metier), Niveau.METIER, metier.titre
        titles[key(title)] = iri
        yield iri, metier.lignes
        yield from ((iris.tendance(kind, title, t.rang), t.lignes) for t in metier.tendances)
        for nature, enonces in metier.enonces.items():
            yield from ((iris.enonce(metier.titre, nature, e.rang), e.lignes) for e in enonces)
        yield from ((iri, note.lignes) for note in metier.notes)
    for rubrique in all_rubriques(cartographie):  # those that its famille prints for it
        own = (*rubrique.presentation, *rubrique.notes)
        yield from ((iris.rubrique(rubrique), passage.lignes) for passage in own)
    entries = (e for e in cartographie.sommaire if key(e.texte) in titles)
    yield from ((titles[key(entry.texte)], entry.lignes) for entry in entries)
