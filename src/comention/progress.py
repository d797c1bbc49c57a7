"""How long work tells how far it is."""

from typing import Protocol


class Progress(Protocol):
    """Is told what is being done and how far it is, if that can be known."""

    def __call__(self, step: str, done: int = 0, total: int | None = None) -> None:
        """Take note."""
        ...


def silent(step: str, done: int = 0, total: int | None = None) -> None:
    """Take no note."""
