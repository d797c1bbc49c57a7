"""Names of countries in other languages than English: none is missing, and no form stands for two."""

from collections import Counter
from typing import Any

import pytest

from comention import config, languages
from comention.resolve.document.countries import gazetteer, label_of
from comention.text.names import key
from comention.text.phrases import words_of

ENGLISH = {code for code, country in languages.load("en", "countries").items() if "name" in country}
OTHERS = [language for language in config.languages() if language != "en"]


def countries(language: str) -> dict[str, dict[str, Any]]:
    return {code: country for code, country in languages.load(language, "countries").items() if code != "longer"}


def names(country: dict[str, Any]) -> list[str]:
    return [country["name"], *country.get("names", ()), *country.get("acronyms", ())]


def test_there_are_twenty_besides_english_and_french() -> None:
    assert len(OTHERS) == 21


@pytest.mark.parametrize("language", OTHERS)
def test_nearly_all_countries_are_there_and_each_has_its_own_names(language: str) -> None:
    told = countries(language)
    assert set(told) <= ENGLISH
    assert len(told) > 245
    forms = Counter(key(name) for country in told.values() for name in names(country))
    assert [form for form, count in forms.items() if count > 1] == []
    assert not [name for country in told.values() for name in names(country) if not words_of(name) or "(" in name]


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_says_what_it_is_called_and_which_models_read_it(language: str) -> None:
    assert languages.name_of(language) != language
    assert all(model.startswith(f"{language}_") for model in languages.models_of(language))


@pytest.mark.parametrize(
    ("language", "form", "code"),
    [
        ("de", "Deutschland", "de"),
        ("es", "Estados Unidos", "us"),
        ("ru", "Германия", "de"),
        ("el", "Γαλλία", "fr"),
        ("ar", "مصر", "eg"),
        ("fr", "Pays-Bas", "nl"),
        ("fr", "sénégalaises", "sn"),
        ("fr", "suisse", "ch"),
        ("fr", "URSS", "suhh"),
    ],
)
def test_a_form_means_its_country(language: str, form: str, code: str) -> None:
    assert [match.value.code for match in gazetteer(language).forms.find(form, words_of(form))] == [code]


def test_a_country_without_a_name_in_a_language_is_called_as_in_english() -> None:
    assert label_of("hk", "de") == "Hong Kong"
    assert label_of("de", "zz") == "Germany"


FRENCH = countries("fr")


def test_french_has_demonyms_in_all_genders_for_every_state_that_english_has_them_for() -> None:
    english = languages.load("en", "countries")
    few = {code for code in ENGLISH if not {"demonyms", "ambiguous_demonyms"} & set(FRENCH[code])}
    states = {code for code in few if english[code].get("demonyms")}
    assert states <= {
        "aq",
        "ax",
        "bl",
        "ck",
        "cg",
        "cw",
        "cx",
        "eh",
        "fk",
        "fm",
        "gf",
        "gg",
        "gp",
        "gu",
        "im",
        "je",
        "mf",
        "mp",
        "mq",
        "ms",
        "nc",
        "nf",
        "nu",
        "pf",
        "pm",
        "pn",
        "re",
        "sh",
        "sx",
        "tc",
        "tk",
        "va",
        "vg",
        "vi",
        "wf",
        "yt",
        "bq",
        "cc",
        "io",
    }
    for code in ("de", "us", "cn", "ci", "gr", "tr", "br", "ie", "ma"):
        forms = FRENCH[code]["demonyms"]
        assert len(forms) >= 3
        assert all(form[0].islower() for form in forms)


@pytest.mark.parametrize("code", FRENCH)
def test_doubt_is_only_about_forms_there_are(code: str) -> None:
    country = FRENCH[code]
    assert set(country) <= {"name", "names", "acronyms", "demonyms", "ambiguous_demonyms", "unsure", "near", "far"}
    demonyms = [*country.get("demonyms", ()), *country.get("ambiguous_demonyms", ())]
    assert set(country.get("unsure", ())) <= {*names(country), *demonyms}
    if not {"unsure", "ambiguous_demonyms"} & set(country):
        assert not {"near", "far"} & set(country)
    assert len(set(demonyms)) == len(demonyms)
