"""How the fiches name métiers, familles and domaines: their titles, and ``data/noms.tsv``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from carto.corrections import read_table
from carto.errors import InputError
from carto.interactions.model import Cible, Phrase
from carto.interactions.phrases import tokens
from carto.model import Cartographie, Niveau
from carto.read import all_metiers, all_rubriques

_COLUMNS = ("nom", "sorte", "cible", "dans", "raison")
_NONE = "-"
_MARKS = frozenset("().,:;")

Forms = tuple[str, ...]


class Sorte(StrEnum):
    """What a name is: of people, of a department, of what people do, or of nobody here."""

    PERSONNE = "personne"
    SERVICE = "service"
    ACTIVITE = "activite"
    RIEN = "rien"


@dataclass(frozen=True, slots=True)
class Nom:
    """A name, and whom it names, maybe several; *dans*: the titles under which it does, none: anywhere.

    *sigle*: it is an abbreviation in capitals, which is no other word.
    """

    formes: Forms
    sorte: Sorte
    cibles: tuple[Cible, ...]
    dans: frozenset[str] = frozenset()
    sigle: bool = False


class Noms:
    """All names, found by their words."""

    def __init__(self, noms: Iterable[Nom]) -> None:
        self._by_forms: dict[Forms, list[Nom]] = {}
        for nom in noms:
            self._by_forms.setdefault(nom.formes, []).append(nom)
        self.longest = max(map(len, self._by_forms), default=0)

    def named(self, formes: Forms, phrase: Phrase) -> Nom | None:
        """Return what *formes* name in *phrase*: by the row for the nearest title, else any."""
        found = self._by_forms.get(formes, ())
        for title in (phrase.source, *phrase.rubriques):
            for nom in found:
                if title in nom.dans:
                    return nom
        return next((nom for nom in found if not nom.dans), None)


@dataclass(frozen=True, slots=True)
class Ecrit:
    """A row of the table of names, as written."""

    nom: str
    sorte: Sorte
    cibles: tuple[str, ...]
    dans: tuple[str, ...]
    row: int
    path: Path

    def error(self, message: str) -> InputError:
        """Return *message* as an error at this row."""
        return InputError(message, line=self.row, file=str(self.path))


def load_noms(path: Path) -> tuple[Ecrit, ...]:
    """Read the table at *path*.

    Raises:
        InputError: If a row is not as expected.
    """
    found = []
    for row, cells in read_table(path, _COLUMNS):
        cibles, dans = (
            () if cells[column] == _NONE else tuple(cells[column].split("|"))
            for column in ("cible", "dans")
        )
        if cells["sorte"] not in set(Sorte):
            message = f"« {cells['sorte']} » n'est pas une sorte de nom ({', '.join(Sorte)})"
            raise InputError(message, line=row, file=str(path))
        ecrit = Ecrit(cells["nom"], Sorte(cells["sorte"]), cibles, dans, row, path)
        if (ecrit.sorte == Sorte.RIEN) != (not cibles):
            raise ecrit.error("un nom de rien n'a pas de cible, les autres en ont une")
        found.append(ecrit)
    return tuple(found)


def names(ecrits: Iterable[Ecrit], titles: Mapping[str, Cible]) -> Noms:
    """Return the names of a table, and the titles themselves where it does not say otherwise.

    Raises:
        InputError: If a row speaks of a title that there is none of, or says a name again.
    """
    found: dict[tuple[Forms, frozenset[str]], Nom] = {}
    for ecrit in ecrits:
        for title in (*ecrit.cibles, *ecrit.dans):
            if title not in titles:
                raise ecrit.error(f"« {title} » n'est pas un titre de la cartographie")
        cibles = tuple(titles[title] for title in ecrit.cibles)
        formes, dans = forms(ecrit.nom), frozenset(ecrit.dans)
        if (formes, dans) in found:
            raise ecrit.error(f"« {ecrit.nom} » est déjà dit")
        found[formes, dans] = Nom(formes, ecrit.sorte, cibles, dans, ecrit.nom.isupper())
    for title, cible in titles.items():
        sorte = Sorte.PERSONNE if cible.niveau == Niveau.METIER else Sorte.SERVICE
        for formes in {forms(title), forms(title.split("(")[0])}:
            found.setdefault((formes, frozenset()), Nom(formes, sorte, (cible,)))
    return Noms(found.values())


def targets(cartographie: Cartographie) -> Mapping[str, Cible]:
    """Return every title of the taxonomy as what can be worked with."""
    rubriques = {r.titre: Cible(r.niveau, r.titre) for r in all_rubriques(cartographie)}
    return rubriques | {m.titre: Cible(Niveau.METIER, m.titre) for m in all_metiers(cartographie)}


def forms(name: str) -> Forms:
    """Return the words of *name* as they are compared: without articles, of its marks only « / »."""
    return tuple(t.forme for t in tokens(name) if t.forme not in _MARKS and not t.lie)
