"""Turn the lines of printed pages into running text, without repeated headers and footers."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from comention.languages.lexicon import lexicon
from comention.text.hyphens import put_together
from comention.text.names import key


class Line(NamedTuple):
    """A line of a page: its text, its position down the page, and its font size."""

    text: str
    place: float
    size: float


_GAP = 1.25  # of the usual distance of lines: more of it parts paragraphs
_FULL = 0.75  # of the usual length of lines: a shorter one was ended on purpose
_SIZES = 1.15  # between two sizes of type: a heading and its text
_MORE_HEADS = 2  # lines of a header behind the first
_HEADS = 3  # pages that must share a line at their edge
_PARTED = re.compile(r"(?:(?<![^\W\d_])([^\W\d_]+)[ \n])?(?<![^\W\d_])([^\W\d_]+)[-\u2010]\n([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_ENDED = re.compile(r"[.!?:;][\"'”’)\]]*$")
_ITEM = re.compile(r"[•●■▪◦‣·*–—-]\s|\(?\d{1,2}[.)]\s")
_STOP = re.compile(r"([^\W\d_]{2,})[.!?][\"'”’)\]]*\s+[\"“‘(]?[^\W\d_]")
_FEWEST = 3  # times that a line goes on that tell a running text
_WIDTHS = range(30, 141)  # characters of its lines
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")
_AROUND_NUMBERS = re.compile(r"page|of|[\W_]")


def flowing(sheets: Sequence[Sequence[Line]]) -> Iterator[str]:
    """Yield the text of each page: lines flow, and a blank line stands where the page shows that a paragraph ends."""
    words = {word.lower() for lines in sheets for line in lines for word in _WORD.findall(line.text)}
    steps = sorted(step for lines in sheets for pair in pairwise(lines) if (step := _step(*pair)) > 0)
    usual = steps[len(steps) // 5] if steps else 0  # not the median: in some files most paragraphs have one line
    for lines in _without_all_heads(sheets):
        yield "\n\n".join(_flowed(block, words) for block in _paragraphs(lines, usual))


def printed(text: str) -> str:
    """Return a plain text as running text, as far as it shows how it was printed.

    The heads of pages, which form feeds part, are left out. Where text recognition put an empty line behind each line,
    the lines of a paragraph flow; real paragraphs of one line stay.
    """
    pages = [page.split("\n") for page in text.split("\f")]
    if len(pages) >= _HEADS:
        sheets = [_lines_of(page) for page in pages]
        for number, (before, after) in enumerate(zip(sheets, _without_all_heads(sheets), strict=True)):
            if len(after) < len(before):
                pages[number] = pages[number][int(after[0].place) : int(after[-1].place) + 1] if after else []
    _flow_doubled(pages)
    return "\f".join(map("\n".join, pages))


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
    text = _put_together(block, words)
    return text.replace("\n", " ") if open_ends * 2 >= len(block) - 1 else text


def _put_together(block: list[str], words: set[str]) -> str:
    """Return the lines of a paragraph, with whole words at their ends."""
    return _PARTED.sub(lambda found: _joined(found, words), "\n".join(block))


def _is_open(line: str) -> bool:
    """Whether a line ends in mid-sentence: in lower case, or at a comma or hyphen."""
    return line.endswith((",", "-", "\u2010")) or line.rsplit(maxsplit=1)[-1][0].islower()


def _joined(found: re.Match[str], words: set[str]) -> str:
    before, first, second = found.groups(default="")
    return found.group()[: found.start(2) - found.start()] + put_together(before, first, second, words)


def _without_all_heads(sheets: Sequence[Sequence[Line]]) -> Sequence[Sequence[Line]]:
    """Leave out heads and feet of several lines, such as a title and a number; no other line is in lower case."""
    sheets = list(_without_heads(sheets, lambda _: True))
    for _ in range(_MORE_HEADS):
        sheets = list(_without_heads(sheets, lambda text: not text[0].islower() or _is_number(_numberless(text))))
    return sheets


def _without_heads(sheets: Sequence[Sequence[Line]], may_be: Callable[[str], bool]) -> Iterator[Sequence[Line]]:
    """Leave out what is repeated at the edge of many pages: all page numbers, and all headers but the first."""
    edges = [{_numberless(line.text) for line in (*lines[:1], *lines[-1:]) if may_be(line.text)} for lines in sheets]
    counts = Counter(edge for those in edges for edge in those)
    repeated = {edge for edge, count in counts.items() if count >= max(_HEADS, len(sheets) / 3)}
    left_out = {edge for edge in repeated if _is_number(edge)}
    for lines in sheets:
        first = 1 if lines and _numberless(lines[0].text) in left_out else 0
        last = len(lines) - 1 if len(lines) > first and _numberless(lines[-1].text) in left_out else len(lines)
        yield lines[first:last]
        left_out |= repeated & {_numberless(line.text) for line in lines}


def _is_number(edge: str) -> bool:
    return not _AROUND_NUMBERS.sub("", edge)


def _numberless(text: str) -> str:
    return _NUMBER.sub("#", text.lower())


def _lines_of(page: Sequence[str]) -> list[Line]:
    return [Line(line.strip(), at, 1) for at, line in enumerate(page) if line.strip()]


def _flow_doubled(pages: list[list[str]]) -> None:
    """Put the lines of pages together where each has an empty line behind it."""
    runs: list[dict[int, list[Line]]] = [{}]
    for number, page in enumerate(pages):
        for line in _lines_of(page):
            if (before := runs[-1].get(number)) and line.place - before[-1].place <= 1:
                runs.append({})
            runs[-1].setdefault(number, []).append(line)
    words: set[str] = set()
    for run in reversed(runs):
        texts = [line.text for lines in run.values() for line in lines]
        if not _is_running(texts):
            continue
        words = words or {word.lower() for page in pages for line in page for word in _WORD.findall(line)}
        steps = [_step(*pair) for lines in run.values() for pair in pairwise(lines)]
        for number, lines in run.items():
            blocks = _paragraphs(lines, min(steps, default=1))
            flowing = "\n\n".join(_put_together(block, words).replace("\n", " ") for block in blocks)
            pages[number][int(lines[0].place) : int(lines[-1].place) + 1] = flowing.split("\n")


def _is_running(lines: Sequence[str]) -> bool:
    """Whether lines are those of a running text, cut at one width: not paragraphs, verses or the items of a list.

    Most of them end in the middle of a sentence, some go on in lower case, and sentences end inside of them.
    """
    many, usual = len(lines) - 1, sorted(map(len, lines))[len(lines) * 3 // 4] if lines else 0
    if many < _FEWEST or usual not in _WIDTHS or sum(map(bool, map(_ITEM.match, lines))) > many * 0.3:
        return False
    cut = [(upper, lower) for upper, lower in pairwise(lines) if not _ENDED.search(upper)]
    full = sum(len(upper) >= usual * 0.7 for upper, _ in cut)
    small = sum(lower[0].islower() or upper.endswith(("-", "\u2010")) for upper, lower in cut)
    inside = sum(_ends_sentence(upper) and not lower[0].islower() for upper, lower in cut)
    return len(cut) >= many * 0.6 and full * 3 >= len(cut) * 2 and small >= many * 0.2 and small + inside >= many * 0.4


def _ends_sentence(line: str) -> bool:
    """Whether a sentence ends inside a line, and not just an abbreviation."""
    words = lexicon("en")
    ends = (key(found[1]) for found in _STOP.finditer(line))
    return any(end not in words.abbreviations and end not in words.titles for end in ends)
