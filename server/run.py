"""One query on its way: its messages, its clock, its process."""

import asyncio
import math
from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import Protocol

from server.job import End, Failure, Head, Job, Message, Whole, unpack
from server.processes import Worker

# So many messages may wait for a slow client before its worker waits too.
_AHEAD = 4


class Lanes(Protocol):
    """What a run needs of the pool."""

    seconds: float

    def slice(self) -> float:
        """Return how long a query that starts now may stay in the quick lane."""
        ...

    def demote(self, run: "Run") -> None:
        """Take *run* out of the quick lane."""
        ...

    def admit_stream(self) -> bool:
        """Whether one more answer may leave in parts."""
        ...

    def release(self, run: "Run", worker: Worker, *, alive: bool) -> None:
        """Take *run* off its worker."""
        ...

    def ask_why(self, run: "Run", pid: int) -> None:
        """Let *run* fail with the reason for which its process ended."""
        ...


class Run:
    """One query on a worker; :meth:`next` gives its messages, and :meth:`close` must be called.

    The pool looks at *deadline* from time to time, and calls :meth:`lapse` when it has passed.
    """

    def __init__(self, pool: Lanes, worker: Worker, seconds: float) -> None:
        self.lane = "quick"
        self.streams = False
        self.done = False
        self.began = monotonic()
        self.deadline = math.inf
        self.on_slow: Callable[[Run], None] | None = None
        self._pool = pool
        self._worker = worker
        self._left = seconds
        self._since: float | None = None
        self._messages: deque[Message] = deque()
        self._wanted: asyncio.Future[None] | None = None
        worker.hear = self._hear

    async def next(self) -> Message:
        """Return the next message; the last is a Whole, an End or a Failure."""
        while not self._messages:
            self._wanted = asyncio.get_running_loop().create_future()
            await self._wanted
        message = self._messages.popleft()
        if self._since is None and not self.done and self.lane != "paused":
            self._start_clock()
            self._worker.listen()
        return message

    def start(self, job: Job) -> None:
        """Send *job* to the worker."""
        self._start_clock()
        try:
            self._worker.send(job)
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

    def lapse(self) -> None:
        """Do what follows when the deadline has passed."""
        if self.lane == "paused":
            self.fail("busy")
        elif self.lane == "quick" and self._since and monotonic() - self._since < self._left:
            self._pool.demote(self)
        else:
            self.fail("time")

    def hurry(self, slice_: float) -> None:
        """Let the run leave the quick lane *slice_* seconds after its start: others wait."""
        self.deadline = min(self.deadline, self.began + slice_)

    def enter(self, lane: str) -> None:
        """Go on in *lane*, behind quicker queries, with the time that is left."""
        self.stop_clock()
        self.lane = lane
        self._worker.lower_priority()
        self._start_clock()

    def pause(self) -> None:
        """Wait, stopped, for a place in the slow lane, and not for ever."""
        self.stop_clock()
        self.lane = "paused"
        self._worker.pause()
        self.deadline = monotonic() + self._pool.seconds

    def resume(self) -> None:
        """Go on where it was stopped."""
        self._worker.resume()
        self.enter("slow")

    def stop_clock(self) -> None:
        """Count the time used so far, and stop counting."""
        if self._since is not None:
            self._left -= monotonic() - self._since
            self._since = None
        self.deadline = math.inf

    def _start_clock(self) -> None:
        self._since = monotonic()
        slice_ = self._pool.slice() if self.lane == "quick" else math.inf
        self.deadline = self._since + min(self._left, slice_)

    def _hear(self, data: memoryview) -> None:
        if not data:
            self._pool.ask_why(self, self._worker.pid)
            return
        message = unpack(data)
        if isinstance(message, Whole | End | Failure):
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
            self.stop_clock()

    def _push(self, message: Message) -> None:
        self._messages.append(message)
        if self._wanted is not None and not self._wanted.done():
            self._wanted.set_result(None)

    def _end(self, *, alive: bool) -> None:
        self.stop_clock()
        self.done = True
        self._pool.release(self, self._worker, alive=alive)
