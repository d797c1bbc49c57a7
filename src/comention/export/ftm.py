"""Write FollowTheMoney entities, one per line of JSON, for Aleph and the tools of OpenSanctions.

    Person, Organization, PublicBody, LegalEntity   nodes: persons, organizations, countries, what has no type
    UnknownLink                                     edges, described by their evidence; their relations are its role
    Directorship, Employment, Membership, Family    what relations say for sure
    Folder, Document, Mention                       the collection, its documents, and who is named in each

A country is a public body with its code: older versions have no schema for territories, and no version resolves a
mention to one. The dates of a link are those of documents, not the start and the end of anything. Forms of one word are
weak aliases, which are not used for screening. Roles that are titles are positions of persons. Texts are as the library
would clean them: composed, without invisible characters, and no longer than their types allow.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha1
from typing import Any, BinaryIO, NamedTuple

from comention.export import Dataset
from comention.export.documents import Counted
from comention.export.facts import FAMILY, Fact, stated, titles
from comention.export.flatten import Flat, Scalar, clean, quotation
from comention.export.relations import in_words
from comention.export.xml import write
from comention.measures import LINKS, NAMES, Measure
from comention.model import EdgeAttributes, Graph, NodeAttributes, Relation


class _Schema(NamedTuple):
    """A schema of facts by its name, and its properties for the two entities and for the role of the first one."""

    name: str
    one: str
    other: str
    role: str


_SCHEMATA = {"PERSON": "Person", "ORG": "Organization", "COUNTRY": "PublicBody"}
_FORMER = {"CSHH": "cshh", "DDDD": "dd", "SUHH": "suhh", "YUCS": "yucs"}  # states that are no more
_FACTS = {
    Fact.LEADS: _Schema("Directorship", "director", "organization", "role"),
    Fact.WORKS: _Schema("Employment", "employee", "employer", "role"),
    Fact.BELONGS: _Schema("Membership", "member", "organization", "role"),
    **dict.fromkeys(FAMILY, _Schema("Family", "relative", "person", "relationship")),
}
_NAME, _STRING, _TEXT = 384, 1024, 65_000  # characters
_INVISIBLE = re.compile("[\x7f-\x9f\xad\u061c\u200b-\u200f\u2060-\u2064\ufeff]")
_QUOTED = re.compile("[\"'](.*)[\"']")

Properties = dict[str, list[str]]


def write_ftm(dataset: Dataset, file: BinaryIO) -> None:
    """Write the folder, entities, links, documents and mentions."""
    lines = (json.dumps(_entity(*parts), ensure_ascii=False) for parts in _entities(dataset))
    write((f"{line}\n" for line in lines), file)


def _entities(dataset: Dataset) -> Iterator[tuple[str, str, Properties]]:
    graph, flat, documents = dataset.graph, Flat(dataset.graph), Counted(dataset)
    title = _texts(_STRING, str(flat.attributes.get("title", ""))) or ["comention"]
    folder = _id("folder", *title)
    about = _texts(_TEXT, *(f"{name}: {value}" for name, value in flat.attributes.items()))
    yield folder, "Folder", {"fileName": title, "notes": about}

    schemata = {node: _SCHEMATA.get(str(kind), "LegalEntity") for node, kind in graph.nodes(data="type")}
    ids = {node: _id("entity", identifier) for node, identifier in flat.ids.items()}
    for node, (identifier, scalars) in zip(graph, flat.nodes(), strict=True):
        yield ids[node], schemata[node], _named(identifier, graph.nodes[node], scalars)
    for (one, other, attributes), (*_, scalars) in zip(graph.edges(data=True), flat.edges(), strict=True):
        a, b = sorted((ids[one], ids[other]))
        yield _id("link", a, b), "UnknownLink", {"subject": [a], "object": [b], **_linked(attributes, scalars, graph)}
        yield from _facts(attributes, graph, ids)

    for identifier, fields in documents.fields():
        known = {"publisher" if name == "source" else name: _texts(_STRING, text) for name, text in fields.items()}
        known |= {"date": _dates(fields.get("date")), "fileName": _texts(_STRING, identifier) or ["?"]}
        yield _id("document", identifier), "Document", {**known, "parent": [folder]}
    for identifier, node, forms in documents.names():
        document, names = _id("document", identifier), _names(*forms) or _names(flat.ids[node]) or ["?"]
        where = {"document": [document], "resolved": [ids[node]], "detectedSchema": [schemata[node]]}
        yield _id("mention", document, ids[node]), "Mention", {"name": names, **where}


def _entity(identifier: str, schema: str, properties: Properties) -> dict[str, Any]:
    return {"id": identifier, "schema": schema, "properties": {name: told for name, told in properties.items() if told}}


def _id(*parts: str) -> str:
    """An id of the few characters that one may have, the same for the same thing in the next run."""
    return f"comention-{sha1(json.dumps(parts).encode(), usedforsecurity=False).hexdigest()}"


def _named(identifier: str, entity: NodeAttributes, scalars: Mapping[str, Scalar]) -> Properties:
    label = _names(str(scalars.get("label", ""))) or _names(identifier) or ["?"]
    aliases = entity.get("aliases") or ()
    forms = [form for form in _names(*map(str, aliases)) if form not in label]
    code, own = (str(scalars.get(name, "")) for name in ("code", "identifier"))
    return {
        "name": label,
        "alias": [form for form in forms if " " in form],
        "weakAlias": [form for form in forms if " " not in form],
        "country": [_FORMER.get(code, code.lower())] if code in _FORMER or re.fullmatch("[A-Z]{2}", code) else [],
        "wikidataId": [own] if re.fullmatch("Q[1-9][0-9]*", own) else [],
        "summary": _brief(scalars, NAMES),
        "position": _texts(_STRING, *titles(entity)),
        "notes": _texts(_TEXT, f"roles: {scalars['roles']}") if "roles" in scalars else [],
    }


def _linked(link: EdgeAttributes, scalars: Mapping[str, Scalar], graph: Graph) -> Properties:
    said = [in_words(relation, graph) for relation in link.get("relations") or ()] or ["named together"]
    return {
        "role": _texts(_STRING, *said),
        "date": _dates(scalars.get("first_seen"), scalars.get("last_seen")),
        "summary": _brief(scalars, LINKS),
        "description": _texts(_TEXT, *(quotation(passage) for passage in link.get("evidence") or ())),
    }


def _facts(link: EdgeAttributes, graph: Graph, ids: Mapping[Any, str]) -> Iterator[tuple[str, str, Properties]]:
    """What the relations of a link state for sure: one entity for all of the same schema, in the same direction."""
    found: dict[tuple[_Schema, str, str], list[tuple[Relation, str]]] = {}
    for relation in link.get("relations") or ():
        if (fact := stated(relation, graph)) and (schema := _FACTS.get(fact.fact)):
            found.setdefault((schema, ids[fact.one], ids[fact.other]), []).append((relation, fact.role))
    for (schema, one, other), told in found.items():
        relations, roles = zip(*told, strict=True)
        passages = (passage for saying in relations for passage in saying["evidence"])
        properties = {
            schema.one: [one],
            schema.other: [other],
            schema.role: _texts(_STRING, *roles),
            "date": _dates(*(saying.get(end) for saying in relations for end in ("first_seen", "last_seen"))),
            "summary": _texts(_TEXT, *(in_words(saying, graph) for saying in relations)),
            "description": _texts(_TEXT, *map(quotation, passages)),
        }
        yield _id(schema.name, one, other), schema.name, properties


def _brief(scalars: Mapping[str, Scalar], measures: Iterable[Measure]) -> list[str]:
    names = [measure.name for measure in measures if measure.about.brief and measure.name in scalars]
    return _texts(_TEXT, ", ".join(f"{name}: {scalars[name]}" for name in names))


def _dates(*values: Scalar | None) -> list[str]:
    """Those that are dates, each once: years, months or days."""
    return [text for text in dict.fromkeys(map(str, values)) if _is_date(text)]


def _is_date(text: str) -> bool:
    try:
        return bool(re.fullmatch("[0-9]{4}(-[0-9]{2}){0,2}", text) and date.fromisoformat(f"{text}-01-01"[:10]))
    except ValueError:
        return False


def _names(*texts: str) -> list[str]:
    """Texts that are names, without quotation marks around them."""
    return list(dict.fromkeys(filter(None, map(_unquoted, _texts(_NAME, *texts)))))


def _unquoted(name: str) -> str:
    while found := _QUOTED.fullmatch(name):
        name = found[1].strip()
    return name


def _texts(limit: int, *texts: str) -> list[str]:
    """Texts of one line and no more characters than the limit, each once, and none that is empty."""
    visible = (_INVISIBLE.sub("", " ".join(clean(text).split())) for text in texts)
    lines = (" ".join(unicodedata.normalize("NFC", text).split())[:limit].strip() for text in visible)
    return list(dict.fromkeys(filter(None, lines)))
