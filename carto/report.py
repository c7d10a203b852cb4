"""The validation report: for programs in Turtle, for people in HTML and text."""

from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
from jinja2 import Environment, PackageLoader, select_autoescape
from rdflib import RDF, SH

from carto.iris import Iris
from carto.quads import prefixes
from carto.validate import LANGUAGES, Problem

_TEMPLATES = Environment(
    loader=PackageLoader("carto"),
    autoescape=select_autoescape(),
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


def write_report(folder: Path, problems: Sequence[Problem], constraints: int, iris: Iris) -> None:
    """Write the report in three formats; *constraints* is how many were checked."""
    context = {
        "violations": [p for p in problems if p.violation],
        "etrangetes": [p for p in problems if not p.violation],
        "contraintes": constraints,
        "base": iris.base,
    }
    for name in ("rapport.html", "rapport.txt"):
        text = _TEMPLATES.get_template(name).render(context)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "rapport.ttl").write_text(report_turtle(problems, iris), encoding="utf-8")


def report_turtle(problems: Sequence[Problem], iris: Iris) -> str:
    """Return a ``sh:ValidationReport`` whose results are named, not blank nodes.

    It conforms only if there is no result at all (SHACL, 3.6.1.1): a warning is one, though it does
    not stop a build.
    """
    report = ox.NamedNode(f"{iris.base}dumps/rapport.ttl")
    triples: list[ox.Triple] = []

    def say(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        triples.append(ox.Triple(subject, ox.NamedNode(predicate), value))

    say(report, RDF.type, ox.NamedNode(SH.ValidationReport))
    say(report, SH.conforms, ox.Literal(not problems))
    results = [(ox.NamedNode(f"{report.value}#{n}"), p) for n, p in enumerate(problems, 1)]
    for result, _ in results:
        say(report, SH.result, result)
    for result, problem in results:
        constraint, component = problem.contrainte
        say(result, RDF.type, ox.NamedNode(SH.ValidationResult))
        say(result, SH.focusNode, ox.NamedNode(problem.chose))
        say(result, SH.resultSeverity, ox.NamedNode(SH.Violation if problem.violation else SH.Warning))
        say(result, SH.sourceShape, ox.NamedNode(constraint))
        say(result, SH.sourceConstraintComponent, ox.NamedNode(component))
        for language in LANGUAGES:
            say(result, SH.resultMessage, ox.Literal(problem.sentence(language), language=language))
    text = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes(iris))
    return (text or b"").decode("utf-8")
