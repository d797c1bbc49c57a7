"""Names as strings in; what can be said of them without any text around out: keys, initials, and who can be whom."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

_FOLD = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_SIGNS = dict.fromkeys(map(ord, "™®©℠"))
_SILENT = frozenset(".'’ʼ‘`\"“”")
_PLAIN = str.maketrans({"-": " ", "/": " ", ".": None, "'": None, "`": None, '"': None})
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
_ARTICLES = frozenset({"al", "el", "ul"})
_LONG = 5
_GAPS = (re.compile(r"[\s/‐-]+"), re.compile(r"[\s/]+"))
_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w)")
SMALL = frozenset(
    [
        "a",
        "al",
        "and",
        "at",
        "da",
        "de",
        "del",
        "der",
        "des",
        "di",
        "do",
        "du",
        "el",
        "et",
        "for",
        "für",
        "in",
        "la",
        "le",
        "les",
        "of",
        "on",
        "the",
        "to",
        "und",
        "y",
        "&",
    ]
)


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


def generation(parts: Sequence[str]) -> tuple[list[str], str]:
    """Split the parts of a person's name from its "Jr." or "III", "" if it has none.

    >>> generation(["donald", "trump", "jr"])
    (['donald', 'trump'], 'jr')
    """
    last = parts[-1] if len(parts) > 1 and parts[-1] in _GENERATIONS else ""
    return list(parts[:-1] if last else parts), last


def same_person(one: str, other: str, nicknames: Mapping[str, frozenset[str]]) -> bool:
    """Whether two full names, in person keys, can be those of one person.

    The generation must be equal, the surname equal or another spelling, the first names equal, or one an initial, a
    short form or another spelling of the other; no middle name may contradict another one in its place.

    >>> same_person("donald j trump", "donald trump", {}), same_person("george h w bush", "george w bush", {})
    (True, False)
    """
    (ours, our_generation), (theirs, their_generation) = generation(one.split()), generation(other.split())
    if our_generation != their_generation or len(ours) < 2 or len(theirs) < 2:
        return False
    if not same_surname(ours[-1], theirs[-1]):
        return False
    if not _agree(ours[0], theirs[0], nicknames):
        return _by_second(ours, theirs, nicknames) or _by_second(theirs, ours, nicknames)
    return all(_agree(a, b, nicknames) for a, b in zip(ours[1:-1], theirs[1:-1], strict=False))


def _by_second(ours: Sequence[str], theirs: Sequence[str], nicknames: Mapping[str, frozenset[str]]) -> bool:
    """Whether somebody goes by the second first name, and the first one is an initial: "J. Edgar", "Edgar"."""
    return (
        len(ours) > 2
        and len(ours[0]) == 1 < len(ours[1])
        and len(theirs[0]) > 1
        and _agree(ours[1], theirs[0], nicknames)
    )


def same_surname(one: str, other: str) -> bool:
    """Whether two surnames are one, but for the usual ways of writing a foreign one; short ones must be equal.

    >>> same_surname("zelenskyy", "zelensky"), same_surname("li", "lei")
    (True, False)
    """
    return one == other or (min(len(one), len(other)) >= _LONG and spelling(one) == spelling(other))


def _agree(a: str, b: str, nicknames: Mapping[str, frozenset[str]]) -> bool:
    if a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]):
        return True
    return not spellings(a, nicknames).isdisjoint(spellings(b, nicknames))


def spellings(given: str, nicknames: Mapping[str, frozenset[str]]) -> set[str]:
    """Return the spellings of a first name and of those that it is short for.

    >>> sorted(spellings("bob", {"bob": frozenset({"robert"})}))
    ['bob', 'robirt']
    """
    return {spelling(full) for full in (given, *nicknames.get(given, ()))}


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


def whole_spelling(name: str) -> str:
    """Fold the ways of writing a whole name, given by key: with a hyphen or not, and the Arabic article.

    >>> whole_spelling("hamid el tayar") == whole_spelling("hamid al tayar")
    True
    >>> whole_spelling("moon jae in") == whole_spelling("moon jaein")
    True
    """
    parts = name.split()
    return "".join("al" if part in _ARTICLES else part for part in parts[:-1]) + parts[-1]


def acronyms(surface: str) -> set[str]:
    """Return the keys of the acronyms that an organization's full name can have; a hyphen may join words, or part them.

    >>> sorted(acronyms("Federal Bureau of Investigation"))
    ['fbi', 'fboi']
    >>> "itc" in acronyms("Institute for Trade and Co-operation")
    True
    """
    found = set[str]()
    for gap in _GAPS:
        parts = [part for part in gap.split(surface) if part[:1].isalnum()]
        big = [part for part in parts if key(part) not in SMALL]
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
