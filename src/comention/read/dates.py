"""Read dates as people and machines write them, if they can mean one day only, and tell of the others.

What could be two days, as 03/04/2019 could, is decided by the other dates of its field: where all of them can be read
with the day first, but not all with the month first, the day is first in each of them.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import islice

from comention.read.items import Skipped, Status
from comention.text.names import key

_DAY_FIRST, _MONTH_FIRST = "%d/%m/%Y", "%m/%d/%Y"
_ORDERS = frozenset({_DAY_FIRST, _MONTH_FIRST})
_MONTHS = {
    key(name): month
    for month, names in enumerate(
        (
            "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari",
            "february feb februar feber février févr fév febrero febbraio fevereiro fev februari",
            "march mar märz mär mrz mars marzo março maart mrt marts",
            "april apr avril avr abril abr aprile",
            "may mai mayo maggio mag maio mei maj",
            "june jun juni juin junio giugno giu junho",
            "july jul juli juillet juil julio luglio lug julho",
            "august aug août agosto ago augustus augusti",
            "september sept sep septembre septiembre settembre setembro set",
            "october oct oktober okt octobre octubre ottobre ott outubro out",
            "november nov novembre noviembre novembro",
            "december dec dezember dez décembre déc diciembre dic dicembre dezembro desember",
        ),
        1,
    )
    for name in names.split()
}
"""In English, German, French, Spanish, Italian, Portuguese, Dutch, Danish, Norwegian and Swedish."""
_WEEK_DAYS = (
    "monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday sun",
    "montag mo dienstag di mittwoch mi donnerstag do freitag fr samstag sonnabend sa sonntag so",
    "lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica segunda terça quarta quinta sexta feira",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "måndag tisdag lördag söndag",
)
_DAYS = frozenset(key(name) for names in _WEEK_DAYS for name in names.split())
_AROUND = frozenset(("st", "nd", "rd", "th", "er", "of", "the", "de", "del", "den", "der", "le", "il", "am", "on"))
_CLOCK = re.compile(
    r"(?:,?\s*\b(?:at|um|à|kl\.?)(?=\s))?(?:(?<=\d)T)?\s*(?<!\d)\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?:\s?[ap]\.?m\b\.?)?"
    r"(?:\s?(?:z|utc|gmt|bst|cest|[ecmpw][des]?t)\b)?(?:\s?[+-]\d\d:?\d\d\b)?(?:\s?[(\[][\w/ ]+[)\]])?",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(\d{4})([-/. ])(\d{1,2})(?:\2(\d{1,2})(?:[T\s,][^\d]*)?)?", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})", re.ASCII)
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})", re.ASCII)
_WEEK = re.compile(r"\d{4}-?W\d\d-?\d", re.ASCII)
_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(?:[01]\d|2[0-3])(?:[0-5]\d){0,2}(?:Z|[+-]\d{4})?)?", re.ASCII)
_YEAR_OR_MONTH = re.compile(r"(\d{4})(\d\d)?", re.ASCII)
_COUNTED = re.compile(r"(\d{9,19})(?:\.\d+)?", re.ASCII)
_SHAPES = {1: "D", 2: "D", 4: "Y"}
_WRAPPED = frozenset({"$date", "$numberLong"})  # how databases write dates in JSON
_SAMPLE = datetime(2017, 5, 18)  # shows which parts of a date a format has
_WORD = re.compile(r"\d+|[^\W\d_]+")
_NAMED = re.compile(r"[^\W\d_]+\.?")
_IN_NAME = re.compile(r"(?<!\d)(\d{4})([-_.]?)(\d{2})\2(\d{2})(?!\d)")
_YEARS = range(1000, 3000)
_SECONDS = range(10**8, 4_102_444_800)  # since 1970, from 1973 to 2099; fewer digits look like a day
_LONGEST = 100  # characters of a date
_SHOWN = 40  # characters of one in a reason
_COLUMN = 200_000  # dates of a field that tell how the others are meant


class Dates:
    """Reads the dates of one file, and remembers which of them it cannot use.

    `form` is how the user says that they are written, as `datetime.strptime` takes it. `of_the_field` gives all dates
    of the field; it is called once, for the first date that could be two days.
    """

    def __init__(self, form: str | None, of_the_field: Callable[[], Iterable[object]] = tuple) -> None:
        self._form, self._of_the_field = form, of_the_field
        self._doubtful, self._unread = _Unused(), _Unused()

    def read(self, value: object, where: str) -> str | None:
        """Return a date in ISO 8601, to the precision that it has; `where` it stands is told if it has no use."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if self._form and (found := _as_said(value, self._form)):
            return found
        meant = _readings(value)
        found = _only(meant)
        if not found and meant:
            found = _only({order: meant[order] for order in self._orders & meant.keys()})
        if found:
            return found
        (self._doubtful if meant else self._unread).add(value, where)
        return None

    def unused(self, name: str) -> Iterator[Skipped]:
        """Tell of the dates of a file that could not be used, and what the user can do."""
        if self._doubtful.many:
            ways = f"say which with --date-format {_DAY_FIRST} or {_MONTH_FIRST}"
            yield Skipped(name, f"{self._doubtful} may be two days: {ways}", Status.UNUSED, documents=0)
        if self._unread.many:
            they = "it is" if self._unread.many == 1 else "they are"
            ways = f"say how {they} written with --date-format"
            yield Skipped(name, f"{self._unread} cannot be read: {ways}", Status.UNUSED, documents=0)

    @cached_property
    def _orders(self) -> frozenset[str]:
        """The orders of day and month in which all dates of the field can be read."""
        orders = _ORDERS
        for value in islice(self._of_the_field(), _COLUMN):
            orders &= _readings(value).keys() or _ORDERS
        return orders or _ORDERS


class _Unused:
    """Dates that have no use: how many there are, and the first of them."""

    def __init__(self) -> None:
        self.many = 0
        self._first = ""

    def add(self, value: object, where: str) -> None:
        """Count one."""
        self.many += 1
        if self.many == 1:
            text = str(value)
            self._first = f"{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'!r} ({where})"

    def __str__(self) -> str:
        return f"the date {self._first}" if self.many == 1 else f"{self.many:,} dates, the first of them {self._first},"


def written_date(value: object) -> str | None:
    """Parse a date to the precision it has: year, month or day; None if it may mean several days, or none.

    The time is dropped, and the day is that of the place where it was written; seconds since 1970 are days in UTC.

    >>> [written_date(value) for value in ("2017-05-18T09:30:00Z", "18 May 2017", "05/18/2017", 1495099800, "2017/05")]
    ['2017-05-18', '2017-05-18', '2017-05-18', '2017-05-18', '2017-05']
    >>> written_date("last week"), written_date("05/06/2017"), written_date("05/05/2017")
    (None, None, '2017-05-05')
    """
    return _only(_readings(value))


def named_date(where: str) -> str | None:
    """Return the first date in a file name, with or without a path before it.

    >>> named_date("2017_05_18-hearing.txt"), named_date("memo 20170518.md"), named_date("case-20179999.txt")
    ('2017-05-18', '2017-05-18', None)
    """
    for year, _, month, day in _IN_NAME.findall(where.rpartition("/")[2]):
        if found := _real(year, month, day):
            return found
    return None


def _only(meant: Mapping[str, str]) -> str | None:
    found = set(meant.values())
    return found.pop() if len(found) == 1 else None


def _readings(value: object) -> dict[str, str]:
    """Return what a date means with the day first and with the month first, as far as it can be read so."""
    if isinstance(value, Mapping) and len(value) == 1 and next(iter(value)) in _WRAPPED:
        return _readings(next(iter(value.values())))
    text = _text_of(value)
    if text is None:
        return {}
    if any(letter.isalpha() for letter in text):
        if found := _of_words(text):
            return dict.fromkeys(_ORDERS, found)
        text = _NAMED.sub(lambda word: "" if key(word[0]) in _DAYS else word[0], text).strip(" ,")
    if last := _YEAR_LAST.fullmatch(text):
        first, _, second, year = last.groups()
        both = {_DAY_FIRST: _real(year, second, first), _MONTH_FIRST: _real(year, first, second)}
        return {order: found for order, found in both.items() if found}
    found = _of_numbers(text)
    return dict.fromkeys(_ORDERS, found) if found else {}


def _text_of(value: object) -> str | None:
    """Return a date as one line of text without its time of day, or None."""
    if isinstance(value, float) and math.isfinite(value) and (value.is_integer() or int(value) in _SECONDS):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = str(value)
    return None if len(text) > _LONGEST else " ".join(_CLOCK.sub(" ", " ".join(text.split())).split()).strip(" ,")


def _of_words(text: str) -> str | None:
    """Read a date with the name of a month: "4 March 2019", "Mon Mar 4 2019", "1er mars 2019", "March 2019"."""
    folded = key(text)
    words = [word for word in _WORD.findall(folded) if word not in _AROUND and word not in _DAYS]
    if _WORD.sub("", folded).strip(" ,"):
        return None
    shape = "".join("M" if word in _MONTHS else _SHAPES.get(len(word), "?") for word in words)
    if shape not in ("DMY", "MDY", "YMD", "MY", "YM") or not all(word in _MONTHS or word.isdecimal() for word in words):
        return None
    said = dict(zip(shape, words, strict=True))
    return _real(said["Y"], str(_MONTHS[said["M"]]), said.get("D"))


def _of_numbers(text: str) -> str | None:
    """Read a date of which the year is first, a month and a year, or the seconds since 1970 or a part of them."""
    if first := _YEAR_FIRST.fullmatch(text):
        year, _, month, day = first.groups()
        return _real(year, month, day)
    if found := _MONTH_AND_YEAR.fullmatch(text):
        return _real(found[2], found[1], None)
    if _WEEK.fullmatch(text):
        with suppress(ValueError):
            return date.fromisoformat(text).isoformat()
        return None
    if found := _YEAR_OR_MONTH.fullmatch(text):
        year_of_two = found[2] and _real(f"20{text[:2]}", text[2:4], text[4:])
        return None if year_of_two else _real(found[1], found[2], None)
    stamp = _STAMP.fullmatch(text)
    read = (_real(*stamp.groups()) if stamp else None, _counted(text))
    return next(filter(None, read), None) if None in read else None


def _counted(text: str) -> str | None:
    """Read seconds since 1970, or thousandths, millionths or billionths of them."""
    found = _COUNTED.fullmatch(text)
    seconds = next(
        (whole for part in range(0, 10, 3) if found and (whole := int(found[1]) // 10**part) in _SECONDS), None
    )
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).date().isoformat()


def _as_said(value: object, form: str) -> str | None:
    """Read a date that is written as the user says; what the format does not have is left out."""
    sample = datetime.strptime(_SAMPLE.strftime(form), form)
    for text in filter(None, (" ".join(str(value).split()), _text_of(value))):
        with suppress(ValueError):
            found = datetime.strptime(text, form)
            day = str(found.day) if sample.day == _SAMPLE.day else None
            return _real(str(found.year), str(found.month) if sample.month == _SAMPLE.month else None, day)
    return None


def _real(year: str, month: str | None, day: str | None) -> str | None:
    """Return the date in ISO 8601, or None if the calendar does not have it."""
    if int(year) not in _YEARS:
        return None
    try:
        found = date(int(year), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return None
    return found if day else found[:7] if month else found[:4]
