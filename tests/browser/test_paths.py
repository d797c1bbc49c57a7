from collections.abc import Callable
from typing import Any

import networkx as nx
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


def ways(page: Any) -> list[list[str]]:
    """The names on each path, in their order."""
    lists = page.locator("#panel .path").all()
    return [[name.text_content() for name in one.locator("> li > .entity .name").all()] for one in lists]


@pytest.fixture
def world() -> Graph:
    """Ann and Dan are linked by a country, by Hub, who is linked with everybody, and by Bob and Cid, who are not."""
    hub, land = "[Hub|person:h]", "[Peru|country:pe]"
    sentences = [
        *(f"{one} saw {other}." for one in ("[Ann Able|person:a]", "[Dan Drake|person:d]") for other in (hub, land)),
        "[Ann Able|person:a] met [Bob Baker|person:b].",
        "[Bob Baker|person:b] met [Cid Cook|person:c].",
        "[Cid Cook|person:c] met [Dan Drake|person:d].",
        "[Eva East|person:e] is in [Peru|country:pe].",
        *(f"{hub} met [Guest {number}|person:g{number}]." for number in range(20)),
    ]
    labels = {"person:h": "Hub", "country:pe": "Peru", **{f"person:{letter}": name for letter, name in NAMES.items()}}
    labels |= {f"person:g{number}": f"Guest {number}" for number in range(20)}
    return graph_of({"2020.txt": ("2020-05-01", sentences)}, labels, "The world")


def test_paths_avoid_countries_and_hubs(world: Graph, open_page: Open) -> None:
    page = open_page(world, at="#from=person:a&to=person:d").page
    assert ways(page) == [["Ann Able", "Bob Baker", "Cid Cook", "Dan Drake"]]
    hubs, countries = page.get_by_label("not through hubs"), page.get_by_label("not through countries")
    expect(hubs).to_be_checked()
    countries.uncheck()
    assert ways(page) == [["Ann Able", "Peru", "Dan Drake"], ["Ann Able", "Bob Baker", "Cid Cook", "Dan Drake"]]
    expect(countries).to_be_focused()
    hubs.uncheck()
    assert ways(page)[0] in (["Ann Able", "Hub", "Dan Drake"], ["Ann Able", "Peru", "Dan Drake"])
    assert len(ways(page)) == 3
    assert "through=countries+hubs" in page.url
    again = open_page(world, at=f"#{page.url.split('#')[1]}").page
    expect(again.get_by_label("not through hubs")).not_to_be_checked()
    assert ways(again) == ways(page)
    page.locator("#undo").click()
    expect(page.get_by_label("not through hubs")).to_be_checked()
    assert len(ways(page)) == 2


def test_a_path_that_cannot_avoid_a_name_says_so(world: Graph, open_page: Open) -> None:
    page = open_page(world, at="#from=person:a&to=person:e").page
    expect(page.locator("#panel")).to_contain_text("There is no path without Peru (a country).")
    assert ways(page) == [["Ann Able", "Peru", "Eva East"]]
    page = open_page(world, at="#from=person:a&to=person:g1").page
    expect(page.locator("#panel")).to_contain_text("There is no path without Hub (a hub).")
    page = open_page(world, at="#from=person:h&to=person:g1").page
    assert ways(page) == [["Hub", "Guest 1"]]
    expect(page.locator("#panel")).not_to_contain_text("no path without")


def test_the_steps_of_a_path_have_dates(world: Graph, open_page: Open) -> None:
    page = open_page(world, at="#from=person:a&to=person:d").page
    assert page.locator("#panel .when").all_inner_texts() == ["On 1 May 2020"] * 3


def test_one_path_lies_open_and_the_others_under_it(paths: Graph, open_page: Open) -> None:
    page = open_page(paths, at="#from=person:a&to=person:d").page
    first, other = page.locator("#panel details.way").all()
    assert (first.get_attribute("open"), other.get_attribute("open")) == ("", None)
    other.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(other.locator(".entity").first).to_be_visible()
    page.get_by_label("not through hubs").uncheck()
    expect(page.locator("#panel details.way").nth(1)).to_have_attribute("open", "")


def test_paths_among_many_names_are_found(open_page: Open) -> None:
    graph: Graph = nx.Graph(title="Many")
    about = {"type": "PERSON", "mentions": 1, "documents": 1, "aliases": {}, "reasons": {}, "community": 0}
    many = 6_000
    for number in range(many):
        graph.add_node(f"person:{number}", label=f"Person {number}", **about)
    for number in range(many):
        for step in (1, 7, 31):
            one, other = f"person:{number}", f"person:{(number * step + step) % many}"
            if one != other:
                graph.add_edge(one, other, weight=1 + number % 5, documents=1, evidence=[])
    page = open_page(graph, at=f"#links={graph.number_of_edges()}&islands=1").page
    page.evaluate(
        """(address) => new Promise((done) => {
          addEventListener("hashchange", () => setTimeout(done), { once: true });
          location.hash = address;
        })""",
        f"#links={graph.number_of_edges()}&islands=1&from=person:0&to=person:{many - 9}",
    )
    assert len(ways(page)) >= 2
