import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from comention.corrections import Corrections, load_text
from comention.model import Graph

pytestmark = pytest.mark.browser

Open = Callable[..., Any]


def said(page: Any) -> Corrections:
    """What the corrections in the page say to comention."""
    page.locator("#open-corrections").click()
    return load_text(page.locator(".fragment").input_value(), Path("corrections.toml")).corrections


def entities(found: Corrections) -> list[tuple[str, str | None, tuple[str, ...], tuple[str, ...]]]:
    return [(one.name, one.type, one.aliases, one.not_aliases) for one in found.entities]


def form(opened: Any, label: str, *buttons: str) -> Any:
    """The panel of a name, in which one of the forms for corrections may be open."""
    opened.choose(label)
    for button in buttons:
        opened.page.locator("#panel").get_by_role("button", name=button, exact=True).click()
    return opened.page.locator("#panel")


def test_two_names_can_be_the_same(story: Graph, open_page: Open) -> None:
    opened = open_page(story)
    box = form(opened, "Skagen", "Merge…")
    expect(box.get_by_label("Merge with").first).to_be_focused()
    box.get_by_label("Merge with").first.fill("baltic")
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator("#panel .pending")).to_have_text("“Skagen Line” and “Baltic Union” are the same")
    expect(opened.page.locator("#corrections-count")).to_have_text("1")
    assert entities(said(opened.page)) == [("Skagen Line", None, ("Baltic Union",), ())]
    opened.choose("Baltic")
    expect(opened.page.locator("#panel .pending")).to_contain_text("are the same")


def test_a_form_can_be_somebody_else(story: Graph, open_page: Open) -> None:
    opened = open_page(story)
    opened.choose("Sweden")
    button = opened.page.get_by_role("button", name="“Swedes” is not Sweden")
    expect(button).to_have_text("Not this name")
    button.click()
    assert entities(said(opened.page)) == [("Sweden", None, (), ("Swedes",))]


def test_a_name_can_be_changed_by_keyboard(story: Graph, open_page: Open) -> None:
    opened = open_page(story)
    form(opened, "Jonas Lind", "Rename…").get_by_label("Rename to").fill('  Jonas "J"   Lind ')
    opened.page.keyboard.press("Enter")
    assert entities(said(opened.page)) == [('Jonas "J" Lind', None, ("Jonas Lind",), ())]


def test_a_type_can_be_wrong(story: Graph, open_page: Open) -> None:
    opened = open_page(story)
    box = form(opened, "Skagen", "Wrong type…", "a person", "Wrong type…")
    box.get_by_role("button", name="a country").click()
    assert entities(said(opened.page)) == [("Skagen Line", "COUNTRY", (), ())]


def test_a_name_can_be_none(story: Graph, open_page: Open) -> None:
    opened = open_page(story)
    box = form(opened, "Peru", "Wrong type…", "a person")
    box.get_by_role("button", name="Not an entity").click()
    found = said(opened.page)
    assert found.entities == ()
    assert [one.text for one in found.ignored] == ["Peru"]


def test_a_link_can_say_that_its_ends_are_the_same(story: Graph, open_page: Open) -> None:
    page = open_page(story, at="#link=country:se&with=country:dk").page
    page.get_by_role("button", name="Merge").click()
    (found,) = said(page).entities
    assert {found.name, *found.aliases} == {"Sweden", "Denmark"}


def address(*corrections: tuple[str, str, str]) -> str:
    from json import dumps
    from urllib.parse import urlencode

    return "#" + urlencode([("correct", dumps(one)) for one in corrections])


LIND, SOLHEIM, UNAL = "person:jonas-lind", "person:marit-solheim", "person:lucja-unal"


@pytest.mark.parametrize(
    ("corrections", "expected"),
    [
        (
            [("same", LIND, SOLHEIM), ("same", SOLHEIM, UNAL), ("type", UNAL, "ORG")],
            [("Jonas Lind", "ORG", ("Marit Solheim", "Łucja Ünal"), ())],
        ),
        (
            [("rename", LIND, "J. Lind"), ("type", LIND, "ORG"), ("same", SOLHEIM, LIND)],
            [("Marit Solheim", "ORG", ("J. Lind", "Jonas Lind"), ())],
        ),
        ([("rename", LIND, "marit  solheim")], [("marit  solheim", None, ("Jonas Lind",), ())]),
        (
            [("type", SOLHEIM, "ORG"), ("rename", LIND, "Marit Solheim")],
            [("Marit Solheim", "ORG", ("Jonas Lind",), ())],
        ),
        ([("different", LIND, "Lind"), ("rename", LIND, "Lind")], [("Lind", None, ("Jonas Lind",), ())]),
        (
            [("same", LIND, SOLHEIM), ("different", LIND, "Marit Solheim")],
            [("Jonas Lind", None, (), ("Marit Solheim",))],
        ),
        ([("rename", LIND, "Peru"), ("ignore", "country:pe", "")], [("Peru", None, ("Jonas Lind",), ())]),
    ],
)
def test_corrections_do_not_contradict_each_other(
    corrections: list[tuple[str, str, str]],
    expected: list[tuple[Any, ...]],
    story: Graph,
    open_page: Open,
) -> None:
    page = open_page(story, at=address(*corrections)).page
    assert entities(said(page)) == expected


def test_corrections_are_taken_back_one_by_one_or_all_and_can_be_undone(story: Graph, open_page: Open) -> None:
    opened = open_page(story, at=address(("ignore", "country:pe", ""), ("type", LIND, "ORG"), ("ignore", UNAL, "")))
    page = opened.page
    assert len(said(page).ignored) == 2
    page.get_by_role("button", name="Discard: “Peru”").click()
    expect(page.locator("#panel .pending li")).to_have_count(2)
    page.get_by_role("button", name="Discard all").click()
    expect(page.locator("#panel")).to_contain_text("No corrections yet.")
    page.keyboard.press("Control+z")
    expect(page.locator("#panel .pending li")).to_have_count(2)
    page.keyboard.press("Control+z")
    expect(page.locator("#panel .pending li")).to_have_count(3)


def test_corrections_stay_when_the_reader_goes_back(story: Graph, open_page: Open) -> None:
    opened = open_page(story, at="#entity=country:pe")
    form(opened, "Jonas Lind").get_by_role("button", name="Not an entity").click()
    opened.page.go_back()
    expect(opened.page.locator("#panel h2")).to_have_text("Peru")
    expect(opened.page.locator("#corrections-count")).to_have_text("1")
    opened.page.reload()
    expect(opened.page.locator("#corrections-count")).to_have_text("1")


def test_the_file_can_be_saved_and_copied(story: Graph, open_page: Open) -> None:
    page = open_page(story, at=address(("ignore", "country:pe", ""))).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    text = '[[ignore]]\ntext = "Peru"'
    page.locator("#open-corrections").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download").click()
    assert saved.value.suggested_filename == "corrections.toml"
    assert text in Path(saved.value.path()).read_text("utf-8")
    page.get_by_role("button", name="Copy").click()
    expect(page.locator("#status")).to_have_text("Copied.")
    assert text in page.evaluate("navigator.clipboard.readText()")


def test_hostile_names_are_only_strings_in_the_file(story: Graph, open_page: Open) -> None:
    evil = '"\n[[ignore]]\npattern = ".*"\\ \u007f\u2028 </textarea><script>alert(1)</script>'
    graph = story.copy()
    graph.nodes["country:pe"]["label"] = evil
    graph.graph["title"] = evil
    opened = open_page(graph, at=address(("same", "country:pe", LIND), ("different", "country:pe", evil + "!")))
    found = said(opened.page)
    assert found.ignored == ()
    (entity,) = found.entities
    assert re.sub(r"\s", "", entity.name) == re.sub(r"\s", "", evil)
    assert entity.aliases == ("Jonas Lind",)


def test_merge_rename_and_not_an_entity_stand_beside_pin_and_hide(story: Graph, open_page: Open) -> None:
    opened = open_page(story)
    box = form(opened, "Jonas Lind")
    pin = box.get_by_role("button", name="Pin").bounding_box()
    for name in ("Merge…", "Rename…", "Not an entity"):
        button = box.get_by_role("button", name=name)
        expect(button).to_be_in_viewport()
        assert button.bounding_box()["y"] - pin["y"] < 90
    rename = box.get_by_role("button", name="Rename…")
    rename.click()
    expect(rename).to_have_attribute("aria-expanded", "true")
    expect(box.get_by_label("Rename to")).to_be_focused()
    opened.page.keyboard.type("Jo")
    opened.page.locator("#zoom-in").click()
    opened.page.get_by_label("Countries").uncheck()  # the panel is filled again
    expect(box.get_by_label("Rename to")).to_be_visible()
    rename.click()
    expect(box.get_by_label("Rename to")).to_have_count(0)
