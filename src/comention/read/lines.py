"""Turn the lines of printed pages into running text, without repeated headers and footers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from comention.text.hyphens import put_together


class Line(NamedTuple):
    """A line of a page: its text, its position down the page, and its font size."""

    text: str
    place: float
    size: float


_GAP = 1.25  # of the usual distance of lines: more of it parts paragraphs
_FULL = 0.75  # of the usual length of lines: a shorter one was ended on purpose
_SIZES = 1.15  # between two sizes of type: a heading and its text
_HEADS = 3  # pages that must share a line at their edge
_PARTED = re.compile(r"(?:(?<![^\W\d_])([^\W\d_]+) )?(?<![^\W\d_])([^\W\d_]+)[-\u2010]\n([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_ENDED = re.compile(r"[.!?:;][\"'”’)\]]*$")
_ITEM = re.compile(r"[•●■▪◦‣·*–—-]\s|\(?\d{1,2}[.)]\s")
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")
_AROUND_NUMBERS = re.compile(r"page|of|[\W_]")


def flowing(sheets: Sequence[Sequence[Line]]) -> Iterator[str]:
    """Yield the text of each page: lines flow, and a blank line stands where the page shows that a paragraph ends."""
    words = {word.lower() for lines in sheets for line in lines for word in _WORD.findall(line.text)}
    steps = sorted(step for lines in sheets for pair in pairwise(lines) if (step := _step(*pair)) > 0)
    usual = steps[len(steps) // 5] if steps else 0  # not the median: in some files most paragraphs have one line
    for lines in _without_heads(sheets):
        yield "\n\n".join(_flowed(block, words) for block in _paragraphs(lines, usual))


def _paragraphs(lines: Sequence[Line], usual: float) -> Iterator[list[str]]:
    """Yield the lines of each paragraph of a page."""
    full = _FULL * sorted(len(line.text) for line in lines)[len(lines) * 3 // 4] if lines else 0
    block = [line.text for line in lines[:1]]
    for upper, lower in pairwise(lines):
        if _parts(upper, lower, usual, full):
            yield block
            block = []
        block.append(lower.text)
    if block:
        yield block


def _parts(upper: Line, lower: Line, usual: float, full: float) -> bool:
    """Whether a paragraph ends between two lines."""
    if _step(upper, lower) > usual * _GAP:
        return True
    if _ITEM.match(lower.text):
        return True
    if max(upper.size, lower.size) > min(upper.size, lower.size) * _SIZES:
        return True
    return len(upper.text) < full and bool(_ENDED.search(upper.text) or not lower.text[0].islower())


def _step(upper: Line, lower: Line) -> float:
    """Return the distance between two lines in units of their font size: notes are small and closer together."""
    return (lower.place - upper.place) / max(lower.size, 1)


def _flowed(block: list[str], words: set[str]) -> str:
    """Join the lines of a paragraph; those of a table or an address stay separate lines."""
    open_ends = sum(_is_open(upper) or lower[0].islower() for upper, lower in pairwise(block))
    text = _PARTED.sub(lambda found: _joined(found, words), "\n".join(block))
    return text.replace("\n", " ") if open_ends * 2 >= len(block) - 1 else text


def _is_open(line: str) -> bool:
    """Whether a line ends in mid-sentence: in lower case, or at a comma or hyphen."""
    return line.endswith((",", "-", "\u2010")) or line.rsplit(maxsplit=1)[-1][0].islower()


def _joined(found: re.Match[str], words: set[str]) -> str:
    before, first, second = found.groups(default="")
    return found.group()[: found.start(2) - found.start()] + put_together(before, first, second, words)


def _without_heads(sheets: Sequence[Sequence[Line]]) -> Iterator[Sequence[Line]]:
    """Leave out what is repeated at the edge of many pages: all page numbers, and all headers but the first."""
    edges = [{_numberless(line.text) for line in (*lines[:1], *lines[-1:])} for lines in sheets]
    counts = Counter(edge for those in edges for edge in those)
    repeated = {edge for edge, count in counts.items() if count >= max(_HEADS, len(sheets) / 3)}
    left_out = {edge for edge in repeated if not _AROUND_NUMBERS.sub("", edge)}
    for lines, those in zip(sheets, edges, strict=True):
        first = 1 if lines and _numberless(lines[0].text) in left_out else 0
        last = len(lines) - 1 if len(lines) > first and _numberless(lines[-1].text) in left_out else len(lines)
        yield lines[first:last]
        left_out |= those & repeated


def _numberless(text: str) -> str:
    return _NUMBER.sub("#", text.lower())
