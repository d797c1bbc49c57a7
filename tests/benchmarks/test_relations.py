"""What was judged by hand is counted as told, and of our samples nothing wrong comes back."""

from pathlib import Path

import pytest
from tests.benchmarks import relations
from tests.benchmarks.relations import KIND, KNOWN, RELATION, RIGHT, ROLE, WRONG, Phrase, Shown, counted, drawn

import comention
from comention.model import Graph

SEEDS = Path(__file__).parents[2] / "seeds"
ENOUGH = {"roles": 92, "relations": 85, "kinds": 90}
"""So many percent of the judged phrases of our samples are right at least."""


def phrase(number: int, what: str = RELATION) -> Phrase:
    return Phrase("harbour", "minutes.txt", number, f"{number}-{number + 3}", what, f"{number:010}")


@pytest.fixture(scope="module")
def samples() -> Graph:
    return comention.build_graph([SEEDS])


def test_phrases_that_are_said_today_are_counted_by_their_verdicts() -> None:
    verdicts = {
        **{phrase(n): verdict for n, verdict in enumerate((RIGHT, RIGHT, KIND, KNOWN, WRONG, RIGHT))},
        **{phrase(n, ROLE): verdict for n, verdict in enumerate((RIGHT, KNOWN))},
    }
    told = {*verdicts} - {phrase(4), phrase(5)}
    assert counted(verdicts, told) == {"roles": (2, 1), "relations": (4, 3), "kinds": (3, 2)}


def test_of_what_is_not_judged_so_many_are_drawn_the_same_each_time() -> None:
    shown = Shown("a → b", "met", "A b.")
    found = {phrase(n, what): shown for n in range(20) for what in (ROLE, RELATION)}
    first = [one for one, _ in drawn(found, {phrase(0): RIGHT}, 10, 1, 0.4)]
    assert first == [one for one, _ in drawn(found, {phrase(0): RIGHT}, 10, 1, 0.4)]
    assert [one.what for one in first] == [ROLE] * 4 + [RELATION] * 6
    assert phrase(0) not in first


def test_the_list_has_no_texts_and_each_phrase_once() -> None:
    lines = [line for line in relations.JUDGED.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert len(relations.read_verdicts()) == len(lines) >= 600
    assert {line.split("\t")[6] for line in lines} == {RIGHT, KIND, WRONG, KNOWN}
    assert max(len(cell) for line in lines for cell in line.split("\t")) < 100


def test_what_was_wrong_in_our_samples_does_not_come_back_and_enough_is_right(samples: Graph) -> None:
    found = {one for one, _ in relations.phrases("samples", samples)}
    verdicts = {one: verdict for one, verdict in relations.read_verdicts().items() if one.collection == "samples"}
    assert [one for one in found if verdicts.get(one) == WRONG] == []
    for what, (judged, right) in counted(verdicts, found).items():
        assert judged >= 20, what
        assert 100 * right / judged >= ENOUGH[what], what
