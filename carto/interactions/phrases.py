"""The printed texts of the fiches in which others can be named, and the words that they are made of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from carto.concepts.analysis import lemma
from carto.interactions.model import Phrase, Place
from carto.model import Cartographie, Enonce, Metier, Nature, Passage, Rubrique
from carto.text import fold, words

# « Manager(s) » is one word.
_WORD = re.compile(r"[^\W_]+(?:&[^\W_]+)*(?:\(s\))?|[.,:;()/]")
_OF, _ARTICLES = frozenset({"de", "d", "du", "des"}), frozenset({"le", "la", "les", "l"})
_NATURES = {
    Nature.ACTIVITE: Place.ACTIVITE,
    Nature.COMPETENCE: Place.COMPETENCE,
    Nature.CONNAISSANCE: Place.CONNAISSANCE,
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark: how names are compared (*forme*), how verbs are (*lemme*), where it stands.

    *lie*: names are the same with it and without: « ingénieur (de) soutien ».
    """

    forme: str
    lemme: str
    debut: int
    fin: int
    lie: bool


def tokens(text: str) -> tuple[Token, ...]:
    """Return the words and marks of *text*, with their places in it."""
    found: list[Token] = []
    for match in _WORD.finditer(text):
        word = match[0].removesuffix("(s)")
        form = "".join(words(word)) or fold(word)
        after_of = bool(found) and found[-1].forme in _OF
        joins = form in _OF or (form in _ARTICLES and after_of)
        found.append(Token(form, lemma(word), match.start(), match.end(), joins))
    return tuple(found)


def phrases(cartographie: Cartographie) -> Iterator[Phrase]:
    """Yield the printed texts of every fiche, in the order of the document."""
    for domaine in cartographie.domaines:
        yield from _below(domaine, ())


def _below(rubrique: Rubrique, above: tuple[str, ...]) -> Iterator[Phrase]:
    titles = (rubrique.titre, *above)
    for metier in rubrique.metiers:
        yield from _of_fiche(metier, titles)
    for inner in rubrique.rubriques:
        yield from _below(inner, titles)


def _of_fiche(metier: Metier, titles: tuple[str, ...]) -> Iterator[Phrase]:
    def phrase(place: Place, rang: int, printed: Passage | Enonce) -> Phrase:
        return Phrase(metier.titre, place, rang, printed.texte, printed.lignes, titles)

    yield phrase(Place.MISSION, 1, metier.mission)
    for tendance in metier.tendances:
        yield phrase(Place.TENDANCE, tendance.rang, tendance)
    for nature, place in _NATURES.items():
        for enonce in metier.enonces[nature]:
            yield phrase(place, enonce.rang, enonce)
    for rang, passage in enumerate(metier.interactions, 1):
        yield phrase(Place.INTERACTIONS, rang, passage)
