"""The command itself: it prints where it is, stops on Ctrl-C whoever listens, and loses nothing when it is killed."""

import http.client
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults.killing import OUTPUTS, Trial, kill_servers
from tests.serve.conftest import Browser, eventually


class Command:
    """The command `comention serve`, at work."""

    def __init__(self, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "comention", "serve", "--no-browser", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def browser(self) -> Browser:
        assert self.process.stderr
        line = self.process.stderr.readline()
        while not (found := re.match(r"open in a browser: (http://127\.0\.0\.1:(\d+)/\?token=.*)", line)):
            assert line, "it ended"
            line = self.process.stderr.readline()
        browser = Browser(int(found[2]))
        eventually(lambda: listens(int(found[2])))
        assert browser.enter(found[1]).status == 303
        return browser

    def end(self, number: int = signal.SIGINT) -> tuple[int, str]:
        self.process.send_signal(number)
        _, said = self.process.communicate(timeout=20)
        return self.process.returncode, said


def listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    found = Trial(tmp_path)
    found.run()
    return found


@pytest.fixture
def commands() -> Iterator[list[Command]]:
    started: list[Command] = []
    yield started
    for command in started:
        command.process.kill()
        command.process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_though_a_tab_is_open(trial: Trial, commands: list[Command], number: int) -> None:
    commands.append(command := Command(str(trial.out)))
    browser = command.browser()
    with browser.listening() as following:
        following()
        start = time.monotonic()
        status, said = command.end(number)
        assert status == 0
        assert said.splitlines()[1:] == ["stopped"]  # after the next address
        assert time.monotonic() - start < 10


def test_nobody_who_goes_while_they_send_something_is_a_fault(trial: Trial, commands: list[Command]) -> None:
    commands.append(command := Command(str(trial.out)))
    browser = command.browser()
    about = {**browser.headers, "Content-Type": "multipart/form-data; boundary=limit", "Content-Length": "999"}
    head = "\r\n".join(["POST /api/documents HTTP/1.1", *map(": ".join, about.items()), "", "--limit\r\n"])
    with socket.create_connection(("127.0.0.1", browser.port)) as gone:
        gone.sendall(head.encode())
    with socket.create_connection(("127.0.0.1", browser.port)) as waiting:
        waiting.sendall(head.encode())
        assert browser.get("formats")
        status, said = command.end()
    assert status == 0
    assert said.splitlines()[1:] == ["stopped"]


def test_what_was_corrected_last_is_in_the_files_when_it_has_stopped(trial: Trial, commands: list[Command]) -> None:
    commands.append(command := Command(str(trial.out)))
    browser = command.browser()
    browser.correct(kind="ignore", node="person:ann-lee")
    assert command.end()[0] == 0
    assert "Ann Lee" not in (trial.out / "graph.graphml").read_text()
    assert {path.name for path in trial.out.iterdir()} == {*OUTPUTS, "workspace.duckdb", "comention.toml"}


@pytest.mark.parametrize(
    ("words", "status", "why"),
    [
        (
            ["nowhere"],
            1,
            "nowhere, or name a folder with --watch",
        ),
        (["--watch", "nowhere"], 2, "nowhere: there is no such folder"),
        (["--watch", ".", "--read-only"], 2, "exclude each other"),
        (["--watch", ".", "-o", "./"], 2, "this is the output folder: watch another one"),
        (["--port", "0"], 2, "0 is not in the range"),
        (["--host", "no.such.host.invalid"], 1, "cannot listen here"),
    ],
)
def test_mistakes_are_told_in_one_line(tmp_path: Path, words: list[str], status: int, why: str) -> None:
    command = [sys.executable, "-m", "comention", "serve", "--no-browser", *words]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert done.returncode == status
    assert done.stderr.count("\n") == 1
    assert why in done.stderr


def test_a_port_that_is_taken_is_told(trial: Trial) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "comention", "serve", "--no-browser", str(trial.out), "--port", port]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert f"127.0.0.1:{port}: cannot listen here" in done.stderr


def test_another_interface_is_warned_of(trial: Trial, commands: list[Command]) -> None:
    commands.append(command := Command(str(trial.out), "--host", "0.0.0.0"))
    assert command.process.stderr
    assert command.process.stderr.readline() == (
        "warning: others on the network can reach this at 0.0.0.0, and what is sent is not encrypted\n"
    )
    browser = command.browser()
    assert browser.get("formats")


def test_the_address_that_is_shown_works(trial: Trial, commands: list[Command]) -> None:
    hosts = {"127.1": "127.0.0.1", **({"::": "[::1]", "0:0:0:0:0:0:0:1": "[::1]"} if socket.has_ipv6 else {})}
    commands += [Command(str(trial.out), "--host", host) for host in hosts]
    for command, (host, shown) in zip(commands, hosts.items(), strict=True):
        assert command.process.stderr
        line = command.process.stderr.readline()
        if host == "::":
            assert line.startswith("warning: others on the network")
            line = command.process.stderr.readline()
        found = re.match(r"open in a browser: http://((.*):\d+)(/\?token=.*)", line)
        assert found, line
        assert found[2] == shown
        connection = http.client.HTTPConnection(found[1], timeout=20)
        connection.request("GET", found[3])
        assert connection.getresponse().status == 303
        connection.close()


def test_killing_it_loses_no_correction(tmp_path: Path) -> None:
    assert kill_servers(tmp_path, times=6, seed=5).total() == 6


def test_other_commands_do_not_load_it() -> None:
    code = (
        "import sys, comention.cli; print([name for name in sys.modules if name.startswith(('starlette', 'uvicorn'))])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"
