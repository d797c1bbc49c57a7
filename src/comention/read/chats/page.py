"""Chats as web pages, as Telegram exports them."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from comention.read.chats import Chat, timed
from comention.read.html import parsed

_MARK = re.compile(r"<div class=\"(?:page_wrap|history)\"")
_TIME = re.compile(r"(\d{2}\.\d{2}\.\d{4} \d{2}:\d{2}):\d{2}")
_DATE = re.compile(r"\d{1,2} \w+ \d{4}")


def chat(markup: str) -> Chat | None:
    """Read a page as a chat, or return None if it is something else."""
    if len(_MARK.findall(markup)) < 2:
        return None
    from resiliparse.parse.html import HTMLTree

    body = HTMLTree.parse(markup.replace("\0", "")).body
    title = body.query_selector(".page_header .text") if body else None
    messages = timed(_said(body)) if body else []
    return Chat(_text(title) or None, "Telegram", messages) if messages else None


def _said(body: Any) -> Iterator[tuple[datetime | None, str, str]]:
    """Yield time, writer and text of messages; one without a name has the same writer as the one before it."""
    who = ""
    for node in body.query_selector_all(".message"):
        if "service" in node.class_list:
            said = _text(node.query_selector(".body"))
            if said and not _DATE.fullmatch(said):
                yield None, "", said
            continue
        stamp = node.query_selector(".date")
        forwarded = node.query_selector(".forwarded")
        names = [name for name in node.query_selector_all(".from_name") if not (forwarded and name.parent == forwarded)]
        who = _text(names[0]) if names else who
        text = _text(node.query_selector(".text"))
        if forwarded and text:
            origin = forwarded.query_selector(".from_name")
            text = f"Forwarded from {(origin.first_child.text or '').strip()}: {text}" if origin else text
        yield _time(stamp.getattr("title") or "") if stamp else None, who, text


def _time(written: str) -> datetime | None:
    found = _TIME.match(written)
    try:
        return datetime.strptime(found[1], "%d.%m.%Y %H:%M") if found else None
    except ValueError:
        return None


def _text(node: Any) -> str:
    return parsed(node.html)[0].strip() if node is not None else ""
