"""The questions of the SPARQL bench, and how to ask each in words that no server has seen before.

A varied text is the same question about another thing: its variables have new names, its columns
another order, and where it names a métier or a compétence, where it has a LIMIT or a list of VALUES,
another one. A server cannot have its answer ready, and has no more to do for it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

ANALYSE, LECTURE = "analyse", "lecture"
MARQUE = "\x01"  # stands, in a varied text, for a number that is used only once

_TOOLS = Path(__file__).parent
_FOLDERS = {ANALYSE: _TOOLS.parent / "queries", LECTURE: _TOOLS / "lectures"}
_MOST = 5_000  # resources of a kind among which the varied texts choose

_HEADER = re.compile(r"# titre: *(.*)")
_COMMENT = re.compile(r"^\s*#.*\n", re.MULTILINE)
_STRING_OR_IRI = r"\"[^\"\n]*\"|'[^'\n]*'|<[^<>\s]*>"
_VARIABLE = re.compile(rf"({_STRING_OR_IRI})|[?$](\w+)")
_RESOURCE = re.compile(r"<(https?://[^<>\s]*/id/([a-z-]+)/)[^<>\s]*>")
_LIMIT = re.compile(r"\bLIMIT\s+(\d+)")
_VALUES = re.compile(r"(\bVALUES\s+\?\w+\s*\{)([^{}]*)(\})")
_COLUMNS = re.compile(r"(\bSELECT\s+(?:DISTINCT\s+)?)([^{}]*?)(\s+WHERE\b)")
_COLUMN = re.compile(r"\?\w+|\((?:[^()]|\([^()]*\))*\)")

Resources = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Question:
    """A query as its file has it, without its comments."""

    nom: str
    titre: str
    genre: str
    texte: str

    @classmethod
    def read(cls, path: Path, kind: str) -> "Question":
        """Read the query of the file *path*."""
        text = path.read_text(encoding="utf-8")
        header = _HEADER.search(text)
        return cls(path.stem, header[1] if header else path.stem, kind, _COMMENT.sub("", text))

    def varied(self, resources: Resources, draw: Random) -> str:
        """Return the question about other things, with :data:`MARQUE` where a number has to go."""
        chosen: dict[str, str] = {}

        def other(found: re.Match[str]) -> str:
            among = resources.get(found[2]) or [found[0]]
            return chosen.setdefault(found[0], draw.choice(among))

        text = _RESOURCE.sub(other, self.texte)
        text = _LIMIT.sub(lambda m: f"LIMIT {int(m[1]) + draw.randrange(int(m[1]) or 1)}", text)
        text = _VALUES.sub(lambda m: f"{m[1]} {_shuffled(m[2].split(), draw)} {m[3]}", text)
        text = _COLUMNS.sub(lambda m: m[1] + _columns(m[2], draw) + m[3], text, count=1)
        return _VARIABLE.sub(lambda m: m[1] or f"?{m[2]}{MARQUE}", text)


def questions() -> tuple[Question, ...]:
    """Return the analyses of ``queries/``, then the lookups of ``outils/lectures/``."""
    return tuple(
        Question.read(path, kind)
        for kind, folder in _FOLDERS.items()
        for path in sorted(folder.glob("*.rq"))
    )


def numbered(text: str, number: int) -> str:
    """Return the varied *text* with its number."""
    return text.replace(MARQUE, str(number))


def named_kinds(asked: Iterable[Question]) -> frozenset[str]:
    """Return the kinds of resources that the questions name."""
    return frozenset(found[2] for question in asked for found in _RESOURCE.finditer(question.texte))


def resources(dump: Path, kinds: Iterable[str], draw: Random) -> dict[str, list[str]]:
    """Return IRIs of each of the *kinds*, written ``<…>``, from an N-Quads file."""
    names = "|".join(sorted(kinds)).encode()
    typed = re.compile(rb"(<[^<>]*/id/(" + names + rb")/[^<>]*>) <[^<>]*#type> ")
    found: dict[str, dict[str, None]] = {}
    with dump.open("rb") as lines:
        for line in lines:
            if match := typed.match(line):
                found.setdefault(match[2].decode(), {})[match[1].decode()] = None
    return {kind: draw.sample(list(iris), min(_MOST, len(iris))) for kind, iris in sorted(found.items())}


def _shuffled(items: list[str], draw: Random) -> str:
    return " ".join(draw.sample(items, len(items)))


def _columns(text: str, draw: Random) -> str:
    columns = _COLUMN.findall(text)
    return _shuffled(columns, draw) if columns else text
