"""The document as numbered lines."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from carto.errors import InputError


@dataclass(frozen=True, slots=True)
class Ligne:
    """One line of the document; *numero* is 1-based, as editors count."""

    numero: int
    texte: str

    @property
    def blanche(self) -> bool:
        """Whether the line has nothing printed on it."""
        return not self.texte.strip()


@dataclass(frozen=True, slots=True)
class Document:
    """A source file, its lines and the hash of its bytes."""

    chemin: Path
    empreinte: str
    lignes: tuple[Ligne, ...]


def read_document(path: Path) -> Document:
    """Read the file at *path*.

    Raises:
        InputError: If there is no such file, if it is not UTF-8 (with the line of the first
            bad byte), or if nothing is printed in it.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"fichier illisible ({error.strerror})", file=str(path)) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError("le fichier n'est pas en UTF-8", line=line, file=str(path)) from error
    # What ends a line, blanks included, and the form feed that opens a page print nothing.
    printed = text.removesuffix("\n").split("\n")
    lines = tuple(Ligne(n, t.lstrip("\f").rstrip()) for n, t in enumerate(printed, start=1))
    if all(line.blanche for line in lines):
        raise InputError("le fichier est vide", file=str(path))
    return Document(path, sha256(content).hexdigest(), lines)
