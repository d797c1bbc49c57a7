"""A fake server whose corrections change the graph, as those of `comention serve` do."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.browser.fake_server import FakeServer

from comention.model import Graph

Row = dict[str, Any]
Story = dict[str, tuple[str | None, list[str]]]
TITLE = "The bridge and the ferry"


@dataclass
class LiveServer(FakeServer):
    """Has a story with marked names; each correction changes the marks, and a name that is renamed gets another key."""

    story: Story = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    make: Callable[[Story, dict[str, str], str], Graph] | None = None
    part: set[str] = field(default_factory=set)
    """If it has any, only these names are sent, unless others are asked for."""
    steps: list[tuple[Story, dict[str, str], str]] = field(default_factory=list)

    def take(self, path: str, body: bytes, kind: str) -> Any:
        if path not in ("corrections", "undo"):
            return super().take(path, body, kind)
        told = json.loads(body or b"{}")
        self.told.append((path, told))
        if path == "undo":
            self.story, self.labels, words = self.steps.pop()
            said = f"Taken back: {words}"
        else:
            said = f"{told['kind']} {self.labels[told['node']]}"
            self.steps.append((self.story, self.labels, said))
            self.correct(**told)
        return {"version": self.show(), "said": said, "undo": self.undo}

    @property
    def undo(self) -> str | None:
        return self.steps[-1][2] if self.steps else None

    def show(self) -> str:
        """Make the graph, and tell all pages its version."""
        assert self.make
        self.graph = self.make(self.story, self.labels, TITLE)
        return self.next_version()

    def drop(self) -> None:
        """End the connections over which pages hear of what happens."""
        for listener in self._listeners:
            listener.put(None)

    def correct(self, kind: str, node: str, other: str = "", text: str = "") -> None:
        def mark(found: re.Match[str]) -> str:
            form, key = found[1], found[2]
            if kind == "same" and key == other:
                return f"[{form}|{node}]"
            if kind == "ignore" and key == node:
                return form
            if kind == "different" and (form, key) == (text, node):
                return f"[{form}|{new}]"
            return f"[{form}|{new}]" if kind == "rename" and key == node else found[0]

        slug = re.sub(r"\W+", "-", text.lower())
        new = f"{node.split(':')[0]}:{slug}"
        self.story = {
            name: (date, [re.sub(r"\[([^|]*)\|([^\]]*)\]", mark, sentence) for sentence in sentences])
            for name, (date, sentences) in self.story.items()
        }
        gone = {"same": other, "ignore": node, "rename": node}.get(kind)
        self.labels = {key: label for key, label in self.labels.items() if key != gone}
        if kind in ("rename", "different"):
            self.labels[new] = text

    def answer(self, path: str, ask: dict[str, list[str]]) -> Any:
        if path == "names":
            found = [key for key, label in self.labels.items() if ask["q"][0].lower() in label.lower()]
            return {"names": [self.name(key) for key in found]}
        if path != "graph":
            return super().answer(path, ask)
        whole = self.graph
        self.graph = self.shown(set(ask.get("with", [])))
        told = super().answer(path, ask)
        self.graph = whole
        return {**told, "undoable": bool(self.steps)}

    def name(self, key: str) -> Row:
        about = self.graph.nodes[key]
        return {"key": key, **{name: about[name] for name in ("label", "type", "mentions")}, "form": None}

    def shown(self, keys: set[str]) -> Graph:
        """The part of the graph, with what is around some names."""
        if not self.part:
            return self.graph
        near = {other for key in keys if key in self.graph for other in self.graph[key]}
        for node, degree in self.graph.degree():
            self.graph.nodes[node]["degree"] = degree
        part: Graph = self.graph.subgraph((self.part | keys | near) & set(self.graph)).copy()
        part.graph = self.graph.graph
        return part
