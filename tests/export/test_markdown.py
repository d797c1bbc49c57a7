"""The report, as markdown-it reads it."""

from itertools import pairwise

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from tests.export.talks import SENTENCE, talks
from tests.export.writing import written

from comention.export import Dataset
from comention.export.flatten import RIGHTS
from comention.export.prose import escape, line, quotation, table

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OURS = {"text", "em_open", "em_close", "strong_open", "strong_close"}


def tokens(content: str) -> list[Token]:
    """Blocks and what is in their lines; nothing is a tag, a link or code."""
    blocks = READER.parse(content)
    found = [*blocks, *(child for block in blocks for child in block.children or ())]
    assert not {token.type for token in found if not token.block and token.type != "inline"} - OURS
    assert not {"html_block", "fence", "code_block"} & {token.type for token in found}
    return found


def texts(content: str, block: str) -> list[str]:
    """What stands in each block of a type, without markup."""
    found = tokens(content)
    texts = []
    for place, token in enumerate(found):
        if token.type == block:
            inline = next(after for after in found[place:] if after.type == "inline")
            texts.append("".join(child.content for child in inline.children or ()))
    return texts


def report(dataset: Dataset) -> str:
    return written(dataset, "markdown").decode()


def crowd() -> Dataset:
    """Sixty names, all linked with the first."""
    graph = nx.star_graph(59)
    for node in graph:
        graph.nodes[node].update(label=f"Name {node}", type="PERSON", mentions=node, documents=2, community=0)
    for *_, link in graph.edges(data=True):
        link["weight"] = 1
    graph.edges[0, 7].update(weight=9, documents=4)
    return Dataset(graph, lambda: iter(()))


def test_hostile_text_is_text(hostile: Dataset) -> None:
    told = report(hostile)
    name = line(hostile.graph.nodes["person:a"]["label"])
    assert texts(told, "heading_open")[0] == name
    (passage,) = hostile.graph.graph["passages"]
    assert texts(told, "blockquote_open") == [f"“{line(passage['text'])}” — {name}, 2017-05"] * 4
    cells = texts(told, "td_open")
    assert cells[:18] == [
        *("1", "Bob", "person", "1", "1", "2"),
        *("2", name, "person", "1", "1", "1"),
        *("3", "Peru", "country", "1", "1", "1"),
    ]
    assert ("settings demonyms", "yes") in pairwise(cells)
    assert RIGHTS in told


def test_lists_end_and_tell_how_many_there_are() -> None:
    told = report(crowd())
    assert "60 names, of which 50 follow." in told
    assert "59 links, of which 50 follow." in told
    assert sum(cell.startswith("Name ") for cell in texts(told, "td_open")) == 50
    items = texts(told, "list_item_open")
    assert len(items) == 51
    assert items[0] == "Name 7 and Name 0, 9 times in 4 documents"
    assert items[50].startswith("60 names: Name 59, Name 58")
    assert items[50].endswith(" and 10 more")


def test_an_empty_graph_has_a_report() -> None:
    assert "0 names and 0 links" in report(Dataset(nx.Graph(), lambda: iter(())))


@settings(max_examples=200)
@given(st.one_of(st.text(), st.text("\\\\`*_[]()<>#|~$^&;!=%-+.1ab \n", max_size=30)))
def test_any_text_reads_as_it_is(text: str) -> None:
    assert texts(quotation(text, "x"), "blockquote_open") == [f"“{line(text)}” — x"]
    assert texts(f"# . {escape(text)}", "heading_open") == [f". {line(text)}".strip()]
    rows = "".join(table("ab", [(f".{escape(text)}.", "x")]))
    assert texts(rows, "td_open") == [f".{line(text)}.", "x"]


def test_roles_stand_with_names_and_relations_above_their_sentences() -> None:
    told = report(talks())
    assert (
        "person: national security adviser (5), former general (2), chief executive of Flynn Intel Group (1)"
        in texts(told, "td_open")
    )
    said = texts(told, "list_item_open")
    assert said[0] == "Michael Flynn and Sergey Kislyak, 4 times in 1 document"
    assert said[1:3] == [
        "Michael Flynn → called → Sergey Kislyak (3)",
        "Sergey Kislyak → did not work for → Flynn's firm (1)",
    ]
    assert texts(told, "blockquote_open")[:2] == [
        f"“{SENTENCE}” — Report, 2017-05-18",
        "“Flynn met Kislyak.” — Report, 2017-05-18",
    ]
    assert "Lori Flynn → wife of → Michael Flynn (1)" in said


def test_hostile_words_are_text(saying: Dataset) -> None:
    name = line(saying.graph.nodes["person:a"]["label"])
    said = texts(report(saying), "list_item_open")
    assert said[1:4] == [f"Bob → met → {name} (3)", f"{name} → {name} → =B (2)", f"{name} → wife of → Bob (1)"]
