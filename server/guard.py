"""Refuse what the endpoint never does, by reading tokens, never by searching for a word.

pyoxigraph's ``query`` resolves SERVICE over the network, so SERVICE must be found before a
query reaches it. « SERVICE » within a string, a comment, an IRI or a name is legal.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from server.errors import BadQuery, Forbidden

# The tokens of SPARQL 1.1, section 19.8, as far as they can hide or show a keyword. No character is
# read more than a few times: a match is never given back, and a string that does not end, which no
# parser accepts, goes to the end of its line or of the text.
_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\r\n]*)
  | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*+(?:\"{3}|\Z)? | '{3}(?:'{0,2}(?:[^'\\]|\\.))*+(?:'{3}|\Z)?
      | "(?:[^"\\\r\n]|\\.)*+"? | '(?:[^'\\\r\n]|\\.)*+'?)
  | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>)
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


_OPENING, _CLOSING = frozenset("{(["), frozenset("})]")
# How deep brackets may stand in each other. People write five; at some thousands a parser, which calls
# itself, runs out of stack.
MAX_DEPTH = 200
# What must be there for a query to need a closer look: a word that no letter touches.
_SERVICE = re.compile(r"(?<![^\W\d])SERVICE(?!\w)")
_GRAPHS = re.compile(r"(?<![^\W\d])(?:FROM|GRAPH)(?!\w)")
_FORM = re.compile(
    r"(?:\s|\#[^\r\n]*[\r\n]|BASE\s*<[^>]*>|PREFIX\s*[^\s:<]*:\s*<[^>]*>)*+(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Graphs:
    """Whether a query names the graphs of its dataset (FROM), or looks into named ones (GRAPH)."""

    dataset: bool
    graph: bool


def check(text: str) -> None:
    """Make sure that *text* only reads this dataset, and can be parsed without harm.

    Raises:
        Forbidden: If it is an update, or calls another service.
        BadQuery: If its brackets stand too deep in each other, or it holds a NUL.
    """
    if "\0" in text:
        raise BadQuery("La requête contient un caractère nul (U+0000).")
    upper = text.upper()
    if ("SERVICE" in upper and _SERVICE.search(upper)) or not _FORM.match(text):
        _check_words(text)
    # As many opening brackets as this, and no fewer, can stand so deep.
    if sum(map(text.count, ("{", "(", "[", "<<"))) > MAX_DEPTH and depth(text) > MAX_DEPTH:
        raise BadQuery(
            f"Les parenthèses, crochets et accolades s'emboîtent sur plus de {MAX_DEPTH} niveaux.",
            remedy="Écrivez la requête plus à plat : VALUES, IN, ou plusieurs requêtes.",
        )


def _check_words(text: str) -> None:
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


def names_graphs(text: str) -> Graphs:
    """Return which keywords of *text* concern graphs."""
    upper = text.upper()
    if ("FROM" not in upper and "GRAPH" not in upper) or not _GRAPHS.search(upper):
        return Graphs(dataset=False, graph=False)
    words = {word.upper() for word in keywords(text)}
    hidden = {word.upper() for word in hidden_words(text)}
    return Graphs(dataset="FROM" in words, graph="GRAPH" in words | hidden)


def depth(text: str) -> int:
    """Return how many brackets of any kind stand open at once in *text*."""
    level = deepest = 0
    before = ""
    for kind, token in tokens(text):
        if kind != "other":
            before = ""
            continue
        double = before + token if before == token else ""  # « << » and « >> » are brackets too
        level += (token in _OPENING or double == "<<") - (token in _CLOSING or double == ">>")
        deepest = max(deepest, level)
        before = "" if double else token
    return deepest


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the text of each token of *text*, spaces and comments included."""
    for match in _TOKEN.finditer(text):
        yield match.lastgroup or "", match[0]


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
