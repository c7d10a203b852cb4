"""How many requests a second each server answers, to few and to many clients at once (``wrk``)."""

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from math import ceil
from pathlib import Path
from statistics import median

from outils.banc_sparql_mesures import FROID, SLOW, Epreuve, Releve
from outils.banc_sparql_questions import ANALYSE, LECTURE, MARQUE, Question
from outils.banc_sparql_serveurs import CARTO, Serveur
from outils.processus import run

WRK = "wrk"
MELANGE, LECTURES_NEUVES, MELANGE_NEUF = "mélange répété", "lectures jamais vues", "mélange jamais vu"
CLIENTS = (1, 8, 32)
LONGEST = 30.0  # seconds that a load may last

_SCRIPT = Path(__file__).with_name("banc_sparql.lua")
_TEXTS = 400  # varied texts of each question, before the number that makes each unique
_CYCLES = 4  # times that a mix is asked whole, at least
_SEPARATOR = b"\x02"
_PATIENCE = 60  # seconds that wrk waits for an answer


class LoadFailed(Exception):
    """The load generator did not end well."""


@dataclass(frozen=True, slots=True)
class Charge:
    """A load: what is asked, in what order, by how many clients at once, for how long."""

    nom: str
    questions: Sequence[Question]
    neuve: bool
    clients: int
    secondes: float
    reprises: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One run of the load generator: good answers a second, latencies in ms, what it cost itself.

    *erreurs*: the refusals and the broken connections.
    """

    debit: float
    mediane: float
    p99: float
    erreurs: int
    generateur: float


# load → clients → server → its runs
Debits = dict[str, dict[int, dict[str, list[Passage]]]]


def charges(
    questions: Sequence[Question], measured: Releve, seconds: float, runs: int
) -> tuple[Charge, ...]:
    """Return the loads of the bench.

    A mix lasts long enough for its slowest questions to be answered several times: else only the
    fast ones would count.
    """
    lookups = [question for question in questions if question.genre == LECTURE]
    mixed = _mixed([question for question in questions if question.genre == ANALYSE], lookups)
    longer = max(seconds, min(ceil(_CYCLES * _cycle(mixed, measured)), LONGEST))
    kinds = (
        (MELANGE, mixed, False, longer),
        (LECTURES_NEUVES, lookups, True, seconds),
        (MELANGE_NEUF, mixed, True, longer),
    )
    return tuple(
        Charge(name, asked, new, clients, duration, runs)
        for name, asked, new, duration in kinds
        for clients in CLIENTS
    )


def throughput(
    servers: Sequence[Serveur],
    loads: Sequence[Charge],
    trial: Epreuve,
    folder: Path,
    progress: Callable[[str], None],
) -> Debits:
    """Put each load on each server in turn, as many times as it says."""
    found: Debits = {}
    for load in loads:
        texts = _texts(load, trial)
        by_server = found.setdefault(load.nom, {}).setdefault(load.clients, {})
        for _ in range(load.reprises):
            first, last = next(trial.numeros), 0
            for server in trial.tirage.sample(servers, len(servers)):
                requests = _written(texts, server, folder)
                passage, number = _run(server, load, requests, first)
                last = max(last, number)
                by_server.setdefault(server.nom, []).append(passage)
                progress(f"{load.nom}, {load.clients} clients, {server.nom} : {passage.debit:.0f}/s")
                server.service.settle()
            # None of the numbers that this round has used is used again.
            next(islice(trial.numeros, last - first, None))
    return found


def speed(passages: Sequence[Passage]) -> float:
    """Return the answers a second of the run in the middle; 0 if there is none."""
    return median([passage.debit for passage in passages] or [0.0])


def _mixed(analyses: Sequence[Question], lookups: Sequence[Question]) -> list[Question]:
    """Return analyses and lookups one after the other, all of them at least once."""
    length = max(len(analyses), len(lookups))
    pairs = zip(islice(cycle(analyses), length), islice(cycle(lookups), length), strict=True)
    return [question for pair in pairs for question in pair]


def _cycle(mixed: Sequence[Question], measured: Releve) -> float:
    """Return how long the slowest of the fast servers takes to answer the whole mix once."""
    by_question = measured.durees.get(FROID, {})
    totals: dict[str, float] = defaultdict(float)
    for question in mixed:
        for server, seconds in by_question.get(question.nom, {}).items():
            totals[server] += median(seconds)
    return max((total for server, total in totals.items() if server not in SLOW), default=0.0)


def _texts(load: Charge, trial: Epreuve) -> list[str]:
    if not load.neuve:
        return [question.texte for question in load.questions]
    return [
        question.varied(trial.ressources, trial.tirage)
        for _ in range(_TEXTS)
        for question in load.questions
    ]


def _written(texts: Sequence[str], server: Serveur, folder: Path) -> Path:
    path = folder / "requetes.bin"
    path.write_bytes(_SEPARATOR.join(server.adresse.request(text, keep=MARQUE) for text in texts))
    return path


def _run(server: Serveur, load: Charge, requests: Path, first: int) -> tuple[Passage, int]:
    """Run ``wrk`` once; return what it found, and the last number that it has used.

    Raises:
        LoadFailed: If it did not end well, or this server has stopped; a peer may.
    """
    done = run(_command(server, load, requests, first), load.secondes + 2 * _PATIENCE)
    if not server.service.alive:
        if server.nom == CARTO:
            raise LoadFailed(f"{load.nom} : {CARTO} s'est arrêté (code {server.service.code})")
        return Passage(debit=0.0, mediane=0.0, p99=0.0, erreurs=1, generateur=0.0), first
    if done.code or not done.sortie:
        said = done.sortie + done.erreurs
        raise LoadFailed(f"{WRK}, {load.nom}, {server.nom} : code {done.code}\n{said}")
    found = json.loads(done.sortie.splitlines()[-1])
    passage = Passage(
        debit=(found["reponses"] - found["refus"]) / found["secondes"],
        mediane=found["mediane"],
        p99=found["p99"],
        erreurs=found["refus"] + found["coupures"],
        generateur=done.processeur / done.secondes,
    )
    return passage, found["dernier"]


def _command(server: Serveur, load: Charge, requests: Path, first: int) -> list[str]:
    options = {
        "--threads": "1",
        "--connections": f"{load.clients}",
        "--duration": f"{load.secondes:.0f}s",
        "--timeout": f"{_PATIENCE}s",
        "--script": f"{_SCRIPT}",
    }
    address = f"http://{server.adresse.hote}:{server.adresse.port}/"
    flat = (word for option in options.items() for word in option)
    return [WRK, *flat, address, "--", str(requests), str(first)]
