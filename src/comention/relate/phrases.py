"""What a sentence says of two of its names: the words on the shortest way between them in its grammar.

    "Comey was fired by Trump."                         Trump → fired → Comey
    "Flynn denied having contact with Kislyak."         Flynn → denied having contact with → Kislyak
    "Lund is godfather to Voss's son."                  Lund → godfather to → Voss's son
    "Reuters reported that Flynn called Kislyak."       Reuters → reported that → Flynn called Kislyak

One name is the subject of a verb, and the other one what the verb has to do with; or both are, together. Negations and
modal verbs stay in the phrase. Where the way is long, where the sentence leaves open whether it is so, or where the
grammar is none of these, nothing is said.
"""

from collections.abc import Iterator
from typing import NamedTuple

from comention.languages.predicates import Predicates
from comention.model import RelationKind
from comention.relate.sayings import Said
from comention.relate.tree import QUOTES, Tree

LONGEST = 8
"""Words that a phrase may have,"""
LONGEST_NOUN = 6
"""a longer phrase with a name in it,"""
LONGEST_OBJECT = 4
"""an object in a phrase,"""
LONGEST_CLAUSE = 12
"""and what somebody said."""
_STEPS = 4
"""So many words are between a name and a verb, or verbs between a subject and what it does, at most."""
_RELATIVE = frozenset({"WP", "WDT"})
_QUESTIONS = frozenset({"WP", "WDT", "WRB", "WP$"})
_INSIDE = ("compound", "nmod", "poss", "amod")
_SUBJECTS = ("nsubj", "nsubjpass")
_LATER = ("punct", "cc", "conj", "advcl", "parataxis", "mark")
"""What follows in a clause, and is told without."""
_OF_ENTITIES = frozenset({RelationKind.WORKS, RelationKind.MEMBER, RelationKind.FAMILY, RelationKind.PAID})
"""Kinds of what is between people, organizations and countries, and not between what else they have."""


class Place(NamedTuple):
    """A word that stands for a name: its own, or so many times the noun of a `longer` phrase that it is part of.

    `inner` is the noun of the phrase inside that, as "campaign" in "a member of the Trump campaign".
    """

    word: int
    longer: int = 0
    inner: int = 0


class Slot(NamedTuple):
    """What a name is to a verb: `how`, with the preposition before it, and the noun that the preposition belongs to."""

    verb: int
    how: str
    place: Place
    preposition: int | None = None
    noun: int | None = None


class End(NamedTuple):
    """A name at an end of what is said, and the longer phrase that it is part of, if it is."""

    name: int
    text: str | None
    place: Place


class Phrases:
    """What a sentence says of pairs of its names."""

    def __init__(self, tree: Tree, words: Predicates) -> None:
        self._tree, self._known = tree, words
        self._places = [[] if head is None else [*self._stations(head)] for head in tree.heads]

    def between(self, one: int, other: int) -> Said | None:
        """Return what is said of two names by their numbers, or None."""
        if self._tree.asks or not self._places[one] or not self._places[other]:
            return None
        for find in (self._verb, self._clause, self._together, self._noun):
            for source, target in ((one, other), (other, one)):
                if found := find(source, target):
                    return found
        return None

    # -- where a name stands

    def _stations(self, head: int) -> Iterator[Place]:
        """Yield the words that stand for a name: its own, those that it is joined to, and a noun that it is part of."""
        tree = self._tree
        place = Place(head)
        for _ in range(_STEPS):
            yield place
            word = tree.words[place.word]
            above = word.head
            if above == place.word:
                return
            if word.relation == "conj" and self._is_called(above):
                if self._are_parted(above, place.word):
                    return
                place = place._replace(word=above)
            elif word.relation == "appos" and self._is_apposed(place.word, above):
                place = place._replace(word=above)
            elif not place.longer and word.relation in _INSIDE and self._is_other_noun(above) and above > place.word:
                place = Place(above, 1, above)
            elif place.longer < 2 and word.relation == "pobj" and self._is_bound(above):
                place = Place(tree.words[above].head, place.longer + 1, place.inner)
            else:
                return

    def _is_apposed(self, word: int, noun: int) -> bool:
        """Whether a noun says what a name is that stands right behind it: "the chief executive, Caroline Ellison"."""
        tree = self._tree
        if word < noun or not self._is_called(noun) or self._is_plural(noun):
            return False
        return tree.article(tree.opening(word), word) <= tree.closing(noun, self._known.binding) + 2

    def _is_bound(self, preposition: int) -> bool:
        """Whether a preposition binds what is behind it to a noun: "a spokesman for Trump"."""
        tree = self._tree
        word = tree.words[preposition]
        bound = word.relation == "prep" and word.lemma in self._known.binding
        return bound and self._is_other_noun(word.head)

    def _is_other_noun(self, word: int) -> bool:
        return self._tree.is_noun(word) and self._tree.owner[word] < 0

    def _is_called(self, noun: int) -> bool:
        """Whether a noun is what somebody may be called, or a name."""
        return self._tree.owner[noun] >= 0 or self._tree.words[noun].lemma in self._known.nouns_of_all

    def _are_parted(self, first: int, second: int) -> bool:
        """Whether what joins two words says that something does not hold for both."""
        tree = self._tree
        joins = tree.lemmas(tree.children(first, "cc", "preconj", "neg"))
        joins |= tree.lemmas(tree.children(second, "preconj", "neg"))
        return bool(joins & self._known.either)

    def _end(self, name: int, place: Place) -> End | None:
        """Return a name as an end of what is said, or None if the longer phrase around it is none to be told."""
        tree, known = self._tree, self._known
        own = tree.names[name]
        if tree.lemmas(tree.children(place.word, "preconj", "neg", "cc", "det")) & known.none:
            return None
        if not place.longer:
            if known.that in tree.lemmas(tree.children(place.word, "det")):  # which then begins a clause
                return None
            text = tree.between(own.start, own.stop - 1)
            return End(name, text if text.casefold() in known.peoples else None, place)
        first = min(tree.opening(place.word), own.start)
        last = max(place.word, own.stop - 1, place.inner)
        before = tree.article(first, place.word)
        while first < last and tree.words[first].relation in ("det", "punct"):
            first += 1
        inside = range(first, last + 1)
        if len(inside) > LONGEST_NOUN or {tree.owner[one] for one in inside} - {-1, name}:
            return None
        if tree.lemmas(range(before, last + 1)) & known.none or any(tree.written(one) in QUOTES for one in inside):
            return None
        if any(tree.words[one].relation in ("relcl", "acl", "cc", "conj", "mark") for one in inside):
            return None
        return End(name, tree.between(first, last), place)

    def _bare(self, name: int) -> End:
        """Return a name as an end of what is said by itself."""
        return End(name, None, self._places[name][0])

    # -- verbs

    def _verb(self, source: int, target: int) -> Said | None:
        """One is the subject of a verb, and the other one is what it has to do with."""
        tree = self._tree
        for place in self._places[target]:
            slot = self._slot(place)
            chain = self._chain(slot.verb) if slot else None
            if slot is None or chain is None:
                continue
            subject, verbs = chain
            at = self._standing(source, subject)
            if at is None:
                continue
            if any(tree.words[child].tag == "TO" for child in tree.below[verbs[0]]):
                return None
            if not self._holds(verbs[0]) or self._lacks_object(slot, subject) or self._is_wanted(verbs[0], subject):
                return None
            one, other = self._end(source, at), self._end(target, place)
            return self._told(one, verbs, slot, other) if one and other else None
        return None

    def _slot(self, place: Place) -> Slot | None:
        """Return what a word is to a verb, if it is its object, or behind a preposition."""
        tree = self._tree
        word = tree.words[place.word]
        above = word.head
        if word.relation in ("dobj", "dative") and tree.is_verb(above):
            return Slot(above, word.relation, place) if place.word > above else None
        if word.relation == "poss" and tree.words[above].relation == "attr" and tree.is_verb(tree.words[above].head):
            return Slot(tree.words[above].head, "owner", place, None, above)
        if word.relation != "pobj":
            return None
        preposition = tree.words[above]
        if preposition.relation == "agent":
            return Slot(preposition.head, "agent", place, above)
        if preposition.relation not in ("prep", "dative") or preposition.lemma not in self._known.telling:
            return None
        if above < preposition.head or tree.words[above - 1].relation == "npadvmod":  # "three weeks into"
            return None
        behind = self._behind_verb if tree.is_verb(preposition.head) else self._behind_noun
        return behind(place, above)

    def _behind_verb(self, place: Place, preposition: int) -> Slot | None:
        """Return what a word is to a verb by a preposition that belongs to the verb."""
        tree, known = self._tree, self._known
        lemma, verb = tree.words[preposition].lemma, tree.words[preposition].head
        base = tree.words[verb].lemma
        attr = tree.child(verb, "attr") if base in known.copulas else None
        if attr is not None:
            return Slot(verb, "prep", place, preposition, attr if verb < attr < preposition else None)
        first = next(tree.children(verb, "prep"), preposition) >= preposition
        if base == known.be and (not first or lemma not in known.being):
            return None
        if lemma == known.owned and f"{base} {known.owned}" not in known.verbs:
            return None
        return Slot(verb, "prep", place, preposition)

    def _behind_noun(self, place: Place, preposition: int) -> Slot | None:
        """Return what a word is to a verb by a preposition that belongs to a noun of the verb: "have contact with"."""
        tree, known = self._tree, self._known
        lemma, noun = tree.words[preposition].lemma, tree.words[preposition].head
        relation, verb = tree.words[noun].relation, tree.words[noun].head
        if relation == "dobj" and lemma == known.owned and tree.words[verb].lemma not in known.light:
            return None  # a longer phrase: "a subsidiary of"
        if relation in ("dobj", "attr") and tree.is_verb(verb) and tree.owner[noun] < 0:
            return Slot(verb, "prep", place, preposition, noun)
        return None

    def _chain(self, verb: int) -> tuple[int, list[int]] | None:
        """Return the subject of a verb, and the verbs from the one that has it: "agreed to pay" for "pay"."""
        tree = self._tree
        verbs = [verb]
        for _ in range(_STEPS):
            first = verbs[0]
            word = tree.words[first]
            if (subject := tree.child(first, *_SUBJECTS)) is not None:
                return subject, verbs
            if word.relation == "acl" and word.tag == "VBN" and tree.is_noun(word.head):
                return word.head, verbs
            if not tree.is_verb(word.head) or word.head == first:
                return None
            if word.relation == "xcomp":
                object_ = tree.child(word.head, "dobj")
                if object_ is not None and object_ < first:  # which then is the one who does it
                    return None
                verbs.insert(0, word.head)
            elif word.relation == "conj" and not self._are_parted(word.head, first):
                if word.tag == "VBN" != tree.words[word.head].tag and tree.child(first, "aux", "auxpass") is None:
                    return None
                chain = self._chain(word.head)
                return (chain[0], [*chain[1][:-1], *verbs]) if chain else None
            else:
                return None
        return None

    def _is_passive(self, verb: int) -> bool:
        tree = self._tree
        if tree.words[verb].relation == "acl" and tree.words[verb].tag == "VBN":
            return True
        if tree.child(verb, "auxpass") is not None:
            return True
        word = tree.words[verb]
        joined = word.relation == "conj" and word.tag == "VBN" == tree.words[word.head].tag
        return joined and self._is_passive(word.head)  # "was arrested and charged"

    def _standing(self, name: int, subject: int) -> Place | None:
        """Return where a name is the subject, itself or as what a pronoun stands for: "who", or "as for Flynn, he"."""
        tree = self._tree
        if tree.words[subject].lemma in self._known.of_topic:
            return self._places[name][0] if self._is_topic(name, tree.words[subject].head) else None
        if tree.words[subject].tag not in _RELATIVE:
            return next((place for place in self._places[name] if place.word == subject), None)
        clause = next((one for one in tree.above(subject) if tree.words[one].relation == "relcl"), None)
        if clause is None or tree.heads[name] != tree.words[clause].head:
            return None
        return self._places[name][0]

    def _is_topic(self, name: int, verb: int) -> bool:
        """Whether a sentence with this main verb begins by saying that it is about a name: "As for Flynn, ..."."""
        tree, start = self._tree, self._tree.names[name].start
        opening = " ".join(word.lemma for word in tree.words[:start] if word.lemma.isalnum())
        return opening == self._known.topic and tree.words[verb].head == verb

    def _lacks_object(self, slot: Slot, subject: int) -> bool:
        """Whether a relative clause is about its own object: "the prizes that they gave to Norway"."""
        tree = self._tree
        if slot.how != "prep" or tree.words[slot.verb].relation != "relcl" or tree.words[subject].tag in _RELATIVE:
            return False
        return tree.child(slot.verb, "dobj") is None

    def _told(self, source: End, verbs: list[int], slot: Slot, target: End) -> Said | None:
        """Say what a subject does."""
        tree, known = self._tree, self._known
        verb = slot.verb
        if slot.how == "agent":
            return self._active(source, verbs, slot, target)
        said = {word for one in verbs for word in self._group(one)}
        if slot.how == "owner" or (slot.noun is not None and tree.words[slot.noun].relation == "attr"):
            return self._copula(source, said, slot, target)
        empty = tree.words[verb].lemma in known.empty and slot.how == "dobj" and not slot.place.longer
        if empty or self._causes(verb) or (slot.preposition is None and self._is_passive(verb)):
            return None
        done = ""
        for one in verbs:
            object_ = tree.child(one, "dobj")
            if object_ is None or object_ == slot.place.word:
                continue
            words = self._object(object_)
            if words is None:
                return None
            said |= words
            if one == verb and tree.owner[object_] < 0:
                done = tree.words[object_].lemma
        if slot.preposition is not None:
            said.add(slot.preposition)
            kind = self._kind(verb, done, f" {tree.words[slot.preposition].lemma}")
            return self._said(source, tree.said(said), target, kind, said)
        behind = f" {known.to}" if slot.how == "dative" and done else ""
        return self._said(source, f"{tree.said(said)}{behind}", target, self._kind(verb, done, behind), said)

    def _kind(self, verb: int, done: str, behind: str) -> RelationKind:
        """Return the kind of what a verb says, with its object, `done`, and the preposition `behind` it, if any."""
        known = self._known
        lemma, base = self._tree.words[verb].lemma, self._base(verb)
        predicates = [f"{base} {done}{behind}"] if done else []
        if not done or lemma not in known.light:
            predicates.append(f"{base}{behind}")
        kind = known.kind(predicates)
        if self._is_passive(verb) and kind not in (RelationKind.ACCUSED, RelationKind.LOCATED):
            kind = known.kind((f"{known.be} {base}{behind}",))
        if done and lemma in known.light and kind is RelationKind.OTHER:
            kind = known.kind((f"{done}{behind}",), noun=True)
        return kind

    def _base(self, verb: int) -> str:
        """Return a verb with its particle in their base forms: "take over"."""
        return " ".join(self._tree.words[one].lemma for one in (verb, *self._tree.children(verb, "prt")))

    def _copula(self, source: End, said: set[int], slot: Slot, target: End) -> Said | None:
        """Say what somebody is to somebody: "godfather to", without the verb where that is plain."""
        tree, known = self._tree, self._known
        noun = slot.noun
        if noun is None or tree.words[slot.verb].lemma not in known.copulas or noun < slot.verb:
            return None
        first, joins = tree.opening(noun), ""
        if slot.preposition is None:
            own = tree.names[target.name]
            first = own.stop + (tree.words[own.stop].tag == "POS") if own.stop <= noun else noun + 1
            joins = f" {known.owned}"
        if first > noun or tree.lemmas(tree.below[noun]) & known.none or not tree.is_whole(first, noun):
            return None
        if {tree.owner[one] for one in range(first, noun + 1)} != {-1} or self._is_plural(noun):
            return None
        words = {*range(first, noun + 1)}
        if slot.preposition is not None:
            words.add(slot.preposition)
        if not (said == {slot.verb} and tree.words[slot.verb].lemma == known.be and self._is_present(slot.verb)):
            words |= said
        behind = joins if slot.preposition is None else f" {tree.words[slot.preposition].lemma}"
        lemma = tree.words[noun].lemma
        kind = known.kind((f"{lemma}{behind}", lemma), noun=True)
        return self._said(source, f"{tree.said(words)}{joins}", target, kind, words)

    def _is_plural(self, noun: int) -> bool:
        return self._tree.words[noun].tag in ("NNS", "NNPS")

    def _is_present(self, verb: int) -> bool:
        return self._tree.words[verb].tag in ("VBZ", "VBP")

    def _active(self, source: End, verbs: list[int], slot: Slot, target: End) -> Said | None:
        """Turn a passive: "was fired by" is "fired" the other way round; where that is not plain, it stays."""
        tree, known = self._tree, self._known
        verb = verbs[-1]
        if tree.words[verb].tag not in ("VBN", "VBD") or tree.child(verb, "dobj", "oprd", "xcomp") is not None:
            return None
        particles = [*tree.children(verb, "prt")]
        kind = known.kind((self._base(verb),))
        group = {word for one in verbs for word in self._group(one)}
        helpers = [one for one in sorted(group) if one != verb and one not in particles]
        written = " ".join(tree.written(one).lower() for one in helpers)
        if written in known.active:
            participle = tree.written(verb)
            forms = {
                "participle": participle,
                "past": known.past.get(participle.lower(), participle),
                "present": _third(tree.words[verb].lemma),
            }
            active = known.active[written].format(**forms)
            phrase = " ".join([active, *(tree.written(one) for one in particles)])
            return self._said(target, phrase, source, kind, {verb, *particles})
        if len(verbs) > 1 or slot.preposition is None:
            return None
        said = {*group, slot.preposition}
        return self._said(source, tree.said(said), target, kind, said)

    def _group(self, verb: int) -> set[int]:
        """Return a verb with its auxiliaries, its negation, its particle, and adverbs that change what is true."""
        tree, hedges = self._tree, self._known.hedges
        group = {verb, *tree.children(verb, "aux", "auxpass", "neg", "prt")}
        for child in tree.children(verb, "advmod"):
            if tree.words[child].lemma in hedges and child < verb:
                group |= {child, *(one for one in tree.below[child] if tree.words[one].lemma in hedges)}
        word = tree.words[verb]
        above = tree.words[word.head].tag
        alike = word.tag in ("VB", above) or (word.tag, above) == ("VBP", "VB")  # as the parser takes "thank"
        if word.relation == "conj" and alike and tree.child(verb, "aux", "auxpass", *_SUBJECTS) is None:
            group |= {one for one in tree.children(word.head, "aux", "auxpass", "neg") if one < word.head}
        return group

    def _object(self, noun: int) -> set[int] | None:
        """Return the words of an object in a phrase, or None if they are too many."""
        tree = self._tree
        if tree.child(noun, "acl", "conj", "appos") is not None:
            return None
        if not tree.is_noun(noun) and tree.words[noun].tag != "PRP":
            return None
        name = tree.names[tree.owner[noun]] if tree.owner[noun] >= 0 else range(0)
        words = {*range(tree.article(tree.opening(noun), noun), noun + 1), *name}
        return words if len(words) <= LONGEST_OBJECT else None

    def _causes(self, verb: int) -> bool:
        """Whether a verb says little without what its object then does or is called, or has two objects by mistake."""
        tree = self._tree
        objects = [*tree.children(verb, "dobj")]
        if len(objects) > 1:
            return True
        lemma = tree.words[verb].lemma
        if tree.child(verb, "oprd") is not None:
            return lemma not in self._known.appointing
        if lemma not in self._known.causing:
            return False
        return any(tree.child(one, "xcomp", "ccomp", "acomp", "acl") is not None for one in (verb, *objects))

    def _holds(self, verb: int) -> bool:
        """Whether a sentence says that something is so: in no condition, wish, denial or allegation of it."""
        tree, known = self._tree, self._known
        for one in (verb, *tree.above(verb)):
            word = tree.words[one]
            if tree.lemmas(tree.children(one, "mark", "advmod")) & known.unreal_marks:
                return False
            subject, helper = tree.child(one, *_SUBJECTS), tree.child(one, "aux", "auxpass")
            if subject is not None and helper is not None and helper < subject:  # "Had Flynn met Kislyak, ..."
                return False
            infinitive = word.tag == "VB" and any(tree.words[child].tag == "TO" for child in tree.below[one])
            if infinitive and word.relation in ("acl", "advcl", "relcl", "ccomp"):
                return False
            if word.relation == "acl" and not self._is_passive(one) and not self._is_there(word.head):
                return False
            if word.relation in ("ccomp", "pcomp") and self._is_denied(word.head):
                return False
            if word.relation == "pcomp" and one == verb:
                return False
        return True

    def _is_denied(self, verb: int) -> bool:
        """Whether what a clause depends on leaves it open: "denied that", "it is likely that", "nobody said that"."""
        tree, known = self._tree, self._known
        unreal = known.unreal_verbs | known.unreal_adjectives
        if tree.child(verb, "neg") is not None or tree.lemmas([verb, *tree.children(verb, "acomp")]) & unreal:
            return True
        subjects = [*tree.children(verb, *_SUBJECTS)]
        return bool(tree.lemmas([*subjects, *(one for each in subjects for one in tree.below[each])]) & known.none)

    def _is_wanted(self, verb: int, subject: int) -> bool:
        """Whether somebody shall do something, or is made to: "ordered that Flynn pay", "they let Flynn pay"."""
        tree = self._tree
        word = tree.words[verb]
        if word.relation != "ccomp" or word.tag not in ("VB", "VBP") or tree.child(verb, "aux") is not None:
            return False
        return word.tag == "VB" or (tree.words[subject].tag in ("NN", "NNP") and tree.child(subject, "conj") is None)

    # -- what somebody said

    def _clause(self, source: int, target: int) -> Said | None:
        """One says something, in a clause that has the other one as its subject or its object."""
        tree, known = self._tree, self._known
        for place in self._places[target]:
            word = tree.words[place.word]
            clause = word.head
            if word.relation not in (*_SUBJECTS, "dobj") or tree.words[clause].relation != "ccomp":
                continue
            verb = tree.words[clause].head
            if not tree.is_verb(verb) or known.verbs.get(tree.words[verb].lemma) is not RelationKind.SAID:
                continue
            subject = tree.child(verb, "nsubj")
            at = self._standing(source, subject) if subject is not None else None
            if at is None or self._is_passive(verb) or not self._holds(verb):
                continue
            one = self._end(source, at)
            quotation = self._quotation(clause, target)
            said = self._group(verb)
            if (listener := tree.child(verb, "dobj", "dative")) is not None:
                words = self._object(listener)
                if words is None or tree.words[listener].lemma == known.it:
                    return None
                said |= words
            if one is None or quotation is None:
                return None
            text, literal = quotation
            marks = [mark for mark in tree.children(clause, "mark") if tree.words[mark].lemma == known.that]
            phrase = tree.said(said) if literal else f"{tree.said(said)} {known.that}"
            return self._said(one, phrase, End(target, text, Place(clause)), RelationKind.SAID, {*said, *marks})
        return None

    def _quotation(self, clause: int, name: int) -> tuple[str, bool] | None:
        """Return the beginning of a clause, and whether it is in quotation marks; None if it lacks the name."""
        tree = self._tree
        if tree.child(clause, *_SUBJECTS, "expl") is None:
            return None
        inside = {*tree.subtree(clause)}
        first = min(one for one in inside if tree.words[one].relation not in ("punct", "cc", "mark"))
        behind = [child for child in tree.below[clause] if child > clause and tree.words[child].relation not in _LATER]
        last = max([clause, *(tree.subtree(child)[-1] for child in behind)])
        cut = last - first >= LONGEST_CLAUSE
        last = first + LONGEST_CLAUSE - 1 if cut else last
        own = tree.names[name]
        if last < clause or not {*range(first, last + 1)} <= inside or not first <= own.start < own.stop <= last + 1:
            return None
        text = tree.between(first, last) + (" …" if cut else "")
        literal = first > 0 and tree.written(first - 1) in QUOTES
        if any(tree.written(one) in QUOTES and tree.words[one].tag != "POS" for one in range(first, last + 1)):
            return None
        if tree.words[first].tag in _QUESTIONS:
            return None
        return f"“{text}”" if literal else text, literal

    # -- both together

    def _together(self, source: int, target: int) -> Said | None:
        """Both are the subject of what two do with each other: "Flynn and Kislyak discussed a back channel"."""
        tree, known = self._tree, self._known
        first, second = self._places[source][0].word, self._places[target][0].word
        if not self._are_two(first, second):
            return None
        verb = tree.words[first].head if tree.words[first].relation == "nsubj" else self._verb_of_pair(second)
        joins = None if verb is None else known.reciprocal.get(tree.words[verb].lemma)
        if verb is None or joins is None or not tree.is_verb(verb) or not self._holds(verb):
            return None
        if tree.lemmas(tree.children(verb, "prep")) & {*known.reciprocal.values()}:
            return None
        said: set[int] = set()
        for one in (verb, *tree.children(verb, "xcomp")):
            said |= self._group(one)
            if (object_ := tree.child(one, "dobj")) is not None:
                words = self._object(object_)
                if words is None or not joins:
                    return None
                said |= words
        kind = known.kind((f"{tree.words[verb].lemma} {joins}".strip(), tree.words[verb].lemma))
        return self._said(self._bare(source), f"{tree.said(said)} {joins}".strip(), self._bare(target), kind, said)

    def _verb_of_pair(self, behind: int) -> int | None:
        """Return what "the two" do in a sentence, if it is plain who they are: it joins no other two names before."""
        tree = self._tree
        words = [places[0].word for places in self._places if places]
        pairs = [(one, other) for one in words for other in words if one < other and self._are_two(one, other)]
        for number, word in enumerate(tree.words):
            if number > behind and word.lemma in self._known.pair and word.relation == "nsubj":
                return word.head if len([pair for pair in pairs if pair[1] < number]) == 1 else None
        return None

    def _are_two(self, first: int, second: int) -> bool:
        """Whether two words are joined to each other, and to no third."""
        tree = self._tree
        word = tree.words[second]
        joined = word.relation == "conj" and word.head == first and not self._are_parted(first, second)
        return joined and len([*tree.children(first, "conj")]) == 1 and tree.child(second, "conj") is None

    # -- nouns

    def _noun(self, source: int, target: int) -> Said | None:
        """A noun has both: "a meeting between A and B", "A's meeting with B", "A's lawsuit against B"."""
        tree, known = self._tree, self._known
        first, second = self._places[source][0].word, self._places[target][0].word
        here, there = tree.words[first], tree.words[second]
        if here.relation == "pobj" and tree.words[here.head].lemma == known.between and self._are_two(first, second):
            noun, joins = tree.words[here.head].head, f" {known.with_}"
            words = {*range(tree.opening(noun), noun + 1)}
            predicate = f"{tree.words[noun].lemma}{joins}"
        elif here.relation == "poss" and there.relation == "pobj" and tree.words[there.head].head == here.head > first:
            noun, joins = here.head, ""
            behind = max(tree.names[source].stop, *(one + 1 for one in (first, *tree.children(first, "case"))))
            words = {*range(behind, noun + 1), there.head}
            predicate = f"{tree.words[noun].lemma} {tree.words[there.head].lemma}"
        else:
            return None
        meets = tree.words[noun].lemma in known.joint and predicate.endswith((known.with_, " to"))
        if not (meets or predicate in known.nouns) or not self._is_there(noun):
            return None
        if {tree.owner[one] for one in words} != {-1}:
            return None
        kind = known.kind((predicate,), noun=True)
        return self._said(self._bare(source), f"{tree.said(words)}{joins}", self._bare(target), kind, words)

    def _is_there(self, noun: int) -> bool:
        """Whether a sentence says that there is, or was, what a noun names."""
        tree, known = self._tree, self._known
        if tree.lemmas(tree.below[noun]) & known.none:
            return False
        for one in tree.above(noun):
            below = (tree.words[child] for child in tree.below[one])
            if any(word.relation == "neg" or word.tag in ("MD", "TO") for word in below):
                return False
            if tree.words[one].lemma in known.unreal_verbs or tree.words[one].relation in ("pcomp", "xcomp"):
                return False
        return True

    # -- all

    def _said(self, source: End, phrase: str, target: End, kind: RelationKind, words: set[int]) -> Said | None:
        """Return what is said, unless that is long, or far apart."""
        if len(words) > LONGEST or max(words) - min(words) > 3 * LONGEST:
            return None
        if kind in _OF_ENTITIES and not all(map(self._is_entity, (source, target))):
            kind = RelationKind.OTHER
        return Said(source.name, phrase, target.name, kind, self._tree.spots(words), source.text, target.text)

    def _is_entity(self, end: End) -> bool:
        return end.text is None or self._is_called(end.place.word)


def _third(verb: str) -> str:
    """Return the form of a verb for he, she and it.

    >>> _third("own"), _third("carry"), _third("teach")
    ('owns', 'carries', 'teaches')
    """
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{verb}s"
