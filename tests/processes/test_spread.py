import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from comention.errors import ModelError
from comention.processes import pool
from comention.processes import spread as module
from comention.processes.spread import Failed, spread

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
        if numbers == ["who"]:
            return [os.getpid()]
        print("noise")
        return [2 * number + add for number in numbers]
    return double

def broken():
    raise ValueError("no function")
"""
DOUBLING = ("part_of_test:doubling", 1)
Batch = Sequence[int | str]


@pytest.fixture(autouse=True)
def part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module with work for others; however little there is, others do it."""
    (tmp_path / "part_of_test.py").write_text(PART)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("MARK", str(tmp_path / "mark"))
    monkeypatch.setattr(module, "_WORTH", 0)


def elsewhere(numbers: Batch) -> list[int | str]:
    pytest.fail("this is done in other processes")


def test_results_come_in_order_and_batches_are_taken_as_they_are_needed() -> None:
    taken: list[int] = []

    def batches() -> Iterator[tuple[int, list[int | str]]]:
        for number in range(50):
            taken.append(number)
            yield number, [number, number + 1]

    with closing(spread(batches(), elsewhere, DOUBLING, workers=2, weigh=lambda _: 1)) as results:
        assert next(results) == (0, [1, 3])
        assert len(taken) < 10
        assert list(results) == [(number, [2 * number + 1, 2 * number + 3]) for number in range(1, 50)]


def test_an_item_that_kills_costs_nothing_but_itself() -> None:
    batches: list[tuple[int, Batch]] = [(0, [1]), (1, [1, "die"]), (2, [2]), (3, ["die once"]), (4, [3])]
    died = Failed(f"two processes crashed on it (status {-signal.SIGKILL})")
    with closing(spread(batches, elsewhere, DOUBLING, workers=2, weigh=lambda _: 1)) as results:
        assert list(results) == [(0, [3]), (1, [3, died]), (2, [5]), (3, ["1"]), (4, [7])]


def test_what_a_user_can_correct_is_raised() -> None:
    with (
        closing(spread([(0, ["mend"])], elsewhere, DOUBLING, workers=2, weigh=lambda _: 1)) as results,
        pytest.raises(ModelError, match="no model"),
    ):
        list(results)


def test_a_function_that_cannot_be_made_is_reported() -> None:
    make = ("part_of_test:broken",)
    with closing(spread([(0, [1, 2])], elsewhere, make, workers=2, weigh=lambda _: 1)) as results:
        assert list(results) == [(0, [Failed("no function")] * 2)]


@pytest.mark.parametrize("heavy", [False, True])
def test_of_a_batch_that_fails_only_the_guilty_fail(heavy: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WORTH", 0 if heavy else 1000)

    def here(numbers: Batch) -> list[int | str]:
        if "raise" in numbers:
            raise ValueError("no number")
        return [2 * int(number) + 1 for number in numbers]

    batches: list[tuple[str, Batch]] = [("a", [1, 2]), ("b", [3, "raise", 4]), ("c", [5])]
    with closing(spread(batches, here, DOUBLING, workers=2, weigh=lambda _: 1)) as found:
        assert list(found) == [("a", [3, 5]), ("b", [7, Failed("no number"), 9]), ("c", [11])]


def test_leaving_early_ends_all_processes_at_once() -> None:
    start = time.monotonic()
    batches: list[tuple[int, Batch]] = [(0, ["who"]), *((number, ["sleep"]) for number in range(1, 9))]
    with closing(spread(batches, elsewhere, DOUBLING, workers=2, weigh=lambda _: 1)) as results:
        ((_, (process,)),) = [next(results)]
    with pytest.raises(ProcessLookupError):
        os.kill(int(str(process)), 0)
    assert time.monotonic() - start < 60


def test_as_many_workers_as_there_are_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    with closing(spread([(0, [1])], lambda _: [9], DOUBLING, workers=None, weigh=lambda _: 1)) as results:
        assert list(results) == [(0, [9])]
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    batches: list[tuple[int, Batch]] = [(number, ["nap"]) for number in range(3)]
    with closing(spread(batches, elsewhere, DOUBLING, workers=None, weigh=lambda _: 1)) as results:
        assert list(results) == [(number, ["rested"]) for number in range(3)]


def test_who_waits_is_told_for_what(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_SLOW", 0.1)
    told: list[str] = []
    batches: list[tuple[str, Batch]] = [("quick", [1]), ("slow", ["nap"])]
    results = spread(batches, elsewhere, DOUBLING, workers=2, weigh=lambda _: 1, slow=told.append)
    with closing(results):
        assert [found for _, found in results] == [[3], ["rested"]]
    assert "slow" in told


def test_heavy_batches_are_not_taken_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_HEAVY", 10)
    taken: list[int] = []

    def batches() -> Iterator[tuple[int, Batch]]:
        for number in range(20):
            taken.append(number)
            yield number, [number]

    with closing(spread(batches(), elsewhere, DOUBLING, workers=2, weigh=lambda _: 9)) as results:
        assert [next(results)[0], len(taken)] == [0, 3]
        assert len(list(results)) == 19
