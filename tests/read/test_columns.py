"""Where the texts on a page stand says in which order they are read."""

from comention.read.columns import Piece, in_order

WORDS = ["the first of these", "and then the second", "with a third in line", "before the fourth of"]


def column(name: str, left: float, *, top: float = 0, width: float = 200, rows: int = 4) -> list[Piece]:
    return [Piece(f"{name}{at} {WORDS[at % 4]}", left, left + width, top + 15 * at, 12 + at % 2) for at in range(rows)]


def order(pieces: list[Piece]) -> list[str]:
    return [line.text.split()[0] for line in in_order(pieces)]


def test_columns_are_read_one_after_the_other_however_their_lines_lie() -> None:
    left, right = column("l", 50), column("r", 270, top=6)
    assert order([*right, *left]) == ["l0", "l1", "l2", "l3", "r0", "r1", "r2", "r3"]


def test_a_heading_over_columns_comes_first_and_a_foot_last() -> None:
    head, foot = Piece("head of both", 50, 470, -20, 20), Piece("foot of both", 200, 330, 90, 12)
    three = [*column("a", 50, width=120), *column("b", 190, width=120), *column("c", 330, width=120)]
    assert order([foot, *three[::-1], head]) == [
        "head",
        *(f"{name}{at}" for name in "abc" for at in range(4)),
        "foot",
    ]


def test_columns_above_and_below_a_line_across_are_read_apart() -> None:
    upper = [*column("a", 50), *column("b", 270)]
    lower = [*column("c", 50, top=100), *column("d", 270, top=100)]
    across = Piece("across the whole page", 50, 470, 80, 12)
    read = order([*lower, across, *upper])
    assert [name for name in read if name.endswith(("0", "across"))] == ["a0", "b0", "across", "c0", "d0"]


def test_the_rows_of_a_table_are_lines_of_cells() -> None:
    rows = [("Ann Lee", "Oslo", "1200"), ("Bob Ray", "Bonn", "1400"), ("Cid Day", "Lima", "1900")]
    pieces = [
        Piece(cell, 50 + 100 * across, 110 + 100 * across, 15 * down, 12)
        for down, row in enumerate(rows)
        for across, cell in enumerate(row)
    ]
    assert [line.text for line in in_order(pieces[::-1])] == [" | ".join(row) for row in rows]


def test_a_line_that_was_found_in_pieces_is_one() -> None:
    pieces = [Piece("met Bob Ray", 118, 190, 2, 12), Piece("Ann Lee", 50, 110, 0, 12), Piece("at sea", 50, 100, 15, 12)]
    assert [line.text for line in in_order(pieces)] == ["Ann Lee met Bob Ray", "at sea"]


def test_lines_of_one_type_have_one_size_and_headings_another() -> None:
    sizes = [line.size for line in in_order([Piece("A heading", 0, 90, -30, 20), *column("a", 0)])]
    assert sizes == [20, 12, 12, 12, 12] or len(set(sizes[1:])) == 1 < len(set(sizes))


def test_an_empty_page_has_no_lines() -> None:
    assert in_order([]) == []
