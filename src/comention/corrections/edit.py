"""Edits of a corrections file, which keep its comments and its order.

An edit is a function that changes a parsed file; `amended` reads a file, applies an edit to it and checks the result.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import AoT, Table

from comention.corrections import Corrections, Listed, Related, load_text
from comention.errors import InputError, SettingError
from comention.model import Entity, EntityType
from comention.text.names import folded, key

Edit = Callable[[TOMLDocument], None]
"""Changes a parsed corrections file."""


def amended(path: Path, edit: Edit) -> tuple[str, str]:
    """Return the text of a corrections file before and after an edit; without a file, the text before is "".

    Raises SettingError if the file, or what it would become, is not valid.
    """
    try:
        before = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{path}: cannot be read ({error})") from error
    load_text(before, path)
    document = tomlkit.parse(before)
    edit(document)
    after = tomlkit.dumps(document)
    load_text(after, path)
    return before, after


def merge(name: str, others: Sequence[str]) -> Edit:
    """Let other names refer to an entity, together with all names that refer to the same entity as they do."""

    def edit(document: TOMLDocument) -> None:
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

    return edit


def split(name: str, forms: Sequence[str], new: str | None = None) -> Edit:
    """Take surface forms away from an entity: they are no longer its aliases, or they are listed as not being it.

    With `new`, they become aliases of the entity of this name. Raises InputError for the name of the entity itself.
    """
    if alike := [form for form in forms if folded(form) == folded(name)]:
        raise InputError(
            f"{alike[0]!r} is the name of the entity itself; only its other forms can be split off, "
            "and people whose names are written alike cannot be separated"
        )

    def edit(document: TOMLDocument) -> None:
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

    return edit


def apart(one: Entity, other: Entity) -> Edit:
    """Say that two entities are not the same, so that no rule joins them: the one that is named more is not the other.

    Forms that both have stay where they are. Raises InputError if that leaves nothing to tell them apart by.
    """
    more, less = sorted((one, other), key=lambda entity: (-_mentions(entity), entity.id))
    shared = {key(text) for text in _names(more)}
    forms = [text for text in _names(less) if key(text) not in shared]
    if not forms:
        raise InputError(
            f"{less.label!r}: {more.label} is called so as well, and those who are called the same cannot be kept apart"
        )

    def edit(document: TOMLDocument) -> None:
        entry = _find(document, more.label)
        if entry is not None and folded(str(entry["name"])) in map(folded, forms):
            _discard(entry, "aliases", more.label)
        entry = _entry(document, more.label)
        for form in forms:
            _discard(entry, "aliases", form)
            _add(entry, "not_aliases", form)

    return edit


def _names(entity: Entity) -> list[str]:
    """The label and the forms of an entity, each spelling once."""
    texts = {key(text): text for text in reversed((entity.label, *(alias.surface for alias in entity.aliases)))}
    return list(reversed(texts.values()))


def _mentions(entity: Entity) -> int:
    return sum(alias.count for alias in entity.aliases)


def rename(name: str, new: str) -> Edit:
    """Give an entity another name; the old one stays an alias."""

    def edit(document: TOMLDocument) -> None:
        entry = _entry(document, name)
        old = str(entry["name"])
        entry["name"] = new
        _discard(entry, "aliases", new)
        if folded(old) != folded(new):
            _add(entry, "aliases", old)

    return edit


def retype(name: str, kind: EntityType) -> Edit:
    """Give an entity another type."""

    def edit(document: TOMLDocument) -> None:
        _entry(document, name)["type"] = str(kind)

    return edit


def ignore(names: Sequence[str]) -> Edit:
    """Leave names out, together with all names that refer to the same entity."""

    def edit(document: TOMLDocument) -> None:
        known = {folded(str(entry["text"])) for entry in document.get("ignore", ()) if "text" in entry}
        for name in names:
            if folded(name) not in known:
                _append(document, "ignore", {"text": name})

    return edit


def relate(related: Related) -> Edit:
    """Say of which kind relations are, or that there are none."""

    def edit(document: TOMLDocument) -> None:
        about = _about(document, related)
        entries = document.get("relation", ())
        entry = next((known for known in entries if _about(document, _related(known)) == about), None)
        if entry is None:
            texts = {"source": related.source, "target": related.target, "phrase": related.phrase}
            entry = _append(document, "relation", {name: text for name, text in texts.items() if text is not None})
        name, other, value = ("kind", "reject", str(related.kind)) if related.kind else ("reject", "kind", True)
        entry.pop(other, None)
        if entry.get(name) != value:
            entry[name] = value

    return edit


def _related(entry: Any) -> Related:
    """Return which relations an entry is about."""
    return Related(str(entry["source"]), str(entry["target"]), str(entry["phrase"]) if "phrase" in entry else None)


def _about(document: TOMLDocument, related: Related) -> Hashable:
    """Return what those have in common who say something of the same relations."""
    return related.about(_name(document, related.source), _name(document, related.target))


def watch(listed: Iterable[Listed]) -> Edit:
    """List entities. What is given for one that is listed already is added to it, and wins where the two differ."""

    def edit(document: TOMLDocument) -> None:
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

    return edit


def take_over(corrections: Corrections) -> Edit:
    """Add the corrections of another file, which win where the two disagree."""

    def edit(document: TOMLDocument) -> None:
        for listed in corrections.entities:
            known = next(filter(None, (_find(document, text) for text in (listed.name, *listed.aliases))), None)
            old = listed.name if known is None else str(known["name"])
            merge(old, (listed.name, *listed.aliases))(document)
            if folded(old) != folded(listed.name):
                rename(old, listed.name)(document)
            watch([listed])(document)
            for text in listed.not_aliases:
                _discard(_entry(document, listed.name), "aliases", text)
        for ignored in corrections.ignored:
            if ignored.text is not None:
                _forget(document, ignored.text)
                ignore([ignored.text])(document)
            elif ignored.pattern not in (entry.get("pattern") for entry in document.get("ignore", ())):
                _append(document, "ignore", {"pattern": str(ignored.pattern)})
        for related in corrections.relations:
            relate(related)(document)

    return edit


def _forget(document: TOMLDocument, text: str) -> None:
    """Remove an alias from the entry that has it, or the whole entry if the text is its name."""
    entry = _find(document, text)
    if entry is not None and not _discard(entry, "aliases", text):
        _remove(document, "entity", entry)


def _find(document: TOMLDocument, name: str) -> Any:
    """Return the entry that has this name or alias, or None."""
    for entry in document.get("entity", ()):
        if folded(name) in _texts(entry):
            return entry
    return None


def _name(document: TOMLDocument, text: str) -> str:
    """Return the name of the entity that a text is a name or an alias of, or else the text, as they are compared."""
    entry = _find(document, text)
    return folded(text if entry is None else str(entry["name"]))


def _texts(entry: Any) -> list[str]:
    """Return the name and the aliases of an entity, as they are compared."""
    return [folded(text) for text in (str(entry["name"]), *map(str, entry.get("aliases", ())))]


def _entry(document: TOMLDocument, name: str) -> Any:
    """Return the entry of an entity, and make it if there is none."""
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
    """Remove a text from a list, and the list from the entry once it is empty; return whether the text was there."""
    for known in list(entry.get(field, ())):
        if folded(str(known)) == folded(text):
            entry[field].remove(known)
            if not entry[field]:
                del entry[field]
            return True
    return False
