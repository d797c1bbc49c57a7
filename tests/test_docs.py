"""The documentation tells the truth about the command line, its links lead somewhere, and the README is short."""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import click
import pytest
from tests.benchmarks.readme import EXTRACTS, table
from tests.benchmarks.readme import README as MEASURED
from tests.options import NAME, lines
from tests.options import README as COMMANDS
from tests.reference import renewed

from comention.cli import comention
from comention.export import EXPORTERS, FOLDER_EXPORTERS
from comention.model import RelationKind

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
FORMATS = (ROOT / "src" / "comention" / "export" / "README.md").read_text("utf-8")
PAGES = sorted(
    path
    for folder in (".github", "src", "tests")
    for path in (ROOT / folder).rglob("*.md")
    if "node_modules" not in path.parts
)
PAGES.insert(0, ROOT / "README.md")
TEXTS = {path: path.read_text("utf-8") for path in PAGES}
OTHERS = {"training", "weights"}
"""Folders whose pages tell options of other programs."""
TOLD = "\n".join(text for path, text in TEXTS.items() if not OTHERS & {*path.parts})
LONGEST = 250
"""Lines of the README."""
MEASURING = {"--errors", "--ablation", "--recipe", "--renew", "--stars"}
"""Options of programs in `tests/benchmarks/`."""
RUN = (ROOT / ".ci" / "run").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(comention.commands))
def test_every_command_is_shown(name: str) -> None:
    assert re.search(rf"comention {name}\b", README)


@pytest.mark.parametrize("name", sorted({*EXPORTERS, *FOLDER_EXPORTERS} - {"html", "graphml"}))
def test_every_format_has_a_line_that_tells_how_to_open_it(name: str) -> None:
    assert re.search(rf"^\| `{name}` \| [^|]+ \| [^|]+ \|$", FORMATS, re.MULTILINE)


def test_the_tables_of_measures_and_formats_are_those_of_the_lists() -> None:
    assert renewed(FORMATS) == FORMATS


def test_the_kinds_of_relation_are_told() -> None:
    (row,) = re.findall(r"^\| `relation` \| .*: (.+) \|$", FORMATS, re.MULTILINE)
    assert re.findall(r"`([^`]+)`", row) == [kind.value for kind in RelationKind]


def test_every_option_that_is_told_exists() -> None:
    known = {
        option
        for command in (*comention.commands.values(), comention)
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
    } | {"--help", "--dry-run"}
    told = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", TOLD)) - {"--quiet", "--editable", "--dist"} - MEASURING
    assert told <= known


def test_the_tables_of_options_are_those_of_the_help() -> None:
    assert table(COMMANDS, NAME) == "\n".join(lines()).strip().splitlines(), "write them: python -m tests.options"


def test_ci_calls_exactly_the_test_command_that_is_told() -> None:
    for text in (README, TEXTS[ROOT / ".github" / "CONTRIBUTING.md"]):
        (command,) = re.findall(r"^python3 .*-m pytest .*$", text, re.MULTILINE)
        assert RUN.rstrip().endswith(f"\n{command}")


def test_pictures_that_are_shown_exist() -> None:
    pictures = [
        path.parent / picture
        for path, text in TEXTS.items()
        for picture in re.findall(r"""(?<=\]\()[^)]+\.png|(?<=src=")[^"]+""", text)
    ]
    assert len(pictures) == 7
    for picture in pictures:
        assert picture.is_file()


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= LONGEST


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for link in links(TEXTS[page]):
        name, _, anchor = unquote(link).partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.is_relative_to(ROOT), link
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target.read_text("utf-8")), link


def test_every_page_is_linked_from_another() -> None:
    linked = {(page.parent / link.partition("#")[0]).resolve() for page in PAGES for link in links(TEXTS[page])}
    assert set(PAGES) <= linked | {ROOT / "README.md"}


@pytest.mark.parametrize("name", ["quality", "throughput"])
def test_figures_in_the_readme_are_those_that_were_measured(name: str) -> None:
    shown, measured = table(EXTRACTS, name), table(MEASURED, name)
    assert len(shown) > 2
    assert [line for line in measured if line in shown] == shown


def test_what_the_documentation_says_of_links_can_be_checked() -> None:
    text = """# A `b` c!
```sh
# none
[x](no)
```
## A b c
[a](b.md#c) ![d](e.png) <img src="f.png"> [g](https://h.i) `[j](k)` [`l`](m)
"""
    assert links(text) == ["b.md#c", "e.png", "f.png", "m"]
    assert anchors(text) == {"a-b-c", "a-b-c-1"}


def links(text: str) -> list[str]:
    """Return where a text links to, apart from other sites."""
    plain = re.sub(r"`[^`\n]*`", "", prose(text))
    found = re.findall(r'\]\(([^)\s]+)\)|\bsrc="([^"]+)"', plain)
    return [link for pair in found for link in pair if link and not re.match(r"[a-z]+:", link)]


def anchors(text: str) -> set[str]:
    """Return the anchors that GitHub makes of the headings."""
    seen: Counter[str] = Counter()
    found = set()
    for heading in re.findall(r"^#+ +(.+?)\s*$", prose(text), re.MULTILINE):
        slug = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        found.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return found


def prose(text: str) -> str:
    """Return a text without its blocks of code."""
    return re.sub(r"(?ms)^```.*?^```$", "", text)
