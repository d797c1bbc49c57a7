"""What users correct: the file `comention.toml`, changes of it, and lists of entities as tables.

`file` reads what a user wrote, `edit` changes it and keeps everything else in it, `watchlist` reads and writes tables.
"""

from comention.corrections.file import NAME, NONE, Corrections, Ignored, Listed, Written, find, load, load_text

__all__ = ["NAME", "NONE", "Corrections", "Ignored", "Listed", "Written", "find", "load", "load_text"]
