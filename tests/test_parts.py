"""How an answer leaves a worker: whole if it is short and quick, else in parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server import parts
from server.job import (
    CHUNK,
    MESSAGE,
    End,
    Failure,
    Head,
    Job,
    Message,
    Part,
    Whole,
    pack,
    pack_job,
    unpack,
    unpack_job,
)
from server.parts import MAX_ROW, Parts, Refusal
from server.rows import counter

HEAD = Head("solutions", "csv")


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return the clock that the parts look at."""
    found = Clock()
    monkeypatch.setattr(parts, "monotonic", found)
    return found


def opened(job: Job, sent: list[Message]) -> Parts:
    """Return a file that sends to *sent*."""
    return Parts(job, HEAD, sent.append)


@pytest.mark.usefixtures("clock")
def test_a_short_answer_is_one_message() -> None:
    """What is short and quick leaves whole, when it is closed."""
    sent: list[Message] = []
    out = opened(Job(""), sent)
    out.write(b"un ")
    out.flush()
    out.write(b"deux")
    out.rows = 7
    assert [] == sent
    out.close()

    assert [Whole("solutions", "csv", b"un deux", 7, capped=False)] == sent


@pytest.mark.usefixtures("clock")
def test_an_empty_answer_is_one_message() -> None:
    """An answer without a byte is an answer."""
    sent: list[Message] = []
    opened(Job(""), sent).close()

    assert [Whole("solutions", "csv", b"", 0, capped=False)] == sent


def test_a_slow_answer_leaves_in_parts(clock: Clock) -> None:
    """What takes long leaves as far as it is, with the next piece that is written."""
    sent: list[Message] = []
    out = opened(Job(""), sent)
    out.write(b"un ")
    clock.now += 0.2
    out.write(b"deux ")
    assert [HEAD, Part(b"un deux ")] == sent
    out.write(b"trois ")
    assert len(sent) == 2
    clock.now += 0.2
    out.write(b"quatre")
    out.capped = True
    out.close()

    assert [HEAD, Part(b"un deux "), Part(b"trois quatre"), End(0, capped=True)] == sent


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("size", [1, 1000, CHUNK - 1, CHUNK, CHUNK + 1, 10 * CHUNK + 3])
def test_a_long_answer_leaves_in_parts(size: int) -> None:
    """What is long leaves as it comes, in parts of a size that a socket takes at once."""
    sent: list[Message] = []
    out = opened(Job(""), sent)
    data = bytes(range(256)) * (3 * CHUNK // 256)
    for start in range(0, len(data), size):
        assert min(size, len(data) - start) == out.write(data[start : start + size])
    out.close()

    assert (HEAD, End(0, capped=False)) == (sent[0], sent[-1])
    found = [message.data for message in sent[1:-1] if isinstance(message, Part)]
    assert len(found) == len(sent) - 2
    assert data == b"".join(found)
    assert max(map(len, found)) <= CHUNK
    assert len(found) <= 7


@pytest.mark.parametrize("size", [1, 10])
def test_bytes_are_limited(clock: Clock, size: int) -> None:
    """The first byte too many is refused, and does not leave."""
    sent: list[Message] = []
    out = opened(Job("", max_bytes=100), sent)
    for _ in range(100 // size):
        clock.now += 1
        out.write(b"x" * size)
    with pytest.raises(Refusal) as caught:
        out.write(b"x")

    assert Failure("bytes", "100") == caught.value.failure
    assert sum(len(message.data) for message in sent if isinstance(message, Part)) == 100


@pytest.mark.usefixtures("clock")
def test_rows_are_limited() -> None:
    """The first row too many is refused."""
    out = opened(Job("", max_rows=3), [])
    out.count_with(counter("csv"))
    out.write(b"titre\r\n1\r\n2\r\n3\r\n")
    assert out.rows == 3
    with pytest.raises(Refusal) as caught:
        out.write(b"4\r\n")

    assert Failure("rows", "3") == caught.value.failure


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("size", [CHUNK, MAX_ROW // 2, 2 * MAX_ROW])
@pytest.mark.parametrize("end", [b"", b"\r\n", b"\r\n1\r\n"], ids=["open", "ended", "followed"])
def test_one_row_is_limited(size: int, end: bytes) -> None:
    """A row that is too long is refused, in however many pieces it comes, and whatever follows it."""
    out = opened(Job(""), [])
    out.count_with(counter("csv"))
    data = b"titre\r\ncourt\r\n" + b"x" * (MAX_ROW + CHUNK) + end
    with pytest.raises(Refusal) as caught:  # noqa: PT012 - which of the pieces is too long does not matter
        for start in range(0, len(data), size):
            out.write(data[start : start + size])

    assert Failure("row", str(MAX_ROW)) == caught.value.failure


MESSAGES: list[Message] = [
    Whole("graph", "ttl", b"\x00\xff", 3, capped=True),
    HEAD,
    Part(bytes(CHUNK)),
    End(10**12, capped=False),
    Failure("syntax", "é 𝄞\n", 3, 4),
    Failure("time"),
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_a_message_arrives_as_it_left(message: Message) -> None:
    """A message is read back as the same, of the same kind, and fits where messages pass."""
    found = unpack(memoryview(pack(message)))

    assert (type(message), message) == (type(found), found)
    assert len(pack(message)) <= MESSAGE


@given(
    st.builds(
        Job,
        st.text(st.characters(codec="utf-8")),
        st.none() | st.sampled_from(["json", "xlsx"]),
        st.none() | st.just("ttl"),
        st.lists(st.text(st.characters(codec="utf-8")), max_size=3).map(tuple),
        st.lists(st.text(st.characters(codec="utf-8")), max_size=3).map(tuple),
        st.integers(0, 2**40),
        st.integers(0, 2**40),
        st.booleans(),
    )
)
def test_a_job_arrives_as_it_left(job: Job) -> None:
    """A job is read back as the same, whatever its text."""
    found = unpack_job(memoryview(pack_job(job)))

    assert (Job, job) == (type(found), found)
