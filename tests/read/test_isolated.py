"""Files that are too much for their reader: each is skipped with a reason, and the others are read."""

import time
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from tests.read.installing import install

from comention.config import Limits
from comention.model import Document
from comention.processes import pool
from comention.read import How, Skipped, Status, find, isolated, read, read_each

EVIL = """
import os, time
from comention.model import Document


def read(file, name, how):
    said = file.read().decode()
    if said == "who":
        said = str(os.getpid())
    if said == "hang":
        while True:
            pass
    if said == "sleep":
        time.sleep(60)
    if said == "nap":
        time.sleep(0.5)
    if said == "long":
        for number in range(19):
            yield Document(f"{name}#{number}", "x" * (400 if number % 5 else 4000))
    if said == "crash":
        os.abort()
    if said == "leave":
        os._exit(0)
    if said == "memory":
        bytearray(2**33)
    if said == "grow":
        kept = []
        while True:
            kept.append(bytearray(2**24))
    if said == "print":
        print("noise", flush=True)
        os.write(1, b"noise")
    if said == "raise":
        raise SystemError("two\\nlines \\x07")
    if said == "deep":
        def down(): down()
        down()
    if said == "half":
        yield Document(name + "#1", "first")
        os.abort()
    yield Document(name, said)
"""
QUICK = Limits(seconds=1, memory=400)
PATIENT = QUICK._replace(seconds=60)


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader of another package, for files that end in .evil."""
    install(tmp_path / "package", "evil", EVIL, monkeypatch)


@pytest.mark.parametrize(
    ("said", "status", "reason"),
    [
        ("hang", Status.SLOW, "takes longer than 1 s: allow more with --time-limit"),
        ("sleep", Status.SLOW, "takes longer than 1 s: allow more with --time-limit"),
        ("crash", Status.CRASHED, "the reader crashed (status -6)"),
        ("leave", Status.CRASHED, "the reader crashed (status 0)"),
        ("memory", Status.LARGE, "needs more than 400 MB of memory: allow more with --memory-limit"),
        ("grow", Status.LARGE, "needs more than 400 MB of memory: allow more with --memory-limit"),
        ("raise", Status.DAMAGED, "damaged (two lines \ufffd)"),
        ("deep", Status.DAMAGED, "nested too deeply"),
    ],
)
def test_a_file_that_is_too_much_is_skipped(
    said: str, status: Status, reason: str, tmp_path: Path, reader: None
) -> None:
    (tmp_path / "a.evil").write_text(said)
    limits = QUICK if status is Status.SLOW else PATIENT
    assert list(read(find([tmp_path / "a.evil"])[0], How(limits=limits))) == [Skipped("a.evil", reason, status)]


def test_the_others_are_read(tmp_path: Path, reader: None) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    said = {"a": "fine", "b": "crash", "c": "hang", "d": "fine too", "e": "print", "f": "fine again"}
    for name, text in said.items():
        (folder / f"{name}.evil").write_text(text)
    found = {}
    for source, items in zip(find([folder]), read_each(find([folder]), How(limits=QUICK)), strict=True):
        (found[source.id],) = list(items)
    assert {name: item.text for name, item in found.items() if isinstance(item, Document)} == {
        "a.evil": "fine",
        "d.evil": "fine too",
        "e.evil": "print",
        "f.evil": "fine again",
    }


def test_what_was_read_before_the_end_is_kept_and_not_read_twice(tmp_path: Path, reader: None) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name, said in {"1.evil": "fine", "2.evil": "half", "3.evil": "fine too", "4.evil": "crash"}.items():
            archive.writestr(name, said)
    items = list(read(find([tmp_path / "a.zip"])[0], How(limits=PATIENT)))
    assert [(item.id, item.text) for item in items if isinstance(item, Document)] == [
        ("a.zip/1.evil", "fine"),
        ("a.zip/2.evil#1", "first"),
        ("a.zip/3.evil", "fine too"),
    ]
    assert [(item.where, item.status) for item in items if isinstance(item, Skipped)] == [
        ("a.zip/2.evil", Status.CRASHED),
        ("a.zip/4.evil", Status.CRASHED),
    ]


def test_who_stops_taking_leaves_nothing_running(tmp_path: Path, reader: None) -> None:
    for number in range(6):
        (tmp_path / f"{number}.evil").write_text("sleep")
    streams = read_each(find([tmp_path]), How(limits=Limits(seconds=30)))
    next(streams)
    streams.close()


def test_a_process_reads_many_files_however_large_the_one_that_started_it_is(tmp_path: Path, reader: None) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(8):
        (folder / f"{number}.evil").write_text("who")
    held = bytearray(300 * 2**20)
    held[::4096] = bytes(len(held[::4096]))
    items = [list(found) for found in read_each(find([folder]), How(limits=PATIENT))]
    del held
    processes = {item.text for (item,) in items if isinstance(item, Document)}
    assert len(items) == 8
    assert len(processes) <= 4


def test_a_whole_input_may_take_some_time_only(tmp_path: Path, reader: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "TOTAL", 3)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in range(20):
            archive.writestr(f"{number:02}.evil", "nap")
    *documents, last = read(find([tmp_path / "a.zip"])[0], How(limits=QUICK))
    assert 1 <= len(documents) < 20
    assert isinstance(last, Skipped)
    assert (last.status, last.reason) == (
        Status.SLOW,
        "takes longer than 0.05 min in all: allow more with --time-limit",
    )


def test_who_has_to_wait_is_told_for_what(tmp_path: Path, reader: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_SLOW", 0.1)
    (tmp_path / "a.evil").write_text("nap")
    told: list[str] = []
    with closing(read_each(find([tmp_path / "a.evil"]), slow=told.append)) as streams:
        assert [len(list(items)) for items in streams] == [1]
    assert set(told) == {"a.evil"}


def test_texts_that_wait_are_bounded_and_those_whose_turn_it_is_always_come(
    tmp_path: Path, reader: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_WEIGHT", 1000)
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.evil").write_text("long")
    with closing(read_each(find([folder]), How(limits=PATIENT))) as streams:
        first = next(streams)
        time.sleep(1)
        found = [len(list(first)), *(len(list(items)) for items in streams)]
    assert found == [20] * 6
