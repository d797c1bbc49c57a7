"""Only who came with the token, from a page of ours, by an address of ours, is answered."""

import re
from collections.abc import Iterator

import pytest
from tests.conftest import NameList
from tests.serve.conftest import MERKEL, Browser, Served, serving

from comention.pipeline import generate
from comention.serve.session import Session


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all, as nothing here may change anything."""
    root = tmp_path_factory.mktemp("served")
    (root / "summit.md").write_text("Angela Merkel met Barack Obama in Germany.\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("comention.pipeline.load_extractor", lambda model=None, *, language="en": NameList())
        generate([root / "summit.md"], root / "out", {"workers": 1})
        with serving(root / "out") as found:
            yield found


PATHS = ("/", "/api/graph", "/api/events", "/api/names?q=a", "/api/export/graphml", "/api/document?id=summit.md", "/no")
CORRECTION = b'{"kind": "ignore", "node": "person:angela-merkel"}'


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("cookie", [None, "{name}=", "{name}=wrong", "other={value}"])
def test_without_the_cookie_nothing_is_answered(served: Served, path: str, cookie: str | None) -> None:
    known, stranger = served.browser(), Browser(served.port)
    name, value = known.headers["Cookie"].split("=", 1)
    sent = cookie and cookie.format(name=name, value=value)
    answer = stranger.ask(path, Cookie=sent)
    assert answer.status == 403
    assert b"Angela" not in answer.body
    assert "the last address that comention shows in its terminal" in answer.body.decode()
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/?token=wrong", "/?token=", "/?token=%00", "/?token=é", "/api/graph?token={token}"])
def test_a_wrong_token_is_refused(served: Served, path: str) -> None:
    token = served.addresses[0].partition("token=")[2]
    answer = Browser(served.port).ask(path.replace("é", "%C3%A9").format(token=token), Origin=None)
    assert answer.status == 403
    assert "set-cookie" not in answer.headers


def test_the_token_works_once_and_then_another_one_does(served: Served) -> None:
    first, second, third = (Browser(served.port) for _ in range(3))
    address = served.addresses[-1]
    answer = first.enter(address)
    assert (answer.status, answer.headers["location"]) == (303, "/")
    assert re.fullmatch(
        rf"comention-{served.port}=[\w-]{{43}}; HttpOnly; Path=/; SameSite=strict", answer.headers["set-cookie"]
    )
    assert first.ask("/").status == 200
    assert second.enter(address).status == 403
    assert served.addresses[-2] == address
    assert third.enter(served.addresses[-1]).status == 303
    assert third.get("graph")["version"] == first.get("graph")["version"]
    assert third.headers["Cookie"] != first.headers["Cookie"]


def test_who_is_known_already_uses_up_no_token(served: Served, browser: Browser) -> None:
    count = len(served.addresses)
    assert browser.enter(served.addresses[-1]).status == 303
    assert browser.enter(served.addresses[0]).status == 303
    assert len(served.addresses) == count


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "[::1]:{port}", "", None]
)
@pytest.mark.parametrize("path", PATHS[:2])
def test_another_host_is_refused(served: Served, browser: Browser, host: str | None, path: str) -> None:
    sent = host and host.format(port=served.port)
    answer = browser.ask(path, Host=sent, Origin=sent and f"http://{sent}")
    assert answer.status in (400, 403)  # HTTP itself wants one
    assert b"Angela" not in answer.body


def test_the_machine_may_be_called_localhost(served: Served, browser: Browser) -> None:
    host = f"LocalHost:{served.port}"
    assert browser.ask("/api/formats", Host=host, Origin=f"http://{host}").status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://localhost:{port}"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": None, "Origin": None},
        {"Sec_Fetch_Site": "none", "Origin": None},
    ],
)
def test_another_site_changes_nothing(served: Served, browser: Browser, headers: dict[str, str | None]) -> None:
    sent = {name: value and value.format(port=served.port) for name, value in headers.items()}
    for path, body in (("corrections", CORRECTION), ("undo", b"{}"), ("documents", b"")):
        assert browser.ask(f"/api/{path}", body, Content_Type="application/json", **sent).status == 403
    assert not (served.out / "comention.toml").exists()
    assert MERKEL in browser.get("graph")["nodes"]["key"]


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("path", ["/api/events", "/api/graph", "/api/export/csv"])
def test_another_site_learns_nothing(browser: Browser, path: str, site: str) -> None:
    assert browser.ask(path, Sec_Fetch_Site=site, Origin=None).status == 403
    assert browser.ask(path, Origin="http://evil.example", Sec_Fetch_Site=None).status == 403


@pytest.mark.parametrize(
    "content", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None, "application/jsonx"]
)
def test_a_form_of_another_site_cannot_pass_for_json(browser: Browser, served: Served, content: str | None) -> None:
    assert browser.ask("/api/corrections", CORRECTION, Content_Type=content).status == 415
    assert not (served.out / "comention.toml").exists()


@pytest.mark.parametrize("path", [*PATHS[:2], "/api/formats", "/api/document?id=no", "/no", "/?token=wrong"])
def test_every_answer_has_the_headers(browser: Browser, path: str) -> None:
    for answer in (browser.ask(path), browser.ask(path, Cookie=None), browser.ask(path, Host="evil.example")):
        told = answer.headers
        assert told["x-content-type-options"] == "nosniff"
        assert told["referrer-policy"] == "no-referrer"
        assert told["cache-control"] == "no-store"
        assert told["cross-origin-resource-policy"] == "same-origin"
        assert told["cross-origin-opener-policy"] == "same-origin"
        assert "default-src 'none'" in told["content-security-policy"]
        assert "frame-ancestors 'none'" in told["content-security-policy"]
        assert not [name for name in told if name.lower().startswith("access-control")]
        assert "server" not in told


def test_the_page_may_do_what_it_says_itself_and_is_in_no_frame(browser: Browser) -> None:
    page = browser.ask("/")
    (own,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', page.body.decode())
    assert page.headers["content-security-policy"] == own.replace("&#39;", "'") + "; frame-ancestors 'none'"
    assert "connect-src 'self'" in own.replace("&#39;", "'")
    assert "unsafe" not in own


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/api/graph"),
        ("DELETE", "/"),
        ("POST", "/"),
        ("OPTIONS", "/api/graph"),
        ("POST", "/api/graph"),
        ("GET", "/api/undo"),
    ],
)
def test_no_other_method_is_answered(browser: Browser, method: str, path: str) -> None:
    answer = browser.ask(path, b"{}" if method != "GET" else None, method, Content_Type="application/json")
    assert answer.status in (403, 405)


@pytest.mark.parametrize(
    ("host", "port", "ours", "others"),
    [
        ("127.0.0.1", 80, ["127.0.0.1", "localhost:80"], ["127.0.0.1:8080", "evil.example"]),
        ("192.168.1.5", 8000, ["192.168.1.5:8000"], ["127.0.0.1:8000", "192.168.1.6:8000", "evil.example:8000"]),
        ("::1", 8000, ["[::1]:8000"], ["[::2]:8000", "[::1]"]),
        ("0.0.0.0", 8000, ["10.0.0.7:8000", "localhost:8000", "[::1]:8000"], ["evil.example:8000", "10.0.0.7"]),
        ("desk.local", 8000, ["desk.local:8000", "DESK.local:8000"], ["evil.desk.local:8000", "127.0.0.1:8000"]),
    ],
)
def test_which_names_are_ours(host: str, port: int, ours: list[str], others: list[str]) -> None:
    session = Session(host, port, lambda _: None)
    assert [name for name in (*ours, *others) if session.serves(name)] == ours
