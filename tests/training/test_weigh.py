"""The regression finds the weights that made the cases, always the same ones."""

from random import Random

import numpy as np
import pytest

from training.weigh import FOLDS, Case, balanced, best_strength, held_out, regress

KINDS = 3


def made(many: int, seed: int = 1) -> list[Case]:
    """Make cases of each kind with a clue that mostly tells it, and two that tell nothing."""
    random = Random(seed)
    cases = []
    for number in range(many):
        kind = number % KINDS
        told = kind if random.random() < 0.8 else random.randrange(KINDS)
        noise = tuple((f"noise {n}", random.random()) for n in range(2))
        cases.append(Case(((f"tells {told}", 1.0), *noise), kind, 1.0, number // KINDS))
    return cases


def test_a_clue_that_tells_a_kind_speaks_for_it() -> None:
    weights = regress(made(600), KINDS, 1e-4).by_clue()
    for kind in range(KINDS):
        assert np.argmax(weights[f"tells {kind}"]) == kind
        assert weights[f"tells {kind}"][kind] > 1
    assert all(abs(one) < 0.5 for one in weights["noise 0"])
    assert all(abs(sum(row)) < 1e-9 for row in weights.values())


def test_nothing_is_nearby_that_is_better() -> None:
    cases = made(150)
    right = [case.kind for case in cases]
    found = regress(cases, KINDS, 1e-3)

    def loss(weights: "np.typing.NDArray[np.float64]") -> float:
        shares = type(found)(found.clues, weights).shares(cases)
        return float(-np.log(shares[np.arange(len(right)), right]).mean() + 1e-3 * (weights**2).sum())

    random = np.random.default_rng(1)
    for _ in range(20):
        assert loss(found.weights) < loss(found.weights + random.normal(0, 0.02, found.weights.shape))


def test_the_same_cases_give_the_same_weights() -> None:
    assert regress(made(300), KINDS, 1e-4).by_clue() == regress(made(300), KINDS, 1e-4).by_clue()


def test_how_often_cases_come_and_how_much_they_count_is_the_same() -> None:
    cases = made(90)
    twice = [case._replace(much=2.0) if case.kind == 1 else case for case in cases]
    again = [*cases, *(case for case in cases if case.kind == 1)]
    one, other = (regress(some, KINDS, 1e-3).by_clue() for some in (twice, again))
    assert all(row == pytest.approx(other[clue], abs=0.01) for clue, row in one.items())


def test_rare_clues_are_not_learnt() -> None:
    cases = [*made(60), Case((("once", 1.0),), 0, 1.0, 0)]
    assert "once" in regress(cases, KINDS, 1e-3).by_clue()
    assert "once" not in regress(cases, KINDS, 1e-3, least=2).by_clue()


def test_a_stronger_hold_keeps_weights_smaller() -> None:
    loose, tight = (abs(regress(made(90), KINDS, strength).weights).max() for strength in (1e-4, 1e-1))
    assert tight < loose / 2


def test_what_is_held_out_is_not_learnt_from() -> None:
    """A clue that only the group of a case has says nothing of it."""
    cases = [Case(((f"group {number}", 1.0),), number % 2, 1.0, number) for number in range(4 * FOLDS)]
    surprise, shares = held_out(cases, 2, 1e-4)
    assert shares == pytest.approx(np.full((len(cases), 2), 0.5))
    assert surprise == pytest.approx(np.log(2))


def test_useless_clues_want_a_strong_hold() -> None:
    random = Random(1)
    noise = [
        Case(tuple((f"noise {random.randrange(99)}", 1.0) for _ in range(5)), random.randrange(2), 1.0, number)
        for number in range(200)
    ]
    tried = [10.0**-power for power in range(6)]
    assert best_strength(noise, 2, strengths=tried) > best_strength(made(600), KINDS, strengths=tried)


def test_kinds_count_alike_and_sources_by_their_root() -> None:
    parts = [("big", 0)] * 16 + [("small", 0)] * 4 + [("big", 1)] * 5
    much = balanced(parts, [1.0] * 25)
    assert sum(much) == pytest.approx(25)
    assert sum(much[:20]) == pytest.approx(sum(much[20:]))
    assert sum(much[:16]) == pytest.approx(2 * sum(much[16:20]))
