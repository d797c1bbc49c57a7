"""The tags that an encoder gives to tokens, and the best sequence of tags."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

LABELS = ("PERSON", "ORG", "LOC", "MISC")
"""People; organizations; places of all kinds; other names, such as works, events, products, peoples and languages."""
TAGS = ("O", *(f"{part}-{label}" for label in LABELS for part in "BI"))
"""O is outside a name, B begins one, I is inside one."""

_IMPOSSIBLE = -1e4


def _forbidden() -> NDArray[np.float64]:
    """The cost of each tag (column) after each other (row): I follows only B or I of the same label."""
    costs = np.zeros((len(TAGS), len(TAGS)))
    for row, before in enumerate(TAGS):
        for column, tag in enumerate(TAGS):
            if tag[0] == "I" and (before == "O" or before[2:] != tag[2:]):
                costs[row, column] = _IMPOSSIBLE
    return costs


_COSTS = _forbidden()
_FIRST = _COSTS[0]
_POSSIBLE = _COSTS == 0


def best(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the most likely sequence of tags, a number per token; `scores` are their log-probabilities.

    This is the algorithm of Viterbi (1967), which is needed only where the likeliest tags of all tokens make no
    sequence. Of equally likely ones the first in `TAGS` is taken.

    >>> scores = np.full((2, len(TAGS)), -9.0)
    >>> scores[0, TAGS.index("B-ORG")] = scores[1, TAGS.index("I-PERSON")] = -1
    >>> scores[1, TAGS.index("I-ORG")] = -2
    >>> [TAGS[number] for number in best(scores)]
    ['B-ORG', 'I-ORG']
    """
    path: NDArray[np.int64] = scores.argmax(axis=1)
    if _FIRST[path[0]] == 0 and _POSSIBLE[path[:-1], path[1:]].all():
        return path
    value = scores[0] + _FIRST
    back = []
    for row in scores[1:]:
        ways = value[:, None] + _COSTS
        back.append(ways.argmax(axis=0))
        value = ways.max(axis=0) + row
    tag = int(value.argmax())
    found = [tag]
    for step in reversed(back):
        tag = int(step[tag])
        found.append(tag)
    return np.array(found[::-1])


def spans(path: NDArray[np.int64]) -> Iterator[tuple[int, int, str]]:
    """Yield the names in a sequence of tags: first token, token after the last one, label.

    >>> list(spans(np.array([0, 1, 2, 0, 3])))
    [(1, 3, 'PERSON'), (4, 5, 'ORG')]
    """
    begin = end = 0
    label = ""
    for number in np.flatnonzero(path).tolist():
        part, _, name = TAGS[path[number]].partition("-")
        if part == "I" and name == label and number == end:
            end += 1
            continue
        if label:
            yield begin, end, label
        begin, end, label = number, number + 1, name
    if label:
        yield begin, end, label
