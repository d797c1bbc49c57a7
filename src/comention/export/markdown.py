"""Write a report to read or print, in CommonMark with the tables of GitHub."""

from collections.abc import Iterator
from typing import BinaryIO

from comention.export import Dataset
from comention.export.digest import COMMUNITIES, SHOWN, Digest, first, more, number, often
from comention.export.prose import counted, escape, quotation, sayings, table
from comention.export.xml import write
from comention.model import Evidence

_QUOTATIONS = 2  # of a link


def write_markdown(dataset: Dataset, file: BinaryIO) -> None:
    """Write what the graph is, its most mentioned names, strongest links and communities, and how it was made."""
    write(_pieces(Digest(dataset.graph)), file)


def _pieces(digest: Digest) -> Iterator[str]:
    yield f"# {escape(digest.title)}\n\n{digest.summary()}"
    yield "\n## Most mentioned names\n\n"
    yield from _names(digest)
    yield "\n## Strongest links\n\n"
    yield from _links(digest)
    yield "\n## Communities\n\n"
    yield from _communities(digest)
    yield "\n## How it was made\n\n"
    yield from digest.making()


def _names(digest: Digest) -> Iterator[str]:
    names = digest.names()
    yield first(names, len(digest.graph), "name", "names")
    rows = []
    for place, node in enumerate(names, 1):
        told = digest.graph.nodes[node]
        counts = (number(told, "mentions"), number(told, "documents"), digest.degree(node))
        kind = f"{digest.kind(node)}: {escape(roles)}" if (roles := digest.roles(node)) else digest.kind(node)
        rows.append((str(place), escape(digest.label(node)), kind, *(f"{count:,}" for count in counts)))
    yield from table(("+", "Name", "Kind", "+Mentions", "+Documents", "+Links"), rows)


def _links(digest: Digest) -> Iterator[str]:
    links = digest.links()
    yield first(links, digest.graph.number_of_edges(), "link", "links")
    for place, link in enumerate(links, 1):
        one, other = (f"**{escape(digest.label(node))}**" for node in digest.names([link.one, link.other]))
        yield f"{place}. {one} and {other}, {often(link.told, 'weight')}\n"
        for words, passage in digest.quoted(link.told, _QUOTATIONS):
            quoted = quotation(passage["text"], _source(digest, passage)) if passage else ""
            yield from (f"\n    {told}\n" for told in sayings(words, quoted))
        yield "\n"


def _source(digest: Digest, passage: Evidence) -> str:
    return f"*{escape(digest.named(passage['document']))}*{digest.place(passage)}"


def _communities(digest: Digest) -> Iterator[str]:
    communities = digest.communities()
    shown = communities[:SHOWN]
    yield first(shown, len(communities), *COMMUNITIES)
    for place, members in enumerate(shown, 1):
        names = digest.names(members)
        told = ", ".join(escape(digest.label(node)) for node in names)
        yield f"{place}. {counted(len(members), 'name', 'names')}: {told}{more(names, members)}\n"
