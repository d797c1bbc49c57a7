"""The first look at many names: communities that are called by their strongest names, and lines that can be seen."""

import re
from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
from tests.benchmarks.crowd import crowd
from tests.browser.painting import Painted, free, overlaps, painted, sticks_out

from comention.model import Graph

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
SHAPES = {"desktop": (1440, 900), "phone": (390, 844)}


@pytest.fixture(scope="module")
def many() -> Graph:
    return crowd(1_500, 3_200)


def strongest(graph: Graph) -> dict[str, str]:
    """The strongest name of each large community, in short, and its label."""
    members: dict[int, list[str]] = {}
    for node in sorted(graph, key=lambda node: (-graph.nodes[node]["mentions"], node)):
        members.setdefault(graph.nodes[node]["community"], []).append(node)
    found = [graph.nodes[nodes[0]] for nodes in members.values() if len(nodes) > 30]
    return {
        next((form for form in about["aliases"] if about["label"].endswith(f" {form}")), about["label"])
        if about["type"] == "PERSON"
        else about["label"]: about["label"]
        for about in found
    }


def pixels(one: Painted) -> int:
    found = re.search(r"(\d+)px", one.font)
    assert found
    return int(found[1])


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_communities_are_called_by_their_strongest_names(size: str, theme: str, many: Graph, open_page: Open) -> None:
    opened = open_page(many, size=size, theme=theme)
    texts = painted(opened)
    words = ", ".join(one.text.rstrip(",") for one in texts)
    assert [name for name in strongest(many) if name not in words] == []
    assert not {one.text for one in texts} & {label for short, label in strongest(many).items() if short != label}
    assert len(texts) < 45
    assert all(pixels(one) >= 12 for one in texts)
    assert not [(one, other) for one, other in combinations(texts, 2) if overlaps(one, other)]
    assert not [one for one in texts if sticks_out(one, free(opened))]


def test_nearer_by_the_names_have_labels_of_their_own(many: Graph, open_page: Open) -> None:
    opened = open_page(many)
    short, label = next(pair for pair in strongest(many).items() if pair[0] != pair[1])
    assert label not in {one.text for one in painted(opened)}
    opened.page.locator("#graph").focus()
    opened.choose(label)
    opened.page.keyboard.press("Escape")
    opened.page.locator("#graph").focus()
    for _ in range(6):
        opened.page.keyboard.press("+")
    found = {one.text for one in painted(opened)}
    assert len(found & {about["label"] for about in many.nodes.values()}) > 5
    assert not {text for text in found if text.startswith(f"{short},")}


def test_a_small_picture_has_names_only(story: Graph, open_page: Open) -> None:
    labels = {about["label"] for about in story.nodes.values()}
    assert {one.text for one in painted(open_page(story))} <= labels


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_thousand_lines_can_be_seen(theme: str, many: Graph, open_page: Open) -> None:
    page = open_page(many, theme=theme).page
    seen: float = page.evaluate(
        """(ground) => {
          const canvas = document.querySelector("#graph canvas");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          let seen = 0;
          for (let at = 0; at < data.length; at += 4) {
            const [red, green, blue] = [data[at], data[at + 1], data[at + 2]];
            const grey = Math.max(red, green, blue) - Math.min(red, green, blue) < 24;
            seen += grey && (Math.abs(red - ground) * data[at + 3]) / 255 > 30;
          }
          return seen / (data.length / 4);
        }""",
        {"light": 251, "dark": 20}[theme],
    )
    assert seen > 0.05
