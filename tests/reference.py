"""Write the tables of measures and of formats into the README of the exports.

python -m tests.reference
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import comention
from comention.formats import FORMATS
from comention.measures import LINKS, NAMES, Measure

README = Path(comention.__file__).with_name("export") / "README.md"
WRITTEN = {"html", "graphml"}
"""Formats that every run writes."""


def measures(listed: Iterable[Measure]) -> Iterator[tuple[str, ...]]:
    """Yield what each measure means and who proposed it."""
    yield "measure", "meaning"
    for measure in listed:
        yield f"`{measure.name}`", "; ".join(filter(None, (measure.about.meaning, measure.about.source)))


def formats() -> Iterator[tuple[str, ...]]:
    """Yield what each format is, and how to open it."""
    yield "format", "what it is", "to open it"
    for name, form in FORMATS.items():
        if name not in WRITTEN:
            yield f"`{name}`", "; ".join(filter(None, (form.about, form.detail))), form.opening


def renewed(text: str) -> str:
    """Return a text whose tables are those of today."""
    for name, rows in (
        ("measures of names", measures(NAMES)),
        ("measures of links", measures(LINKS)),
        ("formats", formats()),
    ):
        before, mark, rest = text.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition("<!-- end -->")
        assert mark, f"the text marks the place of the {name}"
        text = f"{before}{mark}{_table(*rows)}{end}{after}"
    return text


def _table(head: tuple[str, ...], *rows: tuple[str, ...]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in (head, *rows)]
    return "\n".join([lines[0], f"|{'---|' * len(head)}", *lines[1:], ""])


if __name__ == "__main__":
    README.write_text(renewed(README.read_text("utf-8")), "utf-8")
