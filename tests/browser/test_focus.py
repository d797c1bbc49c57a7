from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.pointing import drag, spot

from comention.model import Graph

pytestmark = pytest.mark.browser

Open = Callable[..., Any]


def test_one_step_or_two(story: Graph, open_page: Open) -> None:
    opened = open_page(story)
    page = opened.page
    opened.choose("Skagen")
    page.keyboard.press("i")
    expect(page.locator("#hint")).to_contain_text("Showing 3 of 10 names and 3 of 17 links")
    expect(page.locator("#chips")).to_have_text("1 step around Skagen Line")
    page.keyboard.press("i")
    page.get_by_role("button", name="2 steps").click()
    page.get_by_role("button", name="Isolate").click()
    expect(page.locator("#hint")).to_contain_text("Showing 6 of 10 names")
    assert "around=org%3Askagen-line" in page.url
    page.locator("#chips .chip").click()
    expect(page.locator("#hint")).to_contain_text("Showing 9 of 10 names")


@pytest.mark.parametrize("by_key", [True, False])
def test_a_name_can_be_hidden_and_brought_back(story: Graph, open_page: Open, by_key: bool) -> None:
    opened = open_page(story)
    page = opened.page
    opened.choose("Sweden")
    if by_key:
        page.locator("#graph").focus()
        page.keyboard.press("h")
    else:
        page.get_by_role("button", name="Hide", exact=True).click()
    expect(page.locator("#panel")).to_be_hidden()
    expect(page.locator("#hint")).to_contain_text("Showing 8 of 10 names and 12 of 17 links")
    expect(page.locator("#chips")).to_have_text("1 name hidden")
    if by_key:
        page.keyboard.press("Control+z")
    else:
        page.get_by_role("button", name="Undo").click()
    expect(page.locator("#hint")).to_contain_text("Showing 9 of 10 names and 17 links")
    expect(page.locator("#status")).to_have_text("Undone: hide Sweden")
    page.keyboard.press("Control+Shift+z")
    expect(page.locator("#hint")).to_contain_text("Showing 8 of 10 names")
    expect(page.get_by_role("button", name="Redo")).to_be_disabled()


def test_a_pinned_name_stays(story: Graph, open_page: Open) -> None:
    opened = open_page(story)
    page = opened.page
    opened.choose("Peru")
    page.get_by_role("button", name="Pin").click()
    expect(page.get_by_role("button", name="Pin")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#hint")).to_contain_text("Showing 10 names")
    page.get_by_label("Organizations").uncheck()
    expect(page.locator("#hint")).to_contain_text("Showing 7 of 10 names")
    page.locator("#graph").focus()
    page.keyboard.press("p")
    expect(page.locator("#hint")).to_contain_text("Showing 6 of 10 names")


def near(one: dict[str, float], other: dict[str, float], reach: float = 14) -> bool:
    return abs(one["x"] - other["x"]) < reach and abs(one["y"] - other["y"]) < reach


def test_a_name_can_be_dragged(story: Graph, open_page: Open) -> None:
    opened = open_page(story)
    page = opened.page
    before, other = spot(opened, "Jonas Lind"), spot(opened, "Denmark")
    drag(opened, before, 60, 40)
    after = {"x": before["x"] + 60, "y": before["y"] + 40}
    assert near(spot(opened, "Jonas Lind"), after)
    assert near(spot(opened, "Denmark"), other)
    assert "move=" in page.url
    expect(page.locator("#panel")).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    assert near(spot(opened, "Jonas Lind"), before)
    page.get_by_role("button", name="Redo").click()
    again = open_page(story, at="#" + page.url.split("#")[1])
    assert near(spot(again, "Jonas Lind"), after)


def test_a_name_can_be_moved_by_keyboard(story: Graph, open_page: Open) -> None:
    opened = open_page(story)
    opened.choose("Jonas Lind")
    before = spot(opened, "Jonas Lind")
    opened.page.locator("#graph").focus()
    for _ in range(3):
        opened.page.keyboard.press("Control+ArrowRight")
    assert near(spot(opened, "Jonas Lind"), {"x": before["x"] + 60, "y": before["y"]})
    opened.page.keyboard.press("Control+z")
    assert near(spot(opened, "Jonas Lind"), before)


def test_the_ground_is_dragged_with_everything(story: Graph, open_page: Open) -> None:
    opened = open_page(story)
    before = spot(opened, "Jonas Lind")
    box = opened.page.locator("#graph").bounding_box()
    drag(opened, {"x": box["x"] + 6, "y": box["y"] + 6}, 80, 50)
    after = spot(opened, "Jonas Lind")
    assert after["x"] > before["x"] + 40
    assert after["y"] > before["y"] + 20


def test_keys_go_from_name_to_name(story: Graph, open_page: Open) -> None:
    opened = open_page(story)
    page = opened.page
    opened.choose("Jonas Lind")
    start = spot(opened, "Jonas Lind")
    page.locator("#graph").focus()
    page.keyboard.press("Shift+ArrowRight")
    label = page.locator("#panel h2").inner_text()
    assert label != "Jonas Lind"
    assert spot(opened, label)["x"] > start["x"]
    expect(page.locator("#status")).to_contain_text(label)


def test_isolated_names_get_a_place_of_their_own(story: Graph, open_page: Open) -> None:
    opened = open_page(story)
    opened.choose("Skagen")
    opened.page.keyboard.press("i")
    points = [spot(opened, name) for name in ("Skagen Line", "Marit Solheim", "Baltic Union")]
    assert all(not near(one, other, 60) for one in points for other in points if one is not other)
    drag(opened, points[1], 0, -50)
    assert near(spot(opened, "Marit Solheim"), {"x": points[1]["x"], "y": points[1]["y"] - 50})
    opened.page.keyboard.press("i")
    assert "move=" not in opened.page.url
    assert "shift=" not in opened.page.url


def touches(page: Any) -> Callable[..., None]:
    """A function that puts fingers on the screen, moves them or takes them away."""
    client = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        fingers = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})

    return touch


def test_two_fingers_zoom(story: Graph, open_page: Open) -> None:
    opened = open_page(story, size="phone")
    names = ("Jonas Lind", "Denmark")
    before = [spot(opened, name) for name in names]
    x, y = (sum(point[axis] for point in before) / 2 for axis in ("x", "y"))
    touch = touches(opened.page)
    touch("touchStart", (x - 40, y), (x + 40, y))
    for spread in (45, 50, 55, 60):
        touch("touchMove", (x - spread, y), (x + spread, y))
    touch("touchEnd")
    after = [spot(opened, name) for name in names]

    def gap(points: list[dict[str, float]]) -> float:
        return abs(points[0]["x"] - points[1]["x"]) + abs(points[0]["y"] - points[1]["y"])

    assert gap(after) > 1.2 * gap(before)


def test_one_finger_moves_the_picture_or_the_name_that_it_chose(story: Graph, open_page: Open) -> None:
    opened = open_page(story, size="phone")
    touch = touches(opened.page)

    def swipe(start: dict[str, float]) -> None:
        x, y = start["x"], start["y"]
        touch("touchStart", (x, y))
        for step in (10, 20, 30):
            touch("touchMove", (x + step, y + step))
        touch("touchEnd")

    before = spot(opened, "Jonas Lind"), spot(opened, "Denmark")
    swipe(before[0])
    after = spot(opened, "Jonas Lind"), spot(opened, "Denmark")
    assert all(one["x"] > other["x"] + 10 for one, other in zip(after, before, strict=True))
    opened.choose("Jonas Lind")
    before = spot(opened, "Jonas Lind"), spot(opened, "Denmark")
    swipe(before[0])
    after = spot(opened, "Jonas Lind"), spot(opened, "Denmark")
    assert after[0]["x"] > before[0]["x"] + 10
    assert near(after[1], before[1])
