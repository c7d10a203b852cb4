"""The changes between two dumps, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import pyoxigraph as ox

from carto.dump import Dump


class Sorte(StrEnum):
    """What happened to a thing."""

    AJOUT = "ajout"
    RETRAIT = "retrait"
    IRI = "iri"  # it bears another name, and is most likely the same thing
    ORDRE = "ordre"  # it stands elsewhere among its neighbours
    VALEUR = "valeur"  # one of its properties has other values


@dataclass(frozen=True, slots=True)
class Change:
    """One change, told in words.

    Args:
        genre: The class of the thing, by its local name: ``Enonce``.
        nature: Its most specific class: ``EnonceCompetence``; mostly the same.
        chose: Its IRI, in the second dump if it is there.
        nom: Its title or its text.
        rang: Its rank, in the second dump if it is there; 0 without one.
        de: The IRI of what it is in the end a part of, or nothing; *de_genre*: the class of that,
            *de_nom*: its title.
        propriete: The IRI of the property whose values changed.
        perdus: The values that only the first dump has, in words; *gagnes*: only the second.
        details: What helps to know a thing that came or went: where it is, what it says.
        redite: Whether another change says as much: the mission of a métier that was added.
    """

    sorte: Sorte
    genre: str
    nature: str
    chose: str
    nom: str
    rang: int = 0
    de: str = ""
    de_genre: str = ""
    de_nom: str = ""
    propriete: str = ""
    perdus: tuple[str, ...] = ()
    gagnes: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    redite: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs between two dumps: each changed quad is told, or counted.

    Args:
        before: The first dump, as it was compared; *after*: the second.
        told: The changes in words, in the order in which people read them.
        renamed: How many things of each class bear another IRI.
        renamed_quads: How many quads changed for that reason only.
        regraphed: How many quads, by property, are only in another graph.
        others: How many quads, by property, changed besides.
        only_before: Classes, and properties of a class, of which the second dump says nothing at all,
            as (class, property or nothing); *only_after*: of which the first says nothing.
    """

    before: Dump
    after: Dump
    told: tuple[Change, ...] = ()
    renamed: Mapping[str, int] = field(default_factory=dict)
    renamed_quads: int = 0
    regraphed: Mapping[str, int] = field(default_factory=dict)
    others: Mapping[str, int] = field(default_factory=dict)
    only_before: frozenset[tuple[str, str]] = frozenset()
    only_after: frozenset[tuple[str, str]] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return self.before != self.after

    @property
    def removed(self) -> frozenset[ox.Quad]:
        """The quads that only the first dump has."""
        return self.before.quads - self.after.quads

    @property
    def added(self) -> frozenset[ox.Quad]:
        """The quads that only the second dump has."""
        return self.after.quads - self.before.quads

    @property
    def told_quads(self) -> int:
        """How many changed quads the changes in words account for."""
        counted = self.renamed_quads + sum(self.regraphed.values()) + sum(self.others.values())
        return len(self.removed) + len(self.added) - counted
