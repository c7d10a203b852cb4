"""What passes between the web process and the processes that evaluate queries.

Both ends are this program, on a socket pair that nothing else reaches. A message is a tuple of plain
values in marshal's format, which costs a tenth of pickle's time: a lookup is measured in microseconds.
"""

import marshal
from collections.abc import Callable
from typing import NamedTuple

# The formats of a table that Python writes, beside those of the engine.
ROWS = "rows"  # for the pages: the cells themselves
SPREADSHEETS = ("tableur", "xlsx")


class Job(NamedTuple):
    """One query to evaluate, and how to write what it gives.

    *table* and *graph* are the extensions of the formats for the two kinds of results; None where
    the client accepts no format of that kind. *default_graphs* and *named_graphs* are those of the
    request (SPARQL 1.1 Protocol, 2.1.4); with *cut*, what is over *max_rows* is left out and said
    to be, instead of being an error.
    """

    text: str
    table: str | None = "json"
    graph: str | None = "nt"
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    max_rows: int = 1_000_000
    max_bytes: int = 1 << 30
    cut: bool = False


class Head(NamedTuple):
    """What is known before the first row: *kind* is ``boolean``, ``solutions`` or ``graph``."""

    kind: str
    extension: str


class Part(NamedTuple):
    """The next bytes of an answer."""

    data: bytes


class End(NamedTuple):
    """What is known after the last row."""

    rows: int
    capped: bool


class Whole(NamedTuple):
    """A whole answer that fits in one message."""

    kind: str
    extension: str
    data: bytes
    rows: int
    capped: bool


class Failure(NamedTuple):
    """Why there is no answer, or no more of it: an error's name, a sentence, a place in the query."""

    code: str
    detail: str = ""
    line: int = 0
    column: int = 0


# The messages of an evaluation: Whole; or Head, Part…, End; or, at any moment, Failure.
Message = Whole | Head | Part | End | Failure
_KINDS: tuple[type[Message], ...] = (Whole, Head, Part, End, Failure)
_NUMBERS = {kind: number for number, kind in enumerate(_KINDS)}

# No message is longer: a socket pair takes it whole, in one piece.
CHUNK = 64 * 1024
MESSAGE = 512 * 1024


def pack_job(job: Job) -> bytes:
    """Return *job* as a message."""
    return marshal.dumps(tuple(job))


def unpack_job(data: memoryview) -> Job:
    """Return the job that :func:`pack_job` wrote."""
    return Job(*marshal.loads(data))  # noqa: S302 - from our own parent only


def pack(message: Message) -> bytes:
    """Return *message* as bytes."""
    return marshal.dumps((_NUMBERS[type(message)], *message))


def unpack(data: memoryview) -> Message:
    """Return the message that :func:`pack` wrote."""
    number, *fields = marshal.loads(data)  # noqa: S302 - from our own worker only
    kind: Callable[..., Message] = _KINDS[number]
    return kind(*fields)
