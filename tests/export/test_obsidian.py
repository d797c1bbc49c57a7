"""The vault: its links are followed as Obsidian follows them, its front matter and its text are read."""

import json
import re
from typing import Any

import networkx as nx
import pytest
from tests.export.talks import SENTENCE, talks
from tests.export.test_markdown import crowd, texts
from tests.export.writing import Folder, folder

from comention.export import Dataset
from comention.export.flatten import RIGHTS
from comention.export.prose import line
from comention.model import AnyGraph

LINK = re.compile(r"(?<!\\)\[\[([^\[\]|]+)\|([^\[\]|]+)\]\]")


def targets(vault: Folder, note: str) -> list[str]:
    """The notes that a note links to, each of which is there: by its path, with or without suffix, in any case."""
    notes = {name.casefold(): name for name in vault}
    text = vault[note].decode().partition("\n---\n")[2] or vault[note].decode()
    assert len(LINK.findall(text)) == len(re.findall(r"(?<!\\)\[\[", text))
    return [notes.get(path.casefold()) or notes[f"{path.casefold()}.md"] for path, _ in LINK.findall(text)]


def front(vault: Folder, note: str) -> dict[str, Any]:
    """Front matter, whose values are JSON."""
    lines = vault[note].decode().split("\n")
    assert lines[0] == "---"
    pairs = (text.split(": ", 1) for text in lines[1 : lines.index("---", 1)])
    return {name: json.loads(value) for name, value in pairs}


def body(vault: Folder, note: str) -> str:
    """The text of a note, with what its links show in their place."""
    return LINK.sub(r"\2", vault[note].decode().partition("\n---\n")[2])


@pytest.fixture
def vault(hostile: Dataset) -> Folder:
    return folder(hostile, "obsidian")


def test_every_link_leads_somewhere_and_to_every_note(vault: Folder) -> None:
    assert {target for note in vault for target in targets(vault, note)} == vault.keys() - {"Index.md"}
    assert len(vault) == 6


def test_a_note_tells_a_name(vault: Folder, hostile: Dataset) -> None:
    name = line(hostile.graph.nodes["person:a"]["label"])
    (note,) = (note for note in vault if note.startswith("Names/A & b"))
    told = front(vault, note)
    assert told["aliases"] == [name, "A"]
    assert (told["id"], told["type"], told["mentions"], told["community"]) == ("person:a", "PERSON", 1, 0)
    assert texts(body(vault, note), "heading_open")[0] == name
    assert texts(body(vault, note), "list_item_open") == ["Bob, once in 1 document"]
    (quotation,) = texts(body(vault, note), "blockquote_open")
    assert quotation.startswith(f"“{line(hostile.graph.graph['passages'][0]['text'])}” — ")
    assert targets(vault, note)[0] == "Names/Bob.md"
    assert targets(vault, note)[1].startswith("Documents/A & b")


def test_a_note_tells_roles_and_relations_above_their_sentences() -> None:
    vault = folder(talks(), "obsidian")
    note = body(vault, "Names/Michael Flynn.md")
    assert "Roles: national security adviser (5), former general (2), chief executive of Flynn Intel Group (1)." in note
    assert front(vault, "Names/Michael Flynn.md")["roles"][1:] == [
        "former general",
        "chief executive of Flynn Intel Group",
        "witness",
    ]
    said = texts(note, "list_item_open")
    assert said[:3] == [
        "Sergey Kislyak, 4 times in 1 document",
        "Michael Flynn → called → Sergey Kislyak (3)",
        "Sergey Kislyak → did not work for → Flynn's firm (1)",
    ]
    assert texts(note, "blockquote_open") == [
        f"“{SENTENCE}” — Report, 2017-05-18",
        "“Flynn met Kislyak.” — Report, 2017-05-18",
    ]
    assert "roles" not in front(vault, "Names/Lori Flynn.md")


def test_hostile_roles_and_relations_link_to_nothing(saying: Dataset) -> None:
    vault = folder(saying, "obsidian")
    assert {target for note in vault for target in targets(vault, note)} == vault.keys() - {"Index.md"}


def test_a_note_tells_a_document(vault: Folder) -> None:
    (note,) = (note for note in vault if note.startswith("Documents/A & b"))
    assert front(vault, note)["date"] == "2017-05"
    assert targets(vault, note)[1:] == ["Names/Bob.md", "Names/Peru.md"]
    assert front(vault, "Documents/empty.txt.md") == {"id": "empty.txt"}


def test_the_index_tells_what_it_is(vault: Folder) -> None:
    told = vault["Index.md"].decode()
    assert "en_core_web_sm 3.8.0" in told
    assert RIGHTS in told


def test_the_strongest_links_of_many() -> None:
    vault = folder(crowd(), "obsidian")
    assert "59 names, of which 50 follow." in body(vault, "Names/Name 0.md")
    assert targets(vault, "Names/Name 0.md")[0] == "Names/Name 7.md"
    assert len(targets(vault, "Names/Name 0.md")) == 50


def test_equal_names_have_notes_of_their_own() -> None:
    graph: AnyGraph = nx.Graph([("org:x", "person:x"), ("org:x", "org:x")])
    graph.nodes["person:x"]["label"] = "ORG-X"
    vault = folder(Dataset(graph, lambda: iter(())), "obsidian")
    assert vault.keys() == {"Index.md", "Names/org-x.md", "Names/ORG-X (2).md"}
    assert targets(vault, "Names/org-x.md") == ["Names/ORG-X (2).md", "Names/org-x.md"]


def test_what_yaml_takes_for_a_line_break_is_escaped() -> None:
    graph: AnyGraph = nx.Graph()
    graph.add_node("a", label="A", **{"x: y\u2028": "\x85---\n\x7f"})
    told = folder(Dataset(graph, lambda: iter(())), "obsidian")["Names/A.md"].decode()
    assert '"x: y\\u2028": "\\u0085---\\n\\u007f"' in told
