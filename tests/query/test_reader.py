import json
import zipfile
from pathlib import Path

import pytest
from tests.conftest import NameList

from comention import pipeline
from comention.errors import InputError, WorkspaceError
from comention.query import reader
from comention.workspace.store import Store

LONG = "\n\n".join(f"🎈 Number {n}. François Hollande met Barack Obama." for n in range(300))


class TestDocument:
    def test_all_sentences_of_a_short_one_are_shown_with_what_is_between(self, out: Path) -> None:
        told = reader.document(out, "talks", 2)
        assert (told["id"], told["date"], told["first"], told["total"]) == ("talks", "2015-01-02", 0, 3)
        assert [(line["sentence"], line["before"], line["text"]) for line in told["sentences"]] == [
            (0, "", "Angela Merkel met Barack Obama."),
            (1, " ", "They spoke about Germany."),
            (2, "\n\n", "Barack Obama thanked Angela Merkel and\nGermany."),
        ]
        assert told["sentences"][1]["names"] == [(17, 24, "country:de")]
        assert told["labels"] == {
            "person:angela-merkel": "Angela Merkel",
            "person:barack-obama": "Barack Obama",
            "country:de": "Germany",
        }
        assert told["types"]["country:de"] == "COUNTRY"
        assert json.loads(json.dumps(told))["id"] == "talks"

    def test_pages_are_told_where_there_are_several(self, out: Path) -> None:
        assert [line["page"] for line in reader.document(out, "paged")["sentences"]] == [1, 2]
        assert [line["page"] for line in reader.document(out, "apart")["sentences"]] == [None]

    def test_of_a_long_one_a_window_is_shown_and_all_windows_together_are_the_text(
        self, tmp_path: Path, extractor: NameList
    ) -> None:
        (tmp_path / "long.txt").write_text(LONG, encoding="utf-8")
        pipeline.generate([tmp_path / "long.txt"], tmp_path / "o")
        middle = reader.document(tmp_path / "o", "long.txt", 300)
        assert (middle["first"], middle["total"], len(middle["sentences"])) == (100, 600, 400)
        assert [line["sentence"] for line in middle["sentences"]] == list(range(100, 500))
        line = reader.document(tmp_path / "o", "long.txt", 9_999)["sentences"][-1]
        assert line["text"] == "François Hollande met Barack Obama."
        assert line["names"][1] == (22, 34, "person:barack-obama")
        assert reader.document(tmp_path / "o", "long.txt", -7)["first"] == 0
        parts = [reader.document(tmp_path / "o", "long.txt", n + 25, window=50)["sentences"] for n in range(0, 600, 50)]
        assert "".join(line["before"] + line["text"] for part in parts for line in part) == LONG

    def test_lengths_are_those_of_the_browser(self, tmp_path: Path, extractor: NameList) -> None:
        (tmp_path / "a.txt").write_text("🎈🎈 Angela Merkel met Barack Obama.", encoding="utf-8")
        pipeline.generate([tmp_path / "a.txt"], tmp_path / "o")
        (line,) = reader.document(tmp_path / "o", "a.txt")["sentences"]
        assert [(start, end) for start, end, _ in line["names"]] == [(5, 18), (23, 35)]

    def test_what_there_is_not_is_told(self, out: Path, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="'nowhere': there is no such document here"):
            reader.document(out, "nowhere")
        with pytest.raises(WorkspaceError, match="no graph was made here"):
            reader.document(tmp_path, "talks")


def test_all_places_of_a_name_are_told_in_reading_order(out: Path) -> None:
    told = reader.mentions(out, "person:angela-merkel")
    assert [(one["document"], one["sentence"]) for one in told] == [
        ("talks", 0),
        ("talks", 2),
        ("summit", 0),
        ("letter", 0),
        ("paged", 1),
    ]
    assert reader.mentions(out, "person:nobody") == []


class TestOriginal:
    def test_it_is_the_file_or_what_the_document_is_in_as_long_as_it_is_there(
        self, articles: Path, tmp_path: Path, extractor: NameList
    ) -> None:
        with zipfile.ZipFile(articles / "more.zip", "w") as archive:
            archive.writestr("deep/er.txt", "Angela Merkel left Germany.")
        out = tmp_path / "o"
        pipeline.generate([articles], out)
        assert reader.original(out, "2015-01-02-talks.txt") == articles / "2015-01-02-talks.txt"
        assert reader.original(out, "w-1") == articles / "wire.jsonl"
        assert reader.original(out, "more.zip/deep/er.txt") == articles / "more.zip"
        assert reader.document(out, "summit.md")["original"]
        (articles / "summit.md").unlink()
        assert reader.original(out, "summit.md") is None
        assert not reader.document(out, "summit.md")["original"]
        with pytest.raises(InputError, match="no such document"):
            reader.original(out, "../secret.txt")

    def test_it_is_still_known_after_a_correction(self, articles: Path, tmp_path: Path, extractor: NameList) -> None:
        out = tmp_path / "o"
        pipeline.generate([articles], out)
        pipeline.resolve_again(out)
        assert reader.original(out, "summit.md") == articles / "summit.md"
        assert "path" not in (out / "report.json").read_text()

    def test_a_workspace_of_an_earlier_version_does_not_know_it(
        self, articles: Path, tmp_path: Path, extractor: NameList
    ) -> None:
        out = tmp_path / "o"
        pipeline.generate([articles], out)
        with Store(out / "workspace.duckdb") as store, store.transaction() as cursor:
            cursor.execute("ALTER TABLE input DROP COLUMN path")
            cursor.execute("ALTER TABLE input DROP COLUMN name")
            cursor.execute("UPDATE main.workspace SET schema = 9")
        assert reader.original(out, "summit.md") is None


def test_a_link_in_the_place_of_a_file_or_of_its_folder_is_not_followed(tmp_path: Path, extractor: NameList) -> None:
    files, out = tmp_path / "files", tmp_path / "out"
    for folder in (files / "deep", tmp_path / "secret"):
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text("Angela Merkel met Barack Obama.")
    (tmp_path / "alias").symlink_to(files)  # what a user names may lie behind a link
    pipeline.generate([tmp_path / "alias"], out, {"workers": 1})
    assert reader.original(out, "deep/a.txt") == tmp_path / "alias" / "deep" / "a.txt"
    (files / "deep").rename(files / "away")
    (files / "deep").symlink_to(tmp_path / "secret")
    assert reader.original(out, "deep/a.txt") is None
    assert not reader.document(out, "deep/a.txt")["original"]
