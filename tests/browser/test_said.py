"""Roles of names and relations of links: in panels, on the stage, in tables and paths, as a filter, and in files."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import expect
from tests.browser.painting import free, overlaps, painted, sticks_out
from tests.browser.test_accessibility import barriers
from tests.browser.test_export import taken
from tests.sayings import add_relation, add_role, in_sentence

from comention.contract import COLOURS
from comention.model import Graph

pytestmark = pytest.mark.browser

Open = Callable[..., Any]

LIND, UNAL, SOLHEIM = "person:jonas-lind", "person:lucja-unal", "person:marit-solheim"
UNION, WORKS, SWEDEN, DENMARK = "org:baltic-union", "org:oresund-works", "country:se", "country:dk"
LED = f"#link={UNION}&with={LIND}"
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


@pytest.fixture
def told(story: Graph) -> Graph:
    """The story, with what some of its sentences say."""
    met = in_sentence(story, "Łucja Ünal of", "met")
    add_relation(story, (UNAL, "met", LIND), "met", met)
    add_relation(
        story, (LIND, "quoted", UNAL), "said", in_sentence(story, "The Swedes trust", "said"), source_text="Lind"
    )
    add_relation(story, (LIND, "leads", UNION), "works for", in_sentence(story, "Lind leads", "leads"))
    add_relation(
        *(story, (UNAL, "praised", SWEDEN), "said", in_sentence(story, "Ünal praised", "praised")),
        target_text="the people of Sweden",
    )
    asked = [in_sentence(story, "Denmark and Sweden asked", "asked", "for a second bridge")]
    add_relation(story, (DENMARK, "asked", WORKS), "said", *asked)
    add_role(story, LIND, "leader of Baltic Union", in_sentence(story, "Lind leads", "leads Baltic Union"), of=UNION)
    add_role(
        story,
        LIND,
        "seller",
        in_sentence(story, "The court heard", "on the sale"),
        in_sentence(story, "Norway", "wait"),
    )
    add_role(story, LIND, "guest", in_sentence(story, "Łucja Ünal of", "met"))
    add_role(story, LIND, "fourth role", in_sentence(story, "Lind leads", "lives"))
    add_role(story, WORKS, "builder", in_sentence(story, "Łucja Ünal of", "of"), of="org:not-on-the-page")
    return story


def texts(found: Any) -> list[str]:
    return [re.sub(r"\s+", " ", text).strip() for text in found.all_inner_texts()]


def test_a_name_shows_three_roles_which_unfold_their_sentences(told: Graph, open_page: Open) -> None:
    opened = open_page(told, at=f"#entity={LIND}")
    page = opened.page
    assert texts(page.locator("#panel .role")) == ["leader of Baltic Union", "seller (2)", "guest"]
    button = page.get_by_role("button", name="Sentences that say “seller”")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    assert texts(page.locator(".roles blockquote")) == [
        "The court heard Marit Solheim and Jonas Lind on the sale.",
        "Norway had asked Solheim and Jonas Lind to wait.",
    ]
    assert texts(page.locator(".roles .said")) == ["on the sale", "wait"]
    assert texts(page.locator(".roles mark")) == ["Jonas Lind", "Jonas Lind"]
    assert barriers(page) == []
    page.get_by_label("Organizations").uncheck()  # the panel is filled again
    expect(button).to_have_attribute("aria-expanded", "true")
    page.locator(".role", has_text="seller").click()
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".roles blockquote")).to_have_count(0)


def test_a_role_leads_to_the_name_in_it(told: Graph, open_page: Open) -> None:
    opened = open_page(told, at=f"#entity={LIND}")
    link = opened.page.locator(".role a")
    expect(link).to_have_text("Baltic Union")
    link.click()
    expect(opened.page.locator("#panel h2")).to_have_text("Baltic Union")
    expect(opened.page.locator(".roles")).to_have_count(0)
    opened.choose("Øresund")
    assert texts(opened.page.locator(".role")) == ["builder"]
    expect(opened.page.locator(".role a")).to_have_count(0)


def test_a_name_that_a_role_does_not_spell_stands_after_it(told: Graph, open_page: Open) -> None:
    told.nodes[LIND]["roles"][0]["role"] = "leader of the union"
    page = open_page(told, at=f"#entity={LIND}").page
    assert texts(page.locator(".role").first.locator("span")) == ["leader of the union · Baltic Union"]


def test_a_link_says_what_its_sentences_say(told: Graph, open_page: Open) -> None:
    page = open_page(told, at=f"#link={LIND}&with={UNAL}").page
    relations = page.get_by_role("list", name="Relations").get_by_role("listitem")
    assert texts(relations) == [
        "Łucja Ünal → met → Jonas Lind met · 1 sentence",
        "Lind → quoted → Łucja Ünal said · 1 sentence",
    ]
    assert texts(page.locator(".saying")) == ["Łucja Ünal → met → Jonas Lind", "Lind → quoted → Łucja Ünal"]
    said = page.locator(".saying", has_text="met").locator("+ blockquote")
    assert texts(said.locator(".said")) == ["met"]
    assert texts(said.locator("mark")) == ["Łucja Ünal", "Jonas Lind"]
    assert texts(said) == ["Łucja Ünal of Øresund Works met Jonas Lind."]
    word, name = said.locator(".said"), said.locator("mark").first
    style = "(one, name) => getComputedStyle(one)[name]"
    for cue in ("fontStyle", "textDecorationLine"):
        assert word.evaluate(style, cue) != name.evaluate(style, cue)
    assert barriers(page) == []


def test_words_in_several_places_and_over_names_are_marked(told: Graph, open_page: Open) -> None:
    page = open_page(told, at=f"#link={DENMARK}&with={WORKS}").page
    assert texts(page.locator(".said")) == ["asked", "for a second bridge"]
    text = "Lind leads Baltic Union"
    words = told.edges[LIND, UNION]["relations"][0]["evidence"][0]["words"]
    words[:] = [[0, len(text)], [len("Lind "), len("Lind leads")]]
    page = open_page(told, at=LED).page
    assert texts(page.locator(".said")) == ["Lind", "leads", "Baltic Union"]
    assert texts(page.locator("blockquote mark")) == ["Lind", "Baltic Union"]


def test_what_is_said_counts_in_the_chosen_documents(told: Graph, open_page: Open) -> None:
    for document, roles in {
        "court.txt": ["seller"],
        "ferry-line-sold.txt": ["leader of Baltic Union", "seller", "fourth role"],
    }.items():
        page = open_page(told, at=f"#entity={LIND}&document={document}").page
        assert texts(page.locator(".role")) == roles
    page = open_page(told, at=f"#link={LIND}&with={UNAL}&document=court.txt").page
    expect(page.locator(".relations")).to_have_count(0)


def test_the_arrow_of_a_selected_link_has_its_phrase(told: Graph, open_page: Open) -> None:
    for theme in ("light", "dark"):
        opened = open_page(told, at=LED, theme=theme)
        found = painted(opened)
        (phrase,) = (one for one in found if one.text == "leads")
        assert not sticks_out(phrase, free(opened))
        assert not [one for one in found if one != phrase and overlaps(one, phrase)]
    place = {one.text: (one.x, one.y) for one in found}
    middle = [(a + b) / 2 for a, b in zip(place["Jonas Lind"], place["Baltic Union"], strict=True)]
    assert abs(phrase.x - middle[0]) + abs(phrase.y - middle[1]) < 160
    for address in (f"#entity={LIND}", f"#link={LIND}&with={SOLHEIM}", f"{LED}&document=court.txt"):
        assert "leads" not in [one.text for one in painted(open_page(told, at=address))]


# the last triangle in a colour that is painted
HEAD = """async (colour) => {
  const context = CanvasRenderingContext2D.prototype;
  const { moveTo, lineTo, fill, beginPath } = context;
  let path = [];
  const filled = [];
  context.beginPath = function () { path = []; return beginPath.call(this); };
  context.moveTo = function (x, y) { path.push([x, y]); return moveTo.call(this, x, y); };
  context.lineTo = function (x, y) { path.push([x, y]); return lineTo.call(this, x, y); };
  context.fill = function () {
    if (path.length === 3 && this.fillStyle === colour) filled.push(path);
    return fill.call(this);
  };
  dispatchEvent(new Event("beforeprint"));
  await new Promise(requestAnimationFrame);
  dispatchEvent(new Event("afterprint"));
  await new Promise(requestAnimationFrame);
  Object.assign(context, { moveTo, lineTo, fill, beginPath });
  return filled.at(-1) ?? null;
}"""


@pytest.mark.parametrize(("source", "target"), [(LIND, UNION), (UNION, LIND)])
def test_the_arrow_points_from_source_to_target(source: str, target: str, told: Graph, open_page: Open) -> None:
    told.edges[LIND, UNION]["relations"][0] |= {"source": source, "target": target}
    opened = open_page(told, at=LED)
    accent = COLOURS["light"]["accent"]
    tip, *base = opened.page.evaluate(HEAD, accent)
    place = {one.text: (one.x, one.y) for one in painted(opened)}
    back = [sum(point[axis] for point in base) / 2 for axis in (0, 1)]
    ends = [place[told.nodes[one]["label"]] for one in (source, target)]
    along = [(ends[1][axis] - ends[0][axis]) * (tip[axis] - back[axis]) for axis in (0, 1)]
    assert sum(along) > 0
    assert open_page(told, at=f"#link={LIND}&with={SOLHEIM}").page.evaluate(HEAD, accent) is None


def test_a_picture_of_a_selected_link_has_its_arrow_and_phrase(told: Graph, open_page: Open) -> None:
    space = {"s": "http://www.w3.org/2000/svg"}
    found = []
    for address in ("", LED):
        svg = etree.fromstring(taken(open_page(told, at=address).page, "SVG")[1])
        fill = f"s:path[@fill='{COLOURS['light']['accent']}']"
        found.append(
            (len(svg.xpath(f"//{fill}", namespaces=space)), "leads" in svg.xpath("//s:text/text()", namespaces=space))
        )
    assert found == [(0, False), (1, True)]


def test_a_phrase_with_other_words_for_an_end_is_read_with_them(told: Graph, open_page: Open) -> None:
    opened = open_page(told, at=f"#link={UNAL}&with={SWEDEN}")
    assert "praised → the people of Sweden" in [one.text for one in painted(opened)]
    assert texts(opened.page.locator(".saying")) == ["Łucja Ünal → praised → the people of Sweden"]


def test_links_are_filtered_by_the_kind_of_their_relations(told: Graph, open_page: Open) -> None:
    page = open_page(told).page
    kinds = page.get_by_role("region", name="Relations")
    assert texts(kinds.locator("label")) == ["Works for 1", "Met 1", "Said 3"]
    kinds.get_by_label("Works for").focus()
    page.keyboard.press("Space")
    expect(page.locator("#hint")).to_contain_text("Showing 2 of 10 names and 1 of 17 links.")
    kinds.get_by_label("Met").check()
    expect(page.locator("#hint")).to_contain_text("Showing 3 of 10 names and 2 of 17 links.")
    expect(page.locator("#chips .chip")).to_have_text("relation: works for or met")
    assert barriers(page) == []
    address = page.url.split("#")[1]
    again = open_page(told, at=f"#{address}&relation=nonsense").page
    expect(again.locator("#chips .chip")).to_have_text("relation: works for or met")
    page.keyboard.press("Control+z")
    expect(page.locator("#chips .chip")).to_have_count(0)
    expect(kinds.get_by_label("Met")).not_to_be_checked()
    again.locator("#chips .chip").click()
    expect(again.locator("#hint")).to_contain_text("9 of 10 names and 17 links")


def test_of_the_chosen_kinds_a_link_shows_its_relation(told: Graph, open_page: Open) -> None:
    page = open_page(told, at="#view=links&relation=said").page
    cells = texts(page.locator("#tables tbody:visible tr td:nth-child(3)"))
    assert "Lind → quoted → Łucja Ünal" in cells
    assert not [cell for cell in cells if "met" in cell]
    address = f"#relation=said&link={LIND}&with={UNAL}"
    assert "Lind → quoted" in [one.text for one in painted(open_page(told, at=address))]
    way = open_page(told, at=f"#relation=said&from={LIND}&to={UNAL}").page.locator("#panel .way").first
    assert texts(way.locator(".saying")) == ["Lind → quoted → Łucja Ünal"]


def test_filters_by_kind_and_by_document_want_the_same_sentence(told: Graph, open_page: Open) -> None:
    page = open_page(told, at="#relation=works+for&document=court.txt").page
    expect(page.locator("#nothing")).to_be_visible()
    page.locator("#reset").click()
    expect(page.locator("#hint")).to_contain_text("9 of 10 names and 17 links")


def test_a_link_that_its_kind_hides_can_be_shown_from_the_table(told: Graph, open_page: Open) -> None:
    page = open_page(told, at="#view=links&relation=met").page
    page.get_by_label("Filter links").fill("leads")
    page.get_by_role("button", name="Show 1 link hidden by filters").click()
    expect(page.locator("#chips .chip")).to_have_count(0)
    row = page.locator("#tables tbody:visible tr")
    assert texts(row.locator("td").nth(1)) == ["Jonas Lind → leads → Baltic Union"]


def test_tables_have_roles_and_relations(told: Graph, open_page: Open) -> None:
    page = open_page(told, at="#view=names").page
    head = page.locator("#tables thead:visible th")
    assert texts(head)[:4] == ["Name", "Type", "Roles", "Mentions"]
    roles = page.get_by_role("row", name="Jonas Lind Person").locator("td").nth(1)
    expect(roles).to_have_text("leader of Baltic Union; seller; guest")
    page.get_by_label("Filter names").fill("fourth role")
    expect(page.locator("#tables tbody:visible tr")).to_have_count(1)
    page.locator("#view-links").click()
    assert texts(head)[:4] == ["Name", "Named with", "Relation", "Shared sentences"]
    relation = page.get_by_role("columnheader", name="Relation")
    relation.get_by_role("button").click()
    cells = texts(page.locator("#tables tbody:visible tr td:nth-child(3)"))
    assert cells[:5] == [
        "Denmark → asked → Øresund Works",
        "Jonas Lind → leads → Baltic Union",
        "Łucja Ünal → met → Jonas Lind",
        "Łucja Ünal → praised → the people of Sweden",
        "",
    ]
    assert barriers(page) == []


def test_each_step_of_a_path_says_what_its_sentence_says(told: Graph, open_page: Open) -> None:
    page = open_page(told, at=f"#from={UNION}&to={UNAL}").page
    way = page.locator("#panel .way").first
    assert texts(way.locator(".saying")) == ["Jonas Lind → leads → Baltic Union", "Łucja Ünal → met → Jonas Lind"]
    assert texts(way.locator(".said")) == ["leads", "met"]
    del told.edges[LIND, UNION]["relations"]
    way = open_page(told, at=f"#from={UNION}&to={UNAL}").page.locator("#panel .way").first
    assert texts(way.locator(".saying"))[0] == "Jonas Lind, leader of Baltic Union"
    assert texts(way.locator("blockquote"))[0] == "Lind leads Baltic Union and lives in Sweden."


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_hostile_phrases_stay_words(size: str, told: Graph, open_page: Open) -> None:
    relation = told.edges[LIND, UNION]["relations"][0]
    relation |= {"phrase": HOSTILE, "kind": HOSTILE, "source_text": HOSTILE, "target_text": HOSTILE}
    told.nodes[LIND]["roles"][0]["role"] = HOSTILE
    opened = open_page(told, size=size, at=f"#entity={LIND}&view=links")
    page = opened.page
    page.locator(".fold").first.click()
    assert HOSTILE in opened.panel
    page.goto(page.url.split("#")[0] + LED)
    assert opened.panel.count(HOSTILE) > 6
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert page.evaluate("document.querySelector('#panel .scroll').scrollWidth") <= page.locator(
        "#panel .scroll"
    ).evaluate("one => one.clientWidth")
    page.goto(page.url.split("#")[0] + f"#from={UNION}&to={UNAL}")
    assert HOSTILE in opened.panel
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 8


def test_without_roles_and_relations_nothing_tells_of_them(story: Graph, open_page: Open) -> None:
    page = open_page(story, at=f"#entity={LIND}").page
    expect(page.locator("#kinds")).to_be_hidden()
    expect(page.locator(".roles")).to_have_count(0)
    page.locator("#view-names").click()
    assert "Roles" not in page.locator("#tables").inner_text()
    page.locator("#view-links").click()
    assert "Relation" not in page.locator("#tables").inner_text()
    page.locator("#open-help").click()
    assert "elations" not in page.locator("#help").inner_text()


def test_the_help_tells_of_them(told: Graph, open_page: Open) -> None:
    page = open_page(told).page
    page.locator("#open-help").click()
    expect(page.locator("#help")).to_contain_text("A → called → B")


def test_a_page_with_a_server_shows_the_same(told: Graph, open_page: Open, serve: Callable[..., Any]) -> None:
    opened = open_page(serve(told), at=LED)
    page = opened.page
    assert texts(page.locator(".saying")) == ["Jonas Lind → leads → Baltic Union"]
    opened.choose("Jonas Lind")
    page.get_by_role("button", name="Sentences that say “leader of Baltic Union”").click()
    expect(page.locator(".roles").get_by_role("button", name="Star the sentence")).to_be_visible()
    page.locator(".roles").get_by_role("link", name="Read on").click()
    expect(page.locator(".reader")).to_contain_text("Lind leads Baltic Union and lives in Sweden.")


def test_printed_sentences_show_the_words_that_say_it(told: Graph, open_page: Open) -> None:
    page = open_page(told, at=f"#entity={LIND}").page
    page.locator(".fold").nth(1).click()
    page.emulate_media(media="print")
    expect(page.locator(".fold").first).to_be_hidden()
    assert texts(page.locator(".role"))[1] == "seller (2)"
    expect(page.locator(".roles .said").first).to_be_visible()


@pytest.mark.parametrize(
    ("corrections", "name", "roles", "relations"),
    [
        ([["same", UNION, WORKS]], "Baltic Union", ["builder"], ["Jonas Lind → leads → Baltic Union"]),
        ([["same", UNAL, SOLHEIM]], "Łucja Ünal", [], ["Łucja Ünal → met → Jonas Lind", "Lind → quoted → Łucja Ünal"]),
        ([["rename", LIND, "J. Lind"]], "J. Lind", ["leader of Baltic Union", "seller (2)", "guest"], None),
        ([["different", LIND, "Lind"]], "Jonas Lind", ["seller (2)", "guest"], None),
        ([["different", LIND, "Lind"]], "Lind", ["leader of Baltic Union", "fourth role"], None),
        ([["ignore", UNION, ""]], "Jonas Lind", ["leader of Baltic Union", "seller (2)", "guest"], None),
    ],
)
def test_what_is_said_follows_corrections(
    corrections: list[list[str]],
    name: str,
    roles: list[str],
    relations: list[str] | None,
    told: Graph,
    open_page: Open,
) -> None:
    query = "&".join("correct=" + str(one).replace("'", '"') for one in corrections)
    opened = open_page(told, at=f"#{query}")
    opened.choose(name)
    page = opened.page
    expect(page.locator("#panel h2")).to_have_text(name)
    assert texts(page.locator(".role")) == roles
    expect(page.locator(".role a")).to_have_count(int("leader" in "".join(roles) and corrections[0][0] != "ignore"))
    if relations is not None:
        page.locator("#panel .pairs li", has_text="Jonas Lind").locator(".weight").click()
        read = "all => all.map((one) => one.textContent.replace(one.querySelector('p').textContent, ''))"
        assert page.locator(".relations li").evaluate_all(read) == relations
