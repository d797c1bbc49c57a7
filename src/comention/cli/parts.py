"""What commands share: options, and how they say something."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

OUTPUT = "output"

FOLDER = click.option("-o", "--output", default=OUTPUT, show_default=True, metavar="FOLDER", help="Output folder.")
DRY = click.option("-n", "--dry-run", is_flag=True, help="Only show what would change in the file.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")

_FILTERS = (
    click.option("--min-weight", type=int, metavar="N", help="Leave out links weaker than that. [default: 1]"),
    click.option("--min-mentions", type=int, metavar="N", help="Leave out names that are mentioned more rarely."),
    click.option("--min-documents", type=int, metavar="N", help="Leave out names that are in fewer documents."),
    click.option("--max-links", type=int, metavar="N", help="Keep only so many, the strongest. [default: 100000]"),
    click.option("--top", type=int, metavar="N", help="Keep only so many names, the most mentioned."),
    click.option("--types", metavar="TYPE,...", help="Keep only names of these types: PERSON, ORG, COUNTRY."),
    click.option("--include", multiple=True, metavar="NAME", help="Keep only this name, and others given so."),
    click.option("--exclude", multiple=True, metavar="NAME", help="Leave out this name, and others given so."),
    click.option("--ego", metavar="NAME", help="Keep only this name and those around it."),
    click.option("--hops", type=int, metavar="N", help="How many links away they may be. [default: 1]"),
    click.option("--since", metavar="DATE", help="Count only documents from that day, month or year on."),
    click.option("--until", metavar="DATE", help="Count only documents up to that day, month or year."),
    click.option("--backbone", type=float, metavar="ALPHA", help="Keep only links that stand out at that level: 0.05."),
    click.option("--backbone-method", metavar="NAME", help="How: disparity (the default) or noise-corrected."),
)


def filtered(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that narrow the graph down."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command


def chosen(context: click.Context, options: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the options that were typed in, as settings."""
    given = {name: value for name, value in options.items() if typed(context, name)}
    if "types" in given:
        given["types"] = [kind.strip() for kind in given["types"].split(",")]
    return given


def say(line: str) -> None:
    """Print one line to standard error."""
    click.echo(printable(line), err=True)


def printable(line: str) -> str:
    """Return a line without what would do something to the terminal: names of files can hold anything."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in line)


def typed(context: click.Context, name: str) -> bool:
    """Whether an option was typed in, and did not come from its default."""
    return context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE


def number(count: int, singular: str, plural: str = "") -> str:
    """Count in words.

    >>> number(1, "entity", "entities"), number(2000, "link")
    ('1 entity', '2,000 links')
    """
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"


def aligned(table: Sequence[Sequence[str]], *, left: int) -> list[str]:
    """Put columns below each other, the first `left` ones to the left.

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
