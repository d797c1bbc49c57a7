"""The heads of mails that stand inside texts: "From:", "Sent:", "To:", "Subject:", each on a line of its own.

Mail programs write them above what is answered or forwarded, and when a mail is saved as text or printed.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_LABELS = {
    "From": ("from", "von", "de", "da", "van", "från", "fra"),
    "To": ("to", "an", "à", "para", "aan", "till", "til"),
    "Cc": ("cc", "kopie", "copie"),
    "Bcc": ("bcc",),
    "Subject": ("subject", "betreff", "objet", "asunto", "assunto", "oggetto", "onderwerp", "ämne", "emne"),
    "Date": ("date", "sent", "datum", "gesendet", "envoyé", "enviado", "data", "inviato", "verzonden", "skickat"),
}
_ROLES = {label: role for role, labels in _LABELS.items() for label in labels}
PEOPLE = ("From", "To", "Cc", "Bcc")
"""The fields that name people, as they are called in `Field.role`."""

_MOST = 40  # lines of a head
_LINE = re.compile(
    r"[^\S\n]*(?P<quote>(?:>[^\S\n]?)*)[*_]{0,2}(?P<label>[^\W\d_][\w-]{0,30})[^\S\n]?:[*_]{0,2}[^\S\n]*(?P<value>[^\n]*)"
)
_BEGINS = re.compile(rf"^(?=[^\S\n]{{0,9}}[> *_]{{0,40}}(?:{'|'.join(_LABELS['From'])})[*_ ]{{0,3}}:)", re.I | re.M)
_MORE = re.compile(r"[^\S\n]*(?:>[^\S\n]?)*(?P<value>[^\s>][^\n]*)")
_OPEN = re.compile(r"[;,][^\S\n]*$")
_INDENTED = re.compile(r"(?:>[^\S\n]?)*(?:\t|[^\S\n]{2,})\S")
_ASIDE = re.compile(r"<[^<>\n]*>|\[[^\[\]\n]*\]|\([^()\n]*\)")
_PIECE = re.compile(r"[^;]+")
_QUOTED = re.compile(r"\"[^\"]*\"|[^,\"]+")
_BETWEEN_COMMAS = re.compile(r"[^,]+")
_AROUND = " \t\n,;\"'*>"
_LAST_FIRST = re.compile(r"([^\W\d_][^,]*?)\s*,\s*([^\W\d_][^,]*?)")
_NOT_FIRST = re.compile(
    r"(?:jr|sr|ii|iii|iv|ph\.?\s?d|m\.?d|j\.?d|esq|cpa|mba|llc|llp|inc|ltd|corp|gmbh|ag|plc|co)\b.*", re.I | re.S
)
_WORDS = 4  # of a name


class Person(NamedTuple):
    """Somebody in a head, at characters `start` to `end` of the text; `name` has its words in the usual order."""

    start: int
    end: int
    name: str


class Field(NamedTuple):
    """A line of a head, with those that it goes on with: `role` is "From", "To", "Cc", "Bcc", "Subject" or "Date"."""

    role: str
    start: int
    end: int


class Head(NamedTuple):
    """The head of a mail at characters `start` to `end`, which may be quoted: its lines begin with `quote`."""

    start: int
    end: int
    quote: str
    fields: list[Field]


def heads(text: str) -> Iterator[Head]:
    """Yield the heads in a text: who wrote, and two or more of the other fields, at least.

    >>> text = "I agree.\\n> From: Ann\\n> Sent: May 18\\n> To: Bob\\n> Yes?"
    >>> [[field.role for field in head.fields] for head in heads(text)]
    [['From', 'Date', 'To']]
    """
    place = 0
    while begins := _BEGINS.search(text, place):
        head = head_at(text, begins.start())
        if head:
            yield head
        place = head.end if head else begins.start() + 1


def head_at(text: str, start: int) -> Head | None:
    """Return the head that begins at a character, whatever its first field is, or None."""
    fields: list[Field] = []
    quote = ""
    place = start
    for _ in range(_MOST):
        line = _LINE.match(text, place)
        role = _ROLES.get(line["label"].lower(), "") if line else ""
        if not line or (role and role in {field.role for field in fields}) or not (role or fields):
            break
        quote = quote if fields else line["quote"]
        if line["quote"] != quote:
            break
        place = line.end()
        while place < len(text) and (more := _more(text, place)):
            place = more
        fields.append(Field(role, line.start("value"), place))
        place = min(place + 1, len(text))
    while fields and not fields[-1].role:
        fields.pop()
    roles = {field.role for field in fields}
    if "From" not in roles or len(roles - {""}) < 3:
        return None
    return Head(start, fields[-1].end, quote, [field for field in fields if field.role])


def _more(text: str, end: int) -> int | None:
    """Return where the line behind one ends that goes on with it, if it does."""
    begins = end + 1
    line = _MORE.match(text, begins)
    if not line or _LINE.match(text, begins):
        return None
    before = text[text.rfind("\n", 0, end) + 1 : end]
    return line.end() if _OPEN.search(before) or _INDENTED.match(text, begins) else None


def people(text: str, field: Field) -> Iterator[Person]:
    """Yield who is named in a field; addresses and remarks behind names are left out.

    >>> text = "Reyes, Tomas; Petrova, Elena M"
    >>> [person.name for person in people(text, Field("To", 0, len(text)))]
    ['Tomas Reyes', 'Elena M Petrova']
    """
    value = text[field.start : field.end]
    bare = _ASIDE.sub(lambda aside: ";" * len(aside[0]), value)  # whoever has an address ends there
    for start, end in _persons(bare):
        piece = bare[start:end]
        left = len(piece) - len(piece.lstrip(_AROUND))
        name = " ".join(piece.strip(_AROUND).replace('"', "").split())
        if name:
            start += field.start + left
            yield Person(start, start + len(piece.strip(_AROUND)), in_order(name))


def _persons(value: str) -> Iterator[tuple[int, int]]:
    """Yield the places of persons: apart at semicolons, and at commas but for those of "Surname, First"."""
    for piece in _PIECE.finditer(value):
        parts = list((_QUOTED if '"' in piece[0] else _BETWEEN_COMMAS).finditer(value, *piece.span()))
        parts = [part for part in parts if (bare := part[0].strip(_AROUND)) and not _NOT_FIRST.fullmatch(bare)]
        if len(parts) == 2 and '"' not in piece[0] and _is_turned(parts[0][0], parts[1][0], sure=";" in value):
            yield piece.span()
        else:
            yield from (part.span() for part in parts)


def _is_turned(last: str, first: str, *, sure: bool) -> bool:
    """Whether two words or more with a comma between them are one name.

    It is `sure` that semicolons or addresses part people here; then only two full names are not.
    """
    surnames, names = last.split(), first.split()
    if len(surnames) + len(names) > _WORDS or not _LAST_FIRST.fullmatch(f"{last},{first}".strip()):
        return False
    short = len(surnames) == 1 or surnames[0].islower()
    initials = all(len(name.strip(".")) == 1 for name in names[1:])
    return (short or len(names) == 1 or initials) if sure else (short and initials)


def in_order(name: str) -> str:
    """Return a name with the surname at the end, if it stands first and a comma behind it.

    >>> in_order("Merkel, Angela"), in_order("Ann Lee, Ph.D."), in_order("Ann Lee")
    ('Angela Merkel', 'Ann Lee, Ph.D.', 'Ann Lee')
    """
    found = _LAST_FIRST.fullmatch(name)
    return f"{found[2]} {found[1]}" if found and not _NOT_FIRST.fullmatch(found[2]) else name
