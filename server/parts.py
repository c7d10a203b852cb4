"""The file that a result is written to, in a worker process: it sends what is written in parts."""

from collections.abc import Callable
from time import monotonic

from server.job import CHUNK, End, Failure, Head, Job, Message, Part, Whole
from server.rows import Counter

# An answer that is not whole after this time leaves in parts.
_PATIENCE = 0.05
# One row is not longer: a GROUP_CONCAT over everything would be.
MAX_ROW = 8 * 1024 * 1024


class Refusal(Exception):
    """Carries a :class:`Failure` out of a serializer."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.failure = Failure(code, detail)


class Parts:
    """Takes the bytes of an answer; sends it whole if it is small and quick, else part by part.

    Raises:
        Refusal: From :meth:`write`, as soon as the answer is larger than its job allows.
    """

    def __init__(self, job: Job, head: Head, send: Callable[[Message], None]) -> None:
        self.rows = 0
        self.capped = False
        self._job = job
        self._head = head
        self._send = send
        self._counter: Counter | None = None
        self._held: list[bytes] = []
        self._length = 0
        self._total = 0
        self._started = False
        self._until = monotonic() + _PATIENCE

    def count_with(self, counter: Counter) -> None:
        """Let *counter* find the rows in what is written."""
        self._counter = counter

    def write(self, data: bytes) -> int:
        """Take the next bytes of the answer."""
        self._total += len(data)
        if self._total > self._job.max_bytes:
            raise Refusal("bytes", str(self._job.max_bytes))
        if self._counter is not None:
            self._count(data)
        self._held.append(data)
        self._length += len(data)
        if self._length >= CHUNK or monotonic() > self._until:
            self._flush()
        return len(data)

    def flush(self) -> None:
        """Do nothing: when to send is decided by :meth:`write`."""

    def close(self) -> None:
        """Send what is left, and the end."""
        end = End(self.rows, self.capped)
        if not self._started:
            self._send(Whole(*self._head, b"".join(self._held), *end))
            return
        self._flush()
        self._send(end)

    def _count(self, data: bytes) -> None:
        assert self._counter is not None
        self._counter.feed(data)
        self.rows = self._counter.rows
        if self.rows > self._job.max_rows:
            raise Refusal("rows", str(self._job.max_rows))
        if self._counter.longest > MAX_ROW:
            raise Refusal("row", str(MAX_ROW))

    def _flush(self) -> None:
        if not self._started:
            self._send(self._head)
            self._started = True
        data = b"".join(self._held)
        for start in range(0, len(data), CHUNK):
            self._send(Part(data[start : start + CHUNK]))
        self._held, self._length = [], 0
        self._until = monotonic() + _PATIENCE
