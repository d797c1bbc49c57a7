"""Write JSON-LD 1.1, RDF that is also readable as plain JSON; see `triples` for its content.

The context stands in the file, so that nothing is fetched to read it.
"""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from comention.export import Dataset
from comention.export.triples import PREFIXES, Iri, Resource, Typed, Value, resources
from comention.export.xml import write

_EXACT = 2**53
"""Whole numbers up to this one are the same in every reader of JSON."""


def write_jsonld(dataset: Dataset, file: BinaryIO) -> None:
    """Write a line for each resource."""
    write(_pieces(dataset), file)


def _pieces(dataset: Dataset) -> Iterator[str]:
    before = f'{{"@context": {json.dumps(PREFIXES)},\n"@graph": [\n'
    for resource in resources(dataset):
        yield before + json.dumps(_node(resource), ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def _node(resource: Resource) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": resource.iri, "@type": list(resource.types)}
    for name, values in resource.properties.items():
        if values:
            found = [_term(value) for value in values]
            node[name] = found if len(found) > 1 else found[0]
    return node


def _term(value: Value) -> Any:
    match value:
        case Iri(text):
            return {"@id": text}
        case Typed(text, datatype):
            return {"@value": text, "@type": f"xsd:{datatype}"}
        case int() if abs(value) > _EXACT:
            return {"@value": str(value), "@type": "xsd:integer"}
        case _:
            return value
