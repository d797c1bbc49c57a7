"""What can be said of a name without any text around it: its key, its spellings and its initials."""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

_FOLD = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_SIGNS = dict.fromkeys(map(ord, "™®©℠"))
_SILENT = frozenset(".'’ʼ‘`\"“”")
_PLAIN = str.maketrans({"-": " ", "/": " ", ".": None, "'": None, "`": None, '"': None})
_ARTICLES = frozenset({"al", "el", "ul"})
_GAPS = (re.compile(r"[\s/‐-]+"), re.compile(r"[\s/]+"))
_BETWEEN = re.compile(r"(?<=\w\w)[.·&](?=\w\w)")
_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w)")


def folded(text: str) -> str:
    """Return what texts share that differ in case and white space alone.

    >>> folded("Ann   LEE")
    'ann lee'
    """
    return " ".join(text.split()).casefold()


@lru_cache(maxsize=200_000)
def key(surface: str) -> str:
    """Return what all spellings of a name share: no case, Latin accents, dots, apostrophes or hyphens.

    Only Latin letters lose their accents: in other scripts those are letters of their own.

    >>> key("Jean-Claude Juncker") == key("JEAN CLAUDE  JUNCKER")
    True
    >>> key("U.S."), key("Schäuble"), key("Łódź"), key("हिन्दी") == "हिन्दी"
    ('us', 'schauble', 'lodz', True)
    """
    if surface.isascii():
        return " ".join(surface.lower().translate(_PLAIN).split())
    folded = unicodedata.normalize("NFKD", surface.translate(_SIGNS).casefold().translate(_FOLD)).casefold()
    letters: list[str] = []
    latin = False
    for c in folded:
        if unicodedata.combining(c):
            if not latin:
                letters.append(c)
        elif c in "-‐‑–/":
            letters.append(" ")
        elif c not in _SILENT:
            letters.append(c)
            latin = c.isalpha() and ord(c) < 0x250
    return " ".join(unicodedata.normalize("NFC", "".join(letters)).split())


def person_key(surface: str) -> str:
    """Return the key of a person's name, with initials apart.

    >>> person_key("J.K. Rowling") == person_key("J. K. Rowling")
    True
    """
    return key(_INITIALS.sub(". ", surface.replace(",", " ")))


@lru_cache(maxsize=50_000)
def spelling(given: str) -> str:
    """Fold the usual ways of writing one foreign name of one word: Sergey, Sergei; Mohammed, Muhammad.

    >>> spelling("zelenskyy") == spelling("zelenskiy") == spelling("zelensky")
    True
    """
    if given.startswith(("moham", "muham")):
        return "muhammad"
    folded = re.sub(r"(?:iy|yi|yy|ii|ey|ei|ij|y)$", "i", given)
    if len(folded) > 5:
        folded = re.sub(r"(?<!^)[eiy](?!$)", "i", folded)
    return re.sub(r"([b-df-hj-np-tv-z])\1", r"\1", folded.replace("ks", "x").replace("kh", "h"))


def parted_key(surface: str) -> str:
    """Return the key of a name with a blank in the place of each dot, or the like, between two of its words.

    >>> parted_key("Node.js"), parted_key("U.S. Steel"), parted_key("Ernst&Young")
    ('node js', 'us steel', 'ernst & young')
    """
    return key(_BETWEEN.sub(lambda sign: " & " if sign[0] == "&" else " ", surface))


def whole_spelling(name: str) -> str:
    """Fold the ways of writing a whole name, given by key: with a hyphen or not, and the Arabic article.

    >>> whole_spelling("hamid el tayar") == whole_spelling("hamid al tayar")
    True
    >>> whole_spelling("moon jae in") == whole_spelling("moon jaein")
    True
    """
    parts = name.split()
    return "".join("al" if part in _ARTICLES else part for part in parts[:-1]) + parts[-1]


def acronyms(surface: str, small: Collection[str]) -> set[str]:
    """Return the keys of the acronyms that an organization's full name can have; a hyphen may join words, or part them.

    They may leave out the small words, given by key.

    >>> sorted(acronyms("Federal Bureau of Investigation", {"of"}))
    ['fbi', 'fboi']
    >>> "itc" in acronyms("Institute for Trade and Co-operation", {"for", "and"})
    True
    """
    found = set[str]()
    for gap in _GAPS:
        parts = [part for part in gap.split(surface) if part[:1].isalnum()]
        big = [part for part in parts if key(part) not in small]
        found |= {key("".join(part[0] for part in some)) for some in (parts, big) if len(some) > 1}
    return found


def is_acronym(surface: str) -> bool:
    """Whether a form looks like one: two to seven letters, nearly all of them capitals, dots allowed.

    >>> [form for form in ("NATO", "U.N.", "DoJ", "Kim", "BBC News") if is_acronym(form)]
    ['NATO', 'U.N.', 'DoJ']
    """
    letters = [c for c in surface if c.isalpha()]
    small = sum(c.islower() for c in letters)
    return (
        2 <= len(letters) <= 7
        and small <= (1 if len(letters) > 2 else 0)
        and letters[-1].isupper()
        and not re.search(r"\s", surface.strip())
    )


def shouted(surface: str) -> bool:
    """Whether a form of several letters is in capitals only."""
    return surface.isupper() and sum(c.isalpha() for c in surface) > 1
