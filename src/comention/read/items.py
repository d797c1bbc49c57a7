"""What readers are told, and what they give: documents, files inside files, and what could not be read and why."""

from collections.abc import Iterator
from enum import StrEnum
from typing import BinaryIO, NamedTuple

from comention.config import Fields, Limits
from comention.model import Document


class Status(StrEnum):
    """Why something was not read; these words stand in `report.json`."""

    UNKNOWN = "unknown"  # no reader knows files of this kind
    CLOSED = "closed"  # it cannot be opened: gone, forbidden, a link out of the folder
    ENCRYPTED = "encrypted"  # it needs a password, or another one
    DAMAGED = "damaged"  # it is not what it claims to be, or broken
    TEXTLESS = "no text"  # it holds pictures of text, or nothing to read
    LARGE = "too large"  # it unpacks to more than the limits allow, or is nested deeper
    SLOW = "too slow"  # it takes longer than the limit allows
    CRASHED = "crashed"  # the reader crashed on it
    MISSING = "not installed"  # it needs a package that is not there
    DOUBLE = "double"  # it was read before, under another name
    STRAY = "stray bytes"  # it was read, without bytes or rows in it that are no text
    HIDDEN = "hidden"  # it is passed over unless it is named: hidden, a lock, or what a system leaves behind


class Skipped(NamedTuple):
    """Something that was not read: a file, or a part of one (`news.jsonl:7`), and why.

    So many `documents` are lost by it, as far as that can be told: none where only something inside one is; and so many
    `characters` of text, as far as anybody has seen them.
    """

    where: str
    reason: str
    status: Status = Status.DAMAGED
    documents: int = 1
    characters: int = 0


def where_of(document: Document) -> str:
    """Tell where a document was found: its id, behind its file where that does not begin it.

    >>> where_of(Document("7", "", file="b.csv")), where_of(Document("b.csv:2", "", file="b.csv"))
    ('b.csv:7', 'b.csv:2')
    """
    file = document.file
    return document.id if file is None or document.id.startswith(file) else f"{file}:{document.id}"


def left_out(where: str, characters: int) -> Iterator[Skipped]:
    """Say how many characters of what was read are no text, if there are any."""
    if characters:
        many = f"{characters} characters that are no text were" if characters > 1 else "a character that is no text was"
        yield Skipped(where, f"{many} left out", Status.STRAY, documents=0, characters=characters)


class Part(NamedTuple):
    """A file inside a file, as a member of an archive or an attachment: `where` it is, its own name, and its bytes.

    `packed` is how many bytes of the file around it stand for it, None if that may be all of them.
    """

    where: str
    name: str
    file: BinaryIO
    packed: int | None = None


class How(NamedTuple):
    """What a user said about reading."""

    fields: Fields = Fields()
    limits: Limits = Limits()
    password: str | None = None


class UnreadError(Exception):
    """A reader gives up on a file: the reason is one line, the status one of a few words."""

    def __init__(self, reason: str, status: Status = Status.DAMAGED, characters: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.status, self.characters = reason, status, characters

    def skipped(self, where: str) -> Skipped:
        """Say the same of a place."""
        return Skipped(where, self.reason, self.status, characters=self.characters)


class ExhaustedError(UnreadError):
    """All that an input may unpack to is used up: nothing more is read of it."""

    def __init__(self, limit: int | None) -> None:
        """Say which limit is reached: so many MB, or what so small a file can hold."""
        super().__init__(TOO_DENSE if limit is None else f"unpacks to more than {limit} MB: {_ALLOW}", Status.LARGE)


_ALLOW = "allow more with --size-limit"
_FREE = 16 * 2**20  # bytes that anything may unpack to
_RATIO = 100  # times its size that a text may unpack to beyond that
TOO_DENSE = f"unpacks to more than {_RATIO} times its size, which no text does: unpack it first to have it read"


def plausible(packed: float) -> float:
    """How many bytes so many packed ones may come to."""
    return max(_FREE, _RATIO * packed)
