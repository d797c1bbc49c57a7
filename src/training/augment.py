"""Data augmentation: labelled texts with other names, case or OCR errors, and generated mail headers, turns and lists.

A finder that sees few names, always written alike, memorizes them. Every function draws from a `random.Random`, so
that the texts are reproducible from a seed.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random
from typing import NamedTuple

from training.texts import ORG, PERSON, PLACE, Marked, Text

SYNTHETIC = "synthetic"
_PART = re.compile(r"[^\W\d_][\w’'-]*\.?")


class Pools(NamedTuple):
    """What new names are made of: first names and surnames of people, names of organizations and places, words."""

    given: Sequence[str]
    surnames: Sequence[str]
    organizations: Sequence[str]
    places: Sequence[str]
    words: Sequence[str]


def pools(texts: Iterable[Text]) -> Pools:
    """Take names apart that people marked, and collect the small words between them."""
    given, surnames, organizations, places, words = set[str](), set[str](), set[str](), set[str](), dict[str, int]()
    for text in texts:
        for word in re.findall(r"\b[a-z]{3,9}\b", text.text):
            words[word] = words.get(word, 0) + 1
        for start, end, label in text.names or ():
            name = text.text[start:end]
            if not name[0].isupper() or "\n" in name or "&" in name:
                continue
            parts = name.split()
            if label == PERSON and len(parts) in (2, 3) and all(_PART.fullmatch(part) for part in parts):
                if parts[0].istitle() and parts[-1][:1].isupper() and len(parts[-1]) > 2:
                    given.add(parts[0])
                    surnames.add(parts[-1])
            elif label == ORG and len(name) < 50:
                organizations.add(name)
            elif label == PLACE and len(name) < 40:
                places.add(name)
    common = sorted(word for word, count in words.items() if 5 <= count <= 400)
    return Pools(sorted(given), sorted(surnames), sorted(organizations), sorted(places), common)


_BEGIN = (
    "b", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "cr", "dr", "fl", "gr",
    "kl", "pl", "qu", "sh", "sl", "st", "tr", "vr", "zh",
)  # fmt: skip
_MIDDLE = (
    "a", "e", "i", "o", "u", "ai", "ea", "ee", "ia", "io", "oo", "ou",
)  # fmt: skip
_END = (
    "n", "r", "s", "x", "l", "m", "k", "t", "nd", "rn", "x", "ra", "la", "na", "va", "ro", "lo", "to", "xo", "ly",
    "fy", "ify", "io", "ium", "ix", "eo", "ora", "ana", "ika",
)  # fmt: skip
_KINDS = (
    "AI", "Labs", "Technologies", "Inc.", "Ltd.", "Holdings", "Capital", "Group", "Research", "Exchange", "Systems",
    "Health", "Bank", "Ventures", "Energy", "Media", "Software", "Partners", "Pharma", "Motors", "Foods", "Logistics",
)  # fmt: skip


def brand(random: Random, source: Pools) -> str:
    """Return a synthetic name of an organization."""
    way = random.random()
    coined = random.choice(_BEGIN) + random.choice(_MIDDLE)
    if random.random() < 0.5:
        coined += random.choice(_BEGIN) + random.choice(_MIDDLE)
    coined = (coined + random.choice(_END)).capitalize()
    word = random.choice(source.words).capitalize()
    if way < 0.3:
        name = coined
    elif way < 0.5:
        name = word
    elif way < 0.65:
        name = word + random.choice((*source.words, "hub", "desk", "base", "flow", "stack", "pay")).capitalize()
    elif way < 0.75:
        return "".join(random.choice("ABCDEFGHIKLMNOPRSTVXZ") for _ in range(random.choice((3, 3, 4, 5))))
    elif way < 0.85:
        name = random.choice(source.surnames)
    else:
        name = f"{word} {random.choice(source.words).capitalize()}"
    if random.random() < 0.35:
        name += f" {random.choice(_KINDS)}"
    return name


def person(random: Random, source: Pools) -> tuple[str, str]:
    """Return a random first name and surname."""
    return random.choice(source.given), random.choice(source.surnames)


def other_names(text: Text, random: Random, source: Pools) -> Text:
    """Give the people and organizations of a text other names, each the same one wherever it stands."""
    people: dict[str, str] = {}
    others: dict[str, str] = {}
    surfaces = [(text.text[start:end], label) for start, end, label in text.names or ()]
    for name, label in sorted(set(surfaces), key=lambda pair: (-len(pair[0].split()), pair[0])):
        parts = name.split()
        if label == PERSON and all(_PART.fullmatch(part) for part in parts) and name[0].isupper():
            if len(parts) == 1:
                if name not in people:
                    people[name] = random.choice(source.surnames if random.random() < 0.6 else source.given)
                continue
            given, surname = person(random, source)
            for part, new in ((parts[0], given), (parts[-1], surname)):
                people.setdefault(part, new)
            middle = [f"{random.choice('ABCDEFGHJKLMPRSTW')}." if part.endswith(".") else random.choice(source.given)
                      for part in parts[1:-1]]  # fmt: skip
            people[name] = " ".join([people[parts[0]], *middle, people[parts[-1]]])
        elif label == ORG and random.random() < 0.8:
            others[name] = brand(random, source) if random.random() < 0.7 else random.choice(source.organizations)
    return _rewritten(
        text, lambda name, label: (people if label == PERSON else others if label == ORG else {}).get(name)
    )


def _rewritten(text: Text, new: Callable[[str, str], str | None]) -> Text:
    pieces: list[str] = []
    names: list[Marked] = []
    at = size = 0
    for start, end, label in sorted(text.names or ()):
        if start < at:
            continue
        old = text.text[start:end]
        name = new(old, label) or old
        pieces += [text.text[at:start], name]
        size += start - at
        names.append((size, size + len(name), label))
        size += len(name)
        at = end
    return Text(text.source, "".join([*pieces, text.text[at:]]), tuple(names))


def cased(text: Text, random: Random) -> Text:
    """Write a text, or some of its sentences, in capitals, in small letters or with a capital for each word."""
    way = random.random()
    if way < 0.35:
        change: Callable[[str], str] = str.upper
    elif way < 0.6:
        change = str.lower
    else:
        change = _title
    changed = change(text.text) if len(change(text.text)) == len(text.text) else text.text
    if random.random() < 0.5:
        return text._replace(text=changed)
    cut = text.text.find(". ", random.randrange(max(1, len(text.text) // 2)))
    return text._replace(text=changed[:cut] + text.text[cut:]) if cut > 0 else text._replace(text=changed)


def _title(text: str) -> str:
    return re.sub(r"\b[a-z]{3,}", lambda word: word[0].capitalize(), text)


_MISREAD: Mapping[str, str] = {
    "l": "1", "I": "l", "O": "0", "e": "c", "c": "e", "n": "u", "u": "n", "h": "b", "i": "l", "S": "5", "a": "o",
    "t": "f",
}  # fmt: skip


def scanned(text: Text, random: Random) -> Text:
    """Add OCR errors: some wrong letters and doubled spaces."""
    letters = [_MISREAD.get(c, c) if random.random() < 0.015 else c for c in text.text]
    starts = {start for start, _, _ in text.names or ()}
    grown, shift = [], [0]
    for place, letter in enumerate(letters):
        double = letter == " " and place + 1 not in starts and random.random() < 0.03
        grown.append("  " if double else letter)
        shift.append(shift[-1] + double)
    names = tuple((start + shift[start], end + shift[end], label) for start, end, label in text.names or ())
    return Text(text.source, "".join(grown), names)


class _Writer:
    """Joins words and names, and records where the names are."""

    def __init__(self) -> None:
        self.text = ""
        self.names: list[Marked] = []

    def add(self, *parts: str | tuple[str, str]) -> None:
        for part in parts:
            if isinstance(part, tuple):
                name, label = part
                self.names.append((len(self.text), len(self.text) + len(name), label))
                self.text += name
            else:
                self.text += part

    def done(self) -> Text:
        return Text(SYNTHETIC, self.text, tuple(self.names))


def mail_head(random: Random, source: Pools) -> Text:
    """Write the head of a mail, and a greeting."""
    page = _Writer()
    backwards = random.random() < 0.5

    def someone() -> tuple[str, str]:
        given, surname = person(random, source)
        if backwards:
            return (
                f"{surname}, {given}" + (f" {random.choice('ABCDEFGHJKLMR')}" if random.random() < 0.5 else ""),
                PERSON,
            )
        return f"{given} {surname}", PERSON

    def address() -> str:
        if random.random() < 0.5:
            return ""
        house = re.sub(r"\W+", "", brand(random, source)).lower() or "mail"
        return f" <{random.choice(source.surnames).lower()}@{house}.{random.choice(('com', 'org', 'gov', 'net'))}>"

    weekday, month = random.choice(("Mon", "Tuesday", "Fri", "Thursday")), random.choice(("March", "Aug", "May"))
    day = f"{weekday}, {month} {random.randint(1, 28)}, 2011"
    rows: list[tuple[str, list[str | tuple[str, str]]]] = [
        ("From", [someone(), address()]),
        ("To", [someone(), address()]),
    ]
    if random.random() < 0.6:
        rows.append(("Cc", [someone(), "; ", someone(), "; ", someone()]))
    rows.append((random.choice(("Sent", "Date")), [day]))
    subject = random.choice(("Fw: call with ", "Re: ", "Meeting with ", "Update on ", ""))
    rows.append(
        (
            "Subject",
            [subject, random.choice([(brand(random, source), ORG), someone(), (random.choice(source.places), PLACE)])],
        )
    )
    if random.random() < 0.5:
        random.shuffle(rows)
    for name, parts in rows:
        page.add(f"{name}: ", *parts, "\n")
    hello = random.choice(source.given)
    page.add("\n", random.choice(("Dear ", "Hi ", "", "Thanks ")), (hello, PERSON), ",\n\n")
    page.add(random.choice(("Please call ", "I spoke to ", "Can you forward this to ", "Contact ")))
    page.add((" ".join(person(random, source)), PERSON), random.choice((" at ", " of ", " from ")))
    page.add((brand(random, source), ORG), random.choice((" today.", " about the draft.", " before the call.")), "\n\n")
    page.add(
        (" ".join(person(random, source)), PERSON), "\n", random.choice(("Director", "Press office", "Vice President"))
    )
    return page.done()


def speakers(random: Random, source: Pools) -> Text:
    """Write the turns of a hearing, an interview or a debate, with a label for each speaker."""
    page = _Writer()
    group = [person(random, source) for _ in range(random.randint(2, 4))]
    titles = [random.choice(("Mr", "Ms", "Mrs", "Dr", "Senator")) for _ in group]
    way = random.randrange(4)
    said = (
        "Thank you.", "I agree with that.", "What did you see then?", "Order, please.", "I do not recall.",
        "Yes, it did.", "The answer is no.", "We looked at it again last year.",
    )  # fmt: skip
    for _ in range(random.randint(4, 8)):
        number = random.randrange(len(group))
        given, surname = group[number]
        if way == 0:
            page.add(f"{titles[number].upper()}. ", (surname.upper(), PERSON), ": ")
        elif way == 1:
            page.add(
                f"{titles[number]}. ",
                (f"{given} {surname}", PERSON),
                " (",
                (random.choice(source.places), PLACE),
                "): ",
            )
        elif way == 2:
            page.add((f"{given} {surname}", PERSON), ": ")
        else:
            page.add((surname.upper(), PERSON), ": ")
        other = random.choice(group)
        page.add(random.choice(said), " ")
        if random.random() < 0.5:
            page.add(
                "I ask ",
                random.choice(("Mr. ", "Ms. ", "")),
                (other[1], PERSON),
                " about ",
                (brand(random, source), ORG),
                ".",
            )
        page.add("\n\n" if random.random() < 0.5 else "\n")
    return page.done()


def posts(random: Random, source: Pools) -> Text:
    """Write lines as firms write them of themselves and their customers."""
    page = _Writer()
    firm, other = brand(random, source), brand(random, source)
    given, surname = person(random, source)
    role = random.choice(
        ("CEO", "co-founder", "head of engineering", "CTO", "product lead", "general counsel", "VP of Sales")
    )
    page.add(
        random.choice(("How ", "Why ", "")),
        (firm, ORG),
        random.choice((" scales support", " cut costs by half", " Builds Faster")),
        "\n\n",
    )
    page.add(
        (firm, ORG),
        random.choice((" is a payments company.", " builds tools for teams.", " was founded in 2016.")),
        " ",
    )
    page.add(
        "“We use ", (other, ORG), random.choice((" every day", " for everything", " across the company")), ",” says "
    )
    page.add((f"{given} {surname}", PERSON), f", {role} ", random.choice(("at ", "of ")), (firm, ORG), ". ")
    page.add("With ", (other, ORG), ", ", (firm, ORG), "’s team ships twice as fast. ")
    page.add(
        random.choice(("Today ", "Last year ", "Since then, ")),
        (firm, ORG),
        random.choice((" has acquired ", " joined forces with ", " sued ", " invested in ")),
    )
    page.add((brand(random, source), ORG), ".\n\n")
    page.add(
        (surname if random.random() < 0.5 else given, PERSON), random.choice((" adds: ", " explains. ", " agrees. "))
    )
    page.add(
        "Customers such as ",
        (brand(random, source), ORG),
        ", ",
        (brand(random, source), ORG),
        " and ",
        (brand(random, source), ORG),
    )
    page.add(" rely on ", (firm, ORG), random.choice((" on AWS.", ".", " in production.")))
    return page.done()


def listed(random: Random, source: Pools) -> Text:
    """Write a list or a table of people and where they work."""
    page = _Writer()
    mark = random.choice(("- ", "* ", "• ", "", "1. "))
    between = random.choice((", ", " | ", " – ", "\t", "; ", " ("))
    for _ in range(random.randint(4, 9)):
        name = " ".join(person(random, source))
        house = brand(random, source) if random.random() < 0.6 else random.choice(source.organizations)
        page.add(
            mark,
            (name.upper() if random.random() < 0.15 else name, PERSON),
            between,
            (house, ORG),
            ")" if between == " (" else "",
            "\n",
        )
    return page.done()


SHAPES = (mail_head, speakers, posts, listed)
"""The generators of texts that are rare in corpora."""
