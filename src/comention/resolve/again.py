"""The entities of a document in; the mentions of them that the model missed out."""

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence

from comention.resolve.clean import title_before
from comention.resolve.local import Local, Named
from comention.resolve.names import is_acronym, key
from comention.resolve.words import Words

AGAIN = "named so elsewhere in this document"
_TOKEN = re.compile(r"[^\W\d_]+(?:['’.‐-](?=\w)[^\W\d_]+)*")
_MONTHS = frozenset(key(name) for name in calendar.month_name if name)
_CAPITAL_BEFORE = re.compile(r"([^\W\d_][\w’'.-]*)[^\S\n]$")
_CAPITAL_AFTER = re.compile(r"[^\S\n]([^\W\d_a-z]\w+)|-\w")


def again(
    text: str, entities: Iterable[Local], taken: Sequence[tuple[int, int]], words: Words
) -> Iterator[tuple[Local, Named]]:
    """Yield mentions of the entities' forms outside the places that are taken.

    Only forms that are safe: a word that the text also writes small, or that is a part of a longer name where it
    stands, is none.
    """
    forms: dict[str, dict[tuple[str, ...], Local | None]] = {}
    for entity in entities:
        for mention in entity.mentions:
            parts = tuple(key(match.group()) for match in _TOKEN.finditer(mention.surface))
            if parts:
                bearers = forms.setdefault(parts[0], {})
                bearers[parts] = entity if bearers.get(parts, entity) is entity else None  # of two, none is safe
    tokens = list(_TOKEN.finditer(text))
    small = {token.group() for token in tokens if token.group().islower()}
    busy = _merged(taken)
    at = n = 0
    while n < len(tokens):
        first = tokens[n]
        n += 1
        if not first.group()[0].isupper():
            continue
        for parts, bearer in sorted(forms.get(key(first.group()), {}).items(), key=lambda form: -len(form[0])):
            several = tokens[n - 1 : n - 1 + len(parts)]
            if bearer is None or tuple(key(token.group()) for token in several) != parts:
                continue
            start, end = first.start(), several[-1].end()
            while at < len(busy) and busy[at][1] <= start:
                at += 1
            free = at == len(busy) or end <= busy[at][0]
            if not free or not _safe(text, start, end, parts, small, words):
                continue
            yield bearer, Named(start, end, " ".join(text[start:end].split()), AGAIN)
            n += len(parts) - 1
            break


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the places in order, overlapping ones as one.

    >>> _merged([(5, 9), (0, 3), (6, 12)])
    [(0, 3), (5, 12)]
    """
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _safe(text: str, start: int, end: int, parts: tuple[str, ...], small: set[str], words: Words) -> bool:
    if "\n\n" in text[start:end] or (len(parts) > 1 and re.search(r"[^\w\s.'’-]", text[start:end])):
        return False
    if len(parts) > 1:
        return True
    surface = text[start:end]
    if surface.lower() in small or parts[0] in _MONTHS or len(surface) < 3:
        return False
    before = _CAPITAL_BEFORE.search(text, max(0, start - 30), start)
    if before and before[1][0].isupper() and not before[1].endswith(".") and not title_before(text, start, words):
        sentence_start = re.search(r"(?:^|[.!?:\n“\"])\s*$", text[max(0, start - 40) : before.start()])
        if not sentence_start or is_acronym(surface):
            return False
    after = _CAPITAL_AFTER.match(text, end)
    return after is None or (surface.isupper() and len(surface) > 3)
