import bz2
import gzip
import io
import lzma
import tarfile
from pathlib import Path

import pytest
from tests.read.packing import archive, tarred

from comention.config import Limits
from comention.model import Document
from comention.read import How, Skipped, Status, find, read

DEFAULT = How()


def read_bytes(folder: Path, name: str, data: bytes, how: How = DEFAULT) -> list[Document | Skipped]:
    path = folder / name
    path.write_bytes(data)
    return list(read(find([path])[0], how))


MEMBERS = {"one.txt": b"Ann met Bob.", "deep/two.html": b"<p>Cid met Dan.", "pic.gif": b"GIF89a", "__MACOSX/x": b"x"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", archive(MEMBERS)),
        ("a.tar", tarred(MEMBERS)),
        ("a.tar.gz", gzip.compress(tarred(MEMBERS))),
        ("a.tgz", gzip.compress(tarred(MEMBERS))),
        ("a.tar.bz2", bz2.compress(tarred(MEMBERS))),
        ("a.tar.xz", lzma.compress(tarred(MEMBERS))),
        ("a.dat", archive(MEMBERS)),
    ],
)
def test_the_files_in_an_archive_are_read(name: str, data: bytes, tmp_path: Path) -> None:
    items = read_bytes(tmp_path, name, data)
    assert {item.text for item in items if isinstance(item, Document)} == {"Ann met Bob.", "Cid met Dan."}
    assert {item.id.rpartition("/")[2] for item in items if isinstance(item, Document)} == {"one.txt", "two.html"}
    skipped = [item for item in items if isinstance(item, Skipped)]
    assert {item.status for item in skipped if item.documents} == {Status.UNKNOWN}
    assert [item.where[-10:] for item in skipped if item.status is Status.HIDDEN] == ["__MACOSX/x"]


def test_a_packed_file_goes_by_its_own_name(tmp_path: Path) -> None:
    (document,) = read_bytes(tmp_path, "note.txt.gz", gzip.compress(b"Ann met Bob."))
    assert document == Document("note.txt.gz", "Ann met Bob.")


def test_a_file_that_is_packed_twice_is_read_as_what_it_is(tmp_path: Path) -> None:
    table = b"id,text\n1,Ann met Bob.\n2,Cid met Dan.\n"
    documents = read_bytes(tmp_path, "a.csv.gz.gz", gzip.compress(gzip.compress(table)))
    assert [item.text for item in documents if isinstance(item, Document)] == ["Ann met Bob.", "Cid met Dan."]
    documents = read_bytes(tmp_path, "b.csv.xz.gz", gzip.compress(lzma.compress(table)))
    assert len(documents) == 2


def test_names_do_not_lead_out(tmp_path: Path) -> None:
    items = read_bytes(
        tmp_path, "a.zip", archive({"../../etc/x.txt": b"Ann.", "C:\\y.txt": b"Bob.", "/abs.txt": b"Cid."})
    )
    assert [item.id for item in items if isinstance(item, Document)] == [
        "a.zip/etc/x.txt",
        "a.zip/C:/y.txt",
        "a.zip/abs.txt",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip"]


def test_links_in_an_archive_are_not_followed(tmp_path: Path) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    (skipped,) = read_bytes(tmp_path, "a.tar", file.getvalue())
    assert skipped == Skipped("a.tar/link.txt", "not a file: a link or a device", Status.CLOSED)


def test_a_bomb_is_given_up(tmp_path: Path) -> None:
    bomb = archive({"big.txt": b"a" * (3 * 2**20), "later.txt": b"Ann."})
    items = read_bytes(tmp_path, "a.zip", bomb, How(limits=Limits(size=2)))
    assert [item.status for item in items if isinstance(item, Skipped)] == [Status.LARGE]


def test_archives_in_archives_are_read_to_a_depth(tmp_path: Path) -> None:
    data = archive({"x.txt": b"Ann met Bob."})
    for _ in range(3):
        data = archive({"in.zip": data})
    (found,) = read_bytes(tmp_path, "a.zip", data)
    assert isinstance(found, Document)
    (skipped,) = read_bytes(tmp_path, "b.zip", data, How(limits=Limits(depth=2)))
    assert isinstance(skipped, Skipped)
    assert skipped.status is Status.LARGE


@pytest.mark.parametrize("cut", [10, 40, 100])
def test_a_broken_archive_is_skipped(cut: int, tmp_path: Path) -> None:
    items = read_bytes(tmp_path, "a.zip", archive(MEMBERS)[:-cut])
    assert [item.status for item in items if isinstance(item, Skipped)][:1] in ([Status.DAMAGED], [Status.UNKNOWN])
    items = read_bytes(tmp_path, "a.gz", gzip.compress(b"Ann met Bob." * 100)[:-12])
    assert [item.status for item in items if isinstance(item, Skipped)] == [Status.DAMAGED]
