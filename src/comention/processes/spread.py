"""Apply a function to batches of items: in this process, or in a pool of others where there is enough work for that."""

import gc
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from functools import cache, partial
from importlib import import_module
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from comention.errors import ComentionError
from comention.processes.pool import Ask, Pool, WorkerDiedError
from comention.processes.worker import Setup

_WORTH = 400_000  # characters of text, or other work of that weight, from which on starting processes pays off
_AHEAD = 3  # batches for each worker that are begun before it is their turn,
_HEAVY = 20_000_000  # unless those that wait weigh more than this

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_Tag = TypeVar("_Tag")


class Failed(NamedTuple):
    """Stands for the result of an item that the function cannot handle, and says why."""

    why: str


def spread(
    batches: Iterable[tuple[_Tag, Sequence[_Item]]],
    here: Callable[[Sequence[_Item]], Sequence[_Result]],
    make: tuple[Any, ...] | None,
    *,
    workers: int | None,
    weigh: Callable[[_Item], int],
    slow: Callable[[_Tag], None] = lambda _: None,
) -> Generator[tuple[_Tag, list[_Result | Failed]], None, None]:
    """Yield for each batch of items its tag and the result for each item, in order; close the generator in the end.

    The function is `here`. Where there is more work than starting processes costs, and `make` names the function for
    others, as `"module:name"` with arguments, so many `workers` do it; as many as there are cores if None. Items that
    make a batch fail are found by trying them one by one. `slow` is called every second with the tag of a batch that is
    waited for. Raises what the function raises for a user to correct (ComentionError).
    """
    batches = iter(batches)
    begun, weight = [], 0
    while weight <= _WORTH and (pair := next(batches, None)):
        begun.append(pair)
        weight += sum(map(weigh, pair[1]))
    everything = chain(begun, batches)
    count = workers or _cores()
    if make is None or count == 1 or weight <= _WORTH:
        for tag, batch in everything:
            yield tag, list(tried(here, batch))
        return
    waiting: deque[tuple[_Tag, int, Iterator[list[_Result | Failed]]]] = deque()
    setup = Setup("comention.processes.spread:answering", make)
    with Pool[_Tag, list[_Result | Failed]](count, setup, slow=slow) as pool:
        for tag, batch in everything:
            waiting.append((tag, sum(map(weigh, batch)), pool.start(tag, partial(_results, batch))))
            while len(waiting) > _AHEAD * count or (
                sum(own for _, own, _ in waiting) > _HEAVY and len(waiting) > count
            ):
                first, _, (results,) = waiting.popleft()
                yield first, results
        for first, _, (results,) in waiting:
            yield first, results


def _results(batch: Sequence[_Item], ask: Ask) -> Iterator[list[Any]]:
    """Let workers handle a batch; an item at which two of them die is given up."""
    status = 0
    for _ in range(2):
        try:
            (answer,) = ask(batch)
        except WorkerDiedError as death:
            status = death.status
            continue
        if isinstance(answer, ComentionError):
            raise answer
        yield answer
        return
    if len(batch) == 1:
        yield [Failed(f"two processes crashed on it (status {status})")]
    else:
        yield [one for item in batch for results in _results([item], ask) for one in results]


def answering(make: str, *arguments: Any) -> Callable[[Sequence[Any]], Iterator[Any]]:
    """Return what a worker does with a batch: it gives the list of results, or the error that ends all work."""

    @cache
    def function() -> Callable[[Sequence[Any]], Sequence[Any]]:
        module, _, name = make.partition(":")
        made: Callable[[Sequence[Any]], Sequence[Any]] = getattr(import_module(module), name)(*arguments)
        gc.freeze()  # the collector need not look again at what is there now
        return made

    def answer(batch: Sequence[Any]) -> Iterator[Any]:
        try:
            yield list(tried(lambda items: function()(items), batch))
        except ComentionError as error:
            yield error

    return answer


def tried(work: Callable[[Sequence[_Item]], Sequence[_Result]], batch: Sequence[_Item]) -> Iterator[_Result | Failed]:
    """Yield the result of a function for each item of a batch; if the batch fails, its items are tried one by one."""
    try:
        yield from work(batch)
    except ComentionError:
        raise
    except Exception as error:
        if len(batch) == 1:
            yield Failed(" ".join(str(error).split())[:200] or type(error).__name__)
        else:
            for item in batch:
                yield from tried(work, [item])


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
