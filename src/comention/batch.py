"""Cut streams into batches that are bounded by number and by weight, so that memory is bounded too."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_Item = TypeVar("_Item")


def batches(
    items: Iterable[_Item], most: int, *, weigh: Callable[[_Item], int] | None = None, limit: int = 0
) -> Iterator[list[_Item]]:
    """Yield lists of at most `most` items; with `weigh`, a list also ends as soon as its weight reaches `limit`.

    >>> list(batches("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    >>> list(batches(["a", "bcd", "e", "f"], 3, weigh=len, limit=3))
    [['a', 'bcd'], ['e', 'f']]
    """
    batch: list[_Item] = []
    weight = 0
    for item in items:
        batch.append(item)
        weight += weigh(item) if weigh else 0
        if len(batch) >= most or (weigh and weight >= limit):
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch
