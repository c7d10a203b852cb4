"""Validate a graph with one SHACL engine, and print what it found as JSON.

Run as a script by whatever Python has the engine: it imports nothing of this project.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

NOT_INSTALLED = 3

# Focus node, source shape, component, value, severity, then the messages, the engine's own included.
Result = tuple[str, str, str, str, str, tuple[str, ...]]


def _pyshacl(data: str, shapes: str) -> Iterator[Result]:
    pyshacl: Any = import_module("pyshacl")
    rdflib: Any = import_module("rdflib")
    sh, graph, rules = rdflib.SH, rdflib.Graph().parse(data), rdflib.Graph().parse(shapes)
    _, report, _ = pyshacl.validate(graph, shacl_graph=rules, inference="none", advanced=False)
    fields = (sh.focusNode, sh.sourceShape, sh.sourceConstraintComponent, sh.value, sh.resultSeverity)
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        texts = [str(report.value(result, p, default="")) for p in fields]
        yield _result(texts, map(str, report.objects(result, sh.resultMessage)))


def _shacl(data: str, shapes: str) -> Iterator[Result]:
    engine: Any = import_module("shacl")
    for r in engine.Shapes.from_file(shapes).validate_file(data).results:
        yield _result([r.focus_node, r.source_shape, r.component, r.value, r.severity], r.messages)


def _shacl_rust(data: str, shapes: str) -> Iterator[Result]:
    engine: Any = import_module("shacl_rust")
    names = ("focusNode", "sourceShape", "sourceConstraintComponent", "value", "severity")
    for r in engine.validate_file(data, shapes, experimental_index=True)["results"]:
        yield _result([r.get(name) for name in names], r["messages"])


def _pyrudof(data: str, shapes: str) -> Iterator[Result]:
    engine: Any = import_module("pyrudof")
    session = engine.Rudof(engine.RudofConfig())
    nt = data.endswith(".nt")
    session.read_data(data, format=engine.RDFFormat.NTriples if nt else engine.RDFFormat.Turtle)
    session.read_shacl(shapes)
    for r in session.validate_shacl().violations:
        texts = [r.focus_node, r.source_shape, r.constraint_component, r.value, r.severity]
        messages = re.findall(r'"((?:[^"\\]|\\.)*)"(?:@\w+)?', r.message)
        yield _result(texts, messages)


def _result(terms: Iterable[str | None], messages: Iterable[str]) -> Result:
    focus, shape, component, value, severity = (_plain(term or "") for term in terms)
    said = tuple(sorted(messages))
    return focus, shape, component.rpartition("#")[2], value, severity.rpartition("#")[2], said


def _plain(term: str) -> str:
    """Return what a term in N-Triples syntax says, without its brackets, language or datatype."""
    if term.startswith("<") and term.endswith(">"):
        return term[1:-1]
    if literal := re.fullmatch(r'"(.*)"(@[\w-]+|\^\^\S+)?', term, re.DOTALL):
        escapes = {"n": "\n", "r": "\r", "t": "\t"}
        return re.sub(r"\\(.)", lambda m: escapes.get(m[1], m[1]), literal[1])
    return term


def _peak() -> float:
    """Return the most memory that this process had, in MiB; that of who started it is not counted."""
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else 0.0


ENGINES: dict[str, Callable[[str, str], Iterator[Result]]] = {
    "pyshacl": _pyshacl,
    "shacl": _shacl,
    "shacl-rust": _shacl_rust,
    "pyrudof": _pyrudof,
}


def main() -> int:
    """Run ``moteurs_shacl.py ENGINE DATA SHAPES``; exit code 3 if the engine is not installed."""
    name, data, shapes = sys.argv[1:]
    try:
        results = list(ENGINES[name](data, shapes))
    except ModuleNotFoundError as error:
        sys.stderr.write(f"{error}\n")
        return NOT_INSTALLED
    said = {"version": version(name), "memoire": _peak(), "resultats": results}
    json.dump(said, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
