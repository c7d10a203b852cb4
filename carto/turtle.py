"""Turtle and TriG for people: prefixes once, a title per kind of thing, a blank line per thing.

The terms are written by pyoxigraph; what is added here is layout only.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

import pyoxigraph as ox

from carto.iris import CARTO, TYPES, Iris
from carto.quads import Quads, iri_of

_RULE = "#" * 92


def turtle(quads: Quads, iris: Iris, prefixes: Mapping[str, str], title: str) -> str:
    """Return *quads*, in reading order, as Turtle, below *title*; their graphs are not written."""
    return _header(title, prefixes) + "".join(_things(quads, iris, prefixes, ""))


def trig(quads: Quads, iris: Iris, prefixes: Mapping[str, str], title: str) -> str:
    """Return *quads*, in reading order, as TriG, below *title*: one block per graph."""
    blocks = [_header(title, prefixes)]
    for graph, own in groupby(quads, key=lambda quad: quad.graph_name):
        assert isinstance(graph, ox.NamedNode)
        name = _shorten(graph.value, prefixes)
        blocks.append(f"\n{name} {{\n" + "".join(_things(list(own), iris, prefixes, "\t")) + "}\n")
    return "".join(blocks)


def _header(title: str, prefixes: Mapping[str, str]) -> str:
    comment = "".join(f"# {line}\n" for line in title.splitlines())
    return f"{comment}\n" + "".join(
        f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(prefixes)
    )


def _things(quads: Quads, iris: Iris, prefixes: Mapping[str, str], indent: str) -> Iterator[str]:
    for kind, own in groupby(quads, key=lambda quad: _kind(quad.subject, iris)):
        if kind:
            yield f"\n{indent}### {kind} {_RULE[len(indent) + len(kind) + 5 :]}\n"
        text = ox.serialize((q.triple for q in own), format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes))
        assert text is not None
        yield from _laid_out(text.decode("utf-8").split("\n"), indent)


def _laid_out(lines: Iterable[str], indent: str) -> Iterator[str]:
    """Yield *lines* of Turtle without prefixes, a blank line before each subject.

    A literal never spreads over lines: pyoxigraph escapes its line feeds.
    """
    for line in lines:
        if line.startswith("@prefix ") or not line:
            continue
        yield f"{indent}{line}\n" if line.startswith("\t") else f"\n{indent}{line}\n"


def _kind(subject: object, iris: Iris) -> str:
    """Return the title under which *subject* is written; the cartographie itself needs none."""
    iri = iri_of(subject)
    kind, slash, _ = iri.removeprefix(f"{iris.base}id/").partition("/")
    if iri.startswith(f"{iris.base}id/") and slash and kind in TYPES:
        return kind
    if iri.startswith(str(CARTO).rstrip("#")):
        return "ontologie"
    return "" if iri == str(iris.scheme) else "metadonnees"


def _shorten(iri: str, prefixes: Mapping[str, str]) -> str:
    name = next((p for p, namespace in prefixes.items() if iri.startswith(namespace)), None)
    return f"<{iri}>" if name is None else f"{name}:{iri.removeprefix(prefixes[name])}"
