"""Place labels so that they do not cover each other; those that come first choose their places first."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from unicodedata import combining, east_asian_width

LONGEST = 30
"""Characters of a name that a label shows."""

_CELL = 64
_NARROW, _SLIM, _BROAD = frozenset("ijlI.,:;'’|! "), frozenset('frt()[]{}/\\-“”"'), frozenset("mwMWQ@%&—…")


class Box(NamedTuple):
    """A rectangle by its sides."""

    left: float
    top: float
    right: float
    bottom: float


class Named(NamedTuple):
    """A shape with a name, where it is and how far it reaches from there, and the height of its letters."""

    text: str
    x: float
    y: float
    reach: float
    size: float


class Label(NamedTuple):
    """A text, and where the middle of its base line is."""

    text: str
    x: float
    y: float
    size: float
    box: Box


class Boxes:
    """Rectangles in cells, so that those that a new one would cover are found quickly."""

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        """Add one."""
        for cell in _cells(box):
            self._cells.setdefault(cell, []).append(box)

    def covered(self, box: Box) -> int:
        """How many of them a rectangle would cover."""
        near = {other for cell in _cells(box) for other in self._cells.get(cell, ())}
        return sum(
            other.left < box.right and other.right > box.left and other.top < box.bottom and other.bottom > box.top
            for other in near
        )


def labels(named: Sequence[Named], inside: Box, leaders: int) -> Iterator[Label]:
    """Yield labels that cover neither each other nor shapes, and stay inside; where there is no place, a name has none.

    The first `leaders` rather cover shapes of lesser ones than stay nameless.
    """
    shapes = Boxes(map(_around, named))
    larger = Boxes(map(_around, named[:leaders]))
    taken = Boxes()
    for number, one in enumerate(named):
        text = shortened(one.text)
        free = [label for label in _choices(one, text) if _within(inside, label.box) and not taken.covered(label.box)]
        best = next((label for label in free if not shapes.covered(label.box)), None)
        if best is None and number < leaders:
            bearable = (label for label in free if not larger.covered(label.box))
            best = min(bearable, key=lambda label: shapes.covered(label.box), default=None)
        if best:
            taken.add(best.box)
            yield best


def shortened(text: str, longest: int = LONGEST) -> str:
    """A text in one line, without its end where it is too long.

    >>> shortened("A  rather long name of an organization")
    'A rather long name of an orga…'
    """
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def width(text: str, size: float) -> float:
    """About how wide a text is, rather too wide, in the usual fonts without serifs.

    >>> width("Ill", 10) < width("Ann", 10) < width("東京都", 10)
    True
    """
    return size * sum(map(_advance, text))


def _advance(character: str) -> float:
    if character in _NARROW:
        return 0.34
    if character in _SLIM:
        return 0.44
    if character in _BROAD or east_asian_width(character) in "WF":
        return 1.0
    if combining(character):
        return 0.0
    return 0.76 if character.isupper() else 0.64


def _choices(one: Named, text: str) -> Iterator[Label]:
    """The places for a label around a shape, the best first."""
    wide, high = width(text, one.size) + 4, one.size + 2
    under, beside = one.reach + 2 + high / 2, one.reach + 3 + wide / 2
    across, down = 0.7 * one.reach + wide / 2, 0.7 * one.reach + high / 2
    straight = [(0.0, under), (0.0, -under), (beside, 0.0), (-beside, 0.0)]
    slanted = [(across, down), (-across, down), (across, -down), (-across, -down)]
    shifted = [(part * wide, side) for part in (0.2, -0.2, 0.35, -0.35) for side in (under, -under)]
    for dx, dy in (*straight, *slanted, *shifted):
        x, y = one.x + dx, one.y + dy
        yield Label(text, x, y + 0.35 * one.size, one.size, _box(x, y, wide / 2, high / 2))


def _around(one: Named) -> Box:
    return _box(one.x, one.y, one.reach, one.reach)


def _box(x: float, y: float, across: float, down: float) -> Box:
    return Box(x - across, y - down, x + across, y + down)


def _within(outer: Box, inner: Box) -> bool:
    return (
        inner.left >= outer.left
        and inner.top >= outer.top
        and inner.right <= outer.right
        and inner.bottom <= outer.bottom
    )


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box.left // _CELL), int(box.right // _CELL) + 1):
        for row in range(int(box.top // _CELL), int(box.bottom // _CELL) + 1):
            yield column, row
