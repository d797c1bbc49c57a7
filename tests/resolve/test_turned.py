"""Names with the surname first, in the heads of mails that stand in any text."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

CASES: Mapping[str, tuple[str, Mapping[str, list[str]]]] = {
    "each is one person, whatever the model saw": (
        "See below.\n\nFrom: [Lund|PERSON], [Mats|PERSON]\nSent: Friday\nTo: [Roux|ORG], [Odile|PERSON]; Marsh, Peter\n"
        "Subject: Hello\n\nPlease call [Odile Roux|PERSON].",
        {
            "person:mats-lund": ["Mats Lund"],
            "person:odile-roux": ["Odile Roux"],
            "person:peter-marsh": ["Peter Marsh"],
        },
    ),
    "the text calls them by their surnames": (
        "From: [Lund, Mats T|PERSON]\nTo: [Roux|PERSON], [Odile|PERSON]\nDate: Friday\n\n[Lund|PERSON] met "
        "[Roux|PERSON].",
        {"person:mats-t-lund": ["Lund", "Mats T Lund"], "person:odile-roux": ["Odile Roux", "Roux"]},
    ),
    "quoted twice": (
        ">> From: [Lund|PERSON], [Mats|PERSON] <lund@example.org>\n>> To: [Ann Lee|PERSON]\n>> Subject: Hello\n>> Yes.",
        {"person:ann-lee": ["Ann Lee"], "person:mats-lund": ["Mats Lund"]},
    ),
    "two full names are two people, and an office is none": (
        "From: [Ann Lee|PERSON]\nTo: [Bob Ray|PERSON], [Odile Roux|PERSON]; Department, Legal\nSubject: Hello\n\nYes.",
        {"person:ann-lee": ["Ann Lee"], "person:bob-ray": ["Bob Ray"], "person:odile-roux": ["Odile Roux"]},
    ),
}


@pytest.mark.parametrize(("text", "forms"), CASES.values(), ids=CASES)
def test_surname_first(cast: Callable[..., Any], text: str, forms: Mapping[str, list[str]]) -> None:
    assert cast(text) == forms
