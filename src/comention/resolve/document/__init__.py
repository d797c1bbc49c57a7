"""A text and what was found in it in; who is named in it, where, and why we think so, out.

Nothing else is asked: no store, no other document. So documents can be resolved one by one, anywhere.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from comention.corrections import Corrections
from comention.model import Alone, Extraction
from comention.resolve.document.entities import in_document
from comention.resolve.document.furniture import short_lines
from comention.resolve.document.local import Local, count, spell
from comention.resolve.document.watched import Watched, watch_list
from comention.text.phrases import Phrases


def resolve_document(
    text: str,
    extraction: Extraction,
    *,
    language: str = "en",
    keep_furniture: bool = False,
    listed: Phrases[Watched] | None = None,
    given: bool = False,
) -> Alone:
    """Resolve one document by itself.

    `keep_furniture` takes names from the lines that a website repeats around its texts, too; `listed` names are looked
    for because the user said so. Spans that are `given` are all that is named: what a model missed is not looked for.
    """
    found, left_out = in_document(
        text, extraction, language=language, keep_furniture=keep_furniture, listed=listed, given=given
    )
    found = [local for local in found if local.mentions]
    starts = [sentence.start for sentence in extraction.sentences]
    named = [
        (n, max(0, bisect_right(starts, start) - 1), start, end, surface, rule, demonym)
        for n, local in enumerate(found)
        for start, end, surface, rule, demonym in local.mentions
    ]
    lines = [(line.text, line.start, line.end, True) for line in left_out]
    if not keep_furniture:
        lines += _lines_with_names(text, found)
    return Alone([(n, spell(local), *count(local)) for n, local in enumerate(found)], named, lines)


def resolving(
    language: str, corrections: Corrections, keep_furniture: bool, given: bool = False
) -> Callable[[Sequence[tuple[str, Extraction]]], list[Alone]]:
    """Return a function that resolves documents, each by itself: pairs of a text and its extraction."""
    listed = watch_list(corrections)

    def resolve(documents: Sequence[tuple[str, Extraction]]) -> list[Alone]:
        return [
            resolve_document(text, found, language=language, keep_furniture=keep_furniture, listed=listed, given=given)
            for text, found in documents
        ]

    return resolve


def _lines_with_names(text: str, found: Sequence[Local]) -> Iterator[tuple[str, int, int, bool]]:
    """Yield the short lines of a text that name somebody."""
    starts = sorted(mention.start for local in found for mention in local.mentions)
    for start, end, content in short_lines(text):
        if bisect_left(starts, start) < bisect_left(starts, end):
            yield content, start, end, False
