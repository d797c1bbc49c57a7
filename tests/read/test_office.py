"""Office files and books: all that people wrote is read, what was deleted is not, and nothing else is opened."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests.read.packages import (
    DECLARED,
    NONE,
    WORD,
    Members,
    book,
    core,
    opendocument,
    presentation,
    relations,
    runs,
    shape,
    word,
    workbook,
)

from comention.config import Fields, Limits
from comention.model import Document
from comention.read import How, Skipped, Status
from comention.read.reading import Reading

DEFAULT = How()
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
NOTES = f'{DECLARED}<w:{{0}}s xmlns:w="{WORD}"><w:{{0}} w:id="2"{{1}}><w:p>{{2}}</w:p></w:{{0}}></w:{{0}}s>'


def items(data: bytes, name: str, how: How = DEFAULT) -> list[Document | Skipped]:
    return list(Reading(how).items(BytesIO(data), name, name))


def document(data: bytes, name: str) -> Document:
    (found,) = items(data, name)
    assert isinstance(found, Document), found
    return found


def said(body: str, others: Members = NONE) -> list[str]:
    """The paragraphs of a Word document."""
    return document(word(body, others), "a.docx").text.split("\n\n")


def paragraph(text: str) -> str:
    return f"<w:p>{runs(text)}</w:p>"


class TestWord:
    def test_it_tells_who_wrote_it_and_when(self) -> None:
        facts = core("The sale", "Ann Lee", "2017-05-18T09:00:00Z")
        found = document(word(paragraph("Bob Ray signed."), {"docProps/core.xml": facts}), "a.docx")
        assert found == Document("a.docx", "Bob Ray signed.", title="The sale", author="Ann Lee", date="2017-05-18")

    def test_a_date_in_the_name_comes_first(self) -> None:
        data = word(paragraph("x"), {"docProps/core.xml": core(created="2020-01-01T00:00:00Z")})
        assert document(data, "2017-05-18 report.docx").date == "2017-05-18"

    def test_the_strict_kind_is_read_as_well(self) -> None:
        assert document(word(paragraph("Ann Lee came."), namespace=STRICT), "a.docx").text == "Ann Lee came."

    def test_what_was_inserted_is_read_and_what_was_deleted_is_not(self) -> None:
        changed = (
            f"<w:p>{runs('Ann ')}<w:ins>{runs('Lee ')}</w:ins><w:del><w:r><w:delText>Ray </w:delText></w:r></w:del>"
            f"<w:moveFrom>{runs('gone ')}</w:moveFrom><w:moveTo>{runs('came.')}</w:moveTo></w:p>"
        )
        assert said(changed) == ["Ann Lee came."]

    def test_tables_are_rows_of_cells(self) -> None:
        cell = "<w:tc><w:tcPr/>{}</w:tc>"
        row = f"<w:tr>{cell.format(paragraph('Ann Lee'))}{cell.format(paragraph('Acme') + paragraph('Oslo'))}</w:tr>"
        assert said(f"<w:tbl><w:tblPr/>{row}</w:tbl>") == ["Ann Lee | Acme Oslo"]

    def test_a_table_that_only_places_things_is_no_table(self) -> None:
        long = "Ann Lee spoke about the ferry and its crew. " * 6
        row = f"<w:tr><w:tc>{paragraph(long)}{paragraph('Second.')}</w:tc><w:tc>{paragraph('Aside.')}</w:tc></w:tr>"
        assert said(f"<w:tbl>{row}</w:tbl>") == [long.strip(), "Second.", "Aside."]

    def test_notes_comments_and_heads_are_read(self) -> None:
        footnote = NOTES.format("footnote", "", runs("Ray was there."))
        comment = NOTES.format("comment", ' w:author="Cid Day"', runs("Is that so?"))
        head = f'{DECLARED}<w:hdr xmlns:w="{WORD}">{paragraph("Skagen Line")}</w:hdr>'
        parts = {"word/footnotes.xml": footnote, "word/comments.xml": comment, "word/header1.xml": head}
        assert said(paragraph("Ann came."), parts) == [
            "Ann came.",
            "Cid Day: Is that so?",
            "Ray was there.",
            "Skagen Line",
        ]

    def test_a_text_box_is_read_once(self) -> None:
        box = f"<w:txbxContent>{paragraph('In the box.')}</w:txbxContent>"
        both = f"<x:AlternateContent><x:Choice>{box}</x:Choice><x:Fallback>{box}</x:Fallback></x:AlternateContent>"
        assert said(f"<w:p>{runs('Around it.')}<w:r>{both}</w:r></w:p>") == ["Around it.", "In the box."]

    def test_breaks_tabs_and_fields(self) -> None:
        pieces = (
            "<w:r><w:t>Ann</w:t><w:tab/><w:t>Lee</w:t><w:br/><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t>"
            "<w:instrText>HYPERLINK x</w:instrText></w:r>"
        )
        assert said(f"<w:p>{pieces}</w:p>") == ["Ann Lee\nco-op"]


class TestOpenDocument:
    def test_a_text(self) -> None:
        body = (
            "<text:tracked-changes><text:p>Deleted.</text:p></text:tracked-changes>"
            "<text:h>Heading</text:h><text:p>Ann<text:s text:c='2'/>Lee<text:tab/>met <text:span>Bob</text:span> Ray."
            "<text:note><text:note-citation>1</text:note-citation>"
            "<text:note-body><text:p>A note.</text:p></text:note-body></text:note></text:p>"
            "<office:annotation><dc:creator>Cid</dc:creator><text:p>Who?</text:p></office:annotation>"
        )
        meta = (
            f'{DECLARED}<m xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:m"><dc:title>T</dc:title>'
            "<dc:creator>Last</dc:creator><meta:initial-creator>First</meta:initial-creator>"
            "<dc:date>2020-01-01</dc:date><meta:creation-date>2017-05-18T09:00:00</meta:creation-date></m>"
        )
        found = document(opendocument("text", body, {"meta.xml": meta}), "a.odt")
        assert found.text.split("\n\n") == ["Heading", "Ann Lee met Bob Ray.", "A note.", "Cid: Who?"]
        assert (found.title, found.author, found.date) == ("T", "First", "2017-05-18")

    def test_sheets_and_slides_are_pages(self) -> None:
        cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
        row = f"<table:table-row>{cell.format('Ann')}{cell.format('Acme')}</table:table-row>"
        sheets = opendocument("spreadsheet", f"<table:table>{row}</table:table>" * 2)
        assert document(sheets, "a.ods").text == "Ann | Acme\fAnn | Acme"
        page = "<draw:page><draw:frame><text:p>Ann Lee</text:p></draw:frame></draw:page>"
        assert document(opendocument("presentation", page * 2), "a.odp").text == "Ann Lee\fAnn Lee"

    def test_an_encrypted_one_is_told(self) -> None:
        manifest = f"{DECLARED}<manifest><encryption-data/></manifest>"
        (found,) = items(opendocument("text", "noise", {"META-INF/manifest.xml": manifest}), "a.odt")
        assert isinstance(found, Skipped)
        assert (found.status, found.reason) == (Status.ENCRYPTED, "encrypted: save it without a password")


def test_slides_come_in_their_order_with_their_notes() -> None:
    notes = '<n xmlns:a="urn:a"><a:p><a:r><a:t>Say hello to Cid.</a:t></a:r></a:p></n>'
    data = presentation(
        [shape(["Ann Lee"]), shape(["Bob Ray"])],
        {
            "ppt/slides/_rels/slide1.xml.rels": relations(["../notesSlides/notesSlide1.xml"]),
            "ppt/notesSlides/notesSlide1.xml": notes,
        },
    )
    assert document(data, "a.pptx").text == "Ann Lee\n\nSay hello to Cid.\fBob Ray"


class TestExcel:
    ROWS = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><r><t>Ac</t></r>'
        "<r><t>me</t></r></is></c></row>"
        '<row r="2"><c r="A2" t="str"><v>Bob Ray</v></c><c r="B2"><v>5</v></c><c r="C2" t="e"><v>#REF!</v></c></row>'
    )

    def test_sheets_are_pages_of_rows(self) -> None:
        data = workbook({"One": self.ROWS, "Two": self.ROWS}, ["Ann Lee"])
        assert document(data, "a.xlsx").text == "\f".join(["Ann Lee | Acme\n\nBob Ray | 5"] * 2)

    @pytest.mark.parametrize("attributes", ["", ' date1904="1"'])
    def test_a_day_that_is_kept_as_a_number_is_a_date(self, attributes: str) -> None:
        shared = ["date", "text", "Ann Lee came."]
        head = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
        number = 42873.5 - (1462 if attributes else 0)
        rows = "".join(f'<row><c s="{s}"><v>{number}</v></c><c t="s"><v>2</v></c></row>' for s in (1, 2, 3, 0))
        styles = (
            '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-409]d\\-mmm\\-yyyy"/>'
            '<numFmt numFmtId="165" formatCode="0.0&quot; days&quot;"/></numFmts><cellXfs><xf numFmtId="0"/>'
            '<xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>'
        )
        main = workbook({"News": ""})
        with ZipFile(BytesIO(main)) as packed:
            book = packed.read("xl/workbook.xml").decode().replace("<sheets>", f"<workbookPr{attributes}/><sheets>")
        data = workbook({"News": head + rows}, shared, {"xl/styles.xml": styles, "xl/workbook.xml": book})
        found = items(data, "a.xlsx")
        assert [item.date for item in found if isinstance(item, Document)] == ["2017-05-18", "2017-05-18", None, None]
        assert isinstance(found[-1], Skipped)
        assert found[-1].reason.startswith("2 dates, the first of them")

    def test_a_column_of_texts_makes_a_document_of_each_row(self) -> None:
        shared = ["date", "text", "2017-05-18", "Ann Lee came.", "Bob Ray went."]
        rows = "".join(
            f'<row r="{n}">'
            + "".join(f'<c r="{c}{n}" t="s"><v>{v}</v></c>' for c, v in zip("AB", pair, strict=True))
            + "</row>"
            for n, pair in enumerate([(0, 1), (2, 3), (2, 4)], 1)
        )
        found = items(workbook({"News": rows}, shared), "a.xlsx")
        assert found == [
            Document("a.xlsx/News:2", "Ann Lee came.", date="2017-05-18"),
            Document("a.xlsx/News:3", "Bob Ray went.", date="2017-05-18"),
        ]

    def test_a_column_that_a_user_names_has_to_be_there(self) -> None:
        shared = ["date", "text", "2017-05-18", "Ann Lee came."]
        rows = "".join(f'<row><c t="s"><v>{d}</v></c><c t="s"><v>{t}</v></c></row>' for d, t in ((0, 1), (2, 3)))
        how = How(Fields(text="body"))
        (told,) = items(workbook({"News": rows}, shared), "a.xlsx", how)
        assert isinstance(told, Skipped)
        assert told.reason == "no column 'body'; the table has date, text: choose with --text-field"
        other = rows.replace("<v>1</v>", "<v>4</v>")
        found = items(workbook({"News": rows, "More": other}, [*shared, "body"]), "a.xlsx", how)
        assert next(item.text for item in found if isinstance(item, Document)) == "Ann Lee came."

    def test_all_dates_of_a_column_decide_how_each_is_meant(self) -> None:
        shared = ["date", "text", "03/04/2019", "13/04/2019", "Ann Lee came."]
        rows = "".join(
            f'<row><c t="s"><v>{d}</v></c><c t="s"><v>{t}</v></c></row>' for d, t in ((0, 1), (2, 4), (3, 4))
        )
        found = items(workbook({"News": rows}, shared), "a.xlsx")
        assert [item.date for item in found if isinstance(item, Document)] == ["2019-04-03", "2019-04-13"]

    def test_a_reference_to_no_text_is_no_text(self) -> None:
        assert document(workbook({"S": '<row><c t="s"><v>7</v></c><c><v>8</v></c></row>'}), "a.xlsx").text == "8"


class TestBook:
    def test_chapters_come_in_their_order(self) -> None:
        facts = "<dc:title>The sea</dc:title><dc:creator>Ann Lee</dc:creator><dc:date>1999</dc:date>"
        found = document(book(["<p>Bob Ray left.</p>", "<h1>Two</h1><p>He came back.</p>"], metadata=facts), "a.epub")
        assert found == Document(
            "a.epub", "Bob Ray left.\n\nTwo\n\nHe came back.", title="The sea", author="Ann Lee", date="1999"
        )

    def test_protected_chapters_are_told(self) -> None:
        locks = f'{DECLARED}<encryption><CipherReference URI="in/text/c0.xhtml"/></encryption>'
        one, two = items(book(["noise", "<p>Bob Ray left.</p>"], {"META-INF/encryption.xml": locks}), "a.epub")
        assert one == Skipped("a.epub/in/text/c0.xhtml", "protected against copying", Status.ENCRYPTED, documents=0)
        assert isinstance(two, Document)


MAIN = {
    "a.docx": "word/document.xml",
    "a.odt": "content.xml",
    "a.pptx": "ppt/presentation.xml",
    "a.xlsx": "xl/workbook.xml",
    "a.epub": "META-INF/container.xml",
}
"""The member without which there is no document."""

ENTITIES = '<!DOCTYPE d [<!ENTITY a "{0}"><!ENTITY b "{1}"><!ENTITY c SYSTEM "file://{2}">]>'


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.txt"
    path.write_text("Vladimir Putin")
    return path


def test_no_entity_is_opened(secret: Path) -> None:
    body = f"<w:p><w:r><w:t>Ann &c; came.</w:t></w:r></w:p><w:p><w:r><w:t>{'&b;' * 50}</w:t></w:r></w:p>"
    declared = ENTITIES.format("ha" * 1000, "&a;" * 1000, secret)
    content = f'<?xml version="1.0"?>{declared}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    data = word("", {"word/document.xml": content})
    (found, *_) = items(data, "a.docx")  # and that entities explode counts as damage
    assert isinstance(found, Document)
    assert found.text.startswith("Ann")
    assert "Putin" not in found.text
    assert len(found.text) < 100


@pytest.mark.parametrize("name", ["word/document.xml", "docProps/core.xml"])
def test_what_unpacks_to_too_much_is_not_read(name: str) -> None:
    filler = "<!--" + " " * 3_000_000 + "-->"
    data = word(paragraph("Ann"), {name: f"<a>{filler}</a>"})
    (found,) = items(data, "a.docx", How(limits=Limits(size=2)))
    assert isinstance(found, Skipped)
    assert found.status is Status.LARGE


@pytest.mark.parametrize("content", ["", "no XML at all", "<a", "\0\0\0", "<other/>"])
@pytest.mark.parametrize("name", MAIN)
def test_broken_ones_are_damaged(name: str, content: str) -> None:
    made = {
        "a.docx": word("", {MAIN[name]: content}),
        "a.odt": opendocument("text", "", {MAIN[name]: content}),
        "a.pptx": presentation([], {MAIN[name]: content}),
        "a.xlsx": workbook({}, (), {MAIN[name]: content}),
        "a.epub": book([], {MAIN[name]: content}),
    }
    (found,) = items(made[name], name)
    assert isinstance(found, Skipped)
    assert found.status is Status.DAMAGED


def test_of_one_that_is_cut_the_beginning_is_read() -> None:
    whole = f'<w:document xmlns:w="{WORD}"><w:body>{paragraph("Ann Lee came.")}{paragraph("Bob Ray went.")}'
    first, second = items(word("", {"word/document.xml": whole[: whole.index("went")]}), "a.docx")
    assert isinstance(first, Document)
    assert first.text.startswith("Ann Lee came.")
    assert second == Skipped(
        "a.docx", "damaged: something may be missing (word/document.xml)", Status.DAMAGED, documents=0
    )
