"""Groups of métiers that are nearer to one another than to the rest, whatever their familles."""

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from carto.proximites.mesures import Proximite


@dataclass(frozen=True, slots=True)
class Communaute:
    """Métiers that belong together, the most central first (its scores within sum highest)."""

    metiers: tuple[str, ...]

    @property
    def centre(self) -> str:
        """The métier that it is named after."""
        return self.metiers[0]


def communautes(near: Iterable[Proximite]) -> tuple[Communaute, ...]:
    """Return the communities of the graph of proximities, weighted by their score, the largest first.

    Greedy modularity (Clauset, Newman and Moore 2004): no draw of chance, the same at each build.
    """
    graph = nx.Graph()
    graph.add_weighted_edges_from((p.a, p.b, p.score) for p in sorted(near, key=lambda p: (p.a, p.b)))
    if not graph:
        return ()
    found = nx.community.greedy_modularity_communities(graph, weight="weight")
    made = (_ordered(graph.subgraph(members)) for members in found)
    return tuple(sorted(made, key=lambda c: (-len(c.metiers), c.centre)))


def _ordered(members: "nx.Graph[str]") -> Communaute:
    strength = {m: round(sum(e["weight"] for e in members[m].values()), 6) for m in members}
    return Communaute(tuple(sorted(members, key=lambda m: (-strength[m], m))))
