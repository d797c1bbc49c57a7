import gc
import subprocess
import sys
import weakref
from pathlib import Path

from comention.runtime import cleared, laid_by, postponed

PARENT = """
from slow.part import work
value = "parent"
"""


def run(code: str, path: Path) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=path)
    return done.stdout.strip() or done.stderr


def library(path: Path) -> None:
    (path / "parent.py").write_text(PARENT)
    (path / "slow").mkdir()
    (path / "slow/__init__.py").write_text("print('slow')\n")
    (path / "slow/part.py").write_text("def work(number): return number + 1\n")


CODE = """
from comention.runtime import postponed
with postponed({"slow": (), "slow.part": ("work",)}):
    import parent
print(parent.value)
"""


def test_what_is_postponed_is_not_loaded_until_it_is_called(tmp_path: Path) -> None:
    library(tmp_path)
    assert run(CODE, tmp_path) == "parent"
    assert run(f"{CODE}print(parent.work(1))", tmp_path) == "parent\nslow\n2"


def test_imported_afterwards_it_is_the_real_one(tmp_path: Path) -> None:
    library(tmp_path)
    assert run(f"{CODE}import slow.part\nprint(slow.part.work(2), slow.part.__file__ is not None)", tmp_path) == (
        "parent\nslow\n3 True"
    )


def test_what_is_loaded_already_is_left_alone() -> None:
    with postponed({"subprocess": ("run",)}):
        import subprocess as again
    assert again is subprocess


def test_what_is_laid_by_is_looked_at_again_when_nobody_waits() -> None:
    class Circle:
        itself: "Circle"

    circle = Circle()
    circle.itself = circle
    gone = weakref.ref(circle)
    laid_by()
    del circle
    gc.collect()
    assert gone() is not None
    cleared()
    assert gone() is None
    gc.unfreeze()
