"""Comparing French text as a reader does: by words, not by bytes.

Nothing here changes a printed text; these functions make the *keys* under which texts
are compared, and the ASCII slugs of IRIs.
"""

import re
import unicodedata
from functools import cache

FOOTNOTE_MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹"

_TYPOGRAPHY = str.maketrans(
    {
        "œ": "oe",
        "Œ": "OE",
        "æ": "ae",
        "Æ": "AE",
        "’": "'",
        "ʼ": "'",
        "«": '"',
        "»": '"',
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "‑": "-",
        "…": "...",
        "\u00a0": " ",
        "\u202f": " ",
    }
    | dict.fromkeys(FOOTNOTE_MARKS)
)
_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_ITALIC = re.compile(r"(?<![\w*])\*(?![\s*])([^*]+)(?<!\s)\*(?![\w*])")


def strip_marks(text: str) -> str:
    """Return *text* without its bold (``**``) and italic (``*``) marks."""
    return _ITALIC.sub(r"\1", _BOLD.sub(r"\1", text))


def italics(text: str) -> tuple[str, ...]:
    """Return the passages of *text* that are set in italics."""
    return tuple(_ITALIC.findall(_BOLD.sub(r"\1", text)))


def is_italic(text: str) -> bool:
    """Whether the whole of *text* is set in italics."""
    return _ITALIC.fullmatch(text.strip()) is not None


def fold(text: str) -> str:
    """Return *text* in lower case, without accents, with plain typography."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_TYPOGRAPHY))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


@cache
def key(text: str) -> str:
    """Return the key under which *text* is the same text as another.

    Case, accents, œ, quotation marks, dashes, spacing around punctuation and the final
    punctuation make no difference; words, their order and inner punctuation do.
    """
    folded = fold(strip_marks(text))
    folded = re.sub(r"\s*([,;:!?/)])", r"\1", folded)
    folded = re.sub(r"([(/])\s*", r"\1", folded)
    folded = re.sub(r'"\s*([^"]*?)\s*"', r'"\1"', folded)
    folded = re.sub(r"(?<=\S)\(", " (", folded)
    folded = re.sub(r"([,;:])(?=\w)", r"\1 ", folded)
    return re.sub(r"\s+", " ", folded).rstrip(" .,;:!")


@cache
def core(text: str) -> str:
    """Return the key of what *text* says before its first parenthesis.

    A text that opens with a parenthesis, such as « (De pointe) de l'organisation », is its own core.
    """
    head = text.split("(", 1)[0]
    return key(head) or key(text)


@cache
def words(text: str) -> tuple[str, ...]:
    """Return the words of *text*, folded, with the plural mark of French taken off."""
    found = re.findall(r"[a-z0-9]+", fold(strip_marks(text)))
    return tuple(w[:-1] if len(w) > 3 and w[-1] in "sx" else w for w in found)


def slug(text: str) -> str:
    """Return *text* as an ASCII slug for an IRI: ``Chargé d'étude`` → ``charge-d-etude``."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(strip_marks(text))))
