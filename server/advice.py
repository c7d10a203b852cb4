"""What to do instead: the pattern at fault, a narrower query, an example; « vouliez-vous dire … »."""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from carto.names import namespace, prefixed
from server.lexer import Token, declared, solid, tokens
from server.patterns import Pattern, clauses, products, prologue

_CLOSE = 0.6  # of difflib: « Metiers » and « Metier », not « Metier » and « Mission »
_FEW = 100
# A query of this length was written by a program, and is not read on the way of others.
_LONG = 10_000


@dataclass(frozen=True, slots=True)
class Advice:
    """Why a query may cost what it does, and what to ask instead; all of it may be empty.

    *example* is the name of a query of ``queries/``, and *link* asks it, at the address that was asked.
    """

    reason: str = ""
    pattern: str = ""
    suggestion: str = ""
    example: str = ""
    link: str = ""

    def sentence(self) -> str:
        """Return the advice in one sentence or two."""
        return self.reason or "Demandez moins : un LIMIT, un type, un métier, une propriété précise."

    def members(self) -> dict[str, str]:
        """Return what a program reads of it."""
        return {
            "pattern": self.pattern,
            "suggestion": self.suggestion,
            "example": self.example,
            "exampleLink": self.link,
        }


@dataclass(frozen=True, slots=True)
class Hint:
    """A name of a query that the dataset does not use, and the nearest one that it does."""

    asked: str
    nearest: str

    def header(self) -> str:
        """Return the hint as the value of a header: in ASCII."""
        text = f"{self.asked} ; vouliez-vous dire {self.nearest} ?"
        return "".join(c if " " <= c <= "~" else ascii(c)[1:-1] for c in text)


@dataclass(slots=True)
class Advisor:
    """Knows the names that the dataset uses, and the examples."""

    prefixes: Mapping[str, str]
    examples: Mapping[str, str]
    terms: frozenset[str] = frozenset()
    _spaces: dict[str, list[str]] = field(default_factory=dict)
    _words: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._words = {name: _names(text) for name, text in self.examples.items()}

    def learn(self, terms: Iterable[str]) -> None:
        """Take *terms* as the classes and properties that the dataset uses."""
        self.terms = frozenset(terms)
        self._spaces = {}
        for term in sorted(self.terms):
            space = namespace(term)
            self._spaces.setdefault(space, []).append(term.removeprefix(space))

    def hint(self, text: str) -> Hint | None:
        """Return the first name of *text* that the dataset does not use though it uses its kind."""
        if len(text) > _LONG:
            return None
        found = solid(text)
        prefixes = {**self.prefixes, **declared(found)}
        for token in found:
            iri = _iri(token, prefixes)
            space = namespace(iri)
            if iri == space or iri in self.terms or space not in self._spaces:
                continue
            local = iri.removeprefix(space)
            nearest = difflib.get_close_matches(local, self._spaces[space], n=1, cutoff=_CLOSE)
            if nearest:
                return Hint(self._short(iri), self._short(space + nearest[0]))
        return None

    def advise(self, text: str) -> Advice:
        """Return what to do instead of the query *text*; nothing in particular of a very long one."""
        if len(text) > _LONG:
            return Advice()
        found = clauses(text)
        example = self._nearest(text)
        link = f"?{urlencode({'query': self.examples[example]})}" if example else ""
        for first, second in products(found):
            return Advice(
                f"« {second[0].text} » n'a aucune variable en commun avec « {first[0].text} » : "
                "chaque solution de l'un se combine à toutes celles de l'autre (produit cartésien).",
                second[0].text,
                _alone(text, first),
                example,
                link,
            )
        worst = max((pattern for pattern in found if pattern.text), key=_weight, default=None)
        if worst is None:
            return Advice(example=example, link=link)
        return Advice(_reason(worst), worst.text, _alone(text, [worst]), example, link)

    def _short(self, iri: str) -> str:
        return prefixed(iri, self.prefixes) or iri

    def _nearest(self, text: str) -> str:
        """Return the name of the example that has most names in common with *text*."""
        asked = _names(text)

        def likeness(name: str) -> float:
            words = self._words[name]
            return len(asked & words) / len(asked | words) if asked | words else 0.0

        return max(sorted(self.examples), key=likeness, default="")


def _weight(pattern: Pattern) -> tuple[bool, int, int]:
    return pattern.closure, -pattern.constants, len(pattern.variables)


def _reason(pattern: Pattern) -> str:
    if pattern.closure:
        return (
            f"Le chemin de « {pattern.text} » peut avoir toute longueur ; "
            "nommez l'une de ses deux extrémités, ou faites-le d'un seul pas."
        )
    return (
        f"« {pattern.text} » est le motif le plus large ; donnez-lui un type, une propriété, une chose."
    )


def _alone(text: str, members: list[Pattern]) -> str:
    """Return a query for *members* alone, which is narrower: a few solutions, paths of one step."""
    body = " .\n  ".join(member.single.rstrip(" ;") for member in members)
    return f"{prologue(text).strip()}\nSELECT * WHERE {{\n  {body}\n}}\nLIMIT {_FEW}".lstrip()


def _names(text: str) -> frozenset[str]:
    local = re.compile(r"[\w-]+")
    found = (local.findall(token)[-1:] for kind, token in tokens(text) if kind in {"name", "iri"})
    return frozenset(name for names in found for name in names)


def _iri(token: Token, prefixes: Mapping[str, str]) -> str:
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, _, local = token.text.partition(":")
    return prefixes[prefix] + local if token.kind == "name" and prefix in prefixes else ""
