"""Make a graph of the people, organizations and countries that documents mention together, with the evidence.

>>> import comention
>>> graph = comention.build_graph("Angela Merkel met Barack Obama in Germany.")
>>> graph.nodes["country:de"]["label"]
'Germany'

The stages below it are modules of their own (`comention.read`, `extract`, `resolve`, `link`, `analyse`, `export`), each
with a function of the same name. Everything is imported on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from comention import analyse, export, extract, link, read, resolve
    from comention.config import Filters, Settings
    from comention.corrections import Corrections, Ignored, Listed, Related
    from comention.errors import (
        ComentionError,
        EngineError,
        ExportError,
        InputError,
        ModelError,
        SettingError,
        WorkspaceError,
    )
    from comention.given_mentions import from_mentions
    from comention.model import (
        Alias,
        Analysis,
        Clues,
        CommunityAttributes,
        Document,
        DocumentAttributes,
        DocumentResolution,
        EdgeAttributes,
        Entity,
        EntityType,
        Evidence,
        Extraction,
        Graph,
        GraphAttributes,
        LocalEntity,
        LocalMention,
        Mention,
        NodeAttributes,
        Passage,
        Place,
        Refusal,
        Relation,
        RelationKind,
        Role,
        Saying,
        Sentence,
        ShortLine,
        Span,
        Word,
    )
    from comention.page.notebook import show
    from comention.pipeline import build_graph, generate
    from comention.workspace import store
    from comention.workspace.derive import Summary

__all__ = [
    "Alias",
    "Analysis",
    "Clues",
    "ComentionError",
    "CommunityAttributes",
    "Corrections",
    "Document",
    "DocumentAttributes",
    "DocumentResolution",
    "EdgeAttributes",
    "EngineError",
    "Entity",
    "EntityType",
    "Evidence",
    "ExportError",
    "Extraction",
    "Filters",
    "Graph",
    "GraphAttributes",
    "Ignored",
    "InputError",
    "Listed",
    "LocalEntity",
    "LocalMention",
    "Mention",
    "ModelError",
    "NodeAttributes",
    "Passage",
    "Place",
    "Refusal",
    "Related",
    "Relation",
    "RelationKind",
    "Role",
    "Saying",
    "Sentence",
    "SettingError",
    "Settings",
    "ShortLine",
    "Span",
    "Summary",
    "Word",
    "WorkspaceError",
    "__version__",
    "analyse",
    "build_graph",
    "export",
    "extract",
    "from_mentions",
    "generate",
    "link",
    "read",
    "resolve",
    "show",
    "store",
]

_MODULES = {
    **{name: name for name in ("analyse", "export", "extract", "link", "read", "resolve")},
    "store": "workspace.store",
}
_HOMES = {
    "config": ("Filters", "Settings"),
    "corrections": ("Corrections", "Ignored", "Listed", "Related"),
    "errors": (
        "ComentionError",
        "EngineError",
        "ExportError",
        "InputError",
        "ModelError",
        "SettingError",
        "WorkspaceError",
    ),
    "model": (
        "Alias",
        "Analysis",
        "Clues",
        "CommunityAttributes",
        "Document",
        "DocumentAttributes",
        "DocumentResolution",
        "EdgeAttributes",
        "Entity",
        "EntityType",
        "Evidence",
        "Extraction",
        "Graph",
        "GraphAttributes",
        "LocalEntity",
        "LocalMention",
        "Mention",
        "NodeAttributes",
        "Passage",
        "Place",
        "Refusal",
        "Relation",
        "RelationKind",
        "Role",
        "Saying",
        "Sentence",
        "ShortLine",
        "Span",
        "Word",
    ),
    "given_mentions": ("from_mentions",),
    "page.notebook": ("show",),
    "pipeline": ("build_graph", "generate"),
    "workspace.derive": ("Summary",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load a public name on its first use: `--help` must not wait for spaCy."""
    if name in _MODULES:
        return import_module(f"{__name__}.{_MODULES[name]}")
    if name in _HOME:
        return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
