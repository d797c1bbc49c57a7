"""Find the links that stand out, by how likely chance is to make each edge as heavy as it is.

Two filters, for two questions: is a link heavy for one of its ends (disparity), is it heavy for both together, given
how much each has to do with others (noise-corrected)? A link is in the backbone at alpha if its value is at most that.
"""

from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from comention.measures import LinkMeasureAttributes
from comention.model import AnyGraph

Values = npt.NDArray[np.float64]
DIGITS = 6
"""Significant digits of a measure: the last ones that are computed differ from machine to machine."""
METHODS: dict[str, Literal["significance", "noise_corrected"]] = {
    "disparity": "significance",
    "noise-corrected": "noise_corrected",
}
"""The filters by name, and the attributes of edges that have their values."""


def chances(graph: AnyGraph, *, brief: bool = False) -> list[LinkMeasureAttributes]:
    """Return the values of both filters for each edge, in the order of the edges; `brief` is the first one only."""
    if brief:
        return [{"significance": alpha} for alpha in significances(graph)]
    values = zip(significances(graph), noise_corrected(graph), strict=True)
    return [{"significance": alpha, "noise_corrected": tail} for alpha, tail in values]


def significances(graph: AnyGraph) -> list[float]:
    """Return the alpha of the disparity filter (Serrano, Boguñá and Vespignani 2009) of each edge, in their order.

    Had a node's strength s been spread over its k edges at random, one of them would have a weight of w or more with
    probability (1 - w / s) ** (k - 1). An edge takes the smaller value of its two ends. An end with no other edge says
    nothing, and gives 1: so a pair that has only each other is in no backbone, whatever its weight.
    """
    strength = dict(graph.degree(weight="weight"))
    degree = dict(graph.degree())

    def alpha(node: Any, weight: float) -> float:
        return (1 - weight / strength[node]) ** (degree[node] - 1) if degree[node] > 1 else 1.0

    return [rounded(min(alpha(u, weight), alpha(v, weight))) for u, v, weight in graph.edges(data="weight", default=1)]


def noise_corrected(graph: AnyGraph) -> list[float]:
    """Return the p-value of each edge, in their order, in the null model of the noise-corrected backbone.

    That is the one of Coscia and Neffke (2017): with the strengths s and t of the ends, and N twice the weight of all
    edges, the weight is one of N draws, each of which falls on this pair with probability s t / N². The value is the
    chance that as many draws do, or more: the binomial tail, which the authors' own program offers, too, and not their
    score over its standard deviation, which approaches zero where an end has no other edge, whatever the weight.

    A pair that has only each other is compared with the whole graph, and may stand out.
    """
    strength = dict(graph.degree(weight="weight"))
    rows = [(strength[u], strength[v], weight) for u, v, weight in graph.edges(data="weight", default=1)]
    if not rows:
        return []
    s, t, w = np.array(rows, dtype=np.float64).T
    total = 2 * w.sum()
    return [rounded(tail) for tail in binomial_tail(w, total, np.minimum(s * t / total**2, 1.0)).tolist()]


def binomial_tail(least: Values, draws: float, chance: Values) -> Values:
    """Return the probability of `least` or more successes: a regularized incomplete beta function gives it."""
    from scipy.special import betainc  # takes long to import

    tail: Values = betainc(least, draws - least + 1, chance)
    return tail


def rounded(value: float) -> float:
    """Round a measure.

    >>> rounded(0.12345678)
    0.123457
    """
    return float(f"{value:.{DIGITS}g}")
