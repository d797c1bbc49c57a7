"""The same texts in every way of working: one process or many, all at once or bit by bit. The same files come out.

Only the places of names depend on the runs before: they last.
"""

import shutil
from pathlib import Path

import pytest
from tests.placeless import without_places

from comention.config import REPORT
from comention.formats import FILES
from comention.pipeline import generate
from comention.processes import spread as workers
from comention.workspace.derive import FORMATS

SEEDS = Path(__file__).parents[1] / "seeds"
NAMES = (*(FILES[form] for form in FORMATS), REPORT)

pytestmark = pytest.mark.model


def files(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in NAMES}


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one process makes of our samples in an empty folder."""
    out = tmp_path_factory.mktemp("one")
    generate([SEEDS], out, {"workers": 1})
    return files(out)


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """However little there is to do, workers do it."""
    monkeypatch.setattr(workers, "_WORTH", 0)


@pytest.mark.parametrize("count", [2, 3])
def test_many_workers(count: int, one: dict[str, bytes], tmp_path: Path, eager: None) -> None:
    generate([SEEDS], tmp_path, {"workers": count})
    assert files(tmp_path) == one


def test_changed_added_and_removed_documents(one: dict[str, bytes], tmp_path: Path, eager: None) -> None:
    seeds, out = tmp_path / "seeds", tmp_path / "out"
    shutil.copytree(SEEDS, seeds)
    names = sorted(path.name for path in seeds.iterdir())
    (seeds / names[0]).write_text("Angela Merkel met nobody.")
    (seeds / names[3]).unlink()
    (seeds / "other.txt").write_text("Barack Obama left.")
    generate([seeds], out, {"workers": 2})
    assert files(out) != one
    (seeds / "other.txt").unlink()
    for name in (names[0], names[3]):
        shutil.copy(SEEDS / name, seeds / name)
    generate([seeds], out, {"workers": 2})
    assert without_places(files(out)) == without_places(one)


def test_rebuilt(one: dict[str, bytes], tmp_path: Path) -> None:
    generate([SEEDS], tmp_path, {"workers": 1, "window": "document"})
    generate([SEEDS], tmp_path, {"workers": 1}, rebuild=True)
    assert files(tmp_path) == one


def test_with_another_setting_in_between(one: dict[str, bytes], tmp_path: Path) -> None:
    generate([SEEDS], tmp_path, {"workers": 1, "window": "paragraph", "demonyms": False})
    generate([SEEDS], tmp_path, {"workers": 1})
    assert without_places(files(tmp_path)) == without_places(one)
