"""Processes that answer questions say what the tables say, and one that ends takes nothing with it."""

import json
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.serve.conftest import MERKEL, eventually

from comention.config import WORKSPACE
from comention.corrections import NONE
from comention.errors import InputError
from comention.pipeline import resolve_again
from comention.serve.questions import QUESTIONS, answered
from comention.serve.readers import BrokenError, Readers
from comention.workspace.store import Store

ASKED = {
    "names": ("mer",),
    "search": ("spoke", 20),
    "document": ("summit.md", 0),
    "mentions": (MERKEL,),
    "review": (NONE, 20),
}


@pytest.fixture
def workspace(out: Path) -> Path:
    return out / WORKSPACE


@pytest.fixture
def readers() -> Iterator[Readers]:
    with Readers(1) as one:
        yield one


class TestReaders:
    def test_they_say_what_the_tables_say(self, readers: Readers, workspace: Path) -> None:
        assert {*ASKED} == {*QUESTIONS}
        with Store(workspace, read_only=True) as store:
            for question, about in ASKED.items():
                assert readers.ask(workspace, question, *about) == answered(store, question, *about)

    def test_they_read_what_they_are_asked_about(self, readers: Readers, workspace: Path) -> None:
        before = workspace.with_name("before.duckdb")
        before.write_bytes(workspace.read_bytes())
        workspace.with_name("comention.toml").write_text('[[ignore]]\ntext = "Angela Merkel"\n')
        resolve_again(workspace.parent)
        many = [len(json.loads(readers.ask(path, "names", "mer"))["names"]) for path in (before, workspace, before)]
        assert many == [1, 0, 1]

    def test_errors_are_the_same(self, readers: Readers, workspace: Path) -> None:
        with pytest.raises(InputError, match="'no': there is no such document here"):
            readers.ask(workspace, "document", "no", 0)
        with pytest.raises(BrokenError, match="KeyError: 'nothing'"):
            readers.ask(workspace, "nothing")

    @pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there are no such signals here")
    def test_one_that_is_killed_is_replaced(self, readers: Readers, workspace: Path) -> None:
        readers.ask(workspace, "names", "mer")
        process = readers._all[0]._process
        assert process
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        with pytest.raises(BrokenError, match="has ended"):
            readers.ask(workspace, "names", "mer")
        assert readers.ask(workspace, "names", "mer")

    def test_many_ask_at_once(self, workspace: Path) -> None:
        found: list[bytes] = []
        with Readers(2) as readers:
            threads = [
                threading.Thread(target=lambda: found.append(readers.ask(workspace, "names", "mer"))) for _ in range(8)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            processes = [worker._process for worker in readers._all]
        assert (len(found), len({*found})) == (8, 1)
        eventually(lambda: all(process and process.poll() is not None for process in processes))
