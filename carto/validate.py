"""Check a graph against the SHACL shapes of ``shapes/``, and say in one line what is wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyshacl
from rdflib import RDF, RDFS, SH, SKOS, Dataset, Graph, Literal
from rdflib.term import Node

from carto.catalogue import apart
from carto.iris import CARTO, Iris
from carto.queried import queried

SHAPES = Path(__file__).parent.parent / "shapes"
LANGUAGES = ("fr", "en")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One result of validation: where, on what, and what is wrong with it.

    *contrainte* names what is broken: the shape, or the SPARQL constraint, and the component.
    *messages* gives the sentence in each language; *trouve* the value at fault, if there is one.
    """

    ligne: int
    chose: str
    libelle: str
    contrainte: tuple[str, str]
    messages: tuple[tuple[str, str], ...]
    violation: bool
    propriete: str = ""
    trouve: str = ""

    def sentence(self, language: str) -> str:
        """Return the message, which names the thing and its line."""
        line, found = {"fr": ("ligne", "trouvé"), "en": ("line", "found")}[language]
        place = f" ({line} {self.ligne})" if self.ligne else ""
        name = f"« {self.libelle} »{place}" if self.libelle else f"<{self.chose}>{place}"
        what = ", ".join(part for part in (self.propriete, self.trouve) if part)
        colon = " :" if language == "fr" else ":"
        return f"{name}{colon} {dict(self.messages)[language]}" + (
            f" ({found}{colon} {what})" if what else ""
        )

    def __str__(self) -> str:
        place = f"ligne {self.ligne} : " if self.ligne else ""
        what = ", ".join(part for part in (self.propriete, self.trouve) if part)
        name = f"« {self.libelle} » <{self.chose}>" if self.libelle else f"<{self.chose}>"
        return f"{place}{name} : {dict(self.messages)['fr']}" + (f" (trouvé : {what})" if what else "")


def load_shapes(folder: Path = SHAPES) -> Graph:
    """Read every Turtle file of *folder* into one graph."""
    shapes = Graph()
    for path in sorted(folder.glob("*.ttl")):
        shapes.parse(path)
    return shapes


def union(dataset: Dataset, iris: Iris) -> Graph:
    """Return the triples of all graphs of *dataset* in one graph, but for those that are kept apart."""
    kept_apart, merged = {iris.graph(name) for name in apart()}, Graph()
    for subject, predicate, value, graph in dataset.quads():
        if graph not in kept_apart:
            merged.add((subject, predicate, value))
    return merged


def validate(graph: Graph, shapes: Graph) -> tuple[Problem, ...]:
    """Return what *shapes* find in *graph*, in the order of the document."""
    _, report, _ = pyshacl.validate(queried(graph), shacl_graph=shapes, inference="none", advanced=False)
    assert isinstance(report, Graph)
    results = report.subjects(RDF.type, SH.ValidationResult)
    return tuple(sorted({_problem(report, result, graph, shapes) for result in results}))


def _problem(report: Graph, result: Node, graph: Graph, shapes: Graph) -> Problem:
    constraint = report.value(result, SH.sourceConstraint)
    shape = report.value(result, SH.sourceShape)
    focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
    # A rule about a whole class reports the class; the thing at fault is the value it found.
    thing, found = (value, None) if _is_term(focus) and value is not None else (focus, value)
    component = report.value(result, SH.sourceConstraintComponent)
    # pySHACL reports but one message of a SPARQL constraint; the constraint itself has them all.
    spoken = (
        shapes.objects(constraint, SH.message)
        if constraint
        else report.objects(result, SH.resultMessage)
    )
    path = report.value(result, SH.resultPath)
    closed = component == SH.ClosedConstraintComponent
    return Problem(
        ligne=_line(graph, thing),
        chose=str(thing),
        libelle=str(_label(graph, thing) or ""),
        contrainte=(str(constraint or shape), str(component)),
        messages=_messages(spoken),
        violation=report.value(result, SH.resultSeverity) == SH.Violation,
        propriete=str(path) if closed else "",
        trouve=str(found) if found is not None and found != thing else "",
    )


def _messages(spoken: Iterable[Node]) -> tuple[tuple[str, str], ...]:
    """Return the sentence of each language; what a shape does not say is said in SHACL's own words."""
    found: Mapping[str | None, str] = {m.language: str(m) for m in spoken if isinstance(m, Literal)}
    whatever = next(iter(found.values()), "ne respecte pas les formes")
    return tuple((language, found.get(language, whatever)) for language in LANGUAGES)


def _is_term(focus: Node | None) -> bool:
    return str(focus).startswith((str(CARTO), str(SKOS), str(RDF)))


def _line(graph: Graph, thing: Node | None) -> int:
    """Return the line of *thing*; of a concept, that of the first énoncé that expresses it; else 0."""
    printed = (thing, *graph.subjects(CARTO.exprime, thing))
    lines = [line for one in printed for line in graph.objects(one, CARTO.ligneDebut)]
    return min((int(str(line)) for line in lines if str(line).isdecimal()), default=0)


def _label(graph: Graph, thing: Node | None) -> Node | None:
    """Return the label of *thing* that is shown: French, then English, then any."""
    found = [o for p in (SKOS.prefLabel, RDFS.label, CARTO.texte) for o in graph.objects(thing, p)]
    rank = {"fr": 0, "en": 1}
    return min(found, key=lambda o: rank.get(getattr(o, "language", None) or "", 2), default=None)
