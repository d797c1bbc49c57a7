"""The records that answers consist of; frozen, and without anything that is looked up later."""

from dataclasses import dataclass
from typing import Literal

from comention.measures import LinkMeasures, NameMeasures

Kind = Literal["names", "links"]


@dataclass(frozen=True)
class _Entity:
    id: str
    type: str
    label: str


@dataclass(frozen=True)
class Name(NameMeasures, _Entity):
    """An entity of the graph and its measures; see `comention.measures` for what they are."""

    first_seen: str | None
    last_seen: str | None


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage of a document: characters `start` to `end` of its text. `page` is None in a text without pages."""

    document: str
    title: str | None
    date: str | None
    page: int | None
    sentence: int
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class _Ends:
    source: str
    source_label: str
    target: str
    target_label: str


@dataclass(frozen=True)
class Link(LinkMeasures, _Ends):
    """Two names that are mentioned together, by id and label, the measures of that, and its best passages."""

    first_seen: str | None
    last_seen: str | None
    evidence: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """A name, its forms with their counts, and its strongest links, of which there are `degree` in all."""

    name: Name
    aliases: tuple[tuple[str, int], ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """How two names are connected: over the fewest links, and over the strongest; empty if they are not.

    `stops` are the labels on the way, one more than there are links.
    """

    source: str
    target: str
    shortest: tuple[Link, ...]
    strongest: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence that has a text in it, and the labels of those it names."""

    quotation: Quotation
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """A month or a year, how often each of some names is mentioned in it, and in how many windows both of two are.

    `together` is None unless there are two.
    """

    period: str
    mentions: tuple[int, ...]
    together: int | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """Periods in their order, without gaps between the first and the last, of names by their labels."""

    names: tuple[str, ...]
    periods: tuple[Period, ...]
