"""Which query is evaluated when: two lanes, so that a quick one never waits behind slow ones.

Every query starts in the quick lane. What has not answered after its slice leaves it: it goes on in
the slow lane, at a lower priority, if there is room; else its process is stopped where it is until there
is; else the client is told to come back. So nothing has to guess what a query will cost, and what
waits costs no processor. What the measurements say: ``docs/service-sparql.md``.
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

# How long a query may stay in the quick lane: when nobody waits, and when somebody does.
SLICE, SHORT_SLICE = 0.1, 0.01
# How often the clocks are looked at; when a query counts as slow, so that its client is watched.
_TICK, _SLOW = 0.005, 0.05
# How many queries may wait for the quick lane; be stopped before the slow one; be in transfer.
WAITING, PAUSED, TRANSFERS = 512, 8, 8
# A worker is replaced after so many jobs: whatever it has kept is given back.
JOBS = 50_000
# So many places has the quick lane for each in the slow one: a process that waits for its next query
# costs nothing, and the web process need not hurry to give it one.
QUICK = 4


@dataclass(slots=True)
class Counts:
    """What the pool has done, for ``/metrics``."""

    started: int = 0
    killed: int = 0
    refused: int = 0
    timed_out: int = 0
    crashed: int = 0
    demoted: int = 0


class Pool:
    """The workers, and the queries on them."""

    def __init__(
        self,
        nursery: Callable[[Callable[[Worker], None], Callable[[int, int], None]], Nursery],
        size: int,
        seconds: float,
    ) -> None:
        self.size = size
        self.seconds = seconds
        self.counts = Counts()
        self.lanes: dict[str, int] = {"quick": 0, "slow": 0, "transfer": 0, "paused": 0}
        self.nursery = nursery(self._welcome, self._mourn)
        self._idle: deque[Worker] = deque()
        self._waiting: deque[tuple[float, asyncio.Future[Worker]]] = deque()
        self._paused: deque[Run] = deque()
        self._active: set[Run] = set()
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
    def streams(self) -> int:
        """How many answers leave in parts."""
        return sum(run.streams for run in self._active)

    @property
    def waiting(self) -> int:
        """How many queries wait for the quick lane."""
        return len(self._waiting)

    def slice(self) -> float:
        """Return how long a query that starts now may stay in the quick lane."""
        return SHORT_SLICE if self._waiting else SLICE

    async def run(self, job: Job, seconds: float, on_slow: Callable[[Run], None] | None = None) -> Run:
        """Start *job*, which may take *seconds*, as soon as there is a place for it.

        *on_slow* is called if it is not done soon.

        Raises:
            Busy: If there is no place.
        """
        worker = self._take() or await self._wait()
        run = Run(self, worker, seconds)
        run.on_slow = on_slow
        self.counts.started += 1
        self._active.add(run)
        if not self._ticking:
            self._ticking = True
            asyncio.get_running_loop().call_later(_TICK, self._tick)
        run.start(job)
        return run

    def demote(self, run: Run) -> None:
        """Take *run* out of the quick lane: it has had its slice."""
        self.counts.demoted += 1
        if run.streams:  # only as fast as its client: in no lane
            self._move(run, "transfer")
            run.enter("transfer")
        elif self.lanes["slow"] < self.size:
            self._move(run, "slow")
            run.enter("slow")
        elif self.lanes["paused"] < PAUSED:
            self._move(run, "paused")
            run.pause()
            self._paused.append(run)
        else:
            run.fail("busy")
            return
        self._restock()

    def admit_stream(self) -> bool:
        """Whether one more answer may leave in parts: each holds a process while its client reads."""
        return self.streams < TRANSFERS

    def release(self, run: Run, worker: Worker, *, alive: bool) -> None:
        """Take *run* off its worker, which serves again if it has only been quick."""
        self.lanes[run.lane] -= 1
        self._active.discard(run)
        self._asked.pop(worker.pid, None)
        if run in self._paused:
            self._paused.remove(run)
        if alive and run.lane == "quick" and worker.jobs < JOBS:
            self._rest(worker)
        else:
            worker.kill()
            self.counts.killed += 1
        self._promote()
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
        if self._idle and self.lanes["quick"] < self.size * QUICK and not self._waiting:
            self.lanes["quick"] += 1
            return self._idle.pop()
        return None

    async def _wait(self) -> Worker:
        if len(self._waiting) >= WAITING:
            raise self._busy()
        place: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append((monotonic(), place))
        if len(self._waiting) == 1:
            for run in self._active:
                if run.lane == "quick":
                    run.hurry(SHORT_SLICE)
        try:
            return await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():  # given at the same moment, and not used
                self.lanes["quick"] -= 1
                self._rest(place.result())
                self._hand_out()
            raise

    def _tick(self) -> None:
        """Look at the clocks: one timer for all, because one for each costs more than a lookup."""
        now = monotonic()
        for run in [run for run in self._active if run.deadline <= now]:
            run.lapse()
        for run in self._active:
            if run.on_slow is not None and run.began + _SLOW < now:
                told, run.on_slow = run.on_slow, None
                told(run)
        while self._waiting and self._waiting[0][0] + self.seconds < now:
            _, place = self._waiting.popleft()
            if not place.done():
                place.set_exception(self._busy())
        self._ticking = bool(self._active or self._waiting)
        if self._ticking:
            asyncio.get_running_loop().call_later(_TICK, self._tick)

    def _busy(self) -> Busy:
        self.counts.refused += 1
        return Busy.waiting()

    def _hand_out(self) -> None:
        while self._waiting and self._idle and self.lanes["quick"] < self.size * QUICK:
            _, place = self._waiting.popleft()
            if not place.done():
                self.lanes["quick"] += 1
                place.set_result(self._idle.pop())

    def _move(self, run: Run, lane: str) -> None:
        self.lanes[run.lane] -= 1
        self.lanes[lane] += 1
        run.lane = lane

    def _promote(self) -> None:
        while self._paused and self.lanes["slow"] < self.size:
            run = self._paused.popleft()
            self._move(run, "slow")
            run.resume()

    def _restock(self) -> None:
        """Order workers: one for each place in the quick lane, and one in reserve."""
        missing = self.size * QUICK + 1 - len(self._idle) - self.lanes["quick"] - self._ordered
        for _ in range(missing):
            self._ordered += 1
            self.nursery.order()
