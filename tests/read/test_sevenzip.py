import sys
from io import BytesIO
from pathlib import Path

import pytest

from comention.config import Limits
from comention.model import Document
from comention.read import How, Skipped, Status, find, read
from comention.read.reading import Reading

py7zr = pytest.importorskip("py7zr")

MEMBERS = {"one.txt": b"Ann met Bob.", "deep/two.html": b"<p>Cid met Dan.", "pic.gif": b"GIF89a", "none.txt": b""}
DEFAULT = How()


def packed(members: dict[str, bytes], *, password: str | None = None, closed: bool = False) -> bytes:
    file = BytesIO()
    with py7zr.SevenZipFile(file, "w", password=password, header_encryption=closed) as archive:
        for name, data in members.items():
            archive.writestr(data, name)
    return file.getvalue()


def read_all(data: bytes, how: How = DEFAULT) -> list[Document | Skipped]:
    return list(Reading(how).items(BytesIO(data), "a.7z", "a.7z"))


def test_the_files_in_an_archive_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.7z").write_bytes(packed(MEMBERS))
    found = list(read(find([tmp_path / "a.7z"])[0]))
    assert {(item.id, item.text) for item in found if isinstance(item, Document)} == {
        ("a.7z/one.txt", "Ann met Bob."),
        ("a.7z/deep/two.html", "Cid met Dan."),
        ("a.7z/none.txt", ""),
    }
    assert [item.where for item in found if isinstance(item, Skipped)] == ["a.7z/pic.gif"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.7z"]


@pytest.mark.parametrize("closed", [False, True])
def test_an_encrypted_archive_needs_its_password(closed: bool) -> None:
    data = packed({"one.txt": b"Ann met Bob."}, password="sesame", closed=closed)
    assert read_all(data, How(password="sesame")) == [Document("a.7z/one.txt", "Ann met Bob.")]
    assert read_all(data) == [Skipped("a.7z", "encrypted: give its password with --password", Status.ENCRYPTED)]
    assert read_all(data, How(password="wrong")) == [
        Skipped("a.7z", "damaged, or encrypted with another password", Status.ENCRYPTED)
    ]


def test_an_archive_without_a_password_is_read_with_that_of_others() -> None:
    assert read_all(packed({"one.txt": b"Ann."}), How(password="sesame")) == [Document("a.7z/one.txt", "Ann.")]


def test_files_of_one_name_and_names_that_lead_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("py7zr.py7zr.check_archive_path", lambda name: True)
    monkeypatch.setattr(py7zr.SevenZipFile, "_sanitize_archive_arcname", staticmethod(lambda name: name))
    file = BytesIO()
    with py7zr.SevenZipFile(file, "w") as archive:
        for name in ("a.txt", "a.txt", "../../etc/x.txt", "C:/y.txt"):
            archive.writestr(b"Ann.", name)
    assert read_all(file.getvalue()) == [
        Skipped("a.7z/etc/x.txt", "its name leads out of the archive", Status.CLOSED),
        Skipped("a.7z/C:/y.txt", "its name leads out of the archive", Status.CLOSED),
        Document("a.7z/a.txt", "Ann."),
        Document("a.7z/a.txt#2", "Ann."),
    ]


def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to("/etc/passwd")
    with py7zr.SevenZipFile(tmp_path / "a.7z", "w") as archive:
        archive.write(tmp_path / "link.txt", "link.txt")
    assert read_all((tmp_path / "a.7z").read_bytes()) == [
        Skipped("a.7z/link.txt", "not a file: a link or a device", Status.CLOSED)
    ]


def test_a_bomb_is_given_up() -> None:
    data = packed({"big.txt": b"a" * (3 * 2**20), "later.txt": b"Ann."})
    assert [item.status for item in read_all(data, How(limits=Limits(size=2))) if isinstance(item, Skipped)] == [
        Status.LARGE
    ]


def test_archives_in_archives_are_read_to_a_depth() -> None:
    data = packed({"in.7z": packed({"in.7z": packed({"x.txt": b"Ann met Bob."})})})
    assert read_all(data) == [Document("a.7z/in.7z/in.7z/x.txt", "Ann met Bob.")]
    (told,) = read_all(data, How(limits=Limits(depth=2)))
    assert isinstance(told, Skipped)
    assert told.status is Status.LARGE


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.95])
def test_a_broken_archive_is_skipped(share: float) -> None:
    data = packed(MEMBERS)
    found = read_all(data[: int(len(data) * share)])
    assert [item.status for item in found if isinstance(item, Skipped)] == [Status.DAMAGED]


def test_of_a_damaged_archive_the_files_before_the_damage_are_read() -> None:
    first, second = packed({"one.txt": b"Ann met Bob."}), b"Cid met Dan, and said so. " * 9
    file = BytesIO(first)
    with py7zr.SevenZipFile(file, "a", filters=[{"id": py7zr.FILTER_COPY}]) as archive:
        archive.writestr(second, "two.txt")
    document, told = read_all(file.getvalue().replace(b"Dan", b"Don"))
    assert document == Document("a.7z/one.txt", "Ann met Bob.")
    assert isinstance(told, Skipped)
    assert told.status is Status.DAMAGED


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed({"one.txt": b"Ann."})
    monkeypatch.setitem(sys.modules, "py7zr", None)
    monkeypatch.delitem(sys.modules, "comention.read.sevenzip", raising=False)
    assert read_all(data) == [
        Skipped("a.7z", 'needs the package py7zr: pip install "comention[sevenzip]"', Status.MISSING)
    ]
