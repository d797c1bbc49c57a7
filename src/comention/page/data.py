"""The rows of the page's data blocks, in which each fact of a graph is stored once.

The page works out for itself what follows from other facts: which sentences name a node or both ends of a link, in
which documents and when that was, and how often it would happen by chance.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import chain, takewhile
from typing import Any, NamedTuple, cast

from comention import measures, model
from comention.config import in_words
from comention.contract import units
from comention.export.flatten import Flat
from comention.export.graphml import TYPES
from comention.export.looks import places, radii
from comention.export.strongest import LINKS, NAMES, by_strength, strongest
from comention.measures import Measure
from comention.model import (
    DocumentAttributes,
    EdgeAttributes,
    Evidence,
    Graph,
    GraphAttributes,
    NodeAttributes,
    RelationKind,
    Saying,
)

BACKBONE = 0.2
"""Significance level below which a link belongs to the backbone on the page."""
# what the weight of a link counts, by the window in which links are counted
UNITS = {"sentence": "sentence", "1": "sentence", "paragraph": "paragraph", "document": "document"}

DECIMALS = 2
"""Decimals of a measure on the page."""
AROUND = 100
"""Links of a name that a page asks its server for."""
_OTHERWISE = ("mentions", "documents", "weight", "significance")
NAME_MEASURES, LINK_MEASURES = (
    [measure for measure in listed if measure.about.brief and measure.name not in _OTHERWISE]
    for listed in (measures.NAMES, measures.LINKS)
)
"""Measures that the page shows as they are; it counts the others, or shows them as the backbone."""

Row = dict[str, Any]


class Data(NamedTuple):
    """The data blocks of a page."""

    facts: Row
    documents: Sequence[DocumentAttributes]
    nodes: list[Row]
    edges: list[Row]
    passages: list[Row]


class Passage(NamedTuple):
    """A stretch of a document, by its number, with start, end and number of the node of each name in it."""

    document: int
    page: int | None
    recognized: bool
    sentence: int
    text: str
    names: Sequence[tuple[int, int, int]]


def page_data(graph: Graph) -> Data:
    """Return the data blocks of a graph, or of its strongest links if there are too many.

    The most mentioned nodes and the strongest links come first. The sentences are followed by wider excerpts.
    """
    ids = Flat(graph).ids
    graph = shown(graph)
    nodes = sorted(graph, key=lambda node: (-graph.nodes[node]["mentions"], node))
    number = {node: index for index, node in enumerate(nodes)}
    about = cast("GraphAttributes", graph.graph)
    documents, sentences = about.get("documents", []), about.get("passages", [])
    passages = [numbered(passage, number) for passage in sentences]
    excerpts = Excerpts(about, number, passages)
    edges = list(edge_rows(graph, number, passages, excerpts, {node: place for place, node in enumerate(ids)}))
    forms = [{form: place for place, form in enumerate(aliases_of(graph.nodes[node]))} for node in nodes]
    return Data(
        {**facts(about), **kinds(graph), "columns": columns_in_files(graph), "sentences": len(sentences)},
        documents,
        list(node_rows(graph, nodes, passages[: len(sentences)], excerpts, ids)),
        edges,
        [passage_row(passage, forms) for passage in passages],
    )


def columns(rows: Iterable[Row]) -> dict[str, list[Any]]:
    """Return rows as a table by columns, which compresses better; missing values are None.

    >>> columns([{"a": 1}, {"a": 2, "b": 3}])
    {'a': [1, 2], 'b': [None, 3]}
    """
    rows = list(rows)
    names = dict.fromkeys(chain.from_iterable(rows))
    return {name: [row.get(name) for row in rows] for name in names}


def columns_in_files(graph: Graph) -> dict[str, dict[str, str]]:
    """Return the attributes of nodes and of edges, in the order and with the types that they have in GraphML.

    The page knows the place of every node, whether the graph does or not.
    """
    found = Flat(graph).columns
    return {
        element: {name: TYPES[kind] for name, kind in kinds.items()}
        for element, kinds in {**found, "node": {**found["node"], "x": int, "y": int}}.items()
    }


def node_rows(
    graph: Graph, nodes: Sequence[str], sentences: Sequence[Passage], excerpts: "Excerpts", ids: Mapping[str, str]
) -> Iterator[Row]:
    """Yield a row for each entity; its id in files, from `ids`, is stored if it differs from the key.

    So is the number of its links, if it differs from that on the page.
    """
    sizes, points = radii(graph), places(graph)
    named_in: list[set[int]] = [set() for _ in nodes]
    for passage in sentences:
        for _, _, named in passage.names:
            named_in[named].add(passage.document)
    dates = [document.get("date") for document in graph.graph.get("documents", [])]
    for index, node in enumerate(nodes):
        entity = graph.nodes[node]
        reasons = entity.get("reasons", {})
        yield present(
            x=points[node][0],
            y=points[node][1],
            size=sizes[node],
            key=node,
            file_id=None if ids[node] == node else ids[node],
            label=entity["label"],
            type=entity["type"],
            mentions=entity["mentions"],
            documents=entity["documents"],
            windows=entity.get("windows"),
            degree=None if entity.get("degree") == graph.degree[node] else entity.get("degree"),
            community=entity.get("community", 0),
            change=entity.get("change"),
            **measured(entity, NAME_MEASURES),
            aliases=[[form, count, reasons.get(form, "")] for form, count in aliases_of(entity).items()],
            code=entity.get("code"),
            seen=seen(entity, named_in[index], dates),
            roles=role_rows(entity, excerpts),
        )


def role_rows(entity: NodeAttributes, excerpts: "Excerpts") -> list[Row] | None:
    """Return a row for each role of an entity; None if it has none."""
    return [
        present(
            role=role["role"],
            count=role["count"],
            of=role.get("of"),
            said=[excerpts.saying(saying) for saying in role["evidence"]],
        )
        for role in entity.get("roles", ())
    ] or None


def aliases_of(entity: NodeAttributes) -> Mapping[str, int]:
    """Return the surface forms of an entity with their counts."""
    return entity.get("aliases", {})


def measured(about: Mapping[str, Any], listed: Iterable[Measure]) -> Row:
    """Return the values of measures, rounded; None where one is not known.

    >>> measured({"npmi": -0.001}, LINK_MEASURES)
    {'npmi': 0.0}
    """
    found = ((measure.name, about.get(measure.name)) for measure in listed)
    return {name: value if value is None else round(value, DECIMALS) + 0 for name, value in found}


def edge_rows(
    graph: Graph,
    number: Mapping[str, int],
    passages: Sequence[Passage],
    excerpts: "Excerpts",
    order: Mapping[str, int],
) -> Iterator[Row]:
    """Yield a row for each link, strongest first; its ends are in `order`, which is that of files.

    If links are counted in sentences, the page finds the sentences of a link itself: those that name both ends. If
    there is none, or links are counted in wider windows, the evidence of the link is appended to the passages by
    `excerpts`, and the row has the part of the weight that each document contributes.
    """
    about = cast("GraphAttributes", graph.graph)
    linked = (tuple(sorted((number[a], number[b]))) for a, b in graph.edges)
    plain = named_together(passages, linked) if unit(about) == "sentence" else {}
    dates = [document.get("date") for document in graph.graph.get("documents", [])]
    for a, b, link in sorted(graph.edges(data=True), key=by_strength(graph)):
        one, other = sorted((a, b), key=order.__getitem__)
        first, second = sorted((number[a], number[b]))
        found = plain.get((first, second))
        places = link.get("by_document") or found or Counter(excerpts.documents(link["evidence"]))
        yield present(
            **{"from": number[one], "to": number[other]},
            weight=link["weight"],
            documents=link["documents"],
            change=link.get("change"),
            **measured(link, LINK_MEASURES),
            solid=1 if link.get("significance", 1) < BACKBONE else None,
            seen=seen(link, places, dates),
            places=None if places == found else [*chain.from_iterable(sorted(places.items()))],
            evidence=None if found else [excerpts.place(passage) for passage in link["evidence"]],
            relations=relation_rows(link, excerpts, one, () if found else link["evidence"]),
        )


def relation_rows(link: EdgeAttributes, excerpts: "Excerpts", first: str, wide: Sequence[Evidence]) -> list[Row] | None:
    """Return a row for each relation of a link; None if it has none.

    One that is not read from the end of the link that is `first` in files to the other is `back`. Where the page shows
    `wide` excerpts for a link, the words of a relation are told in those.
    """
    return [
        present(
            back=None if relation["source"] == first else 1,
            phrase=relation["phrase"],
            kind=relation["kind"],
            count=relation["count"],
            source_text=relation.get("source_text"),
            target_text=relation.get("target_text"),
            said=[excerpts.saying(saying, wide) for saying in relation["evidence"]],
        )
        for relation in link.get("relations", ())
    ] or None


def kinds(graph: Graph) -> Row:
    """Return the kinds of the relations of a graph, in the order of `RelationKind`; nothing if it has no relations."""
    links = graph.edges(data=True)
    found = {str(relation["kind"]) for _, _, link in links for relation in link.get("relations", ())}
    known = [kind.value for kind in RelationKind if kind in found]
    return {"kinds": [*known, *sorted(found.difference(known))]} if found else {}


def named_together(
    passages: Sequence[Passage], linked: Iterable[tuple[int, ...]]
) -> dict[tuple[int, int], Counter[int]]:
    """Count the passages of each document that name a pair of linked nodes, by pairs with the lower number first."""
    others: dict[int, set[int]] = {}
    for first, second in linked:
        others.setdefault(first, set()).add(second)
    together: dict[tuple[int, int], Counter[int]] = {}
    for passage in passages:
        named = {node for _, _, node in passage.names}
        for first in sorted(named):
            for second in (others.get(first, set()) & named) - {first}:
                together.setdefault((first, second), Counter())[passage.document] += 1
    return together


def seen(
    about: NodeAttributes | EdgeAttributes, places: Iterable[int], dates: Sequence[str | None]
) -> list[str] | None:
    """Return first and last date, or None if they are those of the documents at `places`."""
    if about.get("first_seen") is None:
        return None
    told = [about["first_seen"], about["last_seen"]]
    found = [date for place in places if (date := dates[place])]
    return None if found and [min(found), max(found)] == told else told


def shown(graph: Graph, most: tuple[int, int] | None = None, asked: Iterable[str] = ()) -> Graph:
    """Return the graph, or, if it is too large, its strongest links with their ends and the sentences that name two.

    To these come the names that are `asked` for, with their strongest links. The counts of such a part tell how many
    names and links are on the page, and what was left out. `most` is how many names and links there may be.
    """
    most = most or (NAMES, LINKS)
    if graph.number_of_nodes() <= most[0] and graph.number_of_edges() <= most[1]:
        return graph
    links, least = strongest(graph, graph.edges(data=True), most)
    wanted = [name for name in asked if name in graph]
    order = by_strength(graph)
    for name in wanted:
        links += nsmallest(AROUND, graph.edges(name, data=True), key=order)
    part: Graph = graph.edge_subgraph([(a, b) for a, b, _ in links]).copy()
    part.add_nodes_from((name, graph.nodes[name]) for name in wanted)
    passages = [
        passage
        for passage in graph.graph.get("passages", [])
        if len({node for _, _, node in passage["names"] if node in part}) > 1
    ]
    told = present(
        names_on_this_page=len(part),
        names_not_on_this_page=len(graph) - len(part),
        links_on_this_page=part.number_of_edges(),
        links_not_on_this_page=graph.number_of_edges() - part.number_of_edges(),
        weight_from_which_all_links_are_on_this_page=least,
    )
    part.graph = {**graph.graph, "passages": passages, "counts": {**graph.graph.get("counts", {}), **told}}
    return part


class Excerpts:
    """Finds evidence among `passages`, to which it is appended if it is not there: each stretch of a document once."""

    def __init__(self, about: GraphAttributes, number: Mapping[str, int], passages: list[Passage]) -> None:
        documents = about.get("documents", [])
        self._document = {document["id"]: index for index, document in enumerate(documents)}
        self._number = number
        self._passages = passages
        self._sentences: list[list[model.Passage]] = [[] for _ in documents]
        self._known: dict[tuple[int, int, int], int] = {}
        for row, passage in enumerate(about.get("passages", [])):
            self._sentences[passage["document"]].append(passage)
            self._known[passage["document"], passage["start"], passage["end"]] = row

    def documents(self, evidence: Sequence[Evidence]) -> list[int]:
        """Return the numbers of the documents of some evidence."""
        return [self._document[one["document"]] for one in evidence]

    def place(self, evidence: Evidence) -> int:
        """Return the index of this evidence among the passages, to which it is added if it is not there."""
        document = self._document[evidence["document"]]
        start, end = evidence["start"], evidence["end"]
        if (document, start, end) not in self._known:
            self._known[document, start, end] = len(self._passages)
            sentences = self._sentences[document]
            first = bisect_left(sentences, start, key=lambda sentence: int(sentence["start"]))
            inside = (sentences[place] for place in range(first, len(sentences)))
            names = [
                [sentence["start"] - start + left, sentence["start"] - start + right, node]
                for sentence in takewhile(lambda sentence: sentence["start"] < end, inside)
                if sentence["end"] <= end
                for left, right, node in sentence["names"]
            ]
            found: model.Passage = {**evidence, "document": document, "names": names}
            self._passages.append(numbered(found, self._number))
        return self._known[document, start, end]

    def saying(self, saying: Saying, wide: Sequence[Evidence] = ()) -> list[int]:
        """Return the index of a passage, then start and end in it, in UTF-16 units, of each of the words that say it.

        The passage is that of `wide` which has the sentence in it, or else the sentence.
        """
        start, end = saying["start"], saying["end"]
        around = (
            passage
            for passage in wide
            if passage["document"] == saying["document"] and passage["start"] <= start and passage["end"] >= end
        )
        passage = next(around, saying)
        places = (start - passage["start"] + place for words in saying["words"] for place in words)
        return [self.place(passage), *(units(passage["text"][:place]) for place in places)]


def numbered(passage: model.Passage, number: Mapping[str, int]) -> Passage:
    """Return a passage with numbers of nodes; names of nodes that are not in the graph are left as text."""
    names = [(start, end, number[node]) for start, end, node in passage["names"] if node in number]
    page, recognized = passage.get("page"), passage.get("recognized", False)
    return Passage(passage["document"], page, recognized, passage["sentence"], passage["text"], names)


def passage_row(passage: Passage, forms: Sequence[Mapping[str, int]]) -> Row:
    """Return a row with the text without the names, and for each name three numbers: gap, form, and node.

    The gap is the distance from the previous name. The form is the index of the alias among those of the node; a name
    that is spelled differently stays in the text, and the form is its length, negative. Lengths are in UTF-16 units.
    """
    rest: list[str] = []
    names: list[int] = []
    at = 0
    for start, end, node in passage.names:
        gap, surface = passage.text[at:start], passage.text[start:end]
        form = forms[node].get(surface)
        rest += [gap] if form is not None else [gap, surface]
        names += [units(gap), -units(surface) if form is None else form, node]
        at = end
    rest.append(passage.text[at:])
    return present(
        document=passage.document,
        page=passage.page,
        recognized=passage.recognized or None,
        sentence=passage.sentence,
        text="".join(rest),
        names=names,
    )


def facts(about: GraphAttributes) -> Row:
    """Return how the graph was made."""
    return {
        "comention": about.get("comention", ""),
        "model": about.get("model", ""),
        "settings": in_words(about.get("settings", {})),
        "counts": about.get("counts", {}),
        "unit": unit(about),
        "backbone": BACKBONE,
        "measures": {"names": list(map(told, NAME_MEASURES)), "links": list(map(told, LINK_MEASURES))},
        **({"compared": about["compared"]} if "compared" in about else {}),
    }


def told(measure: Measure) -> Row:
    """Return what the page says about a measure.

    >>> told(LINK_MEASURES[0])["label"]
    'NPMI'
    """
    return {
        "name": measure.name,
        "label": measure.about.label[:1].upper() + measure.about.label[1:],
        "meaning": measure.about.meaning,
        "decimals": 0 if measure.kind is int else DECIMALS,
        "discounted": measure.about.discounted,
    }


def unit(about: GraphAttributes) -> str:
    """Return what the weight of a link counts: sentences, paragraphs, documents, or passages of several sentences."""
    return UNITS.get(str(about.get("settings", {}).get("window", "sentence")), "passage")


def present(**values: Any) -> Row:
    """Return a row without the values that are None."""
    return {name: value for name, value in values.items() if value is not None}
