"""Tables of countries are made of the data of CLDR."""

import pytest

from training.countries import MODELS, countries, table

pytest.importorskip("babel")


def test_countries_are_called_as_a_language_calls_them() -> None:
    german = dict(countries("de"))
    assert german["de"] == ["Deutschland"]
    assert german["at"] == ["Österreich"]
    assert "hk" not in german


def test_what_is_told_in_brackets_is_a_name_unless_it_is_another_country_s() -> None:
    assert dict(countries("fr"))["mm"] == ["Myanmar", "Birmanie"]
    names = [name for _, several in countries("cs") for name in several]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("language", MODELS)
def test_a_table_says_where_it_comes_from(language: str) -> None:
    first, second, *_ = table(language).splitlines()
    assert "CLDR" in first
    assert "python -m training.countries" in second
