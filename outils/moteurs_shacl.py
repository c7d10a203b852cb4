"""Validate a graph with one SHACL engine, and print what it found as JSON.

Run as a script by whatever Python has the engine: it imports nothing of this project.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.metadata import version
from typing import Any

NOT_INSTALLED = 3

# Focus node, source shape, component, value, severity, number of messages.
Result = tuple[str, str, str, str, str, int]


def _pyshacl(data: str, shapes: str) -> Iterable[Result]:
    pyshacl: Any = import_module("pyshacl")
    rdflib: Any = import_module("rdflib")
    graph, rules = rdflib.Graph().parse(data), rdflib.Graph().parse(shapes)
    _, report, _ = pyshacl.validate(graph, shacl_graph=rules, inference="none", advanced=False)
    sh = rdflib.SH
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        terms = (report.value(result, p) for p in _FIELDS(sh))
        texts = ["" if term is None else str(term) for term in terms]
        messages = len(list(report.objects(result, sh.resultMessage)))
        yield _result(texts, messages)


def _FIELDS(sh: Any) -> tuple[Any, ...]:  # noqa: N802
    return (sh.focusNode, sh.sourceShape, sh.sourceConstraintComponent, sh.value, sh.resultSeverity)


def _shacl(data: str, shapes: str) -> Iterable[Result]:
    engine: Any = import_module("shacl")
    for r in engine.Shapes.from_file(shapes).validate_file(data).results:
        texts = [r.focus_node, r.source_shape, r.component, r.value or "", r.severity]
        yield _result(texts, len(r.messages))


def _shacl_rust(data: str, shapes: str) -> Iterable[Result]:
    engine: Any = import_module("shacl_rust")
    for r in engine.validate_file(data, shapes, experimental_index=True)["results"]:
        names = ("focusNode", "sourceShape", "sourceConstraintComponent", "value", "severity")
        yield _result([r.get(name) or "" for name in names], len(r["messages"]))


def _pyrudof(data: str, shapes: str) -> Iterable[Result]:
    engine: Any = import_module("pyrudof")
    session = engine.Rudof(engine.RudofConfig())
    nt = data.endswith(".nt")
    session.read_data(data, format=engine.RDFFormat.NTriples if nt else engine.RDFFormat.Turtle)
    session.read_shacl(shapes)
    for r in session.validate_shacl().violations:
        texts = [r.focus_node, r.source_shape or "", r.constraint_component, r.value or "", r.severity]
        yield _result(texts, r.message.count('"@'))


def _result(texts: Iterable[str], messages: int) -> Result:
    focus, shape, component, value, severity = (_plain(text) for text in texts)
    return focus, shape, component.rpartition("#")[2], value, severity.rpartition("#")[2], messages


def _plain(term: str) -> str:
    """Return what a term in N-Triples syntax says, without its brackets, language or datatype."""
    if term.startswith("<") and term.endswith(">"):
        return term[1:-1]
    if literal := re.fullmatch(r'"(.*)"(@[\w-]+|\^\^\S+)?', term, re.DOTALL):
        return re.sub(r"\\(.)", lambda m: {"n": "\n", "r": "\r", "t": "\t"}.get(m[1], m[1]), literal[1])
    return term


ENGINES: dict[str, Callable[[str, str], Iterable[Result]]] = {
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
    json.dump({"version": version(name), "resultats": results}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
