"""Which constraints a shapes graph holds, read from the shapes themselves."""

from collections.abc import Iterator

from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

# Predicates of SHACL that a shape may have and that are no constraint by themselves;
# sh:qualifiedValueShape and sh:ignoredProperties only complete sh:qualifiedMinCount and sh:closed.
_NO_CONSTRAINT = {
    SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf, SH.path, SH.property,
    SH.message, SH.severity, SH.qualifiedValueShape, SH.ignoredProperties,
}  # fmt: skip

Constraint = tuple[str, str]


def constraints(shapes: Graph) -> frozenset[Constraint]:
    """Return each constraint of *shapes* as (name, component).

    The name is the IRI of the shape that holds it, or of the SPARQL constraint; the component
    is the IRI that a validation report gives (SHACL, 3.6.2.7). A shape that is only the value of
    ``sh:qualifiedValueShape`` reports nothing by itself.
    """
    only_qualified = set(shapes.objects(None, SH.qualifiedValueShape))
    kinds = (SH.NodeShape, SH.PropertyShape)
    found = {s for kind in kinds for s in shapes.subjects(RDF.type, kind)} - only_qualified
    return frozenset(c for shape in found for c in _of(shapes, shape))


def _of(shapes: Graph, shape: Node) -> Iterator[Constraint]:
    for predicate, value in shapes.predicate_objects(shape):
        name = str(predicate).removeprefix(str(SH))
        off = isinstance(value, Literal) and value.value is False
        if not str(predicate).startswith(str(SH)) or predicate in _NO_CONSTRAINT or off:
            continue
        if predicate == SH.sparql:
            yield str(value), str(SH.SPARQLConstraintComponent)
        else:
            yield str(shape), str(URIRef(f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent"))
