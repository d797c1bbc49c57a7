"""Split a text into windows of whole sentences for an encoder; sentences that cannot contain a name are left out."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from comention.extract.finder.pieces import Flags, Ints, Pieced

LIMIT = 128
"""The number of pieces in a window, including the two that open and close it."""
FEW_CAPITALS = 0.02
"""If a smaller share of the words has a capital, capitals are no evidence, and every sentence is read."""
WORDS = 3
"""The spelling classes from this one on are words."""


class Window(NamedTuple):
    """The input of an encoder: pieces, their spelling classes, and the first piece of each of its `tokens`."""

    ids: Ints
    spellings: Ints
    firsts: Ints
    tokens: Ints


def windows(pieced: Pieced, begins: Flags, opening: int, closing: int) -> Iterator[Window]:
    """Yield the windows of a text, of which `begins` marks the tokens that begin a sentence.

    A sentence is cut only if it is longer than a window.
    """
    groups = _sentences(pieced, begins)
    room = LIMIT - 2
    taken: list[Ints] = []
    size = 0
    for tokens in groups:
        counts = pieced.counts[tokens]
        need = int(counts.sum())
        if taken and size + need > room:
            yield _window(pieced, np.concatenate(taken), opening, closing)
            taken, size = [], 0
        if need <= room:
            taken.append(tokens)
            size += need
            continue
        ends = np.cumsum(counts)
        while len(tokens):
            cut = max(1, int(np.searchsorted(ends, room, side="right")))
            if cut == len(tokens):
                taken, size = [tokens], int(ends[-1])
                break
            yield _window(pieced, tokens[:cut], opening, closing)
            tokens, ends = tokens[cut:], ends[cut:] - ends[cut - 1]
    if taken:
        yield _window(pieced, np.concatenate(taken), opening, closing)


def _sentences(pieced: Pieced, begins: Flags) -> list[Ints]:
    """The tokens of each sentence that may contain a name: one with a capital, other than of a common first word."""
    edges = np.flatnonzero(begins)
    if not len(edges) or edges[0]:
        edges = np.concatenate([[0], edges])
    bounds = np.append(edges, len(begins))
    word = pieced.spellings >= WORDS
    if pieced.capital.sum() >= FEW_CAPITALS * word.sum():
        order = np.cumsum(word)
        before = np.repeat(np.append(0, order)[bounds[:-1]], np.diff(bounds))
        first = word & (order == before + 1)
        telling = pieced.capital & ~(first & pieced.opener)
        sums = np.append(0, np.cumsum(telling))
        kept = sums[bounds[1:]] > sums[bounds[:-1]]
    else:
        kept = np.ones(len(edges), dtype=bool)
    return [np.arange(bounds[n], bounds[n + 1]) for n in np.flatnonzero(kept)]


def _window(pieced: Pieced, tokens: Ints, opening: int, closing: int) -> Window:
    tokens = tokens[pieced.counts[tokens] > 0]
    counts = pieced.counts[tokens]
    before = np.cumsum(counts) - counts
    where = np.repeat(pieced.starts[tokens] - before, counts) + np.arange(int(counts.sum()))
    ids = np.concatenate([[opening], pieced.pool[where], [closing]])
    spellings = np.concatenate([[0], np.repeat(pieced.spellings[tokens], counts), [0]])
    read = ~pieced.line[tokens]
    return Window(ids, spellings, before[read] + 1, tokens[read])
