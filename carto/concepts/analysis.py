"""What an énoncé says once its frame, its level and the inflection of its words are set aside.

Lemmas come from simplemma, which knows French by a dictionary: it takes off number, gender and
person, and nothing more (a stemmer would make one of « opération » and « opérateur »).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import simplemma

from carto.concepts.lexicon import Lexique, Words, lexicon
from carto.model import Nature
from carto.text import fold, strip_marks

_TOKEN = re.compile(r"\d+(?:\.\d+)+|[^\W_]+(?:&[^\W_]+)*[+#]*|[(),:;/]")
_CONNAISSANCE = frozenset({"connaissance", "connaissances"})
# A level that no « connaissance » announces is one only if it goes on with its object.
_OF = frozenset({"de", "du", "des", "d", "en", "a"})
_SHORTEST_PLURAL = 5
_NO_LEVEL = frozenset({"connaissance", "connaissances", "donnees"})


@dataclass(frozen=True, slots=True)
class Mot:
    """A word that counts: its lemma, and where in the énoncé it stands.

    *qualificatif*: it says for whom, how well or under which circumstances; *portee*: it says what
    the work applies to; *lien*: a conjunction or a comma stands before it; *connu*: it is French.
    """

    lemme: str
    parenthese: bool = False
    qualificatif: bool = False
    portee: bool = False
    lien: bool = False
    connu: bool = True


@dataclass(frozen=True, slots=True)
class Analyse:
    """An énoncé as it is compared.

    *faible*: its lemmas without the frame that falls only if all the rest is equal; *ouverture*: the
    first word of that frame.
    """

    nature: Nature
    niveau: str | None
    cadre: bool
    mots: tuple[Mot, ...]
    faible: Words
    ouverture: str = ""

    @property
    def lemmes(self) -> Words:
        """Its words, in order."""
        return tuple(mot.lemme for mot in self.mots)


@cache
def analyse(nature: Nature, text: str) -> Analyse:
    """Return what *text* says, as it is compared with others of its *nature*."""
    lexique = lexicon()
    pieces = _equivalents(_TOKEN.findall(_plain(text)), lexique)
    niveau = None
    if nature == Nature.CONNAISSANCE:
        niveau, pieces = _without_level(pieces, lexique)
    bare = _without_frames(pieces, lexique.cadres[nature])
    mots = _mots(bare, lexique)
    weak = _without_opening(bare, lexique.cadres_faibles[nature])
    faible = tuple(mot.lemme for mot in _mots(weak, lexique))
    opening = mots[0].lemme if mots and len(faible) < len(mots) else ""
    return Analyse(nature, niveau, bare != pieces, mots, faible, opening)


def niveau(text: str) -> str | None:
    """Return the name of the level at which *text* asks for a connaissance, if it says one."""
    return analyse(Nature.CONNAISSANCE, text).niveau


def _plain(text: str) -> str:
    return strip_marks(text).replace("’", "'").lower().replace("œ", "oe").replace("æ", "ae")


@cache
def lemma(word: str) -> str:
    """Return the lemma of *word*, without accents.

    A capital may have been printed without its accent: « Etablit » is read « établit ». A word that
    French has not is taken for a slip: it loses the mark of its plural at least.
    """
    word = _accented(word)
    if len(word) >= _SHORTEST_PLURAL and word[-1] in "sx" and not is_known(word):
        word = word[:-1]
    return fold(simplemma.lemmatize(word, lang="fr"))


@cache
def is_known(word: str) -> bool:
    """Whether *word*, or the one that it is with the accent of its capital, is French."""
    return any(
        simplemma.is_known(w, lang="fr") for w in (word, _accented(word), word.replace("oe", "œ"))
    )


def _accented(word: str) -> str:
    if word.startswith("e") and not simplemma.is_known(word, lang="fr"):
        accented = f"é{word[1:]}"
        return accented if simplemma.is_known(accented, lang="fr") else word
    return word


def _equivalents(pieces: Sequence[str], lexique: Lexique) -> list[str]:
    """Return *pieces* with one word for those that say the same."""
    plain, found, i = [fold(piece) for piece in pieces], list[str](), 0
    longest = max(map(len, lexique.equivalents))
    while i < len(pieces):
        for size in range(longest, 0, -1):
            same = lexique.equivalents.get(tuple(plain[i : i + size]))
            if same is not None:
                found.append(same)
                i += size
                break
        else:
            found.append(pieces[i])
            i += 1
    return found


def _without_level(pieces: list[str], lexique: Lexique) -> tuple[str | None, list[str]]:
    """Return the level that *pieces* say, at their start or after a comma, and the rest of them."""
    plain = [fold(piece) for piece in pieces]
    for start in (0, *(i + 1 for i, piece in enumerate(pieces) if piece == ",")):
        found = _level_at(plain, start, lexique)
        if found is not None:
            name, first, end = found
            return name, pieces[:first] + pieces[end:]
    return None, pieces


def _level_at(plain: list[str], start: int, lexique: Lexique) -> tuple[str, int, int] | None:
    """Return the level said at *start*: its name, and from where to where its words stand."""
    opened = plain[start : start + 1] == ["("]
    first = start + opened
    named = first < len(plain) and plain[first] in _CONNAISSANCE
    # « Des bases fondamentales », but « De pointe » as well: an article, or the level itself.
    article = start == 0 and not opened and plain[first : first + 1] in (["des"], ["de"])
    for i in (first + named, *([first + 1] if article else [])):
        found = _words_at(plain, i, lexique)
        if found is None:
            continue
        name, end = found
        follows = plain[end : end + 1]
        if opened and follows == [")"]:
            return name, start, end + 1
        its_object = follows and follows[0] in (*_OF, "(")
        if named or (its_object and not _NO_LEVEL & set(plain[end : end + 2])):
            return name, i if named else start, end
    return None


def _words_at(plain: list[str], i: int, lexique: Lexique) -> tuple[str, int] | None:
    """Return the level whose words stand at *i*, and where they end; of two joined ones, the higher."""
    found = _level_words_at(plain, i, lexique)
    if found is None or plain[found[1] : found[1] + 1] not in (["et"], [","]):
        return found
    second = _level_words_at(plain, found[1] + 1, lexique)
    if second is None:
        return found
    names = [level.nom for level in lexique.niveaux]
    return max(found[0], second[0], key=names.index), second[1]


def _level_words_at(plain: list[str], i: int, lexique: Lexique) -> tuple[str, int] | None:
    """Return the level whose words stand at *i*, « très » or not, and where they end."""
    intensified = plain[i : i + 1] == ["tres"]
    for start in range(i, i + intensified + 1):
        for level in lexique.niveaux:
            for words in level.mots:
                if tuple(plain[start : start + len(words)]) == words:
                    return level.nom, start + len(words)
    return None


def _without_frames(pieces: Sequence[str], frames: Iterable[Words]) -> list[str]:
    """Return *pieces* without the frames that open the énoncé, or one of its parts."""
    plain, found, i = [fold(piece) for piece in pieces], list[str](), 0
    while i < len(pieces):
        if i == 0 or plain[i - 1] in ("et", ",", ";", "(", "/", ":"):
            i += next((len(f) for f in frames if tuple(plain[i : i + len(f)]) == f), 0)
        if i < len(pieces):
            found.append(pieces[i])
        i += 1
    return found


def _without_opening(pieces: Sequence[str], frames: Iterable[Words]) -> list[str]:
    """Return *pieces* without the frame that opens them, if one does."""
    plain = [fold(piece) for piece in pieces]
    start = next((i for i, piece in enumerate(plain) if piece not in _OF), 0)
    for frame in frames:
        if tuple(plain[start : start + len(frame)]) == frame:
            return list(pieces[start + len(frame) :])
    return list(pieces)


def _mots(pieces: Sequence[str], lexique: Lexique) -> tuple[Mot, ...]:
    """Return the words of *pieces* that count."""
    found: list[Mot] = []
    folded = [fold(piece) for piece in pieces]
    depth, qualifies, applies, linked = 0, False, False, False
    for i, piece in enumerate(pieces):
        plain, root = folded[i], lemma(piece)
        opener = next((o for o in lexique.ouvrants if tuple(folded[i : i + len(o)]) == o), None)
        qualifies = qualifies or opener is not None
        applies = opener in lexique.portees if opener else applies and qualifies
        if piece in "()":
            depth = max(0, depth + (1 if piece == "(" else -1))
        elif plain in lexique.liens or piece == ":":
            linked = linked or bool(found)
            qualifies = qualifies and piece not in ",;:"
        elif plain not in lexique.outils:
            found.append(Mot(root, depth > 0, qualifies, applies, linked, is_known(piece)))
            linked = False
    return tuple(found)
