"""Make the graph of a dataset, with its measures, and cut it down to what the filters keep."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from comention.analyse import analyse, unmeasured
from comention.config import FILTERS, SETTINGS, Filters, Group
from comention.entities import find_entity
from comention.link import Earlier, link
from comention.model import Graph, Mention
from comention.progress import Progress, silent
from comention.runtime import paused
from comention.tables import Tables, entities, mentions
from comention.tables.dated import Dated

Say = Callable[[Graph], None]
"""Gives a graph what its evidence says of names and links."""

LINKING = {setting.name for setting in SETTINGS.values() if setting.group is Group.LINKS} - {"relations"}
"""Settings that linking takes. A workspace of an earlier version may lack some of them."""
BEFORE = LINKING | {"since", "until"}
"""Settings that have taken effect before there is a graph."""


def silence(_graph: Graph) -> None:
    """Say nothing."""


def graph_of(
    tables: Tables,
    settings: Mapping[str, Any],
    first: Callable[[Graph], None] | None = None,
    earlier: Earlier | None = None,
    progress: Progress = silent,
    say: Say = silence,
) -> tuple[Graph, Callable[[], Iterator[Mention]]]:
    """Return the graph of a dataset as far as the settings keep it, and a function that streams the mentions kept.

    Names in the settings are ids, labels or surface forms of entities; an unknown one raises InputError. `first` is
    given a graph of its own before, which has only the measures that the page shows. For `earlier`, see `link`. As soon
    as the graph has its evidence, `say` may add what that says.
    """
    filters = Filters(**{name: value for name, value in settings.items() if name in FILTERS})
    with paused():
        if filters.since or filters.until:
            tables, earlier = Dated(tables, filters.since, filters.until), None
        chosen = {name: settings[name] for name in LINKING & settings.keys()}
        linked, filters = link(tables, **chosen, earlier=earlier), _by_id(filters, tables)
        say(linked)
        if first:
            about = {**linked.graph}
            known = earlier.graph.nodes(data=True) if earlier else ()
            before = {node: entity["community"] for node, entity in known}
            first(analyse(linked, filters, copy=False, brief=True, before=before))
            linked = unmeasured(linked, about)
        graph = analyse(linked, filters, copy=False, progress=progress)
    if not set(filters.filters) - BEFORE:
        return graph, lambda: mentions(tables)
    return graph, lambda: (mention for mention in mentions(tables) if mention.entity in graph)


def _by_id(filters: Filters, tables: Tables) -> Filters:
    """Replace the names in the filters by the ids of their entities."""
    if not (filters.include or filters.exclude or filters.ego):
        return filters
    known = list(entities(tables))

    def ids(names: Iterable[str]) -> list[str]:
        return [find_entity(known, name).id for name in names]

    ego = find_entity(known, filters.ego).id if filters.ego else None
    return replace(filters, include=ids(filters.include), exclude=ids(filters.exclude), ego=ego)
