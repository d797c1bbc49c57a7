"""The callback by which long work reports its progress."""

from typing import Protocol


class Progress(Protocol):
    """Is called with the current step and, if known, how many of how many items are done."""

    def __call__(self, step: str, done: int = 0, total: int | None = None) -> None:
        """Note the progress."""
        ...


def silent(step: str, done: int = 0, total: int | None = None) -> None:
    """Ignore the progress."""
