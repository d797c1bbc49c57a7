import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comention.languages.lexicon import lexicon
from comention.model import EntityType
from comention.resolve.collection.naming import identify, label

PERSON, ORG, COUNTRY = EntityType.PERSON, EntityType.ORG, EntityType.COUNTRY

WORDS = lexicon("en")

kinds = st.sampled_from(list(EntityType))
names = st.one_of(
    st.sampled_from(["Ann", "ANN", "Ann 2", "Ann-2", "ann", "A&N", "A N", "2", "", "…", "Ánn"]), st.text()
)
forms = st.dictionaries(st.text(min_size=1, max_size=12).filter(str.strip), st.integers(1, 50), min_size=1, max_size=5)


@given(st.lists(st.tuples(kinds, names, st.none()), max_size=8))
def test_ids_are_unique(labelled: list[tuple[EntityType, str, None]]) -> None:
    ids = identify(labelled)
    assert len(set(ids)) == len(ids) == len(labelled)


@given(st.lists(st.tuples(kinds, names, st.none()), max_size=8))
def test_ids_say_the_type_and_have_no_odd_characters(labelled: list[tuple[EntityType, str, None]]) -> None:
    for identifier, (kind, *_) in zip(identify(labelled), labelled, strict=True):
        assert identifier.startswith(kind.lower() + ":")
        assert re.fullmatch(r"[a-z]+:[\w-]+", identifier)


@given(st.lists(st.tuples(kinds, names, st.none()), max_size=5), st.tuples(kinds, names, st.none()))
def test_what_comes_later_changes_no_id(
    labelled: list[tuple[EntityType, str, None]], one_more: tuple[EntityType, str, None]
) -> None:
    assert identify([*labelled, one_more])[:-1] == identify(labelled)


@pytest.mark.parametrize(
    ("kind", "name", "code", "identifier"),
    [
        (PERSON, "Angela Merkel", None, "person:angela-merkel"),
        (PERSON, "Recep Tayyip Erdoğan", None, "person:recep-tayyip-erdogan"),
        (PERSON, "Donald Trump Jr.", None, "person:donald-trump-jr"),
        (PERSON, "Conan O’Brien", None, "person:conan-obrien"),
        (PERSON, "Ангела Меркель", None, "person:ангела-меркель"),
        (ORG, "AT&T", None, "org:at-t"),
        (ORG, "U.N.", None, "org:un"),
        (ORG, "…", None, "org:unnamed"),
        (COUNTRY, "Côte d’Ivoire", "ci", "country:ci"),
    ],
)
def test_an_id_is_readable(kind: EntityType, name: str, code: str | None, identifier: str) -> None:
    assert identify([(kind, name, code)]) == [identifier]


def test_a_second_bearer_of_a_name_gets_a_number() -> None:
    twice = [(PERSON, "George Bush", None), (ORG, "George Bush", None), (PERSON, "George Bush", None)]
    assert identify(twice) == ["person:george-bush", "org:george-bush", "person:george-bush-2"]


@given(kinds, forms)
def test_a_label_is_one_of_the_forms_but_for_case(kind: EntityType, counts: Mapping[str, int]) -> None:
    assert label(kind, counts, WORDS).casefold() in {form.casefold() for form in counts}


@given(kinds, forms)
def test_a_label_does_not_depend_on_the_order_of_forms(kind: EntityType, counts: Mapping[str, int]) -> None:
    assert label(kind, dict(reversed(list(counts.items()))), WORDS) == label(kind, counts, WORDS)


@pytest.mark.parametrize(
    ("kind", "counts", "expected"),
    [
        pytest.param(PERSON, {"Merkel": 90, "Angela Merkel": 1}, "Angela Merkel", id="a full name says most"),
        pytest.param(PERSON, {"ANGELA MERKEL": 9, "Angela Merkel": 1}, "Angela Merkel", id="capitals are last"),
        pytest.param(PERSON, {"MERKEL": 9, "Merkel": 1}, "Merkel", id="capitals of one word are last"),
        pytest.param(PERSON, {"JEAN-CLAUDE JUNCKER": 1}, "Jean-Claude Juncker", id="capitals alone are calmed"),
        pytest.param(ORG, {"NATO": 5}, "NATO", id="an acronym stays"),
        pytest.param(ORG, {"EU": 3, "European Union": 2}, "European Union", id="a name rather than its acronym"),
        pytest.param(
            ORG, {"NASA": 50, "National Aeronautics and Space Administration": 1}, "NASA", id="but not a rare one"
        ),
        pytest.param(ORG, {"DEUTSCHE BANK": 1}, "Deutsche Bank", id="an organization in capitals is calmed"),
        pytest.param(ORG, {"BNP PARIBAS": 1}, "BNP Paribas", id="but not the acronym in it"),
        pytest.param(ORG, {"QVX US": 1}, "QVX US", id="nor several of them"),
        pytest.param(ORG, {"BANK OF IRELAND": 1}, "Bank of Ireland", id="small words are small"),
        pytest.param(ORG, {"Boeing": 3, "The Boeing": 0}, "Boeing", id="what never stands is no label"),
    ],
)
def test_labels(kind: EntityType, counts: Mapping[str, int], expected: str) -> None:
    assert label(kind, counts, WORDS) == expected
