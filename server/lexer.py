"""The tokens of SPARQL 1.1, section 19.8, as far as they can hide or show a keyword."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

# No character is read more than a few times: a match is never given back, and a string that does not
# end, which no parser accepts, goes to the end of its line or of the text.
_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\r\n]*)
  | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*+(?:\"{3}|\Z)? | '{3}(?:'{0,2}(?:[^'\\]|\\.))*+(?:'{3}|\Z)?
      | "(?:[^"\\\r\n]|\\.)*+"? | '(?:[^'\\\r\n]|\\.)*+'?)
  | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>)
  | (?P<variable>[?$]\w+)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<name>(?:[^\W\d_](?:[\w.\-]*[\w\-])?)?:
      (?:(?:[\w:.\-]|%[0-9A-Fa-f]{2}|\\[!-/;=?@_~])*(?:[\w:\-]|%[0-9A-Fa-f]{2}|\\[!-/;=?@_~]))?)
  | (?P<number>(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)
  | (?P<words>[^\W\d]\w*)
  | (?P<space>\s+)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A piece of a query: *kind* is the name of a group of the expression above."""

    kind: str
    text: str


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of *text*, spaces and comments included: all of it, in order."""
    for match in _TOKEN.finditer(text):
        yield Token(match.lastgroup or "", match[0])


def solid(text: str) -> list[Token]:
    """Return the tokens of *text* that are neither space nor comment."""
    return [token for token in tokens(text) if token.kind not in {"space", "comment"}]


def declared(found: list[Token]) -> Mapping[str, str]:
    """Return the prefixes that the tokens *found* declare, each with its namespace."""
    threes = zip(found, found[1:], found[2:], strict=False)
    return {
        name.text.rstrip(":"): iri.text[1:-1]
        for word, name, iri in threes
        if word.text.upper() == "PREFIX" and name.kind == "name" and iri.kind == "iri"
    }
