from textwrap import wrap

import pytest

from comention.read.lines import printed

PROSE = (
    "In the spring of 1961 the harbour office at Skagen asked Hilda Brodbeck to find the papers of the old shipping "
    "line. She had worked there since May. Mr. Ozan Yildiz told the office that the papers were in the cellar of the "
    "customs house, and that nobody had seen them since the great flood. When she came, the door was locked."
)


def doubled(*paragraphs: str, width: int = 55, gap: str = "\n\n") -> str:
    """Set paragraphs in lines with an empty line behind each, and two behind a paragraph."""
    return f"{gap}\n".join(gap.join(wrap(paragraph, width)) for paragraph in paragraphs) + "\n"


@pytest.mark.parametrize("width", [40, 55, 72])
def test_lines_with_an_empty_line_behind_each_flow(width: int) -> None:
    assert printed(doubled(PROSE, width=width)).strip() == PROSE


def test_their_paragraphs_stay_apart() -> None:
    assert printed(doubled(PROSE, PROSE)).strip() == f"{PROSE}\n\n{PROSE}"
    heading = "Chapter Two"
    assert printed(doubled(PROSE) + f"\n\n{heading}\n\n\n" + doubled(PROSE)).strip() == (
        f"{PROSE}\n\n{heading}\n\n{PROSE}"
    )


def test_their_words_are_whole_and_blanks_do_no_harm() -> None:
    text = doubled(PROSE, gap="\n  \n").replace("Hilda Brodbeck", "Hilda Brod-\n\nbeck")
    assert "Hilda Brodbeck" in printed(text)
    korean = doubled(PROSE.replace("Ozan Yildiz", "Han Duck-soo")).replace("Duck-soo", "Duck-\n\nsoo")
    assert "Han Duck-soo" in " ".join(printed(korean).split())


def test_they_flow_on_over_the_end_of_a_page_and_beside_other_text() -> None:
    first, last = doubled(PROSE).split("customs")
    assert printed(f"{first.strip()}\n\f\ncustoms{last}").replace("\f", " ").split() == PROSE.split()
    usual = "\n".join(wrap(PROSE, 72))
    assert printed(f"{usual}\n\n{doubled(PROSE)}").startswith(usual)


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee met Bob Ray.\n\nBob Ray left for Norway.\n\nCid Day stayed.\n\nNobody knew why.\n\nThen it rained.",
        "\n\n".join(f"{name} {surname}" for name in ("Ann", "Bob", "Cid") for surname in ("Lee", "Ray", "Day")),
        "\n\n".join(f"Mr. {name} Brodbeck, Director of the Harbour Office at Skagen" for name in "ABCDEFGH"),
        "\n\n".join(f"- the papers of {name} Brodbeck in the cellar of the house" for name in "ABCDEFGH"),
        "The tide goes out, the tide comes in,\n\nThe gulls are crying on the pier,\n\n"
        "And those who left will not begin\n\nTo ask if anyone is here,\n\n"
        "Nor will the keeper of the light\n\nCome down the stairs to say good night.",
        "hey are you there\n\nyes i am\n\nok cool lets meet ann at the pier\n\nsure\n\nwhen\n\nat nine i think",
        "# The port\n\n" + "\n\n".join([PROSE] * 3) + "\n\n## Its office\n\n" + PROSE,
        "\n".join(wrap(PROSE, 60)) + "\n\n" + "\n".join(wrap(PROSE, 60)) + "\n",
        "  Dear Ann,\n\n\tyours,\n\nBob\n",
        "",
        "\f\f",
    ],
)
def test_real_paragraphs_lists_and_verses_stay_as_they_are(text: str) -> None:
    assert printed(text) == text


def test_heads_and_numbers_of_pages_do_not_part_sentences() -> None:
    names = ("Hilda Brodbeck", "Ozan Yildiz", "Marit Solheim", "Ann Lee")
    pages = [
        f"\n  THE SKAGEN REPORT    {at}\n\n  Part One\n\nNext day {name} came, and the office of the harbour wrote to\n"
        f"the customs house about\n\n   Confidential\n\n   - {at} -\n"
        for at, name in enumerate(names, 7)
    ]
    first, *others = printed("\f".join(pages)).split("\f")
    assert first.split("\n")[0].split() == ["THE", "SKAGEN", "REPORT", "7"]
    for name, page in zip(names[1:], others, strict=True):
        assert page == f"Next day {name} came, and the office of the harbour wrote to\nthe customs house about"


def test_lines_that_only_some_pages_share_stay() -> None:
    text = "\f".join(f"Yours, {name}\n\nThe sea is wide.\n\nWhy {name}?" for name in ("Ann", "Bob", "Cid", "Day"))
    assert printed(text) == text
