"""Derive the graph and the files of an output folder from the tables of its dataset."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comention.config import REPORT
from comention.export import Dataset, export
from comention.export.looks import Place, placed
from comention.formats import FILES
from comention.graph import graph_of
from comention.progress import Progress, silent
from comention.tables import Tables
from comention.tables.graph_rows import graph_rows
from comention.tables.schema import PLACE
from comention.workspace.facts import RunFacts, graph_facts
from comention.workspace.files import Outputs
from comention.workspace.places import place_rows
from comention.workspace.report import Tally, report, tally
from comention.workspace.store import Store

FORMATS = ("html", "graphml")
"""What every run writes; others are made from the workspace."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run made, in numbers.

    `skipped` are inputs, or parts of them, that could not be read; by that so many documents and characters are left
    out, as far as that is known. `unused` are corrections that had no effect; `links_left_out` are too weak, or too
    many, for the graph; `names_not_linked` stand in windows of more names than can all be linked.
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


def dataset_of(tables: Tables, facts: RunFacts, before: Mapping[str, Place] | None = None) -> Dataset:
    """Make the graph of tables in the way that the facts of their run say; its mentions are streamed.

    Names that had a place `before` stay there.
    """
    graph, named = graph_of(tables, facts["settings"])
    graph.graph.update(graph_facts(facts))
    return Dataset(placed(graph, before or {}), named)


def write_graph(dataset: Dataset, out: Path, outputs: Outputs) -> None:
    """Write the files that every run writes."""
    for form in FORMATS:
        with outputs.write(out / FILES[form]) as file:
            export(dataset, form, file)


def write_report(
    out: Path, outputs: Outputs, facts: RunFacts, dataset: Dataset, outcomes: Sequence[Mapping[str, Any]]
) -> Summary:
    """Write the report of a run, and sum it up."""
    with outputs.write(out / REPORT) as file:
        file.write(report(facts, dataset.graph.graph, outcomes))
    return summary(dataset.graph.graph["counts"], tally(outcomes), len(facts["corrections"]["unused"]))


def derive(
    store: Store,
    out: Path,
    outputs: Outputs,
    progress: Progress = silent,
    *,
    check: Callable[[Dataset, Tables], None] = lambda *_: None,
) -> Summary:
    """Make the graph of the dataset that a store is building, `check` it, write all files, and commit it."""
    progress("Linking")
    before = store.earlier_places()
    made = dataset_of(store, store.facts(), before)
    check(made, store)
    progress("Writing")
    write_graph(made, out, outputs)
    store.save_graph({**graph_rows(made.graph, *store.positions()), PLACE: place_rows(made.graph, before)})
    store.write_facts({"counts": made.graph.graph["counts"]})
    done = write_report(out, outputs, store.facts(), made, store.inputs())
    store.commit()
    return done


def summary(counts: Mapping[str, int], lost: Tally, unused: int) -> Summary:
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
    )
