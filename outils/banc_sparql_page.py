"""The page of the SPARQL bench, in French, and its raw numbers."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from outils.banc_page import Machine, number
from outils.banc_sparql_buts import TOUT, But, Ligne, goals, lines, mean, ratios, speeds_ratio
from outils.banc_sparql_debit import CLIENTS, LONGEST, Debits, speed
from outils.banc_sparql_mesures import SORTES, Releve
from outils.banc_sparql_questions import ANALYSE, LECTURE, Question
from outils.banc_sparql_serveurs import CARTO
from outils.service import Memoire

REEL = "le vrai graphe"

_MODELES = Path(__file__).parent / "modeles"
_CPUINFO = Path("/proc/cpuinfo")


@dataclass(frozen=True, slots=True)
class Poids:
    """What a server is, what its start costs, and what it weighs at rest and after the loads."""

    nom: str
    version: str
    chargement: float | None
    demarrage: float
    repos: Memoire
    apres: Memoire


@dataclass(frozen=True, slots=True)
class Banc:
    """All that was measured on one graph. *absents*: the servers left out, and why."""

    nom: str
    triplets: int
    poids: Sequence[Poids]
    absents: Mapping[str, str]
    releve: Releve
    debits: Debits

    @property
    def pairs(self) -> tuple[str, ...]:
        """The servers that this one is compared with."""
        return tuple(p.nom for p in self.poids if p.nom != CARTO)


@dataclass(frozen=True, slots=True)
class Conditions:
    """How the bench was run."""

    tours: int
    secondes: float
    reprises: int
    graine: int
    plancher: float
    wrk: str
    reglages: Mapping[str, str]


def page(conditions: Conditions, benches: Sequence[Banc], asked: Sequence[Question]) -> str:
    """Return the page, in Markdown."""
    environment = Environment(  # noqa: S701  # Markdown, not HTML
        loader=FileSystemLoader(_MODELES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"nombre": number, "fois": times, "ms": milliseconds}
    return environment.get_template("banc-sparql.md").render(
        machine=Machine.here(),
        processeur=processor_model(),
        conditions=conditions,
        bancs=benches,
        tableaux={bench.nom: _tables(bench, asked) for bench in benches},
        buts={bench.nom: _goals(bench, asked) for bench in benches},
        genres=(ANALYSE, LECTURE, TOUT),
        moyenne=lambda table, peer, kind: mean(ratios(table, peer, kind)),
        debit=speed,
        rapport_debit=speeds_ratio,
        clients=CLIENTS,
        plus_long=LONGEST,
        carto=CARTO,
        reel=REEL,
    )


def raw(conditions: Conditions, benches: Sequence[Banc]) -> str:
    """Return every measure, as JSON."""
    return json.dumps(
        {
            "machine": asdict(Machine.here()) | {"processeur": processor_model()},
            "conditions": asdict(conditions),
            "bancs": [_raw(bench) for bench in benches],
        },
        ensure_ascii=False,
        indent=1,
    )


def times(value: float | None) -> str:
    """Write a ratio: ``0,82×``."""
    if value is None or math.isinf(value):
        return "—"
    return f"{number(value, 3 if value < 0.1 else 2)}×"


def milliseconds(value: float) -> str:
    """Write a duration in ms with three figures that count."""
    return number(value, 2 if value < 10 else 1 if value < 100 else 0)


def processor_model() -> str:
    """Return the name of the processor, as the system has it."""
    if not _CPUINFO.exists():
        return ""
    lines_ = _CPUINFO.read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines_ if line.startswith("model name")]
    return names[0] if names else ""


def _tables(bench: Banc, asked: Sequence[Question]) -> dict[str, tuple[Ligne, ...]]:
    return {sort: lines(bench.releve, asked, sort) for sort in SORTES}


def _goals(bench: Banc, asked: Sequence[Question]) -> tuple[But, ...]:
    return tuple(goals(bench.releve, bench.debits, asked, bench.pairs))


def _raw(bench: Banc) -> dict[str, Any]:
    return asdict(bench) | {"releve": asdict(bench.releve) | {"echecs": list(_failures(bench))}}


def _failures(bench: Banc) -> Iterator[dict[str, object]]:
    for (question, server), (reason, often) in bench.releve.echecs.items():
        yield {"question": question, "serveur": server, "raison": reason, "fois": often}
