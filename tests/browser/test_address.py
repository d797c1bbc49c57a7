from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from comention.model import Graph

pytestmark = pytest.mark.browser

Open = Callable[..., Any]


def test_everything_chosen_is_in_the_address_and_comes_back(story: Graph, open_page: Open) -> None:
    opened = open_page(story)
    page = opened.page
    opened.choose("Jonas Lind")
    page.get_by_role("button", name="2 steps").click()
    page.get_by_role("button", name="Pin").click()
    page.get_by_label("Organizations").uncheck()
    page.get_by_label("No visible links").check()
    page.locator("#colour").get_by_text("Community", exact=True).click()
    page.locator("#documents-box summary").click()
    page.get_by_label("bridge-plans.txt").check()
    page.get_by_label("court.txt").check()
    opened.choose("Peru")
    page.get_by_role("button", name="Hide", exact=True).click()
    opened.choose("Jonas Lind")
    page.get_by_role("button", name="Wrong type…").click()
    page.get_by_role("button", name="an organization").click()
    page.get_by_role("button", name="Names").click()
    address = page.url.split("#")[1]
    again = open_page(story, at=f"#{address}").page
    expect(again.locator("#panel h2")).to_have_text("Jonas Lind")
    expect(again.get_by_role("button", name="2 steps")).to_have_attribute("aria-pressed", "true")
    expect(again.get_by_role("button", name="Pin")).to_have_attribute("aria-pressed", "true")
    expect(again.get_by_label("Organizations")).not_to_be_checked()
    expect(again.get_by_label("No visible links")).to_be_checked()
    assert again.locator("html").get_attribute("data-colour") == "community"
    assert again.locator("#chips .chip").all_inner_texts() == page.locator("#chips .chip").all_inner_texts()
    assert len(again.locator("#chips .chip").all()) == 4
    expect(again.locator("#corrections-count")).to_have_text("1")
    expect(again.get_by_role("button", name="Names")).to_have_attribute("aria-pressed", "true")
    assert again.locator("#tables tbody:visible").inner_text() == page.locator("#tables tbody:visible").inner_text()
    assert again.url.split("#")[1] == address


def test_back_and_forward_go_from_name_to_name_and_keep_the_filters(story: Graph, open_page: Open) -> None:
    opened = open_page(story)
    page = opened.page
    opened.choose("Sweden")
    opened.choose("Denmark")
    page.get_by_label("Organizations").uncheck()
    page.go_back()
    expect(page.locator("#panel h2")).to_have_text("Sweden")
    expect(page.get_by_label("Organizations")).not_to_be_checked()
    page.go_back()
    expect(page.locator("#panel")).to_be_hidden()
    page.go_forward()
    page.go_forward()
    expect(page.locator("#panel h2")).to_have_text("Denmark")


def test_an_address_that_is_typed_counts_as_a_whole(story: Graph, open_page: Open) -> None:
    opened = open_page(story, at="#types=PERSON")
    opened.page.evaluate("location.hash = '#entity=country:se'")
    expect(opened.page.locator("#panel h2")).to_have_text("Sweden")
    expect(opened.page.get_by_label("Organizations")).to_be_checked()


@pytest.mark.parametrize(
    "address",
    [
        "#panel=nonsense",
        "#panel=constructor",
        "#types=NONSENSE&links=-5&view=x&steps=9&since=yesterday&colour=red&within=77",
        "#entity=&link=&with=&around=nobody&hide=nobody&pin=&move=1&move=x+y+country:se&shift=1+2+",
        "#correct=&correct=[]&correct=[1]&correct=%7B&correct=[%22type%22,%22country:se%22,%22X%22]&document=none",
        "#%E0%A4%A&&==&%00",
    ],
)
def test_an_address_that_makes_no_sense_is_left_alone(address: str, story: Graph, open_page: Open) -> None:
    page = open_page(story, at=address).page
    expect(page.locator("#hint")).to_contain_text("Showing")
    expect(page.locator("#corrections-count")).to_have_text("")
    expect(page.locator("#panel")).to_be_hidden()


def test_links_in_the_page_keep_the_filters(story: Graph, open_page: Open) -> None:
    opened = open_page(story, at="#types=PERSON+COUNTRY")
    opened.choose("Jonas Lind")
    opened.page.locator("#panel .pairs a").first.click()
    expect(opened.page.get_by_label("Organizations")).not_to_be_checked()


def test_printing_shows_picture_and_details_on_white(story: Graph, open_page: Open) -> None:
    page = open_page(story, theme="dark", at="#entity=person:jonas-lind").page
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("html").get_attribute("data-theme") == "light"
    for shown in ("h1", "#graph canvas", "#panel h2", "#panel blockquote"):
        expect(page.locator(shown).first).to_be_visible()
    for gone in ("#sidebar", "#bar", ".search", ".actions", "#correct"):
        expect(page.locator(gone).first).to_be_hidden()
    assert page.pdf().startswith(b"%PDF")
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_an_address_that_only_selects_leaves_the_filters_as_they_are(story: Graph, open_page: Open) -> None:
    page = open_page(story, at="#hide=country:dk&types=PERSON ORG").page
    changes = page.evaluate(
        """async () => {
          let changes = 0;
          const seen = new MutationObserver((all) => (changes += all.length));
          seen.observe(document.getElementById("sidebar"), { subtree: true, childList: true });
          location.hash += "&entity=person:jonas-lind";
          await new Promise((done) => setTimeout(done, 300));
          return changes;
        }"""
    )
    expect(page.locator("#panel h2")).to_have_text("Jonas Lind")
    assert changes == 0
