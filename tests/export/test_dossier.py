"""A dossier as readers of HTML, Markdown and GEXF see it."""

import base64
import io
import json
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.export.conftest import HOSTILE, saying_dataset
from tests.export.talks import SENTENCE, talks

from comention.export.dossier import FILES, WRITERS, Dossier, Link, Name, Sentence
from comention.export.flatten import RIGHTS, clean
from comention.export.prose import line, paragraph
from comention.model import AnyGraph, Graph

GRAPH = saying_dataset().graph
ANY: AnyGraph = GRAPH
MADE = Dossier(
    title=f"Title {HOSTILE}",
    date="29 November 2026",
    credit=f"Desk {HOSTILE}",
    note=f"First {HOSTILE}\n\n- no list\n1. no number\n    no code\n# no heading\n```no fence",
    names=[Name("person:a", f"Note {HOSTILE}"), Name("country:pe"), Name("person:gone", "Who?")],
    links=[Link("person:bob", "person:a", f"Why {HOSTILE}"), Link("person:a", "country:pe", "never")],
    sentences=[Sentence(f"Said {HOSTILE}", HOSTILE, "`Title` *x*", "2017-05", 3, f"Check {HOSTILE}")],
)


def written(form: str, made: Dossier = MADE, graph: Graph = GRAPH) -> str:
    file = io.BytesIO()
    WRITERS[form](graph, made, file)
    return file.getvalue().decode("utf-8")


class Page(HTMLParser):
    """The elements of a page with their attributes, and the texts in them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.open[-1], " ".join(data.split())))

    def of(self, tag: str) -> list[str]:
        return [text for element, text in self.texts if element == tag]


class TestHtml:
    def test_it_tells_everything_in_order(self) -> None:
        page = Page(written("html"))
        assert page.open == []
        assert page.of("h1") == [line(MADE.title)]
        assert page.of("h2") == ["Names", "Links", "Sentences", "How this was made"]
        assert page.of("h3") == [
            line(HOSTILE),
            "Peru",
            "No longer in the graph: person:gone",
            f"Bob — {line(HOSTILE)}",
            f"No longer in the graph: {line(HOSTILE)} — Peru",
        ]
        texts = page.of("p")
        assert f"29 November 2026 · {line(MADE.credit)}" in texts
        assert "person, 1 mention in 1 document, 1 link" in texts
        assert "Also called: A (1)" in texts
        assert "Named together once in 1 document" in texts
        assert line(f"Note {HOSTILE}") in texts
        assert page.of("footer")[-1] == f"`Title` *x* ({line(HOSTILE)}), 2017-05, page 3"
        assert page.of("footer")[0] == f"{line(HOSTILE)}, 2017-05"
        made = dict(zip(page.of("th"), page.of("td"), strict=True))
        assert (made["comention"], made["model"]) == ("0.1", "en_core_web_sm 3.8.0")
        assert "window: sentence" in made["settings"]
        assert texts[-1] == RIGHTS

    def test_roles_stand_under_names_and_relations_above_their_sentences(self) -> None:
        flynn = ("person:flynn", "person:kislyak"), ("person:flynn", "person:lori"), ("country:ru", "person:flynn")
        made = Dossier("", "", names=[Name("person:flynn")], links=[Link(*ends) for ends in flynn])
        page = Page(written("html", made, talks().graph))
        told = [text for _, text in page.texts]
        roles = "Roles: national security adviser (5), former general (2), chief executive of Flynn Intel Group (1)"
        assert told[told.index(roles) - 1] == "person, 3 mentions in 1 document, 0 links"
        start = told.index("Named together 4 times in 1 document")
        assert told[start + 1 : start + 7] == [
            "Michael Flynn → called → Sergey Kislyak (3)",
            "Sergey Kislyak → did not work for → Flynn's firm (1)",
            f"“{SENTENCE}”",
            "Report (a.txt), 2017-05-18",
            "“Flynn met Kislyak.”",
            "Report (a.txt), 2017-05-18",
        ]
        start = told.index("Named together once in 1 document")
        assert told[start + 1 : start + 3] == [
            "Lori Flynn → wife of → Michael Flynn (1)",
            "No sentence of it is kept.",
        ]
        text = written("markdown", made, talks().graph)
        assert f"\n\n{roles}\n\n" in text
        assert "Kislyak (3)\n\nSergey Kislyak → did not work for → Flynn's firm (1)\n\n> “Flynn, the" in text

    def test_it_is_inert_and_loads_nothing(self) -> None:
        page = Page(written("html"))
        tags = {tag for tag, _ in page.elements}
        assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "a", "base", "foreignobject"}
        for _, attributes in page.elements:
            assert not any(name.startswith("on") or name in ("href", "src", "style") for name in attributes)
        (policy,) = (known["content"] for _, known in page.elements if known.get("http-equiv"))
        assert policy == "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

    def test_the_picture_has_title_legend_and_both_names(self) -> None:
        text = written("html")
        svg = ElementTree.fromstring(text[text.index("<svg") : text.index("</svg>") + 6])
        told = [element.text for element in svg.iter("{http://www.w3.org/2000/svg}text")]
        assert {"person", "country", "Peru", "Bob"} <= set(told)
        assert any(text and text.startswith("Title A & <b>") for text in told)
        assert len(svg.findall(".//{http://www.w3.org/2000/svg}line")) == 2
        assert "<figcaption>29 November 2026 · Desk A &amp; &lt;b&gt;" in text

    def test_it_is_light_and_dark_and_prints(self) -> None:
        style = Page(written("html")).of("style")[0]
        assert "prefers-color-scheme: dark" in style
        assert "@media print" in style

    def test_an_empty_one_is_a_page_too(self) -> None:
        page = Page(written("html", Dossier("", "")))
        assert page.of("h1") == ["Who is named with whom"]
        assert page.of("h2") == ["How this was made"]


class TestMarkdown:
    def test_nothing_in_it_is_markup_but_ours(self) -> None:
        reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
        reader.validateLink = lambda url: bool(url)  # type: ignore[method-assign]
        blocks = reader.parse(written("markdown"))
        kinds = {block.type for block in blocks} - {"inline"}
        assert {kind.removesuffix("_open").removesuffix("_close") for kind in kinds} == {
            "heading",
            "paragraph",
            "blockquote",
            "bullet_list",
            "list_item",
        }
        inside = [child for block in blocks for child in block.children or ()]
        assert {child.type for child in inside} == {"text", "em_open", "em_close", "image"}
        texts = ["".join(child.content for child in block.children or ()) for block in blocks if block.children]
        assert texts[0] == line(MADE.title)
        for text in ("- no list", "1. no number", "no code", "# no heading", "```no fence", line(f"Why {HOSTILE}")):
            assert text in texts
        assert any(text.startswith(f"“{line(f'Said {HOSTILE}')}” — `Title` *x* (") for text in texts)
        (image,) = (child for child in inside if child.type == "image")
        _, data = str(image.attrs["src"]).split("base64,")
        assert ElementTree.fromstring(base64.b64decode(data)).tag.endswith("svg")

    def test_headings_are_those_of_the_page(self) -> None:
        blocks = MarkdownIt("commonmark").parse(written("markdown"))
        heads = [after.content for block, after in pairwise(blocks) if block.tag == "h2" and block.nesting == 1]
        assert heads == ["Names", "Links", "Sentences", "How this was made", "Picture"]

    @given(st.text(alphabet="-+*=_#>.)(1 2\t`~|ab!:\\", max_size=12))
    def test_a_paragraph_is_one_whatever_it_begins_with(self, text: str) -> None:
        blocks = MarkdownIt("commonmark").enable(["table"]).parse(f"Before.\n\n{paragraph(text)}\n\nAfter.")
        shown = [block for block in blocks if block.type == "inline"]
        assert {block.type for block in blocks} == {"paragraph_open", "inline", "paragraph_close"}
        assert "".join(child.content for child in shown[1].children or ()) == line(text) or not line(text)


class TestGexf:
    def test_networkx_reads_the_part_with_its_notes(self) -> None:
        told = written("gexf")
        if tuple(map(int, nx.__version__.split(".")[:2])) < (3, 6):
            told = told.replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft")
        graph: AnyGraph = nx.read_gexf(io.BytesIO(told.encode()))
        assert set(graph) == {"person:a", "person:bob", "country:pe"}
        assert graph.nodes["person:a"]["note"] == clean(f"Note {HOSTILE}")
        assert [graph.nodes[node]["starred"] for node in ("person:a", "person:bob", "country:pe")] == [
            True,
            False,
            True,
        ]
        assert graph.edges["person:a", "person:bob"]["note"] == clean(f"Why {HOSTILE}")
        assert graph.edges["country:pe", "person:bob"]["starred"] is False
        assert "Said A &amp; &lt;b&gt;" in told
        assert "29 November 2026" in told


def test_it_is_the_same_every_time_and_leaves_the_graph_as_it_is() -> None:
    before = json.dumps(nx.node_link_data(ANY, edges="edges"), default=str)
    assert [written(form) for form in WRITERS] == [written(form) for form in WRITERS]
    assert json.dumps(nx.node_link_data(ANY, edges="edges"), default=str) == before
    assert FILES.keys() == WRITERS.keys()
