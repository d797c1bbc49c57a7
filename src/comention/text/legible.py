"""Tell a text from what a broken text layer gives: signs without a meaning, wrong letters, or words without spaces."""

import re
from unicodedata import normalize

_FEW = 40  # letters below which there is nothing to tell by
_STRANGE = 0.1  # of all characters: with more that mean nothing, it is no text
_LONG = 30  # letters in a row: no word has so many,
_RUNS = 0.5  # of all letters: with more in such rows, the spaces are lost
_VOWELS = 0.2  # of Latin letters: no language has fewer, and every other alphabet of glyphs has

_MEANINGLESS = re.compile("[\ue000-\uf8ff\ufffd\0-\x08\x0e-\x1f\x7f-\x9f\U000f0000-\U0010ffff]|\\(cid:\\d+\\)")
_LETTER = re.compile(r"[^\W\d_]")
_SPACED = re.compile(f"[A-Za-z\u00aa-\u052f\u1e00-\u1fff]{{{_LONG},}}")  # in scripts with spaces between words
_LATIN, _VOWEL = re.compile("[A-Za-z]"), re.compile("[AEIOUYaeiouy]")


def is_legible(text: str) -> bool:
    """Whether something can be a text; what is short always can.

    >>> is_legible("Angela Merkel met the ministers of all seven countries in Berlin.")
    True
    >>> is_legible("\\ue041\\ue06e\\ue067" * 20), is_legible("7KH PLQLVWHUV PHW WKH FKDQFHOORU DQG WKHQ WKH SUHVLGHQW")
    (False, False)
    """
    strange = sum(map(len, _MEANINGLESS.findall(text)))
    if strange > _STRANGE * max(_FEW, len("".join(text.split()))):
        return False
    letters = len(_LETTER.findall(text))
    if letters < _FEW:
        return True
    if sum(map(len, _SPACED.findall(text))) > _RUNS * letters:
        return False
    plain = normalize("NFD", text)
    latin = len(_LATIN.findall(plain))
    return latin < max(_FEW, letters / 2) or len(_VOWEL.findall(plain)) > _VOWELS * latin
