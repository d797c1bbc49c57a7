"""The worker process, and the protocol that it shares with the process that started it.

Requests arrive on standard input as pickles, and answers leave on standard output. Both are frames: eight bytes that
say the length, then the data. The answers of a worker with limits, which opens files of unknown origin, are JSON, so
that nothing in such a file can become code in the parent.
"""

import json
import logging
import os
import pickle
import signal
import struct
import threading
import time
import warnings
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib import import_module
from typing import Any, BinaryIO, NamedTuple, NoReturn

OUT_OF_MEMORY = 77
"""Exit status of a worker that had too little memory left to report it."""

_LENGTH = struct.Struct("<Q")
_GRACE = 10  # seconds after its time limit at which a worker ends by itself, if the parent has not killed it
_MOST = 0.75
_LOOK = 1  # seconds between looks at whether the parent is still there


class Limits(NamedTuple):
    """What a worker may take: MB of memory, seconds for each answer, seconds for all answers to one request."""

    memory: int
    seconds: float
    total: float


class Setup(NamedTuple):
    """What a worker does: `make` (`"module:name"`) is called with the arguments, and gives the function for requests.

    That function takes a request and returns the answers to it.
    """

    make: str
    arguments: tuple[Any, ...]
    limits: Limits | None = None


class Step(NamedTuple):
    """An answer that only tells how far the work is: its time does not count towards that for all answers."""

    answer: Any


def send(stream: BinaryIO, value: Any, *, plain: bool = False) -> None:
    """Write a value as a frame: JSON if it is to be `plain`, else a pickle."""
    data = json.dumps(value, separators=(",", ":")).encode("ascii") if plain else pickle.dumps(value, protocol=5)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: BinaryIO, *, plain: bool = False) -> Any:
    """Read the value of a frame.

    Raises:
        EOFError: The other side has closed the stream.
    """
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    data = _exactly(stream, length)
    return json.loads(data) if plain else pickle.loads(data)  # noqa: S301 - written by this program


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def peak_memory() -> int:
    """Return how many bytes of memory this process has requested at most; 0 where the system does not say."""
    with suppress(OSError), open("/proc/self/status", encoding="ascii", errors="replace") as status:  # noqa: PTH123
        for line in status:
            if line.startswith("VmPeak:"):
                return int(line.split()[1]) * 1024
    return 0


def comes_near(memory: int) -> bool:
    """Whether this process has had most of a memory of so many MB; models that stay loaded take about half of it."""
    return peak_memory() > _MOST * memory * 2**20


def main() -> NoReturn:
    """Answer requests until the parent closes the stream of them."""
    requests, answers = _streams()
    try:
        _serve(receive(requests), requests, answers)
    except (EOFError, BrokenPipeError):
        os._exit(0)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _serve(setup: Setup, requests: BinaryIO, answers: BinaryIO) -> NoReturn:
    make, arguments, limits = setup
    if limits:
        _restrict(limits.memory)
    else:
        threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()
    module, _, name = make.partition(":")
    answer: Callable[[Any], Iterable[Any]] = getattr(import_module(module), name)(*arguments)
    while True:
        request = receive(requests)
        _set_alarm(limits)
        for value in answer(request):
            _set_alarm(None)  # the parent may take its time
            kind, told = ("step", value.answer) if isinstance(value, Step) else ("answer", value)
            send(answers, (kind, told), plain=limits is not None)
            _set_alarm(limits)
        _set_alarm(None)
        grown = limits is not None and comes_near(limits.memory)
        send(answers, ("done", grown), plain=limits is not None)


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes to the parent for the protocol; what libraries print goes nowhere."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process
    logging.disable()
    warnings.simplefilter("ignore")
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    return requests, answers


def _restrict(memory: int) -> None:
    """Limit the memory of this process to so many MB, where the system can do that."""
    with suppress(ImportError):
        import resource

        for what, value in ((resource.RLIMIT_AS, memory * 2**20), (resource.RLIMIT_CORE, 0)):
            _, hard = resource.getrlimit(what)
            with suppress(ValueError, OSError):
                resource.setrlimit(what, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _set_alarm(limits: Limits | None) -> None:
    """End this process some time after its time limit, if it is still busy; None cancels that."""
    if hasattr(signal, "alarm"):
        signal.alarm(int(limits.seconds) + _GRACE if limits else 0)


def _watch(parent: int) -> None:
    """End this process when its parent is gone, however busy it is."""
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(0)
