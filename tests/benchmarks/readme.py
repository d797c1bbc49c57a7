"""Print the table of a benchmark, or put it into `README.md` in place of the one before.

All tables are in the README beside this file. The main one shows some rows of two of them, and gets those.
"""

import re
from collections.abc import Sequence
from pathlib import Path

README = Path(__file__).with_name("README.md")
EXTRACTS = Path(__file__).parents[2] / "README.md"


def show(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print the table; its first column has no title."""
    lines = [["", *columns], *rows]
    widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
    for line in lines:
        print("  ".join(f"{cell:>{width}}" for cell, width in zip(line, widths, strict=True)))


def renew(name: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write the table between the comments that name it; its first column has no title."""
    _write(README, name, columns, rows)
    if shown := table(EXTRACTS, name):
        chosen = {line.split(" | ")[0].strip("| ") for line in shown[2:]}
        _write(EXTRACTS, name, columns, [row for row in rows if row[0] in chosen])


def table(file: Path, name: str) -> list[str]:
    """Return the lines of the table of this name, none if the file does not show it."""
    found = re.search(_place(name), file.read_text("utf-8"))
    return found[1].strip().splitlines() if found else []


def _place(name: str) -> str:
    return rf"(?s)<!-- {name} -->(.*?)<!-- end -->"


def _write(file: Path, name: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    lines = [["", *columns], ["---"] * (len(columns) + 1), *rows]
    written = "\n".join(f"| {' | '.join(line)} |".replace("|  |", "| |").replace("|  |", "| |") for line in lines)
    put(file, name, written)


def put(file: Path, name: str, text: str) -> None:
    """Write a text between the comments of this name."""
    place = f"<!-- {name} -->\n{text}\n<!-- end -->"
    renewed, count = re.subn(_place(name), lambda _: place, file.read_text("utf-8"))
    assert count == 1, f"{file.name} marks the place of {name}"
    file.write_text(renewed, "utf-8")
