"""The panel stands beside the network, passes the focus on, and filters and unknown names are told above it."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.test_accessibility import FOLLOW, barriers

from comention.model import Graph

pytestmark = pytest.mark.browser

Open = Callable[..., Any]


def box(page: Any, selector: str) -> dict[str, float]:
    found: dict[str, float] = page.locator(selector).bounding_box()
    return found


@pytest.mark.parametrize("view", ["network", "names"])
@pytest.mark.parametrize("size", ["desktop", "tablet"])
def test_the_panel_covers_neither_network_nor_table(view: str, size: str, story: Graph, open_page: Open) -> None:
    page = open_page(story, size=size, at=f"#view={view}&entity=person:jonas-lind").page
    stage, panel = box(page, "#stage"), box(page, "#panel")
    assert stage["x"] + stage["width"] <= panel["x"]
    assert panel["x"] + panel["width"] == page.viewport_size["width"]
    page.keyboard.press("Escape")
    assert box(page, "#stage")["x"] + box(page, "#stage")["width"] == page.viewport_size["width"]


def test_the_panel_can_be_made_wider(story: Graph, open_page: Open) -> None:
    page = open_page(story, at="#entity=person:jonas-lind").page
    edge = page.get_by_role("separator", name="Width of the details")
    before = box(page, "#panel")["width"]
    edge.focus()
    page.keyboard.press("ArrowLeft")
    assert box(page, "#panel")["width"] > before
    expect(edge).to_have_attribute("aria-valuenow", str(round(box(page, "#panel")["width"])))
    for _ in range(30):
        page.keyboard.press("ArrowRight")
    assert box(page, "#panel")["width"] == 300
    at = box(page, "#panel-edge")
    page.mouse.move(at["x"] + 4, 400)
    page.mouse.down()
    page.mouse.move(700, 400)
    page.mouse.up()
    assert abs(box(page, "#panel")["x"] - 700) < 160  # at most half of the window
    edge.dblclick()
    assert box(page, "#panel")["width"] == before
    assert barriers(page) == []


def test_the_focus_goes_on_from_field_to_field_to_the_result(story: Graph, open_page: Open) -> None:
    page = open_page(story).page
    page.locator("#open-paths").click()
    expect(page.get_by_role("combobox", name="From")).to_be_focused()
    page.keyboard.type("skagen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="To")).to_be_focused()
    page.keyboard.type("denmark")
    page.keyboard.press("Enter")
    expect(page.locator("#panel .way summary").first).to_be_focused()
    page.get_by_role("button", name="Swap").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Swap")).to_be_focused()
    page.get_by_role("button", name="Change Skagen Line").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="To")).to_be_focused()
    page.keyboard.type("peru")
    page.keyboard.press("Enter")
    expect(page.locator("#panel .result")).to_be_focused()
    expect(page.locator("#panel .result")).to_contain_text("No path connects them")


def test_a_name_followed_within_the_panel_keeps_the_focus_there(story: Graph, open_page: Open) -> None:
    page = open_page(story, at="#entity=person:jonas-lind").page
    page.locator("#panel .pairs a.entity").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#panel') !== null")


def test_a_name_that_is_not_on_the_page_is_told(story: Graph, open_page: Open) -> None:
    page = open_page(story, at="#entity=person:nobody&hide=country:pe").page
    notice = page.locator("#notice")
    expect(notice).to_have_text("“person:nobody” is not on this page.")
    expect(notice).to_have_attribute("role", "alert")
    assert barriers(page) == []
    notice.get_by_role("button").click()
    expect(notice).to_have_count(0)
    page.evaluate(FOLLOW, "#from=person:a&to=person:b&around=person:jonas-lind")
    expect(notice).to_have_text("“person:a” and “person:b” are not on this page.")
    page.evaluate(FOLLOW, "#entity=country:se")
    expect(notice).to_have_count(0)


def test_types_and_strength_have_chips(story: Graph, open_page: Open) -> None:
    page = open_page(story, at="#types=PERSON+ORG&links=3").page
    chips = page.locator("#chips .chip")
    expect(chips).to_have_text(["people and organizations only", "3 of 8 links"])
    chips.first.click()
    expect(page.get_by_label("Countries")).to_be_checked()
    expect(chips).to_have_text(["3 of 17 links"])
    expect(chips.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(chips).to_have_count(0)
    expect(page.locator("#hint")).to_contain_text("9 of 10 names and 17 links")
