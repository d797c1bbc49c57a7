"""Options that several commands have, and functions that print numbers, tables and messages."""

import json
import shlex
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from textwrap import wrap
from typing import Any

import click

from comention.errors import InputError

OUTPUT = "output"
_ENDLESS = 100_000
"""Columns of a line that is not on a terminal."""

FOLDER = click.option(
    *("-o", "--output"),
    default=OUTPUT,
    show_default=True,
    metavar="FOLDER",
    help="The folder that 'comention generate' wrote to.",
)
DRY = click.option("-n", "--dry-run", is_flag=True, help="Show the change without making it.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")


class Former(click.Argument):
    """An argument that a command had in earlier versions: it still works, but help does not show it."""

    def get_usage_pieces(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return nothing for the line that says how a command is used."""
        return []


FORMER = click.argument("former", cls=Former, required=False)
"""The folder as an argument; `former_folder` says what is meant by it."""


def with_folder(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option for the folder to a command that took it as its last argument in earlier versions."""

    @wraps(command)
    def called(*arguments: Any, former: str | None, output: str, **options: Any) -> Any:
        if former is not None and is_typed("output"):
            raise click.UsageError(f"there are two folders: {former}, and {output} behind -o")
        return command(*arguments, output=output if former is None else former_folder(former), **options)

    return FORMER(FOLDER(called))


def is_typed(name: str) -> bool:
    """Whether an option of the current command was typed in."""
    source = click.get_current_context().get_parameter_source(name)
    return source is click.core.ParameterSource.COMMANDLINE


def has_run(folder: str) -> bool:
    """Whether `generate` has written to a folder."""
    from comention.config import WORKSPACE

    return (Path(folder) / WORKSPACE).is_file()


def former_folder(former: str) -> str:
    """Return a folder that was given as the last argument, with a hint; raise InputError if it cannot be one."""
    context = click.get_current_context()
    arguments = [parameter.name for parameter in context.command.params if isinstance(parameter, click.Argument)]
    names = [str(context.params[name]) for name in arguments if name and name != "former"]
    folder = next((name for name in names if has_run(name)), None)
    if folder and not has_run(former):
        words = [context.command.name or "", *(name for name in [*names, former] if name != folder)]
        raise InputError(
            f"{former} is not a folder of comention; did you mean: comention {shlex.join(words)} -o {folder}?"
        )
    if names and not Path(former).exists():
        raise InputError(f"{former}: there is no such folder; a name of several words needs quotation marks")
    say(f"comention: the folder is now given as -o {shlex.quote(former)}; a later version will not take it without -o")
    return former


def source_and_place(former: str | None, output: str, file: str | None) -> tuple[str, str | None]:
    """Return the folder that a command reads and the file that it writes; `-o` named the latter in earlier versions."""
    if is_typed("output") and (former is not None or (has_run(OUTPUT) and not has_run(output))):
        if file is not None:
            raise click.UsageError(f"there are two files: {output} behind -o, and {file} behind --to")
        say(f"comention: the file is now given as --to {shlex.quote(output)}; a later version takes -o for the folder")
        output, file = OUTPUT, output
    return (output if former is None else former_folder(former)), file


def also_called(others: Sequence[tuple[str, str, int]]) -> list[str]:
    """Return a line that lists others who are called the same, each by label, id and mentions; none if there are none.

    >>> also_called([("Ann Lee", "person:ann-lee", 1)])
    ['also called so: Ann Lee (person:ann-lee, 1 mention); to choose another one, give its id']
    """
    listed = ", ".join(f"{label} ({name}, {number(count, 'mention')})" for label, name, count in others)
    return [f"also called so: {listed}; to choose another one, give its id"] if others else []


def at_most(default: int, text: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return an option for how many lines to show."""
    kind = click.IntRange(1)
    return click.option("-n", "--number", "many", type=kind, default=default, show_default=True, metavar="N", help=text)


def typed(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings that were typed in, without the others."""
    return {name: value for name, value in options.items() if value is not None and value != ()}


def say(line: str) -> None:
    """Print one line to standard error."""
    click.echo(printable(line), err=True)


def terminal() -> int | None:
    """Return how many columns the terminal has that is printed to; None if it is none."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def print_lines(lines: Iterable[str]) -> None:
    """Print lines. On a terminal, those that do not fit are wrapped, and go on below their text."""
    width = terminal()
    for line in map(printable, lines):
        if width is None or len(line) <= width:
            click.echo(line)
            continue
        indent = " " * (len(line) - len(line.lstrip()))
        for part in wrap(line, width, subsequent_indent=indent + "  ", break_on_hyphens=False):
            click.echo(part)


def print_json(value: Any) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def printable(line: str) -> str:
    """Escape control characters in a line: a file name could hold some that change the terminal."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in line)


def number(count: int, singular: str, plural: str = "") -> str:
    """Write a count with its noun in the singular or plural.

    >>> number(1, "entity", "entities"), number(2000, "link")
    ('1 entity', '2,000 links')
    """
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"


def aligned(table: Sequence[Sequence[str]], *, left: int, indent: str = "") -> list[str]:
    """Return the lines of a table, its first `left` columns aligned to the left and the others to the right.

    On a terminal, long cells go over several lines, so that the table fits; elsewhere, each row is one line.

    >>> aligned([["a", "bb"], ["ccc", "d"]], left=1)
    ['a    bb', 'ccc   d']
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2, 0, 0))
    for place in range(len(table[0])):
        grid.add_column(justify="left" if place < left else "right", overflow="fold", no_wrap=place >= left)
    for row in table:
        grid.add_row(*(Text(printable(cell)) for cell in row))
    console = Console(width=(terminal() or _ENDLESS) - len(indent), color_system=None)
    with console.capture() as capture:
        console.print(grid)
    return [f"{indent}{line}".rstrip() for line in capture.get().removesuffix("\n").split("\n")]
