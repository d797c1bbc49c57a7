"""Whatever becomes of a program or of who started it, no process and no file is left."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.processes.watching import is_running, numbers, wait_until

from comention.processes.guarded import NOT_STARTED, Guarded

LINGER = "sleep 300 & echo $! > {0}; sleep 300 & echo $! >> {0}; wait"


def run(guarded: Guarded, script: str, seconds: float = 60, size: int = 2**20) -> int | None:
    return guarded.run(["sh", "-c", script], seconds=seconds, size=size, env={"SAID": "Ann"})


def assert_ended(processes: list[int]) -> None:
    wait_until(lambda: not any(map(is_running, processes)))


def test_what_a_program_writes_is_there_until_the_end(place: Path) -> None:
    with Guarded() as guarded:
        assert guarded.folder.parent == place
        assert run(guarded, "echo $SAID > $HOME/a; echo $TMPDIR > b; exit 3") == 3
        assert (guarded.folder / "a").read_text() == "Ann\n"
        assert (guarded.folder / "b").read_text() == f"{guarded.folder}\n"
    assert list(place.iterdir()) == []


def test_one_that_takes_too_long_is_killed_with_all_that_it_started(place: Path, tmp_path: Path) -> None:
    with Guarded() as guarded:
        assert run(guarded, LINGER.format(tmp_path / "told"), seconds=0.5) is None
        assert_ended(numbers(tmp_path / "told", 2))
    assert list(place.iterdir()) == []


def test_what_a_program_leaves_running_is_killed(place: Path, tmp_path: Path) -> None:
    with Guarded() as guarded:
        assert run(guarded, LINGER.format(tmp_path / "told").removesuffix("; wait")) == 0
        assert_ended(numbers(tmp_path / "told", 2))


def test_nothing_is_left_if_nothing_is_run(place: Path) -> None:
    with Guarded() as guarded:
        (guarded.folder / "a").write_text("x")
    assert list(place.iterdir()) == []


def test_a_file_that_grows_too_large_ends_the_program(place: Path) -> None:
    with Guarded() as guarded:
        assert run(guarded, "exec head -c 3000000 /dev/zero > a", size=2**20) not in (0, None)
        assert (guarded.folder / "a").stat().st_size <= 2**20


def test_a_program_that_is_not_there(place: Path) -> None:
    with Guarded() as guarded:
        assert guarded.run([str(place / "none")], seconds=1, size=1000, env={}) == NOT_STARTED


@pytest.mark.parametrize(
    ("how", "all_of_them"),
    [(signal.SIGKILL, False), (signal.SIGTERM, False), (signal.SIGTERM, True), (signal.SIGINT, True)],
)
def test_nothing_is_left_when_the_process_that_started_it_is_killed(
    how: signal.Signals, all_of_them: bool, place: Path, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    code = (
        "import signal\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell may have it ignored
        "from comention.processes.guarded import Guarded\n"
        f"Guarded().run(['sh', '-c', {LINGER.format(told)!r}], seconds=300, size=1000, env={{}})"
    )
    starter = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL, start_new_session=True)
    processes = numbers(told, 2)
    (os.killpg if all_of_them else os.kill)(starter.pid, how)  # all: as a terminal does
    assert starter.wait(10) != 0
    assert_ended(processes)
    wait_until(lambda: not list(place.iterdir()))
