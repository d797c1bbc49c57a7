"""Write numbers of pages as people do."""

from collections.abc import Iterable, Iterator


def listed(numbers: Iterable[int]) -> str:
    """Write rising numbers as a list, and those that follow each other as a range.

    >>> listed([1, 2, 3, 7])
    '1-3, 7'
    """
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ", ".join(f"{first}-{last}" if first < last else str(first) for first, last in found)


def ranges(numbers: str | None) -> Iterator[range]:
    """Yield the ranges in such a list.

    >>> list(ranges("1-3, 7"))
    [range(1, 4), range(7, 8)]
    """
    for one in numbers.split(", ") if numbers else ():
        first, _, last = one.partition("-")
        yield range(int(first), int(last or first) + 1)


def is_listed(number: int, numbers: str | None) -> bool:
    """Whether a number is in such a list."""
    return any(number in several for several in ranges(numbers))
