"""An rdflib graph whose SPARQL is answered by Oxigraph: pySHACL asks constraints of the whole graph.

rdflib answers those of ``shapes/`` in a time that grows with the graph, Oxigraph in a twentieth of it;
what pySHACL does triple by triple stays with rdflib, whose terms it works with.
"""

from collections.abc import Mapping
from typing import Any

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, Variable
from rdflib.plugins.stores.memory import Memory
from rdflib.query import Result
from rdflib.term import Identifier, Node

from carto.quads import node_of, term_of


class _Queried(Memory):
    """A store in memory, with the same triples in Oxigraph (``rdflib.store.Store.query``)."""

    def __init__(self) -> None:
        super().__init__()
        self.copy = ox.Store()

    def query(
        self,
        query: object,
        initNs: Mapping[str, Any],  # noqa: N803 - names of rdflib
        initBindings: Mapping[str, Identifier],  # noqa: N803
        queryGraph: str,  # noqa: ARG002, N803
        **_: Any,
    ) -> Result:
        """Answer a SELECT; variables that are bound beforehand are replaced by their values."""
        if not isinstance(query, str):
            raise NotImplementedError
        found = self.copy.query(
            query,
            prefixes={name: str(iri) for name, iri in initNs.items()},
            substitutions={ox.Variable(name): _term(value) for name, value in initBindings.items()},
        )
        if not isinstance(found, ox.QuerySolutions):
            raise NotImplementedError
        names = [variable.value for variable in found.variables]
        result = Result("SELECT")
        result.vars = [Variable(name) for name in names]
        result.bindings = [
            {Variable(name): node_of(row[name]) for name in names if row[name] is not None}
            for row in found
        ]
        return result


def queried(graph: Graph) -> Graph:
    """Return the triples of *graph* in a graph that answers SPARQL faster; it is not to be changed."""
    store = _Queried()
    found = Graph(store)
    for triple in graph:
        found.add(triple)
    store.copy.bulk_extend(ox.Quad(_resource(s), ox.NamedNode(str(p)), _term(o)) for s, p, o in graph)
    return found


def _term(node: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    return term_of(node) if isinstance(node, Literal) else _resource(node)


def _resource(node: Node) -> ox.NamedNode | ox.BlankNode:
    return ox.BlankNode(str(node)) if isinstance(node, BNode) else ox.NamedNode(str(node))
