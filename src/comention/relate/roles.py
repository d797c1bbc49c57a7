"""What a sentence calls its names: by a title before them, an apposition behind them, or "X is a …".

    "FBI Director James Comey"                          FBI Director
    "Alameda's chief executive, Caroline Ellison,"      chief executive of Alameda
    "Armitage, a lawyer and former deputy secretary"    lawyer; former deputy secretary

Only nouns that the language lists for the type of a name are roles: where the grammar of a sentence is read wrongly,
the noun is hardly ever one of those. What a role says of another name in it, it also says of both: "Director of".
"""

from collections.abc import Iterator, Sequence

from comention.languages.predicates import Predicates
from comention.model import EntityType, RelationKind
from comention.relate.sayings import Called, Said
from comention.relate.tree import Spot, Tree

LONGEST = 9
"""Words that a role may have."""
_FINITE = ("VBZ", "VBP", "VBD")
_OWNERS = ("PRP$", "WP$")
_AROUND = ("det", "amod", "compound", "nmod", "poss", "case")


class Roles:
    """What is `called` something in a sentence whose names have these types, and what is `said` by that of two."""

    def __init__(self, tree: Tree, types: Sequence[EntityType], words: Predicates) -> None:
        self._tree, self._types, self._known = tree, types, words
        self.called: list[Called] = []
        self.said: list[Said] = []
        for name, head in enumerate(tree.heads):
            if head is not None:
                for noun in dict.fromkeys(self._nouns(name, head)):
                    if self._is_role(noun, name):
                        self._call(name, head, noun)

    # -- where roles stand

    def _nouns(self, name: int, head: int) -> Iterator[int]:
        """Yield the nouns that may say what a name is."""
        tree = self._tree
        word, before = tree.words[head], self._title(name)
        titled = before >= 0 and tree.is_noun(before) and word.relation not in ("compound", "nmod", "amod")
        if (
            titled
            and tree.words[before].relation in ("compound", "nmod")
            and tree.words[before].head in (head, word.head)
        ):
            yield before
        for child in tree.children(head, "appos"):
            whose = any(tree.words[one].tag == "WP$" for one in tree.children(child, "poss"))
            if child > head and not whose and tree.article(tree.opening(child), child) <= tree.names[name].stop + 1:
                yield from self._coordinated(child)
        if word.relation == "appos" and before <= tree.closing(word.head, self._known.of_role) + 1 and word.head < head:
            yield word.head
        yield from self._predicates(head)

    def _title(self, name: int) -> int:
        """Return the word before a name, or the role before that: of "chief executive Lord Browne", "executive"."""
        tree, before = self._tree, self._tree.names[name].start - 1
        polite = before > 0 and tree.words[before].lemma in self._known.courtesies | self._known.peers
        return before - 1 if polite and self._is_role(before - 1, name) else before

    def _coordinated(self, noun: int) -> Iterator[int]:
        """Yield a noun and those that are joined to it: "a lawyer and former deputy secretary of state"."""
        tree = self._tree
        if tree.words[noun].tag == "NNS":
            return
        yield noun
        if not tree.lemmas(tree.children(noun, "cc", "neg", "preconj")) & self._known.either:
            for child in tree.children(noun, "conj"):
                yield from self._coordinated(child)

    def _predicates(self, head: int) -> Iterator[int]:
        """Yield what a name is, has become, is appointed, or serves as."""
        tree, known = self._tree, self._known
        verb, relation = tree.words[head].head, tree.words[head].relation
        if not tree.is_verb(verb) or self._is_open(verb):
            return
        lemma = tree.words[verb].lemma
        passive = relation == "nsubjpass"
        if relation == "nsubj" and lemma in known.copulas:
            for noun in tree.children(verb, "attr"):
                if noun > verb:
                    yield from self._coordinated(noun)
        if passive and lemma in known.appointing:
            yield from tree.children(verb, "oprd", "attr", "dobj")
        serves = relation == "nsubj" and lemma in known.serving
        if serves or (relation in ("dobj", "nsubjpass") and lemma in known.appointing | known.hiring):
            for preposition in tree.children(verb, "prep"):
                noun_of = tree.child(preposition, "pobj")
                if tree.words[preposition].lemma == known.as_ and noun_of is not None:
                    yield from self._coordinated(noun_of)

    def _is_open(self, verb: int) -> bool:
        """Whether a sentence denies that something is so, asks it, or leaves it open."""
        tree, known = self._tree, self._known
        for one in (verb, *tree.above(verb)):
            for child in tree.below[one]:
                word = tree.words[child]
                if word.relation == "neg" or word.tag in ("MD", "TO"):
                    return True
                if word.relation in ("mark", "advmod") and word.lemma in known.unreal_marks | known.hedges:
                    return True
            word = tree.words[one]
            if word.relation in ("ccomp", "xcomp") and tree.words[word.head].lemma in known.unreal_verbs:
                return True
        return tree.asks

    def _is_role(self, noun: int, name: int) -> bool:
        tree, kind = self._tree, self._types[name]
        word = tree.words[noun]
        if tree.owner[noun] >= 0 or word.tag in ("NNS", "NNPS"):
            return False
        if kind is not EntityType.PERSON and word.tag != "NN":  # a name of its own, as in "Kennedy Space Center (KSC)"
            return False
        return self._noun(noun) in self._known.called[kind]

    def _noun(self, noun: int) -> str:
        """Return a noun in its base form, in full, and with what a hyphen joins to it if that is a noun of the list."""
        tree, known = self._tree, self._known
        lemma = known.abbreviations.get(tree.words[noun].lemma, tree.words[noun].lemma).lower()
        if noun > 1 and tree.is_joined(noun - 1):
            joined = f"{tree.words[noun - 2].lemma}-{lemma}"
            if any(joined in nouns for nouns in known.called.values()):
                return joined
        return lemma

    # -- what they say

    def _call(self, name: int, head: int, noun: int) -> None:
        """Note what a name is called by a noun, and what another one that is joined to that before it calls it."""
        tree, known = self._tree, self._known
        title = noun == self._title(name)
        first, last = tree.opening(noun, head if title else None), tree.closing(noun, known.of_role)
        for one in range(first + 1, noun):
            if tree.words[one].relation == "cc":
                if self._noun(one - 1) in known.called[self._types[name]]:
                    self._call_so(name, first, one - 1, one - 1)
                    first = one + 1
                elif tree.owner[one - 1] >= 0:
                    first = one + 1
        self._call_so(name, first, noun, noun if title else last)

    def _call_so(self, name: int, first: int, noun: int, last: int) -> None:
        """Note that a name is called what stands from one word to another."""
        tree, known = self._tree, self._known
        while first < noun and self._is_loose(first):
            first += 1
        owned = {tree.owner[one] for one in range(first, last + 1)}
        before = tree.article(first, noun)
        if any(tree.words[one].tag in _FINITE for one in range(first, noun)) or not tree.is_whole(first, noun):
            return  # the first in a headline
        if name in owned or last - first >= LONGEST or tree.lemmas(range(before, noun + 1)) & known.none:
            return
        if tree.words[first].lemma in known.courtesies:
            return
        others = [other for other in sorted(owned) if other >= 0]
        if any(self._is_beside(noun, other) for other in others):
            return
        if not others and last == noun and self._noun(noun) in known.relatives:
            return
        role = self._written(first, noun, last)
        if role:
            words = tree.spots(range(first, last + 1))
            self.called.append(Called(name, role, words, others[0] if others else None))
            for other in others:
                self._relate(name, (first, noun, last), other, words)

    def _is_loose(self, word: int) -> bool:
        """Whether a word before a role is none of it: "his", "yesterday", "on the 5th", or a dash."""
        tree, known = self._tree, self._known
        time = tree.words[word].lemma in known.times and not tree.is_joined(word) and tree.owner[word] < 0
        day = tree.written(word)[0].isdigit() and word > 1 and tree.words[word - 2].lemma == known.on
        return time or day or tree.words[word].tag in _OWNERS or not tree.written(word)[-1:].isalnum()

    def _is_beside(self, noun: int, other: int) -> bool:
        """Whether another person stands beside a role, who then has it: "the former mayor Michael Bloomberg"."""
        tree, start = self._tree, self._tree.names[other].start
        person = self._types[other] is EntityType.PERSON and start > noun
        return person and tree.words[start - 1].relation not in ("prep", "det")

    def _written(self, first: int, noun: int, last: int) -> str:
        """Write a role: "Alameda's chief executive" as "chief executive of Alameda", and abbreviations in full.

        It is "" if somebody owns it in another way.
        """
        tree = self._tree
        if first == noun == last:
            return self._known.abbreviations.get(tree.words[noun].lemma, tree.between(first, last))
        case = next((one for one in range(first, noun) if tree.words[one].tag == "POS"), None)
        if case is None:
            return tree.between(first, last)
        name = tree.owner[first]
        if name < 0 or case not in (tree.names[name].stop, tree.names[name].stop - 1) or last > noun:
            return ""
        return f"{tree.between(case + 1, noun)} {self._known.owned} {tree.between(first, case - 1)}"

    def _relate(self, name: int, role: tuple[int, int, int], other: int, words: tuple[Spot, ...]) -> None:
        """Say what a role makes a name to another one: an "FBI Director" is "Director of" the FBI."""
        first, noun, last = role
        there = self._tree.names[other]
        told = (self._behind if there.start > noun else self._before)(first, noun, last, other)
        if told is None:
            return
        phrase, text = told
        kind = self._known.kind((self._noun(noun),), noun=True)
        comes = there.start < noun and phrase.endswith(f" {self._known.coming}")
        if comes or (kind is RelationKind.OTHER and phrase.endswith(f" {self._known.in_}")):
            kind = RelationKind.LOCATED
        self.said.append(Said(name, phrase, other, kind, words, None, text))

    def _behind(self, first: int, noun: int, last: int, other: int) -> tuple[str, str | None] | None:
        """Return a role up to the name in it, and that with what stands around it: "lawyer for", "Trump campaign"."""
        tree = self._tree
        there = tree.names[other]
        opening = there.start
        while opening - 1 > noun and tree.words[opening - 1].relation in _AROUND:
            opening -= 1
        if tree.words[opening - 1].relation != "prep":
            return None
        phrase = tree.between(first, opening - 1)
        while opening < there.start and tree.words[opening].relation == "det":
            opening += 1
        head, end = tree.heads[other], there.stop - 1
        if head is not None and tree.words[head].relation in _AROUND and head < tree.words[head].head <= last:
            end = tree.words[head].head
        whole = opening == there.start and end < there.stop
        return phrase, None if whole else tree.between(opening, end)

    def _before(self, first: int, noun: int, last: int, other: int) -> tuple[str, None] | None:
        """Return a role without the name before its noun: "Director of" for "FBI Director", "oligarch from"."""
        tree, known = self._tree, self._known
        there = tree.names[other]
        if tree.is_joined(there.stop - 1) or there.start - first > 2:
            return None
        if there.start > first and tree.is_joined(there.start - 1):
            return None
        around = (*range(first, there.start), *range(there.stop + 1, noun))
        if any(tree.words[one].relation in ("cc", "case") for one in around):
            return None
        behind = there.stop + (tree.words[there.stop].tag == "POS")
        if behind > noun:
            return None
        land = self._types[other] is EntityType.COUNTRY and self._noun(noun) not in known.offices
        adjective = tree.words[there.start].tag in ("JJ", "NNS", "NNPS")
        beside = land and not adjective and behind == there.stop
        if beside and last > noun:  # "UK director of Nordbank"
            return None
        short = beside and tree.written(there.start).isupper() and tree.words[noun].tag == "NN"  # "US magazine"
        comes = short or (land and adjective)
        pieces = [tree.between(first, there.start - 1)] if first < there.start else []
        pieces += [tree.between(behind, noun), known.coming if comes else known.owned]
        return " ".join(pieces), None
