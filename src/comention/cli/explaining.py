"""The command that explains how comention decided what a name refers to."""

from collections.abc import Iterator
from dataclasses import asdict
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from comention.cli.parts import JSON, aligned, also_called, number, print_json, print_lines, with_folder
from comention.cli.sections import ASK
from comention.contract import TYPES

if TYPE_CHECKING:
    from comention.query.explain import Explanation
    from comention.resolve.why import Reason, Shares

GROUP = ASK
_REASONS = 10
"""How many reasons are listed one by one."""
_WEIGHTS = 2
"""How many weights of one line are shown."""
_LABELS = 3
"""How many other candidates for the label are listed."""


@click.command(short_help="Explain how comention decided what a name refers to.")
@click.argument("name")
@with_folder
@JSON
def explain(name: str, output: str, as_json: bool) -> None:
    """Explain how comention decided what NAME refers to: why it is a person, an organization or a country, why it has
    this label, which names refer to the same entity and by which rule, which documents mention it, and which similar
    entities were kept apart.

    The type is a matter of evidence, such as the labels that the model gave, the words in the name and the words around
    it. A table lists the evidence for a person, an organization and neither, the strongest first; every 0.7 doubles the
    odds. Its last line is the sum. Below it are the sentences with the strongest evidence.

    If something is wrong, correct it with merge, split, rename, retype or ignore.

    \b
    Examples:
      comention explain "Angela Merkel"
      comention explain person:donald-trump -o case-12 --json
    """
    from comention import pipeline
    from comention.entities import mentions_of

    told = pipeline.explained(output, name)
    entity = told.entity
    if as_json:
        record = asdict(told) | {"entity": {"id": entity.id, "type": entity.type, "label": entity.label}}
        record["namesakes"] = [other.id for other in told.namesakes]
        record["rejected"] = [{"id": other.id, "label": other.label, "why": why} for other, why in told.rejected]
        print_json(record)
        return
    counts = f"{number(told.mentions, 'mention')} in {number(len(told.documents), 'document')}"
    lines = [f"{entity.label} ({entity.id}), {entity.type.lower()}: {counts}"]
    lines += also_called([(other.label, other.id, mentions_of(other)) for other in told.namesakes])
    for part in (_type(told), _label(told), _sentences(told), _forms(told), _documents(told), _rejected(told)):
        section = list(part)
        lines += ["", *section] if section else []
    print_lines(lines)


def _type(told: "Explanation") -> Iterator[str]:
    """Say why an entity has its type, with a table of the evidence for and against it."""
    from comention.query.explain import share

    why, kind = told.type, TYPES[told.entity.type].a
    sure = f" (sure: {share(why.sure.of(told.entity.type))})" if why.sure else ""
    yield f"Why {kind}{sure}: {why.rule}"
    if not why.together or not why.sure:
        return
    heads = ["", "person", "organization", "neither", "weight"]
    rows = [_row(reason) for reason in _shortened(why.reasons)]
    yield from aligned([heads, *rows, [*_row(why.together)[:-1], ""]], left=1, indent="  ")
    yield "  + is evidence for it, - against it; every 0.7 doubles the odds."
    if weights := _weights(why.together):
        yield from wrap(
            f"Weights of the evidence, included in the figures: {weights}.", initial_indent="  ", subsequent_indent="  "
        )
    if why.mentions != told.mentions:
        counts = f"all {number(why.mentions, 'place')} where documents write one of its forms, whoever is meant there"
        words = f"The clues count {counts}; it has {number(told.mentions, 'mention')}."
        yield from wrap(words, initial_indent="  ", subsequent_indent="  ")
    if len(told.forms) > 1:
        yield f"  Its forms are weighed together, as “{why.name}”."
    if why.sure.best is not told.entity.type:
        yield f"  Together they suggest {_called(why.sure)}; weighed again with its own documents, {kind}."


def _shortened(reasons: "tuple[Reason, ...]") -> "Iterator[Reason]":
    """Yield the strongest reasons, and the sum of the others."""
    from comention.resolve.why import summed

    yield from reasons[:_REASONS]
    if rest := reasons[_REASONS:]:
        yield summed(number(len(rest), "smaller clue"), rest)


def _row(reason: "Reason") -> list[str]:
    figures = (f"{much:+.1f}" for much in (reason.person, reason.organization, reason.neither))
    weights = ", ".join(f"{weight.value:g}" for weight in reason.weights[:_WEIGHTS])
    more = ", …" if len(reason.weights) > _WEIGHTS else ""
    return [reason.clue, *("0.0" if figure in {"+0.0", "-0.0"} else figure for figure in figures), weights + more]


def _weights(together: "Reason") -> str:
    """List the kinds of evidence, each with its weight, the heaviest first."""
    several = sorted(together.weights, key=lambda weight: (-weight.value, weight.says))
    return ", ".join(f"{weight.says} {weight.value:g}" for weight in several)


def _label(told: "Explanation") -> Iterator[str]:
    """Say why an entity has its label, and list the other candidates for it."""
    yield f"Why this name: {told.label}"
    others = list(told.labels.items())[: _LABELS + 1]
    if len(others) > 1:
        (best, often), *behind = others
        yield f"  {best} ({often:,}), before {', '.join(f'{form} ({count:,})' for form, count in behind)}"


def _sentences(told: "Explanation") -> Iterator[str]:
    if told.sentences:
        yield f"Sentences whose words are the strongest evidence for {TYPES[told.entity.type].a}"
        yield from (f"  {one.speaks:+.1f}  “{one.sentence}” ({one.document})" for one in told.sentences)


def _forms(told: "Explanation") -> Iterator[str]:
    """List the forms with their rules, and the type of a form if its own evidence says a different one."""
    from comention.query.explain import share

    yield "Forms"
    width = max(len(form.surface) for form in told.forms)
    for form in told.forms:
        sure = (told.type.forms or {}).get(form.surface)
        other = ""
        if sure and sure.best is not told.entity.type and len(told.forms) > 1:
            other = f" (on its own {_called(sure)}, sure: {share(max(sure.person, sure.organization, sure.neither))})"
        yield f"  {form.count:>5}  {form.surface:<{width}}  {form.rule}{other}"


def _called(sure: "Shares") -> str:
    return TYPES[sure.best].a if sure.best else "neither a person nor an organization"


def _documents(told: "Explanation") -> Iterator[str]:
    yield "Documents"
    yield from (f"  {count:>5}  {document}" for document, count in told.documents)


def _rejected(told: "Explanation") -> Iterator[str]:
    if told.rejected:
        yield "Similar entities that were kept apart"
        yield from (f"         {other.label} ({other.id}): {why}" for other, why in told.rejected)


COMMANDS = (explain,)
