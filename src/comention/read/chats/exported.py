"""Chats as JSON: what Telegram and Teams export."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from comention.read.chats import Chat, Message, timed

Record = Mapping[str, Any]


def chats(content: object) -> list[Chat]:
    """Return the chats in a JSON value; none if it is something else."""
    return [
        chat for shape in (_telegram, _conversations, _channel_messages) for chat in shape(content) if chat.messages
    ]


def _telegram(content: object) -> Iterator[Chat]:
    """Yield what Telegram exports, of one chat or of all."""
    if not isinstance(content, dict):
        return
    for several in ("chats", "left_chats"):
        if isinstance(listed := content.get(several), dict):
            for one in _records(listed.get("list")):
                yield from _telegram(one)
    messages = list(_records(content.get("messages")))
    if "type" not in content or not all("date" in message and "type" in message for message in messages):
        return
    name = _text(content.get("name"))
    is_channel = "channel" in str(content["type"])  # what is written there, no person says
    yield Chat(name or None, "Telegram", _read(messages, lambda one: _telegram_message(one, is_channel)))


def _telegram_message(message: Record, is_channel: bool) -> tuple[object, str, str]:
    said = message.get("text")
    text = "".join(_telegram_text(said))
    if message.get("type") == "service":
        return message["date"], "", _telegram_notice(message)
    if forwarded := _text(message.get("forwarded_from")):
        text = f"Forwarded from {forwarded}: {text}" if text else ""
    return message["date"], "" if is_channel else _text(message.get("from")), text


def _telegram_text(said: object) -> Iterator[str]:
    """Yield the pieces of a text: it is whole, or a list of pieces, some of them with their kind."""
    for piece in said if isinstance(said, list) else [said]:
        yield _text(piece.get("text") if isinstance(piece, dict) else piece)


def _telegram_notice(message: Record) -> str:
    """Say who did something to whom; other notices name nobody."""
    actor, members = _text(message.get("actor")), message.get("members")
    if not actor or not isinstance(members, list):
        return ""
    verb = "removed" if "remove" in str(message.get("action")) else "added"
    others = ", ".join(name for member in members if (name := _text(member)) and name != actor)
    return f"{actor} {verb} {others}" if others else ""


def _conversations(content: object) -> Iterator[Chat]:
    """Yield what Teams and Skype export of a person's own account."""
    if not isinstance(content, dict):
        return
    for one in _records(content.get("conversations")):
        messages = [message for message in _records(one.get("MessageList")) if _is_said(message)]
        yield Chat(_text(one.get("displayName")) or None, "Teams", _read(messages, _conversed))


def _is_said(message: Record) -> bool:
    return str(message.get("messagetype", "Text")).startswith(("Text", "RichText"))


def _conversed(message: Record) -> tuple[object, str, str]:
    who = _text(message.get("displayName")) or _text(message.get("from")).rpartition(":")[2]
    return message.get("originalarrivaltime"), who, _unmarked(_text(message.get("content")))


def _channel_messages(content: object) -> Iterator[Chat]:
    """Yield what the interface of Teams gives, as programs store it."""
    listed = content.get("value") if isinstance(content, dict) else content
    messages = list(_records(listed))
    if messages and all("createdDateTime" in one and isinstance(one.get("body"), dict) for one in messages):
        yield Chat(None, "Teams", sorted(_read(messages, _posted)))


def _posted(message: Record) -> tuple[object, str, str]:
    sender = message.get("from")
    user = sender.get("user") if isinstance(sender, dict) else None
    body = _text(message["body"].get("content"))
    text = _unmarked(body) if message["body"].get("contentType") == "html" else body
    return message["createdDateTime"], _text(user.get("displayName")) if isinstance(user, dict) else "", text


def _read(messages: list[Record], facts: Callable[[Record], tuple[object, str, str]]) -> list[Message]:
    """Return the messages that have a text."""
    said = [facts(message) for message in messages]
    return timed((_time(time), who, text) for time, who, text in said if text.strip())


def _time(written: object) -> datetime | None:
    try:
        return datetime.fromisoformat(_text(written)).replace(tzinfo=None)
    except ValueError:
        return None


def _unmarked(text: str) -> str:
    """Return the text of a message that is written as a web page."""
    if "<" not in text and "&" not in text:
        return text
    from comention.read.html import parsed

    return parsed(f"<div>{text}</div>")[0]


def _records(value: object) -> Iterator[Record]:
    """Yield the objects in a list."""
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict):
            yield one


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
