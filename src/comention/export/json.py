"""Write JSON that every reader accepts (RFC 8259), with a line for each item.

Text loses what no format here carries; what is not a number or infinite, or no JSON at all, is left out.
"""

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from comention.export import xml
from comention.export.flatten import clean

_SPREAD = (Mapping, list, Iterator)
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False).encode


def safe(value: Any) -> Any:
    """A copy of nested values that JSON can hold; in a list, null keeps the place of what it cannot.

    >>> safe({"text": "a\\x00b", "npmi": float("nan"), "names": ({1: None}, object())})
    {'text': 'ab', 'names': [{'1': None}, None]}
    """
    match value:
        case str():
            return clean(str(value))
        case bool():
            return value
        case int():
            return int(value)
        case float() if math.isfinite(value):
            return float(value)
        case Mapping():
            return {
                clean(str(name)): told
                for name, inner in value.items()
                if (told := safe(inner)) is not None or inner is None
            }
        case list() | tuple():
            return [safe(inner) for inner in value]
    return None


def with_own(own: Mapping[str, Any], attributes: Mapping[str, Any]) -> dict[str, Any]:
    """What a format itself says comes first, and is not overwritten by attributes of the same name.

    >>> with_own({"id": "person:a"}, {"label": "A", "id": 7})
    {'id': 'person:a', 'label': 'A'}
    """
    return {**own, **attributes, **own}


def write(value: Mapping[str, Any], file: BinaryIO) -> None:
    """Write mappings in mappings, and lists and iterators in those, whose items get a line each."""
    xml.write(_pieces(value), file)
    file.write(b"\n")


def _pieces(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping) and any(isinstance(inner, _SPREAD) for inner in value.values()):
        yield "{"
        for place, (name, inner) in enumerate(value.items()):
            yield f"{',' if place else ''}\n{_encode(name)}: "
            yield from _pieces(inner)
        yield "\n}"
    elif isinstance(value, list | Iterator):
        yield "["
        for place, item in enumerate(value):
            yield f"{',' if place else ''}\n{_encode(item)}"
        yield "\n]"
    else:
        yield _encode(value)
