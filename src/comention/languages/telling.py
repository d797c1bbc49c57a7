"""Tell the language of a text by its running words: names, which are the same everywhere, tell nothing."""

import re
from functools import cache
from typing import TYPE_CHECKING

from comention.languages.lexicon import lexicon

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

PIECES = 3
PIECE = 1_500
"""Characters of the beginning, the middle and the end of a text that are looked at."""
LEAST = 60
"""Bytes of running words, in UTF-8, that tell a language; fewer may be of any."""
SURE = 0.9
"""How probable a language must be, 0 to 1."""
USUAL_SHARE = 0.1
"""The share of running words that are the usual language's small ones from which on a text is in that language."""

_WORD = re.compile(r"[^\W\d_]+")
_CODES = {"no": "nb", "nn": "nb", "tl": "fil"}
"""The codes that other data have for some languages, by those of the library."""
_NO_LANGUAGE = "zxx"


def tell(text: str, usual: str) -> str | None:
    """Return the ISO 639 code of the language of a text, or None if its running words do not tell.

    Running words are those that do not begin with a capital, or have none in their script. A text with many small words
    of the `usual` language is in that one; for others, py3langid (Lui and Baldwin 2012) is loaded, which takes half a
    second and 90 MB.

    >>> tell("The committee met on Monday and heard the report of the chair about the budget for the year.", "en")
    'en'
    >>> tell("Angela Merkel, Emmanuel Macron, Sigmar Gabriel, Nicolas Sarkozy", "en")
    """
    words = _running(text)
    small = _small(usual)
    if sum(word in small for word in words) > USUAL_SHARE * len(words):
        return usual
    shown = " ".join(words)
    if len(shown.encode("utf-8", "surrogatepass")) < LEAST:
        return None
    code, sure = _identifier().classify(shown)
    return _CODES.get(code, code) if sure >= SURE and code != _NO_LANGUAGE else None


def _running(text: str) -> list[str]:
    """Return the running words of pieces of a text."""
    if len(text) > PIECES * PIECE:
        gap = (len(text) - PIECE) // (PIECES - 1)
        text = " ".join(text[start : start + PIECE] for start in range(0, PIECES * gap, gap))
    return [word for word in _WORD.findall(text) if word[0] == word[0].lower() and not word.isupper()]


@cache
def _small(language: str) -> frozenset[str]:
    """Return the words that stand in nearly every sentence of a language; single letters are words of others, too."""
    grammar = lexicon(language).grammar
    several = (grammar.determiners, grammar.articles, grammar.ands, grammar.of, grammar.for_)
    return frozenset(word for words in several for word in words.keys if len(word) > 1)


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
