import io
import json
from typing import Any

import pytest

from comention.config import Fields
from comention.model import Document
from comention.read import How, Skipped, Status
from comention.read.records import read_json, read_records

DEFAULT = Fields()


def read(data: bytes | str, fields: Fields = DEFAULT) -> list[Document | Skipped]:
    return list(read_records(io.BytesIO(data.encode() if isinstance(data, str) else data), "news.jsonl", How(fields)))


def lines(*records: Any) -> str:
    return "\n".join(json.dumps(record) for record in records)


def test_a_record_is_a_document() -> None:
    record = {"id": "a/1", "text": "They met.", "date": "2017-05-18T10:00:00Z", "title": "T", "source": "S", "more": {}}
    assert read(lines(record)) == [Document("a/1", "They met.", "T", "2017-05-18", "S")]


def test_the_text_stays_as_it_is_so_that_offsets_hold() -> None:
    text = " a\r\nb\rc\t\x0b\u2028d\x00 🎈 "
    assert read(lines({"id": "1", "text": text})) == [Document("1", text)]


def test_other_field_names() -> None:
    fields = Fields("uid", "body", "published", "headline", "outlet")
    record = {"uid": "1", "body": "They met.", "published": 2017, "headline": "T", "outlet": "S", "text": "other"}
    assert read(lines(record), fields) == [Document("1", "They met.", "T", "2017", "S")]


def test_ids_are_kept_or_made_from_the_line() -> None:
    found = read(lines({"id": 7, "text": "a"}, {"text": "b"}, {"id": None, "text": "c"}, {"id": "", "text": "d"}))
    assert [item.id for item in found if isinstance(item, Document)] == ["7", *(f"news.jsonl:{n}" for n in (2, 3, 4))]


def test_a_bad_line_is_skipped_by_its_number_and_the_rest_is_read() -> None:
    data = (
        b'{"id": "1", "text": "a"}\n\n{"id": \n[1]\n"text"\n\xff\n{"id": "2", "text": 5}\n{"id": "3", "text": "b"}\r\n'
    )
    found = read(data)
    assert [item.id for item in found if isinstance(item, Document)] == ["1", "3"]
    skipped = [item for item in found if isinstance(item, Skipped)]
    assert [where for where, *_ in skipped] == [f"news.jsonl:{number}" for number in (3, 4, 5, 6, 7)]
    assert [reason.split(":")[0] for _, reason, *_ in skipped] == [
        "not JSON",
        "not a JSON object, in braces",
        "not a JSON object, in braces",
        "not UTF-8",
        "something else than a text in the field 'text'; the record has id, text",
    ]


def test_a_record_without_text_says_what_it_has_and_the_way_out() -> None:
    reason = "no text in the field 'text'; the record has body, id: choose with --text-field"
    assert read(lines({"id": "1", "body": "They met."})) == [Skipped("news.jsonl:1", reason)]


@pytest.mark.parametrize("line", ["[" * 100_000, '{"a":' * 100_000, '{"text": ' + "9" * 5000 + "}"])
def test_hostile_json_is_skipped(line: str) -> None:
    (item,) = read(line)
    assert isinstance(item, Skipped)
    assert item.where == "news.jsonl:1"


def test_lone_surrogates_are_replaced_one_by_one() -> None:
    assert read(r'{"id": "\udfff", "text": "a\ud800b\udc00\ud83c\udf88"}') == [Document("\ufffd", "a\ufffdb\ufffd🎈")]


def test_a_byte_order_mark_is_no_part_of_the_first_record() -> None:
    assert read(b'\xef\xbb\xbf{"id": "1", "text": "a"}') == [Document("1", "a")]


@pytest.mark.parametrize("date", ["2017-13-01", "yesterday", True, 3.5, ["2017"], 20170, "13/02/19", "March 4-5, 2019"])
def test_a_date_that_cannot_be_read_is_told_with_the_way_out(date: Any) -> None:
    document, told = read(lines({"id": "1", "text": "a", "date": date}))
    assert document == Document("1", "a")
    reason = f"the date {str(date)!r} (news.jsonl:1) cannot be read: say how it is written with --date-format"
    assert told == Skipped("news.jsonl", reason, Status.UNUSED, documents=0)


@pytest.mark.parametrize("date", ["", " ", None])
def test_no_date_is_nothing_to_tell(date: Any) -> None:
    assert read(lines({"id": "1", "text": "a", "date": date})) == [Document("1", "a")]


def dated(*dates: Any, form: str | None = None) -> tuple[list[str | None], list[Skipped]]:
    data = lines(*({"text": "a", "date": date} for date in dates))
    found = list(read_records(io.BytesIO(data.encode()), "a.jsonl", How(date_format=form)))
    told = [item for item in found if isinstance(item, Skipped)]
    return [item.date for item in found if isinstance(item, Document)], told


def test_a_date_that_could_be_two_days_is_decided_by_the_others_of_its_field() -> None:
    assert dated("03/04/2019", "2019-01-02", "13/04/2019") == (["2019-04-03", "2019-01-02", "2019-04-13"], [])
    assert dated("03/04/2019", None, "5/13/2019", "6/6/2019") == (
        ["2019-03-04", None, "2019-05-13", "2019-06-06"],
        [],
    )


@pytest.mark.parametrize(
    "dates",
    [("03/04/2019", "05/06/2019"), ("03/04/2019", "13/04/2019", "04/13/2019"), ("03.04.2019", "30/02/2019")],
)
def test_where_the_others_do_not_decide_that_is_told(dates: tuple[str, ...]) -> None:
    found, told = dated(*dates)
    assert found[0] is None
    assert dates[0] in told[0].reason
    assert told[0].reason.endswith("may be two days: say which with --date-format %d/%m/%Y or %m/%d/%Y")
    assert (told[0].where, told[0].status, told[0].documents) == ("a.jsonl", Status.UNUSED, 0)


def test_many_dates_without_use_are_told_once() -> None:
    _, told = dated(*["last week"] * 500)
    assert [one.reason for one in told] == [
        "500 dates, the first of them 'last week' (a.jsonl:1), cannot be read: say how they are written "
        "with --date-format"
    ]


def test_the_user_says_how_dates_are_written() -> None:
    assert dated("03/04/2019", "2019-05-06", form="%d/%m/%Y") == (["2019-04-03", "2019-05-06"], [])
    assert dated("03/04/2019 10:15", form="%m/%d/%Y") == (["2019-03-04"], [])
    assert dated("190304", "4/19", form="%y%m%d")[0] == ["2019-03-04", None]
    assert dated("3-2019", form="%m-%Y") == (["2019-03"], [])
    assert dated("19", form="%y") == (["2019"], [])


def test_a_list_of_records_decides_as_lines_do() -> None:
    data = json.dumps([{"text": "a", "date": "03/04/2019"}, {"text": "b", "date": "13/04/2019"}])
    found = list(read_json(io.BytesIO(data.encode()), "a.json", How()))
    assert [item.date for item in found if isinstance(item, Document)] == ["2019-04-03", "2019-04-13"]


def test_a_field_that_no_record_has_is_told_with_those_there_are() -> None:
    found = read(lines({"id": "1", "text": "a", "day": "2017"}, {"text": "b"}), Fields(date="datum", author="by"))
    assert found[:2] == [Document("1", "a"), Document("news.jsonl:2", "b")]
    reason = "no record has the field {!r}; they have day, id, text: choose with --{}-field"
    assert found[2:] == [
        Skipped("news.jsonl", reason.format(field, option), Status.UNUSED, documents=0)
        for option, field in (("date", "datum"), ("author", "by"))
    ]


def test_a_field_that_some_record_has_is_used() -> None:
    assert read(lines({"id": "1", "text": "a"}, {"id": "2", "text": "b", "by": "Ann"}), Fields(author="by")) == [
        Document("1", "a"),
        Document("2", "b", author="Ann"),
    ]


def test_an_empty_file_has_no_records() -> None:
    assert read("\n \n") == []


def texts(data: str) -> tuple[list[str], list[tuple[str, int]]]:
    found = list(read_json(io.BytesIO(data.encode()), "a.json", How()))
    skipped = [(item.where, item.characters) for item in found if isinstance(item, Skipped)]
    return [item.text for item in found if isinstance(item, Document)], skipped


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ('[{"text": "a"}, {"text": "b"}]', ["a", "b"]),
        ('[[{"text": "a"}], [{"text": "b"}]]', ["a", "b"]),
        ('[{"text": "a"}, {"text": "b"},]', ["a", "b"]),
        ('{"tags": ["x"], "more": {"text": "b"}, "articles": [{"text": "a"}]}', ["b", "a"]),
        ('{"text": "a"}{"text": "b"}', ["a", "b"]),
        ('{"text": "a"}\r{"text": "b"}\r', ["a", "b"]),
    ],
)
def test_records_are_found_however_they_stand_in_json(data: str, expected: list[str]) -> None:
    assert texts(data) == (expected, [])


@pytest.mark.parametrize(
    ("data", "expected", "skipped"),
    [
        ('[{"text": "a"}, {"text": "b"}, {"te', ["a", "b"], [("a.json:3", 4)]),
        ('{"articles": [{"text": "a"}, {"text": "b", oops}]}', ["a"], [("a.json:2", 21)]),
        ('[{"text": "a"}, "another", 7]', ["a"], [("a.json:2", 7), ("a.json:3", 0)]),
        ('["one", "two"]', [], [("a.json:1", 3), ("a.json:2", 3)]),
    ],
)
def test_what_is_no_record_is_told_and_the_whole_ones_are_read(
    data: str, expected: list[str], skipped: list[tuple[str, int]]
) -> None:
    assert texts(data) == (expected, skipped)


def test_several_records_in_a_line_are_read_up_to_what_is_none() -> None:
    first, second, rest = read('{"text": "a"}, {"text": "b"} and more')
    assert [item.text for item in (first, second) if isinstance(item, Document)] == ["a", "b"]
    assert isinstance(rest, Skipped)
    assert (rest.documents, rest.characters) == (0, 8)


@pytest.mark.parametrize("blank", [" ", "\t", "\u00a0"])
def test_a_blank_id_is_none(blank: str) -> None:
    assert read(lines({"id": blank, "text": "a"})) == [Document("news.jsonl:1", "a")]


def test_controls_in_a_text_are_part_of_it() -> None:
    assert read(b'{"id": "1", "text": "a\tb\x01c"}') == [Document("1", "a\tb\x01c")]


@pytest.mark.parametrize("around", [b"\0\0\0%s", b"%s\0\0\0", b"\0%s\0\0"])
def test_zeros_around_records_are_counted(around: bytes) -> None:
    found = read(around.replace(b"%s", b'{"id": "1", "text": "a"}\n{"id": "2", "text": "b"}\n'))
    assert found[:2] == [Document("1", "a"), Document("2", "b")]
    assert found[2:] == [Skipped("news.jsonl", "3 characters that are no text were left out", Status.STRAY, 0, 3)]


def test_marks_of_records_and_of_the_end_are_no_part_of_them() -> None:
    assert read(b'\x1e{"id": "1", "text": "a"}\n\x1e{"id": "2", "text": "b"}\n\x1a') == [
        Document("1", "a"),
        Document("2", "b"),
    ]


def test_a_line_that_is_not_utf_8_is_read_as_it_looks_and_that_is_said() -> None:
    found = read('{"id": "1", "text": "Zoë met Köhler"}\n'.encode("cp1252") + '{"id": "2", "text": "Zoë"}'.encode())
    assert found[0] == Document("1", "Zoë met Köhler")
    assert found[1] == Skipped("news.jsonl:1", "not UTF-8: read as it looks", Status.STRAY, documents=0)
    assert found[2:] == [Document("2", "Zoë")]


def test_zeros_inside_a_record_do_not_lose_it() -> None:
    found = read(b'{"id": "1", \0\0"text": "a"}')
    assert found[0] == Document("1", "a")
    assert isinstance(found[1], Skipped)
    assert (found[1].status, found[1].documents, found[1].characters) == (Status.STRAY, 0, 2)
