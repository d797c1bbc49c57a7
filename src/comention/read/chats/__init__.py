"""Chats: messages, and the documents that they are cut into, one for each day.

A message is a paragraph, which begins with who wrote it and when: "Ann Lee (15:04): See you at ten."
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from comention.model import Document
from comention.read.encodings import tidy
from comention.text.heads import in_order

_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_AROUND = re.compile(r"^[^\w+(]+|[^\w.)'’]+$")
_LEFT_OUT = re.compile(r"<(?=[^\W\d_][^<>\n ]{0,30}[: ])[^<>\n]{3,200}>")
_EMPTY = re.compile(
    r"(?:.{1,120} \(file attached\)|(?:image|video|audio|gif|sticker|document|contact card) omitted|null"
    r"|(?:this message was deleted|you deleted this message)\.?)",
    re.I,
)
_NOTICE = re.compile(r"end-to-end|ende-zu-ende|extremo a extremo|bout en bout|ponta a ponta|security code", re.I)
_NAME = 200  # characters of a name
_OF_PROGRAM = re.compile(r"WhatsApp|\bTap\b|\bTippe")


class Message(NamedTuple):
    """What somebody wrote, and when; without a name, it is a notice ("Ann Lee added Bob Ray")."""

    time: datetime
    who: str
    text: str


class Chat(NamedTuple):
    """The messages of a group, a channel or two people; `source` is the program that it comes from, if known."""

    title: str | None
    source: str | None
    messages: list[Message]


def timed(said: Iterable[tuple[datetime | None, str, str]]) -> list[Message]:
    """Return messages of times, names and texts; one without a time was written with the one before it, or behind it.

    There are none if no time is known.
    """
    given = list(said)
    last = next((time for time, *_ in given if time), None)
    messages: list[Message] = []
    for time, who, text in given:
        last = time or last
        messages += [Message(last, who, text)] if last else []
    return messages


def documents(chat: Chat, where: str) -> Iterator[Document]:
    """Yield a document for each day of a chat, in order."""
    days: dict[date, list[Message]] = {}
    for message in chat.messages:
        days.setdefault(message.time.date(), []).append(message)
    for day in sorted(days):
        yield on_one_day(chat._replace(messages=days[day]), f"{where}/{day.isoformat()}", day.isoformat())


def on_one_day(chat: Chat, where: str, day: str | None) -> Document:
    """Make one document of all messages of a chat."""
    text = "\n\n".join(_written(chat.messages))
    return Document(where, tidy(text), title=chat.title, date=day, source=chat.source)


def _written(messages: Iterable[Message]) -> Iterator[str]:
    """Yield messages as they stand in documents, without those that have no words of anybody's own."""
    for time, said_by, said in messages:
        who, text = speaker(said_by), _LEFT_OUT.sub("", said).strip()
        if not text or _EMPTY.fullmatch(text) or (_NOTICE.search(text) and (not who or _OF_PROGRAM.search(text))):
            continue
        clock = f"{time:%H:%M}"
        if who and not text.startswith(f"{who} "):
            yield f"{who} ({clock}): {text}"
        else:  # a notice, which some programs put down to somebody
            yield f"{text} ({clock})"


def speaker(name: str) -> str:
    """Return the name of somebody who writes, without signs around it, and in the usual order.

    >>> speaker("~ Lee, Ann (Guest) 🌻"), speaker("+47 412 34 567")
    ('Ann Lee', '+47 412 34 567')
    """
    name = _AROUND.sub("", " ".join(tidy(name[:_NAME]).split()))
    return in_order(_AROUND.sub("", _ASIDE.sub("", name)) or name)
