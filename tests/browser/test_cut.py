"""Which links are shown of many, and what the page says about the others."""

from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest
from playwright.sync_api import expect

from comention.model import Graph

pytestmark = pytest.mark.browser

Open = Callable[..., Any]


def graph_with(links: list[tuple[int, int, int]]) -> Graph:
    """A graph of people 0, 1, 2…, of whom the first is mentioned most, with links of these weights."""
    graph: Graph = nx.Graph(title="Many")
    count = 1 + max(number for one, other, _ in links for number in (one, other))
    for number in range(count):
        about = {"type": "PERSON", "documents": 1, "aliases": {}, "reasons": {}, "community": 0}
        graph.add_node(f"person:{number:04}", label=f"Person {number}", mentions=3 * count - number, **about)
    for one, other, weight in links:
        graph.add_edge(f"person:{one:04}", f"person:{other:04}", weight=weight, documents=1, evidence=[])
    return graph


def islands(many: int) -> list[tuple[int, int, int]]:
    """A star of 400 names, and so many pairs of others."""
    star = [(0, number, 1 + (number < 20)) for number in range(1, 400)]
    return [*star, *((400 + 2 * number, 401 + 2 * number, 1) for number in range(many))]


def test_every_name_keeps_its_best_link_before_others_have_several(open_page: Open) -> None:
    strong = [(one, other, 2) for one in range(20) for other in range(one)]
    crowd = [(one, other, 1) for one in range(20, 40) for other in range(one)]
    rare = [(number, number % 3, 1) for number in range(40, 340)]
    page = open_page(graph_with([*strong, *crowd, *rare])).page
    expect(page.locator("#hint")).to_contain_text("Showing 340 names and")
    expect(page.locator("#shown")).to_have_text(
        "1,000 of 1,080 links: all with 2 shared sentences or more, then the best link of each name, "
        "the most mentioned names first, then the strongest of the rest."
    )


def test_names_without_a_link_are_counted(open_page: Open) -> None:
    page = open_page(graph_with([(0, 1, 9), *((0, number, 2) for number in range(2, 9))]), at="#links=5").page
    expect(page.locator("#shown")).to_have_text(
        "5 of 8 links: all with 9 shared sentences or more, then the best link of each name, "
        "the most mentioned names first. 3 names left without a link."
    )
    expect(page.locator("#hint")).to_contain_text("Showing 6 of 9 names")


def test_a_cut_between_weights_needs_no_rule(open_page: Open) -> None:
    page = open_page(graph_with([(0, 1, 9), (1, 2, 8), (2, 3, 1), (3, 4, 1)]), at="#links=2").page
    expect(page.locator("#shown")).to_have_text(
        "2 of 4 links: all with 8 shared sentences or more. 2 names left without a link."
    )


def test_the_slider_says_all_only_where_all_are_shown(open_page: Open) -> None:
    complete = [(one, other, 1) for one in range(46) for other in range(one)]
    page = open_page(graph_with(complete[:1003])).page
    slider = page.get_by_role("slider", name="Link strength")
    expect(page.locator("#shown")).to_contain_text("1,000 of 1,003 links")
    expect(slider).not_to_have_value("0")
    slider.focus()
    page.keyboard.press("Home")
    expect(slider).to_have_value("0")
    expect(page.locator("#shown")).to_contain_text("All 1,003 links")


def test_islands_are_left_out_of_a_large_picture_until_they_are_asked_for(open_page: Open) -> None:
    opened = open_page(graph_with(islands(30)))
    page = opened.page
    expect(page.locator("#hint")).to_contain_text("Showing 400 of 460 names and")
    expect(page.locator("#hint")).to_contain_text("60 names on islands of two or three are left out")
    box = page.get_by_label("Islands")
    expect(box).not_to_be_checked()
    opened.choose("Person 410")
    expect(page.locator("#panel h2")).to_have_text("Person 410")
    box.check()
    expect(page.locator("#hint")).to_contain_text("Showing 460 names and 429 links.")
    assert "islands=1" in page.url
    expect(page.locator("#hint")).not_to_contain_text("left out")
    page.keyboard.press("Control+z")
    expect(page.locator("#hint")).to_contain_text("Showing 400 of 460 names")


def test_on_a_phone_islands_take_few_words(open_page: Open) -> None:
    page = open_page(graph_with(islands(30)), size="phone").page
    hint = page.locator("#hint")
    assert "60 names on islands are left out. Select" in hint.inner_text()
    line = hint.evaluate("hint => parseFloat(getComputedStyle(hint).lineHeight)")
    assert hint.bounding_box()["height"] < 3.6 * line


def test_a_pinned_name_is_on_no_island(open_page: Open) -> None:
    page = open_page(graph_with(islands(30)), at="#pin=person:0410").page
    expect(page.locator("#hint")).to_contain_text("Showing 402 of 460 names")


@pytest.mark.parametrize("links", [islands(150), [(0, 1, 1), (2, 3, 1), (4, 5, 1)]])
def test_islands_stay_in_a_small_picture_and_where_there_is_nothing_else(
    open_page: Open, links: list[tuple[int, int, int]]
) -> None:
    page = open_page(graph_with(links)).page
    expect(page.locator("#hint")).not_to_contain_text("left out")
    expect(page.get_by_label("Islands")).to_be_hidden()
