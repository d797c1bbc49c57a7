import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from comention.errors import ModelError
from comention.processes import pool as module
from comention.processes.pool import Died, Failed, Workers, spread, workers_for

PART = """
import os, signal, time

def doubling(add):
    def double(numbers):
        if "die" in numbers:
            os.kill(os.getpid(), signal.SIGKILL)
        if numbers == ["die once"]:
            mark = os.environ["MARK"]
            if not os.path.exists(mark):
                open(mark, "w").close()
                os._exit(3)
            return [os.environ["OPENBLAS_NUM_THREADS"]]
        if "raise" in numbers:
            raise ValueError("no\\nnumber")
        if numbers == ["mend"]:
            from comention.errors import ModelError
            raise ModelError("no model")
        if numbers == ["sleep"]:
            time.sleep(100)
        if numbers == ["nap"]:
            time.sleep(0.5)
            return ["rested"]
        print("noise")
        return [2 * number + add for number in numbers]
    return double
"""


@pytest.fixture(autouse=True)
def part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "part_of_test.py").write_text(PART)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("MARK", str(tmp_path / "mark"))


@pytest.fixture
def workers() -> Iterator[Workers[list[int | str], list[int | str]]]:
    with Workers[list[int | str], list[int | str]](2, "part_of_test:doubling", 1) as made:
        yield made


def test_results_come_in_order_and_batches_are_taken_as_they_are_needed(
    workers: Workers[list[int], list[int]],
) -> None:
    taken: list[int] = []

    def batches() -> Iterator[tuple[int, list[int]]]:
        for number in range(50):
            taken.append(number)
            yield number, [number, number + 1]

    results = workers.map(batches())
    assert next(results) == (0, [1, 3])
    assert len(taken) < 10
    assert list(results) == [(number, [2 * number + 1, 2 * number + 3]) for number in range(1, 50)]


def test_a_batch_that_kills_costs_nothing_but_itself(workers: Workers[list[int | str], list[int | str]]) -> None:
    batches: list[tuple[int, list[int | str]]] = [(0, [1]), (1, ["die"]), (2, [2]), (3, ["die once"]), (4, [3])]
    assert list(workers.map(batches)) == [(0, [3]), (1, Died(-signal.SIGKILL)), (2, [5]), (3, ["1"]), (4, [7])]


def test_an_exception_is_told_and_what_a_user_can_mend_is_raised(workers: Workers[list[str], list[str]]) -> None:
    assert list(workers.map([(0, ["raise"])])) == [(0, Failed("no number"))]
    with pytest.raises(ModelError, match="no model"):
        list(workers.map([(0, ["mend"])]))


@pytest.mark.parametrize("heavy", [False, True])
def test_of_a_batch_that_fails_only_the_guilty_fail(heavy: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WORTH", 0 if heavy else 1000)

    def here(numbers: Sequence[int | str]) -> list[int]:
        if "raise" in numbers:
            raise ValueError("no number")
        return [2 * int(number) + 1 for number in numbers]

    batches: list[tuple[str, list[int | str]]] = [("a", [1, 2]), ("b", [3, "raise", 4]), ("c", [5])]
    make = ("part_of_test:doubling", 1)
    with closing(spread(batches, here, make, count=2, weigh=lambda _: 1)) as found:
        assert list(found) == [("a", [3, 5]), ("b", [7, Failed("no number"), 9]), ("c", [11])]


def test_what_kills_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WORTH", 0)
    batches: list[tuple[str, list[int | str]]] = [("a", [1, "die"]), ("b", [2])]

    def here(numbers: Sequence[int | str]) -> list[int]:
        pytest.fail("this is done elsewhere")

    with closing(spread(batches, here, ("part_of_test:doubling", 1), count=2, weigh=lambda _: 1)) as found:
        assert list(found) == [("a", [3, Failed("two processes died of it (status -9)")]), ("b", [5])]


def test_leaving_early_leaves_no_process(workers: Workers[list[int | str], list[int | str]]) -> None:
    start = time.monotonic()
    batches: list[tuple[int, list[int | str]]] = [(0, [1])]
    batches += [(number, ["sleep"]) for number in range(1, 9)]
    results = workers.map(batches)
    assert next(results) == (0, [3])
    processes = list(workers._processes)
    workers.__exit__(None, None, None)
    assert all(process.returncode is not None for process in processes)
    assert time.monotonic() - start < 60


def test_so_many_as_there_are_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    assert (workers_for(None), workers_for(7)) == (3, 7)


def test_who_has_to_wait_is_told_for_what(
    workers: Workers[list[int | str], list[int | str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_SLOW", 0.1)
    told: list[str] = []
    batches: list[tuple[str, list[int | str]]] = [("quick", [1]), ("slow", ["nap"])]
    assert [found for _, found in workers.map(batches, slow=told.append)] == [[3], ["rested"]]
    assert "slow" in told


def test_heavy_batches_are_not_taken_ahead(
    workers: Workers[list[int | str], list[int | str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_HEAVY", 10)
    taken: list[int] = []

    def batches() -> Iterator[tuple[int, list[int | str]]]:
        for number in range(20):
            taken.append(number)
            yield number, [number]

    results = workers.map(batches(), weigh=lambda _: 9)
    assert [next(results)[0], len(taken)] == [0, 3]
    assert len(list(results)) == 19
