"""Compound files: what they are is told by what they hold, and what is encrypted is read with its password.

`old/locked.doc` and `old/locked.xls` were saved by LibreOffice 7.4 with the password "sesame"; both say `SAID`.
"""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from tests.read.converting import stand_in
from tests.read.makers import Folder, compound, locked, properties
from tests.read.packages import docx, odt, pptx, xlsx
from tests.read.writing import old_workbook

from comention.config import Limits
from comention.model import Document
from comention.read import How, Skipped, Status, find, read
from comention.read.reading import Reading

OLD = Path(__file__).parent / "old"
SAID = "Marit Solheim met Angela Merkel in Norway."
SESAME = How(password="sesame")
MADE = {"docx": docx, "pptx": pptx, "xlsx": xlsx}


def items(data: bytes, name: str, how: How = SESAME) -> list[Document | Skipped]:
    return list(Reading(how).items(BytesIO(data), name, name))


def told(data: bytes, name: str, how: How = SESAME) -> tuple[Status, str]:
    (found,) = items(data, name, how)
    assert isinstance(found, Skipped), found
    assert found.where == name
    return found.status, found.reason


@pytest.fixture
def converter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for LibreOffice that shows a decrypted text as it is in the file."""
    (tmp_path / "made.odt").write_bytes(odt([SAID]))
    script = f'tr -d "\\0" < "$1" | grep -qa "{SAID}" && mkdir "$out" && cp {tmp_path}/made.odt "$made"'
    stand_in(tmp_path / "bin", script, monkeypatch)


@pytest.mark.parametrize("name", MADE)
def test_a_new_file_is_read_with_its_password(name: str) -> None:
    data = locked(MADE[name]([SAID]), "sesame")
    assert items(data, f"a.{name}") == [Document(f"a.{name}", SAID, file=f"a.{name}")]
    assert items(data, "no suffix") == [Document("no suffix", SAID, file="no suffix")]
    assert told(data, "a", How()) == (Status.ENCRYPTED, "encrypted: give its password with --password")
    assert told(data, "a", How(password="wrong")) == (Status.ENCRYPTED, "encrypted with another password")


def test_an_old_text_is_read_with_its_password(converter: None) -> None:
    data = (OLD / "locked.doc").read_bytes()
    assert [item.text for item in items(data, "a.doc") if isinstance(item, Document)] == [SAID]
    assert told(data, "a.doc", How()) == (Status.ENCRYPTED, "encrypted: give its password with --password")
    assert told(data, "a.doc", How(password="wrong")) == (Status.ENCRYPTED, "encrypted with another password")


def test_an_old_workbook_is_read_with_its_password() -> None:
    data = (OLD / "locked.xls").read_bytes()
    assert items(data, "a.xls") == [Document("a.xls/minutes:2", SAID, date="2017-05-18", file="a.xls")]
    assert told(data, "a.xls", How()) == (Status.ENCRYPTED, "encrypted: give its password with --password")
    assert told(data, "a.xls", How(password="wrong")) == (Status.ENCRYPTED, "encrypted with another password")


@pytest.mark.parametrize("password", [None, "that of others"])
def test_what_is_only_closed_to_changes_needs_no_password(password: str | None) -> None:
    how = How(password=password)
    assert items(locked(xlsx([SAID]), "VelvetSweatshop"), "a.xlsx", how) == [Document("a.xlsx", SAID, file="a.xlsx")]
    assert items(locked(pptx([SAID]), "/01Hannes Ruescher/01"), "a.pptx", how) == [
        Document("a.pptx", SAID, file="a.pptx")
    ]


def test_encrypted_files_in_an_archive_are_read_too(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "leak.zip", "w") as archive:
        archive.writestr("a.docx", locked(docx([SAID]), "sesame"))
        archive.writestr("b.docx", locked(docx([SAID]), "other"))
        archive.writestr("c.docx", docx([SAID]))
    one, two, three = read(find([tmp_path / "leak.zip"])[0], SESAME)
    assert one == Document("leak.zip/a.docx", SAID, file="leak.zip/a.docx")
    assert two == Skipped("leak.zip/b.docx", "encrypted with another password", Status.ENCRYPTED)
    assert three == Document("leak.zip/c.docx", SAID, file="leak.zip/c.docx")


@pytest.mark.parametrize("how", [How(), SESAME])
def test_encryption_that_is_damaged_is_told(how: How) -> None:
    data = compound({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"y"})
    status, reason = told(data, "a.docx", how)
    assert status is Status.ENCRYPTED
    assert reason.startswith("encrypted in an unusual way, or damaged")
    assert reason.endswith("save it without a password")


def test_encryption_that_takes_too_much_is_given_up(tmp_path: Path) -> None:
    data = bytearray((OLD / "locked.xls").read_bytes())
    data[1616] = 0  # in the table of sectors: the workbook goes round in a circle
    path = tmp_path / "a.xls"
    path.write_bytes(data)
    (found,) = read(find([path])[0], SESAME._replace(limits=Limits(memory=300)))
    assert isinstance(found, Skipped)
    assert found.status is Status.LARGE
    assert found.reason.endswith("allow more with --memory-limit")


MESSAGE: Folder = properties({0x0037: "The sale", 0x1000: SAID})


def test_what_a_file_is_does_not_depend_on_its_name() -> None:
    for name in ("a.doc", "a.docx", "a.msg", "a.xls", "a.pdf", "a"):
        (found,) = items(compound(MESSAGE), name)
        assert isinstance(found, Document)
        assert found.title == "The sale"
        assert items(old_workbook([SAID]), name) == [Document(name, SAID, file=name)]


def test_what_is_inside_another_file_does_not_count() -> None:
    inner: Folder = {"WordDocument": b"x" * 5000, "EncryptedPackage": b"y", "Workbook": b"z"}
    (found,) = items(compound({**MESSAGE, "ObjectPool": inner}), "a")
    assert isinstance(found, Document)
    assert found.title == "The sale"


def test_what_holds_something_else_is_unknown_unless_its_name_says_otherwise() -> None:
    data = compound({"Catalog": b"x" * 100})
    assert told(data, "a.db") == (Status.UNKNOWN, "files of this kind are not read")
    assert told(data, "a.doc") == (
        Status.DAMAGED,
        "damaged (it holds neither a message nor a text, slides or a workbook)",
    )


@pytest.mark.parametrize("name", ["a.doc", "a.ppt", "a.xls", "a.msg"])
def test_what_is_no_compound_file_is_damaged_or_a_text(name: str) -> None:
    assert told(b"\0\1\2\3\xff\xfe" * 100, name)[0] is Status.DAMAGED
    (found,) = items(SAID.encode(), name)
    assert isinstance(found, Document)
    assert found.text == SAID


def test_a_table_that_was_meant_for_excel_is_a_table() -> None:
    assert items(f"date\ttext\n2017-05-18\t{SAID}\n".encode(), "a.xls") == [
        Document("a.xls:2", SAID, date="2017-05-18", file="a.xls")
    ]
