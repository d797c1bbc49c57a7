"""The countries of English: none is missing, no form stands for two, and doubt is only about forms there are."""

import re
import unicodedata
from collections import Counter
from importlib.resources import files
from typing import Any

import iso3166
import pytest

from comention import languages

TABLE = languages.load("en", "countries")
COUNTRIES: dict[str, dict[str, Any]] = {code: table for code, table in TABLE.items() if code != "longer"}
PHRASES: list[str] = TABLE["longer"]["phrases"]
HISTORIC = {"cshh", "dddd", "suhh", "yucs"}
FORMS = ("names", "acronyms", "demonyms", "ambiguous_demonyms")
LISTS = {*FORMS, "unsure", "near", "far"}


def folded(form: str) -> str:
    """As a matcher compares: without case, accents, dots and hyphens."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", form.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", letters))


def forms(country: dict[str, Any]) -> list[str]:
    return [country["name"], *(form for field in FORMS for form in country.get(field, ()))]


OWNERS = {folded(form): code for code, country in COUNTRIES.items() for form in forms(country)}


def test_no_country_is_missing_and_none_invented() -> None:
    assert set(COUNTRIES) == {entry.alpha2.lower() for entry in iso3166.countries} | {"xk"} | HISTORIC


def test_tables_are_sorted_by_code_and_the_longer_names_come_last() -> None:
    assert list(TABLE) == [*sorted(COUNTRIES), "longer"]
    assert set(TABLE["longer"]) == {"phrases"}


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_table_has_a_name_and_only_known_fields(code: str) -> None:
    country = COUNTRIES[code]
    assert isinstance(country["name"], str)
    assert set(country) <= {"name", *LISTS}
    for field in LISTS & set(country):
        assert country[field], f"{field} is empty"
        assert all(isinstance(form, str) and form == form.strip() != "" for form in country[field])


def test_no_form_stands_for_two_countries_or_is_there_twice() -> None:
    counts = Counter(folded(form) for country in COUNTRIES.values() for form in forms(country))
    assert [form for form, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("code", COUNTRIES)
def test_forms_are_written_as_documents_write_them(code: str) -> None:
    country = COUNTRIES[code]
    for form in forms(country):
        assert form[0].isupper()
        assert not form.startswith("The ")
    assert all(form.isupper() and form.isalpha() for form in country.get("acronyms", ()))


@pytest.mark.parametrize("code", COUNTRIES)
def test_doubt_is_only_about_forms_there_are(code: str) -> None:
    country = COUNTRIES[code]
    assert set(country.get("unsure", ())) <= set(forms(country))
    if not {"unsure", "ambiguous_demonyms"} & set(country):
        assert not {"near", "far"} & set(country)


@pytest.mark.parametrize("code", COUNTRIES)
def test_words_around_are_single_words_and_speak_for_one_side(code: str) -> None:
    country = COUNTRIES[code]
    around = [folded(word) for side in ("near", "far") for word in country.get(side, ())]
    assert [word for word in around if not word.isalpha()] == []
    assert len(set(around)) == len(around)
    doubtful = {folded(form) for form in (*country.get("unsure", ()), *country.get("ambiguous_demonyms", ()))}
    assert not doubtful & set(around), "a form says nothing about itself"


def test_longer_names_hold_a_country_and_are_none() -> None:
    keys = [folded(phrase) for phrase in PHRASES]
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    assert [key for key in keys if key in OWNERS] == []
    inside = re.compile(rf"\b(?:{'|'.join(map(re.escape, OWNERS))})\b")
    assert [key for key in keys if not inside.search(key)] == []


def test_no_line_is_too_long() -> None:
    text = files(languages).joinpath("en", "countries.toml").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if len(line) > 120] == []


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("United States", "us"),
        ("America", "us"),
        ("USA", "us"),
        ("Russian", "ru"),
        ("USSR", "suhh"),
        ("Britons", "gb"),
        ("UK", "gb"),
        ("UAE", "ae"),
        ("Burma", "mm"),
        ("Swaziland", "sz"),
        ("Türkiye", "tr"),
        ("Cote d'Ivoire", "ci"),
        ("Czechia", "cz"),
        ("Zaire", "cd"),
        ("Congo-Brazzaville", "cg"),
        ("DPRK", "kp"),
        ("South Koreans", "kr"),
        ("East German", "dddd"),
        ("West German", "de"),
        ("Dutchman", "nl"),
        ("Spaniards", "es"),
        ("Poles", "pl"),
        ("Nigerien", "ne"),
        ("Nigerian", "ng"),
        ("Saudis", "sa"),
        ("Holy See", "va"),
        ("Kosovar", "xk"),
        ("Palestinians", "ps"),
        ("St. Lucia", "lc"),
        ("American Samoa", "as"),
    ],
)
def test_a_form_means_its_country(form: str, code: str) -> None:
    assert OWNERS[folded(form)] == code


@pytest.mark.parametrize(
    "form", ["England", "Scottish", "Welsh", "Europe", "European Union", "Moscow", "Kremlin", "White House", "Beijing"]
)
def test_nations_regions_and_capitals_are_no_countries(form: str) -> None:
    assert folded(form) not in OWNERS


@pytest.mark.parametrize(("form", "code"), [("Georgia", "ge"), ("Jordan", "jo"), ("Chad", "td"), ("Turkey", "tr")])
def test_forms_of_two_meanings_are_unsure(form: str, code: str) -> None:
    country = COUNTRIES[code]
    assert form in country["unsure"]
    assert country["near"]
    assert country["far"]
