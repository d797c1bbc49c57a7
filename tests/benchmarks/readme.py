"""A table of a benchmark in; the table on the terminal, and in the README in the place of the one before, out."""

import re
from collections.abc import Sequence
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"


def show(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print the table; its first column has no title."""
    lines = [["", *columns], *rows]
    widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
    for line in lines:
        print("  ".join(f"{cell:>{width}}" for cell, width in zip(line, widths, strict=True)))


def renew(name: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write the table between the comments that name it; its first column has no title."""
    lines = [["", *columns], ["---"] * (len(columns) + 1), *rows]
    table = "\n".join(f"| {' | '.join(line)} |".replace("|  |", "| |").replace("|  |", "| |") for line in lines)
    text = README.read_text("utf-8")
    renewed, count = re.subn(rf"(?s)<!-- {name} -->.*?<!-- end -->", f"<!-- {name} -->\n{table}\n<!-- end -->", text)
    assert count == 1, "the README marks the place of the table"
    README.write_text(renewed, "utf-8")
