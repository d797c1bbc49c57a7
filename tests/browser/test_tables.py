from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest
from playwright.sync_api import expect
from tests.browser.test_accessibility import barriers

from comention.model import Graph

pytestmark = pytest.mark.browser

Open = Callable[..., Any]


def column(page: Any, place: int) -> list[str]:
    found: list[str] = page.locator(f"#tables tbody:visible tr > :nth-child({place})").all_inner_texts()
    return [text.strip() for text in found]


def test_the_tables_hold_what_the_picture_shows(story: Graph, open_page: Open) -> None:
    page = open_page(story).page
    page.locator("#view-names").click()
    linked = [attributes["label"] for node, attributes in story.nodes(data=True) if story.degree(node)]
    assert sorted(column(page, 1)) == sorted(linked)
    row = page.get_by_role("row", name="Jonas Lind Person").inner_text().split("\t")
    assert [cell.strip() for cell in row[:6]] == ["Jonas Lind", "Person", "5", "3", "6", "Around Jonas Lind"]
    page.locator("#view-links").click()
    assert len(column(page, 1)) == 17
    pairs = {frozenset(pair) for pair in zip(column(page, 1), column(page, 2), strict=True)}
    assert pairs == {frozenset(story.nodes[node]["label"] for node in edge) for edge in story.edges}
    page.get_by_label("Countries").uncheck()
    assert len(column(page, 1)) == 8
    expect(page.locator("#tables [role=status]:visible")).to_have_text("8 of 17 links")


def test_a_column_sorts_both_ways(story: Graph, open_page: Open) -> None:
    page = open_page(story, at="#view=names").page
    mentions = page.get_by_role("columnheader", name="Mentions")
    expect(mentions).to_have_attribute("aria-sort", "descending")
    counts = [int(count) for count in column(page, 3)]
    assert counts == sorted(counts, reverse=True)
    mentions.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(mentions).to_have_attribute("aria-sort", "ascending")
    assert [int(count) for count in column(page, 3)] == sorted(counts)
    page.get_by_role("columnheader", name="Name", exact=True).get_by_role("button").click()
    assert column(page, 1)[:2] == ["Baltic Union", "Denmark"]
    expect(mentions).not_to_have_attribute("aria-sort", "ascending")
    first = page.get_by_role("columnheader", name="First")
    first.get_by_role("button").click()
    dates = column(page, 7)
    assert dates[0] == "4 March 2021"
    assert dates[-1] == "17 June 2021"


def test_a_table_is_filtered_by_any_name(story: Graph, open_page: Open) -> None:
    page = open_page(story, at="#view=names").page
    page.get_by_label("Filter names").fill("swedes")
    assert column(page, 1) == ["Sweden"]
    expect(page.locator("#tables [role=status]:visible")).to_have_text("1 of 10 names")
    page.locator("#view-links").click()
    page.get_by_label("Filter links").fill("unal lind")
    assert [set(pair) for pair in zip(column(page, 1), column(page, 2), strict=True)] == [{"Łucja Ünal", "Jonas Lind"}]


def test_rows_lead_to_the_panel(story: Graph, open_page: Open) -> None:
    page = open_page(story, at="#view=names").page
    page.get_by_role("link", name="Denmark", exact=True).click()
    expect(page.locator("#panel h2")).to_have_text("Denmark")
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    page.locator("#tables tbody:visible tr").first.get_by_role("link", name="Read").click()
    expect(page.locator("#panel .kind")).to_have_text("Named in the same sentence")


def test_long_tables_show_more_when_asked(open_page: Open) -> None:
    graph: Graph = nx.Graph(title="Many")
    common = {"type": "PERSON", "mentions": 1, "documents": 1, "aliases": {}, "reasons": {}, "community": 0}
    for number in range(250):
        graph.add_node(f"person:{number}", label=f"Person {number}", **common)
    page = open_page(graph, at="#view=names").page
    assert len(column(page, 1)) == 100
    page.get_by_role("button", name="Show 150 more").click()
    assert len(column(page, 1)) == 250
    expect(page.locator("#tables .more:visible")).to_have_count(0)


def test_the_picture_is_out_of_reach_while_a_table_is_open(story: Graph, open_page: Open) -> None:
    page = open_page(story, at="#view=links").page
    assert page.locator("#graph").evaluate("host => host.inert")
    page.keyboard.press("t")
    expect(page.locator("#view-network")).to_have_attribute("aria-pressed", "true")
    assert not page.locator("#graph").evaluate("host => host.inert")
    page.go_back()
    expect(page.locator("#view-links")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("size", ["desktop", "tablet", "phone"])
def test_a_table_scrolls_inside_itself(size: str, story: Graph, open_page: Open) -> None:
    page = open_page(story, at="#view=names", size=size).page
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert all("\n" not in label for label in column(page, 2))


@pytest.fixture
def rated(story: Graph) -> Graph:
    """The story with NPMI: that of pairs that share one sentence is 1.00, that of others 0.80."""
    for _, _, link in story.edges(data=True):
        link["npmi"] = 1.0 if link["weight"] == 1 else 0.8
    return story


def test_npmi_counts_for_less_where_there_is_little_evidence(rated: Graph, open_page: Open) -> None:
    page = open_page(rated, at="#view=links").page
    assert [int(weight) for weight in column(page, 3)][:3] == [2, 2, 2]
    expect(page.get_by_role("columnheader", name="Shared sentences")).to_have_attribute("aria-sort", "descending")
    weights = []
    for _ in range(2):
        page.get_by_role("columnheader", name="NPMI").get_by_role("button").first.click()
        weights.append([int(weight) for weight in column(page, 3)])
    down, up = weights
    assert down == sorted(down, reverse=True)  # 0.8 × 2/3 is more than 1.0 × 1/2
    assert up == sorted(down)
    assert page.locator("#tables td.weak:visible").all_inner_texts() == ["1.00"] * down.count(1)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_column_explains_itself(size: str, rated: Graph, open_page: Open) -> None:
    page = open_page(rated, at="#view=links", size=size).page
    if size == "phone":  # what the table leaves out is explained in the panel of a link
        page.get_by_role("link", name="Read").first.tap()
        expect(page.locator("#panel")).to_contain_text("normalized pointwise mutual information")
        return
    asked = page.get_by_role("button", name="What is NPMI?")
    words = page.get_by_text("normalized pointwise mutual information")
    expect(words).to_be_hidden()
    asked.focus()
    page.keyboard.press("Enter")
    expect(words).to_be_visible()
    expect(words).to_contain_text("where w is the number of shared sentences")
    assert barriers(page) == []
    asked.click()
    expect(words).to_be_hidden()


@pytest.mark.parametrize("view", ["names", "links"])
def test_a_table_fits_a_phone(view: str, rated: Graph, open_page: Open) -> None:
    rated.nodes["org:baltic-union"]["label"] = "International Union of Baltic Harbour Administrations"
    page = open_page(rated, at=f"#view={view}&types=PERSON+ORG", size="phone").page
    tables = page.locator("#tables")
    assert tables.evaluate("box => box.scrollWidth <= box.clientWidth")
    heads = page.locator("#tables thead th:visible").all_inner_texts()
    assert [head.split("\n")[0].strip(" ▾") for head in heads] == (
        ["Name", "Mentions", "Links"] if view == "names" else ["Name", "Named with", "Shared sentences"]
    )
    assert all(
        box["x"] + box["width"] <= 390 for box in (cell.bounding_box() for cell in tables.locator("td:visible").all())
    )
