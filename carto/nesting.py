"""Give every bullet of a list its true parent.

The printed indentation is believed unless there is evidence against it. It is only ever
lost, never gained: by a third level, which is printed like the second; by a page break, after
which the bullets often stand at the margin; sometimes for no visible reason. The evidence:

* a parent in waiting: the bullet above ends in a colon and has no child;
* punctuation: the bullet above ends in a comma, so that its list goes on;
* letters: children that open in lower case, between bullets that open in upper case;
* grammar: children that all open in one form (« Savoir … »), and their elders in another;
* echo: a bullet that takes up two content words of the parent that was open;
* witnesses: the same text in the list of another fiche, where the nesting is printed;
* style: all top-level bullets so far end in a colon, and this one does not.

What these cannot decide is decided in ``data/corrections.tsv``. An example, with every rule
at work, stands in ``tests/test_nesting.py``.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from carto.blocks import Puce
from carto.syntax import opening, opens_low, subjects
from carto.text import core, strip_marks


@dataclass(frozen=True, slots=True)
class Place:
    """Where a bullet belongs: the index of its parent in the list, and the rule if it was moved.

    *temoin* is the line of the witness, for the rule that rests on one.
    """

    parent: int | None
    regle: str | None = None
    temoin: int | None = None


@dataclass(slots=True)
class Temoins:
    """Where the texts of all lists of one kind are printed, as far as the layout can be trusted.

    *au_bord*: text → lines where it stands at the margin. *en_retrait*: text → text of the
    bullet below which it stands → lines.
    """

    au_bord: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    en_retrait: dict[str, dict[str, set[int]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )

    def nested_only(self, puce: Puce) -> bool:
        """Whether others print the text of *puce* below another bullet, and never at the margin."""
        return bool(self._nested(puce)) and not self._at_margin(puce)

    def top_only(self, puce: Puce) -> bool:
        """Whether others print the text of *puce* at the margin, and never below another bullet."""
        return bool(self._at_margin(puce)) and not self._nested(puce)

    def nested_under(self, puce: Puce, parent: Puce) -> int | None:
        """Return the first line where others print the text of *puce* below that of *parent*."""
        lines = self.en_retrait.get(core(puce.texte), {}).get(core(parent.texte), set())
        return min(lines - {puce.lignes.debut}, default=None)

    def _nested(self, puce: Puce) -> set[int]:
        below = self.en_retrait.get(core(puce.texte), {}).values()
        return {line for lines in below for line in lines} - {puce.lignes.debut}

    def _at_margin(self, puce: Puce) -> set[int]:
        return self.au_bord.get(core(puce.texte), set()) - {puce.lignes.debut}


def witnesses(lists: Iterable[Sequence[Puce]]) -> Temoins:
    """Collect from *lists* what is printed at the margin and what below which bullet.

    Left out is what may have lost its indentation: from a page break within a nested list, or
    from a heading without children, to the next heading.
    """
    found = Temoins()
    for puces in lists:
        parent: Puce | None = None
        doubtful = False
        for above, puce in zip((None, *puces), puces, strict=False):
            if puce.retrait > 0:
                if parent is not None and not doubtful:
                    found.en_retrait[core(puce.texte)][core(parent.texte)].add(puce.lignes.debut)
                continue
            waiting = above is not None and _is_heading(above)
            lost = above is not None and puce.apres_coupure and above.retrait > 0
            doubtful = not _is_heading(puce) and (doubtful or waiting or lost)
            parent = puce
            if not doubtful:
                found.au_bord[core(puce.texte)].add(puce.lignes.debut)
    return found


def nest(puces: Sequence[Puce], temoins: Temoins) -> tuple[Place, ...]:
    """Return the true place of each of *puces*, in order."""
    return _Nesting(puces, temoins).places()


def _is_heading(puce: Puce) -> bool:
    return strip_marks(puce.texte).rstrip().endswith(":")


def _ends_in_comma(puce: Puce) -> bool:
    return strip_marks(puce.texte).rstrip().endswith((",", ";"))


class _Nesting:
    """One list while its bullets are placed, one after another."""

    def __init__(self, puces: Sequence[Puce], temoins: Temoins) -> None:
        self._puces = puces
        self._temoins = temoins
        self._places: list[Place] = []

    def places(self) -> tuple[Place, ...]:
        while len(self._places) < len(self._puces):
            self._places.extend(
                self._waiting_run() or self._interrupted_run() or self._lost_alone() or self._printed()
            )
        return tuple(self._places)

    def _printed(self) -> list[Place]:
        """Believe the page: the parent is the nearest bullet above with less indentation."""
        i = len(self._places)
        above = (
            j
            for j in range(i - 1, -1, -1)
            if self._puces[j].retrait < self._puces[i].retrait and self._places[j].regle is None
        )
        return [Place(next(above, None))]

    def _waiting_run(self) -> list[Place]:
        """Place the bullets from here on below the one above, if that one waits for children."""
        i = len(self._places)
        if i == 0 or not _is_heading(self._puces[i - 1]):
            return []
        above, here = self._puces[i - 1], self._puces[i]
        level = here.retrait == above.retrait
        fell = here.apres_coupure and here.retrait < above.retrait
        if not (level or fell) or _is_heading(here):
            return []
        stands_alone = self._temoins.top_only(here) or self._has_printed_children(i)
        if stands_alone and not opens_low(here.texte):
            return []
        return [Place(i - 1, "deux-points")] * (self._run_end(i - 1) - i)

    def _interrupted_run(self) -> list[Place]:
        """Place the bullets after a page break below the parent that was open before it."""
        i = len(self._places)
        if i == 0 or not self._follows_break() or _is_heading(self._puces[i]):
            return []
        if self._has_printed_children(i) and not opens_low(self._puces[i].texte):
            return []  # the page has kept its indentation
        above, here = self._puces[i - 1], self._puces[i]
        parent = self._places[i - 1].parent
        if parent is not None and not here.apres_coupure:  # the run above has just ended
            parent = self._places[parent].parent
        rises = opens_low(above.texte) and not opens_low(here.texte) and not _ends_in_comma(above)
        if parent is not None and rises and here.apres_coupure:
            parent = self._places[parent].parent
        if parent is None or here.retrait > self._puces[parent].retrait:
            return []
        certain = any(self._belongs(j, parent) for j in range(i, self._zone_end()))
        if not certain and (self._against(i, parent) or not self._only_headings_at_top()):
            return []
        return [Place(parent, "suite-apres-coupure")] * (self._run_end(parent) - i)

    def _follows_break(self) -> bool:
        """Whether a page break stands before the next bullet, or before a moved run that ends at it."""
        i = len(self._places)
        if self._puces[i].apres_coupure:
            return True
        same = self._puces[i].retrait == self._puces[i - 1].retrait
        return same and self._places[i - 1].regle is not None and self._broken_run(i - 1)

    def _broken_run(self, j: int) -> bool:
        """Whether the moved run that ends at bullet *j* starts after a page break."""
        while self._places[j].regle is not None and not self._puces[j].apres_coupure:
            j -= 1
        return self._places[j].regle is not None

    def _lost_alone(self) -> list[Place]:
        """Place one bullet that lost its indentation with no page break.

        Only where it goes on with the sentence of the bullet above, or where the same text stands
        below the same heading elsewhere, and never at the margin.
        """
        i = len(self._places)
        here = self._puces[i]
        parent = self._places[i - 1].parent if i else None
        if parent is None or here.retrait > self._puces[parent].retrait or _is_heading(here):
            return []
        if _ends_in_comma(self._puces[i - 1]) and opens_low(here.texte):
            return [Place(parent, "suite-de-phrase")]
        witness = self._temoins.nested_under(here, self._puces[parent])
        if witness is None or not self._temoins.nested_only(here):
            return []
        return [Place(parent, "meme-liste", witness)]

    def _zone_end(self) -> int:
        """Return the end of the bullets from here on whose printed place says nothing.

        It stops at a heading, at a bullet with printed children, at another indentation and at
        the next page break.
        """
        i = j = len(self._places)
        puces = self._puces
        while j < len(puces) and puces[j].retrait == puces[i].retrait:
            new = puces[j].apres_coupure or _is_heading(puces[j]) or self._has_printed_children(j)
            if j > i and new:
                break
            j += 1
        return j

    def _run_end(self, parent: int) -> int:
        """Return the end of the children of *parent* that start here.

        A bullet that is no heading cannot be a parent, so all that stands before a certain child
        is a child too; after the last certain one, children go on until a bullet that speaks
        against it.
        """
        i, stop = len(self._places), self._zone_end()
        end = max((j + 1 for j in range(i, stop) if self._belongs(j, parent)), default=i + 1)
        if opens_low(self._puces[i].texte):
            highs = (j for j in range(i, stop) if not self._goes_on(j))
            return next(highs, stop)
        while end < stop and not self._against(end, parent):
            end += 1
        return end

    def _has_printed_children(self, j: int) -> bool:
        return j + 1 < len(self._puces) and self._puces[j + 1].retrait > self._puces[j].retrait

    def _goes_on(self, j: int) -> bool:
        """Whether bullet *j* goes on with a list in lower case, or after a comma."""
        return opens_low(self._puces[j].texte) or _ends_in_comma(self._puces[j - 1])

    def _belongs(self, j: int, parent: int) -> bool:
        """Whether bullet *j* is certainly a child of *parent*."""
        puce, elder = self._puces[j], self._puces[parent]
        children = self._children(j, parent)
        return (
            _ends_in_comma(self._puces[j - 1])
            or (opens_low(puce.texte) and not opens_low(elder.texte))
            or self._temoins.nested_only(puce)
            or self._temoins.nested_under(puce, elder) is not None
            or (len(children) > 1 and self._sides_with(j, children, self._elders(parent)))
            or self._echoes(puce, elder)
        )

    def _echoes(self, puce: Puce, elder: Puce) -> bool:
        """Whether *puce* takes up two content words of *elder*, and no other list speaks against it."""
        if _is_heading(puce) or self._temoins.top_only(puce):
            return False
        return len(subjects(puce.texte) & subjects(elder.texte)) > 1

    def _against(self, j: int, parent: int) -> bool:
        """Whether something says that bullet *j* is no child of *parent*."""
        children, elders = self._children(j, parent), self._elders(parent)
        closed = len(children) > 2 and all(_ends_in_comma(c) for c in children[:-1])
        return (
            self._temoins.top_only(self._puces[j])
            or (closed and not _ends_in_comma(children[-1]))
            or (len(children) + len(elders) > 2 and self._sides_with(j, elders, children))
        )

    def _sides_with(self, j: int, own: Sequence[Puce], others: Sequence[Puce]) -> bool:
        """Whether bullet *j* opens in the one form of *own*, which is none of *others*."""
        ours = {opening(p.texte) for p in own}
        theirs = {opening(p.texte) for p in others}
        return len(ours) == 1 and opening(self._puces[j].texte) in ours and not ours & theirs

    def _children(self, j: int, parent: int) -> list[Puce]:
        """Return the children of *parent* before bullet *j*; those from here on are taken for such."""
        i = len(self._places)
        placed = [p for p, at in zip(self._puces[:i], self._places, strict=True) if at.parent == parent]
        return [*placed, *self._puces[i:j]]

    def _elders(self, parent: int) -> list[Puce]:
        """Return *parent* and its siblings so far."""
        level = self._places[parent].parent
        return [p for p, at in zip(self._puces, self._places, strict=False) if at.parent == level]

    def _only_headings_at_top(self) -> bool:
        tops = (p for p, at in zip(self._puces, self._places, strict=False) if at.parent is None)
        return all(_is_heading(p) for p in tops)
