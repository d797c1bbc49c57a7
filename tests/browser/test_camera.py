"""Where the camera is: on what was chosen, and on what the filters leave; and what is under the pointer."""

import math
from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest
from playwright.sync_api import expect
from tests.benchmarks.crowd import crowd
from tests.browser.painting import Painted, free, painted, sticks_out
from tests.browser.pointing import drag, spot

from comention.model import Graph

pytestmark = pytest.mark.browser

Open = Callable[..., Any]


@pytest.fixture(scope="module")
def many() -> Graph:
    return crowd(600, 1_500)


def modest(graph: Graph) -> tuple[str, str]:
    """Id and label of a name with a few links, which has no label in the first look."""
    found = [node for node in sorted(graph) if 6 <= graph.degree(node) <= 9 and graph.nodes[node]["type"] == "ORG"]
    return found[0], graph.nodes[found[0]]["label"]


def middle(texts: list[Painted]) -> tuple[float, float]:
    """The middle of the box around texts."""
    left, right = min(one.x - one.width / 2 for one in texts), max(one.x + one.width / 2 for one in texts)
    return (left + right) / 2, (min(one.y for one in texts) + max(one.y for one in texts)) / 2


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("way", ["finder", "address", "table"])
def test_a_chosen_name_and_those_around_it_are_labelled_and_in_view(
    size: str, way: str, many: Graph, open_page: Open
) -> None:
    node, label = modest(many)
    opened = open_page(many, size=size, at=f"#entity={node}" if way == "address" else "")
    page = opened.page
    if way == "finder":
        opened.choose(label)
    if way == "table":
        page.locator("#view-names").click()
        page.locator("#tables input").first.fill(label)
        page.locator("#tables a", has_text=label).first.click()
        page.locator("#view-network").click()
    expect(page.locator("#panel h2")).to_have_text(label)
    texts = {one.text: one for one in painted(opened)}
    assert label in texts
    assert not sticks_out(texts[label], free(opened))
    around = sorted(many[node], key=lambda other: -many.edges[node, other]["weight"])
    shown = [texts.get(many.nodes[other]["label"]) for other in around]
    found = [one for one in shown if one]
    assert len(found) >= 0.6 * len(around)
    assert not [one for one in found if sticks_out(one, free(opened))]


def star_of_lines() -> Graph:
    """Twelve names in a circle that are all linked; two of them, which are opposite each other, most."""
    graph: Graph = nx.Graph(title="All with all")
    about = {"type": "PERSON", "documents": 1, "aliases": {}, "reasons": {}, "community": 0}
    for number in range(12):
        turn = 2 * math.pi * (3, 0, 1, 2, 4, 5, 8, 6, 7, 9, 10, 11).index(number) / 12
        place = {"x": round(400 * math.cos(turn)), "y": round(250 * math.sin(turn))}
        graph.add_node(f"person:{number:02}", label=f"Person {number}", mentions=40 - number, **place, **about)
    for one, other in nx.complete_graph(12).edges:
        weight = 30 if (one, other) == (3, 8) else 1 + (one * other) % 3
        graph.add_edge(f"person:{one:02}", f"person:{other:02}", weight=weight, documents=1, evidence=[])
    return graph


def crowded() -> Graph:
    """A name that is mentioned most, with two dozen others close around it."""
    graph: Graph = nx.Graph(title="In the middle")
    about = {"type": "PERSON", "documents": 1, "aliases": {}, "reasons": {}, "community": 0}
    graph.add_node("person:main", label="Main Person of All", mentions=200, x=0, y=0, **about)
    for number in range(24):
        turn, far = 2 * math.pi * number / 24, 46 + 34 * (number % 2)
        place = {"x": round(far * math.cos(turn)), "y": round(far * math.sin(turn))}
        graph.add_node(f"person:{number:02}", label=f"Person {number}", mentions=60 - number, **place, **about)
        graph.add_edge("person:main", f"person:{number:02}", weight=2, documents=1, evidence=[])
    return graph


def test_the_most_mentioned_name_has_a_label_however_close_the_others_are(open_page: Open) -> None:
    assert "Main Person of All" in {one.text for one in painted(open_page(crowded()))}


def tip_at(opened: Any, x: float, y: float) -> str:
    opened.page.mouse.move(x, y)
    tip = opened.page.locator("#tip")
    return str(tip.locator("strong").inner_text()) if tip.is_visible() else ""


def centre(opened: Any, label: str) -> tuple[float, float]:
    """The middle of a shape, to the pixel."""
    near = spot(opened, label)
    x, y = near["x"], near["y"]
    columns = [x + shift for shift in range(-48, 49, 2) if tip_at(opened, x + shift, y) == label]
    rows = [y + shift for shift in range(-48, 49, 2) if tip_at(opened, x, y + shift) == label]
    return (columns[0] + columns[-1]) / 2, (rows[0] + rows[-1]) / 2


def test_of_crossing_lines_the_strongest_is_meant(open_page: Open) -> None:
    opened = open_page(star_of_lines())
    one, other = centre(opened, "Person 3"), centre(opened, "Person 8")
    along = [
        tip_at(
            opened,
            one[0] + share * (other[0] - one[0]),
            one[1] + share * (other[1] - one[1]) + shift,
        )
        for share in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
        for shift in (-1, 0, 1)
    ]
    assert {found for found in along if "–" in found} == {"Person 3 – Person 8"}
    assert along.count("Person 3 – Person 8") > 15


def darkest(opened: Any, x: float, y: float) -> int:
    """How dark the darkest pixel near a point of the canvas is."""
    found: int = opened.page.evaluate(
        """async ([x, y]) => {
          await new Promise(requestAnimationFrame);
          await new Promise(requestAnimationFrame);
          const canvas = document.querySelector("#graph canvas");
          const box = canvas.getBoundingClientRect();
          const scale = canvas.width / box.width;
          const copy = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
          copy.drawImage(canvas, -Math.round((x - box.left) * scale) + 4, -Math.round((y - box.top) * scale) + 4);
          const { data } = copy.getImageData(0, 0, 9, 9);
          let most = 0;
          for (let at = 0; at < data.length; at += 4) most = Math.max(most, data[at + 3] * (255 - data[at]));
          return most;
        }""",
        [x, y],
    )
    return found


def test_a_name_under_the_pointer_lights_up_its_links(story: Graph, open_page: Open) -> None:
    opened = open_page(story)
    ends = [centre(opened, name) for name in ("Łucja Ünal", "Øresund Works", "Norway", "Marit Solheim")]
    lit, unlit = (((one[0] + other[0]) / 2, (one[1] + other[1]) / 2) for one, other in (ends[:2], ends[2:]))
    opened.page.mouse.move(5, 5)
    before = darkest(opened, *lit), darkest(opened, *unlit)
    assert tip_at(opened, *ends[0]) == "Łucja Ünal"
    assert darkest(opened, *lit) > 1.2 * before[0]
    assert darkest(opened, *unlit) < 0.8 * before[1]


def test_no_tooltip_stays_after_a_drag(story: Graph, open_page: Open) -> None:
    opened = open_page(story)
    start = spot(opened, "Jonas Lind")
    assert tip_at(opened, start["x"], start["y"]) == "Jonas Lind"
    drag(opened, start, 60, 40)
    tip = opened.page.locator("#tip")
    expect(tip).to_be_hidden()
    assert tip_at(opened, start["x"] + 61, start["y"] + 41) == ""
    assert tip_at(opened, 500, 860) == ""
    assert tip_at(opened, start["x"] + 60, start["y"] + 40) == "Jonas Lind"


def test_a_tooltip_leaves_the_label_free(story: Graph, open_page: Open) -> None:
    opened = open_page(story)
    label = next(one for one in painted(opened) if one.text == "Jonas Lind")
    start = spot(opened, "Jonas Lind")
    opened.page.mouse.move(start["x"], start["y"])
    stage, tip = (opened.page.locator(which).bounding_box() for which in ("#graph", "#tip"))
    below, beside = tip["y"] - stage["y"] > label.y + 6, tip["x"] - stage["x"] > label.x + label.width / 2
    assert below or beside or tip["y"] - stage["y"] + tip["height"] < label.y - 6


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_what_one_document_leaves_fills_the_stage(size: str, many: Graph, open_page: Open) -> None:
    opened = open_page(many, size=size)
    page = opened.page
    document = many.graph["documents"][40]["id"]
    if size == "phone":
        page.get_by_role("button", name="Filters", exact=True).click()
    page.locator("#documents-box summary").click()
    page.get_by_label("Find a document").fill(document)
    page.get_by_label(document).check()
    page.keyboard.press("Escape")
    names = int(page.locator("#hint").inner_text().split()[1])
    assert 5 < names < 60
    texts = painted(opened)
    _, _, right, bottom = free(opened)
    across = max(one.x for one in texts) - min(one.x for one in texts)
    down = max(one.y for one in texts) - min(one.y for one in texts)
    assert across > 0.5 * right or down > 0.5 * bottom
    assert len(texts) >= (0.6 if size == "desktop" else 0.4) * names


def test_a_small_step_of_the_slider_moves_nothing(many: Graph, open_page: Open) -> None:
    opened = open_page(many, at="#links=900")
    before = {one.text: one for one in painted(opened)}
    opened.page.get_by_role("slider", name="Link strength").focus()
    opened.page.keyboard.press("ArrowRight")
    after = {one.text: one for one in painted(opened)}
    same = set(before) & set(after)
    assert len(same) > 3
    point = spot(opened, max(many.nodes.values(), key=lambda about: about["mentions"])["label"])
    opened.page.keyboard.press("ArrowLeft")
    again = spot(opened, max(many.nodes.values(), key=lambda about: about["mentions"])["label"])
    assert abs(point["x"] - again["x"]) < 8
    assert abs(point["y"] - again["y"]) < 8


def test_a_reader_who_moved_the_camera_keeps_it(story: Graph, open_page: Open) -> None:
    opened = open_page(story)
    opened.page.locator("#graph").focus()
    for key in ("ArrowLeft", "ArrowLeft", "+"):
        opened.page.keyboard.press(key)
    before = spot(opened, "Jonas Lind")
    opened.page.get_by_label("Organizations").uncheck()
    after = spot(opened, "Jonas Lind")
    assert abs(before["x"] - after["x"]) + abs(before["y"] - after["y"]) < 8


def centred(opened: Any) -> bool:
    """Whether the names are in the middle of the part of the stage above the hint."""
    x, y = middle(painted(opened))
    _, _, right, bottom = free(opened)
    return abs(x - right / 2) < 0.12 * right and abs(y - bottom / 2) < 0.15 * bottom


def test_a_picture_stays_in_the_middle_after_hide(story: Graph, open_page: Open) -> None:
    opened = open_page(story)
    for name in ("Skagen Line", "Marit Solheim", "Norway", "Baltic Union"):
        opened.choose(name)
        opened.page.locator("#graph").focus()
        opened.page.keyboard.press("h")
    expect(opened.page.locator("#chips")).to_contain_text("4 names hidden")
    assert centred(opened)


def test_the_strongest_link_alone_is_in_the_middle(many: Graph, open_page: Open) -> None:
    opened = open_page(many)
    opened.page.get_by_role("slider", name="Link strength").focus()
    opened.page.keyboard.press("End")
    assert len(painted(opened)) == 2
    assert centred(opened)


def test_where_nothing_fits_there_is_a_way_back(story: Graph, open_page: Open) -> None:
    page = open_page(story, at="#entity=person:jonas-lind").page
    expect(page.locator("#nothing")).to_be_hidden()
    for kind in ("People", "Organizations", "Countries"):
        page.get_by_label(kind).uncheck()
    expect(page.get_by_text("Nothing fits these filters.")).to_be_visible()
    page.get_by_role("button", name="Reset", exact=True).click()
    expect(page.locator("#hint")).to_contain_text("Showing 9")
    expect(page.locator("#nothing")).to_be_hidden()
    expect(page.locator("#graph")).to_be_focused()
    expect(page.get_by_label("People")).to_be_checked()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator("#nothing")).to_be_visible()


def test_a_correction_moves_no_camera(story: Graph, open_page: Open) -> None:
    opened = open_page(story)
    opened.choose("Norway")
    before = [spot(opened, name) for name in ("Jonas Lind", "Denmark")]
    opened.page.locator("#panel").get_by_role("button", name="Rename…", exact=True).click()
    opened.page.locator("#panel").get_by_label("Rename to").fill("Norge")
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator("#panel h2")).to_have_text("Norge")
    after = [spot(opened, name) for name in ("Jonas Lind", "Denmark")]
    assert all(
        abs(one["x"] - other["x"]) + abs(one["y"] - other["y"]) < 8 for one, other in zip(before, after, strict=True)
    )
