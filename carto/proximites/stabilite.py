"""How far the order of a métier's neighbours depends on the measure that is chosen."""

import statistics
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from carto.proximites.mesures import Proximite, voisins
from carto.proximites.reglages import reglages


def stabilites(near: Iterable[Proximite]) -> Mapping[str, float]:
    """Return, for each métier with neighbours enough to judge, the least agreement of two measures.

    From -1 to 1: Spearman's correlation of the ranks of its neighbours under score, Jaccard and
    inclusion, the worst of the three pairs. A measure that sees all neighbours alike orders nothing:
    it agrees with none, 0.
    """
    return {
        title: round(_least_agreement([p for _, p in pairs]), 4)
        for title, pairs in voisins(near).items()
        if len(pairs) >= reglages().voisins_pour_juger
    }


def _least_agreement(pairs: Sequence[Proximite]) -> float:
    orders = [[p.score for p in pairs], [p.jaccard for p in pairs], [p.inclusion for p in pairs]]
    return min(spearman(one, other) for one, other in combinations(orders, 2))


def spearman(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the correlation of the ranks of two series of values, equal values at their mean rank."""
    if min(one) == max(one) or min(other) == max(other):
        return 0.0
    return statistics.correlation(_ranks(one), _ranks(other))


def _ranks(values: Sequence[float]) -> list[float]:
    ordered = sorted(values)
    return [ordered.index(v) + (ordered.count(v) - 1) / 2 for v in values]
