"""The triple patterns of a query, read from its tokens: enough to name the one that costs most."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from server.lexer import Token, tokens

# What an expression in brackets follows, perhaps behind the name of a function.
_EXPRESSIONS = {"FILTER", "BIND", "HAVING"}
# What ends a pattern.
_ENDS = {
    *_EXPRESSIONS, "OPTIONAL", "VALUES", "UNION", "MINUS", "GRAPH", "SELECT", "WHERE", "GROUP", "ORDER",
    "LIMIT", "OFFSET", "EXISTS", "NOT", "LATERAL", "CONSTRUCT", "FROM", "NAMED", "DISTINCT", "REDUCED",
}  # fmt: skip
_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_CONSTANTS = {"iri", "name", "string", "number"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A subject and what is asked of it, as written; *group* tells the braces that it stands in.

    *single* is the same where every path has one step; *text* is empty for what only ties variables.
    """

    text: str
    single: str
    variables: frozenset[str]
    constants: int
    group: tuple[int, ...]

    @property
    def closure(self) -> bool:
        """Whether a path of it may have any length."""
        return self.text != self.single


def prologue(text: str) -> str:
    """Return the declarations at the head of a query."""
    offset = 0
    for kind, token in tokens(text):
        if kind == "words" and token.upper() in _FORMS:
            break
        offset += len(token)
    return text[:offset]


def patterns(text: str) -> list[Pattern]:
    """Return the triple patterns of the query *text*."""
    return [clause for clause in clauses(text) if clause.text]


def clauses(text: str) -> list[Pattern]:
    """Return the triple patterns of the query *text*, and what ties their variables (BIND, VALUES)."""
    reader = _Reader()
    for token in tokens(text):
        reader.read(token)
    return reader.found


class _Reader:
    """Goes through the tokens of a query, and keeps the patterns."""

    def __init__(self) -> None:
        self.found: list[Pattern] = []
        self._groups: list[int] = []
        self._opened = 0
        self._held: list[Token] = []
        self._skipped = ""  # a keyword, until what belongs to it is over
        self._brackets = 0
        self._bound: list[Token] = []

    def read(self, token: Token) -> None:
        """Take the next token."""
        if token.kind == "comment":
            return
        word = token.text.upper() if token.kind == "words" else ""
        if self._skipped and self._skip(token, word):
            return
        if word in _ENDS or (token.kind == "other" and token.text in ".{}"):
            self._close()
            self._skipped = word if word in {*_EXPRESSIONS, *_SKIPS} else ""
            self._brackets, self._bound = 0, []
        elif self._groups:
            self._held.append(token)
        if token.text == "{":
            self._opened += 1
            self._groups.append(self._opened)
        elif token.text == "}" and self._groups:
            self._groups.pop()

    def _skip(self, token: Token, word: str) -> bool:
        """Whether *token* belongs to what is skipped."""
        if self._skipped in _EXPRESSIONS:
            if not self._brackets and (word in _ENDS or token.text == "{"):  # FILTER EXISTS {
                self._skipped = ""
                return False
            self._bound.append(token)
            self._count(token, "(", ")")
            return True
        if self._skipped in {"VALUES", "CONSTRUCT"}:
            if self._skipped == "CONSTRUCT" and not self._brackets and word == "WHERE":
                self._skipped = ""
                return False
            self._bound.append(token)
            self._count(token, "{", "}")
            return True
        # SELECT, GROUP, ORDER…: up to the braces on either side.
        if token.text in "{}" or word == "WHERE":
            self._skipped = ""
            return False
        return True

    def _count(self, token: Token, opening: str, closing: str) -> None:
        self._brackets += (token.text == opening) - (token.text == closing)
        if token.text == closing and self._brackets <= 0:
            names = _variables(self._bound)
            if names and self._skipped in {"BIND", "VALUES"}:
                self.found.append(Pattern("", "", names, 0, tuple(self._groups)))
            self._skipped = ""
            self._bound = []

    def _close(self) -> None:
        held, self._held = self._held, []
        solid = [token for token in held if token.kind != "space"]
        if len(solid) < 3:
            return
        constants = sum(token.kind in _CONSTANTS or token.text == "a" for token in solid)
        self.found.append(
            Pattern(
                _text(held), _text(_one_step(held)), _variables(solid), constants, tuple(self._groups)
            )
        )


_SKIPS = {"VALUES", "CONSTRUCT", "SELECT", "GROUP", "ORDER", "LIMIT", "OFFSET"}


def _one_step(held: Sequence[Token]) -> list[Token]:
    """Return *held* without the signs that let a path be of any length."""
    kept: list[Token] = []
    for token, after in zip(held, [*held, Token("", "")][1:], strict=True):
        before = kept[-1] if kept else Token("", "")
        path = before.kind in {"iri", "name"} or before.text in {")", "a"}
        sign = token.kind == "other" and token.text in "*+"
        if sign and path and after.kind != "number":
            kept.append(Token("space", " "))
        else:
            kept.append(token)
    return kept


def _text(held: Sequence[Token]) -> str:
    return " ".join("".join(" " if t.kind == "space" else t.text for t in held).split())


def _variables(found: Iterable[Token]) -> frozenset[str]:
    """Return the variables among *found*, and the blank nodes, which are variables in a pattern."""
    names: set[str] = set()
    before = ""
    for token in found:
        if token.kind == "variable":
            names.add(f"?{token.text[1:]}")
        elif token.kind == "name" and before == "_":
            names.add(f"_{token.text}")
        before = token.text
    return frozenset(names)


def products(found: Sequence[Pattern]) -> Iterator[tuple[list[Pattern], list[Pattern]]]:
    """Yield two sets of patterns of one group that share no variable: each multiplies the other."""
    for group in dict.fromkeys(pattern.group for pattern in found):
        within = [pattern for pattern in found if pattern.group[: len(group)] == group]
        sets = [
            [pattern for pattern in members if pattern.text and pattern.group == group]
            for members in components(within)
        ]
        direct = [members for members in sets if members and members[0].variables]
        if len(direct) > 1:
            yield direct[0], direct[1]


def components(found: Iterable[Pattern]) -> list[list[Pattern]]:
    """Return *found* in sets that share no variable."""
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
