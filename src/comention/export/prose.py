"""Write text as Markdown that shows just that text (CommonMark, tables of GitHub, notes of Obsidian).

Text from outside comes to stand on one line, after something of ours; so only what is special inside a line matters.
"""

import re
from collections.abc import Iterable, Iterator

from comention.export.flatten import Scalar, clean

_SPECIAL = re.compile(r"[\\`*\[\]<>#|~$^]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|==|%%")

_LIST = re.compile(r"^(\d*)([-+.)=](?=\s|$)|[-=](?=[-=\s]*$))")


def line(text: str) -> str:
    """Put text on one line; the characters in it that no file can hold are left out.

    >>> line(" Ann met\\r\\n Bob.")
    'Ann met Bob.'
    """
    return " ".join(clean(text).split())


def escape(text: str) -> str:
    """Write text so that nothing in it is markup, a tag, a link or a formula.

    >>> print(escape("A & B <b>[[x]]"))
    A & B \\<b\\>\\[\\[x\\]\\]
    """
    return _SPECIAL.sub(lambda found: "".join(f"\\{character}" for character in found[0]), line(text))


def paragraph(text: str) -> str:
    """Write text that begins a line: nothing in it is markup, and it begins no list.

    >>> print(paragraph("- one"), paragraph("1. two"), paragraph("1.5 is no list"))
    \\- one 1\\. two 1.5 is no list
    """
    return _LIST.sub(lambda found: f"{found[1]}\\{found[2]}", escape(text))


def quotation(text: str, source: str) -> str:
    """Quote a sentence on one line; its source is Markdown already."""
    return f"> “{escape(text)}” — {source}"


def sayings(words: Iterable[str], quoted: str) -> Iterator[str]:
    """Yield the lines of a list of texts, the last with a quotation; without texts, those of the quotation alone.

    >>> list(sayings(["A → met → B"], "> “A met B.” — *News*"))
    ['- A → met → B', '  > “A met B.” — *News*']
    """
    indent = ""
    for text in words:
        yield f"- {paragraph(text)}"
        indent = "  "
    if quoted:
        yield f"{indent}{quoted}"


def counted(number: float, one: str, many: str) -> str:
    """Tell a number of things.

    >>> counted(1, "name", "names"), counted(2500, "name", "names")
    ('1 name', '2,500 names')
    """
    return f"{number:,} {one if number == 1 else many}"


def times(number: float) -> str:
    """Tell how often.

    >>> times(1), times(2), times(3)
    ('once', 'twice', '3 times')
    """
    return "once" if number == 1 else "twice" if number == 2 else f"{number:,} times"


def formatted(value: Scalar) -> str:
    """Say a scalar in Markdown.

    >>> formatted(True), formatted(2500), formatted("_a_b")
    ('yes', '2,500', '\\\\_a_b')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    return escape(value) if isinstance(value, str) else f"{value:,}"


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of a table, whose cells are Markdown already; a column whose name begins with + stands right."""
    names = list(columns)
    yield _row(name.removeprefix("+") for name in names)
    yield _row("--:" if name.startswith("+") else ":--" for name in names)
    yield from map(_row, rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"
