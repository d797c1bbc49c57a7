"""Write RDF 1.1 Turtle, which triple stores, rdflib and Jena open; see `triples` for its content."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from comention.export import Dataset
from comention.export.triples import PREFIXES, Iri, Typed, Value, resources
from comention.export.xml import write

_LIST = ",\n        "


def write_turtle(dataset: Dataset, file: BinaryIO) -> None:
    """Write a paragraph for each resource."""
    write(_pieces(dataset), file)


def _pieces(dataset: Dataset) -> Iterator[str]:
    for prefix, space in PREFIXES.items():
        yield f"@prefix {prefix}: <{space}> .\n"
    for resource in resources(dataset):
        yield f"\n<{resource.iri}> a {', '.join(resource.types)}"
        for name, values in resource.properties.items():
            if values:
                yield f" ;\n    {name} {_LIST.join(map(_term, values))}"
        yield " .\n"


def _term(value: Value) -> str:
    match value:
        case Iri(text):
            return f"<{text}>"
        case Typed(text, datatype):
            return f'"{text}"^^xsd:{datatype}'
        case str():
            return json.dumps(value, ensure_ascii=False)  # its escapes are those of Turtle, too
        case _:
            return str(value).lower()
