from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx
import pytest
from tests.relate.sentences import parser

from comention.model import Graph, Passage
from comention.relate import LONGEST, relate
from comention.text.parses import packed

NAMES = {
    "person:lund": ("Anna Lund", "PERSON"),
    "person:voss": ("Peter Voss", "PERSON"),
    "org:nordbank": ("Nordbank", "ORG"),
    "country:no": ("Norway", "COUNTRY"),
}


def graph_of(*documents: tuple[str | None, Sequence[str]], language: str = "en") -> Graph:
    """Make a graph of documents, each a date and sentences, in which all names of a sentence are linked by it."""
    graph: Graph = nx.Graph(documents=[], passages=[])
    for node, (label, kind) in NAMES.items():
        graph.add_node(node, label=label, type=kind)
    for number, (date, sentences) in enumerate(documents):
        graph.graph["documents"].append({"id": f"{number}.txt", "date": date, "language": language})
        start = 0
        for place, text in enumerate(sentences):
            names: list[list[Any]] = [
                [at, at + len(label), node] for node, (label, _) in NAMES.items() if (at := text.find(label)) >= 0
            ]
            end = start + len(text)
            passage: Passage = {
                "document": number, "sentence": place, "start": start, "end": end, "text": text, "names": sorted(names)
            }  # fmt: skip
            graph.graph["passages"].append(passage)
            for one in names:
                for other in names:
                    if one[2] < other[2]:
                        graph.add_edge(one[2], other[2])
                        edge = graph.edges[one[2], other[2]]
                        edge.setdefault("evidence", []).append(
                            {"document": f"{number}.txt", "sentence": place, "start": start, "end": end, "text": text}
                        )
            start = end + 1
    return graph


def parses(_language: str, sentences: Sequence[str]) -> Mapping[str, str]:
    return dict(zip(sentences, map(packed, parser().parse(sentences)), strict=True))


class Asked:
    """Parses sentences, and remembers which ones it was asked for."""

    def __init__(self) -> None:
        self.sentences: list[str] = []

    def __call__(self, language: str, sentences: Sequence[str]) -> Mapping[str, str]:
        self.sentences += sentences
        return parses(language, sentences)


def related(*documents: tuple[str | None, Sequence[str]]) -> Graph:
    graph = graph_of(*documents)
    relate(graph, parses)
    return graph


def test_relations_are_counted_dated_and_have_their_sentences() -> None:
    graph = related(
        ("2021-03-01", ["Anna Lund met Peter Voss in May.", "Anna Lund sued Peter Voss."]),
        (None, ["On Monday, Anna Lund met Peter Voss."]),
        ("2020", ["In Oslo, Anna Lund met Peter Voss."]),
    )
    met, sued = graph.edges["person:lund", "person:voss"]["relations"]
    assert (met["source"], met["phrase"], met["target"], met["kind"], met["count"]) == (
        "person:lund", "met", "person:voss", "met", 3,
    )  # fmt: skip
    assert (met["first_seen"], met["last_seen"]) == ("2020", "2021-03-01")
    assert [one["document"] for one in met["evidence"]] == ["0.txt", "1.txt", "2.txt"]
    assert [one["text"][slice(*one["words"][0])] for one in met["evidence"]] == ["met"] * 3
    assert (sued["phrase"], sued["kind"], sued["count"]) == ("sued", "accused", 1)


def test_roles_are_counted_and_say_whose_they_are() -> None:
    graph = related(
        (None, ["Nordbank chairwoman Anna Lund met Peter Voss.", "The Chairwoman, Anna Lund, thanked Peter Voss."]),
        ("2020", ["Then chairwoman Anna Lund left Norway."]),
    )
    first, second = graph.nodes["person:lund"]["roles"]
    assert (first["role"], first["count"], first.get("of")) == ("Chairwoman", 2, None)
    assert (second["role"], second["count"], second["of"]) == ("Nordbank chairwoman", 1, "org:nordbank")
    assert first["first_seen"] == first["last_seen"] == "2020"
    (of_role,) = graph.edges["org:nordbank", "person:lund"]["relations"]
    assert (of_role["source"], of_role["phrase"], of_role["kind"]) == ("person:lund", "chairwoman of", "works for")


def test_what_says_when_somebody_had_a_role_is_told_alone() -> None:
    graph = related((None, ["Anna Lund was chairwoman of Nordbank."]))
    assert [one["phrase"] for one in graph.edges["org:nordbank", "person:lund"]["relations"]] == ["was chairwoman of"]
    assert [role["role"] for role in graph.nodes["person:lund"]["roles"]] == ["chairwoman of Nordbank"]


def test_one_sentence_counts_once() -> None:
    graph = related((None, ["Anna Lund met Peter Voss."]))
    passage = graph.graph["passages"][0]
    passage["text"] = "Anna Lund met Peter Voss, as Anna Lund met Peter Voss."
    passage["names"] = [
        [0, 9, "person:lund"],
        [14, 24, "person:voss"],
        [29, 38, "person:lund"],
        [43, 53, "person:voss"],
    ]
    relate(graph, parses)
    (met,) = graph.edges["person:lund", "person:voss"]["relations"]
    assert met["count"] == len(met["evidence"]) == 1


def test_what_links_nobody_is_left_out() -> None:
    graph = graph_of((None, ["Anna Lund met Peter Voss.", "Anna Lund lives in Norway."]))
    graph.edges["person:lund", "person:voss"]["evidence"] = []
    relate(graph, parses)
    assert "relations" not in graph.edges["person:lund", "person:voss"]
    (lives,) = graph.edges["country:no", "person:lund"]["relations"]
    assert (lives["source"], lives["phrase"], lives["target"]) == ("person:lund", "lives in", "country:no")


def test_evidence_of_several_sentences_says_what_each_of_them_does() -> None:
    graph = graph_of((None, ["Anna Lund met Peter Voss.", "Peter Voss sued Anna Lund."]))
    edge = graph.edges["person:lund", "person:voss"]
    first, second = edge["evidence"]
    edge["evidence"] = [{**first, "end": second["end"], "text": f"{first['text']} {second['text']}"}]
    relate(graph, parses)
    assert {one["phrase"]: one["source"] for one in edge["relations"]} == {"met": "person:lund", "sued": "person:voss"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Anna Lund met Peter Voss, " + "and it was late, " * (LONGEST // 15) + "and left.",
        "Anna Lund met Peter Voss; May 1; May 2; May 3.",
        "Anna Lund Met Peter Voss Behind Closed Doors Before Summit Opened Yesterday",
    ],
)
def test_what_no_parser_understands_is_not_parsed(sentence: str) -> None:
    asked = Asked()
    graph = graph_of((None, [sentence]))
    relate(graph, asked)
    assert asked.sentences == []
    assert "relations" not in graph.edges["person:lund", "person:voss"]


def test_a_sentence_full_of_names_is_no_headline() -> None:
    graph = related((None, ["Tonight, Anna Lund thanked Peter Voss of Nordbank, Oslo, Norway."]))
    (thanked,) = graph.edges["person:lund", "person:voss"]["relations"]
    assert thanked["phrase"] == "thanked"


def test_a_language_of_which_nothing_is_known_is_not_asked_about() -> None:
    asked = Asked()
    relate(graph_of((None, ["Anna Lund met Peter Voss."]), language="de"), asked)
    assert asked.sentences == []


def test_without_a_parse_nothing_is_said() -> None:
    graph = graph_of((None, ["Anna Lund met Peter Voss."]))
    relate(graph, lambda *_: {})
    assert "relations" not in graph.edges["person:lund", "person:voss"]
    assert all("roles" not in node for _, node in graph.nodes(data=True))


def test_a_sentence_is_parsed_once() -> None:
    asked = Asked()
    graph = graph_of((None, ["Anna Lund met Peter Voss."] * 3))
    relate(graph, asked)
    assert asked.sentences == ["Anna Lund met Peter Voss."]
    assert graph.edges["person:lund", "person:voss"]["relations"][0]["count"] == 3
