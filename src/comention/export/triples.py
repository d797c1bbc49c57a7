"""Describe a dataset in RDF, as a stream of resources that Turtle and JSON-LD write.

Things are told in the words of schema.org, what a link rests on in those of PROV-O, places in a text in those of the
Web Annotation Vocabulary, and counts in our own, by the names that attributes have in the graph. A link is a resource
of its own: two who are mentioned together need not know each other. What sentences say of them is one, too, and told in
the words of schema.org only where it is sure.

    entity   a schema:Person, schema:Organization, schema:Country; schema:name, schema:alternateName, schema:worksFor, …
    role     a comention:Role; schema:name, comention:entity, comention:of, …; prov:wasDerivedFrom its passages
    link     a comention:CoMention; comention:entity (both ends), comention:weight, …; prov:wasDerivedFrom its passages
    relation a comention:Relation; comention:subject, comention:phrase, comention:object, …
    passage  a prov:Entity; prov:value (the sentence), prov:wasQuotedFrom its document, oa:hasSelector its characters
    document a schema:DigitalDocument; schema:name, dcterms:date, …; schema:mentions its entities
    dataset  a schema:Dataset; counts, rights; prov:wasGeneratedBy the run, which has model and settings

No node is blank, so two readings can be compared triple by triple. How often an entity has each of its aliases, the
rules that put them there, and which words of a passage say something, stay behind.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple
from urllib.parse import quote

from comention.export import Dataset
from comention.export.documents import documents
from comention.export.facts import Fact, stated, titles
from comention.export.flatten import Flat, Scalar, clean, edge_id
from comention.export.relations import in_words
from comention.model import Evidence, Relation, Role

PREFIXES = {
    "comention": "urn:comention:vocabulary#",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class Iri(NamedTuple):
    """A reference to a resource."""

    text: str


class Typed(NamedTuple):
    """A literal with a datatype, which is one of XML Schema by its local name."""

    text: str
    datatype: str


Value = Iri | Typed | str | bool | int
"""What stands after a property; a number that is not whole is Typed, as formats differ in how they spell it."""


Properties = Mapping[str, Sequence[Value]]
"""The values of each property; it may have none."""


class Resource(NamedTuple):
    """A thing with its types and properties, by names with a prefix."""

    iri: str
    types: tuple[str, ...]
    properties: Properties


_KINDS = {"PERSON": "schema:Person", "ORG": "schema:Organization", "COUNTRY": "schema:Country"}
_MEANINGS = {
    "CoMention": ("rdfs:Class", "Two entities that documents name together, connected or not."),
    "entity": ("rdfs:Property", "One of the two entities of a co-mention."),
    "weight": ("rdfs:Property", "How many windows (sentences, unless settings say otherwise) name both entities."),
}
_SAYINGS = {
    "roles": {"Role": ("rdfs:Class", "What documents call an entity.")},
    "relations": {
        "Relation": ("rdfs:Class", "What sentences say of two entities, true or not."),
        "relation": ("rdfs:Property", "What sentences say of both entities of a co-mention."),
        "subject": ("rdfs:Property", "The entity from which a relation is read; subject_text has its name in it."),
        "object": ("rdfs:Property", "The entity to which a relation is read; object_text has its name in it."),
    },
}
_FACTS: Mapping[Fact, tuple[str, str]] = {
    Fact.LEADS: ("schema:worksFor", "schema:employee"),
    Fact.WORKS: ("schema:worksFor", "schema:employee"),
    Fact.BELONGS: ("schema:memberOf", "schema:member"),
    Fact.FOUNDED: ("", "schema:founder"),
    Fact.SPOUSE: ("schema:spouse", "schema:spouse"),
    Fact.PARENT: ("schema:children", "schema:parent"),
    Fact.CHILD: ("schema:parent", "schema:children"),
    Fact.SIBLING: ("schema:sibling", "schema:sibling"),
    Fact.RELATIVE: ("schema:relatedTo", "schema:relatedTo"),
    Fact.CITIZEN: ("schema:nationality", ""),
    Fact.LIVES: ("schema:homeLocation", ""),
    Fact.BORN: ("schema:birthPlace", ""),
}
"""The properties by which each of the two points to the other; "" where there is no word for it."""
_ISO = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
_DATES = {4: "gYear", 7: "gYearMonth", 10: "date"}
_DATED = frozenset({"first_seen", "last_seen"})
_OF_THE_RUN = re.compile("model|settings_.*", re.DOTALL)


def resources(dataset: Dataset) -> Iterator[Resource]:
    """Yield what the dataset is, its documents, entities and links; each passage after the first that rests on it."""
    flat = Flat(dataset.graph)
    known: set[Iri] = set()
    yield from _dataset(flat)
    yield from _documents(dataset, flat)
    yield from _entities(dataset, flat, known)
    yield from _links(dataset, flat, known)


def _dataset(flat: Flat) -> Iterator[Resource]:
    told = dict(flat.attributes)
    title, version, rights = (told.pop(name, None) for name in ("title", "comention", "rights"))
    iri = _iri("dataset", _text(title or ""))
    run = Iri(f"{iri.text}#run")
    software = _iri("software", _text(version or ""))
    about: Properties = {
        "schema:name": _texts(title),
        "schema:copyrightNotice": _texts(rights),
        "prov:wasGeneratedBy": [run],
    }
    of_run = {name: told.pop(name) for name in list(told) if _OF_THE_RUN.fullmatch(name)}
    yield Resource(iri.text, ("schema:Dataset", "prov:Entity"), _with(told, about))
    yield Resource(run.text, ("prov:Activity",), _with(of_run, {"prov:wasAssociatedWith": [software]}))
    of_software: Properties = {"schema:name": ["comention"], "schema:softwareVersion": _texts(version)}
    yield Resource(software.text, ("schema:SoftwareApplication", "prov:SoftwareAgent"), of_software)
    columns = {name for columns in flat.columns.values() for name in columns}
    sayings = [meanings for name, meanings in _SAYINGS.items() if name in columns]
    for name, (kind, meaning) in chain(*(meanings.items() for meanings in (_MEANINGS, *sayings))):
        yield Resource(PREFIXES["comention"] + name, (kind,), {"rdfs:comment": [meaning]})


def _documents(dataset: Dataset, flat: Flat) -> Iterator[Resource]:
    for document, mentions in documents(dataset):
        named = dict.fromkeys(flat.ids[mention.entity] for mention in mentions if mention.entity in flat.ids)
        properties: Properties = {
            "dcterms:identifier": [_text(document["id"])],
            "schema:name": _texts(document.get("title")),
            "schema:author": _texts(document.get("author")),
            "schema:inLanguage": _texts(document.get("language")),
            "dcterms:date": [_date(text) for text in _texts(document.get("date"))],
            "comention:source": _texts(document.get("source")),
            "schema:mentions": [_iri("entity", identifier) for identifier in named],
        }
        yield Resource(_iri("document", document["id"]).text, ("schema:DigitalDocument", "prov:Entity"), properties)


def _entities(dataset: Dataset, flat: Flat, known: set[Iri]) -> Iterator[Resource]:
    graph = dataset.graph
    for node, raw, (identifier, told) in zip(graph, graph.nodes.values(), flat.nodes(), strict=True):
        iri = _iri("entity", identifier)
        for name in ("aliases", "roles"):
            told.pop(name, None)
        kind = _KINDS.get(str(told.pop("type", "")), "schema:Thing")
        label = _text(told.pop("label", identifier))
        codes = _texts(told.pop("code", None))
        iso = Iri(f"{iri.text}#code")
        aliases = dict.fromkeys(_text(alias) for alias in raw.get("aliases") or ())
        properties: Properties = {
            "dcterms:identifier": [identifier],
            "schema:name": [label],
            "schema:alternateName": [alias for alias in aliases if alias != label],
            "schema:identifier": [*_texts(told.pop("identifier", None)), *(iso for _ in codes)],
            "schema:jobTitle": list(dict.fromkeys(map(_text, titles(raw)))),
            **_facts(dataset, flat, node),
        }
        yield Resource(iri.text, (kind,), _with(told, properties))
        for code in codes:
            of_code: Properties = {"schema:propertyID": ["ISO 3166-1 alpha-2"], "schema:value": [code]}
            yield Resource(iso.text, ("schema:PropertyValue",), of_code)
        for role in raw.get("roles") or ():
            yield from _role(identifier, role, flat, known)


def _facts(dataset: Dataset, flat: Flat, node: Any) -> dict[str, list[Value]]:
    """What is sure of a node and another one, as properties of this one."""
    found: dict[str, dict[Value, None]] = {}
    for *_, link in dataset.graph.edges(node, data=True):
        for relation in link.get("relations") or ():
            if fact := stated(relation, dataset.graph):
                ends = (fact.one, fact.other)
                for name, one, other in zip(_FACTS[fact.fact], ends, reversed(ends), strict=True):
                    if name and one == node:
                        found.setdefault(name, {})[_iri("entity", flat.ids[other])] = None
    return {name: list(values) for name, values in found.items()}


def _role(identifier: str, role: Role, flat: Flat, known: set[Iri]) -> Iterator[Resource]:
    passages = _places(role["evidence"])
    properties: Properties = {
        "schema:name": [_text(role["role"])],
        "comention:entity": [_iri("entity", identifier)],
        "comention:of": _named(flat, role.get("of")),
        **_support(role, passages),
    }
    yield Resource(_iri("role", identifier, role["role"]).text, ("comention:Role", "prov:Entity"), properties)
    yield from _passages(passages, known)


def _links(dataset: Dataset, flat: Flat, known: set[Iri]) -> Iterator[Resource]:
    for raw, (source, target, told) in zip(dataset.graph.edges.values(), flat.edges(), strict=True):
        for name in ("evidence", "relations", "relation"):
            told.pop(name, None)
        passages = _places(raw.get("evidence") or ())
        relations = {_saying(relation): relation for relation in raw.get("relations") or ()}
        properties: Properties = {
            "dcterms:identifier": [edge_id(source, target)],
            "comention:entity": [_iri("entity", end) for end in dict.fromkeys((source, target))],
            "comention:relation": list(relations),
            "prov:wasDerivedFrom": list(passages),
        }
        iri = _iri("link", source, target)
        yield Resource(iri.text, ("comention:CoMention", "prov:Entity"), _with(told, properties))
        yield from _passages(passages, known)
        for saying, relation in relations.items():
            yield from _relation(saying, relation, dataset, flat, known)


def _relation(saying: Iri, relation: Relation, dataset: Dataset, flat: Flat, known: set[Iri]) -> Iterator[Resource]:
    passages = _places(relation["evidence"])
    properties: Properties = {
        "schema:name": [_text(in_words(relation, dataset.graph))],
        "comention:subject": _named(flat, relation["source"]),
        "comention:subject_text": _texts(relation.get("source_text")),
        "comention:phrase": [_text(relation["phrase"])],
        "comention:object": _named(flat, relation["target"]),
        "comention:object_text": _texts(relation.get("target_text")),
        "comention:kind": [_text(relation["kind"])],
        **_support(relation, passages),
    }
    yield Resource(saying.text, ("comention:Relation", "prov:Entity"), properties)
    yield from _passages(passages, known)


def _saying(relation: Relation) -> Iri:
    texts = (relation.get("source_text", ""), relation["phrase"], relation.get("target_text", ""))
    return _iri("relation", relation["source"], relation["target"], *texts)


def _support(saying: Role | Relation, passages: Iterable[Iri]) -> Properties:
    """How many sentences say something, when, and those of them that are kept."""
    return {
        "comention:count": [saying["count"]],
        "comention:first_seen": [_date(text) for text in _texts(saying.get("first_seen"))],
        "comention:last_seen": [_date(text) for text in _texts(saying.get("last_seen"))],
        "prov:wasDerivedFrom": list(passages),
    }


def _named(flat: Flat, node: str | None) -> list[Value]:
    return [_iri("entity", flat.ids[node])] if node in flat.ids else []


def _passages(passages: Mapping[Iri, Evidence], known: set[Iri]) -> Iterator[Resource]:
    """Yield those that are not known yet."""
    for place, passage in passages.items():
        if place not in known:
            known.add(place)
            yield from _passage(place, passage)


def _passage(place: Iri, passage: Evidence) -> Iterator[Resource]:
    document = _iri("document", passage["document"])
    characters = Iri(f"{place.text}#characters")
    properties: Properties = {
        "prov:value": [_text(passage["text"])],
        "prov:wasQuotedFrom": [document],
        "oa:hasSource": [document],
        "oa:hasSelector": [characters],
    }
    told = {name: passage[name] for name in ("page", "sentence") if passage.get(name) is not None}
    yield Resource(place.text, ("prov:Entity", "oa:SpecificResource"), _with(told, properties))
    ends: Properties = {"oa:start": [passage["start"]], "oa:end": [passage["end"]]}
    yield Resource(characters.text, ("oa:TextPositionSelector",), ends)


def _places(passages: Iterable[Evidence]) -> dict[Iri, Evidence]:
    return {_iri("passage", one["document"], f"{one['start']}-{one['end']}"): one for one in passages}


def _iri(kind: str, *parts: str) -> Iri:
    """Make an IRI that has each part of any text once, with all but letters and digits as octets."""
    return Iri(":".join(["urn:comention", kind, *(quote(clean(part), safe="") for part in parts)]))


def _with(attributes: Mapping[str, Scalar], properties: Properties) -> Properties:
    """Add scalars in our own vocabulary, under the names that they have in the graph; what is said already stays."""
    own = {f"comention:{_local(name)}": [_value(name, value)] for name, value in attributes.items()}
    return {**properties, **{name: values for name, values in own.items() if name not in properties}}


@lru_cache(maxsize=1000)
def _local(name: str) -> str:
    """Make a local name that needs no escapes in Turtle.

    >>> _local("first_seen"), _local("1 < 2.")
    ('first_seen', '1%20%3C%202%2E')
    """
    return re.sub("[-.~]", lambda found: f"%{ord(found[0]):02X}", quote(name, safe=""))


def _value(name: str, value: Scalar) -> Value:
    if isinstance(value, str):
        return _date(value) if name in _DATED else value
    return Typed(str(value), "double") if isinstance(value, float) else value


def _date(text: str) -> Value:
    """Type a date of any precision; what is no date stays text.

    >>> _date("2017-05")
    Typed(text='2017-05', datatype='gYearMonth')
    >>> _date("2017-02-30")
    '2017-02-30'
    """
    try:
        date.fromisoformat((text + "-01-01")[:10] if _ISO.fullmatch(text) else "")
    except ValueError:
        return text
    return Typed(text, _DATES[len(text)])


def _text(value: Any) -> str:
    return clean(str(value))


def _texts(value: Any) -> list[str]:
    """As values of a property: none when there is nothing to say."""
    return [] if value is None else [_text(value)]
