"""Read mail: a line with sender and recipients, then the text; attachments are files of their own."""

import email
import email.policy
import io
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses
from typing import BinaryIO

from comention.model import Document
from comention.read.archives import Names
from comention.read.encodings import Decoded, decode, decoded, tidy
from comention.read.items import How, Part, Skipped, Status, UnreadError, left_out
from comention.read.letters import letter, person, sent
from comention.text.heads import PEOPLE, Field, people

_TEXTS = frozenset({"text/plain", "text/html", "text/enriched"})
_SUFFIXES = {"message/rfc822": ".eml", "text/html": ".html", "text/plain": ".txt", "text/calendar": ".txt"}


def read_mail(file: BinaryIO, where: str, _how: How) -> Iterator[Document | Skipped | Part]:
    """Yield a message as a document, then its attachments."""
    message = email.message_from_bytes(file.read(), policy=email.policy.compat32)
    yield from _message(message, where)


def read_mhtml(file: BinaryIO, where: str, how: How) -> Iterator[Document | Skipped | Part]:
    """Yield the page in a web archive."""
    from comention.read.html import page

    message = email.message_from_bytes(file.read(), policy=email.policy.compat32)
    for part in _leaves(message):
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            yield from page(_content(part), where, how, charset=_charset(part))
            return
    raise UnreadError("there is no page in this web archive", Status.TEXTLESS)


def _message(message: Message, where: str) -> Iterator[Document | Skipped | Part]:
    if not message.keys():
        raise UnreadError("no mail: it has no headers")
    names = Names(where)
    body, attached = _sorted(message)
    texts = []
    for part in body:
        try:
            found = _text(part)
        except UnicodeError as error:
            yield Skipped(where, f"a part of the message {error}", Status.DAMAGED, documents=0)
        else:
            texts.append(found.text)
            yield from left_out(where, found.lost)
    yield letter(
        where,
        "\n\n".join(texts),
        people={name: _people(message, name) for name in PEOPLE},
        subject=_header(message, "Subject"),
        date=sent(str(message.get("Date") or message.get("Sent"))),
    )
    for part in attached:
        name = part.get_filename() or ""
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            content = inner[0].as_bytes() if isinstance(inner, list) and inner else b""  # type: ignore[union-attr]
        else:
            content = _content(part)
        name = tidy(_decoded(name)) or f"attachment{_SUFFIXES.get(part.get_content_type(), '')}"
        inline = part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment"
        yield Part(names.where(name), name, io.BytesIO(content), ornament=inline)


def _sorted(message: Message) -> tuple[list[Message], list[Message]]:
    """Separate the parts that are the text of a message from its attachments."""
    body: list[Message] = []
    attached: list[Message] = []
    waiting = [message]
    while waiting:
        part = waiting.pop()
        kind = part.get_content_type()
        payload = part.get_payload()
        if isinstance(payload, list) and kind != "message/rfc822":
            inside: list[Message] = [inner for inner in payload if isinstance(inner, Message)]
            if kind == "multipart/alternative" and (chosen := _plainest(inside)):
                inside = [chosen]
            waiting += reversed(inside)
        elif kind in _TEXTS and part.get_content_disposition() != "attachment" and not part.get_filename():
            body.append(part)
        elif kind not in ("application/pgp-signature", "application/pkcs7-signature"):
            attached.append(part)
    return body, attached


def _plainest(parts: list[Message]) -> Message | None:
    """Choose among alternatives: plain text if there is some, else a web page."""
    for part in parts:
        if part.get_content_type() == "text/plain" and _content(part).strip():
            return part
    return parts[-1] if parts else None


def _leaves(message: Message) -> Iterator[Message]:
    waiting = [message]
    while waiting:
        part = waiting.pop()
        payload = part.get_payload()
        if isinstance(payload, list):
            waiting += [inner for inner in reversed(payload) if isinstance(inner, Message)]
        else:
            yield part


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except (LookupError, UnicodeError):
        return None


def _text(part: Message) -> Decoded:
    if part.get_content_type() == "text/html":
        from comention.read.html import markup_of, parsed

        found = markup_of(_content(part), _charset(part))
        return Decoded(parsed(found.text)[0], found.lost)
    found = decoded(_content(part), _charset(part))
    return Decoded(tidy(found.text), found.lost)


def _header(message: Message, name: str) -> str | None:
    value = message.get(name)
    return " ".join(tidy(_decoded(str(value))).split()) or None if value is not None else None


def _decoded(value: str) -> str:
    """Decode the encoded words of a header (RFC 2047), and text that was put there raw."""
    pieces = []
    for content, charset in decode_header(value):
        if isinstance(content, str):
            pieces.append(_raw(content))
        else:
            try:
                pieces.append(decode(content, charset))
            except UnicodeError:
                pieces.append(content.decode("latin-1"))
    return "".join(pieces)


def _raw(value: str) -> str:
    """Decode raw non-ASCII bytes in a header, whose encoding is not declared."""
    try:
        return decode(value.encode("utf-8", "surrogateescape"))
    except UnicodeError:
        return value.encode("utf-8", "replace").decode("utf-8")


def _people(message: Message, name: str) -> list[str]:
    values = [_raw(str(value)) for value in message.get_all(name, [])]
    bare = [value for value in values if "@" not in value]  # names alone, which Outlook parts by semicolons
    try:
        pairs = _addresses([value for value in values if value not in bare])
    except RecursionError:  # brackets in brackets
        return []
    found = [person(_decoded(said), address) for said, address in pairs]
    found += (one.name for value in map(_decoded, bare) for one in people(value, Field(name, 0, len(value))))
    return list(dict.fromkeys(filter(None, found)))


def _addresses(values: list[str]) -> list[tuple[str, str]]:
    try:
        return getaddresses(values, strict=False)  # type: ignore[call-arg,unused-ignore]
    except TypeError:  # older Pythons are never strict
        return getaddresses(values)
