from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.fake_server import FakeServer
from tests.browser.test_accessibility import barriers
from tests.browser.test_reader import EVIL

from comention.model import Graph

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
Serve = Callable[..., FakeServer]

FORMS = {
    "person:jonas-lind": "Lind",
    "person:marit-solheim": "Solheim",
    "person:lucja-unal": "Ünal",
    "country:se": "Swedes",
}


def expect_told(page: Page, server: FakeServer, paths: list[str]) -> None:
    """Wait until the server was told these, and nothing else."""
    for _ in range(100):
        if [path for path, _ in server.told] == paths:
            return
        page.wait_for_timeout(50)
    assert [path for path, _ in server.told] == paths


def pairs_of(graph: Graph) -> list[dict[str, Any]]:
    """Three pairs of people, as the server would ask about them."""

    def side(key: str) -> dict[str, Any]:
        about = graph.nodes[key]
        documents = graph.graph["documents"]
        said = [one for one in graph.graph["passages"] if any(key == named for *_, named in one["names"])]
        return {
            "key": key,
            "label": about["label"],
            "type": about["type"],
            "mentions": about["mentions"],
            "form": FORMS[key],
            "sentences": [
                {**one, "document": documents[one["document"]]["id"], "title": None, "date": "2021-03-04", "page": 3}
                for one in said[:2]
            ],
        }

    def pair(one: str, other: str) -> dict[str, Any]:
        first, second = side(one), side(other)
        return {
            "id": f"{one} {other}",
            "question": f"Is “{first['form']}” {second['label']}?",
            "links": 6,
            "why": "They were kept apart, because both are named in one sentence.",
            "one": first,
            "other": second,
            "same": {"kind": "same", "node": one, "other": other},
            "different": {"kind": "different", "node": other, "text": first["form"]},
        }

    lind, solheim, unal, _ = FORMS
    return [pair(lind, solheim), pair(lind, unal), pair(solheim, unal)]


def question(page: Any) -> Any:
    return page.locator(".review h2")


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_three_pairs_are_reviewed_by_keys(story: Graph, serve: Serve, open_page: Open, size: str, theme: str) -> None:
    server = serve(story, pairs=pairs_of(story))
    page = open_page(server, size=size, theme=theme).page
    button = page.get_by_role("button", name="Review")
    expect(button).to_have_text("Review3")
    button.click()
    expect(question(page)).to_have_text("Is “Lind” Marit Solheim?")
    expect(page.locator(".review-head .note")).to_have_text("3 pairs to review")
    expect(page.locator(".why")).to_contain_text("both are named in one sentence. 6 links of the graph hang on this.")
    one, other = page.locator(".card").all()
    expect(one.locator("h3")).to_have_text("Jonas Lind")
    expect(one).to_contain_text("Person · 5 mentions · here as “Lind”")
    expect(one.locator("mark")).to_have_text(["Lind", "Lind"])
    expect(one.locator("figcaption").first).to_contain_text("ferry-line-sold.txt, p. 3, 4 March 2021")
    boxes = [card.bounding_box() for card in (one, other)]
    if size == "phone":
        assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]
    else:
        assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    assert page.evaluate("document.getElementById('review-view').scrollWidth <= innerWidth")
    assert barriers(page) == []
    page.keyboard.press("s")
    expect(question(page)).to_have_text("Is “Lind” Łucja Ünal?")
    expect(question(page)).to_be_focused()
    page.keyboard.press("d")
    expect(question(page)).to_have_text("Is “Solheim” Łucja Ünal?")
    page.keyboard.press("l")
    expect(page.locator(".nothing")).to_have_text("Nothing left to review but 1 pair that you put off.")
    assert barriers(page) == []
    page.get_by_role("button", name="Look at them now").click()
    expect(question(page)).to_have_text("Is “Solheim” Łucja Ünal?")
    page.get_by_role("button", name="Not the same").click()
    expect(page.locator(".nothing")).to_have_text("Nothing left to review.")
    expect(button).to_have_text("Review")
    assert [told for path, told in server.told if path == "corrections"] == [
        {"kind": "same", "node": "person:jonas-lind", "other": "person:marit-solheim"},
        {"kind": "different", "node": "person:lucja-unal", "text": "Lind"},
        {"kind": "different", "node": "person:lucja-unal", "text": "Solheim"},
    ]
    page.reload()
    expect(page.locator(".nothing")).to_have_text("Nothing left to review.")


def test_the_last_answer_is_taken_back(story: Graph, serve: Serve, open_page: Open) -> None:
    server = serve(story, pairs=pairs_of(story))
    page = open_page(server, at="#view=review").page
    undo = page.locator(".review").get_by_role("button", name="Undo")
    expect(undo).to_be_disabled()
    expect(question(page)).to_have_text("Is “Lind” Marit Solheim?")  # the pairs are there
    page.keyboard.press("s")
    page.keyboard.press("l")
    expect(question(page)).to_have_text("Is “Solheim” Łucja Ünal?")
    undo.click()
    expect(question(page)).to_have_text("Is “Lind” Łucja Ünal?")
    expect(page.locator(".review-head .note")).to_have_text("2 pairs to review")
    page.keyboard.press("u")
    expect(question(page)).to_have_text("Is “Lind” Marit Solheim?")
    expect(page.locator(".review-head .note")).to_have_text("3 pairs to review")
    expect_told(page, server, ["corrections", "undo"])
    assert server.decided == []


def test_what_is_left_is_counted_once_however_late_the_server_answers(
    story: Graph, serve: Serve, open_page: Open
) -> None:
    server = serve(story, pairs=pairs_of(story), late={"corrections": 0.3, "undo": 0.3, "review": 0.4})
    page = open_page(server, at="#view=review").page
    left = page.locator(".review-head .note")
    expect(left).to_have_text("3 pairs to review")
    page.evaluate(
        """() => {
          const note = document.querySelector(".review-head .note");
          window.counts = [];
          new MutationObserver(() => counts.push(note.textContent)).observe(note, { childList: true });
        }"""
    )
    page.keyboard.press("s")
    page.wait_for_timeout(500)  # the pairs are asked for again, as the graph has changed
    page.keyboard.press("u")
    expect_told(page, server, ["corrections", "undo"])
    page.wait_for_timeout(1500)
    counts = page.evaluate("counts")
    assert set(counts) <= {"3 pairs to review", "2 pairs to review"}
    assert counts[-1] == "3 pairs to review"
    assert server.decided == []


def test_an_answer_that_was_taken_back_before_the_server_refused_it_takes_back_nothing_else(
    story: Graph, serve: Serve, open_page: Open
) -> None:
    server = serve(story, pairs=pairs_of(story))
    opened = open_page(server, at="#view=review")
    page = opened.page
    held: list[Any] = []
    expect(question(page)).to_have_text("Is “Lind” Marit Solheim?")
    page.keyboard.press("s")
    expect_told(page, server, ["corrections"])
    page.route("**/api/corrections", lambda route: held.append(route))
    page.keyboard.press("d")
    page.keyboard.press("u")
    expect(question(page)).to_have_text("Is “Lind” Łucja Ünal?")
    page.wait_for_timeout(500)
    held[0].fulfill(status=500, json={"message": "The disk is full."})
    expect(page.locator(".review [role=alert]")).to_contain_text("The disk is full.")
    expect(question(page)).to_have_text("Is “Lind” Łucja Ünal?")
    page.wait_for_timeout(1000)
    assert [path for path, _ in server.told] == ["corrections"]
    expect(page.locator(".review-head .note")).to_have_text("2 pairs to review")
    assert all("500" in one for one in opened.offences)
    opened.offences.clear()


def test_a_pair_comes_back_if_its_answer_was_not_kept(story: Graph, serve: Serve, open_page: Open) -> None:
    opened = open_page(serve(story, pairs=pairs_of(story), failing={"corrections"}), at="#view=review")
    page = opened.page
    expect(question(page)).to_have_text("Is “Lind” Marit Solheim?")
    page.keyboard.press("s")
    expect(page.locator(".review [role=alert]")).to_contain_text("The disk is full.")
    expect(question(page)).to_have_text("Is “Lind” Marit Solheim?")
    expect(page.locator(".review-head .note")).to_have_text("3 pairs to review")
    assert all("500" in one for one in opened.offences)
    opened.offences.clear()


def test_keys_of_the_review_do_nothing_elsewhere(story: Graph, serve: Serve, open_page: Open) -> None:
    server = serve(story, pairs=pairs_of(story))
    page = open_page(server, at="#view=review").page
    expect(question(page)).to_have_text("Is “Lind” Marit Solheim?")
    page.keyboard.press("/")
    page.keyboard.type("sdl")
    page.locator("#view-names").click()
    page.keyboard.press("s")
    page.locator("#view-review").click()
    expect(question(page)).to_have_text("Is “Lind” Marit Solheim?")
    assert server.told == []


def test_a_sentence_of_a_pair_leads_into_its_document(story: Graph, serve: Serve, open_page: Open) -> None:
    page = open_page(serve(story, pairs=pairs_of(story)), at="#view=review").page
    page.locator(".card").nth(1).get_by_role("link", name="Read on").nth(1).click()
    expect(page.locator(".sentence[aria-current]")).to_contain_text("had asked Solheim")
    page.go_back()
    expect(question(page)).to_have_text("Is “Lind” Marit Solheim?")


def test_names_and_sentences_of_pairs_stay_words(story: Graph, serve: Serve, open_page: Open) -> None:
    (pair, *_) = pairs_of(story)
    pair["why"] = pair["question"] = pair["one"]["label"] = EVIL[0]
    pair["one"]["form"] = EVIL[1]
    pair["one"]["sentences"] = [
        {**pair["one"]["sentences"][0], "text": f"He is {EVIL[1]}.", "names": [], "title": EVIL[0]}
    ]
    page = open_page(serve(story, pairs=[pair]), at="#view=review").page
    expect(question(page)).to_have_text(EVIL[0])
    expect(page.locator(".card mark").first).to_have_text(EVIL[1])
    assert page.locator("#review-view img, #review-view script").count() == 0


def test_a_page_that_must_not_correct_has_no_review(story: Graph, serve: Serve, open_page: Open) -> None:
    page = open_page(serve(story, read_only=True), at="#view=review").page
    assert page.locator("#view-review, #open-adding").count() == 0
    expect(page.locator("#view-text")).to_be_visible()


def test_a_name_of_a_pair_can_be_looked_at_in_the_network(story: Graph, serve: Serve, open_page: Open) -> None:
    opened = open_page(serve(story, pairs=pairs_of(story)), at="#view=review&entity=country:se")
    page = opened.page
    expect(page.locator("#panel")).to_be_hidden()
    page.locator(".card h3").get_by_role("link", name="Jonas Lind").click()
    expect(page.locator("#panel h2")).to_have_text("Jonas Lind")
    expect(page.locator("#view-network")).to_have_attribute("aria-pressed", "true")


def test_a_form_that_is_in_doubt_stands_beside_its_name(story: Graph, serve: Serve, open_page: Open) -> None:
    (pair, *_) = pairs_of(story)
    pair["other"] = {**pair["one"], "mentions": 2}
    pair["one"] = {**pair["one"], "form": "Jonas Lind", "mentions": 3}
    pair["why"] = "surname of two people"
    page = open_page(serve(story, pairs=[pair]), at="#view=review").page
    expect(page.locator(".card h3")).to_have_text(["Jonas Lind", "“Lind”"])
    expect(page.locator(".card").nth(1)).to_contain_text("Person · 2 mentions")
    expect(page.locator(".why")).to_contain_text("Surname of two people. 6 links")
