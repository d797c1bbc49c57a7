"""Write the tables of measures into the README of the exports.

python -m tests.measures
"""

import re
from collections.abc import Iterable
from pathlib import Path

import comention
from comention.measures import LINKS, NAMES, Measure

README = Path(comention.__file__).with_name("export") / "README.md"


def table(measures: Iterable[Measure]) -> str:
    """Return a table of Markdown that tells what each measure means and who proposed it."""
    rows = (
        f"| `{measure.name}` | {'; '.join(filter(None, (measure.about.meaning, measure.about.source)))} |"
        for measure in measures
    )
    return "\n".join(["| measure | meaning |", "|---|---|", *rows])


def renewed(text: str) -> str:
    """Return a text whose tables of measures are those of today."""
    for name, measures in (("names", NAMES), ("links", LINKS)):
        text, count = re.subn(
            rf"(?s)(<!-- measures of {name} -->\n).*?(\n<!-- end -->)",
            lambda found, measures=measures: f"{found[1]}{table(measures)}{found[2]}",  # type: ignore[misc]
            text,
        )
        assert count == 1, f"the text marks the place of the measures of {name}"
    return text


if __name__ == "__main__":
    README.write_text(renewed(README.read_text("utf-8")), "utf-8")
