"""Refuse what the endpoint never does, by reading tokens, never by searching for a word.

pyoxigraph's ``query`` resolves SERVICE over the network, so SERVICE must be found before a
query reaches it. « SERVICE » within a string, a comment, an IRI or a name is legal.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from server.errors import Forbidden

# The tokens of SPARQL 1.1, section 19.8, as far as they can hide or show a keyword. No character is
# read more than a few times: a match is never given back, and a string that does not end, which no
# parser accepts, goes to the end of its line or of the text.
_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\r\n]*)
  | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*+(?:\"{3}|\Z)? | '{3}(?:'{0,2}(?:[^'\\]|\\.))*+(?:'{3}|\Z)?
      | "(?:[^"\\\r\n]|\\.)*+"? | '(?:[^'\\\r\n]|\\.)*+'?)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<variable>[?$]\w+)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<name>(?:[^\W\d_](?:[\w.\-]*[\w\-])?)?:
      (?:(?:[\w:.\-]|%[0-9A-Fa-f]{2}|\\.)*(?:[\w:\-]|%[0-9A-Fa-f]{2}|\\.))?)
  | (?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)
  | (?P<words>[^\W\d][\w.\-]*)
  | (?P<space>\s+)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_UPDATES = {
    "INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH",
}  # fmt: skip
_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
# After one of these, « < » may be « less than » just as well as the start of an IRI.
_OPERANDS = {"variable", "number", "string", "language", "name", "iri"}


@dataclass(frozen=True, slots=True)
class Checked:
    """A query that may run; *has_dataset* says whether it names its own graphs (FROM)."""

    text: str
    has_dataset: bool


def check(text: str) -> Checked:
    """Return *text* if it only reads this dataset.

    Raises:
        Forbidden: If it is an update, or calls another service.
    """
    words = [word.upper() for word in keywords(text)]
    if "SERVICE" in words:
        raise Forbidden(
            "SERVICE est refusé : ce service n'interroge que ses propres données.",
            remedy="Interrogez l'autre service vous-même, ou chargez ses données à côté de celles-ci.",
        )
    first = next((word for word in words if word in _UPDATES | _FORMS), None)
    if first in _UPDATES:
        raise Forbidden(
            f"{first} est refusé : ce service se lit et ne s'écrit pas.",
            remedy="Posez une requête SELECT, ASK, CONSTRUCT ou DESCRIBE.",
        )
    return Checked(text, has_dataset="FROM" in words)


def keywords(text: str) -> Iterator[str]:
    """Yield the bare words of *text*: those that are no part of a string, an IRI, a name or a comment.

    Where « < » may be an operator and what follows an expression, the words of both readings come.
    """
    before = ""
    for match in _TOKEN.finditer(text):
        kind, token = match.lastgroup or "", match[0]
        if kind == "words":
            yield from _split(token)
        elif kind == "iri" and (before in _OPERANDS or before == ")"):
            yield from _words_of_expression(token)
        if kind not in {"space", "comment"}:
            before = token if kind == "other" else kind


def _words_of_expression(token: str) -> Iterator[str]:
    """Yield the words of *token* read as « < » and an expression, unless it can only be an IRI.

    The first word is the operand, and no keyword can be one; ``//`` stands in no expression.
    """
    inner = token[1:-1]
    if "://" not in inner:
        found = [m for m in _TOKEN.finditer(inner) if m.lastgroup not in {"space", "comment"}]
        yield from (word for m in found[1:] if m.lastgroup == "words" for word in _split(m[0]))


def _split(token: str) -> list[str]:
    """Return the words of *token*, which dots and hyphens may join: ``true.SERVICE`` has two."""
    return re.findall(r"\w+", token)
