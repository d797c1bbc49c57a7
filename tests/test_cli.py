import json
import logging
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import click
import networkx as nx
import pytest
from tests.read.makers import locked
from tests.read.packages import docx
from tests.sayings import add_relation, add_role, graphs_say

import comention
from comention import cli, pipeline
from comention.cli.parts import aligned
from comention.cli.progress import Interruption, progress
from comention.export import EXPORTERS, FOLDER_EXPORTERS
from comention.model import Alias, Entity, EntityType, Graph
from comention.query.explain import Explanation
from comention.resolve.speaking import Spoken
from comention.resolve.why import WEIGHED, Reason, Why, shares
from comention.workspace.derive import Summary
from comention.workspace.store import Store

NO_RUN = "comention: {}: no graph was made here; make one with: comention generate INPUT -o {}\n"
HEAVY = {"spacy", "thinc", "networkx", "duckdb", "pyvis", "jinja2", "numpy", "rich"}


class Outcome(NamedTuple):
    """What a command left behind: its exit status, and what it printed."""

    status: int
    out: str
    err: str


Command = Callable[..., Outcome]


def paths(command: click.Command, *before: str) -> Iterator[tuple[str, ...]]:
    """Yield how a command, and each one below it, is called."""
    yield before
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from paths(below, *before, name)


HELPS = list(paths(cli.comention))


def examples(text: str) -> list[str]:
    """Return the lines below Examples, without the remarks beside them."""
    (block,) = re.findall(r"^  Examples:\n((?:    \S.*\n)+)", text, flags=re.M)
    return [re.sub(r" {3,}.*", "", line.strip()) for line in block.splitlines()]


def typed(example: str) -> list[str]:
    """Return the words after comention in an example, up to a pipe or a redirection."""
    (words,) = re.findall(r"(?:^|\| )comention ([^|>]+)", example)
    return shlex.split(words)


def parse(words: Sequence[str]) -> None:
    """Parse what stands after comention, down to the last command in it; a mistake is an error."""
    command: click.Command = cli.comention
    context, rest = None, [*words]
    while isinstance(command, click.Group):
        context = click.Context(command, parent=context)
        command, rest = command.commands[rest[0]], rest[1:]
    command.make_context(command.name, rest, parent=context)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    """Run a command in this process."""

    def command(*arguments: str | Path) -> Outcome:
        before = signal.getsignal(signal.SIGTERM)
        monkeypatch.setattr(sys, "argv", ["comention", *map(str, arguments)])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        signal.signal(signal.SIGTERM, before)
        return Outcome(int(caught.value.code or 0), *capfd.readouterr())

    return command


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def made(here: Path, articles: Path, extractor: Any) -> Path:
    pipeline.generate(["articles"], "output")
    return here / "output"


def process(*arguments: str | Path, **options: Any) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run([sys.executable, "-m", "comention", *arguments], capture_output=True, **options)


def results(folder: Path) -> dict[str, bytes]:
    """What a user sees of an output folder; the workspace is ours."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith("workspace")}


class TestHelp:
    def test_alone_it_helps(self, run: Command) -> None:
        outcome = run()
        assert outcome.status == 0
        assert outcome == run("--help")
        assert all(word in outcome.out for word in ("comention generate", "comention open", "comention export"))

    def test_the_commands_stand_under_headings_each_once(self, run: Command) -> None:
        _, *sections = re.split(r"^(Make a graph|Ask about it|Correct it|Set up):\n", run("--help").out, flags=re.M)
        assert sections[::2] == ["Make a graph", "Ask about it", "Correct it", "Set up"]
        listed = [re.findall(r"^  (\S+) ", section, flags=re.M) for section in sections[1::2]]
        assert listed == [
            ["generate", "open", "export", "serve"],
            ["show", "path", "top", "search", "timeline", "diff", "explain"],
            ["review", "merge", "split", "rename", "retype", "ignore", "relation", "correct", "watchlist"],
            ["completion"],
        ]
        assert sorted(name for names in listed for name in names) == sorted(cli.comention.commands)
        assert "\nCommands:\n" not in run("--help").out

    @pytest.mark.parametrize("path", HELPS, ids=" ".join)
    @pytest.mark.parametrize("columns", ["80", "200"])
    def test_help_fits_in_80_columns(
        self, run: Command, monkeypatch: pytest.MonkeyPatch, path: Sequence[str], columns: str
    ) -> None:
        monkeypatch.setenv("COLUMNS", columns)
        lines = run(*path, "--help").out.splitlines()
        assert lines
        assert [line for line in lines if len(line) > 80] == []
        assert [line for line in lines[1:] if line.endswith("...")] == []  # no description is cut short

    @pytest.mark.parametrize("path", HELPS, ids=" ".join)
    def test_help_has_two_examples_that_parse(self, run: Command, path: Sequence[str]) -> None:
        told = examples(run(*path, "--help").out)
        assert len(told) >= 2
        assert len(set(told)) == len(told)
        for example in told:
            words = typed(example)
            assert words[: len(path)] == [*path]
            parse(words)

    def test_an_example_with_a_wrong_option_is_noticed(self) -> None:
        with pytest.raises(click.UsageError):
            parse(typed("curl x | comention generate - --no-such-option | head"))

    @pytest.mark.parametrize("command", sorted(cli.comention.commands))
    @pytest.mark.parametrize("flag", ["-h", "--help"])
    def test_every_command_teaches_with_examples(self, run: Command, command: str, flag: str) -> None:
        outcome = run(command, flag)
        assert outcome.status == 0
        assert f"Examples:\n    comention {command}" in outcome.out

    @pytest.mark.parametrize("command", cli.comention.commands.values(), ids=list(cli.comention.commands))
    def test_every_option_is_explained(self, command: click.Command) -> None:
        for option in command.params:
            assert isinstance(option, click.Argument) or option.help

    def test_every_format_is_explained(self, run: Command) -> None:
        text = run("export", "--help").out
        assert all(f"\n    {form} " in text for form in EXPORTERS)

    def test_the_version(self, run: Command) -> None:
        assert run("--version") == (0, f"comention {comention.__version__}\n", "")

    @pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["generate", "--help"], ["export", "--help"]])
    def test_help_loads_nothing_heavy(self, arguments: Sequence[str]) -> None:
        code = (
            "import sys; from comention import cli\n"
            f"sys.argv = ['comention', *{arguments!r}]\n"
            "try: cli.main()\n"
            "except SystemExit: print(*sorted({name.partition('.')[0] for name in sys.modules}))\n"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert not HEAVY & set(done.stdout.splitlines()[-1].split())


class TestGenerate:
    def test_it_says_what_was_made_and_what_to_type_next(
        self, run: Command, here: Path, articles: Path, extractor: Any
    ) -> None:
        outcome = run("generate", "articles")
        assert outcome == (
            0,
            "",
            "3 documents read, 2 documents left out (see output/report.json): 5 entities and 4 links in "
            "output/graph.html; to look at it, type: comention open\n",
        )

    def test_quiet(self, run: Command, here: Path, articles: Path, extractor: Any) -> None:
        assert run("generate", "-q", "articles", "-o", "my output") == (0, "", "")
        outcome = run("generate", articles, "-o", "my output")
        assert outcome.err.endswith("type: comention open -o 'my output'\n")

    def test_an_engine_gets_what_it_can_use(self, run: Command, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[Any] = []

        def generate(inputs: Any, output: Any, settings: Any, *, config: Any, progress: Any, master: Any) -> Any:
            asked.append((inputs, settings, master))
            return Summary(documents=1, skipped=0, entities=1, links=0, unused=0, links_left_out=2)

        monkeypatch.setattr("comention.spark.generate", generate)
        options = ("--engine", "spark", "--master", "spark://h:1", "--window", "3")
        outcome = run("generate", *options, "hdfs:///a.parquet")
        assert outcome.status == 0
        assert asked == [(("hdfs:///a.parquet",), {"window": "3"}, "spark://h:1")]
        assert "2 links left out: see --max-links" in outcome.err
        assert run("generate", "--master", "spark://h:1", "a.txt").status == 2
        refused = run("generate", "--engine", "spark", "--rebuild", "a.txt")
        assert refused.status == 2
        assert "--rebuild does not work with --engine spark" in refused.err

    def test_options_reach_the_settings(
        self, run: Command, here: Path, articles: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen: list[Any] = []

        def note(
            inputs: Any, out: Any, settings: Any, *, config: Any, rebuild: bool, strict: bool, progress: Any
        ) -> Any:
            seen.append((inputs, out, settings, config, rebuild, strict))
            return Summary(documents=1, skipped=0, entities=1, links=0, unused=0, links_left_out=0)

        monkeypatch.setattr(pipeline, "generate", note)
        outcome = run(
            *("generate", "a", "b", "-o", "x", "--window", "3", "--model", "m", "--title", "T", "--within-documents"),
            *("--no-demonyms", "--evidence", "2", "--id-field", "i", "--text-field", "t", "--date-field", "d"),
            *("--title-field", "h", "--source-field", "s", "--rebuild", "--config", "c.toml", "--keep-boilerplate"),
            *("--pronouns", "--author-field", "a", "--password", "p", "--time-limit", "1", "--memory-limit", "2"),
            *("--size-limit", "3", "--depth-limit", "4", "--workers", "2", "--strict", "--date-format", "%d.%m.%y"),
        )
        settings = comention.Settings(
            window=3,
            model="m",
            title="T",
            across=False,
            demonyms=False,
            keep_boilerplate=True,
            pronouns=True,
            evidence=2,
            id_field="i",
            text_field="t",
            date_field="d",
            date_format="%d.%m.%y",
            title_field="h",
            source_field="s",
            author_field="a",
            password="p",
            time_limit=1,
            memory_limit=2,
            size_limit=3,
            depth_limit=4,
            workers=2,
        )
        ((inputs, out, given, config, rebuild, strict),) = seen
        assert (inputs, out, config, rebuild, strict) == (("a", "b"), "x", "c.toml", True, True)
        assert comention.Settings(**given) == settings
        assert outcome.err.startswith("1 document read: 1 entity and 0 links in x/graph.html")

    def test_the_old_name_of_an_option_still_works(
        self, run: Command, here: Path, articles: Path, extractor: Any, caplog: pytest.LogCaptureFixture
    ) -> None:
        assert "furniture" not in run("generate", "--help").out
        assert run("generate", "articles", "--keep-furniture").status == 0
        assert json.loads((here / "output/report.json").read_text())["settings"]["keep_boilerplate"] is True
        (hint,) = caplog.messages
        assert "keep_furniture is now called keep_boilerplate" in hint

    def test_standard_input(self, run: Command, here: Path, extractor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        (here / "in").write_text("Angela Merkel met Barack Obama.")
        with (here / "in").open() as stdin:
            monkeypatch.setattr(sys, "stdin", stdin)
            assert run("generate", "-").status == 0
        report = json.loads((here / "output/report.json").read_text())
        assert report["title"] == "standard input"
        assert report["inputs"] == [{"input": "stdin", "status": "read", "documents": 1}]

    @pytest.mark.parametrize("way", ["option", "setting"])
    def test_a_password_opens_what_it_can_and_is_written_nowhere(
        self, way: str, run: Command, here: Path, extractor: Any, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        secret = "Grünspecht-77-sesame"
        folder = here / "in"
        folder.mkdir()
        (folder / "a.docx").write_bytes(locked(docx(["Angela Merkel met Barack Obama."]), secret))
        (folder / "b.docx").write_bytes(locked(docx(["François Hollande left France."]), "of others"))
        assert run("generate", "in").status == 1
        if way == "setting":
            (here / "comention.toml").write_text(f'[settings]\npassword = "{secret}"\n', encoding="utf-8")
        given = ["--config", "comention.toml"] if way == "setting" else ["--password", secret]
        outcome = run("generate", "in", *given)
        assert outcome.status == 0
        opened, closed = json.loads((here / "output/report.json").read_text("utf-8"))["inputs"]
        assert (opened["status"], closed["status"]) == ("read", "encrypted")
        written = [path.read_bytes() for path in (here / "output").rglob("*") if path.is_file()]
        assert len(written) >= 4
        said = [outcome.out, outcome.err, *caplog.messages]
        for trace in ("Grünspecht", json.dumps("Grünspecht").strip('"'), "77-sesame"):
            assert not any(trace in one for one in said)
            assert not any(trace.encode(code) in data for data in written for code in ("utf-8", "utf-16-le"))

    def test_a_name_that_looks_like_an_option(self, run: Command, here: Path, extractor: Any) -> None:
        (here / "-rf.txt").write_text("Angela Merkel met Barack Obama.")
        assert run("generate", "--", "-rf.txt").status == 0

    @pytest.mark.parametrize(
        ("arguments", "line"),
        [
            ([], "Missing argument 'INPUT...'."),
            (["x", "--wndow", "3"], "No such option '--wndow'. Did you mean '--window'?"),
            (["x", "--window", "page"], "window: 'page' is not valid; expected"),
            (["x", "--window", "0"], "window: '0' is not valid; expected"),
            (["x", "--evidence", "many"], "'many' is not a valid integer"),
            (["x", "--evidence", "-1"], "evidence: -1 is not valid; expected"),
            (["x", "--title", ""], "title: '' is not valid; expected"),
        ],
    )
    def test_a_wrong_option_is_a_line_and_status_2(
        self, run: Command, here: Path, arguments: Sequence[str], line: str
    ) -> None:
        outcome = run("generate", *arguments)
        assert outcome.status == 2
        assert outcome.err.startswith("comention: ")
        assert line in outcome.err
        assert outcome.err.endswith("(see 'comention generate --help')\n")
        assert outcome.err.count("\n") == 1
        assert not any(here.iterdir())

    @pytest.mark.parametrize(
        ("arguments", "line"),
        [
            (["missing"], "missing: there is no such file or folder"),
            (["articlse"], "did you mean articles?"),
            (["articles/photo.gif"], "articles/photo.gif: files of this kind are not read"),
            (["nothing"], "no readable documents in nothing; .7z, "),
            (["articles", "-o", "file"], "file: this is a file, not a folder"),
            (["articles", "-o", "file/out"], "file/out: a part of this path is a file, not a folder"),
            (["articles", "-o", "/dev/null"], "/dev/null: this is a file, not a folder"),
            (["articles", "-o", "/proc/x"], "/proc/x: the folder does not exist"),
            (["bad\n\x1b[31mname.txt"], r"bad\n\x1b[31mname.txt: there is no such file"),
        ],
    )
    def test_a_failure_is_a_line_and_status_1(
        self, run: Command, here: Path, articles: Path, extractor: Any, arguments: Sequence[str], line: str
    ) -> None:
        (here / "file").touch()
        (here / "nothing").mkdir()
        outcome = run("generate", *arguments)
        assert outcome.status == 1
        assert outcome.err.startswith("comention: ")
        assert line in outcome.err
        assert outcome.err.count("\n") == 1

    @pytest.mark.parametrize(
        ("filters", "line"),
        [
            (
                ["--since", "2030"],
                "0 of 3 documents are of that time (since 2030; those with a date are from 2015-01-02 to 2015-01-02); "
                "choose other filters; nothing was replaced",
            ),
            (
                ["--min-mentions", "99", "--types", "person"],
                "no name is left by these filters (min_mentions 99, types PERSON); choose other filters; nothing was "
                "replaced",
            ),
        ],
    )
    def test_filters_that_leave_nothing_replace_nothing(
        self, run: Command, made: Path, filters: Sequence[str], line: str
    ) -> None:
        before = results(made)
        assert run("generate", "articles", *filters) == (1, "", f"comention: {line}\n")
        assert results(made) == before
        assert run("generate", "articles", "--rebuild", *filters).status == 1
        assert results(made) == before
        assert "Barack Obama" in run("top").out

    def test_other_inputs_replace_nothing_unless_they_are_forced(self, run: Command, made: Path, here: Path) -> None:
        (here / "other").mkdir()
        (here / "other" / "2015-01-02-talks.txt").write_text("François Hollande left France.")
        before = results(made)
        line = (
            f"comention: output: this folder has the graph of 3 documents from {here}/articles, called “articles”; to "
            "replace it by one of other inputs, add --force; to keep it, choose another folder with -o\n"
        )
        assert run("generate", "other") == (1, "", line)
        assert run("generate", "other", "--rebuild") == (1, "", line)
        assert results(made) == before
        assert run("generate", "other", "--force").status == 0
        assert json.loads((made / "report.json").read_text())["counts"]["documents"] == 1
        assert "1 document from" in run("generate", "articles").err

    def test_a_run_over_the_same_inputs_is_never_refused(self, run: Command, made: Path, here: Path) -> None:
        for file in (here / "articles").iterdir():
            file.unlink()
        (here / "articles" / "new.txt").write_text("Angela Merkel met François Hollande.")
        assert run("generate", "-q", "articles") == (0, "", "")
        assert run("generate", "-q", "articles", "--rebuild") == (0, "", "")
        (here / "more.txt").write_text("Angela Merkel left France.")
        assert run("generate", "-q", "more.txt", "articles") == (0, "", "")
        assert run("generate", "-q", ".") == (0, "", "")  # all of it, and what is beside it

    def test_a_case_that_was_moved_as_a_whole_is_the_same(
        self, run: Command, made: Path, here: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (here / "moved").mkdir()
        for name in ("articles", "output"):
            (here / name).rename(here / "moved" / name)
        monkeypatch.chdir(here / "moved")
        assert run("generate", "-q", "articles") == (0, "", "")

    def test_a_title_stays_until_another_one_is_given(self, run: Command, here: Path, made: Path) -> None:
        def title() -> str:
            return str(json.loads((made / "report.json").read_text())["title"])

        (here / "more.txt").write_text("Angela Merkel left France.")
        assert run("generate", "-q", "more.txt", "articles").status == 0
        assert title() == "more.txt"  # nobody gave one
        assert run("generate", "-q", "articles", "--title", "Talks").status == 0
        for again in (["articles"], ["articles", "--rebuild"], ["more.txt", "articles"]):
            assert run("generate", "-q", *again).status == 0
            assert title() == "Talks"
        (here / "other.txt").write_text("François Hollande left France.")
        assert run("generate", "-q", "other.txt", "--force").status == 0
        assert title() == "other.txt"

    @pytest.mark.parametrize("output", ["output", "cases/one"])
    def test_a_run_without_a_document_leaves_no_folder(
        self, run: Command, here: Path, extractor: Any, output: str
    ) -> None:
        (here / "nothing").mkdir()
        assert run("generate", "nothing", "-o", output).status == 1
        (here / "nothing" / "blank.bin").write_bytes(b"\0")
        assert run("generate", "nothing", "-o", output).status == 1
        assert [path.name for path in here.iterdir()] == ["nothing"]
        (here / "mine").mkdir()
        assert run("generate", "nothing", "-o", "mine").status == 1
        assert [*(here / "mine").iterdir()] == []

    def test_a_missing_model_is_a_line(self, run: Command, here: Path, articles: Path) -> None:
        outcome = run("generate", "articles", "--model", "no_such_model")
        assert outcome.status == 1
        assert "no_such_model" in outcome.err
        assert outcome.err.count("\n") == 1

    def test_an_interruption_is_a_line_and_status_130(
        self, run: Command, here: Path, articles: Path, extractor: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupt(*_: Any, **__: Any) -> Any:
            raise KeyboardInterrupt

        monkeypatch.setattr("comention.understand.resolve", interrupt)
        outcome = run("generate", "articles")
        assert outcome.status == 130
        assert outcome.err.strip() == "comention: interrupted; to continue where it stopped, run the same command again"

    @pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
    def test_an_interruption_that_a_library_swallows_still_ends_the_run(
        self,
        run: Command,
        here: Path,
        articles: Path,
        extractor: Any,
        monkeypatch: pytest.MonkeyPatch,
        number: int,
        status: int,
    ) -> None:
        real = comention.resolve.resolve

        def swallow(*arguments: Any, **keywords: Any) -> Any:
            with suppress(KeyboardInterrupt):
                signal.raise_signal(number)
            return real(*arguments, **keywords)

        monkeypatch.setattr("comention.understand.resolve", swallow)
        assert run("generate", "articles").status == status
        assert not (here / "output/graph.html").exists()

    def test_a_terminal_sees_progress(
        self, run: Command, here: Path, articles: Path, extractor: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        with progress(quiet=False, logged=False, interruption=Interruption()) as listen:
            listen("Finding names", 1, 3)
            listen("Finding names", 3, 3)
            listen("Writing")
        assert run("generate", "articles").status == 0

    def test_steps_and_what_came_out_as_json(self, run: Command, here: Path, articles: Path, extractor: Any) -> None:
        outcome = run("generate", "articles", "--json")
        steps = [json.loads(line) for line in outcome.err.splitlines()]
        assert {"step": "Finding names", "done": 3, "total": 4} in steps
        assert json.loads(outcome.out)["documents"] == 3


class TestOpen:
    @pytest.fixture
    def page(self, here: Path) -> Path:
        (here / "output").mkdir()
        page = here / "output/graph.html"
        page.write_text("page")
        return page

    @pytest.fixture
    def opened(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        urls: list[str] = []

        def note(url: str) -> bool:
            urls.append(url)
            return True

        monkeypatch.setattr(webbrowser, "open", note)
        return urls

    @pytest.mark.parametrize("arguments", [[], ["-o", "output"], ["-o", "output/graph.html"]])
    def test_the_page_is_opened(self, run: Command, page: Path, opened: list[str], arguments: Sequence[str]) -> None:
        assert run("open", *arguments) == (0, "", "")
        assert opened == [page.as_uri()]

    def test_the_folder_may_still_be_an_argument(self, run: Command, page: Path, opened: list[str]) -> None:
        hint = "comention: the folder is now given as -o output; a later version will not take it without -o\n"
        assert run("open", "output") == (0, "", hint)
        assert opened == [page.as_uri()]
        assert "[FORMER]" not in run("open", "--help").out

    def test_without_a_browser_its_place_is_printed(
        self, run: Command, page: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(webbrowser, "open", lambda url: False)
        said = "no browser can be started here; open this file in one, on this machine or on another:\n"
        assert run("open") == (0, f"{page}\n", said)

    def test_its_place_can_be_asked_for(self, run: Command, page: Path, opened: list[str]) -> None:
        assert run("open", "--print-path") == (0, f"{page}\n", "")
        assert opened == []

    def test_a_part_gets_a_page_of_its_own(
        self, run: Command, here: Path, articles: Path, extractor: Any, opened: list[str]
    ) -> None:
        pipeline.generate(["articles"], "output")
        page = (here / "output" / "graph.html").read_bytes()
        assert run("open", "--ego", "François Hollande", "--print-path").out == f"{here / 'output' / 'view.html'}\n"
        assert b"Hollande" in (here / "output" / "view.html").read_bytes()
        assert (here / "output" / "graph.html").read_bytes() == page

    def test_a_part_without_a_name_is_refused(
        self, run: Command, here: Path, articles: Path, extractor: Any, opened: list[str]
    ) -> None:
        pipeline.generate(["articles"], "output")
        assert run("open", "--since", "2030").err == "comention: no name matches these filters; nothing was written\n"
        assert opened == []
        assert not (here / "output" / "view.html").exists()

    def test_without_a_page_it_says_how_to_make_one(self, run: Command, here: Path) -> None:
        outcome = run("open", "-o", "case 1")
        assert outcome.status == 1
        assert outcome.err == NO_RUN.format("case 1", "'case 1'")


class TestCompletion:
    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_the_script_is_one_of_that_shell(self, run: Command, shell: str) -> None:
        outcome = run("completion", shell)
        assert outcome.status == 0
        assert "_COMENTION_COMPLETE" in outcome.out

    @pytest.mark.parametrize(
        ("line", "completed"), [("comention exp", "export"), ("comention export -f gra", "graphml")]
    )
    def test_the_tab_key_completes(self, line: str, completed: str) -> None:
        words = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1), "_COMENTION_COMPLETE": "bash_complete"}
        assert f"plain,{completed}" in process(env={**os.environ, **words}).stdout.decode().splitlines()


class TestQuestions:
    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (
                ["show", "Angela Merkel"],
                ["Barack Obama (mentioned together 2 times", "“Angela Merkel met Barack Obama"],
            ),
            (
                ["path", "Germany", "Barack Obama"],
                ["Shortest path, 1 step, also the strongest: Germany — Barack Obama"],
            ),
            (["path", "Germany", "France"], ["Germany and France are not connected"]),
            (["top", "-n", "1", "--by", "degree"], ["name     type     degree", "Germany  COUNTRY       2"]),
            (["top", "--links", "--by", "npmi"], ["npmi", "Angela Merkel"]),
            (
                ["search", "spoke"],
                ["“They spoke about Germany.” (2015-01-02-talks.txt, 2015-01-02)", "mentions Germany"],
            ),
            (["search", "nothing of it"], ["no sentence contains 'nothing of it'"]),
            (["timeline", "Angela Merkel", "Germany"], ["together", "2015-01  ████████████████ 1  ████████████████ 1"]),
        ],
    )
    def test_answers(self, run: Command, made: Path, arguments: Sequence[str], told: Sequence[str]) -> None:
        outcome = run(*arguments)
        assert (outcome.status, outcome.err) == (0, "")
        assert all(text in outcome.out for text in told), outcome.out

    @pytest.mark.parametrize(
        "arguments",
        [
            ["show", "Germany"],
            ["path", "Germany", "Angela Merkel"],
            ["top"],
            ["top", "--links"],
            ["search", "met"],
            ["timeline", "Germany"],
        ],
    )
    def test_answers_as_json(self, run: Command, made: Path, arguments: Sequence[str]) -> None:
        assert "Germany" in json.dumps(json.loads(run(*arguments, "--json").out))

    def test_what_sentences_say(
        self, run: Command, here: Path, extractor: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def say(graph: Graph) -> None:
            add_relation(graph, ("person:angela-merkel", "met", "person:barack-obama"), "met")
            add_relation(
                graph, ("person:barack-obama", "met again", "person:angela-merkel"), "met", target_text="Merkel's party"
            )
            for role in ("friend of Germany", "friend", "Angela", "Merkel"):
                add_role(graph, "person:angela-merkel", role, of="country:de")
            add_relation(graph, ("person:angela-merkel", "friend of", "country:de"), "member of")

        graphs_say(monkeypatch, say)
        (here / "a.txt").write_text(
            "Angela Merkel met Barack Obama. Barack Obama met again Angela Merkel. "
            "Angela Merkel, friend of Germany, left."
        )
        pipeline.generate(["a.txt"], "output")
        told = run("show", "Angela Merkel").out
        assert (
            "3 mentions in 1 document\n  friend of Germany (1 sentence)\n    “Angela Merkel, friend of Germany," in told
        )
        assert "  Merkel (1 sentence)\n" not in told  # the fourth
        assert (
            "    Angela Merkel → met → Barack Obama (2 sentences)\n"
            "      “Angela Merkel met Barack Obama.” (a.txt)\n"
            "    Barack Obama → met again → Merkel's party (1 sentence)\n"
            "      “Barack Obama met again Angela Merkel.” (a.txt)\n"
        ) in told
        step = "  Germany — Angela Merkel (mentioned together once, in 1 document)\n"
        assert (
            f"{step}    Angela Merkel, friend of Germany (1 sentence)\n" in run("path", "Germany", "Barack Obama").out
        )
        heads, first, second = run("top", "--links").out.splitlines()
        assert heads.startswith("name           name          relation   weight  documents")
        assert re.split("  +", first)[:4] == ["Angela Merkel", "Barack Obama", "met", "2"]
        assert re.split("  +", second)[:4] == ["Angela Merkel", "Germany", "friend of", "1"]
        assert len(run("top", "--links", "--kind", "member of").out.splitlines()) == 2
        assert run("top", "--kind", "met").status == 2
        (link, _) = json.loads(run("top", "--links", "--json").out)
        assert [(one["phrase"], one["target_text"]) for one in link["relations"]] == [
            ("met", None),
            ("met again", "Merkel's party"),
        ]
        saying = json.loads(run("show", "Angela Merkel", "--json").out)["name"]["roles"][0]["evidence"][0]
        assert saying["text"][slice(*saying["words"][0])] == "friend of Germany"

    def test_what_changed(self, run: Command, here: Path, articles: Path, made: Path) -> None:
        (articles / "later.txt").write_text("Angela Merkel met François Hollande.")
        pipeline.generate(["articles"], "later")
        told = run("diff", "output", "later", "--page", "changes.html")
        assert told.err == "wrote changes.html\n"
        assert told.out == (
            "Stronger names: 2\n  Angela Merkel      2 →  3\n  François Hollande  1 →  2\n\n"
            "New links: 1\n  Angela Merkel — François Hollande  0 →  1\n"
        )
        assert (here / "changes.html").stat().st_size > 100_000
        (change,) = json.loads(run("diff", "later", "output", "--json").out)["links"]
        assert (change["change"], change["before"], change["after"]) == ("gone", 1, 0)
        assert run("diff", "output", "output").out == "nothing changed\n"
        assert "Gone names: 3" in run("diff", "later", "--from", "2015", "--to", "2016..").out
        assert run("diff", "later").status == run("diff", "later", "--from", "2015").status == 2

    def test_failures_are_a_line(self, run: Command, made: Path) -> None:
        assert run("show", "Merkel").err.endswith("did you mean Angela Merkel?\n")
        assert run("top", "--by", "beauty").status == 2

    @pytest.mark.parametrize(
        "arguments",
        [
            *(["show", "Germany"], ["path", "Germany", "France"], ["top"], ["search", "met"], ["explain", "Germany"]),
            *(["timeline", "Germany"], ["export", "-f", "csv"], ["open"], ["merge", "A", "B"], ["ignore", "A"]),
            *(["watchlist", "export"], ["correct", "corrections.toml"], ["relation", "A", "B", "--reject"]),
        ],
        ids=" ".join,
    )
    def test_where_there_is_no_run_one_line_says_so(self, run: Command, here: Path, arguments: Sequence[str]) -> None:
        (here / "corrections.toml").touch()
        (here / "nothing").mkdir()
        assert run(*arguments) == (1, "", NO_RUN.format("output", "output"))
        assert run(*arguments, "-o", "nothing").err.endswith(NO_RUN.format("nothing", "nothing"))

    @pytest.mark.parametrize(
        ("arguments", "meant"),
        [
            (["show", "output", "Germany"], "show Germany -o output"),
            (["path", "output", "Germany", "Barack Obama"], "path Germany 'Barack Obama' -o output"),
            (["search", "output", "talks about"], "search 'talks about' -o output"),
        ],
    )
    def test_a_folder_in_the_place_of_a_name_is_understood(
        self, run: Command, made: Path, arguments: Sequence[str], meant: str
    ) -> None:
        line = f"comention: {arguments[-1]} is not a folder of comention; did you mean: comention {meant}?\n"
        assert run(*arguments) == (1, "", line)
        assert run(*shlex.split(meant)).status == 0

    def test_a_name_without_quotation_marks_is_understood(self, run: Command, made: Path) -> None:
        outcome = run("show", "Angela", "Merkel")
        assert (outcome.status, outcome.out) == (1, "")
        assert outcome.err == (
            "comention: Merkel: there is no such folder; a name of several words needs quotation marks\n"
        )

    def test_the_folder_may_still_be_the_last_argument(self, run: Command, made: Path) -> None:
        outcome = run("show", "Germany", "output")
        assert outcome.out == run("show", "Germany").out
        assert outcome.err.startswith("comention: the folder is now given as -o output; ")
        assert run("show", "Germany", "output", "-o", "output").status == 2

    def test_others_of_the_same_name_are_listed(self, run: Command, here: Path, extractor: Any) -> None:
        (here / "a.txt").write_text("Angela Merkel met Barack Obama. Angela Merkel left.")
        pipeline.generate(["a.txt"], "output")
        aliases = (("Angela Merkel", "person:angela-merkel", "Boss"), ("Barack Obama", "person:barack-obama", "Boss"))
        with Store(here / "output" / "workspace.duckdb") as store, store.transaction() as cursor:
            for _, identifier, form in aliases:
                names = {"entity": store.names["entity"], "alias": store.names["alias"]}
                cursor.execute(
                    f"UPDATE {names['alias']} SET surface = $form WHERE entity = "
                    f"(SELECT entity FROM {names['entity']} WHERE id = $id)",
                    {"form": form, "id": identifier},
                )
        line = "also called so: Barack Obama (person:barack-obama, 1 mention); to choose another one, give its id\n"
        for command in ("show", "explain"):
            told = run(command, "Boss").out
            assert told.startswith("Angela Merkel (")
            assert line in told
            assert "also called so" not in run(command, "person:barack-obama").out

    def test_a_name_is_suggested_as_it_is_displayed(self, run: Command, here: Path, extractor: Any) -> None:
        (here / "a.txt").write_text("Angela Merkel met Barack Obama.")
        (here / "comention.toml").write_text('[[entity]]\nname = "The Chancellor"\naliases = ["Angela Merkel"]\n')
        pipeline.generate(["a.txt"], "output")
        assert run("show", "Angela Merkle").err.endswith("did you mean The Chancellor?\n")

    def test_answers_fit_the_terminal(self, run: Command, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        commands = (["show", "Angela Merkel"], ["path", "Germany", "Barack Obama"], ["top", "--links"], ["top"])
        piped = {tuple(command): run(*command) for command in commands}
        assert max(map(len, piped["top", "--links"].out.splitlines())) > 80
        monkeypatch.setattr("comention.cli.parts.terminal", lambda: 60)
        monkeypatch.setattr("comention.cli.asking.terminal", lambda: 60)
        for command in commands:
            told = run(*command)
            assert max(map(len, told.out.splitlines())) <= 60
            assert told.status == 0
        heads = run("top", "--links", "--by", "significance").out.splitlines()[0]
        assert re.match(r"name +name( +relation)? +significance", heads)
        assert "not shown, as the terminal is too narrow: " in run("top", "--links").err


class TestTables:
    def test_off_a_terminal_a_row_is_one_plain_line(self) -> None:
        assert aligned([["[red]中文", "1"], ["a\x1b" * 60, "1,234"]], left=1, indent="  ") == [
            "  [red]中文" + " " * 297 + "1",
            "  " + "a\\x1b" * 60 + "  1,234",
        ]

    def test_on_a_terminal_long_names_go_over_several_lines(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)
        monkeypatch.setenv("COLUMNS", "40")
        lines = aligned([["name", "mentions"], ["The European Council " * 3, "1,234"]], left=1)
        assert max(map(len, lines)) <= 40
        assert sum("1,234" in line for line in lines) == 1
        assert sum(line.count("Council") for line in lines) == 3


class TestExport:
    @pytest.mark.parametrize(
        ("form", "name"), [("mentions", "mentions.jsonl"), ("graphml", "graph.graphml"), ("html", "graph.html")]
    )
    def test_into_the_folder(self, run: Command, made: Path, form: str, name: str) -> None:
        (made / name).unlink(missing_ok=True)
        assert run("export", "--format", form) == (0, "", f"wrote output/{name}\n")
        assert (made / name).stat().st_size > 0

    def test_help_tells_every_format(self, run: Command) -> None:
        told = run("export", "--help").out
        assert all(f"\n    {form} " in told for form in (*EXPORTERS, *FOLDER_EXPORTERS))

    def test_into_a_file_or_to_standard_output(self, run: Command, here: Path, made: Path) -> None:
        assert run("export", "-o", "output", "-f", "mentions", "--to", "m.jsonl") == (0, "", "wrote m.jsonl\n")
        outcome = run("export", "-f", "mentions", "--to", "-")
        assert outcome == (0, (here / "m.jsonl").read_text(), "")

    def test_into_another_folder_under_the_usual_name(self, run: Command, here: Path, made: Path) -> None:
        (here / "for Ann").mkdir()
        assert run("export", "-f", "mentions", "--to", "for Ann").err == "wrote for Ann/mentions.jsonl\n"
        assert run("export", "-f", "gexf", "--to", "for Ben/").err == "wrote for Ben/graph.gexf\n"
        assert (here / "for Ben" / "graph.gexf").is_file()
        assert run("export", "-f", "mentions", "-o", "output/").err == "wrote output/mentions.jsonl\n"

    def test_the_file_may_still_stand_behind_o(self, run: Command, here: Path, made: Path) -> None:
        hint = "comention: the file is now given as --to {}; a later version takes -o for the folder\n"
        assert run("export", "-f", "mentions", "-o", "m.jsonl").err == hint.format("m.jsonl") + "wrote m.jsonl\n"
        outcome = run("export", "output", "-f", "mentions", "-o", "-")
        assert outcome.out == (here / "m.jsonl").read_text()
        assert outcome.err.startswith(hint.format("-"))
        assert run("export", "-f", "mentions", "-o", "a", "--to", "b").status == 2
        (here / "there").mkdir()
        assert run("export", "-f", "mentions", "-o", "there").err.endswith("wrote there/mentions.jsonl\n")

    def test_a_part_of_the_graph(self, run: Command, here: Path, made: Path) -> None:
        options = ("--types", "person,org", "--exclude", "François Hollande", "--min-mentions", "2")
        assert run("export", "-f", "graphml", "--to", "part.graphml", *options).status == 0
        assert set(nx.read_graphml("part.graphml")) == {"person:angela-merkel", "person:barack-obama"}
        assert run("export", "-f", "graphml", "--ego", "Angela Merkle").err.startswith(
            "comention: 'Angela Merkle': no such name"
        )
        assert run("export", "-f", "graphml", "--since", "tomorrow").status == 2
        before = (made / "graph.graphml").read_bytes()
        nothing = run("export", "-f", "graphml", "--min-mentions", "99")
        assert nothing == (1, "", "comention: no name matches these filters; nothing was written\n")
        assert (made / "graph.graphml").read_bytes() == before

    def test_a_folder_of_files(self, run: Command, here: Path, made: Path) -> None:
        assert run("export", "--format", "csv") == (0, "", "wrote output/csv\n")
        assert (made / "csv" / "nodes.csv").stat().st_size > 0
        assert run("export", "-f", "csv", "--to", "a/b") == (0, "", "wrote a/b\n")
        assert {path.name for path in (here / "a" / "b").iterdir()} == {path.name for path in (made / "csv").iterdir()}

    def test_a_folder_of_files_that_cannot_be_written_is_not_begun(self, run: Command, here: Path, made: Path) -> None:
        (here / "tables" / "mentions.csv").mkdir(parents=True)
        outcome = run("export", "-f", "csv", "--to", "tables")
        assert outcome.status == 1
        assert outcome.err.startswith("comention: tables/mentions.csv: this is a folder")
        assert [path.name for path in (here / "tables").iterdir()] == ["mentions.csv"]
        assert run("export", "-f", "csv", "--to", "-").status == 2

    def test_an_unknown_format_lists_the_others(self, run: Command, made: Path) -> None:
        outcome = run("export", "--format", "gxl")
        assert outcome.status == 2
        assert all(form in outcome.err for form in (*EXPORTERS, *FOLDER_EXPORTERS))
        assert outcome.err.count("\n") == 1

    @pytest.mark.parametrize(
        ("arguments", "line"),
        [
            (["--to", "no/m.jsonl"], "no/m.jsonl: the folder does not exist"),
            (["--to", "output/graph.html/m"], "output/graph.html/m: a part of this path is a file, not a folder"),
            (["--to", "/dev/full"], "/dev/full: the disk is full"),
        ],
    )
    def test_a_failure_is_a_line_and_status_1(
        self, run: Command, made: Path, arguments: Sequence[str], line: str
    ) -> None:
        outcome = run("export", "--format", "mentions", *arguments)
        assert (outcome.status, outcome.out) == (1, "")
        assert outcome.err.startswith(f"comention: {line}")
        assert outcome.err.count("\n") == 1

    def test_who_reads_may_stop_early(self, made: Path) -> None:
        command = f"{sys.executable} -m comention export -f html --to - | head -c 10"
        done = subprocess.run(["bash", "-c", command], capture_output=True, cwd=made.parent)
        assert (done.returncode, len(done.stdout), done.stderr) == (0, 10, b"")

    def test_standard_output_may_be_full(self, made: Path) -> None:
        with Path("/dev/full").open("wb") as full:
            arguments = [sys.executable, "-m", "comention", "export", "-f", "html", "--to", "-"]
            done = subprocess.run(arguments, stdout=full, stderr=subprocess.PIPE, cwd=made.parent)
        assert done.returncode == 1
        assert done.stderr.startswith(b"comention: standard output: the disk is full")
        assert done.stderr.count(b"\n") == 1


@pytest.mark.model
class TestProcess:
    """The real thing, in a process of its own."""

    def test_from_text_to_page(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("Angela Merkel met Barack Obama in Germany.")
        done = process("generate", "a.txt", cwd=tmp_path)
        assert (done.returncode, done.stdout) == (0, b"")
        assert done.stderr.startswith(b"1 document read: 3 entities and 3 links in output/graph.html")
        assert sorted(path.name for path in (tmp_path / "output").iterdir()) == [
            "graph.graphml",
            "graph.html",
            "report.json",
            "workspace.duckdb",
        ]

    @pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
    def test_a_signal_leaves_the_old_files_and_nothing_half_made(
        self, tmp_path: Path, number: signal.Signals, status: int
    ) -> None:
        (tmp_path / "a.txt").write_text("Angela Merkel met Barack Obama in Germany.")
        assert process("generate", "a.txt", cwd=tmp_path).returncode == 0
        out = tmp_path / "output"
        before = results(out)
        more = [json.dumps({"text": f"Angela Merkel met Barack Obama {n} times. " * 50}) for n in range(3000)]
        (tmp_path / "more.jsonl").write_text("\n".join(more))
        command = [sys.executable, "-m", "comention", "generate", "a.txt", "more.jsonl"]
        running = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while running.poll() is None and not (out / "workspace.duckdb.wal").exists():
            time.sleep(0.05)  # until the first documents are in the workspace
        running.send_signal(number)
        printed, said = running.communicate(timeout=30)
        assert running.returncode == status, said
        assert printed == b""
        assert b"Traceback" not in said
        assert results(out) == before
        assert process("export", "-f", "html", "--to", "page.html", cwd=tmp_path).returncode == 0
        assert (tmp_path / "page.html").read_bytes() == before["graph.html"]

    @pytest.mark.skipif(os.name != "posix" or not shutil.which("prlimit"), reason="needs prlimit")
    def test_a_full_disk_is_one_line_and_leaves_the_old_files(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("Angela Merkel met Barack Obama in Germany.")
        assert process("generate", "a.txt", cwd=tmp_path).returncode == 0
        out = tmp_path / "output"
        before = results(out)
        (tmp_path / "a.txt").write_text("Angela Merkel left.")
        command = ["prlimit", "--fsize=100000", sys.executable, "-m", "comention", "generate", "a.txt"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True)
        assert done.returncode == 1
        assert done.stderr.startswith(b"comention: output/")
        assert done.stderr.count(b"\n") == 1
        assert results(out) == before
        assert process("export", "-f", "html", "--to", "page.html", cwd=tmp_path).returncode == 0
        assert (tmp_path / "page.html").read_bytes() == before["graph.html"]
        assert process("generate", "a.txt", cwd=tmp_path).returncode == 0
        assert sorted(results(out)) == sorted(before)

    def test_the_hash_seed_does_not_matter(self, tmp_path: Path) -> None:
        texts = [f"{name} met Angela Merkel in Germany." for name in ("Barack Obama", "David Cameron", "Tony Blair")]
        (tmp_path / "a.jsonl").write_text("\n".join(json.dumps({"text": text}) for text in texts))
        made = []
        for seed in ("1", "2"):
            done = process("generate", "a.jsonl", "-o", seed, cwd=tmp_path, env={**os.environ, "PYTHONHASHSEED": seed})
            assert done.returncode == 0
            made.append(
                [(tmp_path / seed / name).read_bytes() for name in ("graph.graphml", "graph.html", "report.json")]
            )
        assert made[0] == made[1]


class TestNames:
    @pytest.fixture(autouse=True)
    def made(self, run: Command, here: Path, articles: Path, extractor: Any) -> None:
        assert run("generate", "-q", "articles").status == 0

    def test_explain_tells_forms_documents_and_rules(self, run: Command) -> None:
        out = run("explain", "angela merkel").out
        assert out.startswith("Angela Merkel (person:angela-merkel), person: 2 mentions in 2 documents\n")
        assert "      2  Angela Merkel  full name\n" in out
        assert "      1  articles/summit.md" in out or "      1  summit.md" in out

    def test_explain_tells_why_with_numbers(self, run: Command) -> None:
        out = run("explain", "angela merkel").out
        assert "\nWhy a person (sure: over 99 %): clues in all documents, the largest first\n" in out
        line = next(line for line in out.splitlines() if "a given name first" in line)
        assert re.search(r"  \+\d\.\d +-\d\.\d +-\d\.\d +1\.5$", line)
        assert re.search(
            r"\n  Weights of the evidence, included in the figures: .*labels of\s+the\s+model\s+1\.3", out, re.DOTALL
        )
        assert re.search(r"  all clues together +\+\d+\.\d", out)
        assert "\nWhy this name: the only form\n" in out
        assert "\nWhy a country: countries are found by their names\n" in run("explain", "Germany").out
        run("retype", "Angela Merkel", "org")
        assert "\nWhy an organization: the corrections say so\n" in run("explain", "Angela Merkel").out

    def test_explain_tells_where_all_documents_say_something_else(
        self, run: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        reason = Reason("a clue", -2.0, 0.96, 1.04)
        clues = tuple(Reason(f"clue {n}", 0.0, 0.01, 0.0) for n in range(12))
        why = Why(WEIGHED, "Old Mill", 4, (reason, *clues), reason, shares(reason), {"Old Mill": shares(reason)})
        entity = Entity("org:mill", EntityType.ORG, "Old Mill", (Alias("Old Mill", 1, "r"), Alias("Mill", 1, "r")))
        labels = {"Old Mill": 1, "Mill": 1}
        found = (Spoken("d1", "The Old Mill hired\x1b Ann.", 1.25),)
        told = Explanation(entity, entity.aliases, (("d1", 2),), (), why, "the only form", labels, found)
        monkeypatch.setattr("comention.pipeline.explained", lambda *_: told)
        out = run("explain", "Mill").out
        assert "Why an organization (sure: 47 %)" in out
        assert "  3 smaller clues " in out
        assert "  The clues count all 4 places where documents write one of its forms" in out
        assert "it has 2 mentions.\n  Its forms are weighed together, as “Old Mill”.\n" in out
        assert (
            "  Together they suggest neither a person nor an organization; weighed again with its own documents" in out
        )
        assert "  Old Mill (1), before Mill (1)\n" in out
        assert "  +1.2  “The Old Mill hired\\x1b Ann.” (d1)\n" in out
        assert "      1  Old Mill  r (on its own neither a person nor an organization, sure: 51 %)\n" in out
        assert "      1  Mill      r\n" in out

    def test_explain_in_json(self, run: Command) -> None:
        told = json.loads(run("explain", "Germany", "--json").out)
        assert told["entity"] == {"id": "country:de", "type": "COUNTRY", "label": "Germany"}
        assert told["forms"][0]["rule"] == "name of the country"
        assert told.keys() == {
            *("entity", "forms", "documents", "rejected", "type", "label", "labels", "sentences", "namesakes")
        }
        told = json.loads(run("explain", "Angela Merkel", "--json").out)
        assert told["type"]["sure"]["person"] > 0.99
        assert told["type"]["reasons"][0].keys() == {"clue", "person", "organization", "neither", "weights"}
        assert told["type"]["reasons"][0]["weights"] == [{"value": 1.5, "says": "the name and how it is written"}]
        assert told["type"]["forms"].keys() == {"Angela Merkel"}

    def test_explain_knows_a_slip(self, run: Command) -> None:
        outcome = run("explain", "Angela Merkl")
        assert outcome.status == 1
        assert outcome.err == "comention: 'Angela Merkl': no such name in this graph; did you mean Angela Merkel?\n"

    @pytest.mark.parametrize(
        ("arguments", "added"),
        [
            (("merge", "Angela Merkel", "Barack Obama"), 'aliases = ["Barack Obama"]'),
            (("split", "Angela Merkel", "Merkel"), 'not_aliases = ["Merkel"]'),
            (("split", "Angela Merkel", "Merkel", "--as", "Mrs. M"), 'name = "Mrs. M"'),
            (("rename", "person:angela-merkel", "The Chancellor"), 'name = "The Chancellor"'),
            (("retype", "Angela Merkel", "org"), 'type = "ORG"'),
            (("ignore", "Germany"), 'text = "Germany"'),
            (("relation", "angela merkel", "Barack Obama", "--reject"), "reject = true"),
            (("relation", "Angela Merkel", "Barack Obama", "--phrase", "met", "--kind", "family"), 'kind = "family"'),
        ],
    )
    def test_a_correction_is_written_shown_and_applied(
        self, run: Command, here: Path, arguments: tuple[str, ...], added: str
    ) -> None:
        dry = run(*arguments, "--dry-run")
        assert not (here / "output/comention.toml").exists()
        done = run(*arguments)
        assert done.status == 0
        assert f"+{added}\n" in done.err
        assert done.err.startswith(dry.err)
        assert re.search(r"^entities: \d+ before, \d+ now\nlinks: \d+ before, \d+ now$", done.err, re.MULTILINE)
        assert added in (here / "output/comention.toml").read_text()
        assert "already says so; nothing changed" in run(*arguments).err or arguments[0] in ("rename", "ignore")

    def test_split_says_how_many_mentions_it_concerns(self, run: Command) -> None:
        assert run("merge", "Angela Merkel", "Barack Obama").status == 0
        line = "\nbarack obama: 2 mentions in 2 documents no longer of Angela Merkel\n"
        assert run("split", "Angela Merkel", "barack obama", "--dry-run").err.endswith(line)
        assert line in run("split", "Angela Merkel", "barack obama").err

    def test_relations_that_a_correction_is_about_are_told(self, run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
        def say(graph: Graph) -> None:
            add_relation(graph, ("person:angela-merkel", "met", "person:barack-obama"), "other")

        graphs_say(monkeypatch, say)
        pipeline.resolve_again("output")
        arguments = ("relation", "Angela Merkel", "Barack Obama", "--kind", "met")
        line = "\nAngela Merkel → met → Barack Obama (other): 2 sentences\n"
        assert line in run(*arguments, "--dry-run").err
        assert line in run(*arguments, "--phrase", "Met").err
        none = "\nthe graph has no such relation; it has Angela Merkel → met → Barack Obama\n"
        assert none in run(*arguments, "--phrase", "saw").err
        assert none in run("relation", "Barack Obama", "Angela Merkel", "--phrase", "met", "--reject").err
        assert "\nthe graph has no such relation\n" in run("relation", "Germany", "Angela Merkel", "--reject").err

    @pytest.mark.parametrize(
        ("options", "why"),
        [
            ([], "say either --reject or --kind"),
            (["--reject", "--kind", "met"], "say either --reject or --kind"),
            (["--kind", "enemy"], "'enemy' is no kind of relation; there are works for, member of"),
        ],
    )
    def test_a_correction_of_a_relation_says_one_thing(
        self, run: Command, here: Path, options: Sequence[str], why: str
    ) -> None:
        outcome = run("relation", "Angela Merkel", "Barack Obama", *options)
        assert (outcome.status, why in outcome.err) == (2, True)
        assert not (here / "output/comention.toml").exists()

    def test_an_empty_phrase_is_not_taken_for_all_relations(self, run: Command, here: Path) -> None:
        assert run("relation", "Angela Merkel", "Barack Obama", "--kind", "met").status == 0
        written = (here / "output/comention.toml").read_text()
        assert run("relation", "Angela Merkel", "Barack Obama", "--phrase", "", "--reject").status == 2
        assert (here / "output/comention.toml").read_text() == written

    def test_a_contradiction_is_one_line(self, run: Command) -> None:
        assert run("merge", "Angela Merkel", "Barack Obama").status == 0
        outcome = run("ignore", "Angela Merkel")
        assert outcome.status == 2
        assert "is ignored here, and refers to 'Angela Merkel' in line 1" in outcome.err
        assert outcome.err.count("\n") == 1

    def test_corrections_from_the_page_are_taken_over(self, run: Command, here: Path) -> None:
        (here / "corrections.toml").write_text(
            '[[entity]]\nname = "The Chancellor"\naliases = ["Angela Merkel"]\n[[ignore]]\ntext = "Germany"\n'
        )
        done = run("correct", "corrections.toml")
        assert done.status == 0
        assert '+aliases = ["Angela Merkel"]\n' in done.err
        assert "already says so; nothing changed" in run("correct", "corrections.toml").err
        assert run("correct", "gone.toml").err == "comention: gone.toml: cannot be read (No such file or directory)\n"

    def test_listed_names_go_to_a_spreadsheet_and_back(self, run: Command, here: Path) -> None:
        (here / "names.csv").write_text("name,type,aliases\nThe Chancellor,PERSON,Angela Merkel\n")
        assert run("watchlist", "import", "names.csv").status == 0
        assert run("watchlist", "export").out.splitlines() == [
            "name,type,aliases,not_aliases,code,id",
            "The Chancellor,PERSON,Angela Merkel,,,",
        ]
        (here / "names.txt").write_bytes("name\ttype\r\nZoë Köhler\tPERSON\r\n".encode("utf-16"))
        assert run("watchlist", "import", "names.txt").status == 0
        (here / "names.csv").write_bytes("name;type\r\nJürgen Müller-Köhler;PERSON\r\n".encode("cp1252"))
        assert run("watchlist", "import", "names.csv").status == 0
        assert run("watchlist", "export").out.splitlines()[2:] == [
            "Zoë Köhler,PERSON,,,,",
            "Jürgen Müller-Köhler,PERSON,,,,",
        ]
        assert (
            run("watchlist", "import", "gone.csv").err
            == "comention: gone.csv: cannot be read (No such file or directory)\n"
        )
