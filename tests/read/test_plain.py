import codecs
import io

import pytest

from comention.model import Document
from comention.read import How, Skipped, Status, UnreadError
from comention.read.plain import front_matter, read_plain


def document(data: bytes | str, name: str = "note.txt") -> Document:
    (item,) = read_plain(io.BytesIO(data.encode() if isinstance(data, str) else data), name, How())
    assert isinstance(item, Document)
    return item


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "looks binary"),
        (b"%PDF-1.4 \xff\x01\x02", "looks binary"),
        (codecs.BOM_UTF8 + b"\xff", "begins as UTF-8-SIG, but is not"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", "begins as UTF-16, but is not"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadError, match=reason):
        document(data)


def test_line_ends_become_one_kind() -> None:
    assert document("a\r\nb\rc\nd\r\n").text == "a\nb\nc\nd\n"


def test_a_word_that_a_soft_hyphen_parts_is_whole() -> None:
    assert document(
        "They saw Angela Mer\u00ad\nkel and Han Duck-soo.\nThe bun\u00addes\u00adkanz\u00adler left."
    ).text == ("They saw Angela Merkel\nand Han Duck-soo.\nThe bundeskanzler left.")


def test_a_text_flows_as_it_did_before_it_was_printed() -> None:
    text = (
        "---\ntitle: A visit\n---\nIn May Hilda Brodbeck asked that Ozan\n\nYildiz find the papers of the old line,\n\n"
    )
    text += "which had left the port. Then Marit\n\nSolheim told the office that Brod-\n\nbeck was gone.\n"
    assert document(text).text == (
        "In May Hilda Brodbeck asked that Ozan Yildiz find the papers of the old line, which had left the port. Then "
        "Marit Solheim told the office that Brodbeck was gone.\n"
    )


def test_an_empty_file_is_an_empty_document() -> None:
    assert document("") == Document("note.txt", "")


def test_the_author_may_stand_in_front_matter() -> None:
    assert document("---\nauthor: Ann Lee\n---\nThey met.").author == "Ann Lee"


def test_front_matter_tells_about_the_text_and_is_no_part_of_it() -> None:
    block = '---\r\ntitle: "A visit: day one"\r\nDate: 2017-05-18 10:00\nsource: Herald\ntags:\n  - a\n- b\n---\n'
    text = block + "\nThey met.\n"
    assert document(text) == Document("note.txt", "They met.\n", "A visit: day one", "2017-05-18", "Herald")


@pytest.mark.parametrize(
    "text",
    [
        "---\nThey met.\n---\nAgain.",
        "---\n---\nThey met.",
        "---\ntitle: never closed\n",
        "---\ntitle: x\nThey met: really.\nand went\n---\n",
        " ---\ntitle: x\n---\n",
        "---",
    ],
)
def test_other_dashes_are_text(text: str) -> None:
    assert front_matter(text) == ({}, text)


def test_empty_front_matter_tells_nothing() -> None:
    assert document("---\ntitle:\ndate:\n---\nThey met.") == Document("note.txt", "They met.")


def test_a_date_of_front_matter_that_has_no_use_is_told_and_that_of_the_name_counts() -> None:
    data = io.BytesIO(b"---\ndate: 03/04/2019\n---\nThey met.")
    found, told = read_plain(data, "2019-04-05.txt", How())
    assert found == Document("2019-04-05.txt", "They met.", date="2019-04-05")
    assert isinstance(told, Skipped)
    assert (told.status, told.documents) == (Status.UNUSED, 0)
    data.seek(0)
    (found,) = read_plain(data, "a.txt", How(date_format="%d/%m/%Y"))
    assert found == Document("a.txt", "They met.", date="2019-04-03")


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2017-05-18-name.txt", "2017-05-18"),
        ("2017_05_18.txt", "2017-05-18"),
        ("report 20170518 final.md", "2017-05-18"),
        ("2018-01-01/2017-05-18.txt", "2017-05-18"),
        ("2018-01-01/name.txt", None),
        ("2017-02-30.txt", None),
        ("2017-02-30 2017-03-01.txt", "2017-03-01"),
        ("120170518.txt", None),
        ("2017-0518.txt", None),
        ("0001-01-01.txt", None),
    ],
)
def test_a_file_name_may_state_the_date(name: str, date: str | None) -> None:
    assert document("text", name).date == date


def test_the_date_in_the_text_comes_before_the_one_in_the_name() -> None:
    assert document("---\ndate: 2016\n---\ntext", "2017-05-18.txt").date == "2016"


@pytest.mark.parametrize(
    "head",
    [
        "From: Lee, Ann\nSent: Thursday, May 18, 2017 2:39 PM\nTo: Ray, Bob; Roux, Odile\nSubject: The sale",
        "Subject: The sale\nDate: Thu, 18 May 2017 10:00:00 +0200\nFrom: Ann Lee <ann@example.org>\n"
        "To: Bob Ray <bob@example.org>,\n  Odile Roux <odile@example.org>",
        "\n> From: Ann Lee\n> Date: 2017-05-18\n> To: Bob Ray, Odile Roux\n> Subject: The sale",
    ],
)
def test_a_mail_saved_as_text_is_a_mail(head: str) -> None:
    found = document(f"{head}\n\nSkagen Line is sold.\n")
    assert found.text.split("\n\n") == [
        "From: Ann Lee, To: Bob Ray, Odile Roux",
        "Subject: The sale",
        "Skagen Line is sold.",
    ]
    assert (found.title, found.date, found.author) == ("The sale", "2017-05-18", "Ann Lee")


def test_a_text_that_only_looks_like_a_mail_is_unchanged() -> None:
    text = "From: the archive\nThey met in Oslo.\nTo: nobody"
    assert document(text).text == text
