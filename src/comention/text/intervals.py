"""Which of the things in a text are at a place, and which of them overlap none of the others."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

_USUAL = 255
"""Characters up to which all items are of about the same length."""


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
    """Finds what overlaps a place; the longest of about the same length bounds how far it looks back for those."""

    def __init__(self, items: Iterable[Item]) -> None:
        sizes: dict[int, list[Item]] = {}
        for item in sorted(items, key=lambda item: (item.start, item.end)):
            sizes.setdefault(max(_USUAL, item.end - item.start).bit_length(), []).append(item)
        self._sizes = [
            ([item.start for item in several], max(item.end - item.start for item in several), several)
            for several in sizes.values()
        ]

    def at(self, start: int, end: int) -> list[Item]:
        """Return what overlaps characters `start` to `end`, in order."""
        found: list[Item] = []
        for starts, longest, items in self._sizes:
            first = bisect_left(starts, start - longest)
            last = bisect_left(starts, end)
            found += [item for item in items[first:last] if item.end > start]
        return sorted(found, key=lambda item: (item.start, item.end)) if len(self._sizes) > 1 else found


def longest_apart(items: Iterable[Item]) -> list[Item]:
    """Return the items that overlap no longer one, and of equally long ones no earlier one, in order of places."""
    ordered = sorted(items, key=lambda item: item.start - item.end)
    taken = bytearray(max((item.end for item in ordered), default=0))
    kept: list[Item] = []
    for item in ordered:
        if item.start < item.end:
            if taken[item.start] or taken[item.end - 1]:  # what is as long or longer is at one of the ends
                continue
            taken[item.start : item.end] = b"\1" * (item.end - item.start)
        kept.append(item)
    return sorted(kept, key=lambda item: item.start)
