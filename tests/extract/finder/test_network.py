"""The files of the encoders are whole, or one line says which is not; the package holds no more than it may."""

import shutil
from pathlib import Path

import pytest

from comention.errors import ModelError
from comention.extract.finder import SIZES, Finder
from comention.extract.finder.network import EMBEDDINGS, FACTS, PIECES, WEIGHTS, facts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(WEIGHTS, tmp_path / "weights"))


@pytest.mark.parametrize("name", [EMBEDDINGS, FACTS, PIECES, "default.onnx"])
def test_a_missing_file_is_one_line(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError) as caught:
        Finder("default", folder)
    assert str(caught.value) == f"{folder / name}: the file is missing: reinstall comention"


@pytest.mark.parametrize("name", [EMBEDDINGS, PIECES, "default.onnx"])
def test_a_damaged_file_is_one_line(folder: Path, name: str) -> None:
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    with pytest.raises(ModelError) as caught:
        Finder("default", folder)
    assert str(caught.value) == f"{folder / name}: the file is damaged: reinstall comention"


def test_facts_that_are_cut_off_are_one_line(folder: Path) -> None:
    (folder / FACTS).write_text((folder / FACTS).read_text()[:100])
    with pytest.raises(ModelError, match=r"the file cannot be read \(.*\): reinstall comention$"):
        Finder("default", folder)


def test_the_files_of_both_sizes_are_at_most_thirty_megabytes() -> None:
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) <= 30_000_000


def test_calibration_rises() -> None:
    for size in SIZES:
        said, right = zip(*facts().calibration[size], strict=True)
        assert list(said) == sorted(said)
        assert list(right) == sorted(right)
        assert 0 <= right[0] <= right[-1] <= 1
