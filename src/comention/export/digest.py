"""Put names, links and communities into the order in which a reader wants to see them, in Markdown."""

import heapq
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from comention.contract import FIRST_SAID, RECOGNIZED, TYPES
from comention.export.flatten import Flat, Scalar
from comention.export.prose import counted, escape, formatted, line, table, times
from comention.export.relations import in_words
from comention.model import DocumentAttributes, EdgeAttributes, Evidence, Graph

SHOWN = 50
"""Names, links, communities or documents that a list has at most; it tells how many there are."""
COMMUNITIES = ("community of more than one name", "communities of more than one name")

_TOLD = frozenset({"title", "rights"})


class Link(NamedTuple):
    """A link by the nodes at its ends, with its attributes."""

    one: Any
    other: Any
    told: EdgeAttributes


class Quoted(NamedTuple):
    """A sentence about a link, None if it was not kept, and what it says of the two, in words."""

    words: list[str]
    passage: Evidence | None


class Digest:
    """The graph in the order of a reader: most mentioned names, strongest links, largest communities first."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.flat = Flat(graph)
        self.title = line(str(graph.graph.get("title") or "")) or "Who is named with whom"
        self.documents: dict[str, DocumentAttributes] = {
            document["id"]: document for document in graph.graph.get("documents", ())
        }

    def label(self, node: Any) -> str:
        """The name of a node, on one line."""
        return line(str(self.graph.nodes[node].get("label") or "")) or line(self.flat.ids[node]) or "unnamed"

    def names(self, nodes: Sequence[Any] | None = None) -> list[Any]:
        """The most mentioned of some nodes, else of all."""
        return heapq.nsmallest(SHOWN, self.graph if nodes is None else nodes, key=self._rank)

    def links(self, node: Any = None) -> list[Link]:
        """The strongest links of a node, in which it comes first, else of all."""
        found = (Link(*edge) for edge in self.graph.edges(node, data=True))
        return heapq.nsmallest(SHOWN, found, key=self._strength)

    def roles(self, node: Any) -> str:
        """The most supported roles of a node with their counts, on one line; "" if it has none."""
        told = (self.graph.nodes[node].get("roles") or ())[:FIRST_SAID]
        return ", ".join(f"{line(role['role'])} ({role['count']:,})" for role in told)

    def quoted(self, link: EdgeAttributes, least: int | None = None) -> list[Quoted]:
        """The sentences of a link's most supported relations, then other evidence: all, or as far as `least` in all."""
        said: dict[tuple[Any, ...], Quoted] = {}
        for relation in (link.get("relations") or ())[:FIRST_SAID]:
            best = next(iter(relation["evidence"]), None)
            words = f"{line(in_words(relation, self.graph))} ({relation['count']:,})"
            said.setdefault(_place(best), Quoted([], best)).words.append(words)
        others = [Quoted([], passage) for passage in link.get("evidence") or () if _place(passage) not in said]
        return [*said.values(), *others[: None if least is None else max(least - len(said), 0)]]

    def communities(self) -> list[list[Any]]:
        """The members of each community of more than one, the largest first."""
        members: dict[Scalar, list[Any]] = {}
        for node, (_, told) in zip(self.graph, self.flat.nodes(), strict=True):
            if "community" in told:
                members.setdefault(told["community"], []).append(node)
        return sorted((nodes for nodes in members.values() if len(nodes) > 1), key=len, reverse=True)

    def named(self, document: str) -> str:
        """The title of a document, on one line."""
        known = self.documents.get(document)
        title = known.get("title") if known else None
        return line(str(title or "")) or line(str(document)) or "unnamed"

    def degree(self, node: Any) -> int:
        """The number of names that a node is linked with."""
        return len(self.graph.adj[node])

    def place(self, passage: Evidence) -> str:
        """Where in time and in its document a passage stands, after the name of the document."""
        known = self.documents.get(passage["document"])
        date = known.get("date") if known else None
        page, marked = passage.get("page"), f", {RECOGNIZED}" if passage.get("recognized") else ""
        return (f", {escape(str(date))}" if date else "") + (f", page {page}" if page is not None else "") + marked

    def kind(self, node: Any) -> str:
        """What a node is, in a word."""
        kind = str(self.graph.nodes[node].get("type"))
        return TYPES[kind].one if kind in TYPES else "name"

    def summary(self) -> str:
        """What this is, of which documents and made by what, in a paragraph."""
        told = self.flat.attributes
        dates = {str(document["date"]) for document in self.documents.values() if document.get("date")}
        ends = dict.fromkeys(choose(dates) for choose in (min, max)) if dates else ()
        dated = f", dated {' to '.join(map(escape, ends))}" if dates else ""
        made = f"comention {formatted(told['comention'])}" if "comention" in told else "comention"
        model = f" with {formatted(told['model'])}" if "model" in told else ""
        return (
            f"Who is named with whom in {counted(len(self.documents), 'document', 'documents')}{dated}:"
            f" {counted(len(self.graph), 'name', 'names')} and"
            f" {counted(self.graph.number_of_edges(), 'link', 'links')}. A link says that two names stand together,"
            f" not that they are connected; read what is quoted. Found by {made}{model}, which makes mistakes.\n"
        )

    def making(self) -> Iterator[str]:
        """Yield how the graph was made, and whose the sentences are."""
        told = {name: value for name, value in self.flat.attributes.items() if name not in _TOLD}
        rows = ((escape(name.replace("_", " ")), formatted(value)) for name, value in told.items())
        yield from table(("What", "Value"), rows)
        yield f"\nRights: {formatted(self.flat.attributes['rights'])}\n"

    def _rank(self, node: Any) -> tuple[float, int, str, str]:
        mentions = number(self.graph.nodes[node], "mentions")
        return -mentions, -self.degree(node), self.label(node), self.flat.ids[node]

    def _strength(self, link: Link) -> tuple[Any, ...]:
        strength = -number(link.told, "weight"), -number(link.told, "documents")
        return (
            *strength,
            self.label(link.one),
            self.label(link.other),
            self.flat.ids[link.one],
            self.flat.ids[link.other],
        )


def _place(passage: Evidence | None) -> tuple[Any, ...]:
    return (passage["document"], passage["start"], passage["end"]) if passage else ()


def number(told: Mapping[str, object], name: str) -> float:
    """An attribute that counts; 0 where it is none."""
    value = told.get(name)
    return value if isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)) else 0


def often(told: Mapping[str, object], name: str) -> str:
    """How often, by the attribute of this name, and in how many documents."""
    return f"{times(number(told, name))} in {counted(number(told, 'documents'), 'document', 'documents')}"


def first(shown: Sequence[Any], of: int, one: str, many: str) -> str:
    """Tell how many there are, in a paragraph before those that are shown."""
    return f"{counted(of, one, many)}{f', of which {len(shown)} follow' if len(shown) < of else ''}.\n\n"


def more(shown: Sequence[Any], of: Sequence[Any]) -> str:
    """Tell, after those that are shown, how many others there are."""
    return f" and {len(of) - len(shown):,} more" if len(shown) < len(of) else ""
