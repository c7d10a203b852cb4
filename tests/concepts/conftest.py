"""Small cartographies, made of the texts that a test is about."""

from collections.abc import Iterable, Sequence

from carto.concepts.model import Concept, Formulation, Occurrence
from carto.concepts.wordings import wordings
from carto.model import Enonce, Forme, Lignes, Metier, Nature, Passage

# A bullet, or a bullet and those below it.
Puce = str | tuple[str, Sequence[str]]


def fiche(titre: str, nature: Nature, puces: Iterable[Puce], line: int = 1) -> list[Occurrence]:
    """Return the énoncés of a fiche that has *puces* in the section of *nature*, from *line* on."""
    enonces: list[Enonce] = []

    def add(text: str, parent: int | None) -> None:
        rang = len(enonces) + 1
        place = Lignes(line + rang, line + rang)
        enonces.append(Enonce(text, place, rang, 0 if parent is None else 1, parent))

    for puce in puces:
        text, below = (puce, ()) if isinstance(puce, str) else puce
        add(text, None)
        above = len(enonces)
        for detail in below:
            add(detail, above)
    sections = {n: tuple(enonces) if n == nature else () for n in Nature}
    lines = Lignes(line, line + len(enonces))
    metier = Metier(titre, lines, Forme.STANDARD, Passage("Mission.", lines), sections)
    return [Occurrence(metier, nature, e) for e in enonces]


def fiches(nature: Nature, *lists: Iterable[Puce]) -> list[Occurrence]:
    """Return the énoncés of one fiche for each of *lists*."""
    return [
        o for n, puces in enumerate(lists) for o in fiche(f"Métier {n + 1}", nature, puces, line=100 * n)
    ]


def wording(text: str, nature: Nature = Nature.COMPETENCE, above: str | None = None) -> Formulation:
    """Return the wording *text*, printed once, below *above* if that is given."""
    puces: list[Puce] = [text if above is None else (above, [text])]
    return next(f for f in wordings(fiches(nature, puces)) if f.texte == text)


def texts(concepts: Iterable[Concept]) -> set[frozenset[str]]:
    """Return the wordings of each concept."""
    return {frozenset(f.texte for f in concept.formulations) for concept in concepts}
