"""Say what the evidence of a graph tells: what names are called, and what links mean, each with its sentences.

Only sentences that are evidence of links are parsed, and only what one sentence says by itself is told.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from comention.languages.predicates import predicates
from comention.model import DocumentAttributes, EntityType, Graph, Passage, Relation, RelationKind, Role, Saying
from comention.relate.phrases import Phrases
from comention.relate.roles import Roles
from comention.relate.sayings import Called, Said
from comention.relate.tree import Spot, Tree
from comention.text.parses import unpacked

LONGEST = 600
"""Characters of the longest sentence that is parsed: of a longer one, a list as a rule, hardly any parse is right."""
CROWDED = 30
"""A sentence with more names than this is not parsed either,"""
LISTED = 3
"""nor one with so many semicolons, as lists of sources have,"""
SHORT, HEADLINE, CAPITALS = 3, 8, 0.75
"""nor one with so many longer words, if of those outside names more than this share has a capital: a headline."""
QUOTED = 3
"""So many sentences of a role are told."""
_WORD = re.compile(r"(?<!\S)[^\W\d_]\S*")

Parses = Callable[[str, Sequence[str]], Mapping[str, str]]
"""Parses sentences of a language, each given once: tells the packed parse of each, as far as it can be parsed."""

Ends = frozenset[str]
"""The two names of a link."""


class Sayings(NamedTuple):
    """What one sentence says of its names, which are given by their numbers in it."""

    called: tuple[Called, ...]
    said: tuple[Said, ...]


class _Told(NamedTuple):
    """A sentence that says something, and how it is written there."""

    text: str
    passage: Passage
    document: DocumentAttributes
    words: tuple[Spot, ...]


class _Statement(NamedTuple):
    """What is the same in all sentences that say so."""

    source: str
    phrase: str
    target: str
    source_text: str | None
    target_text: str | None


def relate(graph: Graph, parses: Parses) -> None:
    """Give the names of a graph their `roles`, and its links their `relations`, as far as its evidence tells any."""
    roles: dict[tuple[str, str, str | None], list[_Told]] = defaultdict(list)
    relations: dict[_Statement, list[tuple[RelationKind, _Told]]] = defaultdict(list)
    for passage, document, ends, packed in _parsed(graph, parses):
        language = document["language"] or ""
        ids = [name[2] for name in passage["names"]]
        names = tuple((start, end, graph.nodes[one]["type"]) for start, end, one in passage["names"])
        called, said = _sayings(language, passage["text"], packed, names)
        for name, role, words, of in called:
            other = None if of is None or ids[of] == ids[name] else ids[of]
            roles[ids[name], role.casefold(), other].append(_Told(role, passage, document, words))
        for one in said:
            source, target = ids[one.source], ids[one.target]
            if frozenset((source, target)) in ends:
                statement = _Statement(source, one.phrase.casefold(), target, one.source_text, one.target_text)
                relations[statement].append((one.kind, _Told(one.phrase, passage, document, one.words)))
    _add_roles(graph, roles)
    _add_relations(graph, relations)


def _parsed(graph: Graph, parses: Parses) -> Iterator[tuple[Passage, DocumentAttributes, set[Ends], str]]:
    """Yield the sentences that are evidence and can be parsed, with their documents, their links and their parses."""
    documents: list[DocumentAttributes] = graph.graph["documents"]
    linked = [
        (passage, documents[passage["document"]], ends)
        for place, ends in _linked(graph).items()
        if len((passage := graph.graph["passages"][place])["names"]) <= CROWDED
        and _is_plain(passage["text"], tuple((start, end) for start, end, _ in passage["names"]))
    ]
    sentences: dict[str, dict[str, None]] = {}
    for passage, document, _ in linked:
        sentences.setdefault(document["language"] or "", {})[passage["text"]] = None
    known = {language: parses(language, [*texts]) for language, texts in sentences.items() if predicates(language)}
    for passage, document, ends in linked:
        packed = known.get(document["language"] or "", {}).get(passage["text"])
        if packed is not None:
            yield passage, document, ends, packed


@lru_cache(maxsize=1 << 17)
def _is_plain(text: str, names: tuple[Spot, ...]) -> bool:
    """Whether a sentence with names at these places is one that a parser understands."""
    if len(text) > LONGEST or text.count(";") >= LISTED:
        return False
    words = [found for found in _WORD.finditer(text) if len(found[0]) > SHORT]
    if len(words) < HEADLINE:
        return True
    others = [found[0] for found in words if not any(start <= found.start() < end for start, end in names)]
    return sum(word[0].isupper() for word in others) <= CAPITALS * len(others)


def _linked(graph: Graph) -> dict[int, set[Ends]]:
    """Return the sentences with names that are evidence of links, by their places in the graph, and of which links."""
    passages: list[Passage] = graph.graph["passages"]
    number = {document["id"]: place for place, document in enumerate(graph.graph["documents"])}
    starts = [(passage["document"], passage["start"]) for passage in passages]
    places = {start: place for place, start in enumerate(starts)}
    found: dict[int, set[Ends]] = defaultdict(set)
    for one, other, edge in graph.edges(data=True):
        ends = frozenset((one, other))
        for evidence in edge["evidence"]:
            document, start, end = number[evidence["document"]], evidence["start"], evidence["end"]
            place = places.get((document, start), -1)
            if place >= 0 and passages[place]["end"] == end:
                found[place].add(ends)
                continue
            for place in range(bisect_left(starts, (document, start)), bisect_left(starts, (document, end))):
                if passages[place]["end"] <= end:
                    found[place].add(ends)
    return dict(sorted(found.items()))


@lru_cache(maxsize=1 << 17)
def _sayings(language: str, text: str, packed: str, names: tuple[tuple[int, int, str], ...]) -> Sayings:
    """Say what a sentence tells of its names, which are given with their types.

    It is remembered, because a correction of names changes it for few sentences. Raises KeyError if nothing is known of
    the language.
    """
    known = predicates(language)
    if known is None:
        raise KeyError(language)
    tree = Tree(text, unpacked(packed), [(start, end) for start, end, _ in names])
    types = [EntityType(kind) for *_, kind in names]
    roles = Roles(tree, types, known)
    phrases = Phrases(tree, known)
    pairs = [found for pair in combinations(range(len(names)), 2) if (found := phrases.between(*pair))]
    said = [*(one for one in roles.said if not any(_says_more(other, one) for other in pairs)), *pairs]
    return Sayings(tuple(roles.called), tuple(one._replace(kind=_checked(one, types)) for one in said))


def _says_more(said: Said, role: Said) -> bool:
    """Whether a relation says what a role does, and when: "became chief executive of"."""
    ends = (said.source, said.target) == (role.source, role.target)
    return ends and said.phrase.endswith(f" {role.phrase}")


def _checked(said: Said, types: Sequence[EntityType]) -> RelationKind:
    """Return the kind of a relation, or OTHER if the ends are not of types that it can have."""
    source, target = types[said.source], types[said.target]
    fits = {
        RelationKind.FAMILY: source is target is EntityType.PERSON or bool(said.source_text or said.target_text),
        RelationKind.WORKS: not (source is target is EntityType.COUNTRY),
        RelationKind.MEMBER: target is not EntityType.PERSON,
        RelationKind.LOCATED: target is EntityType.COUNTRY,
    }
    return said.kind if fits.get(said.kind, True) else RelationKind.OTHER


def _once(several: Iterable[_Told]) -> list[_Told]:
    """Leave out what a sentence says again."""
    found: dict[int, _Told] = {}
    for told in several:
        found.setdefault(id(told.passage), told)
    return [*found.values()]


def _saying(told: _Told) -> Saying:
    passage = told.passage
    found: Saying = {
        "document": told.document["id"],
        "sentence": passage["sentence"],
        "start": passage["start"],
        "end": passage["end"],
        "text": passage["text"],
        "words": [[*spot] for spot in told.words],
    }
    if "page" in passage:
        found["page"] = passage["page"]
    if "recognized" in passage:
        found["recognized"] = passage["recognized"]
    return found


def _dates(several: Iterable[_Told]) -> Iterator[tuple[str, str]]:
    """Yield the first and the last date of some sentences, under the names that records have for them."""
    dates = sorted(date for told in several if (date := told.document["date"]))
    if dates:
        yield "first_seen", dates[0]
        yield "last_seen", dates[-1]


def _usual(several: Sequence[_Told]) -> str:
    """Return how something is written most often; of equals, the way that comes first."""
    return Counter(told.text for told in several).most_common(1)[0][0]


def _add_roles(graph: Graph, roles: Mapping[tuple[str, str, str | None], Sequence[_Told]]) -> None:
    found: dict[str, list[Role]] = {}
    for (node, _, of), several in roles.items():
        told = _once(several)
        role: Role = {"role": _usual(told), "count": len(told), "evidence": [_saying(one) for one in told[:QUOTED]]}
        if of is not None:
            role["of"] = of
        found.setdefault(node, []).append({**role, **dict(_dates(told))})  # type: ignore[typeddict-item]
    for node, own in found.items():
        graph.nodes[node]["roles"] = sorted(own, key=lambda role: -role["count"])


def _add_relations(graph: Graph, relations: Mapping[_Statement, Sequence[tuple[RelationKind, _Told]]]) -> None:
    found: dict[tuple[str, str], list[Relation]] = {}
    for statement, several in relations.items():
        told = _once(one for _, one in several)
        relation: Relation = {
            "source": statement.source,
            "target": statement.target,
            "phrase": _usual(told),
            "kind": several[0][0].value,
            "count": len(told),
            "evidence": [_saying(one) for one in told],
        }
        if statement.source_text is not None:
            relation["source_text"] = statement.source_text
        if statement.target_text is not None:
            relation["target_text"] = statement.target_text
        ends = (statement.source, statement.target)
        pair = ends if ends in found else (min(ends), max(ends))
        found.setdefault(pair, []).append({**relation, **dict(_dates(told))})  # type: ignore[typeddict-item]
    for (source, target), own in found.items():
        own.sort(key=lambda relation: (-relation["count"], relation["kind"] == RelationKind.OTHER))
        graph.edges[source, target]["relations"] = own
