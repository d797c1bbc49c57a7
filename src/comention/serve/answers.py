"""What the server answers, as JSON has it: the page and its graph, and what is asked of the tables."""

import gzip
import json
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from comention.config import ADDED
from comention.page import page
from comention.page.assets import assets
from comention.page.data import columns, page_data, shown
from comention.runtime import paused
from comention.serve.live import Live, State

NAMES, LINKS = 2_000, 5_000
"""What a page is sent at first, at most; it asks for more."""
INPUTS = 5_000
"""Inputs that are told, those with a problem first."""
_KEPT = 16  # answers that are kept of a version
_READ = "read"


class Pages:
    """Page and graph of what is served, made once for each version and each question."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._lock = threading.Lock()
        self._version = ""
        self._made: dict[tuple[str, ...], bytes] = {}

    def page(self) -> bytes:
        """The page, with the part of the graph that it begins with."""
        state = self._live.state
        return self._once(state, ("page",), lambda: self._page(state))

    def graph(self, keys: Sequence[str]) -> tuple[str, bytes]:
        """Version and part of the graph as the page takes it, packed, with what is around the names of some keys."""
        state = self._live.state
        packed = self._once(state, ("graph", *sorted({*keys})), lambda: self._graph(state, keys))
        if state is self._live.state:
            self._live.sent.set()
        return state.version, packed

    def _once(self, state: State, question: tuple[str, ...], make: Callable[[], bytes]) -> bytes:
        with self._lock:  # several tabs ask at the same time, as they are told of a version at the same time
            if state.version != self._version:
                self._version, self._made = state.version, {}
            if question not in self._made:
                if len(self._made) >= _KEPT:
                    self._made.pop(next(iter(self._made)))
                self._made[question] = make()
            return self._made[question]

    def _page(self, state: State) -> bytes:
        words, can = self._live.last
        live = {"read_only": self._live.read_only, "version": state.version, "undo": words if can else None}
        with paused():
            return page(shown(state.graph, (NAMES, LINKS)), live).encode("utf-8", "replace")

    def _graph(self, state: State, keys: Sequence[str]) -> bytes:
        with paused():
            data = page_data(shown(state.graph, (NAMES, LINKS), keys))
            told = {
                "version": state.version,
                "title": state.graph.graph.get("title"),
                "facts": data.facts,
                **{name: columns(getattr(data, name)) for name in ("documents", "nodes", "edges", "passages")},
            }
        words, can = self._live.last
        told |= {"undo": words, "undoable": can}
        return gzip.compress(json.dumps(told, separators=(",", ":")).encode(), 1, mtime=0)


def policy() -> str:
    """The content security policy of the page, which no other page may show in a frame."""
    return f"{assets(live=True)['policy']}; frame-ancestors 'none'"


def inputs(live: Live) -> list[dict[str, Any]]:
    """What became of what was read: first what could not be, with the reason."""
    with live.asking() as store:
        outcomes = store.inputs()
        added = {name for name, path in store.rows(_PATHS) if Path(path).is_relative_to(live.out / ADDED)}
    told = [
        {"id": part["id"], "status": part["status"], "reason": part["reason"], "added": outcome["input"] in added}
        for outcome in outcomes
        for part in _parts(outcome)
    ]
    return sorted(told, key=lambda one: one["status"] == _READ)[:INPUTS]


_PATHS = "SELECT i.name, i.path FROM {input} i WHERE i.name IS NOT NULL AND i.path IS NOT NULL"


def _parts(outcome: dict[str, Any]) -> list[dict[str, Any]]:
    """An input, and the parts of it that were not read."""
    own = {"id": outcome["input"], "status": outcome["status"], "reason": outcome.get("reason")}
    return [own, *({"id": one["where"], **one} for one in outcome.get("parts", ()))]
