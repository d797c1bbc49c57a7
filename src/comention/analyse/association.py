"""Measure how much more often two names are mentioned together than chance would have it.

With N windows, of which a mention one entity, b the other, and w (the weight) both:

- expected weight under independence: a b / N;
- normalized pointwise mutual information (Bouma 2009): log(w N / (a b)) / -log(w / N), from -1 for never through 0 for
  by chance to 1 for always together;
- Jaccard index (1901): w / (a + b - w), the share of the windows with one that have both;
- log-likelihood ratio (Dunning 1993): 2 (sum of k log k over the four cells of the table, less that over the sums of
  its rows and columns, plus N log N), which grows with the evidence.
"""

from typing import cast

import numpy as np
import numpy.typing as npt

from comention.measures import LinkMeasureAttributes
from comention.model import AnyGraph

Values = npt.NDArray[np.float64]
DECIMALS = 6


def associations(graph: AnyGraph, *, brief: bool = False) -> list[LinkMeasureAttributes]:
    """Return the measures of association of each edge, in the order of the edges; `brief` is the information only.

    They are empty where the numbers of windows are not known: in windows of several sentences, which overlap, and in
    graphs that comention has not made.
    """
    total = graph.graph.get("counts", {}).get("windows")
    windows = dict(graph.nodes(data="windows"))
    ends = [(windows[one], windows[other]) for one, other in graph.edges]
    if not total or not ends or any(None in pair for pair in ends):
        return [{} for _ in ends]
    a, b = np.array(ends, dtype=np.float64).T
    w = np.array([edge["weight"] for _, _, edge in graph.edges(data=True)], dtype=np.float64)
    if brief:
        return [{"npmi": value} for value in (np.round(_npmi(w, a, b, total), DECIMALS) + 0.0).tolist()]
    measures = {
        "expected": a * b / total,
        "npmi": _npmi(w, a, b, total),
        "jaccard": w / (a + b - w),
        "log_likelihood": _log_likelihood(w, a, b, total),
    }
    rows = zip(*(np.round(values, DECIMALS) + 0.0 for values in measures.values()), strict=True)
    return [cast("LinkMeasureAttributes", dict(zip(measures, map(float, row), strict=True))) for row in rows]


def _npmi(w: Values, a: Values, b: Values, total: float) -> Values:
    rarity = -np.log(w / total)
    always = rarity == 0
    return np.where(always, 1.0, np.log(w * total / (a * b)) / np.where(always, 1.0, rarity))


def _log_likelihood(w: Values, a: Values, b: Values, total: float) -> Values:
    cells = _entropic(w) + _entropic(a - w) + _entropic(b - w) + _entropic(total - a - b + w)
    margins = _entropic(a) + _entropic(total - a) + _entropic(b) + _entropic(total - b)
    likelihood: Values = np.maximum(2 * (cells - margins + _entropic(np.array(float(total)))), 0.0)
    return likelihood


def _entropic(k: Values) -> Values:
    """The term k log k, which is 0 for 0."""
    term: Values = k * np.log(np.where(k > 0, k, 1.0))
    return term
