"""The words by which a cartographie announces its parts (``data/gabarit.toml``)."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carto.errors import InputError
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
            tuple(_plain(e[:-1]) for e in entries if e.endswith("*")),
        )

    def __contains__(self, text: str) -> bool:
        heading = _heading(text)
        return heading in self.exacts or any(_opens(_plain(text), d) for d in self.debuts)


@dataclass(frozen=True, slots=True)
class Gabarit:
    """How documents of this kind are laid out. See ``data/gabarit.toml`` for each field."""

    entree: re.Pattern[str]
    artefact: re.Pattern[str]
    annonce: re.Pattern[str]
    domaine: Intitules
    evolutions: Intitules
    notes: Intitules
    prefixes_sous_famille: tuple[str, ...]
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


def _plain(text: str) -> str:
    return re.sub(r"\s*:", ":", fold(strip_marks(text)).replace("-", " "))


def _heading(text: str) -> str:
    return _plain(text).rstrip(": ")


def _opens(text: str, start: str) -> bool:
    """Whether *text* opens with *start*, the last word of which is whole."""
    rest = text.removeprefix(start)
    return rest != text and not (start[-1:].isalnum() and rest[:1].isalnum())


def load_template(path: Path = DATA / "gabarit.toml") -> Gabarit:
    """Read the template at *path*.

    Raises:
        InputError: If it is no TOML, or an entry is missing.
    """
    try:
        return _template(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, re.error) as error:
        raise InputError(f"gabarit illisible ({error})", file=str(path)) from error
    except KeyError as error:
        raise InputError(f"le gabarit n'a pas d'entrée {error}", file=str(path)) from error


def _template(raw: dict[str, Any]) -> Gabarit:
    rubriques, fiche = raw["rubriques"], raw["fiche"]
    return Gabarit(
        entree=re.compile(raw["sommaire"]["entree"]),
        artefact=re.compile(raw["page"]["artefact"]),
        annonce=re.compile(rubriques["annonce"].format(nombres="|".join(rubriques["nombres"]))),
        domaine=Intitules.of(rubriques["domaine"]),
        evolutions=Intitules.of(rubriques["evolutions"]),
        notes=Intitules.of(rubriques["notes"]),
        prefixes_sous_famille=tuple(rubriques["prefixes_sous_famille"]),
        mission=Intitules.of(fiche["mission"]),
        a_completer=Intitules.of(fiche["a_completer"]),
        groupes_connaissances=Intitules.of(fiche["groupes_connaissances"]),
        groupes_sans_gras=Intitules.of(fiche["groupes_sans_gras"]),
        sections={n: Intitules.of(e) for n, e in fiche["sections"].items()},
        sections_innovation={n: Intitules.of(e) for n, e in fiche["sections_innovation"].items()},
        mots_vides=frozenset(raw["comparaison"]["mots_vides"]),
    )
