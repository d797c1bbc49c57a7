import csv
import io
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pytest
from lxml import etree
from tests.browser.pointing import spot
from tests.sayings import add_relation, add_role, in_sentence

from comention.contract import FORMULA
from comention.export import Dataset, export
from comention.export.rows import tables
from comention.model import Graph
from comention.text.cells import to_cell

pytestmark = pytest.mark.browser

Open = Callable[..., Any]


def taken(page: Any, what: str) -> tuple[str, bytes]:
    """Name and content of a file that the page lets one save."""
    if not page.locator("#export").is_visible():
        page.locator("#open-export").click()
    with page.expect_download() as saved:
        page.locator("#export").get_by_role("button", name=what, exact=True).click()
    return saved.value.suggested_filename, Path(saved.value.path()).read_bytes()


def table(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_picture_as_png(story: Graph, open_page: Open) -> None:
    page = open_page(story).page
    name, data = taken(page, "PNG")
    assert name == "the-bridge-and-the-ferry.png"
    assert data.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", data[16:24])
    assert 1600 <= width <= 3200
    assert height >= 1000
    assert len(data) > 20_000  # a blank one packs to less


@pytest.mark.parametrize("kind", ["PNG", "SVG"])
def test_after_a_picture_names_are_still_where_they_are_seen(kind: str, story: Graph, open_page: Open) -> None:
    opened = open_page(story)
    place = spot(opened, "Jonas Lind")
    taken(opened.page, kind)
    opened.page.keyboard.press("Escape")
    opened.page.mouse.click(place["x"], place["y"])
    assert "Jonas Lind" in opened.panel


def test_the_picture_as_svg(story: Graph, open_page: Open) -> None:
    opened = open_page(story)
    name, data = taken(opened.page, "SVG")
    assert name.endswith(".svg")
    svg = etree.fromstring(data)
    space = {"s": "http://www.w3.org/2000/svg"}
    assert svg.findtext("s:title", namespaces=space) == "The bridge and the ferry"
    texts = svg.xpath("//s:text/text()", namespaces=space)
    assert set(texts) == {story.nodes[node]["label"] for node in story if story.degree(node)} | {
        "The bridge and the ferry",
        "9 of 10 names and 17 links",
        *("People", "Organizations", "Countries"),
        "Larger: named more often. Thicker: named together more often.",
        "3 documents · 2021 · comention 0.1.0",
    }
    assert len(svg.xpath("//s:path", namespaces=space)) > 5


def picture_at(story: Graph, open_page: Open, address: str) -> tuple[list[str], float, float]:
    """The texts of an SVG picture, its width and its height."""
    _, data = taken(open_page(story, at=address).page, "SVG")
    svg = etree.fromstring(data)
    texts = svg.xpath("//s:text/text()", namespaces={"s": "http://www.w3.org/2000/svg"})
    return texts, float(svg.get("width")), float(svg.get("height"))


def test_a_picture_tells_what_filters_left_of_how_much(story: Graph, open_page: Open) -> None:
    texts, _, _ = picture_at(story, open_page, "#document=court.txt")
    assert {"2 of 10 names and 1 of 17 links", "1 of 3 documents · comention 0.1.0", "People"} <= set(texts)
    assert "Countries" not in texts


def test_a_picture_tells_what_its_colours_mean(story: Graph, open_page: Open) -> None:
    texts, _, _ = picture_at(story, open_page, "#colour=community")
    assert {"Around Marit Solheim", "Around Jonas Lind", "People"} <= set(texts)


def test_a_picture_of_a_part_has_no_empty_margins(story: Graph, open_page: Open) -> None:
    _, width, height = picture_at(story, open_page, "")
    texts, narrow, low = picture_at(story, open_page, "#around=org:skagen-line&within=1")
    assert "Skagen Line" in texts
    assert narrow * low < 0.8 * width * height
    assert low < 700


def test_the_graph_as_graphml(story: Graph, open_page: Open, tmp_path: Path) -> None:
    page = open_page(story, at="#types=PERSON+ORG").page
    _, data = taken(page, "GraphML")
    path = tmp_path / "graph.graphml"
    path.write_bytes(data)
    for graph in (nx.read_graphml(path), igraph.Graph.Read_GraphML(str(path)).to_networkx()):
        assert (graph.number_of_nodes(), graph.number_of_edges()) == (6, 8)
    found = nx.read_graphml(path)
    assert found.nodes["person:jonas-lind"]["label"] == "Jonas Lind"
    assert found.nodes["person:jonas-lind"]["mentions"] == 5
    assert found.edges["person:jonas-lind", "person:marit-solheim"]["weight"] == 2


def columns(data: bytes) -> dict[str, list[tuple[str, str]]]:
    """The attributes of a GraphML's graph, nodes and edges with their types, in their order."""
    found: dict[str, list[tuple[str, str]]] = {"graph": [], "node": [], "edge": []}
    for key in etree.fromstring(data).iterfind("{*}key"):
        found[key.get("for")].append((key.get("attr.name"), key.get("attr.type")))
    return found


def elements(data: bytes, kind: str) -> dict[str, dict[str, str]]:
    """The nodes or edges of a GraphML by their ids, with their attributes, and with their ends if they have any."""
    root = etree.fromstring(data)
    names = {key.get("id"): key.get("attr.name") for key in root.iterfind("{*}key")}
    return {
        one.get("id"): {**one.attrib, **{names[value.get("key")]: value.text for value in one.iterfind("{*}data")}}
        for one in root.iterfind(f"{{*}}graph/{{*}}{kind}")
    }


def given(story: Graph) -> Graph:
    """The story as it is: each node was added before those that have fewer mentions."""
    return story


def reversed_and_dated(story: Graph) -> Graph:
    """The story in another order, with an id that looks like a position, others that files do not keep, and dates."""
    odd = {
        "country:pe": "1",
        "org:skagen-line": "org:skagen--line",
        "person:lucja-unal": 'a\x0b & "\n',
        "country:se": "7",
    }
    graph: nx.Graph[str] = nx.Graph(**story.graph)
    graph.add_nodes_from(reversed(list(story.nodes(data=True))))
    graph.add_edges_from(reversed([(one, other, {**link}) for one, other, link in story.edges(data=True)]))
    for about in [*graph.nodes.values(), *graph.edges.values()]:
        about.update(first_seen="2021-03-04", last_seen="2022")
    graph.nodes["country:pe"].update(code="PE", label="\x0b Pe\nru", constructor=1)
    graph.graph["passages"] = [
        {**passage, "names": [[start, end, odd.get(node, node)] for start, end, node in passage["names"]]}
        for passage in story.graph["passages"]
    ]
    return nx.relabel_nodes(graph, odd)  # type: ignore[return-value]


PLACED = [("x", "long"), ("y", "long")]


@pytest.mark.parametrize("change", [given, reversed_and_dated])
def test_the_page_and_comention_write_the_same_graphml(
    story: Graph, open_page: Open, change: Callable[[Graph], Graph]
) -> None:
    graph = change(story)
    _, of_page = taken(open_page(graph, at="#loose=1").page, "GraphML")
    file = io.BytesIO()
    export(Dataset(graph, lambda: iter(())), "graphml", file)
    of_python = file.getvalue()
    for kind, least in {"graph": {"title"}, "node": {"label", "aliases", "community"}, "edge": {"weight"}}.items():
        told, expected = columns(of_page)[kind], columns(of_python)[kind]
        shared = [one for one in expected if one in told]
        assert [one for one in told if one not in PLACED or one in expected] == shared
        assert {name for name, _ in shared} >= least
    for kind, count in {"node": 10, "edge": 17}.items():
        found, known = elements(of_page, kind), elements(of_python, kind)
        assert len(found) == count
        # evidence is quoted in more detail by Python, see below
        assert {
            one: {n: about[n] for n in about if n in known[one] and n != "evidence"} for one, about in found.items()
        } == {one: {n: about[n] for n in about if n in found[one] and n != "evidence"} for one, about in known.items()}


def complete(story: Graph) -> Graph:
    """The story with all that a graph of comention has, also places, dates, measures, evidence, roles and relations."""
    passages, documents = story.graph["passages"], story.graph["documents"]
    nodes: Any = story.nodes(data=True)
    edges: Any = story.edges(data=True)
    for number, (node, about) in enumerate(nodes):
        about.update(first_seen="2021-03-04", last_seen="2022", windows=about["mentions"], degree=story.degree(node))
        about.update(
            x=120 * number, y=9 * number * number - 300, strength=7, core=1, pagerank=0.1234567, betweenness=0.5
        )
    for number, (one, other, link) in enumerate(edges):
        link.update(first_seen="2021", last_seen="2021-06-17", npmi=round(0.25 + number / 100, 2), significance=0.5)
        link["evidence"] = [
            {**{name: passage[name] for name in ("sentence", "start", "end", "text")}, "page": None}
            | {"document": documents[passage["document"]]["id"]}
            for passage in passages
            if {one, other} <= {node for _, _, node in passage["names"]}
        ]
    lind, union = "person:jonas-lind", "org:baltic-union"
    led, heard = in_sentence(story, "Lind leads", "leads"), in_sentence(story, "The court heard", "on the sale")
    add_role(story, lind, "seller of\na  ferry", heard, led, count=12)
    add_role(story, lind, "leader", led, of=union)
    add_relation(story, (lind, "leads", union), "works for", led, led, source_text="Mr. | Lind")
    add_relation(story, (union, "is led\tby", lind), "other", led)
    add_relation(story, (lind, "was heard with", "person:marit-solheim"), "met", heard)
    return story


# what the page does not know, or only with two decimals
LEFT_OUT = {"strength", "core", "pagerank", "betweenness", "significance"}


def test_one_graphml_has_all_that_the_page_knows(story: Graph, open_page: Open) -> None:
    graph = complete(story)
    _, of_page = taken(open_page(graph, at="#loose=1").page, "GraphML")
    file = io.BytesIO()
    export(Dataset(graph, lambda: iter(())), "graphml", file)
    of_python = file.getvalue()
    for kind in ("node", "edge"):
        assert [one for one in columns(of_python)[kind] if one[0] not in LEFT_OUT] == columns(of_page)[kind]
        for one, about in elements(of_python, kind).items():
            found = elements(of_page, kind)[one]
            quoted = found.pop("evidence", "")
            assert found == {name: about[name] for name in about if name not in LEFT_OUT | {"evidence"}}
            python = [line.rpartition(", characters")[0] for line in about.get("evidence", "").split("\n")]
            assert [line.removesuffix(")") for line in quoted.split("\n")] == python
    assert elements(of_page, "edge")["country:se--country:dk"]["evidence"].count("“") == 2


def test_the_graphml_of_some_documents_quotes_only_them(story: Graph, open_page: Open) -> None:
    _, data = taken(open_page(complete(story), at="#document=court.txt").page, "GraphML")
    (edge,) = elements(data, "edge").values()
    assert edge["evidence"] == "“The court heard Marit Solheim and Jonas Lind on the sale.” (court.txt)"


def test_files_tell_what_is_said_in_the_chosen_documents(
    story: Graph, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    columns = {"node": {"label": "string", "roles": "string"}, "edge": {"relations": "string", "relation": "string"}}
    monkeypatch.setattr("comention.page.data.columns_in_files", lambda graph: columns)
    graph = complete(story)
    page = open_page(graph).page
    _, data = taken(page, "GraphML")
    assert elements(data, "node")["person:jonas-lind"]["roles"] == "seller of a ferry (12) | leader (1)"
    edge = elements(data, "edge")["person:jonas-lind--org:baltic-union"]
    assert edge["relations"] == "Mr. | Lind → leads → Baltic Union (2) | Baltic Union → is led by → Jonas Lind (1)"
    assert edge["relation"] == "works for"
    assert "roles" not in elements(data, "node")["country:se"]
    assert "relation" not in elements(data, "edge")["country:se--country:dk"]
    rows = {row["id"]: row for row in table(taken(page, "Links as CSV")[1])}
    assert rows["person:marit-solheim--person:jonas-lind"]["relation"] == "met"
    page = open_page(graph, at="#document=court.txt").page
    (row,) = (row for row in table(taken(page, "Names as CSV")[1]) if row["id"] == "person:jonas-lind")
    assert row["roles"] == "seller of a ferry (1)"


def test_sentences_as_markdown_tell_what_they_say(story: Graph, open_page: Open) -> None:
    text = taken(open_page(complete(story)).page, "Sentences as Markdown")[1].decode()
    assert "\n\nMr. \\| Lind → leads → Baltic Union\n\nBaltic Union → is led by → Jonas Lind\n\n> Lind leads" in text


SPACE = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}


def gexf_nodes(data: bytes) -> dict[str, dict[str, Any]]:
    """The nodes of a GEXF with their labels, looks and attributes."""
    root = etree.fromstring(data)
    titles = {
        one.get("id"): one.get("title") for one in root.iterfind(".//g:attributes[@class='node']/g:attribute", SPACE)
    }
    return {
        node.get("id"): {
            "label": node.get("label"),
            "colour": [node.find("viz:color", SPACE).get(part) for part in "rgb"],
            "place": [float(node.find("viz:position", SPACE).get(axis)) for axis in "xy"],
            "size": float(node.find("viz:size", SPACE).get("value")),
            "shape": node.find("viz:shape", SPACE).get("value"),
            "values": {titles[v.get("for")]: v.get("value") for v in node.iterfind(".//g:attvalue", SPACE)},
        }
        for node in root.iterfind(".//g:node", SPACE)
    }


def test_the_page_and_comention_write_the_same_gexf(story: Graph, open_page: Open) -> None:
    graph = complete(story)
    name, of_page = taken(open_page(graph, at="#loose=1").page, "GEXF")
    assert name == "the-bridge-and-the-ferry.gexf"
    file = io.BytesIO()
    export(Dataset(graph, lambda: iter(())), "gexf", file)
    expected = gexf_nodes(file.getvalue())
    for about in expected.values():
        about["values"] = {name: value for name, value in about["values"].items() if name not in LEFT_OUT}
    assert gexf_nodes(of_page) == expected
    ends = ".//g:edge"
    python, page = (etree.fromstring(data).findall(ends, SPACE) for data in (file.getvalue(), of_page))
    assert {tuple(sorted(edge.attrib.items())) for edge in page} == {
        tuple(sorted(edge.attrib.items())) for edge in python
    }


def test_networkx_reads_the_gexf_of_the_page(story: Graph, open_page: Open) -> None:
    story.nodes["person:jonas-lind"]["label"] = 'Lind & "Sons" \x0b<b>'
    _, data = taken(open_page(story, at="#types=PERSON+ORG&colour=community").page, "GEXF")
    if tuple(map(int, nx.__version__.split(".")[:2])) < (3, 6):
        data = data.replace(b"http://gexf.net/1.3", b"http://www.gexf.net/1.2draft")
    graph = nx.read_gexf(io.BytesIO(data))
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (6, 8)
    lind = graph.nodes["person:jonas-lind"]
    assert (lind["label"], lind["mentions"], lind["type"]) == ('Lind & "Sons" <b>', 5, "PERSON")
    assert graph.edges["person:jonas-lind", "person:marit-solheim"]["weight"] == 2
    assert graph.nodes["org:skagen-line"]["viz"]["color"] != lind["viz"]["color"]
    assert "6 of 10 names and 8 of 17 links" in etree.fromstring(data).find(".//{*}description").text


def test_a_name_is_in_files_where_the_reader_moved_it(story: Graph, open_page: Open) -> None:
    page = open_page(complete(story), at="#move=70+-90+person:jonas-lind").page
    for what in ("GraphML", "Names as CSV"):
        _, data = taken(page, what)
        if what == "GraphML":
            moved = elements(data, "node")["person:jonas-lind"]
        else:
            (moved,) = (row for row in table(data) if row["id"] == "person:jonas-lind")
        assert (moved["x"], moved["y"]) == ("70", "90")


def test_tables_have_the_columns_of_those_that_comention_writes(story: Graph, open_page: Open) -> None:
    graph = complete(story)
    page = open_page(graph).page
    ours = {what: list(table(taken(page, f"{what} as CSV")[1])[0]) for what in ("Names", "Links", "Sentences")}
    theirs = {name: list(found.columns) for name, found in tables(Dataset(graph, lambda: iter(()))).items()}
    shared = [name for name in theirs["nodes"] if name not in LEFT_OUT]
    assert ours["Names"] == shared
    shared = [name for name in theirs["edges"] if name not in LEFT_OUT]
    assert [name for name in ours["Links"] if name not in {"source_label", "target_label", "backbone"}] == shared
    shared = [name for name in theirs["evidence"] if name not in {"start", "end"}]
    assert [name for name in ours["Sentences"] if name in shared] == shared


def test_aliases_count_in_the_chosen_documents(story: Graph, open_page: Open) -> None:
    page = open_page(story, at="#document=court.txt").page
    _, data = taken(page, "GraphML")
    assert elements(data, "node")["person:jonas-lind"]["aliases"] == "Jonas Lind (1)"
    assert [edge["weight"] for edge in elements(data, "edge").values()] == ["1"]


def test_python_and_the_page_guard_the_same_cells(story: Graph, open_page: Open) -> None:
    beginnings = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    texts = [text for letter in beginnings for text in (f"{letter}=", f"'{letter}1")]
    page = open_page(story).page
    pattern = page.evaluate(
        "([pattern, texts]) => texts.filter((text) => new RegExp(`^${pattern}`, 'u').test(text))", [FORMULA, texts]
    )
    assert pattern == [text for text in texts if to_cell(text) != text]
    assert len(pattern) > 30


def test_names_and_links_as_tables(story: Graph, open_page: Open) -> None:
    page = open_page(story).page
    name, data = taken(page, "Names as CSV")
    assert name == "the-bridge-and-the-ferry-names.csv"
    rows = {row["id"]: row for row in table(data)}
    assert len(rows) == 9
    lind = rows["person:jonas-lind"]
    assert (lind["label"], lind["mentions"], lind["aliases"]) == ("Jonas Lind", "5", "Jonas Lind (3) | Lind (2)")
    assert (lind["first_seen"], lind["last_seen"]) == ("2021-03-04", "2021-06-17")
    links = table(taken(page, "Links as CSV")[1])
    assert len(links) == 17
    assert {(row["source"], row["target"]) for row in links} <= {
        pair for one, other in story.edges for pair in ((one, other), (other, one))
    }
    assert sum(int(row["weight"]) for row in links) == sum(story.edges[edge]["weight"] for edge in story.edges)


def test_the_evidence(story: Graph, open_page: Open) -> None:
    page = open_page(story, at="#document=court.txt").page
    (row,) = table(taken(page, "Sentences as CSV")[1])
    assert row["text"] == "The court heard Marit Solheim and Jonas Lind on the sale."
    assert row["document"] == "court.txt"
    assert {row["source_label"], row["target_label"]} == {"Marit Solheim", "Jonas Lind"}
    text = taken(page, "Sentences as Markdown")[1].decode()
    assert text.startswith("# The bridge and the ferry\n")
    assert "> The court heard Marit Solheim and Jonas Lind on the sale." in text


def test_hostile_names_stay_in_their_cells(story: Graph, open_page: Open) -> None:
    evil = '=cmd()|"x",\r\n<b>*_[a](javascript:x)\x0b</b>'
    graph = story.copy()
    graph.nodes["person:jonas-lind"]["label"] = evil
    graph.graph["documents"] = [
        {**document, "id": f"={n}", "title": "# @x\n"} for n, document in enumerate(graph.graph["documents"])
    ]
    page = open_page(graph).page
    names = table(taken(page, "Names as CSV")[1])
    assert len(names) == 9
    assert any(row["label"] == f"'{evil}" for row in names)
    assert all(row["document"].startswith("'=") for row in table(taken(page, "Sentences as CSV")[1]))
    etree.fromstring(taken(page, "SVG")[1])
    graphml = nx.parse_graphml(taken(page, "GraphML")[1].decode())
    assert "<b>" in graphml.nodes["person:jonas-lind"]["label"]
    text = taken(page, "Sentences as Markdown")[1].decode()
    assert "\\<b\\>\\*\\_\\[a\\]" in text
    assert "\n# @x" not in text


def test_what_was_recognized_says_so(story: Graph, open_page: Open) -> None:
    for passage in story.graph["passages"]:
        if passage["document"] == 0:
            passage |= {"page": 12, "recognized": True}
    scan = story.graph["documents"][0]
    scan["recognized"] = "3-12"
    page = open_page(story, at="#entity=person:marit-solheim").page
    section = page.locator("#panel section").first
    assert "recognized: p. 3-12" in section.locator("h4").inner_text()
    assert section.locator("blockquote cite").first.inner_text() == "p. 12, recognized"
    _, data = taken(page, "Sentences as CSV")
    assert {(row["document"] == scan["id"], row["recognized"]) for row in table(data)} == {
        (True, "true"),
        (False, "false"),
    }
    _, data = taken(page, "Sentences as Markdown")
    assert ", p. 12, recognized" in data.decode()


def test_what_a_spreadsheet_would_calculate_stays_text(story: Graph, open_page: Open) -> None:
    for entity, label in zip(list(story)[:4], ["=1+1", " =cmd|' /C calc'!A0", "＠SUM(A1)", "-2"], strict=True):
        story.nodes[entity]["label"] = label
    _, data = taken(open_page(story).page, "Names as CSV")
    labels = {row["label"] for row in table(data)}
    assert {"'=1+1", "' =cmd|' /C calc'!A0", "'＠SUM(A1)", "'-2"} <= labels


def test_a_sentence_comes_with_its_page(story: Graph, open_page: Open) -> None:
    for passage in story.graph["passages"]:
        if passage["document"] == 0:
            passage["page"] = 12
    story.graph["documents"][0]["author"] = "Ann Lee"
    page = open_page(story, at="#entity=person:marit-solheim").page
    section = page.locator("#panel section").first
    assert "by Ann Lee" in section.locator("h4").inner_text()
    assert section.locator("blockquote cite").first.inner_text() == "p. 12"
    assert page.locator("#panel cite").count() == section.locator("blockquote").count()
    _, data = taken(page, "Sentences as CSV")
    assert {row["page"] for row in table(data) if row["document"] == story.graph["documents"][0]["id"]} == {"12"}
    assert {row["page"] for row in table(data)} == {"12", ""}
    _, data = taken(page, "Sentences as Markdown")
    assert ", p. 12" in data.decode()
