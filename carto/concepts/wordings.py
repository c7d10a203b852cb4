"""The énoncés, and the wordings that they are printed in."""

from collections.abc import Iterable

from carto.concepts.model import Formulation, Occurrence
from carto.model import Cartographie, Nature
from carto.read import all_metiers
from carto.text import key


def occurrences(cartographie: Cartographie) -> Iterable[Occurrence]:
    """Yield every énoncé of every fiche, in printed order."""
    for metier in all_metiers(cartographie):
        for nature, enonces in metier.enonces.items():
            for enonce in enonces:
                yield Occurrence(metier, nature, enonce)


def wordings(found: Iterable[Occurrence]) -> tuple[Formulation, ...]:
    """Return the texts of *found*, each with its énoncés; the order of *found* makes no difference."""
    groups: dict[tuple[Nature, str], list[Occurrence]] = {}
    for occurrence in found:
        groups.setdefault((occurrence.nature, key(occurrence.enonce.texte)), []).append(occurrence)
    return tuple(_wording(nature, cle, same) for (nature, cle), same in sorted(groups.items()))


def _wording(nature: Nature, cle: str, same: list[Occurrence]) -> Formulation:
    printed = tuple(sorted(same, key=lambda o: (o.enonce.lignes.debut, o.enonce.rang)))
    return Formulation(nature, cle, printed[0].enonce.texte, printed)
