"""Options that several commands have, and functions that print numbers, tables and messages."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

OUTPUT = "output"

FOLDER = click.option("-o", "--output", default=OUTPUT, show_default=True, metavar="FOLDER", help="The output folder.")
DRY = click.option("-n", "--dry-run", is_flag=True, help="Show the change without making it.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")

_FILTERS = (
    click.option("--min-weight", type=int, metavar="N", help="Leave out links with a weight below N. [default: 1]"),
    click.option("--min-mentions", type=int, metavar="N", help="Leave out names with fewer than N mentions."),
    click.option("--min-documents", type=int, metavar="N", help="Leave out names in fewer than N documents."),
    click.option("--max-links", type=int, metavar="N", help="Keep only the N strongest links. [default: 100000]"),
    click.option("--top", type=int, metavar="N", help="Keep only the N most mentioned names."),
    click.option("--types", metavar="TYPE,...", help="Keep only these types: PERSON, ORG, COUNTRY."),
    click.option("--include", multiple=True, metavar="NAME", help="Keep only this name; may be repeated."),
    click.option("--exclude", multiple=True, metavar="NAME", help="Leave out this name; may be repeated."),
    click.option("--ego", metavar="NAME", help="Keep only this name and its neighbours."),
    click.option("--hops", type=int, metavar="N", help="How many links away neighbours may be. [default: 1]"),
    click.option("--since", metavar="DATE", help="Count only documents from this day, month or year on."),
    click.option("--until", metavar="DATE", help="Count only documents up to this day, month or year."),
    click.option(
        "--backbone",
        type=float,
        metavar="ALPHA",
        help="Keep only links that are significant at this level, such as 0.05.",
    ),
    click.option(
        "--backbone-method",
        metavar="NAME",
        help="The test for --backbone: disparity or noise-corrected. [default: disparity]",
    ),
)


def at_most(default: int, text: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return an option for how many lines to show."""
    kind = click.IntRange(1)
    return click.option("-n", "--number", "many", type=kind, default=default, show_default=True, metavar="N", help=text)


def filtered(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that select a part of the graph to a command."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command


def chosen(context: click.Context, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that were typed in, as settings."""
    given = {name: value for name, value in options.items() if typed(context, name)}
    if "types" in given:
        given["types"] = [kind.strip() for kind in given["types"].split(",")]
    return given


def say(line: str) -> None:
    """Print one line to standard error."""
    click.echo(printable(line), err=True)


def printable(line: str) -> str:
    """Escape control characters in a line: a file name could hold some that change the terminal."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in line)


def typed(context: click.Context, name: str) -> bool:
    """Return whether an option was typed in, rather than left at its default."""
    return context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE


def number(count: int, singular: str, plural: str = "") -> str:
    """Write a count with its noun in the singular or plural.

    >>> number(1, "entity", "entities"), number(2000, "link")
    ('1 entity', '2,000 links')
    """
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"


def aligned(table: Sequence[Sequence[str]], *, left: int) -> list[str]:
    """Return the lines of a table, its first `left` columns aligned to the left and the others to the right.

    >>> aligned([["a", "bb"], ["ccc", "d"]], left=1)
    ['a    bb', 'ccc   d']
    """
    table = [[printable(cell) for cell in row] for row in table]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = (
        "  ".join(
            cell.ljust(width) if place < left else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in table
    )
    return [line.rstrip() for line in lines]
