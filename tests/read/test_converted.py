"""Old texts and presentations, by LibreOffice: what it makes of them is read, and it takes nothing down with it."""

import socketserver
import threading
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Self

import pytest
from tests.processes.watching import is_running, numbers, wait_until
from tests.read.converting import needs_libreoffice, old, slides, stand_in, text
from tests.read.makers import compound
from tests.read.packages import odp, odt

from comention.config import Limits
from comention.model import Document
from comention.read import How, Skipped, Status, find, read, read_each

DOC = compound({"WordDocument": b"x" * 5000})
PPT = compound({"PowerPoint Document": b"x" * 5000, "Current User": b"y"})
QUICK = How(limits=Limits(seconds=1, memory=400))
COPY = 'mkdir -p "$out"; cp {}/made."$target" "$made"'
LINGER = "sleep 300 & echo $! > {0}; echo $$ >> {0}; wait"


def items(data: bytes, name: str, folder: Path, how: How = QUICK) -> list[Document | Skipped]:
    """What a worker reads in a file."""
    path = folder / name
    path.write_bytes(data)
    return list(read(find([path])[0], how))


def test_what_it_makes_is_read(tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made.odt").write_bytes(odt(["Ann Lee came."]))
    (tmp_path / "made.odp").write_bytes(odp(["Bob Ray went."]))
    stand_in(tmp_path / "bin", COPY.format(tmp_path), monkeypatch)
    assert items(DOC, "a.doc", tmp_path) == [Document("a.doc", "Ann Lee came.", file="a.doc")]
    assert items(PPT, "2017-05-18.ppt", tmp_path) == [
        Document("2017-05-18.ppt", "Bob Ray went.", date="2017-05-18", file="2017-05-18.ppt")
    ]
    assert list(place.iterdir()) == []


def test_inside_archives_and_mail_as_well(tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made.odt").write_bytes(odt(["Ann Lee came."]))
    stand_in(tmp_path / "bin", COPY.format(tmp_path), monkeypatch)
    mail = EmailMessage()
    mail["From"], mail["Message-ID"] = "press@example.org", "<1@example.org>"
    mail.set_content("See the file.")
    mail.add_attachment(DOC, "application", "msword", filename="minutes.doc")
    with zipfile.ZipFile(tmp_path / "leak.zip", "w") as archive:
        archive.writestr("1.doc", DOC)
        archive.writestr("7.eml", mail.as_bytes())
        archive.writestr("no suffix", DOC)
    found = [item for item in read(find([tmp_path / "leak.zip"])[0], QUICK) if isinstance(item, Document)]
    assert [(item.id, item.text.rpartition("\n")[2]) for item in found] == [
        ("leak.zip/1.doc", "Ann Lee came."),
        ("leak.zip/7.eml", "See the file."),
        ("leak.zip/7.eml/minutes.doc", "Ann Lee came."),
        ("leak.zip/no suffix", "Ann Lee came."),
    ]
    assert list(place.iterdir()) == []


@pytest.mark.parametrize(
    ("script", "status", "reason"),
    [
        ("", Status.DAMAGED, "damaged (LibreOffice cannot open it)"),
        ('mkdir "$out"', Status.DAMAGED, "damaged (LibreOffice cannot open it)"),
        ('mkdir "$out"; echo no package > "$made"', Status.DAMAGED, None),
        (
            'mkdir "$out"; echo half > "$made"; exit 77',
            Status.CRASHED,
            "LibreOffice failed on it (status 77), perhaps for want of memory (see --memory-limit): "
            "or save the file as .docx",
        ),
        ("kill -SEGV $$", Status.CRASHED, None),
        ("sleep 300", Status.SLOW, "takes longer than 1 s: allow more with --time-limit"),
        ("while :; do :; done", Status.SLOW, "takes longer than 1 s: allow more with --time-limit"),
    ],
)
def test_where_it_fails_the_reason_is_told(
    script: str, status: Status, reason: str | None, tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path / "bin", script, monkeypatch)
    (found,) = items(DOC, "a.doc", tmp_path)
    assert isinstance(found, Skipped)
    assert (found.where, found.status, found.reason) == ("a.doc", status, reason or found.reason)
    wait_until(lambda: not list(place.iterdir()))


def test_the_rest_of_an_archive_is_read(tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made.odt").write_bytes(odt(["Ann Lee came."]))
    stand_in(tmp_path / "bin", f'grep -q hang "$1" && sleep 300; {COPY.format(tmp_path)}', monkeypatch)
    with zipfile.ZipFile(tmp_path / "leak.zip", "w") as archive:
        archive.writestr("1.doc", compound({"WordDocument": b"x" * 4996 + b"hang"}))
        archive.writestr("2.doc", DOC)
    one, two = read(find([tmp_path / "leak.zip"])[0], QUICK)
    assert one == Skipped("leak.zip/1.doc", "takes longer than 1 s: allow more with --time-limit", Status.SLOW)
    assert two == Document("leak.zip/2.doc", "Ann Lee came.", file="leak.zip/2.doc")
    wait_until(lambda: not list(place.iterdir()))


def test_nothing_outlives_a_worker_that_is_killed(tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "told"
    stand_in(tmp_path / "bin", LINGER.format(told), monkeypatch)
    path = tmp_path / "a.doc"
    path.write_bytes(DOC)
    streams = read_each(find([path]), How())
    next(streams)
    processes = numbers(told, 2)
    assert all(map(is_running, processes))
    streams.close()  # it kills the workers
    wait_until(lambda: not any(map(is_running, processes)))
    wait_until(lambda: not list(place.iterdir()))


def test_it_has_the_limits_of_the_worker(tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = (
        f"ulimit -v > {tmp_path}/memory; ulimit -c > {tmp_path}/core; mkdir $out; head -c 3000000 /dev/zero > $made"
    )
    stand_in(tmp_path / "bin", script, monkeypatch)
    (found,) = items(DOC, "a.doc", tmp_path, How(limits=Limits(seconds=20, memory=400, size=1)))
    assert isinstance(found, Skipped)
    assert found.status is Status.CRASHED
    assert int((tmp_path / "memory").read_text()) == 400 * 1024
    assert int((tmp_path / "core").read_text()) == 0


def test_without_it_the_reason_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path / "snap", "", monkeypatch)  # which cannot see the file
    monkeypatch.setenv("PATH", str(tmp_path / "snap"))
    reason = "needs LibreOffice, which is not installed: install it, or save the file as {}"
    assert items(DOC, "a.doc", tmp_path) == [Skipped("a.doc", reason.format(".docx"), Status.MISSING)]
    assert items(PPT, "a.ppt", tmp_path) == [Skipped("a.ppt", reason.format(".pptx"), Status.MISSING)]


@needs_libreoffice
class TestTheRealOne:
    """LibreOffice itself. Texts and slides are read in full, as newer ones are."""

    FACTS = (
        "<dc:title>The sale</dc:title><meta:initial-creator>Ann Lee</meta:initial-creator>"
        "<meta:creation-date>2017-05-18T09:00:00</meta:creation-date>"
    )
    STYLES = (
        '<office:automatic-styles><style:page-layout style:name="L"><style:header-style/><style:footer-style/>'
        "</style:page-layout></office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="L"><style:header><text:p>Skagen Line</text:p>'
        "</style:header></style:master-page></office:master-styles>"
    )
    DELETED = (
        "<text:tracked-changes><text:changed-region xml:id='c' text:id='c'><text:deletion><office:change-info>"
        "<dc:creator>X</dc:creator><dc:date>2020-01-01T00:00:00</dc:date></office:change-info>"
        "<text:p>Vladimir Putin</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    )
    BODY = (
        f"{DELETED}<text:h text:outline-level='1'>Heading</text:h>"
        "<text:p>Ann Lee<text:tab/>met <text:change text:change-id='c'/>Bob Ray."
        "<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>A note.</text:p></text:note-body></text:note></text:p>"
        "<text:p>Then<office:annotation><dc:creator>Cid Day</dc:creator><dc:date>2020-01-01T00:00:00</dc:date>"
        "<text:p>Who?</text:p></office:annotation> this.</text:p>"
        "<table:table><table:table-column/><table:table-column/>"
        "<table:table-row><table:table-cell><text:p>Dan Ost</text:p></table:table-cell>"
        "<table:table-cell><text:p>Acme</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p>“Łódź”, 日本</text:p>"
    )

    def test_a_text(self, tmp_path: Path, place: Path) -> None:
        data = old("doc", self.BODY, tmp_path, facts=self.FACTS, styles=self.STYLES)
        (found,) = items(data, "a.doc", tmp_path, How())
        assert isinstance(found, Document), found
        assert found.text.split("\n\n") == [
            *("Heading", "Ann Lee met Bob Ray.", "A note.", "Then this.", "Cid Day: Who?", "Dan Ost | Acme"),
            *("“Łódź”, 日本", "Skagen Line"),
        ]
        assert (found.title, found.author, found.date) == ("The sale", "Ann Lee", "2017-05-18")
        assert list(place.iterdir()) == []

    def test_slides_with_their_notes(self, tmp_path: Path, place: Path) -> None:
        body, styles = slides([(text(["Ann Lee", "came."]), text(["Ask Cid."])), (text(["Bob Ray"]), "")])
        (found,) = items(old("ppt", body, tmp_path, styles=styles), "a.ppt", tmp_path, How())
        assert isinstance(found, Document), found
        assert found.text == "Ann Lee\n\ncame.\n\nAsk Cid.\fBob Ray"
        assert list(place.iterdir()) == []

    def test_what_is_no_text_is_damaged(self, tmp_path: Path, place: Path) -> None:
        assert items(DOC, "a.doc", tmp_path, How()) == [
            Skipped("a.doc", "damaged (LibreOffice cannot open it)", Status.DAMAGED)
        ]

    def test_nothing_is_fetched(self, tmp_path: Path, place: Path) -> None:
        with Server() as server:
            picture = f'<draw:image xlink:href="{server.address}/a.png" xlink:type="simple" xlink:show="embed"/>'
            frame = f'<draw:frame svg:width="2cm" svg:height="2cm">{picture}</draw:frame>'
            data = old("doc", f"<text:p>Ann {frame}Lee</text:p>", tmp_path)
            assert server.address.encode("utf-16-le") in data  # the link is in the file,
            assert server.calls  # and LibreOffice follows it where nobody tells it not to
            server.calls.clear()
            (found,) = items(data, "a.doc", tmp_path, How())
            assert isinstance(found, Document)
            assert found.text == "Ann Lee"
            assert server.calls == []


class Server:
    """Counts who calls, and does not answer."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        calls = self.calls

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                calls.append(self.rfile.readline().decode("latin-1"))

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
