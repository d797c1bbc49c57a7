from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import LABELS, STORY, graph_of

from comention.model import Graph
from comention.query.compare import merged

pytestmark = pytest.mark.browser

Open = Callable[..., Any]


@pytest.fixture
def both() -> Graph:
    """Before, there was no bridge; afterwards, there was no court."""
    old, new = (
        graph_of({name: told for name, told in STORY.items() if name != left}, LABELS, title)
        for left, title in (("bridge-plans.txt", "Before"), ("court.txt", "After"))
    )
    for graph in (old, new):
        graph.remove_nodes_from([node for node in list(graph) if not graph.nodes[node]["mentions"]])
    return merged(old, new)


def test_colours_tell_what_changed(both: Graph, open_page: Open) -> None:
    opened = open_page(both)
    page = opened.page
    expect(page.get_by_role("heading", name="Before → After")).to_be_visible()
    expect(page.get_by_role("radio", name="Change")).to_be_checked()
    told = page.locator("#communities li").all_inner_texts()
    assert told == ["New: 3 names, 8 links", "Stronger: 2 names, 1 link", "Weaker: 1 name, 1 link"]
    page.get_by_label("No visible links").check()
    expect(page.locator("#communities li").nth(1)).to_have_text("Gone: 1 name")
    opened.choose("Denmark")
    assert "country · new" in opened.panel.lower()
    opened.choose("Peru")
    assert "gone" in opened.panel.lower()
    assert "Peru was named once, and alone." in opened.panel
    page.get_by_role("radio", name="Type").check(force=True)
    expect(page.locator("#communities")).to_be_hidden()


def test_a_page_of_one_graph_has_no_changes(story: Graph, open_page: Open) -> None:
    page = open_page(story, at="#colour=change").page
    expect(page.get_by_role("radio", name="Type")).to_be_checked()
    expect(page.locator("#colour-change")).to_be_hidden()
