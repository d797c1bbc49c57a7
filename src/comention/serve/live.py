"""The folder that is served: its graph, the tables that answers are read from, and the work that changes them.

Changes are made by one thread, one after the other. A correction is in `comention.toml` before anything else happens;
then the graph is made anew and shown, then the tables are, and when there is a pause the files. Who kills the server in
between loses nothing: the folder has a mark that its files are behind (see `comention.pipeline.rewrite`).
"""

import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from itertools import count, repeat
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from comention import pipeline
from comention.config import ADDED, BEHIND, REPORT, WORKSPACE
from comention.corrections import NAME, NONE, Corrections, content_of, load
from comention.corrections.edit import Edit
from comention.errors import ComentionError, ExportError, InputError, SettingError, WorkspaceError
from comention.model import Graph
from comention.pipeline import Seen
from comention.runtime import cleared, laid_by
from comention.serve.copy import Copy
from comention.serve.events import Events
from comention.serve.watch import Folders, Stamp, stamp_of
from comention.workspace.derive import Derived
from comention.workspace.files import hold, reserved
from comention.workspace.store import Store, no_run

PAUSE = 5.0
"""Seconds without a correction after which the files are written."""
LOOK = 1.0
"""Seconds between two looks at what others do in the folder."""
PATIENCE = 2.0
"""Seconds that a correction waits for another process that is at work in the folder."""
_FETCH = 1.0  # seconds that a page has to fetch a graph, before the rest of the work slows that down
_TURN = 10  # the priority of the work on corrections: 0 is the usual one, 19 the last
_REST = 10  # how many times as long as a look takes there is none


class ConflictError(ComentionError):
    """Something cannot be done with the corrections file as it is now."""


class BusyError(ComentionError):
    """Something cannot be done now, but later."""


class Step(NamedTuple):
    """A correction: the file before and after it, and what it says in words."""

    before: bytes | None
    after: bytes | None
    words: str


@dataclass(frozen=True)
class State:
    """What is served now. After a change, the graph is there first, and the `tables` a moment later."""

    version: str
    graph: Graph
    tables: Copy


class _StoppedError(Exception):
    """Some work is given up: the server stops, or there is a newer correction."""


class Live:
    """The folder `out`, served to all; `watched` are folders whose files belong to it.

    Raises WorkspaceError if there is no workspace, unless folders are watched.
    """

    def __init__(self, out: Path, *, read_only: bool = False, watched: Sequence[Path] = ()) -> None:
        given, out = out, Path(os.path.abspath(out))  # noqa: PTH100 - absolute() keeps "..", and resolve() follows links
        self.out, self.read_only = out, read_only
        self.events = Events()
        self.progress: dict[str, Any] | None = None
        self.sent = threading.Event()  # somebody has the graph of now
        self._versions = map("{}-{}".format, repeat(token_hex(4)), count(1))
        self._lock = threading.Lock()
        self._wanted = self._made = 0  # numbers of corrections
        self._waiting: list[tuple[int, Future[str]]] = []
        self._unwritten: tuple[Derived, Seen] | None = None
        self._steps: list[Step] = []
        self._correcting = threading.Lock()
        self._working = threading.Lock()
        self._stopping = threading.Event()
        self._nudged = threading.Event()
        self._thread = threading.Thread(target=self._look_again, name="comention-watch", daemon=True)
        self._work = ThreadPoolExecutor(1, "comention-work", initializer=_stand_back)
        self._adding = False
        self._looking = 0.0  # seconds that the last look into the folders took
        self._temporary = TemporaryDirectory(prefix="comention-") if read_only else None
        self._folders = Folders([] if read_only else [out / ADDED, *watched], out)
        self.problem = ""
        there = (out / WORKSPACE).exists()
        if not there and not watched:
            raise WorkspaceError(f"{no_run(given)}, or name a folder with --watch")
        self._title = watched[0].resolve().name if watched else ""
        self._stamp: Stamp | None = None
        self._kept: Graph | None = None  # the graph of the workspace, which may be older than what is served
        self._file, self._content = out / NAME, content_of(out / NAME)
        self.state = self._loaded() if there else State(self._version(), *_empty(self._title))
        if not read_only:
            self._job(self._catch_up)

    # -- from the page

    def correct(self, edit: Callable[[], tuple[Edit, str]]) -> tuple[str, str]:
        """Write a correction into the file, and return version and words when the graph is made anew.

        `edit` is called when no other correction is made, and returns the edit and its words.
        """
        with self._correcting:
            self.require_writable()
            wanted, words = edit()
            with self._writing():
                before, after = pipeline.revise(self.out, self._file, wanted)
            if before == after:
                return self.state.version, f"{NAME} already says so: nothing has changed"
            self._steps.append(Step(before, after, words))
            done = self._renew()
        return self._version_of(done), words

    def undo(self) -> tuple[str, str]:
        """Take back the last correction that was made here, if the file is as it left it; see `correct`."""
        with self._correcting:
            self.require_writable()
            if not self._steps:
                raise ConflictError("There is no correction to take back.")
            step = self._steps[-1]
            with self._writing():
                if not pipeline.rewrite(self.out, self._file, step.before, expected=step.after):
                    raise ConflictError(f"{self._file} was changed by somebody else since: nothing is taken back.")
            self._steps.pop()
            done = self._renew()
        return self._version_of(done), f"Taken back: {step.words}"

    def require_writable(self) -> None:
        """Raise ConflictError if nothing may be changed, or what there was is gone."""
        if self.read_only:
            raise ConflictError("This server is read-only: it was started with --read-only.")
        if self._gone():
            raise ConflictError(_GONE.format(self.out))

    @property
    def corrections(self) -> Corrections:
        """What the corrections file says now."""
        content = content_of(self._file)
        return NONE if content is None else load(self._file, content).corrections

    @property
    def last(self) -> tuple[str | None, bool]:
        """The words of the correction that can be taken back, and whether it still can."""
        if not self._steps:
            return None, False
        step = self._steps[-1]
        return step.words, not self.read_only and content_of(self._file) == step.after

    def nudge(self) -> None:
        """Look for new files at once."""
        self._nudged.set()

    # -- from the server

    def start(self) -> None:
        """Begin to look at what others do."""
        self._thread.start()

    def close(self) -> None:
        """End all work: what reads documents stops, and files that are behind are written."""
        self._stopping.set()
        self.sent.set()
        self._nudged.set()
        self.events.close()
        if self._thread.is_alive():
            self._thread.join()
        self._work.submit(self._job, lambda: self._write_files(last=True))
        self._work.shutdown(wait=True)
        self.state.tables.release()
        if self._temporary:
            self._temporary.cleanup()

    # -- corrections

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Change the file, unless another process is at work in the folder."""
        try:
            if self._working.acquire(blocking=False):
                try:
                    with hold(self.out, patience=PATIENCE):
                        pass
                finally:
                    self._working.release()
            yield
        except ExportError as error:
            raise BusyError(str(error)) from error
        except (InputError, SettingError) as error:
            raise ConflictError(str(error)) from error

    def _renew(self) -> "Future[str]":
        """Have the graph made anew; the result is its version, when it is shown."""
        done: Future[str] = Future()
        with self._lock:
            self._wanted += 1
            self._waiting.append((self._wanted, done))
        self.sent.set()  # nobody need have the one before
        self._work.submit(self._job, self._remake)
        return done

    def _version_of(self, done: "Future[str]") -> str:
        """Wait for a version, except while documents are read: that may take hours, and shows it in the end."""
        while not self._adding:
            with suppress(TimeoutError):
                return done.result(0.2)
        return self.state.version

    # -- the thread that works

    def _job(self, work: Callable[..., None], *arguments: Any) -> None:
        """Do some work, and tell what went wrong."""
        try:
            with self._working:
                work(*arguments)
            self.problem = ""
        except _StoppedError:
            pass
        except Exception as error:
            self._tell_problem(str(error) if isinstance(error, ComentionError) else _BUG.format(error))
            if not isinstance(error, ComentionError):
                logging.getLogger("comention").exception("a bug of comention")

    def _answer(self, number: int, answer: str | Exception) -> None:
        """Answer those who wait for corrections up to a number."""
        with self._lock:
            answered = [done for asked, done in self._waiting if asked <= number]
            self._waiting = [(asked, done) for asked, done in self._waiting if asked > number]
        for done in answered:
            if isinstance(answer, str):
                done.set_result(answer)
            else:
                done.set_exception(answer)

    def _tell_problem(self, message: str) -> None:
        if message != self.problem:
            self.problem = message
            self.events.tell("problem", {"message": message})

    def _remake(self) -> None:
        """Make the graph anew, unless that has happened since it was asked for."""
        if (wanted := self._wanted) <= self._made:
            return

        shown = threading.Event()

        def first(graph: Graph) -> None:
            self._show(graph, wanted)
            shown.set()

        def go_on(*_: Any, **__: Any) -> None:
            if shown.is_set():
                self._go_on(wanted)

        try:
            derived, seen = pipeline.remake(self.out, progress=go_on, first=first, earlier=self._kept)
        except ExportError:  # the correction is written, and shown when there is room or the others have finished
            self._answer(wanted, self.state.version)
            raise
        except _StoppedError:
            self._stamp = stamp_of(self.out / WORKSPACE)  # what was begun is not the work of somebody else
            raise
        except Exception as problem:
            self._answer(wanted, problem)
            raise
        self._took(wanted, derived, seen)

    def _took(self, number: int, derived: Derived, seen: Seen) -> None:
        """Take over what the workspace has now."""
        self._made = number
        self._unwritten = derived, seen
        self._file, self._content = seen.file, seen.content
        with hold(self.out, patience=PATIENCE):
            tables = self._tables()
        self._kept = derived.dataset.graph
        self._replace(State(self.state.version, self._kept, tables))
        laid_by()
        later = threading.Timer(PAUSE, self._write_later, [number])
        later.daemon = True
        later.start()

    def _show(self, graph: Graph, number: int) -> None:
        """Show a graph to all, answer those who wait for it, and let a page have it before the work goes on."""
        version = self._version()
        self.sent.clear()
        self.state = State(version, graph, self.state.tables)
        self.events.tell("version", {"version": version})
        self._answer(number, version)
        if number == self._wanted and not self._stopping.is_set():
            self.sent.wait(_FETCH)

    def _go_on(self, number: int) -> None:
        """Give up what is made for a correction if there is a newer one."""
        if number != self._wanted and not self._stopping.is_set():
            raise _StoppedError

    def _replace(self, state: State) -> None:
        """Answer from other tables, and tell all that there is more to see."""
        old, self.state = self.state, state
        old.tables.release()
        self.events.tell("version", {"version": state.version})

    def _write_later(self, number: int) -> None:
        if number == self._wanted and not self._stopping.is_set():
            with suppress(RuntimeError):  # the server stops
                self._work.submit(self._job, self._write_files)

    def _write_files(self, *, last: bool = False) -> None:
        """Write the files, if they are behind, unless there is a newer correction."""
        if not self._unwritten:
            return
        (derived, seen), wanted = self._unwritten, self._wanted
        pipeline.write_files(self.out, derived, seen, go_on=lambda: None if last else self._go_on(wanted))
        self._unwritten = None
        cleared()

    def _add(self) -> None:
        """Read the files that are new in the folders."""
        with self.asking() as store:
            named = {name: Path(path) if path else None for name, path in store.rows(_INPUTS)}
        start = time.monotonic()
        files = self._folders.look(named)
        self._looking = time.monotonic() - start
        if not files:
            return
        self._adding, wanted = True, self._wanted
        try:
            derived, seen = pipeline.add(
                self.out,
                files,
                title=self._title,
                progress=self._progress,
                first=lambda graph: self._show(graph, wanted),
            )
        finally:
            self._adding = False
            self._tell_progress(None)
        self._folders.take(files)
        self._took(wanted, derived, seen)
        self.events.tell("inputs", {})

    def _progress(self, step: str, done: int = 0, total: int | None = None) -> None:
        if self._stopping.is_set():
            raise _StoppedError
        self._tell_progress({"step": step, "done": done, "total": total})

    def _tell_progress(self, progress: dict[str, Any] | None) -> None:
        if progress != self.progress:
            self.progress = progress
            self.events.tell("progress", progress)

    # -- the thread that looks

    def _look_again(self) -> None:
        pause = LOOK
        while not self._stopping.is_set():
            self._nudged.wait(pause)
            self._nudged.clear()
            if self._stopping.is_set():
                return
            with suppress(RuntimeError):  # the server stops
                self._work.submit(self._job, self._look).result()
            pause = max(LOOK, _REST * self._looking) if not self._folders.waiting else LOOK

    def _look(self) -> None:
        """Take over what others have changed in the folder: the workspace, the corrections, or the documents."""
        if self._gone():
            self._tell_problem(_GONE.format(self.out))
            raise _StoppedError
        if stamp_of(self.out / WORKSPACE) != self._stamp:
            with suppress(ComentionError):  # another process is at work; the next look will tell
                with nullcontext() if self.read_only else hold(self.out):
                    loaded = self._loaded()
                self._replace(loaded)
                self.events.tell("inputs", {})
        elif not self.read_only:
            self._catch_up()
            self._add()

    def _catch_up(self) -> None:
        """Make the graph anew if it does not say what the corrections do: they were edited, or somebody was killed."""
        content = content_of(self._file)
        behind = (self.out / BEHIND).exists() and not self._unwritten
        if self._stamp and (behind or content != self._content):
            self._content = content
            with self._lock:
                self._wanted += 1
            self._remake()

    # -- the workspace

    @contextmanager
    def asking(self) -> Iterator[Store]:
        """Keep the tables that answers are read from while somebody asks."""
        while not (tables := self.state.tables).take():
            pass  # others have taken their place
        try:
            yield tables.store
        finally:
            tables.release()

    def _gone(self) -> bool:
        """Whether there was a workspace, and is none any more: the folder was deleted, moved or emptied."""
        return self._stamp is not None and not (self.out / WORKSPACE).exists()

    def _version(self) -> str:
        return next(self._versions)

    def _loaded(self) -> State:
        """Load what the workspace has."""
        tables = self._tables()
        try:
            with pipeline.dataset(tables.store) as dataset:
                self._kept = graph = dataset.graph
            self._file = pipeline.corrections_file(self.out, tables.store.facts())
            written, edited = stamp_of(self.out / REPORT), stamp_of(self._file)
            fresh = written and (edited is None or edited.changed <= written.changed)
            self._content = content_of(self._file) if fresh else _UNKNOWN
            read = self._stamp.changed if self._stamp else 0
            self._folders.know((Path(path) for _, path in tables.store.rows(_INPUTS) if path), read)
        except BaseException:
            tables.release()
            raise
        laid_by()
        return State(self._version(), graph, tables)

    def _tables(self) -> Copy:
        workspace = self.out / WORKSPACE
        if workspace.with_name(f"{WORKSPACE}.wal").exists() and not self.read_only:
            Store(workspace).close()  # somebody was killed: what is in the log comes into the file
        self._stamp = stamp_of(workspace)
        place = Path(self._temporary.name, f"{token_hex(4)}.duckdb") if self._temporary else reserved(workspace)
        return Copy.of(workspace, place)


def _stand_back() -> None:
    """Let this thread, and what it starts, have the processor after those who read, where threads have priorities."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), max(_TURN, os.getpriority(os.PRIO_PROCESS, 0)))


_GONE = "{}: its graph is not there any more; put the folder back, or stop comention"
_UNKNOWN = b"\0"  # which no file says, so that it is read anew
_BUG = "This is a bug of comention, and the terminal tells more: {}"
_INPUTS = "SELECT i.name, i.path FROM {input} i WHERE i.name IS NOT NULL"


def _empty(title: str) -> tuple[Graph, Copy]:
    store = pipeline.nothing(title)
    with pipeline.dataset(store) as dataset:
        return dataset.graph, Copy(store)
