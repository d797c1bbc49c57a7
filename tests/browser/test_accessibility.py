from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest

from comention.model import Graph

pytestmark = pytest.mark.browser

Open = Callable[..., Any]

STATES = (
    "",
    "#view=names",
    "#view=links",
    "#entity=person:jonas-lind",
    "#link=country:se&with=country:dk",
    "#from=org:skagen-line&to=country:dk",
    '#panel=corrections&correct=["ignore","country:pe",""]',
)
AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

FOLLOW = """(address) => new Promise((done) => {
  addEventListener("hashchange", done, { once: true });
  location.hash = address;
})"""


def barriers(page: Any) -> list[str]:
    """What axe-core finds; it is put in by the debugger, which the page's policy does not bind."""
    page.evaluate(AXE)
    found = page.evaluate("(tags) => axe.run({ runOnly: tags })", TAGS)
    assert len(found["passes"]) > 10
    return [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_state_has_a_barrier(theme: str, story: Graph, open_page: Open) -> None:
    page = open_page(story, theme=theme).page
    found = {}
    for state in STATES:
        if state:
            page.evaluate(FOLLOW, state)
        if words := barriers(page):
            found[state] = words
    assert found == {}


def test_no_dialog_has_a_barrier(story: Graph, open_page: Open) -> None:
    page = open_page(story).page
    for name in ("about", "help", "export"):
        page.locator(f"#open-{name}").click()
        assert barriers(page) == []
        page.keyboard.press("Escape")


def test_no_drawer_or_sheet_of_a_phone_has_a_barrier(story: Graph, open_page: Open) -> None:
    page = open_page(story, size="phone").page
    page.locator("#open-sidebar").click()
    assert barriers(page) == []
    page.locator("#top a").first.click()
    assert barriers(page) == []
