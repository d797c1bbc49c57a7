"""Bad web pages: never closed, nested without end, hiding, calling for the network, in the wrong encoding."""

from collections.abc import Iterator

from tests.read.bad.case import SAID, Case, blank, read, skip

from comention.read import Status

SAID_TWICE = f"<p>{SAID}</p>" * 2


def cases() -> Iterator[Case]:
    yield blank("empty.html", b"")
    yield blank("only scripts.html", f"<html><script>document.write('{SAID}')</script><style>{SAID}</style>")
    yield blank("only a comment.html", f"<html><!-- {SAID}")
    yield blank("frames.html", "<html><frameset><frame src='https://example.org/a.html'></frameset></html>")
    yield read("never closed.html", f"<html><body><div><p>{SAID}<table><tr><td>{SAID}<b><i><u>")
    yield read("closed twice.html", f"<html></div></p></body></html><p>{SAID}</p></html></html>")
    yield read("nested.html", "<html>" + "<div>" * 100_000 + SAID)
    yield read("nested inline.html", "<html>" + "<b>" * 5_000 + SAID)
    yield read("tables in tables.html", "<html>" + "<table><tr><td>" * 2_000 + SAID)
    yield read("a huge attribute.html", f"<html><p title='{'x' * 500_000}'>{SAID}")
    yield read("many attributes.html", f"<html><p {' '.join(f'a{n}=1' for n in range(20_000))}>{SAID}")
    zero = f"<html><body>{SAID}\0</body>".encode() + b" " * 1000
    yield read("nulls.html", zero, but=(Status.STRAY,))
    yield read(
        "entities.html",
        "<html>Angela&nbsp;Merkel met Barack&#32;Obama in &#71;ermany. &bogus; &#0; &#xD800; &#9999999;",
    )
    yield read("many entities.html", f"<html><p>{SAID}<p>" + "&amp;" * 20_000)
    yield read("pictures inside.html", f"<html><p>{SAID}<img src='data:image/png;base64,{'QUJD' * 50_000}'>")
    yield read("drawings.html", f"<html><p>{SAID}<svg><text>Vladimir Putin</text></svg>")
    yield read("hidden.html", f"<html><p>{SAID}<p hidden>Vladimir Putin</p><p style='display:none'>Xi Jinping")
    yield read(
        "calls.html", f"<html><link rel=stylesheet href='https://example.org/x.css'><base href='//example.org'>{SAID}"
    )
    yield read("wrong charset.html", f"<html><meta charset=utf-7><p>{SAID}")
    yield read("unknown charset.html", f"<html><meta charset='no-such-thing'><p>{SAID}")
    yield read("declared charset.html", f"<html><meta charset=windows-1251><p>{SAID}<p>Путин".encode("cp1251"))
    yield read("upper case.HTM", SAID_TWICE.upper().replace(SAID.upper(), SAID))
    yield read(
        "outside entities.xhtml",
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{SAID} &x;</p></body></html>',
    )
    yield read(
        "exploding entities.xhtml",
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 1000 + '">]>'
        f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{SAID} {"&b;" * 1000}</p></body></html>',
    )
    yield read("a page.txt", f"<!DOCTYPE html><html><body>{SAID_TWICE}</body></html>")
    yield read("character data.html", f"<html><p><![CDATA[x]]>{SAID}<?php system('x') ?>")
    yield read("a million tags.html", f"<html><p>{SAID}" + "<br>" * 300_000)
    yield skip("noise.html", bytes(range(256)) * 20, Status.DAMAGED)
    yield skip(
        "an archive without a page.mhtml",
        "MIME-Version: 1.0\nContent-Type: text/plain\nFrom: x\n\nHello",
        Status.TEXTLESS,
    )
