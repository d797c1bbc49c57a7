from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comention.model import Document
from comention.read.html import page, parsed, read_html
from comention.read.items import How, Skipped

PAGE = """<!doctype html><html><head><title>Talks | The Paper</title>
<meta property="og:title" content="Talks &amp; more"><meta name="author" content="Ann Lee">
<meta property="article:published_time" content="2017-05-18T10:00:00Z">
<meta property="og:site_name" content="The Paper">
<style>p { color: red }</style></head><body>
<nav><a href="/">Home</a><a href="/p">Politics</a></nav>
<article><h1>Talks</h1><p>Angela <b>Merkel</b> met<br>Barack Obama.</p>They <i>spoke</i>.
<p style="display: none">Hidden words</p><script>alert("no")</script>
<table><tr><th>Name<th>Role</tr><tr><td>Joe Kaeser<td>head of <p>Siemens</p></tr></table></article>
<section class="comments"><p>User42: Vladimir Putin was there!</p></section>
<aside>Most read: Kim Jong-un</aside><footer>Copyright Reuters</footer></body></html>"""


def test_a_page_is_its_main_text_and_its_comments() -> None:
    (document,) = read_html(BytesIO(PAGE.encode()), "talks.html", How())
    assert isinstance(document, Document)
    assert document.text.split("\n\n") == [
        "Talks",
        "Angela Merkel met\nBarack Obama.",
        "They spoke.",
        "Name | Role",
        "Joe Kaeser | head of Siemens",
        "User42: Vladimir Putin was there!",
    ]
    assert (document.title, document.author) == ("Talks & more", "Ann Lee")
    assert (document.date, document.source) == ("2017-05-18", "The Paper")


def test_a_page_of_which_nothing_would_be_left_is_read_as_a_whole() -> None:
    text, _ = parsed("<div class='sidebar'><p>Ann Lee met Bob Ray.</p></div><p>x</p>")
    assert "Ann Lee met Bob Ray." in text


def test_linked_data_tells_what_the_page_does_not() -> None:
    said = """<script type="application/ld+json">{"@graph": [{"datePublished": "2020-02-03", "headline": "A head",
    "author": [{"name": "Ann"}, {"name": "Bob"}]}]}</script><p>text"""
    _, facts = parsed(said)
    assert facts == {"date": "2020-02-03", "title": "A head", "author": "Ann, Bob"}


def test_a_date_that_could_be_two_days_is_told_unless_the_user_says_how_it_is_written() -> None:
    data = b"<meta name='date' content='03/04/2019'><p>They met."
    document, told = page(data, "a.html", How())
    assert document == Document("a.html", "They met.")
    assert isinstance(told, Skipped)
    assert "--date-format %d/%m/%Y" in told.reason
    assert list(page(data, "a.html", How(date_format="%d/%m/%Y"))) == [
        Document("a.html", "They met.", date="2019-04-03")
    ]


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ('<meta charset="windows-1252"><p>Café Müller'.encode("cp1252"), None),
        ("<p>Café Müller".encode("utf-16"), None),
        ("<p>Café Müller".encode(), None),
        ("<p>Café Müller".encode("latin-1"), "iso-8859-1"),
    ],
)
def test_a_page_is_read_in_its_encoding(data: bytes, charset: str | None) -> None:
    (document,) = page(data, "a.html", How(), charset=charset)
    assert isinstance(document, Document)
    assert document.text == "Café Müller"


@pytest.mark.parametrize("tag", ["div", "b", "table", "ul", "font"])
def test_a_page_may_be_nested_without_end(tag: str) -> None:
    text, _ = parsed(f"<{tag}>" * 50_000 + "Ann Lee")
    assert "Ann Lee" in text


@settings(max_examples=150)
@given(
    st.lists(st.sampled_from([*PAGE.split(), "<", ">", "</", "<!--", "\0", '"', "&#", "<td>", "</tr>"]), max_size=60)
)
def test_no_page_is_too_broken(pieces: list[str]) -> None:
    text, _ = parsed(" ".join(pieces))
    assert "<script" not in text or "&lt;" in " ".join(pieces) or "<" in pieces


def test_an_empty_title_of_xhtml_swallows_nothing() -> None:
    text, _ = parsed(
        '<?xml version="1.0"?><html xmlns="x"><head><title/><script src="a"/></head><p>Ann<br/>met Bob.</p>'
    )
    assert text == "Ann\nmet Bob."
