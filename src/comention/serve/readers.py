"""Processes that answer questions, so that who asks does not wait for the work on a correction, nor the work for them.

Each opens the copy of the workspace by itself, and keeps it open until it is asked about another one.
"""

import os
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from comention.errors import ComentionError
from comention.processes.pool import Worker, WorkerDiedError
from comention.processes.worker import Setup
from comention.serve.questions import answered
from comention.workspace.store import Store

MOST = 4
"""Processes that answer, unless there are fewer processors."""
_MEMORY = 500  # MB that DuckDB may hold in each


class BrokenError(Exception):
    """What a process said when it met a bug of ours, or that it is gone."""


class Readers:
    """So many processes that answer questions; `ask` may be called from any thread. Use it as a context manager."""

    def __init__(self, many: int | None = None) -> None:
        self.many = many or min(MOST, os.cpu_count() or 1)
        self._all = [Worker(Setup("comention.serve.readers:reading", ())) for _ in range(self.many)]
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._all:
            self._idle.put(worker)

    def __enter__(self) -> "Readers":
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._all:
            worker.close()

    def ask(self, path: Path, question: str, *about: Any) -> bytes:
        """Return the answer to a question about the workspace at `path`; see `comention.serve.questions`.

        Raises the same errors as who answers; BrokenError if it ends without an answer.
        """
        with self._one() as worker:
            try:
                (answer,) = worker.ask((str(path), question, about))
            except WorkerDiedError as error:
                raise BrokenError(f"the process that answers has ended with {error}") from error
        if isinstance(answer, bytes):
            return answer
        if isinstance(answer, ComentionError):
            raise answer
        raise BrokenError(answer)

    @contextmanager
    def _one(self) -> Iterator[Worker]:
        worker = self._idle.get()
        try:
            yield worker
        finally:
            self._idle.put(worker)


def reading() -> Callable[[tuple[str, str, tuple[Any, ...]]], Iterator[bytes | ComentionError | str]]:
    """Return what a process does: it answers a question, or returns the error, or tells of a bug."""
    opened: dict[str, Store] = {}

    def store_at(path: str) -> Store:
        if path not in opened:
            while opened:
                opened.popitem()[1].close()
            opened[path] = Store(Path(path), read_only=True, memory=_MEMORY)
        return opened[path]

    def answer(asked: tuple[str, str, tuple[Any, ...]]) -> Iterator[bytes | ComentionError | str]:
        path, question, about = asked
        try:
            yield answered(store_at(path), question, *about)
        except ComentionError as error:
            yield error
        except Exception:
            yield traceback.format_exc()

    return answer
