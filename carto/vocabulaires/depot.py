"""Where loaded vocabularies are kept: beside the build, which they outlive."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from carto.errors import InputError

MANIFEST = "vocabulaire.json"
# Its own graph, and what « metadonnees » says of it.
GRAPH, ABOUT = "graphe.nt", "metadonnees.nt"


@dataclass(frozen=True, slots=True)
class Vocabulaire:
    """A vocabulary that was loaded. *base*: of the IRIs; *empreinte*: the SHA-256 of its file."""

    nom: str
    version: str
    triplets: int
    base: str
    empreinte: str

    def to_json(self) -> str:
        """Return what it says of itself in its folder."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"


def place(build: Path, name: str) -> Path:
    """Return the folder of the vocabulary *name* beside the build folder *build*."""
    build = build.resolve()
    return build.with_name(f"{build.name}.vocabulaires") / name


def loaded(build: Path, base: str) -> Sequence[tuple[Vocabulaire, Path]]:
    """Return the vocabularies loaded beside the build folder *build*, each with its folder, by name.

    Raises:
        InputError: If one was loaded for another base of IRIs, or its folder is damaged.
    """
    found = []
    for manifest in sorted(place(build, "x").parent.glob(f"*/{MANIFEST}")):
        try:
            one = Vocabulaire(**json.loads(manifest.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise InputError(f"vocabulaire illisible ({error})", file=str(manifest)) from error
        if one.base != base:
            message = (
                f"chargé pour la base {one.base}, alors que le build a {base} : chargez-le de nouveau"
            )
            raise InputError(message, file=str(manifest))
        found.append((one, manifest.parent))
    return found


def fingerprint(build: Path, base: str, own: str) -> str:
    """Return the fingerprint of what is served: *own*, of the build, and those of its vocabularies.

    Raises:
        InputError: See :func:`loaded`.
    """
    return "+".join((own, *(one.empreinte for one, _ in loaded(build, base))))
