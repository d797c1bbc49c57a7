import pytest
from tests.relate.sentences import Marked

CALLED = [
    # before the name
    ("Special counsel [Robert Lund] resigned.", ["Robert Lund: Special counsel"]),
    ("They met [FBI]@ Director [James Lund].", ["James Lund: FBI Director"]),
    ("The former finance minister [Eva Lund] spoke.", ["Eva Lund: former finance minister"]),
    ("Then Sen. [Eva Lund] spoke.", ["Eva Lund: Senator"]),
    ("They invested in the trading firm [Nordbank]@.", ["Nordbank: trading firm"]),
    ("[Nordbank]@ co-founder [Eva Lund] spoke.", ["Eva Lund: Nordbank co-founder"]),
    ("[Nordbank]@ chief executive Lord [Lund] spoke.", ["Lund: Nordbank chief executive"]),
    ("Former sports minister Baroness [Lund] spoke.", ["Lund: Former sports minister"]),
    ("Sports minister Sir [Per Lund] spoke.", ["Per Lund: Sports minister"]),
    ("Lord [Lund] spoke.", ["Lund: Lord"]),
    ("The Lord Chancellor [Eva Lund] spoke.", ["Eva Lund: Lord Chancellor"]),
    ("In a letter sent on Wednesday Lord [Lund] agreed.", ["Lund: Lord"]),
    ("In a speech on Monday President [Lund] agreed.", ["Lund: President"]),
    ("On the 5th General [Lund] arrived with his staff.", ["Lund: General"]),
    ("The 43rd President [Eva Lund] spoke.", ["Eva Lund: 43rd President"]),
    # behind it
    ("[Eva Lund], a lawyer and former deputy mayor, spoke.", ["Eva Lund: lawyer", "Eva Lund: former deputy mayor"]),
    ("[Eva Lund], the chief executive of [Nordbank]@, spoke.", ["Eva Lund: chief executive of Nordbank"]),
    ("[Nordbank]@'s chief executive, [Eva Lund], spoke.", ["Eva Lund: chief executive of Nordbank"]),
    ("[Eva Lund], [Norway]$'s foreign minister, spoke.", ["Eva Lund: foreign minister of Norway"]),
    ("[Eva Lund], sister of [Per Lund], spoke.", ["Eva Lund: sister of Per Lund"]),
    ("[Nordbank]@, a lender based in Oslo, failed.", ["Nordbank: lender"]),
    # what it is, or becomes
    ("[Eva Lund] is a journalist.", ["Eva Lund: journalist"]),
    ("[Eva Lund] became the head of [Nordbank]@.", ["Eva Lund: head of Nordbank"]),
    ("[Eva Lund] was appointed chairwoman in May.", ["Eva Lund: chairwoman"]),
    ("[Eva Lund] hired [Anna Voss] as her lawyer.", ["Anna Voss: lawyer"]),
    ("[Eva Lund] served as ambassador to [Norway]$.", ["Eva Lund: ambassador to Norway"]),
]
SILENT = [
    "Mr. [Lund] spoke.",
    "[Eva Lund] is not a journalist.",
    "[Eva Lund] may be a journalist.",
    "[Eva Lund] wants to become a journalist.",
    "Is [Eva Lund] a journalist?",
    "If [Eva Lund] is a journalist, she knows.",
    "[Eva Lund] allegedly was a spy.",
    "[Eva Lund], her sister, spoke.",  # whose sister?
    "[Eva Lund] is the problem.",
    "The lawyers [Lund] and [Voss] spoke.",
    "No lawyer, [Eva Lund] spoke.",
]
OF_ROLES = [
    ("They met [FBI]@ Director [James Lund].", ["James Lund → Director of → FBI"]),
    ("[Eva Lund], the chief executive of [Nordbank]@, spoke.", ["Eva Lund → chief executive of → Nordbank"]),
    ("[Nordbank]@'s chief executive, [Eva Lund], spoke.", ["Eva Lund → chief executive of → Nordbank"]),
    ("The [Norwegian]$ minister [Eva Lund] spoke.", ["Eva Lund → minister of → Norwegian"]),
    ("The [Norwegian]$ painter [Eva Lund] spoke.", ["Eva Lund → painter from → Norwegian"]),
    ("The [US]$ magazine [Nordbank]@ said so.", ["Nordbank → magazine from → US"]),
    ("[US]$ rapper [Eva Lund] sang.", ["Eva Lund → rapper from → US"]),
    ("[US]$ President [Eva Lund] spoke.", ["Eva Lund → President of → US"]),
    ("[US]$ Attorney [Eva Lund] spoke.", ["Eva Lund → Attorney of → US"]),
    ("[Nordbank]@, the [UK]$'s biggest union, grew.", ["Nordbank → biggest union of → UK"]),
    ("[Eva Lund], [UK]$ director of [Nordbank]@, spoke.", ["Eva Lund → UK director of → Nordbank"]),
    ("[Eva Lund], a lawyer for the [Voss] campaign, spoke.", ["Eva Lund → lawyer for → Voss campaign"]),
    ("[Eva Lund], former ambassador to [Norway]$, spoke.", ["Eva Lund → former ambassador to → Norway"]),
]


@pytest.mark.parametrize(("marked", "called"), CALLED)
def test_tells_what_names_are_called(marked: str, called: list[str]) -> None:
    assert Marked(marked).called() == called


@pytest.mark.parametrize("marked", SILENT)
def test_tells_nothing_that_a_sentence_does_not_say(marked: str) -> None:
    assert Marked(marked).called() == []


@pytest.mark.parametrize(("marked", "said"), OF_ROLES)
def test_a_role_with_another_name_is_a_relation(marked: str, said: list[str]) -> None:
    assert Marked(marked).of_roles() == said


def test_marks_the_words_of_a_role() -> None:
    marked = Marked("[Nordbank]@'s chief executive, [Eva Lund], spoke.")
    (called,) = marked.roles.called
    assert [marked.text[start:end] for start, end in called.words] == ["Nordbank's chief executive"]
