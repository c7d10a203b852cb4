"""Which query is evaluated when: two lanes, so that a quick one never waits behind slow ones.

Every query starts in the quick lane. What has used its slice of a processor leaves it: for the slow
lane, at a lower priority, if there is room; else its process ends, and the query starts again in the
slow lane in its turn, or is told to come back. So nothing has to guess what a query will cost, and
what waits costs nothing. What the measurements say: ``docs/service-sparql.md``.
"""

import asyncio
import signal
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from server.errors import Busy
from server.job import Job
from server.processes import Nursery, Worker
from server.run import Run

# The slice of a processor that a query may use in the quick lane: alone, and when others wait.
SLICE, SHORT_SLICE = 0.1, 0.06
# How often the clocks are looked at; when a query counts as slow, so that its client is watched.
_TICK, _SLOW = 0.005, 0.05
# How many queries may wait for either lane, and are a crowd; how many answers may leave in parts.
WAITING, CROWD, TRANSFERS = 512, 8, 8
# A worker is replaced after so many jobs: whatever it has kept is given back.
JOBS = 50_000
# So many places has the quick lane for each in the slow one: a process that waits for its next query
# costs nothing, and the web process need not hurry to give it one.
QUICK = 4

Born = Callable[[Worker], None]
Dead = Callable[[int, int], None]


@dataclass(slots=True)
class Counts:
    """What the pool has done, for ``/metrics``."""

    started: int = 0
    demoted: int = 0
    killed: int = 0
    refused: int = 0
    crashed: int = 0


class Pool:
    """The workers, and the queries on them; *size* is the number of places in the slow lane."""

    def __init__(self, nursery: Callable[[Born, Dead], Nursery], size: int, seconds: float) -> None:
        self.size = size
        self.seconds = seconds
        self.counts = Counts()
        self.lanes: dict[str, int] = {"quick": 0, "slow": 0, "transfer": 0, "queue": 0}
        self.nursery = nursery(self._welcome, self._mourn)
        self._idle: deque[Worker] = deque()
        self._waiting: deque[tuple[float, asyncio.Future[Worker]]] = deque()
        self._queue: deque[Run] = deque()
        self._active: set[Run] = set()
        self._from_end = False
        self._ticking = False
        self._ordered = 0
        self._asked: dict[int, Run] = {}
        self._deaths: dict[int, int] = {}

    async def start(self) -> None:
        """Start the processes.

        Raises:
            OSError: If they cannot be.
        """
        await self.nursery.start()
        self._restock()

    def stop(self) -> None:
        """End every process."""
        self.nursery.stop()

    @property
    def waiting(self) -> int:
        """How many queries wait for the quick lane."""
        return len(self._waiting)

    async def run(self, job: Job, seconds: float, on_slow: Callable[[Run], None] | None = None) -> Run:
        """Start *job*, which may take *seconds*, as soon as there is a place for it.

        *on_slow* is called if it is not done soon.

        Raises:
            Busy: If there is no place.
        """
        worker = self._take() or await self._wait()
        run = Run(self, job, seconds)
        run.on_slow = on_slow
        self.counts.started += 1
        self._active.add(run)
        self._keep_ticking()
        run.start(worker)
        return run

    def demote(self, run: Run) -> None:
        """Take *run* out of the quick lane: it has had its slice."""
        self.counts.demoted += 1
        if run.streams:  # only as fast as its client: in no lane
            self._move(run, "transfer")
            run.lower_priority()
        elif self.lanes["slow"] < self.size:
            self._move(run, "slow")
            run.lower_priority()
        elif len(self._queue) >= WAITING:
            run.fail("busy")
        else:
            self.counts.killed += 1
            run.leave_worker()
            self._move(run, "queue")
            self._queue.append(run)
        self._restock()
        self._hand_out()

    def admit_stream(self) -> bool:
        """Whether one more answer may leave in parts: each holds a process while its client reads."""
        return sum(run.streams for run in self._active) < TRANSFERS

    def release(self, run: Run, worker: Worker | None, *, alive: bool) -> None:
        """Take *run* off its worker, which serves again if it has only been quick."""
        self.lanes[run.lane] -= 1
        self._active.discard(run)
        if worker is None:
            self._queue.remove(run)
        elif alive and run.lane == "quick" and worker.jobs < JOBS:
            self._rest(worker)
        else:
            self._asked.pop(worker.pid, None)
            worker.kill()
            self.counts.killed += 1
        self._restock()
        self._hand_out()

    def ask_why(self, run: Run, pid: int) -> None:
        """Learn from the nursery why the process *pid* ended, and let *run* fail with it."""
        if pid in self._deaths:
            self._explain(run, self._deaths.pop(pid))
            return
        self._asked[pid] = run
        asyncio.get_running_loop().call_later(1.0, run.fail, "crash")

    def _explain(self, run: Run, code: int) -> None:
        self.counts.crashed += 1
        # The engine aborts when it is refused memory, and overflows its stack without a word.
        run.fail({-signal.SIGABRT: "memory", -signal.SIGSEGV: "stack"}.get(code, "crash"))

    def _mourn(self, pid: int, code: int) -> None:
        run = self._asked.pop(pid, None)
        if run is not None:
            self._explain(run, code)
        elif code != -signal.SIGKILL:  # not by us: its run has yet to see it
            self._deaths[pid] = code

    def _welcome(self, worker: Worker) -> None:
        self._ordered -= 1
        self._rest(worker)
        self._hand_out()

    def _rest(self, worker: Worker) -> None:
        """Let *worker* wait for its next query; it says nothing meanwhile, unless it ends."""
        worker.hear = lambda _: self._lose(worker)
        self._idle.append(worker)

    def _lose(self, worker: Worker) -> None:
        self._idle.remove(worker)
        self._deaths.pop(worker.pid, None)
        worker.kill()
        self._restock()

    def _take(self) -> Worker | None:
        if self._idle and not self._waiting and self.lanes["quick"] < self.size * QUICK:
            self.lanes["quick"] += 1
            return self._idle.pop()  # the one that worked last: it is warm
        return None

    async def _wait(self) -> Worker:
        if len(self._waiting) >= WAITING:
            raise self._busy()
        place: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append((monotonic(), place))
        self._keep_ticking()
        try:
            return await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():  # given at the same moment, and not used
                self.lanes["quick"] -= 1
                self._rest(place.result())
                self._hand_out()
            raise

    def _busy(self) -> Busy:
        self.counts.refused += 1
        return Busy.waiting()

    def _hand_out(self) -> None:
        """Give idle workers to those who wait: the quick lane first."""
        while self._waiting and self._idle and self.lanes["quick"] < self.size * QUICK:
            # Of a crowd the first and the last are served in turn: a quick query that comes after
            # two hundred slow ones does not wait for them, and nobody waits for ever.
            self._from_end = len(self._waiting) > CROWD and not self._from_end
            _, place = self._waiting.pop() if self._from_end else self._waiting.popleft()
            if not place.done():
                self.lanes["quick"] += 1
                place.set_result(self._idle.pop())
        while self._queue and self._idle and self.lanes["slow"] < self.size:
            run = self._queue.popleft()
            self._move(run, "slow")
            worker = self._idle.pop()
            worker.lower_priority()
            run.start(worker)
            self._restock()

    def _move(self, run: Run, lane: str) -> None:
        self.lanes[run.lane] -= 1
        self.lanes[lane] += 1
        run.lane = lane

    def _restock(self) -> None:
        """Order workers: one for each place in the quick lane, and one in reserve."""
        missing = self.size * QUICK + 1 - len(self._idle) - self.lanes["quick"] - self._ordered
        for _ in range(missing):
            self._ordered += 1
            self.nursery.order()

    def _keep_ticking(self) -> None:
        if not self._ticking:
            self._ticking = True
            asyncio.get_running_loop().call_later(_TICK, self._tick)

    def _tick(self) -> None:
        """Look at the clocks: one timer for all, because one for each costs more than a lookup."""
        slice_ = SHORT_SLICE if self._waiting else SLICE
        for run in list(self._active):
            self._look_at(run, slice_)
        now = monotonic()
        while self._waiting and self._waiting[0][0] + self.seconds < now:
            _, place = self._waiting.popleft()
            if not place.done():
                place.set_exception(self._busy())
        self._ticking = False
        if self._active or self._waiting:
            self._keep_ticking()

    def _look_at(self, run: Run, slice_: float) -> None:
        if run.lane == "queue":
            if run.elapsed() > self.seconds:
                self.counts.refused += 1
                run.fail("busy")
        elif run.overdue():
            run.fail("time")
        elif run.lane == "quick" and run.elapsed() > slice_ and run.processor_seconds() > slice_:
            self.demote(run)
        if run.on_slow is not None and run.elapsed() > _SLOW:
            told, run.on_slow = run.on_slow, None
            told(run)
