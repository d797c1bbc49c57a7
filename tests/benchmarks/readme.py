"""A table of a benchmark in, the README with it in the place of the one before out."""

import re
from collections.abc import Sequence
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"


def renew(name: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write the table between the comments that name it; its first column has no title."""
    lines = [["", *columns], ["---"] * (len(columns) + 1), *rows]
    table = "\n".join(f"| {' | '.join(line)} |".replace("|  |", "| |").replace("|  |", "| |") for line in lines)
    text = README.read_text("utf-8")
    renewed, count = re.subn(rf"(?s)<!-- {name} -->.*?<!-- end -->", f"<!-- {name} -->\n{table}\n<!-- end -->", text)
    assert count == 1, "the README marks the place of the table"
    README.write_text(renewed, "utf-8")
