"""What is corrected in one browser is in the folder and in all browsers; nothing that others did is overwritten."""

import errno
import io
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from tests.serve.conftest import GERMANY, HOLLANDE, MERKEL, OBAMA, PATIENCE, Browser, Served, eventually, serving

from comention import pipeline
from comention.config import BEHIND
from comention.corrections import edit
from comention.errors import ExportError, WorkspaceError
from comention.formats import FORMATS
from comention.model import EntityType
from comention.serve import live as living
from comention.serve.live import Live
from comention.workspace.files import hold
from comention.workspace.store import Store

MADE = ("graph.graphml", "graph.html", "report.json")
MINE = '# mine\n[[entity]]\nname = "Angela Merkel"\nid = "Q567"\n'


def toml(served: Served) -> str:
    return (served.out / "comention.toml").read_text("utf-8")


def nodes(graph: Path) -> set[str]:
    return set(nx.read_graphml(graph))


def told_in_page(browser: Browser) -> Any:
    """What the page is told about its server."""
    block = re.search(r'<script type="application/json" id="live">(.*?)</script>', browser.ask("/").body.decode())
    assert block
    return json.loads(block[1])


class TestCorrections:
    def test_it_is_in_the_file_and_in_the_graph_at_once_and_in_the_files_soon(
        self, served: Served, browser: Browser
    ) -> None:
        before = browser.get("graph")
        said = browser.correct(kind="same", node=MERKEL, other=OBAMA)
        assert toml(served) == '[[entity]]\nname = "Angela Merkel"\naliases = ["Barack Obama"]\n'
        after = browser.get("graph")
        assert after["version"] == said["version"] != before["version"]
        assert after["undo"] == said["undo"] == said["said"] == "Barack Obama is Angela Merkel"
        assert after["undoable"]
        assert OBAMA not in after["nodes"]["key"]
        eventually(lambda: OBAMA not in nodes(served.out / "graph.graphml"))
        eventually(lambda: not (served.out / BEHIND).exists())
        made = {name: (served.out / name).read_bytes() for name in MADE}
        pipeline.resolve_again(served.out)
        assert made == {name: (served.out / name).read_bytes() for name in made}

    def test_a_page_knows_when_it_opens_what_can_be_taken_back(self, served: Served, browser: Browser) -> None:
        assert told_in_page(browser)["undo"] is None
        browser.correct(kind="same", node=MERKEL, other=OBAMA)
        assert told_in_page(browser)["undo"] == "Barack Obama is Angela Merkel"
        (served.out / "comention.toml").write_text("# by hand\n")
        browser.correct(kind="ignore", node=MERKEL)
        assert told_in_page(browser)["undo"] == "Angela Merkel is left out"
        browser.post("undo", {})
        assert told_in_page(browser)["undo"] is None  # the one before was made before the file was changed by hand

    def test_the_files_are_those_that_the_same_on_the_command_line_makes(
        self, served: Served, browser: Browser, tmp_path: Path
    ) -> None:
        twin = tmp_path / "twin"
        twin.mkdir()
        for name in (*MADE, "workspace.duckdb"):
            shutil.copy(served.out / name, twin)
        for correction, same in (
            ({"kind": "same", "node": MERKEL, "other": OBAMA}, edit.merge("Angela Merkel", ["Barack Obama"])),
            (
                {"kind": "different", "node": MERKEL, "text": "Barack Obama"},
                edit.split("Angela Merkel", ["Barack Obama"]),
            ),
            ({"kind": "rename", "node": OBAMA, "text": "Barry"}, edit.rename("Barack Obama", "Barry")),
            ({"kind": "type", "node": HOLLANDE, "text": "ORG"}, edit.retype("François Hollande", EntityType("ORG"))),
            ({"kind": "ignore", "node": GERMANY}, edit.ignore(["Germany"])),
        ):
            browser.correct(**correction)
            eventually(lambda: not (served.out / BEHIND).exists())
            pipeline.amend(twin, lambda _, same=same: same)  # type: ignore[misc]
            for name in (*MADE, "comention.toml"):
                assert (served.out / name).read_bytes() == (twin / name).read_bytes(), (correction, name)

    def test_many_readers_do_not_hold_up_corrections(self, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
        working: list[int] = []
        most: list[int] = []

        def slow(*_: object) -> list[object]:
            working.append(1)
            most.append(len(working))
            time.sleep(0.1)
            working.pop()
            return []

        monkeypatch.setattr("comention.query.lookup.names", slow)
        threads = [threading.Thread(target=browser.get, args=("names?q=a",)) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (len(most), max(most)) == (12, 3)

    @pytest.mark.skipif(sys.platform != "linux", reason="a thread has no priority of its own here")
    def test_who_reads_has_the_processor_first(self, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
        priorities: list[int] = []

        remake = pipeline.remake

        def watched(*arguments: Any, **options: Any) -> Any:
            priorities.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
            return remake(*arguments, **options)

        monkeypatch.setattr(pipeline, "remake", watched)
        own = os.getpriority(os.PRIO_PROCESS, 0)
        browser.correct(kind="ignore", node=OBAMA)
        assert priorities[0] == max(own, 10)

    def test_a_newer_correction_does_not_wait_until_all_of_the_one_before_is_made(
        self, served: Served, browser: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(living, "_FETCH", PATIENCE)  # nobody fetches the first graph
        saved: list[set[str]] = []
        save = Store.save_graph

        def noted(store: Store, rows: Any) -> None:
            saved.append({name for (name,) in store.rows("SELECT e.id FROM {entity} e")})
            save(store, rows)

        monkeypatch.setattr(Store, "save_graph", noted)
        loaded: list[str] = []
        load = Live._loaded

        def again(live: Live) -> living.State:
            loaded.append("again")
            return load(live)

        monkeypatch.setattr(Live, "_loaded", again)
        browser.correct(kind="ignore", node=OBAMA)
        browser.correct(kind="ignore", node=GERMANY)
        left = browser.get("graph")["nodes"]["key"]
        assert not {OBAMA, GERMANY} & {*left}
        eventually(lambda: not (served.out / BEHIND).exists())
        assert saved == [{*left}]
        assert loaded == []  # what was begun for the first one is not taken for the work of somebody else

    @pytest.mark.parametrize(
        ("correction", "gone", "there"),
        [
            ({"kind": "ignore", "node": OBAMA}, {OBAMA}, set()),
            ({"kind": "rename", "node": OBAMA, "text": "Barry"}, {OBAMA}, {"person:barry"}),
            ({"kind": "type", "node": OBAMA, "text": "ORG"}, {OBAMA}, {"org:barack-obama"}),
            ({"kind": "same", "node": MERKEL, "text": "Barack Obama"}, {OBAMA}, {MERKEL}),
            ({"kind": "apart", "node": MERKEL, "other": OBAMA}, set(), {MERKEL, OBAMA}),
        ],
    )
    def test_all_kinds(self, browser: Browser, correction: dict[str, str], gone: set[str], there: set[str]) -> None:
        before = set(browser.get("graph")["nodes"]["key"])
        browser.correct(**correction)
        assert set(browser.get("graph")["nodes"]["key"]) == before - gone | there
        browser.post("undo", {})
        assert set(browser.get("graph")["nodes"]["key"]) == before

    def test_a_form_is_split_off(self, browser: Browser) -> None:
        browser.correct(kind="same", node=MERKEL, other=OBAMA)
        browser.correct(kind="different", node=MERKEL, text="Barack Obama")
        assert OBAMA in browser.get("graph")["nodes"]["key"]

    def test_a_relation_is_rejected_or_put_right(self, served: Served, browser: Browser) -> None:
        about = {"kind": "relation", "node": MERKEL, "other": OBAMA}
        said = browser.correct(**about, phrase="met", text="family")["said"]
        assert said == "“Angela Merkel → met → Barack Obama” is of the kind “family”"
        entry = '[[relation]]\nsource = "Angela Merkel"\ntarget = "Barack Obama"\n'
        assert toml(served) == f'{entry}phrase = "met"\nkind = "family"\n'
        assert browser.correct(**about)["said"] == "“Angela Merkel → Barack Obama” is rejected"
        assert toml(served).endswith(f"{entry}reject = true\n")

    @pytest.mark.parametrize(
        ("correction", "why"),
        [
            ({}, "is no kind of correction"),
            ({"kind": "same", "node": MERKEL}, "needs 'text'"),
            ({"kind": "same", "node": MERKEL, "other": MERKEL}, "given twice"),
            ({"kind": "same", "node": "person:nobody", "other": MERKEL}, "there is no such name here any more"),
            ({"kind": "rename", "node": MERKEL, "text": " "}, "needs 'text'"),
            ({"kind": "rename", "node": MERKEL, "text": ["x"]}, "needs 'text'"),
            ({"kind": "type", "node": MERKEL, "text": "SHIP"}, "is no type"),
            ({"kind": "different", "node": MERKEL, "text": "Angela Merkel"}, "is the name of the entity itself"),
            ({"kind": ["same"], "node": MERKEL}, "is no kind of correction"),
            ({"kind": "relation", "node": MERKEL}, "needs 'other'"),
            ({"kind": "relation", "node": MERKEL, "other": OBAMA, "phrase": ""}, "needs 'phrase'"),
            ({"kind": "relation", "node": MERKEL, "other": OBAMA, "text": "enemy"}, "'enemy' is no kind of relation"),
        ],
    )
    def test_what_is_none_is_refused_in_words(
        self, served: Served, browser: Browser, correction: dict[str, Any], why: str
    ) -> None:
        answer = browser.post("corrections", correction)
        assert answer.status == 400
        assert why in answer.json["message"]
        assert not (served.out / "comention.toml").exists()

    @pytest.mark.parametrize("body", [b"", b"[]", b"{", b'"x"', b"\xff", b"[" * 100_000])
    def test_what_is_no_json_is_refused(self, browser: Browser, body: bytes) -> None:
        assert browser.ask("/api/corrections", body, Content_Type="application/json").status == 400

    @pytest.mark.parametrize(
        ("path", "told", "status"),
        [
            ("corrections", {"kind": "ignore", "node": "\ud800"}, 400),
            ("corrections", {"kind": "\ud800", "node": MERKEL}, 400),
            ("corrections", {"kind": "rename", "node": MERKEL, "text": "\ud800 Merkel"}, 200),
            ("dossier/html", {"title": "\ud800", "sentences": [{"document": "\udc00", "sentence": 0}]}, 200),
        ],
    )
    def test_half_a_character_is_no_bug(self, browser: Browser, path: str, told: dict[str, Any], status: int) -> None:
        assert browser.post(path, told).status == status

    def test_a_correction_twice_is_one(self, served: Served, browser: Browser) -> None:
        first = browser.correct(kind="rename", node=MERKEL, text="Angela Merkel")
        written = toml(served)
        again = browser.correct(kind="rename", node=MERKEL, text="Angela Merkel")
        assert again["said"] == "comention.toml already says so: nothing has changed"
        assert (toml(served), again["version"]) == (written, first["version"])
        assert browser.post("undo", {}).json["undo"] is None

    def test_many_at_the_same_time_are_all_kept(self, served: Served, browser: Browser) -> None:
        wanted = [
            {"kind": "rename", "node": MERKEL, "text": "A"},
            {"kind": "rename", "node": HOLLANDE, "text": "B"},
            {"kind": "ignore", "node": GERMANY},
            {"kind": "type", "node": OBAMA, "text": "ORG"},
        ]
        threads = [threading.Thread(target=browser.post, args=("corrections", one)) for one in wanted]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert {"A", "B", "Barack Obama"} <= browser.labels()
        assert "Germany" not in browser.labels()
        for _ in wanted:
            assert browser.post("undo", {}).status == 200
        assert not (served.out / "comention.toml").exists()


class TestUndo:
    def test_it_goes_back_step_by_step_to_the_bytes_that_were_there(self, out: Path) -> None:
        (out / "comention.toml").write_bytes(MINE.replace("\n", "\r\n").encode())
        with serving(out) as served:
            browser = served.browser()
            files = [toml(served)]
            for correction in ({"kind": "same", "node": MERKEL, "other": OBAMA}, {"kind": "ignore", "node": GERMANY}):
                browser.correct(**correction)
                files.append(toml(served))
            assert files[1].startswith("# mine")
            answer = browser.post("undo", {}).json
            assert answer["said"] == "Taken back: Germany is left out"
            assert answer["undo"] == "Barack Obama is Angela Merkel"
            assert toml(served) == files[1]
            assert browser.post("undo", {}).json["undo"] is None
            assert (out / "comention.toml").read_bytes() == MINE.replace("\n", "\r\n").encode()
            assert {"Germany", "Barack Obama"} <= browser.labels()
            assert browser.post("undo", {}).status == 409

    def test_what_somebody_else_wrote_is_not_overwritten(self, served: Served, browser: Browser) -> None:
        browser.correct(kind="ignore", node=OBAMA)
        edited = toml(served) + "# by hand\n"
        (served.out / "comention.toml").write_text(edited)
        answer = browser.post("undo", {})
        assert answer.status == 409
        assert "changed by somebody else since" in answer.json["message"]
        assert toml(served) == edited
        browser.correct(kind="ignore", node=GERMANY)  # on top of it
        assert "# by hand" in toml(served)
        assert browser.post("undo", {}).status == 200
        assert toml(served) == edited
        assert not browser.get("graph")["undoable"]
        assert browser.post("undo", {}).status == 409


class TestByHand:
    def test_what_is_written_by_hand_is_shown_everywhere(self, served: Served, browser: Browser) -> None:
        with browser.listening() as following:
            assert following()[0] == "version"
            (served.out / "comention.toml").write_text('[[ignore]]\ntext = "Barack Obama"\n')
            eventually(lambda: "Barack Obama" not in browser.labels())
            assert "version" in {following()[0] for _ in range(2)}
        eventually(lambda: OBAMA not in nodes(served.out / "graph.graphml"))

    def test_what_was_written_while_nobody_served_is_shown(self, out: Path) -> None:
        (out / "comention.toml").write_text('[[ignore]]\ntext = "Barack Obama"\n')
        os.utime(out / "comention.toml", (time.time() + 5, time.time() + 5))
        with serving(out) as served:
            browser = served.browser()
            eventually(lambda: "Barack Obama" not in browser.labels())

    def test_a_file_that_is_broken_by_hand_is_left_alone(self, served: Served, browser: Browser) -> None:
        broken = "[[entity]]\nname = \n"
        with browser.listening() as following:
            (served.out / "comention.toml").write_text(broken)
            kind, said = following()
            while kind != "problem":
                kind, said = following()
        assert re.search(r"comention\.toml: this is not a valid TOML file: .*line 2", said["message"])
        answer = browser.post("corrections", {"kind": "ignore", "node": OBAMA})
        assert (answer.status, "line 2" in answer.json["message"]) == (409, True)
        assert toml(served) == broken
        assert "Barack Obama" in browser.labels()
        (served.out / "comention.toml").write_text("")
        eventually(lambda: browser.post("corrections", {"kind": "ignore", "node": OBAMA}).status == 200)

    def test_commands_beside_the_server(self, served: Served, browser: Browser) -> None:
        def comention(*words: str) -> str:
            command = [sys.executable, "-m", "comention", *words]
            return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE).stdout

        browser.correct(kind="ignore", node=OBAMA)
        eventually(lambda: not (served.out / BEHIND).exists())
        assert "Barack Obama" not in comention("top", str(served.out))
        comention("ignore", "Germany", "-o", str(served.out))
        eventually(lambda: "Germany" not in browser.labels())
        eventually(lambda: browser.get("names?q=germany")["names"] == [])  # the graph is there first

    def test_while_somebody_else_writes_nothing_is_corrected(self, served: Served, browser: Browser) -> None:
        with hold(served.out):
            answer = browser.post("corrections", {"kind": "ignore", "node": OBAMA})
            assert answer.status == 503
            assert "is writing here; wait" in answer.json["message"]
            assert not (served.out / "comention.toml").exists()
            assert browser.get("search?q=met")["found"]
        browser.correct(kind="ignore", node=OBAMA)


class TestReading:
    def test_a_folder_that_is_moved_away_is_not_made_again(self, served: Served, browser: Browser) -> None:
        away = served.out.rename(served.out.with_name("away"))
        with browser.listening() as following:
            while (told := following())[0] != "problem":
                pass
        assert "its graph is not there any more" in told[1]["message"]
        for answer in (browser.post("corrections", {"kind": "ignore", "node": OBAMA}), browser.send(a__txt=b"x")):
            assert answer.status == 409
            assert answer.json["message"] == told[1]["message"]
        assert not served.out.exists()
        away.rename(served.out)
        browser.correct(kind="ignore", node=OBAMA)
        assert "Barack Obama" not in browser.labels()

    def test_two_tabs_agree(self, served: Served) -> None:
        one, other = served.browser(), served.browser()
        with other.listening() as following:
            kind, told = following()
            assert (kind, told) == ("version", {"version": one.get("graph")["version"]})
            assert following() == ("progress", None)
            said = one.correct(kind="same", node=MERKEL, other=OBAMA)
            assert following() == ("version", {"version": said["version"]})
            assert following() == ("version", {"version": said["version"]})  # the tables are there as well
        assert one.get("graph") == other.get("graph")
        assert other.get(f"mentions?key={OBAMA}")["mentions"] == []
        assert [found["key"] for found in other.get("names?q=barack")["names"]] == [MERKEL]
        assert other.post("undo", {}).status == 200
        assert OBAMA in one.get("graph")["nodes"]["key"]

    def test_the_graph_is_what_the_page_shows(self, browser: Browser) -> None:
        answer = browser.ask("/api/graph")
        graph = answer.json
        assert graph["title"] == "articles"
        assert set(graph["nodes"]["key"]) >= {MERKEL, OBAMA, GERMANY}
        assert len(graph["edges"]["from"]) == len(graph["edges"]["weight"])
        assert (graph["undo"], graph["undoable"]) == (None, False)
        assert browser.ask("/api/graph", If_None_Match=answer.headers["etag"]).status == 304
        page = browser.ask("/").body.decode()
        assert f'"version":"{graph["version"]}"' in page
        assert '"read_only":false' in page

    def test_a_part_of_a_large_graph_has_what_is_asked_for(
        self, browser: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("comention.serve.answers.LINKS", 1)
        monkeypatch.setattr("comention.serve.answers.NAMES", 2)
        first = browser.get("graph")
        assert set(first["nodes"]["key"]) == {MERKEL, OBAMA}
        more = browser.get(f"graph?with={HOLLANDE}&with=person:nobody")
        assert set(more["nodes"]["key"]) == {MERKEL, OBAMA, HOLLANDE, "country:fr"}
        assert more["facts"]["counts"]["links_on_this_page"] == 2

    def test_questions(self, browser: Browser) -> None:
        assert browser.get("names?q=mer")["names"][0]["key"] == MERKEL
        assert browser.get("names?q=")["names"] == []
        found = browser.get("search?q=spoke&many=1")
        assert found["found"][0]["text"] == "They spoke about Germany."
        assert browser.get("document?id=summit.md&sentence=0")["title"] == "Summit"
        assert {one["document"] for one in browser.get(f"mentions?key={MERKEL}")["mentions"]} == {
            "2015-01-02-talks.txt",
            "summit.md",
        }
        assert browser.get("review")["left"] == 0
        inputs = browser.get("inputs")["inputs"]
        assert (inputs[0]["id"], inputs[0]["added"]) == ("photo.gif", False)
        assert {one["status"] for one in inputs if one["reason"] is None} == {"read"}

    @pytest.mark.parametrize(
        "path",
        [
            "document",
            "document?id=",
            "document?id=no",
            "search",
            "search?q=x&many=-1",
            "document?id=summit.md&sentence=1e9",
        ],
    )
    def test_questions_that_make_no_sense(self, browser: Browser, path: str) -> None:
        answer = browser.ask(f"/api/{path}")
        assert answer.status == 400
        assert answer.json["message"]

    def test_every_format(self, served: Served, browser: Browser) -> None:
        listed = browser.get("formats")["formats"]
        assert [one["name"] for one in listed] == [*FORMATS]
        for form in listed:
            answer = browser.ask(f"/api/export/{form['name']}")
            assert answer.status == 200, form
            assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{form['file']}"
            assert answer.headers["content-type"] == "application/octet-stream"
            if form["file"].endswith(".zip"):
                with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
                    assert archive.testzip() is None
                    assert all(name.startswith(f"{form['name']}/") for name in archive.namelist())
        assert browser.ask("/api/export/graphml").body == (served.out / "graph.graphml").read_bytes()
        assert browser.ask("/api/export/doc").status == 400

    @pytest.mark.parametrize("form", ["html", "markdown", "gexf"])
    def test_a_dossier(self, browser: Browser, form: str) -> None:
        chosen = {
            "title": "Talks <b>",
            "names": [{"key": MERKEL, "note": "who spoke"}],
            "links": [{"source": MERKEL, "target": OBAMA, "note": ""}],
            "sentences": [{"document": "summit.md", "sentence": 0, "note": ""}],
        }
        answer = browser.post(f"dossier/{form}", chosen)
        assert answer.status == 200
        assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''dossier.")
        assert b"who spoke" in answer.body
        assert b"Talks <b>" not in answer.body if form != "markdown" else b"Talks" in answer.body
        assert browser.post(f"dossier/{form}", {"names": "x"}).status == 400
        assert browser.post("dossier/exe", chosen).status == 400

    def test_the_original_of_a_document(self, served: Served, browser: Browser, articles: Path) -> None:
        answer = browser.ask("/api/original?id=summit.md")
        assert answer.body == (articles / "summit.md").read_bytes()
        assert answer.headers["content-type"] == "application/octet-stream"
        assert "sandbox" in answer.headers["content-security-policy"]
        (articles / "summit.md").unlink()
        assert browser.ask("/api/original?id=summit.md").status == 404
        (articles / "summit.md").symlink_to("/etc/hostname")
        assert browser.ask("/api/original?id=summit.md").status == 404

    @pytest.mark.parametrize(
        "identifier",
        [
            "../comention.toml",
            "/etc/passwd",
            "..%2f..%2fetc%2fpasswd",
            "photo.gif",
            "summit.md/../wire.jsonl",
            "summit.md%00",
            ".",
        ],
    )
    def test_no_other_file_is_given_out(self, browser: Browser, identifier: str) -> None:
        assert browser.ask(f"/api/original?id={identifier}").status in (400, 404)

    @pytest.mark.parametrize(
        "path",
        [
            "/../etc/passwd",
            "/%2e%2e/etc/passwd",
            "/api/export/..%2f..%2fx",
            "/api/export/../../etc/passwd",
            "//etc/passwd",
        ],
    )
    def test_no_path_leads_out(self, browser: Browser, path: str) -> None:
        assert browser.ask(path).status in (400, 404)


class TestFolders:
    def test_a_folder_without_a_workspace_names_the_way_out(self, tmp_path: Path) -> None:
        with (
            pytest.raises(WorkspaceError, match="no graph was made here; make one with: comention generate"),
            serving(tmp_path),
        ):
            pass

    def test_without_room_for_its_tables_it_says_so(self, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: Any) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr("shutil.copy", full)
        with pytest.raises(ExportError, match=f"^{out}: the disk is full"):
            Live(out)

    def test_read_only(self, out: Path) -> None:
        before = {path.name: path.read_bytes() for path in out.iterdir()}
        with serving(out, read_only=True) as served:
            browser = served.browser()
            assert '"read_only":true' in browser.ask("/").body.decode()
            for answer in (
                browser.post("corrections", {"kind": "ignore", "node": OBAMA}),
                browser.post("undo", {}),
                browser.send(a__txt=b"x"),
            ):
                assert answer.status == 409
                assert "--read-only" in answer.json["message"]
            assert browser.get("search?q=met")["found"]
            assert {path.name: path.read_bytes() for path in out.iterdir()} == before
            pipeline.rewrite(out, out / "comention.toml", b'[[ignore]]\ntext = "Barack Obama"\n', expected=None)
            pipeline.resolve_again(out)
            eventually(lambda: "Barack Obama" not in browser.labels())

    def test_nothing_is_left_over(self, out: Path) -> None:
        before = {path.name for path in out.iterdir()}
        with serving(out) as served:
            browser = served.browser()
            browser.correct(kind="ignore", node=OBAMA)
        assert {path.name for path in out.iterdir()} == {*before, "comention.toml"}
        assert OBAMA not in nodes(out / "graph.graphml")

    def test_script_in_names_and_documents_is_inert(self, out: Path, tmp_path: Path) -> None:
        evil = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
        with serving(out) as served:
            browser = served.browser()
            browser.correct(kind="rename", node=MERKEL, text=evil)
            page = browser.ask("/")
            assert evil.encode() not in page.body
            assert b"<img src=x" not in page.body
            for path in (f"/api/export/{evil}", f"/{evil}", f"/api/document?id={evil}"):
                answer = browser.ask(path.replace(" ", "%20"))
                assert answer.status in (400, 404)
                assert answer.headers["content-type"].startswith("application/json") or evil not in answer.body.decode()
            browser.upload([("x.html", f"<p>Angela Merkel met Barack Obama. {evil}</p>".encode())])
            eventually(lambda: any(one["id"] == "x.html" for one in browser.get("inputs")["inputs"]))
            answer = browser.ask("/api/original?id=x.html")
            assert answer.headers["content-type"] == "application/octet-stream"
            assert answer.headers["content-disposition"].startswith("attachment")
