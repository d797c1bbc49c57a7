"""Makes small office files and books: packages of XML, as simple as their readers of the world accept."""

from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

from tests.read.packing import archive

DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SLIDE = "http://schemas.openxmlformats.org/presentationml/2006/main"
TO = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"

Members = Mapping[str, str | bytes]
NONE: Members = {}


def package(members: Members) -> bytes:
    return archive({name: data.encode() if isinstance(data, str) else data for name, data in members.items()})


def core(title: str = "", author: str = "", created: str = "") -> str:
    """Write what an office file says of itself."""
    return (
        f'{DECLARED}<cp:coreProperties xmlns:cp="{CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>{escape(title)}</dc:title>'
        f"<dc:creator>{escape(author)}</dc:creator><dcterms:created>{created}</dcterms:created></cp:coreProperties>"
    )


def relations(targets: Iterable[str]) -> str:
    listed = "".join(
        f'<Relationship Id="r{number}" Type="{TO}/part" Target="{target}"/>' for number, target in enumerate(targets, 1)
    )
    return f'{DECLARED}<Relationships xmlns="{RELATED}">{listed}</Relationships>'


def runs(text: str) -> str:
    """A text as Word writes it, in pieces."""
    middle = len(text) // 2
    pieces = (text[:middle], text[middle:])
    return "".join(f'<w:r><w:rPr/><w:t xml:space="preserve">{escape(piece)}</w:t></w:r>' for piece in pieces)


def word(body: str, others: Members = NONE, *, namespace: str = WORD) -> bytes:
    """Write a Word document; others are more members, by name."""
    content = f'{DECLARED}<w:document xmlns:w="{namespace}" xmlns:x="urn:x"><w:body>{body}</w:body></w:document>'
    members: dict[str, str | bytes] = {"[Content_Types].xml": "<Types/>", "word/document.xml": content}
    return package({**members, **others})


def docx(paragraphs: Sequence[str]) -> bytes:
    return word("".join(f"<w:p>{runs(paragraph)}</w:p>" for paragraph in paragraphs))


def opendocument(kind: str, body: str, others: Members = NONE) -> bytes:
    """Write a text, spreadsheet or presentation."""
    spaces = " ".join(f'xmlns:{name}="{OFFICE}{name}:1.0"' for name in ("office", "text", "table", "drawing", "meta"))
    content = (
        f'{DECLARED}<office:document-content {spaces} xmlns:draw="urn:draw" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    members: dict[str, str | bytes] = {"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content}
    return package({**members, **others})


def odt(paragraphs: Sequence[str]) -> bytes:
    return opendocument("text", "".join(f"<text:p>{escape(paragraph)}</text:p>" for paragraph in paragraphs))


def ods(paragraphs: Sequence[str]) -> bytes:
    rows = "".join(
        f"<table:table-row><table:table-cell><text:p>{escape(paragraph)}</text:p></table:table-cell></table:table-row>"
        for paragraph in paragraphs
    )
    return opendocument("spreadsheet", f"<table:table>{rows}</table:table>")


def odp(paragraphs: Sequence[str]) -> bytes:
    boxes = "".join(f"<text:p>{escape(paragraph)}</text:p>" for paragraph in paragraphs)
    frame = f"<draw:page><draw:frame><draw:text-box>{boxes}</draw:text-box></draw:frame></draw:page>"
    return opendocument("presentation", frame)


def presentation(slides: Sequence[str], others: Members = NONE) -> bytes:
    """Write a PowerPoint presentation of slides; others are more members, by name."""
    listed = "".join(f'<p:sldId id="{255 + n}" r:id="r{n}"/>' for n in range(1, len(slides) + 1))
    spaces = f'xmlns:p="{SLIDE}" xmlns:r="{TO}" xmlns:a="{DRAWING}"'
    members: dict[str, str | bytes] = {
        "ppt/presentation.xml": f"<p:presentation {spaces}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(f"slides/slide{n}.xml" for n in range(1, len(slides) + 1)),
    }
    for number, slide in enumerate(slides, 1):
        members[f"ppt/slides/slide{number}.xml"] = f"{DECLARED}<p:sld {spaces}>{slide}</p:sld>"
    return package({**members, **others})


def shape(paragraphs: Sequence[str]) -> str:
    written = "".join(f"<a:p><a:r><a:t>{escape(paragraph)}</a:t></a:r></a:p>" for paragraph in paragraphs)
    return f"<p:sp><p:txBody>{written}</p:txBody></p:sp>"


def pptx(paragraphs: Sequence[str]) -> bytes:
    return presentation([shape(paragraphs)])


def workbook(
    sheets: Mapping[str, str], shared: Sequence[str] = (), others: Members = NONE, *, since_1904: bool = False
) -> bytes:
    """Write an Excel workbook; each sheet is its rows."""
    spaces = f'xmlns="{SHEET}" xmlns:r="{TO}"'
    listed = "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, 1))
    facts = '<workbookPr date1904="1"/>' if since_1904 else ""
    texts = "".join(f"<si><t>{escape(text)}</t></si>" for text in shared)
    members: dict[str, str | bytes] = {
        "xl/workbook.xml": f"{DECLARED}<workbook {spaces}>{facts}<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(f"worksheets/sheet{n}.xml" for n in range(1, len(sheets) + 1)),
        "xl/sharedStrings.xml": f"{DECLARED}<sst {spaces}>{texts}</sst>",
    }
    for number, rows in enumerate(sheets.values(), 1):
        data = f"{DECLARED}<worksheet {spaces}><sheetData>{rows}</sheetData></worksheet>"
        members[f"xl/worksheets/sheet{number}.xml"] = data
    return package({**members, **others})


def xlsx(paragraphs: Sequence[str]) -> bytes:
    rows = "".join(f'<row r="{n + 1}"><c r="A{n + 1}" t="s"><v>{n}</v></c></row>' for n in range(len(paragraphs)))
    return workbook({"Sheet": rows}, paragraphs)


def book(chapters: Sequence[str], others: Members = NONE, *, metadata: str = "") -> bytes:
    """Write a book of chapters in XHTML."""
    manifest = "".join(f'<item id="c{n}" href="text/c{n}.xhtml"/>' for n in range(len(chapters)))
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    members: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="in/book.opf"/></rootfiles></container>',
        "in/book.opf": (
            f'{DECLARED}<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{metadata}</metadata>'
            f"<manifest>{manifest}</manifest><spine>{spine}</spine></package>"
        ),
    }
    for number, chapter in enumerate(chapters):
        members[f"in/text/c{number}.xhtml"] = (
            f'{DECLARED}<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{chapter}</body></html>'
        )
    return package({**members, **others})


def epub(paragraphs: Sequence[str]) -> bytes:
    return book(["".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)])
