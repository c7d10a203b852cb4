"""Compressed answers: what went in comes out, each part as soon as it is sent, the same bytes always."""

import gzip
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from server.compression import WORTH, compress, stream
from server.negotiation import ENCODINGS

TABLE = b"".join(b"http://exemple.fr/id/metier/%d,Architecte r\xc3\xa9seau\r\n" % i for i in range(3000))
# What a browser sets aside for a Zstandard window at most (RFC 9659).
WINDOW = 8 << 20


def gunzip(data: bytes) -> bytes:
    """Decompress gzip."""
    return gzip.decompress(data)


def unbrotli(data: bytes) -> bytes:
    """Decompress Brotli."""
    return bytes(brotli.decompress(data))


def unzstd(data: bytes) -> bytes:
    """Decompress Zstandard, one frame that ends and nothing behind it."""
    reader = zstandard.ZstdDecompressor().decompressobj()
    found = reader.decompress(data)
    assert (True, b"") == (reader.eof, reader.unused_data)
    return found


WHOLE: dict[str, Callable[[bytes], bytes]] = {"gzip": gunzip, "br": unbrotli, "zstd": unzstd}


def brotli_reader() -> Callable[[bytes], bytes]:
    """Return what reads Brotli part by part; the library gives what it has in pieces of 32 kB."""
    decompressor = brotli.Decompressor()

    def read(data: bytes) -> bytes:
        pieces = [decompressor.process(data)]
        while pieces[-1]:
            pieces.append(decompressor.process(b""))
        return b"".join(pieces)

    return read


INCREMENTAL: dict[str, Callable[[], Callable[[bytes], bytes]]] = {
    "gzip": lambda: zlib.decompressobj(wbits=31).decompress,
    "br": brotli_reader,
    "zstd": lambda: zstandard.ZstdDecompressor().decompressobj().decompress,
}


def test_every_encoding_that_is_negotiated_is_written() -> None:
    """What the negotiation may choose can be written."""
    assert set(ENCODINGS) == set(WHOLE)
    for encoding in ENCODINGS:
        compress(b"a", encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "data", [b"", b"a", bytes(100_000), TABLE], ids=["empty", "one", "zeros", "table"]
)
def test_round_trip(encoding: str, data: bytes) -> None:
    """A decompressor gives back what went in."""
    assert data == WHOLE[encoding](compress(data, encoding))


@pytest.mark.parametrize("encoding", ENCODINGS)
@settings(deadline=None)
@given(parts=st.lists(st.binary(max_size=300), max_size=8))
def test_parts_round_trip(encoding: str, parts: list[bytes]) -> None:
    """Part by part, empty ones too, the whole is the same."""
    writer = stream(encoding)
    data = b"".join([writer.add(part) for part in parts] + [writer.end()])

    assert b"".join(parts) == WHOLE[encoding](data)


@pytest.mark.parametrize("encoding", ENCODINGS)
@settings(deadline=None)
@given(parts=st.lists(st.binary(min_size=1, max_size=300), min_size=1, max_size=6))
def test_each_part_is_seen_at_once(encoding: str, parts: list[bytes]) -> None:
    """A client reads each part whole before the next is sent."""
    writer, read = stream(encoding), INCREMENTAL[encoding]()
    for part in parts:
        assert part == read(writer.add(part))
    assert b"" == read(writer.end())


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_large_part_is_seen_at_once(encoding: str) -> None:
    """A part larger than any buffer holds nothing back."""
    writer, read = stream(encoding), INCREMENTAL[encoding]()
    for part in (TABLE * 20, b"x", TABLE):
        assert part == read(writer.add(part))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_same_bytes_always(encoding: str) -> None:
    """The compressed bytes are a function of the data: no date, no name, no chance."""
    assert compress(TABLE, encoding) == compress(TABLE, encoding)


def test_gzip_holds_no_date() -> None:
    """The date of a gzip member, and its name, are left out (RFC 1952, 2.3)."""
    data = compress(b"a", "gzip")

    assert (b"\x1f\x8b\x08", 0, bytes(4)) == (data[:3], data[3], data[4:8])


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_two_streams_do_not_mix(encoding: str) -> None:
    """Answers that are sent at the same time keep to themselves."""
    one, two = stream(encoding), stream(encoding)
    first, second = one.add(b"un "), two.add(b"two ")
    first, second = first + one.add(b"deux"), second + two.add(b"three")

    assert b"un deux" == WHOLE[encoding](first + one.end())
    assert b"two three" == WHOLE[encoding](second + two.end())


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_it_is_worth_it(encoding: str) -> None:
    """A table becomes five times smaller; one of the least size that is compressed becomes smaller."""
    assert len(TABLE) > 5 * len(compress(TABLE, encoding))
    assert WORTH > len(compress(TABLE[:WORTH], encoding))


def test_browsers_have_room_for_the_window() -> None:
    """No Zstandard frame asks for a larger window than a browser gives it."""
    parameters = zstandard.get_frame_parameters(compress(TABLE * 200, "zstd"))

    assert WINDOW >= parameters.window_size


def test_another_encoding_is_a_mistake() -> None:
    """What is not negotiated is not written."""
    with pytest.raises(KeyError):
        stream("deflate")
