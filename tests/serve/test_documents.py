"""Documents that are dropped on the page, or come into a folder that is watched, belong to the graph."""

import errno
import subprocess
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import NameList
from tests.serve.conftest import HOLLANDE, MERKEL, OBAMA, PATIENCE, Browser, Served, eventually, serving

from comention import pipeline
from comention.pipeline import generate
from comention.workspace.files import hold

NEW = b"Angela Merkel met Fran\xc3\xa7ois Hollande in France."


def status(browser: Browser, name: str) -> Any:
    return next((one for one in browser.get("inputs")["inputs"] if one["id"] == name), None)


class TestUploads:
    def test_a_file_is_read_and_only_that(
        self, served: Served, browser: Browser, extractor: NameList, articles: Path
    ) -> None:
        extractor.texts.clear()
        browser.correct(kind="ignore", node=OBAMA)
        with browser.listening() as following:
            assert browser.send(new__txt=NEW, broken__pdf=b"%PDF-1.4 nothing").json == {
                "accepted": ["new.txt", "broken.pdf"]
            }
            told: list[tuple[str, Any]] = []
            while "inputs" not in [kind for kind, _ in told]:
                told.append(following())
        assert ("progress", None) in told
        assert any(kind == "progress" and about and about["step"].startswith("Finding names") for kind, about in told)
        assert extractor.texts == [NEW.decode()]
        links = browser.get("graph")
        keys = links["nodes"]["key"]
        assert {MERKEL, HOLLANDE} in [
            {keys[a], keys[b]} for a, b in zip(links["edges"]["from"], links["edges"]["to"], strict=True)
        ]
        assert OBAMA not in keys
        assert status(browser, "new.txt") == {"id": "new.txt", "status": "read", "reason": None, "added": True}
        assert status(browser, "broken.pdf")["status"] == "damaged"
        assert browser.get("inputs")["inputs"][0]["reason"]
        assert browser.ask("/api/original?id=new.txt").body == NEW
        assert browser.get("search?q=hollande+france")["found"][0]["document"] in ("new.txt", "w-1")
        eventually(lambda: "new.txt" in (served.out / "report.json").read_text())
        with hold(served.out, patience=PATIENCE):
            pass  # the server has finished
        generate([articles], served.out)  # they stay
        assert HOLLANDE in {*pipeline_graph(served.out)[MERKEL]}

    def test_names_that_are_taken_get_a_number_and_the_same_again_does_not(self, browser: Browser) -> None:
        files = [("a.txt", b"Angela Merkel left."), ("a.txt", b"Barack Obama left."), ("a.txt", b"Angela Merkel left.")]
        assert browser.upload(files).json == {"accepted": ["a.txt", "a-2.txt", "a.txt"]}
        eventually(lambda: status(browser, "a-2.txt"))
        assert browser.upload([("summit.md", b"Barack Obama met Barack Obama.")]).json == {"accepted": ["summit.md"]}
        assert eventually(lambda: status(browser, "added/summit.md"))["added"]
        assert browser.get("document?id=summit.md")["title"] == "Summit"

    @pytest.mark.parametrize(
        ("name", "kept"),
        [
            ("../../evil.txt", "evil.txt"),
            ("/etc/passwd.txt", "passwd.txt"),
            ("..\\..\\evil.txt", "evil.txt"),
            (".bashrc", "file.bashrc"),
            ("comention.toml", "file-comention.toml"),
            ("~$doc.docx", "file-doc.docx"),
            ("con.txt", "file-con.txt"),
            ("a\tb<c>.txt", "a_b_c_.txt"),
            ("..", "file"),
            ("x" * 300 + ".txt", "x" * 180 + ".txt"),
            ("語" * 149 + ".txt", "語" * 60 + ".txt"),  # a name has at most 255 bytes
            ("x" * 300, "x" * 200),
            ("a\u2028b\x85c.txt", "a_b_c.txt"),
        ],
    )
    def test_no_name_leads_anywhere_else(self, served: Served, browser: Browser, name: str, kept: str) -> None:
        before = {path.name for path in served.out.parent.iterdir()}
        assert browser.upload([(name, b"Angela Merkel left.")]).json == {"accepted": [kept]}
        assert {path.name for path in served.out.parent.iterdir()} == before
        assert (served.out / "added" / kept).read_bytes() == b"Angela Merkel left."

    @pytest.mark.parametrize(
        ("body", "content"),
        [
            (b"", "multipart/form-data; boundary=limit"),
            (b"--limit--\r\n", "multipart/form-data; boundary=limit"),
            (b"x", "multipart/form-data"),
            (
                b'--limit\r\nContent-Disposition: form-data; name="files"\r\n\r\nx\r\n--limit--\r\n',
                "multipart/form-data; boundary=limit",
            ),
            (b"{}", "application/json"),
        ],
    )
    def test_what_is_no_upload_is_refused(self, served: Served, browser: Browser, body: bytes, content: str) -> None:
        assert browser.ask("/api/documents", body, Content_Type=content).status == 400
        assert not (served.out / "added").exists()

    def test_too_much_is_refused_before_it_is_kept(
        self, served: Served, browser: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("comention.serve.app.LARGEST_UPLOAD", 2**20)
        answer = browser.upload([("big.txt", bytes(2**20 + 1))])
        assert answer.status == 413
        assert answer.json["message"] == "This is more than 1 MB at once. For more, use 'comention generate'."
        lie = browser.ask(
            "/api/documents", b"x", Content_Type="multipart/form-data; boundary=limit", Content_Length=str(2**40)
        )
        assert lie.status == 413
        assert not (served.out / "added").exists()

    def test_those_that_come_at_the_same_time_keep_apart(self, served: Served, browser: Browser) -> None:
        sent = {f"{number}.txt": b"%d Angela Merkel left." % number * 9_999 for number in range(24)}
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda file: browser.upload([file]), sent.items()))
        assert [answer.status for answer in answers] == [200] * len(sent)
        assert {path.name: path.read_bytes() for path in (served.out / "added").iterdir()} == sent

    def test_what_a_server_left_that_was_killed_is_swept_away(self, served: Served, browser: Browser) -> None:
        ended = subprocess.Popen([sys.executable, "-c", ""])
        ended.wait()
        (served.out / "added").mkdir()
        (served.out / "added" / f".upload.{ended.pid}-01234567.part").write_bytes(b"half")
        browser.send(new__txt=NEW)
        assert [path.name for path in (served.out / "added").iterdir()] == ["new.txt"]

    def test_a_full_disk_is_told(self, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: Any) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr("tempfile.SpooledTemporaryFile.write", full)
        answer = browser.send(a__txt=NEW)
        assert (answer.status, answer.json["message"]) == (503, "The files cannot be kept: No space left on device.")

    def test_a_bomb_harms_nobody(self, served: Served, browser: Browser, tmp_path: Path) -> None:
        bomb = tmp_path / "bomb.zip"
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.txt", bytes(300 * 2**20))
        assert browser.upload([("bomb.zip", bomb.read_bytes()), ("good.txt", NEW)]).status == 200
        assert eventually(lambda: status(browser, "bomb.zip"))["status"] in ("too large", "skipped")
        assert status(browser, "good.txt")["status"] == "read"
        browser.correct(kind="ignore", node=OBAMA)

    def test_what_was_sent_but_not_read_when_the_server_was_killed_is_read_later(self, out: Path) -> None:
        (out / "added").mkdir()
        (out / "added" / "late.txt").write_bytes(NEW)
        with serving(out) as served:
            browser = served.browser()
            eventually(lambda: status(browser, "late.txt"))
        assert HOLLANDE in {*pipeline_graph(out)[MERKEL]}


class TestWatch:
    def test_what_comes_into_a_folder_is_read_and_what_changes_is_read_again(
        self, out: Path, tmp_path: Path, extractor: NameList
    ) -> None:
        inbox = tmp_path / "inbox"
        (inbox / "deep").mkdir(parents=True)
        (inbox / "deep" / "first.txt").write_bytes(NEW)
        with serving(out, watched=(inbox,)) as served:
            browser = served.browser()
            eventually(lambda: status(browser, "deep/first.txt"))
            extractor.texts.clear()
            (inbox / "second.txt").write_text("Barack Obama met François Hollande.")
            eventually(lambda: status(browser, "second.txt"))
            assert extractor.texts == ["Barack Obama met François Hollande."]
            (inbox / "second.txt").write_text("Barack Obama met Angela Merkel. Again.")
            eventually(lambda: not browser.get("search?q=obama+hollande")["found"])
            assert browser.get("search?q=again")["found"]
        with serving(out, watched=(inbox,)) as served:
            extractor.texts.clear()
            browser = served.browser()
            browser.correct(kind="ignore", node=OBAMA)
            assert extractor.texts == []

    def test_it_is_looked_at_again_soon_however_long_reading_took(
        self, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def slow(*arguments: Any, **options: Any) -> Any:
            time.sleep(1)
            return add(*arguments, **options)

        add = pipeline.add
        monkeypatch.setattr(pipeline, "add", slow)
        inbox = tmp_path / "inbox"
        inbox.mkdir()
        with serving(out, watched=(inbox,)) as served:
            browser = served.browser()
            (inbox / "one.txt").write_bytes(NEW)
            eventually(lambda: status(browser, "one.txt"))
            start = time.monotonic()
            (inbox / "two.txt").write_bytes(NEW + b" Again.")
            eventually(lambda: status(browser, "two.txt"))
            assert time.monotonic() - start < 8

    def test_an_empty_folder_fills(self, tmp_path: Path, extractor: NameList) -> None:
        inbox, out = tmp_path / "inbox", tmp_path / "new"
        inbox.mkdir()
        with serving(out, watched=(inbox,)) as served:
            browser = served.browser()
            assert browser.ask("/").status == 200
            graph = browser.get("graph")
            assert (graph["title"], graph["nodes"]) == ("inbox", {})
            for path in ("names?q=a", "search?q=a", "inputs", "review", f"mentions?key={MERKEL}"):
                assert browser.get(path)
            assert browser.post("corrections", {"kind": "ignore", "node": MERKEL}).status == 400
            (inbox / "first.txt").write_bytes(NEW)
            eventually(
                lambda: (
                    {"Angela Merkel", "François Hollande"} <= browser.labels()
                    if browser.get("graph")["nodes"]
                    else False
                )
            )
            assert browser.get("graph")["title"] == "inbox"
        assert {path.name for path in out.iterdir()} == {
            "graph.graphml",
            "graph.html",
            "report.json",
            "workspace.duckdb",
        }


def pipeline_graph(out: Path) -> Any:
    with pipeline.dataset(out) as dataset:
        return dataset.graph.adj
