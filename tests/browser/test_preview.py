"""Corrections are shown at once, as `comention correct` makes the graph afterwards."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect
from tests import conftest
from tests.conftest import NameList

from comention import pipeline
from comention.corrections import edit, load_text
from comention.model import Graph

pytestmark = pytest.mark.browser

Open = Callable[..., Any]

NAMES = {
    **dict.fromkeys(("Ada Lund", "A. Lund", "Bo Vik", "Cora Mey", "Mey"), "PERSON"),
    "Norway": "GPE",
    "Skagen Line": "ORG",
    "Blue Harbour": "ORG",
}
DOCUMENTS = {
    "2020-01-01-one.txt": "Ada Lund met Bo Vik in Norway. Bo Vik, Mey and Ada Lund saw Cora Mey.\n\n"
    "The Skagen Line paid Bo Vik. Ada Lund left the Skagen Line and Norway.",
    "2020-02-02-two.txt": "Cora Mey wrote to Blue Harbour. Blue Harbour and the Skagen Line sued Ada Lund.\n\n"
    "Norway and Cora Mey and Bo Vik agreed. Mey and Bo Vik flew home.",
    "three.txt": "Blue Harbour paid Norway. Ada Lund was silent. Bo Vik and Cora Mey and Ada Lund were not.",
}
LUND, VIK, MEY = "person:ada-lund", "person:bo-vik", "person:cora-mey"
HARBOUR, LINE, NORWAY = "org:blue-harbour", "org:skagen-line", "country:no"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(conftest, "NAMES", NAMES)
    monkeypatch.setattr("comention.pipeline.load_extractor", lambda model=None, *, language="en": NameList())
    (tmp_path / "in").mkdir()
    for name, text in DOCUMENTS.items():
        (tmp_path / "in" / name).write_text(text)
    return tmp_path


def graph_in(out: Path) -> Graph:
    with pipeline.dataset(out) as dataset:
        return dataset.graph


def address(*corrections: tuple[str, str, str], **more: str) -> str:
    return "#" + urlencode([("loose", "1"), *more.items(), *(("correct", json.dumps(one)) for one in corrections)])


def on_the_page(page: Any) -> tuple[dict[str, list[str]], dict[frozenset[str], list[str]]]:
    """The names and the links in the tables, without what sentences say of them."""

    def rows(view: str) -> list[list[str]]:
        page.locator(f"#view-{view}").click()
        heads = [head.strip() for head in page.locator("#tables thead:visible th").all_inner_texts()]
        shown = [place for place, head in enumerate(heads) if not head.startswith(("Roles", "Relation"))]
        lines = [row.locator("th, td").all_inner_texts() for row in page.locator("#tables tbody:visible tr").all()]
        return [[cells[place].strip() for place in shown] for cells in lines]

    names = {label: cells[:3] for label, *cells in rows("names")}
    return names, {frozenset((one, other)): cells[:2] for one, other, *cells in rows("links")}


def in_the_graph(graph: Graph) -> tuple[dict[str, list[str]], dict[frozenset[str], list[str]]]:
    words = {"PERSON": "Person", "ORG": "Organization", "COUNTRY": "Country"}
    names = {
        node["label"]: [words[node["type"]], str(node["mentions"]), str(node["documents"])]
        for _, node in graph.nodes(data=True)
    }
    links = {
        frozenset((graph.nodes[a]["label"], graph.nodes[b]["label"])): [str(link["weight"]), str(link["documents"])]
        for a, b, link in graph.edges(data=True)
    }
    return names, links


TRIO = [("same", LUND, VIK), ("same", LUND, MEY), ("rename", LUND, "The Three")]


@pytest.mark.parametrize(
    ("window", "corrections"),
    [
        ("sentence", [("same", LUND, VIK)]),
        ("sentence", [("same", VIK, LUND), ("same", HARBOUR, LINE)]),
        ("sentence", TRIO),
        ("sentence", [("same", VIK, NORWAY)]),
        ("sentence", [("rename", MEY, "Cora Meyer"), ("type", HARBOUR, "PERSON")]),
        ("sentence", [("rename", MEY, "Bo Vik")]),
        ("sentence", [("ignore", VIK, "")]),
        ("sentence", [("ignore", NORWAY, ""), ("same", LINE, HARBOUR), ("rename", LINE, "Skagen Line Group")]),
        ("document", TRIO),
        ("document", [("same", VIK, NORWAY), ("ignore", HARBOUR, "")]),
        ("paragraph", [("same", LUND, VIK), ("ignore", HARBOUR, "")]),
    ],
)
def test_the_preview_is_what_comention_makes_of_the_corrections(
    folder: Path, open_page: Open, window: str, corrections: list[tuple[str, str, str]]
) -> None:
    out = folder / "out"
    pipeline.generate([folder / "in"], out, {"window": window})
    before = graph_in(out)
    page = open_page(before, at=address(*corrections)).page
    preview = on_the_page(page)
    page.locator("#open-corrections").click()
    file = load_text(page.locator(".fragment").input_value(), Path("corrections.toml"))
    pipeline.amend(out, lambda _: edit.take_over(file.corrections))
    after = in_the_graph(graph_in(out))
    assert after != in_the_graph(before)
    assert preview == after


def test_in_paragraphs_the_names_are_right_and_no_link_is_missing(folder: Path, open_page: Open) -> None:
    """How often names share a paragraph is not on the page, so the weight of a merged link is an estimate."""
    out = folder / "out"
    pipeline.generate([folder / "in"], out, {"window": "paragraph"})
    names, links = on_the_page(open_page(graph_in(out), at=address(*TRIO)).page)
    assert names["The Three"] == ["Person", "18", "3"]
    assert "Ada Lund" not in names
    assert {both - {"The Three"} for both in links if "The Three" in both} == {
        frozenset({"Norway"}),
        frozenset({"Skagen Line"}),
        frozenset({"Blue Harbour"}),
    }


def test_a_form_that_is_somebody_else_becomes_a_name_of_its_own(story: Graph, open_page: Open) -> None:
    opened = open_page(story, at=address(("different", "country:se", "Swedes")))
    names, links = on_the_page(opened.page)
    assert names["Swedes"] == ["Country", "1", "1"]
    assert names["Sweden"] == ["Country", "3", "2"]
    assert {both - {"Swedes"} for both in links if "Swedes" in both} == {
        frozenset({"Łucja Ünal"}),
        frozenset({"Jonas Lind"}),
    }
    opened.choose("Swedes")
    expect(opened.page.locator("#panel .pending")).to_have_text("“Swedes” is not “Sweden”")
    expect(opened.page.locator("#panel blockquote")).to_have_text("The Swedes trust Ünal, said Lind.")


def test_corrections_of_the_story_show_at_once_and_can_be_undone(story: Graph, open_page: Open) -> None:
    opened = open_page(story, at="#entity=org:baltic-union&hide=country:dk&pin=org:skagen-line")
    page = opened.page
    before = on_the_page(page)
    page.locator("#view-network").click()
    opened.choose("Skagen")
    page.get_by_role("button", name="Merge…").click()
    page.get_by_label("Merge with").first.fill("baltic")
    page.keyboard.press("Enter")
    chip = page.get_by_role("button", name="1 correction, not saved yet")
    expect(chip).to_be_visible()
    expect(page.locator("#summary")).to_contain_text("9 names · 15 links")
    expect(page.locator("#panel h2")).to_have_text("Skagen Line")
    expect(page.locator("#panel .figures")).to_contain_text("4")
    page.go_back()  # to the name that was merged
    expect(page.locator("#panel h2")).to_have_text("Skagen Line")
    names, _ = on_the_page(page)
    assert "Baltic Union" not in names
    assert names["Skagen Line"][1] == "4"
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert on_the_page(page)[0] == names
    chip.click()
    expect(page.locator("#panel h2")).to_have_text("Corrections")
    page.get_by_role("button", name="Discard: “Skagen").click()
    expect(chip).to_have_count(0)
    assert on_the_page(page) == before
    page.keyboard.press("Control+z")
    expect(chip).to_be_visible()
    page.keyboard.press("Control+Shift+z")
    expect(page.locator("#summary")).to_contain_text("10 names · 17 links")


def test_a_retyped_name_and_one_that_is_none_are_gone_from_lists_and_documents_at_once(
    story: Graph, open_page: Open
) -> None:
    opened = open_page(story, at=address(("type", "country:se", "ORG"), ("ignore", "person:jonas-lind", "")))
    page = opened.page
    expect(page.locator("#types label", has_text="Organizations").locator(".count")).to_have_text("4")
    expect(page.locator("#types label", has_text="People").locator(".count")).to_have_text("2")
    expect(page.locator("#top")).not_to_contain_text("Jonas Lind")
    page.keyboard.press("/")
    page.keyboard.type("lind")
    expect(page.locator("#matches")).to_contain_text("No matching name.")
    page.keyboard.press("Escape")
    opened.choose("Baltic")
    passages = page.locator("#panel blockquote")
    expect(passages.nth(1)).to_have_text("Lind leads Baltic Union and lives in Sweden.")
    assert passages.nth(1).locator("a, mark").all_inner_texts() == ["Baltic Union", "Sweden"]


def test_the_camera_and_what_was_moved_stay(story: Graph, open_page: Open) -> None:
    opened = open_page(story, at="#move=500 300 person:jonas-lind&entity=person:jonas-lind")
    page = opened.page
    page.locator("#zoom-in").click()
    page.wait_for_timeout(300)
    shot = "() => document.querySelector('#graph canvas').getContext('2d').getTransform().toString()"
    camera = page.evaluate(shot)
    page.get_by_role("button", name="Wrong type…").click()
    page.get_by_role("button", name="an organization").click()
    expect(page.locator("#panel .kind")).to_have_text("Organization")
    page.wait_for_timeout(300)
    assert page.evaluate(shot) == camera
    assert "move=500+300+person%3Ajonas-lind" in page.url
