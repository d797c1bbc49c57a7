"""Batches in, what a function makes of each of them out, in order: by other processes, any of which may die.

A process is started anew for each worker, not forked: programs with threads cannot be forked safely, and scripts need
no guard. It makes the function once, from a name and arguments, as a model is loaded once.
"""

import os
import pickle
import struct
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from importlib import import_module
from itertools import chain
from queue import Empty, LifoQueue
from types import TracebackType
from typing import Any, BinaryIO, Generic, NamedTuple, NoReturn, Self, TypeVar

from comention.errors import ComentionError

_LENGTH = struct.Struct("<Q")
_WORTH = 400_000  # of the weight of work, as characters of text, from which on it is spread
_AHEAD = 3  # batches for each worker that are begun before it is their turn,
_HEAVY = 20_000_000  # unless those that wait weigh more than this
_SLOW = 1  # seconds after which it is told what is waited for
_CODE = "import sys; sys.path[:] = {path!r}; from comention.processes.pool import main; main()"
_ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")  # each has one core

_Batch = TypeVar("_Batch")
_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_Tag = TypeVar("_Tag")


class Died(NamedTuple):
    """Stands for the result of a batch that two processes died of."""

    status: int


class Failed(NamedTuple):
    """Stands for the result of something that cannot be done, and says why."""

    why: str


class Workers(Generic[_Batch, _Result]):
    """So many processes, each with the function that the one named `make` (`"module:name"`) gives for the arguments.

    Use it as a context manager. Where the function raises an exception, the result says so; errors that a user can mend
    are raised where the result is taken.
    """

    def __init__(self, count: int, make: str, *arguments: Any) -> None:
        self.count = count
        self._setup = (make, arguments)
        self._threads = ThreadPoolExecutor(count)
        self._idle: LifoQueue[subprocess.Popen[bytes]] = LifoQueue()
        self._processes: set[subprocess.Popen[bytes]] = set()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._closed = True
        for process in list(self._processes):
            process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in list(self._processes):
            self._end(process)

    def map(
        self,
        batches: Iterable[tuple[_Tag, _Batch]],
        *,
        weigh: Callable[[_Batch], int] = lambda _: 0,
        slow: Callable[[_Tag], None] = lambda _: None,
    ) -> Iterator[tuple[_Tag, _Result | Died | Failed]]:
        """Yield, for each pair of a tag and a batch, the tag and what the function makes of the batch.

        Only some batches more than there are workers are taken ahead, and only so many characters of them, so that
        neither side fills the memory. `slow` is told, every second, the tag of a batch for which one has to wait.
        """
        waiting: deque[tuple[_Tag, int, Future[_Result | Died | Failed]]] = deque()
        weight = 0

        def first() -> tuple[_Tag, _Result | Died | Failed]:
            nonlocal weight
            tag, own, future = waiting.popleft()
            weight -= own
            while not wait([future], _SLOW).done:
                slow(tag)
            return tag, future.result()

        for tag, batch in batches:
            waiting.append((tag, weigh(batch), self._threads.submit(self._result, batch)))
            weight += waiting[-1][1]
            while len(waiting) > _AHEAD * self.count or (weight > _HEAVY and len(waiting) > self.count):
                yield first()
        while waiting:
            yield first()

    def _result(self, batch: _Batch) -> _Result | Died | Failed:
        """Let a process work on a batch; if it dies, another one."""
        status = 0
        for _ in range(2):
            process = self._started()
            try:
                send(process.stdin, batch)
                done, result = receive(process.stdout)
            except (EOFError, OSError):
                status = self._end(process)
                if self._closed:
                    break
                continue
            self._idle.put(process)
            if not done and isinstance(result, ComentionError):
                raise result
            return result if done else Failed(_said(result))
        return Died(status)

    def _started(self) -> "subprocess.Popen[bytes]":
        try:
            return self._idle.get_nowait()
        except Empty:
            process = subprocess.Popen(  # noqa: S603 - our own code
                [sys.executable, "-c", _CODE.format(path=sys.path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=os.environ | _ONE_THREAD,
            )
            self._processes.add(process)
            if self._closed:
                process.kill()
            with suppress(OSError):
                send(process.stdin, self._setup)
            return process

    def _end(self, process: "subprocess.Popen[bytes]") -> int:
        self._processes.discard(process)
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                stream.close()  # type: ignore[union-attr]
        process.kill()
        return process.wait()


def spread(
    batches: Iterable[tuple[_Tag, Sequence[_Item]]],
    here: Callable[[Sequence[_Item]], Sequence[_Result]],
    make: tuple[Any, ...] | None,
    *,
    count: int,
    weigh: Callable[[_Item], int],
    slow: Callable[[_Tag], None] = lambda _: None,
) -> Generator[tuple[_Tag, list[_Result | Failed]], None, None]:
    """Yield for each batch of items its tag, and what a function makes of each item; close it in the end.

    The function is called `here`, unless there is more work than starting processes costs: then `count` workers do it,
    with the one that `make` names and gives arguments. What fails in a batch is tried again one by one. `slow` is told
    the tag of a batch for which one has to wait.
    """
    batches = iter(batches)
    begun, weight = [], 0
    while weight <= _WORTH and (pair := next(batches, None)):
        begun.append(pair)
        weight += sum(map(weigh, pair[1]))
    everything = chain(begun, batches)
    if make is None or count == 1 or weight <= _WORTH:
        for tag, batch in everything:
            yield tag, list(tried(here, batch))
        return
    with Workers[Sequence[_Item], Sequence[_Result]](count, *make) as workers:
        pairs = ((pair, pair[1]) for pair in everything)
        told = workers.map(pairs, weigh=lambda items: sum(map(weigh, items)), slow=lambda pair: slow(pair[0]))
        for (tag, batch), results in told:
            if isinstance(results, Died | Failed):
                alone = [found for _, found in workers.map((None, [item]) for item in batch)]
                yield tag, [_alone(found) for found in alone]
            else:
                yield tag, list(results)


def tried(work: Callable[[Sequence[_Item]], Sequence[_Result]], batch: Sequence[_Item]) -> Iterator[_Result | Failed]:
    """Yield what a function makes of each item of a batch; what fails in it is tried again one by one."""
    try:
        yield from work(batch)
    except ComentionError:
        raise
    except Exception as error:
        if len(batch) == 1:
            yield Failed(_said(error))
        else:
            for item in batch:
                yield from tried(work, [item])


def _alone(found: "Sequence[_Result] | Died | Failed") -> _Result | Failed:
    if isinstance(found, Died):
        return Failed(f"two processes died of it (status {found.status})")
    return found if isinstance(found, Failed) else found[0]


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def workers_for(wanted: int | None) -> int:
    """How many processes to use: as many as wanted, or as this one may use cores."""
    if wanted:
        return wanted
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def send(stream: Any, value: Any) -> None:
    """Write a value as a frame."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: Any) -> Any:
    """Read a value; both sides of the pipe are this program. EOFError when there is none any more."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    return pickle.loads(_exactly(stream, length))  # noqa: S301


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def main() -> NoReturn:
    """Work on batches until there are no more."""
    import gc
    import logging
    import signal
    import warnings

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other process ends this one
    logging.disable()
    warnings.simplefilter("ignore")
    batches, results = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):  # what a library prints must not come between results
        os.dup2(nowhere, number)
    with suppress(EOFError, BrokenPipeError):
        make, arguments = receive(batches)
        module, _, name = make.partition(":")
        function: Callable[[Any], Any] | None = None
        while True:
            batch = receive(batches)
            try:
                if function is None:
                    function = getattr(import_module(module), name)(*arguments)
                    gc.freeze()  # what is there now stays
                answer = True, function(batch)
            except Exception as error:
                answer = False, error if isinstance(error, ComentionError) else RuntimeError(_said(error))
            send(results, answer)
    os._exit(0)
