import time
from io import BytesIO

import pytest

from comention.config import Fields
from comention.model import Document
from comention.read.items import How, Skipped, Status, UnreadError
from comention.read.subtitles import read_subtitles
from comention.read.tables import read_table

DEFAULT = How()


def rows(text: str, name: str = "a.csv") -> list[Document]:
    return [item for item in read_table(BytesIO(text.encode()), name, How()) if isinstance(item, Document)]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_with_a_column_of_texts_has_a_document_a_row(mark: str) -> None:
    text = mark.join(["id", "text", "date"]) + "\n" + mark.join(["n1", '"Ann met, Bob."', "2020-01-02"]) + "\n"
    (document,) = rows(text + mark.join(["n2", "Cid met Dan.", ""]) + "\n")[:1]
    assert (document.id, document.text, document.date) == ("n1", "Ann met, Bob.", "2020-01-02")


def test_another_table_is_one_document() -> None:
    (document,) = rows("Name,Employer\nJoe Kaeser,Siemens\nAnn Lee,Skagen Line\n")
    assert "Joe Kaeser" in document.text
    assert "Siemens" in document.text


def test_subtitles_are_what_is_said() -> None:
    lines = ["Angela Merkel has", "<i>met Obama.</i>", "They spoke."]
    srt = "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{line}\n\n" for n, line in enumerate(lines, 1))
    (document,) = read_subtitles(BytesIO(srt.encode()), "a.srt", How())
    assert isinstance(document, Document)
    assert document.text == "Angela Merkel has met Obama.\n\nThey spoke."
    vtt = "WEBVTT\n\nNOTE x\n\n00:01.000 --> 00:02.000\n<v Ann Lee>We met Bob Ray.</v>\n"
    (document,) = read_subtitles(BytesIO(vtt.encode()), "a.vtt", How())
    assert isinstance(document, Document)
    assert document.text == "Ann Lee: We met Bob Ray."


def test_captions_without_full_stops_are_one_paragraph_and_read_in_no_time() -> None:
    cues = [f"{n}\n00:00:00,000 --> 00:00:01,000\nLine {n} of it\n" for n in range(20_000)]
    start = time.monotonic()
    (document,) = read_subtitles(BytesIO("\n".join(cues).encode()), "a.srt", How())
    assert time.monotonic() - start < 20
    assert isinstance(document, Document)
    assert document.text == " ".join(f"Line {n} of it" for n in range(20_000))


def items(data: str | bytes, name: str = "a.csv", how: How = DEFAULT) -> list[Document | Skipped]:
    return list(read_table(BytesIO(data.encode() if isinstance(data, str) else data), name, how))


@pytest.mark.parametrize("line", ["sep=;", "SEP=;", '"sep=;"', "\ufeffsep=;", "sep=;\r", "sep=;;;"])
def test_the_line_that_spreadsheets_write_first_tells_what_parts_cells(line: str) -> None:
    found = rows(f"{line}\nid;text;date\nr1;Marit Solheim, they say, met Jon Berg.;2014-02-03\n")
    assert [(one.id, one.text, one.date) for one in found] == [
        ("r1", "Marit Solheim, they say, met Jon Berg.", "2014-02-03")
    ]


@pytest.mark.parametrize("line", ["sep=\t", "sep=\\t", '"sep=\t"'])
def test_that_line_may_name_a_tab(line: str) -> None:
    assert [one.text for one in rows(f"{line}\nid\ttext\n1\tOne; two, three.\n")] == ["One; two, three."]


@pytest.mark.parametrize("sign", [";", "\t", "|", ",", ":", "^", "~", "¦", "\x1f", "\x01"])
def test_anything_may_part_cells(sign: str) -> None:
    lines = ["id text date", "a Ann_Lee_sailed. 2014", "b Jon_Berg_stayed. 2015"]
    found = items("\n".join(line.replace(" ", sign) for line in lines))
    assert [item.id for item in found if isinstance(item, Document)] == ["a", "b"]
    assert found[0] == Document("a", "Ann_Lee_sailed.", date="2014")
    assert len(found) == 2


def test_rows_may_be_parted_by_another_sign_than_the_header() -> None:
    found = rows("id,text,price\n1;Ann Lee, sailed.;1,5\n2;Jon Berg stayed.;2,5\n")
    assert [one.text for one in found] == ["Ann Lee, sailed.", "Jon Berg stayed."]


@pytest.mark.parametrize(
    "stray", ['2,"Ann Lee sailed.,2014', '2,"Ann Lee sailed. 5" deep,2014', '"2,Ann Lee sailed.,2014']
)
@pytest.mark.parametrize("more", [3, 200])
@pytest.mark.parametrize("quoted", ["", '\n9,"Jon Berg, stayed.",2015'])
def test_a_quote_that_never_closes_costs_no_row(stray: str, more: int, quoted: str) -> None:
    lines = [f"{number},Row {number}.,2014" for number in range(10, 10 + more)]
    found = items("id,text,date\n" + "\n".join([stray, *lines]) + quoted + "\n")
    texts = [item.text for item in found if isinstance(item, Document)]
    assert len(texts) == len(found) == 1 + more + bool(quoted)
    assert texts[0].startswith("Ann Lee sailed.")


def test_a_cell_in_quotes_may_have_many_lines() -> None:
    cell = "\n".join(f'Line {number}, "" and so on' for number in range(300))
    found = rows(f'id,text,date\n1,"{cell}",2014\n2,Other.,2015\n')
    assert [one.date for one in found] == ["2014", "2015"]
    assert found[0].text.count("\n") == 299


def test_a_table_that_is_cut_off_in_a_cell_keeps_what_is_there() -> None:
    assert rows('id,text,date\n1,"Ann Lee,\nsailed')[0].text == "Ann Lee,\nsailed"


@pytest.mark.parametrize("before", ["\n\n", "Report of the ships\n\n", "Report,,\n"])
def test_the_header_need_not_be_the_first_line(before: str) -> None:
    first, *others = items(f"{before}id,text,date\n1,Ann Lee sailed.,2014\n")
    documents = [item for item in (first, *others) if isinstance(item, Document)]
    assert [one.text for one in documents] == ["Ann Lee sailed."]
    said = [item for item in (first, *others) if isinstance(item, Skipped)]
    assert [(one.status, one.documents) for one in said] == [(Status.STRAY, 0)] * bool(before.strip())


def test_a_row_without_a_cell_for_the_text_says_so() -> None:
    assert items("id,date,text\n1,2014\n2,2015,Ann Lee sailed.\n")[0] == Skipped(
        "a.csv:2", "no text in the column 'text': the row has 2 of 3 cells", characters=5
    )


def test_cells_that_are_too_many_are_not_lost() -> None:
    assert rows("id,text\n1,Ann Lee, Jon Berg, and others\n")[0].text == "Ann Lee, Jon Berg, and others"
    (one,) = rows("id,text,date\n1,Ann Lee, Jon Berg sailed.,2014\n")
    assert (one.text, one.date) == ("Ann Lee, Jon Berg sailed.", "2014")
    (one,) = rows("id,text,date\n1,Ann Lee sailed.,2014,Jon Berg\n")
    assert (one.text, one.date) == ("Ann Lee sailed.\n\nJon Berg", "2014")


def test_of_columns_with_the_same_name_all_texts_count() -> None:
    (one,) = rows("text,date,text,date\nAnn Lee sailed.,,Jon Berg stayed.,2014\n")
    assert (one.text, one.date) == ("Ann Lee sailed.\n\nJon Berg stayed.", "2014")


def test_a_column_that_a_user_names_has_to_be_there() -> None:
    with pytest.raises(UnreadError, match="no column 'body'; the table has id, text: choose with --text-field"):
        items("id,text\n1,Ann Lee sailed.\n", how=How(Fields(text="body")))


def test_a_cell_that_is_too_long_costs_its_row_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comention.read.tables._CELL", 1000)
    found = items(f"id,text\n1,{'x' * 2000}\n2,Ann Lee sailed.\n")
    assert [type(item) for item in found] == [Skipped, Document]


def test_zeros_in_a_table_are_left_out() -> None:
    found = items(b'id,text\n1,"Ann Lee\0\0\0"\n2,Jo\0n Berg\n')
    assert [item.text for item in found if isinstance(item, Document)] == ["Ann Lee", "Jon Berg"]
    assert found[-1] == Skipped("a.csv", "4 characters that are no text were left out", Status.STRAY, 0, 4)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_large_table_is_read_in_pieces(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comention.read.encodings._PIECE", 5000)
    lines = [f"{number};Zoë met François in Köln." for number in range(1000)]
    found = items(("id;text\n" + "\n".join(lines) + "\n").encode(encoding))
    assert len(found) == 1000
    assert {item.text for item in found if isinstance(item, Document)} == {"Zoë met François in Köln."}


DATED = "id;text;date\n1;Ann Lee sailed.;03/04/2019\n2;Jon Berg stayed.;13/04/2019\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("before", ["", "sep=;\n", "Report of the ships\n\n"])
def test_all_dates_of_a_column_decide_how_each_is_meant(
    before: str, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("comention.read.encodings._PIECE", 40)
    found = [item for item in items((before + DATED).encode(encoding)) if isinstance(item, Document)]
    assert [item.text for item in found] == ["Ann Lee sailed.", "Jon Berg stayed."]
    assert [item.date for item in found] == ["2019-04-03", "2019-04-13"]


def test_a_column_of_dates_that_has_no_use_is_told_once() -> None:
    *_, told = items(DATED.replace("13/", "12/"))
    assert isinstance(told, Skipped)
    assert told.reason.startswith("2 dates, the first of them '03/04/2019' (a.csv:2), may be two days: say which")


def test_a_column_that_is_not_there_is_told_with_those_there_are() -> None:
    *documents, told = items(DATED, how=How(Fields(date="datum")))
    assert [type(item) for item in documents] == [Document, Document]
    reason = "no record has the field 'datum'; they have date, id, text: choose with --date-field"
    assert told == Skipped("a.csv", reason, Status.UNUSED, documents=0)
