"""Put the texts on a picture of a page into reading order: column after column, the pieces of a row in one line."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from comention.read.lines import Line

_ROW = 0.3  # of its height, up and down from its middle: what overlaps there is in one row
_GUTTER = 0.6  # of the usual height: a gap through all rows that parts columns
_CELL = 1.5  # of the usual height: a gap in a row that parts cells
_ROWS = 3  # rows that one of the columns has at least,
_PROSE = 18  # and characters of the usual line of each; what is shorter is a table, whose rows are read
_ALIKE = 1.3  # between two heights of one size of type: some words have no long letters


class Piece(NamedTuple):
    """A text on a picture: from left to right, its middle down the picture, and its height, in one unit."""

    text: str
    left: float
    right: float
    place: float
    size: float


def in_order(pieces: Sequence[Piece]) -> list[Line]:
    """Return the lines of a page as they are read."""
    if not pieces:
        return []
    usual = median(piece.size for piece in pieces)
    even = [one._replace(size=usual) if usual / _ALIKE < one.size < usual * _ALIKE else one for one in pieces]
    return list(_read(even, usual))


def _read(pieces: Sequence[Piece], usual: float) -> Iterator[Line]:
    """Yield the lines of a stretch of a page."""
    for band in _bands(_rows(pieces), usual):
        columns = _columns([piece for row in band for piece in row], usual)
        if len(columns) > 1 and _are_prose(columns):
            for column in columns:
                yield from _read(column, usual)
        else:
            yield from (_line(row, usual) for row in band)


def _rows(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield what stands side by side, from top to bottom."""
    row: list[Piece] = []
    bottom = 0.0
    for piece in sorted(pieces, key=lambda piece: piece.place - _ROW * piece.size):
        if row and piece.place - _ROW * piece.size >= bottom:
            yield row
            row = []
        bottom = max(bottom, piece.place + _ROW * piece.size) if row else piece.place + _ROW * piece.size
        row.append(piece)
    if row:
        yield row


def _bands(rows: Iterator[list[Piece]], usual: float) -> Iterator[list[list[Piece]]]:
    """Yield rows that have the same columns, or none, together."""
    band: list[list[Piece]] = []
    parted = False
    for row in rows:
        within = [*(piece for other in band for piece in other), *row]
        if band and (len(_columns(within if parted else row, usual)) > 1) != parted:
            yield band
            band, within = [], row
        parted = len(_columns(within, usual)) > 1
        band.append(row)
    if band:
        yield band


def _columns(pieces: Sequence[Piece], usual: float) -> list[list[Piece]]:
    """Part pieces where a gap goes through all of them, from left to right."""
    columns: list[list[Piece]] = []
    right = 0.0
    for piece in sorted(pieces, key=lambda piece: piece.left):
        if columns and piece.left - right < _GUTTER * usual:
            columns[-1].append(piece)
            right = max(right, piece.right)
        else:
            columns.append([piece])
            right = piece.right
    return columns


def _are_prose(columns: Sequence[Sequence[Piece]]) -> bool:
    long = all(median(len(piece.text) for piece in column) >= _PROSE for column in columns)
    return long and max(map(len, columns)) >= _ROWS


def _line(row: Sequence[Piece], usual: float) -> Line:
    """Join the pieces of a row; between cells of a table stands what stands there in other formats."""
    ordered = sorted(row, key=lambda piece: piece.left)
    text = ordered[0].text
    for one, other in pairwise(ordered):
        text += (" | " if other.left - one.right > _CELL * usual else " ") + other.text
    return Line(text, sum(piece.place for piece in row) / len(row), max(piece.size for piece in row))
