"""The README tells the truth about the command line."""

import re
from pathlib import Path

import click
import pytest

from comention.cli import comention
from comention.export import EXPORTERS, FOLDER_EXPORTERS

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
MEASURING = {"--errors", "--ablation", "--recipe", "--stars"}
"""Options of programs in `tests/benchmarks/`."""
RUN = (Path(__file__).parent.parent / ".ci" / "run").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(comention.commands))
def test_every_command_is_shown(name: str) -> None:
    assert re.search(rf"comention {name}\b", README)


@pytest.mark.parametrize("name", sorted({*EXPORTERS, *FOLDER_EXPORTERS} - {"html", "graphml"}))
def test_every_format_has_a_line_that_tells_how_to_open_it(name: str) -> None:
    assert re.search(rf"^\| `{name}` \| [^|]+ \| [^|]+ \|$", README, re.MULTILINE)


def test_every_option_that_is_told_exists() -> None:
    known = {
        option
        for command in (*comention.commands.values(), comention)
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
    } | {"--help", "--dry-run"}
    told = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README)) - {"--quiet", "--editable"} - MEASURING
    assert told <= known


def test_ci_calls_exactly_the_test_command_that_is_told() -> None:
    (command,) = re.findall(r"^python3 .*-m pytest$", README, re.MULTILINE)
    assert RUN.rstrip().endswith(f"\n{command}")


def test_pictures_that_are_shown_exist() -> None:
    pictures = re.findall(r"""(?<=\]\()[^)]+\.png|(?<=src=")[^"]+""", README)
    assert len(pictures) == 4
    for path in pictures:
        assert (Path(__file__).parent.parent / path).is_file()
