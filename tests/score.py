"""How well what is found matches what readers say, and how the documentation writes it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """How many of what readers kept were found, how many were found wrongly, how many missed."""

    trouvees: int
    fausses: int
    manquees: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.trouvees / (self.trouvees + self.fausses)

    @property
    def rappel(self) -> float:
        """The share of what was to be found that was."""
        return self.trouvees / (self.trouvees + self.manquees)


def row(name: str, found: Score) -> str:
    """Return the row of a table of the documentation that says *found*."""
    total, there = found.trouvees + found.fausses, found.trouvees + found.manquees
    text = (
        f"| {name} | {found.precision:.3f} ({found.trouvees}/{total}) "
        f"| {found.rappel:.3f} ({found.trouvees}/{there}) |"
    )
    return text.replace("0.", "0,").replace("1.", "1,")
