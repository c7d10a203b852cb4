"""One line of JSON for each request: what was asked of which part, how it went; never who asked."""

import json
import sys
import threading
from collections import deque
from pathlib import Path
from typing import TextIO

# Lines that wait for a slow disk or a full pipe; more are lost, and counted: the service goes on.
_WAITING = 10_000
_SECONDS = 0.2


class AccessLog:
    """Writes lines from a thread of its own, some at a time, so that no request waits for it."""

    def __init__(self, name: str) -> None:
        self.lost = 0
        self._file: TextIO = (
            sys.stdout if name == "-" else Path(name).open("a", encoding="utf-8")  # noqa: SIM115 - kept
        )
        self._lines: deque[dict[str, object]] = deque()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._write, name="journal", daemon=True)
        self._thread.start()

    def add(self, line: dict[str, object]) -> None:
        """Write *line*, soon."""
        if len(self._lines) >= _WAITING:
            self.lost += 1
            return
        self._lines.append(line)

    def close(self) -> None:
        """Write what is left, and end; what cannot be written within a second is lost."""
        self._ended.set()
        self._thread.join(timeout=1.0)

    def _write(self) -> None:
        while not (self._ended.wait(_SECONDS) and not self._lines):
            while self._lines:
                text = json.dumps(self._lines.popleft(), ensure_ascii=False, separators=(",", ":"))
                try:
                    self._file.write(text + "\n")
                except (OSError, ValueError):  # a full disk, a closed pipe
                    self.lost += 1
            try:
                self._file.flush()
            except (OSError, ValueError):
                self.lost += 1
