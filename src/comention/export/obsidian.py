"""Write a vault for Obsidian: an index, and linked notes, one for each name and each document.

Front matter is YAML whose values are JSON. Links have the path of a note and show its file name, in which nothing needs
to be escaped. Which documents mention a name is in the notes of these documents; Obsidian lists them as backlinks.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from comention.export import Dataset, Opener
from comention.export.digest import COMMUNITIES, SHOWN, Digest, first, more, often
from comention.export.documents import documents
from comention.export.filenames import stems
from comention.export.flatten import clean
from comention.export.prose import counted, escape, line, quotation, sayings, times
from comention.export.xml import write
from comention.model import DocumentAttributes, Evidence, Mention

_PLAIN = re.compile("[a-z][a-z_]*")
_INVISIBLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


def write_obsidian(dataset: Dataset, opener: Opener) -> None:
    """Write `Index.md`, and notes into the folders `Names` and `Documents`."""
    vault = _Vault(dataset)
    with opener("Index.md") as file:
        write(vault.index(), file)
    for node, (_, told) in zip(dataset.graph, vault.digest.flat.nodes(), strict=True):
        with opener(f"{vault.names[node]}.md") as file:
            write(vault.name(node, told), file)
    for document, mentions in documents(dataset):
        with opener(f"{vault.documents[document['id']]}.md") as file:
            write(vault.document(document, mentions), file)


class _Vault:
    """The notes, by the paths that they have without suffix."""

    def __init__(self, dataset: Dataset) -> None:
        self.digest = digest = Digest(dataset.graph)
        labels = stems(digest.label(node) for node in dataset.graph)
        self.names = {node: f"Names/{stem}" for node, stem in zip(dataset.graph, labels, strict=True)}
        titles = stems(digest.named(document) for document in digest.documents)
        self.documents = {
            document: f"Documents/{stem}" for document, stem in zip(digest.documents, titles, strict=True)
        }

    def index(self) -> Iterator[str]:
        digest = self.digest
        yield f"# {escape(digest.title)}\n\n{digest.summary()}"
        names = digest.names()
        yield f"\n## Most mentioned names\n\n{first(names, len(self.names), 'name', 'names')}"
        for node in names:
            yield f"- {_link(self.names[node])}, named {often(digest.graph.nodes[node], 'mentions')}\n"
        communities = digest.communities()
        shown = communities[:SHOWN]
        yield f"\n## Communities\n\n{first(shown, len(communities), *COMMUNITIES)}"
        for place, members in enumerate(shown, 1):
            yield f"{place}. {counted(len(members), 'name', 'names')}: {self._members(members)}\n"
        some = list(self.documents.values())[:SHOWN]
        yield f"\n## Documents\n\n{first(some, len(self.documents), 'document', 'documents')}"
        for path in some:
            yield f"- {_link(path)}\n"
        yield "\n## How it was made\n\n"
        yield from digest.making()

    def name(self, node: Any, told: Mapping[str, Any]) -> Iterator[str]:
        raw = self.digest.graph.nodes[node]
        label = self.digest.label(node)
        forms = {line(form): count for form, count in (raw.get("aliases") or {}).items()}
        others = [form for form in dict.fromkeys([label, *forms]) if form != _shown(self.names[node])]
        facts = {name: value for name, value in told.items() if name not in ("label", "aliases")}
        if "roles" in facts:
            facts["roles"] = [clean(role["role"]) for role in raw["roles"]]
        yield from _front({"aliases": others, "id": self.digest.flat.ids[node], **facts})
        yield f"\n# {escape(label)}\n\n{self.digest.kind(node).capitalize()}, named {often(raw, 'mentions')}.\n"
        if forms:
            yield f"\nNamed as {', '.join(f'{escape(form)} ({count})' for form, count in forms.items())}.\n"
        if roles := self.digest.roles(node):
            yield f"\nRoles: {escape(roles)}.\n"
        links = self.digest.links(node)
        yield f"\n## Named with\n\n{first(links, self.digest.degree(node), 'name', 'names')}"
        for link in links:
            yield f"- {_link(self.names[link.other])}, {often(link.told, 'weight')}\n"
            for words, passage in self.digest.quoted(link.told, 1):
                quoted = quotation(passage["text"], self._source(passage)) if passage else ""
                yield from (f"  {told}\n" for told in sayings(words, quoted))

    def document(self, document: DocumentAttributes, mentions: Sequence[Mention]) -> Iterator[str]:
        yield from _front({name: clean(str(value)) for name, value in document.items() if value is not None})
        yield f"\n# {escape(self.digest.named(document['id']))}\n"
        named = Counter(mention.entity for mention in mentions if mention.entity in self.names)
        yield f"\n## Names\n\n{first(named.most_common(), len(named), 'name', 'names')}"
        for node, count in named.most_common():
            yield f"- {_link(self.names[node])}, {times(count)}\n"

    def _members(self, members: Sequence[Any]) -> str:
        shown = self.digest.names(members)
        return ", ".join(_link(self.names[node]) for node in shown) + more(shown, members)

    def _source(self, passage: Evidence) -> str:
        document = passage["document"]
        known = document in self.documents
        where = _link(self.documents[document]) if known else escape(self.digest.named(document))
        return f"{where}{self.digest.place(passage)}"


def _front(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield front matter; characters that YAML does not take, or takes for a line break, are escaped."""
    yield "---\n"
    for name, value in values.items():
        key = name if _PLAIN.fullmatch(name) else _json(name)
        yield f"{key}: {_json(value)}\n"
    yield "---\n"


def _json(value: Any) -> str:
    return _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def _link(path: str) -> str:
    target = f"{path}.md" if "." in path else path  # else what follows the dot would be taken for a suffix
    return f"[[{target}|{_shown(path)}]]"


def _shown(path: str) -> str:
    return path.partition("/")[2]
