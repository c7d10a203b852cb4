"""One line of JSON for each request: what was asked of which part, how it went; never who asked."""

import json
import os
import select
import threading
from collections import deque

# Lines that wait for a slow disk or a full pipe; more are lost, and counted: the service goes on.
_WAITING = 10_000
_SECONDS = 0.2
# As much as a pipe takes in one piece, once it is ready (PIPE_BUF).
_PIECE = 4096
_STANDARD_OUTPUT = 1


class AccessLog:
    """Writes lines from a thread of its own, some at a time, so that no request waits for it.

    *name* is a file, or « - » for the standard output: a pipe that nobody reads is never waited for.

    Raises:
        OSError: If the file cannot be written.
    """

    def __init__(self, name: str) -> None:
        self.lost = 0
        how = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
        self._file = os.dup(_STANDARD_OUTPUT) if name == "-" else os.open(name, how, 0o640)
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
        """Write what is left, and end."""
        self._ended.set()
        self._thread.join()
        os.close(self._file)

    def _write(self) -> None:
        while not self._ended.wait(_SECONDS):
            self._write_lines()
        self._write_lines()

    def _write_lines(self) -> None:
        held = b""
        while self._lines:
            text = json.dumps(self._lines.popleft(), ensure_ascii=False, separators=(",", ":"))
            line = text.encode("utf-8", "replace") + b"\n"
            if held and len(held) + len(line) > _PIECE:
                self._send(held)
                held = b""
            held += line
        if held:
            self._send(held)

    def _send(self, piece: bytes) -> None:
        ready = select.poll()
        ready.register(self._file, select.POLLOUT)
        try:
            if ready.poll(0 if self._ended.is_set() else _SECONDS * 1000):
                os.write(self._file, piece)
                return
        except OSError:  # a full disk, a closed pipe
            self._ended.wait(_SECONDS)
        # What waits behind it would wait as long: nobody reads.
        self.lost += piece.count(b"\n") + len(self._lines)
        self._lines.clear()
