"""Run another program so that nothing of it is left, no process and no file, however this process ends.

A guard stands between the two: this module, run as a script. It makes a folder for the program, starts it in a process
group of its own, and waits for the end of the program, of the time, or of us: its standard input is a pipe from us,
which the system closes even if we are killed. Then it kills the group and removes the folder.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

NOT_STARTED = 127
"""Exit status of a program that cannot be started, as in a shell."""

_TRIES = 50  # to remove the folder,
_PAUSE = 0.1  # seconds apart: those who are killed may still write for a moment


class Guarded:
    """A place to run a program; use it as a context manager. Its folder is there until the end."""

    def __init__(self) -> None:
        self._guard = subprocess.Popen(  # noqa: S603 - our own code
            [sys.executable, "-I", "-S", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.folder = Path(self._told())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for stream in (self._guard.stdin, self._guard.stdout):
            with suppress(OSError):
                stream.close()  # type: ignore[union-attr]
        self._guard.wait()

    def run(self, command: Sequence[str], *, seconds: float, size: int, env: Mapping[str, str]) -> int | None:
        """Run a command in the folder, once; return its exit status, or None if it took longer than so many seconds.

        No file that it writes may have more than `size` bytes; `env` are variables that it gets beside our own.
        """
        request = {"command": list(command), "seconds": seconds, "size": size, "env": dict(env)}
        self._guard.stdin.write(json.dumps(request).encode() + b"\n")  # type: ignore[union-attr]
        self._guard.stdin.flush()  # type: ignore[union-attr]
        status: int | None = self._told()
        return status

    def _told(self) -> Any:
        line = self._guard.stdout.readline()  # type: ignore[union-attr]
        if not line:
            raise OSError("the process that guards another program has ended")
        return json.loads(line)


def main() -> None:
    """Guard one program."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # what is meant for us ends our parent, and so its pipe
        if number := getattr(signal, name, None):
            signal.signal(number, signal.SIG_IGN)
    folder = tempfile.mkdtemp(prefix="comention-")
    try:
        with suppress(BrokenPipeError):
            _tell(folder)
            if line := sys.stdin.readline():
                _tell(_run(folder, **json.loads(line)))
                sys.stdin.read()  # until what the program wrote has been read
    finally:
        _remove(folder)


def _run(folder: str, command: list[str], seconds: float, size: int, env: dict[str, str]) -> int | None:
    _restrict(size)
    own = {"HOME": folder, "TMPDIR": folder, "TEMP": folder, "TMP": folder}
    try:
        program = subprocess.Popen(  # noqa: S603 - what our caller says
            command,
            cwd=folder,
            env={**os.environ, **own, **env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return NOT_STARTED
    threading.Thread(target=_end_with_parent, args=(program,), daemon=True).start()
    try:
        return program.wait(seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        _kill(program)


def _restrict(size: int) -> None:
    """Limit the size of files, where the system can do that; the program inherits the limit."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))


def _end_with_parent(program: "subprocess.Popen[bytes]") -> None:
    """Kill the program when nobody waits for it any more."""
    sys.stdin.read()
    _kill(program)


def _kill(program: "subprocess.Popen[bytes]") -> None:
    """End a program, and all that it started."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(program.pid, signal.SIGKILL)
        else:
            command = ["taskkill", "/F", "/T", "/PID", str(program.pid)]
            subprocess.run(command, check=False, capture_output=True)  # noqa: S603
    program.wait()


def _remove(folder: str) -> None:
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not Path(folder).exists():
            return
        time.sleep(_PAUSE)


def _tell(what: "str | int | None") -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
