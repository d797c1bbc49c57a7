"""Write a text as a file of each format that is read: the simplest honest file of its kind."""

import bz2
import csv
import gzip
import html
import io
import json
import lzma
import textwrap
from collections.abc import Callable, Sequence
from email.message import EmailMessage

import py7zr
import xlwt
from tests.read.makers import compound, drawn, lines, pdf, properties
from tests.read.packages import docx, epub, odp, ods, odt, pptx, xlsx
from tests.read.packing import archive, tarred

Paragraphs = Sequence[str]


def plain(paragraphs: Paragraphs) -> bytes:
    return "\n\n".join(paragraphs).encode()


def page(paragraphs: Paragraphs) -> bytes:
    body = "".join(f"<p>{html.escape(paragraph)}</p>\n" for paragraph in paragraphs)
    menu = "<nav><a href='/'>Home</a> <a href='/news'>News</a></nav>"
    return (
        f"<!doctype html><html><head><meta charset='utf-8'></head><body>{menu}<main>{body}</main>"
        "<footer>Imprint</footer></body></html>"
    ).encode()


def xhtml(paragraphs: Paragraphs) -> bytes:
    body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>'
        f"<body>{body}</body></html>"
    ).encode()


def web_archive(paragraphs: Paragraphs) -> bytes:
    message = EmailMessage()
    message["Snapshot-Content-Location"] = "https://example.org/"
    message["MIME-Version"] = "1.0"
    message.make_related()
    message.add_related(page(paragraphs), "text", "html", cte="quoted-printable")
    return message.as_bytes()


def mail(paragraphs: Paragraphs) -> bytes:
    message = EmailMessage()
    message["Message-ID"] = "<1@example.org>"
    message["From"] = "press@example.org"
    message.set_content("\n\n".join(paragraphs), cte="base64")
    return message.as_bytes()


def mailing(paragraphs: Paragraphs) -> bytes:
    return b"From press@example.org Thu May 18 10:00:00 2017\n" + mail(paragraphs)


def records(paragraphs: Paragraphs) -> bytes:
    return json.dumps([{"text": "\n\n".join(paragraphs)}]).encode()


def json_lines(paragraphs: Paragraphs) -> bytes:
    return json.dumps({"text": "\n\n".join(paragraphs)}, ensure_ascii=False).encode() + b"\n"


def table(paragraphs: Paragraphs, delimiter: str = ",") -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow(["date", "text"])
    writer.writerow(["2017-05-18", "\n\n".join(paragraphs)])
    return file.getvalue().encode()


def tabs(paragraphs: Paragraphs) -> bytes:
    return table(paragraphs, "\t")


def zipped(paragraphs: Paragraphs) -> bytes:
    return archive({"text.txt": plain(paragraphs)})


def tape(paragraphs: Paragraphs) -> bytes:
    return tarred({"text.txt": plain(paragraphs)})


def subtitles(paragraphs: Paragraphs) -> bytes:
    return "".join(
        f"{number}\n00:{number:02}:00,000 --> 00:{number:02}:50,000\n{paragraph}\n\n"
        for number, paragraph in enumerate(paragraphs, 1)
    ).encode()


def captions(paragraphs: Paragraphs) -> bytes:
    return (
        b"WEBVTT\n\n"
        + "".join(
            f"{number:02}:00.000 --> {number:02}:50.000\n{html.escape(paragraph, quote=False)}\n\n"
            for number, paragraph in enumerate(paragraphs, 1)
        ).encode()
    )


def printed(paragraphs: Paragraphs) -> bytes:
    """Pages of forty lines, paragraphs apart by an empty one."""
    set_in_lines = [line for paragraph in paragraphs for line in (*textwrap.wrap(paragraph, 90), "")]
    sheets = [set_in_lines[start : start + 40] for start in range(0, len(set_in_lines), 40)]
    return pdf(*(drawn(lines("\n".join(sheet))) for sheet in sheets), packed=False)


def rich(paragraphs: Paragraphs) -> bytes:
    def escaped(letter: str) -> str:
        if letter in "\\{}":
            return f"\\{letter}"
        code = ord(letter)
        return letter if code < 128 else f"\\u{code if code < 0x8000 else code - 0x10000} ?"

    body = "".join(f"\\pard {''.join(map(escaped, paragraph))}\\par\n" for paragraph in paragraphs)
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0 Arial;}}}}{body}}}".encode("ascii")


def message(paragraphs: Paragraphs) -> bytes:
    return compound(properties({0x0C1F: "press@example.org", 0x1000: "\r\n\r\n".join(paragraphs)}))


def old_workbook(paragraphs: Paragraphs) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet")
    for number, paragraph in enumerate(paragraphs):
        sheet.write(number, 0, paragraph)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def sevenzip(paragraphs: Paragraphs) -> bytes:
    file = io.BytesIO()
    with py7zr.SevenZipFile(file, "w") as made:
        made.writestr(plain(paragraphs), "text.txt")
    return file.getvalue()


WRITERS: dict[str, Callable[[Paragraphs], bytes]] = {
    "a.txt": plain,
    "a.md": plain,
    "a.rst": plain,
    "a.log": plain,
    "utf-16.txt": lambda paragraphs: plain(paragraphs).decode().encode("utf-16"),
    "cp1252.txt": lambda paragraphs: plain(paragraphs).decode().encode("cp1252"),
    "a.html": page,
    "a.xhtml": xhtml,
    "a.mhtml": web_archive,
    "a.eml": mail,
    "a.mbox": mailing,
    "a.json": records,
    "a.jsonl": json_lines,
    "a.csv": table,
    "a.tsv": tabs,
    "a.srt": subtitles,
    "a.vtt": captions,
    "a.pdf": printed,
    "a.docx": docx,
    "a.odt": odt,
    "a.ods": ods,
    "a.odp": odp,
    "a.pptx": pptx,
    "a.xlsx": xlsx,
    "a.xls": old_workbook,
    "a.epub": epub,
    "a.rtf": rich,
    "a.msg": message,
    "a.zip": zipped,
    "a.7z": sevenzip,
    "a.tar": tape,
    "a.tar.gz": lambda paragraphs: gzip.compress(tape(paragraphs), mtime=0),
    "a.txt.gz": lambda paragraphs: gzip.compress(plain(paragraphs), mtime=0),
    "a.txt.bz2": lambda paragraphs: bz2.compress(plain(paragraphs)),
    "a.txt.xz": lambda paragraphs: lzma.compress(plain(paragraphs)),
}
"""By the name of the file that is made."""

WRITER = "Wilmet Ostrow"
"""Who writes in chats, and is named nowhere else."""


def copied(paragraphs: Paragraphs) -> bytes:
    text = "\n\n".join(["Hello!", *paragraphs])
    return f"18/05/2017, 15:03 - Messages are end-to-end encrypted.\n18/05/2017, 15:04 - {WRITER}: {text}\n".encode()


def exported(paragraphs: Paragraphs) -> bytes:
    said = {"type": "message", "date": "2017-05-18T15:04:00", "from": WRITER}
    text = "\n\n".join(["Hello!", *paragraphs])
    return json.dumps({"name": None, "type": "personal_chat", "messages": [{**said, "text": text}]}).encode()


def channel(paragraphs: Paragraphs) -> bytes:
    text = html.escape("\n\n".join(["Hello!", *paragraphs]), quote=False)
    lists = {"users.json": [{"id": "U1", "real_name": WRITER}], "channels.json": []}
    day = [{"type": "message", "user": "U1", "ts": "1495119840.000100", "text": text}]
    files = {**lists, "sailing/2017-05-18.json": day}
    return archive({name: json.dumps(content).encode() for name, content in files.items()})


def chat_page(paragraphs: Paragraphs) -> bytes:
    text = "<br><br>".join(map(html.escape, ["Hello!", *paragraphs]))
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"/></head><body><div class="page_wrap"><div class="history">'
        '<div class="message default"><div class="body"><div class="date details" title="18.05.2017 15:04:05"></div>'
        f'<div class="from_name">{WRITER}</div><div class="text">{text}</div></div></div></div></div></body></html>'
    ).encode()


CHATS: dict[str, Callable[[Paragraphs], bytes]] = {
    "a.txt": copied,
    "a.json": exported,
    "a.zip": channel,
    "a.html": chat_page,
}
"""The same, in a message."""
