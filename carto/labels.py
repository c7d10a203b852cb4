"""Labels that make sense alone, made from printed texts that do not always.

A bullet may only finish the sentence of the one above: « savoir conclure » under « Négocier : ».
Its label says both. The printed text stays what it is; a label is inferred from it.
"""

from collections.abc import Sequence

from carto.model import Enonce

# A text of so few words (« Consolide les ressources ») leans on the bullet above it.
_FEW_WORDS = 4


def label(text: str) -> str:
    """Return *text* without the punctuation that ends a printed bullet."""
    bare = text.rstrip(" .,;:")
    return f"{bare}." if bare.endswith("etc") else bare


def capitalised(text: str) -> str:
    """Return *text* with a capital first letter, as a label that opens nothing else's sentence."""
    return f"{text[:1].upper()}{text[1:]}"


def stands_alone(text: str) -> bool:
    """Whether *text*, printed below another, can be read without it.

    What opens in lower case goes on with the sentence above; what is very short leans on it.
    """
    first = next((c for c in text if c.isalnum()), "")
    return not first.islower() and len(text.split()) > _FEW_WORDS


def in_context(text: str, above: str) -> str:
    """Return the label of *text*, printed below *above*: « Négocier : savoir conclure »."""
    return f"{without_last_parenthesis(label(above))} : {label(text)}"


def without_last_parenthesis(text: str) -> str:
    """Return *text* without the parenthesis that ends it, if one does and is not all of it."""
    depth = 0
    for i in range(len(text) - 1, 0, -1):
        depth += {")": 1, "(": -1}.get(text[i], 0)
        if depth == 0:
            return text[:i].rstrip() if text[i] == "(" else text
    return text


def parent_of(enonce: Enonce, siblings: Sequence[Enonce]) -> Enonce | None:
    """Return the bullet above *enonce* among *siblings*, all those of its section by rank."""
    return None if enonce.parent is None else siblings[enonce.parent - 1]


def labels(enonces: Sequence[Enonce]) -> tuple[str, ...]:
    """Return the label of each of *enonces*, a whole section in the order of their ranks."""
    found: list[str] = []
    for enonce in enonces:
        above = parent_of(enonce, enonces)
        if above is None or stands_alone(enonce.texte):
            found.append(capitalised(label(enonce.texte)))
        else:
            found.append(in_context(enonce.texte, found[above.rang - 1]))
    return tuple(found)
