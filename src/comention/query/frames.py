"""Turn records into a data frame of pandas or polars."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any

from comention.errors import ExportError


def frame(records: Iterable[Any]) -> Any:
    """Return a data frame, of pandas or else of polars, with a row for each record and a column for each field.

    A record inside a record becomes columns of its own (such as `name_label`); several become a list. Raises
    ExportError if neither library is installed.
    """
    rows = [_row(record) for record in records]
    try:
        import pandas as pd
    except ImportError:
        try:
            import polars as pl
        except ImportError:
            raise ExportError("a data frame needs pandas or polars: type pip install 'comention[pandas]'") from None
        return pl.DataFrame(rows)
    return pd.DataFrame(rows)


def _row(record: Any) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if is_dataclass(value):
            row |= {f"{field.name}_{name}": inner for name, inner in _row(value).items()}
        elif isinstance(value, tuple):
            row[field.name] = [_row(one) if is_dataclass(one) else one for one in value]
        else:
            row[field.name] = value
    return row
