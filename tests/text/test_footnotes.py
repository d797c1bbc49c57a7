import pytest

from comention.text.hyphens import unparted


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Hilda Brodbeck¹ met Ozan Yildiz² in Norway.", "Hilda Brodbeck met Ozan Yildiz in Norway."),
        ("Brodbeck1 met Yildiz², who left.", "Brodbeck met Yildiz, who left."),
        ("Hilda Brodbeck1 met Ozan Yildiz2.", "Hilda Brodbeck met Ozan Yildiz."),
        ("Brodbeck’s¹² ship and Li³ left.⁴ They met.", "Brodbeck’s ship and Li left. They met."),
        ("Brodbeck† met Yildiz‡, and Li†† left", "Brodbeck met Yildiz, and Li left"),
        ("He said so.¹ She said no.”² (They left)³", "He said so. She said no.” (They left)"),
        ("as Brodbeck¹,² and Yildiz³⁻⁵ say", "as Brodbeck and Yildiz say"),
        ("the treaty1 of Brodbeck,2 who left.3 Then", "the treaty of Brodbeck, who left. Then"),
        ("Brodbeck17 met Yildiz18 at the fair,19 and left.20 So", "Brodbeck met Yildiz at the fair, and left. So"),
        ("the Falcon9 of Brodbeck1 and Yildiz2", "the Falcon9 of Brodbeck and Yildiz"),
    ],
)
def test_marks_of_footnotes_are_no_part_of_a_name(text: str, plain: str) -> None:
    assert " ".join(unparted(text).text.replace(" ,", ",").split()) == plain


@pytest.mark.parametrize(
    "text",
    [
        "They went to Area 51 in a Boeing 747, with a Falcon9.",
        "Brodbeck († 1980) was born in Bonn.",
        "The G7 and the G20 spoke of COVID19, MH17 and the F16.",
        "Windows10 came after Windows8, and then Windows11.",
        "Witness1 saw Witness2, and Person3 saw neither.",
        "Speaker1: Hello.\nSpeaker2: Hello, Speaker1.",
        "BRCA1 and CDK2, then ERBB3 and again CDK4",
        "see art.5, vol.3 and pp.12 of it",
        "Channel4 and Radio5 are no rows, nor is Unit42.",
        "12 km² of H²O, and 10³ m²",
        "user1 wrote to name2@example.org and http://a.example/part3",
        "in 1990s cars, on 5th street, at 10am",
        "It grew by 3.5 percent, to 1,234 or 2,345.",
    ],
)
def test_numbers_that_belong_to_a_name_stay(text: str) -> None:
    assert unparted(text).text == text


def test_a_name_with_a_mark_stands_where_it_stood() -> None:
    text = "Hilda Brodbeck¹, Ozan Yildiz² and others"
    whole = unparted(text)
    assert len(whole.text) == len(text)
    for name in ("Hilda Brodbeck", "Ozan Yildiz", "others"):
        place = whole.text.index(name)
        assert text[whole.back(place) : whole.back(place + len(name))] == name
