"""The records that travel between the stages, and the attributes of the graph."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, NotRequired, TypeAlias, TypedDict

from comention.measures import LinkMeasureAttributes, NameMeasureAttributes

if TYPE_CHECKING:
    import networkx as nx


class EntityType(StrEnum):
    """The three kinds of thing that comention looks for."""

    PERSON = "PERSON"
    ORG = "ORG"
    COUNTRY = "COUNTRY"


@dataclass(frozen=True, slots=True)
class Document:
    """One text. `id` is unique in a run; `date` is ISO 8601 (`2017`, `2017-05` or `2017-05-18`).

    In a text with pages, sheets or slides, a form feed (`\\f`) stands between two of them. `file` is where it was
    found, as the report names that: a file, or one inside an archive; equal documents may come from different ones.
    `recognized` lists the pages whose text was recognized on pictures, and may have errors: `1-3, 7`.
    `language` is an ISO 639 code; where it is None, the text tells it.
    """

    id: str
    text: str
    title: str | None = None
    date: str | None = None
    source: str | None = None
    author: str | None = None
    file: str | None = field(default=None, compare=False)
    recognized: str | None = None
    language: str | None = None


class Sentence(NamedTuple):
    """Characters `start` to `end` of a document's text, inside its paragraph number `paragraph`."""

    start: int
    end: int
    paragraph: int


class Span(NamedTuple):
    """What an extractor saw at characters `start` to `end`, under the extractor's own `label`.

    `score` is the share of such spans that are right, 0 to 1; 1 where the extractor does not know it.
    """

    start: int
    end: int
    label: str
    score: float = 1.0


class Word(NamedTuple):
    """A word of a parsed sentence, at characters `start` to `end` of that.

    `tag` is its part of speech, `head` the number of the word on which it depends, and `relation` how; the root of the
    sentence depends on itself. `lemma` is its base form.
    """

    start: int
    end: int
    tag: str
    relation: str
    head: int
    lemma: str


Parse: TypeAlias = tuple[Word, ...]
"""The words of a sentence, with the grammar between them."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What an extractor found in one document: all its sentences in order, and the spans it labelled."""

    sentences: tuple[Sentence, ...]
    spans: tuple[Span, ...]


class Clues(NamedTuple):
    """What documents show of one name, in numbers that add up over them; shares are in thousandths.

    Of its `mentions`, `labelled` ones have a label of the model, whose scores sum up to `person`, `org` and `other`. So
    many are `titled`, are also written `small` in their document, stand with no word before them (`opening`) or
    `behind_the`, are written in `capitals` or with a capital inside a word (`mixed`). `explained` says how often a
    document tells that this is short for an organization, `explained_otherwise` for something else. What the words
    around say for a person, an organization, a place and other things is in `context_person` and so on.
    """

    mentions: int = 0
    labelled: int = 0
    person: int = 0
    org: int = 0
    other: int = 0
    titled: int = 0
    small: int = 0
    opening: int = 0
    behind_the: int = 0
    capitals: int = 0
    mixed: int = 0
    explained: int = 0
    explained_otherwise: int = 0
    context_person: int = 0
    context_org: int = 0
    context_place: int = 0
    context_other: int = 0


class LocalEntity(NamedTuple):
    """An entity of one document: its number there, and all that is known of it as one text, its `profile`."""

    local: int
    profile: str


class LocalMention(NamedTuple):
    """A mention of the entity number `local` of a document; the other fields are those of `Mention`.

    A pronoun has the `name` that it stands for.
    """

    local: int
    sentence: int
    start: int
    end: int
    surface: str
    rule: str
    demonym: bool
    name: str | None = None


class ShortLine(NamedTuple):
    """A short line at characters `start` to `end` that names somebody, or was left out as `boilerplate`."""

    text: str
    start: int
    end: int
    boilerplate: bool


class DocumentResolution(NamedTuple):
    """What one document, resolved by itself, leaves for its collection."""

    entities: list[LocalEntity]
    mentions: list[LocalMention]
    lines: list[ShortLine]


PRONOUN = "pronoun"
"""The rule of a mention that is no name but stands for one: "she"."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a document: row of the mentions table, the contract between extraction and what follows.

    `start` and `end` are characters of the document's text, `sentence` counts its sentences from 0,
    `entity` is the id of what is named, `rule` says why the form was given to that entity.
    `demonym` marks a country named through its people or as an adjective ("Russian").
    """

    document: str
    sentence: int
    start: int
    end: int
    surface: str
    type: EntityType
    entity: str
    rule: str
    demonym: bool = False


@dataclass(frozen=True, slots=True)
class Alias:
    """A surface form of an entity: how often it stands for it, and the rule that first put it there."""

    surface: str
    count: int
    rule: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organization or country. `id` is stable and readable (`person:angela-merkel`, `country:de`).

    `label` is the fullest common form; `aliases` are sorted by count, then by form;
    `code` is the ISO 3166-1 alpha-2 code of a country; `identifier` is that of another collection, which a user gave.
    """

    id: str
    type: EntityType
    label: str
    aliases: tuple[Alias, ...]
    code: str | None = None
    identifier: str | None = None


class Refusal(NamedTuple):
    """Two entities, by their numbers, that were candidates for one, and the `reason` why they were not joined.

    The lower number comes first.
    """

    entity: int
    other: int
    reason: str


class Evidence(TypedDict):
    """A passage that mentions both ends of a link: characters `start` to `end` of a document, and their text.

    `document` is the id of the document, `sentence` the number of the first sentence in the passage, from 0. Texts with
    pages have a `page`, from 1. What was recognized on a picture is `recognized`, and may have errors.
    """

    document: str
    page: NotRequired[int]
    recognized: NotRequired[bool]
    sentence: int
    start: int
    end: int
    text: str


class RelationKind(StrEnum):
    """The kinds of relation that filters and colours tell apart; `comention.languages` has the predicates of each.

    A person *works for* an organization that employs it or that it leads, is a *member of* one that it belongs to,
    *met* whom it met or talked with, and *said* something to or about somebody. One party *accused* or sued another,
    and *paid or owns* it. Somebody is *located in* a country, or a citizen of it.
    """

    WORKS = "works for"
    MEMBER = "member of"
    FAMILY = "family"
    MET = "met"
    SAID = "said"
    ACCUSED = "accused"
    PAID = "paid or owns"
    LOCATED = "located in"
    OTHER = "other"


class Saying(Evidence):
    """A sentence that says something of a name or of a link, and the `words` that do.

    Each of `words` has start and end in characters of `text`; they are in order and do not overlap.
    """

    words: list[list[int]]


class Role(TypedDict):
    """What documents call an entity: "special counsel", "former deputy secretary of state".

    So many sentences, `count`, call it so, of all that are evidence of links, and `evidence` has some of them. `of` is
    the id of the entity that the role names: Alameda Research, for its "chief executive of Alameda Research".
    """

    role: str
    count: int
    of: NotRequired[str]
    first_seen: NotRequired[str]
    last_seen: NotRequired[str]
    evidence: list[Saying]


class Relation(TypedDict):
    """What sentences say of the two ends of a link, read from `source` to `target`, which are their ids.

    "Flynn called Kislyak" has the `phrase` "called". If a longer phrase has the name in it, that is `source_text` or
    `target_text`: "Medvedchuk's daughter". So many sentences, `count`, say so, of those that are evidence of the link;
    `evidence` has them.
    """

    source: str
    target: str
    phrase: str
    kind: str
    count: int
    source_text: NotRequired[str]
    target_text: NotRequired[str]
    first_seen: NotRequired[str]
    last_seen: NotRequired[str]
    evidence: list[Saying]


class Passage(TypedDict):
    """A sentence with the names in it.

    `document` is the place of its document among those of the graph. Each of `names` has start and end in characters of
    `text`, and the id of the entity; they are in order and do not overlap.
    """

    document: int
    page: NotRequired[int]
    recognized: NotRequired[bool]
    sentence: int
    start: int
    end: int
    text: str
    names: list[list[Any]]


class Place(NamedTuple):
    """An earlier place of a name in the picture, with y upward.

    It tells whether the name was linked with others, and whether it was gone already in the picture before.
    """

    x: int
    y: int
    linked: bool = True
    gone: bool = False


ChangeKind = Literal["new", "gone", "stronger", "weaker"]
"""How a name or a link differs from the one in another graph."""


class NodeAttributes(NameMeasureAttributes, total=False):
    """What a node of the graph carries: an entity, how often it is mentioned, and its measures.

    `aliases` has the count of each surface form, `reasons` the rule that gave the form to this entity; `windows` is the
    number of windows that mention it, `periods` its mentions by month (`2017-05`), or by year where only that is known.
    `roles` are what documents call it, the most supported one first. `x` and `y` are its place in the picture, with y
    upward.
    """

    label: str
    type: str
    aliases: dict[str, int]
    reasons: dict[str, str]
    code: str
    identifier: str
    first_seen: str
    last_seen: str
    periods: dict[str, int]
    windows: int
    roles: list[Role]
    change: ChangeKind
    x: int
    y: int


class EdgeAttributes(LinkMeasureAttributes, total=False):
    """What an edge of the graph carries: how often both ends are mentioned together, where, and its measures.

    `by_document` has the weight in each document, by its place among those of the graph, `periods` the weight by month.
    `relations` are what the evidence says of both, the most supported one first; often there is none.
    """

    evidence: list[Evidence]
    relations: list[Relation]
    by_document: dict[int, int]
    first_seen: str
    last_seen: str
    periods: dict[str, int]
    change: ChangeKind


class DocumentAttributes(TypedDict):
    """What the graph tells about a document.

    `record` and `file` are there if it is named after its file because others have the id of its record; `recognized`
    lists the pages whose text was recognized on pictures, if there are any.
    """

    id: str
    title: str | None
    date: str | None
    source: str | None
    author: str | None
    language: str | None
    record: NotRequired[str]
    file: NotRequired[str | None]
    recognized: NotRequired[str]


class CommunityAttributes(TypedDict):
    """A community of two members or more, by its number; `label` has its strongest members, `entities` counts all."""

    community: int
    label: str
    entities: int


class Analysis(TypedDict):
    """How communities and betweenness were found; see `comention.analyse`."""

    communities: str
    modularity: float
    stability: float
    betweenness_sources: int
    betweenness_exact: bool
    seed: int


class GraphAttributes(TypedDict, total=False):
    """What the graph itself carries: how it was made, and the documents and sentences behind it.

    `comention` is the version, `counts` are numbers of documents, sentences, mentions, entities, links, and of what was
    left out; `compared` has the titles of two graphs that are shown as one.
    """

    title: str
    comention: str
    model: str
    settings: dict[str, Any]
    counts: dict[str, int]
    rights: str
    compared: Sequence[str]
    documents: list[DocumentAttributes]
    passages: list[Passage]
    communities: list[CommunityAttributes]
    analysis: Analysis


Graph: TypeAlias = "nx.Graph[str, NodeAttributes, EdgeAttributes]"
"""The graph: its nodes are the ids of entities. Its own attributes, `graph.graph`, are `GraphAttributes`."""
AnyGraph: TypeAlias = "nx.Graph[Any, Any, Any]"
"""A graph whose nodes and attributes may be anything."""
