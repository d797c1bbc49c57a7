"""The progress bar on a terminal, and how a run stops when it is interrupted."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from comention.cli.parts import number, say

if TYPE_CHECKING:
    from comention.progress import Progress


class Interruption:
    """Remembers the signal that asked to stop, as a library may swallow or replace the exception that it raised."""

    status = 0

    def __call__(self, signal: int, _: object) -> NoReturn:
        """Note a signal and raise an exception, so that temporary files are removed."""
        self.status = 128 + signal
        raise KeyboardInterrupt

    def check(self) -> None:
        """Raise again if there was a signal."""
        if self.status:
            raise KeyboardInterrupt


@contextmanager
def progress(*, quiet: bool, logged: bool, interruption: Interruption) -> Iterator["Progress"]:
    """Show progress on a terminal, and stop the run after a signal.

    If it is `logged`, each step is a line of JSON on standard error instead, also where that is not a terminal.
    """

    def listen(*_: object, **__: object) -> None:
        interruption.check()

    def log(step: str, done: int = 0, total: int | None = None) -> None:
        interruption.check()
        known = {"step": step} if total is None else {"step": step, "done": done, "total": total}
        say(json.dumps(known, ensure_ascii=False))

    if logged or quiet or not sys.stderr.isatty():
        yield log if logged else listen
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if console.is_dumb_terminal:
        yield listen
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[extent]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        bar.add_task("Looking for documents", total=None, extent="")

        def show(step: str, done: int = 0, total: int | None = None) -> None:
            interruption.check()
            (task,) = bar.tasks
            if step.partition(":")[0] != task.description.partition(":")[0]:
                bar.remove_task(task.id)
                bar.add_task(step, total=total, extent="")
            elif step != task.description:  # the same step, in more detail
                bar.update(task.id, description=escape(step))
            if total is not None:
                (task,) = bar.tasks
                rate = f", {task.speed:,.0f} a second" if task.speed else ""
                extent = f"{done:,} of {number(total, 'document')}{rate}"
                bar.update(task.id, completed=done, total=total, extent=extent)

        yield show
