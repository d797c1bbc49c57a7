"""Mailboxes in all dialects: no message is cut at a line that only looks like an envelope, and nothing is lost."""

from io import BytesIO
from pathlib import Path

import pytest

from comention.model import Document
from comention.read import How, Skipped, Status, find, read
from comention.read.items import Part
from comention.read.kinds import kind
from comention.read.mbox import begins_mailbox, read_mbox

HEAD = "From: Ann Lee <ann@example.org>\nTo: bob@example.org\nSubject: Ships\nDate: Mon, 3 Feb 2014 10:00:00 +0000\n"
STAMP = "From ann@example.org Mon Feb  3 10:00:00 2014\n"
TWO = ("Marit Solheim sailed.", "Jon Berg stayed.")


def texts(data: str | bytes, folder: Path, name: str = "a.mbox") -> list[str]:
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    items = list(read(find([folder])[0]))
    assert not [item for item in items if isinstance(item, Skipped)]
    return [item.text for item in items if isinstance(item, Document)]


def parts(data: str | bytes) -> list[tuple[str, bytes]]:
    found = read_mbox(BytesIO(data.encode() if isinstance(data, str) else data), "a.mbox", How())
    return [(part.name, part.file.read()) for part in found if isinstance(part, Part)]


@pytest.mark.parametrize(
    "envelope",
    [
        "From ann@example.org Mon Feb  3 10:00:00 2014",
        "From ann@example.org  Mon Feb  3 10:00:00 2014 +0100",
        "From ann@example.org Mon Feb  3 10:00:00 CET 2014",
        "From ann@example.org Mon, 03 Feb 2014 10:00:00 +0100",
        "From ann@example.org 2014-02-03 10:00:00",
        "From ann@example.org 03.02.2014 10:00",
        "From ann at example.org  Mon Feb  3 10:00:00 2014",
        "From Ann Lee <ann@example.org>  Mon Feb  3 10:00:00 2014",
        'From "Ann Q. Lee"@example.org Mon Feb  3 10:00:00 2014',
        'From "lee, ann" <ann@example.org>',
        "From - Mon Feb 03 10:00:00 2014",
        "From -",
        "From ???@??? Mon Feb 03 10:00:00 2014",
        "From ???@???",
        "From nobody",
        "From MAILER-DAEMON Mon Feb  3 10:00:00 2014 remote from host",
        "From 1467656788912345678@xxx Mon Feb 03 10:00:00 +0000 2014",
        "From ann@example.org Mo Feb 03 10:00:00 2014",
        "From ann@example.org",
        "From ",
        "From Ann Lee",
        "From ann@example.org 'Mon Feb  3 10:00:00 2014'",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_envelopes_of_all_dialects_begin_a_message(envelope: str, end: str) -> None:
    box = "".join(f"{envelope}\n{HEAD}\n{text}\n\n" for text in TWO).replace("\n", end).encode()
    found = parts(box)
    assert [name for name, _ in found] == ["1.eml", "2.eml"]
    assert all(text.encode() in data for text, (_, data) in zip(TWO, found, strict=True))
    assert kind(BytesIO(box), "inbox") == ".mbox"


@pytest.mark.parametrize(
    "line",
    [
        "From what I hear, Marit Solheim sailed.",
        "From Oslo, Marit Solheim wrote:",
        "From 10:30 on 3 May 2014 she was away.",
        "From the archive:\n\nSubject: an older letter",
        "From bob@example.org I have this address.",
        "From Monday to Friday",
        "From here\nNote: she sailed.",
        ">From the start, she sailed.",
        ">>From there on",
        "From",
    ],
)
@pytest.mark.parametrize("blank", ["", "\n"])
def test_a_line_that_begins_with_the_word_is_text(line: str, blank: str) -> None:
    box = f"{STAMP}{HEAD}\nDear Bob,\n{blank}{line}\n{TWO[0]}\n\n{STAMP}{HEAD}\n{TWO[1]}\n"
    first, second = parts(box)
    assert TWO[0].encode() in first[1]
    assert TWO[1].encode() in second[1]
    assert line.replace(">From", "From").encode() in first[1]


def test_a_line_from_ends_no_message_and_costs_no_text(tmp_path: Path) -> None:
    body = "Dear Bob,\n\nFrom all I know, Marit Solheim met Jon Berg.\nThey sailed.\n"
    box = f"{STAMP}{HEAD}\n{body}\n{STAMP}{HEAD}\nOh.\n"
    first, second = texts(box, tmp_path)
    assert "From all I know, Marit Solheim met Jon Berg.\nThey sailed." in first
    assert second.endswith("Oh.")


def test_envelopes_need_no_blank_line_before_them() -> None:
    assert len(parts(f"{STAMP}{HEAD}\n{TWO[0]}\n{STAMP}{HEAD}\n{TWO[1]}\n")) == 2


def test_a_blank_line_or_older_envelopes_may_stand_before_the_headers(tmp_path: Path) -> None:
    box = f"{STAMP}\n{HEAD}\n{TWO[0]}\n\n{STAMP}>From lee Mon Feb  3 09:00:00 2014 remote from x\n{HEAD}\n{TWO[1]}\n"
    first, second = texts(box, tmp_path)
    assert "From: Ann Lee, To: bob@example.org" in first
    assert "From: Ann Lee, To: bob@example.org" in second


def test_a_message_that_says_how_long_it_is_may_hold_another_one() -> None:
    body = f"See this:\n\n{STAMP}{HEAD}\n{TWO[0]}\n"
    box = f"{STAMP}{HEAD}Content-Length: {len(body)}\n\n{body}\n{STAMP}{HEAD}Content-Length: 99999\n\n{TWO[1]}\n"
    found = parts(box)
    assert len(found) == 2
    assert TWO[0].encode() in found[0][1]


def test_a_wrong_length_loses_nothing() -> None:
    box = f"{STAMP}{HEAD}Content-Length: 30\n\n{TWO[0]} " + "And so on.\n" * 9 + f"\n{STAMP}{HEAD}\n{TWO[1]}\n"
    first, _ = parts(box)
    assert first[1].count(b"And so on.") == 9


def test_messages_between_lines_of_control_characters_are_read(tmp_path: Path) -> None:
    mark = "\1\1\1\1\n"
    box = "".join(f"{mark}{STAMP if number else ''}{HEAD}\n{text}\n{mark}" for number, text in enumerate(TWO))
    assert [name for name, _ in parts(box)] == ["1.eml", "2.eml"]
    assert begins_mailbox(box.encode())
    first, second = texts(box, tmp_path, "inbox")
    assert first.endswith(TWO[0])
    assert second.endswith(TWO[1])


def test_a_byte_order_mark_hides_no_message() -> None:
    assert [name for name, _ in parts(f"\ufeff{STAMP}{HEAD}\n{TWO[0]}\n")] == ["1.eml"]


def test_what_is_no_message_is_a_text(tmp_path: Path) -> None:
    box = f"Kept by Kari Dahl.\n\n{STAMP}{HEAD}\n{TWO[0]}\n\n{STAMP}\nNo headers, said Jon Berg.\n\n"
    box += f"{STAMP}{HEAD}\n{TWO[1]}\n"
    found = parts(box)
    assert [name for name, _ in found] == ["0.txt", "1.eml", "2.txt", "3.eml"]
    assert texts(box, tmp_path)[2] == "No headers, said Jon Berg.\n\n"


def test_the_first_message_needs_no_envelope() -> None:
    assert [name for name, _ in parts(f"{HEAD}\n{TWO[0]}\n\n{STAMP}{HEAD}\n{TWO[1]}\n")] == ["1.eml", "2.eml"]


def test_headers_that_end_without_a_blank_line_lose_no_text(tmp_path: Path) -> None:
    (text,) = texts(f"{STAMP}{HEAD}From now on, said Jon Berg, we sail.\nAll of us.\n", tmp_path)
    assert "From now on, said Jon Berg, we sail.\nAll of us." in text


def test_a_message_that_is_too_large_is_cut_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comention.read.mbox._MESSAGE", 1000)
    found = list(read_mbox(BytesIO(f"{STAMP}{HEAD}\n{'Words. ' * 9}\n".encode() + b"more\n" * 300), "a.mbox", How()))
    assert isinstance(found[1], Skipped)
    assert (found[1].where, found[1].status, found[1].documents) == ("a.mbox/1", Status.LARGE, 0)
    assert found[1].characters > 500
