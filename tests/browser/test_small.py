"""On a phone, and on paper."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Story, graph_of

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


def test_on_paper_all_neighbours_are_named_and_it_says_how_many_sentences_are_not(open_page: Open) -> None:
    names = {f"person:{number:02}": f"Person {number}" for number in range(18)}
    said: Story = {
        f"{number}.txt": (None, [f"[One|person:00] met [Other|{other}]."]) for number, other in enumerate(names)
    }
    page = open_page(graph_of(said, names, "Many"), at="#entity=person:00").page
    neighbours, rest = page.locator("#panel .pairs li"), page.locator("#panel .on-paper")
    expect(neighbours).to_have_count(8)
    expect(rest).to_be_hidden()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#panel h3", has_text="Named together with")).to_contain_text("17")
    expect(neighbours).to_have_count(17)
    expect(page.locator("#panel h3", has_text="Sources")).to_contain_text("18")
    expect(page.locator("#panel blockquote")).to_have_count(12)
    expect(rest).to_have_text("and 6 more on the page")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_on_paper_the_map_is_as_wide_as_the_page(size: str, story: Graph, open_page: Open) -> None:
    page = open_page(story, at="#entity=person:jonas-lind", size=size).page
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 between its margins
    picture, details = page.locator("#graph canvas").bounding_box(), page.locator("#panel").bounding_box()
    assert picture["width"] == 718
    assert details["width"] == 718
    assert picture["y"] + picture["height"] <= details["y"]
