"""Answers that are ready: the dataset never changes under a running server."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

Headers = list[tuple[bytes, bytes]]

# All answers together, and one of them.
CAPACITY, LARGEST = 64 << 20, 2 << 20
_OVERHEAD = 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer to a request, and what the access log says of it."""

    status: int
    headers: Headers
    body: bytes
    etag: bytes = b""
    rows: int = 0
    query: str = ""
    format: str = ""


class Cache:
    """The answers last used, up to *capacity* bytes."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self.capacity = capacity
        self.size = 0
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()

    def get(self, key: Hashable) -> Answer | None:
        """Return the answer to *key*, if it is ready."""
        answer = self._answers.get(key)
        if answer is not None:
            self._answers.move_to_end(key)
        return answer

    def put(self, key: Hashable, answer: Answer) -> None:
        """Keep *answer*, and forget those not used for longest."""
        cost = _cost(key, answer)
        if cost > LARGEST:
            return
        if (known := self._answers.pop(key, None)) is not None:
            self.size -= _cost(key, known)
        self._answers[key] = answer
        self.size += cost
        while self.size > self.capacity:
            old, forgotten = self._answers.popitem(last=False)
            self.size -= _cost(old, forgotten)


def _cost(key: Hashable, answer: Answer) -> int:
    parts = key if isinstance(key, tuple) else (key,)
    return len(answer.body) + sum(len(p) for p in parts if isinstance(p, bytes | str)) + _OVERHEAD
