"""From printed bullets to numbered énoncés at their true place."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from carto.blocks import Puce
from carto.corrections import Correction
from carto.model import Enonce, Lignes, Reparation
from carto.nesting import Place, Temoins, nest
from carto.template import DATA
from carto.text import strip_marks


@dataclass(frozen=True, slots=True)
class Groupe:
    """The heading of a group of bullets (Innovation form)."""

    titre: str
    lignes: Lignes
    retrait: int
    connaissances: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """Bullets that form one tree: a whole list, or one group of it. *groupe* is None outside groups."""

    puces: tuple[Puce, ...]
    groupe: Groupe | None = None


def load_reasons(path: Path = DATA / "reparations.toml") -> dict[str, str]:
    """Read the sentence of each repair rule."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return {rule: table["raison"] for rule, table in raw.items()}


@dataclass(frozen=True, slots=True)
class Nester:
    """What decides the place of a bullet: witnesses, corrections by line, and the reasons to give."""

    temoins: Temoins
    corrections: Mapping[int, Correction]
    raisons: Mapping[str, str]

    def enonces(self, segments: Sequence[Segment]) -> tuple[Enonce, ...]:
        """Return the bullets of one section, numbered through all its segments.

        Raises:
            InputError: If a correction names a parent that is not open above the bullet.
        """
        found: list[Enonce] = []
        for segment in segments:
            places = self._corrected(segment.puces, nest(segment.puces, self.temoins))
            base = len(found)
            depths: list[int] = []
            for i, (puce, place) in enumerate(zip(segment.puces, places, strict=True)):
                parent = place.parent
                depths.append(0 if parent is None else depths[parent] + 1)
                found.append(
                    Enonce(
                        texte=strip_marks(puce.texte),
                        lignes=puce.lignes,
                        rang=base + i + 1,
                        profondeur=depths[i],
                        parent=None if parent is None else base + parent + 1,
                        groupe=segment.groupe.titre if segment.groupe else None,
                        reparation=self._repair(segment, puce, place),
                    )
                )
        return tuple(found)

    def _corrected(self, puces: Sequence[Puce], places: Sequence[Place]) -> list[Place]:
        index = {puce.lignes.debut: i for i, puce in enumerate(puces)}
        corrected = list(places)
        for i, puce in enumerate(puces):
            correction = self.corrections.get(puce.lignes.debut)
            if correction is None:
                continue
            parent = None if correction.parent is None else index.get(correction.parent)
            if correction.parent is not None and parent not in set(_open_above(corrected, i)):
                raise correction.entry.error(
                    f"la ligne {correction.parent} du document n'est ni la puce au-dessus, ni une puce "
                    "dont celle-ci est un détail"
                )
            corrected[i] = Place(parent, "correction")
        return corrected

    def _repair(self, segment: Segment, puce: Puce, place: Place) -> Reparation | None:
        if place.regle == "correction":
            return Reparation("correction", self.corrections[puce.lignes.debut].raison)
        rule = place.regle or puce.defaut or _group_defect(segment, puce)
        if rule is None:
            return None
        title, line = "", puce.suite
        if place.parent is not None:
            parent = segment.puces[place.parent]
            title, line = strip_marks(parent.texte), line or parent.lignes.debut
        elif segment.groupe is not None:
            title, line = segment.groupe.titre, line or segment.groupe.lignes.debut
        reason = self.raisons[rule].format(parent=title, ligne=line, temoin=place.temoin)
        return Reparation(rule, reason)


def _open_above(places: Sequence[Place], i: int) -> Iterator[int]:
    """Yield the bullet above *i* and those it is a detail of: no other can have a child here."""
    above = i - 1 if i else None
    while above is not None:
        yield above
        above = places[above].parent


def _group_defect(segment: Segment, puce: Puce) -> str | None:
    if segment.groupe is None or puce.retrait > segment.groupe.retrait:
        return None
    return "groupe"
