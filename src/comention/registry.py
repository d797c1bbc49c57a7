"""Names of parts (readers, extractors, exporters) to the functions behind them, imported when asked for."""

from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any


def names(builtin: Mapping[str, str], group: str) -> list[str]:
    """All names that `load` knows: the built-in ones and those that installed packages add to `group`."""
    return sorted({*builtin, *(point.name for point in entry_points(group=group))})


def load(name: str, builtin: Mapping[str, str], group: str) -> Any:
    """Return what `name` stands for: a built-in `"module:attribute"`, else an entry point of `group`.

    Raises KeyError when neither knows the name.
    """
    if target := builtin.get(name):
        module, _, attribute = target.partition(":")
        return getattr(import_module(module), attribute)
    for point in entry_points(group=group, name=name):
        return point.load()
    raise KeyError(name)
