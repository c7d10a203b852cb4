"""Refuse what the endpoint never does, by reading tokens, never by searching for a word.

pyoxigraph's ``query`` resolves SERVICE over the network, so SERVICE must be found before a
query reaches it. « SERVICE » within a string, a comment, an IRI or a name is legal. Its parser wants no
space behind a keyword, nor before it where a token may end: « trueSERVICE », « SERVICEa:b » are calls.
"""

import re
from collections.abc import Iterator, Sequence

from server.errors import BadQuery, Forbidden
from server.lexer import Token, solid, tokens

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
# What may be a keyword that concerns graphs: a name or a variable follows, glued to it or not. Most
# texts with these letters speak of graphs in a comment.
_GRAPHS = re.compile(r"(?:GRAPH|FROM(?:\s*NAMED)?)(?:[\s<?$:#]|\w*:)")
# The beginning of a query that is no update; what does not begin so is read word by word.
_FORM = re.compile(
    r"(?:\s|\#[^\r\n]*[\r\n]|BASE\s*<[^>]*>|PREFIX\s*[^\s:<]*:\s*<[^>]*>)*+(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b",
    re.IGNORECASE,
)


def check(text: str) -> None:
    """Make sure that *text* only reads this dataset, and can be parsed without harm.

    Raises:
        Forbidden: If it is an update, or calls another service.
        BadQuery: If its brackets stand too deep in each other, or it holds a NUL.
    """
    if "\0" in text:
        raise BadQuery("La requête contient un caractère nul (U+0000).")
    # A token can only be this word where the word is: most queries need no closer look.
    if "SERVICE" in text.upper() and calls_service(text):
        raise Forbidden(
            "SERVICE est refusé : ce service n'interroge que ses propres données.",
            remedy="Interrogez l'autre service vous-même, ou chargez ses données à côté de celles-ci.",
        )
    if not _FORM.match(text):
        _check_form(text)
    # As many opening brackets as this, and no fewer, can stand so deep.
    if sum(map(text.count, ("{", "(", "[", "<<"))) > MAX_DEPTH and depth(text) > MAX_DEPTH:
        raise BadQuery(
            f"Les parenthèses, crochets et accolades s'emboîtent sur plus de {MAX_DEPTH} niveaux.",
            remedy="Écrivez la requête plus à plat : VALUES, IN, ou plusieurs requêtes.",
        )


def calls_service(text: str) -> bool:
    """Whether a parser may find the keyword SERVICE in *text*."""
    found = solid(text)
    if any("SERVICE" in word for word in _words(found)):
        return True
    before = Token("", "")
    for token, after in zip(found, [*found, Token("", "")][1:], strict=True):
        # « service:a { » is a graph's name behind GRAPH, and else a call of « :a ».
        named = before.text.upper().endswith(("GRAPH", "FROM", "NAMED", "DESCRIBE"))
        if _keyword_in_prefix(token, "SERVICE") and after.text == "{" and not named:
            return True
        if any(_keyword_in_prefix(inner, "SERVICE") for inner in _hidden(before, token)):
            return True
        before = token
    return False


def names_graphs(text: str) -> bool:
    """Whether *text* may name a graph: by FROM, by GRAPH. In doubt it does; that costs little."""
    upper = text.upper()
    if ("FROM" not in upper and "GRAPH" not in upper) or not _GRAPHS.search(upper):
        return False
    found = solid(text)
    prefixes = (token.text.partition(":")[0].upper() for token in found if token.kind == "name")
    return any("GRAPH" in word or "FROM" in word for word in (*_words(found), *prefixes))


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


def _check_form(text: str) -> None:
    words = (token.text.upper() for token in tokens(text) if token.kind == "words")
    first = next((word for word in words if word in _UPDATES | _FORMS), None)
    if first in _UPDATES:
        raise Forbidden(
            f"{first} est refusé : ce service se lit et ne s'écrit pas.",
            remedy="Posez une requête SELECT, ASK, CONSTRUCT ou DESCRIBE.",
        )


def _words(found: Sequence[Token]) -> Iterator[str]:
    """Yield the bare words of *found*, and those that what looks like an IRI may hide."""
    before = Token("", "")
    for token in found:
        if token.kind == "words":
            yield token.text.upper()
        for inner in _hidden(before, token):
            if inner.kind == "words":
                yield inner.text.upper()
        before = token


def _hidden(before: Token, token: Token) -> list[Token]:
    """Return the tokens of what looks like an IRI, where « < » may be an operator before an expression.

    In « FILTER(?a<?b)SERVICE?v#> » they are no part of an IRI for a parser. A pattern can only
    follow where the expression ends, behind its bracket.
    """
    if token.kind != "iri" or not (before.kind in _OPERANDS or before.text == ")"):
        return []
    return solid(token.text[1:-1].partition(")")[2])


def _keyword_in_prefix(token: Token, keyword: str) -> bool:
    return token.kind == "name" and keyword in token.text.partition(":")[0].upper()
