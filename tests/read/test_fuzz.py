"""A thousand wounded files of each format: every one is read or skipped, no reader dies of one or loses its way."""

from pathlib import Path

import pytest
from tests.read.fuzzing import mutants, outcomes
from tests.read.writing import WRITERS

from comention.model import Document
from comention.read import Skipped, Status

TIMES = 1000
NEVER = {Status.CRASHED, Status.SLOW, Status.MISSING, Status.CLOSED}
KINDS = [name for name in WRITERS if not name.endswith((".md", ".rst", ".log", "-16.txt", "1252.txt"))]


@pytest.mark.parametrize("name", KINDS)
def test_no_wound_is_deadly(name: str, tmp_path: Path) -> None:
    read = 0
    for number, items in enumerate(outcomes(name, mutants(name, TIMES), tmp_path)):
        for item in items:
            if isinstance(item, Document):
                assert item.text == item.text.encode("utf-8", "replace").decode(), number
                read += bool(item.text)
            else:
                assert isinstance(item, Skipped)
                assert item.status not in NEVER, (number, item)
                assert item.reason.isprintable(), (number, item)
    assert read > 10  # a wound seldom kills
