"""Read and check `comention.toml`, in which users keep settings and corrections of names and relations.

The file is for people: they write it, compare it and keep it with their documents.

    [settings]
    window = "paragraph"

    [[entity]]
    name = "Donald Trump"
    type = "PERSON"                     # with a type, the names are also found where the model misses them
    aliases = ["DJT"]
    not_aliases = ["Trump Organization"]
    id = "Q22686"

    [[ignore]]
    text = "Tyler Durden"

    [[ignore]]
    pattern = "^User \\d+$"

    [[relation]]
    source = "Michael Flynn"            # any of its names
    target = "Sergey Kislyak"
    phrase = "called"                   # without one, all relations between the two
    reject = true                       # or what it is: kind = "met"
"""

import re
import tomllib
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from comention.contract import arrows
from comention.errors import SettingError
from comention.model import EntityType, RelationKind
from comention.text.names import folded

NAME = "comention.toml"
_HEADER = re.compile(r"^[ \t]*\[\[\s*(entity|ignore|relation)\s*\]\]", re.MULTILINE)
_ENTITY = {"name", "type", "aliases", "not_aliases", "code", "id"}
_IGNORE = {"text", "pattern"}
_RELATION = {"source", "target", "phrase", "reject", "kind"}


@dataclass(frozen=True, slots=True)
class Listed:
    """An entity that the user lists; `line` is its line in the file, or 0 if it comes from elsewhere.

    Each of the `aliases` refers to it, as `name` does; those of `not_aliases` never do. With a `type`, the names are
    also found where the model misses them. `code` is a country's ISO 3166-1 code, `identifier` its id in another
    collection, such as Wikidata.
    """

    name: str
    type: EntityType | None = None
    aliases: tuple[str, ...] = ()
    not_aliases: tuple[str, ...] = ()
    code: str | None = None
    identifier: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Ignored:
    """What is not an entity: a `text`, with all names that refer to the same, or a `pattern` for surface forms."""

    text: str | None = None
    pattern: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Related:
    """The right `kind` of relations from `source` to `target`, which are any names of both; with None, there are none.

    It is about those with a `phrase`; without one, about all between the two, in both directions, of which nothing else
    is said.
    """

    source: str
    target: str
    phrase: str | None = None
    kind: RelationKind | None = None
    line: int = 0

    def about(self, source: str, target: str) -> Hashable:
        """Return what those have in common that say something of the same relations, if its names stand for these."""
        return frozenset((source, target)) if self.phrase is None else (source, target, folded(self.phrase))

    def __str__(self) -> str:
        return arrows(self.source, self.phrase, self.target)


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections of names and relations; they win over every rule."""

    entities: tuple[Listed, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    relations: tuple[Related, ...] = ()


NONE = Corrections()


@dataclass(frozen=True, slots=True)
class Written:
    """The contents of a file: settings by name, which are not checked yet, and corrections."""

    settings: Mapping[str, Any] = field(default_factory=dict)
    corrections: Corrections = NONE


def find_file(inputs: Sequence[str | Path], out: Path) -> Path | None:
    """Return the file in the output folder, or else the one beside the first input that has one, or else None."""
    places = [out]
    for name in inputs:
        if str(name) != "-":
            path = Path(name)
            places += [path, path.parent] if path.is_dir() else [path.parent]
    return next((place / NAME for place in places if (place / NAME).is_file()), None)


def load(path: Path, content: bytes | None = None) -> Written:
    """Read and check a file; `content` is what it holds, if that is known.

    Raises SettingError with the line if it is not valid, or contradicts itself: if a text refers to two entities, or to
    an entity and is ignored as well, or if two things are said of a relation.
    """
    try:
        if content is None:
            content = path.read_bytes()
        return load_text(_lines_of(content.decode("utf-8-sig")), path)
    except OSError as error:
        raise SettingError(f"{path}: cannot be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise SettingError(f"{path}: this is not a valid TOML file: {error}") from error


def _lines_of(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def content_of(path: Path) -> bytes | None:
    """Return what a file holds, or None if there is none."""
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError as error:
        raise SettingError(f"{path}: cannot be read ({error.strerror or error})") from error


def load_text(text: str, path: Path) -> Written:
    """Read and check the text of the file `path`."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingError(f"{path}: this is not a valid TOML file: {error}") from error
    if unknown := sorted(set(table) - {"settings", "entity", "ignore", "relation"}):
        raise SettingError(
            f"{path}: [{unknown[0]}] is not known; use [settings], [[entity]], [[ignore]] or [[relation]]"
        )
    lines = _lines(text)
    entities = [_listed(path, n, entry) for n, entry in _entries(path, table, "entity", lines["entity"])]
    ignored = [_ignored(path, n, entry) for n, entry in _entries(path, table, "ignore", lines["ignore"])]
    relations = [_related(path, n, entry) for n, entry in _entries(path, table, "relation", lines["relation"])]
    corrections = Corrections(tuple(entities), tuple(ignored), tuple(relations))
    check(corrections, str(path))
    settings = table.get("settings", {})
    if not isinstance(settings, dict):
        raise SettingError(f"{path}: settings must be a table: [settings]")
    return Written(settings, corrections)


def _lines(text: str) -> dict[str, list[int]]:
    """Return the line of each [[entity]], [[ignore]] and [[relation]], which the parser does not give."""
    lines: dict[str, list[int]] = {"entity": [], "ignore": [], "relation": []}
    line, at = 1, 0
    for match in _HEADER.finditer(text):
        line, at = line + text.count("\n", at, match.start()), match.start()
        lines[match[1]].append(line)
    return lines


def _entries(path: Path, table: Mapping[str, Any], name: str, lines: Sequence[int]) -> Iterator[tuple[int, Any]]:
    entries = table.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise SettingError(f"{path}: write it as a list: [[{name}]]")
    for n, entry in enumerate(entries):
        yield lines[n] if len(lines) == len(entries) else 0, entry


def _listed(path: Path, line: int, entry: Mapping[str, Any]) -> Listed:
    where = f"{path}:{line}"
    _only(where, entry, _ENTITY)
    kind = entry.get("type")
    if kind is not None and kind not in set(EntityType):
        raise SettingError(f"{where}: type {kind!r} is not valid; use one of {', '.join(EntityType)}")
    if not isinstance(entry.get("name"), str) or not entry["name"].strip():
        raise SettingError(f"{where}: an entity needs a name")
    texts = {}
    for name in ("aliases", "not_aliases"):
        texts[name] = entry.get(name, [])
        if not isinstance(texts[name], list) or not all(isinstance(text, str) and text.strip() for text in texts[name]):
            raise SettingError(f"{where}: {name} must be a list of texts")
    return Listed(
        entry["name"],
        None if kind is None else EntityType(kind),
        tuple(texts["aliases"]),
        tuple(texts["not_aliases"]),
        None if entry.get("code") is None else str(entry["code"]),
        None if entry.get("id") is None else str(entry["id"]),
        line,
    )


def _ignored(path: Path, line: int, entry: Mapping[str, Any]) -> Ignored:
    where = f"{path}:{line}"
    _only(where, entry, _IGNORE)
    given = {name: value for name, value in entry.items() if isinstance(value, str) and value.strip()}
    if len(given) != 1 or len(entry) != 1:
        raise SettingError(f"{where}: [[ignore]] needs either a text or a pattern")
    if pattern := given.get("pattern"):
        try:
            re.compile(pattern)
        except re.error as error:
            raise SettingError(f"{where}: pattern {pattern!r} is not a regular expression: {error}") from error
    return Ignored(given.get("text"), given.get("pattern"), line)


def _related(path: Path, line: int, entry: Mapping[str, Any]) -> Related:
    where = f"{path}:{line}"
    _only(where, entry, _RELATION)
    texts = {name: value for name, value in entry.items() if isinstance(value, str) and value.strip()}
    if not {"source", "target"} <= set(texts):
        raise SettingError(f"{where}: a relation needs a source and a target")
    if "phrase" in entry and "phrase" not in texts:
        raise SettingError(f"{where}: phrase must be a text")
    source, target, kind = texts["source"], texts["target"], entry.get("kind")
    if folded(source) == folded(target):
        raise SettingError(f"{where}: {source!r} is both source and target; a relation is between two")
    if ("kind" in entry) == ("reject" in entry) or entry.get("reject", True) is not True:
        raise SettingError(f"{where}: [[relation]] needs either reject = true or a kind")
    if kind is not None and kind not in list(RelationKind):
        raise SettingError(f"{where}: kind {kind!r} is not valid; use one of {', '.join(RelationKind)}")
    return Related(source, target, texts.get("phrase"), None if kind is None else RelationKind(kind), line)


def _only(where: str, entry: Mapping[str, Any], known: Iterable[str]) -> None:
    if unknown := sorted(set(entry) - set(known)):
        raise SettingError(f"{where}: {unknown[0]!r} is not known here; use {', '.join(sorted(known))}")


def check(corrections: Corrections, source: str = "corrections") -> None:
    """Raise SettingError, with both lines, if two entries contradict each other.

    No text may refer to two entities, or be ignored as well, and no relation may be of two kinds, or rejected as well.
    """
    bearers: dict[str, tuple[str, int]] = {}
    for listed in corrections.entities:
        others = set(map(folded, listed.not_aliases))
        for text in (listed.name, *listed.aliases):
            same = folded(text)
            name, line = bearers.setdefault(same, (listed.name, listed.line))
            if (name, line) != (listed.name, listed.line):
                raise SettingError(
                    f"{source}:{listed.line}: {text!r} refers to {listed.name!r} here, and to {name!r} in line {line}"
                )
            if same in others:
                raise SettingError(
                    f"{source}:{listed.line}: {text!r} is listed both as {listed.name!r} and as not {listed.name!r}"
                )
    for ignored in corrections.ignored:
        if ignored.text and (bearer := bearers.get(folded(ignored.text))):
            name, line = bearer
            raise SettingError(
                f"{source}:{ignored.line}: {ignored.text!r} is ignored here, and refers to {name!r} in line {line}"
            )
    said: dict[Hashable, Related] = {}
    for related in corrections.relations:
        ends = (folded(bearers.get(folded(text), (text, 0))[0]) for text in (related.source, related.target))
        if (other := said.setdefault(related.about(*ends), related)).kind != related.kind:
            raise SettingError(
                f"{source}:{related.line}: {str(related)!r} is {_judged(related)} here, and {_judged(other)} "
                f"in line {other.line}"
            )


def _judged(related: Related) -> str:
    return f"{str(related.kind)!r}" if related.kind else "rejected"
