import pytest
from tests.relate.sentences import Marked

from comention.model import RelationKind

SAID = [
    # one does something to the other
    ("[Anna Lund] called [Peter Voss] on Monday.", ["Anna Lund → called → Peter Voss"]),
    (
        "On Monday, [Anna Lund], who chairs the board, met [Peter Voss] in the harbour.",
        ["Anna Lund → met → Peter Voss"],
    ),
    ("[Anna Lund] spoke with [Peter Voss] about the ferry.", ["Anna Lund → spoke with → Peter Voss"]),
    ("[Anna Lund] sent a letter to [Peter Voss].", ["Anna Lund → sent a letter to → Peter Voss"]),
    ("[Anna Lund] sent [Peter Voss] a letter.", ["Anna Lund → sent a letter to → Peter Voss"]),
    ("[Anna Lund] took over [Nordbank]@ in May.", ["Anna Lund → took over → Nordbank"]),
    ("[Anna Lund] agreed to pay [Peter Voss].", ["Anna Lund → agreed to pay → Peter Voss"]),
    # ... or both do
    (
        "[Anna Lund] met [Peter Voss] and thanked [Karin Berg].",
        ["Anna Lund → met → Peter Voss", "Anna Lund → thanked → Karin Berg"],
    ),
    (
        "[Anna Lund] met [Peter Voss] and [Karin Berg].",
        ["Anna Lund → met → Peter Voss", "Anna Lund → met → Karin Berg"],
    ),
    ("[Anna Lund] and [Peter Voss] discussed a merger.", ["Anna Lund → discussed a merger with → Peter Voss"]),
    ("[Anna Lund] and [Peter Voss] met.", ["Anna Lund → met → Peter Voss"]),
    ("A meeting between [Anna Lund] and [Peter Voss] took place in May.", ["Anna Lund → meeting with → Peter Voss"]),
    ("[Anna Lund]'s lawsuit against [Nordbank]@ began in May.", ["Anna Lund → lawsuit against → Nordbank"]),
    (
        "Talks between [Anna Lund] and [Peter Voss] went on as the two discussed selling the ferry.",
        ["Anna Lund → discussed selling the ferry with → Peter Voss"],
    ),
    # passive turned active
    ("[Anna Lund] was fired by [Peter Voss].", ["Peter Voss → fired → Anna Lund"]),
    ("[Nordbank]@ is owned by [Peter Voss].", ["Peter Voss → owns → Nordbank"]),
    ("[Anna Lund] has been sued by [Nordbank]@.", ["Nordbank → has sued → Anna Lund"]),
    ("[Anna Lund], accused by [Peter Voss] in May, resigned.", ["Peter Voss → accused → Anna Lund"]),
    ("[Anna Lund] was taken to court by [Peter Voss].", ["Peter Voss → took → Anna Lund"]),
    ("[Anna Lund] is being sued by [Peter Voss].", ["Anna Lund → is being sued by → Peter Voss"]),
    ("As for [Anna Lund], who led the board, she too was sacked by [Peter Voss].", ["Peter Voss → sacked → Anna Lund"]),
    # negation and modality
    ("[Anna Lund] did not meet [Peter Voss].", ["Anna Lund → did not meet → Peter Voss"]),
    ("[Anna Lund] never met [Peter Voss].", ["Anna Lund → never met → Peter Voss"]),
    ("[Anna Lund] may have met [Peter Voss].", ["Anna Lund → may have met → Peter Voss"]),
    ("[Anna Lund] denied having contact with [Peter Voss].", ["Anna Lund → denied having contact with → Peter Voss"]),
    ("[Anna Lund] allegedly paid [Peter Voss].", ["Anna Lund → allegedly paid → Peter Voss"]),
    ("[Anna Lund] had no contact with [Peter Voss].", ["Anna Lund → had no contact with → Peter Voss"]),
    (
        "[Anna Lund] will meet [Peter Voss] and thank [Karin Berg].",
        ["Anna Lund → will meet → Peter Voss", "Anna Lund → will thank → Karin Berg"],
    ),
    ("The judge said that [Anna Lund] will pay [Peter Voss].", ["Anna Lund → will pay → Peter Voss"]),
    # what somebody is to somebody
    ("[Anna Lund] is godfather to [Peter Voss]'s daughter.", ["Anna Lund → godfather to → Peter Voss's daughter"]),
    ("[Anna Lund] is not a friend of [Peter Voss].", ["Anna Lund → is not friend of → Peter Voss"]),
    ("[Anna Lund] was [Peter Voss]'s lawyer.", ["Anna Lund → was lawyer of → Peter Voss"]),
    ("[Anna Lund] lives in [Norway]$.", ["Anna Lund → lives in → Norway"]),
    # a name in a longer phrase
    ("[Anna Lund]'s lawyer met [Peter Voss].", ["Anna Lund's lawyer → met → Peter Voss"]),
    ("A spokesman for [Anna Lund] met [Peter Voss].", ["spokesman for Anna Lund → met → Peter Voss"]),
    ("[Anna Lund] sued a subsidiary of [Nordbank]@.", ["Anna Lund → sued → subsidiary of Nordbank"]),
    ("[Norwegians]$ met [Peter Voss].", ["Norwegians → met → Peter Voss"]),
    # somebody says something
    ("[Anna Lund] said that [Peter Voss] had left.", ["Anna Lund → said that → Peter Voss had left"]),
    (
        "[Nordbank]@ told [Karin Berg] that [Peter Voss] had left.",
        ["Nordbank → told → Karin Berg", "Nordbank → told Karin Berg that → Peter Voss had left"],
    ),
    ('"[Peter Voss] has left," [Anna Lund] said.', ["Anna Lund → said → “Peter Voss has left”"]),
    (
        "[Anna Lund] said that [Peter Voss] called [Karin Berg].",
        ["Anna Lund → said that → Peter Voss called Karin Berg"] * 2 + ["Peter Voss → called → Karin Berg"],
    ),
    (
        "[Anna Lund] denied that [Peter Voss] called [Karin Berg].",
        ["Anna Lund → denied that → Peter Voss called Karin Berg"] * 2,
    ),
]
SILENT = [
    "If [Anna Lund] calls [Peter Voss], we shall hear.",
    "Did [Anna Lund] call [Peter Voss]?",
    "[Anna Lund] wondered whether [Peter Voss] called [Karin Berg].",
    "Neither [Anna Lund] nor [Karin Berg] called [Peter Voss].",
    "[Anna Lund] or [Karin Berg], I forgot.",
    "Few believe that [Anna Lund] paid [Peter Voss].",
    "Nobody said that [Anna Lund] paid [Peter Voss].",
    "It is likely that [Anna Lund] paid [Peter Voss].",
    "Nobody was sure, and it seems doubtful that [Anna Lund] paid [Peter Voss].",
    "They hoped for long to arrange a meeting between [Anna Lund] and [Peter Voss].",
    "There was no meeting between [Anna Lund] and [Peter Voss].",
    "[Anna Lund] spoke after [Peter Voss].",
    "[Anna Lund] left despite [Peter Voss].",
    "[Anna Lund], [Peter Voss] and [Karin Berg] attended.",
    "[Anna Lund] enabled [Peter Voss] to leave.",
    "[Anna Lund] called [Peter Voss] a liar.",
    "[Anna Lund] left, and she was sacked by [Peter Voss].",
    "The judge ordered that [Anna Lund] pay [Peter Voss].",
    "It is vital that [Anna Lund] meet [Peter Voss].",
    "The board insisted that [Anna Lund] sue [Peter Voss].",
    "They let [Anna Lund] pay [Peter Voss].",
    "The state helped [Nordbank]@ take over [Sudbank]@.",
    "Had [Anna Lund] met [Peter Voss], all would be well.",
    "Should [Nordbank]@ be bought by [Sudbank]@, many will leave.",
    "Why can't the [Norwegian]$ state sell [Nordbank]@.",
    "[Anna Lund] was sacked three weeks into [Peter Voss]'s term.",
    "The values that [Anna Lund] attributes to [Peter Voss] are old.",
    "In May, [Anna Lund] still hoped that [Peter Voss] had called [Karin Berg].",
]
KINDS = [
    ("[Anna Lund] works for [Nordbank]@.", RelationKind.WORKS),
    ("[Anna Lund] has led [Nordbank]@.", RelationKind.WORKS),
    ("[Peter Voss] fired [Anna Lund].", RelationKind.WORKS),
    ("[Anna Lund] is an economist at [Nordbank]@.", RelationKind.WORKS),
    ("[Anna Lund] joined [Nordbank]@.", RelationKind.MEMBER),
    ("[Anna Lund] married [Peter Voss].", RelationKind.FAMILY),
    ("[Anna Lund] spoke to [Peter Voss].", RelationKind.MET),
    ("[Anna Lund] had contact with [Peter Voss].", RelationKind.MET),
    ("[Anna Lund] praised [Peter Voss].", RelationKind.SAID),
    ("[Anna Lund] sued [Nordbank]@.", RelationKind.ACCUSED),
    ("[Anna Lund] filed a lawsuit against [Nordbank]@.", RelationKind.ACCUSED),
    ("[Anna Lund] has begun proceedings against [Nordbank]@.", RelationKind.ACCUSED),
    ("[Anna Lund] took legal action against [Peter Voss].", RelationKind.ACCUSED),
    ("[Anna Lund] owns a 29% stake in [Nordbank]@.", RelationKind.PAID),
    ("[Nordbank]@ is buying up a large stake in [Sudbank]@.", RelationKind.PAID),
    ("[Anna Lund] was charged by [Peter Voss].", RelationKind.ACCUSED),
    ("[Anna Lund] bought [Nordbank]@.", RelationKind.PAID),
    ("[Anna Lund] invested in [Nordbank]@.", RelationKind.PAID),
    ("[Anna Lund] was born in [Norway]$.", RelationKind.LOCATED),
    ("[Nordbank]@ is based in [Norway]$.", RelationKind.LOCATED),
    ("[Anna Lund] painted [Peter Voss].", RelationKind.OTHER),
    ("[Anna Lund] owns [Peter Voss]'s shame.", RelationKind.OTHER),
]


@pytest.mark.parametrize(("marked", "said"), SAID)
def test_says_what_a_sentence_says(marked: str, said: list[str]) -> None:
    assert sorted(Marked(marked).said()) == sorted(said)


@pytest.mark.parametrize("marked", SILENT)
def test_says_nothing_where_a_sentence_leaves_it_open(marked: str) -> None:
    assert Marked(marked).said() == []


@pytest.mark.parametrize(("marked", "kind"), KINDS)
def test_tells_of_what_kind_it_is(marked: str, kind: RelationKind) -> None:
    assert Marked(marked).kinds() == [kind]


def test_marks_the_words_that_say_it() -> None:
    assert Marked("On Monday, [Anna Lund] did not directly talk to [Peter Voss].").words() == [["did not", "talk to"]]
    assert Marked("[Anna Lund] was fired by [Peter Voss].").words() == [["fired"]]


def test_a_name_that_the_parser_takes_for_several_is_left_out() -> None:
    assert Marked("[Anna Lund called] [Peter Voss] on Monday.").said() == []
