"""The options that readers get, and the items that they yield."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from typing import BinaryIO, NamedTuple

from comention.config import Fields, Limits
from comention.model import Document


class Status(StrEnum):
    """Why something was not read; `report.json` uses these words."""

    UNKNOWN = "unknown"  # no reader knows files of this kind
    CLOSED = "closed"  # it is inaccessible: gone, forbidden, a link out of the folder
    ENCRYPTED = "encrypted"  # it needs a password, or another one
    DAMAGED = "damaged"  # it is not what it claims to be, or broken
    TEXTLESS = "no text"  # it holds pictures of text, or nothing to read
    LARGE = "too large"  # it unpacks to more than the limits allow, or is nested deeper
    SLOW = "too slow"  # it takes longer than the limit allows
    CRASHED = "crashed"  # the reader crashed on it
    MISSING = "not installed"  # it needs a package or a program that is not installed
    DOUBLE = "double"  # it is a duplicate: the same file under another name
    STRAY = "stray bytes"  # it was read, except bytes or rows in it that are not text
    UNUSED = "not used"  # it was read, except a date that may be several days, or a field that is not there
    FOREIGN = "no model"  # it was read, but no installed model finds names in its language
    HIDDEN = "hidden"  # it is ignored unless it is named: a hidden, lock or system file


class Skipped(NamedTuple):
    """Something that was not read: a file, or a part of one (`news.jsonl:7`), and why.

    `documents` and `characters` are how much is lost, as far as known; no document is if only a part of it is lost.
    """

    where: str
    reason: str
    status: Status = Status.DAMAGED
    documents: int = 1
    characters: int = 0


def where_of(document: Document) -> str:
    """Return where a document was found: its id, with its file before it unless the id begins with that.

    >>> where_of(Document("7", "", file="b.csv")), where_of(Document("b.csv:2", "", file="b.csv"))
    ('b.csv:7', 'b.csv:2')
    """
    file = document.file
    return document.id if file is None or document.id.startswith(file) else f"{file}:{document.id}"


def left_out(where: str, characters: int) -> Iterator[Skipped]:
    """Report how many characters were left out because they are not text, if any."""
    if characters:
        many = f"{characters} characters that are no text were" if characters > 1 else "a character that is no text was"
        yield Skipped(where, f"{many} left out", Status.STRAY, documents=0, characters=characters)


@contextmanager
def at_start(file: BinaryIO) -> Iterator[None]:
    """Read a file from its beginning, in the middle of reading it."""
    place = file.tell()
    file.seek(0)
    try:
        yield
    finally:
        file.seek(place)


NOBODY: Mapping[str, str] = {}


class Part(NamedTuple):
    """A file inside a file, such as a member of an archive or an attachment: its id (`where`), its name, and its bytes.

    `packed` is its compressed size in the file around it, None if unknown. `people` are those of `How` for it. An
    `ornament`, such as a logo, is not reported if it cannot be read.
    """

    where: str
    name: str
    file: BinaryIO
    packed: int | None = None
    people: Mapping[str, str] = NOBODY
    ornament: bool = False


class Working(NamedTuple):
    """A reader is at this place of a file, such as a page; from here on, it may take its time once more."""

    where: str


class How(NamedTuple):
    """The options for reading.

    `people` are the names of those who write in chats, by the ids that stand there; `recognize` is whether pictures of
    text are recognized, `language` that of those.
    """

    fields: Fields = Fields()
    limits: Limits = Limits()
    password: str | None = None
    date_format: str | None = None
    people: Mapping[str, str] = NOBODY
    recognize: bool = True
    language: str = "en"


TOTAL = 60
"""Times what a document may take that a whole input may take, and as many more for the pages of each file in it."""


class UnreadError(Exception):
    """A reader gives up on a file, for a reason of one line."""

    def __init__(self, reason: str, status: Status = Status.DAMAGED, characters: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.status, self.characters = reason, status, characters

    def skipped(self, where: str) -> Skipped:
        """Return this as an item."""
        return Skipped(where, self.reason, self.status, characters=self.characters)


class ExhaustedError(UnreadError):
    """The size limit of an input is reached: nothing more of it is read."""

    def __init__(self, limit: int | None) -> None:
        """`limit` is in MB; None if the file unpacks to more than its size makes plausible."""
        super().__init__(TOO_DENSE if limit is None else f"unpacks to more than {limit} MB: {_ALLOW}", Status.LARGE)


def too_slow(took: str) -> str:
    """Return the reason for a file that takes longer than this."""
    return f"takes longer than {took}: allow more with --time-limit"


_ALLOW = "allow more with --size-limit"
_FREE = 16 * 2**20  # bytes to which anything may unpack
_RATIO = 100  # times its size that a text may unpack to beyond that
TOO_DENSE = f"unpacks to more than {_RATIO} times its size, which no text does: unpack it first to have it read"


def plausible(packed: float) -> float:
    """Return to how many bytes a compressed file of this size may plausibly unpack."""
    return max(_FREE, _RATIO * packed)
