"""Corrections of names and relations: the file `comention.toml`, edits of it, and lists of entities as spreadsheets.

`file` reads the file, `edit` changes it and keeps everything else in it, `watchlist` reads and writes spreadsheets.
"""

from comention.corrections.file import (
    NAME,
    NONE,
    Corrections,
    Ignored,
    Listed,
    Related,
    Written,
    content_of,
    find_file,
    load,
    load_text,
)

__all__ = [
    "NAME",
    "NONE",
    "Corrections",
    "Ignored",
    "Listed",
    "Related",
    "Written",
    "content_of",
    "find_file",
    "load",
    "load_text",
]
