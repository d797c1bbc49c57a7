"""The page: a dataset in, one self-contained HTML file out, drawn by pyvis and its vis-network.

The page makes no request. Its data are JSON blocks, its scripts and its style are static files which the content
security policy names by their hashes, so nothing that a document says can run.
"""

import json
import posixpath
import re
import zlib
from base64 import b64encode
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import accumulate, chain, combinations
from typing import Any, BinaryIO

import jinja2
import networkx as nx
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from comention.export import Dataset
from comention.imports import postponed
from comention.layout import layout

with postponed({"IPython": (), "IPython.display": ("IFrame",)}):  # which pyvis takes for its own notebook display
    from pyvis.network import Network

TEMPLATE = files("comention.export") / "template"
VIS = files("pyvis") / "templates/lib/vis-9.1.2/vis-network.min.js"
STYLES = ("base", "controls", "header", "sidebar", "stage", "panel", "table", "dialogs", "small", "print")
LARGE = 30_000
"""Characters from which on a data block is stored compressed."""
OPTIONS = {
    "autoResize": True,
    "physics": {"enabled": False},
    "interaction": {"dragNodes": False, "keyboard": False, "selectable": False, "zoomSpeed": 0.7},
}
# what one unit of a link's weight is, by the window that links were counted in
UNITS = {"sentence": "sentence", "1": "sentence", "paragraph": "paragraph", "document": "document"}

JSON: Mapping[str, Any] = {"ensure_ascii": False, "allow_nan": False, "separators": (",", ":")}

Row = dict[str, Any]


def write_html(dataset: Dataset, file: BinaryIO) -> None:
    """Write the page of the dataset's graph in UTF-8; equal graphs give equal bytes."""
    # a lone surrogate, which UTF-8 cannot hold, becomes one question mark: the offsets behind it stay true
    file.write(page(dataset.graph).encode("utf-8", "replace"))


def page(graph: "nx.Graph[str]") -> str:
    """Render the page through pyvis, with our own template in place of pyvis's."""
    nodes = sorted(graph, key=lambda node: (-graph.nodes[node]["mentions"], node))
    number = {node: index for index, node in enumerate(nodes)}
    passages = [passage_row(passage, number) for passage in graph.graph.get("passages", [])]
    network = Network(heading=graph.graph.get("title") or "Who is named with whom")
    # these lists are what pyvis's add_node and add_edge fill, only that each call of those scans all that came before
    network.nodes = list(node_rows(graph, nodes))
    network.edges = list(edge_rows(graph, number, passages))
    network.options = OPTIONS
    network.path = "graph.html.j2"
    network.templateEnv = environment()
    network.templateEnv.globals |= {
        "facts": facts(graph.graph),
        "documents": graph.graph.get("documents", []),
        "passages": passages,
    }
    return str(network.generate_html())


def environment() -> jinja2.Environment:
    """A template environment that escapes everything but our static script and style, and knows their hashes."""
    env = jinja2.Environment(
        loader=jinja2.PackageLoader("comention.export", "template"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.policies["json.dumps_kwargs"] = JSON
    vis = VIS.read_text("utf-8")
    script = f'(async () => {{\n"use strict";\n\n{bundle(TEMPLATE / "script")}}})();\n'
    style = "\n".join((TEMPLATE / "style" / f"{name}.css").read_text("utf-8") for name in STYLES)
    env.filters["block"] = block
    env.globals |= {
        "vis": Markup(vis),  # noqa: S704  (static files of pyvis and of ours)
        "script": Markup(script),  # noqa: S704
        "style": Markup(style),  # noqa: S704
        "policy": policy([vis, script], [style]),
    }
    return env


_IMPORT = re.compile(r'^import (?:\{[^}]*\} from )?"([^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async|class|const|function)\b)", re.MULTILINE)


def bundle(folder: Traversable, entry: str = "main.js") -> str:
    """Join a script and all modules that it imports into one scope, each module behind those that it builds on."""
    order: dict[str, str] = {}

    def add(path: str) -> None:
        if path in order:
            return
        order[path] = ""  # on the way: modules that import each other come in the order in which they are met
        source = folder.joinpath(*path.split("/")).read_text("utf-8")
        for imported in _IMPORT.findall(source):
            add(posixpath.normpath(posixpath.join(posixpath.dirname(path), imported)))
        del order[path]
        order[path] = _EXPORT.sub("", _IMPORT.sub("", source)).lstrip("\n")

    add(entry)
    return "\n".join(order.values())


def block(value: Any) -> Markup:
    """JSON for a data block of the page; when it is large, deflated, in base 64, behind a word that says so."""
    text = str(htmlsafe_json_dumps(value, dumps=json.dumps, **JSON))
    if len(text) < LARGE:
        return Markup(text)  # noqa: S704  (escaped by the line above)
    packed = zlib.compress(json.dumps(value, **JSON).encode("utf-8", "replace"), 9)
    return Markup("deflate," + b64encode(packed).decode())  # noqa: S704


def policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    """A content security policy that lets only these run, and nothing load.

    >>> policy([""], [""]).split("; ")[1]
    "script-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """

    def hashes(texts: Sequence[str]) -> str:
        return " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts)

    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {hashes(scripts)}",
            f"style-src {hashes(styles)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def node_rows(graph: "nx.Graph[str]", nodes: Sequence[str]) -> Iterator[Row]:
    """What the page knows of each entity, the most mentioned first; `id` is its place in this order."""
    most = max((graph.nodes[node]["mentions"] for node in nodes), default=0)
    radii = {node: round(radius(graph.nodes[node]["mentions"], most), 1) for node in nodes}
    points = layout(graph, radii)
    for index, node in enumerate(nodes):
        entity = graph.nodes[node]
        reasons = entity.get("reasons", {})
        yield present(
            id=index,
            x=points[node][0],
            y=points[node][1],
            size=radii[node],
            key=node,
            label=entity["label"],
            type=entity["type"],
            mentions=entity["mentions"],
            documents=entity["documents"],
            community=entity.get("community", 0),
            aliases=[[form, count, reasons.get(form, "")] for form, count in entity.get("aliases", {}).items()],
            code=entity.get("code"),
            first=entity.get("first_seen"),
            last=entity.get("last_seen"),
        )


def radius(mentions: int, most: int) -> float:
    """Areas grow with mentions; where all are rare, none is huge.

    >>> [round(radius(mentions, 100)) for mentions in (1, 25, 100)]
    [8, 16, 26]
    """
    return float(6 + 20 * (mentions / max(most, 16)) ** 0.5)


def edge_rows(graph: "nx.Graph[str]", number: Mapping[str, int], passages: list[list[Any]]) -> Iterator[Row]:
    """The links, strongest first, with what the page cannot work out itself.

    In a sentence window the page finds the sentences of a link: those that name both ends. Where there is none, and in
    wider windows, the link's own evidence is appended to `passages`, unless it is there already, and the link brings
    along how much of its weight each document has.
    """
    excerpts = Excerpts(graph.graph, number, passages)
    plain = named_together(passages) if unit(graph.graph) == "sentence" else {}
    for a, b, link in sorted(graph.edges(data=True), key=lambda edge: strength(graph, *edge)):
        first, second = sorted((number[a], number[b]))
        found = plain.get((first, second))
        places = link.get("by_document") or found or Counter(excerpts.documents(link["evidence"]))
        yield present(
            **{"from": first, "to": second},
            weight=link["weight"],
            documents=link["documents"],
            first=link.get("first_seen"),
            last=link.get("last_seen"),
            npmi=rounded(link.get("npmi")),
            expected=rounded(link.get("expected")),
            alpha=rounded(link.get("significance")),
            places=None if places == found else [*chain.from_iterable(sorted(places.items()))],
            evidence=None if found else [excerpts.place(one) for one in link["evidence"]],
        )


def named_together(passages: Sequence[Sequence[Any]]) -> dict[tuple[int, int], Counter[int]]:
    """How many passages of each document name a pair of nodes, the lower number first."""
    together: dict[tuple[int, int], Counter[int]] = {}
    for document, *_, spans in passages:
        for pair in combinations(sorted(set(spans[2::3])), 2):
            together.setdefault(pair, Counter())[document] += 1
    return together


def rounded(value: float | None) -> float | None:
    """Four significant digits are more than a page shows."""
    return None if value is None else float(f"{value:.4g}")


def strength(graph: "nx.Graph[str]", a: str, b: str, link: Mapping[str, Any]) -> tuple[Any, ...]:
    """Sort key: often together, in many documents, and seldom apart."""
    apart = graph.nodes[a]["mentions"] * graph.nodes[b]["mentions"]
    return -link["weight"], -link["documents"], apart, *sorted((a, b))


class Excerpts:
    """Evidence of links as rows of `passages`, each stretch of a document once."""

    def __init__(self, about: Mapping[str, Any], number: Mapping[str, int], passages: list[list[Any]]) -> None:
        documents = about.get("documents", [])
        self._document = {document["id"]: index for index, document in enumerate(documents)}
        self._number = number
        self._rows = passages
        self._sentences: list[list[Mapping[str, Any]]] = [[] for _ in documents]
        self._known: dict[tuple[int, int, int], int] = {}
        for row, passage in enumerate(about.get("passages", [])):
            self._sentences[passage["document"]].append(passage)
            self._known[passage["document"], passage["start"], passage["end"]] = row

    def documents(self, evidence: Sequence[Mapping[str, Any]]) -> list[int]:
        """The documents of some evidence, by their numbers."""
        return [self._document[one["document"]] for one in evidence]

    def place(self, evidence: Mapping[str, Any]) -> int:
        """The row that holds this evidence, added if need be."""
        document = self._document[evidence["document"]]
        start, end = evidence["start"], evidence["end"]
        if (document, start, end) not in self._known:
            self._known[document, start, end] = len(self._rows)
            sentences = self._sentences[document]
            inside = sentences[bisect_left(sentences, start, key=lambda sentence: int(sentence["start"])) :]
            names = [
                [sentence["start"] - start + left, sentence["start"] - start + right, node]
                for sentence in inside
                if sentence["end"] <= end
                for left, right, node in sentence["names"]
            ]
            found = {**evidence, "document": document, "names": names}
            self._rows.append(passage_row(found, self._number))
        return self._known[document, start, end]


def passage_row(passage: Mapping[str, Any], number: Mapping[str, int]) -> list[Any]:
    """Document, sentence, text, and a flat list of start, end and node of each name, counted as JavaScript counts."""
    text = passage["text"]
    names = [(start, end, number[node]) for start, end, node in passage["names"]]
    if not text.isascii():
        units = [0, *accumulate(2 if character > "\uffff" else 1 for character in text)]
        names = [(units[start], units[end], node) for start, end, node in names]
    return [passage["document"], passage["sentence"], text, [value for name in names for value in name]]


def facts(about: Mapping[str, Any]) -> Row:
    """How the graph was made, for the page to tell."""
    return {
        "comention": about.get("comention", ""),
        "model": about.get("model", ""),
        "settings": about.get("settings", {}),
        "counts": about.get("counts", {}),
        "unit": unit(about),
        "sentences": len(about.get("passages", [])),
    }


def unit(about: Mapping[str, Any]) -> str:
    """What a link's weight counts: sentences, paragraphs, documents, or passages of several sentences."""
    return UNITS.get(str(about.get("settings", {}).get("window", "sentence")), "passage")


def present(**values: Any) -> Row:
    """A row without the values that nobody knows."""
    return {name: value for name, value in values.items() if value is not None}
