"""Requests on standard input, what is in the named files on standard output: the killable process that reads.

Both are frames: four bytes of length, then JSON; nothing that a hostile file could turn into code.
"""

import json
import logging
import os
import signal
import struct
import sys
import warnings
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from comention.config import Fields, Limits
from comention.model import Document
from comention.read.items import How, Skipped, Status
from comention.read.reading import Key, Reading, cannot_be_read, peak

_LENGTH = struct.Struct("<Q")
OUT_OF_MEMORY = 77
"""Exit status of a worker that had no memory left to say so."""

_GRACE = 10  # seconds after its limit in which the parent should have killed a worker: if it did not, it is gone


def send(stream: BinaryIO, frame: Any) -> None:
    """Write a frame."""
    data = json.dumps(frame, separators=(",", ":")).encode("ascii")
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Read a frame, or raise EOFError when there is none any more."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return json.loads(data)


def packed(item: Document | Skipped) -> Any:
    """Turn an item into what JSON can hold."""
    return asdict(item) if isinstance(item, Document) else list(item)


def unpacked(item: Any) -> Document | Skipped:
    """Turn it back."""
    if isinstance(item, dict):
        return Document(**item)
    where, reason, status, *lost = item
    return Skipped(where, reason, Status(status), *lost)


def main() -> None:
    """Answer requests until there are no more."""
    try:
        requests, answers = _streams()
        while True:
            _answer(receive(requests), answers)
    except (EOFError, BrokenPipeError):
        pass
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _answer(request: Any, answers: BinaryIO) -> None:
    """Read the named file; tell all that is in it, and where the work is."""
    limits = Limits(*request["limits"])
    _restrict(limits)

    def tell(*frame: Any) -> None:
        _set_alarm(0)  # who takes the answers may take their time
        send(answers, frame)
        _set_alarm(limits.seconds + _GRACE)

    reading = Reading(
        How(Fields(*request["fields"]), limits, request["password"]),
        done=frozenset(tuple(key) for key in request["done"]),
        given={tuple(key): count for key, count in request["given"]},
        begin=lambda key, where: tell("begin", key, where),
        end=lambda key: tell("end", key),
    )
    where = request["id"]
    try:
        with Path(request["path"]).open("rb") as file:
            for key, item in reading.items(file, where, request["name"], any_text=request["any_text"]):
                tell("item", key, packed(item))
    except OSError as error:
        tell("item", _WHOLE, packed(Skipped(where, cannot_be_read(error), Status.CLOSED)))
    tell("done", peak() > limits.memory * 2**19)
    _set_alarm(0)


_WHOLE: Key = ()


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes to the parent, and give libraries that print something nowhere to print it to."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process
    logging.disable()
    warnings.simplefilter("ignore")
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    sys.setrecursionlimit(2000)
    return requests, answers


def _restrict(limits: Limits) -> None:
    """Take no more memory than allowed, where the system can hold a process to that."""
    with suppress(ImportError):
        import resource

        for what, value in ((resource.RLIMIT_AS, limits.memory * 2**20), (resource.RLIMIT_CORE, 0)):
            _, hard = resource.getrlimit(what)
            with suppress(ValueError, OSError):
                resource.setrlimit(what, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _set_alarm(seconds: int) -> None:
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)
