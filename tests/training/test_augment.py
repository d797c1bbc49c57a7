"""An augmented text keeps its marks, and the same name is replaced alike everywhere."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.augment import SHAPES, Pools, brand, cased, other_names, pools, scanned
from training.texts import Text

BODY = "Angela Merkel met Acme. Merkel and J. P. Lee left Acme in Rome with Angela."
NAMES = tuple(
    sorted(
        (BODY.index(name, at), BODY.index(name, at) + len(name), label)
        for name, at, label in (
            *(("Angela Merkel", 0, "PERSON"), ("Acme", 0, "ORG"), ("Merkel", 20, "PERSON"), ("J. P. Lee", 0, "PERSON")),
            *(("Acme", 30, "ORG"), ("Rome", 0, "LOC"), ("Angela", 30, "PERSON")),
        )
    )
)
TEXT = Text("re-docred", BODY, NAMES)
POOLS = Pools(
    ["Ngozi", "Per", "Li"], ["Okafor", "Lund", "Wei"], ["Vinto Ltd."], ["Oslo", "Lagos"], ["remote", "linear"]
)
SEEDS = st.integers(0, 10_000)


def named(text: Text) -> list[str]:
    return [text.text[start:end] for start, end, _ in text.names or ()]


@given(SEEDS)
def test_the_same_person_is_renamed_alike(seed: int) -> None:
    full, _, surname, _, _, place, given_name = named(other_names(TEXT, Random(seed), POOLS))
    assert full == f"{given_name} {surname}"
    assert place == "Rome"


@given(SEEDS)
def test_the_same_organization_is_renamed_alike(seed: int) -> None:
    names = named(other_names(TEXT, Random(seed), POOLS))
    assert names[1] == names[4]


@given(SEEDS)
def test_all_but_the_names_stays(seed: int) -> None:
    text = other_names(TEXT, Random(seed), POOLS)
    for start, end, _ in reversed(text.names or ()):
        text = text._replace(text=f"{text.text[:start]}_{text.text[end:]}")
    assert text.text == "_ met _. _ and _ left _ in _ with _."


@given(SEEDS)
def test_case_changes_nothing_else(seed: int) -> None:
    text = cased(TEXT, Random(seed))
    assert text.text.casefold() == BODY.casefold()
    assert text.names == NAMES


@given(SEEDS)
def test_a_scanned_text_has_its_names_where_it_says(seed: int) -> None:
    text = scanned(Text("x", BODY * 5, NAMES), Random(seed))
    for (start, end, _), (old, last, _) in zip(text.names or (), NAMES, strict=True):
        assert len("".join(text.text[start:end].split())) == len("".join(BODY[old:last].split()))
        assert text.text[start : start + 1].strip()


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
@pytest.mark.parametrize("seed", range(20))
def test_written_texts_mark_names(shape, seed: int) -> None:  # type: ignore[no-untyped-def]
    text = shape(Random(seed), POOLS)
    assert {"PERSON"} <= {label for _, _, label in text.names}
    assert all(name and name == name.strip() for name in named(text))
    assert shape(Random(seed), POOLS) == text
    last = 0
    for start, end, _ in text.names:
        assert last <= start < end <= len(text.text)
        last = end


def test_brands_are_many() -> None:
    random = Random(1)
    assert len({brand(random, POOLS) for _ in range(300)}) > 150


def test_pools_hold_the_parts_of_marked_names() -> None:
    found = pools([TEXT])
    assert found.given == ["Angela", "J."]
    assert found.surnames == ["Lee", "Merkel"]
    assert found.organizations == ["Acme"]
    assert found.places == ["Rome"]
