"""What the official correspondence says of the links of the métiers: the little of it that is kept.

The whole correspondence is loaded by whoever has it (``carto import rome``); a build must do without.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from carto.alignements.model import ESCO, Alignements, Officiel, Referentiel
from carto.iris import Iris

_NONE = "-"


def extract(
    found: Alignements, official: Mapping[tuple[str, str], int], iris: Iris
) -> tuple[Officiel, ...]:
    """Return what *official* (titles joined, by the IRIs of fiche and occupation) says of *found*."""
    start = f"{iris.base}rome/"
    joined = {(r.removeprefix(start), e.removeprefix(ESCO)): n for (r, e), n in official.items()}
    linked: dict[Referentiel, set[str]] = {name: set() for name in Referentiel}
    for one in found.decisions:
        if one.lie and one.genre == "metier" and one.cible is not None:
            linked[one.referentiel].add(one.cible.code)
    rome, esco = linked[Referentiel.ROME], linked[Referentiel.ESCO]
    rows = {Officiel(r, e, n) for (r, e), n in joined.items() if r in rome and e in esco}
    rows |= {Officiel(r, _NONE, 0) for r in ({r for r, _ in joined} & rome) - {o.rome for o in rows}}
    rows |= {Officiel(_NONE, e, 0) for e in ({e for _, e in joined} & esco) - {o.esco for o in rows}}
    return tuple(sorted(rows, key=lambda o: (o.rome, o.esco)))


def write(path: Path, rows: Iterable[Officiel]) -> None:
    """Write *rows* to the table at *path*, under the comments that it opens with.

    Raises:
        OSError: If it cannot be written.
    """
    before = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    lines = [line for line in before if line.startswith("#")]
    lines.append("rome\tesco\tappellations")
    lines += [f"{o.rome}\t{o.esco}\t{o.appellations}" for o in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
