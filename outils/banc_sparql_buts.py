"""Compare this server with each of its peers, and say which of its goals it keeps."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import geometric_mean, median, quantiles

from outils.banc_sparql_debit import LECTURES_NEUVES, MELANGE, MELANGE_NEUF, Debits, speed
from outils.banc_sparql_mesures import FROID, REPETE, Releve
from outils.banc_sparql_questions import ANALYSE, LECTURE, Question
from outils.banc_sparql_serveurs import CARTO, OXIGRAPH, RDFLIB, VIRTUOSO

TOUT = "tout"
MOYENNE, PIRE, DEBIT = "moyenne géométrique", "la pire", "débit à 32 clients"
_CLIENTS = 32


@dataclass(frozen=True, slots=True)
class Regle:
    """A goal. *quoi*: a kind of question, or a load; *seuil*: at most, or for :data:`DEBIT` at least."""

    pair: str
    mesure: str
    quoi: str
    seuil: float
    texte: str = FROID

    @property
    def au_moins(self) -> bool:
        """Whether more is better."""
        return self.mesure == DEBIT


# Times and throughputs are those of this server over those of its peer.
REGLES = (
    Regle(OXIGRAPH, MOYENNE, ANALYSE, 0.8),
    Regle(OXIGRAPH, MOYENNE, TOUT, 0.8),
    Regle(OXIGRAPH, PIRE, ANALYSE, 1.0),
    Regle(OXIGRAPH, PIRE, LECTURE, 1.5),
    Regle(OXIGRAPH, MOYENNE, TOUT, 0.5, REPETE),
    Regle(OXIGRAPH, DEBIT, MELANGE, 1.0),
    Regle(OXIGRAPH, DEBIT, MELANGE_NEUF, 1.0),
    Regle(OXIGRAPH, DEBIT, LECTURES_NEUVES, 0.5),
    Regle(RDFLIB, MOYENNE, ANALYSE, 1 / 50),
    Regle(RDFLIB, MOYENNE, TOUT, 1 / 50),
    Regle(VIRTUOSO, MOYENNE, ANALYSE, 1.0),
    Regle(VIRTUOSO, MOYENNE, TOUT, 1.0),
    Regle(VIRTUOSO, PIRE, ANALYSE, 1.5),
)


@dataclass(frozen=True, slots=True)
class But:
    """A goal, and what was measured; None if that could not be."""

    regle: Regle
    mesure: float | None

    @property
    def tenu(self) -> bool:
        """Whether the goal is kept."""
        if self.mesure is None:
            return False
        over = self.mesure >= self.regle.seuil
        return over if self.regle.au_moins else self.mesure <= self.regle.seuil


@dataclass(frozen=True, slots=True)
class Temps:
    """The times of a server for a question, in ms."""

    mediane: float
    p95: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Temps":
        """Return those of measures in seconds."""
        ranked = quantiles(seconds, n=20, method="inclusive") if len(seconds) > 1 else [*seconds]
        return cls(1000 * median(seconds), 1000 * ranked[-1])


@dataclass(frozen=True, slots=True)
class Ligne:
    """A question with the times of each server that answers it."""

    question: Question
    lignes: int
    temps: Mapping[str, Temps]

    def ratio(self, peer: str) -> float | None:
        """Return the time of this server over that of *peer*, if both have answered."""
        if CARTO not in self.temps or peer not in self.temps:
            return None
        return self.temps[CARTO].mediane / self.temps[peer].mediane


def lines(found: Releve, asked: Iterable[Question], sort: str) -> tuple[Ligne, ...]:
    """Return the table of a sort of text."""
    measured = found.durees.get(sort, {})
    return tuple(
        Ligne(
            question,
            found.lignes.get(question.nom, 0),
            {server: Temps.of(seconds) for server, seconds in measured.get(question.nom, {}).items()},
        )
        for question in asked
    )


def ratios(table: Iterable[Ligne], peer: str, kind: str) -> list[float]:
    """Return the ratios to *peer* of the questions of a kind; infinite if this server failed."""
    return [
        math.inf if CARTO not in line.temps else line.temps[CARTO].mediane / line.temps[peer].mediane
        for line in table
        if peer in line.temps and kind in {line.question.genre, TOUT}
    ]


def mean(values: Sequence[float]) -> float | None:
    """Return the geometric mean, None of nothing."""
    return geometric_mean(values) if values else None


def goals(
    found: Releve, throughputs: Debits, asked: Sequence[Question], peers: Iterable[str]
) -> Iterator[But]:
    """Yield the goals that are about the *peers* at hand."""
    tables = {sort: lines(found, asked, sort) for sort in (FROID, REPETE)}
    for rule in REGLES:
        if rule.pair not in peers:
            continue
        if rule.mesure == DEBIT:
            yield But(rule, speeds_ratio(throughputs, rule.quoi, _CLIENTS, rule.pair))
            continue
        measured = ratios(tables[rule.texte], rule.pair, rule.quoi)
        yield But(rule, mean(measured) if rule.mesure == MOYENNE else max(measured, default=None))


def speeds_ratio(throughputs: Debits, load: str, clients: int, peer: str) -> float | None:
    """Return the throughput of this server over that of *peer*."""
    by_server = throughputs.get(load, {}).get(clients, {})
    if CARTO not in by_server or not (theirs := speed(by_server.get(peer, []))):
        return None
    return speed(by_server[CARTO]) / theirs
