import re
from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest
from playwright.sync_api import expect
from tests.browser.pointing import click, spot

from comention.model import AnyGraph

pytestmark = pytest.mark.browser

Open = Callable[..., Any]

HOSTILE = '"><script>alert(1)</script>'
IMAGE = "</script><img src=x onerror=alert(1)>"


def test_it_says_what_it_shows(story: AnyGraph, open_page: Open) -> None:
    page = open_page(story).page
    expect(page).to_have_title("The bridge and the ferry")
    expect(page.locator("h1")).to_have_text("The bridge and the ferry")
    expect(page.locator("#summary")).to_have_text("10 names · 17 links · 3 documents")
    expect(page.locator("#hint")).to_contain_text("Showing 9 of 10 names and 17 links.")
    assert page.locator("html").get_attribute("lang") == "en"


def test_a_part_of_a_graph_says_so(story: AnyGraph, open_page: Open) -> None:
    story.graph["counts"] |= {"entities_left_out": 32, "links_left_out": 83}
    page = open_page(story).page
    expect(page.locator("#summary")).to_have_text("10 of 42 names · 17 of 100 links · 3 documents")


def test_a_click_on_a_shape_opens_its_sentences(story: AnyGraph, open_page: Open) -> None:
    opened = open_page(story)
    click(opened, "Jonas Lind")
    expect(opened.page.locator("#panel h2")).to_have_text("Jonas Lind")
    for words in ("mentions\n5", "shorter form", "Named together with", "4 March 2021", "court.txt"):
        assert words in opened.panel
    assert opened.page.locator("#panel blockquote").count() == 5
    assert set(opened.page.locator("#panel mark").all_inner_texts()) == {"Lind", "Jonas Lind"}
    assert opened.page.locator("#panel h4").all_inner_texts()[-1] == "court.txt"


def test_a_click_on_a_line_opens_the_sentences_of_both(story: AnyGraph, open_page: Open) -> None:
    opened = open_page(story)
    click(opened, "Marit Solheim – Norway")
    assert opened.page.locator("#panel h2 a").all_inner_texts() == ["Marit Solheim", "Norway"]
    expect(opened.page.locator("#panel blockquote")).to_have_text("Norway had asked Solheim and Jonas Lind to wait.")
    assert opened.page.locator("#panel mark").all_inner_texts() == ["Norway", "Solheim"]


def test_a_click_on_nothing_closes_the_panel(story: AnyGraph, open_page: Open) -> None:
    opened = open_page(story)
    opened.choose("Sweden")
    assert opened.panel
    box = opened.page.locator("#graph").bounding_box()
    opened.page.mouse.click(box["x"] + 4, box["y"] + 4)
    expect(opened.page.locator("#panel")).to_be_hidden()


@pytest.mark.parametrize("query", ["lucja", "UNAL", "łucja ünal", "unal lucja", "ucja"])
def test_search_ignores_case_accents_and_order(query: str, story: AnyGraph, open_page: Open) -> None:
    opened = open_page(story)
    opened.choose(query)
    assert opened.panel.startswith("Łucja Ünal")


def test_search_finds_other_names_and_says_which(story: AnyGraph, open_page: Open) -> None:
    page = open_page(story).page
    page.locator("#query").fill("swedes")
    expect(page.locator("#matches [role=option]")).to_have_text(re.compile("Sweden.*also “Swedes”"))


def test_search_goes_by_keyboard(story: AnyGraph, open_page: Open) -> None:
    opened = open_page(story)
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("n")
    options = opened.page.locator("#matches [role=option]")
    opened.page.keyboard.press("ArrowDown")
    second = options.nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    expect(opened.page.locator("#query")).to_have_attribute("aria-activedescendant", "matches-1")
    label = second.locator(".name").inner_text()
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator("#panel h2")).to_have_text(label)
    opened.page.keyboard.press("Escape")
    expect(opened.page.locator("#panel")).to_be_hidden()


def test_search_says_when_there_is_nothing(story: AnyGraph, open_page: Open) -> None:
    page = open_page(story).page
    page.locator("#query").fill("zzz")
    expect(page.locator("#matches")).to_have_text("No matching name.")
    page.keyboard.press("Escape")
    expect(page.locator("#query")).to_have_value("")


def test_types_have_counts_and_can_be_switched_off(story: AnyGraph, open_page: Open) -> None:
    page = open_page(story).page
    assert page.locator("#types label:visible .count").all_inner_texts() == ["3", "3", "4", "1"]
    page.get_by_label("Countries").uncheck()
    expect(page.locator("#hint")).to_contain_text("Showing 6 of 10 names and 8 of 17 links.")
    expect(page.locator("#top")).not_to_contain_text("Sweden")
    page.get_by_label("Countries").check()
    expect(page.locator("#hint")).to_contain_text("9 of 10 names and 17 links")


def test_the_slider_leaves_the_strongest(story: AnyGraph, open_page: Open) -> None:
    page = open_page(story).page
    slider = page.get_by_role("slider", name="Link strength")
    slider.focus()
    page.keyboard.press("End")
    expect(page.locator("#shown")).to_contain_text("1 of 17 links")
    expect(page.locator("#hint")).to_contain_text("Showing 2 of 10 names")
    page.keyboard.press("Home")
    expect(page.locator("#shown")).to_contain_text("All 17 links")


def test_names_without_a_link_can_be_shown(story: AnyGraph, open_page: Open) -> None:
    page = open_page(story).page
    page.get_by_label("No visible links").check()
    expect(page.locator("#hint")).to_contain_text("Showing 10 names")


def test_many_links_start_with_the_strongest(open_page: Open) -> None:
    graph: AnyGraph = nx.Graph(title="Many")
    common = {"type": "PERSON", "mentions": 3, "documents": 1, "aliases": {}, "reasons": {}, "community": 0}
    for number in range(60):
        graph.add_node(f"person:{number:02}", label=f"Person {number}", **common)
    for a, b in nx.complete_graph(60).edges:
        graph.add_edge(f"person:{a:02}", f"person:{b:02}", weight=1 + (a < 20 and b < 20), documents=1, evidence=[])
    page = open_page(graph).page
    expect(page.locator("#hint")).to_contain_text("1,000 of 1,770 links")


def test_colours_by_community_come_with_a_key(story: AnyGraph, open_page: Open) -> None:
    page = open_page(story).page
    page.locator("#colour").get_by_text("Community", exact=True).click()
    assert [text.split("\n")[0] for text in page.locator("#communities li").all_inner_texts()] == [
        "Around Marit Solheim",
        "Around Jonas Lind",
    ]


def test_everything_chosen_has_an_address(story: AnyGraph, open_page: Open) -> None:
    opened = open_page(story)
    page = opened.page
    opened.choose("Jonas Lind")
    assert page.url.endswith("#entity=person%3Ajonas-lind")
    page.get_by_label("2 shared", exact=False).or_(page.locator("#panel .weight")).first.click()
    assert "#link=" in page.url
    page.go_back()
    expect(page.locator("#panel h2")).to_have_text("Jonas Lind")
    page.go_back()
    expect(page.locator("#panel")).to_be_hidden()


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("#entity=org%3Aoresund-works", ["Øresund Works"]),
        ("#link=country:se&with=country:dk", ["Sweden", "Denmark"]),
        ("#entity=person:nobody", []),
        ("#link=country:pe&with=country:dk", []),
    ],
)
def test_an_address_opens_what_it_names(address: str, heading: list[str], story: AnyGraph, open_page: Open) -> None:
    page = open_page(story, at=address).page
    words = "\n".join(page.locator("#panel h2").all_inner_texts()).split("\n")
    assert sorted(filter(None, words)) == sorted(heading)


def test_names_in_sentences_and_lists_lead_on(story: AnyGraph, open_page: Open) -> None:
    opened = open_page(story)
    opened.choose("Øresund")
    opened.page.locator("#panel blockquote a", has_text="Denmark").first.click()
    expect(opened.page.locator("#panel h2")).to_have_text("Denmark")
    opened.page.locator("#panel .pairs a", has_text="Sweden").first.click()
    expect(opened.page.locator("#panel h2")).to_have_text("Sweden")


def test_the_page_tells_how_it_was_made(story: AnyGraph, open_page: Open) -> None:
    page = open_page(story).page
    page.get_by_role("button", name="How this was made").click()
    for words in (
        "comention 0.1.0",
        "en_core_web_sm 3.8.0",
        "Names are linked within",
        "a sentence",
        "counts as a mention",
    ):
        expect(page.locator("#about")).to_contain_text(words)
    page.keyboard.press("Escape")
    expect(page.locator("#about")).to_be_hidden()
    page.keyboard.press("?")
    expect(page.locator("#help")).to_contain_text("Circles are people")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_follows_the_system_and_the_button(theme: str, story: AnyGraph, open_page: Open) -> None:
    page = open_page(story, theme=theme).page
    other = {"light": "dark", "dark": "light"}[theme]
    assert page.locator("html").get_attribute("data-theme") == theme
    page.get_by_role("button", name="Theme: light or dark").click()
    assert page.locator("html").get_attribute("data-theme") == other


def test_keys_move_the_network(story: AnyGraph, open_page: Open) -> None:
    opened = open_page(story)
    before = spot(opened, "Jonas Lind")
    opened.page.locator("#graph").focus()
    opened.page.keyboard.press("ArrowLeft")
    moved = spot(opened, "Jonas Lind")
    assert moved["x"] > before["x"] + 40
    opened.page.keyboard.press("0")
    assert abs(spot(opened, "Jonas Lind")["x"] - before["x"]) < 12


@pytest.mark.parametrize("size", ["desktop", "tablet", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_sticks_out(size: str, theme: str, story: AnyGraph, open_page: Open) -> None:
    opened = open_page(story, size=size, theme=theme)
    opened.choose("Jonas Lind")
    page = opened.page
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.locator("#panel").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate("document.getElementById('panel').scrollWidth <= document.getElementById('panel').clientWidth")


def test_on_a_phone_the_filters_are_in_a_drawer(story: AnyGraph, open_page: Open) -> None:
    page = open_page(story, size="phone").page
    expect(page.locator("#sidebar")).to_be_hidden()
    page.get_by_role("button", name="Filters", exact=True).click()
    expect(page.locator("#sidebar")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#sidebar")).to_be_hidden()
    page.get_by_role("button", name="Filters", exact=True).click()
    page.locator("#top a").first.click()
    expect(page.locator("#sidebar")).to_be_hidden()
    sheet = page.locator("#panel").bounding_box()
    assert sheet["width"] == 390
    assert sheet["y"] > 300


def test_a_tap_opens_the_sheet(story: AnyGraph, open_page: Open) -> None:
    opened = open_page(story, size="phone")
    point = spot(opened, "Jonas Lind")
    opened.page.touchscreen.tap(point["x"], point["y"])
    expect(opened.page.locator("#panel h2")).to_have_text("Jonas Lind")


def test_no_document_is_fine(open_page: Open) -> None:
    page = open_page(nx.Graph()).page
    expect(page.locator("#hint")).to_contain_text("No people, organizations or countries")


def test_names_that_share_no_sentence_are_all_shown(open_page: Open, story: AnyGraph) -> None:
    graph = story.copy()
    graph.remove_edges_from(list(story.edges))
    opened = open_page(graph)
    expect(opened.page.locator("#hint")).to_contain_text("Showing 10 names and 0 links")
    click(opened, "Peru")
    assert "Never named in the same sentence" in opened.panel


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_hostile_words_stay_words(size: str, open_page: Open, story: AnyGraph) -> None:
    graph = nx.relabel_nodes(story, {"person:jonas-lind": IMAGE})
    graph.graph |= {"title": HOSTILE, "model": IMAGE, "settings": {HOSTILE: IMAGE}}
    renamed = [{**document, "id": HOSTILE, "title": IMAGE, "source": HOSTILE} for document in graph.graph["documents"]]
    graph.graph["documents"] = renamed
    graph.graph["passages"] = [
        {
            **passage,
            "text": passage["text"] + f" <!-- \u2028 {IMAGE}",
            "names": [
                [start, end, IMAGE if entity == "person:jonas-lind" else entity]
                for start, end, entity in passage["names"]
            ],
        }
        for passage in story.graph["passages"]
    ]
    graph.nodes[IMAGE].update({"label": IMAGE, "aliases": {IMAGE: 3, HOSTILE: 1}, "reasons": {IMAGE: HOSTILE}})
    opened = open_page(graph, size=size)
    opened.choose("img src")
    expect(opened.page.locator("#panel h2")).to_have_text(IMAGE)
    for words in (HOSTILE, IMAGE, "<!--"):
        assert words in opened.panel
    opened.page.locator("#panel .weight").first.click()
    opened.page.locator("#open-about").click()
    expect(opened.page.locator("#about")).to_contain_text(IMAGE)
    assert opened.page.locator("img").count() == 0
    assert opened.page.locator("script").count() == 8
