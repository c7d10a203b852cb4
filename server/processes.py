"""The processes behind the pool, seen from the web process: the nursery, and its workers."""

import asyncio
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress

from server.job import MESSAGE, Job, pack_job
from server.nursery import Options

# Below the priority of what must answer at once: a query that takes its time has it (getpriority(2)).
_NICE = 15
# How long to wait before a nursery that did not start is started again.
_AGAIN_SECONDS = 1.0
# Every message is read into the same place: a new one each time costs more than reading it.
_buffer = memoryview(bytearray(MESSAGE))


class Worker:
    """A process that evaluates one job at a time.

    *hear* is given each of its messages, and an empty one when it has ended.
    """

    def __init__(self, pid: int, pidfd: int, channel: socket.socket) -> None:
        self.pid = pid
        self.jobs = 0
        self.hear: Callable[[memoryview], None] = lambda _: None
        self._pidfd = pidfd
        self._channel = channel
        self._loop = asyncio.get_running_loop()
        self._reading = False
        channel.setblocking(False)  # noqa: FBT003
        self.listen()

    def send(self, job: Job) -> None:
        """Give the worker its next job.

        Raises:
            OSError: If it has ended.
        """
        self.jobs += 1
        self._channel.send(pack_job(job))

    def listen(self) -> None:
        """Take messages again."""
        if not self._reading:
            self._loop.add_reader(self._channel.fileno(), self._read)
            self._reading = True

    def hold(self) -> None:
        """Take no messages for now: the worker stops when its channel is full."""
        if self._reading:
            self._loop.remove_reader(self._channel.fileno())
            self._reading = False

    def processor_seconds(self) -> float:
        """Return how much of a processor the process has used."""
        try:
            return time.clock_gettime(_processor_clock(self.pid))
        except OSError:  # it has ended
            return 0.0

    def lower_priority(self) -> None:
        """Let quicker queries go first."""
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, _NICE)

    def kill(self) -> None:
        """End the process, whatever it does, and forget it."""
        if self._channel.fileno() < 0:
            return
        self.hold()
        # By its pidfd: never another process that was given the same number since.
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        self._channel.close()
        os.close(self._pidfd)

    def _read(self) -> None:
        try:
            length = self._channel.recv_into(_buffer)
        except BlockingIOError:
            return
        except OSError:
            length = 0
        if not length:
            self.hold()
        self.hear(_buffer[:length])


def _processor_clock(pid: int) -> int:
    """Return the clock of the processor time of *pid* (Linux: ``clock_getcpuclockid(3)``)."""
    return (~pid << 3) | 2


class Nursery:
    """Forks workers on demand; started again if it ends."""

    def __init__(
        self, options: Options, born: Callable[[Worker], None], dead: Callable[[int, int], None]
    ) -> None:
        self.isolated: bool | None = None
        self.restarts = -1
        self._options = options
        self._born = born
        self._dead = dead
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._ordered = 0

    async def start(self) -> None:
        """Start the process, and wait until it has loaded the dataset.

        Raises:
            OSError: If it cannot.
        """
        self.restarts += 1
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setblocking(False)  # noqa: FBT003
        with theirs:
            self._process = subprocess.Popen(  # noqa: ASYNC220, S603 - our own program, at once
                [sys.executable, "-m", "server.nursery", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )
        ours.send(self._options.to_json().encode())
        loop = asyncio.get_running_loop()
        greeting = await loop.sock_recv(ours, MESSAGE)
        if not greeting:
            ours.close()
            raise OSError(f"le processus des requêtes a fini par {self._process.wait()}")
        _, network = pickle.loads(greeting)  # noqa: S301 - from our own child only
        self.isolated = not network
        self._control = ours
        loop.add_reader(ours.fileno(), self._read)
        ordered, self._ordered = self._ordered, 0
        for _ in range(ordered):
            self.order()

    def order(self) -> None:
        """Ask for one more worker; *born* is given it."""
        self._ordered += 1
        if self._control is not None:
            with suppress(OSError):  # ended: what was ordered is ordered again when it is back
                self._control.send(b"fork")

    def stop(self) -> None:
        """End the nursery, and with it every worker."""
        if self._control is not None:
            asyncio.get_running_loop().remove_reader(self._control.fileno())
            self._control.close()
            self._control = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _read(self) -> None:
        assert self._control is not None
        try:
            data, descriptors, _, _ = socket.recv_fds(self._control, MESSAGE, 2)
        except BlockingIOError:
            return
        except OSError:
            data, descriptors = b"", []
        if not data:
            self._restart()
            return
        message = pickle.loads(data)  # noqa: S301 - from our own child only
        if message[0] == "born":
            self._ordered -= 1
            channel, pidfd = descriptors
            self._born(Worker(message[1], pidfd, socket.socket(fileno=channel)))
        else:
            self._dead(message[1], message[2])

    def _restart(self) -> None:
        self.stop()
        self._starting = asyncio.get_running_loop().create_task(self._start_again())

    async def _start_again(self) -> None:
        while True:
            try:
                await self.start()
            except OSError:
                await asyncio.sleep(_AGAIN_SECONDS)
            else:
                return
