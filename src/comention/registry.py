"""Names of parts (readers, extractors, exporters) to the functions behind them, imported when asked for."""

import sys
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoints, entry_points
from typing import Any


def names(builtin: Mapping[str, str], group: str) -> list[str]:
    """All names that `load` knows: the built-in ones and those that installed packages add to `group`."""
    return sorted({*builtin, *_installed(group).names})


def load(name: str, builtin: Mapping[str, str], group: str) -> Any:
    """Return what `name` stands for: a built-in `"module:attribute"`, else an entry point of `group`.

    Raises KeyError when neither knows the name.
    """
    if target := builtin.get(name):
        module, _, attribute = target.partition(":")
        return getattr(import_module(module), attribute)
    for point in _installed(group).select(name=name):
        return point.load()
    raise KeyError(name)


def _installed(group: str) -> EntryPoints:
    return _found(group, tuple(sys.path))


@cache
def _found(group: str, _path: tuple[str, ...]) -> EntryPoints:
    """Look through all installed packages: ten milliseconds, too long for each file that is read."""
    return entry_points(group=group)
