import os
from pathlib import Path

import pytest

from comention.errors import InputError
from comention.read import Input, Status, find
from comention.read.inputs import HIDDEN


def tree(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"text of {name}", encoding="utf-8")
    return folder


def ids(inputs: list[Input]) -> list[str]:
    return [file.id for file in inputs if not file.skipped]


def skipped(inputs: list[Input]) -> dict[str, str]:
    return {file.id: file.skipped.reason for file in inputs if file.skipped}


def test_a_folder_is_read_with_its_folders_and_sorted(tmp_path: Path) -> None:
    tree(tmp_path, "b.txt", "a/z.md", "a/deep/er/x.TXT", "c.jsonl")
    assert ids(find([tmp_path])) == ["a/deep/er/x.TXT", "a/z.md", "b.txt", "c.jsonl"]


def test_a_named_file_goes_by_its_name(tmp_path: Path) -> None:
    tree(tmp_path, "deep/note.txt")
    assert ids(find([tmp_path / "deep/note.txt"])) == ["note.txt"]
    assert ids(find([str(tmp_path / "deep/../deep/note.txt")])) == ["note.txt"]


def test_a_folder_may_be_empty(tmp_path: Path) -> None:
    assert find([tmp_path]) == []


def test_hidden_files_and_leftovers_of_systems_are_passed_over(tmp_path: Path) -> None:
    tree(
        tmp_path,
        ".hidden.txt",
        ".git/a.txt",
        "__MACOSX/a.txt",
        "__MACOSX/b/b.txt",
        "~$open.txt",
        ".DS_Store",
        "Thumbs.db",
        "a.txt",
    )
    found = find([tmp_path])
    assert ids(found) == ["a.txt"]
    passed = {file.id: file.files for file in found if file.skipped and file.skipped.status is Status.HIDDEN}
    folders = {".git": 1, "__MACOSX": 2}
    assert passed == {**folders, ".hidden.txt": 1, "~$open.txt": 1, ".DS_Store": 1, "Thumbs.db": 1}


def test_a_hidden_file_or_folder_that_is_named_is_read(tmp_path: Path) -> None:
    tree(tmp_path, ".hidden/.note.txt", ".hidden/a.txt")
    assert ids(find([tmp_path / ".hidden", tmp_path / ".hidden/.note.txt"])) == [".note.txt", "a.txt"]


def test_another_file_that_is_named_is_an_error_that_lists_what_is_read(tmp_path: Path) -> None:
    (tmp_path / "photo.gif").write_bytes(b"GIF89a\0")
    with pytest.raises(InputError, match=r"photo\.gif: .*not read.*\.jsonl, .*\.md, .*\.txt"):
        find([tmp_path / "photo.gif"])


def test_a_text_that_is_named_may_have_any_name(tmp_path: Path) -> None:
    tree(tmp_path, "notes.odd")
    assert ids(find([tmp_path / "notes.odd"])) == ["notes.odd"]


def test_a_missing_path_is_an_error_that_points_to_a_neighbour(tmp_path: Path) -> None:
    tree(tmp_path, "articles/a.txt")
    with pytest.raises(InputError, match=r"artcles: there is no such file or folder; did you mean .*articles\?$"):
        find([tmp_path / "artcles"])
    with pytest.raises(InputError, match=r"there is no such file or folder$"):
        find([tmp_path / "something/else.txt"])


def test_paths_that_no_system_has_are_errors_too(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt")
    for impossible in ("a\0b.txt", tmp_path / "a.txt" / "b.txt", "x" * 5000 + ".txt"):
        with pytest.raises(InputError):
            find([impossible])


def test_a_device_is_an_error() -> None:
    with pytest.raises(InputError, match="neither a file nor a folder"):
        find([os.devnull])


def test_a_pipe_is_read_like_standard_input(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert find(["-", tmp_path / "pipe"]) == [Input("stdin", None), Input("pipe", tmp_path / "pipe")]


def test_nothing_is_read_twice(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "b.txt")
    assert ids(find([tmp_path, tmp_path / "b.txt", tmp_path, "-", "-"])) == ["a.txt", "b.txt", "stdin"]


def test_links_stay_inside_their_folder(tmp_path: Path) -> None:
    tree(tmp_path, "outside.txt", "in/deep/file.txt", "in/.store/object.txt")
    inside = tmp_path / "in"
    (inside / "away.txt").symlink_to(tmp_path / "outside.txt")
    (inside / "again.txt").symlink_to("deep/file.txt")
    (inside / "stored.txt").symlink_to(".store/object.txt")
    (inside / "lost.txt").symlink_to("nowhere")
    (inside / "loop.txt").symlink_to("loop.txt")
    (inside / "folder").symlink_to("deep")
    (inside / "up").symlink_to(tmp_path)
    found = find([inside])
    assert ids(found) == ["deep/file.txt", "stored.txt"]
    assert skipped(found) == {
        ".store": HIDDEN,
        "again.txt": "the same file as deep/file.txt",
        "away.txt": "a link that leads out of the folder",
        "folder": "a link to a folder",
        "loop.txt": "a broken link",
        "lost.txt": "a broken link",
        "up": "a link that leads out of the folder",
    }


def test_a_link_that_is_named_is_followed(tmp_path: Path) -> None:
    tree(tmp_path, "real/a.txt")
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "link.txt").symlink_to("real/a.txt")
    assert ids(find([tmp_path / "link"])) == ["a.txt"]
    assert ids(find([tmp_path / "link.txt"])) == ["link.txt"]


def test_ids_that_clash_get_the_names_of_the_folders_above(tmp_path: Path) -> None:
    tree(tmp_path, "2019/news/a.txt", "2020/news/a.txt", "2020/news/b.txt", "other/a.txt")
    found = find([tmp_path / "2019/news", tmp_path / "2020/news", tmp_path / "other/a.txt"])
    assert ids(found) == ["2019/news/a.txt", "2020/news/a.txt", "b.txt", "other/a.txt"]


def test_the_output_folder_is_no_input(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "output/mentions.jsonl")
    assert ids(find([tmp_path], exclude=tmp_path / "output")) == ["a.txt"]


def test_a_file_name_that_is_no_text_becomes_one(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_bytes(b"text")
    except OSError:
        pytest.skip("this file system takes proper names only")
    assert ids(find([tmp_path])) == ["caf\\xe9.txt"]


def test_files_and_folders_may_have_any_name(tmp_path: Path) -> None:
    names = ["-rf.txt", "<script>alert(1).txt", "a\nb.txt", "dir.txt/in it.txt", "ümläut.txt"]
    tree(tmp_path, *names)
    assert sorted(ids(find([tmp_path]))) == names
