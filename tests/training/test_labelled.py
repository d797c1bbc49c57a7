"""Names are certain where people marked them, or where all that a finder says of them agrees."""

import pytest

from comention.model import Span
from training.labelled import groups, labelled
from training.texts import Text

TOLD = "Corvane wrote. Corvane left. Corvane won. Nobody saw Tesk."


def certain(*texts: tuple[Text, list[Span]]) -> list[list[tuple[str, str]]]:
    found = labelled([text for text, _ in texts], [spans for _, spans in texts])
    return [[(text.text[start:end], label) for start, end, label in text.names or ()] for text in found]


def spans(text: str, form: str, *labels: str, score: float = 1.0) -> list[Span]:
    """Give the places of a form these labels, one after the other."""
    found, at = [], 0
    for label in labels:
        at = text.index(form, at)
        found.append(Span(at, at + len(form), label, score))
        at += len(form)
    return found


def test_texts_of_a_collection_belong_together() -> None:
    texts = [Text("novels", "a", None, "x"), Text("masc", "b", None), Text("novels", "c", None, "x")]
    assert groups([*texts, Text("masc", "d", None), Text("masc", "e", None, "x")]) == [[0, 2], [1], [3], [4]]


def test_what_people_marked_is_certain() -> None:
    text = Text("crossner", "Ann likes acme and Bern.", ((0, 3, "PERSON"), (10, 14, "ORG"), (19, 23, "LOC")))
    assert certain((text, [])) == [[("Ann", "PERSON"), ("Bern", "LOC")]]


def test_labels_that_a_source_does_not_mark_everywhere_are_left_out() -> None:
    text = Text("litbank", "Ann sails the Swift.", ((0, 3, "PERSON"), (14, 19, "MISC")))
    assert certain((text, [])) == [[("Ann", "PERSON")]]


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        (("PERSON", "PERSON", "PERSON"), "PERSON"),
        (("GPE", "LOC", "LOC"), "LOC"),
        (("ORG", "PERSON", "ORG"), None),
        (("ORG",), None),
        (("DATE", "DATE", "DATE"), None),
    ],
)
def test_a_form_is_what_a_collection_agrees_on(labels: tuple[str, ...], kind: str | None) -> None:
    text = Text("masc", TOLD, None, "x")
    assert certain((text, spans(TOLD, "Corvane", *labels))) == [[("Corvane", kind)] * len(labels) if kind else []]


def test_one_odd_label_is_overruled() -> None:
    text = Text("masc", TOLD, None, "x")
    agreed = [("Corvane", "PERSON")] * 3
    assert certain(
        (text, spans(TOLD, "Corvane", "PERSON", "PERSON", "PERSON")),
        (text, spans(TOLD, "Corvane", "PERSON", "ORG", "PERSON")),
    ) == [agreed, agreed]


def test_other_collections_have_no_say() -> None:
    one, other = (Text("masc", TOLD, None, name) for name in "xy")
    found = spans(TOLD, "Corvane", "PERSON"), spans(TOLD, "Corvane", "ORG", "ORG")
    assert certain((one, found[0]), (other, found[1])) == [[], [("Corvane", "ORG")] * 2]


def test_whom_a_page_is_about_is_an_organization() -> None:
    words = "Tesk grew. At Tesk, Tesk.io and Ann Tesk met Teskan people."
    text = Text("cloud-posts", words, None, "x", "Tesk")
    people = [Span(words.index("Ann"), words.index("Ann") + 8, "PERSON")]
    assert certain((text, [*spans(words, "Tesk", "PERSON"), *people])) == [[("Tesk", "ORG")] * 3]
