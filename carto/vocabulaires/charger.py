"""Load a vocabulary beside a build: all of it, or nothing.

It becomes two files of N-Triples: its own graph, and what ``metadonnees`` says of it. The build
itself is not touched, and a later build finds the vocabulary again.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from hashlib import file_digest
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from carto.errors import InputError
from carto.iris import Iris
from carto.replace import replacing
from carto.template import DATA
from carto.vocabulaires import correspondance, esco, esco_turtle, rome
from carto.vocabulaires.archive import Fichier, files
from carto.vocabulaires.depot import ABOUT, GRAPH, MANIFEST, Vocabulaire, place
from carto.vocabulaires.termes import DESCRIPTION, A, Triple, named, text

NAMES = ("esco", "rome")
Announce = Callable[[str], None]


@cache
def layouts() -> dict[str, Any]:
    """Return what data/vocabulaires.toml says of the vocabularies."""
    return tomllib.loads((DATA / "vocabulaires.toml").read_text(encoding="utf-8"))


def load(name: str, paths: Sequence[Path], build: Path, base: str, announce: Announce) -> Vocabulaire:
    """Load the vocabulary *name* from *paths* beside the build folder *build*; say what was loaded.

    *announce* is told the name of each file as its reading starts.

    Raises:
        InputError: With the file, the line and the column of what cannot be used; nothing changes then.
        OSError: If it cannot be written.
    """
    found = [file for path in paths for file in files(path)]
    iris = Iris(base)
    official = correspondance.correspondances(found)
    own = [file for file in found if file not in official]
    version = _version(name, [*(path.name for path in paths), *(file.nom for file in own)])
    with replacing(place(build, name), MANIFEST) as folder:
        _write(folder / GRAPH, _triples(name, own, official, base, announce))
        with (folder / GRAPH).open("rb") as stream:
            fingerprint = file_digest(stream, "sha256").hexdigest()
            stream.seek(0)
            count = len({hash(line) for line in stream})  # the tables may say a thing twice
        _write(folder / ABOUT, _about(name, version, count, found, iris))
        loaded = Vocabulaire(name, version, count, base, fingerprint)
        (folder / MANIFEST).write_text(loaded.to_json(), encoding="utf-8")
    return loaded


def _write(path: Path, triples: Iterable[Triple]) -> None:
    ox.serialize((ox.Triple(*one) for one in triples), str(path), ox.RdfFormat.N_TRIPLES)


def _triples(
    name: str, own: Sequence[Fichier], official: Sequence[Fichier], base: str, announce: Announce
) -> Iterator[Triple]:
    """Yield what the files *own* of a vocabulary say, and for ROME the *official* correspondence."""
    layout, there = layouts()[name], ", ".join(file.nom for file in own[:8]) or "rien"
    if name == "rome":
        if not rome.is_rome(own):
            tables = "les tables de ROME n'y sont pas (unix_referentiel_code_rome_vNNN_utf8.csv…)"
            raise InputError(f"{tables} : {there}")
        yield from rome.triples(own, layout, base, announce)
        yield from correspondance.triples(official, layouts()["correspondance"], base, announce)
    elif esco.is_csv(own):
        yield from esco.triples(own, layout, announce)
    elif esco_turtle.is_turtle(own):
        yield from esco_turtle.triples(own, layout, announce)
    else:
        tables = "ni les tables d'ESCO (occupations_fr.csv, skills_fr.csv…), ni son Turtle"
        raise InputError(f"{tables} : {there}")


def _version(name: str, names: Sequence[str]) -> str:
    """Return the version that the names of the downloads give; nothing if none does.

    Raises:
        InputError: If they give more than one.
    """
    matches = (re.search(layouts()[name]["version"], one, re.IGNORECASE) for one in names)
    found = sorted({".".join(match.groups()) for match in matches if match})
    if len(found) > 1:
        raise InputError(f"plusieurs versions à la fois : {', '.join(found)}")
    return found[0] if found else ""


def _about(
    name: str, version: str, count: int, found: Sequence[Fichier], iris: Iris
) -> Iterator[Triple]:
    """Yield what ``metadonnees`` says of the vocabulary: what it is, its licence, its version."""
    said, graph = layouts()[name], named(str(iris.graph(name)))
    dcterms = "http://purl.org/dc/terms/"
    yield graph, A, named("http://rdfs.org/ns/void#Dataset")
    yield graph, A, named("http://www.w3.org/ns/dcat#Dataset")
    for language in ("fr", "en"):
        yield graph, named(f"{dcterms}title"), text(said[f"titre_{language}"], language)
        yield graph, DESCRIPTION, text(said[f"description_{language}"], language)
    yield graph, named(f"{dcterms}license"), named(said["licence"])
    yield graph, named(f"{dcterms}publisher"), named(said["editeur"])
    yield graph, named("http://rdfs.org/ns/void#triples"), ox.Literal(count)
    if version:
        yield graph, named("http://www.w3.org/2002/07/owl#versionInfo"), ox.Literal(version)
    for source in sorted({file.archive.name if file.archive else file.nom for file in found}):
        yield graph, named(f"{dcterms}source"), ox.Literal(source)
