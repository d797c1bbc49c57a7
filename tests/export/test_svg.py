from typing import Any

import networkx as nx
import pytest
from lxml import etree
from tests.export.writing import written

from comention.export import Dataset
from comention.export.flatten import RIGHTS
from comention.model import AnyGraph

SPACE = {"s": "http://www.w3.org/2000/svg", "dc": "http://purl.org/dc/elements/1.1/"}
HOSTILE = 'A & <b> </script>  中 🎈 "><script>'  # as it is in conftest.py, without what XML cannot carry


def found(dataset: Dataset, path: str) -> list[Any]:
    result: list[Any] = etree.fromstring(written(dataset, "svg")).xpath(path, namespaces=SPACE)
    return result


def test_each_name_has_a_shape_that_tells_who_it_is(hostile: Dataset) -> None:
    assert found(hostile, "//s:polygon/s:title/text()") == ["Peru, 1 mention"]
    assert found(hostile, "//s:circle/s:title/text()") == [f"{HOSTILE}, 1 mention", "Bob, 1 mention"]
    assert len(found(hostile, "//s:line")) == 2


def test_text_is_text(hostile: Dataset) -> None:
    texts = found(hostile, "//s:g[last()]/s:text/text()")
    assert texts[:2] == [" ".join(HOSTILE.split()), "3 names, 2 links"]
    assert {"person", "country", "Peru", "Bob"} <= set(texts)


def test_it_tells_how_it_was_made(hostile: Dataset) -> None:
    assert found(hostile, "/s:svg/s:desc/text()") == ["3 names, 2 links"]
    assert found(hostile, "//dc:creator/text()") == ["comention 0.1"]
    assert found(hostile, "//dc:rights/text()") == [RIGHTS]
    (told,) = found(hostile, "//dc:description/text()")
    assert told.startswith("model: en_core_web_sm 3.8.0\nsettings: window: sentence")


def test_nothing_in_it_runs_or_loads(hostile: Dataset) -> None:
    tags = {etree.QName(element).localname for element in found(hostile, "//*")}
    assert not tags & {"script", "image", "use", "a", "foreignObject", "style"}
    assert found(hostile, "//@*[starts-with(local-name(), 'on') or local-name() = 'href']") == []


@pytest.mark.parametrize("graph", [nx.Graph(), nx.path_graph(3), nx.Graph([("a", "a")])])
def test_a_bare_graph_can_be_drawn(graph: AnyGraph) -> None:
    assert len(found(Dataset(graph, lambda: iter(())), "//s:circle[s:title]")) == len(graph)
