"""Bad records, tables and subtitles."""

import json
from collections.abc import Iterator

from tests.read.bad.case import SAID, Case, blank, read, skip

from comention.read import Status

GOOD = json.dumps({"text": SAID})
BROKEN, UNUSED = Status.DAMAGED, Status.UNUSED


def cases() -> Iterator[Case]:
    yield from lines()
    yield from values()
    yield from tables()
    yield from subtitles()


def lines() -> Iterator[Case]:
    yield read("a bad line.jsonl", f"{GOOD}\n{{bad\n", but=(BROKEN,))
    yield read("not utf-8.jsonl", GOOD.encode() + b'\n{"text": "\xff"}\n', but=(Status.STRAY,))
    yield read("marked.jsonl", "\ufeff" + GOOD)
    yield read("nested.jsonl", f'{GOOD}\n{{"text": {"[" * 100_000}\n', but=(BROKEN,))
    yield read("lists.jsonl", f"{GOOD}\n[1]\n2\nnull\ntrue\n", but=(BROKEN,))
    yield read("no text.jsonl", f'{GOOD}\n{{"id": 1}}\n{{"text": null}}\n{{"text": 5}}\n', but=(BROKEN,))
    yield read("surrogates.jsonl", '{"text": "' + SAID + ' \\ud800", "title": "\\udfff"}')
    yield read(
        "odd numbers.jsonl", '{"text": "' + SAID + '", "date": 1e999, "title": NaN, "source": -0.0}', but=(UNUSED,)
    )
    yield read("a huge number.jsonl", f'{GOOD}\n{{"text": {"9" * 10_000}}}\n', but=(BROKEN,))
    yield read("twice the key.jsonl", '{"text": "x", "text": "' + SAID + '"}')
    yield read("controls.jsonl", '{"text": "' + SAID + ' \\u0000\\u0007\\u200b", "date": "\\u0000"}', but=(UNUSED,))
    yield read("impossible dates.jsonl", '{"text": "' + SAID + '", "date": "2017-02-31"}', but=(UNUSED,))
    yield read("long line.jsonl", json.dumps({"text": SAID, "rest": "x" * 3_000_000}))
    yield read("cut.jsonl", f"{GOOD}\n{GOOD[:30]}", but=(BROKEN,))
    yield skip("only bad.jsonl", "{\n}\n", BROKEN)
    yield blank("empty.jsonl", b"")


def values() -> Iterator[Case]:
    yield blank("empty.json", b"")
    yield skip("a number.json", "5", BROKEN)
    yield skip("a text.json", json.dumps(SAID), BROKEN)
    yield skip("nested.json", "[" * 200_000, BROKEN)
    yield skip("nested objects.json", '{"a":' * 100_000, BROKEN)
    yield skip("cut.json", f'{{"text": "{SAID}', BROKEN)
    yield skip("no texts.json", '{"a": {"b": [1, 2]}}', BROKEN)
    yield read("in a list.json", json.dumps({"meta": 1, "items": [{"text": SAID}, 5, {"title": "x"}]}), but=(BROKEN,))
    yield read("lines of it.json", f"{GOOD}\n{GOOD}")
    yield read("in utf-16.json", json.dumps([{"text": SAID}]).encode("utf-16"))
    yield read("with a comma.json", f"{GOOD}\n,", but=(BROKEN,))


def tables() -> Iterator[Case]:
    yield blank("empty.csv", b"")
    yield blank("commas.csv", "," * 10_000)
    yield read("open quote.csv", f'text,date\n"{SAID},2017\nmore,2018\n')
    yield read("quotes in quotes.csv", f'text\n"He said ""{SAID}"" twice"\n')
    yield read("more cells than columns.csv", f"text\n{SAID},x,y,z\n")
    yield read("fewer cells than columns.csv", f"date,text\n2017\n2018,{SAID}\n", but=(BROKEN,))
    yield read("semicolons.csv", f"date;text\n2017;{SAID}\n")
    zeros = f"date,text\n2017,{SAID}\n".encode() + b"a,b\n" * 500 + b"\0,\0\n"
    yield read("nulls.csv", zeros, but=(Status.STRAY, UNUSED))
    yield read("many columns.csv", ",".join(map(str, range(5_000))) + f"\n{SAID}\n")
    yield read("many rows.csv", "name\n" + f"{SAID}\n" + "x\n" * 12_000)
    yield read("in cp1252.csv", f"text\n{SAID} Café où déjà vu. Élan à Noël.\n".encode("cp1252"))
    yield read("tabs.tsv", f"date\ttext\n2017\t{SAID}\n")
    yield read("one column twice.csv", f"text,text\nx,{SAID}\n")
    yield read("returns.csv", f"date,text\r2017,{SAID}\r")
    yield read("formulas.csv", f'name,text\n=1+1,"=HYPERLINK(""x"") {SAID}"\n')


def subtitles() -> Iterator[Case]:
    time = "00:00:01,000 --> 00:00:02,000"
    yield blank("empty.srt", b"")
    yield blank("head only.vtt", "WEBVTT\n")
    yield blank("times only.srt", f"1\n{time}\n\n2\n{time}\n\n")
    yield read("without numbers.srt", f"{time}\n{SAID}\n")
    yield read("without times.srt", f"1\n{SAID}\n")
    yield read("wrong times.srt", f"1\n99:99:99,999 --> x\n{SAID}\n")
    yield read("tags.srt", f"1\n{time}\n<font color=red><i>{SAID}</i></font>{{\\an8}}\n")
    yield read(
        "open tags.vtt", f"WEBVTT\n\n{time.replace(',', '.')}\n<v Ann{'<' * 1000}\n\n{time.replace(',', '.')}\n{SAID}\n"
    )
