"""Find who is named in a sentence, and what is done with them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from carto.concepts.model import Methode
from carto.interactions.decisions import Decision, Decisions
from carto.interactions.links import Lien, link_before, links
from carto.interactions.model import Interaction, Phrase, Place, TypeInteraction
from carto.interactions.names import Ecrit, Nom, Noms, Sorte, names, targets
from carto.interactions.phrases import Token, phrases, tokens
from carto.model import Cartographie

# A list goes on for so many words after the last name in it.
_LIST = 7


@dataclass(frozen=True, slots=True)
class _Mention:
    """The name at the words from *first* to *end*, as indexes of tokens."""

    nom: Nom
    first: int
    end: int


def read_interactions(
    cartographie: Cartographie, ecrits: Iterable[Ecrit], rows: Iterable[Decision]
) -> tuple[Interaction, ...]:
    """Return who works with whom in *cartographie*, given the written names and the decisions about it.

    Raises:
        InputError: If a name or a decision is about a title or words that are not printed.
    """
    titles = targets(cartographie)
    return find_interactions(phrases(cartographie), names(ecrits, titles), Decisions(rows, titles))


def find_interactions(
    printed: Iterable[Phrase], noms: Noms, decisions: Decisions
) -> tuple[Interaction, ...]:
    """Return who works with whom, in the order of the text: one interaction a sentence and target.

    What was decided about a sentence wins over what the rules say of it.

    Raises:
        InputError: If a decision is about words that are not printed.
    """
    found: list[Interaction] = []
    for phrase in printed:
        by_rule = {i.cible: i for i in reversed(tuple(_by_rule(phrase, noms)))}
        found += sorted(
            decisions.apply(phrase, by_rule).values(), key=lambda i: (i.debut, i.cible.titre)
        )
    decisions.check_used()
    return tuple(found)


def _by_rule(phrase: Phrase, noms: Noms) -> Iterator[Interaction]:
    # What a métier must know of others is not what it does with them.
    if phrase.place == Place.CONNAISSANCE:
        return
    found, last = tokens(phrase.texte), 0
    for mention in _mentions(found, phrase, noms):
        nom, first = mention.nom, mention.first
        lien = link_before(found, first)
        if not nom.cibles or not _is_of_people(found, mention, lien, last):
            continue
        last = mention.end
        kind = lien.type if lien else TypeInteraction.COLLABORE_AVEC
        rule = f"{nom.sorte}-{'lien' if lien else 'seul'}"
        debut, fin = found[first].debut, found[last - 1].fin
        confidence = links().confiances[rule]
        for cible in nom.cibles:
            if cible.titre != phrase.source:
                yield Interaction(phrase, debut, fin, cible, kind, Methode.REGLE, rule, confidence)


def _mentions(found: Sequence[Token], phrase: Phrase, noms: Noms) -> Iterator[_Mention]:
    """Yield the names in *found*, the longest at each place; none overlaps another."""
    counted, i = [n for n, token in enumerate(found) if not token.lie], 0
    while i < len(counted):
        for end in range(min(len(counted), i + noms.longest), i, -1):
            nom = noms.named(tuple(found[n].forme for n in counted[i:end]), phrase)
            if nom is not None:
                yield _Mention(nom, counted[i], counted[end - 1] + 1)
                i = end
                break
        else:
            i += 1


def _is_of_people(found: Sequence[Token], mention: _Mention, lien: Lien | None, last: int) -> bool:
    """Whether a name is that of people here: not what a document is about, not a verb.

    *last*: where the name of people before this one ends, 0 if there is none.
    """
    head = mention.first - 1
    while head >= 0 and found[head].lemme in links().outils:
        head -= 1
    before = found[head].lemme if head >= 0 else ""
    if before in links().groupes:
        return True
    nom, introduced = mention.nom, head < mention.first - 1
    listed = 0 < last <= head + 1 <= last + _LIST and before in links().enumeration
    if nom.sorte == Sorte.PERSONNE:
        return len(nom.formes) > 1 or introduced or listed or nom.sigle
    if nom.sorte == Sorte.ACTIVITE or before in links().documents or lien is None:
        return listed
    return listed or introduced or not before.isalnum() or before == lien.mots[-1]
