from io import BytesIO
from pathlib import Path

import pytest

from comention.model import Document
from comention.read import How, Skipped, Status, find, read
from comention.read.reading import Reading
from comention.read.rtf import read_rtf

HEAD = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fnil\fcharset204 Cyr;}{\f2\fcharset128 MS;}}"


def document(body: str, head: str = HEAD) -> Document:
    (found,) = read_rtf(BytesIO(f"{head}{body}}}".encode("latin-1")), "a.rtf", How())
    assert isinstance(found, Document)
    return found


def test_a_file_is_a_document_with_what_it_says_of_itself(tmp_path: Path) -> None:
    info = r"{\info{\title The sale}{\author Ann Lee}{\company Acme}{\creatim\yr2017\mo5\dy18\hr9}{\revtim\yr2018}}"
    (tmp_path / "a.doc").write_text(rf"{HEAD}{info}\pard Ann Lee met \b Bob\b0  Ray.\par They signed.\par}}")
    assert list(read(find([tmp_path / "a.doc"])[0])) == [
        Document("a.doc", "Ann Lee met Bob Ray.\n\nThey signed.", title="The sale", date="2017-05-18", author="Ann Lee")
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"Fran\'e7ois \'93Hollande\'94", "François “Hollande”"),
        (r"{\f1 \'cf\'f3\'f2\'e8\'ed} \'e9t\'e9", "Путин été"),
        (r"{\f2 \'88\'c0\'94\'7b}", "安倍"),
        (r"Erdo\u287 ?an, \u268\'c8apek, \uc0\u268 apek", "Erdoğan, Čapek, Čapek"),
        (r"{\uc2\u8211 -\'96}x", "–x"),
        (r"\u-10179 ?\u-8704 ?", "😀"),
        (r"a\{b\}\\c\~d\_e\-f", r"a{b}\c d-ef"),
        (r"\lquote Ann\rquote\emdash Lee\tab Bob", "‘Ann’—Lee Bob"),
    ],
)
def test_characters_of_all_kinds_are_read(body: str, text: str) -> None:
    assert document(body).text == text


def test_other_code_pages_are_known() -> None:
    assert document(r"\'cf\'f3\'f2\'e8\'ed", r"{\rtf1\ansi\ansicpg1251 ").text == "Путин"
    assert document(r"Fran\'8dois", r"{\rtf1\mac ").text == "François"
    assert document(r"Fran\'e7ois", r"{\rtf1\ansi\ansicpg99999 ").text == "François"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"{\stylesheet{\s0 Normal;}}{\*\generator Word;}{\pict\pngblip 89504e47}Ann", "Ann"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt Ann Lee}} came", "Ann Lee came"),
        (r"{\object{\*\objdata 0105}{\result Ann}}", "Ann"),
        (r"{\shp{\*\shpinst{\sp{\sn pib}{\sv x}}{\shptxt Ann Lee}}}", "Ann Lee"),
        (r"Ann {\deleted Lee }came", "Ann came"),
        (r"Ann {\xe{\v Lee}}came", "Ann came"),
        (r"{\pict\bin4 }}}}}Ann", "Ann"),
    ],
)
def test_only_what_is_shown_is_read(body: str, text: str) -> None:
    assert document(body).text == text


def test_notes_stand_below_the_sentence_that_they_interrupt() -> None:
    body = r"{\header Skagen Line}Ann Lee{\footnote See Cid Day.} met Bob Ray."
    assert document(body).text == "Ann Lee met Bob Ray.\n\nSkagen Line\n\nSee Cid Day."


def test_a_row_of_a_table_is_a_line() -> None:
    body = r"\trowd\intbl Ann Lee\cell Oslo\cell\row\trowd\intbl Bob Ray\cell Bonn\cell\row\pard They met."
    assert document(body).text == "Ann Lee | Oslo\nBob Ray | Bonn\nThey met."


def test_empty_cells_are_no_trouble() -> None:
    assert document("Ann" + r"\cell" * 2000 + " Lee").text.endswith("| Lee")


def read_all(data: bytes) -> list[Document | Skipped]:
    return list(Reading(How()).items(BytesIO(data), "a.rtf", "a.rtf"))


def test_a_file_without_its_end_is_read_as_far_as_it_goes() -> None:
    assert read_all(f"{HEAD} Ann met Bo".encode()) == [
        Document("a.rtf", "Ann met Bo"),
        Skipped("a.rtf", "its end is missing", Status.DAMAGED, documents=0),
    ]


@pytest.mark.parametrize("end", [b"{" * 20_000, b"\\", b"\\'", b"\\u", b"}}}}", b"\\bin99999 x}"])
def test_nothing_broken_is_too_much(end: bytes) -> None:
    assert all(item.status is Status.DAMAGED for item in read_all(rb"{\rtf1" + end) if isinstance(item, Skipped))


def test_what_is_no_rich_text_is_damaged() -> None:
    (told,) = Reading(How()).items(BytesIO(b"Ann\0\1\2\3"), "a.rtf", "a.rtf")
    assert told == Skipped("a.rtf", "not RTF: it does not begin like that", Status.DAMAGED)
