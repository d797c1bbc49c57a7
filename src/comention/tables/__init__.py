"""The tables of a dataset, on whatever engine holds them: `protocol` says what an engine can do."""

from comention.tables.protocol import (
    CALLED_APART,
    SHARED,
    Tables,
    cut,
    entities,
    filled,
    mentions,
    named_by,
    texts,
    with_parts,
)

__all__ = [
    "CALLED_APART",
    "SHARED",
    "Tables",
    "cut",
    "entities",
    "filled",
    "mentions",
    "named_by",
    "texts",
    "with_parts",
]
