"""A parsed sentence with the names in it: which word depends on which, and which belong together."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from comention.model import Parse

Spot = tuple[int, int]
"""Characters of a sentence, from the first to behind the last."""

BEFORE_NOUN = frozenset(
    {"amod", "compound", "nmod", "nummod", "poss", "quantmod", "advmod", "case", "npadvmod", "cc", "conj", "punct"}
)
"""How words stand before a noun that say more about it; an article stands apart."""
_LOOSE = ("case", "advmod", "npadvmod", "cc")
"""What does not begin the phrase of a noun."""
HYPHENS = frozenset({"-", "‐", "‑"})
QUOTES = frozenset("\"'“”‘’„()[]") | {"``", "''"}
"""Quotation marks and brackets."""


class Tree:
    """The words of a sentence by their numbers, and its names by theirs.

    `below` has the dependents of each word, in order; `owner` is the name that a word belongs to, or -1.
    """

    def __init__(self, text: str, parse: Parse, names: Sequence[Spot]) -> None:
        self.text, self.words = text, parse
        self.below: list[list[int]] = [[] for _ in parse]
        for number, word in enumerate(parse):
            if word.head != number:
                self.below[word.head].append(number)
        self.owner = [-1] * len(parse)
        self.names: list[range] = []
        for name, (start, end) in enumerate(names):
            inside = [number for number, word in enumerate(parse) if word.start < end and word.end > start]
            self.names.append(range(inside[0], inside[-1] + 1) if inside else range(0))
            for number in inside:
                self.owner[number] = name

    @cached_property
    def heads(self) -> list[int | None]:
        """The word of each name on which its others depend, or None where the parser took the name for several."""
        return [self._head(name) for name in self.names]

    def _head(self, name: range) -> int | None:
        outside = [
            number
            for number in name
            if (self.words[number].head not in name or self.words[number].head == number)
            and self.words[number].relation not in ("punct", "case", "det")
        ]
        return outside[0] if len(outside) == 1 else None

    @cached_property
    def asks(self) -> bool:
        """Whether the sentence is a question."""
        return self.text.rstrip(" \"'”’)").endswith("?")

    def written(self, number: int) -> str:
        """Return a word as it is written."""
        word = self.words[number]
        return self.text[word.start : word.end]

    def lemmas(self, numbers: Iterable[int]) -> set[str]:
        """Return the base forms of some words."""
        return {self.words[number].lemma for number in numbers}

    def children(self, number: int, *relations: str) -> Iterator[int]:
        """Yield the dependents of a word that stand in one of some relations to it."""
        return (child for child in self.below[number] if self.words[child].relation in relations)

    def child(self, number: int, *relations: str) -> int | None:
        """Return the first of them, if there is one."""
        return next(self.children(number, *relations), None)

    def is_noun(self, number: int) -> bool:
        """Whether a word is a noun or a name."""
        return self.words[number].tag.startswith("NN")

    def is_verb(self, number: int) -> bool:
        """Whether a word is a verb that is no auxiliary."""
        return self.words[number].tag.startswith("VB")

    def is_joined(self, number: int) -> bool:
        """Whether nothing but a hyphen is between a word, or a hyphen, and the next word: "co-founder"."""
        if number + 1 >= len(self.words) or self.words[number].end != self.words[number + 1].start:
            return False
        return self.written(number) in HYPHENS or self.written(number + 1) in HYPHENS

    def above(self, number: int) -> Iterator[int]:
        """Yield the words on which a word depends, up to the root of the sentence."""
        while self.words[number].head != number:
            number = self.words[number].head
            yield number

    def subtree(self, number: int) -> list[int]:
        """Return a word with all that depends on it, in order."""
        found, left = [], [number]
        while left:
            one = left.pop()
            found.append(one)
            left += self.below[one]
        return sorted(found)

    def opening(self, noun: int, name: int | None = None) -> int:
        """Return the first word of what stands before a noun and says more about it, without the article.

        Of a title, these words may as well depend on the `name` behind it: "special counsel Mueller".
        """
        ends = {noun} if name is None else {noun, name}
        first = noun
        for number in range(noun - 1, -1, -1):
            if not self.is_joined(number):
                relation = self.words[number].relation
                if relation in ("punct", "det") or not self._leads_to(number, ends):
                    break
            first = number
        while first < noun and not self.is_joined(first) and self.words[first].relation in _LOOSE:
            first += 1
        return first

    def _leads_to(self, number: int, nouns: set[int]) -> bool:
        """Whether a word depends on one of some nouns through words that stand before it only."""
        while number not in nouns:
            word = self.words[number]
            if word.head == number or word.relation not in BEFORE_NOUN:
                return False
            number = word.head
        return True

    def article(self, first: int, noun: int) -> int:
        """Return the first word before a noun, whose phrase begins at `first`, with the article or "his" before it."""
        before = first - 1
        if before >= 0 and self.words[before].relation in ("det", "predet", "poss") and noun in self.above(before):
            return before
        return first

    def is_whole(self, first: int, noun: int) -> bool:
        """Whether no word is lost between the article of a noun and where its phrase begins: "a worn out coat"."""
        return all(child >= first - 1 for child in self.children(noun, "det"))

    def closing(self, noun: int, prepositions: frozenset[str]) -> int:
        """Return the last word of the phrase of a noun: of what is behind it, what some prepositions bind to it."""
        last = noun
        for child in self.below[noun]:
            if child != last + 1 or self.words[child].relation != "prep" or self.words[child].lemma not in prepositions:
                continue
            inner = self.child(child, "pobj")
            if inner is None or not self.is_noun(inner):
                break
            first = self.article(self.opening(inner), inner)
            if first != child + 1 or self.words[first].tag in ("PRP$", "WP$"):
                break
            last = self.closing(inner, prepositions)
            name = self.owner[inner]
            if last == inner and last + 1 < len(self.words) and self.owner[last + 1] >= 0:
                name = self.owner[last + 1]  # "of character Ann Lee"
            if name >= 0:
                last = max(last, self.names[name].stop - 1)
        return last

    def between(self, first: int, last: int) -> str:
        """Return the text from one word to another in one line."""
        return " ".join(self.text[self.words[first].start : self.words[last].end].split())

    def spots(self, numbers: Iterable[int]) -> tuple[Spot, ...]:
        """Return the characters of some words; those side by side are one piece.

        >>> from comention.text.parses import unpacked
        >>> words = unpacked("0 3 MD aux 2 did\\n0 3 RB neg 1 n't\\n3 4 VB ROOT 0 call")
        >>> Tree("didn't   call", words, []).spots([0, 1, 2])
        ((0, 6), (9, 13))
        """
        found: list[Spot] = []
        behind = -2
        for number in sorted(numbers):
            word = self.words[number]
            if number == behind + 1 and word.start - found[-1][1] <= 1:
                found[-1] = found[-1][0], word.end
            else:
                found.append((word.start, word.end))
            behind = number
        return tuple(found)

    def said(self, numbers: Iterable[int]) -> str:
        """Write some words in their order, apart where they are apart in the sentence."""
        pieces: list[str] = []
        end = -1
        for number in sorted(numbers):
            word = self.words[number]
            if pieces and word.start > end:
                pieces.append(" ")
            pieces.append(" ".join(self.written(number).split()))
            end = word.end
        return "".join(pieces)
