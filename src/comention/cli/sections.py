"""The headings of the main help, and the command group that lists its commands under them."""

from collections.abc import Iterable
from typing import Any

import click

MAKE = "Make a graph"
ASK = "Ask about it"
CORRECT = "Correct it"
SET_UP = "Set up"


class Sections(click.Group):
    """A group whose help lists its commands under headings, in the order in which they were added."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.sections: dict[str, list[click.Command]] = {}

    def add_section(self, heading: str, commands: Iterable[click.Command]) -> None:
        """Add commands under a heading; several calls may share one."""
        for command in commands:
            self.add_command(command)
            self.sections.setdefault(heading, []).append(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each heading with its commands, and all descriptions below each other."""
        width = max(map(len, self.list_commands(ctx)))
        for heading, commands in self.sections.items():
            with formatter.section(heading):
                room = formatter.width - width - 6
                formatter.write_dl(
                    [((command.name or "").ljust(width), command.get_short_help_str(room)) for command in commands]
                )
