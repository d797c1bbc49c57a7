"""Texts with something in them that is none: they are read, and what is none is left out and counted."""

import gzip
import random
import sqlite3
import zlib
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest

from comention.model import Document
from comention.read import How, Skipped, Status, UnreadError, find, read
from comention.read.encodings import Decoded, decode, decoded, is_text, tidy
from comention.read.plain import read_plain

SAID = "Marit Solheim met Jon Berg in Norway."
LONG = f"{SAID} They spoke about ships and about the weather.\n" * 8


def text(data: bytes) -> str:
    return decoded(data, apart=" | ").text


@pytest.mark.parametrize(
    ("data", "right"),
    [
        (b"Marit Solheim\0met Jon Berg in\0Norway.", SAID),
        (b"Marit Sol\0heim met Jon B\0erg in Norway.", SAID),
        (b"Marit\0Solheim met \0Jon Berg\0 in Norway.\0", SAID),
        (b"Marit Sol\x7fheim met\x02 Jon Berg in Norway.", SAID),
        (b"Marit Solheim\0\0\0Norway\0\0\0\0\0Oslo\0\0", "Marit Solheim | Norway | Oslo"),
        (b"Marit Solheim\0\0\0\nJon Berg\0\0\0\0\0\0\0\n", "Marit Solheim\nJon Berg\n"),
        (b"Marit Solheim\1Norway\nJon Berg\1Denmark\n", "Marit Solheim | Norway\nJon Berg | Denmark\n"),
        (b"Marit Solheim\x1fNorway\x1eJon Berg\x1fDenmark", "Marit Solheim | Norway\nJon Berg | Denmark"),
        (b"\0" * 5000 + SAID.encode(), SAID),
        (SAID.encode() + b"\0" * 50000, SAID),
        (b'SOL\0HEIM said, \0"Jon"', 'SOLHEIM said, "Jon"'),
    ],
)
def test_zeros_and_controls_are_left_out(data: bytes, right: str) -> None:
    assert text(data) == right


def test_they_are_counted() -> None:
    assert decoded(b"\0\0Marit\0Sol\x02heim\0\0\0Oslo\x7f").lost == 8
    assert decoded(SAID.encode()) == Decoded(SAID, 0)


@pytest.mark.parametrize(
    ("data", "right"),
    [
        (b"S\bSo\bol\blh\bhe\bei\bim\bm met", "Solheim met"),
        (b"_\bS_\bo_\bl_\bh_\be_\bi_\bm met", "Solheim met"),
        (b"_\bS\bSo\b_ +\bo", "So •"),
        (b"Berk\b \bg", "Berg"),
        (b"\x1b[1;31mSol\x1b[0mheim\x1b[K met", "Solheim met"),
        (b"\x1b]0;root@host: ~\x07Solheim \x1b]8;;https://x.org\x1b\\met\x1b]8;;\x1b\\ Berg", "Solheim met Berg"),
        (b"Solheim\x1b[10CBerg\x1b(B\x1b[m\x0f", "Solheim Berg"),
        (b"Solheim met Berg.\r\n\x1a", "Solheim met Berg.\r\n"),
        (b"Solheim met Berg.\x1a\x1a\0\0\0", "Solheim met Berg."),
    ],
)
def test_what_terminals_and_printers_understand_is_no_text_and_no_loss(data: bytes, right: str) -> None:
    assert decoded(data) == Decoded(right, 0)


ASCII, WIDER = "Solheim met", ("Łódź, Zoë and Żółć met", "They “met” twice – they said")


@pytest.mark.parametrize(
    ("wide", "inside"),
    [
        *((wide, ASCII) for wide in ("utf-16-le", "utf-16-be", "utf-16", "utf-32-le")),
        *((wide, inside) for wide in ("utf-16-le", "utf-16") for inside in WIDER),  # others need a mark
    ],
)
def test_a_stretch_of_wide_letters_in_another_text(wide: str, inside: str) -> None:
    data = b"First.\n" + f"{inside}\n".encode(wide) + b"Last of them.\n"
    assert text(data) == f"First.\n{inside}\nLast of them.\n"


@pytest.mark.parametrize("mark", [b"\xff\xfe", b""])
def test_a_wide_text_to_which_a_narrow_one_was_added(mark: bytes) -> None:
    data = mark + f"{SAID}\r\n".encode("utf-16-le") * 3 + f"{SAID}\r\n".encode() * 2
    assert text(data) == f"{SAID}\r\n" * 5


@pytest.mark.parametrize(
    ("data", "right", "lost"),
    [
        ("Zoë met François".encode()[:-3] + b"\xc3", "Zoë met Franç", 1),
        (f"{SAID} “".encode()[:-1], f"{SAID} ", 2),
        ("Zoë met Köhler\n".encode() * 3 + "Müller met Weiß\n".encode("cp1252") * 9, None, 0),
        ("Żółć\n".encode() * 3 + b"caf\xe9 m\xe9t \x93Berg\x94\n", "Żółć\nŻółć\nŻółć\ncafé mét “Berg”\n", 0),
        ("Żółć met Zoë \xff".encode()[:-2] + b"\xfe and Berg", "Żółć met Zoë  and Berg", 1),
    ],
)
def test_bytes_of_another_encoding_do_not_lose_a_text(data: bytes, right: str | None, lost: int) -> None:
    found = decoded(data)
    assert found.lost == lost
    assert found.text == (right or "Zoë met Köhler\n" * 3 + "Müller met Weiß\n" * 9)


def test_zeros_do_not_hide_an_old_encoding() -> None:
    assert decode("Министр встретился с канцлером\0 в столице".encode("cp1251")) == (
        "Министр встретился с канцлером в столице"
    )


@pytest.mark.parametrize("seed", range(20))
def test_the_text_around_what_is_none_is_kept(seed: int) -> None:
    noise = random.Random(seed).randbytes(3000)
    found = decoded(f"{LONG}\n".encode() + noise + f"\n{LONG}".encode())
    assert found.text.count("Marit Solheim met Jon Berg") == 16
    assert found.lost > 2500
    assert len(found.text) < 2 * len(LONG) + 300


@pytest.mark.parametrize("size", [100, 300, 1000, 20_000])
def test_noise_is_no_text(size: int) -> None:
    for seed in range(100):
        noise = random.Random(seed).randbytes(size)
        for data in (noise, gzip.compress(noise), zlib.compress(LONG.encode() + noise), b"\x89PNG\r\n\x1a\n" + noise):
            with pytest.raises(UnicodeError):
                decoded(data)


def test_programs_and_databases_are_no_texts(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.txt")) as database:
        database.execute("create table said (it text)")
        database.executemany("insert into said values (?)", [(LONG,)] * 50)
        database.commit()
    (item,) = read(find([tmp_path])[0])
    assert isinstance(item, Skipped)
    assert item.reason == "looks binary"
    program = Path("/bin/true")
    if program.exists():
        with pytest.raises(UnreadError, match="looks binary"):
            list(read_plain(BytesIO(program.read_bytes()), "a.txt", How()))


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.srt", "a.csv", "a.log"])
def test_a_file_of_a_text_is_read_for_all_that_is_in_it(name: str, tmp_path: Path) -> None:
    data = f"{LONG}\n".encode().replace(b"Solheim", b"Sol\0heim")
    assert not is_text(data)
    (tmp_path / name).write_bytes(data)
    document, stray = read(find([tmp_path])[0])
    assert isinstance(document, Document)
    assert isinstance(stray, Skipped)
    assert document.text.count("Marit Solheim") == 8
    assert (stray.status, stray.documents, stray.characters) == (Status.STRAY, 0, 8)
    assert stray.reason == "8 characters that are no text were left out"


def test_a_file_that_a_user_names_is_read_where_another_one_is_not(tmp_path: Path) -> None:
    (tmp_path / "a.odd").write_bytes(b"\0\0\0Marit Solheim\0\0Norway\0\0\0")
    assert [type(item) for item in read(find([tmp_path / "a.odd"])[0])] == [Document, Skipped]
    (item,) = read(find([tmp_path])[0])
    assert isinstance(item, Skipped)
    assert item.status is Status.UNKNOWN


def test_hostile_controls_take_no_time() -> None:
    for data in (
        b"a" * 200_000 + b"\b \b" * 200_000,
        b"\x1a" * 300_000 + b"x" * 99,
        b"\x1b]" * 200_000 + b" text" * 90_000,
    ):
        tidy(Decoded(*_tried(data)).text)


def _tried(data: bytes) -> Decoded:
    try:
        return decoded(data)
    except UnicodeError:
        return Decoded("")
