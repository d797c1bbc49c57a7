"""Parse dates as they are written in records and file names into ISO 8601."""

import re
from datetime import date

_WRITTEN = re.compile(r"\s*(\d{4})(?:([-/.]?)(\d{2})(?:\2(\d{2}))?)?(?:[T\s].*)?", re.DOTALL)
_IN_NAME = re.compile(r"(?<!\d)(\d{4})([-_.]?)(\d{2})\2(\d{2})(?!\d)")
_YEARS = range(1000, 3000)


def written_date(value: object) -> str | None:
    """Parse a date to the precision it has: year, month or day; the time of day is dropped.

    >>> written_date("2017-05-18T09:30:00Z"), written_date("2017/05"), written_date(2017), written_date("last week")
    ('2017-05-18', '2017-05', '2017', None)
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    match = _WRITTEN.fullmatch(str(value))
    if not match:
        return None
    year, _, month, day = match.groups()
    return _real(year, month, day)


def named_date(where: str) -> str | None:
    """Return the first date in a file name, with or without a path before it.

    >>> named_date("2017_05_18-hearing.txt"), named_date("memo 20170518.md"), named_date("case-20179999.txt")
    ('2017-05-18', '2017-05-18', None)
    """
    for year, _, month, day in _IN_NAME.findall(where.rpartition("/")[2]):
        if found := _real(year, month, day):
            return found
    return None


def _real(year: str, month: str | None, day: str | None) -> str | None:
    """Return the date in ISO 8601, or None if the calendar does not have it."""
    if int(year) not in _YEARS:
        return None
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join(part for part in (year, month, day) if part)
