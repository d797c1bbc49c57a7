"""Read files in worker processes, so that a file that crashes its reader costs nothing but itself."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from comention.model import Document
from comention.processes.pool import Ask, Pool, WorkerDiedError
from comention.processes.worker import OUT_OF_MEMORY, Limits, Setup, Step
from comention.read.items import TOTAL, How, Skipped, Status, Working, too_slow
from comention.read.reading import Begun, Given, Item, Key, Reading, cannot_be_read, too_much_memory

_DEATHS = 20  # files inside one input that may crash their reader before the rest is given up


class Job(NamedTuple):
    """A file to read: its path, the id that begins those of its documents, and its name."""

    path: Path
    id: str
    name: str
    any_text: bool = False


@contextmanager
def readers(
    how: How, workers: int | None = None, slow: Callable[[str], None] = lambda _: None
) -> Iterator[Callable[[Job], Iterator[Item]]]:
    """Give a function that begins to read a file in a worker, and returns what will be in it.

    What is in the files is to be taken in the order in which they were begun. `slow` is called every second with the id
    of a file that is waited for, or the place where its reader is in it.
    """
    places: dict[str, str] = {}
    limits = Limits(how.limits.memory, how.limits.seconds, TOTAL * how.limits.seconds)
    size = workers or max(1, min(4, (os.cpu_count() or 2) - 1))
    setup = Setup("comention.read.isolated:answering", (how,), limits)
    with Pool[str, Item](size, setup, weigh=_weight, slow=lambda file: slow(places.get(file, file))) as pool:
        yield lambda job: pool.start(job.id, partial(_items, job, limits, places))


def _items(job: Job, limits: Limits, places: dict[str, str], ask: Ask) -> Iterator[Item]:
    """Yield what is in a file; where the worker dies at a file inside it, go on behind that.

    The place where its reader is in it goes to `places`.
    """
    done: set[Key] = set()
    given: dict[Key, int] = {}
    for _ in range(_DEATHS):
        key: Key = ()
        where = job.id
        try:
            for event, place, *rest in ask((job, frozenset(done), given)):
                if event == "working":
                    places[job.id] = place
                elif event == "begun":
                    key, (where,) = tuple(place), rest
                    places[job.id] = where
                elif event == "given":
                    given[tuple(place)] = given.get(tuple(place), 0) + 1
                    yield _unpacked(*rest)
                else:
                    _finish(tuple(place), done, given)
            return
        except WorkerDiedError as death:
            skipped = Skipped(where, *_reason(death, limits))
            last = death.exhausted or not key
        yield skipped
        if last:
            return
        done.add(key)
    yield Skipped(job.id, f"the reader crashed {_DEATHS} times: the rest is not read", Status.CRASHED)


def _finish(key: Key, done: set[Key], given: dict[Key, int]) -> None:
    """Note that a file is read; those inside it need not be remembered any more."""
    inside = 0
    while (*key, inside) in done:
        done.remove((*key, inside))
        inside += 1
    given.pop(key, None)
    done.add(key)


def _reason(death: WorkerDiedError, limits: Limits) -> tuple[str, Status]:
    if death.late:
        took = f"{limits.total / 60:,g} min in all" if death.exhausted else f"{limits.seconds} s"
        return too_slow(took), Status.SLOW
    if death.status == OUT_OF_MEMORY:
        return too_much_memory(limits.memory), Status.LARGE
    return f"the reader crashed (status {death.status})", Status.CRASHED


def _weight(item: Item) -> int:
    return len(item.text) if isinstance(item, Document) else 0


def answering(how: How) -> Callable[[tuple[Job, frozenset[Key], dict[Key, int]]], Iterator[Any]]:
    """Return what a worker does: it reads a file, without what is known of it, and tells all events as plain data."""
    sys.setrecursionlimit(2000)

    def answer(request: tuple[Job, frozenset[Key], dict[Key, int]]) -> Iterator[Any]:
        job, done, given = request
        try:
            with job.path.open("rb") as file:
                reading = Reading(how, done=done, given=given)
                for event in reading.events(file, job.id, job.name, any_text=job.any_text):
                    if isinstance(event, Given):
                        yield "given", event.key, _packed(event.item)
                    elif isinstance(event, Working):
                        yield Step(("working", event.where))
                    elif isinstance(event, Begun):
                        yield "begun", event.key, event.where
                    else:
                        yield "ended", event.key
        except OSError as error:
            yield "given", (), _packed(Skipped(job.id, cannot_be_read(error), Status.CLOSED))

    return answer


def _packed(item: Item) -> Any:
    return asdict(item) if isinstance(item, Document) else list(item)


def _unpacked(item: Any) -> Item:
    if isinstance(item, dict):
        return Document(**item)
    where, reason, status, *lost = item
    return Skipped(where, reason, Status(status), *lost)
