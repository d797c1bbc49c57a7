from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from comention import show
from comention.model import Graph

pytestmark = pytest.mark.browser


def test_the_page_works_in_a_notebook(browser: Browser, story: Graph, tmp_path: Path) -> None:
    notebook = tmp_path / "notebook.html"
    notebook.write_text(f"<!doctype html><title>Notebook</title>{show(story)._repr_html_()}", "utf-8")
    page = browser.new_page()
    offences: list[str] = []
    page.on("console", lambda message: offences.append(message.text))
    page.on("pageerror", lambda error: offences.append(str(error)))
    page.on("request", lambda request: offences.append(request.url) if not request.url.startswith("file:") else None)
    page.goto(notebook.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("#query").fill("lucja")
    frame.locator("#query").press("Enter")
    expect(frame.locator("#panel h2")).to_have_text("Łucja Ünal")
    frame.locator("#panel .pairs a").first.click()
    expect(frame.locator("#panel h2")).not_to_have_text("Łucja Ünal")
    frame.get_by_role("button", name="Isolate").click()
    frame.locator("#undo").click()
    page.close()
    assert [offence for offence in offences if not offence.startswith("about:srcdoc")] == []
