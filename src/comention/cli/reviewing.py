"""The command that asks about names, a pair at a time, and writes each answer at once."""

import json
import shutil
import sys
from collections.abc import Iterator
from itertools import zip_longest
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from comention.cli.parts import FOLDER, JSON, at_most, number, printable, say
from comention.errors import ComentionError

if TYPE_CHECKING:
    from comention.query.passages import Passage
    from comention.query.review import Pair, Side
    from comention.reviewing import Review

_WIDE, _GAP, _NARROWEST = 96, 4, 20
_LONGEST = 400
_KEYS = "s same, d not the same, Enter or l later, u undo, g make the graph now, q quit"
_ESCAPE, _INTERRUPT, _END = "\x1b", "\x03", "\x04"


@click.command(short_help="Answer which names are the same.")
@FOLDER
@at_most(20, "Ask at most N questions.")
@JSON
def review(output: str, many: int, as_json: bool) -> None:
    """Ask which names are the same: those that were nearly joined, and forms that were joined for a weak reason. What
    hangs most on comes first.

    Each pair is shown with sentences, and answered by one key: s for the same, d for not the same, Enter or l for
    later, u to undo, g to make the graph now, q to quit. Where this is no terminal, each line of standard input is a
    key. Each answer is written to comention.toml at once and not asked again; in the end, the graph is made anew.

    \b
    Examples:
      comention review
      comention review -n 5 -o case-12
      comention review --json > questions.json
    """
    from comention import pipeline

    if as_json:
        click.echo(json.dumps(pipeline.review(output, many=many), ensure_ascii=False, indent=2))
        return
    from comention.reviewing import Review

    asked = Review(output, many=many)
    if not asked.pairs:
        say("there is nothing to ask")
        return
    try:
        renewed = _ask(asked)
    except KeyboardInterrupt:
        if asked.answers:
            kept = f"{number(asked.answers, 'answer')} kept in {asked.file}"
            say(f"{kept}; to make the graph anew: comention review, then g")
        raise
    if asked.answers != renewed:
        _renew(asked)


def _ask(asked: "Review") -> int:
    """Ask the questions in their order; return how many answers are in the graph."""
    place = renewed = 0
    answered: list[int] = []
    keys = _keys()
    while True:
        pair = asked.pairs[place] if place < len(asked.pairs) else None
        if pair:
            _show(pair, f"{place + 1} of {asked.left}")
        else:
            click.echo("\nthat was the last question: u undo, g make the graph now, any other key quits\n")
        key = next(keys, "q")
        match key if pair or key in ("u", "g") else "q":
            case "s" | "d" if pair:
                try:
                    asked.answer(pair, same=key == "s")
                except ComentionError as error:
                    say(f"{error}; nothing is written")
                else:
                    answered.append(place)
                    say("written: the same" if key == "s" else "written: not the same")
                place += 1
            case "l" | "":
                place += 1
            case "u":
                if not answered:
                    say("there is nothing to undo")
                    continue
                try:
                    asked.undo()
                except ComentionError as error:
                    say(str(error))
                    continue
                place = answered.pop()
                renewed = -1 if asked.answers < renewed else renewed
                say("undone")
            case "g":
                _renew(asked)
                renewed = asked.answers
            case "q":
                break
            case _:
                say(_KEYS)
    return renewed


def _keys() -> Iterator[str]:
    """Yield the keys that are pressed, or the first letters of the lines of standard input."""
    if not sys.stdin.isatty():
        yield from (line.strip()[:1].lower() for line in sys.stdin)
        return
    click.echo(f"({_KEYS})")
    while True:
        click.echo("? ", nl=False)
        key = click.getchar()
        if key == _INTERRUPT:
            raise KeyboardInterrupt
        click.echo(printable(key.strip()))
        yield "q" if key in (_ESCAPE, _END) else key.strip()[:1].lower()


def _show(pair: "Pair", place: str) -> None:
    """Print a question, with both sides beside each other where there is room."""
    width = shutil.get_terminal_size().columns
    links = (
        f"; {number(pair['links'], 'link')} {'hangs' if pair['links'] == 1 else 'hang'} on it" if pair["links"] else ""
    )
    lines = ["", *wrap(f"{place}: {pair['question']}", width), *wrap(f"{pair['why']}{links}", width), ""]
    if width >= _WIDE:
        half = (width - _GAP) // 2
        sides = [list(_side(pair[name], half)) for name in ("one", "other")]
        lines += [f"{one:<{half + _GAP}}{other}".rstrip() for one, other in zip_longest(*sides, fillvalue="")]
    else:
        lines += [*_side(pair["one"], width), "", *_side(pair["other"], width)]
    click.echo("\n".join(map(printable, [*lines, ""])))


def _side(side: "Side", width: int) -> Iterator[str]:
    """Yield the lines about a name, or about a form of it."""
    yield from wrap(f"{side['form']} ({number(side['mentions'], 'mention')})", width)
    for passage in side["sentences"]:
        yield from wrap(_quoted(passage), max(width, _NARROWEST), initial_indent="  ", subsequent_indent="  ")


def _quoted(passage: "Passage") -> str:
    text = " ".join(passage["text"].split())
    text = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
    page = f", page {passage['page']}" if passage["page"] else ""
    date = f", {passage['date']}" if passage["date"] else ""
    return f"“{text}” ({passage['document']}{page}{date})"


def _renew(asked: "Review") -> None:
    """Make the graph anew, and tell its counts."""
    after = asked.renew()
    say(f"{number(asked.answers, 'answer')} in {asked.file}")
    say(f"entities: {asked.before['entities']:,} before, {after.entities:,} now")
    say(f"links: {asked.before['links']:,} before, {after.links:,} now")
