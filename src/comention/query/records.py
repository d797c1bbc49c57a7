"""The frozen records that answers consist of; they hold all of their data, so the workspace may be closed."""

from dataclasses import dataclass
from typing import Literal

from comention.contract import arrows
from comention.measures import LinkMeasures, NameMeasures

Kind = Literal["names", "links"]


@dataclass(frozen=True)
class _Entity:
    id: str
    type: str
    label: str


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


@dataclass(frozen=True, slots=True)
class Saying(Quotation):
    """A passage that says something of a name or of a link; each of the `words` that do has start and end in `text`."""

    words: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """What so many sentences, `count`, call an entity; `of` is the id of the entity that the role names, if any."""

    role: str
    count: int
    of: str | None
    first_seen: str | None
    last_seen: str | None
    evidence: tuple[Saying, ...] = ()


@dataclass(frozen=True)
class Name(NameMeasures, _Entity):
    """An entity of the graph and its measures; see `comention.measures` for what they are.

    Its `roles` are what documents call it, the most supported one first.
    """

    first_seen: str | None
    last_seen: str | None
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True)
class _Ends:
    source: str
    source_label: str
    target: str
    target_label: str


@dataclass(frozen=True)
class Relation(_Ends):
    """What so many sentences, `count`, say of two entities, read from the source to the target.

    In `source_text` and `target_text` are longer phrases that stand in place of the names. `role` is what the source is
    called, if that says the same and names the target: "chief executive of Alameda Research".
    """

    phrase: str
    kind: str
    count: int
    source_text: str | None
    target_text: str | None
    role: str | None
    first_seen: str | None
    last_seen: str | None
    evidence: tuple[Saying, ...] = ()

    @property
    def text(self) -> str:
        """The relation as it reads best."""
        return f"{self.source_label}, {self.role}" if self.role else self.arrow

    @property
    def arrow(self) -> str:
        """The relation with its phrase between arrows."""
        return arrows(self.source_text or self.source_label, self.phrase, self.target_text or self.target_label)


@dataclass(frozen=True)
class Link(LinkMeasures, _Ends):
    """Two entities that are mentioned together, by id and label, with the measures and best passages of the link.

    Its `relations` are what sentences say of both, the most supported one first, whichever of them is the source.
    """

    first_seen: str | None
    last_seen: str | None
    evidence: tuple[Quotation, ...] = ()
    relations: tuple[Relation, ...] = ()


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
