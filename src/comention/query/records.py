"""The frozen records that answers consist of; they hold all of their data, so the workspace may be closed."""

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
    """A passage of a document: characters `start` to `end` of its text. `page` is None in a text without pages.

    What was recognized on a picture is `recognized`, and may have errors.
    """

    document: str
    title: str | None
    date: str | None
    page: int | None
    sentence: int
    start: int
    end: int
    text: str
    recognized: bool = False


@dataclass(frozen=True)
class _Ends:
    source: str
    source_label: str
    target: str
    target_label: str


@dataclass(frozen=True)
class Link(LinkMeasures, _Ends):
    """Two entities that are mentioned together, by id and label, with the measures and best passages of the link."""

    first_seen: str | None
    last_seen: str | None
    evidence: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Namesake:
    """Another entity with the name that was asked for."""

    id: str
    type: str
    label: str
    mentions: int


@dataclass(frozen=True, slots=True)
class About:
    """An entity, its surface forms with their counts, and its strongest links; it has `degree` links in all.

    `namesakes` are called so, too; the name that was asked for refers to this one most often.
    """

    name: Name
    aliases: tuple[tuple[str, int], ...]
    links: tuple[Link, ...]
    namesakes: tuple[Namesake, ...] = ()


@dataclass(frozen=True, slots=True)
class Crossing:
    """A stop that paths avoid, and what it is: a country, or a hub."""

    label: str
    kind: Literal["country", "hub"]


@dataclass(frozen=True, slots=True)
class Paths:
    """How two entities are connected: by the fewest links, and by the strongest; both are empty if they are not.

    `source` and `target` are their labels. Each link of a path begins where the one before it ends. `others` are
    further paths by few links, none of which shares a stop with another or with the shortest. `crossings` are the
    stops that the shortest and the strongest cannot avoid. A hub has at least as many links as `hub` says.
    """

    source: str
    target: str
    shortest: tuple[Link, ...]
    strongest: tuple[Link, ...]
    others: tuple[tuple[Link, ...], ...]
    crossings: tuple[Crossing, ...]
    hub: int


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence that contains the text searched for, and the labels of the entities it names."""

    quotation: Quotation
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """A month or a year, the mentions of each name in it, and the number of windows that name both of two.

    `together` is None unless there are two names.
    """

    period: str
    mentions: tuple[int, ...]
    together: int | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """Periods in order, without gaps between the first and the last; `names` are labels.

    `undated` has the mentions of each name in documents without a date, which are in no period.
    """

    names: tuple[str, ...]
    periods: tuple[Period, ...]
    undated: tuple[int, ...]
