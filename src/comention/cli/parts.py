"""Options that several commands have, and functions that print numbers, tables and messages."""

import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

OUTPUT = "output"
_ENDLESS = 100_000
"""Columns of a line that is not on a terminal."""

FOLDER = click.option("-o", "--output", default=OUTPUT, show_default=True, metavar="FOLDER", help="The output folder.")
DRY = click.option("-n", "--dry-run", is_flag=True, help="Show the change without making it.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")


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
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _ENDLESS
    console = Console(width=width - len(indent), color_system=None)
    with console.capture() as capture:
        console.print(grid)
    return [f"{indent}{line}".rstrip() for line in capture.get().removesuffix("\n").split("\n")]
