"""The words by which a cartographie announces its parts (``data/gabarit.toml``)."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from carto.text import fold, strip_marks, words

DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Intitules:
    """A closed list of headings, compared without case, accents, hyphens or final colon."""

    exacts: frozenset[str]
    debuts: tuple[str, ...]

    @classmethod
    def of(cls, entries: Sequence[str]) -> "Intitules":
        """Read *entries*; one that ends in ``*`` stands for all that opens that way."""
        return cls(
            frozenset(_heading(e) for e in entries if not e.endswith("*")),
            tuple(_heading(e[:-1]) for e in entries if e.endswith("*")),
        )

    def __contains__(self, text: str) -> bool:
        heading = _heading(text)
        return heading in self.exacts or any(heading.startswith(d) for d in self.debuts)


@dataclass(frozen=True, slots=True)
class Gabarit:
    """How documents of this kind are laid out. See ``data/gabarit.toml`` for each field."""

    entree: re.Pattern[str]
    domaine: Intitules
    evolutions: Intitules
    notes: Intitules
    prefixes_sous_famille: tuple[str, ...]
    nombres: tuple[str, ...]
    mission: Intitules
    a_completer: Intitules
    groupes_connaissances: Intitules
    groupes_sans_gras: Intitules
    sections: dict[str, Intitules]
    sections_innovation: dict[str, Intitules]
    mots_vides: frozenset[str]

    def section(self, text: str) -> tuple[bool, str] | None:
        """Return (is it of the Innovation form, section name) if *text* is a section heading."""
        for innovation, sections in (
            (False, self.sections),
            (True, self.sections_innovation),
        ):
            for name, headings in sections.items():
                if text in headings:
                    return innovation, name
        return None

    def mission_text(self, text: str) -> str | None:
        """Return what follows « Mission : » in *text*, or None if it is no mission."""
        label, colon, rest = strip_marks(text).lstrip("*").partition(":")
        return rest.strip() if colon and label in self.mission else None

    def title_words(self, text: str) -> frozenset[str]:
        """Return the words that tell *text* from other titles."""
        return frozenset(words(text)) - self.mots_vides


def _heading(text: str) -> str:
    return fold(strip_marks(text)).replace("-", " ").rstrip(": ")


def load_template(path: Path = DATA / "gabarit.toml") -> Gabarit:
    """Read the template at *path*."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    rubriques, fiche = raw["rubriques"], raw["fiche"]
    return Gabarit(
        entree=re.compile(raw["sommaire"]["entree"]),
        domaine=Intitules.of(rubriques["domaine"]),
        evolutions=Intitules.of(rubriques["evolutions"]),
        notes=Intitules.of(rubriques["notes"]),
        prefixes_sous_famille=tuple(rubriques["prefixes_sous_famille"]),
        nombres=tuple(rubriques["nombres"]),
        mission=Intitules.of(fiche["mission"]),
        a_completer=Intitules.of(fiche["a_completer"]),
        groupes_connaissances=Intitules.of(fiche["groupes_connaissances"]),
        groupes_sans_gras=Intitules.of(fiche["groupes_sans_gras"]),
        sections={n: Intitules.of(e) for n, e in fiche["sections"].items()},
        sections_innovation={n: Intitules.of(e) for n, e in fiche["sections_innovation"].items()},
        mots_vides=frozenset(raw["comparaison"]["mots_vides"]),
    )
