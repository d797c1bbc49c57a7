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


@pytest.mark.parametrize("date", ["2017-13-01", "yesterday", True, 3.5, ["2017"], "", None, 20170, "2017-5-1"])
def test_what_is_no_date_is_none(date: Any) -> None:
    assert read(lines({"id": "1", "text": "a", "date": date})) == [Document("1", "a")]


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
