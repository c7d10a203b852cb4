"""Run a command in a process of its own, and say what it cost."""

import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Timer


@dataclass(frozen=True, slots=True)
class Execution:
    """A finished command. *memoire* is its peak, in MiB; *code* is negative if it was killed."""

    code: int
    sortie: str
    erreurs: str
    secondes: float
    processeur: float
    memoire: float


def run(command: Sequence[str], limit: float) -> Execution:
    """Run *command* to its end, or for *limit* seconds; its children count with it."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=errors)  # noqa: S603  # our own commands
        timer = Timer(limit, process.kill)
        timer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        finally:
            timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)  # it is reaped: Popen must not wait
        seconds = time.perf_counter() - start
        texts = []
        for file in (output, errors):
            file.seek(0)
            texts.append(file.read().decode(errors="replace"))
    cpu = usage.ru_utime + usage.ru_stime
    return Execution(process.returncode, texts[0], texts[1], seconds, cpu, usage.ru_maxrss / 1024)
