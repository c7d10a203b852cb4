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
    if "SERVICE" in words or "SERVICE" in (word.upper() for word in hidden_words(text)):
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
    """Yield the bare words of *text*, those of no string, IRI, name or comment."""
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "words":
            yield from _split(match[0])


def hidden_words(text: str) -> Iterator[str]:
    """Yield the words of what looks like an IRI, where « < » may be an operator before an expression.

    In « FILTER(?a<?b)SERVICE?v#> » they are no part of an IRI for a parser. A pattern can only
    follow where the expression ends, behind its bracket.
    """
    before = ""
    for match in _TOKEN.finditer(text):
        kind, token = match.lastgroup or "", match[0]
        if kind == "iri" and (before in _OPERANDS or before == ")"):
            yield from keywords(token[1:-1].partition(")")[2])
        if kind not in {"space", "comment"}:
            before = token if kind == "other" else kind


def _split(token: str) -> list[str]:
    """Return the words of *token*, which dots and hyphens may join: ``true.SERVICE`` has two."""
    return re.findall(r"\w+", token)
