"""Chats that were saved or copied as text: who wrote what, and on which day."""

import io
from collections.abc import Mapping

import pytest

from comention.model import Document
from comention.read import How
from comention.read.plain import read_plain

SAID = [
    ("2017-05-18", "Ann Lee (15:04): Did Odile Roux call?"),
    ("2017-05-18", "Mats Lund (21:05): Yes.\nTwice."),
    ("2017-05-19", "Ann Lee (00:06): Thank you."),
]
FORMS: Mapping[str, str] = {
    "WhatsApp, Android, 24 hours": "18/05/2017, 15:04 - Ann Lee: {}\n18/05/2017, 21:05 - Mats Lund: {}\n"
    "19/05/2017, 00:06 - Ann Lee: {}",
    "WhatsApp, Android, the month first, 12 hours": "5/18/17, 3:04 PM - Ann Lee: {}\n5/18/17, 9:05 PM - Mats Lund: {}\n"
    "5/19/17, 12:06 AM - Ann Lee: {}",
    "WhatsApp, Android, with dots": "18.05.17, 15:04 - Ann Lee: {}\n18.05.17, 21:05 - Mats Lund: {}\n"
    "19.05.17, 00:06 - Ann Lee: {}",
    "WhatsApp, Android, small letters and a narrow space": "18/05/2017, 3:04\u202fpm - Ann Lee: {}\n"
    "18/05/2017, 9:05\u202fpm - Mats Lund: {}\n19/05/2017, 12:06\u202fam - Ann Lee: {}",
    "WhatsApp, Android, Spanish": "18/5/17 3:04 p. m. - Ann Lee: {}\n18/5/17 9:05 p. m. - Mats Lund: {}\n"
    "19/5/17 12:06 a. m. - Ann Lee: {}",
    "WhatsApp, iPhone": "[18/05/2017, 15:04:59] Ann Lee: {}\n\u200e[18/05/2017, 21:05:00] Mats Lund: \u200e{}\n"
    "[19/05/2017, 00:06:01] Ann Lee: {}",
    "WhatsApp, iPhone, the month first, 12 hours": "[5/18/17, 3:04:59 PM] Ann Lee: {}\n"
    "[5/18/17, 9:05:00 PM] ~ Mats Lund: {}\n[5/19/17, 12:06:01 AM] Ann Lee: {}",
    "WhatsApp, iPhone, the year first": "[2017-05-18, 15:04:59] Ann Lee: {}\n[2017-05-18, 21:05:00] Mats Lund: {}\n"
    "[2017-05-19, 00:06:01] Ann Lee: {}",
    "Signal": "[2017-05-18 15:04] Ann Lee: {}\n[2017-05-18 21:05] Mats Lund: {}\n[2017-05-19 00:06] Ann Lee: {}",
    "Teams": "[5/18/2017 3:04 PM] Lee, Ann (Guest)\n{}\n\n[5/18/2017 9:05 PM] Mats Lund\n{}\n\n"
    "[5/19/2017 12:06 AM] Lee, Ann (Guest)\n{}\n",
    "Telegram": "Ann Lee, [18.05.2017 15:04]\n{}\n\nMats Lund, [18.05.2017 21:05]\n{}\n\n"
    "Ann Lee, [19.05.2017 00:06]\n{}",
    "iMessage": "May 18, 2017  3:04:05 PM (Read by you after 2 minutes)\nAnn Lee\n{}\n\nMay 18, 2017  9:05:05 PM\n"
    "Mats Lund\n{}\nTapbacks:\n    Loved by Ann Lee\n\nMay 19, 2017 12:06:00 AM\nAnn Lee\n{}\n",
}
NOTICES: Mapping[str, tuple[str, list[str]]] = {
    "what the program says of itself is left out": (
        "18/05/2017, 15:03 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.\n"
        "18/05/2017, 15:04 - Ann Lee: Hello!\n18/05/2017, 15:05 - Your security code with Ann Lee changed.",
        ["Ann Lee (15:04): Hello!"],
    ),
    "even where it is put down to the group": (
        "[18/05/2017, 15:03:00] Sailing: \u200eMessages and calls are end-to-end encrypted. No one outside of this "
        "chat, not even WhatsApp, can read or listen to them.\n[18/05/2017, 15:04:00] Ann Lee: Hello!",
        ["Ann Lee (15:04): Hello!"],
    ),
    "who added whom is a sentence": (
        "18/05/2017, 15:03 - Ann Lee added Mats Lund\n18/05/2017, 15:04 - Mats Lund: Hello!\n"
        "18/05/2017, 15:05 - Mats Lund left",
        ["Ann Lee added Mats Lund (15:03)", "Mats Lund (15:04): Hello!", "Mats Lund left (15:05)"],
    ),
    "which some programs put down to somebody": (
        "[18/05/2017, 15:03:00] Ann Lee: \u200eAnn Lee created group “Sailing”\n[18/05/2017, 15:04:00] Ann Lee: Hello!",
        ["Ann Lee created group “Sailing” (15:03)", "Ann Lee (15:04): Hello!"],
    ),
    "pictures and what was deleted have no words": (
        "18/05/2017, 15:03 - Ann Lee: <Media omitted>\n18/05/2017, 15:04 - Mats Lund: This message was deleted\n"
        "18/05/2017, 15:05 - Ann Lee: IMG-20170518.jpg (file attached)\n18/05/2017, 15:06 - Ann Lee: <attached: 1.jpg> "
        "Our boat\n18/05/2017, 15:07 - Ann Lee: image omitted",
        ["Ann Lee (15:06): Our boat"],
    ),
    "numbers stay, and signs around names go": (
        "18/05/2017, 15:03 - +47 412 34 567: Hello!\n18/05/2017, 15:04 - 🌻 Ann Lee ❤️: Who is this: Mats?",
        ["+47 412 34 567 (15:03): Hello!", "Ann Lee (15:04): Who is this: Mats?"],
    ),
}


def chat(text: str) -> list[tuple[str | None, str]]:
    documents = [item for item in read_plain(io.BytesIO(text.encode()), "a.txt", How()) if isinstance(item, Document)]
    assert all(document.id == f"a.txt/{document.date}" for document in documents)
    return [(document.date, message) for document in documents for message in document.text.split("\n\n")]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_each_message_has_its_writer_and_its_time(form: str) -> None:
    assert chat(form.format("Did Odile Roux call?", "Yes.\nTwice.", "Thank you.")) == SAID


@pytest.mark.parametrize(("text", "said"), NOTICES.values(), ids=NOTICES)
def test_notices(text: str, said: list[str]) -> None:
    assert [message for _, message in chat(text)] == said


@pytest.mark.parametrize(
    ("days", "read"),
    [
        (("03/04/2017", "04/04/2017", "05/04/2017"), ["2017-04-03", "2017-04-04", "2017-04-05"]),
        (("12/31/2016", "01/02/2017"), ["2016-12-31", "2017-01-02"]),
        (("04/11/2017", "04/12/2017", "05/01/2017"), ["2017-04-11", "2017-04-12", "2017-05-01"]),
    ],
)
def test_the_order_of_day_and_month_is_that_in_which_time_goes_on(days: tuple[str, ...], read: list[str]) -> None:
    assert [day for day, _ in chat("\n".join(f"{day}, 15:04 - Ann Lee: Hello!" for day in days))] == read


@pytest.mark.parametrize(
    "text",
    [
        "[2017-05-18 15:04:05] harbour.INFO: started\n[2017-05-18 15:04:06] harbour.ERROR: failed",
        "[2017-05-18 15:04:05] INFO: started\n[2017-05-18 15:04:06] ERROR: failed",
        "2017-05-18 15:04 - Ann Lee: one line only",
        "18/05/2017, 15:04 - Ann Lee: Hello!\n99/99/2017, 15:04 - Ann Lee: Hello!",
        "On 18/05/2017, 15:04 - Ann Lee: Hello!\nOn 19/05/2017, 15:04 - Ann Lee: Hello!",
        "May 18, 2017\nThey met in Oslo.",
    ],
)
def test_other_texts_are_no_chats(text: str) -> None:
    (document,) = read_plain(io.BytesIO(text.encode()), "a.txt", How())
    assert document == Document("a.txt", text)
