"""Say in one line, with the way out, what DuckDB reports about files, disks and memory."""

from pathlib import Path

import duckdb

DISK = 20
"""How many times the memory that DuckDB may hold can go through the disk."""
WAY_OUT = "delete the file, or generate again with --rebuild"
BROKEN = f"the workspace is damaged; {WAY_OUT}"

_NO_MEMORY = "out of memory: --memory allows {memory:,} MB; raise it, or read fewer documents at once"
_MESSAGES = {
    "max_temp_directory_size": (
        "out of temporary disk space: {disk:,} MB of disk are allowed, {times} times --memory; raise --memory"
    ),
    "Out of Memory": _NO_MEMORY,
    "failed to pin block": _NO_MEMORY,
    "could not allocate block": _NO_MEMORY,
    "failed to allocate": _NO_MEMORY,
    "lock on file": "the workspace is in use by another process; wait until that has finished",
    "No space left": "the disk is full; make room, then run the same command again",
    "Permission denied": "the workspace cannot be opened; check the permissions of the file and its folder",
    "Read-only file system": "the workspace cannot be written here; choose another output folder",
    "No such file or directory": "the folder of the workspace does not exist",
    "version number": f"the workspace was made by another version of DuckDB; {WAY_OUT}",
    "not a valid DuckDB": BROKEN,
    "not read enough bytes": BROKEN,
    "checksum": BROKEN,
}
_DAMAGED = (duckdb.SerializationException, duckdb.FatalException, duckdb.InternalException)
_IMPEDED = (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.TransactionException)


def message(error: duckdb.Error, path: Path | None, memory: int) -> str | None:
    """Return one line for an error that the user can mend; None for what only we can.

    `memory` is what DuckDB may hold, in MB.
    """
    name = path or "workspace"
    reported = str(error)
    reason = reported.partition("\n")[0]
    for sign, text in _MESSAGES.items():
        if sign in reported:
            return f"{name}: {text.format(memory=memory, disk=DISK * memory, times=DISK)}"
    if isinstance(error, _DAMAGED) or type(error) is duckdb.Error:
        return f"{name}: {BROKEN} ({reason})"
    if isinstance(error, _IMPEDED):
        return f"{name}: the workspace cannot be read or written ({reason})"
    return None
