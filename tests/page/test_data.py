import networkx as nx
import pytest
from tests.page.elements import Elements, small_graph
from tests.sayings import add_relation, add_role, in_sentence

from comention.model import Graph
from comention.page import page
from comention.page.data import page_data


def test_names_are_put_back_where_javascript_counts_them() -> None:
    text, names = Elements(page(small_graph())).passages()[0]
    assert text == "🎈 Ada met Bo in Norway."
    assert names == [("Ada", "person:ada"), ("Bo", "person:bo"), ("Norway", "country:no")]


def test_a_name_that_is_written_in_its_own_way_keeps_it() -> None:
    graph = small_graph()
    first = graph.graph["passages"][0]
    first["text"] = first["text"].replace("Bo", "B\U0001f388")
    text, names = Elements(page(graph)).passages()[0]
    assert text == "🎈 Ada met B🎈 in Norway."
    assert names[1] == ("B🎈", "person:bo")


def test_the_most_mentioned_and_the_strongest_come_first() -> None:
    elements = Elements(page(small_graph()))
    assert [node["label"] for node in elements.rows("nodes")] == ["Norway", "Ada", "Bo"]
    assert [edge["weight"] for edge in elements.rows("edges")] == [2, 1, 1]


def test_a_sentence_is_stored_once_and_names_only_with_their_entity() -> None:
    found = page(small_graph())
    assert found.count(" thanked ") == 1
    assert found.count("Norway") == 2  # label and alias
    assert "evidence" not in Elements(found).rows("edges")[0]


def test_wider_windows_bring_their_evidence() -> None:
    graph = small_graph(settings={"window": 2})
    first, second = graph.graph["passages"]
    both = f"{first['text']} {second['text']}"
    wide = {"document": "a.txt", "sentence": 0, "start": 0, "end": len(both), "text": both}
    one = {"document": "a.txt", **{name: second[name] for name in ("sentence", "start", "end", "text")}}
    graph.edges["person:ada", "country:no"].update(evidence=[one, wide], by_document={0: 2})
    elements = Elements(page(graph))
    edge = elements.rows("edges")[0]
    assert edge["evidence"] == [1, 2]
    assert edge["places"] == [0, 2]
    text, names = elements.passages()[2]
    assert text == both
    assert [name for name, _ in names] == ["Ada", "Bo", "Norway", "Norway", "Ada"]
    assert elements.block("facts")["sentences"] == 2


def test_a_link_that_no_sentence_shows_brings_its_evidence() -> None:
    graph = small_graph()
    first = graph.graph["passages"][0]
    first["names"] = [name for name in first["names"] if name[2] != "person:bo"]
    passage = {"document": "a.txt", **{name: first[name] for name in ("sentence", "start", "end", "text")}}
    graph.edges["person:ada", "person:bo"]["evidence"] = [passage]
    edges = Elements(page(graph)).rows("edges")
    assert [edge.get("evidence") for edge in edges] == [None, [], [0]]


def test_a_link_says_in_which_documents_it_counts_only_where_the_sentences_do_not() -> None:
    graph = small_graph()
    graph.edges["person:ada", "person:bo"]["by_document"] = {0: 1}
    graph.edges["country:no", "person:ada"]["by_document"] = {0: 3}
    edges = Elements(page(graph)).rows("edges")
    assert [edge.get("places") for edge in edges] == [[0, 3], None, None]


def test_dates_are_told_only_where_the_documents_do_not_tell_them() -> None:
    graph = small_graph()
    graph.graph["documents"][0]["date"] = "2020-05"
    for one in (graph.nodes["person:ada"], graph.edges["country:no", "person:ada"]):
        one.update(first_seen="2020-05", last_seen="2020-05")
    graph.nodes["person:bo"].update(first_seen="2019", last_seen="2020-05")
    elements = Elements(page(graph))
    assert [node.get("seen") for node in elements.rows("nodes")] == [None, None, ["2019", "2020-05"]]
    assert [edge.get("seen") for edge in elements.rows("edges")] == [None, None, None]


def test_measures_are_shortened() -> None:
    graph = small_graph()
    graph.edges["country:no", "person:ada"].update(npmi=0.123456, significance=0.01)
    graph.edges["country:no", "person:bo"].update(npmi=-0.001, significance=0.5)
    found = page_data(graph).edges
    assert [(edge.get("npmi"), edge.get("solid")) for edge in found] == [(0.12, 1), (0.0, None), (None, None)]


def test_ends_of_a_link_come_in_the_order_of_the_graph_even_of_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = small_graph()
    other: Graph = nx.Graph(**graph.graph)
    other.add_nodes_from(reversed(list(graph.nodes(data=True))))
    other.add_edges_from(graph.edges(data=True))
    for made in (graph, other):
        monkeypatch.undo()
        expected = {(one, two) for one, two, link in made.edges(data=True) if link["weight"] == 2}
        for most in (9, 1):
            monkeypatch.setattr("comention.page.data.LINKS", most)
            data = page_data(made)
            strongest = data.edges[0]
            assert {tuple(data.nodes[strongest[end]]["key"] for end in ("from", "to"))} == expected


def test_an_id_in_files_is_told_where_it_is_another() -> None:
    graph: Graph = nx.relabel_nodes(small_graph(), {"person:bo": "1"})  # type: ignore[assignment]
    assert [node.get("file_id") for node in page_data(graph).nodes] == [None, None, "node:1"]


def test_the_columns_in_files_have_the_places_that_the_page_knows() -> None:
    placed = small_graph()
    for number, node in enumerate(placed):
        placed.nodes[node].update(x=100 * number, y=7)
    for graph in (small_graph(), placed):
        columns = page_data(graph).facts["columns"]["node"]
        assert (columns["x"], columns["y"]) == ("long", "long")
    assert [(node["x"], node["y"]) for node in page_data(placed).nodes] == [(200, -7), (0, -7), (100, -7)]


ADA, BO, NORWAY = "person:ada", "person:bo", "country:no"


def words_of(elements: Elements, said: list[int]) -> list[str]:
    """The words in a passage that say something, as JavaScript finds them."""
    index, *places = said
    text = elements.passages()[index][0].encode("utf-16-le")
    pairs = zip(places[::2], places[1::2], strict=True)
    return [text[2 * start : 2 * end].decode("utf-16-le") for start, end in pairs]


def test_what_is_said_points_to_words_where_javascript_counts_them() -> None:
    graph = small_graph()
    add_role(graph, BO, "host", in_sentence(graph, "🎈 Ada", "met", "Norway"), of=NORWAY, first_seen="2020")
    add_relation(graph, (BO, "met", ADA), "met", in_sentence(graph, "🎈 Ada", "met"))
    add_relation(
        *(graph, (ADA, "was thanked by", NORWAY), "other", in_sentence(graph, "Norway", "thanked")),
        target_text="Norway's king",
    )
    elements = Elements(page(graph))
    found = {node["key"]: node.get("roles", []) for node in elements.rows("nodes")}
    (role,) = found[BO]
    assert {**role, "said": None} == {"role": "host", "count": 1, "of": NORWAY, "said": None}
    assert words_of(elements, *role["said"]) == ["met", "Norway"]
    assert [found[ADA], found[NORWAY]] == [[], []]
    edges = {(edge["from"], edge["to"]): edge.get("relations", []) for edge in elements.rows("edges")}
    number = {node["key"]: place for place, node in enumerate(elements.rows("nodes"))}
    (met,) = edges[number[ADA], number[BO]]
    assert (met["back"], met["phrase"], met["kind"], met["count"]) == (1, "met", "met", 1)
    assert words_of(elements, *met["said"]) == ["met"]
    (thanked,) = edges[number[ADA], number[NORWAY]]
    assert "back" not in thanked
    assert thanked["target_text"] == "Norway's king"
    assert words_of(elements, *thanked["said"]) == ["thanked"]
    assert edges[number[BO], number[NORWAY]] == []
    assert len(elements.passages()) == 2


def test_in_wider_windows_words_are_told_in_the_excerpt_that_has_the_sentence() -> None:
    graph = small_graph(settings={"window": 2})
    first, second = graph.graph["passages"]
    both = f"{first['text']} {second['text']}"
    wide = {"document": "a.txt", "sentence": 0, "start": 0, "end": len(both), "text": both}
    graph.edges[NORWAY, ADA]["evidence"] = [wide]
    add_relation(graph, (NORWAY, "thanked", ADA), "said", in_sentence(graph, "Norway", "thanked"))
    elements = Elements(page(graph))
    (relation,) = elements.rows("edges")[0]["relations"]
    (said,) = relation["said"]
    assert [said[0]] == elements.rows("edges")[0]["evidence"]
    assert words_of(elements, said) == ["thanked"]


def test_a_sentence_that_says_something_and_is_not_there_yet_is_added() -> None:
    graph = small_graph()
    add_role(
        graph,
        ADA,
        "guest",
        {**in_sentence(graph, "Norway", "thanked"), "start": 900, "end": 919, "text": "As a guest."},
    )
    elements = Elements(page(graph))
    (role,) = next(node["roles"] for node in elements.rows("nodes") if node["key"] == ADA)
    assert role["said"][0][0] == 2
    assert elements.passages()[2] == ("As a guest.", [])
    assert elements.block("facts")["sentences"] == 2


def test_the_page_lists_the_kinds_of_its_relations() -> None:
    graph = small_graph()
    said = in_sentence(graph, "🎈 Ada", "met")
    for read, kind in {
        (ADA, "met", BO): "met",
        (ADA, "in", NORWAY): "works for",
        (BO, "in", NORWAY): "a new kind",
    }.items():
        add_relation(graph, read, kind, said)
    assert Elements(page(graph)).block("facts")["kinds"] == ["works for", "met", "a new kind"]


def test_without_roles_and_relations_the_page_has_no_place_for_them() -> None:
    elements = Elements(page(small_graph()))
    assert "kinds" not in elements.block("facts")
    assert "roles" not in elements.block("nodes")
    assert "relations" not in elements.block("edges")


def test_no_graph_is_fine() -> None:
    assert page_data(nx.Graph()).nodes == []


@pytest.mark.parametrize(
    ("window", "unit"),
    [("sentence", "sentence"), (1, "sentence"), ("paragraph", "paragraph"), ("document", "document"), (3, "passage")],
)
def test_the_page_says_what_a_link_counts(window: str | int, unit: str) -> None:
    assert Elements(page(small_graph(settings={"window": window}))).block("facts")["unit"] == unit


@pytest.mark.parametrize(("names", "links"), [(2, 9), (9, 1)])
def test_a_page_of_a_graph_that_is_too_large_has_the_strongest_links(
    monkeypatch: pytest.MonkeyPatch, names: int, links: int
) -> None:
    monkeypatch.setattr("comention.page.data.NAMES", names)
    monkeypatch.setattr("comention.page.data.LINKS", links)
    graph = small_graph()
    elements = Elements(page(graph))
    assert [edge["weight"] for edge in elements.rows("edges")] == [2]
    assert len(elements.rows("nodes")) == 2
    counts = page_data(graph).facts["counts"]
    assert (counts["names_on_this_page"], counts["names_not_on_this_page"]) == (2, 1)
    assert (counts["links_on_this_page"], counts["links_not_on_this_page"]) == (1, 2)
    assert counts["weight_from_which_all_links_are_on_this_page"] == 2
    assert graph.number_of_edges() == 3
