from dataclasses import FrozenInstanceError, fields
from typing import Any, get_type_hints

import pytest

from comention.config import Fields, Options, Settings, languages
from comention.errors import SettingError


@pytest.mark.parametrize(
    ("window", "read"),
    [("sentence", "sentence"), ("paragraph", "paragraph"), ("document", "document"), ("3", 3), (1, 1)],
)
def test_windows(window: str | int, read: str | int) -> None:
    assert Settings(window=window).window == read


@pytest.mark.parametrize(
    ("option", "value", "accepted"),
    [
        ("window", "page", "sentence, paragraph, document or a number of sentences"),
        ("window", 0, "1 or more"),
        ("window", "-1", "1 or more"),
        ("window", True, "1 or more"),
        ("window", 1.5, "1 or more"),
        ("window", "9" * 5000, "1 or more"),
        ("window", "²", "1 or more"),
        ("evidence", -1, "0 or more"),
        ("evidence", "5", "0 or more"),
        ("across", "yes", "true or false"),
        ("demonyms", 1, "true or false"),
        ("language", "xx", "en"),
        ("language", "../en", "en"),
        ("model", "", "a text"),
        ("title", " ", "a text"),
        ("text_field", "", "the name of a field"),
        ("workers", 0, "1 or more"),
        ("max_links", None, "1 or more"),
        ("types", ["SHIP"], "PERSON, ORG, COUNTRY"),
        ("types", "PERSON", "a list of"),
        ("include", [""], "a list of names"),
        ("include", "Ann", "a list of names"),
        ("since", "2017-13", "a date such as 2017"),
        ("since", 2017, "a date such as 2017"),
        ("date_format", "DD/MM/YYYY", "a format with a year, such as %d/%m/%Y"),
        ("date_format", "%d/%m", "a format with a year"),
        ("date_format", "%Q", "a format with a year"),
        ("date_format", "", "a format with a year"),
        ("backbone", 0, "a number above 0, up to 1"),
        ("backbone", True, "a number above 0, up to 1"),
        ("backbone_method", "none", "disparity or noise-corrected"),
    ],
)
def test_a_value_that_is_not_valid_is_an_error_that_names_the_setting_and_what_is_expected(
    option: str, value: Any, accepted: str
) -> None:
    with pytest.raises(SettingError, match=f"^{option}: .* is not valid; expected .*{accepted}"):
        Settings(**{option: value})


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().window = 2  # type: ignore[misc]


def test_the_fields_of_records_can_be_named() -> None:
    assert Settings().fields == Fields()
    assert Settings(id_field="uid", source_field="outlet").fields == Fields(id="uid", source="outlet")


def test_facts_are_what_shapes_the_graph() -> None:
    assert Settings(window="3", title="T", model="m", text_field="body").facts() == {
        "window": 3,
        "across": True,
        "demonyms": True,
        "keep_boilerplate": False,
        "pronouns": False,
        "evidence": 5,
        "relations": True,
        "min_weight": 1,
        "max_links": 100_000,
    }


def test_the_options_of_the_library_are_the_settings() -> None:
    assert get_type_hints(Options) == {field.name: get_type_hints(Settings)[field.name] for field in fields(Settings)}


def test_languages() -> None:
    assert "en" in languages()
