"""Chats as JSON and as web pages: Telegram, Slack, Teams."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.read.packing import archive

from comention.model import Document
from comention.read import Skipped, Status, find, read_each

TELEGRAM: dict[str, Any] = {
    "name": "Sailing",
    "type": "private_group",
    "id": 1,
    "messages": [
        {"id": 1, "type": "service", "date": "2017-05-18T15:03:00", "actor": "Ann Lee", "action": "invite_members",
         "members": ["Mats Lund", None], "text": ""},
        {"id": 2, "type": "message", "date": "2017-05-18T15:04:00", "from": "Ann Lee", "text": "Did Odile Roux call?"},
        {"id": 3, "type": "message", "date": "2017-05-18T15:05:00", "from": "Mats Lund",
         "text": ["Yes, see ", {"type": "link", "text": "example.org"}, "."]},
        {"id": 4, "type": "message", "date": "2017-05-19T09:00:00", "from": "Mats Lund", "text": "She left.",
         "forwarded_from": "Harbour News"},
        {"id": 5, "type": "message", "date": "2017-05-19T09:01:00", "from": None, "text": "Bye"},
        {"id": 6, "type": "message", "date": "2017-05-19T09:02:00", "from": "Ann Lee", "text": "", "photo": "1.jpg"},
    ],
}  # fmt: skip
SAID = [
    ("2017-05-18", "Ann Lee added Mats Lund (15:03)\n\nAnn Lee (15:04): Did Odile Roux call?\n\n"
     "Mats Lund (15:05): Yes, see example.org."),
    ("2017-05-19", "Mats Lund (09:00): Forwarded from Harbour News: She left.\n\nBye (09:01)"),
]  # fmt: skip
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head>
<body onload="CheckLocation();"><div class="page_wrap"><div class="page_header"><div class="content">
<div class="text bold">Sailing</div></div></div><div class="page_body chat_page"><div class="history">
<div class="message service" id="message-1"><div class="body details">18 May 2017</div></div>
<div class="message default clearfix" id="message1"><div class="pull_left userpic_wrap"><div class="userpic userpic1">
<div class="initials">AL</div></div></div><div class="body"><div class="pull_right date details"
title="18.05.2017 15:04:05 UTC+01:00">15:04</div><div class="from_name">Ann Lee</div>
<div class="text">Did Odile Roux call?</div></div></div>
<div class="message default clearfix joined" id="message2"><div class="body"><div class="pull_right date details"
title="18.05.2017 15:05:05 UTC+01:00">15:05</div><div class="text">Or <strong>Jon Berg</strong>?</div></div></div>
<div class="message service" id="message3"><div class="body details">Ann Lee invited Mats Lund</div></div>
<div class="message default clearfix" id="message4"><div class="body"><div class="pull_right date details"
title="19.05.2017 09:00:00">09:00</div><div class="from_name">Mats Lund</div><div class="forwarded body">
<div class="from_name">Harbour News <span class="date details" title="19.05.2017 08:00:00"> 19.05.2017 08:00:00</span>
</div><div class="text">She left.</div></div></div></div>
</div></div></div></body></html>"""
USERS = [
    {"id": "U1", "name": "ann", "real_name": "Ann Lee", "profile": {"display_name": "ann"}},
    {"id": "U2", "name": "mats", "profile": {"real_name": "Mats Lund"}},
    {"id": "U3", "name": "bot", "real_name": "Build Helper", "is_bot": True},
]
SLACK = {
    "users.json": USERS,
    "channels.json": [{"id": "C1", "name": "sailing", "members": ["U1", "U2"]}],
    "sailing/2017-05-18.json": [
        {"type": "message", "subtype": "channel_join", "user": "U2", "ts": "1495119780.000100",
         "text": "<@U2> has joined the channel"},
        {"type": "message", "user": "U1", "ts": "1495119840.000100",
         "text": "Did Odile Roux &amp; <@U2> call, <!here>? See <#C1|sailing> and <https://example.org|the list>"},
        {"type": "message", "user": "U3", "bot_id": "B1", "ts": "1495119900.000100", "text": "Build is done"},
        {"type": "message", "user": "U9", "user_profile": {"real_name": "Jon Berg"}, "ts": "1495119960.000100",
         "text": "Yes"},
    ],
}  # fmt: skip
SLACK_SAID = (
    "Mats Lund has joined the channel (15:03)\n\nAnn Lee (15:04): Did Odile Roux & Mats Lund call, here? See #sailing "
    "and the list\n\nBuild is done (15:05)\n\nJon Berg (15:06): Yes"
)


def found(path: Path) -> list[Document | Skipped]:
    return [item for items in read_each(find([path])) for item in items]


def said(path: Path) -> list[tuple[str | None, str]]:
    return [(item.date, item.text) for item in found(path) if isinstance(item, Document)]


def test_telegram(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_text(json.dumps(TELEGRAM, indent=1))
    assert said(path) == SAID
    first, _ = found(path)
    assert isinstance(first, Document)
    assert (first.id, first.title, first.source) == ("result.json/2017-05-18", "Sailing", "Telegram")


def test_all_chats_of_telegram(tmp_path: Path) -> None:
    channel = {"name": "Harbour News", "type": "public_channel", "id": 2, "messages": [
        {"id": 1, "type": "message", "date": "2017-05-18T15:04:00", "from": "Harbour News", "text": "Odile Roux left."}
    ]}  # fmt: skip
    path = tmp_path / "result.json"
    path.write_text(json.dumps({"about": "…", "chats": {"about": "…", "list": [TELEGRAM, channel]}}))
    assert said(path) == [*SAID, ("2017-05-18", "Odile Roux left. (15:04)")]
    assert [item.id for item in found(path) if isinstance(item, Document)] == [
        "result.json/1/2017-05-18",
        "result.json/1/2017-05-19",
        "result.json/2/2017-05-18",
    ]


def test_a_page_of_telegram(tmp_path: Path) -> None:
    path = tmp_path / "messages.html"
    path.write_text(PAGE)
    assert said(path) == [
        ("2017-05-18", "Ann Lee (15:04): Did Odile Roux call?\n\nAnn Lee (15:05): Or Jon Berg?\n\n"
         "Ann Lee invited Mats Lund (15:05)"),
        ("2017-05-19", "Mats Lund (09:00): Forwarded from Harbour News: She left."),
    ]  # fmt: skip


@pytest.mark.parametrize("root", ["", "Skagen Slack export/"])
def test_an_archive_of_slack(root: str, tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(archive({root + name: json.dumps(content).encode() for name, content in SLACK.items()}))
    assert said(path) == [("2017-05-18", SLACK_SAID)]
    (document,) = [item for item in found(path) if isinstance(item, Document)]
    assert (document.id, document.title) == (f"export.zip/{root}sailing/2017-05-18.json", "sailing")
    lists = [item for item in found(path) if isinstance(item, Skipped)]
    assert [item.status for item in lists] == [Status.HIDDEN, Status.HIDDEN]


def test_a_folder_of_slack(tmp_path: Path) -> None:
    (tmp_path / "sailing").mkdir()
    for name, content in SLACK.items():
        (tmp_path / name).write_text(json.dumps(content))
    assert said(tmp_path) == [("2017-05-18", SLACK_SAID)]
    assert [item.where for item in found(tmp_path) if isinstance(item, Skipped)] == ["channels.json", "users.json"]


def test_users_that_cannot_be_read_cost_no_messages(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    content = {name: json.dumps(content).encode() for name, content in SLACK.items()}
    path.write_bytes(archive({**content, "users.json": b'{"id": ['}))
    ((_, text),) = said(path)
    assert "Jon Berg (15:06): Yes" in text


def test_teams(tmp_path: Path) -> None:
    path = tmp_path / "messages.json"
    messages = [
        {"originalarrivaltime": "2017-05-18T15:04:05.123Z", "messagetype": "RichText/Html", "displayName": "Lee, Ann",
         "content": "<p>Did <b>Odile Roux</b> call?</p>"},
        {"originalarrivaltime": "2017-05-18T15:05:05.5Z", "messagetype": "Text", "from": "8:live:mats",
         "content": "No"},
        {"originalarrivaltime": "2017-05-18T15:06:05Z", "messagetype": "ThreadActivity/AddMember", "content": "<a/>"},
    ]  # fmt: skip
    path.write_text(
        json.dumps({"userId": "8:x", "conversations": [{"id": "1", "displayName": None, "MessageList": messages}]})
    )
    assert said(path) == [("2017-05-18", "Ann Lee (15:04): Did Odile Roux call?\n\nmats (15:05): No")]


def test_teams_as_programs_store_it(tmp_path: Path) -> None:
    path = tmp_path / "messages.json"
    messages = [
        {"createdDateTime": "2017-05-18T15:05:00Z", "from": {"user": {"displayName": "Mats Lund"}},
         "body": {"contentType": "text", "content": "No"}},
        {"createdDateTime": "2017-05-18T15:04:00Z", "from": {"user": {"displayName": "Ann Lee"}},
         "body": {"contentType": "html", "content": "<div>Did Odile Roux call?</div>"}},
        {"createdDateTime": "2017-05-18T15:03:00Z", "from": None, "body": {"contentType": "html", "content": "<x/>"}},
    ]  # fmt: skip
    path.write_text(json.dumps({"value": messages}))
    assert said(path) == [("2017-05-18", "Ann Lee (15:04): Did Odile Roux call?\n\nMats Lund (15:05): No")]


def test_other_json_is_read_as_records(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"messages": [{"date": "2017-05-18", "text": "Odile Roux left."}]}))
    assert said(path) == [("2017-05-18", "Odile Roux left.")]


def test_a_message_without_a_time_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    messages = [{"type": "message", "from": "Ann Lee", "date": date, "text": date} for date in ("2017-05-18", "x")]
    path.write_text(json.dumps({"type": "personal_chat", "messages": messages}))
    assert said(path) == [("2017-05-18", "Ann Lee (00:00): 2017-05-18\n\nAnn Lee (00:00): x")]
    page = tmp_path / "messages.html"
    page.write_text(PAGE.replace("18.05.2017 15:04:05", "38.05.2017 15:04:05").replace("19.05.2017 09", "no"))
    assert said(page)[0][1].startswith("Ann Lee (15:05): Did Odile Roux call?\n\nAnn Lee (15:05): Or Jon Berg?")
    assert said(page)[0][1].endswith("Mats Lund (15:05): Forwarded from Harbour News: She left.")
