"""Check the graph against the SHACL shapes of ``shapes/``."""

from dataclasses import dataclass
from pathlib import Path

import pyshacl
from rdflib import RDF, SH, SKOS, Dataset, Graph
from rdflib.term import Node

from carto.iris import CARTO

SHAPES = Path(__file__).parent.parent / "shapes"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One result of validation: where, on what, and what is wrong with it, in French."""

    ligne: int
    chose: str
    message: str
    violation: bool

    def __str__(self) -> str:
        place = f"ligne {self.ligne} : " if self.ligne else ""
        return f"{place}{self.chose} : {self.message}"


def load_shapes(folder: Path = SHAPES) -> Graph:
    """Read every Turtle file of *folder* into one graph."""
    shapes = Graph()
    for path in sorted(folder.glob("*.ttl")):
        shapes.parse(path)
    return shapes


def union(dataset: Dataset) -> Graph:
    """Return the triples of all graphs of *dataset* in one graph."""
    merged = Graph()
    for prefix, namespace in dataset.namespaces():
        merged.bind(prefix, namespace)
    for subject, predicate, value, _ in dataset.quads():
        merged.add((subject, predicate, value))
    return merged


def validate(graph: Graph, shapes: Graph) -> tuple[Problem, ...]:
    """Return what *shapes* find in *graph*, in the order of the document."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none", advanced=False)
    assert isinstance(report, Graph)
    results = report.subjects(RDF.type, SH.ValidationResult)
    return tuple(sorted({_problem(report, result, graph, shapes) for result in results}))


def _problem(report: Graph, result: Node, graph: Graph, shapes: Graph) -> Problem:
    focus = report.value(result, SH.focusNode)
    # pySHACL reports but one message of a SPARQL constraint; the constraint itself has them all.
    source = report.value(result, SH.sourceConstraint)
    spoken = shapes.objects(source, SH.message) if source is not None else ()
    messages = sorted(
        [*spoken, *report.objects(result, SH.resultMessage)],
        key=lambda m: getattr(m, "language", None) != "fr",
    )
    line = graph.value(focus, CARTO.ligneDebut) or 0
    label = graph.value(focus, SKOS.prefLabel) or graph.value(focus, CARTO.texte)
    value = report.value(result, SH.value)
    shown = f" (trouvé : {value})" if value is not None and value != focus else ""
    return Problem(
        ligne=int(str(line)),
        chose=f"« {label} » <{focus}>" if label else f"<{focus}>",
        message=f"{messages[0] if messages else 'ne respecte pas les formes'}{shown}",
        violation=report.value(result, SH.resultSeverity) == SH.Violation,
    )
