"""What became of every line of the document.

The report is worked out from the finished cartographie, not kept while reading: a line that
no value lays claim to has been lost, and the build says which.
"""

from collections import Counter
from collections.abc import Iterator

from carto.errors import InputError
from carto.model import Cartographie, Enonce, Lignes, Metier, Nature, Passage, Rubrique
from carto.source import Document

type_of_nature = {
    Nature.ACTIVITE: "activité",
    Nature.COMPETENCE: "compétence",
    Nature.CONNAISSANCE: "connaissance",
}


def coverage(document: Document, cartographie: Cartographie) -> dict[int, str]:
    """Return the role of every printed line of *document*.

    Raises:
        InputError: If a line has no role; the message names every such line.
    """
    roles: dict[int, str] = {}
    for role, lines in _claims(cartographie):
        for number in range(lines.debut, lines.fin + 1):
            roles[number] = role
    printed = [line for line in document.lignes if not line.blanche]
    lost = [line for line in printed if line.numero not in roles]
    if lost:
        listing = "\n".join(f"  ligne {line.numero} : {line.texte.strip()}" for line in lost)
        raise InputError(f"{len(lost)} ligne(s) sans rôle connu :\n{listing}", line=lost[0].numero)
    return {line.numero: roles[line.numero] for line in printed}


def summary(roles: dict[int, str]) -> Counter[str]:
    """Return how many lines play each role."""
    return Counter(roles.values())


def _claims(cartographie: Cartographie) -> Iterator[tuple[str, Lignes]]:
    yield from _passages("page de titre", cartographie.page_de_titre)
    yield from _passages("table des matières", cartographie.sommaire)
    yield from _passages("introduction", cartographie.introduction)
    for domaine in cartographie.domaines:
        yield from _rubrique(domaine)
    yield from _passages("artefact de page", cartographie.artefacts)


def _rubrique(rubrique: Rubrique) -> Iterator[tuple[str, Lignes]]:
    yield "titre", Lignes(rubrique.lignes.debut, rubrique.lignes.debut)
    yield from _passages("présentation", rubrique.presentation)
    for annonce in rubrique.annonces:  # printed within the presentation
        yield "annonce", annonce.phrase.lignes
        yield from _passages("annonce", annonce.noms)
    yield from _enonces("tendance", rubrique.tendances)
    yield from ((r.role, r.lignes) for r in rubrique.reperes)
    yield from _notes(rubrique.notes, rubrique.presentation)
    for below in rubrique.rubriques:
        yield from _rubrique(below)
    for metier in rubrique.metiers:
        yield from _metier(metier)


def _metier(metier: Metier) -> Iterator[tuple[str, Lignes]]:
    yield "titre", Lignes(metier.lignes.debut, metier.lignes.debut)
    yield "mission", metier.mission.lignes
    for nature, enonces in metier.enonces.items():
        yield from _enonces(type_of_nature[nature], enonces)
    yield from _enonces("tendance", metier.tendances)
    yield from _passages("intitulé", metier.intitules)
    yield from _passages("interactions", metier.interactions)
    yield from ((r.role, r.lignes) for r in metier.reperes)
    yield from _notes(metier.notes, ())


def _passages(role: str, passages: tuple[Passage, ...]) -> Iterator[tuple[str, Lignes]]:
    return ((role, passage.lignes) for passage in passages)


def _notes(notes: tuple[Passage, ...], around: tuple[Passage, ...]) -> Iterator[tuple[str, Lignes]]:
    """Yield the notes that have lines of their own; one in italics lies within a paragraph."""
    inside = {passage.lignes for passage in around}
    return (("note", note.lignes) for note in notes if note.lignes not in inside)


def _enonces(role: str, enonces: tuple[Enonce, ...]) -> Iterator[tuple[str, Lignes]]:
    """Yield the lines of each; a footnote that cuts one in two claims its own line after it."""
    return ((role, enonce.lignes) for enonce in enonces)
