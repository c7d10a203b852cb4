"""Time every question on every server, one after the other within the same round.

What else the machine does weighs on all of them alike; so does what a text is about, for a server
is never asked another text than its peers are.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from itertools import count
from random import Random

from outils.banc_sparql_client import AskFailed, Client, rows
from outils.banc_sparql_questions import Question, Resources, numbered
from outils.banc_sparql_serveurs import RDFLIB, Serveur

FROID, REPETE = "jamais vu", "répété"
SORTES = (FROID, REPETE)

_WARM_UP = 2  # rounds that do not count
SLOW = frozenset({RDFLIB})
_SLOW_EVERY = 4  # a slow server is in one round of so many

# sort of text → question → server → seconds
Durees = dict[str, dict[str, dict[str, list[float]]]]


@dataclass(frozen=True, slots=True)
class Desaccord:
    """A text to which the servers gave different numbers of rows."""

    question: str
    texte: str
    lignes: Mapping[str, int]


@dataclass(slots=True)
class Releve:
    """What was measured. *lignes*: rows of each question as written; *echecs*: why, and how often."""

    durees: Durees = field(default_factory=dict)
    lignes: dict[str, int] = field(default_factory=dict)
    desaccords: list[Desaccord] = field(default_factory=list)
    echecs: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)

    def note(self, sort: str, question: str, server: str, seconds: float) -> None:
        """Add a measure."""
        by_question = self.durees.setdefault(sort, {})
        by_question.setdefault(question, {}).setdefault(server, []).append(seconds)

    def failed(self, question: str, server: str, reason: str) -> None:
        """Add a question that a server did not answer."""
        _, times = self.echecs.get((question, server), ("", 0))
        self.echecs[question, server] = (reason, times + 1)


@dataclass(frozen=True, slots=True)
class Epreuve:
    """What to ask, and how often; *numeros* gives the numbers that make a text unlike any before."""

    questions: Sequence[Question]
    ressources: Resources
    tours: int
    tirage: Random
    numeros: Iterator[int] = field(default_factory=count)

    def texts(self, question: Question) -> Iterator[tuple[str, str]]:
        """Yield what to ask in a round: a text never seen, then the one of always."""
        varied = question.varied(self.ressources, self.tirage)
        yield FROID, numbered(varied, next(self.numeros))
        yield REPETE, question.texte


def measure(servers: Sequence[Serveur], trial: Epreuve, progress: Callable[[str], None]) -> Releve:
    """Ask *trial* of the servers."""
    found = Releve()
    with ExitStack() as stack:
        clients = {s.nom: stack.enter_context(closing(Client(s.adresse))) for s in servers}
        for turn in range(-_WARM_UP, trial.tours):
            progress(f"tour {turn + 1} sur {trial.tours}")
            slow_too = turn == -1 or (turn >= 0 and turn % _SLOW_EVERY == 0)
            present = [name for name in clients if slow_too or name not in SLOW]
            for question in trial.questions:
                for sort, text in trial.texts(question):
                    order = {name: clients[name] for name in trial.tirage.sample(present, len(present))}
                    _ask_all(order, question.nom, sort, text, found if turn >= 0 else None)
    return found


def _ask_all(
    clients: Mapping[str, Client], question: str, sort: str, text: str, found: Releve | None
) -> None:
    """Ask one text of every server in turn, and note the times unless it is a warm-up."""
    counts: dict[str, int] = {}
    for name, client in clients.items():
        if found and found.echecs.get((question, name), ("", 0))[1] > 1:
            continue  # it has failed twice: it is not made to fail at every round
        try:
            seconds, body = client.ask(text)
        except AskFailed as error:
            if found:
                found.failed(question, name, str(error))
            continue
        counts[name] = rows(body)
        if found:
            found.note(sort, question, name, seconds)
    if not found or not counts:
        return
    if sort == REPETE:
        found.lignes.setdefault(question, next(iter(counts.values())))
    if len(set(counts.values())) > 1:
        found.desaccords.append(Desaccord(question, text, counts))
