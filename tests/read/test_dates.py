from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comention.read.dates import written_date


@pytest.mark.parametrize(
    "value",
    [
        "2019-03-04",
        "2019-3-4",
        "2019/03/04",
        "2019.03.04",
        "20190304",
        "2019-03-04T23:30:00-05:00",
        "2019-03-04 09:30:00.123456",
        "2019-03-04T09:30:00+01:00[Europe/Oslo]",
        "20190304T093000Z",
        "20190304093000",
        "2019-W10-1",
        "March 4, 2019",
        "Mar. 4, 2019",
        "4 March 2019",
        "4th of March, 2019",
        "04-Mar-2019",
        "2019 March 4",
        "Monday, March 4, 2019 at 9:30 a.m. EST",
        "Mon, 04 Mar 2019 09:30:00 +0000",
        "Mon, 4 Mar 2019 09:30:00 +0100 (CET)",
        "Mon Mar  4 09:30:00 2019",
        "Mon Mar 04 09:30:00 +0000 2019",
        "Mon Mar  4 09:30:00 UTC 2019",
        "4. März 2019",
        "le 4 mars 2019",
        "4 de marzo de 2019",
        "4 marzo 2019, 09:30",
        "4 de março de 2019",
        "maandag 4 maart 2019",
        1551657600,
        1551657600000,
        1551657600.25,
        "1551657600",
        "1551657600000000",
        {"$date": "2019-03-04T09:30:00Z"},
        {"$date": {"$numberLong": "1551657600000"}},
    ],
)
def test_one_day_is_read_however_it_is_written(value: Any) -> None:
    assert written_date(value) == "2019-03-04"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("13/02/2019", "2019-02-13"),
        ("02/13/2019", "2019-02-13"),
        ("13.2.2019 10:15", "2019-02-13"),
        ("Wed 13-02-2019", "2019-02-13"),
        ("04/04/2019", "2019-04-04"),
        ("2019", "2019"),
        (2019.0, "2019"),
        ("2019-03", "2019-03"),
        ("03/2019", "2019-03"),
        ("May 2019", "2019-05"),
        ("201705", "2017-05"),
    ],
)
def test_a_date_has_the_precision_with_which_it_is_written(value: Any, expected: str) -> None:
    assert written_date(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        "03/04/2019",
        "3.4.2019",
        "13/02/19",
        "March 4-5, 2019",
        "2019-03-04 to 2019-03-05",
        "4 March or 5 March 2019",
        "201103",  # a month, or a day of 2020
        "2019030410",  # with the hour, or seconds
        "4 March",
        "May",
        "29 February 2019",
        "31/02/2019",
        "2019-20",
        "may 1234 5678",
        "Area 51, March",
        "12345678",
        20170,
        -1551657600,
        10**30,
        float("nan"),
        "9" * 5000,
        True,
        ["2019"],
        {"year": 2019},
        None,
    ],
)
def test_what_may_be_several_days_or_none_is_not_guessed(value: Any) -> None:
    assert written_date(value) is None


@given(st.dates(date(1974, 1, 1), date(2099, 12, 31)))
def test_a_day_is_the_same_in_all_forms(day: date) -> None:
    forms = ("%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%b %d, %Y", "%A, %d. %b %Y 23:59", "%a %b %d 00:00:00 %Y")
    assert {written_date(day.strftime(form)) for form in forms} == {day.isoformat()}


@given(st.text(max_size=40) | st.from_regex(r"[0-9 ./:-]{0,20}[a-zA-Z]{0,9}[0-9 ,.]{0,9}"))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = written_date(text)
    assert found is None or found[:4].isdigit()
