"""Chats that were saved or copied as text: WhatsApp, Signal, Telegram, Teams, iMessage.

What begins a message tells how the rest of the file is written:

    [18/05/2017, 15:04:05] Ann Lee: See you.       WhatsApp on iPhones; Signal has the year first
    18/05/2017, 15:04 - Ann Lee: See you.          WhatsApp on Android phones
    [5/18/2017 3:04 PM] Ann Lee                    Teams, copied: the message is on the next lines
    Ann Lee, [18.05.2017 15:04]                    Telegram, copied: so it is here
    May 18, 2017  3:04:05 PM                       iMessage: who writes is on the next line
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import PurePath

from comention.read.chats import Chat, Message

_DAY = r"(?P<a>\d{1,4})(?P<sign>[./-])(?P<b>\d{1,2})(?P=sign)(?P<c>\d{1,4})\.?"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.]\d{2})?(?:\s?(?P<half>[AaPp])\.?\s?[Mm]\.?)?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"\[{_DAY},?\s+{_CLOCK}\]:?(?:\s(?P<rest>.*))?",
        rf"{_DAY},?\s+{_CLOCK}\s[-–]\s(?P<rest>.*)",
        rf"(?P<who>[^\[\]]{{1,80}}),\s\[{_DAY},?\s+{_CLOCK}\]:?(?P<rest>\s.*)?",
        rf"(?P<month>{'|'.join(_MONTHS)}) (?P<day>\d{{1,2}}), (?P<year>\d{{4}})\s+{_CLOCK}(?: \(.*\))?(?P<rest>)",
    )
)
_SPEAKER = re.compile(r"([^:\n\"“”]{1,60}?):(?:\s(.*))?")
_WORDS = 7  # of a speaker's name
_SPACES = str.maketrans("\u00a0\u202f\u2009", "   ")
_LOG = re.compile(r"\b(?:trace|debug|info|notice|warn|warning|error|fatal|critical)\b", re.I)
_REACTION = re.compile(
    r"Tapbacks:|\s*(?:Loved|Liked|Disliked|Laughed|Emphasized|Questioned) by .*|.* responded to an .*"
)

Order = Callable[[str, str, str], tuple[int, int, int]]
"""Gives year, month and day for the three numbers of a date."""


def chat(text: str, where: str) -> Chat | None:
    """Read a text as a chat, or return None if it is something else, such as what a program logs."""
    if PurePath(where).suffix.lower() == ".log":
        return None
    lines = [line.translate(_SPACES) for line in text.split("\n")]
    first = next((line for line in lines if line.strip()), "")
    form = next((form for form in _FORMS if form.fullmatch(first.strip())), None)
    if not form:
        return None
    begun = [(number, found) for number, line in enumerate(lines) if (found := form.fullmatch(line.strip()))]
    times = _times([found for _, found in begun])
    if len(begun) < 2 or not times:
        return None
    ends = [number for number, _ in begun[1:]] + [len(lines)]
    below = _names_alone(begun, lines)
    messages = []
    for (number, found), time, end in zip(begun, times, ends, strict=True):
        who, said = _parted(found, lines[number + 1 : end], below)
        if _LOG.search(who):
            return None
        messages.append(Message(time, who, said))
    stem = PurePath(where).stem
    return Chat(None if stem.startswith("_") else stem, None, messages)


def _names_alone(begun: Sequence[tuple[int, re.Match[str]]], lines: Sequence[str]) -> bool:
    """Whether names stand alone on the lines that begin messages, as a rule."""
    next_to = {number for number, _ in begun}
    alone = sum(
        ":" not in (found["rest"] or "") and number + 1 not in next_to and any(lines[number + 1 : number + 2])
        for number, found in begun
    )
    return alone * 2 > len(begun)


def _parted(found: re.Match[str], more: Sequence[str], below: bool) -> tuple[str, str]:
    """Return who wrote a message, "" for a notice, and its text."""
    rest = (found["rest"] or "").strip()
    kept = [line for line in more if not _REACTION.fullmatch(line)]
    if "who" in found.groupdict():
        return found["who"], "\n".join([rest, *kept]).strip()
    if "month" in found.groupdict():
        return (kept[0].strip(), "\n".join(kept[1:]).strip()) if kept else ("", "")
    if below and rest:
        return rest, "\n".join(more).strip()
    said_by = _SPEAKER.fullmatch(rest)
    if said_by and len(said_by[1].split()) <= _WORDS:
        return said_by[1], "\n".join([said_by[2] or "", *more]).strip()
    return "", "\n".join([rest, *more]).strip()


def _times(found: Sequence[re.Match[str]]) -> list[datetime]:
    """Return the times of messages, all by one order of day, month and year; none if no order fits."""
    readings = [list(_read(found, order)) for order in _orders(found)]
    whole = [times for times in readings if len(times) == len(found)]
    return min(whole, key=lambda times: sum(later < earlier for earlier, later in pairwise(times)), default=[])


def _orders(found: Sequence[re.Match[str]]) -> list[Order]:
    """Return the orders that the numbers of a date may have, the likeliest first."""
    facts = found[0].groupdict()
    if "month" in facts:
        return [lambda a, b, c: (int(a), _MONTHS.index(b) + 1, int(c))]
    if len(facts["a"]) == 4:
        return [lambda a, b, c: (int(a), int(b), int(c))]
    orders: list[Order] = [lambda a, b, c: (_year(c), int(b), int(a)), lambda a, b, c: (_year(c), int(a), int(b))]
    american = facts["sign"] == "/" and facts["half"] and not facts["a"].startswith("0") and facts["half"].isupper()
    return orders[::-1] if american else orders


def _year(written: str) -> int:
    return int(written) + 2000 if len(written) < 3 else int(written)


def _read(found: Sequence[re.Match[str]], order: Order) -> Iterator[datetime]:
    """Yield the times that the calendar has."""
    for match in found:
        facts = match.groupdict()
        numbers = ("year", "month", "day") if "month" in facts else ("a", "b", "c")
        hour = int(facts["hour"])
        if facts["half"]:
            hour = hour % 12 + 12 * (facts["half"] in "Pp")
        try:
            yield datetime(*order(*(facts[number] for number in numbers)), hour, int(facts["minute"]))
        except ValueError:
            return
