"""Text on pictures is recognized, wherever the picture is, and however it lies."""

import io
import random
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image
from tests.read.fuzzing import wounded
from tests.read.installing import install
from tests.read.makers import drawn, encrypted, lines, pdf
from tests.read.printing import noisy, printed, saved

from comention.config import Limits
from comention.model import Document
from comention.read import How, Skipped, Status, Working, find, isolated, read, recognition
from comention.read.pdf import read_pdf
from comention.read.pictures import read_picture
from comention.read.reading import Reading

FIRST = "Ann Lee met Bob Ray of the Skagen Line in a small harbour on the coast of Denmark, where both of them signed."
SECOND = "Cid Day of Norway was not invited."
CARD = (6.0, 4.0)  # inches
DEFAULT = How()


def page(text: str = FIRST, dots: int = 200) -> Image.Image:
    (found,) = printed(text, dots=dots, paper=CARD)
    return found


def items(data: bytes, how: How = DEFAULT) -> list[Document | Skipped | Working]:
    return list(read_picture(io.BytesIO(data), "a.png", how))


def document(data: bytes) -> Document:
    (found,) = (item for item in items(data) if isinstance(item, Document))
    return found


def of_pdf(data: bytes, how: How = DEFAULT) -> list[Document | Skipped]:
    return list(Reading(how).items(io.BytesIO(data), "a.pdf", "a.pdf"))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_a_picture_is_a_document_that_says_that_it_was_recognized(kind: str, tmp_path: Path) -> None:
    (tmp_path / "2017-05-18 scan.dat").write_bytes(saved([page()], kind))
    (found,) = read(find([tmp_path / "2017-05-18 scan.dat"])[0])
    assert found == Document("2017-05-18 scan.dat", FIRST, date="2017-05-18", recognized="1")


def test_the_pages_of_a_tiff_are_pages() -> None:
    assert document(saved([page(), page(SECOND)], "TIFF")) == Document("a.png", f"{FIRST}\f{SECOND}", recognized="1-2")


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_lies_on_its_side_or_head_is_turned(degrees: int) -> None:
    assert document(saved([page(f"{FIRST}\n\n{SECOND}").rotate(degrees, expand=True)], "PNG")).text == (
        f"{FIRST}\n\n{SECOND}"
    )


def test_a_page_that_lies_askew_is_read_in_lines() -> None:
    assert document(saved([noisy(page(), askew=-3)], "PNG")).text == FIRST


def test_columns_are_read_one_after_the_other() -> None:
    text = " ".join([FIRST, SECOND, "Nobody knew why.", FIRST, SECOND])
    (two,) = printed(text, dots=150, columns=2, paper=(7, 3.6))
    assert document(saved([two], "PNG")).text == text


@pytest.mark.parametrize("mode", ["1", "P", "RGBA", "CMYK", "I;16"])
def test_colours_and_transparency_are_no_trouble(mode: str) -> None:
    picture = page()
    if mode == "RGBA":  # black letters on nothing
        clear = Image.new("RGBA", picture.size, (0, 0, 0, 0))
        clear.putalpha(picture.point(lambda value: 255 - value))
        picture = clear
    elif mode == "I;16":
        picture = picture.convert("I").point(lambda value: value * 257).convert("I;16")
    else:
        picture = picture.convert(mode)
    assert document(saved([picture], "TIFF")).text == FIRST


def test_a_picture_without_text_gives_nothing(tmp_path: Path) -> None:
    empty = Image.radial_gradient("L").resize((400, 300))
    assert [item for item in items(saved([empty], "JPEG")) if not isinstance(item, Working)] == []
    assert [item for item in items(saved([Image.new("L", (1, 1))], "PNG")) if not isinstance(item, Working)] == []


def test_a_picture_of_too_many_pixels_is_not_unpacked() -> None:
    data = bytearray(saved([Image.new("1", (8, 8))], "PNG"))
    header = (50_000).to_bytes(4) * 2 + bytes(data[24:29])
    data[16:33] = header + __import__("zlib").crc32(b"IHDR" + header).to_bytes(4)
    reason = "a picture with more pixels than any page has"
    assert list(Reading(How()).items(io.BytesIO(data), "a.png", "a.png")) == [Skipped("a.png", reason, Status.LARGE)]


@pytest.mark.parametrize(
    ("how", "installed", "way"),
    [(How(), False, 'pip install "comention[ocr]"'), (How(recognize=False), True, "leave out --no-ocr")],
)
def test_a_picture_that_is_not_recognized_is_told(
    how: How, installed: bool, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "_is_installed", lambda: installed)
    told = Skipped("a.png", f"a picture: to have its text recognized, {way}", Status.TEXTLESS)
    assert list(Reading(how).items(io.BytesIO(saved([page()], "PNG")), "a.png", "a.png")) == [told]


def test_a_scanned_pdf_is_recognized_and_says_where_it_is() -> None:
    data = saved([page(), page(SECOND)], "PDF", dots=200)
    found = list(read_pdf(io.BytesIO(data), "2017-05-18.pdf", How()))
    assert found == [
        Working("2017-05-18.pdf, page 1 of 2"),
        Working("2017-05-18.pdf, page 2 of 2"),
        Document("2017-05-18.pdf", f"{FIRST}\f{SECOND}", date="2017-05-18", recognized="1-2"),
    ]


def test_an_encrypted_scan_is_recognized() -> None:
    data = encrypted(saved([page()], "PDF", dots=200), user="sesame")
    (found,) = of_pdf(data, How(password="sesame"))
    assert isinstance(found, Document)
    assert (found.text, found.recognized) == (FIRST, "1")


def test_only_pages_without_a_legible_text_layer_are_recognized() -> None:
    garbled = "".join(chr(ord(letter) - 29) if ord(letter) > 60 else letter for letter in FIRST)
    (found,) = of_pdf(pdf(drawn(lines(FIRST)), drawn(lines(garbled))))
    assert isinstance(found, Document)
    assert found.recognized == "2"
    assert found.text.startswith(f"{FIRST}\f")


def test_a_stamp_on_a_scanned_page_is_not_all_of_its_text() -> None:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(saved([page()], "PDF", dots=200)))
    stamp = pypdf.PdfReader(io.BytesIO(pdf(drawn([(20, 10, 12, "DOJ-000123")]))))
    writer.pages[0].merge_page(stamp.pages[0])
    file = io.BytesIO()
    writer.write(file)
    (found,) = of_pdf(file.getvalue())
    assert isinstance(found, Document)
    assert (found.recognized, FIRST in found.text, "DOJ-000123" in found.text) == ("1", True, True)


def test_the_caption_of_a_photograph_stays_as_it_is() -> None:
    import pypdf

    photograph = saved([Image.radial_gradient("L").resize((800, 600))], "PDF", dots=100)
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(photograph))
    writer.pages[0].merge_page(pypdf.PdfReader(io.BytesIO(pdf(drawn([(20, 10, 12, "Ann Lee at sea")])))).pages[0])
    file = io.BytesIO()
    writer.write(file)
    (found,) = of_pdf(file.getvalue())
    assert isinstance(found, Document)
    assert (found.recognized, found.text) == (None, "Ann Lee at sea")


def test_a_pdf_of_blank_pages_has_no_text() -> None:
    reason = "no text layer, and no text was recognized on its pages"
    assert of_pdf(pdf(b"", b"")) == [Skipped("a.pdf", reason, Status.TEXTLESS)]


def test_pictures_in_archives_mails_and_office_files_are_read() -> None:
    picture = saved([page()], "PNG")
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "ann@example.org", "The contract"
    mail.set_content("See the scan.")
    mail.add_attachment(picture, "image", "png", filename="scan.png")
    office = io.BytesIO()
    with zipfile.ZipFile(office, "w") as archive:
        archive.writestr("word/document.xml", "<document><body><p><r><t>A letter</t></r></p></body></document>")
        archive.writestr("word/media/image1.png", picture)
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("a.eml", mail.as_bytes())
        archive.writestr("b.docx", office.getvalue())
        archive.writestr("c.png", picture)
    found = list(Reading(How()).items(io.BytesIO(outer.getvalue()), "a.zip", "a.zip"))
    assert {item.id: item.recognized for item in found if isinstance(item, Document)} == {
        "a.zip/a.eml": None,
        "a.zip/a.eml/scan.png": "1",
        "a.zip/b.docx": None,
        "a.zip/b.docx/word/media/image1.png": "1",
        "a.zip/c.png": "1",
    }


def test_ornaments_are_not_told_but_an_attachment_and_a_letter_that_is_a_picture_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recognition, "_is_installed", lambda: False)
    mail = EmailMessage()
    mail["From"] = "ann@example.org"
    mail.set_content("See the scan.")
    mail.add_attachment(b"GIF89a", "image", "gif", filename="logo.gif", disposition="inline")
    mail.add_attachment(saved([page()], "PNG"), "image", "png", filename="scan.png")
    found = Reading(How()).items(io.BytesIO(mail.as_bytes()), "a.eml", "a.eml")
    assert [item.where for item in found if isinstance(item, Skipped)] == ["a.eml/scan.png"]
    for text, told in (("A letter", []), ("", ["b.docx/word/media/image1.png"])):
        office = io.BytesIO()
        with zipfile.ZipFile(office, "w") as archive:
            archive.writestr("word/document.xml", f"<document><body><p><r><t>{text}</t></r></p></body></document>")
            archive.writestr("word/media/image1.png", saved([page()], "PNG"))
        found = Reading(How()).items(io.BytesIO(office.getvalue()), "b.docx", "b.docx")
        assert [item.where for item in found if isinstance(item, Skipped)] == told


def test_a_language_without_a_model_is_told() -> None:
    (told,) = (item for item in of_pdf(pdf(b""), How(language="cyrillic")) if isinstance(item, Skipped))
    assert told.status is Status.MISSING
    assert told.reason.startswith("needs the model cyrillic_PP-OCRv5_rec_mobile.onnx of RapidOCR in /")
    (told,) = (item for item in of_pdf(pdf(b""), How(language="klingon")) if isinstance(item, Skipped))
    assert told.reason.startswith("--ocr-language klingon: expected one of")


def test_an_eye_that_looks_like_an_ell_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    corners = [[0.0, 0.0], [400.0, 0.0], [400.0, 30.0], [0.0, 30.0]]
    said = "lgor lvanov of lsrael told the lAEA and the lMF in CAPlTALS about 5 lbs of llamas; Ltd, l'lran and all."
    monkeypatch.setattr(recognition, "_found", lambda *_: [(corners, said, 0.9)])
    monkeypatch.setattr(recognition, "_engine", lambda _: None)
    (line,) = recognition.Recognition(How()).lines(Image.new("L", (431, 47)))
    assert line.text == (
        "Igor Ivanov of Israel told the IAEA and the IMF in CAPITALS about 5 lbs of llamas; Ltd, l'Iran and all."
    )


def test_letters_with_accents_are_recognized() -> None:
    text = "Zoë Müller und Søren Løvås trafen João Conceição, Łukasz Dąbek, Gyöngyi Szűcs und Ömer Gökçe in Århus."
    assert document(saved([page(text)], "PNG")).text == text


def test_each_page_has_the_time_of_a_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that tells where it is takes longer in all than one page may take, and than all documents may."""
    install(tmp_path / "package", "slow", SLOW, monkeypatch)
    monkeypatch.setattr(isolated, "TOTAL", 1)
    (tmp_path / "a.slow").write_text("three pages")
    places: list[str] = []
    with isolated.readers(How(limits=Limits(seconds=2, memory=400)), slow=places.append) as start:
        found = list(start(isolated.Job(tmp_path / "a.slow", "a.slow", "a.slow")))
    assert found == [Document("a.slow", "read")]
    assert set(places) <= {"a.slow", "a.slow, page 1 of 3", "a.slow, page 2 of 3", "a.slow, page 3 of 3"}
    assert "a.slow, page 2 of 3" in places


SLOW = """
import time
from comention.model import Document
from comention.read import Working


def read(file, name, how):
    for page in (1, 2, 3):
        yield Working(f"{name}, page {page} of 3")
        time.sleep(1.2)
    yield Document(name, "read")
"""


def test_when_the_time_is_up_the_other_pages_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "TOTAL", 1e-9)
    reason = "page{}: not recognized, as others took 1e-09 min: allow more with --time-limit"
    data = [page(FIRST), page(SECOND), page(SECOND)]
    found, late = of_pdf(saved(data, "PDF", dots=200))
    assert isinstance(found, Document)
    assert (found.text, found.recognized) == (f"{FIRST}\f\f", "1")
    assert late == Skipped("a.pdf#page=2", reason.format("s 2-3"), Status.SLOW, documents=0)
    told = [item for item in items(saved(data[:2], "TIFF")) if not isinstance(item, Working)]
    assert told == [
        Skipped("a.png#page=2", reason.format(" 2"), Status.SLOW, documents=0),
        Document("a.png", FIRST, recognized="1"),
    ]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_wounded_pictures_are_told_and_never_raise(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "_engine", lambda _: None)
    monkeypatch.setattr(recognition, "_found", lambda *_: [])
    good = saved([page(dots=40), page(SECOND, dots=40)] if kind == "TIFF" else [page(dots=40)], kind)
    for number in range(200):
        for item in Reading(How()).items(io.BytesIO(wounded(good, random.Random(number))), "a.png", "a.png"):
            assert isinstance(item, Document) or item.status in (Status.DAMAGED, Status.LARGE, Status.UNKNOWN), number
