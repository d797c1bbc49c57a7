"""Compare the names found in documents with gold: how well names, entities and links were found.

What is counted, micro inside a source, mean over sources:

- exact, overlap: names of the same type with the same characters, or with any character in common, one to one;
- node: entities. A predicted one may stand for one gold one of its type; the assignment maximises shared names;
- edge: pairs of entities with names in one sentence of gold, after that assignment. Both are taken for the graph of
  each document, and, as c-node and c-edge, for one graph of all documents of a source;
- b3a: B-cubed F1 of the names that were found, whatever their types: how well they are put together;
- merge, c-merge: of all pairs of found names that were given to one entity, those that belong together.

Before anything is compared, articles, titles and possessive endings come off both sides; of overlapping predictions
the longest stays; those outside a document's zone are dropped, and those that touch nothing but what gold says to
ignore: unsure stretches, and countries named through their people.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

import networkx as nx

LEADING = {
    *("the", "a", "an", "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "president", "prime minister", "minister"),
    *("senator", "sen", "rep", "gen", "general", "gov", "governor", "king", "queen", "prince", "princess", "pope"),
    *("judge", "justice"),
}
_WORD = re.compile(r"(prime\s+minister|[^\W\d_]+)\.?\s+", re.IGNORECASE)
_TAIL = re.compile(r"(?:['’]s?|[\s,;:\"”])+\Z")

Span = tuple[int, int]
Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text. `rule` is the tool's reason, where it gave one."""

    start: int
    end: int
    type: str
    entity: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A text with its names marked by hand; `ignored` stretches, and all outside `zone`, count for nothing."""

    id: str
    source: str
    text: str
    sentences: tuple[Span, ...]
    names: tuple[Name, ...]
    ignored: tuple[Span, ...] = ()
    zone: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """A document ready to be counted: both sides clean, and `aligned` (predicted, gold) positions in them."""

    document: GoldDocument
    gold: tuple[Name, ...]
    predicted: tuple[Name, ...]
    aligned: tuple[tuple[int, int], ...]

    def shared(self) -> list[tuple[Name, Name]]:
        """The aligned names, predicted and gold."""
        return [(self.predicted[i], self.gold[j]) for i, j in self.aligned]


class Counts(NamedTuple):
    """How many were right, of how many predicted, of how many in gold; numbers or shares of them."""

    right: float = 0
    predicted: float = 0
    gold: float = 0

    def plus(self, other: "Counts") -> "Counts":
        """Add up."""
        return Counts(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def precision(self) -> float:
        """Right of predicted; 0 when nothing was."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Right of gold."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return harmonic(self.precision, self.recall)


def harmonic(a: float, b: float) -> float:
    """Return the harmonic mean, 0 of two zeros."""
    return 2 * a * b / (a + b) if a + b else 0.0


def load_gold(path: Path) -> list[GoldDocument]:
    """Read gold from JSON lines; countries named through their people are kept as stretches to ignore."""
    return [_gold_document(record) for record in _records(path)]


def load_predictions(path: Path) -> dict[str, list[Name]]:
    """Read what `comention export --format mentions` writes."""
    return {str(record["id"]): [_name(mention) for mention in record["mentions"]] for record in _records(path)}


def _records(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _gold_document(record: Mapping[str, Any]) -> GoldDocument:
    demonyms = [(mention["start"], mention["end"]) for mention in record["mentions"] if mention.get("demonym")]
    return GoldDocument(
        record["id"],
        record["source"],
        record["text"],
        tuple((start, end) for start, end in record["sentences"]),
        tuple(_name(mention) for mention in record["mentions"] if not mention.get("demonym")),
        (*((start, end) for start, end in record.get("ignore", ())), *demonyms),
        tuple((start, end) for start, end in record.get("zone") or ()),
    )


def _name(mention: Mapping[str, Any]) -> Name:
    return Name(mention["start"], mention["end"], mention["type"], str(mention["entity"]), mention.get("rule", ""))


def trim(text: str, start: int, end: int) -> Span:
    """Take articles and titles off the front of a span, and possessive endings and punctuation off its end.

    >>> text = "said Prime Minister May's"
    >>> start, end = trim(text, 5, len(text))
    >>> text[start:end]
    'May'
    """
    while start < end and text[start].isspace():
        start += 1
    while (word := _WORD.match(text, start, end)) and word.end() < end:
        if " ".join(word[1].lower().split()) not in LEADING:
            break
        start = word.end()
    tail = _TAIL.search(text[start:end])
    return start, start + tail.start() if tail and tail.start() else end


def compare(document: GoldDocument, predictions: Iterable[Name]) -> Compared:
    """Clean both sides and align them."""
    gold = tuple(_trimmed(name, document.text) for name in document.names)
    inside = (_trimmed(name, document.text) for name in predictions)
    kept: list[Name] = []
    for name in sorted(inside, key=lambda name: (name.start - name.end, name.start)):
        if _in_zone(name, document.zone) and not any(_overlap(name, other) for other in kept):
            kept.append(name)
    places = [(name.start, name.end) for name in gold]
    predicted = tuple(
        sorted(
            (name for name in kept if _touches(name, places) or not _touches(name, document.ignored)),
            key=attrgetter("start"),
        )
    )
    return Compared(document, gold, predicted, tuple(align(predicted, gold)))


def _trimmed(name: Name, text: str) -> Name:
    start, end = trim(text, name.start, name.end)
    return replace(name, start=start, end=end)


def counts_for(document: GoldDocument, start: int, end: int) -> bool:
    """Whether gold says anything of these characters: they are in its zone, and not to be ignored."""
    inside = not document.zone or any(first <= start and end <= last for first, last in document.zone)
    return inside and not any(first < end and start < last for first, last in document.ignored)


def _in_zone(name: Name, zone: Sequence[Span]) -> bool:
    return not zone or any(start <= name.start and name.end <= end for start, end in zone)


def _touches(name: Name, spans: Iterable[Span]) -> bool:
    return any(name.start < end and start < name.end for start, end in spans)


def _overlap(a: Name, b: Name) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def align(predicted: Sequence[Name], gold: Sequence[Name], *, typed: bool = False) -> list[tuple[int, int]]:
    """Pair names that overlap one to one, the most characters in common first; `typed` pairs only names of one type."""
    candidates = sorted(
        (-common, a.type != b.type, i, j)
        for i, a in enumerate(predicted)
        for j, b in enumerate(gold)
        if (common := _overlap(a, b)) and (a.type == b.type or not typed)
    )
    left, right = set(range(len(predicted))), set(range(len(gold)))
    pairs = []
    for _, _, i, j in candidates:
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            pairs.append((i, j))
    return pairs


def exact(compared: Compared) -> Counts:
    """Count names with the same characters and type."""
    gold = {(name.start, name.end, name.type) for name in compared.gold}
    predicted = {(name.start, name.end, name.type) for name in compared.predicted}
    return Counts(len(gold & predicted), len(compared.predicted), len(compared.gold))


def overlap(compared: Compared) -> Counts:
    """Count names of the same type with any character in common, one to one."""
    pairs = align(compared.predicted, compared.gold, typed=True)
    return Counts(len(pairs), len(compared.predicted), len(compared.gold))


def node_types(names: Iterable[Name]) -> dict[str, str]:
    """Give each entity the type of most of its names, the first seen one if equal."""
    votes: dict[str, Counter[str]] = {}
    for name in names:
        votes.setdefault(name.entity, Counter())[name.type] += 1
    return {entity: types.most_common(1)[0][0] for entity, types in votes.items()}


def match_nodes(documents: Sequence[Compared]) -> dict[str, str]:
    """Assign predicted entities to gold ones of their type, one to one, so that they share the most names."""
    predicted = node_types(name for compared in documents for name in compared.predicted)
    gold = node_types(name for compared in documents for name in compared.gold)
    shared = Counter(
        (name.entity, truth.entity)
        for compared in documents
        for name, truth in compared.shared()
        if predicted[name.entity] == gold[truth.entity]
    )
    graph: nx.Graph[tuple[str, str]] = nx.Graph()
    for (node, truth), weight in sorted(shared.items()):
        graph.add_edge(("predicted", node), ("gold", truth), weight=weight)
    matching = (dict(pair) for pair in nx.max_weight_matching(graph))
    return {pair["predicted"]: pair["gold"] for pair in matching}


def links(sentences: Iterable[Span], names: Sequence[Name]) -> set[Pair]:
    """Return the pairs of entities that have names beginning in one sentence."""
    found: set[Pair] = set()
    for start, end in sentences:
        together = {name.entity for name in names if start <= name.start < end}
        found.update(frozenset(pair) for pair in combinations(together, 2))
    return found


def graph_counts(documents: Sequence[Compared]) -> tuple[Counts, Counts]:
    """Count nodes and edges of one graph over all the documents."""
    matched = match_nodes(documents)
    nodes = Counts(
        len(matched),
        len({name.entity for compared in documents for name in compared.predicted}),
        len({name.entity for compared in documents for name in compared.gold}),
    )
    gold: set[Pair] = set()
    predicted: set[Pair] = set()
    for compared in documents:
        gold |= links(compared.document.sentences, compared.gold)
        predicted |= links(compared.document.sentences, compared.predicted)
    mapped = {frozenset(matched[node] for node in pair) for pair in predicted if pair <= matched.keys()}
    return nodes, Counts(len(mapped & gold), len(predicted), len(gold))


def b_cubed(compared: Compared) -> tuple[float, float, int]:
    """Return the summed precision and recall of the aligned names, and their number."""
    both = Counter((name.entity, truth.entity) for name, truth in compared.shared())
    predicted: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for (node, truth), count in both.items():
        predicted[node] += count
        gold[truth] += count
    precision = sum(count * count / predicted[node] for (node, _), count in both.items())
    recall = sum(count * count / gold[truth] for (_, truth), count in both.items())
    return precision, recall, both.total()


def merges(documents: Iterable[Compared]) -> Counts:
    """Count the pairs of aligned names given to one entity (`predicted`), and those that belong together (`right`)."""
    both = Counter((name.entity, truth.entity) for compared in documents for name, truth in compared.shared())
    predicted: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for (node, truth), count in both.items():
        predicted[node] += count
        gold[truth] += count
    return Counts(_pairs(both), _pairs(predicted), _pairs(gold))


def _pairs(sizes: Counter[Any]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


def score(documents: Sequence[Compared]) -> dict[str, float]:
    """Return all figures of one source, in percent."""
    counts = dict.fromkeys(("exact", "overlap", "node", "edge", "merge"), Counts())
    precision = recall = aligned = 0.0
    for compared in documents:
        node, edge = graph_counts([compared])
        own = {"exact": exact(compared), "overlap": overlap(compared), "node": node, "edge": edge}
        own["merge"] = merges([compared])
        counts = {column: counts[column].plus(own[column]) for column in counts}
        p, r, number = b_cubed(compared)
        precision, recall, aligned = precision + p, recall + r, aligned + number
    counts["c-node"], counts["c-edge"] = graph_counts(documents)
    counts["c-merge"] = merges(documents)
    figures = {column: count.precision if "merge" in column else count.f1 for column, count in counts.items()}
    figures["b3a"] = harmonic(precision / aligned, recall / aligned) if aligned else 0.0
    for column in ("node", "edge"):
        figures |= {f"{column} p": counts[column].precision, f"{column} r": counts[column].recall}
    return {column: 100 * figure for column, figure in figures.items()}


def score_sources(documents: Sequence[Compared]) -> dict[str, dict[str, float]]:
    """Return the figures of each source, sorted, of all as one ("ALL"), and the means of the sources ("MACRO")."""
    sources: dict[str, list[Compared]] = {}
    for compared in documents:
        sources.setdefault(compared.document.source, []).append(compared)
    scores = {source: score(sources[source]) for source in sorted(sources)}
    columns = next(iter(scores.values()), {})
    mean = {column: sum(figures[column] for figures in scores.values()) / len(scores) for column in columns}
    return {**scores, "ALL": score(documents), "MACRO": mean}
