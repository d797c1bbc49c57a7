"""Resolve one document: who is named in a text, where, and by which rule.

This needs no store and no other document, so that documents can be resolved one by one, anywhere.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from comention.corrections import Corrections
from comention.languages.lexicon import lexicon
from comention.model import Clues, DocumentResolution, Extraction, LocalEntity, LocalMention, ShortLine
from comention.resolve.document.boilerplate import short_lines
from comention.resolve.document.entities import Options, clues_of, in_document, propose
from comention.resolve.document.local import Local, spell
from comention.resolve.document.pronouns import pronouns
from comention.resolve.document.watched import watch_list
from comention.resolve.known import UNKNOWN, Known

DEFAULT = Options()


def propose_names(text: str, extraction: Extraction, options: Options) -> list[tuple[str, Clues]]:
    """Return the names that a document may have, by key, with what it shows of each."""
    return list(clues_of(propose(text, extraction, options)).items())


def resolve_document(
    text: str, extraction: Extraction, options: Options = DEFAULT, known: Known = UNKNOWN
) -> DocumentResolution:
    """Resolve one document; `known` is what other documents tell of its names."""
    found, left_out = in_document(text, extraction, options, known)
    found = [local for local in found if local.mentions]
    starts = [sentence.start for sentence in extraction.sentences]
    mentions = [
        LocalMention(n, max(0, bisect_right(starts, start) - 1), start, end, surface, rule, demonym)
        for n, local in enumerate(found)
        for start, end, surface, rule, demonym in local.mentions
    ]
    if options.pronouns:
        mentions += pronouns(text, extraction.sentences, found, lexicon(options.language))
    lines = [ShortLine(line.text, line.start, line.end, True) for line in left_out]
    if not options.keep_boilerplate:
        lines += _lines_with_names(text, found)
    return DocumentResolution([LocalEntity(n, spell(local)) for n, local in enumerate(found)], mentions, lines)


def proposing(
    language: str, corrections: Corrections, keep_boilerplate: bool, given: bool = False
) -> Callable[[Sequence[tuple[str, Extraction]]], list[list[tuple[str, Clues]]]]:
    """Return a function that proposes the names of documents: pairs of a text and its extraction."""
    options = Options(language, keep_boilerplate, watch_list(corrections), given)
    return lambda documents: [propose_names(text, found, options) for text, found in documents]


def resolving(
    language: str,
    corrections: Corrections,
    keep_boilerplate: bool,
    given: bool = False,
    known: Known = UNKNOWN,
    pronouns: bool = False,
) -> Callable[[Sequence[tuple[str, Extraction]]], list[DocumentResolution]]:
    """Return a function that resolves documents, each by itself but for what is known: pairs of text and extraction."""
    options = Options(language, keep_boilerplate, watch_list(corrections), given, pronouns)
    return lambda documents: [resolve_document(text, found, options, known) for text, found in documents]


def _lines_with_names(text: str, found: Sequence[Local]) -> Iterator[ShortLine]:
    """Yield the short lines of a text that name somebody."""
    starts = sorted(mention.start for local in found for mention in local.mentions)
    for start, end, content in short_lines(text):
        if bisect_left(starts, start) < bisect_left(starts, end):
            yield ShortLine(content, start, end, False)
