import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import LABELS, STORY, Story, graph_of
from tests.browser.fake_server import FakeServer
from tests.browser.test_accessibility import barriers

from comention.model import Graph

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
Serve = Callable[..., FakeServer]

EVIL = ["<script>alert(1)</script>", '"><img src=x onerror=alert(2)>']
LIND = "#view=text&entity=person:jonas-lind&read=bridge-plans.txt&at=3"


def long_story() -> Story:
    """The story with a document of 1,000 sentences, each tenth of which names Jonas Lind."""
    named = "Then [Jonas Lind|person:jonas-lind] and [Denmark|country:dk] spoke for the time no. {}."
    lines = [named.format(number) if number % 10 == 5 else f"This is line {number}." for number in range(1000)]
    return STORY | {"minutes.txt": ("2021-07-01", lines)}


def here(page: Any) -> Any:
    """The sentence that is marked."""
    return page.locator(".sentence[aria-current]")


def in_view(page: Any) -> bool:
    """Whether all of the marked sentence can be seen, below the bar of the reader and above a sheet on the text."""
    return bool(
        page.evaluate(
            """() => {
              const { top, bottom } = document.querySelector(".sentence[aria-current]").getBoundingClientRect();
              const panel = document.getElementById("panel");
              const view = document.getElementById("text-view").getBoundingClientRect();
              const sheet = !panel.hidden && innerWidth <= 640 ? panel.getBoundingClientRect().top : view.bottom;
              return top >= document.querySelector(".reader-bar").getBoundingClientRect().bottom && bottom <= sheet;
            }"""
        )
    )


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_quotation_leads_into_its_document(
    story: Graph, serve: Serve, open_page: Open, size: str, theme: str
) -> None:
    for passage in story.graph["passages"]:
        passage["page"] = 3 + passage["sentence"] // 2
    opened = open_page(serve(story), size=size, theme=theme, at="#entity=person:jonas-lind")
    page = opened.page
    quotation = page.locator("#panel blockquote", has_text="met Jonas Lind")
    quotation.get_by_role("link", name="Read on").click()
    expect(here(page)).to_have_text("Łucja Ünal of Øresund Works met Jonas Lind.")
    assert in_view(page)
    expect(page.locator(".about-document h2")).to_have_text("bridge-plans.txt")
    expect(page.locator(".about-document")).to_contain_text("17 June 2021")
    expect(page.locator(".sentence")).to_have_count(4)
    assert page.locator(".page-number").all_inner_texts() == ["Page\n3", "Page\n4"] or size == "phone"
    assert [re.sub(r"\D", "", text) for text in page.locator(".page-number").all_text_contents()] == ["3", "4"]
    assert "read=bridge-plans.txt&at=1" in page.url
    assert "Jonas Lind" in opened.panel
    assert barriers(page) == []
    page.go_back()
    expect(page.locator("#text-view")).to_be_hidden()


def test_a_name_in_a_text_is_selected_by_a_click(story: Graph, serve: Serve, open_page: Open) -> None:
    opened = open_page(serve(story), at="#view=text&read=bridge-plans.txt&at=0")
    page = opened.page
    swedes = page.get_by_role("link", name="Swedes")
    assert "COUNTRY" in (swedes.get_attribute("class") or "")
    swedes.click()
    expect(page.locator("#panel h2")).to_have_text("Sweden")
    expect(page.locator(".named.chosen")).to_have_text(["Sweden", "Sweden", "Swedes"])
    assert "view=text" in page.url
    expect(here(page)).to_contain_text("second bridge")


def test_from_mention_to_mention_across_documents(story: Graph, serve: Serve, open_page: Open) -> None:
    page = open_page(serve(story), at=LIND).page
    expect(here(page)).to_have_text("The Swedes trust Ünal, said Lind.")
    expect(page.locator(".mentions .note")).to_have_text("4 of 5")
    page.get_by_role("button", name="Next mention of the selected name").click()
    expect(here(page)).to_have_text("The court heard Marit Solheim and Jonas Lind on the sale.")
    expect(page.locator(".about-document h2")).to_have_text("court.txt")
    expect(page.get_by_role("button", name="Next mention of the selected name")).to_be_focused()
    page.locator("body").press("n")
    expect(page.locator("#status")).to_have_text("No later sentence names Jonas Lind.")
    for words in ("said Lind", "met Jonas Lind", "Lind leads", "had asked"):
        page.keyboard.press("Shift+N")
        expect(here(page)).to_contain_text(words)
        assert in_view(page)
    page.keyboard.press("n")
    expect(here(page)).to_contain_text("Lind leads")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_more_of_a_long_document_comes_when_it_is_scrolled(serve: Serve, open_page: Open, size: str) -> None:
    server = serve(graph_of(long_story(), LABELS, "Long"), reach=50)
    page = open_page(server, size=size, at="#view=text&read=minutes.txt&at=505").page
    expect(here(page)).to_contain_text("no. 505.")
    assert in_view(page)
    scroller = page.locator("#text-view")
    numbers = "() => [...document.querySelectorAll('.sentence')].map(({ dataset }) => Number(dataset.sentence))"
    for _ in range(30):
        scroller.evaluate("(area) => (area.scrollTop = area.scrollHeight)")
        page.wait_for_timeout(60)
    expect(page.locator(".pages.to-end")).to_have_count(1)
    assert page.locator(".sentence").last.inner_text() == "This is line 999."
    before = page.evaluate(numbers)
    assert before == list(range(before[0], 1000))
    for _ in range(30):
        scroller.evaluate("(area) => (area.scrollTop = 0)")
        page.wait_for_timeout(60)
    assert page.evaluate(numbers) == list(range(1000))
    expect(page.locator(".pages.from-start")).to_have_count(1)


def test_what_is_fetched_above_does_not_move_what_is_read(serve: Serve, open_page: Open) -> None:
    page = open_page(
        serve(graph_of(long_story(), LABELS, "Long"), reach=60), at="#view=text&read=minutes.txt&at=505"
    ).page
    part = page.locator(".sentence[data-sentence='470']")
    expect(part).to_have_count(1)
    page.wait_for_timeout(300)
    first = page.locator(".sentence").first.get_attribute("data-sentence")
    before = page.locator("#text-view").evaluate(
        """(area) => {
          area.scrollTop = 300;
          return document.querySelector('[data-sentence="470"]').getBoundingClientRect().y;
        }"""
    )
    expect(page.locator(f".sentence[data-sentence='{int(first) - 1}']")).to_have_count(1)
    assert abs(part.bounding_box()["y"] - before) < 2


def test_the_original_file_and_what_is_known_of_a_document(story: Graph, serve: Serve, open_page: Open) -> None:
    story.graph["documents"][0].update(title="The sale", author="Ann Lee")
    page = open_page(
        serve(story, originals={"ferry-line-sold.txt": b"As it was."}), at="#view=text&read=ferry-line-sold.txt&at=0"
    ).page
    head = page.locator(".about-document")
    expect(head.locator("h2")).to_have_text("The sale")
    expect(head).to_contain_text("4 March 2021 · by Ann Lee · ferry-line-sold.txt")
    with page.expect_download() as saved:
        head.get_by_role("link", name="Original file").click()
    assert saved.value.path().read_bytes() == b"As it was."


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_are_searched_in_all_sentences(
    story: Graph, serve: Serve, open_page: Open, size: str, theme: str
) -> None:
    server = serve(story)
    page = open_page(server, size=size, theme=theme, at="#view=text").page
    page.get_by_label("Search all sentences").type("sweden", delay=20)
    expect(page.locator(".search-text .note")).to_have_text("3 sentences in 2 documents")
    assert [path for path in server.asked if "search" in path][-1].startswith("/api/search?q=sweden")
    expect(page.locator(".found mark")).to_have_text(["Sweden"] * 3)
    assert page.locator(".found section").count() == 2
    assert "search=sweden" in page.url
    assert barriers(page) == []
    page.locator(".found blockquote", has_text="praised").get_by_role("button", name="Read on").click()
    expect(here(page)).to_contain_text("praised Denmark")
    expect(here(page)).to_be_focused()
    page.get_by_role("button", name="Back").click()
    expect(page.locator(".found blockquote")).to_have_count(3)
    expect(page.get_by_role("button", name="Read on").nth(2)).to_be_focused()
    page.get_by_label("Search all sentences").fill("zebra")
    expect(page.locator(".search-text .note")).to_have_text("No sentence contains “zebra”.")
    page.reload()
    expect(page.get_by_label("Search all sentences")).to_have_value("zebra")
    expect(page.locator(".search-text .note")).to_have_text("No sentence contains “zebra”.")


def test_a_click_on_what_was_found_opens_it_and_one_on_a_name_selects_it(
    story: Graph, serve: Serve, open_page: Open
) -> None:
    opened = open_page(serve(story), at="#view=text&search=praised")
    page = opened.page
    page.locator(".found").get_by_role("link", name="Ünal").click()
    expect(page.locator("#panel h2")).to_have_text("Łucja Ünal")
    expect(page.locator(".reader")).to_be_hidden()
    page.locator(".found blockquote").click(position={"x": 70, "y": 8})
    expect(here(page)).to_contain_text("praised")
    page.go_back()
    expect(page.locator(".found blockquote")).to_have_count(1)


def test_more_of_what_was_found(serve: Serve, open_page: Open) -> None:
    server = serve(graph_of(long_story(), LABELS, "Long"))
    page = open_page(server, at="#view=text&search=line").page
    expect(page.locator(".search-text .note")).to_have_text("The first 30 sentences in 2 documents")
    page.get_by_role("button", name="Show more").click()
    expect(page.locator(".found blockquote")).to_have_count(90)
    before = len(server.asked)
    server.next_version()
    page.wait_for_timeout(800)
    assert any("search" in address for address in server.asked[before:])  # as names may have changed
    expect(page.locator(".found blockquote")).to_have_count(90)


def test_without_words_the_documents_can_be_opened(story: Graph, serve: Serve, open_page: Open) -> None:
    page = open_page(serve(story)).page
    page.get_by_role("button", name="Text", exact=True).click()
    page.get_by_role("button", name="court.txt").click()
    expect(here(page)).to_contain_text("The court heard")


def test_a_problem_is_told(story: Graph, serve: Serve, open_page: Open) -> None:
    opened = open_page(serve(story, failing={"search", "document"}), at="#view=text&search=praised")
    expect(opened.page.locator(".found .problem")).to_have_text("The disk is full.")
    opened.page.evaluate("location.hash = '#view=text&read=court.txt&at=0'")
    expect(opened.page.locator(".reader [role=alert]")).to_have_text("The disk is full.")
    failed = [one for one in opened.offences if "500" in one]
    assert opened.offences == failed
    opened.offences.clear()


def test_what_is_written_in_texts_and_names_stays_words(serve: Serve, open_page: Open) -> None:
    story: Story = {f"{EVIL[1]}.txt": ("2021-03-04", [f"{EVIL[0]} [{EVIL[1]}|person:a] met [Bo|person:b] {EVIL[0]}."])}
    server = serve(graph_of(story, {"person:a": EVIL[0], "person:b": "Bo"}, EVIL[0]))
    server.graph.graph["documents"][0].update(title=EVIL[0], author=EVIL[1])
    page = open_page(server, at="#view=text&search=script").page
    expect(page.locator(".found blockquote")).to_contain_text(EVIL[0])
    page.get_by_role("button", name="Read on").click()
    expect(here(page)).to_have_text(f"{EVIL[0]} {EVIL[1]} met Bo {EVIL[0]}.")
    expect(page.locator(".about-document h2")).to_have_text(EVIL[0])
    assert page.locator("#stage img, #stage script, #panel img").count() == 0


def test_names_in_an_open_document_follow_corrections_and_the_text_stays_where_it_is(
    serve: Serve, open_page: Open
) -> None:
    server = serve(graph_of(long_story(), LABELS, "Long"), reach=50)
    page = open_page(server, at="#view=text&read=minutes.txt&at=505").page
    lind, unal = (page.locator(f".sentence a[data-key='person:{name}']") for name in ("jonas-lind", "lucja-unal"))
    expect(lind.first).to_have_text("Jonas Lind")
    page.wait_for_timeout(300)
    here(page).evaluate("(part) => (part.mine = true)")
    before = here(page).bounding_box()
    story = {
        name: (date, [line.replace("|person:jonas-lind]", "|person:lucja-unal]") for line in lines])
        for name, (date, lines) in long_story().items()
    }
    server.graph = graph_of(story, LABELS, "Long")
    server.version += 1
    server.say("version", {"version": server.version})
    expect(lind).to_have_count(0)
    expect(unal.first).to_have_text("Jonas Lind")
    assert here(page).evaluate("(part) => part.mine")
    assert here(page).bounding_box() == before


def test_a_file_has_no_text_view(story: Graph, open_page: Open) -> None:
    page = open_page(story, at="#view=text&read=court.txt&at=0&entity=person:jonas-lind").page
    assert page.get_by_role("button", name="Text", exact=True).count() == 0
    assert page.get_by_role("link", name="Read on").count() == 0
    expect(page.locator("#view-network")).to_have_attribute("aria-pressed", "true")
