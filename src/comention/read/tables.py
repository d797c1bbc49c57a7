"""Read comma- or tab-separated values: a document per row, or the table as a text if it has no column of texts."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import count, islice
from typing import BinaryIO, NamedTuple

from comention.config import Fields
from comention.model import Document
from comention.read.blocks import paragraphs, row
from comention.read.dates import named_date
from comention.read.encodings import pieces, tidy
from comention.read.items import How, Skipped, Status, UnreadError, at_start, left_out
from comention.read.records import Records

_DELIMITERS = ",;\t|^~¦:"
_SHOWN = "\ue000"  # represents a control character as delimiter
_CONTROLS = "\x01\x1f"
_USUAL = 4  # of the delimiters are for any table, the others only for one with a column of texts
_HEAD = 20  # lines among which the header is
_LOOK = 4096  # bytes that tell whether control characters part the cells
_CELL = 16 * 2**20  # characters of a cell
_ROWS = 5000  # rows of a table that make a document
_SURE = 50  # lines like rows that are none of a quoted cell
_SEPARATOR = re.compile(r'\s*"?sep=(\\t|.)"?[;,\t]*\s*', re.IGNORECASE)


class _Form(NamedTuple):
    """The dialect of a table: the delimiters of its header and of its rows, and the number of columns."""

    delimiter: str
    width: int = 0


def read_table(file: BinaryIO, name: str, how: How) -> Iterator[Document | Skipped]:
    """Yield a document per row if there is a column of texts, else one for the whole table."""
    csv.field_size_limit(_CELL)
    lost = Counter[str]()
    lines = _Lines(_decoded(file, lost))
    said = _SEPARATOR.fullmatch(lines.ahead(1)[0].rstrip("\n")) if lines.ahead(1) else None
    if said:
        lines.take()
    chosen = said and ("\t" if said[1] == "\\t" else said[1])
    head = lines.ahead(_HEAD)
    place, delimiter = _header(head, how.fields.text, chosen or _told(name))
    if place is None:
        if how.fields.text != Fields().text:
            line = next((line for line in head if line.strip()), "")
            raise lacking(how.fields.text, columns_of(_names(line, chosen or _delimiter(head, name))))
        yield from _whole(lines, name, _Form(chosen or _delimiter(head, name)))
    else:
        before = "".join(lines.take() for _ in range(place)).strip()
        if before:
            reason = "the lines before the header of the table are not read"
            yield Skipped(name, reason, Status.STRAY, documents=0, characters=len(before))
        header = _cells(lines.take(), delimiter)
        form = _Form(_of_rows(lines.ahead(_HEAD), delimiter, len(header)), len(header))
        again = partial(_again, file, bool(said) + place + 1, form)
        yield from records_of(header, _rows(lines, form), name, how, place + 2, form.delimiter, again=again)
    yield from left_out(name, lost["lost"])


def _again(file: BinaryIO, begun: int, form: _Form) -> Iterator[list[str] | str]:
    """Yield the rows of a file once more, from behind its first lines."""
    with at_start(file):
        lines = _Lines(_decoded(file, Counter()))
        for _ in range(begun):
            lines.take()
        yield from _rows(lines, form)


def _whole(lines: "_Lines", name: str, form: _Form) -> Iterator[Document | Skipped]:
    """Yield a document per few thousand rows of a table without a column of texts."""
    rows = _rows(lines, form)
    for start in count(1, _ROWS):
        block: list[list[str]] = []
        for number, cells in enumerate(islice(rows, _ROWS), start):
            if isinstance(cells, str):
                yield Skipped(f"{name}:{number}", cells, documents=0)
                cells = []
            block.append(cells)
        if block or start == 1:
            where = name if start == 1 else f"{name}:{start}"
            yield Document(where, paragraphs(map(row, block)), date=named_date(name))
        if len(block) < _ROWS:
            return


def columns_of(header: Sequence[str]) -> list[str]:
    """The names of the columns."""
    return [cell.strip() for cell in header]


def records_of(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    name: str,
    how: How,
    first: int = 2,
    delimiter: str = " ",
    *,
    again: Callable[[], Iterable[Sequence[str]]],
) -> Iterator[Document | Skipped]:
    """Yield a document per row that is not empty; rows are numbered as in spreadsheets.

    A row that is a text says why it could not be read. `again` yields the rows once more.
    """
    columns, fields = columns_of(header), how.fields

    def recorded() -> Iterator[dict[str, str]]:
        complete = (
            cells for cells in again() if not isinstance(cells, str) and len(cells) > columns.index(fields.text)
        )
        return (_record(columns, cells, fields.text, delimiter) for cells in complete)

    made = Records(how, recorded)
    for number, cells in enumerate(rows, first):
        where = f"{name}:{number}"
        if isinstance(cells, str):
            yield Skipped(where, cells)
        elif any(cells):
            if len(cells) <= columns.index(fields.text):
                there = f"the row has {len(cells)} of {len(columns)} cells"
                yield Skipped(where, f"no text in the column {fields.text!r}: {there}", characters=sum(map(len, cells)))
                continue
            try:
                yield made.document(_record(columns, cells, fields.text, delimiter), where)
            except ValueError as error:
                yield Skipped(where, str(error))
    yield from made.unused(name)


def _record(columns: Sequence[str], cells: Sequence[str], text: str, delimiter: str) -> dict[str, str]:
    """Assign cells to columns; surplus cells belong to the text, which contained unquoted delimiters.

    Of two columns of a name the first that says something counts, but all of their texts.
    """
    place = columns.index(text)
    more = len(cells) - len(columns)
    inside = cells[place + 1 : place + 1 + more] if more > 0 else []
    if more > 0 and (place + 1 == len(columns) or all(cell.startswith(" ") for cell in inside)):
        cells = [*cells[:place], delimiter.join(cells[place : place + 1 + more]), *cells[place + 1 + more :]]
    record: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column == text and record.get(text) and cell:
            record[text] += f"\n\n{cell}"
        elif not record.get(column):
            record[column] = cell
    if left := row(cells[len(columns) :]):
        record[text] = f"{record[text]}\n\n{left}"
    return record


def _decoded(file: BinaryIO, lost: Counter[str]) -> Iterator[str]:
    """Yield the lines of a file, decoded in pieces."""
    head = file.read(_LOOK).split(b"\n")[0]
    file.seek(0)
    sign = next((sign for sign in _CONTROLS if sign.encode() in head and b"\0" not in head), "")
    try:
        for piece in pieces(file, kept=sign):
            lost["lost"] += piece.lost
            text = tidy(piece.text.replace(sign, _SHOWN) if sign else piece.text)
            yield from (f"{line}\n" for line in text.removesuffix("\n").split("\n"))
    except UnicodeError as error:
        raise UnreadError(str(error)) from error


class _Lines:
    """Lines with lookahead."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._held: list[str] = []

    def ahead(self, many: int) -> list[str]:
        """Return the next lines without consuming them."""
        self._held += islice(self._lines, max(0, many - len(self._held)))
        return self._held[:many]

    def take(self) -> str:
        """Return the next line; empty at the end."""
        return self._held.pop(0) if self._held else next(self._lines, "")

    def give_back(self, lines: list[str]) -> None:
        """Push consumed lines back."""
        self._held[:0] = lines


def _rows(lines: _Lines, form: _Form) -> Iterator[list[str] | str]:
    """Yield the cells of each row, or why it cannot be read. Blank lines are rows without cells."""
    while first := lines.take():
        taken = [first]
        if _is_open(first, form):
            taken += _rest(lines, first, form)
        text = "".join(taken)
        literal = len(taken) == 1 and _is_open(first, form)
        try:
            yield _cells(text, form.delimiter, literal=literal)
        except csv.Error as error:
            yield f"not a row that can be read: {error}"


def _rest(lines: _Lines, first: str, form: _Form) -> list[str]:
    """Take the lines over which a quoted cell continues; none if the quote does not open a cell."""
    like_a_row = bool(form.width) and len(_cells(first, form.delimiter, literal=True)) == form.width
    taken: list[str] = []
    size = len(first)
    rows = 0
    while line := lines.take():
        taken.append(line)
        size += len(line)
        rows += line.count(form.delimiter) + 1 == form.width
        if like_a_row and (rows == len(taken) >= _SURE or _opens_another(line, form)):
            break
        if line.count('"') % 2:
            return taken
        if size > _CELL:
            break
    else:
        if not (like_a_row and rows * 2 >= len(taken)):  # the file is cut off in a cell
            return taken
    lines.give_back(taken)
    return []


def _is_open(text: str, form: _Form) -> bool:
    """Whether a cell begins with a quote and does not end with one."""
    if text.count('"') % 2 == 0:
        return False
    sign = re.escape(form.delimiter)
    rest = re.sub(f'(?:(?<=^)|(?<={sign})) *"(?:[^"]|"")*"(?= *(?:{sign}|\\n|$))', "", text)
    return bool(re.search(f'(?:^|{sign}) *"', rest))


def _opens_another(line: str, form: _Form) -> bool:
    """Whether a quote in a line opens a cell, although the previous one is not closed."""
    sign = re.escape(form.delimiter)
    closing = line.find('"')
    return (
        closing >= 0
        and bool(re.match(f'[^"]*(?:^|{sign}) *"[^"\\n]', line))
        and not re.match(f'[^"]*" *(?:{sign}|\\n)', line)
    )


def _cells(text: str, delimiter: str, *, literal: bool = False) -> list[str]:
    if literal:
        cells = text.rstrip("\n").split(delimiter)
        return [cell.strip().removeprefix('"') if cell.count('"') == 1 else cell for cell in cells]
    return next(csv.reader(io.StringIO(text.removesuffix("\n"), newline=""), delimiter=delimiter), [])


def _told(name: str) -> str:
    return "\t" if name.lower().endswith((".tsv", ".tab")) else ""


def _header(head: Sequence[str], text: str, first: str) -> tuple[int | None, str]:
    """Find the header line that names a column of texts, and its delimiter."""
    signs = list(dict.fromkeys([*first, *_DELIMITERS, _SHOWN]))
    for place, line in enumerate(head):
        found = [(len(cells), sign) for sign in signs if text in columns_of(cells := _names(line, sign))]
        if found:
            most = max(width for width, _ in found)
            sign = next(sign for width, sign in found if width == most)
            if most > 1 or not any(map(str.strip, head[:place])):
                return place, sign
    return None, ""


def _names(line: str, sign: str) -> list[str]:
    try:
        return _cells(line, sign)
    except csv.Error:
        return []


def _of_rows(head: Sequence[str], delimiter: str, width: int) -> str:
    """Find the delimiter of the rows, which may differ from that of the header."""
    lines = [line for line in head if line.strip()]
    if width < 2 or not lines or any(_is_open(line, _Form(delimiter, width)) for line in lines):
        return delimiter
    signs = (delimiter, *_DELIMITERS.replace(":", ""), _SHOWN)  # colons are too usual in texts
    return next((sign for sign in signs if all(len(_names(line, sign)) == width for line in lines)), delimiter)


def _delimiter(head: Sequence[str], name: str) -> str:
    """Find the delimiter of a table without texts: the most frequent one in the first line, outside quotes."""
    if told := _told(name):
        return told
    line = next((line for line in head if line.strip()), "")
    first = "".join(line.split('"')[::2])
    usual = max(_DELIMITERS[:_USUAL], key=first.count)
    return usual if usual in first else next((sign for sign in (_SHOWN, *"^~¦") if sign in first), usual)


def lacking(text: str, columns: Iterable[str]) -> UnreadError:
    """Return the error for a table without the column of texts that a user named, with the columns there are."""
    there = ", ".join(sorted(filter(None, columns))[:10]) or "none"
    return UnreadError(f"no column {text!r}; the table has {there}: choose with --text-field")
