"""What English sentences say of names: the lists are in order, so that doubles are seen."""

from collections import Counter
from typing import Any

import pytest
from tests.languages.test_names import lists

from comention import languages
from comention.model import RelationKind

TABLE = languages.load("en", "relations")
LISTS = {name: words for name, words in lists(TABLE) if isinstance(words, list)}


@pytest.mark.parametrize("name", LISTS)
def test_every_list_has_words_in_small_letters_in_order_and_each_of_them_once(name: str) -> None:
    assert LISTS[name]
    assert LISTS[name] == sorted({word.lower() for word in LISTS[name]})


@pytest.mark.parametrize("written", TABLE["active"])
def test_a_passive_has_its_active(written: str) -> None:
    active = TABLE["active"][written].format(past="gave", present="gives", participle="given")
    assert active in {"gave", "gives", "has given", "had given"}


@pytest.mark.parametrize("part", ["verbs", "nouns"])
def test_every_predicate_is_of_one_kind(part: str) -> None:
    kinds: dict[str, Any] = TABLE["kinds"]
    assert {name.upper() for name in kinds} == {kind.name for kind in RelationKind} - {"OTHER"}
    times = Counter(predicate for lists in kinds.values() for predicate in lists[part])
    assert [predicate for predicate, count in times.items() if count > 1] == []
