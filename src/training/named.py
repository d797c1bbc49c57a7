"""Make training cases of texts with certain names: mentions with the words around them, names with their clues."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from comention.languages.lexicon import Lexicon, lexicon
from comention.model import Clues, Extraction, Sentence, Span
from comention.resolve.document.contexts import around
from comention.resolve.document.entities import Options, clues_of, propose
from comention.resolve.types import ORG, PERSON, clues, of_full_names, of_organizations
from comention.text.names import key
from training.labelled import KINDS, groups
from training.texts import Text
from training.weigh import Case, balanced

SAME = 0.8
"""The share of its mentions that decides the kind of a name in a collection."""
FREQUENT = 20
"""From this many mentions in all texts on, the mentions of a name count by their square root."""
FEW = 3
"""The number of mentions beyond which a name does not count more."""
JUDGED = {"PERSON": 0, "ORG": 1}
"""The kinds that names are judged to be, by their numbers; the others are 2."""

Contexts = Mapping[str, tuple[int, ...]]


class Named(NamedTuple):
    """A name of a collection (`group`), its kind of `KINDS`, and what is seen of it."""

    source: str
    group: int
    name: str
    kind: str
    seen: Clues


def mentions(texts: Sequence[Text]) -> list[Case]:
    """Return the certain names of texts, each place by itself, with the words around them as clues."""
    found: list[tuple[str, int, str, int, tuple[str, ...]]] = []
    for group, numbers in enumerate(groups(texts)):
        for text in (texts[number] for number in numbers):
            for start, end, label in text.names or ():
                name = key(text.text[start:end])
                found.append((_source(text), group, name, KINDS.index(label), tuple(around(text.text, start, end))))
    often = Counter(name for _, _, name, *_ in found)
    much = balanced(
        [(source, kind) for source, _, _, kind, _ in found],
        [min(1.0, (FREQUENT / often[name]) ** 0.5) for _, _, name, *_ in found],
    )
    return [
        Case(tuple((feature, 1.0) for feature in features), kind, own, group)
        for (_, group, _, kind, features), own in zip(found, much, strict=True)
    ]


def names(texts: Sequence[Text], contexts: Sequence[Contexts]) -> list[Named]:
    """Return the names of each collection, with what its texts show of them together, as documents show it.

    Of the weights of `contexts`, those by the number of the group are taken: they are to be learnt without it.
    """
    found: list[Named] = []
    for group, numbers in enumerate(groups(texts)):
        seen: dict[str, Clues] = {}
        said: dict[str, Counter[str]] = defaultdict(Counter)
        for text in (texts[number] for number in numbers):
            for name, own, labels in _shown(text, contexts[group % len(contexts)]):
                seen[name] = Clues(*map(sum, zip(seen.get(name, Clues()), own, strict=True)))
                said[name].update(labels)
        for name, together in seen.items():
            kind, many = said[name].most_common(1)[0]
            if name and many >= SAME * said[name].total():
                found.append(Named(_source(texts[numbers[0]]), group, name, kind, together))
    return found


def cases(found: Sequence[Named]) -> list[Case]:
    """Return names with their clues, but for the labels, which tell the kind here."""
    words = lexicon("en")
    much = balanced(
        [(one.source, _number(one.kind)) for one in found], [min(FEW, one.seen.mentions) ** 0.5 for one in found]
    )
    clued = [told for group in _by_group(found) for told in _clued(group, words)]
    return [Case(told, _number(one.kind), own, one.group) for one, told, own in zip(found, clued, much, strict=True)]


def _shown(text: Text, contexts: Contexts) -> Iterator[tuple[str, Clues, list[str]]]:
    """Yield each name of a text, what the text shows of it, and the labels of its places."""
    # places are labelled as models label them, so that countries are found in them
    spans = (Span(start, end, "GPE" if label == "LOC" else label) for start, end, label in text.names or ())
    whole = Extraction((Sentence(0, len(text.text), 0),), tuple(sorted(spans)))
    proposal = propose(text.text, whole, Options())
    shown = clues_of(proposal._replace(words=replace(proposal.words, contexts=contexts)))
    for name, seen in shown.items():
        yield name, seen, [candidate.label for candidate in proposal.forms[name].candidates]


def _clued(group: Sequence[Named], words: Lexicon) -> Iterator[tuple[tuple[str, float], ...]]:
    full = ((one.name, one.seen, (PERSON, ORG, None)[_number(one.kind)]) for one in group if " " in one.name)
    context = of_full_names(full, of_organizations((one.name for one in group), words))
    for one in group:
        yield tuple(clues(one.name, one.seen._replace(person=0, org=0, other=0), context))


def _by_group(found: Iterable[Named]) -> Iterator[list[Named]]:
    grouped: dict[int, list[Named]] = defaultdict(list)
    for one in found:
        grouped[one.group].append(one)
    yield from grouped.values()


def _number(kind: str) -> int:
    return JUDGED.get(kind, 2)


def _source(text: Text) -> str:
    """Return the source that a text counts for: pages about an organization are a source by themselves."""
    return f"{text.source} about one" if text.about else text.source
