"""The pairs that two readers labelled (``tests/donnees/paires.tsv``), and how well others match them."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from carto.corrections import read_table
from carto.model import Nature
from tests.conftest import DONNEES
from tests.score import Score

_COLUMNS = (
    "id", "moitie", "nature_a", "texte_a", "nature_b", "texte_b", "lecture_1", "sens_1", "lecture_2",
    "sens_2", "arbitrage",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paire:
    """Two énoncés, and what two readers, and a third where they differ, say that they are."""

    nom: str
    moitie: str
    a: tuple[Nature, str]
    b: tuple[Nature, str]
    lectures: tuple[str, str]
    arbitrage: str

    @property
    def etiquette(self) -> str:
        """What the readers agree on; where they do not, what the third one says."""
        one, other = self.lectures
        return one if one == other else self.arbitrage


def load_pairs() -> tuple[Paire, ...]:
    """Read the labelled pairs."""
    return tuple(
        Paire(
            c["id"],
            c["moitie"],
            (Nature(c["nature_a"]), c["texte_a"]),
            (Nature(c["nature_b"]), c["texte_b"]),
            (c["lecture_1"], c["lecture_2"]),
            c["arbitrage"],
        )
        for _, c in read_table(DONNEES / "paires.tsv", _COLUMNS)
    )


def kappa(pairs: Iterable[tuple[str, str]]) -> float:
    """Return the agreement of two readers beyond chance (Cohen, 1960)."""
    both = list(pairs)
    agreed = sum(one == other for one, other in both) / len(both)
    first, second = (Counter(labels) for labels in zip(*both, strict=True))
    chance = sum(first[label] * second[label] for label in first) / len(both) ** 2
    return (agreed - chance) / (1 - chance)


def score(pairs: Sequence[Paire], label: str, found: Callable[[Paire], str]) -> Score:
    """Return how well *found* gives *label* to the pairs that have it."""
    said = [(pair.etiquette == label, found(pair) == label) for pair in pairs]
    counts = Counter(said)
    return Score(counts[True, True], counts[False, True], counts[True, False])
