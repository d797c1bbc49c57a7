import io
import os
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from comention.config import Fields
from comention.model import Document
from comention.read import How, Input, Skipped, Status, count, find, read, suffixes


def test_files_of_all_formats_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A text.")
    (tmp_path / "b.jsonl").write_text('{"id": "x", "body": "One."}\n{"id": "y", "body": "Two."}\n')
    (tmp_path / "c.gif").write_bytes(b"GIF89a")
    found = [item for source in find([tmp_path]) for item in read(source, How(Fields(text="body")))]
    assert found == [
        Document("a.txt", "A text."),
        Document("x", "One."),
        Document("y", "Two."),
        Skipped("c.gif", "files of this kind are not read", Status.UNKNOWN),
    ]


def test_a_file_that_is_gone_is_skipped(tmp_path: Path) -> None:
    source = Input("a.txt", tmp_path / "a.txt", ".txt")
    assert list(read(source)) == [Skipped("a.txt", "cannot be read: No such file or directory", Status.CLOSED)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"They met.", [Document("stdin", "They met.")]),
        (b'\n {"id": "1", "text": "a"}\n{"id": "2", "text": "b"}', [Document("1", "a"), Document("2", "b")]),
        (b"{They} met.", [Document("stdin", "{They} met.")]),
        (b"", [Document("stdin", "")]),
    ],
)
def test_standard_input_is_a_text_or_records(
    data: bytes, expected: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    (source,) = find(["-"])
    assert list(read(source)) == expected


def test_a_pipe_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"They met.",))
    writer.start()
    assert list(read(find([pipe])[0])) == [Document("pipe", "They met.")]
    writer.join()


def test_documents_are_counted_without_being_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A text.\n\n")
    (tmp_path / "b.jsonl").write_text("{}\n{}\n{}")
    (tmp_path / "c.gif").write_text("\n")
    assert count(find([tmp_path])) == 4
    assert count([Input("gone.jsonl", tmp_path / "gone.jsonl", ".jsonl")]) == 0


def test_an_installed_package_can_add_a_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    (site / "loud-1.0.dist-info").mkdir(parents=True)
    (site / "loud-1.0.dist-info/METADATA").write_text("Metadata-Version: 2.1\nName: loud\nVersion: 1.0\n")
    (site / "loud-1.0.dist-info/entry_points.txt").write_text("[comention.readers]\n.shout = loud:read_shout\n")
    (site / "loud.py").write_text(
        "from comention import Document\n"
        "def read_shout(file, name, how):\n"
        "    yield Document(name, file.read().decode().upper())\n"
    )
    monkeypatch.syspath_prepend(site)
    (tmp_path / "a.shout").write_text("They met.")
    assert ".shout" in suffixes()
    assert list(read(find([tmp_path / "a.shout"])[0])) == [Document("a.shout", "THEY MET.")]
