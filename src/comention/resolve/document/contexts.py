"""The words around a name in, what they are called as evidence, out.

One word or two on each side, inside the line; words in capitals count as a shape, because names around a name would
only be learnt by heart.
"""

import re
from collections.abc import Iterator

_NEAR = 48
"""How many characters on each side are looked at."""
_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|\S")
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_EDGE = "^"
_QUOTES = str.maketrans("’‘“”–—", "''\"\"--")


def around(text: str, start: int, end: int) -> Iterator[str]:
    """Yield the features of what stands around characters `start` to `end`.

    >>> list(around("She joined Acme's board of directors.", 11, 15))
    ['b joined', 'bb she joined', 's board', 'ss board of']
    """
    left = max(text.rfind("\n", max(0, start - _NEAR), start) + 1, start - _NEAR, 0)
    before = [_shape(token) for token in _TOKEN.findall(text, left, start)[-2:]]
    if len(before) < 2:
        before = [_EDGE] * (2 - len(before)) + before
    possessive = _POSSESSIVE.match(text, end)
    kind = "s" if possessive else "a"
    begin = possessive.end() if possessive else end
    stop = text.find("\n", begin, begin + _NEAR)
    right = min(len(text) if stop < 0 else stop, begin + _NEAR)
    after = [_shape(match.group()) for match, _ in zip(_TOKEN.finditer(text, begin, right), range(2), strict=False)]
    after += [_EDGE] * (2 - len(after))
    yield f"b {before[1]}"
    yield f"bb {before[0]} {before[1]}"
    yield f"{kind} {after[0]}"
    yield f"{kind}{kind} {after[0]} {after[1]}"


def _shape(token: str) -> str:
    """Return a word in small letters, the shape of a name or a number, a sign as it is."""
    if token[0].isdigit():
        return "0"
    if token[0].isupper() and token[-1].isalpha():
        return token.lower() if token in _ANYWHERE else "A" if token.isupper() and len(token) > 1 else "Aa"
    return token.translate(_QUOTES)


_ANYWHERE = frozenset(
    {
        "The",
        "A",
        "An",
        "At",
        "In",
        "On",
        "By",
        "For",
        "From",
        "With",
        "And",
        "But",
        "When",
        "While",
        "As",
        "If",
        "How",
        "Why",
        "What",
        "To",
        "I",
        "He",
        "She",
        "It",
        "They",
        "We",
    }
)
