"""Enormous inputs, made small, under limits that are lowered as much: each is told, and none costs the good files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.faults.enormous import entries_in, graph_in, write_good
from tests.faults.giants import GIANTS

from comention import pipeline
from comention.config import Options
from comention.read import Status
from comention.workspace.derive import Summary

GOOD = 6
LIMITS: Options = {"model": "fast", "size_limit": 1, "depth_limit": 3, "text_limit": 1, "memory": 200, "time_limit": 20}
DEEP = dict.fromkeys((f"zip-{times}" for times in range(4, 10)), (0.002, Status.LARGE))
LARGE = dict.fromkeys(
    ("zip-1", "zip-2", "zip-3", "zip-zeros", "zip-letter", "zip-sentence", "bz2", "xz", "tar-gz", "7z"),
    (0.002, Status.LARGE),
)
PACKED = dict.fromkeys(("docx", "xlsx", "odt", "epub", "txt-random", "txt-repeated"), (0.004, Status.LARGE))
UNREAD: dict[str, tuple[float, Status]] = {
    **DEEP,
    **LARGE,
    **PACKED,
    "gz": (0.02, Status.LARGE),
    "jsonl-field": (0.02, Status.LARGE),
    "txt-word": (0.04, Status.LARGE),
    "pdf": (0.05, Status.LARGE),
    "json-deep": (0.02, Status.DAMAGED),
}
"""Inputs of which nothing is read: at which scale, and why."""

READ: dict[str, tuple[float, Status | None]] = {
    "zip-members": (0.002, None),
    "html-deep": (0.05, None),
    "jsonl-deep": (0.02, Status.DAMAGED),
    "csv-rows": (0.0005, None),
    "jsonl-records": (0.0005, None),
    "files": (0.001, None),
    "names-sentence": (0.002, None),
    "name-sentences": (0.002, None),
    "names-long": (0.05, None),
    "mbox": (0.002, None),
    "ids": (0.002, None),
}
"""Inputs that are read: at which scale, and why something in them is not, if anything."""


class Result(NamedTuple):
    """What came of a run over inputs, each in a folder of its name: its outputs, and how many documents each has."""

    out: Path
    summary: Summary
    expected: dict[str, int | None]

    def statuses(self, name: str) -> set[str]:
        return {part["status"] for entry in self.entries(name) for part in (entry, *entry.get("parts", ()))}

    def entries(self, name: str) -> list[dict[str, Any]]:
        return [entry for entry in entries_in(self.out)[1] if entry["input"].startswith(f"{name}/")]


def run(root: Path, scales: dict[str, float]) -> Result:
    write_good(root / "in" / "good", GOOD)
    expected = {}
    for name, scale in scales.items():
        (root / "in" / name).mkdir()
        expected[name] = GIANTS[name].make(root / "in" / name, scale)
    return Result(root / "out", pipeline.generate([root / "in"], root / "out", LIMITS), expected)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return run(tmp_path_factory.mktemp("alone"), {})


@pytest.fixture(scope="module")
def unread(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return run(tmp_path_factory.mktemp("unread"), {name: scale for name, (scale, _) in UNREAD.items()})


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return run(tmp_path_factory.mktemp("read"), {name: scale for name, (scale, _) in READ.items()})


def good_are_read(result: Result) -> bool:
    return [(entry["status"], entry["documents"]) for entry in entries_in(result.out)[0]] == [("read", 1)] * GOOD


@pytest.mark.model
class TestUnread:
    def test_the_good_files_give_what_they_give_alone(self, alone: Result, unread: Result) -> None:
        assert good_are_read(unread)
        assert unread.summary.documents == GOOD
        assert graph_in(unread.out) == graph_in(alone.out)
        assert len(graph_in(alone.out)[1]) > GOOD

    @pytest.mark.parametrize("name", UNREAD)
    def test_the_report_says_why(self, unread: Result, name: str) -> None:
        (entry,) = unread.entries(name)
        assert entry["documents"] == 0
        assert UNREAD[name][1] in unread.statuses(name), entry
        for part in (entry, *entry.get("parts", ())):
            assert part["reason"]
            assert part["reason"].isprintable()

    def test_reasons_of_what_is_too_large_name_the_option(self, unread: Result) -> None:
        for part in parts(unread):
            if part["status"] == Status.LARGE:
                assert "-limit" in part["reason"], part


@pytest.mark.model
class TestRead:
    def test_the_good_files_are_read(self, taken: Result) -> None:
        assert good_are_read(taken)
        assert taken.summary.documents == GOOD + sum(filter(None, taken.expected.values()))

    @pytest.mark.parametrize("name", READ)
    def test_all_documents_come_out(self, taken: Result, name: str) -> None:
        assert sum(entry["documents"] for entry in taken.entries(name)) == taken.expected[name]
        status = READ[name][1]
        assert taken.statuses(name) == {"read", *([status] if status else [])}


def parts(result: Result) -> Iterator[dict[str, Any]]:
    for entry in entries_in(result.out)[1]:
        yield from (part for part in (entry, *entry.get("parts", ())) if "reason" in part)


@pytest.mark.model
@pytest.mark.parametrize("name", ["docx-laughs", "xlsx-laughs", "odt-laughs", "eml-mails"])
def test_what_is_read_in_part_says_so(tmp_path: Path, name: str) -> None:
    result = run(tmp_path, {name: 0.02})
    assert good_are_read(result)
    assert any(parts(result)), result.entries(name)


@pytest.mark.model
def test_an_archive_whose_members_share_their_bytes(tmp_path: Path, alone: Result) -> None:
    result = run(tmp_path, {"zip-overlap": 0.05})
    assert good_are_read(result)
    assert Status.LARGE in result.statuses("zip-overlap")


@pytest.mark.model
def test_thousands_of_corrections(tmp_path: Path) -> None:
    write_good(tmp_path / "in" / "good", GOOD)
    GIANTS["corrections"].make(tmp_path / "in", 0.02)
    made = pipeline.generate([tmp_path / "in"], tmp_path / "out", LIMITS)
    assert (made.documents, made.unused) == (GOOD, 1000)


@pytest.mark.model
def test_a_text_that_is_all_ends_of_lines_is_empty(tmp_path: Path) -> None:
    result = run(tmp_path, {"txt-lines": 0.01})
    assert good_are_read(result)
    (entry,) = result.entries("txt-lines")
    assert entry["status"] == "empty"
    assert entry["reason"]
