from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from tests.read.makers import Folder, compound, locked, properties

from comention.config import Limits
from comention.model import Document
from comention.read import How, Part, Skipped, Status, find, read
from comention.read.outlook import read_msg, unpacked
from comention.read.reading import Reading

DEFAULT = How()
SENT = int((datetime(2017, 5, 18, 9, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10**7
PEOPLE: Folder = {
    "__recip_version1.0_#00000000": properties({0x3001: "Bob Ray", 0x39FE: "bob@example.org"}, {0x0C15: 1}, 8),
    "__recip_version1.0_#00000001": properties({0x3001: "", 0x3003: "carol@example.org"}, {0x0C15: 1}, 8),
    "__recip_version1.0_#00000002": properties({0x3001: "Müller Söhne", 0x3003: "/o=X/cn=m"}, {0x0C15: 2}, 8),
}
TEXTS = {0x0037: "The sale", 0x0C1A: "Lee, Ann", 0x5D01: "ann@example.org", 0x1000: "Skagen Line is sold.\r\n"}


def message(attached: Sequence[Folder] = (), texts: dict[int, str] = TEXTS, head: int = 32) -> Folder:
    folders: Folder = {f"__attach_version1.0_#{at:08X}": folder for at, folder in enumerate(attached)}
    return {**properties(texts, {0x0039: SENT}, head), **PEOPLE, **folders}


def attachment(texts: dict[int, str], content: bytes) -> Folder:
    return {**properties(texts, head=8), "__substg1.0_37010102": content}


def forwarded(name: str, inner: Folder) -> Folder:
    return {**properties({0x3001: name}, head=8), "__substg1.0_3701000D": inner}


def document(folder: Folder) -> Document:
    (found,) = read_msg(BytesIO(compound(folder)), "a.msg", How())
    assert isinstance(found, Document)
    return found


def read_all(data: bytes, how: How = DEFAULT) -> list[Document | Skipped]:
    return list(Reading(how).items(BytesIO(data), "a.msg", "a.msg"))


def test_who_wrote_to_whom_is_part_of_the_text() -> None:
    found = document(message())
    assert found.text.split("\n\n") == [
        "From: Ann Lee, To: Bob Ray, carol@example.org, Cc: Müller Söhne",
        "Subject: The sale",
        "Skagen Line is sold.",
    ]
    assert (found.title, found.date, found.author) == ("The sale", "2017-05-18", "Ann Lee")


def test_recipients_that_are_only_listed_count() -> None:
    found = document(properties({0x0042: "Ann Lee", 0x0E04: "Ray, Bob; Cid Day", 0x1000: "x"}))
    assert found.text.startswith("From: Ann Lee, To: Bob Ray, Cid Day")


def test_a_message_of_an_old_outlook_has_its_own_encoding() -> None:
    folder = properties({}, {0x3FFD: 1251})
    found = document({**folder, "__substg1.0_1000001E": "Путин и Обама встретились вчера.".encode("cp1251")})
    assert found.text == "Путин и Обама встретились вчера."


def test_a_message_that_is_a_page_is_read_as_text() -> None:
    page = "<p>Skagen <b>Line</b> is sold by Söhne.</p>".encode("cp1252")
    found = document({**properties({}, {0x3FDE: 1252}), "__substg1.0_10130102": page})
    assert found.text == "Skagen Line is sold by Söhne."


def packed(text: bytes) -> bytes:
    """Pack rich text in the simplest way: byte for byte, then the end."""
    runs = [text[at : at + 8] for at in range(0, len(text), 8)]
    body = b"".join(bytes([0]) + run for run in runs[:-1]) + bytes([1 << len(runs[-1]) & 255]) + runs[-1]
    place = (207 + len(text)) % 4096
    return bytes(8) + b"LZFu" + bytes(4) + body + (place << 4).to_bytes(2, "big")


def test_a_message_in_rich_text_is_read() -> None:
    found = document({**properties({}, {1: 1}), "__substg1.0_10090102": packed(rb"{\rtf1 Skagen Line\par is sold!}")})
    assert found.text == "Skagen Line\n\nis sold!"


def test_packed_text_refers_to_what_came_before() -> None:
    first, again = bytes([0b00000001]) + (0 << 4 | 4).to_bytes(2, "big"), b"1 Ann Le"[:7]
    assert unpacked(bytes(8) + b"LZFu" + bytes(4) + first + again) == rb"{\rtf1" + again
    run = bytes([0b00000010]) + b"a" + (207 << 4 | 15).to_bytes(2, "big") + b"bcdefg"
    assert unpacked(bytes(8) + b"LZFu" + bytes(4) + run) == b"a" * 18 + b"bcdefg"


def test_attached_files_and_messages_are_read_too(tmp_path: Path) -> None:
    note = attachment({0x3707: "../note.txt"}, b"Marit Solheim signed.")
    picture = attachment({0x3707: "a.png", 0x370E: "image/png"}, b"\x89PNG\r\n\x1a\n\0")
    older = message([note], {**TEXTS, 0x0037: "Older"}, 24)
    mail = message([note, picture, forwarded("Older", older)])
    (tmp_path / "a.msg").write_bytes(compound(mail))
    found = list(read(find([tmp_path / "a.msg"])[0]))
    assert [(item.id, item.title) for item in found if isinstance(item, Document)] == [
        ("a.msg", "The sale"),
        ("a.msg/note.txt", None),
        ("a.msg/Older", "Older"),
        ("a.msg/Older/note.txt", None),
    ]
    assert len(found) == 4


def test_a_large_attachment_is_whole() -> None:
    content = b"Ann met Bob. " * 5000
    data = compound(message([attachment({0x3707: "n.txt"}, content)]))
    _, part = read_msg(BytesIO(data), "a.msg", How())
    assert isinstance(part, Part)
    assert part.file.read() == content


def test_messages_nested_without_end_are_given_up() -> None:
    inner = message(head=24)
    for _ in range(60):
        inner = message([forwarded("", inner)], head=24)
    found = read_all(compound(message([forwarded("", inner)])))
    *documents, last = found
    assert [type(item) for item in documents] == [Document] * 41
    assert isinstance(last, Skipped)
    assert last.reason == "nested too deeply"


def test_more_than_the_limit_is_not_read() -> None:
    (told,) = read_all(compound(message(texts={**TEXTS, 0x1000: "Ann Lee " * 200_000})), How(limits=Limits(size=1)))
    assert isinstance(told, Skipped)
    assert told.status is Status.LARGE


def test_what_is_no_message_is_damaged() -> None:
    empty = compound({"__properties_version1.0": b""})
    assert read_all(empty) == [Skipped("a.msg", "no message: it has no properties", Status.DAMAGED)]


@pytest.mark.parametrize("share", [0.05, 0.2, 0.4, 0.6, 0.8, 0.95])
def test_a_file_cut_in_the_middle_gives_what_is_left_or_says_why_not(share: float) -> None:
    data = compound(message(texts={**TEXTS, 0x1000: "Ann Lee " * 5000}))
    found = read_all(data[: int(len(data) * share)])
    assert found
    assert all(item.status is Status.DAMAGED for item in found if isinstance(item, Skipped))


def test_a_message_with_an_encrypted_file_is_a_message(tmp_path: Path) -> None:
    closed = attachment({0x3707: "plan.docx"}, locked(b"of others", "secret"))
    (tmp_path / "unnamed").write_bytes(compound(message([closed])))
    found, told = read(find([tmp_path / "unnamed"])[0])
    assert isinstance(found, Document)
    assert told == Skipped("unnamed/plan.docx", "encrypted: give its password with --password", Status.ENCRYPTED)
