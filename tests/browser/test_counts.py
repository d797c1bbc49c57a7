"""What is shown is counted in one way everywhere, and what filters hide can be shown from where it was looked for."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from comention.model import Graph

pytestmark = pytest.mark.browser

Open = Callable[..., Any]


def test_all_parts_of_the_page_count_alike(story: Graph, open_page: Open) -> None:
    page = open_page(story, at="#types=PERSON+ORG&entity=person:jonas-lind").page
    expect(page.locator("#summary")).to_contain_text("10 names · 17 links")
    expect(page.locator("#hint")).to_contain_text("Showing 6 of 10 names and 8 of 17 links.")
    expect(page.locator("#panel .figures")).to_contain_text("4 of 6")
    expect(page.locator("#panel h3", has_text="Named together with")).to_have_text("Named together with4 of 6")
    page.locator("#view-names").click()
    row = page.get_by_role("row", name="Jonas Lind Person")
    expect(row.get_by_role("cell").nth(3)).to_have_text("4 of 6")
    expect(page.locator("#tables [role=status]:visible")).to_have_text("6 of 10 names")
    page.locator("#view-links").click()
    expect(page.locator("#tables [role=status]:visible")).to_have_text("8 of 17 links")
    page.locator("#open-export").click()
    expect(page.locator("#export")).to_contain_text("6 of 10 names and 8 of 17 links")


def test_the_list_of_neighbours_has_those_that_are_hidden_at_its_end(story: Graph, open_page: Open) -> None:
    page = open_page(story, at="#types=PERSON+ORG&entity=person:jonas-lind").page
    rows = page.locator("#panel .pairs li")
    assert rows.count() == 6
    assert page.locator("#panel .pairs .filtered").all_inner_texts() == rows.all_inner_texts()[4:]
    expect(rows.last).to_contain_text("Hidden by filters")


def test_the_counts_in_some_documents(story: Graph, open_page: Open) -> None:
    page = open_page(story, at="#document=court.txt&entity=person:jonas-lind").page
    expect(page.locator("#hint")).to_contain_text("Showing 2 of 10 names and 1 of 17 links.")
    expect(page.locator("#panel h3", has_text="Named together with")).to_have_text("Named together with1 of 6")
    expect(page.locator("#panel")).to_contain_text("5 more in other documents.")
    expect(page.locator("#panel h3", has_text="Sources")).to_have_text("Sources1 of 5")


@pytest.mark.parametrize(
    "hiding",
    ["types=PERSON+ORG", "hide=country:no", "document=court.txt", "around=person:lucja-unal&within=1", "links=1"],
)
def test_a_name_that_filters_hide_is_shown_from_the_table(hiding: str, story: Graph, open_page: Open) -> None:
    page = open_page(story, at=f"#view=names&{hiding}").page
    page.get_by_label("Filter names").fill("norw")
    status = page.locator("#tables [role=status]:visible")
    expect(status).to_have_text("0 of 10 names, 1 hidden by filters")
    page.get_by_role("button", name="Show 1 name hidden by filters").click()
    expect(status).to_have_text("1 of 10 names")
    expect(page.locator("#tables tbody:visible")).to_contain_text("Norway")
    expect(page.get_by_label("Filter names")).to_be_focused()
    page.locator("#undo").click()
    expect(status).to_have_text("0 of 10 names, 1 hidden by filters")


@pytest.mark.parametrize(
    "hiding",
    ["types=PERSON+ORG", "hide=country:se", "document=court.txt", "around=org:skagen-line&within=1", "links=1"],
)
def test_a_link_that_filters_hide_is_shown_from_the_table(hiding: str, story: Graph, open_page: Open) -> None:
    page = open_page(story, at=f"#view=links&{hiding}").page
    page.get_by_label("Filter links").fill("unal sweden")
    status = page.locator("#tables [role=status]:visible")
    expect(status).to_have_text("0 of 17 links, 1 hidden by filters")
    page.get_by_role("button", name="Show 1 link hidden by filters").click()
    expect(status).to_have_text("1 of 17 links")
    expect(page.locator("#tables tbody:visible tr")).to_have_count(1)


def test_many_hidden_names_are_shown_by_taking_the_filters_off(story: Graph, open_page: Open) -> None:
    for number in range(15):
        story.add_node(f"person:t{number}", label=f"Twin {number}", type="PERSON", mentions=1, documents=1, aliases={})
    page = open_page(story, at="#view=names&types=ORG").page
    page.get_by_label("Filter names").fill("twin")
    page.get_by_role("button", name="Show 15 names hidden by filters").click()
    expect(page.locator("#tables [role=status]:visible")).to_have_text("15 of 25 names")
    assert re.search(r"pin=", page.url) is None
