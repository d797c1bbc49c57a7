from collections.abc import Callable
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

DRAG = """(kind) => {
  const data = new DataTransfer();
  data.items.add(new File(["%PDF-1.4"], "new.pdf", { type: "application/pdf" }));
  document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_files_are_chosen_and_the_page_says_what_came_of_them(
    story: Graph, serve: Serve, open_page: Open, size: str, theme: str
) -> None:
    server = serve(story)
    page = open_page(server, size=size, theme=theme).page
    with page.expect_file_chooser() as chosen:
        page.locator("#open-adding").click()
    chosen.value.set_files(
        [
            {"name": "new.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"},
            {"name": "two.txt", "mimeType": "text/plain", "buffer": b"Two."},
        ]
    )
    status = page.locator(".adding [role=status]")
    expect(status).to_have_text("2 files received. Reading…")
    assert server.told == [("documents", ["new.pdf", "two.txt"])]
    server.say("progress", {"step": "Reading", "done": 1, "total": 2})
    expect(status).to_have_text("Reading: 1 of 2")
    expect(page.locator(".adding progress")).to_have_attribute("value", "1")
    assert barriers(page) == []
    server.inputs = [
        {"id": "court.txt", "status": "read", "reason": "", "added": False},
        {"id": "two.txt", "status": "read", "reason": "", "added": True},
        {"id": "new.pdf", "status": "skipped", "reason": "It has no text.", "added": True},
    ]
    server.say("progress", None)
    server.say("inputs", {})
    expect(page.locator(".inputs h3")).to_have_text(["Added1", "Could not be read1"])
    expect(page.locator(".inputs li")).to_have_text(["two.txt", "new.pdfIt has no text."])
    expect(page.locator(".adding progress")).to_be_hidden()
    assert barriers(page) == []


def test_files_are_dropped_anywhere(story: Graph, serve: Serve, open_page: Open) -> None:
    server = serve(story)
    page = open_page(server).page
    overlay = page.locator(".drop-here")
    expect(overlay).to_be_hidden()
    page.evaluate(DRAG, "dragenter")
    expect(overlay).to_be_visible()
    expect(overlay).to_have_text("Drop files to add them")
    page.evaluate(DRAG, "dragleave")
    expect(overlay).to_be_hidden()
    page.evaluate(DRAG, "dragenter")
    page.evaluate(DRAG, "drop")
    expect(overlay).to_be_hidden()
    expect(page.locator("#panel h2")).to_have_text("Add documents")
    expect(page.locator(".adding [role=status]")).to_have_text("1 file received. Reading…")
    assert server.told == [("documents", ["new.pdf"])]


def test_a_refused_file_is_told(story: Graph, serve: Serve, open_page: Open) -> None:
    opened = open_page(serve(story, failing={"documents"}))
    opened.page.evaluate(DRAG, "drop")
    expect(opened.page.locator(".adding [role=alert]")).to_have_text("The disk is full.")
    assert all("500" in one for one in opened.offences)
    opened.offences.clear()


def test_names_of_files_and_reasons_stay_words(story: Graph, serve: Serve, open_page: Open) -> None:
    inputs = [{"id": EVIL[0], "status": "skipped", "reason": EVIL[1], "added": True}]
    page = open_page(serve(story, inputs=inputs), at="#panel=adding").page
    expect(page.locator(".inputs li")).to_have_text([f"{EVIL[0]}{EVIL[1]}"])
    assert page.locator("#panel img, #panel script").count() == 0


def test_a_read_only_page_and_a_file_take_no_documents(story: Graph, serve: Serve, open_page: Open) -> None:
    for page in (open_page(story).page, open_page(serve(story, read_only=True)).page):
        assert page.locator("#open-adding, .drop-here").count() == 0
        page.evaluate(DRAG, "drop")
        expect(page.locator("#panel")).to_be_hidden()
