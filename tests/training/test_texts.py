"""Names are where the sources mark them."""

import io
import json
import zipfile
from typing import Any

import pytest

from training.sources import sources
from training.texts import Text, joined, texts


def read(name: str, files: dict[str, bytes]) -> list[Text]:
    return list(texts(sources()[name], files))


def named(text: Text) -> list[tuple[str, str]]:
    return [(text.text[start:end], label) for start, end, label in text.names or ()]


def test_tokens_become_running_text() -> None:
    words = ["``", "Ann", "'s", "well", "-", "known", "plan", ",", "''", "she", "said", "-LRB-", "twice", "-RRB-", "."]
    text, starts = joined(words)
    assert text == '"Ann\'s well-known plan," she said (twice).'
    assert [text[start] for start in starts] == [*'"A\'w-kp,"ss(t).']


def test_sentences_of_tagged_words() -> None:
    (text,) = read("wnut17", {"a": b"Ann\tB-person\nLee\tI-person\nlikes\tO\nAcme\tB-corporation\n!\tO\n\n"})
    assert text.text == "Ann Lee likes Acme!"
    assert named(text) == [("Ann Lee", "PERSON"), ("Acme", "ORG")]


def test_two_names_side_by_side_stay_two() -> None:
    (text,) = read("wnut17", {"a": b"Ann\tB-person\nBob\tB-person\nare\tO\nnot\tO\nAcme\tI-corporation\n\n"})
    assert named(text) == [("Ann", "PERSON"), ("Bob", "PERSON"), ("Acme", "ORG")]


def test_documents_with_sentences_and_vertices() -> None:
    document: dict[str, Any] = {
        "title": "T",
        "sents": [["Ann", "Lee", "left", "Acme", "."], ["Lee", "paid", "5", "."]],
        "vertexSet": [
            [{"pos": [0, 2], "sent_id": 0, "type": "PER"}, {"pos": [0, 1], "sent_id": 1, "type": "PER"}],
            [{"pos": [3, 4], "sent_id": 0, "type": "ORG"}],
            [{"pos": [2, 3], "sent_id": 1, "type": "NUM"}],
        ],
    }
    files = {"data/dev.json": json.dumps([document, document]).encode()}
    (text,) = read("re-docred", files)
    assert text.text == "Ann Lee left Acme. Lee paid 5."
    assert named(text) == [("Ann Lee", "PERSON"), ("Acme", "ORG"), ("Lee", "PERSON")]


def test_novels_keep_names_without_titles_and_leave_nouns_out() -> None:
    body = "Mr. Lee saw the boy in Rome .\nHe ran .\n"
    marks = "T1\tPROP_PER 0 7\tMr. Lee\nT2\tNOM_PER 12 19\tthe boy\nT3\tPROP_GPE 23 27\tRome\nR1\tCOREF Arg1:T1\n"
    (text,) = read("litbank", {"a.txt": body.encode(), "a.ann": marks.encode()})
    assert named(text) == [("Lee", "PERSON"), ("Rome", "LOC")]


def test_posts_lose_their_markup() -> None:
    page = (
        "---\ntitle: T\n---\n\n## How we did it\n\n[Acme](https://a.b) uses **Kit**.\n\n```\ncode X\n```\n"
        + "More text. " * 30
    )
    (text,) = read("cloud-posts", {"p.md": page.encode()})
    assert text.names is None
    assert text.text.startswith("How we did it\n\nAcme uses Kit.\n\nMore text.")
    assert "code" not in text.text


@pytest.mark.parametrize("name", ["addresses", "novels"])
def test_running_text_comes_in_pieces_that_lose_nothing(name: str) -> None:
    body = "\n\n".join(f"Sentence number {number} is here. " * 9 for number in range(80)) + "\n\n" + "long " * 3_000
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a/1.txt", body)
    found = read(name, {"a": archive.getvalue() if name == "addresses" else body.encode()})
    assert " ".join(text.text for text in found).split() == body.split()
    assert max(len(text.text) for text in found) < 8_000
    assert len({text.collection for text in found}) == 1


@pytest.mark.parametrize(
    ("head", "about"),
    [
        ("title: Tesk Case Study\nlinkTitle: Tesk Inc.\n", "Tesk Inc."),
        ("title: Tesk\ncase_study_styles: true\n", "Tesk"),
        ('title: "Tesk Case Study"\n', "Tesk"),
        ("cid: caseStudies\n", ""),
    ],
)
def test_a_case_study_says_whom_it_is_about(head: str, about: str) -> None:
    page = f"---\n{head}---\n<p>{'They run it every day. ' * 20}</p>\n".encode()
    found = {path: read("cloud-posts", {path: page})[0] for path in ("case-studies/x/index.html", "_posts/x.md")}
    assert [text.about for text in found.values()] == [about, ""]
