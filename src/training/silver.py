"""Label unmarked texts with a teacher, and make the labels of a collection consistent."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comention.extract.finder.tags import LABELS, TAGS, best, spans
from comention.extract.finder.windows import Window
from training.examples import Example
from training.learn import Lesson
from training.texts import Marked, Text

if TYPE_CHECKING:
    from spacy.tokens import Doc

SURE = 0.7
"""The share of its labels that decides the label of a form."""
OFTEN = 3
"""How often a form must be found for its label to apply in the whole collection."""
DOUBTED = 0.97
"""Tokens that the teacher holds for no name with less than this probability are one if they are elsewhere."""

Shares = NDArray[np.float32]
_TAG = {tag: number for number, tag in enumerate(TAGS)}


def lessons(
    examples: Sequence[Example], shares: Sequence[Shares], docs: Sequence["Doc"], collections: Sequence[str]
) -> list[Lesson]:
    """Return what is to be learnt of examples, of which a teacher told the shares of each tag.

    `docs` and `collections` are those of the texts that the examples are of.
    """
    grouped: dict[str, list[int]] = defaultdict(list)
    for number, example in enumerate(examples):
        grouped[collections[example.text] or str(example.text)].append(number)
    found: list[Lesson | None] = [None] * len(examples)
    for numbers in grouped.values():
        told = [(examples[number].window, shares[number], docs[examples[number].text]) for number in numbers]
        for number, agreed in zip(numbers, _agreed(told), strict=True):
            found[number] = Lesson(examples[number].window, shares=agreed)
    return [lesson for lesson in found if lesson is not None]


def marked(
    examples: Sequence[Example], agreed: Sequence[Lesson], docs: Sequence["Doc"], texts: Sequence[Text]
) -> list[Text]:
    """Return texts with the names that their lessons agree on; those without a name are left out."""
    names: dict[int, list[Marked]] = defaultdict(list)
    for example, lesson in zip(examples, agreed, strict=True):
        assert lesson.shares is not None
        doc = docs[example.text]
        for begin, end, label in spans(best(np.log(lesson.shares.astype(np.float64) + 1e-9))):
            first, last = doc[int(example.window.tokens[begin])], doc[int(example.window.tokens[end - 1])]
            names[example.text].append((first.idx, last.idx + len(last), label))
    return [texts[number]._replace(names=tuple(found)) for number, found in sorted(names.items())]


def _agreed(told: Sequence[tuple[Window, Shares, "Doc"]]) -> Iterator[Shares]:
    """Give each form the label that the collection gives to it, and find it again where the teacher doubted."""
    said: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for window, shares, doc in told:
        words = [doc[int(token)].text for token in window.tokens]
        for begin, end, label in spans(best(np.log(shares.astype(np.float64) + 1e-9))):
            said[tuple(words[begin:end])][label] += 1
    surnames = Counter(form[-1] for form, labels in said.items() if len(form) > 1 and _label(labels) == "PERSON"
                       for _ in range(labels["PERSON"]))  # fmt: skip
    chosen: dict[tuple[str, ...], str] = {}
    for form, labels in said.items():
        label = _label(labels)
        if (
            len(form) == 1
            and surnames[form[0]] >= OFTEN
            and (label == "PERSON" or labels["PERSON"] >= 0.2 * labels.total())
        ):
            chosen[form] = "PERSON"
        elif label and labels.total() >= OFTEN:
            chosen[form] = label
    longest = max(map(len, chosen), default=0)
    for window, shares, doc in told:
        words = [doc[int(token)].text for token in window.tokens]
        agreed = shares.copy()
        taken = np.zeros(len(words), dtype=bool)
        for begin, end, label in spans(best(np.log(shares.astype(np.float64) + 1e-9))):
            taken[begin:end] = True
            if (other := chosen.get(tuple(words[begin:end]), label)) != label:
                _exchange(agreed[begin:end], label, other)
        for size in range(longest, 1, -1):
            for begin in range(len(words) - size + 1):
                form = tuple(words[begin : begin + size])
                doubted = (shares[begin : begin + size, 0] < DOUBTED).all()
                if form in chosen and doubted and not taken[begin : begin + size].any():
                    taken[begin : begin + size] = True
                    agreed[begin : begin + size] *= 0.5
                    agreed[begin, _TAG[f"B-{chosen[form]}"]] += 0.5
                    agreed[begin + 1 : begin + size, _TAG[f"I-{chosen[form]}"]] += 0.5
        yield agreed


def _label(labels: Counter[str]) -> str:
    """The label that a form clearly has, or ""."""
    label, count = max(((label, labels[label]) for label in LABELS), key=lambda pair: pair[1])
    return label if count >= SURE * labels.total() else ""


def _exchange(shares: Shares, label: str, other: str) -> None:
    for part in "BI":
        one, two = _TAG[f"{part}-{label}"], _TAG[f"{part}-{other}"]
        shares[:, [one, two]] = shares[:, [two, one]]
