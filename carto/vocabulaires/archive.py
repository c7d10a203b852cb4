"""The files of a download: a zip archive, a folder, or one file; nothing is ever extracted.

An archive is refused whole if one of its names leads out of it, if it is far larger inside than
outside, or if it is cut.
"""

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from carto.errors import InputError

# The whole ESCO in Turtle is about 1 GiB, and text compresses ten to twenty times.
_MOST_BYTES = 4 * 2**30
# A table is read whole.
_MOST_OF_A_TABLE = 512 * 2**20
_MOST_FILES = 10_000
_MOST_TIMES_SMALLER = 200
# A file this small does no harm, however well it compresses.
_SMALL = 2**24
_BLOCK = 2**20


@dataclass(frozen=True, slots=True)
class Fichier:
    """A file of a download. *nom*: without folders; *lieu*: the archive and the name, for messages."""

    nom: str
    lieu: str
    archive: Path | None
    membre: str

    def open(self) -> IO[bytes]:
        """Open the file.

        Raises:
            InputError: If it cannot be read.
        """
        try:
            if self.archive is None:
                return Path(self.membre).open("rb")
            inside = zipfile.ZipFile(self.archive).open(self.membre)  # noqa: SIM115 (closed by whoever asked)
            return io.BufferedReader(_Checked(inside, self.lieu), _BLOCK)
        except (OSError, RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:
            raise InputError(f"illisible ({error})", file=self.lieu) from error

    def read(self) -> bytes:
        """Return the whole file.

        Raises:
            InputError: If it cannot be read, or is cut.
        """
        with self.open() as stream:
            data = stream.read(_MOST_OF_A_TABLE + 1)
        if len(data) > _MOST_OF_A_TABLE:
            message = f"plus de {_MOST_OF_A_TABLE >> 20} Mio : ce n'est pas une table de vocabulaire"
            raise InputError(message, file=self.lieu)
        return data


class _Checked(io.RawIOBase):
    """A file of an archive; what is damaged there is said as all wrong input is."""

    def __init__(self, stream: IO[bytes], lieu: str) -> None:
        super().__init__()
        self._stream = stream
        self._lieu = lieu

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            found = self._stream.read(len(buffer))
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError) as error:
            raise InputError(f"archive abîmée ou tronquée ({error})", file=self._lieu) from error
        buffer[: len(found)] = found
        return len(found)

    def close(self) -> None:
        self._stream.close()
        super().close()


def files(path: Path) -> Iterator[Fichier]:
    """Yield the files of *path*, by name.

    Raises:
        InputError: If there is nothing, or an archive is not to be trusted.
    """
    if path.is_dir():
        for inside in sorted(p for p in path.iterdir() if p.is_file()):
            yield from files(inside) if inside.suffix.lower() == ".zip" else [_plain(inside)]
    elif not path.is_file():
        raise InputError(
            "rien à cet endroit : un fichier, un dossier ou une archive zip", file=str(path)
        )
    elif path.suffix.lower() == ".zip" or zipfile.is_zipfile(path):
        yield from _members(path)
    else:
        yield _plain(path)


def _plain(path: Path) -> Fichier:
    return Fichier(path.name, str(path), None, str(path))


def _members(path: Path) -> Iterator[Fichier]:
    try:
        with zipfile.ZipFile(path) as archive:
            inside = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise InputError(
            f"ce n'est pas une archive zip, ou elle est tronquée ({error})", file=str(path)
        ) from error
    _check(path, inside)
    for info in sorted(inside, key=lambda info: info.filename):
        name = PurePosixPath(info.filename).name
        yield Fichier(name, f"{path.name}, {info.filename}", path, info.filename)


def _check(path: Path, inside: list[zipfile.ZipInfo]) -> None:
    """Refuse the archive *path* if what it says of itself is not to be trusted."""
    for info in inside:
        name = info.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0]:
            raise InputError(f"« {info.filename} » mène hors de l'archive : refusée", file=str(path))
        if info.flag_bits & 1:
            raise InputError(f"« {info.filename} » est chiffré", file=str(path))
        times = info.file_size / max(1, info.compress_size)
        if info.file_size > _SMALL and times > _MOST_TIMES_SMALLER:
            raise InputError(
                f"« {info.filename} » serait {times:.0f} fois plus grand que dans l'archive : refusée",
                file=str(path),
            )
    whole = sum(info.file_size for info in inside)
    if whole > _MOST_BYTES or len(inside) > _MOST_FILES:
        raise InputError(
            f"{len(inside)} fichiers et {whole >> 20} Mio : plus qu'une archive n'en peut contenir ici "
            f"({_MOST_FILES} fichiers, {_MOST_BYTES >> 20} Mio)",
            file=str(path),
        )
