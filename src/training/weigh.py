"""Learn weights of clues from cases of known kind by softmax regression; the result is reproducible.

It minimises the weighted mean of the cases' surprise (negative log-likelihood) plus `strength` times the sum of the
squared weights, over all cases at once, by L-BFGS (Nocedal 1980) from weights of 0. It is
convex: there is one solution.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FOLDS = 5
STRENGTHS = tuple(10.0**-power for power in (4.0, 4.5, 5.0, 5.5, 6.0, 6.5, 7.0))
"""The strengths that are tried, in order."""

Floats = NDArray[np.float64]
Weights = dict[str, tuple[float, ...]]
_Surprise = Callable[[Floats], tuple[float, Floats]]

_WORTH = 1e-3
"""The relative improvement that justifies a smaller strength."""
_STEPS, _MEMORY = 400, 10
_FLAT = 1e-8
"""The search ends when the expected improvement of a step is at most this."""


class Case(NamedTuple):
    """Clues with their sizes, the number of the kind, how much the case counts, and which group it is of."""

    clues: tuple[tuple[str, float], ...]
    kind: int
    much: float
    group: int


def balanced(parts: Sequence[tuple[str, int]], counts: Sequence[float]) -> list[float]:
    """Return how much cases count, 1 on average; each has a source, a kind, and how much it counts by itself.

    All kinds count alike, and in them each source by the square root of its cases.
    """
    per = Counter(parts)
    kinds: Counter[int] = Counter()
    for (_, kind), many in sorted(per.items()):
        kinds[kind] += many**0.5
    much = [own * per[part] ** -0.5 / kinds[part[1]] for part, own in zip(parts, counts, strict=True)]
    mean = sum(much) / len(much)
    return [one / mean for one in much]


@dataclass(frozen=True)
class Regression:
    """What was learnt: a row of weights, one for each kind, of each clue."""

    clues: Mapping[str, int]
    weights: Floats

    def shares(self, cases: Iterable[Case]) -> Floats:
        """Return how likely each kind is for each case."""
        return _softmax(_Table.of(cases, self.clues).sums(self.weights))

    def by_clue(self) -> Weights:
        """Return the weights of each clue, as far as kinds differ: they sum up to 0."""
        apart = self.weights - self.weights.mean(axis=1, keepdims=True)
        return {clue: tuple(map(float, apart[row])) for clue, row in self.clues.items()}


def regress(cases: Sequence[Case], kinds: int, strength: float, *, least: int = 1) -> Regression:
    """Learn the weights of all clues that at least so many cases have."""
    often = Counter(clue for case in cases for clue, _ in case.clues)
    clues = {clue: row for row, clue in enumerate(sorted(clue for clue, many in often.items() if many >= least))}
    table = _Table.of(cases, clues)
    right = np.eye(kinds)[[case.kind for case in cases]]
    much = np.array([case.much for case in cases])
    much /= much.sum()

    def surprise(weights: Floats) -> tuple[float, Floats]:
        shares = _softmax(table.sums(weights))
        loss = -float(much @ np.log((shares * right).sum(axis=1) + 1e-300)) + strength * float((weights**2).sum())
        return loss, table.spread((shares - right) * much[:, None], len(clues)) + 2 * strength * weights

    curved = table.curved(much, len(clues))[:, None] / 2 + 2 * strength
    return Regression(clues, _least(surprise, np.repeat(curved, kinds, axis=1)))


def held_out(cases: Sequence[Case], kinds: int, strength: float, *, least: int = 1) -> tuple[float, Floats]:
    """Return the mean surprise, and the shares of the kinds, of cases whose groups nothing was learnt from."""
    shares = np.zeros((len(cases), kinds))
    fold = np.array([case.group % FOLDS for case in cases])
    for number in range(FOLDS):
        rest = [case for case in cases if case.group % FOLDS != number]
        own = [case for case in cases if case.group % FOLDS == number]
        if own:
            shares[fold == number] = regress(rest, kinds, strength, least=least).shares(own)
    much = np.array([case.much for case in cases])
    right = shares[np.arange(len(cases)), [case.kind for case in cases]]
    return -float(much @ np.log(right + 1e-300) / much.sum()), shares


def best_strength(
    cases: Sequence[Case], kinds: int, *, least: int = 1, strengths: Sequence[float] = STRENGTHS
) -> float:
    """Return the strength below which cases that were held out surprise hardly less; print what was tried."""
    best, before = strengths[0], float("inf")
    for strength in strengths:
        surprise, _ = held_out(cases, kinds, strength, least=least)
        print(f"  strength {strength:.1e}: {surprise:.4f} nats when held out", flush=True)
        if surprise > before * (1 - _WORTH):
            break
        best, before = strength, surprise
    return best


class _Table(NamedTuple):
    """The clues of cases: a row for each, with as many places as any has; those that are not taken have size 0."""

    rows: NDArray[np.intp]
    sizes: Floats

    @classmethod
    def of(cls, cases: Iterable[Case], clues: Mapping[str, int]) -> "_Table":
        known = [[(clues[clue], size) for clue, size in case.clues if clue in clues] for case in cases]
        rows = np.zeros((len(known), max(map(len, known), default=0)), dtype=np.intp)
        sizes = np.zeros(rows.shape)
        for number, found in enumerate(known):
            for place, (row, size) in enumerate(found):
                rows[number, place], sizes[number, place] = row, size
        return cls(rows, sizes)

    def sums(self, weights: Floats) -> Floats:
        """Return for each case the sum of its weights."""
        if not len(weights):
            return np.zeros((len(self.rows), weights.shape[1]))
        total = np.zeros((len(self.rows), weights.shape[1]))
        for place in range(self.rows.shape[1]):
            total += weights[self.rows[:, place]] * self.sizes[:, place, None]
        return total

    def spread(self, slopes: Floats, clues: int) -> Floats:
        """Return for each clue the sum of the slopes of its cases."""
        rows = self.rows.ravel()
        columns = [(self.sizes * slope[:, None]).ravel() for slope in slopes.T]
        return np.stack([np.bincount(rows, column, clues) for column in columns], axis=1)

    def curved(self, much: Floats, clues: int) -> Floats:
        """Return for each clue the sum of its squared sizes, by how much its cases count."""
        return np.bincount(self.rows.ravel(), (self.sizes**2 * much[:, None]).ravel(), clues).astype(np.float64)


def _softmax(sums: Floats) -> Floats:
    raised = np.exp(sums - sums.max(axis=1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=1, keepdims=True)
    return shares


def _least(surprise: _Surprise, curved: Floats) -> Floats:
    """Return where a convex function is least, by L-BFGS with halved steps; `curved` is at most how much it is so."""
    weights = np.zeros_like(curved)
    loss, slope = surprise(weights)
    past: list[tuple[Floats, Floats]] = []
    for _ in range(_STEPS):
        way = _way(slope, past, curved)
        step, fall = 1.0, float((way * slope).sum())
        if -fall < _FLAT:
            break
        there = weights + way
        new_loss, new_slope = surprise(there)
        while new_loss > loss + 1e-4 * step * fall:
            step /= 2
            there = weights + step * way
            new_loss, new_slope = surprise(there)
        past = [*past[1 - _MEMORY :], (there - weights, new_slope - slope)]
        weights, loss, slope = there, new_loss, new_slope
    return weights


def _way(slope: Floats, past: Sequence[tuple[Floats, Floats]], curved: Floats) -> Floats:
    """Return where to go: against the slope, as far as the last steps tell how it changes."""
    way = -slope
    shares = []
    for moved, changed in reversed(past):
        share = float((moved * way).sum() / (moved * changed).sum())
        shares.append(share)
        way = way - share * changed
    way = way / curved
    if past:
        moved, changed = past[-1]
        way = way * float((moved * changed).sum() / (changed**2 / curved).sum())
    for (moved, changed), share in zip(past, reversed(shares), strict=True):
        way = way + (share - float((changed * way).sum() / (moved * changed).sum())) * moved
    return way
