"""One query on its way: its messages, its clock, its process."""

import asyncio
from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import Protocol

from server.job import End, Failure, Head, Job, Message, Whole, unpack
from server.processes import Worker

# So many messages may wait for a slow client before its worker waits too.
_AHEAD = 4
# What a new process may spend, in seconds of a processor, on its own birth and on the memory that it
# touches first (13 ms on a quiet machine): no part of what its first query costs.
BIRTH = 0.03


class Lanes(Protocol):
    """What a run needs of the pool."""

    def demote(self, run: "Run") -> None:
        """Take *run* out of the quick lane."""
        ...

    def admit_stream(self) -> bool:
        """Whether one more answer may leave in parts."""
        ...

    def release(self, run: "Run", worker: Worker | None, *, alive: bool) -> None:
        """Take *run* off its worker."""
        ...

    def ask_why(self, run: "Run", pid: int) -> None:
        """Let *run* fail with the reason for which its process ended."""
        ...


class Run:
    """One query; :meth:`next` gives its messages, and :meth:`close` must be called.

    *lane* is that of the pool; *left* is how many seconds it may still take.
    """

    def __init__(self, pool: Lanes, job: Job, seconds: float) -> None:
        self.lane = "quick"
        self.streams = False
        self.done = False
        self.left = seconds
        self.rows = 0
        self.on_slow: Callable[[Run], None] | None = None
        self.since = monotonic()
        self._pool = pool
        self._job = job
        self._worker: Worker | None = None
        self._processor = 0.0
        self._clock_runs = False
        self._messages: deque[Message] = deque()
        self._wanted: asyncio.Future[None] | None = None

    async def next(self) -> Message:
        """Return the next message; the last is a Whole, an End or a Failure."""
        while not self._messages:
            self._wanted = asyncio.get_running_loop().create_future()
            await self._wanted
        message = self._messages.popleft()
        if self._worker is not None and not self._clock_runs:
            self._start_clock()
            self._worker.listen()
        return message

    def start(self, worker: Worker) -> None:
        """Evaluate the query on *worker*, from its beginning."""
        self._worker = worker
        self._processor = worker.processor_seconds() + (0.0 if worker.jobs else BIRTH)
        worker.hear = self._hear
        self._start_clock()
        try:
            worker.send(self._job)
        except OSError:
            self.fail("crash")

    def close(self) -> None:
        """Stop the query if it still runs, because nobody wants its answer any more."""
        if not self.done:
            self._end(alive=False)

    def fail(self, code: str) -> None:
        """End the query with the failure of that name."""
        if not self.done:
            self._end(alive=False)
            self._push(Failure(code))

    def elapsed(self) -> float:
        """Return for how many seconds the query has been where it is."""
        return monotonic() - self.since

    def overdue(self) -> bool:
        """Whether the time of the query is over."""
        return self._clock_runs and self.elapsed() >= self.left

    def processor_seconds(self) -> float:
        """Return how much of a processor the query has used; below 0: its process is being born."""
        return self._worker.processor_seconds() - self._processor if self._worker else 0.0

    def lower_priority(self) -> None:
        """Let quicker queries go first."""
        if self._worker is not None:
            self._worker.lower_priority()

    def leave_worker(self) -> None:
        """End the process; the query is to start again on another."""
        self._stop_clock()
        self.since = monotonic()
        if self._worker is not None:
            self._worker.kill()
            self._worker = None

    def _start_clock(self) -> None:
        self.since = monotonic()
        self._clock_runs = True

    def _stop_clock(self) -> None:
        if self._clock_runs:
            self.left -= self.elapsed()
            self._clock_runs = False

    def _hear(self, data: memoryview) -> None:
        assert self._worker is not None
        if not data:
            self._pool.ask_why(self, self._worker.pid)
            return
        message = unpack(data)
        if isinstance(message, Whole | End | Failure):
            self.rows = 0 if isinstance(message, Failure) else message.rows
            self._end(alive=True)
        elif isinstance(message, Head):
            if not self._pool.admit_stream():
                self.fail("busy")
                return
            self.streams = True
        self._push(message)
        if not self.done and len(self._messages) >= _AHEAD:
            if self.lane == "quick":
                self._pool.demote(self)
            self._worker.hold()  # the client is slow: neither its worker nor the clock runs on
            self._stop_clock()

    def _push(self, message: Message) -> None:
        self._messages.append(message)
        if self._wanted is not None and not self._wanted.done():
            self._wanted.set_result(None)

    def _end(self, *, alive: bool) -> None:
        self._stop_clock()
        self.done = True
        worker, self._worker = self._worker, None
        self._pool.release(self, worker, alive=alive)
