"""What is stated as a fact, and what is only quoted."""

from collections import Counter

import networkx as nx
import pytest
from tests.languages.test_names import lists
from tests.sayings import relation, role

from comention import languages
from comention.export.facts import Fact, stated, titles
from comention.model import AnyGraph

TABLE = languages.load("en", "facts")


@pytest.fixture
def graph() -> AnyGraph:
    found: AnyGraph = nx.Graph()
    found.add_node("ann", type="PERSON")
    found.add_node("bob", type="PERSON")
    found.add_node("firm", type="ORG")
    found.add_node("peru", type="COUNTRY")
    return found


@pytest.mark.parametrize(
    ("source", "phrase", "target", "fact", "one", "noun"),
    [
        ("ann", "chief executive of", "firm", Fact.LEADS, "ann", "chief executive"),
        ("ann", "is the CEO of", "firm", Fact.LEADS, "ann", "CEO"),
        ("ann", "acting director at", "firm", Fact.LEADS, "ann", "director"),
        ("ann", "deputy director of", "firm", Fact.WORKS, "ann", "deputy director"),
        ("ann", "vice-president of", "firm", Fact.WORKS, "ann", "vice-president"),
        ("firm", "led by", "ann", Fact.LEADS, "ann", ""),
        ("ann", "works  for", "firm", Fact.WORKS, "ann", ""),
        ("firm", "employs", "ann", Fact.WORKS, "ann", ""),
        ("ann", "member of", "firm", Fact.BELONGS, "ann", "member"),
        ("ann", "co-founder of", "firm", Fact.FOUNDED, "ann", "co-founder"),
        ("ann", "married", "bob", Fact.SPOUSE, "ann", ""),
        ("ann", "mother of", "bob", Fact.PARENT, "ann", "mother"),
        ("ann", "daughter of", "bob", Fact.CHILD, "ann", "daughter"),
        ("ann", "half-sister of", "bob", Fact.SIBLING, "ann", "half-sister"),
        ("ann", "mother-in-law of", "bob", Fact.RELATIVE, "ann", "mother-in-law"),
        ("ann", "citizen of", "peru", Fact.CITIZEN, "ann", "citizen"),
        ("ann", "lives in", "peru", Fact.LIVES, "ann", ""),
        ("ann", "was born in", "peru", Fact.BORN, "ann", ""),
    ],
)
def test_what_a_phrase_says_for_sure(
    source: str, phrase: str, target: str, fact: Fact, one: str, noun: str, graph: AnyGraph
) -> None:
    found = stated(relation(source, phrase, target), graph)
    assert found
    assert (found.fact, found.one, found.role) == (fact, one, noun)
    assert {found.one, found.other} == {source, target}


@pytest.mark.parametrize(
    "phrase",
    [
        *(
            "former chief executive of",
            "would-be director of",
            "not director of",
            "alleged member of",
            "ex-employee of",
        ),
        *("did not lead", "may have led", "denied leading", "tried to lead", "would lead", "allegedly leads", "led"),
        *("no longer works for", "reportedly works for", "worked for", "wants to work for", "never works for"),
        *("candidate for president of", "lawyer for", "chief executive of a rival of", "met", "", "of", "the"),
    ],
)
def test_what_is_denied_supposed_or_over_is_no_fact(phrase: str, graph: AnyGraph) -> None:
    assert stated(relation("ann", phrase, "firm"), graph) is None


@pytest.mark.parametrize("phrase", ["ex-wife of", "widow of", "not married to", "former husband of", "godfather of"])
def test_so_it_is_with_people(phrase: str, graph: AnyGraph) -> None:
    assert stated(relation("ann", phrase, "bob"), graph) is None


def test_ends_of_other_types_and_longer_phrases_state_nothing(graph: AnyGraph) -> None:
    for source, phrase, target in (
        ("ann", "leads", "bob"),
        ("firm", "leads", "firm"),
        ("ann", "president of", "peru"),
        ("firm", "wife of", "bob"),
        ("ann", "wife of", "ann"),
        ("ann", "wife of", "gone"),
        ("gone", "leads", "firm"),
    ):
        assert stated(relation(source, phrase, target), graph) is None
    assert stated(relation("ann", "wife of", "bob", target_text="Bob's lawyer"), graph) is None
    assert stated(relation("ann", "wife of", "bob", source_text="Ann's mother"), graph) is None


@pytest.mark.parametrize(
    "text",
    ["special counsel", "FBI director", "Deputy Secretary of State", "chief executive of Alameda Research", "Co-Chair"],
)
def test_a_title(text: str) -> None:
    assert titles({"type": "PERSON", "roles": [role(text)]}) == [text]
    assert titles({"type": "ORG", "roles": [role(text)]}) == []


@pytest.mark.parametrize(
    "text",
    [
        *("former FBI director", "ex-president", "then-director", "would-be president", "self-proclaimed doctor"),
        *("president-elect", "alleged KGB officer", "no lawyer", "so-called doctor", "next president"),
        *("wife of the president", "friend", "billionaire", "witness", "of", ""),
    ],
)
def test_what_somebody_was_or_may_be_is_no_title(text: str) -> None:
    assert titles({"type": "PERSON", "roles": [role(text)]}) == []


@pytest.mark.parametrize(("name", "words"), [*lists(TABLE)])
def test_every_list_has_words_in_small_letters_and_each_of_them_once(name: str, words: list[str]) -> None:
    assert words
    assert [word for word in words if word != " ".join(word.lower().replace("-", " ").split())] == []
    assert [word for word, count in Counter(words).items() if count > 1] == []


def test_every_fact_has_its_phrases_and_none_is_in_doubt() -> None:
    assert TABLE.keys() == {"words", "titles", *Fact}
    doubt = set(TABLE["titles"]["doubt"]) | {"may", "did", "denied", "tried"}
    phrases = [phrase for name, told in lists(TABLE) if name.partition(".")[0] in {*Fact} for phrase in told]
    assert [phrase for phrase in phrases if doubt & {*phrase.split()}] == []
