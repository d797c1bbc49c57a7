"""Tell the language of a text by its running words: names, which are the same everywhere, tell nothing."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
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
TELLTALE = 0.08
"""The share of running words from which on a language's telltale ones say that a piece is in that language."""

_WORD = re.compile(r"[^\W\d_]+")
_CODES = {"no": "nb", "nn": "nb", "ary": "ar", "arz": "ar", "wuu": "zh", "yue": "zh"}
"""The languages that the library distinguishes, and models do not, or that these have another code for."""
_NO_LANGUAGE = "zxx"


def tell(text: str, usual: str) -> str | None:
    """Return the ISO 639 code of the language of a text, or None if its running words do not tell.

    Running words are those that do not begin with a capital, or have none in their script. Of a long text, most pieces
    must be in the language. A piece with many telltale words of the `usual` language is in that one; for others,
    py3langid (Lui and Baldwin 2012) is loaded, which takes half a second and 90 MB.

    >>> tell("The committee met on Monday and heard the report of the chair about the budget for the year.", "en")
    'en'
    >>> tell("Angela Merkel, Emmanuel Macron, Sigmar Gabriel, Nicolas Sarkozy", "en")
    """
    pieces = [_running(piece) for piece in _pieces(text)]
    told = Counter(language for words in pieces if (language := _language_of(words, usual)))
    return next((language for language, many in told.most_common(1) if 2 * many > len(pieces)), None)


def _language_of(words: Sequence[str], usual: str) -> str | None:
    """Return the language of some running words, or None if they do not tell."""
    telltale = lexicon(usual).grammar.telltale.keys
    if sum(word in telltale for word in words) > TELLTALE * len(words):
        return usual
    shown = " ".join(words)
    if len(shown.encode("utf-8", "surrogatepass")) < LEAST:
        return None
    sure: dict[str, float] = defaultdict(float)
    for code, much in _identifier().rank(shown):
        sure[_CODES.get(code, code)] += much
    told = max(sure, key=sure.__getitem__)
    return told if sure[told] >= SURE and told != _NO_LANGUAGE else None


def _pieces(text: str) -> list[str]:
    """Return the beginning, the middle and the end of a text, or all of a short one."""
    if len(text) <= PIECES * PIECE:
        return [text]
    gap = (len(text) - PIECE) // (PIECES - 1)
    return [text[start : start + PIECE] for start in range(0, PIECES * gap, gap)]


def _running(text: str) -> list[str]:
    """Return the running words of a text."""
    return [word for word in _WORD.findall(text) if word[0] == word[0].lower() and not word.isupper()]


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
