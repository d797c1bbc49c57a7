from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from comention.export.labels import Box, Named, labels, shortened, width

PAGE = Box(0, 0, 400, 300)
PLACES = st.tuples(st.integers(0, 400), st.integers(0, 300))


def overlap(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


@settings(max_examples=50)
@given(st.lists(PLACES, max_size=40), st.integers(0, 5))
def test_no_label_covers_another_or_leaves_the_page(places: list[tuple[int, int]], leaders: int) -> None:
    named = [Named(f"Name {number}", x, y, 6, 12) for number, (x, y) in enumerate(places)]
    found = [label.box for label in labels(named, PAGE, leaders)]
    assert not any(overlap(one, other) for one, other in combinations(found, 2))
    assert all(box.left >= 0 and box.top >= 0 and box.right <= 400 and box.bottom <= 300 for box in found)


def test_who_comes_first_chooses_first() -> None:
    crowded = [Named(name, 200, 150, 150, 12) for name in ("Ann", "Bob")]
    assert [label.text for label in labels(crowded, Box(180, -20, 220, 320), 0)] == ["Ann", "Bob"]
    assert [label.text for label in labels(crowded, Box(180, 0, 220, 320), 0)] == ["Ann"]
    apart = [Named("Ann", 100, 150, 6, 12), Named("Bob", 300, 150, 6, 12)]
    assert [(label.text, label.x) for label in labels(apart, PAGE, 0)] == [("Ann", 100), ("Bob", 300)]


def test_only_leaders_cover_shapes() -> None:
    ring = [Named("", 200 + dx, 150 + dy, 30, 12) for dx in (-60, 0, 60) for dy in (-60, 0, 60) if dx or dy]
    named = [Named("Ann", 200, 150, 25, 12), *ring]
    assert "Ann" not in [label.text for label in labels(named, PAGE, 0)]
    assert "Ann" in [label.text for label in labels(named, PAGE, 1)]


def test_a_label_is_one_short_line() -> None:
    assert shortened(" A\n B ") == "A B"
    assert shortened("x" * 40) == f"{'x' * 29}…"
    assert width("", 12) == 0
