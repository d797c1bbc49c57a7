"""Make the graph of a synthetic collection with exactly so many entities and links.

Like real collections, it has communities and a few small groups of its own, a heavy tail of mentions and of weights,
and some names that nobody is linked with. The documents go through `comention.workspace`, `link` and `analyse`: their
graph has every attribute that the graph of real ones has. Equal numbers give equal graphs.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, pairwise

from comention import __version__
from comention.analyse import analyse
from comention.link import link
from comention.model import Alias, Document, Entity, EntityType, Extraction, Graph, Mention, Sentence
from comention.workspace.store import Store

ONSETS = ("b", "br", "d", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "w", "z")
VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
CODAS = ("", "", "l", "n", "r", "s", "nd", "rt")
KINDS = ("Bank", "Council", "Group", "Institute", "Line", "Party", "Trust", "Union", "University", "Works")
COUNTRIES, LOOSE, APART, ACROSS = 0.02, 0.03, 0.05, 0.14
"""Shares: of countries, of names without a link, of names in groups of two or three, of sentences across groups."""


@dataclass(frozen=True, slots=True)
class Synthetic:
    """An entity that nobody wrote about yet: its id, and the forms of its name, the full one first."""

    id: str
    type: EntityType
    forms: tuple[str, ...]


def crowd(entities: int, links: int) -> Graph:
    """Return the analysed graph of a synthetic collection, which needs about as many links as entities, or more.

    >>> crowd(60, 60).number_of_edges()
    60
    >>> crowd(60, 150).number_of_edges()
    150
    """
    chance = random.Random(entities)
    cast = list(synthetic(chance, entities))
    documents = list(told(chance, cast, gatherings(chance, entities, links)))
    mentions = [mention for *_, found in documents for mention in found]
    with Store() as store:
        store.begin()
        store.remember((document.id, extraction) for document, extraction, _ in documents)
        store.stage((document, document.id) for document, *_ in documents)
        store.save(counted(cast, mentions), mentions)
        graph = analyse(link(store))
    graph.graph |= {
        "title": f"{entities:,} synthetic names",
        "comention": __version__,
        "model": "none",
        "settings": {"window": "sentence", "evidence": 5},
    }
    assert graph.number_of_nodes() == entities
    assert graph.number_of_edges() == links
    return graph


def counted(cast: Sequence[Synthetic], mentions: Sequence[Mention]) -> list[Entity]:
    """Return the entities with their surface forms, the most frequent first."""
    forms: dict[str, Counter[tuple[str, str]]] = {one.id: Counter() for one in cast}
    for mention in mentions:
        forms[mention.entity][mention.surface, mention.rule] += 1
    return [
        Entity(
            one.id,
            one.type,
            one.forms[0],
            tuple(
                Alias(form, count, rule)
                for (form, rule), count in sorted(forms[one.id].items(), key=lambda item: (-item[1], item[0]))
            ),
        )
        for one in cast
    ]


def word(chance: random.Random, syllables: int) -> str:
    """Return a synthetic word."""
    return "".join(chance.choice(ONSETS) + chance.choice(VOWELS) + chance.choice(CODAS) for _ in range(syllables))


def synthetic(chance: random.Random, count: int) -> Iterator[Synthetic]:
    """Yield people, organizations and a few countries, no two of one name."""
    used: set[str] = set()
    while len(used) < count:
        surname = word(chance, 2).title()
        if len(used) < COUNTRIES * count:
            kind, forms = EntityType.COUNTRY, [f"{surname}ia"]
        elif chance.random() < 0.4:
            kind, forms = EntityType.ORG, [f"{surname} {chance.choice(KINDS)}"]
        else:
            kind, forms = EntityType.PERSON, [f"{word(chance, 2).title()} {surname}", surname]
        if forms[0] not in used:
            used.add(forms[0])
            prefix = {"PERSON": "person", "ORG": "org", "COUNTRY": "country"}[kind]
            yield Synthetic(f"{prefix}:{forms[0].lower().replace(' ', '-')}", kind, tuple(forms))


def gatherings(chance: random.Random, count: int, links: int) -> Iterator[Sequence[Sequence[int]]]:
    """Yield, group by group, who is named together in a sentence, until so many pairs are."""
    order = chance.sample(range(count), count)
    loose, apart = round(LOOSE * count), round(APART * count)
    yield from ([(one,)] for one in order[:loose])
    pairs: set[tuple[int, int]] = set()
    small = order[loose : loose + apart]
    while small:
        size = len(small) if len(small) < 4 else chance.choice((2, 2, 3))
        members, small = sorted(small[:size]), small[size:]
        pairs.update(combinations(members, 2))
        yield [tuple(members)]

    rooms = list(split(order[loose + apart :], max(4, round(count**0.5 / 2.2))))
    fame = [list(accumulate((place + 1) ** -1.0 for place in range(len(room)))) for room in rooms]
    everyone = [(number, one) for number, room in enumerate(rooms) for one in room]
    shares = list(accumulate((place + 1) ** -1.0 for room in rooms for place in range(len(room))))
    waiting = chance.sample(everyone, len(everyone))  # everybody is named at least once, for which links are left
    if len(pairs) + len(waiting) > links:
        raise ValueError(f"{count:,} names cannot all be linked by {links:,} links")
    talks: list[list[list[int]]] = [[] for _ in rooms]
    while waiting or len(pairs) < links:
        number, one = waiting[-1] if waiting else chance.choices(everyone, cum_weights=shares)[0]
        size = chance.choices((2, 3, 4), (70, 22, 8))[0]
        named = {one, *chance.choices(rooms[number], cum_weights=fame[number], k=size - 1)}
        if chance.random() < ACROSS:
            named.add(chance.choices(everyone, cum_weights=shares)[0][1])
        new = set(combinations(sorted(named), 2)) - pairs
        if len(named) > 1 and len(pairs) + len(new) + max(0, len(waiting) - 1) <= links:
            pairs |= new
            talks[number].append(chance.sample(sorted(named), len(named)))
            if waiting:
                waiting.pop()
    yield from (chance.sample(talk, len(talk)) for talk in talks)


def split(members: Sequence[int], parts: int) -> Iterator[Sequence[int]]:
    """Cut a list into parts, each smaller than the one before."""
    ends = list(accumulate((part + 1) ** -0.7 for part in range(parts)))
    cuts = [0, *(round(end / ends[-1] * len(members)) for end in ends)]
    return (members[start:stop] for start, stop in pairwise(cuts))


def told(
    chance: random.Random, cast: Sequence[Synthetic], talks: Iterable[Sequence[Sequence[int]]]
) -> Iterator[tuple[Document, Extraction, list[Mention]]]:
    """Yield documents of a few sentences each, most with a date, and the names in them."""
    words = [word(chance, chance.choice((1, 1, 2, 2, 3))) for _ in range(4000)]
    shares = list(accumulate((place + 1) ** -1.0 for place in range(len(words))))
    number = 0
    for talk in talks:
        while talk:
            length = min(len(talk), chance.randint(3, 30))
            now, talk = talk[:length], talk[length:]
            name, text = f"article-{number:05}.txt", ""
            number += 1
            sentences: list[Sentence] = []
            mentions: list[Mention] = []
            for members in now:
                start = len(text)
                for place, one in enumerate(members):
                    filler = chance.choices(words, cum_weights=shares, k=chance.randint(2, 7))
                    text += " ".join(filler if place else [filler[0].title(), *filler[1:]]) + " "
                    form = chance.choice(cast[one].forms)
                    span = (len(sentences), len(text), len(text) + len(form), form, cast[one].type, cast[one].id)
                    mentions.append(Mention(name, *span, "full name" if form == cast[one].forms[0] else "surname"))
                    text += form + " "
                text += " ".join(chance.choices(words, cum_weights=shares, k=chance.randint(2, 7))) + "."
                sentences.append(Sentence(start, len(text), len(sentences) // 4))
                text += " "
            date = f"{chance.randint(2009, 2021)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            document = Document(name, text, date=date if chance.random() < 0.8 else None)
            yield document, Extraction(tuple(sentences), ()), mentions
