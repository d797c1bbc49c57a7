"""A corrections file and a wish in; the file as it should be out, with all its comments and in its order.

Each wish is a function that changes a parsed file; `amended` reads, applies, checks and returns the new text.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import AoT, Table

from comention.corrections import Corrections, Listed, load_text
from comention.errors import SettingError
from comention.model import EntityType
from comention.text.names import folded

Wish = Callable[[TOMLDocument], None]


def amended(path: Path, wish: Wish) -> tuple[str, str]:
    """Return the text of a corrections file before and after a wish, "" before if there is no file.

    Raises SettingError when the file, or what it would become, makes no sense.
    """
    try:
        before = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{path}: cannot be read ({error})") from error
    load_text(before, path)
    document = tomlkit.parse(before)
    wish(document)
    after = tomlkit.dumps(document)
    load_text(after, path)
    return before, after


def merge(name: str, others: Sequence[str]) -> Wish:
    """Let other names stand for an entity, with all that is joined to them."""

    def wish(document: TOMLDocument) -> None:
        entry = _entry(document, name)
        for other in others:
            known = _find(document, other)
            if known is entry:
                continue
            texts = [other]
            if known is not None:
                texts = [str(known["name"]), *map(str, known.get("aliases", ()))]
                _remove(document, "entity", known)
            for text in texts:
                _add(entry, "aliases", text)
                _discard(entry, "not_aliases", text)

    return wish


def split(name: str, forms: Sequence[str], new: str | None = None) -> Wish:
    """Take forms from an entity: undo that they were listed for it, or say that they are not it, but `new`."""

    def wish(document: TOMLDocument) -> None:
        entry = _entry(document, name)
        for form in forms:
            if not _discard(entry, "aliases", form):
                _add(entry, "not_aliases", form)
        if set(entry) == {"name"}:
            _remove(document, "entity", entry)
        if new:
            other = _entry(document, new)
            for form in forms:
                if folded(form) != folded(new):
                    _add(other, "aliases", form)

    return wish


def rename(name: str, new: str) -> Wish:
    """Give an entity another name; the old one stays an alias."""

    def wish(document: TOMLDocument) -> None:
        entry = _entry(document, name)
        old = str(entry["name"])
        entry["name"] = new
        _discard(entry, "aliases", new)
        if folded(old) != folded(new):
            _add(entry, "aliases", old)

    return wish


def retype(name: str, kind: EntityType) -> Wish:
    """Give an entity another type."""

    def wish(document: TOMLDocument) -> None:
        _entry(document, name)["type"] = str(kind)

    return wish


def ignore(names: Sequence[str]) -> Wish:
    """Leave names out, with all that is joined to them."""

    def wish(document: TOMLDocument) -> None:
        known = {folded(str(entry["text"])) for entry in document.get("ignore", ()) if "text" in entry}
        for name in names:
            if folded(name) not in known:
                _append(document, "ignore", {"text": name})

    return wish


def watch(listed: Iterable[Listed]) -> Wish:
    """List entities; what is said of one that is listed already is added to it, and wins where it differs."""

    def wish(document: TOMLDocument) -> None:
        known: dict[str, Any] = {}
        for entry in document.get("entity", ()):
            for text in _texts(entry):
                known.setdefault(text, entry)
        for entity in listed:
            entry = known.get(folded(entity.name))
            if entry is None:
                entry = known[folded(entity.name)] = _append(document, "entity", {"name": entity.name})
            for name, value in (("type", entity.type), ("code", entity.code), ("id", entity.identifier)):
                if value is not None:
                    entry[name] = str(value)
            for field, texts in (("aliases", entity.aliases), ("not_aliases", entity.not_aliases)):
                for text in texts:
                    if folded(text) != folded(str(entry["name"])):
                        _add(entry, field, text)
            for text in _texts(entry):
                known.setdefault(text, entry)

    return wish


def take_over(said: Corrections) -> Wish:
    """Take over another file's corrections, the later word against what the file says already."""

    def wish(document: TOMLDocument) -> None:
        for listed in said.entities:
            known = next(filter(None, (_find(document, text) for text in (listed.name, *listed.aliases))), None)
            old = listed.name if known is None else str(known["name"])
            merge(old, (listed.name, *listed.aliases))(document)
            if folded(old) != folded(listed.name):
                rename(old, listed.name)(document)
            watch([listed])(document)
            for text in listed.not_aliases:
                _discard(_entry(document, listed.name), "aliases", text)
        for ignored in said.ignored:
            if ignored.text is not None:
                _forget(document, ignored.text)
                ignore([ignored.text])(document)
            elif ignored.pattern not in (entry.get("pattern") for entry in document.get("ignore", ())):
                _append(document, "ignore", {"pattern": str(ignored.pattern)})

    return wish


def _forget(document: TOMLDocument, text: str) -> None:
    """Take a text out of the entry that it stands for, and the entry away if that is its name."""
    entry = _find(document, text)
    if entry is not None and not _discard(entry, "aliases", text):
        _remove(document, "entity", entry)


def _find(document: TOMLDocument, name: str) -> Any:
    """The entry that a text stands for, or None."""
    for entry in document.get("entity", ()):
        if folded(name) in _texts(entry):
            return entry
    return None


def _texts(entry: Any) -> list[str]:
    """All that stands for an entity, as it is compared."""
    return [folded(text) for text in (str(entry["name"]), *map(str, entry.get("aliases", ())))]


def _entry(document: TOMLDocument, name: str) -> Any:
    """The entry of an entity, made if there is none."""
    known = _find(document, name)
    return _append(document, "entity", {"name": name}) if known is None else known


def _append(document: TOMLDocument, kind: str, values: dict[str, str]) -> Any:
    table: Table = tomlkit.table()
    for name, value in values.items():
        table[name] = value
    if kind in document or document.as_string().strip():
        table.trivia.indent = "\n"  # an empty line between entries
    if kind not in document:
        document[kind] = tomlkit.aot()
    entries: Any = document[kind]
    entries.append(table)
    return entries[-1]


def _remove(document: TOMLDocument, kind: str, entry: Any) -> None:
    entries: AoT = document[kind]
    entries.remove(entry)
    if not entries:
        del document[kind]


def _add(entry: Any, field: str, text: str) -> None:
    if field not in entry:
        entry[field] = tomlkit.array()
    if folded(text) not in map(folded, map(str, entry[field])):
        entry[field].append(text)


def _discard(entry: Any, field: str, text: str) -> bool:
    """Take a text out of a list, and the list out of the entry when it gets empty."""
    for known in list(entry.get(field, ())):
        if folded(str(known)) == folded(text):
            entry[field].remove(known)
            if not entry[field]:
                del entry[field]
            return True
    return False
