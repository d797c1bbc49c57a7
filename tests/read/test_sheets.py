"""Workbooks say the same, whether Excel wrote them until 2003 (.xls) or since (.xlsx)."""

import struct
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from xml.sax.saxutils import quoteattr

import olefile
import pytest
import xlwt
from tests.read.makers import compound
from tests.read.packages import DECLARED, SHEET, workbook
from tests.read.writing import old_workbook

from comention.config import Fields
from comention.model import Document
from comention.read import How, Skipped, Status
from comention.read.reading import Reading

Cell = tuple[str | float, str] | str | float | None
"""A value, or one with its format."""
Sheets = Mapping[str, Sequence[Sequence[Cell]]]

DEFAULT = How()
DAY, MINUTE, SPAN = "DD.MM.YYYY", "[$-409]d mmm yy h:mm;@", "h:mm"
MONEY = '#,##0.00 "days"'
FORMATS = (DAY, MINUTE, SPAN, MONEY)


def old(sheets: Sheets, *, since_1904: bool = False) -> bytes:
    book = xlwt.Workbook()
    book.dates_1904 = since_1904
    styles = {code: xlwt.easyxf(num_format_str=code) for code in ("General", *FORMATS)}
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for down, row in enumerate(rows):
            for across, cell in enumerate(row):
                value, code = cell if isinstance(cell, tuple) else (cell, "General")
                if value is not None:
                    sheet.write(down, across, value, styles[code])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def new(sheets: Sheets, *, since_1904: bool = False) -> bytes:
    formats = "".join(f'<numFmt numFmtId="{170 + n}" formatCode={quoteattr(code)}/>' for n, code in enumerate(FORMATS))
    styles = '<xf numFmtId="0"/>' + "".join(f'<xf numFmtId="{170 + n}"/>' for n in range(len(FORMATS)))
    told = (
        f'{DECLARED}<styleSheet xmlns="{SHEET}"><numFmts>{formats}</numFmts><cellStyleXfs><xf numFmtId="14"/>'
        f"</cellStyleXfs><cellXfs>{styles}</cellXfs></styleSheet>"
    )

    def written(down: int, across: int, cell: Cell) -> str:
        value, style = (cell[0], 1 + FORMATS.index(cell[1])) if isinstance(cell, tuple) else (cell, 0)
        if value is None:
            return ""
        kind, said = (' t="str"', value) if isinstance(value, str) else ("", repr(value).upper())
        return f'<c r="{chr(65 + across)}{down}" s="{style}"{kind}><v>{said}</v></c>'

    def laid_out(rows: Sequence[Sequence[Cell]]) -> str:
        return "".join(
            f'<row r="{down}">{"".join(written(down, across, cell) for across, cell in enumerate(row))}</row>'
            for down, row in enumerate(rows, 1)
        )

    return workbook(
        {name: laid_out(rows) for name, rows in sheets.items()}, (), {"xl/styles.xml": told}, since_1904=since_1904
    )


def items(data: bytes, how: How = DEFAULT, name: str = "a") -> list[Document | Skipped]:
    return list(Reading(how).items(BytesIO(data), name, name))


def document(data: bytes, name: str = "a") -> Document:
    (found,) = items(data, name=name)
    assert isinstance(found, Document), found
    return found


both = pytest.mark.parametrize("written", [old, new])
Writer = Callable[..., bytes]


@both
def test_sheets_are_pages_of_rows(written: Writer) -> None:
    rows: list[list[Cell]] = [["Ann Lee", None, "Acme  Corp"], [], [None, "Bob Ray", 5, 0.1, 1e21, -7]]
    said = "Ann Lee | Acme Corp\n\nBob Ray | 5 | 0.1 | 1E+21 | -7"
    assert document(written({"One": rows, "Two": rows})).text == f"{said}\f{said}"


@both
def test_a_column_of_texts_makes_a_document_of_each_row(written: Writer) -> None:
    rows: list[list[Cell]] = [
        ["id", "date", "body", "author"],
        [1, (42873, DAY), "Ann Lee came.", "Cid Day"],
        ["two", (42873.40625, MINUTE), "Bob Ray went.", None],
        [3, "2017-05", 42873],
    ]
    found = items(written({"News": rows, "Notes": [["Dan Ost"]]}), How(fields=Fields(text="body")))
    assert found == [
        Document("1", "Ann Lee came.", date="2017-05-18", author="Cid Day", file="a"),
        Document("two", "Bob Ray went.", date="2017-05-18", file="a"),
        Document("3", "42873", date="2017-05", file="a"),
        Document("a", "Dan Ost", file="a"),
    ]


@both
def test_days_are_not_numbers_of_days(written: Writer) -> None:
    rows: list[list[Cell]] = [[(42873, DAY), (42873.40625, MINUTE), (0.40625, SPAN), (42873, MONEY), 42873]]
    assert document(written({"S": rows})).text == "2017-05-18 | 2017-05-18 | 0.40625 | 42873 | 42873"


@both
def test_all_dates_of_a_column_decide_how_each_is_meant(written: Writer) -> None:
    rows: list[list[Cell]] = [["date", "text"], ["03/04/2019", "Ann Lee came."], ["13/04/2019", "Bob Ray went."]]
    found = items(written({"S": rows}))
    assert [item.date for item in found if isinstance(item, Document)] == ["2019-04-03", "2019-04-13"]


@both
def test_days_may_be_counted_since_1904(written: Writer) -> None:
    assert document(written({"S": [[(41411, DAY)]]}, since_1904=True)).text == "2017-05-18"


@both
def test_a_day_that_is_not_in_the_calendar_is_a_number(written: Writer) -> None:
    assert document(written({"S": [[(4e12, DAY)]]})).text.startswith("4000000000000")


@both
def test_without_the_column_that_was_named_it_is_told_which_there_are(written: Writer) -> None:
    (told,) = items(written({"S": [["date", "text"], ["2017", "Ann Lee."]]}), How(fields=Fields(text="body")))
    assert isinstance(told, Skipped)
    assert told.reason == "no column 'body'; the table has date, text: choose with --text-field"


def test_what_a_formula_could_not_say_is_left_out() -> None:
    book = xlwt.Workbook()
    row = book.add_sheet("S").row(0)
    row.set_cell_error(0, "#REF!")
    row.set_cell_boolean(1, True)
    row.write(2, "Ann Lee")
    file = BytesIO()
    book.save(file)
    assert document(file.getvalue()).text == "Ann Lee"


def test_an_old_workbook_tells_who_wrote_it_and_when() -> None:
    with olefile.OleFileIO(BytesIO(old_workbook(["Bob Ray signed."]))) as tree:
        stream = tree.openstream("Workbook").read()
    created = datetime(2017, 5, 18, 9, tzinfo=UTC)
    data = compound({"Workbook": stream, "\x05SummaryInformation": summary("Übersicht", "Ann Lee", created)})
    assert document(data) == Document(
        "a", "Bob Ray signed.", title="Übersicht", author="Ann Lee", date="2017-05-18", file="a"
    )
    unset = datetime(1601, 1, 1, tzinfo=UTC)
    data = compound({"Workbook": stream, "\x05SummaryInformation": summary("", "", unset)})
    assert document(data) == Document("a", "Bob Ray signed.", file="a")


def summary(title: str, author: str, created: datetime) -> bytes:
    """Write what an old Office file says of itself."""

    def text(said: str) -> bytes:
        data = said.encode("cp1252") + b"\0"
        return struct.pack("<II", 30, len(data)) + data.ljust(-(-len(data) // 4) * 4, b"\0")

    passed = int((created - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10**7
    values = {1: struct.pack("<IHH", 2, 1252, 0), 2: text(title), 4: text(author), 12: struct.pack("<IQ", 64, passed)}
    place = 8 + 8 * len(values)
    table = b""
    for number, value in values.items():
        table += struct.pack("<II", number, place)
        place += len(value)
    section = struct.pack("<II", place, len(values)) + table + b"".join(values.values())
    return struct.pack("<HHI16xI16xI", 0xFFFE, 0, 0, 1, 48) + section


def test_the_name_that_excel_95_gave_to_workbooks_is_known() -> None:
    with olefile.OleFileIO(BytesIO(old_workbook(["Bob Ray signed."]))) as tree:
        stream = tree.openstream("Workbook").read()
    assert document(compound({"Book": stream})).text == "Bob Ray signed."
    assert document(stream, "a.xls").text == "Bob Ray signed."  # Excel 4 used no compound files


def test_of_a_workbook_whose_parts_overlap_is_read_what_is_there() -> None:
    data = bytearray(old_workbook(["Ann Lee came."] * 300))
    root = data.index("Root Entry".encode("utf-16-le"))
    first = data.index("Workbook".encode("utf-16-le")) + 116
    data[root + 116 : root + 124] = data[first : first + 4] + struct.pack("<I", 512)
    found, told = items(bytes(data))
    assert isinstance(found, Document)
    assert found.text.count("Ann Lee came.") == 300
    assert told == Skipped("a", "damaged: something may be missing", Status.DAMAGED, documents=0)
