"""A pool of worker processes: a worker that crashes, hangs or needs too much memory loses only what it was working on.

Workers are started anew, not forked: programs with threads cannot be forked safely, and scripts need no `__main__`
guard. Each makes its function once, as a model is loaded once.
"""

import math
import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from comention.processes.worker import Setup, receive, send

_TICK = 0.1  # seconds between looks at the clock
_PATIENCE = 2  # seconds that a process may take to end by itself
_AHEAD = 32  # results of a job that wait to be taken,
_WEIGHT = 40_000_000  # unless those of all jobs weigh more than this
_SLOW = 1  # seconds of waiting for a job after which `slow` is called
_CODE = "import sys; sys.path[:] = {path!r}; from comention.processes.worker import main; main()"
_ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")  # each has one core

_Tag = TypeVar("_Tag")
_Result = TypeVar("_Result")

Ask = Callable[[Any], Iterator[Any]]
"""Sends a request to a worker and yields its answers; raises WorkerDiedError. The next request gets a new worker."""


class WorkerDiedError(Exception):
    """A worker ended before it had given all answers to a request.

    `status` is its exit status; `late` says that it was killed because an answer took too long, and `exhausted` that
    the time for all answers is used up.
    """

    def __init__(self, status: int, *, late: bool, exhausted: bool) -> None:
        super().__init__(f"status {status}")
        self.status, self.late, self.exhausted = status, late, exhausted


class _ClosedError(Exception):
    """The pool is closed, and no job goes on."""


class Pool(Generic[_Tag, _Result]):
    """So many worker processes; use it as a context manager. See `Setup` for what they do.

    A job is a function that asks its worker and yields results; `weigh` says what a result weighs, so that those that
    wait are bounded. `slow` is called every second with the tag of a job that is waited for.
    """

    def __init__(
        self,
        size: int,
        setup: Setup,
        *,
        weigh: Callable[[_Result], int] = lambda _: 0,
        slow: Callable[[_Tag], None] = lambda _: None,
    ) -> None:
        self._size, self._setup, self._weigh, self._slow = size, setup, weigh, slow
        self._jobs: SimpleQueue[_Job[_Tag, _Result] | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._workers: list[Worker] = []
        self._closed = threading.Event()
        self._changed = threading.Condition()
        self._weight = 0
        self._turn: _Job[_Tag, _Result] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._closed.set()
        with self._changed:
            self._changed.notify_all()
        for _ in self._threads:
            self._jobs.put(None)
        for worker in self._workers:
            worker.kill()
        for thread in self._threads:
            thread.join()

    def start(self, tag: _Tag, work: Callable[[Ask], Iterator[_Result]]) -> Iterator[_Result]:
        """Begin a job and return its results; results are to be taken in the order in which jobs were started."""
        job = _Job(tag, work)
        if len(self._threads) < self._size:
            if not self._threads and self._setup.limits:
                self._run(self._watch)
            worker = Worker(self._setup)
            self._workers.append(worker)
            self._run(lambda: self._serve(worker))
        self._jobs.put(job)
        return self._taken(job)

    def _taken(self, job: "_Job[_Tag, _Result]") -> Iterator[_Result]:
        with self._changed:
            self._turn = job
            self._changed.notify_all()
        while True:
            with self._changed:
                if waiting := self._changed.wait_for(lambda: bool(job.results), _SLOW):
                    result, weight = job.results.popleft()
                    self._weight -= weight
                    self._changed.notify_all()
            if not waiting:
                self._slow(job.tag)
            elif isinstance(result, _End):
                if result.error:
                    raise result.error
                return
            else:
                yield result

    def _run(self, target: Callable[[], None]) -> None:
        thread = threading.Thread(target=target, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _watch(self) -> None:
        """Kill workers that take too long."""
        while not self._closed.wait(_TICK):
            for worker in list(self._workers):
                worker.check()

    def _serve(self, worker: "Worker") -> None:
        """Do one job after another with one worker."""
        with closing(worker):
            while job := self._jobs.get():
                end = _End()
                worker.left = self._setup.limits.total if self._setup.limits else math.inf
                try:
                    for result in job.work(worker.ask):
                        self._give(job, result, self._weigh(result))
                except BaseException as error:  # it is raised where the results are taken
                    end.error = error
                self._give(job, end, 0)

    def _give(self, job: "_Job[_Tag, _Result]", result: "_Result | _End", weight: int) -> None:
        """Let a result wait to be taken, as soon as there is room; there always is for one whose turn it is."""

        def room() -> bool:
            urgent = job is self._turn and not job.results
            return urgent or (len(job.results) < _AHEAD and self._weight + weight <= _WEIGHT)

        with self._changed:
            self._changed.wait_for(lambda: self._closed.is_set() or room())
            self._weight += weight
            job.results.append((result, weight))
            self._changed.notify_all()


class _Job(Generic[_Tag, _Result]):
    """Work for one worker, and its results that wait to be taken, each with its weight."""

    def __init__(self, tag: _Tag, work: Callable[[Ask], Iterator[_Result]]) -> None:
        self.tag, self.work = tag, work
        self.results: deque[tuple[_Result | _End, int]] = deque()


class _End:
    """Follows the last result of a job, with the error that ended it, if any."""

    error: BaseException | None = None


class Worker:
    """A process that answers requests, one after the other; when it ends, the next request starts another one."""

    def __init__(self, setup: Setup) -> None:
        self.left = math.inf  # seconds for all answers to the requests of a job
        self._setup = setup
        self._process: subprocess.Popen[bytes] | None = None
        self._deadline: float | None = None
        self._late = self._stopped = False
        self._lock = threading.Lock()

    def ask(self, request: Any) -> Iterator[Any]:
        """Yield the answers to a request; see `Ask`."""
        try:
            process = self._started()
            send(process.stdin, request)  # type: ignore[arg-type]
            while (answer := self._received(process))[0] != "done":
                yield answer[1]
        except (EOFError, OSError):
            status = self._end()
            if self._stopped:
                raise _ClosedError from None
            raise WorkerDiedError(status, late=self._late, exhausted=self.left <= 0) from None
        if answer[1]:  # it has grown large
            self._end()

    def _received(self, process: "subprocess.Popen[bytes]") -> Any:
        limits = self._setup.limits
        begun = time.monotonic()
        self._deadline = begun + min(limits.seconds, self.left) if limits else None
        try:
            return receive(process.stdout, plain=limits is not None)  # type: ignore[arg-type]
        finally:
            self._deadline = None
            self.left -= time.monotonic() - begun

    def _started(self) -> "subprocess.Popen[bytes]":
        with self._lock:
            if self._stopped:
                raise _ClosedError
            if self._process is None:
                self._late = False
                self._process = subprocess.Popen(  # noqa: S603 - our own code
                    [sys.executable, "-c", _CODE.format(path=sys.path)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env=os.environ | _ONE_THREAD,
                )
                send(self._process.stdin, self._setup)  # type: ignore[arg-type]
            return self._process

    def check(self) -> None:
        """Kill the process if it takes longer than it may; from any thread."""
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

    def close(self) -> None:
        """End the process and wait for that; from the thread that asks."""
        self.kill()
        self._end()

    def _end(self) -> int:
        """Wait for a process that is ending, and return its exit status."""
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
