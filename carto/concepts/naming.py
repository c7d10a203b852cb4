"""One clean wording per concept: the label that people read.

Labels that readers wrote stand in ``data/libelles.tsv``; what no line of it covers is named by
rule: the frame, the article and the final punctuation fall, capitals get their accents.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import simplemma

from carto.concepts.lexicon import lexicon
from carto.concepts.model import Formulation
from carto.corrections import read_table
from carto.errors import InputError
from carto.labels import capitalised, in_context, label, stands_alone, without_last_parenthesis
from carto.model import Nature
from carto.text import core, fold, key, words

_COLUMNS = ("nature", "texte", "libelle")

Libelles = Mapping[tuple[Nature, str], str]


def load_labels(path: Path) -> Libelles:
    """Read the labels that readers wrote, by nature and key of the printed text.

    Raises:
        InputError: If a row is not as expected, or names a text twice.
    """
    found: dict[tuple[Nature, str], str] = {}
    for row, cells in read_table(path, _COLUMNS):
        try:
            named = Nature(cells["nature"]), key(cells["texte"])
        except ValueError as error:
            raise InputError(f"{error}", line=row, file=str(path)) from error
        if named in found:
            raise InputError(f"« {cells['texte']} » est nommé deux fois", line=row, file=str(path))
        found[named] = cells["libelle"]
    return found


def check_labels(labels: Libelles, wordings: Iterable[Formulation]) -> None:
    """Check that every text that *labels* name is still printed.

    Raises:
        InputError: With the first one that is not.
    """
    gone = sorted(set(labels) - {(f.nature, f.cle) for f in wordings})
    if gone:
        raise InputError(f"« {gone[0][1]} » n'est plus imprimé : son libellé est sans objet")


def preferred(wordings: Sequence[Formulation]) -> Formulation:
    """Return the wording that a concept is named after: that of most métiers, then the shortest."""
    return min(wordings, key=lambda f: (-len(f.metiers), len(f.texte), f.cle))


def clean_label(wording: Formulation, labels: Libelles) -> str:
    """Return the label of a concept that is named after *wording*."""
    return labels.get((wording.nature, wording.cle)) or label_by_rule(wording)


def label_by_rule(wording: Formulation) -> str:
    """Return a label of *wording* that makes sense alone, as well as a rule can make one."""
    printed = Counter(label(o.enonce.texte) for o in wording.occurrences)
    text = min(printed, key=lambda t: (-printed[t], t))
    for printed_so, read_so in lexicon().typographie:
        text = text.replace(printed_so, read_so)
    bare = accented(_without_frame(wording.nature, text))
    context = _context(wording)
    if context is not None and not stands_alone(text):
        return capitalised(in_context(bare, context))
    return capitalised(bare)


def other_labels(wordings: Sequence[Formulation], libelle: str) -> tuple[str, ...]:
    """Return every printed wording but for its final punctuation, the most frequent first."""
    printed = Counter(label(o.enonce.texte) for f in wordings for o in f.occurrences)
    return tuple(sorted((t for t in printed if t != libelle), key=lambda t: (-printed[t], t)))


def accented(text: str) -> str:
    """Return *text* with the accent of its first capital E, if it was printed without."""
    first = text.split(" ", 1)[0]
    if not first.startswith("E") or simplemma.is_known(first.lower(), lang="fr"):
        return text
    restored = (f"{capital}{first[1:]}" for capital in "ÉÊ")
    known = next((w for w in restored if simplemma.is_known(w.lower(), lang="fr")), first)
    return known + text[len(first) :]


def _without_frame(nature: Nature, text: str) -> str:
    """Return *text* without the words that only frame it; its own words stay as printed."""
    spaced = text.replace("'", "' ").replace("’", "' ").split(" ")
    frames = lexicon().cadres[nature]
    plain = [fold(word).rstrip("'") for word in spaced]
    cut = next((len(f) for f in frames if tuple(plain[: len(f)]) == f), 0)
    if nature == Nature.COMPETENCE and not "".join(plain[cut : cut + 1]).endswith(lexicon().infinitifs):
        cut = 0  # « être capable de leadership » has no other verb
    if nature == Nature.CONNAISSANCE:
        cut = cut + _article(plain[cut:])
    return " ".join(spaced[cut:]).replace("' ", "'").strip() or text  # nothing but a frame is not one


def _article(plain: Sequence[str]) -> int:
    """Return how many of *plain* are an article: « de la », « des »."""
    starts = (("de", "la"), ("de", "l"), ("des",), ("du",), ("de",), ("la",), ("le",), ("les",), ("l",))
    return next((len(s) for s in starts if tuple(plain[: len(s)]) == s), 0)


def _context(wording: Formulation) -> str | None:
    """Return the text that *wording* is most often printed below; None if one is below nothing.

    Printed below texts that share no word, a wording says the same under each, and needs none.
    """
    above = [o.parent for o in wording.occurrences]
    texts = [parent.texte for parent in above if parent is not None]
    if len(texts) < len(above) or not set.intersection(*(set(words(core(t))) for t in texts)):
        return None
    printed = Counter(without_last_parenthesis(label(text)) for text in texts)
    return min(printed, key=lambda t: (-printed[t], t))
