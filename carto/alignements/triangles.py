"""The triangle: a métier's ROME fiche, its ESCO occupation, and the official correspondence of the two.

Closed: the correspondence joins them. Open: it knows both, and does not join them; those are looked
at first. Impossible: it says nothing of one of them, so that nothing could close it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from carto.alignements.model import Alignement, Alignements, Referentiel
from carto.alignements.reglages import reglages


class Etat(StrEnum):
    """How a triangle stands."""

    FERME = "ferme"
    OUVERT = "ouvert"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Triangle:
    """The links of a métier to a ROME fiche and to an ESCO occupation, and why they stand so.

    *raison*: for an open one what a reader says of it; nothing if none has.
    """

    metier: str
    rome: Alignement
    esco: Alignement
    etat: Etat
    appellations: int
    raison: str


def triangles(found: Alignements) -> tuple[Triangle, ...]:
    """Return the triangles of *found*, in the order of its decisions."""
    return tuple(_Correspondance(found).triangles())


def triangle_key(one: Triangle) -> tuple[str, str, str]:
    """Return by what a reason names a triangle: the métier, the ROME code, the ESCO code."""
    assert one.rome.cible is not None
    assert one.esco.cible is not None
    return one.metier, one.rome.cible.code, one.esco.cible.code


class _Correspondance:
    """What the official correspondence joins, and what it knows."""

    def __init__(self, found: Alignements) -> None:
        self._found = found
        self._joined = {(o.rome, o.esco): o.appellations for o in found.officiel}
        self._known = {code for pair in self._joined for code in pair}
        self._said: Mapping[tuple[str, str, str], str] = {
            (metier, rome, esco): raison for metier, rome, esco, raison in found.raisons
        }

    def triangles(self) -> Iterator[Triangle]:
        links = [one for one in self._found.decisions if one.lie and one.genre == "metier"]
        esco: dict[str, list[Alignement]] = {}
        for one in links:
            if one.referentiel == Referentiel.ESCO:
                esco.setdefault(one.sujet, []).append(one)
        for one in links:
            if one.referentiel == Referentiel.ROME:
                for other in esco.get(one.sujet, ()):
                    yield self._triangle(one, other)

    def _triangle(self, rome: Alignement, esco: Alignement) -> Triangle:
        assert rome.cible is not None
        assert esco.cible is not None
        a, b = rome.cible.code, esco.cible.code
        said, count = reglages().textes, self._joined.get((a, b), 0)
        if count:
            etat, raison = Etat.FERME, said["ferme"].format(nombre=count)
        elif a not in self._known:
            etat, raison = Etat.IMPOSSIBLE, said["impossible_rome"]
        elif b not in self._known:
            etat, raison = Etat.IMPOSSIBLE, said["impossible_esco"]
        else:
            etat, raison = Etat.OUVERT, self._said.get((rome.sujet, a, b), "")
        return Triangle(rome.sujet, rome, esco, etat, count, raison)


def without_reason(found: Iterable[Triangle]) -> list[Triangle]:
    """Return the open triangles of *found* of which no reader has said why."""
    return [one for one in found if one.etat == Etat.OUVERT and not one.raison]
