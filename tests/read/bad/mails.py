"""Bad mail: broken headers, parts, transfer encodings and character sets, and too much of everything."""

from collections.abc import Iterator
from email.message import EmailMessage

from tests.read.bad.case import SAID, Case, blank, read, skip
from tests.read.packing import archive

from comention.read import Status

HEAD = "From: Ann Lee <ann@example.org>\nMessage-ID: <1@example.org>\nMIME-Version: 1.0\n"


def nested(times: int) -> bytes:
    """A message in a message in a message."""
    content = f"{HEAD}\n{SAID}\n"
    for _ in range(times):
        content = f"{HEAD}Content-Type: message/rfc822\n\n{content}"
    return content.encode()


def alternatives(depth: int) -> str:
    """Parts in parts."""
    head = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(depth))
    return f"{HEAD}{head}\n{SAID}\n"


def attached(name: str, data: bytes, kind: str = "octet-stream") -> bytes:
    message = EmailMessage()
    message["From"], message["Message-ID"] = "ann@example.org", "<1@example.org>"
    message.set_content(SAID)
    message.add_attachment(data, maintype="application", subtype=kind, filename=name)
    return message.as_bytes()


def cases() -> Iterator[Case]:
    yield blank("empty.eml", b"")
    yield skip("no headers.eml", f"\n\n{SAID}\n", Status.DAMAGED)
    yield read("no body.eml", f"{HEAD}Subject: {SAID}\n")
    yield read("a mail.txt", f"{HEAD}Subject: x\n\n{SAID}\n")
    yield read("wrong date.eml", f"{HEAD}Date: Thu, 99 Foo 20177 99:99:99 +9999\n\n{SAID}\n")
    yield read("unknown charset.eml", f"{HEAD}Content-Type: text/plain; charset=klingon\n\n{SAID}\n")
    yield read(
        "wrong charset.eml", f"{HEAD}Content-Type: text/plain; charset=ascii\n\n{SAID} café où\n".encode("latin-1")
    )
    yield read("broken base64.eml", f"{HEAD}Content-Transfer-Encoding: base64\n\nQW5nZWxh!!!\n\n" + "", "Angela")
    yield read("broken quoted.eml", f"{HEAD}Content-Transfer-Encoding: quoted-printable\n\n{SAID} =ZZ =\n")
    yield read("unknown transfer.eml", f"{HEAD}Content-Transfer-Encoding: x-magic\n\n{SAID}\n")
    yield read("no boundary.eml", f"{HEAD}Content-Type: multipart/mixed\n\n{SAID}\n")
    yield read("boundary never ends.eml", f'{HEAD}Content-Type: multipart/mixed; boundary="x"\n\n--x\n\n{SAID}\n')
    yield read("parts in parts.eml", alternatives(30))
    yield read("broken words.eml", f"{HEAD}Subject: =?utf-8?B?!!!?= =?x?Q?=ZZ?= =?utf-8?Q?caf=C3?=\n\n{SAID}\n")
    yield read("raw letters.eml", f"{HEAD}Subject: caf\xe9\n\n{SAID}\n".encode("latin-1"))
    yield read("many people.eml", f"{HEAD}To: {', '.join(f'p{n}@example.org' for n in range(4_000))}\n\n{SAID}\n")
    yield read("brackets.eml", HEAD + "To: " + "<(" * 3_000 + "\nCc: " + '"' * 3_001 + f"\n\n{SAID}\n")
    yield read("a long header.eml", f"{HEAD}X-Long: {'x' * 1_000_000}\n\n{SAID}\n")
    yield read("many headers.eml", HEAD + "X-A: b\n" * 50_000 + f"\n{SAID}\n")
    yield read("a page.eml", f"{HEAD}Content-Type: text/html\n\n<p>{SAID}<script>x</script>")
    yield read("messages in messages.eml", nested(5))
    yield read("many messages.eml", nested(60), "Ann Lee")
    yield read("attached noise.eml", attached("a.bin", b"\xff\0" * 100), but=(Status.UNKNOWN,))
    yield read(
        "attached archive.eml",
        attached("a.zip", archive({"a.txt": b"Vladimir Putin"})),
        "Angela Merkel",
        "Vladimir Putin",
    )
    yield read("attached broken archive.eml", attached("a.zip", b"PK\x03\x04xx"), but=(Status.DAMAGED,))
    yield read("attached with a way out.eml", attached("../../../etc/passwd.txt", b"Vladimir Putin"), "Vladimir Putin")
    yield read(
        "a mailbox.mbox",
        f"From x Thu May 18 10:00:00 2017\n{HEAD}\n{SAID}\n\nFrom x Thu May 18 10:00:00 2017\n{HEAD}\nVladimir Putin\n",
        "Angela Merkel",
        "Vladimir Putin",
    )
    yield read("a cut mailbox.mbox", f"From x Thu May 18 10:00:00 2017\n{HEAD}\n{SAID}\n\nFrom x Thu")
    yield skip("no mailbox.mbox", b"\0\xff" * 1000, Status.DAMAGED)
