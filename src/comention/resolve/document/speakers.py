"""Who speaks in a transcript, an interview or a chat: names that stand before what was said."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from comention.languages.lexicon import Lexicon
from comention.model import Span
from comention.resolve.document.clean import Candidate
from comention.text.intervals import Spans
from comention.text.names import key

_LABEL = re.compile(
    r"^[^\S\n]*[*_]{0,2}([^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,6})"
    r"((?: ?\([^()\n]{1,200}\)){0,3})[*_]{0,2}:(?=\s|[*_])",
    re.M,
)
_WORD = re.compile(r"\S+")
_CHAT = re.compile(r"^([^\n():]{2,60}) \(\d{2}:\d{2}\):[^\S\n]", re.M)
_QUESTION = re.compile(r"^[^\S\n]*([QA])(?:[.:]|(?=[^\S\n]{2}|\t))[^\S\n]+", re.M)
_INITIALS = re.compile(r"^[*_]{0,2}([A-Z]{2,3})[*_]{0,2}:[*_]{0,2}[^\S\n]", re.M)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_TURNS = 2
"""So many speakers are called by their initials, or so often one is, if any is."""


def titled(text: str, words: Lexicon) -> Iterator[Candidate]:
    """Yield those who speak under a title and a name: "MS. REYES: Yes.", "Hon. Odile Roux (Oslo, Lib.): No."."""
    for label in _LABEL.finditer(text):
        parts = list(_WORD.finditer(text, *label.span(1)))
        n = 0
        while n < len(parts) and key(parts[n][0]) in words.titles:
            n += 1
        name = [key(part[0]) for part in parts[n:]]
        if 0 < n < len(parts) and words.roles.isdisjoint(name) and words.never.isdisjoint(name):
            small = {part for part, match in zip(name, parts[n:], strict=True) if match[0].islower()}
            if small <= words.particles and words.heads.isdisjoint(name):
                yield Candidate.at(text, parts[n].start(), label.end(1), "PERSON", title=key(parts[n - 1][0]))


def outside_brackets(text: str, seen: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield candidates but for people in the brackets behind a speaker, where party and office stand.

    A title tells of a person there: "The Acting Speaker (Mr. Lund):".
    """
    brackets = Spans(Span(*label.span(2), "") for label in _LABEL.finditer(text) if label[2])
    for candidate in seen:
        is_title_less = candidate.label == "PERSON" and not candidate.title
        if not (is_title_less and brackets.at(candidate.start, candidate.start + 1)):
            yield candidate


def writers(text: str, words: Lexicon) -> Iterator[Candidate]:
    """Yield those who write in a chat, as `comention.read.chats` writes it, by whatever name they have there."""
    for match in _CHAT.finditer(text):
        name = key(match[1])
        is_somebody = _LETTERS.search(name) and name not in words.grammar.nobody.keys and "@" not in name
        if is_somebody and words.heads.isdisjoint(name.split()):
            yield Candidate.at(text, *match.span(1), "PERSON")


def by_initials(text: str, seen: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield those who speak under the initials of the only full name with them: "LF: Were you there?"."""
    labels = list(_INITIALS.finditer(text))
    if len(labels) < _TURNS:
        return
    full = {one.key for one in seen if one.label == "PERSON" and " " in one.key}
    bearers = Counter("".join(part[0] for part in name.split()) for name in full)
    names = {"".join(part[0] for part in name.split()): name for name in full}
    for label in labels:
        initials = label[1].lower()
        if bearers[initials] == 1:
            yield Candidate.at(text, *label.span(1), "PERSON", name=names[initials])


def answered(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Yield spans without the letter that marks an answer: in "A. Orlov paid." under "Q. Who paid?" no name has it."""
    marks = {mark.start(1): mark for mark in _QUESTION.finditer(text)}
    if {mark[1] for mark in marks.values()} != {"Q", "A"}:
        marks = {}
    for span in spans:
        mark = marks.get(span.start)
        if not mark:
            yield span
        elif mark.end() < span.end:
            yield span._replace(start=mark.end())
