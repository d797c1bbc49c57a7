"""What Python and the page's scripts must agree on: how both read relations, and name, guard and colour things.

The scripts import `contract.json` itself.
"""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import NamedTuple


class Type(NamedTuple):
    """A type of entity in words, and the shape that it is drawn as."""

    one: str
    a: str
    many: str
    shape: str


TEXT = files("comention").joinpath("contract.json").read_text("utf-8")
_CONTRACT = json.loads(TEXT)

EDGE_ID: str = _CONTRACT["edge_id"]
"""What stands between the ids of the two ends in the id of an edge."""
ARROW: str = _CONTRACT["arrow"]
"""What stands on both sides of the phrase of a relation."""
FIRST_SAID: int = _CONTRACT["first_said"]
"""Roles of a name, and relations of a link, that people are shown at first; data has all of them."""
RECOGNIZED: str = _CONTRACT["recognized"]
"""What stands beside a page, or a document, that was read from a picture."""
FORMULA: str = _CONTRACT["formula"]
"""A pattern for the beginning of texts that a spreadsheet takes for formulas, or that were guarded against that."""
NOT_IN_XML: str = _CONTRACT["not_in_xml"]
"""A pattern for a character that XML 1.0 cannot carry."""
TYPES: Mapping[str, Type] = {name: Type(**words) for name, words in _CONTRACT["types"].items()}
"""The types of entities, in the order of a legend."""
REACH: Mapping[str, float] = _CONTRACT["reach"]
"""How far each shape reaches, as a multiple of its radius; so all three have about the same area."""
COLOURS: Mapping[str, Mapping[str, str]] = _CONTRACT["colours"]
"""The colours of the light and of the dark theme by name; those of the types are by Okabe and Ito."""


def arrows(source: str, phrase: str | None, target: str) -> str:
    """Return a relation as people read it, in one line; without a phrase, it is any between the two.

    >>> arrows("Michael Flynn", "called", "Sergey Kislyak")
    'Michael Flynn → called → Sergey Kislyak'
    """
    return f" {ARROW} ".join(" ".join(text.split()) for text in (source, phrase, target) if text)


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units, as JavaScript counts it.

    >>> units("🎈!")
    3
    """
    return len(text) if text.isascii() else len(text) + sum(character > "\uffff" for character in text)
