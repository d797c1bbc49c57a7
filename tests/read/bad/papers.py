"""Bad PDFs, office files, books, rich text and messages: scanned, locked, cut, forged, calling for other files."""

from collections.abc import Iterator

from tests.read.bad.case import SAID, Case, blank, read, skip
from tests.read.makers import compound, drawn, encrypted, lines, locked, pdf, properties, with_attachment
from tests.read.packages import (
    WORD,
    book,
    core,
    docx,
    epub,
    odt,
    opendocument,
    pptx,
    presentation,
    word,
    workbook,
    xlsx,
)
from tests.read.packing import archive
from tests.read.writing import old_workbook, rich

from comention.read import Status

PAGE = drawn(lines(SAID))
GOOD = pdf(PAGE)
SCAN = "/XObject << /I 3 0 R >>"
PARAGRAPH = f"<w:p><w:r><w:t>{SAID}</w:t></w:r></w:p>"
BROKEN = Status.DAMAGED
BOMB = "<!--" + " " * (50 * 2**20) + "-->"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def cases() -> Iterator[Case]:
    yield from pdfs()
    yield from offices()
    yield from others()


def pdfs() -> Iterator[Case]:
    yield blank("empty.pdf", b"")
    yield skip("head only.pdf", b"%PDF-1.7\n\xff\xfe\0", BROKEN)
    yield skip("noise.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 20, BROKEN)
    yield skip("scanned.pdf", pdf(b"q 612 0 0 792 0 0 cm /I Do Q", resources=SCAN), Status.TEXTLESS)
    yield skip("no pages.pdf", pdf(), Status.TEXTLESS)
    yield skip("locked.pdf", encrypted(GOOD, user="secret"), Status.ENCRYPTED)
    yield skip("locked in the old way.pdf", encrypted(GOOD, user="secret", algorithm="RC4-128"), Status.ENCRYPTED)
    yield read("closed to printing.pdf", encrypted(GOOD, user=""))
    yield read("with leading noise.pdf", b"\r\n" * 20 + GOOD)
    yield read("with trailing noise.pdf", GOOD + b"\0" * 3000)
    yield skip("without a table.pdf", GOOD[: GOOD.index(b"xref")], BROKEN)
    yield read("wrong places.pdf", GOOD.replace(b"0000000234", b"0000000999").replace(b"0000000115", b"0000000007"))
    yield read("a pdf.txt", GOOD)
    yield skip("pages in a circle.pdf", GOOD.replace(b"/Kids [5 0 R]", b"/Kids [5 0 R 2 0 R]"), BROKEN)
    yield read(
        "script inside.pdf", GOOD.replace(b"/Type /Catalog", b"/OpenAction << /S /JavaScript /JS (x) >> /Type /Catalog")
    )
    yield read(
        "a file attached.pdf",
        with_attachment(GOOD, "../../a.txt", b"Vladimir Putin"),
        "Angela Merkel",
        "Vladimir Putin",
    )
    yield read("operators.pdf", pdf(PAGE + b" q" * 30_000))
    yield read("a web page.pdf", f"<!DOCTYPE html><html><body><p>{SAID}</p>")


def offices() -> Iterator[Case]:
    yield blank("empty.docx", b"")
    yield skip("cut.docx", docx([SAID])[:300], BROKEN)
    yield skip("no text.docx", archive({"word/document.xml": b"", "[Content_Types].xml": b"x"}), BROKEN)
    yield skip("a bomb.docx", word("", {"word/document.xml": f"<a>{BOMB}</a>"}), Status.LARGE)
    yield skip("locked.docx", locked(docx([SAID]), "secret"), Status.ENCRYPTED)
    yield skip("a broken lock.docx", compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), Status.ENCRYPTED)
    yield read("a good workbook.xls", old_workbook([SAID]))
    yield read("a workbook.doc", old_workbook([SAID]))
    yield skip("no workbook.xls", compound({"Workbook": b"x" * 5000}), BROKEN)
    yield skip("cut.xls", old_workbook([SAID])[:1500], BROKEN)
    yield skip("cut.doc", OLE + b"\0" * 100, BROKEN)
    yield skip("pictures of a folder.db", compound({"Catalog": b"x" * 5000}), Status.UNKNOWN)
    yield read(
        "half.docx",
        word("", {"word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{PARAGRAPH}<w:p'}),
        but=(BROKEN,),
    )
    yield read("nested.docx", word(PARAGRAPH + "<w:tbl><w:tr><w:tc>" * 60 + PARAGRAPH), but=(BROKEN,))
    yield read("too nested.docx", word(PARAGRAPH + "<w:sdt>" * 5000), but=(BROKEN,))
    yield read(
        "fields that call.docx",
        word(f'{PARAGRAPH}<w:p><w:r><w:instrText>DDEAUTO c:\\cmd "x"</w:instrText></w:r></w:p>'),
    )
    yield read("macros.docm", word(PARAGRAPH, {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 100}))
    yield read("broken facts.docx", word(PARAGRAPH, {"docProps/core.xml": "<a"}), but=(BROKEN,))
    yield read(
        "long facts.docx", word(PARAGRAPH, {"docProps/core.xml": core("x" * 100_000, "\u200bAnn", "2017-99-99")})
    )
    yield read("a docx.zip", docx([SAID]))
    yield read("a docx.pdf", docx([SAID]))
    yield skip("no text.odt", archive({"mimetype": b"application/vnd.oasis.opendocument.text"}), BROKEN)
    yield read("many spaces.odt", opendocument("text", f"<text:p>{SAID}<text:s text:c='999999999'/></text:p>"))
    yield skip(
        "locked.odt", opendocument("text", "x", {"META-INF/manifest.xml": "<encryption-data/>"}), Status.ENCRYPTED
    )
    yield read("cut and mended.odt", odt([SAID]) + b"\0" * 50)
    yield read("slides that are missing.pptx", pptx([SAID]).replace(b"slide1.xml.rels", b"slide9.xml.rels"))
    yield blank("no slides.pptx", presentation([]))
    yield read(
        "shared texts are missing.xlsx",
        workbook({"S": f'<row><c t="s"><v>9</v></c><c t="str"><v>{SAID}</v></c></row>'}),
    )
    yield read("far columns.xlsx", workbook({"S": f'<row><c r="ZZZZZZ1" t="str"><v>{SAID}</v></c></row>'}))
    yield read("a good sheet.xlsx", xlsx([SAID]))
    yield blank("sheets that are missing.xlsx", workbook({"S": ""}))


def others() -> Iterator[Case]:
    yield read("a good book.epub", epub([SAID]))
    yield skip("no list.epub", book([f"<p>{SAID}</p>"]).replace(b"book.opf", b"book.xxx"), BROKEN)
    yield skip("no chapters.epub", book([]), BROKEN)
    yield skip(
        "a locked chapter.epub",
        book(["x"], {"META-INF/encryption.xml": '<a><CipherReference URI="in/text/c0.xhtml"/></a>'}),
        Status.ENCRYPTED,
    )
    yield read("cut.rtf", rich([SAID])[:-1], but=(BROKEN,))
    yield read("braces.rtf", rich([SAID])[:-1] + b"{" * 3000 + b"}" * 3001)
    yield skip("too many braces.rtf", b"{\\rtf1 " + b"{" * 50_000, BROKEN)
    yield read("pictures.rtf", rich([SAID])[:-1] + b"{\\pict\\pngblip " + b"89504e47" * 20_000 + b"}}")
    yield read("objects.rtf", rich([SAID])[:-1] + b"{\\object{\\*\\objdata " + b"0105" * 20_000 + b"}}}")
    yield read("bytes.rtf", rich([SAID])[:-1] + b"{\\*\\bin999999999 }}", but=(BROKEN,))
    yield read("a good message.msg", compound(properties({0x0037: "x", 0x1000: SAID})))
    yield skip("no message.msg", compound({"other": b"x"}), BROKEN)
    yield skip("noise.msg", OLE + bytes(range(256)) * 10, BROKEN)
    yield skip("cut.7z", b"7z\xbc\xaf\x27\x1c\0\4" + bytes(30), BROKEN)
