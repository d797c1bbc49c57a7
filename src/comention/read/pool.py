"""Inputs in, what is in each of them out, in order: read ahead by processes that are killed when a file is too much."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, Full, Queue, SimpleQueue
from types import TracebackType
from typing import Any, NamedTuple, Self

from comention.model import Document
from comention.read.items import How, Skipped, Status
from comention.read.reading import Item, Key, too_much_memory
from comention.read.worker import OUT_OF_MEMORY, receive, send, unpacked

_TICK = 0.1  # seconds between looks at the clock
_PATIENCE = 2  # seconds that a process may take to end by itself
_AHEAD = 32  # documents of a file that wait to be taken,
_CHARACTERS = 40_000_000  # unless those of all files have more characters than this
_SLOW = 1  # seconds after which it is told what is waited for
_WHOLE = 60  # times what a document may take that a whole input may take
_DEATHS = 20  # files inside one input that may kill their reader before the rest is given up
_CODE = "import sys; sys.path[:] = {path!r}; from comention.read.worker import main; main()"


class Job(NamedTuple):
    """A file to read: its path, the id that it goes by, its own name."""

    path: Path
    id: str
    name: str
    any_text: bool = False


class Pool:
    """Processes that read. Jobs are started in order, and what they give is to be taken in that order.

    `slow` is told the id of a file for which whoever takes from it has to wait.
    """

    def __init__(self, how: How, workers: int | None = None, slow: Callable[[str], None] = lambda _: None) -> None:
        self._how = how
        self._slow = slow
        self._waiting = _Waiting()
        self._size = workers or max(1, min(4, (os.cpu_count() or 2) - 1))
        self._jobs: SimpleQueue[tuple[Job, Queue[Any]] | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._workers: list[_Worker] = []
        self._closed = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._closed.set()
        for _ in self._threads:
            self._jobs.put(None)
        for worker in self._workers:
            worker.kill()
        for thread in self._threads:
            thread.join()

    def start(self, job: Job) -> Iterator[Item]:
        """Begin to read a file; return what will be in it."""
        items: Queue[Any] = Queue(_AHEAD)
        if len(self._threads) < self._size:
            if not self._threads:
                self._run(self._watch)
            self._run(self._work)
        self._jobs.put((job, items))
        return self._taken(job, items)

    def _taken(self, job: Job, items: "Queue[Any]") -> Iterator[Item]:
        self._waiting.turn(items)
        while True:
            try:
                item = items.get(timeout=_SLOW)
            except Empty:
                self._slow(job.id)
                continue
            self._waiting.taken(_weight(item))
            if item is None:
                return
            if isinstance(item, BaseException):
                raise item
            yield item

    def _run(self, target: Any) -> None:
        thread = threading.Thread(target=target, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _watch(self) -> None:
        """Kill what takes too long."""
        while not self._closed.wait(_TICK):
            for worker in list(self._workers):
                worker.check()

    def _work(self) -> None:
        worker = _Worker(self._how)
        self._workers.append(worker)
        while (task := self._jobs.get()) and not self._closed.is_set():
            job, items = task
            try:
                for item in worker.read(job):
                    self._give(items, item)
                self._give(items, None)
            except BaseException as error:  # it is raised where the documents are taken
                self._give(items, error)
        worker.stop()

    def _give(self, items: "Queue[Any]", item: Any) -> None:
        weight = _weight(item)
        while not self._closed.is_set() and not self._waiting.may_wait(items, weight, _TICK):
            pass
        while not self._closed.is_set():
            with suppress(Full):
                items.put(item, timeout=_TICK)
                return


class _Waiting:
    """How many characters wait to be taken: more of them must wait themselves, unless nothing else is there to take."""

    def __init__(self) -> None:
        self._characters = 0
        self._turn: Queue[Any] | None = None
        self._changed = threading.Condition()

    def turn(self, items: "Queue[Any]") -> None:
        """Note whose turn it is to be taken."""
        with self._changed:
            self._turn = items
            self._changed.notify_all()

    def taken(self, characters: int) -> None:
        """Note that so many were taken."""
        with self._changed:
            self._characters -= characters
            self._changed.notify_all()

    def may_wait(self, items: "Queue[Any]", characters: int, seconds: float) -> bool:
        """Count so many more as soon as there is room for them, or say that there was none for some time."""

        def room() -> bool:
            urgent = items is self._turn and items.empty()
            return urgent or self._characters + characters <= _CHARACTERS

        with self._changed:
            if not self._changed.wait_for(room, seconds):
                return False
            self._characters += characters
            return True


def _weight(item: Any) -> int:
    return len(item.text) if isinstance(item, Document) else 0


def _finish(key: Key, done: set[Key], given: dict[Key, int]) -> None:
    """Note that a file is read; those inside it need not be known any more."""
    inside = 0
    while (*key, inside) in done:
        done.remove((*key, inside))
        inside += 1
    given.pop(key, None)
    done.add(key)


class _Worker:
    """A process that reads one file after the other; a new one takes its place when it is killed."""

    def __init__(self, how: How) -> None:
        self._how = how
        self._process: subprocess.Popen[bytes] | None = None
        self._deadline: float | None = None
        self._late = False
        self._left = 0.0  # seconds for the whole input
        self._stopped = False
        self._lock = threading.Lock()

    def read(self, job: Job) -> Iterator[Item]:
        """Yield what is in a file; where the process dies of a file inside it, go on behind that."""
        done: set[Key] = set()
        given: dict[Key, int] = {}
        self._left = _WHOLE * self._how.limits.seconds
        for _ in range(_DEATHS):
            key: Key = ()
            where = job.id
            try:
                for frame in self._frames(job, done, given):
                    match frame:
                        case ["begin", place, name]:
                            key, where = tuple(place), name
                        case ["item", place, item]:
                            given[tuple(place)] = given.get(tuple(place), 0) + 1
                            yield unpacked(item)
                        case ["end", place]:
                            _finish(tuple(place), done, given)
                return
            except (EOFError, OSError):
                status = self._end()
                if self._stopped:
                    return
            yield Skipped(where, *self._reason(status))
            if not key or self._left <= 0:
                return
            done.add(key)
        yield Skipped(job.id, f"its reader died {_DEATHS} times: the rest is not read", Status.CRASHED)

    def _frames(self, job: Job, done: set[Key], given: dict[Key, int]) -> Iterator[Any]:
        process = self._started()
        assert process.stdin
        assert process.stdout
        request = {
            "path": str(job.path),
            "id": job.id,
            "name": job.name,
            "any_text": job.any_text,
            "limits": self._how.limits,
            "fields": self._how.fields,
            "password": self._how.password,
            "done": sorted(done),
            "given": sorted(given.items()),
        }
        send(process.stdin, request)  # type: ignore[arg-type]
        while True:
            begun = time.monotonic()
            self._deadline = begun + min(self._how.limits.seconds, self._left)
            try:
                frame = receive(process.stdout)  # type: ignore[arg-type]
            finally:
                self._deadline = None
                self._left -= time.monotonic() - begun
            if frame[0] == "done":
                if frame[1]:  # it has grown large
                    self._end()
                return
            yield frame

    def _started(self) -> "subprocess.Popen[bytes]":
        with self._lock:
            if self._stopped:
                raise EOFError
            if self._process is None:
                self._late = False
                self._process = subprocess.Popen(  # noqa: S603 - our own code
                    [sys.executable, "-c", _CODE.format(path=sys.path)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                )
            return self._process

    def check(self) -> None:
        """Kill the process if it takes longer than it may."""
        deadline, process = self._deadline, self._process
        if deadline is not None and time.monotonic() > deadline and process is not None:
            self._late = True
            process.kill()

    def kill(self) -> None:
        """End the process, and start no other one; from any thread."""
        with self._lock:
            self._stopped = True
            if self._process:
                self._process.kill()

    def stop(self) -> None:
        """End the process and leave nothing of it; from the thread that reads."""
        self.kill()
        self._end()

    def _end(self) -> int:
        """Wait for a process that is dying, and return its status."""
        self._deadline = None
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return 0
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                stream.close()  # type: ignore[union-attr]
        try:
            return process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()

    def _reason(self, status: int) -> tuple[str, Status]:
        limits = self._how.limits
        if self._late and self._left <= 0:
            minutes = _WHOLE * limits.seconds / 60
            return f"takes longer than {minutes:,g} min in all: allow more with --time-limit", Status.SLOW
        if self._late:
            return f"takes longer than {limits.seconds} s: allow more with --time-limit", Status.SLOW
        if status == OUT_OF_MEMORY:
            return too_much_memory(limits.memory), Status.LARGE
        return f"its reader died (status {status})", Status.CRASHED
