import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.fake_server import FakeServer
from tests.browser.test_accessibility import barriers
from tests.browser.test_reader import EVIL

from comention.model import Graph

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
Serve = Callable[..., FakeServer]

SENTENCE = "Łucja Ünal of Øresund Works met Jonas Lind."


def taken(page: Any, what: str) -> tuple[str, bytes]:
    """Name and content of the file that a button saves."""
    with page.expect_download() as saved:
        page.get_by_role("button", name=what, exact=True).click()
    return saved.value.suggested_filename, Path(saved.value.path()).read_bytes()


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_names_links_and_sentences_are_starred_noted_and_taken_along(
    story: Graph, serve: Serve, open_page: Open, size: str, theme: str
) -> None:
    server = serve(story)
    opened = open_page(server, size=size, theme=theme, at="#entity=person:jonas-lind")
    page = opened.page
    star = page.get_by_role("button", name="Star Jonas Lind", exact=True)
    star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    expect(star).to_be_focused()
    page.locator("#panel blockquote", has_text="met Jonas Lind").get_by_role("button").click()
    page.get_by_role("link", name="Read 2 sentences with Marit Solheim").click()
    page.get_by_role("button", name="Star the link of Jonas Lind and Marit Solheim").click()
    expect(page.locator("#dossier-count")).to_have_text("3")
    page.locator("#open-dossier").click()
    expect(page.locator("#panel h2")).to_have_text("Dossier")
    expect(page.locator("#panel h3")).to_have_text(["Names1", "Links1", "Sentences1"])
    expect(page.locator("#panel blockquote")).to_have_text(SENTENCE)
    page.get_by_label("Note on Jonas Lind", exact=True).fill("Who paid him?")
    page.get_by_label("Note on Jonas Lind and Marit Solheim").fill("Twice.")
    page.get_by_text("Title, credit and introduction").click()
    page.get_by_label("Title").fill("The bridge affair")
    page.get_by_label("Credit").fill("The desk")
    page.get_by_label("Introduction").fill("One paragraph.")
    page.get_by_label("Introduction").blur()
    assert barriers(page) == []
    for what, suffix in {"HTML": "html", "Markdown": "md", "GEXF": "gexf"}.items():
        name, data = taken(page, what)
        assert name == f"the-bridge-affair-dossier.{suffix}"
        assert data == f"dossier/{what.lower()}: application/json".encode()
    assert {path for path, _ in server.told} == {"dossier/html", "dossier/markdown", "dossier/gexf"}
    assert server.told[0][1] == {
        "title": "The bridge affair",
        "credit": "The desk",
        "note": "One paragraph.",
        "names": [{"key": "person:jonas-lind", "note": "Who paid him?"}],
        "links": [{"source": "person:jonas-lind", "target": "person:marit-solheim", "note": "Twice."}],
        "sentences": [{"document": "bridge-plans.txt", "sentence": 1, "note": ""}],
    }


def test_a_note_is_there_after_a_reload_however_long(story: Graph, serve: Serve, open_page: Open) -> None:
    page = open_page(serve(story), at='#panel=dossier&star=["name","country:se","",""]').page
    note = "All of this, & more: “Ünal” " * 1000
    page.get_by_label("Note on Sweden").fill(note)
    page.wait_for_url(lambda url: len(url) > 20_000)
    page.reload()
    expect(page.get_by_label("Note on Sweden")).to_have_value(note)


def test_typing_a_note_is_not_disturbed(story: Graph, serve: Serve, open_page: Open) -> None:
    page = open_page(serve(story), at='#panel=dossier&star=["name","country:se","",""]').page
    note = page.get_by_label("Note on Sweden")
    note.click()
    for word in ("one", " two", " three"):
        page.keyboard.type(word, delay=20)
        page.wait_for_timeout(350)
    expect(note).to_have_value("one two three")
    expect(note).to_be_focused()
    assert json.loads(page.evaluate("new URLSearchParams(location.hash.slice(1)).get('star')"))[3] == "one two three"


def test_what_is_taken_out_comes_back_by_undo(story: Graph, serve: Serve, open_page: Open) -> None:
    at = '#panel=dossier&star=["name","country:se","","A note"]&star=["link","country:dk","country:se",""]'
    page = open_page(serve(story), at=at).page
    page.get_by_role("button", name="Take Sweden out of the dossier").click()
    expect(page.locator("#panel h3")).to_have_text(["Links1"])
    expect(page.locator("#panel h2")).to_be_focused()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Note on Sweden")).to_have_value("A note")
    expect(page.locator("#panel .starred").nth(1)).to_contain_text("Denmark and Sweden")


def test_stars_in_texts_and_results(story: Graph, serve: Serve, open_page: Open) -> None:
    page = open_page(serve(story), at="#view=text&search=praised").page
    page.locator(".found .star").click()
    expect(page.locator(".found .star")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Read on").click()
    expect(page.locator(".reader-bar .star")).to_have_attribute("aria-pressed", "true")
    page.locator(".reader-bar .star").click()
    expect(page.locator("#dossier-count")).to_have_text("")
    page.get_by_role("button", name="Back").click()
    expect(page.locator(".found .star")).to_have_attribute("aria-pressed", "false")


def test_a_sentence_that_is_not_on_the_page_is_fetched(story: Graph, serve: Serve, open_page: Open) -> None:
    server = serve(story)
    page = open_page(server, at='#panel=dossier&star=["sentence","bridge-plans.txt",1,""]').page
    expect(page.locator("#panel blockquote")).to_have_text(SENTENCE)
    assert not [path for path in server.asked if "document?" in path]
    page.get_by_role("link", name="Read on").click()
    expect(page.locator(".sentence[aria-current]")).to_have_text(SENTENCE)


def test_an_empty_dossier_says_what_to_do(story: Graph, serve: Serve, open_page: Open) -> None:
    opened = open_page(serve(story), at="#panel=dossier&star=[1,2&star=x&dossier=[")
    assert "Nothing is starred yet." in opened.panel


def test_a_problem_with_a_file_is_told(story: Graph, serve: Serve, open_page: Open) -> None:
    opened = open_page(serve(story, failing={"dossier/html"}), at='#panel=dossier&star=["name","country:se","",""]')
    opened.page.get_by_role("button", name="HTML").click()
    expect(opened.page.locator("#panel .problem")).to_have_text("The disk is full.")
    assert all("500" in one for one in opened.offences)
    opened.offences.clear()


def test_what_is_starred_and_noted_stays_words(story: Graph, serve: Serve, open_page: Open) -> None:
    story.nodes["country:se"]["label"] = EVIL[0]
    star = json.dumps(["name", "country:se", "", EVIL[1]])
    page = open_page(serve(story), at=f"#panel=dossier&star={star}").page
    expect(page.locator("#panel .starred")).to_contain_text(EVIL[0])
    expect(page.locator("#panel .starred textarea")).to_have_value(EVIL[1])
    assert page.locator("#panel img, #panel script").count() == 0


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_every_format_of_the_server_can_be_taken(story: Graph, serve: Serve, open_page: Open, size: str) -> None:
    page = open_page(serve(story), size=size).page
    page.locator("#open-export").click()
    expect(page.locator("#export")).to_contain_text("The whole graph, in all formats")
    expect(page.get_by_role("button", name="csv", exact=True)).to_be_visible()
    assert barriers(page) == []
    assert taken(page, "gexf") == ("graph.gexf", b"export/gexf")
    assert taken(page, "csv") == ("csv.zip", b"export/csv")
