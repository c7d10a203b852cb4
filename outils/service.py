"""Keep a server running in a process of its own, and say what it weighs."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeVar

_T = TypeVar("_T")

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")
_POLITE = 15.0  # seconds that a server has to stop when it is asked to


class NotServed(Exception):
    """A server did not start, or stopped; the message ends with what it said last."""


@dataclass(frozen=True, slots=True)
class Memoire:
    """What a server and its children occupy, in MiB; in *pss*, what they share counts once."""

    rss: float
    pss: float


class Service:
    """A command that runs until the end of the ``with``, and its children with it."""

    def __init__(
        self,
        command: Sequence[str],
        journal: Path,
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self.journal = journal
        self.started = time.perf_counter()
        with journal.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603  # our own commands
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=env,
                cwd=cwd,
                start_new_session=True,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        """The number of the process that was started."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    @property
    def code(self) -> int | None:
        """The exit code, or minus the signal that ended it; None while it runs."""
        return self._process.poll()

    def said(self) -> str:
        """Return what the server has written so far."""
        return self.journal.read_text(encoding="utf-8", errors="replace")

    def wait(self, ready: Callable[[], _T | None], limit: float) -> _T:
        """Return what *ready* gives as soon as it gives something.

        Raises:
            NotServed: If the server stops before, or *limit* seconds pass.
        """
        end = time.perf_counter() + limit
        while time.perf_counter() < end:
            if (given := ready()) is not None:
                return given
            if not self.alive:
                break
            time.sleep(0.005)
        raise NotServed("\n".join(self.said().splitlines()[-5:]))

    def stop(self) -> None:
        """Ask the server to stop, and end it with its children if it does not."""
        if self.alive:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_POLITE)
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()

    def memory(self) -> Memoire:
        """Return what the server occupies now."""
        total = {"Rss": 0, "Pss": 0}
        for pid in self._tree():
            with suppress(OSError):  # it has just ended
                text = (_PROC / str(pid) / "smaps_rollup").read_text(encoding="utf-8")
                for name in total:
                    found = re.search(rf"^{name}:\s*(\d+) kB", text, re.MULTILINE)
                    total[name] += int(found[1]) if found else 0
        return Memoire(total["Rss"] / 1024, total["Pss"] / 1024)

    def processor(self) -> float:
        """Return how many seconds of processor the living processes of the server have taken."""
        ticks = 0
        for pid in self._tree():
            with suppress(OSError):
                ticks += sum(map(int, _stat(pid)[11:13]))
        return ticks / _TICKS

    def settle(self, limit: float = 60.0) -> None:
        """Wait until the server has nothing to do any more, for *limit* seconds at most."""
        end = time.perf_counter() + limit
        before = self.processor()
        while time.perf_counter() < end:
            time.sleep(0.2)
            now = self.processor()
            if now - before <= 2 / _TICKS:
                return
            before = now

    def _tree(self) -> Iterator[int]:
        """Yield the processes that descend from the one that was started, and that one."""
        children: dict[int, list[int]] = {}
        for entry in _PROC.iterdir():
            if entry.name.isdigit():
                with suppress(OSError):
                    children.setdefault(int(_stat(int(entry.name))[1]), []).append(int(entry.name))
        waiting = [self.pid]
        while waiting:
            pid = waiting.pop()
            yield pid
            waiting += children.get(pid, [])


def free_port() -> int:
    """Return a port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _stat(pid: int) -> list[str]:
    """Return the fields of ``/proc/PID/stat`` behind the name, which may hold spaces."""
    text = (_PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    return text.rpartition(")")[2].split()
