import mailbox
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

from comention.model import Document
from comention.read import Status, find, read
from comention.read.items import How, Part
from comention.read.mail import read_mail, read_mhtml


def message(subject: str = "The sale") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = '"Lee, Ann" <ann@example.org>'
    mail["To"] = "Bob Ray <bob@example.org>, carol@example.org"
    mail["Cc"] = "Müller Söhne <m@example.org>"
    mail["Subject"] = subject
    mail["Date"] = "Thu, 18 May 2017 10:00:00 +0200"
    mail["Message-ID"] = "<1@example.org>"
    mail.set_content("Skagen Line is sold.\n")
    return mail


def test_who_wrote_to_whom_is_part_of_the_text() -> None:
    (document,) = read_mail(BytesIO(message().as_bytes()), "a.eml", How())
    assert isinstance(document, Document)
    assert document.text.split("\n\n") == [
        "From: Ann Lee, To: Bob Ray, carol@example.org, Cc: Müller Söhne",
        "Subject: The sale",
        "Skagen Line is sold.",
    ]
    assert (document.title, document.date, document.author) == ("The sale", "2017-05-18", "Ann Lee")


def test_attachments_and_forwarded_mail_are_read_too(tmp_path: Path) -> None:
    mail = message()
    mail.add_attachment(b"Marit Solheim signed.", maintype="text", subtype="plain", filename="../note.txt")
    mail.add_attachment(message("Older"))
    (tmp_path / "a.eml").write_bytes(mail.as_bytes())
    documents = [item for item in read(find([tmp_path])[0]) if isinstance(item, Document)]
    assert [document.id for document in documents][:2] == ["a.eml", "a.eml/note.txt"]
    assert documents[1].text == "Marit Solheim signed."
    assert documents[2].title == "Older"


def test_a_page_in_a_mail_is_read_as_text() -> None:
    mail = message()
    mail.add_alternative("<p>Skagen <b>Line</b> is sold.</p>", subtype="html")
    (document,) = [one for one in read_mail(BytesIO(mail.as_bytes()), "a.eml", How()) if isinstance(one, Document)]
    assert document.text.count("Skagen Line is sold.") == 1


def test_a_mailbox_has_a_document_a_message(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "box.mbox")
    for subject in ("One", "Two", "Three"):
        box.add(message(subject))
    box.close()
    documents = [item for item in read(find([tmp_path / "box.mbox"])[0]) if isinstance(item, Document)]
    assert [(document.id, document.title) for document in documents] == [
        ("box.mbox/1", "One"),
        ("box.mbox/2", "Two"),
        ("box.mbox/3", "Three"),
    ]


def test_a_saved_page_is_read() -> None:
    mail = EmailMessage()
    mail["Snapshot-Content-Location"] = "x"
    mail["From"] = "saved"
    mail.set_content("<title>A page</title><p>Ann Lee met Bob Ray.</p>", subtype="html")
    (document,) = read_mhtml(BytesIO(mail.as_bytes()), "a.mhtml", How())
    assert isinstance(document, Document)
    assert (document.text, document.title) == ("Ann Lee met Bob Ray.", "A page")


def test_mail_nested_without_end_is_given_up(tmp_path: Path) -> None:
    mail = message()
    for _ in range(60):
        outer = message()
        outer.add_attachment(mail)
        mail = outer
    (tmp_path / "a.eml").write_bytes(mail.as_bytes())
    items = list(read(find([tmp_path])[0]))
    assert isinstance(items[0], Document)
    assert all(not isinstance(item, Part) for item in items)
    assert not [item for item in items if not isinstance(item, Document) and item.status is Status.CRASHED]


def test_a_text_in_many_parts_in_each_other_is_read(tmp_path: Path) -> None:
    written: EmailMessage = EmailMessage()
    written.set_content("Ann met Bob.")
    for _ in range(150):
        around = EmailMessage()
        around.make_mixed()
        around.attach(written)
        written = around
    written["From"] = "Ann <ann@example.org>"
    (tmp_path / "a.eml").write_bytes(written.as_bytes())
    (document,) = read(find([tmp_path / "a.eml"])[0])
    assert isinstance(document, Document)
    assert "Ann met Bob." in document.text


def test_who_wrote_to_whom_is_part_of_what_is_answered_too() -> None:
    mail = message()
    mail.set_content(
        "I agree.\n\n-----Original Message-----\nFrom: Lund, Mats\nSent: Friday, May 12, 2017 2:39 PM\n"
        "To: Lee, Ann; Roux, Odile\nSubject: The sale\n\nShall we?\n"
    )
    (document,) = read_mail(BytesIO(mail.as_bytes()), "a.eml", How())
    assert isinstance(document, Document)
    assert document.text.split("\n\n")[2:] == [
        "I agree.",
        "-----Original Message-----\nFrom: Mats Lund, To: Ann Lee, Odile Roux",
        "Sent: Friday, May 12, 2017 2:39 PM",
        "Subject: The sale",
        "Shall we?",
    ]


def test_recipients_without_addresses_are_parted_by_semicolons() -> None:
    mail = b"From: Lund, Mats\nTo: Lee, Ann; Roux, Odile\nSubject: The sale\nMIME-Version: 1.0\n\nYes.\n"
    (document,) = read_mail(BytesIO(mail), "a.eml", How())
    assert isinstance(document, Document)
    assert document.text.startswith("From: Mats Lund, To: Ann Lee, Odile Roux\n\n")


def test_a_message_in_a_message_has_its_own_people(tmp_path: Path) -> None:
    inner, middle, outer = message("Inner"), message("Middle"), message("Outer")
    del inner["From"]
    inner["From"] = "Odile Roux <odile@example.org>"
    middle.add_attachment(inner)
    outer.add_attachment(middle)
    (tmp_path / "a.eml").write_bytes(outer.as_bytes())
    documents = [item for item in read(find([tmp_path])[0]) if isinstance(item, Document)]
    assert [(document.title, document.author) for document in documents] == [
        ("Outer", "Ann Lee"),
        ("Middle", "Ann Lee"),
        ("Inner", "Odile Roux"),
    ]
