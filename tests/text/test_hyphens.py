from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comention.extract.given import Given
from comention.model import Span
from comention.resolve.document.entities import Options, in_document
from comention.text.hyphens import unparted

PARTED = "Senator Hilda Brod-\nbeck met Ozan Yil-\ndiz.\nBrod-\nbeck left."


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("He saw Brod-\nbeck.", "He saw Brodbeck."),
        ("He saw BROD-\nBECK.", "He saw BRODBECK."),
        ("He saw Brod-\n   beck, too", "He saw Brodbeck, too"),
        ("She met Marie-\nLuise Roth.", "She met Marie-Luise Roth."),
        ("Moon Jae-\nin left.", "Moon Jae-in left."),
        ("Lim Buck-\nsang left.", "Lim Buck-sang left."),
        ("Yoon Suk-yeol came. Then Yoon Suk-\nyeol left.", "Yoon Suk-yeol came. Then Yoon Suk-yeol left."),
        ("Tim McGrath and Mc-\nGrath", "Tim McGrath and McGrath"),
        ("a line of -\ndashes", "a line of -\ndashes"),
        ("He saw Brod\u00ad\nbeck, too", "He saw Brodbeck, too"),
        ("He saw Brod\u00adbeck go", "He saw Brodbeck go"),
        ("the Bun\u00addes\u00adkanz\u00adler, who", "the Bundeskanzler, who"),
        ("the Bun\u00addes\u00ad\nkanz\u00adler, who", "the Bundeskanzler, who"),
        ("Han\nDuck-\nsoo met", "Han Duck-soo met"),
        ("Han Duck-\nsoo met Han Duck-soo", "Han Duck-soo met Han Duck-soo"),
        ("He saw Brod-\fbeck go", "He saw Brodbeck go"),
        ("the un-\nexpect-\nedly", "the unexpectedly"),
        ("Hilda Brod\u00adbeck¹, who", "Hilda Brodbeck, who"),
        ("a soft end\u00ad, and", "a soft end\u00ad, and"),
    ],
)
def test_words_are_put_together_as_they_are_written(text: str, whole: str) -> None:
    assert " ".join(unparted(text).text.split()) == " ".join(whole.split())


@given(st.text("abC-\n\f .\u00ad²12,", max_size=40))
def test_no_other_character_moves(text: str) -> None:
    whole = unparted(text)
    assert len(whole.text) == len(text)
    for place, c in enumerate(whole.text):
        if not c.isspace() and not any(one.start <= place < one.end for one in whole.moved):
            assert text[place] == c
    for one in whole.moved:
        assert text[one.start + one.by : one.end + one.by] == whole.text[one.start : one.end]
        assert whole.there(whole.back(one.end)) == one.end


def test_names_stand_where_the_reader_sees_them() -> None:
    names = ("Hilda Brod-\nbeck", "Ozan Yil-\ndiz")
    spans = [(PARTED.index(name), PARTED.index(name) + len(name), "PERSON") for name in names]
    extraction = next(Given({PARTED: [Span(*one) for one in spans]}).extract([PARTED]))
    found: dict[str, Any] = {
        entity.keys[0]: [PARTED[one.start : one.end] for one in entity.mentions]
        for entity in in_document(PARTED, extraction, Options()).entities
    }
    assert found == {"hilda brodbeck": ["Hilda Brod-\nbeck", "Brod-\nbeck"], "ozan yildiz": ["Ozan Yil-\ndiz"]}
