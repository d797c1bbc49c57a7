"""The commands that answer questions about a graph, with the sentences behind each answer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any, cast

import click

from comention.cli.parts import (
    FOLDER,
    JSON,
    aligned,
    also_called,
    at_most,
    number,
    print_json,
    print_lines,
    say,
    terminal,
    with_folder,
)
from comention.cli.sections import ASK
from comention.contract import FIRST_SAID, RECOGNIZED
from comention.measures import LINKS, NAMES, Measure

if TYPE_CHECKING:
    from comention.config import FilterOptions
    from comention.export import Dataset
    from comention.query import Link, Name, Quotation, Relation, Role

GROUP = ASK
_COUNTS = ("mentions", "documents", "strength", "degree")
_DISCOUNT = "; ranked by this times weight / (weight + 1), or else single sentences would come first"
_NAME = 20
"""Columns of a name that must fit beside its measures."""
_BAR = 24
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def _explained(title: str, measures: Iterable[Measure]) -> str:
    """List measures that can rank, with what they mean, in lines that fit into a terminal."""
    lines = [f"{title}:"]
    for name, about in ((measure.name, measure.about) for measure in measures if measure.about.ranked):
        first = "; the smallest first" if about.smallest_first else ""
        meaning = f"{about.meaning}{first}{_DISCOUNT if about.discounted else ''}"
        lines += wrap(meaning, 78, initial_indent=f"  {name:<16}", subsequent_indent=" " * 18)
    return "\n".join(lines)


@click.command(short_help="Show who a name is mentioned with, and where.")
@click.argument("name")
@with_folder
@at_most(10, "Show at most N links.")
@JSON
def show(name: str, output: str, many: int, as_json: bool) -> None:
    """Show what the graph knows about NAME: how often it is mentioned, what documents call it, and its strongest links
    with what sentences say of them.

    NAME is the name of an entity, any other form of it, or an id.

    \b
    Examples:
      comention show "Angela Merkel"
      comention show person:donald-trump -o case-12 --json
    """
    from comention import query

    told = query.about(output, name, links=many)
    if as_json:
        print_json(asdict(told))
        return
    who = told.name
    counts = f"{number(who.mentions, 'mention')} in {number(who.documents, 'document')}"
    seen = f", {who.first_seen} to {who.last_seen}" if who.first_seen else ""
    lines = [f"{who.label} ({who.id}), {who.type.lower()}: {counts}{seen}", *_called(who.roles, "  ")]
    lines += [f"also called {', '.join(form for form, _ in told.aliases if form != who.label)}"] * (
        len(told.aliases) > 1
    )
    lines += also_called([(other.label, other.id, other.mentions) for other in told.namesakes])
    lines += [
        ", ".join(_place(who)),
        "",
        f"{number(who.degree, 'link')}, the strongest first" if told.links else "No links",
    ]
    for link in told.links:
        lines += ["", f"  {link.target_label} ({_strength(link)})", *_said(link, "    ")]
    print_lines(lines)


@click.command(short_help="Show how two names are connected.")
@click.argument("one", metavar="NAME")
@click.argument("other", metavar="NAME")
@with_folder
@at_most(3, "Show at most N paths by few links.")
@click.option("--through-countries", is_flag=True, help="Let paths lead through countries.")
@click.option("--through-hubs", is_flag=True, help="Let paths lead through hubs.")
@JSON
def path(
    one: str, other: str, output: str, many: int, through_countries: bool, through_hubs: bool, as_json: bool
) -> None:
    """Show how two names are connected: by the fewest links, by others that share no stop with these, and by the
    strongest ones. Each step has its dates, and what sentences say of it.

    Paths through countries and hubs say little: nearly everybody is mentioned with the United States. Unless there is
    no other way, paths lead through neither. A hub is a name with so many links that two of them would be linked by
    chance alone: at least the square root of twice the number of links in the graph, and at least 20.

    \b
    Examples:
      comention path Trump NASA
      comention path "Angela Merkel" "European Council" -o case-12 --json
      comention path Trump Merkel --through-countries
    """
    from comention import query

    found = query.path(output, one, other, many=many, through_countries=through_countries, through_hubs=through_hubs)
    if as_json:
        print_json(asdict(found))
        return
    if not found.shortest:
        print_lines(
            [f"{found.source} and {found.target} are not connected: no chain of links leads from one to the other"]
        )
        return
    ways = [("Shortest path", found.shortest), *(("Another path", way) for way in found.others)]
    if found.strongest not in (way for _, way in ways):
        ways.append(("Strongest path", found.strongest))
    lines: list[str] = []
    if found.crossings:
        stops = ", ".join(f"{stop.label} (a {stop.kind})" for stop in found.crossings)
        lines += [f"There is no other way than through {stops}.", ""]
    for title, links in ways:
        also = ", also the strongest" if title != "Strongest path" and links == found.strongest else ""
        stops = " — ".join([found.source, *(link.target_label for link in links)])
        lines += [f"{title}, {number(len(links), 'step')}{also}: {stops}"]
        for link in links:
            lines += ["", f"  {link.source_label} — {link.target_label} ({_strength(link)})", *_said(link, "    ")]
        lines += [""]
    kinds = ["countries"] * (not through_countries) + [f"hubs (names with {found.hub:,} links or more)"] * (
        not through_hubs
    )
    lines += [f"Paths through {' and '.join(kinds)} are left out where there are others."] if kinds else []
    print_lines(lines if kinds else lines[:-1])


def _place(who: "Name") -> Iterator[str]:
    """What measures tell about the place of a name in the graph, besides counts; shares come first."""
    for measure in sorted(NAMES, key=lambda measure: measure.kind is int):
        if measure.name not in _COUNTS:
            value = getattr(who, measure.name)
            yield f"{measure.about.label} {value if measure.kind is int else f'{value:.4g}'}"


_TOP = f"""Rank the names of a graph, or its links, by a measure.

\b
{_explained("Measures of names", NAMES)}

\b
{_explained("Measures of links", LINKS)}

\b
Examples:
  comention top --by pagerank
  comention top -o case-12 --links --by npmi -n 50
  comention top --links --kind met
"""


@click.command(short_help="Rank names or links by a measure.", help=_TOP)
@with_folder
@click.option("--links", is_flag=True, help="Rank links instead of names.")
@click.option("--by", metavar="MEASURE", help="The measure; see above. [default: mentions, or weight for links]")
@click.option("--kind", metavar="KIND", help="Only links with a relation of this kind, such as 'works for' or met.")
@at_most(20, "Show the first N rows.")
@JSON
def top(output: str, links: bool, by: str | None, kind: str | None, many: int, as_json: bool) -> None:
    """Print the first names or links; the list of measures is in the help."""
    from comention import query

    rows = query.top(output, "links" if links else "names", by=by, many=many, relation=kind)
    if as_json:
        print_json([_without_evidence(asdict(row)) for row in rows])
        return
    told = [_ends(row, kind) if isinstance(row, query.Link) else [row.label, row.type] for row in rows]
    heads = ["name", *(["name", "relation"] if links else ["type"])]
    if not any(cell for *_, cell in told):  # nothing is said of these links
        heads, told = heads[:2], [cells[:2] for cells in told]
    left = len(heads)
    measures = [name for name in query.BY["links" if links else "names"] if not by or name != by]
    measures = [by, *measures] if by else measures
    table = [[*heads, *(name.replace("_", " ") for name in measures)]]
    table += [[*cells, *(_figure(getattr(row, m)) for m in measures)] for cells, row in zip(told, rows, strict=True)]
    fitting = _fitting(table, left)
    print_lines(aligned([row[:fitting] for row in table], left=left))
    if hidden := table[0][fitting:]:
        say(f"not shown, as the terminal is too narrow: {', '.join(hidden)}; --json has them")


def _ends(link: "Link", kind: str | None) -> list[str]:
    """Return the ends of a link and its most supported relation, in the order in which that is read.

    If a kind of relation is asked for, it is the most supported of this kind.
    """
    relation = next((one for one in link.relations if kind in (None, one.kind)), None)
    if relation is None:
        return [link.source_label, link.target_label, ""]
    words = (relation.source_text, relation.phrase, relation.target_text)
    return [relation.source_label, relation.target_label, " ".join(filter(None, words))]


def _without_evidence(told: dict[str, Any]) -> dict[str, Any]:
    """Leave out the passages, of which rankings have none, of a name or a link and of what is said of it."""
    left = {name: value for name, value in told.items() if name != "evidence"}
    return {
        name: [_without_evidence(one) for one in value] if name in ("roles", "relations") else value
        for name, value in left.items()
    }


def _fitting(table: Sequence[Sequence[str]], left: int) -> int:
    """Return how many columns of a table fit the terminal, with some room for names in the first `left` ones."""
    width = terminal()
    if width is None:
        return len(table[0])
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    room = width - sum(min(wide, _NAME) + 2 for wide in widths[:left])
    shown = left
    while shown < len(widths) and (room >= widths[shown] + 2 * (shown > left) or shown == left):
        room -= widths[shown] + 2
        shown += 1
    return shown


@click.command(short_help="Find the sentences that contain a text.")
@click.argument("text")
@with_folder
@at_most(20, "Show at most N sentences.")
@JSON
def search(text: str, output: str, many: int, as_json: bool) -> None:
    """Find the sentences that contain TEXT, in upper or lower case, and list the names in each.

    \b
    Examples:
      comention search "nuclear agreement"
      comention search Budapest -o case-12 --json
    """
    from comention import query

    found = query.search(output, text, many=many)
    if as_json:
        print_json([asdict(one) for one in found])
        return
    lines: list[str] = []
    for one in found:
        lines += [*[""] * bool(lines), *_quoted([one.quotation], ""), f"  mentions {', '.join(one.names) or 'no name'}"]
    print_lines(lines or [f"no sentence contains {text!r}"])


@click.command(short_help="Show when names are mentioned.")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@FOLDER
@click.option(
    "--by",
    type=click.Choice(["month", "year"]),
    help="Count by month or by year. [default: month, or year for a long time]",
)
@JSON
def timeline(names: tuple[str, ...], output: str, by: Any, as_json: bool) -> None:
    """Draw how often names are mentioned in each month or year. Of two names, it also shows how often they are
    mentioned together.

    \b
    Examples:
      comention timeline Trump
      comention timeline Trump Merkel --by year -o case-12
    """
    from comention import query

    told = query.timeline(output, *names, by=by)
    if as_json:
        print_json(asdict(told))
        return
    together = any(period.together is not None for period in told.periods)
    heads = [*told.names, *["together"] * together]
    rows = [[*period.mentions, *[period.together or 0] * together] for period in told.periods]
    most = max(max(row) for row in rows)
    bar = max(8, min(_BAR, 72 // len(heads) - 8))
    table = [["", *heads]]
    for period, row in zip(told.periods, rows, strict=True):
        table.append([period.period, *(f"{_drawn(count, most, bar)} {count or ''}" for count in row)])
    undated = [
        f"{number(count, 'mention')} of {name}" for name, count in zip(told.names, told.undated, strict=True) if count
    ]
    not_shown = ["", f"Not shown: {' and '.join(undated)} in documents without a date."] if undated else []
    print_lines([*aligned(table, left=len(heads) + 1), *not_shown])


@click.command(short_help="Show what changed between two graphs.")
@click.argument("old", metavar="OLD")
@click.argument("new", required=False, metavar="[NEW]")
@click.option("--from", "before", metavar="DATES", help="With one folder: the earlier time, such as 2016..2017-06.")
@click.option("--to", "after", metavar="DATES", help="With one folder: the later time, such as 2017-07..2018.")
@at_most(20, "Show at most N of each kind.")
@click.option("--page", "file", metavar="FILE", help="Write a page that shows both graphs in one, coloured by change.")
@JSON
def diff(
    old: str, new: str | None, before: str | None, after: str | None, many: int, file: str | None, as_json: bool
) -> None:
    """Show which names and links are new, gone, stronger or weaker.

    Compare two output folders, OLD and NEW, or two periods within one folder. A period is a day, a month or a year, or
    two of them with .. in between; either end may be left out.

    \b
    Examples:
      comention diff case-11 case-12
      comention diff case-12 --from 2016 --to 2017..2018-06
      comention diff case-11 case-12 --page changes.html
    """
    from comention.query.compare import compare, merged

    if (new is None) == (before is None) or (before is None) != (after is None):
        raise click.UsageError("give two folders, or one folder with both --from and --to")
    one, other = (_read(*of).graph for of in ((old, before), (new or old, after)))
    changes = compare(one, other)
    if file:
        from comention.export import Dataset, export
        from comention.workspace.files import atomic_write

        with atomic_write(Path(file)) as stream:
            export(Dataset(merged(one, other), lambda: iter(())), "html", stream)
        say(f"wrote {file}")
    if as_json:
        print_json(asdict(changes))
        return
    lines: list[str] = []
    for what, found in (("names", changes.names), ("links", changes.links)):
        for kind in ("new", "gone", "stronger", "weaker"):
            here = [change for change in found if change.change == kind]
            if here:
                more = f", the first {many}" if len(here) > many else ""
                lines += [*[""] * bool(lines), f"{kind.capitalize()} {what}: {len(here):,}{more}"]
                rows = [[" — ".join(c.labels), f"{c.before:,} →", f"{c.after:,}"] for c in here[:many]]
                lines += aligned(rows, left=1, indent="  ")
    print_lines(lines or ["nothing changed"])


def _read(output: str, span: str | None) -> "Dataset":
    """Read the graph of an output folder, or of its documents from one period."""
    from comention import pipeline

    filters: dict[str, str] = {}
    if span is not None:
        first, dots, last = span.partition("..")
        ends = {"since": first, "until": last if dots else first}
        filters = {name: date for name, date in ends.items() if date}
    with pipeline.dataset(output, **cast("FilterOptions", filters)) as dataset:
        if span is not None:
            dataset.graph.graph["title"] = span
        return dataset


def _drawn(count: int, most: int, width: int) -> str:
    """Draw a bar with a resolution of an eighth of a character, at least that for a count above 0 (unlike Rich's bars).

    >>> _drawn(3, 4, 2)
    '█▌'
    """
    eighths = max(round(count / most * width * 8), count > 0)
    return (_EIGHTHS[8] * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip()


def _figure(value: Any) -> str:
    """
    >>> _figure(1234), _figure(0.123456), _figure(None)
    ('1,234', '0.1235', '')
    """
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else f"{value:.4g}"


def _strength(link: "Link") -> str:
    weight = "mentioned together once" if link.weight == 1 else f"mentioned together {link.weight:,} times"
    return f"{weight}, in {number(link.documents, 'document')}{_dates(link)}"


def _support(said: "Role | Relation") -> str:
    return f"{number(said.count, 'sentence')}{_dates(said)}"


def _dates(seen: "Link | Role | Relation") -> str:
    dates = " to ".join(dict.fromkeys(date for date in (seen.first_seen, seen.last_seen) if date))
    return dates and f", {dates}"


def _called(roles: Sequence["Role"], indent: str) -> Iterator[str]:
    """What documents call a name, each role with a sentence that does."""
    for role in roles[:FIRST_SAID]:
        yield f"{indent}{role.role} ({_support(role)})"
        yield from _quoted(role.evidence, f"{indent}  ")


def _said(link: "Link", indent: str) -> Iterator[str]:
    """What sentences say of a link, each time above one of them; where they say nothing, its best sentences."""
    for quoted, several in groupby(link.relations[:FIRST_SAID], lambda one: _quoted(one.evidence, f"{indent}  ")):
        yield from (f"{indent}{relation.text} ({_support(relation)})" for relation in several)
        yield from quoted
    if not link.relations:
        yield from _quoted(link.evidence, indent)


def _quoted(quotations: Iterable["Quotation"], indent: str) -> list[str]:
    lines = []
    for quotation in quotations:
        page = f", page {quotation.page}" if quotation.page else ""
        page += f", {RECOGNIZED}" if quotation.recognized else ""
        date = f", {quotation.date}" if quotation.date else ""
        lines.append(f"{indent}“{' '.join(quotation.text.split())}” ({quotation.document}{page}{date})")
    return lines


COMMANDS = (show, path, top, search, timeline, diff)
