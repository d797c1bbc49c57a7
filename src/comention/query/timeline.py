"""Count the mentions of names by month or by year."""

from collections import Counter
from pathlib import Path
from typing import Literal

from comention.errors import InputError
from comention.query.lookup import called, opened, position
from comention.query.records import Period, Timeline

Unit = Literal["month", "year"]
MONTHS = 36
"""How many months a timeline shows; a longer one shows years."""

_MENTIONS = """
SELECT substr(d.date, 1, 7), count(*)
FROM {mention} m JOIN {document} d ON d.document = m.document
WHERE m.entity = $entity AND d.date IS NOT NULL
GROUP BY substr(d.date, 1, 7)"""
_UNDATED = """
SELECT count(*)
FROM {mention} m JOIN {document} d ON d.document = m.document
WHERE m.entity = $entity AND d.date IS NULL"""
_TOGETHER = "SELECT p.period, p.weight FROM {edge_period} p WHERE p.source = $source AND p.target = $target"


def timeline(out: str | Path, *names: str, by: Unit | None = None) -> Timeline:
    """Count the mentions of one or more names by month or year, and of two the windows that name both.

    Periods are months if there are at most `MONTHS` of them, unless `by` says otherwise. A document of which only the
    year is known counts for that year, which is listed before its months. Raises InputError if a name is unknown, or if
    no document that mentions one of them has a date; WorkspaceError if no run has finished in the folder `out`.
    """
    with opened(out) as store:
        entities = [called(store, name) for name in names]
        numbers = [position(store, entity) for entity in entities]
        counts: list[Counter[str]] = [Counter(dict(store.rows(_MENTIONS, {"entity": number}))) for number in numbers]
        undated = tuple(next(store.rows(_UNDATED, {"entity": number}))[0] for number in numbers)
        together: Counter[str] | None = None
        if len(numbers) == 2:
            ends = {"source": min(numbers), "target": max(numbers)}
            together = Counter(dict(store.rows(_TOGETHER, ends)))
    known_periods = sorted(set().union(*counts))
    if not known_periods:
        raise InputError(
            f"{', '.join(names)}: no document with a date names them; records, file names and mail have dates"
        )
    periods = _without_gaps(known_periods)
    if by == "year" or (by is None and len(periods) > MONTHS):
        counts = [_yearly(count) for count in counts]
        together = None if together is None else _yearly(together)
        periods = [str(year) for year in range(int(known_periods[0][:4]), int(known_periods[-1][:4]) + 1)]
    labels = tuple(entity.label for entity in entities)
    rows = (
        Period(period, tuple(c[period] for c in counts), None if together is None else together[period])
        for period in periods
    )
    return Timeline(labels, tuple(rows), undated)


def _yearly(counts: Counter[str]) -> Counter[str]:
    years: Counter[str] = Counter()
    for period, count in counts.items():
        years[period[:4]] += count
    return years


def _without_gaps(periods: list[str]) -> list[str]:
    """Add the months that are missing between the first and the last.

    >>> _without_gaps(["2017", "2017-11", "2018-01"])
    ['2017', '2017-11', '2017-12', '2018-01']
    """
    months = [period for period in periods if len(period) == 7]
    if not months:
        return periods
    first, last = ((int(month[:4]) * 12 + int(month[5:]) - 1) for month in (months[0], months[-1]))
    all_months = (f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, last + 1))
    return sorted({*periods, *all_months})
