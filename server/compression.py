"""Answers in fewer bytes: gzip, Brotli, Zstandard, whole or in parts."""

import zlib
from collections.abc import Callable
from typing import Protocol

import brotli
import zstandard

# Less is not worth the headers.
WORTH = 1024
# What costs a processor about as much as making the answer did, and no more.
_GZIP, _BROTLI, _ZSTD = 5, 4, 3


class Stream(Protocol):
    """Compresses an answer part by part."""

    def add(self, data: bytes) -> bytes:
        """Return *data* compressed, all of it: a client sees it at once."""
        ...

    def end(self) -> bytes:
        """Return what ends the stream."""
        ...


class _Gzip:
    def __init__(self) -> None:
        self._stream = zlib.compressobj(_GZIP, wbits=31)

    def add(self, data: bytes) -> bytes:
        return self._stream.compress(data) + self._stream.flush(zlib.Z_SYNC_FLUSH)

    def end(self) -> bytes:
        return self._stream.flush()


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Compressor(quality=_BROTLI)

    def add(self, data: bytes) -> bytes:
        return bytes(self._stream.process(data)) + bytes(self._stream.flush())

    def end(self) -> bytes:
        return bytes(self._stream.finish())


class _Zstandard:
    def __init__(self) -> None:
        self._stream = zstandard.ZstdCompressor(level=_ZSTD).compressobj()

    def add(self, data: bytes) -> bytes:
        return self._stream.compress(data) + self._stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)

    def end(self) -> bytes:
        return self._stream.flush()


_STREAMS: dict[str, Callable[[], Stream]] = {"gzip": _Gzip, "br": _Brotli, "zstd": _Zstandard}


def stream(encoding: str) -> Stream:
    """Return a stream in *encoding* (gzip, br or zstd)."""
    return _STREAMS[encoding]()


def compress(data: bytes, encoding: str) -> bytes:
    """Return *data* in *encoding*; the same bytes always, for no date goes in."""
    whole = stream(encoding)
    return whole.add(data) + whole.end()
