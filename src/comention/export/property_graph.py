"""Nodes and relationships as graph databases hold them: with labels, types, and lists of texts.

    (:Person|Organization|Country|Entity {id, label, aliases, roles, …})
    (…)-[:NAMED_WITH {weight, evidence, relations, …}]->(…), once for each pair, from the smaller id to the larger
    (…)-[:MENTIONED_IN {mentions, names}]->(:Document {id, title, date, source, author, language})
    (:Collection {id, title, model, rights, …})

An entity of no known type is an `Entity`. Each node has one label, as not all databases take more. The names of
properties are words that differ in more than upper and lower case. What is empty, or a number of more than 64 bits,
is absent.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from comention.export import Dataset
from comention.export.documents import FIELDS, Counted
from comention.export.flatten import Flat, Scalar, clean, quotation
from comention.export.relations import in_words

Value = Scalar | list[str]
Properties = dict[str, Value]
End = tuple[str, str]
"""The label and the id of a node."""

LABELS = ("Person", "Organization", "Country", "Entity")

_BY_TYPE = {"PERSON": "Person", "ORG": "Organization", "COUNTRY": "Country"}
_LISTS = ("aliases", "roles", "evidence", "relations")
_MENTIONED: dict[str, type] = {"mentions": int, "names": list}
_LIMIT = 2**63


class Nodes(NamedTuple):
    """The labels that nodes may have, the types of their properties, and a function that streams all of them."""

    labels: tuple[str, ...]
    columns: dict[str, type]
    rows: Callable[[], Iterator[tuple[End, Properties]]]


class Links(NamedTuple):
    """The name of a type of relationships, the labels of their ends, and the same of them as of nodes."""

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    columns: dict[str, type]
    rows: Callable[[], Iterator[tuple[End, End, Properties]]]


class PropertyGraph:
    """All that a graph database gets."""

    def __init__(self, dataset: Dataset) -> None:
        self._graph = dataset.graph
        self._flat = Flat(dataset.graph)
        self._documents = Counted(dataset)
        self._names = {kind: _names(columns) for kind, columns in self._flat.columns.items()}
        about = _names(self._flat.attributes)
        self.about = {about[name]: value for name, value in self._flat.attributes.items()}
        """Title, model, settings, rights."""
        kinds: dict[str, type] = {name: type(value) for name, value in self.about.items()}
        texts: dict[str, type] = dict.fromkeys(FIELDS, str)
        self.nodes = {
            "collection": Nodes(("Collection",), kinds, self._collection),
            "entities": Nodes(LABELS, self._columns("node"), self._entities),
            "documents": Nodes(("Document",), texts, self._fields),
        }
        self.links = {
            "named_with": Links("NAMED_WITH", LABELS, LABELS, self._columns("edge"), self._edges),
            "mentioned_in": Links("MENTIONED_IN", LABELS, ("Document",), _MENTIONED, self._mentions),
        }

    def constraints(self) -> Iterator[str]:
        """Yield, a line each, the statements by which Neo4j finds nodes by their ids."""
        for nodes in self.nodes.values():
            for label in nodes.labels:
                name = f"comention_{label.lower()}"
                yield f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE;\n"

    def _columns(self, kind: str) -> dict[str, type]:
        names = self._names[kind]
        return {names[name]: list if name in _LISTS else of for name, of in self._flat.columns[kind].items()}

    def _end(self, node: Any) -> End:
        return _BY_TYPE.get(str(self._graph.nodes[node].get("type")), "Entity"), self._flat.ids[node]

    def _collection(self) -> Iterator[tuple[End, Properties]]:
        yield ("Collection", str(self.about.get("title") or "comention")), _held(self.about)

    def _entities(self) -> Iterator[tuple[End, Properties]]:
        for node, (_, flat) in zip(self._graph, self._flat.nodes(), strict=True):
            yield self._end(node), _held(self._listed(self._graph.nodes[node], flat, "node"))

    def _fields(self) -> Iterator[tuple[End, Properties]]:
        for identifier, fields in self._documents.fields():
            yield ("Document", identifier), _held(fields)

    def _edges(self) -> Iterator[tuple[End, End, Properties]]:
        for (one, other, attributes), (*_, flat) in zip(self._graph.edges(data=True), self._flat.edges(), strict=True):
            source, target = sorted((self._end(one), self._end(other)), key=lambda end: end[1])
            yield source, target, _held(self._listed(attributes, flat, "edge"))

    def _mentions(self) -> Iterator[tuple[End, End, Properties]]:
        for document, node, forms in self._documents.names():
            properties: Properties = {"mentions": sum(forms.values()), "names": list(forms)}
            yield self._end(node), ("Document", document), _held(properties)

    def _listed(self, attributes: Mapping[str, Any], flat: Mapping[str, Scalar], kind: str) -> Properties:
        """The flat attributes as properties; some are lists, of which flat ones are one text."""
        names = self._names[kind]
        return {names[n]: self._texts(n, attributes[n]) if n in _LISTS else value for n, value in flat.items()}

    def _texts(self, name: str, value: Any) -> list[str]:
        match name, value:
            case "aliases", Mapping():
                return [clean(str(form)) for form in value]
            case "roles", list():
                return [clean(role["role"]) for role in value]
            case "evidence", list():
                return [clean(quotation(passage)) for passage in value]
            case "relations", list():
                return [clean(in_words(relation, self._graph)) for relation in value]
            case _:
                return [clean(str(value))]


def _names(attributes: Iterable[str]) -> dict[str, str]:
    """The name of the property that holds an attribute."""
    names: dict[str, str] = {}
    taken = {"id", "source", "target"}  # which say whose property it is
    for attribute in attributes:
        name = re.sub(r"\W+", "_", attribute).strip("_") or "property"
        while name.lower() in taken:
            name += "_"
        taken.add(name.lower())
        names[attribute] = name
    return names


def _held(properties: Mapping[str, Value]) -> Properties:
    """What databases can hold."""
    kept: Properties = {}
    for name, value in properties.items():
        match value:
            case bool() | float():
                kept[name] = value
            case int() if -_LIMIT <= value < _LIMIT:
                kept[name] = value
            case str() if value:
                kept[name] = value
            case list() if texts := [text for text in value if text]:
                kept[name] = texts
    return kept
