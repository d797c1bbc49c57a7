"""Turn tokens into word pieces and spelling classes, the input of the encoders in training and in use."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

MOST = 12
"""The maximum number of pieces of a token; the rest is ignored."""
OPENING, CLOSING, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
_READ = 200
"""The maximum number of characters of a token; the rest is ignored."""
REMEMBERED = 400_000
"""How many distinct tokens are cached; then the cache is cleared."""

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

SPELLINGS = 8
"""The classes of `spelling`."""


def spelling(word: str) -> int:
    """Return how a word is written: 1 digits, 2 symbols, 3 small, 4 one capital, 5 capitals, 6 title case, 7 otherwise.

    0 is for what is no word.

    >>> [spelling(word) for word in ("1999", "!", "met", "I", "NASA", "Merkel", "McKinsey")]
    [1, 2, 3, 4, 5, 6, 7]
    """
    if not any(map(str.isalpha, word)):
        return 1 if any(map(str.isdigit, word)) else 2
    if word.islower():
        return 3
    if word.isupper():
        return 4 if len(word) == 1 else 5
    return 6 if word[0].isupper() and word[1:].islower() else 7


class Pieced(NamedTuple):
    """The tokens of a text, a row each: where their pieces begin in `pool`, how many there are, spelling class.

    `capital` says that a token has a capital letter and may be of a name (which "I" is not), `opener` that it is a
    common word that also begins sentences, `line` that it ends a line.
    """

    pool: Ints
    starts: Ints
    counts: Ints
    spellings: Ints
    capital: Flags
    opener: Flags
    line: Flags


class Pieces:
    """Splits tokens into word pieces, and caches those by the id that spaCy gives to the text of a token."""

    def __init__(self, vocabulary: Path, openers: Iterable[str] = ()) -> None:
        from tokenizers import BertWordPieceTokenizer

        cutter = BertWordPieceTokenizer(str(vocabulary), lowercase=True)
        self._encode = cutter.encode_batch
        ids = cutter.get_vocab()
        self.opening, self.closing, self._unknown = ids[OPENING], ids[CLOSING], ids[UNKNOWN]
        self._openers = frozenset(openers)
        self._forget()

    def _forget(self) -> None:
        self._rows: dict[int, int] = {}
        self._table = np.zeros((4096, 6), dtype=np.int64)
        self._pool = np.zeros(8192, dtype=np.int64)
        self._used = 0

    def cut(self, numbers: NDArray[Any], text_of: Callable[[int], str]) -> Pieced:
        """Split tokens, given by the ids of their texts; `text_of` returns the text of an id."""
        distinct, place = np.unique(numbers, return_inverse=True)
        if len(self._rows) > REMEMBERED:
            self._forget()
        known = distinct.tolist()
        if new := [number for number in known if number not in self._rows]:
            self._learn(new, [text_of(number) for number in new])
        rows = np.fromiter(map(self._rows.__getitem__, known), dtype=np.int64, count=len(known))[place]
        starts, counts, spellings, capital, opener, line = self._table[rows].T
        return Pieced(self._pool, starts, counts, spellings, capital != 0, opener != 0, line != 0)

    def _learn(self, numbers: Sequence[int], texts: Sequence[str]) -> None:
        found = self._encode([text[:_READ] for text in texts], add_special_tokens=False)
        rows: list[tuple[int, int, int, bool, bool, bool]] = []
        pool: list[int] = []
        first = len(self._rows)
        for number, text, encoded in zip(numbers, texts, found, strict=True):
            if text.isspace():
                ids, kind, line = ([self.closing], 0, True) if "\n" in text or "\f" in text else ([], 0, False)
            else:
                ids, kind, line = encoded.ids[:MOST] or [self._unknown], spelling(text), False
            capital = kind >= 4 and text != "I"
            self._rows[number] = first + len(rows)
            rows.append((self._used + len(pool), len(ids), kind, capital, text.casefold() in self._openers, line))
            pool += ids
        self._table = _with_room(self._table, len(self._rows))
        self._table[first : len(self._rows)] = rows
        self._pool = _with_room(self._pool, self._used + len(pool))
        self._pool[self._used : self._used + len(pool)] = pool
        self._used += len(pool)


def _with_room(table: Ints, rows: int) -> Ints:
    """Return a table with its rows, and room for at least `rows`; it doubles, so that growing is cheap."""
    if rows <= len(table):
        return table
    grown = np.zeros((max(rows, 2 * len(table)), *table.shape[1:]), dtype=np.int64)
    grown[: len(table)] = table
    return grown
