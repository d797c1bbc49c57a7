"""Write listed entities as a CSV file for spreadsheets, and read such a file.

Each row is an entity: name, type, aliases, not_aliases, code, id. Several texts in a cell are separated by " | ". In a
file that is read, the columns may be in any order, with others beside them, and semicolons or tabs between the cells.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from comention.corrections import Listed
from comention.errors import InputError
from comention.model import EntityType
from comention.text.cells import from_cell, to_cell

COLUMNS = ("name", "type", "aliases", "not_aliases", "code", "id")
_SEPARATOR = "|"
_DELIMITERS = ",;\t"
_SAYS_DELIMITER = re.compile(r'"?sep=(.|\\t)"?[,;\t]*', re.IGNORECASE)


def to_csv(listed: Iterable[Listed]) -> str:
    """Return the text of the file. A cell that a spreadsheet would take for a formula begins with an apostrophe.

    >>> print(to_csv([Listed("Ann Lee", EntityType.PERSON, ("Annie", "A. Lee"))]), end="")
    name,type,aliases,not_aliases,code,id
    Ann Lee,PERSON,Annie | A. Lee,,,
    """
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entity in listed:
        lists = (f" {_SEPARATOR} ".join(texts) for texts in (entity.aliases, entity.not_aliases))
        row = (entity.name, entity.type or "", *lists, entity.code or "", entity.identifier or "")
        writer.writerow(map(to_cell, map(str, row)))
    return table.getvalue()


def from_csv(text: str, path: Path) -> list[Listed]:
    """Read the text of a file, of which only the column `name` is required; `path` is named in errors.

    Raises InputError with the line of what is not valid.
    """
    text = text.removeprefix("\ufeff")
    for delimiter in _DELIMITERS:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        columns = [cell.strip().lower() for cell in _header(rows)]
        if "name" in columns:
            return [
                entity
                for row in rows
                if (entity := _listed(dict(zip(columns, row, strict=False)), f"{path}:{rows.line_num}"))
            ]
    raise InputError(f"{path}: the first line must name the columns: {', '.join(COLUMNS)}; only name is required")


def _header(rows: Iterator[list[str]]) -> list[str]:
    """Return the first row that says something, but for one that tells a spreadsheet what parts the cells."""
    return next((row for row in rows if any(row) and not _SAYS_DELIMITER.fullmatch(",".join(row).strip())), [])


def _listed(row: Mapping[str, str], where: str) -> Listed | None:
    cells = {name: from_cell(row.get(name, "").strip()) for name in COLUMNS}
    if not any(cells.values()):
        return None
    if not cells["name"]:
        raise InputError(f"{where}: a row needs a name")
    kind = cells["type"].upper()
    if kind and kind not in set(EntityType):
        raise InputError(
            f"{where}: type {cells['type']!r} is not valid; use one of {', '.join(EntityType)}, or leave it empty"
        )
    aliases, others = (
        tuple(text for part in cells[name].split(_SEPARATOR) if (text := part.strip()))
        for name in ("aliases", "not_aliases")
    )
    return Listed(
        cells["name"],
        EntityType(kind) if kind else None,
        aliases,
        others,
        cells["code"] or None,
        cells["id"] or None,
    )
