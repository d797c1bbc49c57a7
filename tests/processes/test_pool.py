"""A pool with limits and one without: what ends a worker, and that none outlives the program that started it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from comention.processes.pool import Ask, Pool, WorkerDiedError
from comention.processes.worker import OUT_OF_MEMORY, Limits, Setup

PART = """
import os, time

def answering(name):
    def answer(request):
        for word in request:
            if word == "die":
                os._exit(3)
            if word == "fill":
                bytearray(2**33)
            if word == "hang":
                while True:
                    pass
            if word == "nap":
                time.sleep(0.4)
            yield (name, word, os.getpid())
    return answer
"""
PARENT = """
import signal, sys
from comention.processes.pool import Pool
from comention.processes.worker import Limits, Setup

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
limits = Limits(1000, 1, 60) if sys.argv[1] == "limited" else None
with Pool(1, Setup("part_of_test:answering", ("x",), limits)) as pool:
    for word in pool.start("job", lambda ask: ask(["first", "hang"])):
        print(word[2], flush=True)
"""
LIMITS = Limits(memory=1000, seconds=4, total=60)
BOTH = pytest.mark.parametrize("limits", [None, LIMITS])


@pytest.fixture(autouse=True)
def part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "part_of_test.py").write_text(PART)
    monkeypatch.syspath_prepend(tmp_path)


def said(words: list[str], ask: Ask) -> Iterator[str]:
    """The answers to a request, and how the worker died of it, if it did."""
    try:
        yield from (f"{name} {word}" for name, word, _ in ask(words))
    except WorkerDiedError as death:
        yield f"{death}{' late' * death.late}{' exhausted' * death.exhausted}"


def pool_of(limits: Limits | None, size: int = 2) -> Pool[Any, str]:
    return Pool(size, Setup("part_of_test:answering", ("x",), limits))


@BOTH
def test_results_come_in_the_order_of_the_jobs_and_a_crash_ends_its_own_job_only(limits: Limits | None) -> None:
    with pool_of(limits) as pool:
        jobs = [["a", "nap", "b"], ["c", "die", "d"], ["e"], [], ["f"]]
        started = [pool.start(None, partial(said, words)) for words in jobs]
        assert [list(results) for results in started] == [
            ["x a", "x nap", "x b"],
            ["x c", "status 3"],
            ["x e"],
            [],
            ["x f"],
        ]


@pytest.mark.parametrize(
    ("limits", "words", "expected"),
    [
        (LIMITS, ["a", "hang"], ["x a", f"status {-signal.SIGKILL} late"]),
        (LIMITS._replace(total=3), ["hang"], [f"status {-signal.SIGKILL} late exhausted"]),
        (LIMITS._replace(seconds=60), ["a", "fill"], ["x a", f"status {OUT_OF_MEMORY}"]),
    ],
)
def test_a_worker_that_takes_too_much_is_ended(limits: Limits, words: list[str], expected: list[str]) -> None:
    with pool_of(limits) as pool:
        assert list(pool.start(None, partial(said, words))) == expected
        assert list(pool.start(None, partial(said, ["b"]))) == ["x b"]


def test_what_goes_wrong_in_a_job_is_raised_where_its_results_are_taken() -> None:
    def work(ask: Ask) -> Iterator[str]:
        yield from said(["a"], ask)
        raise ValueError("no such word")

    with pool_of(None) as pool:
        results = pool.start(None, work)
        assert next(results) == "x a"
        with pytest.raises(ValueError, match="no such word"):
            next(results)


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.parametrize("kind", ["trusted", "limited"])
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_no_worker_outlives_the_program_that_started_it(kind: str, end: int, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}\n{PARENT}", kind],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert parent.stdout
    worker = int(parent.stdout.readline())
    parent.send_signal(end)
    parent.wait(60)
    parent.stdout.close()
    limit = time.monotonic() + (30 if kind == "limited" and end == signal.SIGKILL else 10)
    while running(worker) and time.monotonic() < limit:
        time.sleep(0.1)
    assert not running(worker)


def running(process: int) -> bool:
    """Whether a process is there, and more than an entry that nobody has looked at."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
