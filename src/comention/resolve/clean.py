"""Spans that a model labelled in; candidate names with clean edges out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from comention.model import Span
from comention.resolve.names import key
from comention.resolve.words import Words

_EDGE = frozenset(" \t\r\n\v\f\u00a0\u200b\"'“”‘’«»„`´*_|•·–—-,;:!?…()[]{}<>=/\\~^+#")
_ARTICLE = re.compile(r"(?:the|a|an|this|that|these|those|our|his|her|its|their|my|your)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?<=\w)(?:['’ʼ`]s?|(?<=[a-z])['’ʼ]S)$")
_DOTTED = re.compile(r"(?:\b\w\.)+$|\b(?:Jr|Sr|Inc|Corp|Ltd|Co|Bros|Cos|Esq)\.$")
_JUNK = re.compile(r"@|https?:|www\.|\.(?:com|org|net|edu|gov)\b|[#=<>{}\\|_]|^\W*\d+\W*$")
_JOINT = re.compile(r"\s+(?:and|or|with|vs\.?|versus)\s+|\s*[/;•|&]\s*|,\s+|\s+[–—-]\s+|['’]s\s+", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\s*\n\s*\n\s*")
_WORD = re.compile(r"\S+")
_BEFORE = re.compile(r"([^\W\d_][\w.’'-]*)[^\S\n]+$")
_ABROAD = re.compile(r"['’]s\s+(?=[A-Z])")
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible name at characters `start` to `end`, under the model's label; `title` is the one before it, or ""."""

    start: int
    end: int
    surface: str
    label: str
    title: str = ""


def candidates(text: str, spans: Iterable[Span], words: Words) -> Iterator[Candidate]:
    """Yield the names in the spans: without articles, titles, quotes, possessives; joined ones apart; junk left out."""
    for span in spans:
        for start, end in _apart(text, span):
            start, end = trim(text, start, end)
            start, title = _untitle(text, start, end, span.label, words)
            end = _unverb(text, start, end, span.label, words)
            surface = " ".join(text[start:end].split())
            if _is_name(surface, words):
                yield Candidate(start, end, surface, span.label, title or title_before(text, start, words))


def _apart(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """Cut at paragraphs; a person's span also at "and", commas and the like, which other names may hold."""
    start = span.start
    joint = _JOINT if span.label == "PERSON" else _PARAGRAPH
    for cut in joint.finditer(text, span.start, span.end):
        yield start, cut.start()
        start = cut.end()
    yield start, span.end


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Move the edges over white space, quotes, brackets, articles and the possessive; a dot of the name stays.

    >>> text = 'in "the U.S." and'
    >>> start, end = trim(text, 3, 13)
    >>> text[start:end]
    'U.S.'
    """
    while True:
        before = start, end
        while start < end and text[start] in _EDGE:
            start += 1
        while start < end and text[end - 1] in _EDGE and not (text[end - 1] == ")" and "(" in text[start:end]):
            end -= 1
        if (article := _ARTICLE.match(text, start, end)) and article.end() < end:
            start = article.end()
        if possessive := _POSSESSIVE.search(text[start:end]):
            end = start + possessive.start()
        if text[start:end].endswith(".") and not _DOTTED.search(text[start:end]):
            end -= 1
        if (start, end) == before:
            return before


def _untitle(text: str, start: int, end: int, label: str, words: Words) -> tuple[int, str]:
    """Move the start behind the titles that begin a person's name; return it and the last title.

    A title is one or two words; others may widen it before or after ("former", "of State").
    """
    if label != "PERSON":
        return start, ""
    parts = [(start + match.start(), key(match.group())) for match in _WORD.finditer(text[start:end])]
    title, n = "", 0
    while n < len(parts) - 1:
        if n < len(parts) - 2 and f"{parts[n][1]} {parts[n + 1][1]}" in words.titles:
            title, n = f"{parts[n][1]} {parts[n + 1][1]}", n + 2
        elif parts[n][1] in words.titles and not (
            len(parts) - n == 2 and parts[n][1] in words.given and parts[n + 1][1] not in words.given
        ):
            title, n = parts[n][1], n + 1
        elif parts[n][1] in words.modifiers and any(part in words.titles for _, part in parts[n + 1 : n + 3]):
            n += 1
        elif title and parts[n][1] in {"of", "for"} and n + 2 < len(parts):
            n += 2
        else:
            break
    return parts[n][0] if n else start, title


def _unverb(text: str, start: int, end: int, label: str, words: Words) -> int:
    """Move the end of a person's name before a verb that a headline's capitals made a part of it: "Merkel Says"."""
    parts = [start + match.start() for match in _WORD.finditer(text[start:end])]
    if label == "PERSON" and len(parts) > 1 and key(text[parts[-1] : end]) in words.verbs:
        return trim(text, start, parts[-1])[1]
    return end


def title_before(text: str, start: int, words: Words) -> str:
    """Return the title that ends just before `start`, or ""."""
    before = _BEFORE.search(text, max(0, start - 30), start)
    title = key(before[1]) if before else ""
    return title if title in words.titles else ""


def _is_name(surface: str, words: Words) -> bool:
    return (
        sum(c.isalpha() for c in surface) > 1
        and any(c.isupper() for c in surface)
        and len(surface) <= _LONGEST
        and not _JUNK.search(surface)
        and key(surface) not in words.never
    )
