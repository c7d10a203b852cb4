"""Count the rows of a result as it is written, by what only stands between two rows.

The engine writes whole results and says nothing of rows; the limits, the access log and the hints need
their number. Each format has a mark that no value can hold, because the format escapes it there.
"""

from collections.abc import Callable

# In JSON a quote within a value is escaped, so that « },{" » is never part of one. Rows without any
# value are « {} » and are not seen.
_JSON_MARK = b'},{"'


class Counter:
    """The number of rows in what was fed so far.

    *longest* is the length of the longest, or a little more: up to that of what was fed at once.
    """

    def __init__(self, marks: Callable[["Counter", bytes], tuple[int, int]], extra: int) -> None:
        self._marks = marks
        self._rows = extra
        self.longest = 0
        self._pending = 0
        self.tail = b""
        self.quoted = False

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return max(self._rows, 0)

    def feed(self, data: bytes) -> None:
        """Count the rows of *data*, the next piece of the result."""
        found, last = self._marks(self, data)
        self._rows += found
        self.longest = max(self.longest, self._pending + len(data))
        self._pending = len(data) - last if found else self._pending + len(data)


def counter(extension: str) -> Counter:
    """Return a counter for the results of a SELECT in the format of *extension*."""
    return {
        "json": lambda: Counter(_json, 0),
        "xml": lambda: Counter(_xml, 0),
        "csv": lambda: Counter(_csv, -1),  # the first line names the columns
        "tsv": lambda: Counter(_tsv, -1),
    }[extension]()


def _json(counter: Counter, data: bytes) -> tuple[int, int]:
    seen = counter.tail + data
    # The first row stands behind no other: « "bindings":[{" ».
    found = seen.count(_JSON_MARK) + seen.count(b'"bindings":[{"')
    last = max(seen.rfind(_JSON_MARK) - len(counter.tail), 0)
    counter.tail = _tail(seen, _JSON_MARK)
    return found, last


def _xml(counter: Counter, data: bytes) -> tuple[int, int]:
    seen = counter.tail + data
    mark = b"<result>"
    last = max(seen.rfind(mark) - len(counter.tail), 0)
    counter.tail = seen[-len(mark) + 1 :]
    return seen.count(mark), last


def _csv(counter: Counter, data: bytes) -> tuple[int, int]:
    parts = data.split(b'"')  # a quote within a value is doubled, and so changes nothing
    found = sum(part.count(b"\n") for part in parts[counter.quoted :: 2])
    counter.quoted ^= len(parts) % 2 == 0
    return found, data.rfind(b"\n") if found else 0


def _tsv(_: Counter, data: bytes) -> tuple[int, int]:
    return data.count(b"\n"), max(data.rfind(b"\n"), 0)


def _tail(seen: bytes, mark: bytes) -> bytes:
    """Return what of the end of *seen* may be the start of a mark, but none that was counted."""
    longest = len(b'"bindings":[{"') - 1
    tail = seen[-longest:]
    return tail[tail.rfind(mark) + len(mark) :] if mark in tail else tail
