"""Select the certain names in texts: those marked by people, else those on which a collection agrees."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from comention.model import Span
from comention.text.names import key
from training.texts import UNMARKED, Marked, Text

KINDS = ("PERSON", "ORG", "LOC", "MISC")
"""The kinds of names, in the order of the weights."""
SURE = 0.75
"""The share of the scores of its labels that decides the kind of a form..."""
ENOUGH = 1.5
"""... if the scores sum up to at least this."""

_KIND = {**{kind: kind for kind in KINDS}, "GPE": "LOC"}


def groups(texts: Sequence[Text]) -> list[list[int]]:
    """Return the numbers of the texts of each collection; a text of none is one by itself."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        found[text.source, text.collection or f"\0{number}"].append(number)
    return list(found.values())


def labelled(texts: Sequence[Text], found: Sequence[Sequence[Span]]) -> list[Text]:
    """Return the texts with their certain names, given the spans that a name finder found in each.

    Names of labels that a source does not mark everywhere are left out. Whoever a collection is `about` is an
    organization, whatever the finder says.
    """
    names: list[tuple[Marked, ...]] = [()] * len(texts)
    for numbers in groups(texts):
        group = [texts[number] for number in numbers]
        spans = [found[number] for number in numbers]
        for number, certain in zip(numbers, _certain(group, spans), strict=True):
            names[number] = tuple(certain)
    return [text._replace(names=certain) for text, certain in zip(texts, names, strict=True)]


def _certain(group: Sequence[Text], found: Sequence[Sequence[Span]]) -> Iterator[list[Marked]]:
    if all(text.names is not None for text in group):
        yield from map(_marked, group)
        return
    places = [_places(text, spans) for text, spans in zip(group, found, strict=True)]
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for text, spans in zip(group, places, strict=True):
        for start, end, label, score in spans:
            said[key(text.text[start:end])][label] += score  # type: ignore[assignment]
    agreed = {name: label for name, labels in said.items() if (label := _agreed(labels))}
    for text, spans in zip(group, places, strict=True):
        forms = ((start, end, key(text.text[start:end])) for start, end, *_ in spans)
        yield [(start, end, agreed[form]) for start, end, form in forms if form in agreed]


def _marked(text: Text) -> list[Marked]:
    """Return what people marked as a name, and wrote as one."""
    unmarked = UNMARKED.get(text.source, frozenset())
    return [
        (start, end, label)
        for start, end, label in text.names or ()
        if label in KINDS and label not in unmarked and not text.text[start:end].islower() and start < end
    ]


def _places(text: Text, spans: Sequence[Span]) -> list[Span]:
    """Return the spans of the kinds of names; those that touch the name of whom the text is about are this name."""
    own: list[Span] = []
    if text.about:
        form = re.compile(rf"(?<![\w-]){re.escape(text.about)}(?![\w-]|\.\w)")
        own = [Span(match.start(), match.end(), "ORG") for match in form.finditer(text.text)]
    others = (span._replace(label=_KIND[span.label]) for span in spans if span.label in _KIND)
    return own + [one for one in others if not any(one.start < it.end and it.start < one.end for it in own)]


def _agreed(labels: Mapping[str, float]) -> str:
    """Return the label on which a collection agrees, or ""."""
    label, much = max(((kind, labels.get(kind, 0.0)) for kind in KINDS), key=lambda pair: pair[1])
    return label if much >= max(ENOUGH, SURE * sum(labels.values())) else ""
