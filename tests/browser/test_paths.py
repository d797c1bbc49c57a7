from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import graph_of
from tests.browser.pointing import click

from comention.model import Graph

pytestmark = pytest.mark.browser

Open = Callable[..., Any]

NAMES = {"a": "Ann Able", "b": "Bob Baker", "c": "Cid Cook", "d": "Dan Drake", "e": "Eva East"}


@pytest.fixture
def paths() -> Graph:
    """From Ann to Dan over Bob, where each step is weak, or over Cid and Eva, where each is strong."""
    key = {letter: f"person:{letter}" for letter in NAMES}
    written = {letter: f"[{name}|{key[letter]}]" for letter, name in NAMES.items()}
    pairs = [tuple(pair) for pair in ("ab", "bd", *["ac", "ce", "ed"] * 4)]
    lines = [f"{written[one]} met {written[other]} in week {week}." for week, (one, other) in enumerate(pairs)]
    labels = {key[letter]: name for letter, name in NAMES.items()}
    return graph_of(
        {"weeks.txt": (None, [*lines, "[Lone One|person:l] slept."])}, {**labels, "person:l": "Lone One"}, ""
    )


def headings(page: Any) -> list[str]:
    found: list[str] = page.locator("#panel h3").all_inner_texts()
    return found


def test_the_shortest_and_the_strongest_path(paths: Graph, open_page: Open) -> None:
    opened = open_page(paths)
    page = opened.page
    opened.choose("Ann Able")
    page.get_by_role("button", name="Connect to…").click()
    page.keyboard.type("dan")
    page.keyboard.press("Enter")
    assert headings(page) == ["Shortest path: 2 steps", "Strongest path: 3 steps"]
    shortest, strongest = page.locator("#panel .path").all()
    expect(strongest).to_be_hidden()
    page.get_by_text("Strongest path: 3 steps").click()
    assert shortest.locator("> li > .entity").all_inner_texts() == ["Ann Able", "Bob Baker", "Dan Drake"]
    assert strongest.locator("> li > .entity").all_inner_texts() == ["Ann Able", "Cid Cook", "Eva East", "Dan Drake"]
    assert shortest.locator("blockquote").all_inner_texts() == [
        "Ann Able met Bob Baker in week 0.",
        "Bob Baker met Dan Drake in week 1.",
    ]
    assert strongest.locator(".step").all_inner_texts() == ["4 shared sentences"] * 3
    assert "from=person%3Aa&to=person%3Ad" in page.url
    page.get_by_role("button", name="Swap").click()
    assert page.locator("#panel .path").first.locator(".entity").first.inner_text() == "Dan Drake"
    page.get_by_text("Strongest path: 3 steps").click()
    strongest.locator(".step").nth(1).click()
    assert sorted(page.locator("#panel h2 a").all_inner_texts()) == ["Cid Cook", "Eva East"]
    page.go_back()
    assert headings(page)[0] == "Shortest path: 2 steps"


def test_ends_can_be_chosen_in_the_picture(paths: Graph, open_page: Open) -> None:
    opened = open_page(paths)
    page = opened.page
    page.locator("#open-paths").click()
    expect(page.locator("#hint")).to_contain_text("Select the other name.")
    click(opened, "Cid Cook")
    click(opened, "Eva East")
    assert headings(page) == ["Shortest and strongest path: 1 step", "Another path: 4 steps"]


def test_a_filter_can_close_the_path(paths: Graph, open_page: Open) -> None:
    page = open_page(paths, at="#from=person:a&to=person:d&hide=person:c").page
    assert headings(page) == ["Shortest and strongest path: 2 steps"]
    page = open_page(paths, at="#from=person:a&to=person:d&hide=person:c&hide=person:b").page
    expect(page.locator("#panel")).to_contain_text("No path connects them through the links that the filters allow")
    page = open_page(paths, at="#from=person:a&to=person:l").page
    expect(page.locator("#panel")).to_contain_text("No path connects them")
    page = open_page(paths, at="#from=person:a&to=person:a").page
    expect(page.locator("#panel")).to_contain_text("one and the same")


def test_a_path_can_be_isolated(paths: Graph, open_page: Open) -> None:
    page = open_page(paths, at="#from=person:a&to=person:d").page
    page.get_by_role("button", name="Isolate").click()
    expect(page.locator("#hint")).to_contain_text("Showing 5 of 6 names and 5 links")
    expect(page.locator("#chips")).to_contain_text("only Ann Able and 4 more")
