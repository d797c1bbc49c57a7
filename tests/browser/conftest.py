"""A headless Chromium, a page made from a few sentences, and a record of everything that the page should not do."""

import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser.fake_server import FakeServer

from comention.export import Dataset
from comention.model import Graph
from comention.page import write_html

ARGUMENTS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
SIZES = {"desktop": (1440, 900), "tablet": (820, 1100), "phone": (390, 844)}

# a breach of the content security policy, as a message that the tests see
VIOLATION = """addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  console.error("policy", violatedDirective, blockedURI))"""

# the date of each document, and its sentences
Story = dict[str, tuple[str | None, list[str]]]

# [form as written|entity id]; the invented affair of a ferry line and a bridge
STORY: Story = {
    "ferry-line-sold.txt": (
        "2021-03-04",
        [
            "[Marit Solheim|person:marit-solheim], [Skagen Line|org:skagen-line], [Baltic Union|org:baltic-union].",
            "[Norway|country:no] had asked [Solheim|person:marit-solheim] and [Jonas Lind|person:jonas-lind] to wait.",
            "[Lind|person:jonas-lind] leads [Baltic Union|org:baltic-union] and lives in [Sweden|country:se].",
            "[Solheim|person:marit-solheim] and the [Skagen Line|org:skagen-line] gave no comment.",
        ],
    ),
    "bridge-plans.txt": (
        "2021-06-17",
        [
            "[Denmark|country:dk] and [Sweden|country:se] asked [Øresund Works|org:oresund-works] for a second bridge.",
            "[Łucja Ünal|person:lucja-unal] of [Øresund Works|org:oresund-works] met [Jonas Lind|person:jonas-lind].",
            "[Ünal|person:lucja-unal] praised [Denmark|country:dk] and [Sweden|country:se].",
            "The [Swedes|country:se] trust [Ünal|person:lucja-unal], said [Lind|person:jonas-lind].",
        ],
    ),
    "court.txt": (
        None,
        [
            "The court heard [Marit Solheim|person:marit-solheim] and [Jonas Lind|person:jonas-lind] on the sale.",
            "[Peru|country:pe] was named once, and alone.",
        ],
    ),
}
LABELS = {
    "person:marit-solheim": "Marit Solheim",
    "person:jonas-lind": "Jonas Lind",
    "person:lucja-unal": "Łucja Ünal",
    "org:skagen-line": "Skagen Line",
    "org:baltic-union": "Baltic Union",
    "org:oresund-works": "Øresund Works",
    "country:no": "Norway",
    "country:se": "Sweden",
    "country:dk": "Denmark",
    "country:pe": "Peru",
}
TYPES = {"person": "PERSON", "org": "ORG", "country": "COUNTRY"}


def graph_of(story: Story, labels: dict[str, str], title: str) -> Graph:
    """The graph of a story whose names are marked as `[form|entity]`."""
    documents: list[dict[str, Any]] = []
    passages: list[dict[str, Any]] = []
    forms: dict[str, Counter[str]] = {entity: Counter() for entity in labels}
    places: dict[str, set[int]] = {entity: set() for entity in labels}
    weights: Counter[tuple[str, str]] = Counter()
    shared: dict[tuple[str, str], set[int]] = {}
    for order, (name, (date, sentences)) in enumerate(story.items()):
        documents.append({"id": name, "title": None, "date": date, "source": None})
        for number, marked in enumerate(sentences):
            text, names = "", []
            for plain, form, entity in re.findall(r"([^\[]*)(?:\[([^|]*)\|([^\]]*)\])?", marked):
                text += plain + form
                if entity:
                    names.append([len(text) - len(form), len(text), entity])
                    forms[entity][form] += 1
                    places[entity].add(order)
            start = number * 1000
            span = {"document": order, "sentence": number, "start": start, "end": start + len(text)}
            passages.append({**span, "text": text, "names": names})
            for pair in combinations(sorted({entity for _, _, entity in names}), 2):
                weights[pair] += 1
                shared.setdefault(pair, set()).add(order)
    graph: Graph = nx.Graph(
        title=title,
        comention="0.1.0",
        model="en_core_web_sm 3.8.0",
        settings={"window": "sentence", "demonyms": True},
        counts={
            "documents": len(documents),
            "sentences": len(passages),
            "entities": len(labels),
            "links": len(weights),
        },
        documents=documents,
        passages=passages,
    )
    for entity, label in labels.items():
        found = dict(sorted(forms[entity].items(), key=lambda item: (-item[1], item[0])))
        graph.add_node(
            entity,
            label=label,
            type=TYPES[entity.split(":")[0]],
            mentions=sum(found.values()),
            documents=len(places[entity]),
            aliases=found,
            reasons={form: "full name" if form == label else "shorter form" for form in found},
            community=0 if entity in ("org:skagen-line", "org:baltic-union", "person:marit-solheim") else 1,
        )
    for pair, weight in weights.items():
        graph.add_edge(*pair, weight=weight, documents=len(shared[pair]), evidence=[])
    return graph


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = shutil.which("chromium")
    if executable is None:
        if os.environ.get("CI") == "true":
            pytest.fail("chromium is not installed, and CI must not go without the tests of the page")
        pytest.skip("chromium is not installed: the tests of the page need it (apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Opened:
    """A page in the browser, and what it did that it should not have done."""

    page: Page
    offences: list[str] = field(default_factory=list)

    @property
    def panel(self) -> str:
        """The words in the panel, or nothing when it is closed."""
        panel = self.page.locator("#panel")
        return panel.inner_text() if panel.is_visible() else ""

    def choose(self, label: str) -> None:
        """Find an entity by search, with the keyboard."""
        self.page.keyboard.press("/")
        self.page.keyboard.type(label)
        self.page.keyboard.press("Enter")


Open = Callable[..., Opened]


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens the page of a graph or of a server; afterwards, a message, a dialog or an error on any page is a failure.

    So is a request, unless a server is asked that sent the page.
    """
    contexts = []
    pages: list[Opened] = []

    def open_graph(graph: "Graph | FakeServer", *, size: str = "desktop", theme: Any = "light", at: str = "") -> Opened:
        if isinstance(graph, FakeServer):
            address = graph.address
        else:
            path = tmp_path / f"graph-{len(pages)}.html"
            with path.open("wb") as file:
                write_html(Dataset(graph, lambda: iter(())), file)
            address = path.as_uri()

        def mine(url: str) -> bool:
            if isinstance(graph, FakeServer):
                return url.startswith((address, "blob:"))
            return url.split("#")[0] == address

        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            reduced_motion="reduce",
            has_touch=size == "phone",
        )
        contexts.append(context)
        opened = Opened(context.new_page())
        pages.append(opened)

        def note(offence: str) -> None:
            opened.offences.append(offence)

        page = opened.page
        page.on("request", lambda request: None if mine(request.url) else note(request.url))
        page.on("console", lambda message: note(f"console {message.text}"))
        page.on("pageerror", lambda error: note(f"error {error}"))

        def refuse(dialog: Any) -> None:
            note(f"dialog {dialog.message}")
            dialog.dismiss()

        page.on("dialog", refuse)
        page.add_init_script(VIOLATION)
        page.goto(address + at)
        page.wait_for_selector("html[data-ready]", timeout=10_000)
        return opened

    yield open_graph
    for context in contexts:
        context.close()
    assert [opened.offences for opened in pages if opened.offences] == []


@pytest.fixture
def serve() -> Iterator[Callable[..., FakeServer]]:
    """Starts servers that answer from a graph, and ends them after the test."""
    servers: list[FakeServer] = []

    def start(graph: Graph, **about: Any) -> FakeServer:
        servers.append(FakeServer(graph, **about))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture
def story() -> Graph:
    return graph_of(STORY, LABELS, "The bridge and the ferry")
