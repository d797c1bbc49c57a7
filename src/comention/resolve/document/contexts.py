"""What the words around a name are called as evidence of its type.

One word or two on each side, inside the line; words in capitals count as a shape, because names around a name would
only be learnt by heart.
"""

import re
from collections.abc import Collection, Iterator
from functools import cache

from comention.languages.grammar import Grammar
from comention.languages.lexicon import Lexicon

_NEAR = 48
"""How many characters on each side are looked at."""
_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|\S")
_EDGE = "^"
_QUOTES = str.maketrans("’‘“”–—", "''\"\"--")


@cache
def _of(grammar: Grammar) -> tuple[re.Pattern[str], frozenset[str]]:
    """Return what finds a possessive, and the words that count as such where they have a capital."""
    return re.compile(rf"['’]{grammar.possessive.pattern}?(?!\w)"), frozenset(grammar.openers.written)


def around(text: str, start: int, end: int, words: Lexicon) -> Iterator[str]:
    """Yield the features of what stands around characters `start` to `end`.

    >>> from comention.languages.lexicon import lexicon
    >>> list(around("She joined Acme's board of directors.", 11, 15, lexicon("en")))
    ['b joined', 'bb she joined', 's board', 'ss board of']
    """
    owns, openers = _of(words.grammar)
    left = max(text.rfind("\n", max(0, start - _NEAR), start) + 1, start - _NEAR, 0)
    before = [_shape(token, openers) for token in _TOKEN.findall(text, left, start)[-2:]]
    if len(before) < 2:
        before = [_EDGE] * (2 - len(before)) + before
    possessive = owns.match(text, end)
    kind = "s" if possessive else "a"
    begin = possessive.end() if possessive else end
    stop = text.find("\n", begin, begin + _NEAR)
    right = min(len(text) if stop < 0 else stop, begin + _NEAR)
    after = [
        _shape(match.group(), openers) for match, _ in zip(_TOKEN.finditer(text, begin, right), range(2), strict=False)
    ]
    after += [_EDGE] * (2 - len(after))
    yield f"b {before[1]}"
    yield f"bb {before[0]} {before[1]}"
    yield f"{kind} {after[0]}"
    yield f"{kind}{kind} {after[0]} {after[1]}"


def _shape(token: str, openers: Collection[str]) -> str:
    """Return a word in small letters, the shape of a name or a number, a sign as it is."""
    if token[0].isdigit():
        return "0"
    if token[0].isupper() and token[-1].isalpha():
        return token.lower() if token in openers else "A" if token.isupper() and len(token) > 1 else "Aa"
    return token.translate(_QUOTES)
