"""Cells that a spreadsheet takes for text, and the text back from them."""

import re

_FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")  # the wide ones count, too


def to_cell(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula.

    >>> to_cell("=1+1"), to_cell("Ann")
    ("'=1+1", 'Ann')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def from_cell(cell: str) -> str:
    """Return the text that became this cell.

    >>> from_cell("'=1+1"), from_cell("'Ann")
    ('=1+1', "'Ann")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
