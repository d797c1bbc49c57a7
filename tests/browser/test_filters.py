import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from comention.model import Graph

pytestmark = pytest.mark.browser

Open = Callable[..., Any]


def chips(page: Any) -> list[str]:
    found: list[str] = page.locator("#chips .chip").all_inner_texts()
    return found


def test_chosen_documents_are_counted_alone(story: Graph, open_page: Open) -> None:
    opened = open_page(story)
    page = opened.page
    page.locator("#documents-box summary").click()
    page.get_by_label("court.txt").check()
    expect(page.locator("#hint")).to_contain_text("Showing 2 of 10 names and 1 of 17 links.")
    assert chips(page) == ["court.txt"]
    expect(page.locator("#documents-chosen")).to_have_text("1 of 3 documents")
    opened.choose("Jonas Lind")
    for words in ("mentions\n1", "Counted in 1 of 3 documents", "court.txt"):
        assert words.lower().replace("mentions", "mention") in opened.panel.lower()
    assert page.locator("#panel blockquote").count() == 1
    page.get_by_role("button", name="All documents").click()
    expect(page.locator("#hint")).to_contain_text("9 of 10 names and 17 links")
    assert "bridge-plans.txt" in opened.panel


def test_documents_tell_a_language_other_than_english(story: Graph, open_page: Open) -> None:
    graph = story.copy()
    first, second, third = graph.graph["documents"]
    told = [{**first, "language": "fr"}, {**second, "language": "en"}, {**third, "language": "an odd code"}]
    graph.graph["documents"] = told
    page = open_page(graph).page
    page.locator("#documents-box summary").click()
    expect(page.locator("#document-list .note")).to_have_count(3)
    notes = page.locator("#document-list .note").all_inner_texts()
    assert [note.rpartition(" · ")[2] for note in notes] == ["French", "17 June 2021", "an odd code"]


def test_documents_are_found_by_name(story: Graph, open_page: Open) -> None:
    graph = story.copy()
    more = [{"id": f"paper-{n}.txt", "title": f"Paper {n}", "date": None, "source": None} for n in range(20)]
    graph.graph["documents"] = [*graph.graph["documents"], *more]
    page = open_page(graph).page
    page.locator("#documents-box summary").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Find a document").fill("pÁper 17")
    expect(page.locator("#document-list li")).to_have_text("Paper 17")
    page.get_by_label("Find a document").fill("zzz")
    expect(page.locator("#document-list li")).to_have_text("No matching document.")


def test_a_span_of_time_counts_its_documents(story: Graph, open_page: Open) -> None:
    opened = open_page(story)
    page = opened.page
    assert page.locator("#periods i").count() == 4  # March to June
    page.get_by_role("slider", name="From").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#period")).to_have_text("April 2021 to June 2021. 1 document without a date is left out.")
    expect(page.locator("#hint")).to_contain_text("Showing 5 of 10 names and 9 of 17 links")
    assert chips(page) == ["April 2021 to June 2021"]
    opened.choose("Sweden")
    assert "On 17 June 2021" in opened.panel
    page.locator("#chips .chip").click()
    expect(page.locator("#hint")).to_contain_text("9 of 10 names and 17 links")


def test_time_can_be_played_and_stopped(story: Graph, open_page: Open) -> None:
    page = open_page(story).page
    play = page.get_by_role("button", name="Play")
    play.click()
    expect(page.locator("#period")).to_contain_text("March 2021. 1 document")
    stop = page.get_by_role("button", name="Pause")
    expect(stop).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#period")).to_contain_text("April 2021.")
    stop.click()
    expect(page.get_by_role("button", name="Play")).to_have_attribute("aria-pressed", "false")
    page.get_by_role("button", name="All dates").click()
    expect(page.locator("#period")).to_have_text("March 2021 to June 2021, all documents.")


def test_without_dates_there_is_no_time(story: Graph, open_page: Open) -> None:
    graph = story.copy()
    graph.graph["documents"] = [{**document, "date": None} for document in graph.graph["documents"]]
    expect(open_page(graph).page.locator("#time")).to_be_hidden()


def test_only_the_backbone_can_be_shown(story: Graph, open_page: Open) -> None:
    graph = story.copy()
    for *_, edge in graph.edges(data=True):
        edge["significance"] = 0.9
    graph.edges["country:se", "country:dk"]["significance"] = 0.01
    page = open_page(graph).page
    page.get_by_label("Backbone only").check()
    expect(page.locator("#hint")).to_contain_text("Showing 2 of 10 names and 1 of 17 links.")
    assert chips(page) == ["backbone only"]
    page.keyboard.press("Control+z")
    expect(page.get_by_label("Backbone only")).not_to_be_checked()


def test_without_significance_there_is_no_backbone(story: Graph, open_page: Open) -> None:
    expect(open_page(story).page.get_by_label("Backbone only")).to_be_hidden()


def test_the_bars_over_the_slider_follow_it(story: Graph, open_page: Open) -> None:
    page = open_page(story).page
    assert page.locator("#strengths .out").count() == 0
    page.get_by_role("slider", name="Link strength").focus()
    page.keyboard.press("End")
    assert page.locator("#strengths .out").count() == page.locator("#strengths i").count()
    heights = page.locator("#strengths i").evaluate_all("bars => bars.map((bar) => parseFloat(bar.style.height))")
    assert heights == sorted(heights)
    expect(page.get_by_role("slider", name="Link strength")).to_have_attribute(
        "aria-valuetext", re.compile("1 of 17 links")
    )
