"""Answers that are kept: never more than there is room for, the last used last forgotten."""

from collections import OrderedDict
from collections.abc import Hashable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.cache import LARGEST, Answer, Cache


def answer(size: int, status: int = 200) -> Answer:
    """Return an answer of *size* bytes."""
    return Answer(status, [], bytes(size))


def kept(cache: Cache, names: str) -> str:
    """Return which of the keys *names* have an answer."""
    return "".join(name for name in names if cache.get(name) is not None)


def room_for(count: int) -> Cache:
    """Return a cache that holds *count* answers of 10 kB, whatever each costs besides."""
    return Cache(count * 12_000)


def test_what_is_kept_is_given() -> None:
    """An answer is found by an equal key, and is the very same one."""
    cache, given = Cache(), answer(10)
    cache.put(("a", b"b", None), given)

    assert given is cache.get(("a", b"b", None))
    assert cache.get(("a", b"c", None)) is None


def test_the_oldest_is_forgotten_first() -> None:
    """What was not used for longest makes room."""
    cache = room_for(3)
    for name in "abcde":
        cache.put(name, answer(10_000))

    assert kept(cache, "abcde") == "cde"


def test_use_keeps_young() -> None:
    """An answer that was asked for is kept before one that was not."""
    cache = room_for(3)
    for name in "abc":
        cache.put(name, answer(10_000))
    cache.get("a")
    cache.put("d", answer(10_000))

    assert kept(cache, "abcd") == "acd"


def test_asking_for_what_is_not_there_changes_nothing() -> None:
    """A key without an answer makes none old or young."""
    cache = room_for(2)
    cache.put("a", answer(10_000))
    cache.put("b", answer(10_000))
    before = cache.size
    assert cache.get("z") is None
    cache.put("c", answer(10_000))

    assert (before, "bc") == (cache.size, kept(cache, "abc"))


def test_an_answer_replaces_the_one_before() -> None:
    """The second answer to a key is the one given, and the room of the first is free again."""
    cache, single = Cache(), Cache()
    cache.put("a", answer(50_000))
    cache.put("a", answer(10, status=404))
    single.put("a", answer(10, status=404))

    assert cache.get("a") == answer(10, status=404)
    assert single.size == cache.size


def test_replacing_keeps_young() -> None:
    """A replaced answer is as young as a new one."""
    cache = room_for(2)
    for name in "aba":
        cache.put(name, answer(10_000))
    cache.put("c", answer(10_000))

    assert kept(cache, "abc") == "ac"


def test_one_large_answer_forgets_many_small() -> None:
    """Room is counted in bytes, not in answers."""
    cache = Cache(100_000)
    for name in "abcdef":
        cache.put(name, answer(10_000))
    cache.put("g", answer(70_000))

    assert kept(cache, "abcdefg") == "efg"


@pytest.mark.parametrize(
    ("expected", "size"),
    [(True, LARGEST - 4096), (False, LARGEST), (False, 10 * LARGEST)],
    ids=["just fits", "with its key it does not", "far too large"],
)
def test_what_is_too_large_is_not_kept(*, expected: bool, size: int) -> None:
    """An answer over the largest is not kept, and forgets no other."""
    cache = Cache()
    cache.put("small", answer(10))
    cache.put("a", answer(size))

    assert expected == (cache.get("a") is not None)
    assert cache.get("small") is not None


def test_a_long_key_costs_its_room() -> None:
    """Keys hold whole queries: they count, those in tuples too."""
    short, long = Cache(), Cache()
    short.put(("GET", b"q"), answer(10))
    long.put(("GET", b"q" * 5000), answer(10))

    assert 4999 == long.size - short.size


def test_a_cache_without_room_keeps_nothing() -> None:
    """Nothing is kept where there is room for nothing."""
    cache = Cache(0)
    cache.put("a", answer(0))

    assert (None, 0) == (cache.get("a"), cache.size)


class Model:
    """The same, said by what it must be: the longest run of the last used that fits."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.order: OrderedDict[Hashable, int] = OrderedDict()

    def put(self, key: int, size: int) -> None:
        """Keep an answer of *size* bytes."""
        self.order.pop(key, None)
        self.order[key] = size
        while sum(self.order.values()) + 1024 * len(self.order) > self.capacity:
            self.order.popitem(last=False)

    def get(self, key: int) -> bool:
        """Whether *key* has an answer."""
        if key in self.order:
            self.order.move_to_end(key)
        return key in self.order


moves = st.tuples(st.booleans(), st.integers(0, 7), st.integers(0, 9000))


@given(st.lists(moves, max_size=60), st.integers(0, 40_000))
def test_it_is_what_it_must_be(moves: list[tuple[bool, int, int]], capacity: int) -> None:
    """Whatever is kept and asked for, in any order, the size is right and never over the capacity."""
    cache, model = Cache(capacity), Model(capacity)
    for put, key, size in moves:
        if put:
            cache.put(key, answer(size))
            model.put(key, size)
        else:
            assert model.get(key) == (cache.get(key) is not None)
        assert sum(model.order.values()) + 1024 * len(model.order) == cache.size <= capacity
