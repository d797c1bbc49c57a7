"""Work that makes many objects which stay in; the same work without a collector that looks through all of them out."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Let the garbage collector rest where nothing goes round in circles: a quarter of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
