"""What a user may choose in, a frozen and checked `Settings` out; every default lives here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple, TypedDict

from comention.errors import SettingError
from comention.model import EntityType

VIEW = "view.html"
"""The page of a part of the graph."""
REPORT = "report.json"
WORKSPACE = "workspace.duckdb"

WINDOWS = ("sentence", "paragraph", "document")
BACKBONES = ("disparity", "noise-corrected")
_TEXTS = ("id_field", "text_field", "date_field", "title_field", "source_field", "author_field")
_LIMITS = ("time_limit", "memory_limit", "size_limit", "depth_limit", "text_limit")
_POSITIVE = (*_LIMITS, "memory")
_TOLD = ("min_weight", "max_links")
_LEAST = ("min_weight", "min_mentions", "min_documents", "max_links", "hops")
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_SWITCHES = ("across", "demonyms", "keep_furniture")


class Fields(NamedTuple):
    """Under which names a record keeps what a document has."""

    id: str = "id"
    text: str = "text"
    date: str = "date"
    title: str = "title"
    source: str = "source"
    author: str = "author"


class Limits(NamedTuple):
    """What reading one input may take: seconds for each document in it, MB of memory, MB when it is unpacked.

    `depth` is how often an archive may be packed into another one; `text` how many million characters one document may
    have.
    """

    seconds: int = 60
    memory: int = 2048
    size: int = 2048
    depth: int = 8
    text: int = 10


class FilterOptions(TypedDict, total=False):
    """The filters as keyword arguments."""

    min_weight: int
    min_mentions: int
    min_documents: int
    max_links: int
    top: int | None
    types: Sequence[str]
    include: Sequence[str]
    exclude: Sequence[str]
    ego: str | None
    hops: int
    since: str | None
    until: str | None
    backbone: float | None
    backbone_method: str


class Options(FilterOptions, total=False):
    """The settings as keyword arguments."""

    window: str | int
    model: str | None
    language: str
    across: bool
    demonyms: bool
    keep_furniture: bool
    evidence: int
    title: str | None
    id_field: str
    text_field: str
    date_field: str
    title_field: str
    source_field: str
    author_field: str
    time_limit: int
    memory_limit: int
    size_limit: int
    depth_limit: int
    text_limit: int
    password: str | None
    workers: int | None
    memory: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What of a graph is wanted.

    Documents that are dated, and may be from `since` to `until` (`2017`, `2017-05` or `2017-05-18`), count alone if one
    of these is given. Links weaker than `min_weight` are left out, and beyond `max_links` the weakest ones; then names
    without a link are left out, too. Names with fewer mentions than `min_mentions`, or in fewer documents than
    `min_documents`, of other `types`, not among `include` if that names any, or among `exclude`, are left out. Of the
    links, those are kept that are in the `backbone` at this alpha, by `backbone_method`; then what is not more than
    `hops` links from the name `ego`; then the `top` most mentioned names.

    >>> Filters(types=("person",)).types
    ('PERSON',)
    """

    min_weight: int = 1
    min_mentions: int = 1
    min_documents: int = 1
    max_links: int = 100_000
    top: int | None = None
    types: Sequence[str] = ()
    include: Sequence[str] = ()
    exclude: Sequence[str] = ()
    ego: str | None = None
    hops: int = 1
    since: str | None = None
    until: str | None = None
    backbone: float | None = None
    backbone_method: str = BACKBONES[0]

    def __post_init__(self) -> None:
        for name in _LEAST if self.top is None else (*_LEAST, "top"):
            _require(_is_count(getattr(self, name)), name, getattr(self, name), "a whole number, 1 or more")
        for name in ("types", "include", "exclude"):
            value = getattr(self, name)
            texts = isinstance(value, list | tuple) and all(isinstance(text, str) and text.strip() for text in value)
            _require(texts, name, value, "a list of texts")
            object.__setattr__(self, name, tuple(value))
        object.__setattr__(self, "types", tuple(kind.upper() for kind in self.types))
        for kind in self.types:
            _require(kind in set(EntityType), "types", kind, ", ".join(EntityType))
        _require(self.ego is None or _is_text(self.ego), "ego", self.ego, "a name")
        for name in ("since", "until"):
            value = getattr(self, name)
            _require(value is None or _is_date(value), name, value, "a date such as 2017, 2017-05 or 2017-05-18")
        number = isinstance(self.backbone, int | float) and not isinstance(self.backbone, bool)
        share = self.backbone is None or (number and 0 < self.backbone <= 1)
        _require(share, "backbone", self.backbone, "a number above 0, up to 1")
        known = self.backbone_method in BACKBONES
        _require(known, "backbone_method", self.backbone_method, " or ".join(BACKBONES))

    @property
    def filters(self) -> dict[str, Any]:
        """Those that are not usual, and the limits of links always: what a graph tells of how it was narrowed down."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, default in _FILTERS.items()
            if (value := getattr(self, name)) != default or name in _TOLD
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(Filters):
    """How a graph is made, and what of it is wanted: see `Filters`.

    `window` is what two names must share to be linked: a sentence, a paragraph, a document, or a number of sentences;
    `model` is `fast`, `default` (also if None), `accurate`, or an installed spaCy pipeline or a path to one;
    `across` joins names of different documents, `demonyms` counts "Russian" as a mention of Russia;
    `keep_furniture` takes names from the lines that a website repeats around its texts, too;
    `evidence` is how many sentences a link keeps at most; `title` names the graph.
    The fields are the names under which records keep what a document has.
    The limits are what reading may take: `time_limit` seconds and `text_limit` million characters a document, and for
    each input `memory_limit` and, when it is unpacked, `size_limit` MB and `depth_limit` archives in each other;
    `password` opens what is encrypted.
    `workers` processes find the names where there is much to read, as many as there are cores if None; joining and
    counting them takes up to `memory` MB, and goes through the disk above that.

    >>> Settings(window="3").window
    3
    """

    window: str | int = "sentence"
    model: str | None = None
    language: str = "en"
    across: bool = True
    demonyms: bool = True
    keep_furniture: bool = False
    evidence: int = 5
    title: str | None = None
    id_field: str = "id"
    text_field: str = "text"
    date_field: str = "date"
    title_field: str = "title"
    source_field: str = "source"
    author_field: str = "author"
    time_limit: int = Limits().seconds
    memory_limit: int = Limits().memory
    size_limit: int = Limits().size
    depth_limit: int = Limits().depth
    text_limit: int = Limits().text
    password: str | None = field(default=None, repr=False)
    workers: int | None = None
    memory: int = 1000

    def __post_init__(self) -> None:
        Filters.__post_init__(self)
        object.__setattr__(self, "window", _window(self.window))
        for name in _SWITCHES:
            _require(isinstance(getattr(self, name), bool), name, getattr(self, name), "true or false")
        for name in _TEXTS:
            value = getattr(self, name)
            _require(isinstance(value, str) and value != "", name, value, "the name of a field")
        for name in _POSITIVE if self.workers is None else (*_POSITIVE, "workers"):
            _require(_is_count(getattr(self, name)), name, getattr(self, name), "a whole number, 1 or more")
        _require(self.password is None or isinstance(self.password, str), "password", "…", "a text")
        for name in ("model", "title"):
            value = getattr(self, name)
            _require(value is None or _is_text(value), name, value, "a text")
        whole = isinstance(self.evidence, int) and not isinstance(self.evidence, bool)
        _require(whole and self.evidence >= 0, "evidence", self.evidence, "a whole number, 0 or more")
        known = languages()
        _require(self.language in known, "language", self.language, ", ".join(known))

    @classmethod
    def from_file(cls, values: Mapping[str, Any], file: Path | None) -> "Settings":
        """Make settings of values by name, as a file has them, or raise SettingError that names the file."""
        known = [own.name for own in fields(cls)]
        if unknown := sorted(set(values) - set(known)):
            raise SettingError(f"{file}: there is no setting {unknown[0]!r}; there are {', '.join(known)}")
        try:
            return cls(**values)
        except SettingError as error:
            raise SettingError(f"{file}: {error}" if file else str(error)) from error

    @property
    def fields(self) -> Fields:
        """The names of the fields of a record."""
        return Fields(**{name.removesuffix("_field"): getattr(self, name) for name in _TEXTS})

    @property
    def limits(self) -> Limits:
        """What reading may take."""
        return Limits(*(getattr(self, name) for name in _LIMITS))

    def facts(self) -> dict[str, Any]:
        """What shaped the graph, beside its documents and the model: for the graph, the page and the report."""
        return {name: getattr(self, name) for name in _SHAPING} | self.filters


_FILTERS = {own.name: own.default for own in fields(Filters)}
_SHAPELESS = {"model", "title", "password", "workers", "memory", *_LIMITS, *_TEXTS, *_FILTERS}
_SHAPING = [own.name for own in fields(Settings) if own.name not in _SHAPELESS]


def languages() -> list[str]:
    """The languages whose data is installed."""
    return sorted(folder.name for folder in files("comention.languages").iterdir() if (folder / "names.toml").is_file())


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value.strip() != ""


def _is_date(value: Any) -> bool:
    try:
        parts = [int(part) for part in value.split("-")] if _DATE.fullmatch(value) else []
        return bool(parts) and date(*[*parts, 1, 1][:3]) is not None
    except (AttributeError, TypeError, ValueError):
        return False


def _window(value: Any) -> str | int:
    """Read a window; a number may come as text, from a command line or a file."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        value = int(value)
    number = isinstance(value, int) and not isinstance(value, bool) and value > 0
    accepted = f"{', '.join(WINDOWS)} or a number of sentences, 1 or more"
    _require(number or (isinstance(value, str) and value in WINDOWS), "window", value, accepted)
    return value  # type: ignore[no-any-return]


def _require(fulfilled: bool, name: str, value: object, accepted: str) -> None:
    if not fulfilled:
        raise SettingError(f"{name}: {value!r} makes no sense here; it takes {accepted}")
