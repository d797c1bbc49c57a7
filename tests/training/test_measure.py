"""Calibration says how often names are right, and rises."""

from hypothesis import given
from hypothesis import strategies as st

from training.measure import Judged, calibrated

NAMES = st.lists(st.builds(Judged, st.just("x"), st.just("ORG"), st.floats(0, 1), st.booleans()), min_size=1)


@given(NAMES)
def test_it_rises(names: list[Judged]) -> None:
    said, right = zip(*calibrated(names), strict=True)
    assert list(said) == sorted(said)
    assert list(right) == sorted(right)


def test_it_says_how_often_names_are_right() -> None:
    names = [Judged("x", "ORG", 0.6, number % 4 == 0) for number in range(400)]
    names += [Judged("x", "ORG", 0.9, number % 4 != 0) for number in range(400)]
    points = dict(calibrated(names))
    assert abs(points[0.6] - 0.25) < 0.02
    assert abs(points[0.9] - 0.75) < 0.02
