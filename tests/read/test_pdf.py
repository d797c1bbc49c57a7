from io import BytesIO
from pathlib import Path

import pytest
from tests.read.makers import drawn, encrypted, lines, pdf, with_attachment

from comention.config import Limits
from comention.model import Document
from comention.read import How, Part, Skipped, Status, Working, find, read, recognition
from comention.read.lines import Line, flowing
from comention.read.pdf import read_pdf
from comention.read.reading import Reading

Item = Document | Skipped | Part | Working
DEFAULT = How()

TEXT = "Ann Lee met Bob Ray of the Skagen Line in a small town on the coast of\nDenmark, and they signed."
INFO = "/Title (The sale) /Author (Marit Solheim) /CreationDate (D:20170518093000+02'00')"


def items(data: bytes, how: How = DEFAULT) -> list[Item]:
    return list(read_pdf(BytesIO(data), "a.pdf", how))


def through(data: bytes, how: How = DEFAULT) -> list[Document | Skipped]:
    """Read a file as part of an input, where what its reader raises is told."""
    return list(Reading(how).items(BytesIO(data), "a.pdf", "a.pdf"))


def document(data: bytes, how: How = DEFAULT) -> Document:
    (found,) = items(data, how)
    assert isinstance(found, Document)
    return found


def text_of(*pages: str) -> str:
    return document(pdf(*(drawn(lines(page)) for page in pages))).text


def test_a_pdf_is_a_document_that_knows_its_pages() -> None:
    found = document(pdf(drawn(lines("Ann Lee spoke first.")), drawn(lines("Bob Ray was second.")), info=INFO))
    assert found == Document(
        "a.pdf",
        "Ann Lee spoke first.\fBob Ray was second.",
        title="The sale",
        date="2017-05-18",
        author="Marit Solheim",
    )


def test_lines_flow_and_gaps_part_paragraphs() -> None:
    assert text_of(f"{TEXT}\n\nCid Day was there as well, as were all those who had ever sailed.") == (
        "Ann Lee met Bob Ray of the Skagen Line in a small town on the coast of Denmark, and they signed.\n\n"
        "Cid Day was there as well, as were all those who had ever sailed."
    )


def test_a_heading_and_the_items_of_a_list_stand_alone() -> None:
    page = [(72, 764, 18, "Skagen Line"), *lines(f"{TEXT}\n1. Ann Lee\n2. Bob Ray")]
    assert document(pdf(drawn(page))).text.split("\n\n")[0::2] == ["Skagen Line", "1. Ann Lee"]


def test_the_rows_of_a_table_stay_apart() -> None:
    assert text_of("Ann Lee Oslo 1200\nBob Ray Bonn 1400\nCid Day Lima 1900").split("\n") == [
        "Ann Lee Oslo 1200",
        "Bob Ray Bonn 1400",
        "Cid Day Lima 1900",
    ]


def test_columns_are_read_one_after_the_other() -> None:
    left, right = "they met Ann Lee\nand then the old", "captain Bob Ray\nwho went to sea"
    page = [*lines(left), *((x + 250, y, size, text) for x, y, size, text in lines(right))]
    assert document(pdf(drawn(page))).text == "they met Ann Lee and then the old captain Bob Ray who went to sea"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("they all saw Angela Mer-\nkel go, and Merkel waved", "they all saw Angela Merkel go, and Merkel waved"),
        ("they all saw Jean-\nPierre Blanc as he went", "they all saw Jean-Pierre Blanc as he went"),
        ("they all said that trans-\nport is slow in winter", "they all said that transport is slow in winter"),
        ("they all saw Angela Mer\u00ad\nkel go, and Merkel waved", "they all saw Angela Merkel go, and Merkel waved"),
        ("they all saw Han Duck\u00adsoo go, and he waved", "they all saw Han Duck-soo go, and he waved"),
        ("they all saw Han Duck\u00ad\nsoo go, and he waved", "they all saw Han Duck-soo go, and he waved"),
        ("this is a well-known man, a well-\nknown ship", "this is a well-known man, a well-known ship"),
    ],
)
def test_parted_words_are_put_together_where_that_is_certain(page: str, expected: str) -> None:
    assert text_of(page) == expected


def test_the_heads_and_numbers_of_pages_do_not_part_sentences() -> None:
    words = ("one", "two", "six")
    pages = [
        f"Skagen Line Report\n\nwe say of {word}\nand the others\nthat it is\n\n{at}" for at, word in enumerate(words)
    ]
    assert text_of(*pages).split("\f") == [
        "Skagen Line Report\n\nwe say of one and the others that it is",
        "we say of two and the others that it is",
        "we say of six and the others that it is",
    ]


def test_lines_without_a_word_are_no_trouble() -> None:
    page = [Line(". " * 400 + "so", 0, 12), Line("a" * 20_000, 28, 12)]
    assert next(flowing([page] * 3)).endswith("a" * 20_000)


def test_pages_turned_on_their_side_are_read() -> None:
    turned = b"BT /F1 12 Tf 0 1 -1 0 100 72 Tm (They met Ann Lee, who) Tj 0 1 -1 0 114 72 Tm (said so to all) Tj ET"
    assert document(pdf(turned)).text == "They met Ann Lee, who said so to all"


@pytest.mark.parametrize("title", ["Microsoft Word - draft_3.doc", "Binder1.pdf", "untitled", " "])
def test_a_title_that_is_a_file_name_is_none(title: str) -> None:
    assert document(pdf(drawn(lines(TEXT)), info=f"/Title ({title})")).title is None


def test_a_date_in_the_name_counts_before_that_of_the_file() -> None:
    (found,) = read_pdf(BytesIO(pdf(drawn(lines(TEXT)), info=INFO)), "x/2016-01-02 sale.pdf", How())
    assert isinstance(found, Document)
    assert found.date == "2016-01-02"


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_an_encrypted_file_needs_its_password(algorithm: str) -> None:
    data = encrypted(pdf(drawn(lines("Ann Lee spoke first.")), info=INFO), user="sesame", algorithm=algorithm)
    for password in ("sesame", "owner"):
        found = document(data, How(password=password))
        assert (found.text, found.author) == ("Ann Lee spoke first.", "Marit Solheim")
    assert through(data) == [Skipped("a.pdf", "encrypted: give its password with --password", Status.ENCRYPTED)]
    assert through(data, How(password="wrong")) == [
        Skipped("a.pdf", "encrypted with another password", Status.ENCRYPTED)
    ]


def test_a_file_that_is_only_closed_to_printing_is_read() -> None:
    data = encrypted(pdf(drawn(lines("Ann Lee spoke first."))), user="")
    assert document(data).text == "Ann Lee spoke first."
    assert document(data, How(password="that of others")).text == "Ann Lee spoke first."


@pytest.mark.parametrize(
    ("how", "installed", "way"),
    [(How(), False, 'pip install "comention[ocr]"'), (How(recognize=False), True, "leave out --no-ocr")],
)
def test_a_scan_that_is_not_recognized_is_told(
    how: How, installed: bool, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "_is_installed", lambda: installed)
    reason = f"no text layer: to have its text recognized, {way}"
    assert items(pdf(b"0 0 612 792 re f", b""), how) == [Skipped("a.pdf", reason, Status.TEXTLESS)]
    picture = "/XObject << /Im1 << /Type /XObject /Subtype /Image >> >>"
    found, told = items(pdf(drawn(lines(TEXT)), b"/Im1 Do", resources=picture), how)
    assert isinstance(found, Document)
    assert told == Skipped("a.pdf#page=2", f"{reason} (page 2)", Status.TEXTLESS, documents=0)


def test_a_text_layer_that_is_not_legible_is_told_and_no_text() -> None:
    garbled = "".join(chr(ord(letter) - 29) if ord(letter) > 60 else letter for letter in TEXT)
    reason = "a text layer that is not legible: to have its text recognized, leave out --no-ocr"
    how = How(recognize=False)
    assert items(pdf(drawn(lines(garbled))), how) == [Skipped("a.pdf", reason, Status.TEXTLESS)]
    found, told = items(pdf(drawn(lines(TEXT)), drawn(lines(garbled))), how)
    assert isinstance(found, Document)
    assert found.text == f"{' '.join(TEXT.split())}\f"
    assert told == Skipped("a.pdf#page=2", f"{reason} (page 2)", Status.TEXTLESS, documents=0)


def test_a_page_that_cannot_be_read_leaves_the_others() -> None:
    good, bad = drawn(lines("Ann Lee spoke first.")), b"x" * (3 * 2**20)
    told, found = items(pdf(good, bad, good), How(limits=Limits(size=2)))
    assert isinstance(told, Skipped)
    assert (told.where, told.status) == ("a.pdf#page=2", Status.LARGE)
    assert isinstance(found, Document)
    assert found.text == "Ann Lee spoke first.\f\fAnn Lee spoke first."


def test_a_broken_page_is_no_scan() -> None:
    told = items(pdf(b"x" * (3 * 2**20)), How(limits=Limits(size=2)))
    assert [item.where for item in told if isinstance(item, Skipped)] == ["a.pdf#page=1"]


def test_what_was_filled_in_and_noted_is_text_too() -> None:
    field = "<< /Subtype /Widget /FT /Tx /T (name) /V (Marit Solheim) >>"
    button = "<< /Subtype /Widget /FT /Btn /T (ok) /V /Yes >>"
    note = "<< /Subtype /Text /T (Bob Ray) /Contents (Ask Cid Day.) >>"
    data = pdf(drawn(lines("They signed here.")), more=f"/Annots [{field} {button} {note} << /Subtype /Link >>]")
    assert document(data).text == "They signed here.\n\nMarit Solheim\n\nBob Ray: Ask Cid Day."


def test_attached_files_are_read_too(tmp_path: Path) -> None:
    data = with_attachment(pdf(drawn(lines("Ann Lee spoke first."))), "../note.txt", b"Marit Solheim signed.")
    (tmp_path / "a.pdf").write_bytes(data)
    assert list(read(find([tmp_path / "a.pdf"])[0])) == [
        Document("a.pdf", "Ann Lee spoke first."),
        Document("a.pdf/note.txt", "Marit Solheim signed."),
    ]


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"%PDF-1.7\nAnn Lee met Bob Ray.", b"%PDF-1.7\n" + bytes(range(256)) * 9]
)
def test_what_is_no_pdf_is_damaged(data: bytes) -> None:
    (told,) = through(data)
    assert isinstance(told, Skipped)
    assert told.status is Status.DAMAGED


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_file_cut_in_the_middle_gives_what_is_left_or_says_why_not(share: float) -> None:
    data = pdf(*[drawn(lines(TEXT))] * 4)
    found = through(data[: int(len(data) * share)])
    assert found
    assert all(item.status is Status.DAMAGED for item in found if isinstance(item, Skipped))


def test_an_operator_bomb_is_given_up(tmp_path: Path) -> None:
    content = b"BT /F1 12 Tf " + b"(Ann) Tj " * 4_000_000 + b"ET"
    (tmp_path / "a.pdf").write_bytes(pdf(content))
    found = list(read(find([tmp_path / "a.pdf"])[0], How(limits=Limits(seconds=1))))
    assert found
    assert all(isinstance(item, Skipped) and item.status in (Status.SLOW, Status.LARGE) for item in found)


def test_a_text_that_unpacks_to_too_much_is_given_up(tmp_path: Path) -> None:
    page = drawn([(72, 700, 12, "Ann Lee " * 60_000)])
    (tmp_path / "a.pdf").write_bytes(pdf(*[page] * 4))
    found = list(read(find([tmp_path / "a.pdf"])[0], How(limits=Limits(size=1))))
    assert [item.status for item in found if isinstance(item, Skipped)] == [Status.LARGE]
