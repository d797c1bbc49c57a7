"""A table that is measured again takes the place of the one before, and its extract shows the same figures."""

from pathlib import Path

import pytest
from tests.benchmarks import readme

PAGE = "# A\n\n<!-- t -->\n| | x |\n| --- | --- |\n{}<!-- end -->\n\nrest\n"


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    full, extracts = tmp_path / "full.md", tmp_path / "extracts.md"
    full.write_text(PAGE.format("| a | 1 |\n| b | 2 |\n"), "utf-8")
    extracts.write_text(PAGE.format("| b | 2 |\n"), "utf-8")
    monkeypatch.setattr(readme, "README", full)
    monkeypatch.setattr(readme, "EXTRACTS", extracts)
    return full, extracts


def test_both_tables_are_renewed_and_the_extract_keeps_its_rows(pages: tuple[Path, Path]) -> None:
    full, extracts = pages
    readme.renew("t", ["x"], [["a", "3"], ["b", ""], ["c", "5"]])
    assert full.read_text("utf-8") == PAGE.format("| a | 3 |\n| b | |\n| c | 5 |\n")
    assert extracts.read_text("utf-8") == PAGE.format("| b | |\n")


def test_a_table_without_an_extract_is_renewed_alone(pages: tuple[Path, Path]) -> None:
    full, extracts = pages
    extracts.write_text("nothing", "utf-8")
    readme.renew("t", ["x"], [["a", "3"]])
    assert readme.table(full, "t") == ["| | x |", "| --- | --- |", "| a | 3 |"]
    assert extracts.read_text("utf-8") == "nothing"


def test_a_table_that_has_no_place_is_an_error(pages: tuple[Path, Path]) -> None:
    with pytest.raises(AssertionError, match="marks the place"):
        readme.renew("other", ["x"], [])
