"""Write the files of a build."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from io import StringIO
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from carto.iris import BASE, Iris
from carto.jsonld import Contexte, jsonld, load_context
from carto.quads import Quads, canonical, iri_of, prefixes, union
from carto.replace import MANIFEST
from carto.tables import write_tables
from carto.turtle import trig, turtle

if TYPE_CHECKING:
    from sssom.util import MappingSetDataFrame


def write_dumps(folder: Path, quads: Quads, iris: Iris, title: str) -> Mapping[str, str]:
    """Write *quads*, in reading order, in every format; return their canonical hashes.

    *title* is the comment that opens the files meant for reading.

    N-Quads, TriG and JSON-LD hold the dataset; N-Triples, Turtle and RDF/XML its union, and a
    Turtle file by itself each of its graphs. ``carto.nq`` and ``carto.nt`` are the canonical forms:
    their SHA-256 is the hash of the dataset and of the union.
    """
    triples = union(quads, iris)
    names = prefixes(iris)
    files = {
        "carto.nq": canonical(quads),
        "carto.nt": canonical(triples),
        "carto.ttl": turtle(triples, iris, names, title),
        "carto.trig": trig(quads, iris, names, title),
        "carto.rdf": _rdf_xml(triples, names),
    }
    files |= _jsonld(quads, load_context(iris))
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    for graph, same in groupby(quads, key=lambda quad: iri_of(quad.graph_name)):
        own = list(same)
        name = graph.removeprefix(iris.graph(""))
        text = turtle(own, iris, names, f"{title}\nGraphe « {name} ».")
        (folder / f"graphe-{name}.ttl").write_text(text, encoding="utf-8")
    write_tables(folder, triples)
    return {name: sha256(files[name].encode("utf-8")).hexdigest() for name in ("carto.nq", "carto.nt")}


def write_mappings(folder: Path, tables: "Mapping[Path, MappingSetDataFrame]", iris: Iris) -> None:
    """Write the SSSOM *tables* as they are, but for the base of their IRIs, and as JSON."""
    from sssom.writers import write_json

    for path, table in tables.items():
        name, written = f"alignements-{path.name}", StringIO()
        write_json(table, written)
        for file, text in (
            (name, path.read_text(encoding="utf-8")),
            (name.replace(".tsv", ".json"), written.getvalue()),
        ):
            (folder / file).write_text(text.replace(BASE, iris.base), encoding="utf-8")


def write_coverage(folder: Path, roles: Mapping[int, str]) -> None:
    """Write what became of each printed line."""
    rows = (f"{line}\t{role}\n" for line, role in sorted(roles.items()))
    (folder / "couverture.tsv").write_text("ligne\trôle\n" + "".join(rows), encoding="utf-8")


def write_shapes(folder: Path, shapes: Iterable[Path]) -> None:
    """Write the files of *shapes* as one, so that a report can be read with what it cites."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in shapes)
    (folder / "formes.ttl").write_text(text, encoding="utf-8")


def write_manifest(folder: Path, manifest: Mapping[str, object]) -> None:
    """Write what the build is made of, and the hashes of its files."""
    text = json.dumps(manifest, ensure_ascii=False, indent=2)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    files = sorted(path for path in folder.iterdir() if path.is_file())
    sums = (f"{sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


def _jsonld(quads: Quads, context: Contexte) -> dict[str, str]:
    alone = json.dumps({"@context": context.json}, ensure_ascii=False, indent=1)
    return {"carto.jsonld": jsonld(quads, context), "contexte.jsonld": alone + "\n"}


def _rdf_xml(triples: Quads, names: Mapping[str, str]) -> str:
    text = ox.serialize(
        (quad.triple for quad in triples), format=ox.RdfFormat.RDF_XML, prefixes=dict(names)
    )
    return (text or b"").decode("utf-8")
