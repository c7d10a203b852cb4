"""The page of the bench: its tables and what they mean, in French."""

import math
import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from outils.banc_moteurs import REFERENCE, Moteur

_MODELES = Path(__file__).parent / "modeles"

# What the whole build of the real document may take, and what growth is called near-linear.
SECONDES, MEMOIRE, EXPOSANT = 20.0, 1024.0, 1.1


@dataclass(frozen=True, slots=True)
class Machine:
    """What the bench ran on; nothing that tells whose machine it is."""

    date: str
    coeurs: int
    memoire: float
    versions: Mapping[str, str]

    @classmethod
    def here(cls) -> "Machine":
        """Describe this machine."""
        pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
        versions = {name: version(name) for name in ("rdflib", "pyshacl", "pyoxigraph")}
        return cls(
            date=datetime.now(tz=UTC).date().isoformat(),
            coeurs=os.cpu_count() or 1,
            memoire=pages * size / 2**30,
            versions={"Python": platform.python_version(), **versions},
        )


@dataclass(frozen=True, slots=True)
class Mesure:
    """The best round of one document: how large, how long, how much memory (MiB)."""

    fiches: int
    enonces: int
    triplets: int
    durees: Mapping[str, float]
    secondes: float
    processeur: float
    memoire: float
    tours: int


@dataclass(frozen=True, slots=True)
class Croissance:
    """How one step grows from the smallest generated document to a larger one.

    *rapport* is its time per triple over that of the smallest; *exposant*, the power of the number of
    triples that its time follows.
    """

    taille: str
    etape: str
    rapport: float
    exposant: float


def page(machine: Machine, measures: Mapping[str, Mesure], engines: Sequence[Moteur], seed: int) -> str:
    """Return the page, in Markdown."""
    environment = Environment(  # noqa: S701  # Markdown, not HTML
        loader=FileSystemLoader(_MODELES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["nombre"] = number
    template = environment.get_template("banc-construction.md")
    growth = tuple(growths(measures))
    present = [engine for engine in engines if not engine.arret]
    return template.render(
        machine=machine,
        mesures=measures,
        croissances=growth,
        tailles=list(dict.fromkeys(g.taille for g in growth)),
        etapes=list(dict.fromkeys(g.etape for g in growth)),
        moteurs=engines,
        presents=present,
        graine=seed,
        seuils={"secondes": SECONDES, "memoire": MEMOIRE, "exposant": EXPOSANT},
        reference=REFERENCE,
    )


def growths(measures: Mapping[str, Mesure]) -> Iterable[Croissance]:
    """Yield the growth of each step, and of the whole, over the smallest generated document."""
    generated = [(name, m) for name, m in measures.items() if name.endswith("×")]
    if not generated:
        return
    (_, base), *larger = generated
    for name, measure in larger:
        times = {"ensemble": (base.secondes, measure.secondes)}
        times |= {step: (base.durees[step], seconds) for step, seconds in measure.durees.items()}
        size = measure.triplets / base.triplets
        for step, (before, after) in times.items():
            ratio = after / before
            yield Croissance(name, step, ratio / size, math.log(ratio) / math.log(size))


def number(value: float, decimals: int = 0) -> str:
    """Write *value* as the French do: ``38 096``, ``1,04``."""
    return f"{value:,.{decimals}f}".replace(",", "\u202f").replace(".", ",")
