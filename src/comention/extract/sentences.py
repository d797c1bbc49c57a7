"""Split a text into sentences by punctuation alone, without a spaCy pipeline."""

import re
from functools import cache

from comention import languages
from comention.extract.text import paragraphs, plain
from comention.model import Sentence

_END = re.compile(r"""(?<![.!?…])[.!?…]+["'”’)\]]*\s+(?=["'“‘(\[]*[^\W_a-z])""")
_WORD = re.compile(r"\S+$")
_LONGEST = 60  # characters of a word that may be an abbreviation
_INITIAL = re.compile(r"[^\W\d_]\.")


def sentences(text: str, language: str = "en") -> tuple[Sentence, ...]:
    """Split paragraphs at a full stop or the like before a capital or a digit, but not after "Mr." or "J.".

    >>> text = "Mr. J. Smith left. He went home."
    >>> [text[start:end] for start, end, _ in sentences(text)]
    ['Mr. J. Smith left.', 'He went home.']
    """
    never = _abbreviations(language)
    found: list[Sentence] = []
    for number, (start, end) in enumerate(paragraphs(plain(text))):
        begin = start
        for gap in _END.finditer(text, start, end):
            stop = gap.start() + len(gap[0].rstrip())
            word = _WORD.search(text, max(begin, stop - _LONGEST), stop)
            if word and (word[0].lstrip("\"'“‘([") in never or _INITIAL.fullmatch(word[0])):
                continue
            found.append(Sentence(begin, stop, number))
            begin = gap.end()
        if begin < end:
            found.append(Sentence(begin, end, number))
    return tuple(found)


@cache
def _abbreviations(language: str) -> frozenset[str]:
    return frozenset(languages.load(language, "names").get("abbreviations", {}).get("before_name", ()))
