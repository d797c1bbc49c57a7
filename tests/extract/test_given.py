from types import SimpleNamespace
from typing import Any

import pytest

from comention.errors import InputError
from comention.extract.given import Given, span_of
from comention.model import Span

TEXT = "Ann Lee left Peru."


@pytest.mark.parametrize(
    "given",
    [
        (0, 7, "PERSON"),
        [0, 7, "PER", "Q1"],
        {"start": 0, "end": 7, "label": "person", "text": "Ann Lee", "score": 0.99},
        {"start": 0, "end": 7, "entity_group": "PER", "word": "Ann Lee"},
        SimpleNamespace(start_char=0, end_char=7, label_="PERSON"),
        SimpleNamespace(start_char=0, end_char=7, type="PERSON", text="Ann Lee"),
        (0, 7, "B-PER"),
    ],
)
def test_a_span_as_anybody_writes_it(given: Any) -> None:
    assert span_of(given, TEXT) == Span(0, 7, "PERSON")


@pytest.mark.parametrize(("label", "ours"), [("organisation", "ORG"), ("country", "GPE"), ("product", "PRODUCT")])
def test_labels_of_others_are_read(label: str, ours: str) -> None:
    assert span_of((0, 3, label), TEXT).label == ours


@pytest.mark.parametrize(
    "wrong", [(0, 7), (0, 99, "PER"), (3, 3, "PER"), (-1, 3, "PER"), {"start": 0}, "Ann", (0, "7", "P")]
)
def test_what_makes_no_sense_is_told(wrong: Any) -> None:
    with pytest.raises(InputError):
        span_of(wrong, TEXT)


def test_an_extractor_knows_the_texts_it_was_given() -> None:
    given = Given({TEXT: [Span(13, 17, "GPE"), Span(0, 7, "PERSON")]})
    known, other = given.extract([TEXT, "Bob left. Cid stayed."])
    assert known.spans == (Span(0, 7, "PERSON"), Span(13, 17, "GPE"))
    assert (len(other.sentences), other.spans) == (2, ())
    assert given.identity != Given({TEXT: []}).identity
