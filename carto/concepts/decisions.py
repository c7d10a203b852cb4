"""What readers decided where rules cannot: one line of ``data/rapprochements.tsv`` each."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from carto.concepts.analysis import analyse
from carto.concepts.lexicon import Words
from carto.concepts.model import Formulation, Methode, Relation, Verdict
from carto.corrections import read_table
from carto.errors import InputError
from carto.model import Nature
from carto.text import key

_COLUMNS = ("nature", "texte_a", "relation", "texte_b", "raison")
_RULE = "lecture"

Pair = tuple[Nature, str, str]


@dataclass(frozen=True, slots=True)
class Decision:
    """A row: what *a* is to *b* (their keys), why, and where it stands."""

    nature: Nature
    a: str
    b: str
    texte_a: str
    texte_b: str
    relation: Relation
    raison: str
    row: int
    path: Path

    @property
    def verdict(self) -> Verdict:
        """The verdict, read from *a* to *b*."""
        return Verdict(self.relation, Methode.DECISION, _RULE, 1.0, self.raison)

    def error(self, message: str) -> InputError:
        """Return *message* as an error at this row."""
        return InputError(message, line=self.row, file=str(self.path))


class Decisions:
    """All decisions, found by the keys of two wordings, or by what they say (their lemmas).

    A decision about a wording holds for one of the same lemmas (another inflection, frame or level),
    unless that one is decided for itself.
    """

    def __init__(self, rows: Iterable[Decision] = ()) -> None:
        """Index *rows*.

        Raises:
            InputError: If two rows say different things of wordings that differ by inflection only.
        """
        self.rows = tuple(rows)
        self._exact: dict[Pair, Verdict] = {}
        self._lifted: dict[tuple[Nature, Words, Words], Decision] = {}
        for row in self.rows:
            self._exact[row.nature, row.a, row.b] = row.verdict
            self._exact[row.nature, row.b, row.a] = row.verdict.inverse
            self._lift(row)

    def _lift(self, row: Decision) -> None:
        a, b = (analyse(row.nature, text).lemmes for text in (row.texte_a, row.texte_b))
        for one, other, relation in ((a, b, row.relation), (b, a, row.relation.inverse)):
            before = self._lifted.setdefault((row.nature, one, other), row)
            said = (
                before.relation
                if analyse(row.nature, before.texte_a).lemmes == one
                else before.relation.inverse
            )
            if a != b and said != relation:
                raise row.error(f"dit autre chose que la ligne {before.row}, à l'accord près")

    def between(self, a: Formulation, b: Formulation) -> Verdict | None:
        """Return what was decided about *a* and *b*, read from *a*."""
        exact = self._exact.get((a.nature, a.cle, b.cle))
        if exact is not None or a.nature != b.nature:
            return exact
        one, other = (analyse(f.nature, f.texte).lemmes for f in (a, b))
        row = self._lifted.get((a.nature, one, other)) if one != other else None
        if row is None:
            return None
        return row.verdict if analyse(row.nature, row.texte_a).lemmes == one else row.verdict.inverse

    def check_used(self, formulations: Iterable[Formulation]) -> None:
        """Check that the wordings that were decided about are still printed.

        Raises:
            InputError: With the first one that is not.
        """
        printed = {(f.nature, f.cle) for f in formulations}
        for row in self.rows:
            for cle, text in ((row.a, row.texte_a), (row.b, row.texte_b)):
                if (row.nature, cle) not in printed:
                    raise row.error(f"« {text} » n'est plus imprimé : la décision est sans objet")


def load_decisions(path: Path) -> tuple[Decision, ...]:
    """Read the decisions at *path*.

    Raises:
        InputError: If a row is not as expected, or decides a pair that another one decided.
    """
    found: dict[Pair, Decision] = {}
    for row, cells in read_table(path, _COLUMNS):
        try:
            nature, relation = Nature(cells["nature"]), Relation(cells["relation"])
        except ValueError as error:
            raise InputError(f"{error}", line=row, file=str(path)) from error
        a, b = key(cells["texte_a"]), key(cells["texte_b"])
        decision = Decision(
            nature, a, b, cells["texte_a"], cells["texte_b"], relation, cells["raison"], row, path
        )
        first, second = sorted((a, b))
        if a == b:
            raise decision.error("les deux textes n'en font qu'un")
        if (nature, first, second) in found:
            raise decision.error(
                f"cette paire est déjà décidée, ligne {found[nature, first, second].row}"
            )
        found[nature, first, second] = decision
    return tuple(found.values())
