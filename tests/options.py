"""Write the options of `comention generate` into the documentation of the command line: python -m tests.options."""

from collections.abc import Iterator
from pathlib import Path

import click
from tests.benchmarks.readme import put

from comention import cli
from comention.cli.making import generate
from comention.cli.options import SettingsCommand

README = Path(cli.__file__).with_name("README.md")
NAME = "options"


def lines() -> Iterator[str]:
    """Yield a table for each heading of the help, without the options that all commands have."""
    assert isinstance(generate, SettingsCommand)
    context = click.Context(generate, parent=click.Context(cli.comention, **cli.comention.context_settings))
    for heading, records in generate.sections(context).items():
        yield from ("", f"**{heading}**", "", "| option | meaning |", "|---|---|")
        for option, text in records:
            if "--help" not in option:
                yield f"| `{option.replace('|', chr(92) + '|')}` | {' '.join(text.split())} |"
    yield ""


if __name__ == "__main__":
    put(README, NAME, "\n".join(lines()))
