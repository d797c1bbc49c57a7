"""Every setting, declared once: its type and default, the values it takes, and how it is explained to people.

The options of the command line, the checks of `comention.toml` and of keyword arguments, the tables of options in the
documentation, and what the report and the page say about a graph are all made from these declarations.
"""

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple, TypedDict

from comention.errors import SettingError
from comention.model import EntityType

VIEW = "view.html"
"""The page of a part of the graph."""
REPORT = "report.json"
WORKSPACE = "workspace.duckdb"
ADDED = "added"
"""The folder in an output folder that has the documents which were added on the page; each run reads them, too."""
BEHIND = ".comention.behind"
"""A file that is in an output folder while its page and report do not say yet what its corrections do."""


def languages() -> list[str]:
    """Return the codes of the languages that have any data."""
    folders = (entry for entry in files("comention.languages").iterdir() if entry.is_dir())
    return sorted(folder.name for folder in folders if any(file.name.endswith(".toml") for file in folder.iterdir()))


class Fields(NamedTuple):
    """Names of the fields in which a record keeps what is known of a document."""

    id: str = "id"
    text: str = "text"
    date: str = "date"
    title: str = "title"
    source: str = "source"
    author: str = "author"


class Limits(NamedTuple):
    """What reading one input may take: seconds for each document in it, MB of memory, MB when it is unpacked.

    `depth` is how deeply archives may be nested; `text` is the length of the longest document, in millions of
    characters.
    """

    seconds: int = 60
    memory: int = 2048
    size: int = 2048
    depth: int = 8
    text: int = 10


class Group(StrEnum):
    """What a setting changes; settings are listed under these headings."""

    LINKS = "Links"
    NAMES = "Names"
    PART = "A part of the graph"
    READING = "Reading"
    RUN = "The run"


class Kind(NamedTuple):
    """A kind of value: in words, whether one `fits`, how it is read before that, and the type of its option.

    An option of the type `list` takes several values with commas in between; one of the type `tuple` is repeated.
    """

    words: str
    fits: Callable[[Any], bool]
    read: Callable[[Any], Any] = lambda value: value
    option: type = str


class Setting(NamedTuple):
    """The declaration of a setting.

    `metavar` stands for the value in help, and `usual` says what the default is where the value does not. `label` is
    what people call the setting; those that shape the graph have one. `option` is the name of its option, where that
    is different: for a switch that is on by default, it is the option that turns it off.
    """

    name: str
    default: Any
    kind: Kind
    group: Group
    help: str
    metavar: str | None
    label: str
    usual: str | None
    option: str
    secret: bool

    def checked(self, value: Any) -> Any:
        """Return a value as it is used, such as a number that came as text; raise SettingError if it is not valid."""
        if value is None and self.default is None:
            return None
        read = self.kind.read(value)
        if not self.kind.fits(read):
            several = value if isinstance(value, list | tuple) else [value]
            shown = "…" if self.secret else ", ".join(map(repr, several)) or "nothing"
            raise SettingError(f"{self.name}: {shown} is not valid; expected {self.kind.words}")
        return read

    def in_words(self, value: Any) -> Any:
        """Return a value as people are told it."""
        if self.kind is _WINDOW:
            return f"a {value}" if value in _WINDOWS else "a sentence" if value == 1 else f"{value} sentences"
        return ", ".join(value) if isinstance(value, list | tuple) else value


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value.strip() != ""


def _is_share(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 1


def _is_day(value: Any) -> bool:
    """Return whether a text is a date, of which the day or the day and the month may be left out."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,2}", value):
        return False
    try:
        date(*[*map(int, value.split("-")), 1, 1][:3])
    except ValueError:
        return False
    return True


def _is_date_format(value: Any) -> bool:
    """Return whether a text is a format of `datetime.strptime` that has at least the year."""
    day = datetime(2017, 5, 18)
    try:
        return isinstance(value, str) and datetime.strptime(day.strftime(value), value).year == day.year
    except (ValueError, re.error):
        return False


def _are_texts(value: Any) -> bool:
    return isinstance(value, tuple) and all(map(_is_text, value))


def _listed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _typed(value: Any) -> Any:
    return tuple(kind.upper() for kind in value) if _are_texts(_listed(value)) else value


def _numbered(value: Any) -> Any:
    """Read a number that comes as text, from a command line or a file."""
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10 else value


_WINDOWS = ("sentence", "paragraph", "document")
_BACKBONES = ("disparity", "noise-corrected")
_WINDOW = Kind(
    f"{', '.join(_WINDOWS)} or a number of sentences, 1 or more",
    lambda value: value in _WINDOWS if isinstance(value, str) else _is_whole(value) and value > 0,
    _numbered,
)
_COUNT = Kind("a whole number, 1 or more", lambda value: _is_whole(value) and value > 0, option=int)
_COUNT_OR_NONE = Kind("a whole number, 0 or more", lambda value: _is_whole(value) and value >= 0, option=int)
_SHARE = Kind("a number above 0, up to 1", _is_share, option=float)
_SWITCH = Kind("true or false", lambda value: isinstance(value, bool), option=bool)
_TEXT = Kind("a text", _is_text)
_ANY_TEXT = Kind("a text", lambda value: isinstance(value, str))
_FIELD = Kind("the name of a field", lambda value: isinstance(value, str) and value != "")
_DAY = Kind("a date such as 2017, 2017-05 or 2017-05-18", _is_day)
_DATE_FORMAT = Kind("a format with a year, such as %d/%m/%Y or %m/%d/%y", _is_date_format)
_NAME = Kind("a name", _is_text)
_NAMES = Kind("a list of names", _are_texts, _listed, tuple)
_TYPES = Kind(
    f"a list of {', '.join(EntityType)}",
    lambda value: _are_texts(value) and set(value) <= set(EntityType),
    _typed,
    list,
)
_METHOD = Kind(" or ".join(_BACKBONES), lambda value: isinstance(value, str) and value in _BACKBONES)
_LANGUAGE = Kind(f"an installed language: {', '.join(languages())}", lambda value: value in languages())


def _setting(
    default: Any,
    kind: Kind,
    text: str,
    metavar: str | None = None,
    *,
    group: Group,
    label: str = "",
    usual: str | None = None,
    option: str = "",
    secret: bool = False,
) -> Any:
    declared = {"kind": kind, "group": group, "help": text, "metavar": metavar, "label": label, "usual": usual}
    return field(default=default, repr=not secret, metadata={**declared, "option": option, "secret": secret})


_link = partial(_setting, group=Group.LINKS)
_name = partial(_setting, group=Group.NAMES)
_part = partial(_setting, group=Group.PART)
_reading = partial(_setting, group=Group.READING)
_run = partial(_setting, group=Group.RUN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which part of a graph is wanted.

    With `since` or `until`, only documents with a date in that time count. Links weaker than `min_weight` are left
    out, then the weakest beyond `max_links`, then names that are left without a link. Of the names, those with fewer
    mentions than `min_mentions`, in fewer documents than `min_documents`, of other `types`, not among `include` (if
    there are any) or among `exclude` are left out. Then come the `backbone`, the surroundings of `ego`, and the `top`
    most mentioned names.

    Raises SettingError if a value is not valid.

    >>> Filters(types=("person",)).types
    ('PERSON',)
    """

    min_weight: int = _link(1, _COUNT, "Leave out links with a weight below N.", "N", label="Minimum weight of a link")
    min_mentions: int = _part(
        1, _COUNT, "Leave out names with fewer than N mentions.", "N", label="Minimum number of mentions of a name"
    )
    min_documents: int = _part(
        1, _COUNT, "Leave out names in fewer than N documents.", "N", label="Minimum number of documents of a name"
    )
    max_links: int = _link(100_000, _COUNT, "Keep only the N strongest links.", "N", label="Maximum number of links")
    top: int | None = _part(
        None, _COUNT, "Keep only the N most mentioned names.", "N", label="Most mentioned names kept"
    )
    types: Sequence[str] = _part(
        (), _TYPES, "Keep only these types: PERSON, ORG, COUNTRY.", "TYPE,...", label="Types kept"
    )
    include: Sequence[str] = _part((), _NAMES, "Keep only this name; may be repeated.", "NAME", label="Names kept")
    exclude: Sequence[str] = _part((), _NAMES, "Leave out this name; may be repeated.", "NAME", label="Names left out")
    ego: str | None = _part(None, _NAME, "Keep only this name and its neighbours.", "NAME", label="Neighbours of")
    hops: int = _part(1, _COUNT, "How many links away neighbours may be.", "N", label="Links to the farthest neighbour")
    since: str | None = _part(
        None, _DAY, "Count only documents from this day, month or year on.", "DATE", label="Documents from"
    )
    until: str | None = _part(
        None, _DAY, "Count only documents up to this day, month or year.", "DATE", label="Documents up to"
    )
    backbone: float | None = _part(
        None,
        _SHARE,
        "Keep only links that are significant at this level, such as 0.05.",
        "ALPHA",
        label="Significance level of links",
    )
    backbone_method: str = _part(
        "disparity",
        _METHOD,
        "The test for --backbone: disparity or noise-corrected.",
        "NAME",
        label="Test of significance",
    )

    def __post_init__(self) -> None:
        for own in fields(self):
            object.__setattr__(self, own.name, SETTINGS[own.name].checked(getattr(self, own.name)))

    @property
    def filters(self) -> dict[str, Any]:
        """The filters that a graph tells about itself: the limits of links, and others that are not the default."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name in FILTERS
            if (value := getattr(self, name)) != SETTINGS[name].default or SETTINGS[name].group is Group.LINKS
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(Filters):
    """How a graph is made, and which part of it is wanted: see `Filters`.

    What each setting means is in its declaration, in `SETTINGS`, and in `comention generate --help`.

    Raises SettingError if a value is not valid.

    >>> Settings(window="3").window
    3
    """

    window: str | int = _link(
        "sentence",
        _WINDOW,
        "Link names that share a sentence, paragraph or document, or that occur within this number of sentences.",
        "UNIT",
        label="Names are linked within",
    )
    model: str | None = _name(
        None,
        _TEXT,
        "The model that finds names: fast, default or accurate, which come with comention, or any spaCy pipeline.",
        "NAME",
        usual="default",
    )
    language: str | None = _name(
        None,
        _LANGUAGE,
        "The language of all documents, whose model and rules for names are used.",
        "CODE",
        label="Language",
        usual="told for each document",
    )
    across: bool = _name(
        True,
        _SWITCH,
        "Decide which names refer to the same entity in each document on its own.",
        label="Names compared across documents",
        option="within-documents",
    )
    demonyms: bool = _name(
        True,
        _SWITCH,
        'Do not count "Russian" or "Russians" as mentions of Russia.',
        label="“Russian” counts as a mention of Russia",
        option="no-demonyms",
    )
    keep_boilerplate: bool = _name(
        False,
        _SWITCH,
        "Do not leave out boilerplate: short lines that a website repeats on its pages.",
        label="Names in boilerplate kept",
    )
    pronouns: bool = _name(
        False,
        _SWITCH,
        'Count "he" and "she" as mentions where only one person can be meant; in English only.',
        label="“He” counts as a mention where one person can be meant",
    )
    evidence: int = _link(
        5, _COUNT_OR_NONE, "Show at most N sentences for each link.", "N", label="Sentences shown for each link"
    )
    relations: bool = _link(
        True,
        _SWITCH,
        "Do not read what sentences say of names and links.",
        label="Roles and relations told",
        option="no-relations",
    )
    title: str | None = _run(None, _TEXT, "The title of the graph.", "TEXT", usual="the name of the first input")
    id_field: str = _reading("id", _FIELD, "The field with the id of a record.", "NAME")
    text_field: str = _reading("text", _FIELD, "The field with its text.", "NAME")
    date_field: str = _reading("date", _FIELD, "The field with its date.", "NAME")
    date_format: str | None = _reading(
        None,
        _DATE_FORMAT,
        "How dates are written that could be two days: %d/%m/%Y with the day first, %m/%d/%Y with the month first.",
        "FORMAT",
    )
    title_field: str = _reading("title", _FIELD, "The field with its title.", "NAME")
    source_field: str = _reading("source", _FIELD, "The field with its source.", "NAME")
    author_field: str = _reading("author", _FIELD, "The field with its author.", "NAME")
    time_limit: int = _reading(
        Limits().seconds, _COUNT, "The longest time to read one document, or to recognize one page, in seconds.", "S"
    )
    memory_limit: int = _reading(Limits().memory, _COUNT, "The most memory for reading one file.", "MB")
    size_limit: int = _reading(Limits().size, _COUNT, "The largest size a file may unpack to.", "MB")
    depth_limit: int = _reading(Limits().depth, _COUNT, "How deeply archives may be nested.", "N")
    text_limit: int = _reading(
        Limits().text, _COUNT, "The largest length of one document, in millions of characters.", "N"
    )
    password: str | None = _reading(
        None, _ANY_TEXT, "The password of encrypted PDFs, Office files and archives.", "TEXT", secret=True
    )
    ocr: bool = _reading(
        True, _SWITCH, "Do not recognize the text on pictures and on pages without any.", option="no-ocr"
    )
    ocr_language: str = _reading(
        "en",
        _NAME,
        "The language on pictures, or its script, such as cyrillic, whose model RapidOCR does not bring along.",
        "CODE",
    )
    workers: int | None = _run(None, _COUNT, "The number of processes that find names.", "N", usual="one for each core")
    memory: int = _run(1000, _COUNT, "The memory for comparing and counting names; beyond it, the disk is used.", "MB")

    @classmethod
    def of(cls, given: Mapping[str, Any], written: Mapping[str, Any], file: Path | None = None) -> "Settings":
        """Make settings of values by name: those that were `given`, and of those `written` in a file the others.

        Raises SettingError, which names the file if that is to blame, if there is no such setting or a value is not
        valid.
        """
        given = renamed(given, "settings")
        cls._of(given)
        try:
            return cls._of({**renamed(written, str(file)), **given})
        except SettingError as error:
            raise SettingError(f"{file}: {error}") from error

    @classmethod
    def _of(cls, values: Mapping[str, Any]) -> "Settings":
        if unknown := sorted(set(values) - set(SETTINGS)):
            raise SettingError(f"there is no setting {unknown[0]!r}; there are {', '.join(SETTINGS)}")
        return cls(**values)

    @property
    def fields(self) -> Fields:
        """The names of the fields of a record."""
        return Fields(**{name: getattr(self, f"{name}_field") for name in Fields._fields})

    @property
    def limits(self) -> Limits:
        """What reading may take."""
        return Limits(self.time_limit, self.memory_limit, self.size_limit, self.depth_limit, self.text_limit)

    def facts(self) -> dict[str, Any]:
        """What shaped the graph, apart from its documents and the model: for the graph, the page and the report."""
        shaping = [name for name, setting in SETTINGS.items() if setting.label and name not in FILTERS]
        values = {name: getattr(self, name) for name in shaping}
        return {name: value for name, value in values.items() if value is not None} | self.filters

    @property
    def chosen(self) -> dict[str, Any]:
        """The other settings that are not the default and are no secret: another run in the same folder has them."""
        others = [name for name, setting in SETTINGS.items() if not setting.secret and name not in self.facts()]
        values = {name: getattr(self, name) for name in others if name not in FILTERS}
        return {name: value for name, value in values.items() if value != SETTINGS[name].default}


SETTINGS = {own.name: Setting(own.name, own.default, **own.metadata) for own in fields(Settings)}
"""The declarations, by name."""
FILTERS = [own.name for own in fields(Filters)]
"""The settings that choose a part of a graph that is there already."""
RENAMED = {"keep_furniture": "keep_boilerplate"}
"""Settings by the names that they had in the last version; these still work in this one."""


def renamed(values: Mapping[str, Any], source: str = "") -> dict[str, Any]:
    """Return values under the names that settings have now; if there is a `source`, log a hint for each old name."""
    if source:
        for name in RENAMED.keys() & values.keys():
            hint = "%s: %s is now called %s; the old name will not work in a later version"
            logging.getLogger("comention").warning(hint, source, name, RENAMED[name])
    return {RENAMED.get(name, name): value for name, value in values.items()}


def in_words(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings as people are told them.

    >>> in_words({"window": 3, "evidence": 5})
    {'Names are linked within': '3 sentences', 'Sentences shown for each link': 5}
    """
    return {
        SETTINGS[name].label if name in SETTINGS else name: SETTINGS[name].in_words(value)
        if name in SETTINGS
        else value
        for name, value in settings.items()
    }


class FilterOptions(TypedDict, total=False):
    """The filters as keyword arguments, for type checkers; a test compares them with `Filters`."""

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
    """The settings as keyword arguments, for type checkers; a test compares them with `Settings`."""

    window: str | int
    model: str | None
    language: str | None
    across: bool
    demonyms: bool
    keep_boilerplate: bool
    pronouns: bool
    evidence: int
    relations: bool
    title: str | None
    id_field: str
    text_field: str
    date_field: str
    date_format: str | None
    title_field: str
    source_field: str
    author_field: str
    time_limit: int
    memory_limit: int
    size_limit: int
    depth_limit: int
    text_limit: int
    password: str | None
    ocr: bool
    ocr_language: str
    workers: int | None
    memory: int
