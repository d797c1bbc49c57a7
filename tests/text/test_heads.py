"""Heads of mails inside texts: where they are, and who is named in them."""

from collections.abc import Mapping

import pytest

from comention.text.heads import PEOPLE, head_at, heads, people

HEADS: Mapping[str, tuple[str, Mapping[str, list[str]]]] = {
    "Outlook, with semicolons and a list that goes on": (
        "I agree.\n\n-----Original Message-----\nFrom: Lund, Mats\nSent: Friday, May 19, 2017 2:39 PM\n"
        "To: Roux, Odile; Marsh, Peter J;\n  O'Dell, Mary-Ann (Legal)\nSubject: The sale\n\nCall me.",
        {"From": ["Mats Lund"], "To": ["Odile Roux", "Peter J Marsh", "Mary-Ann O'Dell"]},
    ),
    "quoted, with addresses": (
        '> From: Ann Lee <ann@example.org>\n> Date: May 18\n> To: "Roux, Odile" <o@example.org>, Bob Ray\n'
        "> Cc: van der Velde, Jan [mailto:jan@example.org]\n> Yes.",
        {"From": ["Ann Lee"], "To": ["Odile Roux", "Bob Ray"], "Cc": ["Jan van der Velde"]},
    ),
    "in bold, as web mail prints it": (
        "*From:* Lund, M.\n*Sent:* Friday\n*To:* Ann Lee, Bob Ray\n*Subject:* Hello\n",
        {"From": ["M. Lund"], "To": ["Ann Lee", "Bob Ray"]},
    ),
    "in German": (
        "Von: Lund, Mats\nGesendet: Freitag, 19. Mai 2017\nAn: Ann Lee; Roux, Odile\nBetreff: AW: Verkauf\n\nJa.",
        {"From": ["Mats Lund"], "To": ["Ann Lee", "Odile Roux"]},
    ),
    "what is behind a name is no first name": (
        "From: Ann Lee, Ph.D.\nTo: Peter Marsh, Jr.; Skagen Line, Inc.\nSubject: Hello\n",
        {"From": ["Ann Lee"], "To": ["Peter Marsh", "Skagen Line"]},
    ),
}


@pytest.mark.parametrize(("text", "named"), HEADS.values(), ids=HEADS)
def test_who_is_named_in_a_head(text: str, named: Mapping[str, list[str]]) -> None:
    (head,) = heads(text)
    found = {field.role: list(people(text, field)) for field in head.fields if field.role in PEOPLE}
    assert {role: [person.name for person in persons] for role, persons in found.items()} == named
    for person in (one for persons in found.values() for one in persons):
        assert set(text[person.start : person.end].replace(",", "").split()) == set(person.name.split())


@pytest.mark.parametrize(
    "text",
    [
        "From: Oslo\nTo: Bergen\nThe train leaves at ten.",
        "Note: they came\nFrom: the sea\nTo live.",
        "He wrote: From: Ann To: Bob Subject: none",
    ],
)
def test_other_lines_are_no_head(text: str) -> None:
    assert list(heads(text)) == []


def test_a_head_may_begin_with_any_field() -> None:
    head = head_at("Subject: The sale\nTo: Bob Ray\nFrom: Ann Lee\n\nYes.", 0)
    assert head
    assert [field.role for field in head.fields] == ["Subject", "To", "From"]
