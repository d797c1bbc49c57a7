"""A page that a server sent: corrections, undo, other tabs, what is not on the page, and a server that is gone."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import LABELS, STORY, graph_of
from tests.browser.live_server import LiveServer
from tests.browser.test_accessibility import barriers

from comention.model import Graph

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
Live = Callable[..., LiveServer]


@pytest.fixture
def live(story: Graph) -> Iterator[Live]:
    """Starts a server of the story."""
    servers: list[LiveServer] = []

    def start(**about: Any) -> LiveServer:
        servers.append(LiveServer(story, story=STORY, labels=LABELS, make=graph_of, **about))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def merge(page: Page, other: str) -> None:
    page.get_by_role("button", name="Merge…").click()
    page.get_by_label("Merge with").first.fill(other)
    page.keyboard.press("Enter")


def camera(page: Page) -> str:
    page.wait_for_timeout(400)
    return str(page.evaluate("document.querySelector('#graph canvas').getContext('2d').getTransform().toString()"))


def told(server: LiveServer) -> list[tuple[str, Any]]:
    return [(path, {name: value for name, value in body.items() if value}) for path, body in server.told]


def test_a_merge_is_seen_and_taken_back_and_everything_else_stays(live: Live, open_page: Open) -> None:
    server = live()
    opened = open_page(server, at="#entity=org:skagen-line&hide=country:dk&move=400 200 person:jonas-lind")
    page = opened.page
    page.locator("#zoom-in").click()
    before = camera(page)
    merge(page, "baltic")
    expect(page.locator("#summary")).to_contain_text("9 names · 15 links")
    expect(page.locator("#status")).to_have_text("same Skagen Line")
    expect(page.locator("#panel h2")).to_have_text("Skagen Line")
    expect(page.locator("#panel .figures")).to_contain_text("4")
    assert told(server) == [("corrections", {"kind": "same", "node": "org:skagen-line", "other": "org:baltic-union"})]
    assert camera(page) == before
    assert "correct" not in page.url
    assert "move=400+200+person%3Ajonas-lind" in page.url
    assert "hide=country%3Adk" in page.url
    expect(page.locator(".unsaved")).to_have_count(0)
    expect(page.locator("#undo")).to_have_attribute("title", "Undo: same Skagen Line")
    page.locator("#undo").click()
    expect(page.locator("#summary")).to_contain_text("10 names · 17 links")
    assert camera(page) == before
    assert told(server)[-1] == ("undo", {})
    page.locator("#redo").click()
    expect(page.locator("#summary")).to_contain_text("9 names · 15 links")
    assert told(server)[-1] == told(server)[0]


def test_a_merge_that_was_taken_back_is_made_again_as_it_was_however_late_the_server_answers(
    live: Live, open_page: Open
) -> None:
    server = live(late={"corrections": 0.6, "undo": 0.6, "graph": 0.1})  # the graph comes first, then the answer
    page = open_page(server, at="#entity=org:skagen-line").page
    merge(page, "baltic")
    expect(page.locator("#summary")).to_contain_text("9 names")  # nothing is confirmed yet
    page.keyboard.press("Escape")
    page.locator("#undo").click()
    page.locator("#redo").click()
    expect(page.locator("#redo")).to_be_disabled()
    page.locator("#undo").click()
    page.locator("#redo").click()
    merged = {"kind": "same", "node": "org:skagen-line", "other": "org:baltic-union"}
    expect(page.locator("#status")).to_have_text("same Skagen Line", timeout=10_000)
    page.wait_for_timeout(3000)
    assert told(server) == [("corrections", merged), ("undo", {})] * 2 + [("corrections", merged)]
    expect(page.locator("#summary")).to_contain_text("9 names · 15 links")
    expect(page.locator("#undo")).to_have_attribute("title", "Undo: same Skagen Line")


def test_undo_pressed_twice_takes_back_no_correction_that_was_made_elsewhere(live: Live, open_page: Open) -> None:
    server = live(late={"undo": 0.5})
    server.take("corrections", b'{"kind": "ignore", "node": "country:pe"}', "")
    page = open_page(server, at="#entity=org:skagen-line").page
    merge(page, "baltic")
    expect(page.locator("#status")).to_have_text("same Skagen Line")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(page.locator("#summary")).to_contain_text("9 names · 17 links")
    expect(page.locator("#undo")).to_have_attribute("title", "Undo: ignore Peru")
    assert [path for path, _ in told(server)] == ["corrections", "corrections", "undo"]


def test_undo_of_a_correction_that_is_refused_takes_back_nothing_else(live: Live, open_page: Open) -> None:
    server = live()
    server.take("corrections", b'{"kind": "ignore", "node": "country:pe"}', "")
    opened = open_page(server, at="#entity=org:skagen-line")
    page = opened.page
    held: list[Any] = []
    page.route("**/api/corrections", lambda route: held.append(route))
    merge(page, "baltic")
    expect(page.locator("#summary")).to_contain_text("8 names")
    page.locator("#undo").click()
    expect(page.locator("#redo")).to_be_enabled()
    held[0].fulfill(status=409, json={"message": "That cannot be."})
    expect(page.get_by_role("alert")).to_contain_text("That cannot be.")
    expect(page.locator("#summary")).to_contain_text("9 names · 17 links")
    expect(page.locator("#redo")).to_be_disabled()
    expect(page.locator("#undo")).to_have_attribute("title", "Undo: ignore Peru")
    assert [path for path, _ in told(server)] == ["corrections"]
    assert all("409" in offence for offence in opened.offences)
    opened.offences.clear()


def test_a_merge_that_waits_follows_a_name_that_gets_another_key_meanwhile(live: Live, open_page: Open) -> None:
    server = live()
    page = open_page(server, at="#entity=org:skagen-line").page
    held: list[Any] = []
    page.route("**/api/corrections", lambda route: route.continue_() if held else held.append(route))
    page.get_by_role("button", name="Wrong type…").click()
    page.get_by_role("button", name="a person").click()  # is under way
    merge(page, "baltic")  # waits for it
    expect(page.locator("#summary")).to_contain_text("9 names")
    server.take("corrections", b'{"kind": "rename", "node": "org:baltic-union", "text": "Union of Ferries"}', "")
    page.wait_for_timeout(800)  # the page fetches that
    held[0].continue_()
    expect(page.locator("#status")).to_have_text("same Skagen Line")
    merged = {"kind": "same", "node": "org:skagen-line", "other": "org:union-of-ferries"}
    assert told(server)[-1] == ("corrections", merged)
    expect(page.locator("#summary")).to_contain_text("9 names · 15 links")


def test_a_name_that_gets_another_key_stays_selected_pinned_and_where_it_was(live: Live, open_page: Open) -> None:
    server = live()
    at = "#entity=person:jonas-lind&pin=person:jonas-lind&move=400 200 person:jonas-lind"
    page = open_page(server, at=at).page
    page.get_by_role("button", name="Rename…").click()
    page.get_by_label("Rename to").fill("J. Lind")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("J. Lind")
    expect(page.locator("#status")).to_have_text("rename Jonas Lind")
    for part in ("entity=person%3Aj-lind", "pin=person%3Aj-lind", "move=400+200+person%3Aj-lind"):
        assert part in page.url
    page.get_by_role("button", name="“Lind” is not J. Lind").click()
    expect(page.locator("#status")).to_have_text("different J. Lind")
    assert told(server)[-1][1] == {"kind": "different", "node": "person:j-lind", "text": "Lind"}
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(page.locator("#panel h2")).to_have_text("Jonas Lind")
    assert [path for path, _ in told(server)] == ["corrections", "corrections", "undo", "undo"]


def test_corrections_that_follow_each_other_closely_are_all_made(live: Live, open_page: Open) -> None:
    server = live()
    page = open_page(server, at="#entity=org:skagen-line").page
    held: list[Any] = []
    page.route("**/api/corrections", lambda route: route.continue_() if held else held.append(route))
    merge(page, "baltic")
    page.get_by_role("button", name="Rename…").click()
    page.get_by_label("Rename to").fill("Skagen Group")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Skagen Group")  # nothing is confirmed yet
    expect(page.locator("#summary")).to_contain_text("9 names")
    held[0].continue_()
    expect(page.locator("#status")).to_have_text("rename Skagen Line")
    expect(page.locator("#panel h2")).to_have_text("Skagen Group")
    assert [body["kind"] for _, body in told(server)] == ["same", "rename"]
    assert server.labels["org:skagen-group"] == "Skagen Group"


def test_undo_is_offered_right_after_loading(live: Live, open_page: Open) -> None:
    server = live()
    server.take("corrections", b'{"kind": "ignore", "node": "country:pe"}', "")
    page = open_page(server, at="#panel=corrections").page
    expect(page.locator("#undo")).to_have_attribute("title", "Undo: ignore Peru")
    expect(page.locator("#panel")).to_contain_text("The last one: ignore Peru")
    assert not any(address.startswith("/api/graph") for address in server.asked)
    page.locator("#undo").click()
    expect(page.locator("#summary")).to_contain_text("10 names")


def test_two_tabs_agree(live: Live, open_page: Open) -> None:
    server = live()
    one, two = (open_page(server, at="#entity=org:skagen-line").page for _ in range(2))
    two.get_by_role("button", name="Rename…").click()
    two.get_by_label("Rename to").fill("half a wo")
    merge(one, "baltic")
    expect(two.locator("#summary")).to_contain_text("9 names · 15 links")
    expect(two.get_by_label("Rename to")).to_have_value("half a wo")  # what is being typed is not lost
    expect(two.get_by_label("Rename to")).to_be_focused()
    two.keyboard.press("Escape")
    two.locator("#undo").click()
    expect(two.locator("#summary")).to_contain_text("10 names")
    expect(one.locator("#summary")).to_contain_text("10 names")
    expect(one.locator("#undo")).to_be_disabled()


def test_what_the_server_refuses_is_said_and_not_shown(live: Live, open_page: Open) -> None:
    server = live(failing={"corrections", "undo"})
    opened = open_page(server, at="#entity=org:skagen-line")
    merge(opened.page, "baltic")
    expect(opened.page.get_by_role("alert")).to_contain_text("The disk is full.")
    expect(opened.page.locator("#summary")).to_contain_text("10 names · 17 links")
    expect(opened.page.locator("#undo")).to_be_disabled()
    assert all("500" in offence for offence in opened.offences)
    opened.offences.clear()


def test_the_panel_of_corrections_says_where_they_are_and_takes_back(live: Live, open_page: Open) -> None:
    server = live()
    page = open_page(server, at="#entity=country:pe").page
    page.get_by_role("button", name="Not an entity").click()
    expect(page.locator("#summary")).to_contain_text("9 names")
    page.locator("#open-corrections").click()
    panel = page.locator("#panel")
    expect(panel).to_contain_text("comention.toml")
    expect(panel).to_contain_text("The last one: ignore Peru")
    expect(panel.get_by_role("button", name="Download")).to_have_count(0)
    assert not barriers(page)
    panel.get_by_role("button", name="Take back the last one").click()
    expect(page.locator("#summary")).to_contain_text("10 names")
    expect(panel.get_by_role("button", name="Take back the last one")).to_have_count(0)


def test_nothing_can_be_corrected_where_the_server_only_shows(live: Live, open_page: Open) -> None:
    page = open_page(live(read_only=True), at="#entity=country:se").page
    for name in ("Merge…", "Rename…", "Not an entity", "“Swedes” is not Sweden"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    expect(page.locator("#open-corrections")).to_have_count(0)
    expect(page.get_by_role("button", name="Pin")).to_be_visible()


PART = {"person:jonas-lind", "person:marit-solheim", "org:baltic-union"}


def test_a_name_that_is_not_on_the_page_is_found_fetched_and_stays(live: Live, open_page: Open) -> None:
    server = live(part=PART)
    opened = open_page(server)
    page = opened.page
    server.show()
    expect(page.locator("#summary")).to_contain_text("3 of 10 names")
    page.keyboard.press("/")
    page.keyboard.type("works")
    option = page.get_by_role("option", name="Øresund Works")
    expect(option).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Øresund Works")
    assert "/api/graph?with=org%3Aoresund-works" in server.asked
    server.show()  # a new version keeps it
    page.wait_for_timeout(500)
    assert server.asked.count("/api/graph?with=org%3Aoresund-works") == 2
    expect(page.locator("#panel h2")).to_have_text("Øresund Works")
    page.reload()
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("#panel h2")).to_have_text("Øresund Works")


def test_all_links_of_a_name_are_fetched_on_request(live: Live, open_page: Open) -> None:
    server = live(part=PART)
    page = open_page(server).page
    server.show()
    expect(page.locator("#summary")).to_contain_text("3 of 10 names")
    page.locator("#view-names").click()
    page.locator("#tables").get_by_role("link", name="Jonas Lind").click()
    page.get_by_role("button", name="Show all 6 links").click()
    expect(page.get_by_role("button", name="Show all 6 links")).to_have_count(0)
    expect(page.locator("#panel .pairs li")).to_have_count(6)


def test_progress_and_problems_are_told(live: Live, open_page: Open) -> None:
    server = live()
    page = open_page(server).page
    line = page.locator("#work-progress")
    expect(line).to_be_hidden()
    server.say("progress", {"step": "Reading", "done": 3, "total": 19})
    expect(line).to_have_text("Reading: 3 of 19")
    assert not barriers(page)
    server.say("progress", None)
    expect(line).to_be_hidden()
    server.say("problem", {"message": "The disk is full. Make room, and correct again."})
    expect(page.get_by_role("alert")).to_contain_text("Make room")


def test_a_server_that_is_gone_is_told_once_and_the_page_goes_on_when_it_is_back(live: Live, open_page: Open) -> None:
    server = live()
    opened = open_page(server)
    page = opened.page
    page.route("**/api/events", lambda route: route.abort())
    server.drop()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("The server does not answer.")
    alert.get_by_role("button", name="Close this message").click()
    page.wait_for_timeout(2500)
    expect(alert).to_have_count(0)  # said once
    server.correct(kind="ignore", node="country:pe")
    server.show()
    page.unroute("**/api/events")
    expect(page.locator("#summary")).to_contain_text("9 names", timeout=8000)
    expect(page.locator("#status")).to_have_text("The server answers again.")
    assert all("ERR_" in offence for offence in opened.offences)
    opened.offences.clear()
