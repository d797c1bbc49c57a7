"""Split a text into paragraphs, and normalize it for a model.

Offsets stay valid: the normalized text has the same length, character for character.
"""

import re

from comention.model import Extraction
from comention.text.hyphens import Whole

_BREAK = re.compile(r"(?<![^\S\n\f])[^\S\n\f]*[\n\f]\s*")
_CLOSED = re.compile(r"[.!?…:;\"'”’)\]][^\S\n]*$")
_GOES_ON = re.compile(r"\w{3}[.!?][\"'”’)]*\s+[A-Z]")
_WRAPPED = range(50, 101)

_WORD = re.compile(r"[^\W\d_]+")
_SHOUTED = re.compile(r"\b[^\W\d_]*[A-Z][^\W\d_]*[A-Z][^\W\d_]*\b")
_SYMBOLS = re.compile(r"[^\w\s]{60,}")
_GLUED = re.compile(r"(?<=[^\s\w—-])(?:--|—)(?=\w)")
_LONG_WORD = re.compile(r"\S{300,}")
_FLOWING = str.maketrans("\n\f", "  ")

_PLAIN = str.maketrans(
    {
        "‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "\u00a0": " ", "\u202f": " ",
        "\u200b": " ", "\u200c": " ", "\u200e": " ", "\u200f": " ", "\u00ad": " ", "\ufeff": " ",
        "\u2028": "\n", "\u2029": "\n", "\t": " ", "\v": " ", "\0": " ",
    }
)  # fmt: skip


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the start and end of each paragraph, without the white space around it.

    A blank line always ends a paragraph. A single line break does so unless it looks like the wrapping of a
    long line: the line is of a wrapped length and open, or ends a sentence and begins another one that stays open, or
    the next one goes on in lower case. Neither does the end of a page if the line before it is long and open.
    """
    found: list[tuple[int, int]] = []
    start = len(text) - len(text.lstrip())
    begin = 0
    for gap in _BREAK.finditer(text, start):
        broken = gap.group()
        line = text[begin : gap.start()]
        begin = gap.start() + max(broken.rfind("\n"), broken.rfind("\f")) + 1
        blank = broken.count("\n") > 1
        after = text[gap.end() : gap.end() + 1]
        wrapped = not blank and (
            (len(line) in _WRAPPED and (not _CLOSED.search(line) or _wrapped_on(text, gap.end(), len(line))))
            or (not _CLOSED.search(line) and (after.islower() or _GOES_ON.search(line) is not None))
            or ("\f" in broken and not _CLOSED.search(line) and len(line) >= _WRAPPED.start)
        )
        if not wrapped:
            if gap.start() > start:
                found.append((start, gap.start()))
            start = gap.end()
    end = len(text.rstrip())
    if end > start:
        found.append((start, end))
    return found


def _wrapped_on(text: str, start: int, length: int) -> bool:
    """Whether the first word of the line at `start` would not have fitted on the line of `length` before it."""
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)]
    return length + 1 + len(line.split(" ", 1)[0]) > 70 and len(line) <= _WRAPPED.stop


def plain(text: str) -> str:
    """Return the text with plain quotes, spaces and line breaks for odd ones, character for character."""
    return text.translate(_PLAIN)


def restored(whole: Whole, found: Extraction) -> Extraction:
    """Return an extraction from a dehyphenated text with offsets in the original text."""
    if not whole.moved:
        return found
    return Extraction(
        tuple(one._replace(start=whole.back(one.start), end=whole.back(one.end)) for one in found.sentences),
        tuple(one._replace(start=whole.back(one.start), end=whole.back(one.end)) for one in found.spans),
    )


def view(text: str) -> str:
    """Return the text normalized for a model, character for character.

    Typographic quotes and odd spaces become plain ones, wrapped lines flow, dashes stand apart from the word behind
    them, runs that no tokenizer survives are broken, and words in capitals get the case that the rest of the text
    gives them.
    """
    whole = _SYMBOLS.sub(lambda run: _broken(run.group(), 40), plain(text))
    whole = _GLUED.sub(lambda dash: "— "[-len(dash.group()) :], whole)
    whole = _LONG_WORD.sub(lambda run: _broken(run.group(), 250), whole)
    blocks = [(start, end, whole[start:end].translate(_FLOWING)) for start, end in paragraphs(whole)]
    calm = {word for *_, block in blocks if not _shouting(block) for word in _WORD.findall(block)}
    pieces, at = [], 0
    for start, end, block in blocks:
        pieces += [whole[at:start], _calm(block, calm)]
        at = end
    return "".join([*pieces, whole[at:]])


def _broken(run: str, width: int) -> str:
    return "".join(" " if i % width == width - 1 else c for i, c in enumerate(run))


def _shouting(paragraph: str) -> bool:
    """Whether a paragraph is written in capitals."""
    count = sum(map(str.isalpha, paragraph))
    if count <= 12 or sum(map(str.isupper, paragraph)) <= 0.8 * count:
        return False
    return sum(c.isupper() for c in paragraph if c.isalpha()) > 0.8 * count


def _calm(paragraph: str, seen: set[str]) -> str:
    """Give words in capitals their usual case: in a paragraph of capitals all, elsewhere those also seen in title case.

    `seen` are the words of the paragraphs that are not in capitals; what stands there in capitals is an acronym.
    """
    shouting = _shouting(paragraph)

    def recase(word: re.Match[str]) -> str:
        shout = word.group()
        title, lower = shout.capitalize(), shout.lower()
        if not shout.isupper() or len(lower) != len(shout):
            return shout
        if title in seen and (shouting or len(shout) > 3):
            return title
        if shouting and lower in seen:
            return lower
        if shouting and len(shout) > 4 and shout not in seen:
            return title
        return shout

    return _SHOUTED.sub(recase, paragraph)
