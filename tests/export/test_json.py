import json
import math
from enum import IntEnum
from io import BytesIO

import pytest

from comention.export.json import safe, write
from comention.model import EntityType


class Number(IntEnum):
    ONE = 1


def written(value: dict[str, object]) -> str:
    file = BytesIO()
    write(value, file)
    return file.getvalue().decode("utf-8")


def test_each_item_has_a_line() -> None:
    about = {"title": "中", "settings": {"window": "3", "limit": None}}
    text = written({"graph": about, "nodes": iter([{"id": "a"}, {"id": "b"}]), "edges": [], "rest": iter(())})
    assert (
        text
        == """{
"graph": {
"title": "中",
"settings": {"window": "3", "limit": null}
},
"nodes": [
{"id": "a"},
{"id": "b"}
],
"edges": [
],
"rest": [
]
}
"""
    )
    assert json.loads(text) == {"graph": about, "nodes": [{"id": "a"}, {"id": "b"}], "edges": [], "rest": []}


def test_an_empty_object_is_one() -> None:
    assert json.loads(written({})) == {}


@pytest.mark.parametrize("nothing", [math.nan, math.inf, -math.inf, object(), {1, 2}, b"x"])
def test_what_json_cannot_hold_is_absent(nothing: object) -> None:
    value = {"a": nothing, "b": [1, nothing], "c": {"d": nothing}, "e": None}
    assert safe(value) == {"b": [1, None], "c": {}, "e": None}


def test_text_loses_what_cannot_be_carried() -> None:
    assert safe({"a\ud800": ["b\x00\ufffe", "🎈\u2028"]}) == {"a": ["b", "🎈\u2028"]}


def test_kinds_of_text_and_number_become_plain_ones() -> None:
    told = safe([EntityType.ORG, Number.ONE, True])
    assert told == ["ORG", 1, True]
    assert [type(value) for value in told] == [str, int, bool]
