"""Measure the whole build at one, four and sixteen times the document, and write the page that says so.

    python -m outils.banc_construction [--tailles 1 4 16] [--moteurs [--python PYTHON]] [--page FICHIER]

Each build runs in a process of its own; the rounds of the sizes are interleaved, so that what else the
machine does weighs on all of them, and the best round of each counts.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from carto.edition import load_edition
from outils.banc_moteurs import Atelier, Moteur, compare
from outils.banc_page import Machine, Mesure, page
from outils.cartographie_generee import generate
from outils.processus import run

ROOT = Path(__file__).parent.parent
REEL = "document"  # the real one, as the edition has it, with its corrections and remarks
ROUNDS = {1: 3, 4: 2, 16: 1}

_LIMIT = 3600.0  # seconds a build may take


class BuildFailed(Exception):
    """A build of the bench did not end well: its times say nothing."""


@dataclass(frozen=True, slots=True)
class Essai:
    """A document to build: its name in the tables, its file (None: the edition's), how many rounds."""

    nom: str
    source: Path | None
    tours: int


def main() -> int:
    """Run the bench, print its page and write it."""
    options = _parser().parse_args()
    progress = Console(stderr=True)
    with tempfile.TemporaryDirectory(prefix="banc-") as temporary:
        folder = Path(temporary)
        trials = tuple(_trials(options.tailles, options.graine, folder))
        try:
            measures = _measured(trials, folder, progress)
        except BuildFailed as error:
            sys.stderr.write(f"erreur : {error}\n")
            return 1
        engines = _engines(options, measures, folder, progress) if options.moteurs else ()
    text = page(Machine.here(), measures, engines, options.graine)
    sys.stdout.write(text)
    options.page.parent.mkdir(exist_ok=True)
    options.page.write_text(text, encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Mesure la construction à plusieurs tailles.")
    add = parser.add_argument
    add("--tailles", type=int, nargs="+", default=[1, 4, 16], metavar="N", help="fois le document")
    add("--graine", type=int, default=1, help="celle des cartographies engendrées (défaut : 1)")
    add("--moteurs", action="store_true", help="comparer aussi les moteurs SHACL")
    add("--python", default=sys.executable, metavar="PYTHON", help="celui où sont ces moteurs")
    add("--limite", type=float, default=600.0, metavar="S", help="secondes par moteur (défaut : 600)")
    add("--page", type=Path, default=ROOT / "docs" / "banc-construction.md", metavar="FICHIER")
    return parser


def _trials(sizes: Sequence[int], seed: int, folder: Path) -> Iterator[Essai]:
    """Yield the real document, then the generated ones, written to *folder*."""
    source = load_edition().source
    yield Essai(REEL, None, max(ROUNDS.values()))
    for size in sizes:
        path = folder / f"cartographie-{size}.txt"
        path.write_text(generate(source, size, seed), encoding="utf-8")
        yield Essai(f"{size}×", path, ROUNDS.get(size, 1))


def _measured(trials: Sequence[Essai], folder: Path, progress: Console) -> Mapping[str, Mesure]:
    """Return the best round of each trial."""
    best: dict[str, Mesure] = {}
    for turn in range(max(trial.tours for trial in trials)):
        for trial in (t for t in trials if turn < t.tours):
            measure = _built(trial, folder)
            progress.print(f"{trial.nom}, tour {turn + 1} : {measure.secondes:.1f} s")
            best[trial.nom] = min(best.get(trial.nom, measure), measure, key=lambda m: m.secondes)
    return best


def _built(trial: Essai, folder: Path) -> Mesure:
    command = [sys.executable, "-m", "outils.mesure_construction", "--out", str(folder / trial.nom)]
    if trial.source:
        command += ["--source", str(trial.source)]
    done = run(command, _LIMIT)
    if done.code:
        raise BuildFailed(f"{trial.nom} : code {done.code}\n{done.erreurs}")
    said = json.loads(done.sortie)
    return Mesure(
        fiches=said["fiches"],
        enonces=said["enonces"],
        triplets=said["triplets"],
        durees=said["durees"],
        secondes=done.secondes,
        processeur=done.processeur,
        memoire=done.memoire,
        tours=trial.tours,
    )


def _engines(
    options: argparse.Namespace, names: Iterable[str], folder: Path, progress: Console
) -> tuple[Moteur, ...]:
    """Compare the SHACL engines on the graphs that have just been built."""
    shapes = folder / "formes.ttl"  # Turtle files set end to end are one Turtle file
    parts = sorted((ROOT / "shapes").glob("*.ttl"))
    shapes.write_text("\n".join(p.read_text(encoding="utf-8") for p in parts), encoding="utf-8")
    atelier = Atelier(options.python, shapes, folder, options.limite, progress.print)
    return compare(atelier, {name: folder / name / "carto.nt" for name in names}, options.graine)


if __name__ == "__main__":
    sys.exit(main())
