"""Things at places of a text in; which of them are at a place, and which overlap none of the others, out."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar


class Placed(Protocol):
    """What stands at characters `start` to `end`."""

    @property
    def start(self) -> int:
        """The first character."""
        ...

    @property
    def end(self) -> int:
        """The one behind the last character."""
        ...


Item = TypeVar("Item", bound=Placed)


class Spans(Generic[Item]):
    """Finds what overlaps a place; the longest item bounds how far it looks back."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = sorted(items, key=lambda item: (item.start, item.end))
        self._starts = [item.start for item in self._items]
        self._longest = max((item.end - item.start for item in self._items), default=0)

    def at(self, start: int, end: int) -> list[Item]:
        """Return what overlaps characters `start` to `end`, in order."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, end)
        return [item for item in self._items[first:last] if item.end > start]


def longest_apart(items: Iterable[Item]) -> list[Item]:
    """Return the items that overlap no longer one, and of equally long ones no earlier one, in order of places."""
    kept: list[Item] = []
    taken: set[int] = set()
    for item in sorted(items, key=lambda item: item.start - item.end):
        place = range(item.start, item.end)
        if taken.isdisjoint(place):
            taken.update(place)
            kept.append(item)
    return sorted(kept, key=lambda item: item.start)
