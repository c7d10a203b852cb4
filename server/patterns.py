"""The triple patterns of a query, read from its tokens: enough to name the one that costs most."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from server.guard import tokens

_FORM = re.compile(r"\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
# A word that ends a pattern, and one that an expression in brackets follows.
_ENDS = {
    "FILTER", "OPTIONAL", "BIND", "VALUES", "UNION", "MINUS", "GRAPH", "SELECT", "WHERE", "GROUP",
    "ORDER", "HAVING", "LIMIT", "OFFSET", "EXISTS", "NOT", "LATERAL", "BY", "CONSTRUCT", "FROM", "NAMED",
}  # fmt: skip
_EXPRESSIONS = {"FILTER", "BIND", "HAVING"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A subject and what is asked of it, as written; *group* tells the braces that it stands in."""

    text: str
    variables: frozenset[str]
    constants: int
    group: tuple[int, ...]

    @property
    def closure(self) -> bool:
        """Whether a path of it may have any length."""
        return bool(re.search(r"[\w>)][*+]", self.text))


def prologue(text: str) -> str:
    """Return the declarations at the head of a query."""
    offset = 0
    for kind, token in tokens(text):
        if kind == "words" and _FORM.fullmatch(token):
            break
        offset += len(token)
    return text[:offset]


def patterns(text: str) -> list[Pattern]:
    """Return the triple patterns of the query *text*; nothing if it holds none."""
    return list(_patterns(tokens(text)))


def _patterns(found: Iterable[tuple[str, str]]) -> Iterator[Pattern]:
    groups: list[int] = []
    opened = 0
    words: list[tuple[str, str]] = []
    for kind, text in _outside_expressions(found):
        if (kind == "words" and text.upper() in _ENDS) or (kind == "other" and text in ".{}"):
            yield from _pattern(words, tuple(groups))
            words = []
        elif groups:
            words.append((kind, text))
        if text == "{":
            opened += 1
            groups.append(opened)
        elif text == "}" and groups:
            groups.pop()


def _outside_expressions(found: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the tokens that are in no comment, and not in the brackets behind FILTER, BIND or HAVING."""
    opened = 0
    expected = False  # an expression follows
    for kind, text in found:
        if expected and text == "(":
            opened += 1
            expected = False
        elif opened:
            opened += (text == "(") - (text == ")")
        elif kind != "comment":
            if kind != "space":
                expected = kind == "words" and text.upper() in _EXPRESSIONS
            yield kind, text


def _pattern(words: list[tuple[str, str]], group: tuple[int, ...]) -> Iterator[Pattern]:
    text = "".join(word for _, word in words).strip()
    solid = [(kind, word) for kind, word in words if kind != "space"]
    if len(solid) < 3:
        return
    variables = frozenset(f"?{word[1:]}" for kind, word in solid if kind == "variable")
    constants = sum(kind in {"iri", "name", "string", "number"} or word == "a" for kind, word in solid)
    yield Pattern(" ".join(text.split()), variables, constants, group)


def components(found: Iterable[Pattern]) -> list[list[Pattern]]:
    """Return *found* in sets that share no variable: joined, each set multiplies the others."""
    sets: list[tuple[set[str], list[Pattern]]] = []
    for pattern in found:
        names, members = set(pattern.variables), [pattern]
        apart = []
        for other in sets:
            if other[0] & names:
                names |= other[0]
                members = [*other[1], *members]
            else:
                apart.append(other)
        sets = [*apart, (names, members)]
    return [members for _, members in sets]
