"""On a phone, and on paper."""

from collections.abc import Callable
from typing import Any

import pytest

from comention.model import Graph

pytestmark = pytest.mark.browser

Open = Callable[..., Any]


@pytest.mark.parametrize("size", ["phone", "tablet"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_tool_says_what_it_does(size: str, theme: str, story: Graph, open_page: Open) -> None:
    page = open_page(story, size=size, theme=theme).page
    words = [tool.inner_text().strip() for tool in page.locator(".tools .tool:visible").all()]
    assert words == ["Filters", "Theme", "Help", "About", "Undo", "Redo", "Connect", "Corrections", "Export"]
    for tool in page.locator(".tools .tool:visible").all():
        box = tool.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= page.viewport_size["width"]
        assert min(box["width"], box["height"]) >= 24
        name = (tool.get_attribute("aria-label") or tool.inner_text()).lower()
        assert tool.inner_text().strip().lower() in name


PRINTED = [
    "#entity=person:jonas-lind",
    "#from=org:skagen-line&to=",
    "#from=org:skagen-line&to=country:dk",
    "#view=names",
    '#panel=corrections&correct=["ignore","country:pe",""]',
]


@pytest.mark.parametrize("at", PRINTED)
def test_paper_has_nothing_to_click(at: str, story: Graph, open_page: Open) -> None:
    page = open_page(story, at=at).page
    page.emulate_media(media="print")
    heads = page.locator("thead button:visible").count()
    assert page.locator("button:visible, input:visible").count() == heads
    words = page.locator("body").inner_text()
    assert [said for said in ("Select", "Find a name", "Change", "✕", "not through") if said in words] == []
    assert "The bridge and the ferry" in words


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_on_paper_the_map_is_as_wide_as_the_page(size: str, story: Graph, open_page: Open) -> None:
    page = open_page(story, at="#entity=person:jonas-lind", size=size).page
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 between its margins
    picture, details = page.locator("#graph canvas").bounding_box(), page.locator("#panel").bounding_box()
    assert picture["width"] == 718
    assert details["width"] == 718
    assert picture["y"] + picture["height"] <= details["y"]
