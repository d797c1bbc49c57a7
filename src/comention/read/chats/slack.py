"""What Slack exports: a folder or archive with lists of users and channels, and a file for each channel and day."""

import html
import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from comention.model import Document
from comention.read.chats import Chat, on_one_day, timed
from comention.read.dates import named_date

People = Mapping[str, str]
"""The names of users by their ids; that of a program is empty."""

USERS = "users.json"
_LISTS = frozenset(
    {"users", "channels", "groups", "dms", "mpims", "integration_logs", "canvases", "file_conversations"}
    | {"huddle_transcripts", "lists"}
)
NO_CHAT = "not read: a list that belongs to the chats beside it"
_MOST = 64 * 2**20  # bytes of the list of users
_LINK = re.compile(r"<([@#!]?)([^<>|\n]+)(?:\|([^<>\n]*))?>")


def lists(names: Iterable[str]) -> set[str]:
    """Return the paths of lists among those of all files, where an export has its users and its channels.

    >>> sorted(lists(["x/users.json", "x/channels.json", "x/general/2017-05-18.json", "y/users.json"]))
    ['x/channels.json', 'x/users.json']
    """
    paths = {PurePosixPath(name) for name in names}
    roots = {path.parent for path in paths if path.name == USERS and path.with_name("channels.json") in paths}
    return {str(path) for path in paths if path.parent in roots and path.suffix == ".json" and path.stem in _LISTS}


def people(file: BinaryIO) -> People:
    """Read the list of users; it is empty if the file is something else."""
    try:
        users = json.loads(file.read(_MOST))
    except (ValueError, RecursionError):
        return {}
    found = [user for user in users if isinstance(user, dict)] if isinstance(users, list) else []
    return {str(user.get("id")): "" if user.get("is_bot") else _name(user) for user in found}


def people_near(file: BinaryIO) -> People:
    """Return the users of an export that a file is in, if it is a file in a folder."""
    path = getattr(file, "name", None)
    users = Path(path).parent.parent / USERS if isinstance(path, str) else None
    if not users or not users.is_file() or users.is_symlink():
        return {}
    with users.open("rb") as near:
        return people(near)


def is_day(content: object) -> bool:
    """Whether a JSON value is what was written in a channel on one day."""
    return (
        isinstance(content, list)
        and bool(content)
        and all(isinstance(one, dict) and one.get("type") == "message" and "ts" in one for one in content)
        and any(map(_time, content))
    )


def document(content: list[dict[str, Any]], where: str, users: People) -> Document:
    """Make the document of a day."""
    channel = PurePosixPath(where).parent.name
    messages = sorted(timed(_said(one, users) for one in content), key=lambda message: message.time)
    day = named_date(where) or messages[0].time.date().isoformat()
    return on_one_day(Chat(channel or None, "Slack", messages), where, day)


def _time(message: Mapping[str, Any]) -> datetime | None:
    try:
        return datetime.fromtimestamp(float(message["ts"]), UTC)
    except (ValueError, TypeError, OverflowError, OSError):
        return None


def _said(message: Mapping[str, Any], users: People) -> tuple[datetime | None, str, str]:
    profile = message.get("user_profile")
    known = {str(message.get("user")): _name(profile)} if isinstance(profile, dict) else {}
    names = {**known, **users}
    text = str(message.get("text") or "")
    is_said = message.get("subtype") in (None, "thread_broadcast", "me_message", "file_share")
    who = names.get(str(message.get("user")), "") if is_said and not message.get("bot_id") else ""
    return _time(message), who, html.unescape(_LINK.sub(lambda link: _shown(link, names), text))


def _shown(link: re.Match[str], names: People) -> str:
    """Write a link as people see it."""
    kind, target, label = link.groups()
    if kind == "@":
        return names.get(target) or label or target
    return f"#{label}" if kind == "#" and label else label or target


def _name(user: Mapping[str, Any]) -> str:
    """Return the fullest name of a user."""
    profile = user.get("profile")
    places = [profile if isinstance(profile, dict) else {}, user]
    names = (place.get(name) for name in ("real_name", "display_name", "name") for place in places)
    return next((name for name in names if isinstance(name, str) and name), "")
