"""Read a text file as one document, unless it is a chat: detect its encoding and parse its front matter."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from comention.model import Document
from comention.read.chats import documents
from comention.read.chats.written import chat
from comention.read.dates import Dates, named_date
from comention.read.encodings import Decoded, decoded, tidy
from comention.read.items import How, Skipped, UnreadError, left_out
from comention.read.letters import saved
from comention.read.lines import printed

APART = " | "
"""Separates texts that were divided by binary data, such as the fields of a record; no name crosses it."""

_PAIR = re.compile(r"([A-Za-z][\w .-]*):(?:[ \t]+(.*))?")
_CONTINUED = re.compile(r"\s*(?:#.*)?|[ \t]+.*|- .*")  # blank, a comment, or more of the value above


def read_plain(file: BinaryIO, name: str, how: How) -> Iterator[Document | Skipped]:
    """Yield the file as a document, or a chat as one for each day.

    Title, date and source are those of its front matter, or of a mail's head. Without a date there, one in the file's
    name counts.
    """
    found = text_of(file, APART)
    text, dates = tidy(found.text), Dates(how.date_format)
    if talk := chat(text, name):
        yield from documents(talk, name)
    else:
        yield saved(name, text) or _document(name, text, dates)
    yield from dates.unused(name)
    yield from left_out(name, found.lost)


def _document(name: str, text: str, dates: Dates) -> Document:
    facts, text = front_matter(text)
    return Document(
        name,
        printed(text),
        title=facts.get("title") or None,
        date=dates.read(facts.get("date"), name) or named_date(name),
        source=facts.get("source") or None,
        author=facts.get("author") or None,
    )


def text_of(file: BinaryIO, apart: str = " ") -> Decoded:
    """Decode a file, or raise UnreadError."""
    try:
        return decoded(file.read(), apart=apart)
    except UnicodeError as error:
        raise UnreadError(str(error)) from error


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """Split off a block of `key: value` lines between two `---` at the start of a text, if it has one.

    >>> front_matter("---\\ntitle: A visit\\n---\\n\\nThey met.")
    ({'title': 'A visit'}, 'They met.')
    """
    facts: dict[str, str] = {}
    if not text.startswith("---\n"):
        return facts, text
    place = 4
    while place < len(text):
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        line = text[place:end].rstrip()
        place = end + 1
        if line in ("---", "..."):
            return (facts, text[place:].lstrip("\n")) if facts else ({}, text)
        if pair := _PAIR.fullmatch(line):
            facts[pair[1].lower()] = _unquoted(pair[2] or "")
        elif not facts or not _CONTINUED.fullmatch(line):
            break
    return {}, text


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
