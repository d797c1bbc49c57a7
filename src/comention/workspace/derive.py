"""Derive the graph and the files of an output folder from the tables of its dataset."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comention.config import REPORT
from comention.export import Dataset, export
from comention.export.looks import placed
from comention.formats import FILES
from comention.graph import Say, graph_of, silence
from comention.link import Earlier
from comention.model import Graph, Place
from comention.progress import Progress, silent
from comention.runtime import paused
from comention.tables import Tables
from comention.tables.graph_rows import graph_rows
from comention.tables.schema import PLACE
from comention.workspace.facts import RunFacts, graph_facts
from comention.workspace.files import Outputs
from comention.workspace.places import place_rows
from comention.workspace.report import Tally, languages_of, report, tally
from comention.workspace.store import Store

FORMATS = ("html", "graphml")
"""What every run writes; others are made from the workspace."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run made, in numbers.

    `skipped` are inputs, or parts of them, that could not be read; by that so many documents and characters are left
    out, as far as that is known. `unused` are corrections that had no effect; `links_left_out` are too weak, or too
    many, for the graph; `names_not_linked` stand in windows of more names than can all be linked. No model knows the
    language of `foreign` documents. In `unparsed` ones, sentences are not parsed, as their model has no parser.
    """

    documents: int
    skipped: int
    entities: int
    links: int
    unused: int = 0
    links_left_out: int = 0
    documents_left_out: int = 0
    characters_left_out: int = 0
    names_not_linked: int = 0
    foreign: int = 0
    unparsed: int = 0


def dataset_of(
    tables: Tables,
    facts: RunFacts,
    before: Mapping[str, Place] | None = None,
    first: Callable[[Graph], None] | None = None,
    earlier: Earlier | None = None,
    progress: Progress = silent,
    say: Say = silence,
) -> Dataset:
    """Make the graph of tables in the way that the facts of their run say; its mentions are streamed.

    Names that had a place `before` stay there. For `first`, see `derive`; for `earlier`, `comention.link.link`; for
    `say`, `comention.graph.graph_of`.
    """

    def finished(graph: Graph, *, brief: bool = False) -> Graph:
        graph.graph.update(graph_facts(facts))
        return placed(graph, before or {}, brief=brief)

    look = (lambda graph: first(finished(graph, brief=True))) if first else None
    graph, named = graph_of(tables, facts["settings"], look, earlier, progress, say)
    progress("Placing names")
    return Dataset(finished(graph), named)


def write_graph(dataset: Dataset, out: Path, outputs: Outputs, forms: Sequence[str] = FORMATS) -> None:
    """Write the files that every run writes, or some of them."""
    for form in forms:
        with outputs.write(out / FILES[form]) as file:
            export(dataset, form, file)


def write_report(
    out: Path, outputs: Outputs, facts: RunFacts, dataset: Dataset, outcomes: Sequence[Mapping[str, Any]]
) -> Summary:
    """Write the report of a run, and sum it up."""
    with outputs.write(out / REPORT) as file:
        file.write(report(facts, dataset.graph.graph, outcomes))
    unparsed = sum(
        one["documents"]
        for one in languages_of(facts, dataset.graph.graph["documents"])
        if one.get("parser", "") is None
    )
    return summary(dataset.graph.graph["counts"], tally(outcomes), len(facts["corrections"]["unused"]), unparsed)


@dataclass(frozen=True, slots=True)
class Derived:
    """A graph, as it was saved in a workspace, and what its files tell of the run: its facts, and its inputs."""

    dataset: Dataset
    facts: RunFacts
    outcomes: Sequence[Mapping[str, Any]]

    def write(self, out: Path, outputs: Outputs, go_on: Callable[[], None] = lambda: None) -> Summary:
        """Write the files that every run writes, and sum the run up; `go_on` is called before each, and may raise."""
        for form in FORMATS:
            go_on()
            write_graph(self.dataset, out, outputs, [form])
        return write_report(out, outputs, self.facts, self.dataset, self.outcomes)


def derive(
    store: Store,
    progress: Progress = silent,
    made: Callable[[Graph], None] | None = None,
    first: Callable[[Graph], None] | None = None,
    earlier: "Graph | None" = None,
    say: Say = silence,
) -> Derived:
    """Make the graph of the dataset that a store is building, and save it there.

    `made` is given the graph, and `first`, in half the time, a copy with all that the page shows; if one of them raises
    an error, nothing is saved. What is still right of the `earlier` graph is taken from that: the one of the dataset
    before, if that has the same documents and settings. For `say`, see `comention.graph.graph_of`.
    """
    progress("Linking")
    with paused():
        before = store.earlier_places()
        known = None if earlier is None else Earlier(earlier, store.changed_documents())
        dataset = dataset_of(store, store.facts(), before, first, known, progress, say)
        if made:
            made(dataset.graph)
        progress("Saving")
        store.save_graph({**graph_rows(dataset.graph, *store.positions()), PLACE: place_rows(dataset.graph, before)})
    store.write_facts({"counts": dataset.graph.graph["counts"]})
    return Derived(dataset, store.facts(), store.inputs())


def summary(counts: Mapping[str, int], lost: Tally, unused: int, unparsed: int = 0) -> Summary:
    """Sum up the counts of a graph, and what its inputs and corrections lost."""
    return Summary(
        counts["documents"],
        lost.skipped,
        counts["entities"],
        counts["links"],
        unused,
        counts.get("links_left_out", 0),
        lost.documents,
        lost.characters,
        counts.get("names_not_linked", 0),
        lost.foreign,
        unparsed,
    )
