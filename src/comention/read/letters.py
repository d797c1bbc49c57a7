"""Write mails as texts: a line with sender and recipients, so that they are linked, then the subject and the body."""

from collections.abc import Mapping, Sequence
from email.utils import parsedate_to_datetime

from comention.model import Document
from comention.read.blocks import paragraphs
from comention.read.dates import named_date, written_date
from comention.read.encodings import tidy
from comention.text.heads import PEOPLE, Head, head_at, heads, in_order, people


def letter(
    where: str, body: str, *, people: Mapping[str, Sequence[str]], subject: str | None, date: str | None
) -> Document:
    """Make the document of a message; the heads of those that it answers or forwards are written like its own."""
    authors = ", ".join(people.get("From", []))
    text = paragraphs([*_head(people, subject), _with_heads(tidy(body))])
    return Document(where, tidy(text), title=subject, date=date, author=authors or None)


def saved(where: str, text: str) -> Document | None:
    """Make the document of a mail that was saved as text, or return None if the text does not begin with a head.

    >>> saved("a.txt", "From: Lee, Ann\\nTo: Bob Ray\\nSubject: The sale\\n\\nIt is done.").text
    'From: Ann Lee, To: Bob Ray\\n\\nSubject: The sale\\n\\nIt is done.'
    """
    text = text.lstrip()
    head = head_at(text, 0)
    if not head:
        return None
    said = _said(text, head)
    date = sent(said.get("Date", "")) or named_date(where)
    return letter(where, text[head.end :], people=_named(text, head), subject=said.get("Subject") or None, date=date)


def person(name: str, address: str) -> str:
    """Write the people in a header as texts do: `Merkel, Angela` as `Angela Merkel`; without a name, the address.

    >>> person("Merkel, Angela", "am@example.org"), person("", "am@example.org")
    ('Angela Merkel', 'am@example.org')
    """
    return in_order(" ".join(tidy(name).strip("'\" ").split())) or tidy(address).strip()


def sent(date: str) -> str | None:
    """Return the day of a date as mail programs write it, or None.

    >>> sent("Thu, 18 May 2017 10:00:00 +0200"), sent("Thursday, May 18, 2017 2:39 PM"), sent("yesterday")
    ('2017-05-18', '2017-05-18', None)
    """
    try:
        return parsedate_to_datetime(date).date().isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return written_date(date)


def _head(named: Mapping[str, Sequence[str]], subject: str | None, date: str = "") -> list[str]:
    """Return the paragraphs of a head."""
    line = ", ".join(f"{name}: {', '.join(persons)}" for name, persons in named.items() if persons)
    return [line, f"Sent: {date}" if date else "", f"Subject: {subject}" if subject else ""]


def _with_heads(text: str) -> str:
    """Write the heads inside a text so that sender and recipients share a line."""
    pieces: list[str] = []
    place = 0
    for head in heads(text):
        said = _said(text, head)
        lines = _head(_named(text, head), said.get("Subject"), said.get("Date", ""))
        pieces += [text[place : head.start], "\n\n".join(f"{head.quote}{line}" for line in lines if line), "\n"]
        place = head.end
    return "".join([*pieces, text[place:]])


def _named(text: str, head: Head) -> dict[str, list[str]]:
    """Return who is named in each field of a head."""
    return {field.role: [one.name for one in people(text, field)] for field in head.fields if field.role in PEOPLE}


def _said(text: str, head: Head) -> dict[str, str]:
    """Return the fields of a head that name nobody."""
    return {
        field.role: " ".join(text[field.start : field.end].split()) for field in head.fields if field.role not in PEOPLE
    }
