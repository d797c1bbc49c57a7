"""See what becomes of processes and folders."""

import time
from collections.abc import Callable
from pathlib import Path

_PATIENCE = 15  # seconds


def is_running(process: int) -> bool:
    """Whether a process runs; one that only waits to be buried does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_until(true: Callable[[], bool]) -> None:
    """Wait until something is true, and fail if it does not become so."""
    deadline = time.monotonic() + _PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def numbers(told: Path, count: int) -> list[int]:
    """Wait until so many processes have written their numbers into a file."""
    wait_until(lambda: told.exists() and len(told.read_text().split()) == count)
    return list(map(int, told.read_text().split()))
