"""How well proposals find what readers kept, against plain fuzzy matching of titles, in one run.

« make bench-align »: needs ESCO and ROME beside the build. Recall at k: of the things that readers
linked, the share of which one of the kept targets is among the first k proposed.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from rapidfuzz import fuzz, process

from carto.alignements.entrees import GENRES, Entree, subjects, targets
from carto.alignements.lire import load_alignements
from carto.alignements.model import Alignements
from carto.alignements.proposer import propose_in
from carto.edition import load_edition
from carto.graph_alignements import target
from carto.iris import Iris
from carto.store import base_of, open_store
from carto.vocabulaires.charger import NAMES

_RANKS = (1, 5, 10)
Ranked = Mapping[str, Sequence[str]]


def main(build: Path) -> int:
    """Print a row per kind of thing and reference."""
    base = base_of(build)
    store = open_store(build, base)
    tables = load_alignements(load_edition().alignements)
    heads = "".join(f"{f'rappel à {k}':>14}" for k in _RANKS)
    print(f"{'':32}{'sujets':>8}{heads}   (titres seuls : meilleur de ratio et WRatio de rapidfuzz)")
    for genre in GENRES:
        things = subjects(store, genre)
        for name in NAMES:
            known = targets(store, name, genre)
            gold = _kept(tables, genre, name, Iris(base))
            found = propose_in(store, name, genre)
            own = _recall({s: [c.cible.iri for c in found[s]] for s in gold}, gold)
            plain = [
                _recall(_fuzzy(things, known, gold, scorer), gold)
                for scorer in (fuzz.ratio, fuzz.WRatio)
            ]
            best = [max(column) for column in zip(*plain, strict=True)]
            cells = "".join(f"{f'{a:.1%} ({b:.1%})':>14}" for a, b in zip(own, best, strict=True))
            print(f"{f'{genre} – {name}':32}{len(gold):>8}{cells}")
    return 0


def _kept(tables: Alignements, genre: str, name: str, iris: Iris) -> Mapping[str, set[str]]:
    """Return the targets that readers kept, by subject."""
    found: dict[str, set[str]] = {}
    for one in tables.decisions:
        if one.lie and one.cible and one.referentiel == name and genre.startswith(one.genre):
            found.setdefault(f"{iris.base}id/{one.sujet}", set()).add(str(target(one.cible, iris)))
    return found


def _fuzzy(
    things: Mapping[str, Entree],
    known: Mapping[str, Entree],
    gold: Mapping[str, set[str]],
    scorer: object,
) -> Ranked:
    labels = {iri: entry.libelle for iri, entry in known.items()}
    most = max(_RANKS)
    return {
        s: [iri for *_, iri in process.extract(things[s].libelle, labels, scorer=scorer, limit=most)]
        for s in gold
    }


def _recall(ranked: Ranked, gold: Mapping[str, set[str]]) -> list[float]:
    return [sum(bool(set(ranked[s][:k]) & gold[s]) for s in gold) / len(gold) for k in _RANKS]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "build")))
